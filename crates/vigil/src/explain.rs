//! From an alert back to its series.

use bellwether_model::Date;
use bellwether_watch::{Period, alert::Alert};

use crate::error::VigilError;
use crate::run::Look;

/// The series behind an alert from the first day of its baseline to the last of its window: counts by week, means
/// and shares by month. Each with the first day of its period.
///
/// # Errors
/// When the series cannot be made.
pub fn history(look: &Look<'_>, alert: &Alert) -> Result<Vec<(Date, f64)>, VigilError> {
    let (from, to) = (alert.baseline.days.from, alert.window.to);
    if !alert.facet.is_ratio() {
        let back = jiff::Span::new().days(i64::from(from.weekday().to_monday_zero_offset()));
        let monday = from.checked_sub(back).unwrap_or(from);
        let series = look.events.series(alert.facet, (monday, to), &[], Period::Week)?;
        return Ok((0..series.len()).map(|at| (series.date(at), series.counts()[at])).collect());
    }
    let mut months: Vec<(Date, f64, usize)> = Vec::new();
    for mark in look.events.marks(alert.facet, (from, to)) {
        let month = mark.day.first_of_month();
        match months.last_mut() {
            Some(last) if last.0 == month => {
                last.1 += mark.value;
                last.2 += 1;
            }
            _ => months.push((month, mark.value, 1)),
        }
    }
    Ok(months.into_iter().map(|(month, sum, n)| (month, sum / n as f64)).collect())
}
