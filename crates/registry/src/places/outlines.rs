//! Outlines of countries and first-level units, and the question in which of them a point lies.
//!
//! The file keeps each country's topology as published: arcs that neighbours share, delta-coded on a
//! grid. A country is decoded when it is first asked about.

use std::sync::OnceLock;

use bellwether_model::{Iso3, Point};

use super::GazetteerError;
use super::bytes::{Cursor, Sections};

const FILE: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/gazetteer/outlines.bin.zst"));
/// The code under which the countries of the world stand.
const WORLD: &[u8; 3] = b"~~~";

/// A polygon: its outer ring, then its holes; each ring a closed run of longitude, latitude degrees.
pub type Polygon = Vec<Vec<[f64; 2]>>;

/// Whose outline a shape is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Country(Iso3),
    /// A row of the table of units, and whether the places inside were clearly of one unit.
    Unit(u32, bool),
    Nobody,
}

/// An outline with its bounding box.
#[derive(Debug)]
pub(super) struct Shape {
    owner: Owner,
    west_south_east_north: [f64; 4],
    polygons: Vec<Polygon>,
}

impl Shape {
    fn new(owner: Owner, polygons: Vec<Polygon>) -> Self {
        let mut bounds = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        for &[x, y] in polygons.iter().flatten().flatten() {
            bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
        }
        Self { owner, west_south_east_north: bounds, polygons }
    }

    /// The outline of a unit that a world brings.
    pub(super) fn of_unit(unit: u32, polygons: Vec<Polygon>) -> Self {
        Self::new(Owner::Unit(unit, true), polygons)
    }

    /// The unit whose outline this clearly is.
    pub(super) const fn unit(&self) -> Option<u32> {
        match self.owner {
            Owner::Unit(unit, true) => Some(unit),
            _ => None,
        }
    }

    /// Its polygons.
    pub(super) fn polygons(&self) -> &[Polygon] {
        &self.polygons
    }

    /// Even-odd rule over all rings; a point on an edge belongs to one side.
    pub(super) fn holds(&self, point: Point) -> bool {
        let (x, y) = (point.longitude.degrees(), point.latitude.degrees());
        let [west, south, east, north] = self.west_south_east_north;
        if x < west || x > east || y < south || y > north {
            return false;
        }
        let mut inside = false;
        for ring in self.polygons.iter().flatten() {
            let Some(mut last) = ring.last() else { continue };
            for corner in ring {
                let ([x1, y1], [x2, y2]) = (*last, *corner);
                if (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 {
                    inside = !inside;
                }
                last = corner;
            }
        }
        inside
    }
}

/// The embedded outlines.
#[derive(Debug)]
pub(super) struct Outlines {
    data: Sections,
    /// Code, start, length, and the shapes once they are decoded.
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    code: [u8; 3],
    start: usize,
    length: usize,
    shapes: OnceLock<Vec<Shape>>,
}

impl Outlines {
    /// Unpacks the embedded outlines.
    ///
    /// # Errors
    /// When they are damaged.
    pub(super) fn unpack() -> Result<Self, GazetteerError> {
        let data = Sections::unpack(FILE, b"BWLINES1", 2, "outlines.bin.zst")?;
        let number = |bytes: &[u8]| {
            bytes.try_into().map_or(0, |bytes: [u8; 4]| u32::from_le_bytes(bytes) as usize)
        };
        let entries = data.get(0).chunks_exact(11).map(|entry| Entry {
            code: [entry[0], entry[1], entry[2]],
            start: number(&entry[3..7]),
            length: number(&entry[7..11]),
            shapes: OnceLock::new(),
        });
        let entries = entries.collect();
        Ok(Self { data, entries })
    }

    fn shapes(&self, code: &[u8]) -> impl Iterator<Item = &Shape> {
        let entries = self.entries.iter().filter(move |entry| entry.code == *code);
        entries.flat_map(|entry| {
            entry.shapes.get_or_init(|| {
                let bytes = self.data.get(1).get(entry.start..entry.start + entry.length);
                // The tests decode every entry; a damaged file has not passed `unpack`.
                decode(bytes.unwrap_or_default(), entry.code == *WORLD).unwrap_or_default()
            })
        })
    }

    /// The country whose outline (1:50 million) holds a point.
    pub(super) fn country_at(&self, point: Point) -> Option<Iso3> {
        self.shapes(WORLD).find(|shape| shape.holds(point)).and_then(|shape| match shape.owner {
            Owner::Country(country) => Some(country),
            _ => None,
        })
    }

    /// The unit of a country whose outline clearly holds a point.
    pub(super) fn unit_at(&self, country: Iso3, point: Point) -> Option<u32> {
        self.shapes(country.as_str().as_bytes())
            .find(|shape| shape.unit().is_some() && shape.holds(point))
            .and_then(Shape::unit)
    }

