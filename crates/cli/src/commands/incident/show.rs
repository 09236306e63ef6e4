//! `incident show`: one incident, its reports side by side, and why they are taken for the same.

use std::collections::BTreeSet;
use std::process::ExitCode;

use bellwether_export::policy::Origin;
use bellwether_model::{DatasetId, Estimate};
use bellwether_reconcile::{Comparison, explain};
use bellwether_store::{
    ForwardReason, IncidentReport, Judgement, LinkState, Role, Snapshot, StoredForward,
    StoredIncident, StoredLink, incident_id_of,
};
use serde_json::{Value, json};

use super::snapshot;
use crate::citation::citations;
use crate::commands::incidents::full;
use crate::failure::Failure;
use crate::output::{Cell, Grid, clean};
use crate::session::Session;

/// A link with its reasons.
struct Explained {
    link: StoredLink,
    comparison: Comparison,
}

/// Everything about one incident.
struct Portrait {
    incident: StoredIncident,
    links: Vec<Explained>,
    judgements: Vec<Judgement>,
    /// Names that lead to it or away from it.
    forwards: Vec<StoredForward>,
}

/// Runs the command.
pub(super) fn run(session: &Session, id: &str) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let (snapshot, gate) = snapshot(session, &store, output.leaves(), false)?;
    let ids = resolve(session, &snapshot, id)?;
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let portraits = snapshot
        .incidents_of(&ids)?
        .into_iter()
        .map(|incident| portrait(&snapshot, incident))
        .collect::<Result<Vec<_>, Failure>>()?;
    if !output.leaves() {
        output.text(&portraits.iter().map(page).collect::<Vec<_>>().join("\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut datasets: Vec<DatasetId> = portraits
        .iter()
        .flat_map(|portrait| &portrait.incident.reports)
        .map(|report| report.stored.report.id.dataset.clone())
        .collect();
    datasets.sort_unstable();
    datasets.dedup();
    let names: Vec<String> = datasets.iter().map(ToString::to_string).collect();
    let incidents: Vec<StoredIncident> =
        portraits.iter().map(|portrait| portrait.incident.clone()).collect();
    // The guard refuses the whole where a report may not leave; what follows is about cleared ones.
    let origin = Origin::AnyOf(datasets);
    let own = gate.guard(|guard| guard.rows(full(&incidents), origin.clone()))?;
    let rows: Vec<&IncidentReport> = incidents.iter().flat_map(|one| &one.reports).collect();
    let reports = gate.guard(|guard| guard.rows(side_by_side(&rows), origin))?;
    if output.is_for_people() {
        output.text(&portraits.iter().map(page).collect::<Vec<_>>().join("\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let document = json!({
        "incidents": own.get().objects(),
        "reports": reports.get().objects(),
        "differ": incidents.iter().flat_map(differences).collect::<Vec<_>>(),
        "links": portraits.iter().flat_map(|one| &one.links).map(link_object).collect::<Vec<_>>(),
        "judgements": portraits.iter().flat_map(|one| &one.judgements).collect::<Vec<_>>(),
        "forwards": portraits.iter().flat_map(|one| &one.forwards).collect::<Vec<_>>(),
        "store": snapshot.state(),
        "citations": citations(&snapshot, &names),
    });
    output.rows(&reports, &document)?;
    Ok(ExitCode::SUCCESS)
}

/// The live incidents behind an id, and what to say where it is another's.
fn resolve(session: &Session, snapshot: &Snapshot<'_>, id: &str) -> Result<Vec<String>, Failure> {
    let mut live = snapshot.follow(id)?;
    if live.iter().any(|one| one == id) {
        // Parts that came off it are told on its page.
        live.retain(|one| one == id);
    }
    if !live.is_empty() {
        if live != [id] {
            session.say(&format!("{id} leads to {}", live.join(", ")));
        }
        return Ok(live);
    }
    let report = alone_once(snapshot, id)?.unwrap_or_else(|| id.to_owned());
    if let [stored] = snapshot.reports_of(&[&report])?.as_slice() {
        let report = stored.report.id.to_string();
        let mut ids = super::judge::incidents_of(snapshot, &report)?;
        ids.dedup();
        if ids == [incident_id_of(&report)] {
            return Ok(ids);
        }
        session.say(&format!("{report} is a report of {}", ids.join(", ")));
        return Ok(ids);
    }
    Err(Failure::Unknown(format!(
        "no incident and no report has the id {id:?} in this state of knowledge; `bellwether incident list` lists \
         incidents"
    )))
}

/// The report that was an incident of its own by this id, and is now a part of another.
fn alone_once(snapshot: &Snapshot<'_>, id: &str) -> Result<Option<String>, Failure> {
    let hash = id.strip_prefix("i-").unwrap_or_default();
    if hash.len() != 16 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(None);
    }
    let members = snapshot.members_of(None)?.into_iter().map(|member| member.report_id);
    Ok(members.into_iter().find(|report| incident_id_of(report) == id))
}

fn portrait(snapshot: &Snapshot<'_>, incident: StoredIncident) -> Result<Portrait, Failure> {
    let ids: Vec<String> =
        incident.reports.iter().map(|report| report.stored.report.id.to_string()).collect();
    let borrowed: Vec<&str> = ids.iter().map(String::as_str).collect();
    let links = snapshot.links_of(&borrowed)?;
    let others: Vec<&str> = links
        .iter()
        .flat_map(|link| [link.report_a.as_str(), link.report_b.as_str()])
        .filter(|id| !borrowed.contains(id))
        .collect();
    let mut known: Vec<_> = incident.reports.iter().map(|report| report.stored.clone()).collect();
    known.extend(snapshot.reports_of(&others)?);
    let of = |id: &str| known.iter().find(|stored| stored.report.id.to_string() == id);
    let mut explained = Vec::new();
    for link in links {
        if let (Some(a), Some(b)) = (of(&link.report_a), of(&link.report_b)) {
            let comparison = explain(&link, a, b);
            explained.push(Explained { link, comparison });
        }
    }
    let concerns = |judgement: &Judgement| {
        ids.contains(&judgement.report_a) || ids.contains(&judgement.report_b)
    };
    let judgements = snapshot.judgements()?.into_iter().filter(concerns).collect();
    let own = &incident.incident_id;
    let forwards =
        snapshot.forwards()?.into_iter().filter(|one| one.to_id == *own || one.from_id == *own);
    let mut forwards: Vec<StoredForward> = forwards.collect();
    // A part may come off and come back more than once; where it is now is told once.
    let mut told = BTreeSet::new();
    forwards.retain(|one| told.insert((one.from_id.clone(), one.to_id.clone())));
    Ok(Portrait { judgements, forwards, incident, links: explained })
}

fn range([low, best, high]: [i64; 3]) -> String {
    if low == high { best.to_string() } else { format!("{best} ({low}–{high})") }
}

fn toll(toll: Option<Estimate>) -> Option<String> {
    toll.map(|toll| range([toll.low(), toll.best(), toll.high()].map(i64::from)))
}

fn days(start: bellwether_model::Date, end: bellwether_model::Date) -> String {
    if start == end { start.to_string() } else { format!("{start} to {end}") }
}

/// The reports, one a row.
fn side_by_side(reports: &[&IncidentReport]) -> Grid {
    let mut grid = Grid::new(&[
        "report",
        "dataset",
        "role",
        "probability",
        "date",
        "date known to",
        "unit",
        "district",
        "place",
        "place known to",
        "latitude",
        "longitude",
        "type",
        "sides",
        "deaths",
        "injured",
    ]);
    for report in reports {
        let (r, place) = (&report.stored.report, &report.stored.report.place);
        grid.push(vec![
            r.id.to_string().into(),
            r.id.dataset.as_str().into(),
            report.role.as_str().into(),
            Cell::Real(report.probability),
            days(r.date.start(), r.date.end()).into(),
            r.date.precision().as_str().into(),
            Cell::maybe(place.admin1.clone()),
            Cell::maybe(place.admin2.clone()),
            Cell::maybe(place.name.clone()),
            place.precision.as_str().into(),
            place.point.map_or(Cell::Empty, |point| Cell::Real(point.latitude.degrees())),
            place.point.map_or(Cell::Empty, |point| Cell::Real(point.longitude.degrees())),
            r.event_type.as_str().into(),
            format!("{} - {}", r.side_a.name, r.side_b.name).into(),
            Cell::maybe(toll(r.deaths.total)),
            Cell::maybe(toll(r.injured)),
        ]);
    }
    grid
}

/// In what the reports of an incident differ; summaries, which tell of more, left aside.
fn differences(incident: &StoredIncident) -> Vec<&'static str> {
    let reports: Vec<&bellwether_model::Report> = incident
        .reports
        .iter()
        .filter(|report| report.role == Role::Report)
        .map(|report| &report.stored.report)
        .collect();
    let several = |values: Vec<String>| values.into_iter().collect::<BTreeSet<_>>().len() > 1;
    let each = |get: &dyn Fn(&bellwether_model::Report) -> String| {
        several(reports.iter().map(|report| get(report)).collect())
    };
    let known: Vec<String> =
        reports.iter().filter_map(|report| toll(report.deaths.total)).collect();
    [
        ("days", each(&|r| days(r.date.start(), r.date.end()))),
        ("place", each(&|r| format!("{:?}{:?}", r.place.point, r.place.name))),
        ("sides", each(&|r| format!("{} - {}", r.side_a.name, r.side_b.name))),
        ("type", each(&|r| r.event_type.as_str().to_owned())),
        ("deaths", several(known)),
    ]
    .into_iter()
    .filter_map(|(what, differs)| differs.then_some(what))
    .collect()
}

fn standing(link: &StoredLink) -> &'static str {
    match link.state {
        LinkState::Confirmed => "a person said: the same",
        LinkState::Rejected => "a person said: different",
        LinkState::Machine if link.chosen => "joined",
        LinkState::Machine => "not joined",
    }
}

