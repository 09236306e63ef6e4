//! UCDP's codes as they stand in its event tables.
//!
//! In state-based events side A is always the government that the conflict is with, by UCDP's own
//! convention, so nothing is swapped here.

use std::borrow::Cow;

use bellwether_model::{DatePrecision, EventType, PlacePrecision, TargetClass, Targets};

use crate::reading::{Part, Reading};
use crate::text::Column;

/// UCDP's events in PLOVER's terms: each is the use of armed force, and UCDP does not say how.
pub(super) fn plover(event_type: EventType) -> Option<Cow<'static, str>> {
    let assault =
        matches!(event_type, EventType::StateBased | EventType::NonState | EventType::OneSided);
    assault.then_some(Cow::Borrowed("ASSAULT"))
}

/// Whom an event was directed at: in one-sided violence civilians, by its definition.
pub(super) fn targets(event_type: EventType) -> Targets {
    match event_type {
        EventType::OneSided => Targets::NONE.with(TargetClass::Civilians),
        _ => Targets::NONE,
    }
}

impl Reading<'_> {
    /// The type of violence: UCDP's code and ours.
    pub(crate) fn violence(&self, column: Column) -> Part<(EventType, String)> {
        let code = self.integer(column, "type-code")?;
        match code.and_then(EventType::from_ucdp) {
            Some(kind) => Ok((kind, code.unwrap_or_default().to_string())),
            None => {
                let message =
                    "type_of_violence must be 1 (state-based), 2 (non-state) or 3 (one-sided)";
                Err(self.reject(column, "type-code", message))
            }
        }
    }

    /// The code of a date's precision.
    pub(crate) fn date_precision(&self, column: Column) -> Part<DatePrecision> {
        self.integer(column, "date-prec-code")?.and_then(DatePrecision::from_ged).ok_or_else(|| {
            let message = "date_prec must be 1 (day), 2 (days), 3 (week), 4 (month) or 5 (year)";
            self.reject(column, "date-prec-code", message)
        })
    }

    /// The code of a place's precision.
    pub(crate) fn place_precision(&self, column: Column) -> Part<PlacePrecision> {
        self.integer(column, "where-prec-code")?.and_then(PlacePrecision::from_ged).ok_or_else(|| {
            let message = "where_prec must be 1 to 7 (exact, near, admin2, admin1, region, country, international)";
            self.reject(column, "where-prec-code", message)
        })
    }
}
