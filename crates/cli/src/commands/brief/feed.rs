//! Briefs as a feed: for each group that is watched an entry with its judgement, which changes when the data do.
//!
//! An entry is of the version of the store with which data last came in or were put together, so what a watch or a
//! judgement writes down makes none anew. A server keeps the entries of that version ([`Entries`]): each is made once,
//! also where the time of the question that asked for it was over before all were made.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use bellwether_brief::{Block, Document, Sentence, form};
use bellwether_export::{FeedForm, FeedHead, feed};
use bellwether_model::{DatasetId, Notice};
use bellwether_store::{CommitKind, Snapshot, Store};
use jiff::Timestamp;
use serde_json::json;

use super::{Ask, Leaving, make_of, written};
use crate::delivering::{hand_over, head};
use crate::failure::Failure;
use crate::reconciling::leaving_snapshot;
use crate::session::Session;

/// Groups in a feed at most.
const GROUPS: usize = 100;

/// What an entry holds; the whole is a question of its own.
const SECTION: &str = "judgement";

/// An entry with the datasets behind it, or why there is none.
type Entry = Result<(Notice, Vec<DatasetId>), String>;

/// Entries that were made already, by actor, of one version of the store.
#[derive(Debug, Default)]
pub(crate) struct Entries(Mutex<(i64, BTreeMap<String, Arc<Entry>>)>);

impl Entries {
    fn find(&self, version: i64, actor: &str) -> Option<Arc<Entry>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (kept.0 == version).then(|| kept.1.get(actor).cloned()).flatten()
    }

    /// Keeps an entry; those of an earlier version go.
    fn keep(&self, version: i64, actor: &str, entry: &Arc<Entry>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 < version {
            *kept = (version, BTreeMap::new());
        }
        if kept.0 == version {
            kept.1.insert(actor.to_owned(), Arc::clone(entry));
        }
    }
}

/// Writes the feed.
pub(super) fn run(session: &Session, feed_form: FeedForm) -> Result<ExitCode, Failure> {
    let store = session.store()?;
    let snapshot = store.snapshot(&session.as_of())?;
    let mut notices: Vec<Notice> = Vec::new();
    let mut datasets: Vec<DatasetId> = Vec::new();
    for (actor, entry) in entries(session, &store, &watched(&snapshot)?)? {
        match &*entry {
            Ok((notice, own)) => {
                notices.push(notice.clone());
                datasets.extend(own.iter().cloned());
            }
            Err(why) => session.say(&format!("note: no brief of {actor}: {why}")),
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

/// The entries of these groups, in their order: those that are kept, and the others made from one snapshot.
fn entries(
    session: &Session,
    store: &Store,
    actors: &[String],
) -> Result<Vec<(String, Arc<Entry>)>, Failure> {
    let Some((version, updated)) = changed(session, store)? else { return Ok(Vec::new()) };
    let day = session.as_of().date;
    let session = &session.at(day, Some(version));
    // Of an earlier day nothing is kept: nobody asks twice.
    let kept = session.entries().filter(|_| day.is_none());
    let mut snapshot = None;
    let mut all = Vec::new();
    for actor in actors.iter().take(GROUPS) {
        let before = kept.and_then(|kept| kept.find(version, actor));
        let entry = match before {
            Some(entry) => entry,
            None => {
                if snapshot.is_none() {
                    snapshot = Some(leaving_snapshot(session, store, true, None)?);
                }
                let snapshot = snapshot.as_ref().expect("just opened");
                let entry = Arc::new(entry(session, store, snapshot, actor, updated)?);
                kept.iter().for_each(|kept| kept.keep(version, actor, &entry));
                entry
            }
        };
        all.push((actor.clone(), entry));
    }
    Ok(all)
}

fn entry(
    session: &Session,
    store: &Store,
    snapshot: &Snapshot<'_>,
    actor: &str,
    updated: Timestamp,
) -> Result<Entry, Failure> {
    let ask = Ask { sections: vec![SECTION.to_owned()], ..Ask::about(actor) };
    match make_of(session, store, snapshot, &ask) {
        Ok((document, datasets)) => Ok(Ok((notice(&document, updated), datasets))),
        // Nothing of it may be passed on, or it is no longer in the registry.
        Err(Failure::NoEvents(why) | Failure::Unknown(why)) => Ok(Err(why)),
        Err(other) => Err(other),
    }
}

/// The groups that are watched, each once, in the order of their watches.
fn watched(snapshot: &Snapshot<'_>) -> Result<Vec<String>, Failure> {
    let mut all: Vec<String> = Vec::new();
    for watch in bellwether_vigil::book::watches(snapshot)? {
        all.extend(watch.actor.filter(|actor| !all.contains(actor)));
    }
    Ok(all)
}

/// The version with which data last came in or were put together, of those that are asked for, and when that was: what a
/// brief says changes then and not with each watch.
fn changed(session: &Session, store: &Store) -> Result<Option<(i64, Timestamp)>, Failure> {
    let newest = session.as_of().store_version.unwrap_or(i64::MAX);
    let data = store.commits()?.into_iter().filter(|commit| {
        matches!(commit.kind, CommitKind::Ingest | CommitKind::Reconcile)
            && commit.store_version <= newest
    });
    let last = data.max_by_key(|commit| commit.store_version);
    Ok(last.map(|commit| (commit.store_version, commit.committed_at)))
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
    // Of what is known when it is opened, so that the alerts of later runs are in it.
    let path = format!(
        "/api/v1/briefs/{}?from={}&to={}&format=html",
        request.actor, request.from, request.to
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
