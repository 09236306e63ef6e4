//! Citations and licences of what is in the brief.

use crate::desk::Desk;
use crate::document::{Block, Sentence, say};
use crate::instrument::Unanswered;
use crate::query::{Query, SourceField};
use crate::rendering::Rendering;

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    let sources = desk.instrument.sources()?;
    let mut points: Vec<Sentence> = Vec::new();
    let counted = |section: &String| ["restricted", "claims"].contains(&section.as_str());
    let counted = desk.request.sections.iter().any(counted);
    for source in sources.iter().filter(|source| source.open || counted) {
        let ask = |field| {
            desk.print(Query::Source { dataset: source.dataset.clone(), field }, Rendering::AsIs)
        };
        points.push(
            say![
                ask(SourceField::Citation)?,
                " Release: ",
                ask(SourceField::Releases)?,
                "; retrieved ",
                ask(SourceField::Accessed)?,
                "; licence ",
                ask(SourceField::Licence)?,
                " (",
                ask(SourceField::LicenceUrl)?,
                if source.open { ")." } else { "); counts of it only." },
            ]
            .exempt(),
        );
    }
    if points.is_empty() {
        points.push("The store holds no dataset that tells of the group.".into());
    }
    let notice = say![
        "Changes: rows were selected, counted and put together as said above; the map's outlines are those of Natural Earth. ",
        "Boundaries and names imply no opinion on their status.",
    ];
    Ok(vec![Block::List(points), Block::Paragraph(vec![notice])])
}
