//! `watch serve`: the watches by a schedule, for as long as the program runs.
//!
//! Each round fetches what is configured, runs the watches if the data have changed since the last round, writes
//! the feeds and delivers what has not arrived. When the last round was is kept beside the store, so that after a
//! time in which the program did not run there is one round, however many were missed.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bellwether_fetch::{Clock, SystemClock};
use bellwether_store::Store;
use bellwether_vigil::{Book, Effort, book};
use clap::{Args, Parser as _};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::run::{keep, run_watch};
use crate::commands::feed;
use crate::commands::fetch::{self, FetchArgs};
use crate::delivering::{Destinations, deliver_all};
use crate::failure::Failure;
use crate::replace::replace;
use crate::schedule::Schedule;
use crate::session::Session;
use crate::watching::{BACK_DAYS, data_version, snapshot_of};

/// How often the program looks whether it should stop.
const LOOK: Duration = Duration::from_millis(200);

/// Arguments of `watch serve`.
#[derive(Debug, Args)]
#[command(
    after_help = "Without flags the table `serve` of the configuration says when and what; the table `deliver` says where \
alerts go. Stops at once on SIGTERM or Ctrl-C, or at the end of the round that is being made; a second signal does not wait."
)]
pub(crate) struct ServeArgs {
    /// A round so long after the last one: 1d, 6h, 30m.
    #[arg(long, value_name = "SPAN", conflicts_with = "at")]
    pub(crate) every: Option<String>,
    /// A round each day at this time (UTC): 06:30.
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// Make the round that is due, if one is, and end.
    #[arg(long)]
    pub(crate) once: bool,
}

/// What is kept between rounds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Memory {
    /// When the last round was made.
    last: Option<Timestamp>,
    /// The version of the store's data on which the watches were last run.
    data_version: Option<i64>,
    /// The watches that they were, with their definitions.
    watches: Option<String>,
}

/// What `fetch` is called with.
#[derive(Debug, clap::Parser)]
#[command(no_binary_name = true)]
struct FetchLine {
    #[command(flatten)]
    args: FetchArgs,
}

