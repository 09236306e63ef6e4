//! How many incidents all datasets missed: capture-recapture.
//!
//! What comes in are counts of incidents by which datasets saw them. What goes out is an estimate of how many
//! there were, with an interval and with what has to be true for it to mean anything. Datasets of events
//! seldom fulfil that, so no estimate comes without its assumptions.

mod assumption;
mod coverage;
mod loglinear;
mod lower_bound;
mod poisson;
#[cfg(test)]
mod published;
mod two_lists;

pub use assumption::{Assumption, Bias};
pub use coverage::sample_coverage;
pub use loglinear::{Criterion, LogLinear, Selection, log_linear};
pub use lower_bound::chao_lower_bound;
pub use two_lists::chapman;

/// How an estimate was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// [`chapman`]: two lists.
    Chapman,
    /// [`chao_lower_bound`]: how many were seen once and twice.
    ChaoLowerBound,
    /// [`sample_coverage`]: three lists.
    SampleCoverage,
    /// [`log_linear`]: three or four lists and which of them depend on each other.
    LogLinear,
}

impl Method {
    /// What has to be true, and what of it is not where datasets of events are concerned.
    #[must_use]
    pub const fn assumptions(self) -> &'static [Assumption] {
        match self {
            Self::Chapman => assumption::CHAPMAN,
            Self::ChaoLowerBound => assumption::LOWER_BOUND,
            Self::SampleCoverage => assumption::COVERAGE,
            Self::LogLinear => assumption::LOG_LINEAR,
        }
    }
}

/// An estimate of how many incidents there were.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// How it was made; [`Method::assumptions`] says what it rests on.
    pub method: Method,
    /// Incidents that some dataset saw.
    pub seen: u64,
    /// All incidents, at least about `seen`.
    pub total: f64,
    /// Standard error of the total, in incidents.
    pub standard_error: f64,
    /// Lower end of the interval that holds the total in 95 of 100 cases, if the assumptions hold; never below
    /// `seen`.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Estimate {
    /// With the log-normal interval for what was not seen: missed / C to missed × C with
    /// C = exp(1.96 √ln(1 + variance / missed²)) (Burnham, Anderson, White, Brownie & Pollock 1987, p. 212;
    /// Chao 1987, Biometrics 43: 783-791). Where nothing was missed both ends are the number seen.
    fn of(method: Method, seen: u64, total: f64, variance: f64) -> Self {
        const Z: f64 = 1.959_963_984_540_054;
        let (known, variance) = (real(seen), variance.max(0.0));
        let missed = (total - known).max(0.0);
        let (low, high) = if missed > 0.0 {
            let factor = (Z * (variance / (missed * missed)).ln_1p().sqrt()).exp();
            (known + missed / factor, known + missed * factor)
        } else {
            (known, known)
        };
        Self { method, seen, total, standard_error: variance.sqrt(), low, high }
    }

    /// Incidents that all datasets missed, 0 or more.
    #[must_use]
    pub fn missed(&self) -> f64 {
        (self.total - real(self.seen)).max(0.0)
    }

    /// The share of all incidents that some dataset saw, 0 to 1; 1 where there was nothing to see.
    #[must_use]
    pub fn completeness(&self) -> f64 {
        if self.total > 0.0 { (real(self.seen) / self.total).min(1.0) } else { 1.0 }
    }
}

/// A count as a real number; exact below 2^53.
#[allow(clippy::cast_precision_loss)]
const fn real(count: u64) -> f64 {
    count as f64
}

/// A list or set of lists as a position in counts by history.
const fn history(lists: &[usize]) -> usize {
    let (mut set, mut at) = (0, 0);
    while at < lists.len() {
        set |= 1 << lists[at];
        at += 1;
    }
    set
}
