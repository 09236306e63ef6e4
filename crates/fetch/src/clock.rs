//! Time, so that tests need not wait for it.

use std::time::Duration;

use jiff::Timestamp;

/// Tells the time and lets it pass.
pub trait Clock: Send + Sync {
    /// The time.
    fn now(&self) -> Timestamp;
    /// Returns when the time has passed.
    fn sleep(&self, time: Duration);
}

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep(&self, time: Duration) {
        std::thread::sleep(time);
    }
}
