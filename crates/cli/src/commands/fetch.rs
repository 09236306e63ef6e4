//! `fetch`: a release, or what is new, from its publisher to the store.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use bellwether_fetch::feed::acled::{AcledFeed, AcledQuery};
use bellwether_fetch::feed::gdelt::{GdeltFeed, Stream};
use bellwether_fetch::feed::ucdp::{Product, UcdpApi, UcdpBulk, Which};
use bellwether_fetch::{
    Endpoints, Feed, Fetched, Fetcher, Kind, Observer, Piece, Policy, RawStore, SecretName,
    Secrets, WebFeed,
};
use bellwether_model::{Checkpoint, DatasetId, Date, Gap, ReleaseLabel};
use bellwether_registry::places::Resolver;
use bellwether_sources::{Recognised, SourceError, recognise_as};
use bellwether_store::Store;
use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::ingest::{grid, remarks};
use crate::failure::Failure;
use crate::inflow::{Arrival, Declared, FetchedWith, FileReport, Inflow, commit, commit_gaps};
use crate::output::Grid;
use crate::period::{first_day, last_day};
use crate::reconciling::after_inflow;
use crate::session::Session;

/// Files of one day of a feed that come in as one commit.
const FILES_A_COMMIT: usize = 96;

/// Arguments of `fetch`.
#[derive(Debug, Args)]
#[command(
    after_help = "Sources: ucdp (yearly releases), ucdp-candidate, ucdp-actors, ucdp-totals, ucdp-api (token), \
gdelt, gdelt-mentions, gdelt-v1, acled (your own account), or the https:// address of any file that `ingest` reads.\n\
Secrets are read from the environment (BELLWETHER_UCDP_TOKEN, BELLWETHER_ACLED_EMAIL, BELLWETHER_ACLED_PASSWORD) or \
from files in the folder of secrets, never from flags."
)]
pub(crate) struct FetchArgs {
    /// What to fetch: a source by name, or an address.
    #[arg(value_name = "SOURCE|URL")]
    pub(crate) source: String,
    /// One release by its label, such as 25.1 (ucdp).
    #[arg(long, value_name = "LABEL")]
    pub(crate) release: Option<String>,
    /// Every release that is not in the store yet (ucdp).
    #[arg(long, conflicts_with = "release")]
    pub(crate) every: bool,
    /// The first day (gdelt: of files; acled: of events).
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// The last day, included.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// Country by the source's own name; repeat for several (acled).
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) country: Vec<String>,
    /// The SHA-256 that the file must have (an address).
    #[arg(long, value_name = "HEX")]
    pub(crate) sha256: Option<String>,
    /// Do not put what came in together with the reports of other datasets, where the store has incidents.
    #[arg(long)]
    pub(crate) no_reconcile: bool,
    /// Keep the files in the store's raw folder and do not read them.
    #[arg(long)]
    pub(crate) keep_only: bool,
}

#[derive(Debug, Serialize)]
struct Document {
    feed: String,
    files: Vec<FileReport>,
    kept: Vec<Kept>,
    gaps: usize,
    requests: u64,
    store: bellwether_store::StoreState,
}

/// A file that was fetched, as `--json` reports it.
#[derive(Debug, Serialize)]
struct Kept {
    name: String,
    url: String,
    sha256: String,
    bytes: u64,
    unchanged: bool,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &FetchArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store_or_new()?;
    let (table, document, outcome) = gather(session, &store, args)?;
    if document.gaps > 0 {
        session.say(&format!(
            "{} gaps: times for which the source published nothing; `bellwether releases --gaps` lists them",
            document.gaps
        ));
    }
    if document.kept.is_empty() && outcome.is_ok() {
        session.say("nothing new");
    }
    if outcome.is_ok() || !document.files.is_empty() || !output.is_for_people() {
        output.catalogue(&table, &document)?;
    }
    outcome?;
    Ok(ExitCode::SUCCESS)
}

/// Brings in what is new, and gives no answer but that something went wrong.
pub(crate) fn bring(session: &Session, store: &Store, args: &FetchArgs) -> Result<(), Failure> {
    gather(session, store, args)?.2
}

