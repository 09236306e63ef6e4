//! One row of GED to one report.

use bellwether_model::{
    Batch, DatasetId, EventType, Extra, Finding, Place, Report, ReportId, Severity,
};

use super::SIMULATED;
use super::columns::{Columns, Keep};
use crate::reading::{Part, Reading};
use crate::source::ReadRow;
use crate::text::row::owned;
use crate::text::value::{DateOrder, identifier};
use crate::text::{Header, Row};

/// Reads the rows of one table.
pub(super) struct GedRows {
    dataset: DatasetId,
    simulated: bool,
    order: Option<DateOrder>,
    columns: Columns,
}

impl GedRows {
    pub(super) fn new(dataset: DatasetId, header: &Header, order: Option<DateOrder>) -> Self {
        let simulated = dataset.as_str() == super::SIMULATED_DATASET;
        Self { dataset, simulated, order, columns: Columns::of(header) }
    }

    fn report(&self, row: &Row<'_>, notes: &mut Vec<Finding>) -> Part<Report> {
        let c = &self.columns;
        let mut reading = Reading { row, notes };
        let id = reading.id(c.id)?;
        self.check_status(&reading)?;
        let (event_type, native_type) = reading.violence(c.violence)?;
        let precision = reading.date_precision(c.date_prec)?;
        let date = reading.interval(c.date_start, c.date_end, self.order, Some(precision))?;
        let place = self.place(&mut reading)?;
        let deaths = reading.toll(c.toll)?;
        let clarity = self.clarity(&mut reading)?;
        let sources_count = self.sources(&mut reading)?;
        Ok(Report {
            id: ReportId { dataset: self.dataset.clone(), native: id },
            relid: row.text(c.relid).filter(|relid| relid != "0"),
            event_type,
            native_type,
            civilians_targeted: event_type == EventType::OneSided,
            conflict: reading.reference(c.conflict.0, c.conflict.1),
            dyad: reading.reference(c.dyad.0, c.dyad.1),
            side_a: reading.side(c.side_a.0, c.side_a.1)?,
            side_b: reading.side(c.side_b.0, c.side_b.1)?,
            date,
            place,
            deaths,
            injured: None,
            plover: crate::ucdp::codes::plover(event_type),
            targets: crate::ucdp::codes::targets(event_type),
            clarity,
            sources_count,
            extra: self.extra(row),
            added: self.added(row),
            row: row.line,
        })
    }

    /// Simulated rows stand only in simulated files.
    fn check_status(&self, reading: &Reading<'_>) -> Part<()> {
        let column = self.columns.code_status;
        if (reading.row.get(column) == SIMULATED) == self.simulated {
            return Ok(());
        }
        let message = if self.simulated {
            "the row is not marked SIMULATED and stands in a simulated file; keep real and simulated rows apart"
        } else {
            "the row is marked SIMULATED and stands in a real file; keep real and simulated rows apart"
        };
        Err(reading.reject(column, "simulated", message))
    }

    fn place(&self, reading: &mut Reading<'_>) -> Part<Place> {
        let c = &self.columns;
        let precision = reading.place_precision(c.where_prec)?;
        let (point, precision) = reading.point(c.point, precision)?;
        let row = reading.row;
        Ok(Place {
            point,
            precision,
            country: row.text(c.country).unwrap_or_default(),
            gw: reading.country_code(c.country_id)?,
            admin1: row.text(c.admin1),
            admin2: row.text(c.admin2),
            name: row.text(c.place_name),
            iso3: None,
            admin1_id: None,
        })
    }

    /// `event_clarity`, 1 or 2.
    fn clarity(&self, reading: &mut Reading<'_>) -> Part<Option<u8>> {
        let column = self.columns.clarity;
        Ok(match reading.integer(column, "clarity-code")? {
            Some(1) => Some(1),
            Some(2) => Some(2),
            None => None,
            Some(_) => {
                let message = "event_clarity must be 1 or 2; the value is dropped";
                reading.note(Severity::Repair, column, "clarity-code", message);
                None
            }
        })
    }

    /// `number_of_sources`; -1 means that it is not given.
    fn sources(&self, reading: &mut Reading<'_>) -> Part<Option<u32>> {
        let column = self.columns.sources;
        Ok(match reading.integer(column, "sources-number")? {
            None | Some(-1) => None,
            Some(count) => {
                let count = u32::try_from(count).ok();
                if count.is_none() {
                    let message = "number_of_sources is no count; the value is dropped";
                    reading.note(Severity::Repair, column, "sources-number", message);
                }
                count
            }
        })
    }

    /// What others than UCDP put into the table: not content, and not thrown away.
    fn added(&self, row: &Row<'_>) -> Extra {
        let mut added: Extra = self
            .columns
            .added
            .iter()
            .filter_map(|column| Some((column.name.into(), row.text(*column)?)))
            .collect();
        for (name, column) in &self.columns.unknown {
            if let Some(text) = row.text(*column) {
                added.insert(name.clone().into(), text);
            }
        }
        added
    }

    fn extra(&self, row: &Row<'_>) -> Extra {
        let kept = self.columns.extra.iter().filter_map(|(column, keep)| {
            let text = row.get(*column);
            let text = match keep {
                _ if text.is_empty() => return None,
                Keep::Text => owned(text),
                Keep::Id => identifier(text).to_owned(),
                Keep::Flag => flag(text).to_owned(),
            };
            Some((column.name.into(), text))
        });
        kept.collect()
    }
}

/// Yes and no in the spellings of the vintages; anything else stays as it stands.
fn flag(text: &str) -> &str {
    match text {
        "TRUE" | "True" | "true" | "T" => "1",
        "FALSE" | "False" | "false" | "F" => "0",
        other => identifier(other),
    }
}

impl ReadRow for GedRows {
    fn read(&self, row: &Row<'_>, batch: &mut Batch) {
        let noted = batch.findings.len();
        match self.report(row, &mut batch.findings) {
            Ok(report) => batch.reports.push(report),
            Err(reject) => {
                batch.findings.truncate(noted);
                batch.findings.push(*reject);
            }
        }
    }
}
