//! One row of mentions to one mention.

use bellwether_model::{Batch, DatasetId, Finding, Mention, ReportId, Severity};
use jiff::Timestamp;

use super::columns::MentionColumns;
use super::{EVENTS, SIMULATED_EVENTS, is_simulated, mixed};
use crate::reading::{Part, Reading};
use crate::source::ReadRow;
use crate::text::row::owned;
use crate::text::value::{BadDate, compact_time};
use crate::text::{Column, Header, Row};

/// Reads the rows of one table.
pub(super) struct MentionRows {
    /// The dataset of the events that are mentioned.
    events: DatasetId,
    simulated: bool,
    columns: MentionColumns,
}

impl MentionRows {
    pub(super) fn new(simulated: bool, header: &Header) -> Self {
        let events = if simulated { SIMULATED_EVENTS } else { EVENTS };
        Self {
            events: DatasetId::new(events).expect("a kebab-case constant"),
            simulated,
            columns: MentionColumns::of(header),
        }
    }

    fn mention(&self, row: &Row<'_>, notes: &mut Vec<Finding>) -> Part<Mention> {
        let c = &self.columns;
        let mut reading = Reading { row, notes };
        let event = reading.id(c.id)?;
        if is_simulated(row, c.locator) != self.simulated {
            return Err(reading.reject(c.locator, "simulated", mixed(self.simulated)));
        }
        let locator = row.get(c.locator);
        if locator.is_empty() {
            let message = "the mention has no identifier, so nobody could find it; add its address or citation";
            return Err(reading.reject(c.locator, "mention-identifier", message));
        }
        let (recorded_at, seen_at) = (time(&reading, c.recorded)?, time(&reading, c.seen)?);
        let kind = kind(&reading, c.kind)?;
        let confidence = percent(&mut reading, c.confidence)?;
        let sentence = reading.integer(c.sentence, "sentence-number")?;
        Ok(Mention {
            report: ReportId { dataset: self.events.clone(), native: event },
            recorded_at,
            seen_at,
            kind: kind.to_owned(),
            outlet: owned(row.get(c.outlet)),
            locator: owned(locator),
            confidence,
            sentence: sentence.and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0),
            row: row.line,
        })
    }
}

fn time(reading: &Reading<'_>, column: Column) -> Part<Timestamp> {
    compact_time(reading.row.get(column)).map_err(|bad| {
        let rule = if bad == BadDate::Calendar { "date-calendar" } else { "date-form" };
        reading.reject(column, rule, format!("{} {bad}", column.name))
    })
}

/// What kind of document it is (codebook V2.0, `MentionType`).
fn kind(reading: &Reading<'_>, column: Column) -> Part<&'static str> {
    Ok(match reading.row.get(column) {
        "1" => "web",
        "2" => "citation-only",
        "3" => "core",
        "4" => "dtic",
        "5" => "jstor",
        "6" => "non-textual",
        _ => {
            let message =
                "MentionType must be 1 to 6 (web, citation only, core, dtic, jstor, non-textual)";
            return Err(reading.reject(column, "mention-type-code", message));
        }
    })
}

/// The confidence in percent; another number is dropped.
fn percent(reading: &mut Reading<'_>, column: Column) -> Part<Option<u8>> {
    let Some(value) = reading.integer(column, "confidence-number")? else { return Ok(None) };
    let percent = u8::try_from(value).ok().filter(|percent| *percent <= 100);
    if percent.is_none() {
        let message = "the confidence must lie between 0 and 100; the value is dropped";
        reading.note(Severity::Repair, column, "confidence-number", message);
    }
    Ok(percent)
}

impl ReadRow for MentionRows {
    fn read(&self, row: &Row<'_>, batch: &mut Batch) {
        let noted = batch.findings.len();
        match self.mention(row, &mut batch.findings) {
            Ok(mention) => batch.mentions.push(mention),
            Err(reject) => {
                batch.findings.truncate(noted);
                batch.findings.push(*reject);
            }
        }
    }
}
