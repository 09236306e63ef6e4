//! From a count and what it can show to a verdict.
//!
//! The thresholds are a choice of this project and stand here: a best estimate within what the claim's words allow
//! supports it; one within [`NEAR`] of it, or whose own low and high estimates reach it and that is within
//! [`REACH`] of it, supports it roughly; anything else does not. A count that can only be too small supports what
//! it already exceeds and refutes what it exceeds; one that can only be too large the other way round. What words
//! allow of a number is read by the coder's layer of numbers.

use bellwether_store::Value;
use serde::Serialize;

use crate::scope::Amount;

/// A best estimate that misses what a claim allows by no more than this share of it supports it roughly.
pub const NEAR: f64 = 0.10;

/// A best estimate that misses what a claim allows by no more than this share of it supports it roughly where the
/// dataset's own low or high estimate reaches it.
pub const REACH: f64 = 0.50;

/// Which way the data go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The data have more than the claim.
    Higher,
    /// The data have less.
    Lower,
}

/// What the data say of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The count is one that the claim allows.
    Supported,
    /// The count is close to it.
    RoughlySupported,
    /// The count is higher than the claim.
    NotSupportedHigher,
    /// The count is lower than the claim.
    NotSupportedLower,
    /// There are data, and what they count is not what the claim is about.
    NotComparable,
    /// Nothing in the store is about it.
    NoData,
}

impl Verdict {
    /// The verdict in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::RoughlySupported => "roughly supported",
            Self::NotSupportedHigher => "not supported: the data have more",
            Self::NotSupportedLower => "not supported: the data have fewer",
            Self::NotComparable => "not comparable",
            Self::NoData => "no data",
        }
    }

    /// The word that stands in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::RoughlySupported => "roughly-supported",
            Self::NotSupportedHigher => "not-supported-higher",
            Self::NotSupportedLower => "not-supported-lower",
            Self::NotComparable => "not-comparable",
            Self::NoData => "no-data",
        }
    }

    /// Whether it says yes, if it says yes or no.
    #[must_use]
    pub const fn decides(self) -> Option<bool> {
        match self {
            Self::Supported | Self::RoughlySupported => Some(true),
            Self::NotSupportedHigher | Self::NotSupportedLower => Some(false),
            Self::NotComparable | Self::NoData => None,
        }
    }
}

/// What a count can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// It is a count of what the claim is about.
    Both,
    /// There may be more: a lower bound.
    Lower,
    /// It counts other things too: an upper bound.
    Upper,
    /// It counts some other things and lacks some of these.
    Neither,
}

impl Bound {
    /// What it shows of what is claimed, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Both => "a count of it",
            Self::Lower => "a lower bound",
            Self::Upper => "an upper bound",
            Self::Neither => "no bound",
        }
    }

    /// Both limits together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Both, any) | (any, Self::Both) => any,
            (Self::Lower, Self::Lower) => Self::Lower,
            (Self::Upper, Self::Upper) => Self::Upper,
            _ => Self::Neither,
        }
    }
}

/// A count.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Count {
    /// Events that stand behind it.
    pub events: u64,
    /// The lowest estimate, or what is certain.
    pub low: Value,
    /// The best estimate; none where the data leave open where between the others it lies.
    pub best: Option<Value>,
    /// The highest estimate, or what is possible.
    pub high: Value,
}

/// What a count says of a claim; `None` where it cannot decide.
#[must_use]
pub fn judge(claim: &Amount, count: &Count, bound: Bound) -> Option<Verdict> {
    let (low, high) = (count.low.0, count.high.0);
    match bound {
        Bound::Both => match count.best {
            Some(best) => Some(both(claim, low, best.0, high)),
            None => within(claim, low, high),
        },
        Bound::Lower => match claim.high {
            None => claim.low.filter(|least| low >= *least).map(|_| Verdict::Supported),
            Some(most) => (low > most * (1.0 + NEAR)).then_some(Verdict::NotSupportedHigher),
        },
        Bound::Upper => match claim.low {
            None => claim.high.filter(|most| high <= *most).map(|_| Verdict::Supported),
            Some(least) => (high < least * (1.0 - NEAR)).then_some(Verdict::NotSupportedLower),
        },
        Bound::Neither => None,
    }
}

