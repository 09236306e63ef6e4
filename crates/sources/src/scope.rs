//! What a file is complete for, and only when that is certain.

use bellwether_model::{CountryScope, Scope};

use crate::ucdp::version::Version;
use crate::{Recognised, Shape, Summary};

/// A yearly release has events in far more countries than this; a country's slice has one.
const COUNTRIES_OF_THE_WORLD: usize = 100;

/// A candidate release of one month has events in some forty countries.
const COUNTRIES_OF_A_MONTH: usize = 15;

/// What the file is complete for: the world and the time that its version covers, if what was read
/// agrees with that. A slice of a release gives `None`, so that it never withdraws what it left out,
/// and so does a file with rejected rows or damage, whose missing rows the source did not withdraw.
#[must_use]
pub fn scope_of(recognised: &Recognised, summary: &Summary) -> Option<Scope> {
    let is_ged = matches!(
        recognised.shape,
        Shape::GedCurrent | Shape::GedEarly | Shape::GedHdx | Shape::GedGeoJson
    );
    if !is_ged || summary.rejected > 0 || summary.damage.is_some() {
        return None;
    }
    let version = Version::parse(&recognised.label.as_ref()?.0)?;
    let (from, to) = version.covers()?;
    let (first, last) = (summary.first?, summary.last?);
    let within = first >= from && last <= to;
    let whole = match version {
        Version::Yearly { .. } => {
            (from.year()..=to.year()).all(|year| summary.years.contains_key(&year))
                && summary.countries.len() >= COUNTRIES_OF_THE_WORLD
        }
        Version::Month { .. } | Version::Span { .. } => {
            summary.countries.len() >= COUNTRIES_OF_A_MONTH
        }
    };
    (within && whole).then_some(Scope {
        countries: CountryScope::World,
        from: Some(from),
        to: Some(to),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Container;
    use bellwether_model::{DatasetId, ReleaseLabel};
    use jiff::civil::date;

    fn recognised(label: &str) -> Recognised {
        Recognised {
            dataset: DatasetId::new("ucdp-ged").expect("valid"),
            shape: Shape::GedCurrent,
            label: Some(ReleaseLabel(label.to_owned())),
            evidence: Vec::new(),
            unknown_columns: Vec::new(),
            missing_columns: Vec::new(),
            container: Container::Plain,
            mapping: None,
        }
    }

    fn summary(years: std::ops::RangeInclusive<i16>, countries: u16) -> Summary {
        Summary {
            first: Some(date(*years.start(), 1, 1)),
            last: Some(date(*years.end(), 12, 31)),
            years: years.map(|year| (year, 1)).collect(),
            countries: (1..=countries).map(|gw| (gw, 1)).collect(),
            ..Summary::default()
        }
    }

    #[test]
    fn a_whole_yearly_release_is_complete_for_the_world_and_its_years() {
        let scope = scope_of(&recognised("25.1"), &summary(1989..=2024, 120)).expect("whole");
        assert_eq!(scope.to_string(), "world 1989-01-01 to 2024-12-31");
    }

    #[test]
    fn a_slice_of_a_release_is_complete_for_nothing() {
        assert_eq!(scope_of(&recognised("25.1"), &summary(1989..=2024, 1)), None);
        assert_eq!(scope_of(&recognised("25.1"), &summary(1990..=2024, 120)), None);
        assert_eq!(scope_of(&recognised("24.1"), &summary(1989..=2024, 120)), None);
        assert_eq!(scope_of(&recognised("custom"), &summary(1989..=2024, 120)), None);
    }

    #[test]
    fn rejected_rows_and_damage_leave_the_scope_open() {
        let whole = summary(1989..=2024, 120);
        let rejected = Summary { rejected: 1, ..whole.clone() };
        assert_eq!(scope_of(&recognised("25.1"), &rejected), None);
        let damaged = Summary { damage: Some("cut".into()), ..whole };
        assert_eq!(scope_of(&recognised("25.1"), &damaged), None);
    }

    #[test]
    fn candidate_releases_are_complete_for_their_months() {
        let march = Summary {
            first: Some(date(2025, 3, 1)),
            last: Some(date(2025, 3, 31)),
            ..summary(2025..=2025, 40)
        };
        let scope = scope_of(&recognised("25.0.3"), &march).expect("within the month");
        assert_eq!(scope.to_string(), "world 2025-03-01 to 2025-03-31");
        assert_eq!(scope_of(&recognised("25.0.4"), &march), None);
        let scope = scope_of(&recognised("25.01.25.06"), &march).expect("within the span");
        assert_eq!(scope.to_string(), "world 2025-01-01 to 2025-06-30");
        let slice = Summary { countries: [(475, 9)].into(), ..march };
        assert_eq!(scope_of(&recognised("25.0.3"), &slice), None);
    }
}
