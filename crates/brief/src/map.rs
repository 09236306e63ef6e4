//! The map: what is known of each place, and no more.
//!
//! A place that is known exactly is a point; one known to about 25 km is a disc of that radius; one known only to a
//! district or province hatches the province; what is known to the country alone is counted beside the map and drawn
//! nowhere. Nothing stands on a centroid.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::desk::Desk;
use crate::document::Piece;
use crate::instrument::{Area, Incident, Outline, Unanswered};
use crate::query::{By, Query};
use crate::rendering::Rendering;
use crate::svg::{Anchor, Drawing, ticks};

const WIDTH: f64 = 680.0;
const HEIGHT_MAX: f64 = 560.0;
const HEIGHT_MIN: f64 = 260.0;
/// Kilometres of a degree of latitude.
const KM: f64 = 111.195;
/// The radius of a disc.
const NEAR_KM: f64 = 25.0;

/// Units that are named on the map at most.
const NAMED: usize = 12;
/// Room that a name takes: for each letter, and in height.
const LETTER: (f64, f64) = (6.0, 13.0);

/// Whether a word for the precision of a place means a point, a disc, or a unit.
pub(crate) fn is_located(precision: &str) -> bool {
    matches!(precision, "exact" | "near")
}

/// Whether the place is known to a district or province.
pub(crate) fn is_of_unit(precision: &str) -> bool {
    matches!(precision, "admin1" | "admin2")
}

/// Degrees to the picture's units.
struct Frame {
    west: f64,
    north: f64,
    scale: f64,
    squeeze: f64,
    height: f64,
}

impl Frame {
    /// A frame around points, with room at its sides.
    fn around(points: &[[f64; 2]]) -> Option<Self> {
        let first = points.first()?;
        let [mut west, mut south, mut east, mut north] = [first[0], first[1], first[0], first[1]];
        for [x, y] in points {
            (west, east) = (west.min(*x), east.max(*x));
            (south, north) = (south.min(*y), north.max(*y));
        }
        let middle = f64::midpoint(south, north);
        let squeeze = middle.to_radians().cos().max(0.2);
        // Room for a disc at the border, and for the neighbours.
        let room = ((north - south).max((east - west) * squeeze) * 0.08).max(0.4);
        (south, north) = (south - room, north + room);
        (west, east) = (west - room / squeeze, east + room / squeeze);
        let (wide, high) = ((east - west) * squeeze, north - south);
        let scale = (WIDTH / wide).min(HEIGHT_MAX / high);
        let height = (high * scale).max(HEIGHT_MIN);
        // The rest of the frame is laid around the middle.
        let spare_x = (WIDTH / scale - wide) / squeeze / 2.0;
        let spare_y = (height / scale - high) / 2.0;
        Some(Self { west: west - spare_x, north: north + spare_y, scale, squeeze, height })
    }

    fn at(&self, [x, y]: [f64; 2]) -> (f64, f64) {
        ((x - self.west) * self.squeeze * self.scale, (self.north - y) * self.scale)
    }

    fn km(&self, km: f64) -> f64 {
        km / KM * self.scale
    }

    /// Rings as a path, corners closer than half a unit left out.
    fn path(&self, outline: &Outline) -> String {
        let mut d = String::new();
        for ring in outline {
            let mut last: Option<(f64, f64)> = None;
            let mut corners: Vec<(f64, f64)> = Vec::new();
            for corner in ring {
                let at = self.at(*corner);
                let near = last.is_some_and(|last| (at.0 - last.0).hypot(at.1 - last.1) < 0.7);
                if !near {
                    corners.push(at);
                    last = Some(at);
                }
            }
            let seen = corners.iter().any(|(x, y)| {
                (-80.0..WIDTH + 80.0).contains(x) && (-80.0..self.height + 80.0).contains(y)
            });
            if corners.len() < 3 || !seen {
                continue;
            }
            for (number, (x, y)) in corners.iter().enumerate() {
                // What lies far outside is drawn to the rim only.
                let (x, y) = (x.clamp(-900.0, WIDTH + 900.0), y.clamp(-900.0, self.height + 900.0));
                let _ = write!(d, "{}{x:.1} {y:.1}", if number == 0 { 'M' } else { 'L' });
            }
            d.push('z');
        }
        d
    }
}

