//! Who the brief is about: names, what it is, how it stands to others, and what a reader of its numbers must know.

use crate::desk::Desk;
use crate::document::{Block, Sentence, say};
use crate::instrument::Unanswered;
use crate::query::{Query, SubjectField};
use crate::rendering::Rendering;

/// Other names that are given.
const NAMES: usize = 12;

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    let subject = desk.instrument.subject();
    let ask = |field, number| desk.print(Query::Subject { field, number }, Rendering::AsIs);
    let mut first: Vec<Sentence> = Vec::new();
    if subject.line.is_some() {
        first.push(Sentence::from(ask(SubjectField::Line, 0)?).exempt());
    }
    let mut names = Vec::new();
    for number in 0..subject.names.len().min(NAMES) {
        names.push(Sentence::from(ask(SubjectField::Name, number)?));
    }
    if !names.is_empty() {
        first.push(say!["Also: "].then(super::listed(names, ", ")).with(".").exempt());
    }
    let mut blocks = Vec::new();
    if !first.is_empty() {
        blocks.push(Block::Paragraph(first));
    }
    if !desk.request.sections.iter().any(|section| section == "judgement") {
        blocks.extend(note(desk)?.map(|note| Block::Paragraph(vec![note])));
    }
    let mut relations = Vec::new();
    for number in 0..subject.relations.len() {
        relations.push(Sentence::from(ask(SubjectField::Relation, number)?).exempt());
    }
    if !relations.is_empty() {
        blocks.push(Block::List(relations));
    }
    Ok(blocks)
}

/// What a reader of the group's numbers must know, as the registry has it.
pub(super) fn note(desk: &Desk<'_>) -> Result<Option<Sentence>, Unanswered> {
    if desk.instrument.subject().note.is_none() {
        return Ok(None);
    }
    let note = Query::Subject { field: SubjectField::Note, number: 0 };
    Ok(Some(say!["Mind: ", desk.print(note, Rendering::AsIs)?].exempt()))
}