/// Fetches and brings in: a table and a document of what came, and how it ended. What came in before a failure
/// stays in, and is told before the failure is.
fn gather(
    session: &Session,
    store: &Store,
    args: &FetchArgs,
) -> Result<(Grid, Document, Result<(), Failure>), Failure> {
    let fetcher = fetcher(session, store)?;
    let (key, mut feed) = open(session, store, args)?;
    let mut run =
        Run { session, store, key, resolver: None, files: Vec::new(), kept: Vec::new(), gaps: 0 };
    let outcome = run.drain(&mut *feed, &fetcher, args.keep_only);
    for file in &run.files {
        if let Some(drift) = file.schema_drift() {
            session.say(&format!("SCHEMA DRIFT: {drift}; rows that can be read are in"));
        }
        remarks(session, file);
    }
    if !args.no_reconcile {
        after_inflow(session, store, run.files.iter().any(FileReport::brought_something));
    }
    let table = grid(&run.files);
    let document = Document {
        feed: run.key,
        files: run.files,
        kept: run.kept,
        gaps: run.gaps,
        requests: fetcher.requests(),
        store: store.state()?,
    };
    Ok((table, document, outcome))
}

/// Tells a person why nothing seems to happen.
struct Words {
    quiet: bool,
}

impl Observer for Words {
    fn waiting(&self, url: &str, time: Duration, why: &str) {
        if !self.quiet && time > Duration::from_secs(2) {
            crate::logging::say(&format!("waiting {} s before {url}: {why}", time.as_secs()));
        }
    }
}

/// What speaks to the network, as the settings allow it.
/// What may be spoken to.
pub(crate) fn policy(session: &Session) -> Policy {
    Policy {
        offline: session.global.offline,
        exempt_hosts: session.settings.fetch_hosts.value.clone(),
        ..Policy::default()
    }
}

pub(crate) fn fetcher(session: &Session, store: &Store) -> Result<Fetcher, Failure> {
    let raw = RawStore::open(store.raw_dir())?;
    let words = Words { quiet: session.global.quiet };
    Ok(Fetcher::new(policy(session), raw)?.with_observer(Arc::new(words)))
}

fn endpoints(session: &Session) -> Result<Endpoints, Failure> {
    let mut endpoints = Endpoints::default();
    for (name, url) in &session.settings.fetch_mirrors.value {
        let place = match name.as_str() {
            "ucdp_downloads" => &mut endpoints.ucdp_downloads,
            "ucdp_api" => &mut endpoints.ucdp_api,
            "gdelt2" => &mut endpoints.gdelt2,
            "gdelt1" => &mut endpoints.gdelt1,
            "acled" => &mut endpoints.acled,
            other => {
                return Err(Failure::Usage(format!(
                    "fetch_mirrors has {other:?}; known are ucdp_downloads, ucdp_api, gdelt2, gdelt1, acled"
                )));
            }
        };
        *place = url.trim_end_matches('/').to_owned();
    }
    Ok(endpoints)
}

