//! Lists of incidents: each with its own values, its sides, and the toll that each source gives.

use std::process::ExitCode;

use bellwether_export::policy::{Cleared, Origin};
use bellwether_model::DatasetId;
use bellwether_store::{Filters, Leaving, Mark, Page, Role, Snapshot, Store, StoredIncident};
use serde_json::json;

use super::found;
use crate::citation::{citations, say_sources};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::gate::Gate;
use crate::output::{Cell, Grid, Output};
use crate::reconciling::{lay_over, mend_parted};
use crate::session::Session;

/// Which incidents of a list.
pub(super) struct Wanted<'a> {
    pub(super) filters: &'a Filters,
    /// Only these, where there are any.
    pub(super) ids: Vec<&'a str>,
    /// After this place in the list.
    pub(super) after: Option<&'a Mark>,
    /// So many at most.
    pub(super) limit: usize,
    /// The columns that are wanted.
    pub(super) fields: Fields<'a>,
}

impl Wanted<'_> {
    fn of(&self, snapshot: &Snapshot<'_>) -> Result<Page<StoredIncident>, Failure> {
        if self.ids.is_empty() {
            return Ok(snapshot.incidents_page(self.filters, self.after, self.limit)?);
        }
        Ok(Page { rows: snapshot.incidents_of(&self.ids)?, next: None })
    }
}

/// Incidents on their way out.
pub(super) struct Open {
    /// Where the next page of the list begins.
    pub(super) next: Option<Mark>,
    /// The rows, cleared.
    pub(super) rows: Cleared<Grid>,
    /// The datasets of their reports.
    pub(super) datasets: Vec<String>,
}

impl Open {
    /// The incidents that pass the filters, without what must not leave. An incident with a report that is
    /// too new to leave is left out of the list as such; its other reports are put together without it.
    pub(super) fn of(
        session: &Session,
        store: &Store,
        whole: &Snapshot<'_>,
        wanted: &Wanted<'_>,
    ) -> Result<Self, Failure> {
        let gate = Gate::of(session, whole)?.with_day(whole)?;
        // Datasets that may not leave are not taken out, so that the guard refuses the list whole, as it does
        // a list of their reports.
        let leaving = Leaving { without: Vec::new(), ..gate.leaving() };
        let mut snapshot = store.snapshot_leaving(whole.as_of(), &leaving)?;
        if whole.is_overlaid() {
            lay_over(session, &mut snapshot)?;
        }
        mend_parted(session, &mut snapshot)?;
        let Page { rows: incidents, next } = wanted.of(&snapshot)?;
        let mut datasets: Vec<String> = incidents
            .iter()
            .flat_map(|incident| &incident.reports)
            .map(|report| report.stored.report.id.dataset.to_string())
            .collect();
        datasets.sort_unstable();
        datasets.dedup();
        let ids: Result<Vec<DatasetId>, _> = datasets.iter().map(DatasetId::new).collect();
        let ids = ids.map_err(|error| Failure::Data(format!("a dataset of the store: {error}")))?;
        let rows = gate.guard(|guard| guard.rows(full(&incidents), Origin::AnyOf(ids)))?;
        let note = (!leaving.treated.is_empty()).then(|| {
            "places of sensitive targets are given no finer than the location policy allows, and too new ones are \
             left out"
                .to_owned()
        });
        Ok(Self { rows: rows.note(note), datasets, next })
    }
}

/// Lists incidents, the latest first.
pub(super) fn list(
    session: &Session,
    store: &Store,
    snapshot: &Snapshot<'_>,
    wanted: &Wanted<'_>,
    output: Output,
) -> Result<ExitCode, Failure> {
    let cited = citations(snapshot, &wanted.filters.datasets);
    if !output.leaves() {
        let Page { rows: incidents, next } = wanted.of(snapshot)?;
        if let Some(next) = next {
            session.go_on(next.to_string());
        }
        say_sources(session, &cited);
        let fields = wanted.fields;
        let grid = if fields.is_all() { short(&incidents) } else { fields.shown(full(&incidents)) };
        output.show(&grid)?;
        return Ok(found(!incidents.is_empty()));
    }
    let open = Open::of(session, store, snapshot, wanted)?;
    if let Some(next) = &open.next {
        session.go_on(next.to_string());
    }
    let rows = wanted.fields.cleared(open.rows, &output);
    rows.notes().iter().for_each(|note| session.say(&format!("note: {note}")));
    let document = json!({
        "unit": "incidents",
        "incidents": rows.get().objects(),
        "store": snapshot.state(),
        "citations": cited,
        "notes": rows.notes(),
    });
    let any = !rows.get().rows.is_empty();
    output.citing(&cited).rows(&rows, &document)?;
    Ok(found(any))
}

fn range([low, best, high]: [i64; 3]) -> String {
    if low == high { best.to_string() } else { format!("{best} ({low}-{high})") }
}

/// What each source gives as the toll, side by side.
fn tolls(incident: &StoredIncident) -> String {
    let of = |report: &bellwether_store::IncidentReport| {
        let toll = report.stored.report.deaths.total.map_or_else(
            || "?".to_owned(),
            |toll| range([toll.low(), toll.best(), toll.high()].map(i64::from)),
        );
        let summary = if report.role == Role::Summary { " (summary)" } else { "" };
        format!("{} {toll}{summary}", report.stored.report.id.dataset)
    };
    incident.reports.iter().map(of).collect::<Vec<_>>().join("; ")
}

