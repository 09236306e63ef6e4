//! The later stretch of months held against the earlier, facet by facet.

use super::stretches::Stretches;
use super::{listed, noun, ranked};
use crate::desk::Desk;
use crate::document::{Block, Piece, Sentence, Table, say};
use crate::instrument::Unanswered;
use crate::query::{By, Count, Measure, Query, SourceField, Tally};
use crate::rendering::Rendering;

/// Units that are named at most.
const NAMED: usize = 6;

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    if desk.counted(&desk.whole(Measure::Events))?.total.value <= 0.0 {
        return Ok(Vec::new());
    }
    let Some(stretches) = Stretches::of(desk)? else { return Ok(Vec::new()) };
    let mut blocks = Vec::new();
    if let Some(ends) = ends(desk, &stretches)? {
        blocks.push(Block::Paragraph(vec![ends]));
    }
    if !stretches.is_covered {
        blocks.push(Block::Paragraph(vec![
            "The data begin too late for the later stretch to be held against an earlier one of the same length; a \
             difference between them would be one of coverage.".into(),
        ]));
        return Ok(blocks);
    }
    blocks.push(Block::Table(table(desk, &stretches)?));
    blocks.extend(units(desk, &stretches)?);
    Ok(blocks)
}

/// That the data end before the brief does.
fn ends(desk: &Desk<'_>, stretches: &Stretches) -> Result<Option<Sentence>, Unanswered> {
    let (Some(last), Some(dataset)) = (stretches.data_until, &stretches.last_dataset) else {
        return Ok(None);
    };
    if last >= desk.request.to || stretches.until >= desk.request.to {
        return Ok(None);
    }
    let day = desk.print(
        Query::Source { dataset: dataset.clone(), field: SourceField::DataUntil },
        Rendering::AsIs,
    )?;
    let ends = say!["The data end on ", day, ", before the last day of this brief"];
    Ok(Some(if last == stretches.until {
        ends.with(", and the later stretch ends with them.")
    } else {
        ends.then(say![
            ": the later stretch ends with the last whole month that they cover, on ",
            stretches.until,
            ".",
        ])
    }))
}

fn table(desk: &Desk<'_>, stretches: &Stretches) -> Result<Table, Unanswered> {
    let earlier = |measure| Count::between(measure, stretches.before, stretches.before_until());
    let later = |measure| Count::between(measure, stretches.since, stretches.until);
    let value = |count: &Count| desk.query(count, None, Tally::Value);
    let (e0, e1) = (earlier(Measure::Events), later(Measure::Events));
    let (d0, d1) = (earlier(Measure::Fatalities), later(Measure::Fatalities));
    let (c0, c1) = (e0.clone().against_civilians(), e1.clone().against_civilians());
    let (u0, u1) = (e0.clone().by(By::Admin1), e1.clone().by(By::Admin1));
    let ratio = |of: Query, to: Query| Query::Ratio { of: Box::new(of), to: Box::new(to) };
    let facets: [(&'static str, Query, Query, Rendering); 6] = [
        (noun(desk), value(&e0), value(&e1), Rendering::Whole),
        ("deaths, best estimate", value(&d0), value(&d1), Rendering::Whole),
        (
            "deaths per event",
            ratio(value(&d0), value(&e0)),
            ratio(value(&d1), value(&e1)),
            Rendering::Tenth,
        ),
        ("directed against civilians", value(&c0), value(&c1), Rendering::Whole),
        (
            "the same as a share",
            ratio(value(&c0), value(&e0)),
            ratio(value(&c1), value(&e1)),
            Rendering::Percent,
        ),
        (
            "first-level units with an event",
            desk.query(&u0, None, Tally::Parts),
            desk.query(&u1, None, Tally::Parts),
            Rendering::Whole,
        ),
    ];
    let mut rows = Vec::new();
    for (facet, before, after, rendering) in facets {
        let (from, to) = (Box::new(before.clone()), Box::new(after.clone()));
        // A share of a share would be read as a share.
        let (change, how) = if rendering == Rendering::Percent {
            (Query::Less { of: to, less: from }, Rendering::Points)
        } else {
            (Query::Change { from, to }, Rendering::Change)
        };
        rows.push(vec![
            facet.into(),
            desk.print(before, rendering)?.into(),
            desk.print(after, rendering)?.into(),
            desk.print(change, how)?.into(),
        ]);
    }
    Ok(Table {
        caption: "Two stretches of equal length".into(),
        columns: vec![
            "".into(),
            say![stretches.before, " to ", stretches.before_until()],
            say![stretches.since, " to ", stretches.until],
            "change".into(),
        ],
        rows,
        numbers_from: 1,
    })
}

/// Units that came and went.
fn units(desk: &Desk<'_>, stretches: &Stretches) -> Result<Option<Block>, Unanswered> {
    let earlier =
        Count::between(Measure::Events, stretches.before, stretches.before_until()).by(By::Admin1);
    let later = Count::between(Measure::Events, stretches.since, stretches.until).by(By::Admin1);
    let (before, after) = (desk.counted(&earlier)?, desk.counted(&later)?);
    let missing = |counted: &crate::instrument::Counted, key: &str| {
        counted.parts.get(key).is_none_or(|part| part.value <= 0.0)
    };
    let named = |count: &Count, keys: Vec<String>| -> Result<Option<Sentence>, Unanswered> {
        let mut parts = Vec::new();
        for key in keys.iter().take(NAMED) {
            let label = Piece::name(desk.instrument.label(By::Admin1, key));
            parts.push(say![label, " (", desk.n(count, Some(key), Tally::Value)?, ")"]);
        }
        let more = keys.len() > NAMED;
        Ok((!parts.is_empty()).then(|| {
            let all = listed(parts, ", ");
            if more { all.with(", and others with fewer") } else { all }
        }))
    };
    let new = ranked(&after)
        .into_iter()
        .map(|(key, _)| key)
        .filter(|key| missing(&before, key))
        .collect();
    let gone = ranked(&before)
        .into_iter()
        .map(|(key, _)| key)
        .filter(|key| missing(&after, key))
        .collect();
    let mut points = Vec::new();
    if let Some(names) = named(&later, new)? {
        points.push(
            say!["Units with ", noun(desk), " in the later stretch and none in the earlier: "]
                .then(names)
                .with("."),
        );
    }
    if let Some(names) = named(&earlier, gone)? {
        points.push(
            say!["Units with ", noun(desk), " in the earlier stretch and none in the later: "]
                .then(names)
                .with("."),
        );
    }
    Ok((!points.is_empty()).then_some(Block::List(points)))
}
