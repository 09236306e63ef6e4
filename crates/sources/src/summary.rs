//! What a file held, and how far its reading has come.

use std::collections::BTreeMap;

use bellwether_model::{Batch, Date, Severity};

/// How far the reading of a file has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the file on the disk that were read.
    pub bytes_done: u64,
    /// Bytes of the file on the disk.
    pub bytes_total: u64,
    /// Input rows so far.
    pub rows: u64,
}

/// What a file held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Input rows; header and hashtag rows and blank lines are none.
    pub rows: u64,
    /// Rows that are reports.
    pub reports: u64,
    /// Published totals that rows gave.
    pub totals: u64,
    /// Actors that rows gave.
    pub actors: u64,
    /// Statements that rows gave.
    pub statements: u64,
    /// Withdrawals that rows gave.
    pub withdrawals: u64,
    /// Mentions that rows gave.
    pub mentions: u64,
    /// Dates of a political calendar that rows gave.
    pub calendar: u64,
    /// Rows that were rejected.
    pub rejected: u64,
    /// Repairs that were made.
    pub repaired: u64,
    /// Warnings that were given.
    pub warned: u64,
    /// Findings above the limit for one file, counted and not handed on.
    pub findings_dropped: u64,
    /// Bytes of text, decompressed.
    pub bytes_expanded: u64,
    /// SHA-256 of the file as it lies on the disk, lower-case hexadecimal.
    pub sha256: String,
    /// Whether the row under the header held HXL hashtags.
    pub hashtag_row: bool,
    /// Reports by the Gleditsch-Ward number of their country.
    pub countries: BTreeMap<u16, u64>,
    /// Reports by the year in which they start.
    pub years: BTreeMap<i16, u64>,
    /// The first day on which a report starts.
    pub first: Option<Date>,
    /// The last day on which a report starts.
    pub last: Option<Date>,
    /// What was wrong when the stream broke off before its end.
    pub damage: Option<String>,
}

impl Summary {
    /// Takes account of a batch, and drops from it the findings above the limit.
    pub(crate) fn take(&mut self, batch: &mut Batch, findings_max: usize) {
        self.rows += batch.rows;
        self.bytes_expanded += batch.bytes;
        self.reports += batch.reports.len() as u64;
        self.totals += batch.totals.len() as u64;
        self.actors += batch.actors.len() as u64;
        self.statements += batch.statements.len() as u64;
        self.withdrawals += batch.withdrawals.len() as u64;
        self.mentions += batch.mentions.len() as u64;
        self.calendar += batch.calendar.len() as u64;
        let kept_before = self.rejected + self.repaired + self.warned - self.findings_dropped;
        for finding in &batch.findings {
            match finding.severity {
                Severity::Reject => self.rejected += 1,
                Severity::Repair => self.repaired += 1,
                Severity::Warning => self.warned += 1,
            }
        }
        let room = usize::try_from((findings_max as u64).saturating_sub(kept_before))
            .unwrap_or(usize::MAX);
        if batch.findings.len() > room {
            self.findings_dropped += (batch.findings.len() - room) as u64;
            batch.findings.truncate(room);
        }
        for report in &batch.reports {
            let start = report.date.start();
            *self.years.entry(start.year()).or_default() += 1;
            if let Some(gw) = report.place.gw {
                *self.countries.entry(gw.0).or_default() += 1;
            }
            self.first = Some(self.first.map_or(start, |first| first.min(start)));
            self.last = Some(self.last.map_or(start, |last| last.max(start)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellwether_model::Finding;

    #[test]
    fn findings_above_the_limit_are_counted_and_dropped() {
        let finding = Finding::new(Severity::Reject, 2, "", "ragged", "ragged", "");
        let mut summary = Summary::default();
        for _ in 0..2 {
            let mut batch = Batch { findings: vec![finding.clone(); 3], ..Batch::default() };
            summary.take(&mut batch, 4);
        }
        assert_eq!((summary.rejected, summary.findings_dropped), (6, 2));
    }
}
