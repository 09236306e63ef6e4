//! How many, month by month.

use super::noun;
use super::stretches::Stretches;
use crate::desk::Desk;
use crate::document::{Block, Figure, Piece, Sentence, Table, say};
use crate::instrument::Unanswered;
use crate::query::{By, Measure, Query, SpanField, Tally};
use crate::rendering::Rendering;
use crate::silence;
use crate::svg::{Bar, bars};

/// The letters of the months.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    let monthly = desk.whole(Measure::Events).by(By::Month);
    let counted = desk.counted(&monthly)?;
    if counted.total.value <= 0.0 {
        return Ok(Vec::new());
    }
    let keys = months(desk)?;
    let recent = Stretches::of(desk)?.map(|stretches| stretches.since.to_string());
    let value = |key: &String| counted.parts.get(key).map_or(0.0, |part| part.value);
    let chart: Vec<Bar> = keys
        .iter()
        .map(|key| Bar {
            label: (key.ends_with("-01") && is_named(key, keys.len())).then(|| key[..4].to_owned()),
            value: value(key),
            range: None,
            recent: recent.as_ref().is_some_and(|since| key.as_str() >= &since[..7]),
        })
        .collect();
    let title = format!("{} by month", noun(desk));
    let drawing = bars(desk, title, &chart, 150.0)?;
    let top = keys.iter().max_by(|a, b| value(a).total_cmp(&value(b)).then_with(|| b.cmp(a)));
    let mut words = say![noun_at_start(desk), " by month"];
    if let Some(top) = top {
        words = words.then(say![
            "; the most, ",
            desk.n(&monthly, Some(top), Tally::Value)?,
            ", in ",
            Piece::name(top),
        ]);
    }
    let quiet = keys.iter().filter(|key| value(key) <= 0.0).count();
    words = words
        .with(". The last bars, in the second colour, are the later stretch of the comparison");
    words = words.with(if quiet == 0 {
        "; no month is without any."
    } else {
        "; a gap is a month without any."
    });
    let table = table(desk, &keys)?;
    let mut blocks = vec![Block::Figure(Box::new(Figure { caption: words, drawing, table }))];
    let counts: Vec<f64> = keys.iter().map(value).collect();
    if let Some((begin, length)) = silence::longest(&counts) {
        blocks.push(Block::Paragraph(silent(desk, begin, length)?));
    }
    Ok(blocks)
}

/// That nothing is reported for a long time although something is before and after.
fn silent(desk: &Desk<'_>, begin: usize, length: usize) -> Result<Vec<Sentence>, Unanswered> {
    let month = |at: usize| {
        let span = jiff::Span::new().months(i64::try_from(at).unwrap_or(i64::MAX));
        let first = desk.request.from.first_of_month();
        first.checked_add(span).unwrap_or(first)
    };
    let edge = |from, to, field| desk.print(Query::Span { from, to, field }, Rendering::AsIs);
    let (first, next) = (month(begin), month(begin + length));
    Ok(vec![
        say![
            "Between ",
            edge(None, Some(first), SpanField::Last)?,
            " and ",
            edge(Some(next), None, SpanField::First)?,
            " none is reported, although some are before and after.",
        ],
        "So long a silence may be the group's own, or that of a dataset which counts its acts under another name for that \
         time; what is known of that stands below the judgement, and a comparison across it says little."
            .into(),
    ])
}

fn noun_at_start(desk: &Desk<'_>) -> &'static str {
    if desk.request.unit == "reports" { "Reported events" } else { "Incidents" }
}

/// Years that the axis names: all of up to fifteen, else every fifth.
pub(super) fn is_named(key: &str, months: usize) -> bool {
    months <= 15 * 12 || key[..4].parse::<i32>().is_ok_and(|year| year % 5 == 0)
}

/// The keys of the months of the brief that the data reach: after their end there is nothing to count, not nought.
pub(super) fn months(desk: &Desk<'_>) -> Result<Vec<String>, Unanswered> {
    let mut keys = Vec::new();
    let sources = desk.instrument.sources()?;
    let until =
        sources.iter().filter(|source| source.open).filter_map(|source| source.data_until).max();
    let to = until.map_or(desk.request.to, |until| until.min(desk.request.to));
    let mut day = desk.request.from.first_of_month();
    while day <= to {
        keys.push(format!("{:04}-{:02}", day.year(), day.month()));
        let Ok(next) = day.last_of_month().tomorrow() else { break };
        day = next;
    }
    Ok(keys)
}

/// A row a year, a column a month.
fn table(desk: &Desk<'_>, keys: &[String]) -> Result<Table, Unanswered> {
    let monthly = desk.whole(Measure::Events).by(By::Month);
    let yearly = desk.whole(Measure::Events).by(By::Year);
    let mut years: Vec<&str> = keys.iter().map(|key| &key[..4]).collect();
    years.dedup();
    let mut rows = Vec::new();
    for year in years {
        let mut row: Vec<Sentence> = vec![Piece::name(year).into()];
        for month in 1..=12 {
            let key = format!("{year}-{month:02}");
            row.push(if keys.contains(&key) {
                desk.n(&monthly, Some(&key), Tally::Value)?.into()
            } else {
                "".into()
            });
        }
        row.push(desk.n(&yearly, Some(year), Tally::Value)?.into());
        rows.push(row);
    }
    let mut columns: Vec<Sentence> = vec!["year".into()];
    columns.extend(MONTHS.map(Sentence::from));
    columns.push("all".into());
    Ok(Table { caption: say![noun_at_start(desk), " by month"], columns, rows, numbers_from: 1 })
}
