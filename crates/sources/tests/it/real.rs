//! The real files, with the figures that are known of them.

use bellwether_model::{EventType, LIMITS, PlacePrecision, Severity, StatementKind, ViolenceKind};
use bellwether_sources::{Shape, scope_of};

use crate::support::{Outcome, read_bytes, read_path, shared};

fn real(name: &str) -> Option<Outcome> {
    shared(name).map(|path| read_path(&path, LIMITS, 2, None).expect("a file that can be read"))
}

/// File, shape, reports, deaths by the best estimate (`None` where no figure is published).
const GED: [(&str, Shape, u64, Option<u64>); 10] = [
    ("ged/mexico.csv", Shape::GedCurrent, 18_957, Some(140_695)),
    ("ged/myanmar.csv", Shape::GedCurrent, 7_374, Some(28_721)),
    ("ged/syria-2016-2019.csv", Shape::GedOlder41, 16_566, Some(112_337)),
    ("ged/nigeria-hdx.csv", Shape::GedHdx, 4_603, Some(57_032)),
    ("ged/sri-lanka.csv", Shape::GedCurrent, 4_581, Some(65_628)),
    ("ged/sample-1000.csv", Shape::GedCurrent, 1_000, Some(9_561)),
    ("ged/car-v23_1.geojson", Shape::GedGeoJson, 1_848, None),
    ("ged/ukraine-hdx-2019.csv", Shape::GedHdx, 1_167, None),
    ("ged/ukraine-hdx-2021.csv", Shape::GedHdx, 2_989, None),
    ("ged/sierra-leone.csv", Shape::GedCurrent, 1_497, None),
];

#[test]
fn every_vintage_of_ged_gives_its_reports_and_rejects_none() {
    for (name, shape, reports, deaths) in GED {
        let Some(outcome) = real(name) else { return };
        let rejects = outcome.rules(Severity::Reject);
        assert_eq!(outcome.recognised.dataset.as_str(), "ucdp-ged", "{name}");
        assert_eq!(outcome.recognised.shape, shape, "{name}");
        assert!(rejects.is_empty(), "{name}: {:?}", outcome.findings.first());
        assert_eq!((outcome.summary.rows, outcome.summary.reports), (reports, reports), "{name}");
        assert_eq!(outcome.reports.len() as u64, reports, "{name}");
        if let Some(deaths) = deaths {
            assert_eq!(outcome.deaths(), deaths, "{name}");
        }
        assert_eq!(outcome.summary.hashtag_row, shape == Shape::GedHdx, "{name}");
        assert_eq!(outcome.summary.sha256.len(), 64, "{name}");
        assert_eq!(scope_of(&outcome.recognised, &outcome.summary), None, "{name} is a slice");
        assert!(
            outcome.rules(Severity::Warning).is_empty(),
            "{name}: {:?}",
            outcome.findings.iter().find(|f| f.severity == Severity::Warning)
        );
        let repairs = outcome.rules(Severity::Repair);
        assert!(repairs.iter().all(|rule| *rule == "estimate-order"), "{name}: {repairs:?}");
    }
}

#[test]
fn ids_that_hdx_made_floats_are_ids_again() {
    let Some(outcome) = real("ged/nigeria-hdx.csv") else { return };
    let first = &outcome.reports[0];
    assert_eq!(first.id.to_string(), "ucdp-ged:15960");
    assert_eq!(first.relid.as_deref(), Some("NIG-2009-1-793-1"));
    assert_eq!(first.side_b.native_id.as_deref(), Some("1051"));
    assert_eq!(first.extra.get("gwnoa").map(String::as_str), Some("475"));
    assert_eq!(first.extra.get("active_year").map(String::as_str), Some("1"));
    assert_eq!(first.added.get("iso3").map(String::as_str), Some("NGA"));
    assert_eq!(first.place.gw.map(|gw| gw.0), Some(475));
    assert_eq!(first.place.precision, PlacePrecision::Exact);
    assert_eq!((first.row, first.deaths.total.expect("a toll").high()), (3, 14));
}

#[test]
fn two_vintages_of_unchanged_events_have_equal_content() {
    let (Some(old), Some(new)) =
        (real("ged/ukraine-hdx-2019.csv"), real("ged/ukraine-hdx-2021.csv"))
    else {
        return;
    };
    let of = |id: &str, outcome: &Outcome| {
        outcome.reports.iter().find(|r| r.id.native == id).map(|r| r.content_hash())
    };
    let both = old.reports.iter().filter(|r| of(&r.id.native, &new).is_some()).count();
    let equal =
        old.reports.iter().filter(|r| of(&r.id.native, &new) == Some(r.content_hash())).count();
    assert_eq!(old.reports.len() - both, 94, "withdrawn");
    assert_eq!(new.reports.len() - both, 1_916, "added");
    // Most changed in the spelling of their units only: "Luhansk Oblast" became "Luhansk oblast".
    assert_eq!((equal, both), (111, 1_073), "unchanged, in both");
}

