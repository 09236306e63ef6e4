//! The list of events that ACLED has taken back: ids and when.

use bellwether_model::{Batch, DatasetId, Finding, Withdrawal};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{DATASET, SIMULATED_DATASET, is_simulated};
use crate::reading::{Part, Reading};
use crate::recognise::Shape;
use crate::source::{Match, ReadRow, Sample, Verdict};
use crate::text::value::{date, integer, is_missing};
use crate::text::{Column, Header, Row};

const KNOWN: [&str; 3] = ["deleted_timestamp", "event_id_cnty", "source_scale"];

/// What recognition makes of a table with the columns of the list.
pub(super) fn recognised(sample: &Sample<'_>) -> Verdict {
    Verdict::Yes(Match {
        dataset: if is_simulated(sample) { SIMULATED_DATASET } else { DATASET },
        shape: Shape::AcledDeletions,
        label: None,
        evidence: vec![
            "the columns event_id_cnty and deleted_timestamp of ACLED's deletions".into(),
        ],
        unknown_columns: sample.header.beyond(&[&KNOWN]),
        missing_columns: Vec::new(),
    })
}

/// Reads the list.
pub(super) struct DeletionRows {
    dataset: DatasetId,
    id: Column,
    at: Column,
}

impl DeletionRows {
    pub(super) fn new(dataset: DatasetId, header: &Header) -> Self {
        Self { dataset, id: header.column("event_id_cnty"), at: header.column("deleted_timestamp") }
    }

    fn withdrawal(&self, row: &Row<'_>, notes: &mut Vec<Finding>) -> Part<Withdrawal> {
        let reading = Reading { row, notes };
        let native = reading.id(self.id)?;
        Ok(Withdrawal {
            dataset: self.dataset.clone(),
            native,
            at: self.instant(&reading)?,
            row: row.line,
        })
    }

    /// Seconds since 1970, or a day, whose first instant counts (in UTC); `None` when the field is empty.
    fn instant(&self, reading: &Reading<'_>) -> Part<Option<Timestamp>> {
        let field = reading.row.get(self.at);
        if is_missing(field) {
            return Ok(None);
        }
        let seconds = integer(field).ok().flatten();
        let instant = match seconds {
            Some(seconds) => Timestamp::from_second(seconds).ok(),
            None => field.parse::<Timestamp>().ok().or_else(|| {
                let day = date(field, None).ok()?;
                Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp())
            }),
        };
        instant.map(Some).ok_or_else(|| {
            let message = "deleted_timestamp is neither a number of seconds since 1970 nor a date";
            reading.reject(self.at, "timestamp", message)
        })
    }
}

impl ReadRow for DeletionRows {
    fn read(&self, row: &Row<'_>, batch: &mut Batch) {
        match self.withdrawal(row, &mut batch.findings) {
            Ok(withdrawal) => batch.withdrawals.push(withdrawal),
            Err(reject) => batch.findings.push(*reject),
        }
    }
}
