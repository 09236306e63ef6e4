//! `feed`: news feeds that are asked again and again, their items kept as texts.

mod book;
mod poll;

use std::process::ExitCode;

use bellwether_fetch::address::permitted;
use bellwether_store::Store;
use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::json;

use crate::commands::fetch::policy;
use crate::failure::Failure;
use crate::news::Grade;
use crate::output::{Cell, Grid};
use crate::schedule::Schedule;
use crate::session::Session;
use book::{Feeds, Subscription};

pub(crate) use book::Freshness;
pub(crate) use poll::poll_due;

/// Arguments of `feed`.
#[derive(Debug, Args)]
#[command(
    after_help = "What the items say is kept, not their words; the pages that items link to are not fetched.\n\
Example: bellwether feed add https://example.org/news.xml --name gazette --grade B2 --every 6h; bellwether feed poll"
)]
pub(crate) struct FeedArgs {
    #[command(subcommand)]
    what: What,
}

/// What is done.
#[derive(Debug, Subcommand)]
enum What {
    /// Add a feed, or give one of this name another address, grade or schedule.
    Add(AddArgs),
    /// List the feeds: when each was last asked and had, when it last gave something new, and what went wrong.
    List,
    /// Remove a feed; what its items said stays.
    Remove {
        /// The feed.
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Ask feeds now for what is new.
    Poll {
        /// The feeds; all that are not gone if none is named.
        #[arg(value_name = "NAME")]
        names: Vec<String>,
    },
}

/// Arguments of `feed add`.
#[derive(Debug, Args)]
struct AddArgs {
    /// Its address: RSS, Atom or JSON Feed.
    #[arg(value_name = "URL")]
    url: String,
    /// Its name, also that of the outlet [default: its host].
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// How far the outlet is trusted, by the Admiralty code: a letter A to F and a digit 1 to 6.
    #[arg(long, default_value = "F6", value_name = "GRADE")]
    grade: Grade,
    /// In `watch serve`, asked again so long after the last time: 1d, 6h, 30m.
    #[arg(long, default_value = "1h", value_name = "SPAN")]
    every: String,
    /// Keep the bytes of the feed under `raw/`, and with them the words of its items; else only their SHA-256 stays.
    #[arg(long)]
    keep_bytes: bool,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &FeedArgs) -> Result<ExitCode, Failure> {
    match &args.what {
        What::Add(args) => add(session, args),
        What::List => list(session),
        What::Remove { name } => remove(session, name),
        What::Poll { names } => poll::run(session, names),
    }
}

fn add(session: &Session, args: &AddArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    Schedule::of(Some(&args.every), None)?;
    let host =
        permitted(&args.url, &policy(session)).map_err(bellwether_fetch::FetchError::from)?;
    let name = args.name.clone().unwrap_or(host);
    if name.trim().is_empty() || name.chars().any(char::is_control) {
        return Err(Failure::Usage(format!("{name:?} is no name for a feed; give --name")));
    }
    let store = session.store_or_new()?;
    let mut feeds = Feeds::open(store.path())?;
    let feed =
        Subscription::new(&args.url, args.grade.to_string(), args.every.clone(), args.keep_bytes);
    let page = format!("feed {name}: {}, grade {}, every {}\n", feed.url, feed.grade, feed.every);
    let document = json!({ "name": name, "feed": feed.shown(Timestamp::now(), false) });
    feeds.change(|all| {
        all.insert(name, feed);
        Ok(())
    })?;
    output.page(&page, &document)?;
    Ok(ExitCode::SUCCESS)
}

fn list(session: &Session) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let feeds = Feeds::open(store.path())?;
    let (now, to_others) = (Timestamp::now(), session.is_for_others());
    let mut grid = Grid::new(&[
        "name",
        "address",
        "grade",
        "every",
        "last asked",
        "last had",
        "newest item",
        "items",
        "freshness",
        "failures",
        "state",
    ]);
    let time = |at: Option<Timestamp>| at.map_or(Cell::Empty, |at| Cell::Text(format!("{at:.0}")));
    for (name, feed) in &feeds.all {
        grid.push(vec![
            Cell::Text(name.clone()),
            Cell::Text(feed.address(to_others).to_owned()),
            Cell::Text(feed.grade.clone()),
            Cell::Text(feed.every.clone()),
            time(feed.asked),
            time(feed.had),
            time(feed.newest),
            Cell::from(feed.items),
            Cell::Text(feed.freshness(now).as_str().to_owned()),
            Cell::from(u64::from(feed.failures)),
            Cell::Text(feed.state()),
        ]);
    }
    let shown = feeds.all.iter().map(|(name, feed)| (name.clone(), feed.shown(now, to_others)));
    let shown: serde_json::Map<String, serde_json::Value> = shown.collect();
    output.catalogue(&grid, &json!({ "feeds": shown }))?;
    Ok(ExitCode::SUCCESS)
}

/// How fresh each feed of a store is, in words, for `doctor`.
pub(crate) fn freshness(store: &Store) -> Result<Vec<(String, Freshness, String)>, Failure> {
    let now = Timestamp::now();
    let feeds = Feeds::open(store.path())?;
    let of = |(name, feed): (&String, &Subscription)| {
        (name.clone(), feed.freshness(now), feed.history())
    };
    Ok(feeds.all.iter().map(of).collect())
}

fn remove(session: &Session, name: &str) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let mut feeds = Feeds::open(store.path())?;
    feeds.change(|all| all.remove(name).map(|_| ()).ok_or_else(|| book::unknown(name)))?;
    output.page(&format!("feed {name} removed\n"), &json!({ "removed": name }))?;
    Ok(ExitCode::SUCCESS)
}