    /// The polygons of a unit of a country; empty when it has no outline of its own.
    pub(super) fn of_unit(&self, country: Iso3, unit: u32) -> Vec<Polygon> {
        self.shapes(country.as_str().as_bytes())
            .filter(|shape| shape.unit() == Some(unit))
            .flat_map(|shape| shape.polygons.clone())
            .collect()
    }

    /// The polygons of a country; empty when it has none.
    pub(super) fn of_country(&self, country: Iso3) -> Vec<Polygon> {
        self.shapes(WORLD)
            .filter(|shape| shape.owner == Owner::Country(country))
            .flat_map(|shape| shape.polygons.clone())
            .collect()
    }
}

/// Reads one topology; `None` when it is cut short or refers to what is not there.
fn decode(bytes: &[u8], world: bool) -> Option<Vec<Shape>> {
    let mut cursor = Cursor::new(bytes);
    let scale = [cursor.f64()?, cursor.f64()?];
    let origin = [cursor.f64()?, cursor.f64()?];
    let mut arcs: Vec<Vec<[f64; 2]>> = Vec::new();
    for _ in 0..cursor.count()? {
        let mut at = [0i32, 0];
        let mut arc = Vec::new();
        for _ in 0..cursor.count()? {
            at = [at[0].checked_add(cursor.zigzag()?)?, at[1].checked_add(cursor.zigzag()?)?];
            let degrees = |axis: usize| f64::from(at[axis]).mul_add(scale[axis], origin[axis]);
            arc.push([degrees(0), degrees(1)]);
        }
        arcs.push(arc);
    }
    let mut shapes = Vec::new();
    for _ in 0..cursor.count()? {
        let owner = owner(cursor.take(3)?, world);
        let mut polygons = Vec::new();
        for _ in 0..cursor.count()? {
            let mut polygon = Vec::new();
            for _ in 0..cursor.count()? {
                let refs = cursor.count()?;
                polygon.push(ring(&mut cursor, refs, &arcs)?);
            }
            polygons.push(polygon);
        }
        shapes.push(Shape::new(owner, polygons));
    }
    cursor.is_done().then_some(shapes)
}

fn owner(bytes: &[u8], world: bool) -> Owner {
    if world {
        let code = std::str::from_utf8(bytes).ok().and_then(|code| Iso3::new(code).ok());
        return code.map_or(Owner::Nobody, Owner::Country);
    }
    match bytes {
        [low, high, clear] if [*low, *high] != [0xff, 0xff] => {
            Owner::Unit(u32::from(u16::from_le_bytes([*low, *high])), *clear == 1)
        }
        _ => Owner::Nobody,
    }
}

/// Joins arcs to a ring; a negative reference is the arc backwards (TopoJSON 1.0, section 2.1.4).
fn ring(cursor: &mut Cursor<'_>, refs: usize, arcs: &[Vec<[f64; 2]>]) -> Option<Vec<[f64; 2]>> {
    let mut points: Vec<[f64; 2]> = Vec::new();
    for _ in 0..refs {
        let reference = cursor.zigzag()?;
        let backwards = reference < 0;
        let arc =
            arcs.get(usize::try_from(if backwards { !reference } else { reference }).ok()?)?;
        let skip = usize::from(!points.is_empty());
        if backwards {
            points.extend(arc.iter().rev().skip(skip));
        } else {
            points.extend(arc.iter().skip(skip));
        }
    }
    Some(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_decodes_to_its_end() {
        let outlines = Outlines::unpack().expect("embedded");
        assert!(outlines.entries.len() > 180);
        for entry in &outlines.entries {
            let bytes = &outlines.data.get(1)[entry.start..entry.start + entry.length];
            let shapes = decode(bytes, entry.code == *WORLD).expect("whole");
            for ring in shapes.iter().flat_map(|shape| &shape.polygons).flatten() {
                assert_eq!(ring.first(), ring.last(), "rings are closed");
                assert!(ring.iter().all(|[x, y]| x.abs() <= 180.01 && y.abs() <= 90.01));
            }
            for cut in [0, 16, bytes.len() / 2, bytes.len() - 1] {
                assert!(decode(&bytes[..cut], entry.code == *WORLD).is_none(), "cut at {cut}");
            }
        }
    }

    #[test]
    fn a_hole_is_outside() {
        let square = |a: f64, b: f64| vec![[a, a], [b, a], [b, b], [a, b], [a, a]];
        let shape = Shape::of_unit(1, vec![vec![square(0.0, 10.0), square(4.0, 6.0)]]);
        let holds = |y, x| shape.holds(Point::new(y, x).expect("valid"));
        assert!(holds(1.0, 1.0) && !holds(5.0, 5.0) && !holds(11.0, 5.0));
    }
}
