//! Reports about protected people and places are coarsened and delayed.
//!
//! Where an aid worker, a clinic, a school or a camp was hit can put people at risk a second time (OCHA
//! Centre for Humanitarian Data 2021, Data Responsibility Guidelines). What leaves says the district or
//! the province, some weeks later. It is always the same coarser place: random noise averages out over
//! repeated exports, and misleads on the map. The store keeps what the source said.
//!
//! The report's id stays, because a number must be checkable: whoever holds the source's own file can
//! look it up there. The policy limits what Bellwether adds to the world, not what a source has published.

use std::collections::BTreeMap;

use bellwether_model::{Date, Extra, PlacePrecision, PrioGridId, Report, TargetClass, Targets};
use jiff::ToSpan as _;
use serde::{Deserialize, Serialize};

/// How coarse a place must be before it leaves. The order is from finer to coarser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CoarsenTo {
    /// The second-level unit by name; no point.
    Admin2,
    /// The centre of the half-degree grid cell (PRIO-GRID, some 55 km at the equator); names down to the
    /// first-level unit.
    Grid,
    /// The first-level unit by name; no point.
    Admin1,
    /// The country by name; no point.
    Country,
}

impl CoarsenTo {
    /// The word that stands in configurations and notes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin2 => "admin2",
            Self::Grid => "grid",
            Self::Admin1 => "admin1",
            Self::Country => "country",
        }
    }

    /// The finest precision that a coarsened place can claim.
    const fn precision(self) -> PlacePrecision {
        match self {
            Self::Admin2 => PlacePrecision::Admin2,
            Self::Admin1 => PlacePrecision::Admin1,
            // A cell can be larger or smaller than a unit; "only vaguely given" is true of all.
            Self::Grid => PlacePrecision::Region,
            Self::Country => PlacePrecision::Country,
        }
    }
}

/// What is done with reports about one class of targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocationRule {
    /// How coarse the place must be.
    pub coarsen_to: CoarsenTo,
    /// Days between the end of an event and the first export that may hold it. They are reckoned against
    /// the knowledge day of the question or the day of the newest data, never against the clock, so that
    /// the same question always gives the same answer.
    #[serde(default)]
    pub delay_days: u32,
}

/// The rules, by class of target. A report that falls under several takes the coarsest place and the
/// longest delay of them. As configuration:
///
/// ```toml
/// [health]
/// coarsen_to = "admin1"   # admin2, grid, admin1 or country
/// delay_days = 30
/// ```
///
/// A configuration replaces the default whole: a class that it leaves out is not treated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocationPolicy(pub BTreeMap<TargetClass, LocationRule>);

impl Default for LocationPolicy {
    /// First-level unit and 30 days for every class that is sensitive.
    fn default() -> Self {
        let rule = LocationRule { coarsen_to: CoarsenTo::Admin1, delay_days: 30 };
        let sensitive = TargetClass::ALL.into_iter().filter(|class| class.is_sensitive());
        Self(sensitive.map(|class| (class, rule)).collect())
    }
}

/// What the policy made of one report.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision<'a> {
    /// No rule is about it: it may leave as it is.
    Untouched(&'a Report),
    /// It may leave in this form, its place made coarser.
    Coarsened(Box<Report>),
    /// It may not leave before this day.
    HoldBack {
        /// The first day on which it may.
        until: Date,
    },
}

impl Decision<'_> {
    /// The report as it may leave, if it may.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        match self {
            Self::Untouched(report) => Some(report),
            Self::Coarsened(report) => Some(report),
            Self::HoldBack { .. } => None,
        }
    }
}

/// Columns of sources that cannot tell the place; all others are left out of a treated report, because a
/// free text or a column that nobody has looked at may. Names are those of UCDP, ACLED and GTD.
const TELL_NO_PLACE: &[&str] = &[
    "active_year",
    "attacktype1_txt",
    "civilian_targeting",
    "code_status",
    "crit1",
    "crit2",
    "crit3",
    "date_prec",
    "deaths_civilians",
    "disorder_type",
    "doubtterr",
    "event_clarity",
    "event_type",
    "fatalities",
    "gwnoa",
    "gwnob",
    "inter1",
    "inter2",
    "interaction",
    "iso",
    "multiple",
    "number_of_sources",
    "region",
    "region_txt",
    "sub_event_type",
    "success",
    "suicide",
    "time_precision",
    "timestamp",
    "type_of_violence",
    "weaptype1_txt",
    "year",
];

