//! Why a world could not be made.

use std::path::PathBuf;

/// Why a world could not be made or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SimulateError {
    /// A parameter lies outside what this simulator can do.
    #[error("{name} is {value}, but must lie between {low} and {high}; choose a value within")]
    OutOfRange {
        /// The parameter.
        name: &'static str,
        /// Its value as given.
        value: u64,
        /// The least that is accepted.
        low: u64,
        /// The most that is accepted.
        high: u64,
    },
    /// A share or a mean lies outside what this simulator can do.
    #[error("{name} is {value}, but must lie between {low} and {high}; choose a value within")]
    ShareOutOfRange {
        /// The parameter.
        name: &'static str,
        /// Its value as given.
        value: f64,
        /// The least that is accepted.
        low: f64,
        /// The most that is accepted.
        high: f64,
    },
    /// The time is too short for the storyline that is planted.
    #[error(
        "{days} days are too short for a storyline; give at least {least} days from start to end"
    )]
    TooShort {
        /// The number of days given; negative when the end lies before the start.
        days: i64,
        /// The least that is accepted.
        least: i64,
    },
    /// There would be releases of years in which nothing was covered.
    #[error(
        "{vintages} yearly releases need as many covered years, but there are {years}; ask for fewer"
    )]
    TooManyVintages {
        /// Yearly releases asked for.
        vintages: u8,
        /// Years that can be covered.
        years: u64,
    },
    /// A world is written only where nothing else lies, so that files of two worlds never mix.
    #[error("the folder {} is not empty; choose another or empty it", path.display())]
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// A file could not be written.
    #[error("cannot write {}; check the path, its permissions and the free space", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A registry file could not be put into TOML or JSON.
    #[error(
        "cannot describe {what} as text: {reason}; this is a fault of the simulator, report it"
    )]
    Format {
        /// What was to be described.
        what: String,
        /// What the serializer said.
        reason: String,
    },
}

impl SimulateError {
    /// For `map_err`: a failed write, with its path.
    pub(crate) fn write(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| Self::Write { path: path.to_owned(), source }
    }
}
