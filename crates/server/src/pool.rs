//! The bounded pool in which questions are answered: so many at once, so many waiting, each with a time by which it
//! must be done.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use bellwether_model::Limits;
use tokio::sync::Semaphore;

use crate::Problem;

/// The pool.
#[derive(Debug)]
pub(crate) struct Pool {
    slots: Arc<Semaphore>,
    waiting: AtomicUsize,
    waiting_max: usize,
    at_once: usize,
    seconds: u64,
}

/// Counts one who waits, for as long as they do.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Pool {
    pub(crate) fn new(limits: &Limits) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let at_once = if limits.questions_at_once == 0 { cores } else { limits.questions_at_once };
        Self {
            slots: Arc::new(Semaphore::new(at_once)),
            waiting: AtomicUsize::new(0),
            waiting_max: limits.questions_waiting,
            at_once,
            seconds: limits.request_seconds,
        }
    }

    /// Questions that are being answered, and that wait.
    pub(crate) fn load(&self) -> (usize, usize) {
        let busy = self.at_once.saturating_sub(self.slots.available_permits());
        (busy, self.waiting.load(Ordering::SeqCst))
    }

    /// Runs a job on a thread of its own once its turn comes. The slot is given back when the job ends, also where
    /// nobody waits for it any more.
    ///
    /// # Errors
    /// Where too many wait, or the deadline passes.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        deadline: Instant,
        job: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let slot = match Arc::clone(&self.slots).try_acquire_owned() {
            Ok(slot) => slot,
            Err(_) => self.turn(deadline).await?,
        };
        let running = tokio::task::spawn_blocking(move || {
            let _slot = slot;
            job()
        });
        match tokio::time::timeout_at(deadline.into(), running).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(error)) => {
                tracing::error!("a question broke off: {error}");
                Err(Problem::broken("answering this broke off; the log of the server says where"))
            }
            Err(_) => Err(self.too_late()),
        }
    }

    async fn turn(&self, deadline: Instant) -> Result<tokio::sync::OwnedSemaphorePermit, Problem> {
        let before = self.waiting.fetch_add(1, Ordering::SeqCst);
        let _waiting = Waiting(&self.waiting);
        if before >= self.waiting_max {
            return Err(Problem::limit(
                429,
                format!(
                    "{before} questions wait already; at most {} may, so ask again",
                    self.waiting_max
                ),
            ));
        }
        let slot =
            tokio::time::timeout_at(deadline.into(), Arc::clone(&self.slots).acquire_owned());
        match slot.await {
            Ok(Ok(slot)) => Ok(slot),
            Ok(Err(_)) => Err(Problem::unavailable("the server is stopping")),
            Err(_) => Err(self.too_late()),
        }
    }

    fn too_late(&self) -> Problem {
        Problem::limit(
            503,
            format!(
                "no answer within {} seconds; ask for less (fewer years, one country), or in the terminal",
                self.seconds
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellwether_model::LIMITS;
    use std::time::Duration;

    fn pool(at_once: usize, waiting: usize) -> Arc<Pool> {
        let limits = Limits { questions_at_once: at_once, questions_waiting: waiting, ..LIMITS };
        Arc::new(Pool::new(&limits))
    }

    #[tokio::test]
    async fn as_many_wait_as_may_and_the_next_is_refused() {
        let pool = pool(1, 2);
        let deadline = Instant::now() + Duration::from_secs(20);
        let (open, gate) = std::sync::mpsc::channel::<()>();
        let first = {
            let pool = Arc::clone(&pool);
            tokio::spawn(async move {
                pool.run(deadline, move || {
                    let _ = gate.recv();
                    Ok(0)
                })
                .await
            })
        };
        while pool.load().0 == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let others: Vec<_> = (1..=2)
            .map(|n| {
                let pool = Arc::clone(&pool);
                tokio::spawn(async move { pool.run(deadline, move || Ok(n)).await })
            })
            .collect();
        while pool.load().1 < 2 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let refused = pool.run(deadline, || Ok(9)).await.expect_err("too many wait");
        assert_eq!((refused.status, refused.kind), (429, "limit"));
        open.send(()).expect("the first waits");
        assert_eq!(first.await.expect("ran"), Ok(0));
        for (n, other) in (1..).zip(others) {
            assert_eq!(other.await.expect("ran"), Ok(n));
        }
        assert_eq!(pool.load(), (0, 0));
    }

    #[tokio::test]
    async fn what_takes_too_long_is_given_up_and_keeps_its_slot_until_it_ends() {
        let pool = pool(1, 1);
        let deadline = Instant::now() + Duration::from_millis(30);
        let (open, gate) = std::sync::mpsc::channel::<()>();
        let late = pool.run(deadline, move || {
            let _ = gate.recv();
            Ok(())
        });
        assert_eq!(late.await.expect_err("too late").status, 503);
        assert_eq!(pool.load().0, 1);
        drop(open);
        let deadline = Instant::now() + Duration::from_secs(20);
        assert_eq!(pool.run(deadline, || Ok(1)).await, Ok(1));
    }

    #[tokio::test]
    async fn a_panic_is_one_answer_lost_and_no_more() {
        let pool = pool(1, 1);
        let deadline = Instant::now() + Duration::from_secs(20);
        let broken: Result<(), Problem> =
            pool.run(deadline, || std::panic::resume_unwind(Box::new("broken"))).await;
        assert_eq!(broken.expect_err("broke off").status, 500);
        assert_eq!(pool.run(deadline, || Ok(1)).await, Ok(1));
    }
}
