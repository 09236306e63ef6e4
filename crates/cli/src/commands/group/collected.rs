//! What a dataset collected when, where a group acts: what must be marked on a chart of the group, so that a change of
//! counting is not taken for one of the group.

use bellwether_model::{Date, Iso3};
use bellwether_store::Snapshot;
use bellwether_vigil::Break;
use serde::Serialize;

use crate::coverage::{Extent, collection};
use crate::failure::Failure;
use crate::watching::known_on;

/// The days that a dataset covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Collected {
    /// The first.
    from: Date,
    /// The last.
    to: Date,
    /// Days from which on it counts in another way.
    breaks: Vec<Break>,
    /// Days that it lacks.
    missing: Vec<Days>,
}

/// Days, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Days {
    from: Date,
    to: Date,
}

/// Tells it of one dataset after the other.
pub(super) struct Collecting<'a> {
    snapshot: &'a Snapshot<'a>,
    extent: Extent,
    countries: Vec<String>,
}

impl<'a> Collecting<'a> {
    /// In some countries; in all of them where none is named.
    pub(super) fn within(snapshot: &'a Snapshot<'a>, countries: &[Iso3]) -> Result<Self, Failure> {
        let countries = countries.iter().map(ToString::to_string).collect();
        Ok(Self { snapshot, extent: Extent::of(snapshot)?, countries })
    }

    /// Nothing where the dataset has no report there.
    pub(super) fn of(&self, dataset: &str) -> Result<Option<Collected>, Failure> {
        let Self { snapshot, extent, countries } = self;
        let found = collection(snapshot, dataset, countries, extent, known_on(snapshot)?)?;
        Ok(found.map(|one| Collected {
            from: one.from,
            to: one.to,
            breaks: one.breaks,
            missing: one.missing.into_iter().map(|(from, to)| Days { from, to }).collect(),
        }))
    }
}
