//! Against whom.

use super::{noun, ranked, share, toll};
use crate::desk::Desk;
use crate::document::{Block, Figure, Piece, Table, say};
use crate::instrument::Unanswered;
use crate::query::{By, Measure, Tally};
use crate::svg::{Ranked, rank};

/// Opponents that are listed.
const LISTED: usize = 8;

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    let events = desk.whole(Measure::Events);
    if desk.counted(&events)?.total.value <= 0.0 {
        return Ok(Vec::new());
    }
    let civilians = events.clone().against_civilians();
    let deaths = desk.whole(Measure::Fatalities).against_civilians();
    let part = share(
        desk,
        desk.query(&civilians, None, Tally::Value),
        desk.query(&events, None, Tally::Value),
    )?;
    let words = say![
        "By the sources' own coding ",
        desk.total(&civilians)?,
        " of the ",
        noun(desk),
        " (",
        part,
        ") were directed against civilians, with ",
    ]
    .then(toll(desk, &deaths, None)?)
    .with(" deaths.");
    let mut blocks = vec![Block::Paragraph(vec![words]), Block::Table(kinds(desk)?)];
    if let Some(figure) = opponents(desk)? {
        blocks.push(Block::Figure(Box::new(figure)));
    }
    Ok(blocks)
}

fn kinds(desk: &Desk<'_>) -> Result<Table, Unanswered> {
    let by = desk.whole(Measure::Events).by(By::Type);
    let deaths = desk.whole(Measure::Fatalities).by(By::Type);
    let mut rows = Vec::new();
    for (key, _) in ranked(&*desk.counted(&by)?) {
        rows.push(vec![
            Piece::name(desk.instrument.label(By::Type, &key)).into(),
            desk.n(&by, Some(&key), Tally::Value)?.into(),
            toll(desk, &deaths, Some(&key))?,
        ]);
    }
    Ok(Table {
        caption: "Kinds of violence".into(),
        columns: vec!["kind".into(), noun(desk).into(), "deaths, best (low–high)".into()],
        rows,
        numbers_from: 1,
    })
}

fn opponents(desk: &Desk<'_>) -> Result<Option<Figure>, Unanswered> {
    let by = desk.whole(Measure::Events).by(By::Actor);
    let deaths = desk.whole(Measure::Fatalities).by(By::Actor);
    let own = &desk.instrument.subject();
    let mut others = ranked(&*desk.counted(&by)?);
    others.retain(|(key, _)| *key != own.id && *key != own.name);
    let (mut parts, mut rows) = (Vec::new(), Vec::new());
    for (key, value) in others.into_iter().take(LISTED) {
        let name = desk.instrument.label(By::Actor, &key);
        let number = desk.n(&by, Some(&key), Tally::Value)?;
        parts.push(Ranked { name: name.clone(), value, number: number.clone() });
        rows.push(vec![Piece::name(name).into(), number.into(), toll(desk, &deaths, Some(&key))?]);
    }
    if parts.is_empty() {
        return Ok(None);
    }
    let table = Table {
        caption: "On the other side, the most frequent".into(),
        columns: vec![
            "who".into(),
            noun(desk).into(),
            "deaths of both sides, best (low–high)".into(),
        ],
        rows,
        numbers_from: 1,
    };
    let caption = say![
        "On the other side, the most frequent. An incident with several opponents counts for each."
    ];
    Ok(Some(Figure { caption, drawing: rank("opponents".into(), &parts), table }))
}
