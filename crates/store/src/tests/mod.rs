//! Whole histories against a store in a temporary directory.

mod inflow;
mod joined;
mod older;
mod questions;
mod stores;
mod warm;

use bellwether_model::{
    Batch, CountryScope, DatasetId, Date, DateInterval, DatePrecision, Deaths, Estimate, EventType,
    Extra, GwCode, Iso3, Place, PlacePrecision, Point, Release, ReleaseLabel, Report, ReportId,
    Scope, Side, Targets,
};
use jiff::Timestamp;

use crate::{AsOf, IngestOutcome, Store};

/// A report of an invented country that killed so many on a day of January 2020.
pub(super) fn report(id: &str, day: i8, deaths: u32) -> Report {
    let date = Date::constant(2020, 1, day);
    let side = |id: &str, name: &str| Side { native_id: Some(id.into()), name: name.into() };
    Report {
        id: ReportId { dataset: dataset(), native: id.into() },
        relid: Some(format!("XAA-2020-1-{id}")),
        event_type: EventType::StateBased,
        native_type: "1".into(),
        civilians_targeted: false,
        conflict: None,
        dyad: None,
        side_a: side("1", "Government of Xaa"),
        side_b: side("2", "Xaa's Front"),
        date: DateInterval::new(date, date, DatePrecision::Day).expect("valid"),
        place: Place {
            point: Point::new(-40.0, -120.0).ok(),
            precision: PlacePrecision::Exact,
            country: "Xaa".into(),
            gw: Some(GwCode(1001)),
            admin1: Some("North".into()),
            admin2: None,
            name: Some("Town".into()),
            iso3: Iso3::new("XAA").ok(),
            admin1_id: Some("XA.01".into()),
        },
        deaths: Deaths { total: Some(Estimate::exactly(deaths)), ..Deaths::default() },
        injured: None,
        plover: None,
        targets: Targets::NONE,
        clarity: Some(1),
        sources_count: Some(2),
        extra: Extra::from([("region".into(), "Simulated".to_owned())]),
        added: Extra::new(),
        row: 2,
    }
}

pub(super) fn dataset() -> DatasetId {
    DatasetId::new("sim-ged").expect("kebab-case")
}

/// A release published on a day of 2021, named after it.
pub(super) fn release(day: Option<Date>) -> Release {
    Release {
        dataset: dataset(),
        label: day.map(|day| ReleaseLabel(day.to_string())),
        published: day,
        retrieved_at: Timestamp::now(),
        file: "file.csv".into(),
        sha256: String::new(),
        licence: "SIMULATED".into(),
        scope: None,
    }
}

pub(super) fn world(from: Option<Date>, to: Option<Date>) -> Scope {
    Scope { countries: CountryScope::World, from, to }
}

/// Brings reports in as one release; its hash is made of the rows.
pub(super) fn bring_in(
    store: &Store,
    release: Release,
    reports: Vec<Report>,
    scope: Option<Scope>,
) -> IngestOutcome {
    let sha256: String = reports.iter().map(|report| report.content_hash().to_string()).collect();
    let mut ingest = store.begin(release).expect("nobody else writes");
    let rows = reports.len() as u64;
    ingest.push(Batch { rows, reports, ..Batch::default() }).expect("written");
    ingest.finish(sha256, scope).expect("committed")
}

/// Every live report as `id:deaths`, sorted, as of a day.
pub(super) fn live(store: &Store, date: Option<Date>) -> Vec<String> {
    let snapshot = store.snapshot(&AsOf { date, store_version: None }).expect("readable");
    let mut rows: Vec<String> = snapshot
        .events(&crate::Filters::default(), 10_000)
        .expect("readable")
        .iter()
        .map(|row| {
            format!("{}:{}", row.report.id.native, row.report.deaths.total.expect("a toll").best())
        })
        .collect();
    rows.sort();
    rows
}
