//! A store on disk: opening it, reading its log, beginning to write.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bellwether_model::{Digest, Release};
use datafusion::execution::runtime_env::RuntimeEnv;
use serde::{Deserialize, Serialize};
use tokio::runtime::Runtime;
use url::Url;

use crate::commits::{self, Commit};
use crate::ingest::Ingest;
use crate::leaving::Leaving;
use crate::lock::WriteLock;
use crate::schema::{COMMITS, TABLES};
use crate::snapshot::{AsOf, Snapshot};
use crate::table::Table;
use crate::warm::{Stamp, Warm};
use crate::{StoreError, deadline, snapshot};

/// The layout of the directory that this program writes.
const FORMAT: u32 = 4;
/// The oldest layout that it reads, and brings up when it first writes what that layout lacks.
const FORMAT_OLDEST: u32 = 2;

#[derive(Serialize, Deserialize)]
struct FormatFile {
    format: u32,
}

/// A store in a directory.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    root: Url,
    runtime: Runtime,
    warm: Option<Warm>,
}

/// What a store has come to: its newest version and the digest of all of its rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoreState {
    /// The newest version; 0 for a store into which nothing has come yet.
    pub version: i64,
    /// The digest of everything in it.
    pub digest: Digest,
}

impl Store {
    /// Opens the store in a directory.
    ///
    /// # Errors
    /// [`StoreError::NotAStore`] where there is none, [`StoreError::FormatTooNew`],
    /// [`StoreError::FormatTooOld`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let file = path.join("format.json");
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let why = if path.exists() {
                    "it has no format.json".to_owned()
                } else {
                    format!(
                        "it does not exist; `bellwether ingest FILE --store {}` makes one",
                        path.display()
                    )
                };
                return Err(StoreError::NotAStore { path: path.into(), why });
            }
            Err(error) => return Err(StoreError::io("read", file)(error)),
        };
        let format: FormatFile = serde_json::from_str(&text).map_err(|error| {
            StoreError::NotAStore { path: path.into(), why: format!("format.json: {error}") }
        })?;
        if format.format > FORMAT {
            return Err(StoreError::FormatTooNew { found: format.format, supported: FORMAT });
        }
        if format.format < FORMAT_OLDEST {
            return Err(StoreError::FormatTooOld { found: format.format, supported: FORMAT });
        }
        let path = path.canonicalize().map_err(StoreError::io("find", path))?;
        let root = Url::from_directory_path(&path).map_err(|()| StoreError::NotAStore {
            path: path.clone(),
            why: "its path is not absolute".into(),
        })?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(StoreError::io("start threads for", &path))?;
        Ok(Self { path, root, runtime, warm: None })
    }

    /// Opens the store for a program that stays and asks again and again: snapshots and what they answered are
    /// kept, for as long as nothing comes in.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_warm(path: &Path) -> Result<Self, StoreError> {
        Self::open(path)?.warm()
    }

    /// The store, kept as [`Store::open_warm`] does.
    ///
    /// # Errors
    /// When the queries' environment cannot be made.
    pub fn warm(self) -> Result<Self, StoreError> {
        Ok(Self { warm: Some(Warm::new()?), ..self })
    }

    /// Opens the store in a directory, and makes one where there is none. A directory that holds
    /// other things is left alone.
    ///
    /// # Errors
    /// As [`Store::open`], and when the directory cannot be written.
    pub fn open_or_create(path: &Path) -> Result<Self, StoreError> {
        if !path.join("format.json").exists() {
            let occupied = path.is_dir() && holds_other_things(path)?;
            if occupied {
                return Err(StoreError::NotAStore {
                    path: path.into(),
                    why: "it is a directory with other files in it; name one that is empty or new"
                        .into(),
                });
            }
            std::fs::create_dir_all(path).map_err(StoreError::io("make", path))?;
            write_format(path)?;
        }
        Self::open(path)
    }

    /// The directory.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where a store keeps registry files of its own (a simulated world brings its groups, countries
    /// and places).
    #[must_use]
    pub fn registry_dir(&self) -> PathBuf {
        self.path.join("registry")
    }

    /// Where a store keeps the files that were fetched, as they came.
    #[must_use]
    pub fn raw_dir(&self) -> PathBuf {
        self.path.join("raw")
    }

    /// How far the fetching of a feed has come, as the newest commit of that feed left it.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn checkpoint(&self, feed: &str) -> Result<Option<String>, StoreError> {
        let newest = self.commits()?.into_iter().rev();
        let mut checkpoints = newest.filter_map(|commit| commit.provenance.checkpoint);
        Ok(checkpoints.find(|checkpoint| checkpoint.feed == feed).map(|point| point.state))
    }

    /// Makes the number of the layout the present one: an older program reads no store in which there are
    /// incidents.
    pub(crate) fn bring_up(&self) -> Result<(), StoreError> {
        write_format(&self.path)
    }

    pub(crate) fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    pub(crate) fn root(&self) -> &Url {
        &self.root
    }

    /// The log: every commit, oldest first.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn commits(&self) -> Result<Vec<Commit>, StoreError> {
        if self.warm.is_some() {
            return Ok(self.snapshot(&AsOf::default())?.all_commits().to_vec());
        }
        self.runtime.block_on(read_commits(&self.root))
    }

    /// The newest version and its digest.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn state(&self) -> Result<StoreState, StoreError> {
        if self.warm.is_some() {
            return Ok(self.snapshot(&AsOf::default())?.state().clone());
        }
        Ok(state_of(&self.commits()?))
    }

    /// The store as of a knowledge date and a version, ready to be asked.
    ///
    /// # Errors
    /// When the version does not exist or the tables cannot be read.
    pub fn snapshot(&self, as_of: &AsOf) -> Result<Snapshot<'_>, StoreError> {
        self.kept_or_opened(as_of, &Leaving::default())
    }

    /// The snapshot that is kept, or one that is opened and kept from now on.
    fn kept_or_opened(&self, as_of: &AsOf, leaving: &Leaving) -> Result<Snapshot<'_>, StoreError> {
        let Some(warm) = &self.warm else {
            return self.runtime.block_on(Snapshot::open(self, as_of, None, leaving));
        };
        if let Some(kept) = warm.find(&self.path, as_of, leaving) {
            return Ok(Snapshot::of_kept(self, as_of, leaving, kept));
        }
        let stamp = Stamp::of(&self.path);
        let snapshot = deadline::wait(&self.runtime, Snapshot::open(self, as_of, None, leaving))?;
        warm.keep(stamp, as_of, leaving, snapshot.kept());
        Ok(snapshot)
    }

    /// What all snapshots of a store that stays open share.
    pub(crate) fn environment(&self) -> Option<Arc<RuntimeEnv>> {
        self.warm.as_ref().map(|warm| Arc::clone(&warm.environment))
    }

    /// As [`Store::snapshot`], with at most `memory` bytes for its queries: for SQL from outside.
    ///
    /// # Errors
    /// As [`Store::snapshot`].
    pub fn sandbox(
        &self,
        as_of: &AsOf,
        memory: usize,
        leaving: &Leaving,
    ) -> Result<Snapshot<'_>, StoreError> {
        self.runtime.block_on(Snapshot::open(self, as_of, Some(memory), leaving))
    }

    /// As [`Store::snapshot`], without what must not leave: for answers that are passed on.
    ///
    /// # Errors
    /// As [`Store::snapshot`].
    pub fn snapshot_leaving(
        &self,
        as_of: &AsOf,
        leaving: &Leaving,
    ) -> Result<Snapshot<'_>, StoreError> {
        self.kept_or_opened(as_of, leaving)
    }

    /// Begins to bring in one file of a release. Nothing is visible until [`Ingest::finish`].
    ///
    /// # Errors
    /// [`StoreError::Locked`] while somebody else writes.
    pub fn begin(&self, release: Release) -> Result<Ingest<'_>, StoreError> {
        let lock = WriteLock::take(&self.path)?;
        Ingest::begin(self, lock, release)
    }
}

