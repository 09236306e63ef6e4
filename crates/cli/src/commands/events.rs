//! `events`: incidents with their reports, or single reports with the revision and release each came from.

use std::process::ExitCode;

use bellwether_model::Report;
use bellwether_store::{Mark, Page, StoredReport, Unit};
use clap::Args;
use serde_json::json;

use super::found;
use super::incidents::Wanted;
use crate::args::{QuestionArgs, UnitWord};
use crate::citation::{citations, say_sources};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::gate::Gate;
use crate::output::{Cell, Grid};
use crate::question::{filters, unit};
use crate::reconciling::question_snapshot;
use crate::session::Session;

/// Arguments of `events`.
#[derive(Debug, Args)]
pub(crate) struct EventsArgs {
    #[command(flatten)]
    pub(crate) question: QuestionArgs,
    /// List at most so many, the latest first.
    #[arg(long, default_value_t = 50, value_name = "N")]
    pub(crate) limit: usize,
    /// Go on after this place in the list: as the answer before gave it, such as 2015-01-03+2.
    #[arg(long, value_name = "PLACE")]
    pub(crate) after: Option<Mark>,
    /// Only this one, by its id; repeat for several.
    #[arg(long, value_name = "ID", conflicts_with_all = ["after", "history"])]
    pub(crate) id: Vec<String>,
    /// Only these columns of the JSON document, in this order, with commas between: date_start,country,deaths_best.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', conflicts_with = "history")]
    pub(crate) fields: Vec<String>,
    /// Every revision of one report, whether or not it still counts.
    #[arg(long, value_name = "REPORT", conflicts_with_all = ["limit", "after"])]
    pub(crate) history: Option<String>,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &EventsArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    // A history is one of a report.
    let asked = match args.history {
        Some(_) => Some(UnitWord::Reports),
        None => args.question.unit,
    };
    let snapshot = question_snapshot(session, &store, asked)?;
    let unit = unit(session, &snapshot, asked)?;
    let fields = Fields::of(&args.fields, [&COLUMNS, &super::incidents::COLUMNS])?;
    let filters = filters(session, &snapshot, &args.question, unit)?;
    let ids: Vec<&str> = args.id.iter().map(String::as_str).collect();
    if unit == Unit::Incidents {
        let (after, limit) = (args.after.as_ref(), args.limit);
        let wanted = Wanted { filters: &filters, ids, after, limit, fields };
        return super::incidents::list(session, &store, &snapshot, &wanted, output);
    }
    let page = match &args.history {
        Some(report) => Page { rows: snapshot.revisions(report)?, next: None },
        None if ids.is_empty() => {
            snapshot.events_page(&filters, args.after.as_ref(), args.limit)?
        }
        None => Page { rows: snapshot.reports_of(&ids)?, next: None },
    };
    let rows = page.rows;
    let people = output.is_for_people();
    let grid_of = |rows: &[StoredReport]| match (people, &args.history) {
        (true, None) if fields.is_all() => short(rows),
        (true, Some(_)) => history(rows),
        _ => full(rows),
    };
    let cited = citations(&snapshot, &filters.datasets);
    if output.is_for_people() {
        say_sources(session, &cited);
    }
    let any = !rows.is_empty();
    if output.leaves() {
        let cleared = Gate::of(session, &snapshot)?.with_day(&snapshot)?.reports(&rows, grid_of)?;
        cleared.notes().iter().for_each(|note| session.say(&format!("note: {note}")));
        let cleared = fields.cleared(cleared, &output);
        let document = json!({
            "events": cleared.get().objects(),
            "store": snapshot.state(),
            "citations": cited,
            "notes": cleared.notes(),
        });
        go_on(session, page.next);
        output.citing(&cited).rows(&cleared, &document)?;
    } else {
        go_on(session, page.next);
        output.show(&fields.shown(grid_of(&rows)))?;
    }
    Ok(found(any))
}

/// Says where the next page begins, once it is clear that this one may be shown.
fn go_on(session: &Session, next: Option<Mark>) {
    if let Some(next) = next {
        session.go_on(next.to_string());
    }
}

/// Columns that fit a terminal.
fn short(rows: &[StoredReport]) -> Grid {
    let mut grid = Grid::new(&[
        "date",
        "known to",
        "country",
        "unit",
        "place",
        "sides",
        "deaths",
        "report id",
    ]);
    for stored in rows {
        let (report, place) = (&stored.report, &stored.report.place);
        let deaths = report.deaths.total.map(|toll| {
            if toll.low() == toll.high() {
                toll.best().to_string()
            } else {
                format!("{} ({}-{})", toll.best(), toll.low(), toll.high())
            }
        });
        let start = report.date.start();
        let date = if report.date.end() == start {
            start.to_string()
        } else {
            format!("{start} to {}", report.date.end())
        };
        grid.push(vec![
            date.into(),
            format!("{}/{}", report.date.precision().as_str(), place.precision.as_str()).into(),
            place.iso3.map_or_else(|| place.country.clone(), |code| code.to_string()).into(),
            Cell::maybe(place.admin1.clone()),
            Cell::maybe(place.name.clone()),
            format!("{} - {}", report.side_a.name, report.side_b.name).into(),
            Cell::maybe(deaths),
            report.id.to_string().into(),
        ]);
    }
    grid
}