/// Runs the command.
pub(super) fn run(session: &Session, args: &ServeArgs) -> Result<ExitCode, Failure> {
    let table = &session.settings.serve.value;
    let schedule = Schedule::of_settings(table, args.every.as_deref(), args.at.as_deref())?;
    let destinations = Destinations::of(&session.settings.deliver.value)?;
    let sources = sources(table.get("fetch").map_or("", String::as_str))?;
    let store = session.store()?;
    let _lock = lock(store.path())?;
    let stop = signals()?;
    let place = store.path().join("serve.json");
    let mut round = |memory: &mut Memory| {
        let line = match make(session, &store, &sources, &destinations, memory) {
            Ok(line) => line,
            // A round that fails is made again when the next one is due.
            Err(failure) => format!("failed: {failure}"),
        };
        session.say(&format!("{} {line}", Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ")));
    };
    serve(&SystemClock, schedule, &place, &stop, args.once, &mut round)?;
    Ok(ExitCode::SUCCESS)
}

/// Makes each round when it is due, until told to stop.
fn serve(
    clock: &dyn Clock,
    schedule: Schedule,
    place: &Path,
    stop: &AtomicBool,
    once: bool,
    round: &mut dyn FnMut(&mut Memory),
) -> Result<(), Failure> {
    let mut memory = recall(place)?;
    while !stop.load(Ordering::SeqCst) {
        let now = clock.now();
        // A last round in the future is the work of a clock that went wrong, and is not waited for.
        let last = memory.last.filter(|last| *last <= now);
        if last.is_none_or(|last| schedule.due(last) <= now) {
            round(&mut memory);
            memory.last = Some(now);
            remember(place, &memory)?;
        }
        if once {
            return Ok(());
        }
        clock.sleep(LOOK);
    }
    Ok(())
}

/// One round; says in a line what it did.
fn make(
    session: &Session,
    store: &Store,
    sources: &[FetchArgs],
    destinations: &Destinations,
    memory: &mut Memory,
) -> Result<String, Failure> {
    let mut parts = Vec::new();
    for source in sources {
        if let Err(failure) = fetch::bring(session, store, source) {
            parts.push(format!("{} not fetched ({failure})", source.source));
        }
    }
    match feed::poll_due(session, store) {
        Ok(lines) => parts.extend(lines),
        Err(failure) => parts.push(format!("feeds not polled ({failure})")),
    }
    parts.push(watch(session, store, memory)?);
    if !destinations.is_empty() {
        let round = deliver_all(session, store, destinations)?;
        parts.push(format!("alerts to tell {}, delivered {}", round.notices, round.delivered));
        parts.extend(round.failed.into_iter().map(|why| format!("not delivered: {why}")));
    }
    Ok(parts.join("; "))
}

/// Runs all watches, if the data or the watches are others than at the last round.
fn watch(session: &Session, store: &Store, memory: &mut Memory) -> Result<String, Failure> {
    let snapshot = snapshot_of(session, store)?;
    let version = data_version(&snapshot);
    let watches = book::watches(&snapshot)?;
    let defined = serde_json::to_string(&watches).expect("watches are JSON");
    if memory.data_version == Some(version) && memory.watches.as_ref() == Some(&defined) {
        return Ok(format!("data version {version}: nothing new"));
    }
    let book = Book::open(&snapshot)?;
    let (mut new, mut revised, mut entries) = (0, 0, Vec::new());
    for watch in &watches {
        let effort = Effort::default();
        let (run, more) = run_watch(session, &snapshot, &book, watch, None, BACK_DAYS, effort)?;
        new += run.new.len();
        revised += run.revised.len();
        entries.extend(more);
    }
    drop(snapshot);
    keep(store, &book, &entries)?;
    (memory.data_version, memory.watches) = (Some(version), Some(defined));
    Ok(format!(
        "data version {version}: {} watches, {new} new alerts, {revised} revised",
        watches.len()
    ))
}

/// The lines of `fetch`, separated by commas.
pub(crate) fn sources(text: &str) -> Result<Vec<FetchArgs>, Failure> {
    let lines = text.split(',').map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            FetchLine::try_parse_from(line.split_whitespace()).map(|line| line.args).map_err(
                |error| {
                    let why = error.to_string();
                    let why = why.lines().next().unwrap_or_default();
                    Failure::Usage(format!("serve fetches {line:?}: {why}"))
                },
            )
        })
        .collect()
}

/// The lock that one program at a time holds; the system releases it however the program ends.
fn lock(store: &Path) -> Result<File, Failure> {
    let path = store.join("serve.lock");
    let options = File::options().create(true).truncate(false).write(true).open(&path);
    let file = options.map_err(Failure::io("open", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Failure::Data(format!(
            "another `watch serve` runs on {}; stop it first",
            store.display()
        ))),
        Err(TryLockError::Error(error)) => Err(Failure::io("lock", &path)(error)),
    }
}

/// Set when the program is told to stop; told again, it ends at once.
pub(crate) fn signals() -> Result<Arc<AtomicBool>, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGTERM, signal_hook::consts::SIGINT] {
        signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(&stop))
            .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&stop)))
            .map_err(|error| Failure::Data(format!("signals cannot be heard: {error}")))?;
    }
    Ok(stop)
}

fn recall(place: &Path) -> Result<Memory, Failure> {
    match std::fs::read(place) {
        // What cannot be read counts as never: a round more does no harm.
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).unwrap_or_default()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Memory::default()),
        Err(error) => Err(Failure::io("read", place)(error)),
    }
}

