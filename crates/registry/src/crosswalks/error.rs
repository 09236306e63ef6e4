//! What can be wrong with a scheme or a crosswalk file.

use super::scheme::Scheme;

/// Why a file of codes, or of a crosswalk, is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CrosswalkError {
    /// The text is not TOML, or has fields that no file of its kind has.
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
    /// The file says that it is another scheme's.
    #[error("the file is of {found}, not of {expected}: name it after the scheme it is of")]
    OtherScheme {
        /// The scheme it should be of.
        expected: Scheme,
        /// What it says.
        found: String,
    },
    /// A code, or another spelling of one, stands twice in a scheme.
    #[error("{0} stands twice in its scheme: remove one")]
    RepeatedCode(String),
    /// A code's parent is not a code of the scheme.
    #[error("{code} has the parent {parent}, which its scheme does not have: add it or correct it")]
    UnknownParent {
        /// The code.
        code: String,
        /// The parent as given.
        parent: String,
    },
    /// Parents lead back to the code.
    #[error("the parents of {0} lead back to it")]
    CircularParent(String),
    /// A row or a gap names a code that its scheme does not have.
    #[error("{scheme} has no code {code}: add it there or correct it here")]
    UnknownCode {
        /// The scheme.
        scheme: Scheme,
        /// The code as given.
        code: String,
    },
    /// Two rows say the same pair.
    #[error("{from} to {to} stands twice: remove one")]
    RepeatedRow {
        /// The code on the left.
        from: String,
        /// The code on the right.
        to: String,
    },
    /// A code is both mapped and listed as having no counterpart, or is listed so twice.
    #[error("{0} is listed as having no counterpart, and also elsewhere: remove one")]
    ContradictedGap(String),
    /// A code is neither mapped nor listed as having no counterpart, and neither is a parent of it.
    #[error("{0} is neither mapped nor listed as having no counterpart: do one of them")]
    Forgotten(String),
}
