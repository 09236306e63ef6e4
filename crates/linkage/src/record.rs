//! What is compared of a report.

/// Days since 1970-01-01.
pub type Day = i32;

/// The position of a dataset in the list of those that are linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DatasetIndex(pub u8);

/// How well the place of a record is known, most precise first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceClass {
    /// A point that stands for the place itself.
    Exact,
    /// A point in the neighbourhood, about 25 km.
    Near,
    /// Only a first-level unit.
    Unit,
    /// Only a country.
    Country,
}

/// Deaths as a report gives them, low ≤ best ≤ high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Toll {
    /// The lowest figure.
    pub low: u32,
    /// The most likely one.
    pub best: u32,
    /// The highest.
    pub high: u32,
}

/// What is compared of one report. Made by [`crate::Preparer`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Record {
    /// A stable number made from the report's id: what breaks ties, so that no order of rows matters.
    pub key: u64,
    /// Whose report it is.
    pub dataset: DatasetIndex,
    /// Earliest possible day.
    pub first: Day,
    /// Latest possible day, not before `first`.
    pub last: Day,
    /// How well the place is known.
    pub place: PlaceClass,
    /// Degrees north and east; meaningful for [`PlaceClass::Exact`] and [`PlaceClass::Near`] only.
    pub at: [f32; 2],
    /// Number of the point that is written, however well the place is known; 0 where none is.
    pub spot: u32,
    /// Number of the first-level unit; 0 where it is not known.
    pub unit: u32,
    /// Number of the country; 0 where it is not known.
    pub country: u32,
    /// Number of the named place; 0 where none is named.
    pub name: u32,
    /// Number of the kind of event, below [`KINDS`]: type, means and kinds of parties together.
    pub kind: u8,
    /// Numbers of the organisations that take part, in ascending order, 0 where there is none. States,
    /// civilians, crowds and those whom nobody identified are no organisations here.
    pub organisations: [u32; 3],
    /// Deaths, where the report gives any.
    pub deaths: Option<Toll>,
    /// Number of the words in which it cites its sources; 0 where it cites none.
    pub cited: u32,
}

/// How many kinds of events are told apart within a dataset; the rarer ones share the last number.
pub const KINDS: usize = 64;

impl Record {
    /// The day in the middle, rounded down.
    #[must_use]
    pub const fn middle(&self) -> Day {
        self.first + (self.last - self.first) / 2
    }

    /// Days that the interval spans, 1 or more.
    #[must_use]
    pub const fn days(&self) -> i32 {
        self.last - self.first + 1
    }

    /// Whether it has a point.
    #[must_use]
    pub const fn is_located(&self) -> bool {
        matches!(self.place, PlaceClass::Exact | PlaceClass::Near)
    }

    /// Whether both are written at the same point.
    #[must_use]
    pub const fn shares_spot(&self, other: &Self) -> bool {
        self.spot != 0 && self.spot == other.spot
    }

    /// Whether any organisation is named.
    #[must_use]
    pub const fn names_someone(&self) -> bool {
        self.organisations[0] != 0
    }

    /// Whether both name the same organisation.
    #[must_use]
    pub fn shares_organisation(&self, other: &Self) -> bool {
        self.organisations.iter().any(|own| *own != 0 && other.organisations.contains(own))
    }

    /// Great-circle distance in kilometres between two located records, good to a few metres within 200 km
    /// (equirectangular at the middle latitude, mean Earth radius 6371.0088 km).
    #[must_use]
    pub fn distance_km(&self, other: &Self) -> f32 {
        const KM_PER_DEGREE: f32 = 111.195_08;
        let north = self.at[0] - other.at[0];
        let mut east = (self.at[1] - other.at[1]).abs();
        if east > 180.0 {
            east = 360.0 - east;
        }
        let east = east * (0.5 * (self.at[0] + other.at[0])).to_radians().cos();
        KM_PER_DEGREE * north.hypot(east)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::at;

    #[test]
    fn distances_are_those_of_the_sphere_also_across_the_date_line() {
        let kabul = at(34.5281, 69.1723);
        let jalalabad = at(34.4415, 70.4361);
        assert!((kabul.distance_km(&jalalabad) - 116.2).abs() < 0.3);
        assert!((at(0.0, 179.9).distance_km(&at(0.0, -179.9)) - 22.24).abs() < 0.05);
    }

    #[test]
    fn no_organisation_is_shared_by_two_that_name_nobody() {
        let nobody = at(0.0, 0.0);
        assert!(!nobody.names_someone() && !nobody.shares_organisation(&nobody));
    }
}
