//! `code --keep`: texts into the store.

use std::process::ExitCode;

use serde_json::json;

use super::reading::Texts;
use super::{CodeArgs, Text};
use crate::assist::SecondReader;
use crate::failure::Failure;
use crate::news::{Keeping, Source, keep};
use crate::output::{Cell, Grid};
use crate::session::Session;

/// Brings the texts in and says what came of them.
pub(super) fn run(
    session: &Session,
    args: &CodeArgs,
    texts: Texts<'_>,
) -> Result<ExitCode, Failure> {
    let mut texts = texts.peekable();
    let only = args.url.as_ref().map(|url| only(&mut texts, url)).transpose()?;
    let reader = SecondReader::of(session, &args.assist)?;
    let output = session.output()?;
    let store = session.store_or_new()?;
    let files: Vec<String> = args.files.iter().map(|file| file.display().to_string()).collect();
    let keeping = Keeping {
        file: match files.as_slice() {
            [first, .., _] => format!("{first} and {} more", files.len() - 1),
            _ => files.concat(),
        },
        written: args.written,
        retrieved_at: jiff::Timestamp::now(),
        checkpoint: None,
        origin: None,
    };
    let source = Source { name: args.source.clone(), grade: args.grade.unwrap_or_default() };
    let texts = only.map(Ok).into_iter().chain(texts);
    let documents = texts.map(|text| text.map(|text| text.document));
    let kept = keep(session, &store, documents, &source, &keeping, reader.as_ref())?;
    if let Some(reader) = &reader {
        session.say(&reader.words());
    }
    if kept.left_out > 0 {
        session.say(&format!(
            "{} events and statements were left out: denied, supposed, still to come, or without a day; \
             `bellwether code --explain` shows them",
            kept.left_out
        ));
    }
    if kept.committed {
        session.say("`bellwether reconcile` puts the reports together with those of other sources");
    }
    let mut grid = Grid::new(&[
        "texts",
        "added",
        "changed",
        "unchanged",
        "copies",
        "left out",
        "reports added",
        "reports changed",
        "reports withdrawn",
        "statements",
    ]);
    grid.push(vec![
        Cell::from(kept.texts),
        kept.added.into(),
        kept.changed.into(),
        kept.unchanged.into(),
        kept.copies.into(),
        kept.left_out.into(),
        kept.counts.added.into(),
        kept.counts.changed.into(),
        kept.counts.withdrawn.into(),
        kept.counts.statements.into(),
    ]);
    let mut document = json!({ "kept": kept });
    if let Some(reader) = &reader {
        document["assist"] = reader.report();
    }
    output.catalogue(&grid, &document)?;
    Ok(ExitCode::SUCCESS)
}

/// The one text that an address is given for.
fn only(texts: &mut std::iter::Peekable<Texts<'_>>, url: &str) -> Result<Text, Failure> {
    let first = texts.next().transpose()?;
    match (first, texts.peek()) {
        (Some(mut one), None) => {
            one.document.url = Some(url.to_owned());
            Ok(one)
        }
        (first, _) => Err(Failure::Usage(format!(
            "--url is the address of one text, and there {}; give one, or feeds, pages or lines of JSON that say \
             their addresses themselves",
            if first.is_some() { "are several" } else { "is none" }
        ))),
    }
}
