//! Writing a brief: the sections in their order, then the checks without which it is not given out.

use crate::desk::Desk;
use crate::document::{Document, Piece, Section};
use crate::instrument::Instrument;
use crate::language;
use crate::sections::section;
use crate::{BriefError, Request};

/// Writes the brief that a request asks for.
///
/// # Errors
/// When the instrument cannot answer, a section does not exist, digits stand in words, or sentences break the rules of
/// language.
pub fn compose(instrument: &dyn Instrument, request: &Request) -> Result<Document, BriefError> {
    let desk = Desk::new(instrument, request);
    let mut sections = Vec::new();
    for id in &request.sections {
        let entry = section(id)?;
        instrument.progress(entry.title);
        let blocks = (entry.write)(&desk)?;
        if !blocks.is_empty() {
            sections.push(Section { id: entry.id, title: entry.title, blocks });
        }
    }
    let document = Document {
        request: request.clone(),
        subject: instrument.subject().clone(),
        sections,
        register: desk.into_register(),
    };
    no_digits_in_words(&document)?;
    let findings = language::check(&spoken(&document));
    if findings.is_empty() { Ok(document) } else { Err(BriefError::Language(findings)) }
}

/// The sentences that are the brief's own.
fn spoken(document: &Document) -> Vec<String> {
    let own = document
        .sentences()
        .into_iter()
        .filter(|(_, sentence)| !sentence.quoted && !sentence.exempt);
    own.map(|(_, sentence)| sentence.text()).collect()
}

fn no_digits_in_words(document: &Document) -> Result<(), BriefError> {
    for (section, sentence) in document.sentences() {
        for piece in &sentence.pieces {
            if let Piece::Words(words) = piece
                && words.chars().any(char::is_numeric)
            {
                return Err(BriefError::Unregistered {
                    section: section.to_owned(),
                    words: (*words).to_owned(),
                });
            }
        }
    }
    Ok(())
}
