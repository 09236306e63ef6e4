//! What the server asks of whoever knows the answers.

use std::time::Instant;

use crate::{Form, Operation, Problem};

/// What the service is, for its descriptions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its name.
    pub title: String,
    /// Its version.
    pub version: String,
    /// What it is for, in a few sentences.
    pub description: String,
}

/// What a store has come to. Two equal states give equal answers to the same question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The version.
    pub version: i64,
    /// The digest of everything in it, and of what else answers depend on.
    pub digest: String,
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// The id of the operation.
    pub operation: String,
    /// Names of parameters and their values, only such as the operation has.
    pub values: Vec<(String, String)>,
    /// The form of the answer.
    pub form: Form,
    /// Rows of a page at most, where one is asked for.
    pub limit: Option<usize>,
    /// The place behind which the page begins, as the answer before gave it.
    pub after: Option<String>,
    /// The version of the store that must be asked, where the question does not say.
    pub data_version: Option<i64>,
    /// When the answer must be there.
    pub deadline: Instant,
    /// Bytes of the answer at most.
    pub bytes_max: usize,
}

/// An answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// The answer itself.
    pub body: Vec<u8>,
    /// What must be said beside it, a line each.
    pub notes: Vec<String>,
    /// How its sources want to be cited, a line each.
    pub citations: Vec<String>,
    /// The place behind which the next page begins, if there is one.
    pub next: Option<String>,
    /// The version of the store that was asked.
    pub store_version: Option<i64>,
    /// The name for a file that holds it.
    pub file_name: Option<String>,
}

/// A file of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// The file.
    pub bytes: &'static [u8],
    /// Its media type.
    pub media_type: &'static str,
    /// Whether another version of it has another name, so that it can be kept for ever.
    pub immutable: bool,
}

/// A collection of features, for OGC API Features.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What is in it.
    pub about: String,
    /// The operation that lists its features as GeoJSON, with the parameters `bbox`, `from`, `to`, in pages.
    pub operation: String,
    /// The parameter of that operation that takes the id of one feature.
    pub id_parameter: String,
    /// The property that holds a feature's id.
    pub id_property: String,
    /// Further values with which the operation is asked.
    pub fixed: Vec<(String, String)>,
}

/// Who knows the answers.
pub trait Answers: Send + Sync + 'static {
    /// What the service is.
    fn about(&self) -> &About;

    /// What can be asked. Never changes.
    fn operations(&self) -> &[Operation];

    /// What the store has come to. Takes no time to speak of.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn state(&self) -> Result<State, Problem>;

    /// Answers a question. Takes its time, on a thread of its own.
    ///
    /// # Errors
    /// With what there is to say to the client.
    fn answer(&self, ask: &Ask) -> Result<Reply, Problem>;

    /// A file of the pages, by its path from the root; that of `/` is asked for as `index.html`.
    fn asset(&self, path: &str) -> Option<Asset>;

    /// The collections for OGC API Features.
    fn collections(&self) -> &[Collection];
}
