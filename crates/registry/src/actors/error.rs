//! Why a registry could not be loaded.

/// Why the registry's files are unusable. Each message names the file, the field and the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegistryError {
    /// A file or directory could not be read.
    #[error("{file}: cannot be read ({source}); check that it exists and may be read")]
    Unreadable {
        /// The file or directory.
        file: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is larger than any hand-written group file.
    #[error("{file}: has {bytes} bytes, more than the limit of {limit}; split or shorten it")]
    TooLarge {
        /// The file.
        file: String,
        /// Its size.
        bytes: u64,
        /// The most that is read.
        limit: u64,
    },
    /// A file is not TOML, or has a field that is unknown, missing or of the wrong type.
    #[error("{file}: {message}; see data/registry/README.md for the format")]
    NotAnActor {
        /// The file.
        file: String,
        /// The parser's message, which names line, column and field.
        message: String,
    },
    /// The id inside a file is not the file's name.
    #[error("{file}: field `id` is {id:?}; rename the file to {id}.toml or correct the id")]
    MisnamedFile {
        /// The file.
        file: String,
        /// The id inside it.
        id: String,
    },
    /// A field holds a value that cannot be meant.
    #[error("{file}: field `{field}`: {problem}; {remedy}")]
    BadField {
        /// The file.
        file: String,
        /// The field, with its index where it is one of a list.
        field: String,
        /// What is wrong.
        problem: String,
        /// What to do.
        remedy: &'static str,
    },
    /// A relation names an actor that no file describes.
    #[error(
        "{file}: field `{field}` names the actor {other:?}, which has no file; \
         add {other}.toml or correct the id"
    )]
    UnknownActor {
        /// The file.
        file: String,
        /// The field.
        field: String,
        /// The id that does not resolve.
        other: String,
    },
    /// Two actors claim the same side with the same right.
    #[error(
        "{first}.toml and {second}.toml: field `selectors`: both claim {what:?} of {dataset} in the \
         same places and times; restrict one of them by `countries`, `from` or `to`"
    )]
    AmbiguousClaim {
        /// The dataset.
        dataset: String,
        /// The native id or name.
        what: String,
        /// One actor.
        first: String,
        /// The other.
        second: String,
    },
}