/// The column, among those that were added, in which a treated report says how it was treated.
pub const TREATED_COLUMN: &str = "location_policy";

impl LocationPolicy {
    /// The rule for a set of targets: the coarsest place and the longest delay of all classes in it.
    #[must_use]
    pub fn rule(&self, targets: Targets) -> Option<LocationRule> {
        targets.iter().filter_map(|class| self.0.get(&class).copied()).reduce(|a, b| LocationRule {
            coarsen_to: a.coarsen_to.max(b.coarsen_to),
            delay_days: a.delay_days.max(b.delay_days),
        })
    }

    /// Applies the policy to one report, as of a day. The report itself is left as it is.
    #[must_use]
    pub fn decide<'a>(&self, report: &'a Report, day: Date) -> Decision<'a> {
        let Some(rule) = self.rule(report.targets) else {
            return Decision::Untouched(report);
        };
        let until = rule.earliest(report.date.end());
        if day < until {
            return Decision::HoldBack { until };
        }
        Decision::Coarsened(Box::new(coarsened(report, rule.coarsen_to)))
    }
}

impl LocationRule {
    /// The first day on which a report of an event that ended on a day may leave.
    #[must_use]
    pub fn earliest(&self, end: Date) -> Date {
        end.saturating_add(i64::from(self.delay_days).days())
    }
}

fn coarsened(report: &Report, to: CoarsenTo) -> Report {
    let mut coarse = report.clone();
    let place = &mut coarse.place;
    place.point = match to {
        CoarsenTo::Grid => place.grid().map(PrioGridId::centroid),
        _ => None,
    };
    place.precision = place.precision.max(to.precision());
    place.name = None;
    if to > CoarsenTo::Admin2 {
        place.admin2 = None;
    }
    if to == CoarsenTo::Country {
        place.admin1 = None;
        place.admin1_id = None;
    }
    coarse.extra = harmless(&report.extra);
    coarse.added = harmless(&report.added);
    coarse.added.insert(TREATED_COLUMN.into(), to.as_str().to_owned());
    coarse
}

fn harmless(columns: &Extra) -> Extra {
    let kept = columns.iter().filter(|(name, _)| TELL_NO_PLACE.contains(name));
    kept.map(|(name, value)| (name.to_owned().into(), value.to_owned())).collect()
}

/// How many reports the policy coarsened and held back, for the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LocationTally {
    /// Reports whose place was made coarser and whose texts were left out.
    pub coarsened: u64,
    /// Reports that were left out because they are too new.
    pub held_back: u64,
}

impl LocationTally {
    /// Counts one decision.
    pub fn add(&mut self, decision: &Decision<'_>) {
        match decision {
            Decision::Untouched(_) => {}
            Decision::Coarsened(_) => self.coarsened += 1,
            Decision::HoldBack { .. } => self.held_back += 1,
        }
    }

