//! Older practice under its own names: which pairs of reports a published rule would call the same.
//!
//! They serve to reproduce what others did and to be measured against; [`crate::link`] does not use them.

pub mod meltt;
pub mod xsub;

mod near;

use crate::record::Record;

/// How many levels a taxonomy has at most.
pub const LEVELS: usize = 3;

/// A record with its class in a taxonomy of events that all datasets share: one number a level, broadest
/// first, 0 where the level is not known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Classed {
    /// The record.
    pub record: Record,
    /// Its classes.
    pub classes: [u32; LEVELS],
}

#[cfg(test)]
pub(crate) mod testing {
    use super::*;
    use crate::record::DatasetIndex;
    use crate::testing::at;

    /// A record of a dataset, so many kilometres north of the equator, on a day, of a class.
    pub(crate) fn event(dataset: u8, km: f32, day: i32, classes: [u32; LEVELS]) -> Classed {
        let record = at(km / 111.195_08, 10.0);
        let key = u64::from(dataset) << 32 | u64::from(day.unsigned_abs()) << 16 | km as u64;
        let record =
            crate::Record { key, dataset: DatasetIndex(dataset), first: day, last: day, ..record };
        Classed { record, classes }
    }
}