fn allows(claim: &Amount, value: f64) -> bool {
    claim.low.is_none_or(|low| value >= low) && claim.high.is_none_or(|high| value <= high)
}

fn both(claim: &Amount, low: f64, best: f64, high: f64) -> Verdict {
    if allows(claim, best) {
        return Verdict::Supported;
    }
    let (end, direction) = match (claim.low, claim.high) {
        (Some(least), _) if best < least => (least, Verdict::NotSupportedLower),
        (_, Some(most)) => (most, Verdict::NotSupportedHigher),
        (least, None) => (least.unwrap_or_default(), Verdict::NotSupportedLower),
    };
    let off = (best - end).abs() / end.max(1.0);
    let reaches = low <= end && end <= high;
    if off <= NEAR || reaches && off <= REACH { Verdict::RoughlySupported } else { direction }
}

/// The verdict where only an interval is known.
fn within(claim: &Amount, low: f64, high: f64) -> Option<Verdict> {
    if allows(claim, low) && allows(claim, high) {
        return Some(Verdict::Supported);
    }
    if claim.low.is_some_and(|least| high < least * (1.0 - NEAR)) {
        return Some(Verdict::NotSupportedLower);
    }
    claim.high.filter(|most| low > most * (1.0 + NEAR)).map(|_| Verdict::NotSupportedHigher)
}

