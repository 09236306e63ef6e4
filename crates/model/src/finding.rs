//! What a reader has to say about a row that is not, or not simply, a report.

use serde::{Deserialize, Serialize};

/// What became of the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The row is not a report; it is kept only here.
    Reject,
    /// The row is a report after a repair that is named here.
    Repair,
    /// The row is a report as it stands, but something in it does not agree.
    Warning,
}

impl Severity {
    /// The word that stands in tables and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reject => "reject",
            Self::Repair => "repair",
            Self::Warning => "warning",
        }
    }
}

/// The stable name of a rule that a row broke, e.g. `latitude-range`; kebab-case.
pub type Rule = &'static str;

/// One thing found wrong in one row of an input file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What became of the row.
    pub severity: Severity,
    /// Where the row begins: its line in the text file, counted from 1 with the header as line 1; for
    /// JSON the feature, counted from 1.
    pub row: u64,
    /// The column that is wrong, or empty when it is the row as a whole.
    pub column: String,
    /// The rule that was broken.
    pub rule: Rule,
    /// What is wrong and what can be done, for a person: lower case, no final full stop.
    pub message: String,
    /// The offending value, cut to 200 characters.
    pub value: String,
}

impl Finding {
    /// A finding, its value cut to 200 characters.
    #[must_use]
    pub fn new(
        severity: Severity,
        row: u64,
        column: &str,
        rule: Rule,
        message: impl Into<String>,
        value: &str,
    ) -> Self {
        Self {
            severity,
            row,
            column: column.to_owned(),
            rule,
            message: message.into(),
            value: value.chars().take(200).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_is_cut_at_a_character_not_a_byte() {
        let finding =
            Finding::new(Severity::Reject, 7, "id", "id-empty", "no id", &"é".repeat(500));
        assert_eq!(finding.value.chars().count(), 200);
        assert_eq!(finding.severity.as_str(), "reject");
    }
}
