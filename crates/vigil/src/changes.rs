//! The past of a watch, cut where its rate changed.

use bellwether_model::Date;
use bellwether_watch::alert::Facet;
use bellwether_watch::pelt::Pelt;
use bellwether_watch::{Period, Series};
use serde::Serialize;

use crate::error::VigilError;
use crate::run::Look;

/// Weeks or months of one rate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spell {
    /// The first day.
    pub from: Date,
    /// The last.
    pub to: Date,
    /// Periods.
    pub periods: usize,
    /// Mean count of a period.
    pub mean: f64,
}

/// The spells of a facet that is a count, by PELT (Killick, Fearnhead and Eckley 2012, JASA 107(500), 1590-1598) with a
/// negative binomial cost. Days that nobody covers and changes of the counting end a spell and are no finding.
///
/// # Errors
/// When nothing is covered, or the facet is a mean or a share.
pub fn changes(look: &Look<'_>, facet: Facet, period: Period) -> Result<Vec<Spell>, VigilError> {
    if facet.is_ratio() {
        return Err(VigilError::Definition(format!(
            "{} is a mean or a share, and spells are of counts; take tempo, mass-casualty, spread-units or spread-cells",
            facet.as_str()
        )));
    }
    let Some(days) = look.days() else {
        return Err(VigilError::Definition("there is nothing to cut: no day is covered".into()));
    };
    let series: Series = look.events.series(facet, days, look.collections, period)?;
    let spell = |segment: bellwether_watch::pelt::Segment| Spell {
        from: series.date(segment.from),
        to: series.last_day(segment.to.saturating_sub(1)),
        periods: segment.to - segment.from,
        mean: segment.mean,
    };
    Ok(Pelt::default().cut(&series)?.into_iter().map(spell).collect())
}