/// The map; none where no place is known to a unit or better.
pub(crate) fn map(
    desk: &Desk<'_>,
    title: String,
    incidents: &[Incident],
) -> Result<Option<Drawing>, Unanswered> {
    let mut points: BTreeMap<(i64, i64, bool), usize> = BTreeMap::new();
    let mut units: BTreeMap<&str, usize> = BTreeMap::new();
    let mut countries: BTreeMap<&str, usize> = BTreeMap::new();
    let mut everywhere: BTreeMap<&str, usize> = BTreeMap::new();
    for incident in incidents {
        if let Some(unit) = &incident.unit {
            *everywhere.entry(unit).or_default() += 1;
        }
        if let Some(country) = &incident.country {
            *countries.entry(country).or_default() += 1;
        }
        match (incident.point, &incident.unit) {
            (Some([north, east]), _) if is_located(&incident.precision) => {
                // Ten thousandths of a degree: some ten metres.
                #[allow(clippy::cast_possible_truncation)]
                let key = (
                    (east * 1e4).round() as i64,
                    (north * 1e4).round() as i64,
                    incident.precision == "exact",
                );
                *points.entry(key).or_default() += 1;
            }
            (_, Some(unit)) if is_of_unit(&incident.precision) => {
                *units.entry(unit).or_default() += 1
            }
            _ => {}
        }
    }
    let hatched: Vec<(Outline, usize)> = units
        .iter()
        .map(|(unit, count)| (desk.instrument.area(By::Admin1, unit).outline, *count))
        .filter(|(outline, _)| !outline.is_empty())
        .collect();
    let degrees = |key: &(i64, i64, bool)| [key.0 as f64 / 1e4, key.1 as f64 / 1e4];
    let mut within: Vec<[f64; 2]> = points.keys().map(degrees).collect();
    within.extend(hatched.iter().flat_map(|(outline, _)| outline.iter().flatten().copied()));
    let Some(frame) = Frame::around(&within) else { return Ok(None) };
    let mut drawing = Drawing::new(WIDTH, frame.height + 62.0, title);
    drawing.rect("outside", 0.0, 0.0, WIDTH, frame.height);
    for country in countries.keys() {
        let d = frame.path(&desk.instrument.area(By::Country, country).outline);
        if !d.is_empty() {
            drawing.path("land", d);
        }
    }
    let areas = units_by_count(desk, &everywhere);
    for area in &areas {
        drawing.path("unit", frame.path(&area.outline));
    }
    let most = hatched.iter().map(|(_, count)| *count).max().unwrap_or(0);
    for (outline, count) in &hatched {
        let class = if *count * 3 > most * 2 { "hatch dense" } else { "hatch" };
        drawing.path(class, frame.path(outline));
    }
    for (key, count) in points.iter().filter(|(key, _)| !key.2) {
        let class = if *count > 1 { "near several" } else { "near" };
        drawing.circle(class, frame.at(degrees(key)), frame.km(NEAR_KM).max(3.0));
    }
    for (key, count) in points.iter().filter(|(key, _)| key.2) {
        drawing.circle("point", frame.at(degrees(key)), 1.5 + (*count as f64).sqrt() * 0.75);
    }
    names(&mut drawing, &frame, &areas);
    cover(&mut drawing, &frame);
    scale(desk, &mut drawing, &frame)?;
    legend(&mut drawing, &frame);
    Ok(Some(drawing))
}

/// The units that have an outline, those with the most first.
fn units_by_count(desk: &Desk<'_>, units: &BTreeMap<&str, usize>) -> Vec<Area> {
    let mut ranked: Vec<(&str, usize)> = units.iter().map(|(unit, n)| (*unit, *n)).collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let areas = ranked.into_iter().map(|(unit, _)| desk.instrument.area(By::Admin1, unit));
    areas.filter(|area| !area.outline.is_empty()).collect()
}

/// Names the units with the most, each in the middle of its largest part, where no other name stands yet.
fn names(drawing: &mut Drawing, frame: &Frame, areas: &[Area]) {
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    for area in areas.iter().take(NAMED) {
        let middles = area.outline.iter().filter_map(|ring| {
            let corners: Vec<(f64, f64)> = ring.iter().map(|corner| frame.at(*corner)).collect();
            middle(&corners)
        });
        let Some((_, (x, y))) = middles.max_by(|a, b| a.0.total_cmp(&b.0)) else { continue };
        let half = area.name.chars().count() as f64 * LETTER.0 / 2.0;
        let fits = x - half > 0.0 && x + half < WIDTH && y > LETTER.1 && y < frame.height;
        let is_free = |(other_x, other_y, other_half): &(f64, f64, f64)| {
            (x - other_x).abs() > half + other_half || (y - other_y).abs() > LETTER.1
        };
        if fits && taken.iter().all(is_free) {
            drawing.text("halo", (x, y), Anchor::Middle, Piece::name(&area.name));
            taken.push((x, y, half));
        }
    }
}

