//! Work on several cores whose outcome does not depend on how many there are.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::session::Session;

/// Threads that the settings allow: as many as there are cores unless they say otherwise.
pub(crate) fn threads(session: &Session) -> usize {
    match session.settings.threads.value {
        0 => thread::available_parallelism().map_or(1, NonZero::get),
        some => some,
    }
}

/// What a function makes of each item, in the items' order, by at most so many threads. Each takes the next item as
/// soon as it is free, so one that takes long holds up no other.
pub(crate) fn in_order<T: Sync, R: Send>(
    threads: usize,
    items: &[T],
    each: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let threads = threads.min(items.len());
    if threads <= 1 {
        return items.iter().map(each).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((at, item)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            items.get(at).map(|item| (at, item))
        } {
            done.push((at, each(item)));
        }
        done
    };
    let mut all: Vec<(usize, R)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    });
    all.sort_unstable_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_threads_gives_the_same_in_the_same_order() {
        let items: Vec<u64> = (0..1000).collect();
        let square = |item: &u64| item * item;
        let one = in_order(1, &items, square);
        assert_eq!(one[999], 998_001);
        for threads in [0, 2, 3, 16, 5000] {
            assert_eq!(in_order(threads, &items, square), one, "{threads} threads");
        }
        assert!(in_order(4, &[], square).is_empty());
    }
}
