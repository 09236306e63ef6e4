//! A model in a file as a second reader: which it is, what its labels mean, and what is kept of it beside recorded answers.

use std::collections::BTreeMap;
use std::path::Path;

use bellwether_coder::assist::ModelName;
use bellwether_coder::assist::weights::{Config, Folder, Roles, WeightsError};
use serde::{Deserialize, Serialize};

use super::apart::{Apart, name};
use super::recorded::Recordings;
use super::wanted::WantedWeights;
use crate::failure::Failure;
use crate::session::Session;

/// The file of a folder of recordings that says which model answered.
const CARD: &str = "weights.json";
/// Bytes that it may have.
const CARD_BYTES_MAX: u64 = 1 << 20;

/// Which model it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Card {
    /// The name of the file of weights.
    pub(super) file: String,
    /// All its files by their names, with their SHA-256.
    pub(super) files: BTreeMap<String, String>,
    /// Its labels in their order.
    labels: Vec<String>,
}

impl Card {
    /// The card of a model that is loaded.
    pub(super) fn of(folder: &Folder, config: &Config, apart: &Apart) -> Self {
        Self {
            file: name(&folder.model),
            files: apart.files.clone(),
            labels: config.labels.clone(),
        }
    }

    /// The SHA-256 of the weights.
    pub(super) fn sha256(&self) -> &str {
        self.files.get(&self.file).map_or("", String::as_str)
    }

    /// The name under which its readings are marked.
    pub(super) fn name(&self) -> ModelName {
        ModelName::of_file(&self.file, self.sha256())
    }

    /// What its labels mean.
    pub(super) fn roles(&self, wanted: &WantedWeights) -> Result<Roles, Failure> {
        Roles::of(&self.labels, &wanted.labels).map_err(failure)
    }

    /// The card beside recorded answers.
    pub(super) fn read(recordings: &Recordings) -> Result<Self, Failure> {
        let path = recordings.folder().join(CARD);
        let damaged = |what: String| {
            let remedy = "name a folder of --assist-record that a file of weights has filled";
            Failure::Data(format!("{}: {what}; {remedy}", path.display()))
        };
        let size = std::fs::metadata(&path).map_err(|error| damaged(error.to_string()))?.len();
        if size > CARD_BYTES_MAX {
            return Err(damaged(format!("{size} bytes, at most {CARD_BYTES_MAX} are read")));
        }
        let bytes = std::fs::read(&path).map_err(Failure::io("read", &path))?;
        serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))
    }

    /// Puts the card beside recorded answers; one of another model is not replaced.
    pub(super) fn keep(&self, recordings: &Recordings) -> Result<(), Failure> {
        let path = recordings.folder().join(CARD);
        if path.exists() {
            let known = Self::read(recordings)?;
            let folder = recordings.folder().display();
            return if known == *self {
                Ok(())
            } else {
                Err(Failure::Usage(format!(
                    "{folder} has answers of another model; name another folder"
                )))
            };
        }
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        crate::replace::replace(&path, text.as_bytes())
    }
}

/// What is wrong with a file, as the program's own failure.
pub(super) fn failure(error: WeightsError) -> Failure {
    match error {
        WeightsError::Missing { .. } | WeightsError::Labels { .. } => {
            Failure::Usage(error.to_string())
        }
        error => Failure::Data(error.to_string()),
    }
}

/// The files of the model that is wanted and what they say; the model itself is not loaded.
pub(super) fn files(wanted: &WantedWeights) -> Result<(Folder, Config), Failure> {
    let folder = Folder::at(&wanted.path).map_err(failure)?;
    let config = folder.config().map_err(failure)?;
    Roles::of(&config.labels, &wanted.labels).map_err(failure)?;
    Ok((folder, config))
}

/// Whether the files are whole as far as can be seen without loading the model.
pub(super) fn examine(wanted: &WantedWeights) -> Result<String, Failure> {
    let (folder, config) = files(wanted)?;
    let bytes = size(&folder.model)?;
    let (labels, memory, seconds) = (config.labels.len(), wanted.memory_mib, wanted.seconds);
    Ok(format!(
        "{} of {} MiB with {labels} labels, at most {memory} MiB of memory and {seconds} s an answer, read only with --assist; \
         it was not loaded",
        folder.model.display(),
        bytes.div_ceil(1 << 20)
    ))
}

fn size(path: &Path) -> Result<u64, Failure> {
    Ok(std::fs::metadata(path).map_err(Failure::io("read", path))?.len())
}

/// Says which model reads, and which of its labels mean nothing to us.
pub(super) fn announce(session: &Session, card: &Card, roles: &Roles) {
    session.say(&format!(
        "the texts are read by {}, SHA-256 {}, on this machine; nothing is sent",
        card.file,
        card.sha256()
    ));
    if !roles.unknown().is_empty() {
        session.say(&format!(
            "labels without a role are dropped: {}; labels = \"LABEL = ROLE\" under [assist] gives them one",
            roles.unknown().join(", ")
        ));
    }
}
