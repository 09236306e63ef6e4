//! How many fighters, as ranges, each with who says so; and what else is said of the group.

use crate::desk::Desk;
use crate::document::{Block, Piece, Sentence, Table, say};
use crate::instrument::Unanswered;
use crate::query::{Query, StatementField};
use crate::rendering::Rendering;

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    let statements = desk.instrument.statements();
    let mut blocks = Vec::new();
    let mut rows = Vec::new();
    let mut others = Vec::new();
    // Numbers that the section on claims holds against the store are said there.
    let apart = desk.request.sections.iter().any(|section| section == "claims");
    for (number, statement) in statements.iter().enumerate() {
        let ask = |field, how| desk.print(Query::Statement { number, field }, how);
        let source = || -> Result<Sentence, Unanswered> {
            let whom = match &statement.attributed_to {
                None => Sentence::default(),
                Some(_) => say![ask(StatementField::AttributedTo, Rendering::AsIs)?, ", in "],
            };
            let hand = if statement.second_hand { " (read at second hand)" } else { "" };
            Ok(whom.then(say![ask(StatementField::Source, Rendering::AsIs)?, hand]))
        };
        if statement.is_claim && apart {
            continue;
        }
        if statement.is_strength {
            let when = match &statement.as_of {
                Some(_) => ask(StatementField::AsOf, Rendering::AsIs)?,
                None => Piece::Words("not dated"),
            };
            rows.push(vec![
                when.into(),
                ask(StatementField::Low, Rendering::Whole)?.into(),
                ask(StatementField::High, Rendering::Whole)?.into(),
                Sentence::from(Piece::name(&statement.unit)),
                Sentence::from(ask(StatementField::Text, Rendering::AsIs)?).quoted(),
                source()?,
            ]);
        } else {
            let text = Sentence::from(ask(StatementField::Text, Rendering::AsIs)?);
            others.push(text.then(say![" ["]).then(source()?).then(say!["]"]).quoted());
        }
    }
    if rows.is_empty() {
        blocks.push(Block::Paragraph(vec![
            "The registry holds no sourced figure for the number of its fighters, and none can be computed from events.".into(),
        ]));
    } else {
        blocks.push(Block::Paragraph(vec![
            "These are other people's estimates, made in different ways; none is computed from the events of this brief, \
             and a change from one to the next may be one of the counting.".into(),
        ]));
        blocks.push(Block::Table(Table {
            caption: "Number of fighters".into(),
            columns: vec![
                "as of".into(),
                "at least".into(),
                "at most".into(),
                "of".into(),
                "in the source's words".into(),
                "said by, read in".into(),
            ],
            rows,
            numbers_from: 99,
        }));
    }
    if !others.is_empty() {
        blocks.push(Block::Paragraph(vec![
            "What else sources say of the group, in their words:".into(),
        ]));
        blocks.push(Block::List(others));
    }
    Ok(blocks)
}
