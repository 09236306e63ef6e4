//! Where the places are, and how far apart.

use bellwether_model::Point;

use super::ScanError;

/// Mean Earth radius, as in `bellwether-model`.
const EARTH_KM: f64 = 6371.0088;

/// The places of a study, in the order in which they are numbered from 0.
///
/// On the globe distances are along great circles, in kilometres; on a plane they are straight, in the unit
/// of the coordinates.
#[derive(Debug, Clone, PartialEq)]
pub struct Places {
    /// Unit vectors on the globe, or `[x, y, 0]` on a plane.
    vectors: Vec<[f64; 3]>,
    globe: bool,
}

impl Places {
    /// Places on the globe.
    #[must_use]
    pub fn on_globe(points: &[Point]) -> Self {
        let vector = |point: &Point| {
            let (latitude, longitude) = (point.latitude.degrees(), point.longitude.degrees());
            let (sin, cos) = latitude.to_radians().sin_cos();
            let (y, x) = longitude.to_radians().sin_cos();
            [cos * x, cos * y, sin]
        };
        Self { vectors: points.iter().map(vector).collect(), globe: true }
    }

    /// Places on a plane.
    ///
    /// # Errors
    /// When a coordinate is no finite number.
    pub fn on_plane(points: &[(f64, f64)]) -> Result<Self, ScanError> {
        let finite = |(x, y): &(f64, f64)| x.is_finite() && y.is_finite();
        if let Some(place) = points.iter().position(|point| !finite(point)) {
            return Err(ScanError::Coordinate { place });
        }
        Ok(Self { vectors: points.iter().map(|(x, y)| [*x, *y, 0.0]).collect(), globe: false })
    }

    /// How many places there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.vectors.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.vectors.is_empty()
    }

    /// Something that grows with the distance and costs little: the squared straight line.
    pub(super) fn nearness(&self, a: usize, b: usize) -> f64 {
        let (a, b) = (&self.vectors[a], &self.vectors[b]);
        let part = |axis: usize| (a[axis] - b[axis]) * (a[axis] - b[axis]);
        part(0) + part(1) + part(2)
    }

    /// The distance that a nearness stands for.
    pub(super) fn distance(&self, nearness: f64) -> f64 {
        let straight = nearness.sqrt();
        if self.globe { 2.0 * EARTH_KM * (straight / 2.0).min(1.0).asin() } else { straight }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chord_gives_the_distance_of_the_great_circle() {
        let points = [(10.0, 20.0), (11.0, 20.5), (-10.0, -160.0)]
            .map(|(latitude, longitude)| Point::new(latitude, longitude).expect("valid"));
        let places = Places::on_globe(&points);
        for (a, b) in [(0, 1), (0, 2), (1, 2)] {
            let found = places.distance(places.nearness(a, b));
            assert!((found - points[a].distance_km(&points[b])).abs() < 1e-6);
        }
    }

    #[test]
    fn a_plane_takes_numbers_only() {
        let error = Places::on_plane(&[(0.0, 0.0), (f64::NAN, 1.0)]).expect_err("no number");
        assert_eq!(error, ScanError::Coordinate { place: 1 });
        let places = Places::on_plane(&[(0.0, 0.0), (3.0, 4.0)]).expect("numbers");
        assert!((places.distance(places.nearness(0, 1)) - 5.0).abs() < 1e-12);
    }
}