/// One verdict of several that decide. Where some support a claim and others do not, it is supported roughly, and
/// the page says that the datasets disagree; where they miss it on both sides, they do not compare.
#[must_use]
pub fn together(all: &[Verdict]) -> Option<Verdict> {
    let deciding: Vec<Verdict> = all.iter().copied().filter(|v| v.decides().is_some()).collect();
    let first = *deciding.first()?;
    if deciding.iter().all(|verdict| *verdict == first) {
        return Some(first);
    }
    if deciding.iter().any(|verdict| verdict.decides() == Some(true)) {
        return Some(Verdict::RoughlySupported);
    }
    Some(Verdict::NotComparable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellwether_coder::number::Qualifier;

    fn claim(low: Option<f64>, high: Option<f64>) -> Amount {
        let best = low.or(high).unwrap_or_default();
        Amount { low, best, high, qualifier: Qualifier::Exactly }
    }

    fn count(low: f64, best: f64, high: f64) -> Count {
        Count { events: 1, low: Value(low), best: Some(Value(best)), high: Value(high) }
    }

    #[test]
    fn a_best_estimate_that_the_words_allow_supports_a_claim() {
        let at_least = claim(Some(6_000.0), None);
        assert_eq!(
            judge(&at_least, &count(9_211.0, 9_367.0, 11_092.0), Bound::Both),
            Some(Verdict::Supported)
        );
        let close = judge(&at_least, &count(5_761.0, 5_917.0, 7_642.0), Bound::Both);
        assert_eq!(close, Some(Verdict::RoughlySupported));
        let far = judge(&at_least, &count(321.0, 321.0, 353.0), Bound::Both);
        assert_eq!(far, Some(Verdict::NotSupportedLower));
        let most = claim(None, Some(100.0));
        assert_eq!(
            judge(&most, &count(300.0, 300.0, 300.0), Bound::Both),
            Some(Verdict::NotSupportedHigher)
        );
    }

    #[test]
    fn a_high_estimate_reaches_a_claim_only_where_the_best_one_is_near() {
        let claimed = claim(Some(1_000.0), Some(1_000.0));
        assert_eq!(
            judge(&claimed, &count(600.0, 700.0, 1_200.0), Bound::Both),
            Some(Verdict::RoughlySupported)
        );
        assert_eq!(
            judge(&claimed, &count(100.0, 200.0, 5_000.0), Bound::Both),
            Some(Verdict::NotSupportedLower)
        );
    }

    #[test]
    fn a_lower_bound_supports_what_it_exceeds_and_leaves_the_rest_open() {
        let bound = Bound::Lower;
        assert_eq!(
            judge(&claim(Some(80.0), None), &count(90.0, 90.0, 90.0), bound),
            Some(Verdict::Supported)
        );
        assert_eq!(judge(&claim(Some(80.0), None), &count(70.0, 70.0, 70.0), bound), None);
        assert_eq!(judge(&claim(Some(84.0), Some(84.0)), &count(50.0, 50.0, 50.0), bound), None);
        let more = judge(&claim(Some(84.0), Some(84.0)), &count(200.0, 200.0, 200.0), bound);
        assert_eq!(more, Some(Verdict::NotSupportedHigher));
        assert_eq!(judge(&claim(None, Some(84.0)), &count(50.0, 50.0, 50.0), bound), None);
    }

    #[test]
    fn an_upper_bound_refutes_what_it_falls_short_of_and_leaves_the_rest_open() {
        let bound = Bound::Upper;
        assert_eq!(
            judge(&claim(None, Some(84.0)), &count(50.0, 50.0, 50.0), bound),
            Some(Verdict::Supported)
        );
        assert_eq!(
            judge(&claim(Some(84.0), Some(84.0)), &count(50.0, 50.0, 50.0), bound),
            Some(Verdict::NotSupportedLower)
        );
        assert_eq!(judge(&claim(Some(84.0), None), &count(500.0, 500.0, 500.0), bound), None);
        assert_eq!(Bound::Lower.and(Bound::Upper), Bound::Neither);
        assert_eq!(judge(&claim(Some(1.0), None), &count(5.0, 5.0, 5.0), Bound::Neither), None);
    }

    #[test]
    fn an_interval_decides_only_where_all_of_it_does() {
        let range = Count { events: 9, low: Value(40.0), best: None, high: Value(120.0) };
        assert_eq!(judge(&claim(Some(84.0), Some(84.0)), &range, Bound::Both), None);
        assert_eq!(judge(&claim(Some(30.0), None), &range, Bound::Both), Some(Verdict::Supported));
        assert_eq!(
            judge(&claim(Some(300.0), None), &range, Bound::Both),
            Some(Verdict::NotSupportedLower)
        );
        assert_eq!(
            judge(&claim(None, Some(10.0)), &range, Bound::Both),
            Some(Verdict::NotSupportedHigher)
        );
    }

    #[test]
    fn nought_is_a_number_like_others() {
        let none = claim(Some(0.0), Some(0.0));
        assert_eq!(judge(&none, &count(0.0, 0.0, 0.0), Bound::Both), Some(Verdict::Supported));
        assert_eq!(
            judge(&none, &count(3.0, 3.0, 3.0), Bound::Both),
            Some(Verdict::NotSupportedHigher)
        );
        assert_eq!(
            judge(&none, &count(3.0, 3.0, 3.0), Bound::Lower),
            Some(Verdict::NotSupportedHigher)
        );
        assert_eq!(judge(&none, &count(0.0, 0.0, 0.0), Bound::Lower), None);
    }

    #[test]
    fn datasets_that_disagree_are_not_averaged() {
        use Verdict::{
            NotComparable, NotSupportedHigher, NotSupportedLower, RoughlySupported, Supported,
        };
        assert_eq!(together(&[Supported, NotComparable]), Some(Supported));
        assert_eq!(together(&[Supported, NotSupportedLower]), Some(RoughlySupported));
        assert_eq!(together(&[NotSupportedHigher, NotSupportedLower]), Some(NotComparable));
        assert_eq!(together(&[NotComparable]), None);
    }
}
