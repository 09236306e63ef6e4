//! One row to one date of a political calendar.

use std::sync::Arc;

use bellwether_model::{Batch, CalendarEntry, Finding};

use super::Mapping;
use super::atlas::Atlas;
use super::reading::{Part, Reading};
use super::spec::CalendarSpec;
use super::table::Bound;
use crate::source::ReadRow;
use crate::text::value::DateOrder;
use crate::text::{Header, Row};

/// Reads the rows of one calendar.
pub(super) struct CalendarRows {
    mapping: Arc<Mapping>,
    spec: CalendarSpec,
    bound: Bound,
    order: Option<DateOrder>,
    atlas: Atlas,
}

impl CalendarRows {
    pub(super) fn new(
        mapping: &Arc<Mapping>,
        spec: CalendarSpec,
        header: &Header,
        order: Option<DateOrder>,
    ) -> Self {
        Self {
            mapping: Arc::clone(mapping),
            spec,
            bound: Bound::of(mapping, header),
            order: order.or(mapping.table.dates),
            atlas: Atlas::default(),
        }
    }

    fn entry(&self, row: &Row<'_>, notes: &mut Vec<Finding>) -> Part<CalendarEntry> {
        let spec = &self.spec;
        let cells = self.bound.cells(*row, &self.mapping);
        let mut reading = Reading { cells, mapping: &self.mapping, order: self.order, notes };
        let native_id = reading.id(&spec.id, &self.bound.kept)?;
        let kind = reading.read(&spec.kind)?;
        if !is_kebab(&kind) {
            let message = format!(
                "the kind {kind:?} is no word in small letters with hyphens, such as change-of-government; write it so, or give a table of values in the mapping"
            );
            return Err(reading.reject(spec.kind.column(), "calendar-kind", message));
        }
        let date = reading.interval(&spec.date)?;
        let (name, code) = (spec.country.as_ref(), spec.country_code.as_ref());
        let country = reading.country(name, code, &self.atlas, date.start())?;
        let mut extra = self.bound.extra(row);
        extra
            .extend(self.bound.added(row).iter().map(|(n, v)| (n.to_owned().into(), v.to_owned())));
        Ok(CalendarEntry {
            native_id,
            kind: kind.into_owned(),
            country: country.words,
            gw: country.gw,
            iso3: country.iso3,
            date,
            what: reading.text(Some(&spec.what))?.unwrap_or_default(),
            extra,
            row: row.line,
        })
    }
}

fn is_kebab(word: &str) -> bool {
    word.split('-').all(|part| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}

impl ReadRow for CalendarRows {
    fn read(&self, row: &Row<'_>, batch: &mut Batch) {
        let noted = batch.findings.len();
        match self.entry(row, &mut batch.findings) {
            Ok(entry) => batch.calendar.push(entry),
            Err(reject) => {
                batch.findings.truncate(noted);
                batch.findings.push(*reject);
            }
        }
    }
}
