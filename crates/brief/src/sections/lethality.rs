//! How deadly: deaths by period with their ranges, and the deadliest incidents.

use super::stretches::Stretches;
use super::{noun, tempo, toll};
use crate::desk::Desk;
use crate::document::{Block, Figure, Piece, Sentence, Table, say};
use crate::instrument::{Incident, Unanswered};
use crate::query::{By, Constant, IncidentField, Measure, Query, Tally};
use crate::rendering::Rendering;
use crate::svg::{Bar, bars};

/// Up to so many months the deaths are told by month, else by year.
const MONTHS_MAX: usize = 30;
/// Incidents that are listed.
const DEADLIEST: usize = 5;

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    let deaths = desk.whole(Measure::Fatalities);
    let counted = desk.counted(&deaths)?;
    if counted.total.value <= 0.0 && counted.total.high <= 0.0 {
        return Ok(Vec::new());
    }
    let per = Query::Ratio {
        of: Box::new(desk.query(&deaths, None, Tally::Value)),
        to: Box::new(desk.query(&desk.whole(Measure::Events), None, Tally::Value)),
    };
    let incidents = desk.instrument.incidents()?;
    let mut words = vec![say!["Sources report "].then(toll(desk, &deaths, None)?).then(say![
        " deaths of all sides, ",
        desk.print(per, Rendering::Tenth)?,
        " for each of the ",
        noun(desk),
        "."
    ])];
    words.extend(massacres(desk, &incidents)?);
    let mut blocks = vec![Block::Paragraph(words), Block::Figure(Box::new(figure(desk)?))];
    if let Some(table) = deadliest(desk, &incidents)? {
        blocks.push(Block::Table(table));
    }
    Ok(blocks)
}

/// The months that hold mass-casualty events.
fn massacres(desk: &Desk<'_>, incidents: &[Incident]) -> Result<Option<Sentence>, Unanswered> {
    let limit = Constant::MassCasualtyDeaths.value();
    let deadly =
        |incident: &&Incident| incident.deaths.is_some_and(|deaths| deaths[1] as f64 >= limit);
    let Some(last) =
        incidents.iter().filter(deadly).max_by(|a, b| (a.from, &a.id).cmp(&(b.from, &b.id)))
    else {
        return Ok(None);
    };
    let day = Query::Incident { id: last.id.clone(), report: None, field: IncidentField::Day };
    Ok(Some(say![
        "The last with at least ",
        desk.print(Query::Constant { name: Constant::MassCasualtyDeaths }, Rendering::Whole)?,
        " deaths is of ",
        desk.print(day, Rendering::AsIs)?,
        ".",
    ]))
}

fn figure(desk: &Desk<'_>) -> Result<Figure, Unanswered> {
    let months = tempo::months(desk)?;
    let by_month = months.len() <= MONTHS_MAX;
    let by = if by_month { By::Month } else { By::Year };
    let deaths = desk.whole(Measure::Fatalities).by(by);
    let events = desk.whole(Measure::Events).by(by);
    let mut keys: Vec<String> =
        if by_month { months } else { months.iter().map(|key| key[..4].to_owned()).collect() };
    keys.dedup();
    let counted = desk.counted(&deaths)?;
    let since = Stretches::of(desk)?.map(|stretches| stretches.since.to_string());
    let chart: Vec<Bar> = keys
        .iter()
        .map(|key| {
            let part = counted.parts.get(key).copied().unwrap_or_default();
            let named = if by_month {
                key.ends_with("-01")
            } else {
                keys.len() <= 15 || key.ends_with(['0', '5'])
            };
            Bar {
                label: named.then(|| key[..4].to_owned()),
                value: part.value,
                range: Some((part.low, part.high)),
                recent: by_month && since.as_ref().is_some_and(|since| key.as_str() >= &since[..7]),
            }
        })
        .collect();
    let title = format!("deaths by {}", if by_month { "month" } else { "year" });
    let drawing = bars(desk, title, &chart, 150.0)?;
    let mut rows = Vec::new();
    for key in &keys {
        let part = Some(key.as_str());
        let per = Query::Ratio {
            of: Box::new(desk.query(&deaths, part, Tally::Value)),
            to: Box::new(desk.query(&events, part, Tally::Value)),
        };
        rows.push(vec![
            Piece::name(key).into(),
            desk.n(&deaths, part, Tally::Value)?.into(),
            desk.n(&deaths, part, Tally::Low)?.into(),
            desk.n(&deaths, part, Tally::High)?.into(),
            desk.n(&events, part, Tally::Value)?.into(),
            desk.print(per, Rendering::Tenth)?.into(),
        ]);
    }
    let period = if by_month { "month" } else { "year" };
    let table = Table {
        caption: say!["Deaths by ", period],
        columns: vec![
            period.into(),
            "best".into(),
            "low".into(),
            "high".into(),
            noun(desk).into(),
            "deaths per event".into(),
        ],
        rows,
        numbers_from: 1,
    };
    let caption = say![
        "Deaths of all sides by ",
        period,
        ": the bar is the sources' best estimate, the line goes from their low to their \
         high.",
    ];
    Ok(Figure { caption, drawing, table })
}

fn deadliest(desk: &Desk<'_>, incidents: &[Incident]) -> Result<Option<Table>, Unanswered> {
    let mut deadly: Vec<&Incident> =
        incidents.iter().filter(|one| one.deaths.is_some_and(|d| d[1] > 0)).collect();
    deadly.sort_by(|a, b| {
        b.deaths.map(|d| d[1]).cmp(&a.deaths.map(|d| d[1])).then_with(|| a.id.cmp(&b.id))
    });
    let mut rows = Vec::new();
    for incident in deadly.into_iter().take(DEADLIEST) {
        let ask = |field, how| {
            desk.print(Query::Incident { id: incident.id.clone(), report: None, field }, how)
        };
        let unit = incident
            .unit
            .as_ref()
            .map_or_else(String::new, |unit| desk.instrument.label(By::Admin1, unit));
        rows.push(vec![
            ask(IncidentField::Day, Rendering::AsIs)?.into(),
            say![ask(IncidentField::Place, Rendering::AsIs)?, ", ", Piece::name(unit)],
            ask(IncidentField::Best, Rendering::Whole)?.into(),
            ask(IncidentField::Low, Rendering::Whole)?.into(),
            ask(IncidentField::High, Rendering::Whole)?.into(),
            ask(IncidentField::Reports, Rendering::Whole)?.into(),
        ]);
    }
    Ok((!rows.is_empty()).then(|| Table {
        caption: "The deadliest, as the sources have them; some are sums over days or places"
            .into(),
        columns: vec![
            "from".into(),
            "place".into(),
            "best".into(),
            "low".into(),
            "high".into(),
            "reports".into(),
        ],
        rows,
        numbers_from: 2,
    }))
}
