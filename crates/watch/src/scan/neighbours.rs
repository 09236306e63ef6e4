//! The circles around each place.

use std::ops::Range;

use rayon::prelude::*;

use super::{Places, ScanError, ScanSettings};

/// The most pairs of a centre and a place within its circles: 1.6 GB.
const PAIRS_MAX: usize = 400_000_000;

/// Distances that differ by less than this part are one: grid cells lie equally far in many directions.
const TIE: f64 = 1e-9;

/// The circles around one centre: its neighbours in order of distance, and how many of them each circle holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Circles {
    /// Places, nearest first, the centre itself among them.
    pub(super) order: Vec<u32>,
    /// For each circle the number of places, ascending. Places at one distance enter together.
    pub(super) sizes: Vec<u32>,
}

impl Circles {
    /// The positions in `order` of what a circle has and the next smaller one has not.
    pub(super) fn added(&self, circle: usize) -> Range<usize> {
        let start = circle.checked_sub(1).map_or(0, |smaller| self.sizes[smaller] as usize);
        start..self.sizes[circle] as usize
    }
}

/// The circles of every place, up to the largest share of the weight and the largest radius.
pub(super) fn circles(
    places: &Places,
    weight: &[f64],
    settings: &ScanSettings,
) -> Result<Vec<Circles>, ScanError> {
    // A share that holds exactly is within the limit, whatever the order of the sum.
    let weight_max = weight.iter().sum::<f64>() * settings.share_max * (1.0 + 1e-12);
    let circles: Vec<Circles> = (0..places.len())
        .into_par_iter()
        .map_init(Vec::new, |near, centre| {
            around(places, weight, weight_max, settings, centre, near)
        })
        .collect();
    if circles.iter().map(|circles| circles.order.len()).sum::<usize>() > PAIRS_MAX {
        return Err(ScanError::TooManyPairs { limit: PAIRS_MAX });
    }
    Ok(circles)
}

fn around(
    places: &Places,
    weight: &[f64],
    weight_max: f64,
    settings: &ScanSettings,
    centre: usize,
    near: &mut Vec<(f64, u32)>,
) -> Circles {
    near.clear();
    // Far fewer places than 2^32 fit into memory.
    #[allow(clippy::cast_possible_truncation)]
    let all = (0..places.len()).map(|place| (places.nearness(centre, place), place as u32));
    match settings.radius_max {
        Some(radius) => near.extend(all.filter(|(near, _)| places.distance(*near) <= radius)),
        None => near.extend(all),
    }
    near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut circles = Circles::default();
    let mut inside = 0.0;
    for tied in near.chunk_by(|a, b| b.0 <= a.0 * (1.0 + TIE)) {
        inside += tied.iter().map(|(_, place)| weight[*place as usize]).sum::<f64>();
        if inside > weight_max {
            break;
        }
        circles.order.extend(tied.iter().map(|(_, place)| *place));
        // As above.
        #[allow(clippy::cast_possible_truncation)]
        circles.sizes.push(circles.order.len() as u32);
    }
    circles.order.shrink_to_fit();
    circles.sizes.shrink_to_fit();
    circles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::Windows;

    fn line(share_max: f64, radius_max: Option<f64>) -> Vec<Circles> {
        let places = Places::on_plane(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (4.0, 0.0)]);
        let settings = ScanSettings { share_max, radius_max, ..ScanSettings::new(Windows::Whole) };
        circles(&places.expect("numbers"), &[1.0; 4], &settings).expect("few")
    }

    #[test]
    fn places_at_one_distance_enter_together() {
        let circles = line(0.5, None);
        assert_eq!(circles[0].order, [0, 1]);
        // One place to the left and one to the right would be three of four.
        assert_eq!(circles[1].order, [1]);
        assert_eq!(circles[3].sizes, [1, 2]);
    }

    #[test]
    fn a_radius_includes_what_lies_on_it() {
        assert_eq!(line(0.5, Some(1.0))[0].order, [0, 1]);
        assert_eq!(line(0.5, Some(0.9))[0].order, [0]);
    }
}