/// Opens the feed behind its checkpoint; also the key under which the checkpoint is kept.
fn open(
    session: &Session,
    store: &Store,
    args: &FetchArgs,
) -> Result<(String, Box<dyn Feed>), Failure> {
    let endpoints = endpoints(session)?;
    let secrets = Secrets::new(session.settings.secrets.value.clone());
    let secret = |name| secrets.find(name).map_err(bellwether_fetch::FetchError::from);
    let bulk = |product: Product, key: &str| -> Result<(String, Box<dyn Feed>), Failure> {
        let which = match (&args.release, args.every) {
            (Some(label), _) => Which::Label(label.clone()),
            (None, true) => Which::Every,
            (None, false) => Which::New,
        };
        let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
        let checkpoint = store.checkpoint(key)?;
        let feed = UcdpBulk::new(product, &which, today, &endpoints, checkpoint.as_deref())?;
        Ok((key.to_owned(), Box::new(feed)))
    };
    let gdelt = |stream: Stream, key: &str| -> Result<(String, Box<dyn Feed>), Failure> {
        let from = args.from.as_deref().map(first_day).transpose()?.map(midnight).transpose()?;
        let to = args.to.as_deref().map(last_day).transpose()?.map(end_of_day).transpose()?;
        let checkpoint = store.checkpoint(key)?;
        let feed = GdeltFeed::new(stream, from, to, &endpoints, checkpoint.as_deref())?;
        Ok((key.to_owned(), Box::new(feed)))
    };
    match args.source.as_str() {
        "ucdp" | "ucdp-ged" => bulk(Product::Ged, "ucdp-bulk:ged"),
        "ucdp-candidate" => bulk(Product::Candidate, "ucdp-bulk:candidate"),
        "ucdp-actors" => bulk(Product::Actors, "ucdp-bulk:actors"),
        "ucdp-totals" => bulk(Product::OrganizedViolence, "ucdp-bulk:organized-violence"),
        "ucdp-api" => {
            let label = args.release.as_deref().ok_or_else(|| {
                Failure::Usage("ucdp-api needs the version: --release 25.1".into())
            })?;
            let key = format!("ucdp-api:{label}");
            let token = secret(SecretName::UcdpToken)?;
            let feed = UcdpApi::new(label, token, &endpoints, store.checkpoint(&key)?.as_deref())?;
            Ok((key, Box::new(feed)))
        }
        "gdelt" => gdelt(Stream::Events, "gdelt:events"),
        "gdelt-mentions" => gdelt(Stream::Mentions, "gdelt:mentions"),
        "gdelt-v1" => gdelt(Stream::EventsV1, "gdelt:events-v1"),
        "acled" => {
            let query = AcledQuery {
                countries: args.country.clone(),
                from: args.from.as_deref().map(first_day).transpose()?,
                to: args.to.as_deref().map(last_day).transpose()?,
            };
            let key = "acled".to_owned();
            let (email, password) =
                (secret(SecretName::AcledEmail)?, secret(SecretName::AcledPassword)?);
            let checkpoint = store.checkpoint(&key)?;
            let feed = AcledFeed::new(&query, email, password, &endpoints, checkpoint.as_deref())?;
            Ok((key, Box::new(feed)))
        }
        url if url.contains("://") => {
            let is_hash =
                |text: &String| text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
            if let Some(text) = args.sha256.as_ref().filter(|text| !is_hash(text)) {
                return Err(Failure::Usage(format!(
                    "--sha256 {text:?} is no SHA-256: it must have 64 hexadecimal digits"
                )));
            }
            let key = format!("url:{url}");
            let checkpoint = store.checkpoint(&key)?;
            let feed = WebFeed::new(url, Kind::File, args.sha256.clone(), checkpoint.as_deref())?;
            Ok((key, Box::new(feed)))
        }
        other => Err(Failure::Usage(format!(
            "{other:?} is neither a source nor an address; sources are ucdp, ucdp-candidate, ucdp-actors, \
             ucdp-totals, ucdp-api, gdelt, gdelt-mentions, gdelt-v1, acled"
        ))),
    }
}

fn midnight(day: Date) -> Result<Timestamp, Failure> {
    day.to_zoned(TimeZone::UTC)
        .map(|zoned| zoned.timestamp())
        .map_err(|error| Failure::Usage(error.to_string()))
}

/// The last second of a day.
fn end_of_day(day: Date) -> Result<Timestamp, Failure> {
    Ok(midnight(day)? + jiff::SignedDuration::from_secs(86_399))
}

/// A piece with its file, looked at.
struct Ready {
    piece: Piece,
    file: Fetched,
    recognised: Recognised,
}

/// One run of a feed into a store.
struct Run<'a> {
    session: &'a Session,
    store: &'a Store,
    key: String,
    resolver: Option<Resolver>,
    files: Vec<FileReport>,
    kept: Vec<Kept>,
    gaps: usize,
}

