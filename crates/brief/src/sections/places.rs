//! Where: the map with the precision of each place, and the units.

use super::{noun, ranked, toll};
use crate::desk::Desk;
use crate::document::{Block, Figure, Piece, Sentence, Table, say};
use crate::instrument::Unanswered;
use crate::map::map;
use crate::query::{By, Constant, Measure, Query, Tally};
use crate::rendering::Rendering;

/// Units that are listed.
const LISTED: usize = 12;

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    let events = desk.whole(Measure::Events);
    if desk.counted(&events)?.total.value <= 0.0 {
        return Ok(Vec::new());
    }
    let precision = events.clone().by(By::Precision);
    let of = |words: &[&str]| -> Result<Piece, Unanswered> {
        let of =
            words.iter().map(|word| desk.query(&precision, Some(word), Tally::Value)).collect();
        desk.print(Query::Sum { of }, Rendering::Whole)
    };
    let near = desk.print(Query::Constant { name: Constant::NearKm }, Rendering::Whole)?;
    let known = say![
        of(&["exact", "near"])?,
        " located to the place or to about ",
        near,
        " km, ",
        of(&["admin2", "admin1"])?,
        " to a district or province only, ",
        of(&["region", "country", "international"])?,
        " to the country or less",
    ];
    let table = units(desk)?;
    let incidents = desk.instrument.incidents()?;
    let title = format!("Map of {}", noun(desk));
    let mut blocks = match map(desk, title, &incidents)? {
        None => vec![
            Block::Paragraph(vec![
                say!["Of the ", noun(desk), ", "].then(known).with(": there is no map to draw."),
            ]),
            Block::Table(table),
        ],
        Some(drawing) => {
            let caption = say!["Where, as far as it is known: "].then(known).with(
                ". What is known to the country alone is \
                 counted here and drawn nowhere.",
            );
            vec![Block::Figure(Box::new(Figure { caption, drawing, table }))]
        }
    };
    if let Some(countries) = countries(desk)? {
        blocks.insert(0, Block::Paragraph(vec![countries]));
    }
    Ok(blocks)
}

/// The countries, where there are several.
fn countries(desk: &Desk<'_>) -> Result<Option<Sentence>, Unanswered> {
    let by = desk.whole(Measure::Events).by(By::Country);
    let counted = desk.counted(&by)?;
    let all = ranked(&counted);
    if all.len() < 2 {
        return Ok(None);
    }
    let mut parts = Vec::new();
    for (key, _) in all {
        let label = Piece::name(desk.instrument.label(By::Country, &key));
        parts.push(say![label, " (", desk.n(&by, Some(&key), Tally::Value)?, ")"]);
    }
    Ok(Some(say!["Countries: "].then(super::listed(parts, " and ")).with(".")))
}

fn units(desk: &Desk<'_>) -> Result<Table, Unanswered> {
    let by = desk.whole(Measure::Events).by(By::Admin1);
    let deaths = desk.whole(Measure::Fatalities).by(By::Admin1);
    let counted = desk.counted(&by)?;
    let all = ranked(&counted);
    let mut rows = Vec::new();
    for (key, _) in all.iter().take(LISTED) {
        let share = Query::Ratio {
            of: Box::new(desk.query(&by, Some(key), Tally::Value)),
            to: Box::new(desk.query(&desk.whole(Measure::Events), None, Tally::Value)),
        };
        let label = desk.instrument.label(By::Admin1, key);
        let label = if label.is_empty() { "unit not known".to_owned() } else { label };
        rows.push(vec![
            Piece::name(label).into(),
            desk.n(&by, Some(key), Tally::Value)?.into(),
            desk.print(share, Rendering::Percent)?.into(),
            toll(desk, &deaths, Some(key))?,
        ]);
    }
    let caption = if all.len() > LISTED {
        say![
            "The first-level units with the most, of ",
            desk.n(&by, None, Tally::Parts)?,
            " in all"
        ]
    } else {
        "First-level units".into()
    };
    Ok(Table {
        caption,
        columns: vec![
            "unit".into(),
            noun(desk).into(),
            "share".into(),
            "deaths, best (low–high)".into(),
        ],
        rows,
        numbers_from: 1,
    })
}