#[test]
fn the_geojson_collection_names_its_version_and_zero_is_no_relid() {
    let Some(outcome) = real("ged/car-v23_1.geojson") else { return };
    assert_eq!(outcome.recognised.label.as_ref().map(|l| l.0.as_str()), Some("23.1"));
    assert!(outcome.reports.iter().all(|report| report.relid.as_deref() != Some("0")));
    let point = outcome.reports[0].place.point.expect("a point geometry");
    assert!((point.latitude.degrees() - 5.399_784).abs() < 1e-9);
}

#[test]
fn deco_is_read_with_its_dates_its_encoding_and_its_links() {
    let Some(outcome) = real("ucdp/deco-v1_0.csv") else { return };
    assert_eq!(outcome.summary.reports, 4_233);
    assert_eq!(outcome.rules(Severity::Reject), [""; 0]);
    let pasted = outcome.rules(Severity::Repair);
    assert_eq!(pasted.iter().filter(|rule| **rule == "coordinate-text").count(), 3);
    assert_eq!(outcome.deaths(), 23_737);
    assert_eq!(outcome.recognised.label.as_ref().map(|l| l.0.as_str()), Some("1.0"));
    let linked = |r: &&bellwether_model::Report| r.extra.get("ucdp_ged").is_some_and(|f| f == "1");
    assert_eq!(outcome.reports.iter().filter(linked).count(), 2_680);
    assert_eq!(outcome.reports[0].date.start().to_string(), "2012-02-21");
    let all: String =
        outcome.reports.iter().flat_map(|r| r.extra.get("source_article").cloned()).collect();
    assert!(all.contains('’') && !all.contains('\u{FFFD}'));
}

#[test]
fn the_actor_list_gives_actors_and_their_relations() {
    let Some(outcome) = real("ucdp/ucdp-actor-221.csv") else { return };
    assert_eq!((outcome.summary.rows, outcome.summary.actors), (1_725, 1_725));
    assert_eq!(outcome.recognised.label.as_ref().map(|l| l.0.as_str()), Some("22.1"));
    assert_eq!(outcome.rules(Severity::Reject), [""; 0]);
    let of = |kind| outcome.statements.iter().filter(|s| s.kind == kind).count();
    assert_eq!(of(StatementKind::Renamed), 70);
    assert!(of(StatementKind::SplitFrom) >= 219 + 38);
    assert!(of(StatementKind::AlliedWith) >= 111);
    assert!(of(StatementKind::Joined) >= 76);
    let mut ids: Vec<&str> = outcome.statements.iter().map(|s| s.native_id.as_str()).collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count, "ids of statements are unique");
    let zetas = outcome
        .statements
        .iter()
        .find(|s| {
            s.actor_native_id.as_deref() == Some("1088") && s.kind == StatementKind::SplitFrom
        })
        .expect("Los Zetas split from the Gulf Cartel");
    assert_eq!(zetas.object_native_id.as_deref(), Some("782"));
    let kdpi = outcome.actors.iter().find(|a| a.native_id == "164").expect("KDPI");
    assert!(kdpi.countries.iter().any(|gw| gw.0 == 630));
}

#[test]
fn the_country_years_give_three_totals_each() {
    let Some(outcome) = real("ucdp/organizedviolencecy_v25_1.csv") else { return };
    assert_eq!((outcome.summary.rows, outcome.summary.totals), (6_936, 3 * 6_936));
    assert_eq!(outcome.recognised.label.as_ref().map(|l| l.0.as_str()), Some("25.1"));
    let afghanistan = outcome
        .totals
        .iter()
        .find(|t| t.gw.0 == 700 && t.year == 1989 && t.kind == ViolenceKind::StateBased)
        .expect("Afghanistan 1989");
    assert_eq!(
        (afghanistan.deaths.best(), afghanistan.deaths.high(), afghanistan.deaths.low()),
        (5_174, 17_051, 1_904)
    );
    assert_eq!(afghanistan.dyads, Some(5));
}

#[test]
fn a_table_that_no_reader_knows_is_refused_with_what_can_be_read() {
    let error = read_bytes(b"mill,flour\n1,2\n").expect_err("not a known table").to_string();
    assert!(error.contains("ucdp-ged") && error.contains("--suggest-mapping"), "{error}");
}