fn link_object(explained: &Explained) -> Value {
    let Explained { link, comparison } = explained;
    json!({
        "report_a": link.report_a,
        "report_b": link.report_b,
        "kind": link.kind,
        "probability": link.probability,
        "chosen": link.chosen,
        "state": link.state,
        "words": comparison.words,
        "bits": (comparison.bits * 100.0).round() / 100.0,
        "parts": comparison.parts.iter().map(|(name, words, bits)| {
            json!({ "name": name, "words": words, "bits": bits })
        }).collect::<Vec<_>>(),
    })
}

/// The page for a person.
fn page(portrait: &Portrait) -> String {
    let incident = &portrait.incident;
    let place: Vec<&str> = [&incident.place_name, &incident.admin2, &incident.admin1]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .chain([incident.country.as_str()])
        .collect();
    let mut text = format!(
        "{}  {}  {}\n{} (day known to: {}; place known to: {})\ndeaths {}; {} of {}\n\n",
        incident.incident_id,
        days(incident.date_start, incident.date_end),
        incident.event_type,
        place.join(", "),
        incident.date_precision,
        incident.place_precision,
        incident.deaths.map_or_else(|| "not known".to_owned(), range),
        match incident.reports.len() {
            1 => "1 report".to_owned(),
            several => format!("{several} reports"),
        },
        incident.datasets.join(", "),
    );
    for report in &incident.reports {
        text.push_str(&told(report));
    }
    let differ = differences(incident);
    if !differ.is_empty() {
        text.push_str(&format!("the reports differ in: {}\n", differ.join(", ")));
    }
    why(&mut text, portrait);
    said(&mut text, portrait);
    clean_lines(&text)
}