    /// What to say on the card; `None` when nothing was done.
    #[must_use]
    pub fn note(&self) -> Option<String> {
        (*self != Self::default()).then(|| {
            format!(
                "location policy for protected people and places: {} reports coarsened, with texts \
                 that could tell the place left out; {} reports held back because they are too new",
                self.coarsened, self.held_back
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::report;
    use bellwether_model::TargetClass::{Civilians, Education, Health};

    const LATER: Date = Date::constant(2022, 1, 1);

    fn policy(rules: &[(TargetClass, CoarsenTo, u32)]) -> LocationPolicy {
        let rule = |(class, coarsen_to, delay_days): &(TargetClass, CoarsenTo, u32)| {
            (*class, LocationRule { coarsen_to: *coarsen_to, delay_days: *delay_days })
        };
        LocationPolicy(rules.iter().map(rule).collect())
    }

    fn about(class: TargetClass) -> Report {
        let mut report = report("ucdp-ged:1");
        report.targets = Targets::NONE.with(class);
        for column in ["notes", "where_description", "source_headline", "summary", "location"] {
            report.extra.insert(column.into(), "at the clinic of Hill village".into());
        }
        report.extra.insert("event_clarity".into(), "1".into());
        report.added.insert("city".into(), "Hill village".into());
        report
    }

    fn shown(policy: &LocationPolicy, report: &Report) -> Report {
        policy.decide(report, LATER).report().expect("old enough").clone()
    }

    #[test]
    fn by_default_a_clinic_is_a_province_and_thirty_days_old() {
        let report = about(Health);
        let policy = LocationPolicy::default();
        let until = Date::constant(2021, 9, 25);
        let before = policy.decide(&report, until.yesterday().expect("a day before"));
        assert_eq!(before, Decision::HoldBack { until });
        let coarse = shown(&policy, &report);
        assert_eq!(coarse.place.point, None);
        assert_eq!((coarse.place.name, coarse.place.admin2), (None, None));
        assert_eq!(coarse.place.admin1.as_deref(), Some("North"));
        assert_eq!(coarse.place.precision, PlacePrecision::Admin1);
    }

    #[test]
    fn no_text_of_a_treated_report_names_the_place() {
        for to in [CoarsenTo::Admin2, CoarsenTo::Grid, CoarsenTo::Admin1, CoarsenTo::Country] {
            let coarse = shown(&policy(&[(Health, to, 0)]), &about(Health));
            let text = serde_json::to_string(&coarse).expect("JSON");
            assert!(!text.contains("Hill village"), "{to:?}: {text}");
            assert_eq!(coarse.extra.get("event_clarity").map(String::as_str), Some("1"));
            assert_eq!(coarse.added.get(TREATED_COLUMN).map(String::as_str), Some(to.as_str()));
        }
    }

    #[test]
    fn the_grid_gives_the_centre_of_the_cell_every_time() {
        let policy = policy(&[(Health, CoarsenTo::Grid, 0)]);
        let coarse = shown(&policy, &about(Health));
        let point = coarse.place.point.expect("the cell's centre");
        assert!((point.latitude.degrees() - 34.25).abs() < 1e-9);
        assert!((point.longitude.degrees() - 69.25).abs() < 1e-9);
        assert!(!coarse.place.precision.is_located());
        assert_eq!(coarse, shown(&policy, &about(Health)));
    }

    #[test]
    fn of_several_rules_the_coarsest_place_and_the_longest_delay_hold() {
        let policy = policy(&[(Health, CoarsenTo::Country, 5), (Education, CoarsenTo::Admin2, 90)]);
        let mut report = about(Health);
        report.targets = report.targets.with(Education);
        let rule = policy.rule(report.targets).expect("two rules");
        assert_eq!((rule.coarsen_to, rule.delay_days), (CoarsenTo::Country, 90));
        let coarse = shown(&policy, &report);
        assert_eq!((coarse.place.admin1, coarse.place.admin1_id), (None, None));
    }

    #[test]
    fn a_place_that_is_coarser_already_does_not_become_finer() {
        let mut report = about(Health);
        report.place.precision = PlacePrecision::Country;
        let coarse = shown(&policy(&[(Health, CoarsenTo::Admin2, 0)]), &report);
        assert_eq!(coarse.place.precision, PlacePrecision::Country);
    }

    #[test]
    fn what_no_rule_is_about_is_left_alone_and_not_counted() {
        let report = about(Civilians);
        let mut tally = LocationTally::default();
        let policy = LocationPolicy::default();
        let decision = policy.decide(&report, Date::constant(2021, 8, 26));
        tally.add(&decision);
        assert_eq!(decision, Decision::Untouched(&report));
        assert_eq!(tally.note(), None);
        let sensitive = about(Health);
        tally.add(&policy.decide(&sensitive, LATER));
        tally.add(&policy.decide(&sensitive, report.date.end()));
        assert_eq!(tally, LocationTally { coarsened: 1, held_back: 1 });
        assert!(tally.note().expect("something done").contains("1 reports coarsened"));
    }

    #[test]
    fn the_configuration_is_words_by_class() {
        let json = r#"{"health":{"coarsen_to":"country","delay_days":10},"education":{"coarsen_to":"grid"}}"#;
        let read: LocationPolicy = serde_json::from_str(json).expect("a policy");
        let expected = policy(&[(Health, CoarsenTo::Country, 10), (Education, CoarsenTo::Grid, 0)]);
        assert_eq!(read, expected);
        assert!(serde_json::from_str::<LocationPolicy>(r#"{"health":{"to":"grid"}}"#).is_err());
    }
}
