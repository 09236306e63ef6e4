//! The files of a model: where they lie, and what its configuration says.

use super::WeightsError;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Bytes that a model may have: the most that a message of its format can hold.
pub const MODEL_BYTES_MAX: u64 = (2 << 30) - 1;
/// Bytes that a configuration may have.
const CONFIG_BYTES_MAX: u64 = 1 << 20;
/// Bytes that a vocabulary may have.
const VOCABULARY_BYTES_MAX: u64 = 64 << 20;
/// Labels that a model may have.
const LABELS_MAX: usize = 1000;
/// Tokens that a model reads at a time at most, whatever it says of itself.
const TOKENS_MAX: usize = 512;
/// Tokens that it must be able to read at a time, the two marks of the ends among them.
const TOKENS_MIN: usize = 8;

const EXPORT: &str = "name the folder of an export for token classification, with model.onnx, config.json and tokenizer.json or vocab.txt";

/// Where the files of a model lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// The weights.
    pub model: PathBuf,
    /// `config.json`.
    pub config: PathBuf,
    /// `tokenizer.json`, else `vocab.txt`.
    pub vocabulary: PathBuf,
    /// `tokenizer_config.json`, where there is one.
    pub tokenizer_config: Option<PathBuf>,
}

impl Folder {
    /// The files of a folder, or those that belong to a file `….onnx`; nothing is read yet. The other files lie beside
    /// the weights or in the folder above.
    ///
    /// # Errors
    /// When one is not there.
    pub fn at(path: &Path) -> Result<Self, WeightsError> {
        let missing = |file: PathBuf| WeightsError::Missing { file, remedy: EXPORT };
        let model = if path.is_dir() {
            let inside = ["model.onnx", "onnx/model.onnx"].map(|name| path.join(name));
            let found = inside.iter().find(|file| file.is_file()).cloned();
            found.ok_or_else(|| missing(path.join("model.onnx")))?
        } else if path.is_file() {
            path.to_owned()
        } else {
            return Err(missing(path.to_owned()));
        };
        let beside = model.parent().unwrap_or_else(|| Path::new(""));
        let above = beside.file_name().and(beside.parent());
        let find = |name: &str| {
            let folders = [Some(beside), above];
            folders
                .into_iter()
                .flatten()
                .map(|folder| folder.join(name))
                .find(|file| file.is_file())
        };
        let needed = |name: &str| find(name).ok_or_else(|| missing(beside.join(name)));
        Ok(Self {
            config: needed("config.json")?,
            vocabulary: find("tokenizer.json")
                .map_or_else(|| needed("vocab.txt"), Ok)
                .map_err(|_| missing(beside.join("tokenizer.json")))?,
            tokenizer_config: find("tokenizer_config.json"),
            model,
        })
    }

    /// The bytes of the weights.
    ///
    /// # Errors
    /// When they cannot be read, or are more than [`MODEL_BYTES_MAX`].
    pub fn weights(&self) -> Result<Vec<u8>, WeightsError> {
        let remedy = "take a smaller or a quantised export";
        bytes(&self.model, MODEL_BYTES_MAX, remedy)
    }

    /// What the configuration says.
    ///
    /// # Errors
    /// When it cannot be read, or names no labels.
    pub fn config(&self) -> Result<Config, WeightsError> {
        let file: ConfigFile = json(&self.config)?;
        let tokenizer: TokenizerFile =
            self.tokenizer_config.as_deref().map(json).transpose()?.unwrap_or_default();
        let wrong = |what: String| WeightsError::Form {
            file: self.config.clone(),
            what,
            remedy: "take the config.json of the same export",
        };
        let labels = file.id2label;
        if labels.is_empty() || labels.len() > LABELS_MAX {
            let count = labels.len();
            return Err(wrong(format!("id2label has {count} labels, 1 to {LABELS_MAX} are read")));
        }
        let label = |id: usize| labels.get(&id.to_string()).cloned();
        let labels: Option<Vec<String>> = (0..labels.len()).map(label).collect();
        let labels = labels.ok_or_else(|| {
            wrong("the numbers of id2label do not go from 0 without a gap".into())
        })?;
        let said = [file.max_position_embeddings, tokenizer.model_max_length];
        let said = said.into_iter().flatten().filter(|tokens| *tokens >= 1.0);
        // A limit may be written as 1e30: none.
        let tokens = said.fold(TOKENS_MAX as f64, f64::min) as usize;
        if tokens < TOKENS_MIN {
            return Err(wrong(format!(
                "it reads {tokens} tokens at a time, at least {TOKENS_MIN} are needed"
            )));
        }
        Ok(Config {
            labels,
            tokens,
            lowercase: tokenizer.do_lower_case,
            strip_accents: tokenizer.strip_accents,
        })
    }

    pub(super) fn vocabulary(&self) -> Result<String, WeightsError> {
        text(&self.vocabulary, VOCABULARY_BYTES_MAX)
    }
}

