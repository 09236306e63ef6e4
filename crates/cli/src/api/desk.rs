//! Where questions of others are answered: a store and a registry that stay, and a command run for each question.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use bellwether_model::Limits;
use bellwether_server::{
    About, Answers, Ask, Asset, Collection, Form, Operation, Problem, Reply, State,
};
use bellwether_store::Store;
use clap::Parser as _;

use super::{describe, line, pages, problem, table};
use crate::args::{Args, Format, Global};
use crate::citation::{citations, lines};
use crate::commands::brief::Entries;
use crate::config::Settings;
use crate::failure::Failure;
use crate::outlet::{Caught, Outlet};
use crate::session::Session;
use crate::world::World;

/// The desk.
pub(crate) struct Desk {
    about: About,
    settings: Settings,
    limits: Limits,
    store: Arc<Store>,
    world: Arc<World>,
    open: BTreeMap<&'static str, table::Open>,
    operations: Vec<Operation>,
    collections: Vec<Collection>,
    /// Entries of the feed of briefs that were made already.
    entries: Arc<Entries>,
    /// What answers depend on beside the store: the program and the settings.
    surroundings: String,
}

impl Desk {
    /// Opens the store to stay.
    pub(crate) fn open(session: &Session, limits: Limits) -> Result<Self, Failure> {
        let settings = session.settings.clone();
        let store = Arc::new(Store::open_warm(session.store_path())?);
        let world = Arc::new(World::load(Some(&session.store_path().join("registry")))?);
        let has_incidents = store.snapshot(&bellwether_store::AsOf::default())?.has_incidents();
        let surroundings = format!(
            "{} {:?} {:?}",
            env!("CARGO_PKG_VERSION"),
            settings.permissions.value,
            settings.location_policy.value
        );
        let open = table::all();
        let operations = open.iter().filter_map(describe::operation).collect();
        Ok(Self {
            about: about(),
            settings,
            limits,
            store,
            world,
            open: open.into_iter().map(|open| (open.id, open)).collect(),
            operations,
            collections: collections(has_incidents),
            entries: Arc::default(),
            surroundings,
        })
    }

    /// The operations alone, for a description that needs no store.
    pub(crate) fn described() -> Described {
        Described {
            about: about(),
            operations: table::all().iter().filter_map(describe::operation).collect(),
            collections: collections(true),
        }
    }

    /// Runs the command of a question.
    fn run(&self, open: &table::Open, ask: &Ask) -> Result<Reply, Problem> {
        let (words, hxl) = line::words(open, ask)?;
        if hxl && !matches!(ask.form, Form::Csv | Form::Xlsx) {
            return Err(Problem::form("a row of HXL hashtags can stand in csv and xlsx alone"));
        }
        let args = Args::try_parse_from(words).map_err(|error| problem::of_words(&error))?;
        let outlet = Outlet::new(ask.bytes_max, hxl);
        let mut global = Global {
            as_of: args.global.as_of,
            data_version: args.global.data_version,
            ..Global::default()
        };
        // A document for people is written as a file, whose ending says its form.
        let ending = open.file.or(match ask.form {
            Form::Html => Some("html"),
            Form::Markdown => Some("md"),
            _ => None,
        });
        let folder = match ending {
            None => None,
            Some(_) => Some(tempfile::tempdir().map_err(|error| {
                tracing::error!("no temporary folder: {error}");
                Problem::unavailable("there is no room for the answer on the server")
            })?),
        };
        if let (Some(folder), Some(ending)) = (&folder, ending) {
            global.output = Some(folder.path().join(format!("answer.{ending}")));
        }
        let session = self.session(global.clone(), ask.form, Arc::clone(&outlet));
        let seconds = self.limits.request_seconds;
        let outcome = bellwether_store::within(ask.deadline, seconds, || {
            let outcome = crate::commands::run(&session, args.command);
            outcome.and_then(|_| self.sources_of(open, &session, &outlet))
        });
        let mut caught = outlet.take();
        if caught.too_long {
            return Err(too_long(ask.bytes_max));
        }
        outcome.map_err(problem::of_failure)?;
        if let Some(path) = &global.output {
            caught.bytes = std::fs::read(path)
                .map_err(|error| problem::of_failure(Failure::io("read", path)(error)))?;
            if caught.bytes.len() > ask.bytes_max {
                return Err(too_long(ask.bytes_max));
            }
        }
        let newest = self.state()?.version;
        let version = global.data_version.unwrap_or(newest);
        Ok(reply(open, ask, caught, version))
    }

    /// The sources of an answer, where its command did not say them.
    fn sources_of(
        &self,
        open: &table::Open,
        session: &Session,
        outlet: &Outlet,
    ) -> Result<(), Failure> {
        if open.cites && !open.changes && outlet.is_uncited() {
            let snapshot = self.store.snapshot(&session.as_of())?;
            outlet.cite(&citations(&snapshot, &[]));
        }
        Ok(())
    }