/// The sides as the reports name them, each pair once.
fn sides(incident: &StoredIncident) -> String {
    let mut all: Vec<String> = Vec::new();
    for report in &incident.reports {
        let report = &report.stored.report;
        let pair = format!("{} - {}", report.side_a.name, report.side_b.name);
        if !all.contains(&pair) {
            all.push(pair);
        }
    }
    all.join("; ")
}

/// The type in each source's own terms, each once.
fn native_types(incident: &StoredIncident) -> String {
    let mut all: Vec<String> = Vec::new();
    for report in &incident.reports {
        let report = &report.stored.report;
        let own = format!("{} {}", report.id.dataset, report.native_type);
        if !all.contains(&own) {
            all.push(own);
        }
    }
    all.join("; ")
}

/// The types in PLOVER's terms that the reports lead to, each once.
fn plover(incident: &StoredIncident) -> Cell {
    let mut all: Vec<&str> =
        incident.reports.iter().filter_map(|one| one.stored.report.plover.as_deref()).collect();
    all.sort_unstable();
    all.dedup();
    Cell::maybe((!all.is_empty()).then(|| all.join("; ")))
}

/// Columns that fit a terminal.
fn short(incidents: &[StoredIncident]) -> Grid {
    let mut grid = Grid::new(&[
        "date", "known to", "country", "unit", "place", "sides", "deaths", "tolls", "reports",
        "incident",
    ]);
    for incident in incidents {
        let start = incident.date_start;
        let date = if incident.date_end == start {
            start.to_string()
        } else {
            format!("{start} to {}", incident.date_end)
        };
        grid.push(vec![
            date.into(),
            format!("{}/{}", incident.date_precision, incident.place_precision).into(),
            incident.iso3.clone().unwrap_or_else(|| incident.country.clone()).into(),
            Cell::maybe(incident.admin1.clone()),
            Cell::maybe(incident.place_name.clone()),
            sides(incident).into(),
            Cell::maybe(incident.deaths.map(range)),
            tolls(incident).into(),
            count(incident.reports.len()),
            incident.incident_id.as_str().into(),
        ]);
    }
    grid
}

fn count(reports: usize) -> Cell {
    i64::try_from(reports).map_or(Cell::Empty, Cell::Int)
}

/// All columns, for programs.
pub(super) const COLUMNS: [&str; 31] = [
    "incident_id",
    "datasets",
    "reports",
    "report_ids",
    "roles",
    "probabilities",
    "event_type",
    "native_types",
    "plover",
    "civilians_targeted",
    "sides",
    "date_start",
    "date_end",
    "date_precision",
    "latitude",
    "longitude",
    "place_precision",
    "country",
    "iso3",
    "admin1",
    "admin2",
    "place_name",
    "deaths_low",
    "deaths_best",
    "deaths_high",
    "injured_low",
    "injured_best",
    "injured_high",
    "tolls",
    "targets",
    "licences",
];

pub(super) fn full(incidents: &[StoredIncident]) -> Grid {
    let mut grid = Grid::new(&COLUMNS);
    for incident in incidents {
        let each = |get: &dyn Fn(&bellwether_store::IncidentReport) -> String| {
            incident.reports.iter().map(get).collect::<Vec<_>>().join("; ")
        };
        let mut licences: Vec<String> =
            incident.reports.iter().map(|report| report.stored.licence.clone()).collect();
        licences.sort_unstable();
        licences.dedup();
        let toll = |toll: Option<[i64; 3]>| {
            toll.map_or([const { Cell::Empty }; 3], |toll| toll.map(Cell::Int))
        };
        let mut cells: Vec<Cell> = vec![
            incident.incident_id.as_str().into(),
            incident.datasets.join(" ").into(),
            count(incident.reports.len()),
            each(&|report| report.stored.report.id.to_string()).into(),
            each(&|report| report.role.as_str().to_owned()).into(),
            each(&|report| format!("{:.4}", report.probability)).into(),
            incident.event_type.as_str().into(),
            native_types(incident).into(),
            plover(incident),
            Cell::Flag(incident.civilians_targeted),
            sides(incident).into(),
            incident.date_start.to_string().into(),
            incident.date_end.to_string().into(),
            incident.date_precision.as_str().into(),
            incident.latitude.map_or(Cell::Empty, Cell::Real),
            incident.longitude.map_or(Cell::Empty, Cell::Real),
            incident.place_precision.as_str().into(),
            incident.country.as_str().into(),
            Cell::maybe(incident.iso3.clone()),
            Cell::maybe(incident.admin1.clone()),
            Cell::maybe(incident.admin2.clone()),
            Cell::maybe(incident.place_name.clone()),
        ];
        cells.extend(toll(incident.deaths));
        cells.extend(toll(incident.injured));
        cells.push(tolls(incident).into());
        cells.push(Cell::maybe(incident.targets.clone()));
        cells.push(licences.join(" ").into());
        grid.push(cells);
    }
    grid
}
