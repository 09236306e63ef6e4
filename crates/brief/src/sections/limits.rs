//! What the data cannot say: what each dataset covers and leaves out, and what follows for this brief.

use super::noun;
use crate::desk::Desk;
use crate::document::{Block, Piece, Sentence, say};
use crate::instrument::Unanswered;
use crate::query::{By, Measure, Query, SourceField, Tally};
use crate::rendering::Rendering;

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    let mut points = vec![
        Sentence::from(
            "Counts are reported events, not ground truth: where no reporter goes, nothing is reported.",
        ),
        "Deaths are of all sides together; whose they are is not told here.".into(),
        "Strength, intent, plans, money and support cannot be read off events.".into(),
    ];
    let events = desk.whole(Measure::Events);
    let total = desk.counted(&events)?.total.value;
    if total > 0.0 {
        points.push(vague(desk)?);
    }
    let sources = desk.instrument.sources()?;
    let closed: Vec<Sentence> = sources
        .iter()
        .filter(|source| !source.open)
        .map(|source| Sentence::from(Piece::name(&source.dataset)))
        .collect();
    if !closed.is_empty() {
        let counted = desk.request.sections.iter().any(|section| section == "restricted");
        points.push(say!["Rows of "].then(super::listed(closed, " and ")).with(if counted {
            " may not be passed on: only counts of them are in this brief, in the section on them and behind the verdicts \
             on claims, and small ones are withheld."
        } else {
            " may not be passed on, and no count of them is in this brief but those behind the verdicts on claims; \
             `bellwether count` gives counts of them, which may be cited."
        }));
    }
    let mut blocks = vec![Block::List(points)];
    for source in sources.iter().filter(|source| source.open) {
        let ask = |field| {
            desk.print(Query::Source { dataset: source.dataset.clone(), field }, Rendering::AsIs)
        };
        let mut text = say![Piece::name(&source.dataset), " covers: ", ask(SourceField::Covers)?];
        // A calendar speaks of no group.
        let holds = if source.data_until.is_some() {
            ". It speaks of the group as: "
        } else {
            ". It holds "
        };
        text = text.then(say![holds, ask(SourceField::Selector)?, "."]);
        if source.data_until.is_some() {
            text = text.then(say![
                " Where the group acts its events go from ",
                ask(SourceField::DataFrom)?,
                " to ",
                ask(SourceField::DataUntil)?,
                ".",
            ]);
        }
        blocks.push(Block::Paragraph(vec![text.exempt()]));
        let mut limits = Vec::new();
        for number in 0..source.limits.len() {
            let query = Query::Limit { dataset: source.dataset.clone(), number };
            limits.push(Sentence::from(desk.print(query, Rendering::AsIs)?).exempt());
        }
        if !limits.is_empty() {
            blocks.push(Block::List(limits));
        }
    }
    Ok(blocks)
}

/// The share of places that are not known.
fn vague(desk: &Desk<'_>) -> Result<Sentence, Unanswered> {
    let by = desk.whole(Measure::Events).by(By::Precision);
    let of = ["admin2", "admin1", "region", "country", "international"]
        .iter()
        .map(|word| desk.query(&by, Some(word), Tally::Value))
        .collect();
    let share = Query::Ratio {
        of: Box::new(Query::Sum { of }),
        to: Box::new(desk.query(&by, None, Tally::Value)),
    };
    Ok(say![
        "The place is known no better than to a unit for ",
        desk.print(share, Rendering::Percent)?,
        " of the ",
        noun(desk),
        "; what the map shows is where it is known.",
    ])
}