/// The size of a ring and the middle of its area (the shoelace formula); none for a ring without one.
fn middle(ring: &[(f64, f64)]) -> Option<(f64, (f64, f64))> {
    let next = ring.iter().cycle().skip(1);
    let (mut twice, mut x, mut y) = (0.0, 0.0, 0.0);
    for (a, b) in ring.iter().zip(next) {
        let cross = a.0 * b.1 - b.0 * a.1;
        twice += cross;
        x += (a.0 + b.0) * cross;
        y += (a.1 + b.1) * cross;
    }
    (twice.abs() > 1.0).then(|| (twice.abs(), (x / (3.0 * twice), y / (3.0 * twice))))
}

/// Hides what was drawn beyond the lower rim, where the legend is.
fn cover(drawing: &mut Drawing, frame: &Frame) {
    drawing.rect("ground", 0.0, frame.height, WIDTH, 64.0);
    drawing.path("frame", format!("M0.5 0.5H{:.1}V{:.1}H0.5z", WIDTH - 0.5, frame.height));
}

fn scale(desk: &Desk<'_>, drawing: &mut Drawing, frame: &Frame) -> Result<(), Unanswered> {
    // The longest round length within a fifth of the width.
    let widest = WIDTH / 5.0 / frame.km(1.0);
    let length =
        ticks(widest, 1, true).into_iter().map(|mark| mark / 2.0).rfind(|mark| *mark <= widest);
    let length = length.filter(|length| *length >= 1.0).unwrap_or(1.0).round();
    let (x, y) = (12.0, frame.height - 12.0);
    drawing.line("axis", (x, y), (x + frame.km(length), y));
    drawing.line("axis", (x, y - 4.0), (x, y + 4.0));
    drawing.line("axis", (x + frame.km(length), y - 4.0), (x + frame.km(length), y + 4.0));
    let number = desk.print(Query::Mark { value: length }, Rendering::Whole)?;
    let words = crate::document::say![number, " km"];
    drawing.text("s halo", (x + 4.0, y - 6.0), Anchor::Start, words);
    Ok(())
}

fn legend(drawing: &mut Drawing, frame: &Frame) {
    let y = frame.height + 22.0;
    drawing.circle("point", (14.0, y - 4.0), 3.0);
    drawing.text(
        "l",
        (26.0, y),
        Anchor::Start,
        "place known exactly; larger for several incidents",
    );
    drawing.circle("near", (346.0, y - 4.0), 7.0);
    drawing.text("l", (360.0, y), Anchor::Start, "known to about the radius of the disc");
    let y = y + 24.0;
    drawing.rect("hatch", 7.0, y - 11.0, 14.0, 14.0);
    drawing.text(
        "l",
        (26.0, y),
        Anchor::Start,
        "unit of incidents known to a district or province only; outlines of units and countries",
    );
    drawing.text(
        "s",
        (26.0, y + 13.0),
        Anchor::Start,
        "Boundaries and names imply no opinion on their status.",
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_keeps_shapes_and_puts_the_middle_in_the_middle() {
        let frame = Frame::around(&[[10.0, 60.0], [14.0, 62.0]]).expect("points");
        let (x, y) = frame.at([12.0, 61.0]);
        assert!((x - WIDTH / 2.0).abs() < 1.0 && (y - frame.height / 2.0).abs() < 1.0, "{x} {y}");
        // A kilometre is as long from west to east as from south to north.
        let (east, north) =
            (frame.at([12.0 + 1.0 / KM / frame.squeeze, 61.0]), frame.at([12.0, 61.0 + 1.0 / KM]));
        assert!(((east.0 - x) - (y - north.1)).abs() < 1e-6);
        assert!(Frame::around(&[]).is_none());
    }

    #[test]
    fn the_middle_of_a_ring_is_that_of_its_area_whichever_way_it_goes_round() {
        let square = [(10.0, 10.0), (30.0, 10.0), (30.0, 20.0), (10.0, 20.0), (10.0, 10.0)];
        let back: Vec<(f64, f64)> = square.iter().rev().copied().collect();
        for ring in [&square[..], &back] {
            let (_, (x, y)) = middle(ring).expect("a ring");
            assert!((x - 20.0).abs() < 1e-9 && (y - 15.0).abs() < 1e-9, "{x} {y}");
        }
        assert_eq!(middle(&[(1.0, 1.0), (2.0, 2.0), (1.0, 1.0)]), None);
    }

    #[test]
    fn what_lies_outside_is_not_drawn() {
        let frame = Frame::around(&[[10.0, 10.0], [12.0, 12.0]]).expect("points");
        let far = vec![vec![[100.0, 50.0], [101.0, 50.0], [101.0, 51.0], [100.0, 50.0]]];
        assert_eq!(frame.path(&far), "");
    }
}