fn told(report: &IncidentReport) -> String {
    let (r, place) = (&report.stored.report, &report.stored.report.place);
    let role = if report.role == Role::Summary { ", sums up this and more" } else { "" };
    let at: Vec<&str> = [&place.name, &place.admin2, &place.admin1]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect();
    format!(
        "  {}{role}\n    {} ({}), {} ({}), {}\n    {} - {}; deaths {}\n",
        r.id,
        days(r.date.start(), r.date.end()),
        r.date.precision().as_str(),
        if at.is_empty() { place.country.clone() } else { at.join(", ") },
        place.precision.as_str(),
        r.event_type.as_str(),
        r.side_a.name,
        r.side_b.name,
        toll(r.deaths.total).unwrap_or_else(|| "not given".to_owned()),
    )
}

/// Links that the machine left open and that are told, at most; `--json` has all.
const LEFT_OPEN: usize = 5;

fn why(text: &mut String, portrait: &Portrait) {
    let is_open = |one: &&Explained| one.link.state == LinkState::Machine && !one.link.chosen;
    let (open, told): (Vec<&Explained>, Vec<&Explained>) = portrait.links.iter().partition(is_open);
    for Explained { link, comparison } in told {
        text.push_str(&format!(
            "\n{} and {}: probability {:.2}, {}\n  {}: {:+.1} bits\n",
            link.report_a,
            link.report_b,
            link.probability,
            standing(link),
            comparison.words,
            comparison.bits
        ));
        for (name, words, bits) in &comparison.parts {
            text.push_str(&format!("    {name:<6} {bits:>+6.1}  {words}\n"));
        }
    }
    if !open.is_empty() {
        text.push_str("\nnot joined, though near:\n");
    }
    for Explained { link, comparison } in open.iter().take(LEFT_OPEN) {
        text.push_str(&format!(
            "  {} and {}: probability {:.2}, {:+.1} bits, {}\n",
            link.report_a, link.report_b, link.probability, comparison.bits, comparison.words
        ));
    }
    if open.len() > LEFT_OPEN {
        text.push_str(&format!("  and {} less probable ones\n", open.len() - LEFT_OPEN));
    }
}

fn said(text: &mut String, portrait: &Portrait) {
    for judgement in &portrait.judgements {
        text.push_str(&format!(
            "\njudged on {}: {} and {} are {} ({})\n",
            judgement.made_on,
            judgement.report_a,
            judgement.report_b,
            judgement.verdict.as_str(),
            judgement.why
        ));
    }
    let own = &portrait.incident.incident_id;
    for forward in &portrait.forwards {
        let what = match forward.reason {
            ForwardReason::Merged => "went up in",
            ForwardReason::Split => "came apart; a part of it is",
        };
        let to = if forward.to_id == *own { "this incident" } else { &forward.to_id };
        let from = if forward.from_id == *own { "this incident" } else { &forward.from_id };
        text.push_str(&format!("\n{from} {what} {to}\n"));
    }
    if let [first, second, ..] = portrait.incident.reports.as_slice() {
        text.push_str(&format!(
            "\noverrule it: bellwether incident judge {} {} different --why \"…\"\n",
            first.stored.report.id, second.stored.report.id
        ));
    }
}

/// Each line without what a terminal would obey.
fn clean_lines(text: &str) -> String {
    let mut cleaned: String = text.lines().map(|line| format!("{}\n", clean(line))).collect();
    if cleaned.is_empty() {
        cleaned.push('\n');
    }
    cleaned
}