/// What the files beside the weights say of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The labels by their number.
    pub labels: Vec<String>,
    /// Tokens that the model reads at a time, the marks of the ends among them.
    pub tokens: usize,
    /// Whether words are taken in lower case, where it is said.
    pub(super) lowercase: Option<bool>,
    /// Whether accents are taken off, where it is said.
    pub(super) strip_accents: Option<bool>,
}

#[derive(Deserialize)]
struct ConfigFile {
    #[serde(default)]
    id2label: BTreeMap<String, String>,
    max_position_embeddings: Option<f64>,
}

#[derive(Default, Deserialize)]
struct TokenizerFile {
    model_max_length: Option<f64>,
    do_lower_case: Option<bool>,
    strip_accents: Option<bool>,
}

fn json<T: serde::de::DeserializeOwned>(file: &Path) -> Result<T, WeightsError> {
    let text = text(file, CONFIG_BYTES_MAX)?;
    serde_json::from_str(&text).map_err(|error| WeightsError::Form {
        file: file.to_owned(),
        what: error.to_string(),
        remedy: "take the file of the same export",
    })
}

fn text(file: &Path, limit: u64) -> Result<String, WeightsError> {
    let bytes = bytes(file, limit, "take the file of the same export")?;
    String::from_utf8(bytes).map_err(|error| WeightsError::Form {
        file: file.to_owned(),
        what: format!("is no UTF-8: {error}"),
        remedy: "take the file of the same export",
    })
}

/// The bytes of a file that has not more than some; a pipe is read as far.
fn bytes(path: &Path, limit: u64, remedy: &'static str) -> Result<Vec<u8>, WeightsError> {
    let io = |source| WeightsError::Io { file: path.to_owned(), source };
    let file = std::fs::File::open(path).map_err(io)?;
    let said = file.metadata().map_err(io)?.len();
    let too_large = |bytes| WeightsError::TooLarge { file: path.to_owned(), bytes, limit, remedy };
    if said > limit {
        return Err(too_large(said));
    }
    let mut all = Vec::with_capacity(usize::try_from(said).unwrap_or_default());
    file.take(limit + 1).read_to_end(&mut all).map_err(io)?;
    if all.len() as u64 > limit {
        return Err(too_large(all.len() as u64));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(config: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in [("model.onnx", ""), ("vocab.txt", ""), ("config.json", config)] {
            std::fs::write(folder.path().join(name), text).expect("written");
        }
        folder
    }

    fn config(text: &str) -> Result<Config, WeightsError> {
        Folder::at(folder(text).path()).and_then(|files| files.config())
    }

    #[test]
    fn a_file_that_is_not_there_is_named_with_what_is_needed() {
        let whole = folder("{}");
        for name in ["model.onnx", "config.json", "vocab.txt"] {
            let from = whole.path().join(name);
            let to = whole.path().join("away");
            std::fs::rename(&from, &to).expect("moved");
            let error = Folder::at(whole.path()).expect_err("not there").to_string();
            let named = if name == "vocab.txt" { "tokenizer.json is not there" } else { name };
            assert!(error.contains(named) && error.contains("token classification"), "{error}");
            std::fs::rename(&to, &from).expect("moved back");
        }
        assert!(Folder::at(whole.path()).is_ok());
        assert!(Folder::at(&whole.path().join("none")).is_err());
    }

    #[test]
    fn weights_may_lie_in_a_folder_below_their_configuration() {
        let whole = folder("{}");
        std::fs::create_dir(whole.path().join("onnx")).expect("made");
        let quantised = whole.path().join("onnx/model_quantized.onnx");
        std::fs::write(&quantised, "").expect("written");
        let files = Folder::at(&quantised).expect("all there");
        assert_eq!(files.model, quantised);
        assert_eq!(files.config, whole.path().join("config.json"));
    }

    #[test]
    fn labels_go_from_nought_without_a_gap() {
        let read =
            config(r#"{"id2label": {"1": "B-PER", "0": "O"}, "max_position_embeddings": 1e30}"#);
        let read = read.expect("whole");
        assert_eq!(
            (read.labels, read.tokens),
            (vec!["O".to_owned(), "B-PER".to_owned()], TOKENS_MAX)
        );
        for wrong in [
            "{}",
            r#"{"id2label": {"0": "O", "2": "B-PER"}}"#,
            r#"{"id2label": {"0": "O"}, "max_position_embeddings": 4}"#,
            r#"{"id2label": {"0": 7}}"#,
            "[",
        ] {
            let error = config(wrong).expect_err(wrong).to_string();
            assert!(error.contains("config.json") && error.contains("same export"), "{error}");
        }
    }

    #[test]
    fn a_file_that_is_larger_than_is_read_is_refused_unread() {
        let whole = folder("{}");
        let file = std::fs::File::create(whole.path().join("config.json")).expect("made");
        file.set_len(CONFIG_BYTES_MAX + 1).expect("a hole");
        let files = Folder::at(whole.path()).expect("all there");
        assert!(files.config().expect_err("large").to_string().contains("at most 1048576"));
        let file = std::fs::File::create(whole.path().join("model.onnx")).expect("made");
        file.set_len(MODEL_BYTES_MAX + 1).expect("a hole");
        assert!(files.weights().expect_err("large").to_string().contains("quantised"));
    }
}
