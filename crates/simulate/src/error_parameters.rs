//! How often a source is wrong, and what a world has beyond armed violence.

use serde::{Deserialize, Serialize};

use crate::{
    SimulateError,
    source_parameters::{share, whole},
};

/// How a source errs; each share is of its reports.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Errors {
    /// Share with a wrong day, 0 to 1.
    pub day_wrong: f64,
    /// The most days by which a wrong day is off, 0 to 15; 1 to so many, evenly, before or after.
    pub days_max: u8,
    /// Share whose place is off though a town is named, 0 to 1.
    pub place_wrong: f64,
    /// The most kilometres by which such a place is off, 0 to 100; the distance is even from 0 to it.
    pub place_km_max: f64,
    /// Share of which only the first-level unit is known, 0 to 1.
    pub unit_only: f64,
    /// Share with the wrong type of event, 0 to 1.
    pub type_wrong: f64,
    /// Share in which the armed group is not named or taken for another, 0 to 1.
    pub actor_wrong: f64,
    /// Share of these in which it is not named, 0 to 1; in the others it is another group of the country.
    pub actor_unidentified: f64,
    /// Share with a toll of its own, 0 to 1; see [`Errors::toll_spread`].
    pub toll_wrong: f64,
    /// How far such a toll is off, 0 to 1: a factor between one less and one more than it, and one or two
    /// dead more or less.
    pub toll_spread: f64,
}

impl Default for Errors {
    fn default() -> Self {
        Self {
            day_wrong: 0.1,
            days_max: 2,
            place_wrong: 0.3,
            place_km_max: 12.0,
            unit_only: 0.08,
            type_wrong: 0.05,
            actor_wrong: 0.12,
            actor_unidentified: 0.75,
            toll_wrong: 0.35,
            toll_spread: 0.4,
        }
    }
}

impl Errors {
    /// What reconciliation is measured on: days off by 0 to 3, evenly; places off by up to 25 km and 15%
    /// known only to the unit; 10% of types and 15% of actors miscoded; four in ten tolls differ.
    #[must_use]
    pub fn for_reconciliation() -> Self {
        Self {
            day_wrong: 0.75,
            days_max: 3,
            place_wrong: 1.0,
            place_km_max: 25.0,
            unit_only: 0.15,
            type_wrong: 0.1,
            actor_wrong: 0.15,
            actor_unidentified: 0.5,
            toll_wrong: 0.4,
            toll_spread: 0.4,
        }
    }

    pub(crate) fn check(&self) -> Result<(), SimulateError> {
        for (name, value) in [
            ("errors.day_wrong", self.day_wrong),
            ("errors.place_wrong", self.place_wrong),
            ("errors.unit_only", self.unit_only),
            ("errors.type_wrong", self.type_wrong),
            ("errors.actor_wrong", self.actor_wrong),
            ("errors.actor_unidentified", self.actor_unidentified),
            ("errors.toll_wrong", self.toll_wrong),
            ("errors.toll_spread", self.toll_spread),
        ] {
            share(name, value, 0.0, 1.0)?;
        }
        share("errors.place_km_max", self.place_km_max, 0.0, 100.0)?;
        whole("errors.days_max", self.days_max.into(), 0, 15)
    }
}

/// What happens in a world beside incidents that stand alone. The default is series of bombings and
/// operations of several days, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Beyond {
    /// Protests, riots and strategic developments for each incident of armed violence, 0 to 3.
    pub unrest: f64,
    /// Share of incidents beside which another one happens that is easily taken for the same, 0 to 0.3:
    /// by another group in the same town within a day, or by the same group on the same day in the
    /// nearest other town.
    pub near_misses: f64,
    /// Surges: groups that act two to four times as much for some months, 0 to 200; never the headline
    /// group, and at most one a group.
    pub surges: u8,
    /// The most series of bombings an hour apart in one town, 0 to 400; at most three a group.
    pub sequences: u16,
    /// Share of the groups' deeds that are operations of three to seven days in one town, 0 to 0.1.
    pub operations: f64,
}

impl Default for Beyond {
    fn default() -> Self {
        Self { unrest: 0.0, near_misses: 0.0, surges: 0, sequences: 400, operations: 0.012 }
    }
}

impl Beyond {
    /// A little of everything.
    #[must_use]
    pub fn some() -> Self {
        Self { unrest: 0.4, near_misses: 0.02, surges: 3, ..Self::default() }
    }

    pub(crate) fn is_default(&self) -> bool {
        *self == Self::default()
    }

    pub(crate) fn check(&self) -> Result<(), SimulateError> {
        share("beyond.unrest", self.unrest, 0.0, 3.0)?;
        share("beyond.near_misses", self.near_misses, 0.0, 0.3)?;
        share("beyond.operations", self.operations, 0.0, 0.1)?;
        whole("beyond.sequences", self.sequences.into(), 0, 400)?;
        whole("beyond.surges", self.surges.into(), 0, 200)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_are_within_bounds_and_a_far_place_is_refused() {
        for errors in [Errors::default(), Errors::for_reconciliation()] {
            errors.check().expect("a preset");
        }
        Beyond::some().check().expect("a preset");
        let far = Errors { place_km_max: 101.0, ..Errors::default() };
        assert_eq!(
            far.check().expect_err("too far").to_string(),
            "errors.place_km_max is 101, but must lie between 0 and 100; choose a value within"
        );
        assert!(Beyond { near_misses: 0.5, ..Beyond::default() }.check().is_err());
    }
}
