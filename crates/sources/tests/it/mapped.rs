//! Tables that are read through a mapping: the real files of the bundled ones.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use bellwether_model::{
    CalendarEntry, DatePrecision, EventType, Finding, LIMITS, PlacePrecision, Report, Severity,
};
use bellwether_registry::actors::Registry;
use bellwether_registry::countries::Countries;
use bellwether_registry::places::{Gazetteer, Resolver};
use bellwether_sources::{
    Mapping, ReadOptions, Recognised, Shape, SourceError, Summary, bundled, describe, read,
    recognise, recognise_with, scope_of, suggest,
};

use crate::support::shared;

/// Everything that a file gave through a mapping.
pub(crate) struct Mapped {
    pub(crate) recognised: Recognised,
    pub(crate) summary: Summary,
    pub(crate) reports: Vec<Report>,
    pub(crate) calendar: Vec<CalendarEntry>,
    pub(crate) findings: Vec<Finding>,
}

impl Mapped {
    pub(crate) fn rules(&self, severity: Severity) -> Vec<&'static str> {
        self.findings.iter().filter(|f| f.severity == severity).map(|f| f.rule).collect()
    }
}

pub(crate) fn read_with(
    path: &Path,
    mapping: &str,
    enrich: &(dyn Fn(&mut Report) + Sync),
) -> Result<Mapped, SourceError> {
    let mapping = Arc::new(Mapping::parse(mapping, Path::new("test.toml"))?);
    let recognised = recognise_with(path, &mapping, &LIMITS)?;
    let options = ReadOptions { threads: 2, enrich, ..ReadOptions::default() };
    let mut all = Mapped {
        recognised: recognised.clone(),
        summary: Summary::default(),
        reports: Vec::new(),
        calendar: Vec::new(),
        findings: Vec::new(),
    };
    all.summary = read(path, &recognised, &options, |batch| -> Result<(), SourceError> {
        all.reports.extend(batch.reports);
        all.calendar.extend(batch.calendar);
        all.findings.extend(batch.findings);
        Ok(())
    })?;
    Ok(all)
}

fn text_of(name: &str) -> &'static str {
    bundled().iter().find(|(known, _)| *known == name).expect("a bundled mapping").1
}

fn aec() -> Option<Mapped> {
    let path = shared("ucdp/aec-events.csv")?;
    let countries = Countries::embedded().expect("embedded");
    let gazetteer = Gazetteer::embedded().expect("embedded");
    let resolver = Resolver::new(Arc::new(countries), Arc::new(gazetteer));
    let enrich = |report: &mut Report| resolver.resolve(&mut report.place);
    Some(read_with(&path, text_of("ucdp-aec"), &enrich).expect("reads"))
}

fn tally<K: Ord>(keys: impl IntoIterator<Item = K>) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    keys.into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
    counts
}

#[test]
fn every_row_of_the_sample_is_a_report_and_none_is_rejected() {
    let Some(all) = aec() else { return };
    assert_eq!(all.recognised.shape, Shape::MappedEvents);
    assert_eq!(all.recognised.dataset.as_str(), "aec");
    assert_eq!((all.summary.rows, all.summary.reports), (11_363, 11_363));
    assert_eq!(all.rules(Severity::Reject), [""; 0]);
    let unexpected: Vec<&Finding> =
        all.findings.iter().filter(|f| f.rule != "no-line-end").collect();
    assert_eq!(unexpected, [] as [&Finding; 0]);
    assert!(all.reports.iter().all(|r| r.place.point.is_none()), "no coordinates anywhere");
    assert!(all.reports.iter().all(|r| r.place.gw.is_some() && r.place.iso3.is_some()));
    assert_eq!(scope_of(&all.recognised, &all.summary), None, "a sample withdraws nothing");
    let dataset = describe("aec").expect("described");
    assert!(dataset.inclusion.sample && dataset.inclusion.lethal_only);
    assert_eq!(dataset.repeats.as_ref().map(|id| id.as_str()), Some("ucdp-ged"));
    assert_eq!(dataset.actor_ids.as_ref().map(|id| id.as_str()), Some("ucdp-ged"));
}

#[test]
fn types_dates_and_places_of_the_sample_are_what_its_columns_give() {
    let Some(all) = aec() else { return };
    let kinds = tally(all.reports.iter().map(|r| r.event_type));
    let expected = [
        (EventType::StateBased, 7_823),
        (EventType::NonState, 2_249),
        (EventType::OneSided, 1_291),
    ];
    assert_eq!(kinds, expected.into());
    let places = tally(all.reports.iter().map(|r| r.place.precision));
    let expected = [
        (PlacePrecision::Near, 8_924),
        (PlacePrecision::Admin2, 1_249),
        (PlacePrecision::Admin1, 660),
        (PlacePrecision::Region, 459),
        (PlacePrecision::Country, 71),
    ];
    assert_eq!(places, expected.into());
    let days = tally(all.reports.iter().map(|r| r.date.precision()));
    let expected = [
        (DatePrecision::Day, 10_383),
        (DatePrecision::Days, 844),
        (DatePrecision::Week, 38),
        (DatePrecision::Month, 73),
        (DatePrecision::Year, 25),
    ];
    assert_eq!(days, expected.into());
    let uganda = &all.reports[0];
    let total = uganda.deaths.total.expect("a toll");
    assert_eq!((total.low(), total.best(), total.high()), (53, 53, 53));
    assert_eq!((uganda.deaths.side_a, uganda.deaths.side_b), (Some(25), Some(28)));
    assert_eq!((uganda.id.to_string(), uganda.row), ("aec:83956".to_owned(), 2));
    assert!(uganda.extra.is_empty(), "every column stands in a field");
}

