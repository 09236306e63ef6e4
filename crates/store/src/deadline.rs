//! A time by which what one thread asks of a store must be answered.

use std::cell::Cell;
use std::time::Instant;

use tokio::runtime::Runtime;

use crate::StoreError;

thread_local! {
    static DEADLINE: Cell<Option<(Instant, u64)>> = const { Cell::new(None) };
}

/// Puts back what was there before, also when the work breaks off.
struct Before(Option<(Instant, u64)>);

impl Drop for Before {
    fn drop(&mut self) {
        DEADLINE.set(self.0);
    }
}

/// Runs work on this thread whose queries end by `deadline` with [`StoreError::Limit`], which names the `seconds`
/// that there were.
pub fn within<T>(deadline: Instant, seconds: u64, work: impl FnOnce() -> T) -> T {
    let _before = Before(DEADLINE.replace(Some((deadline, seconds))));
    work()
}

/// Waits for a query, no longer than this thread may.
pub(crate) fn wait<T>(
    runtime: &Runtime,
    query: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    match DEADLINE.get() {
        None => runtime.block_on(query),
        Some((deadline, seconds)) => runtime.block_on(async {
            let bounded = tokio::time::timeout_at(deadline.into(), query);
            bounded.await.map_err(|_| StoreError::Limit { limit: seconds, what: "seconds" })?
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_query_ends_by_its_deadline_and_the_next_without_one_does_not() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        let slow = || async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            Ok(1)
        };
        let soon = Instant::now() + Duration::from_millis(5);
        let late = within(soon, 7, || wait(&runtime, slow()));
        assert!(matches!(late, Err(StoreError::Limit { limit: 7, what: "seconds" })), "{late:?}");
        assert_eq!(wait(&runtime, slow()).expect("no limit"), 1);
    }
}