    fn session(&self, global: Global, form: Form, outlet: Arc<Outlet>) -> Session {
        let mut settings = self.settings.clone();
        settings.format.value = match form {
            Form::Ndjson => Format::Ndjson,
            Form::Csv => Format::Csv,
            Form::Geojson => Format::Geojson,
            Form::Geoparquet => Format::Geoparquet,
            Form::Parquet => Format::Parquet,
            Form::Arrow => Format::Arrow,
            Form::Xlsx => Format::Xlsx,
            Form::Text => Format::Table,
            _ => Format::Json,
        };
        let (store, world) = (Arc::clone(&self.store), Arc::clone(&self.world));
        let entries = Arc::clone(&self.entries);
        Session::for_others(global, settings, store, world, outlet, entries)
    }
}

fn too_long(bytes_max: usize) -> Problem {
    Problem::limit(
        422,
        format!("the answer has more than {bytes_max} bytes; ask for less, or in pages with limit"),
    )
}

fn reply(open: &table::Open, ask: &Ask, caught: Caught, version: i64) -> Reply {
    let about_files = |line: &String| line.starts_with("wrote ") || line.starts_with("source: ");
    let notes = caught.words.into_iter().filter(|line| !about_files(line));
    let rows = [Form::Csv, Form::Ndjson, Form::Geojson, Form::Geoparquet, Form::Parquet];
    let is_file =
        rows.contains(&ask.form) || matches!(ask.form, Form::Arrow | Form::Stix | Form::Xlsx);
    let ending = match ask.form {
        Form::Geoparquet => "parquet",
        Form::Arrow => "arrows",
        Form::Stix => "json",
        other => other.as_str(),
    };
    Reply {
        body: caught.bytes,
        notes: notes
            .flat_map(|line| line.lines().map(str::to_owned).collect::<Vec<_>>())
            .map(|line| line.trim_start_matches("note: ").to_owned())
            .collect(),
        citations: lines(&caught.citations),
        next: caught.next,
        store_version: Some(version),
        file_name: is_file.then(|| format!("{}.{ending}", open.id)),
    }
}

impl Answers for Desk {
    fn about(&self) -> &About {
        &self.about
    }

    fn operations(&self) -> &[Operation] {
        &self.operations
    }

    fn state(&self) -> Result<State, Problem> {
        let state = self.store.state().map_err(|error| problem::of_failure(error.into()))?;
        let digest = format!("{} {} {}", state.version, state.digest, self.surroundings);
        Ok(State { version: state.version, digest })
    }

    fn answer(&self, ask: &Ask) -> Result<Reply, Problem> {
        let open = self.open.get(ask.operation.as_str());
        let open = open.ok_or_else(|| Problem::unknown("there is no such operation"))?;
        if Instant::now() >= ask.deadline {
            return Err(Problem::limit(
                503,
                "the time for this question was over before its turn came",
            ));
        }
        self.run(open, ask)
    }

    fn asset(&self, path: &str) -> Option<Asset> {
        pages::asset(path)
    }

    fn collections(&self) -> &[Collection] {
        &self.collections
    }
}

/// What can be asked, without a store to ask.
pub(crate) struct Described {
    about: About,
    operations: Vec<Operation>,
    collections: Vec<Collection>,
}

impl Answers for Described {
    fn about(&self) -> &About {
        &self.about
    }

    fn operations(&self) -> &[Operation] {
        &self.operations
    }

    fn state(&self) -> Result<State, Problem> {
        Err(Problem::unavailable("there is no store"))
    }

    fn answer(&self, _: &Ask) -> Result<Reply, Problem> {
        Err(Problem::unavailable("there is no store"))
    }

    fn asset(&self, _: &str) -> Option<Asset> {
        None
    }

    fn collections(&self) -> &[Collection] {
        &self.collections
    }
}

fn about() -> About {
    About {
        title: "Bellwether".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        description: "Keeps watch over armed groups from open sources: events as each source reported them, incidents \
                      put together from several sources, watches, alerts and their false-alarm rates. Answers are \
                      about organisations and areas, never about persons, and name their sources. Rows whose terms \
                      forbid passing them on are never in an answer."
            .into(),
    }
}

fn collections(has_incidents: bool) -> Vec<Collection> {
    let mut all = vec![Collection {
        id: "events".into(),
        title: "Events as reported".into(),
        about: "Reports of events, each as one source gave it. Places that are known only to a unit have no point."
            .into(),
        operation: "events".into(),
        id_parameter: "id".into(),
        id_property: "report_id".into(),
        fixed: vec![("unit".into(), "reports".into())],
    }];
    if has_incidents {
        all.push(Collection {
            id: "incidents".into(),
            title: "Incidents".into(),
            about: "What happened, as far as reports tell, each incident once. Places that are known only to a unit \
                    have no point."
                .into(),
            operation: "incidents".into(),
            id_parameter: "id".into(),
            id_property: "incident_id".into(),
            fixed: Vec::new(),
        });
    }
    all
}
