//! What datasets count that may not be passed on: their aggregates, which may leave, with what is withheld.

use super::{ranked, toll};
use crate::desk::Desk;
use crate::document::{Block, Piece, Sentence, Table, say};
use crate::instrument::{Source, Unanswered};
use crate::query::{By, Count, Measure, Query, SourceField};
use crate::rendering::Rendering;

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    let sources = desk.instrument.sources()?;
    let closed: Vec<&Source> = sources.iter().filter(|source| !source.open).collect();
    if closed.is_empty() {
        return Ok(Vec::new());
    }
    let mut blocks = vec![Block::Paragraph(vec![
        "The terms of these datasets forbid passing on their rows and allow counts of them with a citation.".into(),
        "No row, place or toll of theirs is elsewhere in this brief, nor do they take part in its judgements; here each \
         dataset's own reports are counted, not incidents."
            .into(),
    ])];
    for source in closed {
        dataset(desk, source, &mut blocks)?;
    }
    Ok(blocks)
}

fn own(desk: &Desk<'_>, source: &Source, measure: Measure) -> Count {
    Count { reports_of: Some(source.dataset.clone()), ..desk.whole(measure) }
}

fn dataset(desk: &Desk<'_>, source: &Source, blocks: &mut Vec<Block>) -> Result<(), Unanswered> {
    let ask =
        |field, how| desk.print(Query::Source { dataset: source.dataset.clone(), field }, how);
    let events = own(desk, source, Measure::Events);
    let counted = desk.counted(&events)?;
    let name = || Piece::name(&source.dataset);
    let least = say![
        " A count with fewer than ",
        ask(SourceField::Least, Rendering::Whole)?,
        " events behind it is withheld and stands as –, and with it any other from which it could be reckoned."
    ];
    let mut text: Vec<Sentence> = Vec::new();
    if counted.total_withheld {
        text.push(say![
            name(),
            " has events of the group in these days, too few for a count of them to leave."
        ]);
        text.push(least);
    } else if counted.total.value <= 0.0 {
        text.push(say![
            name(),
            " has no event of the group in these days: ",
            desk.total(&events)?,
            "."
        ]);
    } else {
        let deaths = own(desk, source, Measure::Fatalities);
        text.push(
            say![
                name(),
                " has ",
                desk.total(&events)?,
                " reports of events of the group in these days, with "
            ]
            .then(toll(desk, &deaths, None)?)
            .with(" deaths."),
        );
        text.push(least);
    }
    text.push(
        say!["Its terms: ", ask(SourceField::Terms, Rendering::AsIs)?, ". To be cited as: "]
            .with(ask(SourceField::Citation, Rendering::AsIs)?)
            .exempt(),
    );
    blocks.push(Block::Paragraph(text));
    if counted.total_withheld || counted.total.value <= 0.0 {
        return Ok(());
    }
    for (by, caption) in [(By::Year, "by year"), (By::Country, "by country")] {
        blocks.push(Block::Table(table(desk, source, by, caption)?));
    }
    Ok(())
}

fn table(
    desk: &Desk<'_>,
    source: &Source,
    by: By,
    caption: &'static str,
) -> Result<Table, Unanswered> {
    let events = own(desk, source, Measure::Events).by(by);
    let deaths = own(desk, source, Measure::Fatalities).by(by);
    let counted = desk.counted(&events)?;
    let mut keys: Vec<String> = ranked(&counted).into_iter().map(|(key, _)| key).collect();
    keys.extend(counted.withheld.iter().cloned());
    if by == By::Year {
        keys.sort();
    }
    let mut rows = Vec::new();
    for key in keys {
        rows.push(vec![
            Piece::name(desk.instrument.label(by, &key)).into(),
            desk.n(&events, Some(&key), crate::query::Tally::Value)?.into(),
            toll(desk, &deaths, Some(&key))?,
        ]);
    }
    Ok(Table {
        caption: say![Piece::name(&source.dataset), ", ", caption],
        columns: vec![
            Sentence::from(if by == By::Year { "year" } else { "country" }),
            "events".into(),
            "deaths (low–high)".into(),
        ],
        rows,
        numbers_from: 1,
    })
}
