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
    recognise, recognise_with, scope_of,
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

/// Writes a table of these bytes and reads it.
pub(crate) fn read_table(table: &[u8], mapping: &str) -> Result<Mapped, SourceError> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("table.csv");
    std::fs::write(&path, table).expect("writes");
    read_with(&path, mapping, &|_| {})
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
    assert!(dataset.sample && dataset.lethal_only);
    assert_eq!(dataset.repeats.as_ref().map(|id| id.as_str()), Some("ucdp-ged"));
    assert_eq!(dataset.actor_ids.as_ref().map(|id| id.as_str()), Some("ucdp-ged"));
}

#[test]
fn types_dates_and_places_of_the_sample_are_what_its_columns_give() {
    let Some(all) = aec() else { return };
    let kinds = tally(all.reports.iter().map(|r| r.event_type));
    eprintln!("{kinds:?}");
    eprintln!("{:?}", tally(all.reports.iter().map(|r| r.place.precision)));
    eprintln!("{:?}", tally(all.reports.iter().map(|r| r.date.precision())));
    let unresolved = all.reports.iter().filter(|r| r.place.admin1.is_some() && r.place.admin1_id.is_none());
    eprintln!("{:?}", tally(unresolved.map(|r| (r.place.country.clone(), r.place.admin1.clone()))));
    let _ = (EventType::OneSided, PlacePrecision::Near, DatePrecision::Day);
}

#[test]
fn the_calendar_of_elections() {
    let Some(path) = shared("elections/reign-electionlist-2021-03.csv") else { return };
    let all = read_with(&path, text_of("reign-elections"), &|_| {}).expect("reads");
    eprintln!("{:?} {:?}", all.summary, tally(all.rules(Severity::Reject)));
    eprintln!("{:?}", tally(all.findings.iter().map(|f| (f.rule, f.value.clone(), f.message.clone()))));
    eprintln!("{:?}", tally(all.calendar.iter().map(|c| c.kind.clone())));
    eprintln!("{:#?}", all.calendar[4]);
    eprintln!("{:?}", tally(all.calendar.iter().filter(|c| c.gw.is_none()||c.iso3.is_none()).map(|c| c.country.clone())));
    for c in &all.calendar { 
       let by = Countries::embedded; let _ = by;
       if ["Kiribati","Nauru","Germany","German Federal Republic","Yemen","South Yemen","Serbia (Yugoslavia)","Malawi","Czechoslovakia","Democratic Republic of Vietnam","Republic of Vietnam","East Germany"].contains(&c.country.as_str()) && c.extra.get("sequence").is_some_and(|s| s=="1") { eprintln!("{} {} {:?} {:?}", c.country, c.date.start(), c.gw, c.iso3); }
    }
}

#[test]
fn isis_k() {
    let Some(all) = aec() else { return };
    let registry = Registry::embedded().expect("embedded");
    let of = |r: &Report| {
        [&r.side_a, &r.side_b].into_iter().any(|side| {
            registry
                .claim("aec", side.native_id.as_deref(), &side.name, r.place.gw, Some(r.date.start()))
                .is_some_and(|actor| actor.id.as_str() == "isis-k")
        })
    };
    let events: Vec<&Report> = all.reports.iter().filter(|r| of(r)).collect();
    eprintln!("{} {:?}", events.len(), tally(events.iter().map(|r| r.place.country.clone())));
    eprintln!("{:?}", tally(events.iter().map(|r| r.place.admin1_id.clone())));
    eprintln!("{:?}", tally(events.iter().map(|r| r.date.start().year())));
    eprintln!("{:?}", tally(events.iter().filter(|r| r.place.admin1_id.as_deref()==Some("AF.31")).map(|r| r.date.start().year())));
    let error = recognise(&shared("ucdp/aec-events.csv").expect("there"), &LIMITS).expect_err("no reader");
    eprintln!("{error}");
    // selectors
    let mut claimed: BTreeMap<String, usize> = BTreeMap::new(); let mut un: BTreeMap<String, usize> = BTreeMap::new();
    for r in &all.reports { for side in [&r.side_a,&r.side_b] { match registry.claim("aec", None, &side.name, r.place.gw, Some(r.date.start())) { Some(a) => *claimed.entry(a.id.to_string()).or_default()+=1, None => *un.entry(side.name.clone()).or_default()+=1 } } }
    let mut un: Vec<_> = un.into_iter().collect(); un.sort_by_key(|(_,n)| std::cmp::Reverse(*n));
    eprintln!("{claimed:?}\n{:?}", &un[..120.min(un.len())]);
}
