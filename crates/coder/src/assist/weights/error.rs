//! Why a file of weights cannot read texts.

use std::path::PathBuf;

/// Why a file of weights cannot read texts. Each message names the file and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// A file is not there.
    #[error("{} is not there; {remedy}", file.display())]
    Missing {
        /// The file.
        file: PathBuf,
        /// What to do.
        remedy: &'static str,
    },
    /// A file could not be read.
    #[error("cannot read {}: {source}", file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// A file is larger than is read.
    #[error("{} has {bytes} bytes, at most {limit} are read; {remedy}", file.display())]
    TooLarge {
        /// The file.
        file: PathBuf,
        /// How many bytes it has.
        bytes: u64,
        /// How many are read.
        limit: u64,
        /// What to do.
        remedy: &'static str,
    },
    /// A configuration or a vocabulary has not the form that it must have.
    #[error("{}: {what}; {remedy}", file.display())]
    Form {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        what: String,
        /// What to do.
        remedy: &'static str,
    },
    /// The bytes are no ONNX model, or one of a form or with operators that are not known.
    #[error("{} cannot be loaded as an ONNX model: {what}; export it again, with all weights in the one file", file.display())]
    NotOnnx {
        /// The file.
        file: PathBuf,
        /// What its reader says.
        what: String,
    },
    /// The model asks for what a reader of texts does not have, or not for what it has.
    #[error("{}: {what}; export it for the task token-classification", file.display())]
    Signature {
        /// The file.
        file: PathBuf,
        /// Which input or output is wrong, with its name and shape.
        what: String,
    },
    /// The model failed on a text.
    #[error("{} fails on a text: {what}; it is damaged, or uses operators in a way that is not known", file.display())]
    Run {
        /// The file.
        file: PathBuf,
        /// What its reader says.
        what: String,
    },
    /// A label cannot have the role that the configuration gives it.
    #[error("labels: {what}; {remedy}")]
    Labels {
        /// What is wrong.
        what: String,
        /// What to do.
        remedy: String,
    },
}
