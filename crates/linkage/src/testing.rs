//! Records for tests.

use crate::{DatasetIndex, PlaceClass, Record};

/// A record of the first dataset at an exact point, on day 0, of kind 0, with nobody named.
pub(crate) fn at(latitude: f32, longitude: f32) -> Record {
    Record {
        key: 0,
        dataset: DatasetIndex(0),
        first: 0,
        last: 0,
        place: PlaceClass::Exact,
        at: [latitude, longitude],
        spot: 0,
        unit: 1,
        country: 1,
        name: 0,
        kind: 0,
        organisations: [0; 3],
        deaths: None,
        cited: 0,
    }
}