type Coded = (&'static str, Shape, usize, usize, (usize, usize));

/// File, shape, rows, rows whose day is long before or after that of their adding, withheld names of all
/// names.
const GDELT: [Coded; 3] = [
    ("gdelt/events.csv", Shape::GdeltEvents2, 100, 29, (4, 167)),
    ("gdelt/eventsT.csv", Shape::GdeltEvents2, 100, 6, (14, 149)),
    ("gdelt/events1.csv", Shape::GdeltEvents1, 100, 40, (2, 152)),
];

/// Names that were withheld, and names in all.
fn withheld(outcome: &Outcome, columns: [&str; 2]) -> (usize, usize) {
    let kept =
        |column| outcome.reports.iter().filter(|report| report.added.get(column).is_some()).count();
    let named = outcome.reports.iter().flat_map(|r| [&r.side_a, &r.side_b]);
    (kept(columns[0]) + kept(columns[1]), named.filter(|side| !side.name.is_empty()).count())
}

#[test]
fn gdelt_is_read_without_a_reject_and_names_no_person() {
    for (name, shape, rows, misdated, names) in GDELT {
        let Some(outcome) = real(name) else { return };
        assert_eq!(outcome.recognised.shape, shape, "{name}");
        assert_eq!((outcome.reports.len(), outcome.summary.rejected), (rows, 0), "{name}");
        let warned = outcome.rules(Severity::Warning);
        assert_eq!(warned.len(), misdated, "{name}");
        assert!(warned.iter().all(|rule| rule.starts_with("date-")), "{name}: {warned:?}");
        assert_eq!(withheld(&outcome, ["actor1name", "actor2name"]), names, "{name}");
        let sides = outcome.reports.iter().flat_map(|r| [&r.side_a.name, &r.side_b.name]);
        let persons = ["OBAMA", "PUTIN", "BANDA", "IHSANOGLU"];
        for side in sides {
            assert!(!persons.iter().any(|person| side.contains(person)), "{name}: {side}");
        }
        for report in &outcome.reports {
            let code = report.extra.get("actiongeo_countrycode");
            assert_eq!(report.place.iso3.is_some(), code.is_some(), "{name}: {code:?}");
            assert!(report.deaths.total.is_none());
        }
    }
}

#[test]
fn gdelts_codes_of_countries_and_places_are_told_apart() {
    let Some(outcome) = real("gdelt/events.csv") else { return };
    let first = &outcome.reports[0];
    assert_eq!(first.place.name.as_deref(), Some("Waterkloof"));
    assert_eq!(first.place.admin1.as_deref(), Some("Free State"));
    assert_eq!(first.place.country, "South Africa", "SF by FIPS");
    let third = &outcome.reports[2];
    assert_eq!(third.place.iso3.map(|c| c.to_string()).as_deref(), Some("AUS"), "AS by FIPS");
    assert_eq!(third.added.get("actor2_iso3").map(String::as_str), Some("NZL"));
    let count =
        |precision| outcome.reports.iter().filter(|r| r.place.precision == precision).count();
    assert_eq!(
        [PlacePrecision::Near, PlacePrecision::Admin1, PlacePrecision::Country].map(count),
        GDELT_PRECISIONS
    );
}

/// Cities, first-level units, countries and nothing in the first file of events.
const GDELT_PRECISIONS: [usize; 3] = [73, 8, 19];

#[test]
fn gdelts_mentions_are_read_and_none_is_lost() {
    for name in ["gdelt/mentions.csv", "gdelt/mentionsT.csv"] {
        let Some(outcome) = real(name) else { return };
        assert_eq!(outcome.recognised.dataset.as_str(), "gdelt-mentions", "{name}");
        assert_eq!((outcome.mentions.len(), outcome.findings.len()), (100, 0), "{name}");
        assert!(outcome.mentions.iter().all(|m| m.kind == "web" && m.seen_at >= m.recorded_at));
    }
}

#[test]
fn icews_is_read_without_a_reject_and_names_no_person() {
    let Some(outcome) = real("icews/icews-2018-06.csv") else { return };
    assert_eq!((outcome.reports.len(), outcome.summary.rejected), (4_993, 0));
    assert_eq!(outcome.rules(Severity::Warning), ["coordinates-missing"; 2]);
    assert_eq!(withheld(&outcome, ["source_name", "target_name"]), (2_738, 9_986));
    let names: std::collections::BTreeSet<&str> = outcome
        .reports
        .iter()
        .flat_map(|r| [r.side_a.name.as_str(), r.side_b.name.as_str()])
        .collect();
    for person in ["Assad", "Trump", "Kim Jong", "Merkel", "Singh", "Mojahed", "Pope", "Haftar"] {
        assert!(!names.iter().any(|name| name.contains(person)), "{person}");
    }
    for organisation in ["Taliban", "Hamas", "Islamic State of Iraq and the Levant", "Houthis"] {
        assert!(names.contains(organisation), "{organisation}");
    }
    assert!(names.contains("Executive (Syria)"));
    let of = |kind| outcome.reports.iter().filter(|r| r.event_type == kind).count();
    assert_eq!(
        [EventType::StateBased, EventType::NonState, EventType::OneSided, EventType::Protest]
            .map(of),
        ICEWS_TYPES
    );
}

/// State-based, non-state, one-sided, protest.
const ICEWS_TYPES: [usize; 4] = [47, 0, 124, 160];

#[test]
fn one_thread_and_many_give_the_same() {
    let Some(path) = shared("ged/mexico.csv") else { return };
    let one = read_path(&path, LIMITS, 1, None).expect("reads");
    let many = read_path(&path, LIMITS, 5, None).expect("reads");
    assert_eq!(one.summary, many.summary);
    assert!(one.reports == many.reports && one.findings == many.findings);
}
