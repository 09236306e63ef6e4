//! The sources. A new one is one line here.

use crate::headerless::Headerless;
use crate::mapped;
use crate::recognise::Shape;
use crate::source::Source;
use crate::{acled, gdelt, gtd, icews, ucdp};

/// All sources, in the order in which they are asked.
pub(crate) static SOURCES: &[&dyn Source] = &[
    &ucdp::ged::Ged,
    &ucdp::deco::Deco,
    &ucdp::actors::ActorList,
    &ucdp::country_year::CountryYear,
    &gtd::Gtd,
    &acled::Acled,
    &gdelt::Gdelt,
    &icews::Icews,
    &mapped::Mapped,
];

/// The tables that come without a header, those with more columns first.
pub(crate) static HEADERLESS: &[&Headerless] =
    &[&gdelt::EVENTS_2_TABLE, &gdelt::EVENTS_1_TABLE, &gdelt::MENTIONS_TABLE];

/// The source that reads a shape.
pub(crate) fn source_of(shape: Shape) -> &'static dyn Source {
    *SOURCES
        .iter()
        .find(|source| source.shapes().contains(&shape))
        .expect("every shape belongs to a source, which a test checks")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_belongs_to_exactly_one_source() {
        for shape in Shape::ALL {
            let readers = SOURCES.iter().filter(|source| source.shapes().contains(&shape)).count();
            assert_eq!(readers, 1, "{shape:?}");
        }
    }
}
