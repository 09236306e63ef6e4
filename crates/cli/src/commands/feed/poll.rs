//! Asking feeds for what is new.

use std::process::ExitCode;

use bellwether_coder::input::{self, Form, INPUT_LIMITS};
use bellwether_fetch::{FetchError, Fetcher, Kind, Request};
use bellwether_store::Store;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;

use super::book::{Feeds, Subscription, unknown};
use crate::commands::fetch::fetcher;
use crate::failure::Failure;
use crate::news::{Keeping, Kept, Origin, Source, keep};
use crate::output::{Cell, Grid};
use crate::schedule::Schedule;
use crate::session::Session;

/// What a poll of one feed came to.
#[derive(Debug, Serialize)]
struct Polled {
    feed: String,
    /// Nothing, where the feed is what it was.
    kept: Option<Kept>,
    error: Option<String>,
}

/// Polls the feeds that are named, or all that are not gone.
pub(super) fn run(session: &Session, names: &[String]) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let feeds = Feeds::open(store.path())?;
    if let Some(name) = names.iter().find(|name| !feeds.all.contains_key(*name)) {
        return Err(unknown(name));
    }
    let wanted = |name: &str, feed: &Subscription| {
        if names.is_empty() { !feed.gone } else { names.iter().any(|own| own == name) }
    };
    let polled = poll(session, &store, feeds, wanted)?;
    let mut grid = Grid::new(&["feed", "items", "new", "changed", "copies", "state"]);
    for one in &polled {
        let kept = one.kept.clone().unwrap_or_default();
        let state = match (&one.error, &one.kept) {
            (Some(error), _) => error.clone(),
            (None, Some(_)) => "read".to_owned(),
            (None, None) => "as it was".to_owned(),
        };
        grid.push(vec![
            Cell::Text(one.feed.clone()),
            Cell::from(kept.texts),
            Cell::from(kept.added),
            Cell::from(kept.changed),
            Cell::from(kept.copies),
            Cell::Text(state),
        ]);
    }
    output.catalogue(&grid, &json!({ "feeds": polled }))?;
    let failed: Vec<&str> = polled.iter().filter_map(|one| one.error.as_deref()).collect();
    if failed.is_empty() {
        Ok(ExitCode::SUCCESS)
    } else {
        // The others are in; that these are not is said in full.
        failed.iter().for_each(|error| session.say(error));
        Ok(ExitCode::from(5))
    }
}

/// Polls the feeds that are due; a line about each of which there is something to say.
pub(crate) fn poll_due(session: &Session, store: &Store) -> Result<Vec<String>, Failure> {
    let now = Timestamp::now();
    let due = |_: &str, feed: &Subscription| {
        let schedule = Schedule::of(Some(&feed.every), None);
        let late = |asked| schedule.is_ok_and(|schedule| schedule.due(asked) <= now);
        !feed.gone && feed.asked.is_none_or(|asked| asked > now || late(asked))
    };
    let polled = poll(session, store, Feeds::open(store.path())?, due)?;
    let line = |one: Polled| match (one.error, one.kept) {
        (Some(error), _) => Some(error),
        (None, Some(kept)) => Some(format!("feed {}: {} new items", one.feed, kept.added)),
        (None, None) => None,
    };
    Ok(polled.into_iter().filter_map(line).collect())
}

fn poll(
    session: &Session,
    store: &Store,
    mut feeds: Feeds,
    wanted: impl Fn(&str, &Subscription) -> bool,
) -> Result<Vec<Polled>, Failure> {
    let asked: Vec<(String, Subscription)> = feeds
        .all
        .iter()
        .filter(|(name, feed)| wanted(name, feed))
        .map(|(name, feed)| (name.clone(), feed.clone()))
        .collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let fetcher = fetcher(session, store)?;
    let mut polled = Vec::new();
    for (name, mut feed) in asked {
        let outcome = one(session, store, &fetcher, &name, &mut feed);
        feed.asked = Some(Timestamp::now());
        let (kept, error) = match outcome {
            Ok(kept) => (kept, None),
            Err(Failure::Fetch(FetchError::Status { status: 410, .. })) => {
                feed.gone = true;
                let remedy = "gone for good (410); add its new address, or remove it";
                (None, Some(format!("feed {name}: {remedy}")))
            }
            Err(failure) => (None, Some(format!("feed {name}: {failure}"))),
        };
        if error.is_none() {
            feed.had = feed.asked;
            feed.gone = false;
            feed.failures = 0;
            feed.failing_since = None;
        } else {
            feed.failures = feed.failures.saturating_add(1);
            feed.failing_since = feed.failing_since.or(feed.asked);
        }
        let added = kept.as_ref().map_or(0, |kept| kept.added);
        if added > 0 {
            feed.newest = feed.asked;
        }
        feed.items += added;
        feed.error.clone_from(&error);
        feeds.change(|all| {
            // One that was removed or given another address meanwhile is not brought back.
            if let Some(own) = all.get_mut(&name).filter(|own| own.url == feed.url) {
                *own = feed;
            }
            Ok(())
        })?;
        polled.push(Polled { feed: name, kept, error });
    }
    Ok(polled)
}

/// Fetches one feed and keeps what its items say; nothing where it is what was read last. Its bytes hold the words of
/// the items, which are their publisher's: unless they are to be kept, they are gone before anything is read of them.
fn one(
    session: &Session,
    store: &Store,
    fetcher: &Fetcher,
    name: &str,
    feed: &mut Subscription,
) -> Result<Option<Kept>, Failure> {
    let request = Request::new(&feed.url, Kind::Feed).unless(feed.last.clone());
    let fetched = fetcher.fetch(&request)?;
    let retrieval = fetched.retrieval;
    if feed.sha256.as_ref() == Some(&retrieval.sha256) {
        if !feed.keep_bytes {
            fetcher.raw().forget(&retrieval)?;
        }
        return Ok(None);
    }
    let bytes = std::fs::read(&fetched.path).map_err(Failure::io("read", &fetched.path))?;
    if !feed.keep_bytes {
        fetcher.raw().forget(&retrieval)?;
    }
    let read = input::contents(&bytes, Form::Feed, None, &INPUT_LIMITS).map_err(|error| {
        Failure::Data(format!(
            "{}: {error}; is this the address of the feed, and not of a page?",
            feed.url
        ))
    })?;
    // A bad item costs itself.
    read.faults.iter().for_each(|fault| session.say(&format!("feed {name}: {fault}; left out")));
    let source =
        Source { name: Some(name.to_owned()), grade: feed.grade.parse().map_err(Failure::Data)? };
    let keeping = Keeping {
        file: feed.url.clone(),
        written: None,
        retrieved_at: retrieval.retrieved_at,
        checkpoint: None,
        origin: Some(Origin {
            name: name.to_owned(),
            sha256: retrieval.sha256.clone(),
            url: feed.url.clone(),
        }),
    };
    let documents = read.documents.into_iter().map(Ok);
    let kept = keep(session, store, documents, &source, &keeping, None)?;
    feed.sha256 = Some(retrieval.sha256.clone());
    feed.last = Some(retrieval);
    Ok(Some(kept))
}
