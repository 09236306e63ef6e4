//! The feeds of a store, kept beside its tables.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::replace::replace;

/// A feed that is asked again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Subscription {
    /// Its address.
    pub(super) url: String,
    /// The outlet's grade by the Admiralty code.
    pub(super) grade: String,
    /// The span from one poll to the next.
    pub(super) every: String,
    /// When it was last asked.
    pub(super) asked: Option<Timestamp>,
    /// When it was last had.
    pub(super) had: Option<Timestamp>,
    /// Why it was not had the last time.
    pub(super) error: Option<String>,
    /// SHA-256 of what was last read of it.
    pub(super) sha256: Option<String>,
    /// Items that were new to the store so far.
    pub(super) items: u64,
    /// Whether its server said that it is gone for good (410).
    pub(super) gone: bool,
}

impl Subscription {
    pub(super) fn new(url: &str, grade: String, every: String) -> Self {
        Self {
            url: url.to_owned(),
            grade,
            every,
            asked: None,
            had: None,
            error: None,
            sha256: None,
            items: 0,
            gone: false,
        }
    }

    /// How it stands, in words.
    pub(super) fn state(&self) -> String {
        match (&self.error, self.asked) {
            (Some(error), _) => error.clone(),
            (None, Some(_)) => "good".to_owned(),
            (None, None) => "not asked yet".to_owned(),
        }
    }
}

/// All feeds of a store by their names.
#[derive(Debug)]
pub(super) struct Feeds {
    place: PathBuf,
    pub(super) all: BTreeMap<String, Subscription>,
}

impl Feeds {
    /// Reads the feeds of the store in this folder.
    pub(super) fn open(store: &Path) -> Result<Self, Failure> {
        let place = store.join("feeds.json");
        let all = read(&place)?;
        Ok(Self { place, all })
    }

    /// Changes them and keeps the change; other programs wait meanwhile, and what they changed stays.
    pub(super) fn change(
        &mut self,
        change: impl FnOnce(&mut BTreeMap<String, Subscription>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let lock = self.place.with_extension("lock");
        let options = File::options().create(true).truncate(false).write(true).open(&lock);
        let held = options.map_err(Failure::io("open", &lock))?;
        held.lock().map_err(Failure::io("lock", &lock))?;
        self.all = read(&self.place)?;
        change(&mut self.all)?;
        let bytes = serde_json::to_vec_pretty(&self.all)
            .map_err(|error| Failure::Data(format!("feeds cannot be written: {error}")))?;
        replace(&self.place, &bytes)
    }
}

fn read(place: &Path) -> Result<BTreeMap<String, Subscription>, Failure> {
    match std::fs::read(place) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| {
            Failure::Data(format!(
                "{}: {error}; move the file away and add the feeds again",
                place.display()
            ))
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(BTreeMap::new()),
        Err(error) => Err(Failure::io("read", place)(error)),
    }
}

/// There is no feed of this name.
pub(super) fn unknown(name: &str) -> Failure {
    Failure::Unknown(format!("there is no feed {name:?}; `bellwether feed list` names them"))
}
