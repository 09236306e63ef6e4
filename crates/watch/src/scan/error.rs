//! Why a scan could not be done.

use bellwether_model::Date;

/// Why a scan could not be done.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ScanError {
    /// The study ends before it starts.
    #[error("the study would end on {end}, before its start {start}; exchange them")]
    EndBeforeStart {
        /// The start as given.
        start: Date,
        /// The end as given.
        end: Date,
    },
    /// Intervals of no length.
    #[error("an interval must last at least one day, month or year")]
    EmptyStep,
    /// A planar coordinate is no number.
    #[error("place {place} has a coordinate that is no finite number; correct or leave it out")]
    Coordinate {
        /// The place's index.
        place: usize,
    },
    /// A row names a place that is not there.
    #[error("place {place} is not among the {places} places; add it or leave the row out")]
    UnknownPlace {
        /// The place's index.
        place: usize,
        /// How many places there are.
        places: usize,
    },
    /// A row names an interval that is not there.
    #[error(
        "interval {interval} is not among the study's {intervals}; widen the study or drop the row"
    )]
    UnknownInterval {
        /// The interval's index.
        interval: usize,
        /// How many intervals there are.
        intervals: usize,
    },
    /// A table of expected cases of the wrong size, or with a value that is negative or no number.
    #[error("the expected cases must be {wanted} finite values of 0 or more, place by place")]
    ExpectedTable {
        /// How many values there must be.
        wanted: usize,
    },
    /// A population that is negative or no number.
    #[error("the population of place {place} on {date} is negative or no number; correct it")]
    Population {
        /// The place's index.
        place: usize,
        /// The day of the count.
        date: Date,
    },
    /// Cases where nobody lives.
    #[error(
        "place {place} has cases in interval {interval} but none is expected; correct the population"
    )]
    CasesWithoutPopulation {
        /// The place's index.
        place: usize,
        /// The interval's index.
        interval: usize,
    },
    /// Cases of a stratum that has no population.
    #[error("stratum {stratum} has cases but no population; add its population or merge strata")]
    StratumWithoutPopulation {
        /// The stratum.
        stratum: u32,
    },
    /// Fewer cases than any cluster needs.
    #[error("{cases} cases are fewer than the {wanted} that a cluster needs; lengthen the study")]
    TooFewCases {
        /// How many there are.
        cases: u64,
        /// How many a cluster needs.
        wanted: u32,
    },
    /// More individuals than are drawn one by one.
    #[error(
        "{individuals} individuals are more than {limit}; use coarser places or a shorter study"
    )]
    TooManyIndividuals {
        /// How many there are: cases, or cases and controls.
        individuals: u64,
        /// How many are possible.
        limit: u64,
    },
    /// More pairs of a centre and a place within its circles than memory should hold.
    #[error(
        "more than {limit} pairs of places lie within reach; lower the largest share or radius"
    )]
    TooManyPairs {
        /// How many are possible.
        limit: usize,
    },
    /// The largest share lies outside 0 to 0.5.
    #[error("the largest share {0} must be above 0 and at most 0.5")]
    Share(f64),
    /// The largest radius is not above zero.
    #[error("the largest radius {0} must be above 0")]
    Radius(f64),
    /// The window lengths do not fit the study.
    #[error("windows of {min} to {max} intervals do not fit a study of {intervals}; shorten them")]
    WindowLength {
        /// The shortest, in intervals.
        min: usize,
        /// The longest, in intervals.
        max: usize,
        /// How many intervals the study has.
        intervals: usize,
    },
}