fn write_format(path: &Path) -> Result<(), StoreError> {
    let text = serde_json::to_string(&FormatFile { format: FORMAT }).expect("JSON");
    write_whole(&path.join("format.json"), &text)
}

pub(crate) fn state_of(commits: &[Commit]) -> StoreState {
    commits.last().map_or(StoreState { version: 0, digest: Digest::default() }, |commit| {
        StoreState { version: commit.store_version, digest: commit.digest }
    })
}

pub(crate) async fn read_commits(root: &Url) -> Result<Vec<Commit>, StoreError> {
    let Some(table) = Table::open(root, COMMITS).await? else { return Ok(Vec::new()) };
    let batches = snapshot::read_all(&table).await?;
    commits::from_batches(&batches)
}

/// Whether a directory holds something that is not a store's: a store half made (its lock file, its
/// tables) may be finished.
fn holds_other_things(path: &Path) -> Result<bool, StoreError> {
    for entry in std::fs::read_dir(path).map_err(StoreError::io("list", path))? {
        let name = entry.map_err(StoreError::io("list", path))?.file_name();
        let name = name.to_string_lossy();
        let ours = TABLES.iter().any(|table| table.name == name)
            || ["writer.lock", "registry", "raw", "audit.ndjson", "lost+found"]
                .contains(&name.as_ref())
            || name.starts_with("format.json");
        if !ours {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Writes a small file so that it is there whole or not at all.
pub(crate) fn write_whole(path: &Path, text: &str) -> Result<(), StoreError> {
    let staged = path.with_extension("json.new");
    std::fs::write(&staged, text).map_err(StoreError::io("write", &staged))?;
    std::fs::rename(&staged, path).map_err(StoreError::io("write", path))
}
