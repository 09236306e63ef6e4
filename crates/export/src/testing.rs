//! What the tests of several modules need: a small invented grid, its card, its clearance.

use bellwether_model::{DatasetId, Date};
use bellwether_model::{
    DateInterval, DatePrecision, Deaths, Estimate, EventType, Extra, Place, PlacePrecision, Point,
    Report, ReportId, Side, Targets,
};

use crate::card::{Card, Cited};
use crate::grid::{Cell, Grid};
use crate::licence::LicenceRef;
use crate::policy::{Cleared, Guard, Origin, Terms};

pub(crate) fn dataset(id: &str) -> DatasetId {
    DatasetId::new(id).expect("kebab-case")
}

pub(crate) fn cited(id: &str, licence: &str) -> Cited {
    Cited {
        dataset: dataset(id),
        source: id.to_uppercase(),
        title: format!("Events of {id}"),
        citation: format!("Publisher of {id}, Events."),
        url: format!("https://example.org/{id}"),
        licence: LicenceRef {
            id: licence.into(),
            name: format!("Licence {licence}"),
            url: "https://example.org/licence".into(),
        },
        releases: vec!["25.1".into()],
        accessed: Some(Date::constant(2025, 6, 20)),
    }
}

pub(crate) fn card() -> Card {
    Card::new("Events", "events in Exland, 2021", vec![cited("ucdp-ged", "CC-BY-4.0")])
        .store(7, "00ff")
        .as_of(Some(Date::constant(2025, 12, 31)))
}

/// Terms under which `acled` and `gtd` are restricted and the others of the tests are not.
pub(crate) fn terms(id: &DatasetId) -> Option<Terms> {
    let open = !matches!(id.as_str(), "acled" | "gtd");
    let known = ["acled", "gtd", "gdelt", "ucdp-ged", "sim-ged"].contains(&id.as_str());
    known.then(|| Terms {
        dataset: id.clone(),
        licence: if open { "CC-BY-4.0" } else { "RESTRICTED-TERMS" }.into(),
        rows_may_be_exported: open,
        ..Terms::open(id.clone(), "")
    })
}

pub(crate) fn grid() -> Grid {
    let mut grid = Grid::new(&[
        "report_id",
        "dataset",
        "date_start",
        "latitude",
        "longitude",
        "place_precision",
        "side_b",
        "deaths_best",
    ]);
    let rows: [(&str, &str, Cell, Cell, &str, &str, i64); 3] = [
        ("1", "2021-08-26", Cell::Real(34.25), Cell::Int(69), "exact", "=cmd|'x'!A1", 13),
        ("2", "2021-09-01", Cell::Real(-4.5), Cell::Real(12.125), "admin1", "Group, \"B\"", 0),
        ("3", "2021-09-02", Cell::Empty, Cell::Empty, "country", "Gruppe Ä\nB", 2),
    ];
    for (id, day, latitude, longitude, precision, side, deaths) in rows {
        grid.push(vec![
            format!("ucdp-ged:{id}").into(),
            "ucdp-ged".into(),
            day.into(),
            latitude,
            longitude,
            precision.into(),
            side.into(),
            deaths.into(),
        ]);
    }
    grid
}

pub(crate) fn cleared() -> Cleared<Grid> {
    Guard::new(&terms).rows(grid(), Origin::Column).expect("open rows")
}

pub(crate) fn report(id: &str) -> Report {
    let side = |name: &str| Side { native_id: None, name: name.into() };
    let day = Date::constant(2021, 8, 26);
    let (dataset_id, native) = id.split_once(':').expect("dataset and id");
    Report {
        id: ReportId { dataset: dataset(dataset_id), native: native.into() },
        relid: None,
        event_type: EventType::OneSided,
        native_type: "3".into(),
        civilians_targeted: true,
        conflict: None,
        dyad: None,
        side_a: side("Group A"),
        side_b: side("Civilians"),
        date: DateInterval::new(day, day, DatePrecision::Day).expect("a day"),
        place: Place {
            point: Point::new(34.258_9, 69.041_1).ok(),
            precision: PlacePrecision::Exact,
            country: "Exland".into(),
            gw: None,
            admin1: Some("North".into()),
            admin2: Some("Upper North".into()),
            name: Some("Hill village".into()),
            iso3: None,
            admin1_id: Some("EX.01".into()),
        },
        deaths: Deaths { total: Some(Estimate::exactly(13)), ..Deaths::default() },
        injured: None,
        plover: None,
        targets: Targets::NONE,
        clarity: None,
        sources_count: None,
        extra: Extra::new(),
        added: Extra::new(),
        row: 2,
    }
}
