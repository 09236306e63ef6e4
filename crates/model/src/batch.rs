//! What a reader hands on: some rows' worth of everything it found.

use crate::{
    CalendarEntry, CountryYearTotal, Finding, Mention, NativeActor, Report, Statement, Withdrawal,
};

/// The outcome of reading a run of rows of one file, in the file's order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// Input rows that this batch accounts for (header and hashtag rows are not input rows).
    pub rows: u64,
    /// Bytes of the expanded file that this batch accounts for.
    pub bytes: u64,
    /// Rows that are reports.
    pub reports: Vec<Report>,
    /// What was wrong with rows: rejects, repairs, warnings.
    pub findings: Vec<Finding>,
    /// Rows that are published totals.
    pub totals: Vec<CountryYearTotal>,
    /// Rows that are actors.
    pub actors: Vec<NativeActor>,
    /// Statements that rows make.
    pub statements: Vec<Statement>,
    /// Rows that say where an event was told of.
    pub mentions: Vec<Mention>,
    /// Rows that are dates of a political calendar.
    pub calendar: Vec<CalendarEntry>,
    /// Rows that say what the source has taken back.
    pub withdrawals: Vec<Withdrawal>,
}