fn remember(place: &Path, memory: &Memory) -> Result<(), Failure> {
    let bytes = serde_json::to_vec(memory).expect("times and numbers are JSON");
    replace(place, &bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    /// A clock in which sleeping takes no time; it stops the loop at a given time.
    struct Fake {
        now: Mutex<Timestamp>,
        until: Timestamp,
        step: Duration,
        stop: Arc<AtomicBool>,
    }

    impl Clock for Fake {
        fn now(&self) -> Timestamp {
            *self.now.lock().expect("not poisoned")
        }

        fn sleep(&self, _: Duration) {
            let mut now = self.now.lock().expect("not poisoned");
            *now += self.step;
            self.stop.store(*now > self.until, Ordering::SeqCst);
        }
    }

    fn time(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    /// The times of the rounds between two times.
    fn rounds(place: &Path, schedule: Schedule, from: &str, until: &str) -> Vec<String> {
        let stop = Arc::new(AtomicBool::new(false));
        let (now, step) = (Mutex::new(time(from)), Duration::from_secs(600));
        let clock = Fake { now, until: time(until), step, stop: Arc::clone(&stop) };
        let mut made = Vec::new();
        let mut round = |_: &mut Memory| made.push(clock.now().to_string());
        serve(&clock, schedule, place, &stop, false, &mut round).expect("served");
        made
    }

    #[test]
    fn after_days_without_running_there_is_one_round_and_then_the_schedule_again() {
        let dir = tempfile::tempdir().expect("a folder");
        let place = dir.path().join("serve.json");
        let daily = Schedule::of(Some("1d"), None).expect("valid");
        let first = rounds(&place, daily, "2025-03-01T05:00:00Z", "2025-03-02T06:00:00Z");
        assert_eq!(first, ["2025-03-01T05:00:00Z", "2025-03-02T05:00:00Z"]);
        let early = rounds(&place, daily, "2025-03-02T07:00:00Z", "2025-03-02T08:00:00Z");
        assert!(early.is_empty(), "a restart is no reason for a round: {early:?}");
        let late = rounds(&place, daily, "2025-03-09T12:00:00Z", "2025-03-10T12:00:00Z");
        assert_eq!(late, ["2025-03-09T12:00:00Z", "2025-03-10T12:00:00Z"], "one for seven missed");
    }

    #[test]
    fn at_a_time_of_the_day_a_missed_round_is_made_up_at_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let place = dir.path().join("serve.json");
        let at = Schedule::of(None, Some("06:30")).expect("valid");
        rounds(&place, at, "2025-03-01T07:00:00Z", "2025-03-01T08:00:00Z");
        let next = rounds(&place, at, "2025-03-03T20:00:00Z", "2025-03-04T07:00:00Z");
        assert_eq!(next, ["2025-03-03T20:00:00Z", "2025-03-04T06:30:00Z"]);
    }

    #[test]
    fn a_damaged_memory_or_one_of_the_future_costs_a_round_and_no_more() {
        let dir = tempfile::tempdir().expect("a folder");
        let place = dir.path().join("serve.json");
        let daily = Schedule::of(None, None).expect("valid");
        for memory in ["{", r#"{"last":"2035-01-01T00:00:00Z"}"#] {
            std::fs::write(&place, memory).expect("written");
            let made = rounds(&place, daily, "2025-03-01T00:00:00Z", "2025-03-01T05:00:00Z");
            assert_eq!(made, ["2025-03-01T00:00:00Z"], "{memory}");
        }
    }

    #[test]
    fn what_is_fetched_is_written_as_on_the_command_line() {
        let lines = sources("ucdp-candidate, ucdp --every").expect("valid");
        assert_eq!(lines.len(), 2);
        assert!(lines[1].every && lines[0].source == "ucdp-candidate");
        assert!(sources("ucdp --nope").expect_err("no flag").to_string().contains("--nope"));
    }

    #[test]
    fn two_do_not_serve_one_store() {
        let dir = tempfile::tempdir().expect("a folder");
        let held = lock(dir.path()).expect("free");
        assert!(lock(dir.path()).is_err());
        drop(held);
        assert!(lock(dir.path()).is_ok());
    }
}
