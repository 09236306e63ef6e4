//! Briefs as a feed: for each group that is watched an entry with its judgement, which changes when the data do.

use std::process::ExitCode;

use bellwether_brief::{Block, Document, Sentence, form};
use bellwether_export::{FeedForm, FeedHead, feed};
use bellwether_model::{DatasetId, Notice};
use bellwether_store::{CommitKind, Snapshot};
use jiff::Timestamp;
use serde_json::json;

use super::{Ask, Leaving, make, written};
use crate::delivering::{hand_over, head};
use crate::failure::Failure;
use crate::session::Session;

/// Groups in a feed at most.
const GROUPS: usize = 100;

/// The sections that an entry holds; the whole is a question of its own.
const SECTIONS: [&str; 2] = ["judgement", "change"];

/// Writes the feed.
pub(super) fn run(session: &Session, feed_form: FeedForm) -> Result<ExitCode, Failure> {
    let store = session.store()?;
    let snapshot = store.snapshot(&session.as_of())?;
    let mut notices = Vec::new();
    let mut datasets: Vec<DatasetId> = Vec::new();
    for actor in watched(&snapshot)?.iter().take(GROUPS) {
        let sections = SECTIONS.iter().map(|&id| id.to_owned()).collect();
        let ask = Ask { sections, ..Ask::about(actor) };
        match make(session, &store, &ask) {
            Ok((document, own)) => {
                notices.push(notice(&document, changed(&snapshot)));
                datasets.extend(own);
            }
            // A group of which nothing may be passed on has no brief.
            Err(Failure::Data(why)) if why.contains("no event") => {
                session.say(&format!("note: no brief of {actor}: {why}"))
            }
            Err(other) => return Err(other),
        }
    }
    datasets.sort_unstable();
    datasets.dedup();
    let own = head(&snapshot, &store, None);
    let head =
        FeedHead { title: "Bellwether briefs".to_owned(), id: format!("{} briefs", own.id), ..own };
    let bytes = feed(feed_form, &head, &notices)?;
    let output = session.output()?;
    if output.leaves() {
        let word = if feed_form == FeedForm::Atom { "atom" } else { "jsonfeed" };
        let numbers = notices.len() as u64;
        written(
            session,
            &Leaving {
                command: "brief --feed",
                format: word,
                numbers,
                datasets: &datasets,
                bytes: &bytes,
                destination: "",
            },
        )?;
    }
    hand_over(session, &bytes)?;
    session.say(&format!("{} briefs in the feed", notices.len()));
    Ok(ExitCode::SUCCESS)
}

/// The groups that are watched, each once, in the order of their watches.
fn watched(snapshot: &Snapshot<'_>) -> Result<Vec<String>, Failure> {
    let mut all: Vec<String> = Vec::new();
    for watch in bellwether_vigil::book::watches(snapshot)? {
        all.extend(watch.actor.filter(|actor| !all.contains(actor)));
    }
    Ok(all)
}

/// When data last came in or were put together: what a brief says changes then and not with each watch.
fn changed(snapshot: &Snapshot<'_>) -> Timestamp {
    let commits = snapshot.commits().into_iter();
    let data =
        commits.filter(|commit| matches!(commit.kind, CommitKind::Ingest | CommitKind::Reconcile));
    data.map(|commit| commit.committed_at).max().unwrap_or(Timestamp::UNIX_EPOCH)
}

fn notice(document: &Document, updated: Timestamp) -> Notice {
    let request = &document.request;
    let judgement = document.sections.iter().filter(|section| section.id == "judgement");
    let said: Vec<String> = judgement
        .flat_map(|section| &section.blocks)
        .filter_map(|block| match block {
            Block::Judgement(sentences) => Some(joined(sentences)),
            _ => None,
        })
        .collect();
    let path = format!(
        "/api/v1/briefs/{}?from={}&to={}&data_version={}&format=html",
        request.actor, request.from, request.to, request.store_version
    );
    Notice {
        id: format!("brief:{}", request.actor),
        title: document.title(),
        summary: said.join(" "),
        body: format!("{}\nThe whole: {path}\n", form::text(document)),
        published: updated,
        updated,
        payload: json!({
            "actor": request.actor, "from": request.from, "to": request.to,
            "store_version": request.store_version, "digest": request.digest, "brief": path,
        }),
    }
}

fn joined(sentences: &[Sentence]) -> String {
    sentences.iter().map(Sentence::text).collect::<Vec<_>>().join(" ")
}
