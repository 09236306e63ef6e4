//! Tolls side by side: what each source says of the same incident, and how wide a single source's own range is.

use super::noun;
use crate::desk::Desk;
use crate::document::{Block, Piece, Sentence, Table, say};
use crate::instrument::{Incident, Unanswered};
use crate::query::{By, IncidentField, Query};
use crate::rendering::Rendering;

/// Incidents that are listed.
const LISTED: usize = 8;
/// Reports of one incident that are listed.
const REPORTS: usize = 6;

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    let incidents = desk.instrument.incidents()?;
    let mut blocks = Vec::new();
    let mut contested: Vec<(&Incident, i64)> = incidents
        .iter()
        .filter_map(|one| Some((one, apart(one)?)))
        .filter(|(_, apart)| *apart > 0)
        .collect();
    contested.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.id.cmp(&b.0.id)));
    let told = incidents.iter().filter(|incident| of_several(incident)).count();
    if told == 0 {
        blocks.push(Block::Paragraph(vec![say![
            "None of the ",
            noun(desk),
            " has reports of two datasets, so that no two can be held against each other; what \
             can be shown is how wide a source's own range is.",
        ]]));
    } else if contested.is_empty() {
        blocks.push(Block::Paragraph(vec![
            "Where two datasets tell of the same incident, they give the same best estimate of the deaths.".into(),
        ]));
    } else {
        blocks.push(Block::Paragraph(vec![
            "The same incidents as different datasets tell them; those whose best estimates lie furthest apart come first. \
             A brief that took the highest each time, or the lowest, would tell another story.".into(),
        ]));
        blocks.push(Block::Table(side_by_side(desk, &contested)?));
    }
    if let Some(table) = widest(desk, &incidents)? {
        blocks.push(Block::Table(table));
    }
    Ok(blocks)
}

/// Whether two datasets give a toll of it.
fn of_several(incident: &Incident) -> bool {
    let mut datasets: Vec<&str> = incident
        .told
        .iter()
        .filter(|told| told.deaths.is_some())
        .map(|told| told.dataset.as_str())
        .collect();
    datasets.sort_unstable();
    datasets.dedup();
    datasets.len() > 1
}

/// How far the best estimates of its datasets lie apart.
fn apart(incident: &Incident) -> Option<i64> {
    if !of_several(incident) {
        return None;
    }
    let best = || incident.told.iter().filter_map(|told| told.deaths).map(|deaths| deaths[1]);
    Some(best().max()? - best().min()?)
}

fn side_by_side(desk: &Desk<'_>, contested: &[(&Incident, i64)]) -> Result<Table, Unanswered> {
    let mut rows = Vec::new();
    for (incident, _) in contested.iter().take(LISTED) {
        rows.push(row(desk, incident, None)?);
        for told in incident.told.iter().take(REPORTS) {
            rows.push(row(desk, incident, Some((&told.report, &told.dataset)))?);
        }
    }
    Ok(Table {
        caption: "Deaths of the same incident, source by source".into(),
        columns: vec![
            "incident, and its reports".into(),
            "best".into(),
            "low".into(),
            "high".into(),
        ],
        rows,
        numbers_from: 1,
    })
}

fn row(
    desk: &Desk<'_>,
    incident: &Incident,
    report: Option<(&String, &String)>,
) -> Result<Vec<Sentence>, Unanswered> {
    let own = report.map(|(report, _)| report.clone());
    let ask = |field, how| {
        desk.print(Query::Incident { id: incident.id.clone(), report: own.clone(), field }, how)
    };
    let head = match report {
        None => {
            say![
                ask(IncidentField::Day, Rendering::AsIs)?,
                ", ",
                unit_of(desk, incident),
                ": the incident"
            ]
        }
        Some((report, dataset)) => say!["· ", Piece::name(dataset), ", ", Piece::name(report)],
    };
    Ok(vec![
        head,
        ask(IncidentField::Best, Rendering::Whole)?.into(),
        ask(IncidentField::Low, Rendering::Whole)?.into(),
        ask(IncidentField::High, Rendering::Whole)?.into(),
    ])
}

/// The unit of an incident, as far as it is known.
fn unit_of(desk: &Desk<'_>, incident: &Incident) -> Piece {
    match &incident.unit {
        Some(unit) => Piece::name(desk.instrument.label(By::Admin1, unit)),
        None => Piece::Words("unit not known"),
    }
}

/// The incidents whose low and high lie furthest apart.
fn widest(desk: &Desk<'_>, incidents: &[Incident]) -> Result<Option<Table>, Unanswered> {
    let width = |incident: &Incident| incident.deaths.map_or(0, |deaths| deaths[2] - deaths[0]);
    let mut wide: Vec<&Incident> =
        incidents.iter().filter(|incident| width(incident) > 0).collect();
    wide.sort_by(|a, b| width(b).cmp(&width(a)).then_with(|| a.id.cmp(&b.id)));
    let mut rows = Vec::new();
    for incident in wide.into_iter().take(LISTED / 2) {
        let ask = |field, how| {
            desk.print(Query::Incident { id: incident.id.clone(), report: None, field }, how)
        };
        rows.push(vec![
            say![ask(IncidentField::Day, Rendering::AsIs)?, ", ", unit_of(desk, incident)],
            ask(IncidentField::Best, Rendering::Whole)?.into(),
            ask(IncidentField::Low, Rendering::Whole)?.into(),
            ask(IncidentField::High, Rendering::Whole)?.into(),
        ]);
    }
    Ok((!rows.is_empty()).then(|| Table {
        caption: "The widest ranges from low to high".into(),
        columns: vec!["incident".into(), "best".into(), "low".into(), "high".into()],
        rows,
        numbers_from: 1,
    }))
}
