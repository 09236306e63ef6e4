//! How far from its point an event may have been, in metres.

use bellwether_model::PlacePrecision;

/// The radius in metres of the circle that a point stands for; `None` where it stands for a unit, whose
/// extent is not a circle around its centre.
///
/// `near` is 25 km by the UCDP GED codebook (`where_prec` 2: within about 25 km). For `exact` no source
/// states a radius: a named town or village is taken to lie within 1 km of its point.
#[must_use]
pub const fn radius_m(precision: PlacePrecision) -> Option<u32> {
    match precision {
        PlacePrecision::Exact => Some(1_000),
        PlacePrecision::Near => Some(25_000),
        _ => None,
    }
}

/// The precision by its word, as it stands in grids.
pub(crate) fn parse(word: &str) -> Option<PlacePrecision> {
    PlacePrecision::ALL.into_iter().find(|precision| precision.as_str() == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_a_radius_exactly_when_it_may_be_drawn_as_a_point() {
        for precision in PlacePrecision::ALL {
            assert_eq!(radius_m(precision).is_some(), precision.is_located(), "{precision:?}");
            assert_eq!(parse(precision.as_str()), Some(precision));
        }
    }
}