/// The revisions of one report: when each was known from, and what it said.
fn history(rows: &[StoredReport]) -> Grid {
    let mut grid = Grid::new(&[
        "revision",
        "known from",
        "version",
        "from version",
        "date",
        "unit",
        "sides",
        "deaths",
        "low",
        "high",
    ]);
    for stored in rows {
        let report = &stored.report;
        grid.push(vec![
            stored.revision.into(),
            stored.known_from.strftime("%Y-%m-%d").to_string().into(),
            stored.store_version.into(),
            stored.origin_version.into(),
            report.date.start().to_string().into(),
            Cell::maybe(report.place.admin1.clone()),
            format!("{} - {}", report.side_a.name, report.side_b.name).into(),
            count(report.deaths.total.map(|toll| toll.best())),
            count(report.deaths.total.map(|toll| toll.low())),
            count(report.deaths.total.map(|toll| toll.high())),
        ]);
    }
    grid
}

/// All columns, for programs.
const COLUMNS: [&str; 49] = [
    "report_id",
    "dataset",
    "revision",
    "store_version",
    "origin_version",
    "known_from",
    "licence",
    "row",
    "relid",
    "event_type",
    "native_type",
    "civilians_targeted",
    "side_a_id",
    "side_a",
    "side_b_id",
    "side_b",
    "date_start",
    "date_end",
    "date_precision",
    "latitude",
    "longitude",
    "place_precision",
    "country",
    "iso3",
    "gw",
    "admin1",
    "admin1_id",
    "admin2",
    "place_name",
    "grid",
    "deaths_low",
    "deaths_best",
    "deaths_high",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "injured_low",
    "injured_best",
    "injured_high",
    "plover",
    "targets",
    "clarity",
    "conflict_id",
    "conflict_name",
    "dyad_id",
    "dyad_name",
    "sources_count",
    "source_article",
];

/// All columns, for programs.
pub(super) fn full(rows: &[StoredReport]) -> Grid {
    let mut grid = Grid::new(&COLUMNS);
    rows.iter().for_each(|stored| grid.push(cells(stored)));
    grid
}

/// One report in the order of [`COLUMNS`]: what it is, when and where, then its toll and its sources.
fn cells(stored: &StoredReport) -> Vec<Cell> {
    let mut cells = identity(stored);
    cells.extend(when_and_where(&stored.report));
    cells.extend(toll(&stored.report));
    cells
}

/// Which report, which revision of it, and who was involved.
fn identity(stored: &StoredReport) -> Vec<Cell> {
    let r = &stored.report;
    vec![
        r.id.to_string().into(),
        r.id.dataset.as_str().into(),
        stored.revision.into(),
        stored.store_version.into(),
        stored.origin_version.into(),
        stored.known_from.to_string().into(),
        stored.licence.as_str().into(),
        r.row.into(),
        Cell::maybe(r.relid.clone()),
        r.event_type.as_str().into(),
        r.native_type.as_str().into(),
        Cell::Int(r.civilians_targeted.into()),
        Cell::maybe(r.side_a.native_id.clone()),
        r.side_a.name.as_str().into(),
        Cell::maybe(r.side_b.native_id.clone()),
        r.side_b.name.as_str().into(),
    ]
}

/// When and where.
fn when_and_where(r: &Report) -> Vec<Cell> {
    let place = &r.place;
    vec![
        r.date.start().to_string().into(),
        r.date.end().to_string().into(),
        r.date.precision().as_str().into(),
        place.point.map_or(Cell::Empty, |point| Cell::Real(point.latitude.degrees())),
        place.point.map_or(Cell::Empty, |point| Cell::Real(point.longitude.degrees())),
        place.precision.as_str().into(),
        place.country.as_str().into(),
        Cell::maybe(place.iso3.map(|code| code.to_string())),
        place.gw.map_or(Cell::Empty, |gw| Cell::Int(gw.0.into())),
        Cell::maybe(place.admin1.clone()),
        Cell::maybe(place.admin1_id.clone()),
        Cell::maybe(place.admin2.clone()),
        Cell::maybe(place.name.clone()),
        place.grid().map_or(Cell::Empty, |cell| Cell::Int(cell.get().into())),
    ]
}

fn count(value: Option<u32>) -> Cell {
    value.map_or(Cell::Empty, Cell::from)
}

/// The toll, the type and targets in shared terms, the conflict, the sources.
fn toll(r: &Report) -> Vec<Cell> {
    let (total, injured) = (r.deaths.total, r.injured);
    vec![
        count(total.map(|toll| toll.low())),
        count(total.map(|toll| toll.best())),
        count(total.map(|toll| toll.high())),
        count(r.deaths.side_a),
        count(r.deaths.side_b),
        count(r.deaths.civilians),
        count(r.deaths.unknown),
        count(injured.map(|toll| toll.low())),
        count(injured.map(|toll| toll.best())),
        count(injured.map(|toll| toll.high())),
        Cell::maybe(r.plover.as_deref()),
        Cell::maybe((!r.targets.is_empty()).then(|| r.targets.to_string())),
        count(r.clarity.map(u32::from)),
        Cell::maybe(r.conflict.as_ref().map(|native| native.id.clone())),
        Cell::maybe(r.conflict.as_ref().map(|native| native.name.clone())),
        Cell::maybe(r.dyad.as_ref().map(|native| native.id.clone())),
        Cell::maybe(r.dyad.as_ref().map(|native| native.name.clone())),
        count(r.sources_count),
        Cell::maybe(r.extra.get("source_article").cloned()),
    ]
}
