//! Why there is no brief.

use crate::instrument::Unanswered;
use crate::language::Finding;

/// Why a brief could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum BriefError {
    /// The instrument could not answer a query.
    #[error(transparent)]
    Unanswered(#[from] Unanswered),
    /// A section that does not exist was asked for.
    #[error("there is no section {asked:?}; the sections are {known}")]
    NoSuchSection {
        /// What was asked for.
        asked: String,
        /// Those that there are.
        known: String,
    },
    /// Sentences break the rules of language.
    #[error("the brief breaks the rules of language and is not written: {}", first(.0))]
    Language(Vec<Finding>),
    /// Digits stand in words, where no query is behind them.
    #[error("the section {section} prints digits without a query: {words:?}")]
    Unregistered {
        /// The section.
        section: String,
        /// The words.
        words: String,
    },
    /// A file is no brief of a known form.
    #[error("{0}")]
    NotABrief(String),
}

fn first(findings: &[Finding]) -> String {
    let words: Vec<String> = findings.iter().take(3).map(ToString::to_string).collect();
    let more = findings.len().saturating_sub(3);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    format!("{}{more}", words.join("; "))
}
