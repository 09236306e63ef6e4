//! What a name may stand for.

use bellwether_model::{Iso3, PlacePrecision, Point};
use bellwether_registry::places::PlaceRecord;
use serde::Serialize;

/// What sort of thing a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A continent.
    Continent,
    /// A country.
    Country,
    /// A first-level unit: state, province, governorate.
    Admin1,
    /// A second-level unit: county, district.
    Admin2,
    /// A town, a village, a part of a town.
    Place,
}

impl Kind {
    /// The name in features and answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Continent => "continent",
            Self::Country => "country",
            Self::Admin1 => "admin1",
            Self::Admin2 => "admin2",
            Self::Place => "place",
        }
    }

    /// How well the point of such a thing tells where something happened; `None` for a continent, which
    /// is larger than any code.
    #[must_use]
    pub const fn precision(self) -> Option<PlacePrecision> {
        match self {
            Self::Continent => None,
            Self::Country => Some(PlacePrecision::Country),
            Self::Admin1 => Some(PlacePrecision::Admin1),
            Self::Admin2 => Some(PlacePrecision::Admin2),
            Self::Place => Some(PlacePrecision::Near),
        }
    }
}

/// How the words name the thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// By the name that tables show.
    Name,
    /// By another name.
    Other,
    /// By a short form: "U.S.", "Ky.".
    Short,
    /// By the adjective or the name of its people: "Iraqi", "Iraqis".
    Adjective,
}

impl Form {
    /// The name in features and answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Other => "other-name",
            Self::Short => "short",
            Self::Adjective => "adjective",
        }
    }
}

/// A thing of the gazetteer that a name may stand for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub(super) kind: Kind,
    pub(super) form: Form,
    /// GeoNames id; none for what a simulated world's tables give none.
    pub(super) id: Option<u32>,
    pub(super) name: String,
    pub(super) country: Option<Iso3>,
    /// Code of the first-level unit that it is or lies in.
    pub(super) admin1: Option<String>,
    /// Code of the second-level unit that it is or lies in.
    pub(super) admin2: Option<String>,
    pub(super) point: Point,
    pub(super) population: u32,
}

impl Candidate {
    /// A place of the gazetteer; `second` gives the code of the second-level unit of a first-level unit by
    /// its name.
    pub(super) fn of_place(
        place: PlaceRecord,
        form: Form,
        second: impl Fn(&str, &str) -> Option<String>,
    ) -> Self {
        let admin2 = place
            .admin1_id
            .as_deref()
            .zip(place.admin2.as_deref())
            .and_then(|(first, name)| second(first, name));
        Self {
            kind: Kind::Place,
            form,
            id: Some(place.geonameid),
            name: place.name,
            country: Some(place.country),
            admin1: place.admin1_id,
            admin2,
            point: place.point,
            population: place.population,
        }
    }

    /// Whether this is an area that holds the other candidate.
    pub(super) fn holds(&self, other: &Self) -> bool {
        match self.kind {
            Kind::Country => self.country == other.country && other.kind > Kind::Country,
            Kind::Admin1 => self.admin1 == other.admin1 && other.kind > Kind::Admin1,
            Kind::Admin2 => self.admin2 == other.admin2 && other.kind == Kind::Place,
            Kind::Continent | Kind::Place => false,
        }
    }
}
