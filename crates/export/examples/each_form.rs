//! Writes one file of each form from a few invented rows into a folder, for `bench/check_exports.py`.
//!
//! usage: each_form FOLDER

use std::error::Error;
use std::path::{Path, PathBuf};

use bellwether_export::policy::{Guard, Origin, Terms};
use bellwether_export::{Card, Cell, Cited, Format, Grid, LicenceRef, Options, save, stix};
use bellwether_model::{
    ActorId, DatasetId, Date, DateInterval, DatePrecision, Deaths, Estimate, EventType, Extra,
    Place, PlacePrecision, Point, Report, ReportId, Side, TargetClass, Targets,
};
use jiff::Timestamp;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).ok_or("give a folder")?;
    std::fs::create_dir_all(&folder)?;
    let terms = |id: &DatasetId| Some(Terms::open(id.clone(), "SIMULATED"));
    let rows = Guard::new(&terms).rows(grid()?, Origin::Column)?;
    let card = card()?;
    let plain = Options::default();
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Stix) {
        let path = folder.join(format!("{format}.{}", format.extension()));
        save(&path, format, &rows, &card, &plain)?;
    }
    let tagged = Options { hxl: true, ..plain };
    save(&folder.join("tagged.csv"), Format::Csv, &rows, &card, &tagged)?;
    save(&folder.join("tagged.xlsx"), Format::Xlsx, &rows, &card, &tagged)?;
    let units = Options { points_of_units: true, ..Options::default() };
    save(&folder.join("units.geojson"), Format::Geojson, &rows, &card, &units)?;
    bundle(&folder, &terms, &card)
}

fn bundle(
    folder: &Path,
    terms: &dyn Fn(&DatasetId) -> Option<Terms>,
    card: &Card,
) -> Result<(), Box<dyn Error>> {
    let actor = stix::Actor {
        id: ActorId::new("hill-front")?,
        name: "Hill Front".into(),
        aliases: vec!["Front of the Hills".into()],
        description: "An invented group.".into(),
        known_from: "2020-01-01T00:00:00Z".parse()?,
    };
    let reports = reports()?.into_iter();
    let known: Timestamp = "2022-02-03T04:05:06.789Z".parse()?;
    let incidents = reports
        .map(|report| stix::Incident {
            report,
            joined: None,
            first_known: known,
            known_from: known,
            country_alpha2: Some("AF".into()),
        })
        .collect();
    let portrait = stix::Portrait { actor, incidents };
    let cleared = Guard::new(terms).portrait(portrait, Date::constant(2022, 1, 1))?;
    stix::save(&folder.join("stix.json"), &cleared, card)?;
    Ok(())
}

fn card() -> Result<Card, Box<dyn Error>> {
    let cited = Cited {
        dataset: DatasetId::new("sim-ged")?,
        source: "Bellwether simulator".into(),
        title: "Invented events".into(),
        citation: "Invented data, not for citation.".into(),
        url: "https://example.org/simulated".into(),
        licence: LicenceRef {
            id: "SIMULATED".into(),
            name: "Simulated data".into(),
            url: "https://example.org/simulated".into(),
        },
        releases: vec!["1.0".into(), "1.1".into()],
        accessed: Some(Date::constant(2022, 1, 5)),
    };
    let card = Card::new("Events of the Hill Front", "side: Hill Front; 2021", vec![cited]);
    Ok(card.store(3, "0123abcd").as_of(Some(Date::constant(2022, 1, 1))).note("A sample."))
}

fn reports() -> Result<Vec<Report>, Box<dyn Error>> {
    let places = [
        (34.258_9, 69.041_1, PlacePrecision::Exact, Targets::NONE),
        (34.258_9, 69.041_1, PlacePrecision::Exact, Targets::NONE.with(TargetClass::Police)),
        (33.5, 68.25, PlacePrecision::Near, Targets::NONE),
        (34.0, 70.0, PlacePrecision::Admin1, Targets::NONE),
        (34.9, 70.1, PlacePrecision::Exact, Targets::NONE.with(TargetClass::Health)),
    ];
    let each = (1..).zip(places);
    each.map(|(n, (latitude, longitude, precision, targets))| {
        let day = Date::new(2021, 8, n)?;
        let side = |name: &str| Side { native_id: None, name: name.into() };
        Ok(Report {
            id: ReportId { dataset: DatasetId::new("sim-ged")?, native: n.to_string() },
            relid: None,
            event_type: EventType::StateBased,
            native_type: "1".into(),
            civilians_targeted: n % 2 == 0,
            conflict: None,
            dyad: None,
            side_a: side("Government of Exland"),
            side_b: side("Hill Front"),
            date: DateInterval::new(day, day, DatePrecision::Day)?,
            place: Place {
                point: Some(Point::new(latitude, longitude)?),
                precision,
                country: "Exland".into(),
                gw: None,
                admin1: Some("North".into()),
                admin2: None,
                name: (precision == PlacePrecision::Exact).then(|| "Hill village".into()),
                iso3: None,
                admin1_id: None,
            },
            deaths: Deaths { total: Some(Estimate::new(1, 2, 3)?), ..Deaths::default() },
            injured: None,
            plover: Some("ASSAULT/firearms".into()),
            targets,
            clarity: None,
            sources_count: None,
            extra: Extra::new(),
            added: Extra::new(),
            row: 1,
        })
    })
    .collect()
}

/// Rows of every kind of value, with texts that are hard to write.
fn grid() -> Result<Grid, Box<dyn Error>> {
    let mut grid = Grid::new(&[
        "report_id",
        "dataset",
        "date_start",
        "latitude",
        "longitude",
        "place_precision",
        "side_b",
        "civilians_targeted",
        "deaths_best",
        "share",
    ]);
    let hard = ["=1+1", "a, \"b\"\nc;d", "Äß 漢字 \u{1f30d};=2+2", "-2", "'=x"];
    for (report, text) in reports()?.into_iter().zip(hard) {
        let place = &report.place;
        let degrees = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Real);
        let point = place.point.filter(|_| report.targets.is_empty());
        grid.push(vec![
            report.id.to_string().into(),
            report.id.dataset.as_str().into(),
            report.date.start().into(),
            degrees(point.map(|point| point.latitude.degrees())),
            degrees(point.map(|point| point.longitude.degrees())),
            place.precision.as_str().into(),
            text.into(),
            report.civilians_targeted.into(),
            report.deaths.total.map_or(Cell::Empty, |total| total.best().into()),
            Cell::number(1.0 / 3.0),
        ]);
    }
    Ok(grid)
}
