//! By what means, where sources say it.

use super::{noun, ranked};
use crate::desk::Desk;
use crate::document::{Block, Figure, Piece, Table, say};
use crate::instrument::Unanswered;
use crate::query::{By, Measure, Query, Tally};
use crate::rendering::Rendering;
use crate::svg::{Ranked, rank};

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    let by = desk.whole(Measure::Events).by(By::Plover);
    let counted = desk.counted(&by)?;
    if counted.total.value <= 0.0 {
        return Ok(Vec::new());
    }
    // A mode is what an act was done with; an event without one says that something was done.
    let told: Vec<(String, f64)> =
        ranked(&counted).into_iter().filter(|(key, _)| key.contains('/')).collect();
    let all = desk.query(&by, None, Tally::Value);
    if told.is_empty() {
        return Ok(vec![Block::Paragraph(vec![say![
            "The sources do not say by what means: none of the ",
            desk.print(all, Rendering::Whole)?,
            " ",
            noun(desk),
            " has one. A dataset that codes who fought whom and how many died need not code the weapon.",
        ]])]);
    }
    let known = Query::Sum {
        of: told.iter().map(|(key, _)| desk.query(&by, Some(key), Tally::Value)).collect(),
    };
    let share = Query::Ratio { of: Box::new(known.clone()), to: Box::new(all) };
    let words = say![
        "The means are known of ",
        desk.print(known, Rendering::Whole)?,
        " of the ",
        noun(desk),
        " (",
        desk.print(share, Rendering::Percent)?,
        "); of the others no source says them.",
    ];
    let (mut parts, mut rows) = (Vec::new(), Vec::new());
    for (key, value) in told.into_iter().take(10) {
        let name = desk.instrument.label(By::Plover, &key);
        let number = desk.n(&by, Some(&key), Tally::Value)?;
        parts.push(Ranked { name: name.clone(), value, number: number.clone() });
        rows.push(vec![Piece::name(name).into(), number.into()]);
    }
    let table = Table {
        caption: "Means, where they are known".into(),
        columns: vec!["means".into(), noun(desk).into()],
        rows,
        numbers_from: 1,
    };
    let caption = say!["Means, in PLOVER's terms, where a source says them."];
    let figure = Figure { caption, drawing: rank("means".into(), &parts), table };
    Ok(vec![Block::Paragraph(vec![words]), Block::Figure(Box::new(figure))])
}