#[test]
fn names_alone_find_the_first_level_unit_unless_it_is_divided_today() {
    let Some(all) = aec() else { return };
    let named = |r: &&Report| r.place.admin1.is_some();
    let lost = |r: &&Report| r.place.admin1_id.is_none();
    let unresolved = all.reports.iter().filter(named).filter(lost);
    let units = tally(unresolved.filter_map(|r| r.place.admin1.as_deref()));
    let divided = [
        ("Bheri zone", 1),
        ("Katanga province", 1),
        ("Lima department", 3),
        ("North Eastern province", 3),
        ("Rift Valley province", 1),
        ("Unity state", 1),
    ];
    assert_eq!(units, divided.into());
}

/// The reports of a group by the registry's selectors.
fn reports_of<'r>(all: &'r Mapped, registry: &Registry, id: &str) -> Vec<&'r Report> {
    let is_it = |r: &&Report| {
        [&r.side_a, &r.side_b].into_iter().any(|side| {
            let (native, day) = (side.native_id.as_deref(), Some(r.date.start()));
            let claimed = registry.claim("aec", native, &side.name, r.place.gw, day);
            claimed.is_some_and(|actor| actor.id.as_str() == id)
        })
    };
    all.reports.iter().filter(is_it).collect()
}

#[test]
fn the_khorasan_branch_shows_nangarhar_far_ahead_jawzjan_and_the_peak_of_2018() {
    let Some(all) = aec() else { return };
    let registry = Registry::embedded().expect("embedded");
    let events = reports_of(&all, &registry, "isis-k");
    let countries = tally(events.iter().filter_map(|r| r.place.iso3).map(|c| c.to_string()));
    let expected = [("AFG", 100), ("PAK", 5), ("RUS", 1)];
    assert_eq!(countries, expected.map(|(code, count)| (code.to_owned(), count)).into());
    let units = tally(events.iter().filter_map(|r| r.place.admin1_id.as_deref()));
    let of = |unit: &str| units.get(unit).copied().unwrap_or_default();
    assert_eq!(units.values().sum::<usize>(), 106, "every one has its unit");
    assert_eq!((of("AF.18"), of("AF.34"), of("AF.31")), (62, 16, 7), "Nangarhar, Kunar, Jawzjan");
    let years = tally(events.iter().map(|r| r.date.start().year()));
    let expected =
        [(2015, 9), (2016, 6), (2017, 28), (2018, 37), (2019, 17), (2020, 4), (2021, 3), (2022, 2)];
    assert_eq!(years, expected.into());
    let jawzjan = events.iter().filter(|r| r.place.admin1_id.as_deref() == Some("AF.31"));
    assert_eq!(tally(jawzjan.map(|r| r.date.start().year())), [(2017, 2), (2018, 5)].into());
}

#[test]
fn every_event_of_the_islamic_state_has_one_branch_and_groups_are_found_by_their_names() {
    let Some(all) = aec() else { return };
    let registry = Registry::embedded().expect("embedded");
    for (id, count) in [
        ("islamic-state", 0),
        ("is-syria", 1_712),
        ("is-central", 608),
        ("is-west-africa", 214),
        ("is-sinai", 60),
        ("is-sahel", 3),
        ("al-murabitun", 2),
        ("cartel-del-noreste", 5),
        ("zetas-vieja-escuela", 5),
        ("niger-delta-vigilantes", 7),
        ("mnlc", 1),
        ("al-shabaab", 312),
        ("boko-haram", 239),
    ] {
        assert_eq!(reports_of(&all, &registry, id).len(), count, "{id}");
    }
}

#[test]
fn a_table_of_a_bundled_mapping_is_refused_with_its_name() {
    let Some(path) = shared("ucdp/aec-events.csv") else { return };
    let error = recognise(&path, &LIMITS).expect_err("no reader knows it").to_string();
    assert!(error.contains("--mapping ucdp-aec"), "{error}");
}

#[test]
fn calendars_are_recognised_by_themselves_when_they_have_exactly_their_columns() {
    let own = |text: &str| {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), text).expect("written");
        recognise(file.path(), &LIMITS)
    };
    let found = own("Date;Country;Kind;Note\n2015-03-28;Nigeria;election;\n").expect("a calendar");
    assert_eq!((found.dataset.as_str(), found.shape), ("own-calendar", Shape::MappedCalendar));
    let error = own("date,country,kind,note,deaths\n2015-03-28,Nigeria,election,,3\n");
    let error = error.expect_err("deaths are in no calendar").to_string();
    assert!(error.contains("--mapping own-calendar"), "{error}");
    let Some(path) = shared("elections/reign-electionlist-2021-03.csv") else { return };
    let found = recognise(&path, &LIMITS).expect("a calendar");
    assert_eq!(found.dataset.as_str(), "reign-elections");
}