impl Run<'_> {
    /// Takes pieces until there are no more, and brings them in, those of one day together.
    fn drain(
        &mut self,
        feed: &mut dyn Feed,
        fetcher: &Fetcher,
        keep_only: bool,
    ) -> Result<(), Failure> {
        let mut ready: VecDeque<Ready> = VecDeque::new();
        // Steps without a file: their gaps go with the next commit.
        let mut loose: Vec<Piece> = Vec::new();
        let stopped = loop {
            let piece = match feed.next(fetcher) {
                Ok(Some(piece)) => piece,
                Ok(None) => break None,
                Err(error) => break Some(error),
            };
            self.gaps += piece.gaps.len();
            let Some(file) = piece.file.clone() else {
                loose.push(piece);
                continue;
            };
            self.note_kept(&piece, &file);
            if keep_only {
                continue;
            }
            let recognised = match self.recognise(&piece, &file) {
                Ok(recognised) => recognised,
                // A quarter of an hour in which nothing was told of is a file without rows.
                Err(
                    Failure::Source(SourceError::Empty { .. })
                    | Failure::InFile { error: SourceError::Empty { .. }, .. },
                ) if piece.published.is_some() => {
                    loose.push(piece);
                    continue;
                }
                Err(error) => return Err(error),
            };
            let together = ready.back().is_none_or(|last| {
                last.piece.published.is_some()
                    && last.piece.published == piece.published
                    && last.recognised.dataset == recognised.dataset
                    && ready.len() < FILES_A_COMMIT
            });
            if !together {
                self.bring_in(&mut ready, &mut loose)?;
            }
            ready.push_back(Ready { piece, file, recognised });
        };
        if !keep_only {
            self.bring_in(&mut ready, &mut loose)?;
        }
        stopped.map_or(Ok(()), |error| Err(error.into()))
    }

    fn note_kept(&mut self, piece: &Piece, file: &Fetched) {
        self.kept.push(Kept {
            name: piece.name.clone(),
            url: file.retrieval.url.clone(),
            sha256: file.retrieval.sha256.clone(),
            bytes: file.retrieval.bytes,
            unchanged: file.unchanged,
        });
    }

    /// What the file is, by its content; its name is the publisher's, not that of the raw folder.
    fn recognise(&self, piece: &Piece, file: &Fetched) -> Result<Recognised, Failure> {
        let limits = self.session.settings.limits();
        let mut found = recognise_as(&file.path, &piece.name, &limits)
            .map_err(|error| Failure::from(error).in_file(&PathBuf::from(&piece.name)))?;
        if let Some(label) = &piece.label {
            found.label = Some(ReleaseLabel(label.clone()));
        }
        Ok(found)
    }

    fn bring_in(
        &mut self,
        ready: &mut VecDeque<Ready>,
        loose: &mut Vec<Piece>,
    ) -> Result<(), Failure> {
        let all: Vec<Ready> = ready.drain(..).collect();
        let loose: Vec<Piece> = std::mem::take(loose);
        let Some(first) = all.first() else { return self.gaps_alone(&loose) };
        if self.resolver.is_none() {
            self.resolver = Some(self.session.world()?.resolver()?);
        }
        let resolver = self.resolver.as_ref().expect("just made");
        let pieces: Vec<&Piece> =
            loose.iter().chain(all.iter().map(|ready| &ready.piece)).collect();
        let last = &all.last().expect("there is a first").piece;
        let label = if all.len() == 1 {
            first.recognised.label.clone()
        } else {
            first.piece.published.map(|day| ReleaseLabel(day.to_string()))
        };
        let inflow = Inflow {
            files: all
                .iter()
                .map(|ready| Arrival {
                    path: &ready.file.path,
                    name: ready.piece.name.clone(),
                    recognised: &ready.recognised,
                    origin: Some((
                        ready.file.retrieval.sha256.clone(),
                        ready.file.retrieval.final_url.clone(),
                    )),
                })
                .collect(),
            declared: Declared { label, published: first.piece.published, ..Declared::default() },
            fetched: Some(FetchedWith {
                checkpoint: Checkpoint { feed: self.key.clone(), state: last.checkpoint.clone() },
                open: gaps(&pieces, |piece| &piece.gaps),
                closed: gaps(&pieces, |piece| &piece.closed),
                retrieved_at: first.file.retrieval.retrieved_at,
            }),
        };
        self.files.push(commit(self.session, self.store, resolver, &inflow)?);
        Ok(())
    }

    /// Gaps and a checkpoint without a file are a commit too.
    fn gaps_alone(&self, loose: &[Piece]) -> Result<(), Failure> {
        let Some(last) = loose.last() else { return Ok(()) };
        let pieces: Vec<&Piece> = loose.iter().collect();
        let (open, closed) =
            (gaps(&pieces, |piece| &piece.gaps), gaps(&pieces, |piece| &piece.closed));
        let dataset = open.iter().chain(&closed).map(|gap| gap.dataset.clone()).next();
        let Some(dataset) = dataset else { return Ok(()) };
        commit_gaps(
            self.store,
            dataset,
            FetchedWith {
                checkpoint: Checkpoint { feed: self.key.clone(), state: last.checkpoint.clone() },
                open,
                closed,
                retrieved_at: Timestamp::now(),
            },
        )
    }
}

/// The gaps of pieces, in the model's terms.
fn gaps(pieces: &[&Piece], get: fn(&Piece) -> &Vec<bellwether_fetch::Gap>) -> Vec<Gap> {
    pieces
        .iter()
        .flat_map(|piece| get(piece))
        .map(|gap| Gap {
            dataset: DatasetId::new(gap.dataset).expect("feeds name datasets in kebab-case"),
            from: gap.from,
            to: gap.to,
            reason: gap.reason.clone(),
        })
        .collect()
}
