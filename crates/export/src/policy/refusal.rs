//! Why something may not leave, and what may be done instead.

use std::fmt;

use bellwether_model::DatasetId;

/// Rows of one restricted dataset among those that were to leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestrictedRows {
    /// The dataset.
    pub dataset: DatasetId,
    /// Its licence id.
    pub licence: String,
    /// How many of the rows are of it; `None` where the rows do not say of which dataset they are.
    pub rows: Option<usize>,
    /// What may be done instead.
    pub alternative: String,
}

impl fmt::Display for RestrictedRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { dataset, licence, rows, alternative } = self;
        match rows {
            Some(1) => write!(f, "1 row is of {dataset}")?,
            Some(rows) => write!(f, "{rows} rows are of {dataset}")?,
            None => write!(f, "rows of {dataset} may be among them")?,
        }
        write!(f, ", whose terms ({licence}) forbid passing rows on; {alternative}")
    }
}

/// Why something may not leave. The whole is refused, never a part of it in silence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Rows of datasets whose terms forbid passing them on, and no permission is recorded.
    #[error(
        "not exported: {}; or leave the dataset out with --source, or record a permission",
        .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    )]
    Restricted(Vec<RestrictedRows>),
    /// Nothing is known of a dataset's terms, so nothing of it may leave.
    #[error("not exported: the terms of {0} are not known; describe the dataset with its licence")]
    UnknownTerms(DatasetId),
    /// A row does not say of which dataset it is.
    #[error(
        "not exported: row {0} does not say of which dataset it is; \
         keep the column dataset or report_id"
    )]
    UnknownOrigin(usize),
    /// A table that was said to hold no events has a column of events.
    #[error("not exported: the column {0} is one of events; have the rows cleared as rows")]
    NotACatalogue(String),
    /// Rows about protected people or places that the location policy has not treated.
    #[error(
        "not exported: {rows} rows are about protected people or places ({classes}) and are more \
         precise or newer than the location policy allows; apply the policy, or change it in the \
         configuration"
    )]
    Untreated {
        /// How many rows.
        rows: usize,
        /// Whom they are about.
        classes: String,
    },
}