#[test]
fn rows_of_ones_own_calendar_are_rejected_with_what_to_do() {
    let text = "date,country,kind,note\n2021-08-26,Afghanistan,withdrawal,the last flights\n\
                2021-08,AFG,change-of-government,the month only\n\
                2021-02-30,Afghanistan,election,\n2021-02-03,Afghanistan,Election day,\n,AFG,election,\n\
                2021-02-03,Atlantis,election,\n";
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), text).expect("written");
    let all = read_with(file.path(), text_of("own-calendar"), &|_| {}).expect("reads");
    let of =
        |e: &CalendarEntry| (e.native_id.clone(), e.kind.clone(), e.iso3.map(|c| c.to_string()));
    let first = of(&all.calendar[0]);
    let afg = Some("AFG".to_owned());
    assert_eq!(first, ("2021-08-26 Afghanistan withdrawal".into(), "withdrawal".into(), afg));
    assert_eq!(all.calendar[1].date.end().to_string(), "2021-08-31");
    let found: Vec<_> = all.findings.iter().map(|f| (f.row, f.rule, f.severity)).collect();
    let expected = [
        (4, "date-calendar", Severity::Reject),
        (5, "calendar-kind", Severity::Reject),
        (6, "date-empty", Severity::Reject),
        (7, "country-unknown", Severity::Warning),
    ];
    assert_eq!(found, expected);
    assert!(all.findings[1].message.contains("small letters with hyphens"));
}

#[test]
fn the_calendar_of_elections_is_read_by_correlates_of_war_numbers() {
    let Some(path) = shared("elections/reign-electionlist-2021-03.csv") else { return };
    let all = read_with(&path, text_of("reign-elections"), &|_| {}).expect("reads");
    assert_eq!(all.recognised.shape, Shape::MappedCalendar);
    assert_eq!((all.summary.rows, all.summary.calendar, all.summary.rejected), (4_351, 4_350, 1));
    let rules = all.findings.iter().map(|f| (f.rule, f.value.as_str()));
    // The file has a 31st of November, and numbers Malawi 533 once.
    assert_eq!(
        tally(rules),
        [(("country-unknown", "533"), 1), (("date-calendar", "2025"), 1)].into()
    );
    assert!(all.calendar.iter().all(|entry| entry.gw.is_some() && entry.iso3.is_some()));
    let kinds = tally(all.calendar.iter().map(|entry| entry.kind.as_str()));
    let of = |kind: &str| kinds.get(kind).copied().unwrap_or_default();
    assert_eq!((of("election-executive"), of("election-legislative")), (1_302, 1_222));
    assert_eq!((of("election-referendum"), kinds.values().sum::<usize>()), (279, 4_350));
    let gw = |country: &str, year: i16| {
        let here = |e: &&CalendarEntry| e.country == country && e.date.start().year() == year;
        all.calendar.iter().find(here).and_then(|entry| entry.gw).map(|gw| gw.0)
    };
    assert_eq!(gw("Germany", 2002), Some(260), "255 is no Gleditsch-Ward number");
    assert_eq!((gw("Malawi", 2019), gw("Afghanistan", 2004)), (Some(553), Some(700)));
    assert_eq!(gw("Yemen", 1999), Some(678), "the Correlates of War project has 679");
    let day = |id: &str| {
        let entry = all.calendar.iter().find(|e| e.native_id == id).expect("an entry");
        (entry.date.start().to_string(), entry.date.end().to_string(), entry.date.precision())
    };
    let kabul = ("2004-10-09".to_owned(), "2004-10-09".to_owned(), DatePrecision::Day);
    assert_eq!(day("700003-2"), kabul);
    let july = ("2004-07-01".to_owned(), "2004-07-31".to_owned(), DatePrecision::Month);
    assert_eq!(day("700003-1"), july, "no day is given");
}

#[test]
fn the_draft_for_each_real_table_applies_without_edits() {
    for (file, rows) in [
        ("ucdp/aec-events.csv", 11_363),
        ("elections/reign-electionlist-2021-03.csv", 4_350),
        ("ucdp/deco-v1_0.csv", 4_230),
        ("ged/sample-1000.csv", 1_000),
        ("ged/nigeria-hdx.csv", 4_603),
        ("ged/car-v23_1.geojson", 1_848),
        ("icews/icews-2018-06.csv", 4_993),
    ] {
        let Some(path) = shared(file) else { return };
        let draft = suggest(&path, &LIMITS).expect("a draft");
        let all = read_with(&path, &draft, &|_| {}).expect(file);
        assert_eq!(all.summary.reports + all.summary.calendar, rows, "{file}");
        assert!(draft.contains("# decide: "), "{file}");
    }
}
