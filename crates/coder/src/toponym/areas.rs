//! Areas that texts name: continents, countries, first- and second-level units, with their short forms and
//! adjectives.

use super::candidate::{Candidate, Form, Kind};
use bellwether_model::{Iso3, Point};
use bellwether_registry::countries::Countries;
use bellwether_registry::places::{Gazetteer, normalise};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use thiserror::Error;

const TABLE: &[u8] = include_bytes!("../../../../data/gazetteer/areas.tsv.zst");
const LEXICON: &str = include_str!("../../../../data/lexicons/toponyms.toml");

/// Why the areas cannot be used.
#[derive(Debug, Error)]
pub enum AreasError {
    /// The table is damaged.
    #[error(
        "the embedded areas.tsv.zst is damaged in line {line}; rebuild the program from a clean checkout"
    )]
    Table {
        /// The line, from 1; 0 where the bytes cannot be unpacked.
        line: usize,
    },
    /// The list of short forms and adjectives is damaged.
    #[error("data/lexicons/toponyms.toml cannot be read: {0}")]
    Lexicon(#[from] toml::de::Error),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lexicon {
    short: BTreeMap<String, Vec<String>>,
    adjectives: BTreeMap<String, Vec<String>>,
}

/// An area under one of its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Named {
    area: u32,
    form: Form,
    /// Whether the text must have it in capitals.
    capitals: bool,
}

/// All areas by their names.
#[derive(Debug)]
pub(super) struct Areas {
    areas: Vec<Candidate>,
    names: FxHashMap<String, Vec<Named>>,
    by_code: FxHashMap<String, u32>,
    /// Second-level units by the code of their first-level unit and their name.
    seconds: FxHashMap<(String, String), u32>,
}

impl Areas {
    /// The areas of the table, and those that the gazetteer and the countries have beyond it (a simulated
    /// world's).
    pub(super) fn new(gazetteer: &Gazetteer, countries: &Countries) -> Result<Self, AreasError> {
        let mut areas = Self {
            areas: Vec::new(),
            names: FxHashMap::default(),
            by_code: FxHashMap::default(),
            seconds: FxHashMap::default(),
        };
        let text = zstd::decode_all(TABLE)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or(AreasError::Table { line: 0 })?;
        for (number, line) in text.lines().enumerate().skip(1) {
            areas.row(line).ok_or(AreasError::Table { line: number + 1 })?;
        }
        areas.lexicon(gazetteer, toml::from_str(LEXICON)?);
        for country in countries.all() {
            areas.country(gazetteer, country.iso3, &country.name, &country.other_names);
        }
        Ok(areas)
    }

    fn row(&mut self, line: &str) -> Option<()> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, id, code, iso3, name, latitude, longitude, population, forms] = fields[..]
        else {
            return None;
        };
        let kind = match kind {
            "continent" => Kind::Continent,
            "country" => Kind::Country,
            "admin1" => Kind::Admin1,
            "admin2" => Kind::Admin2,
            _ => return None,
        };
        let point = Point::new(latitude.parse().ok()?, longitude.parse().ok()?).ok()?;
        let first: String = code.splitn(3, '.').take(2).collect::<Vec<_>>().join(".");
        let area = Candidate {
            kind,
            form: Form::Name,
            id: Some(id.parse().ok()?),
            name: name.to_owned(),
            country: Iso3::new(iso3).ok(),
            admin1: matches!(kind, Kind::Admin1 | Kind::Admin2).then(|| first.clone()),
            admin2: (kind == Kind::Admin2).then(|| code.to_owned()),
            point,
            population: population.parse().ok()?,
        };
        let at = self.push(area, code);
        if kind == Kind::Admin2 {
            self.seconds.entry((first, name.to_owned())).or_insert(at);
        }
        for (number, form) in forms.split('|').enumerate() {
            let form_of = if number == 0 { Form::Name } else { Form::Other };
            self.name(form.to_owned(), at, form_of, false);
        }
        Some(())
    }

    fn push(&mut self, area: Candidate, code: &str) -> u32 {
        let at = u32::try_from(self.areas.len()).unwrap_or(u32::MAX);
        let code = if area.kind == Kind::Continent {
            format!("continent:{code}")
        } else {
            code.to_owned()
        };
        self.by_code.entry(code).or_insert(at);
        self.areas.push(area);
        at
    }

    fn name(&mut self, normal: String, area: u32, form: Form, capitals: bool) {
        if normal.chars().count() < 2 {
            return;
        }
        let named = self.names.entry(normal).or_default();
        if !named.iter().any(|known| known.area == area) {
            named.push(Named { area, form, capitals });
        }
    }

    fn lexicon(&mut self, gazetteer: &Gazetteer, lexicon: Lexicon) {
        for (code, forms) in lexicon.short {
            let known = self.by_code.get(&code).copied();
            let Some(at) = known.or_else(|| self.town(gazetteer, &code)) else { continue };
            for form in forms {
                let plain = form.chars().all(|c| c.is_ascii_uppercase());
                self.name(normalise(&form), at, Form::Short, plain);
            }
        }
        for (code, forms) in lexicon.adjectives {
            let Some(&at) = self.by_code.get(&code) else { continue };
            for form in forms {
                self.name(normalise(&form), at, Form::Adjective, false);
                self.name(normalise(&format!("{form}s")), at, Form::Adjective, false);
            }
        }
    }

    /// Adds a town by its GeoNames id, for its short forms.
    fn town(&mut self, gazetteer: &Gazetteer, code: &str) -> Option<u32> {
        let place = gazetteer.place(code.parse().ok()?)?;
        let town = Candidate::of_place(place, Form::Short, |first, second| {
            self.second(first, second).map(str::to_owned)
        });
        Some(self.push(town, code))
    }

    /// Adds a country that the table lacks, with its units, and further names of one that it has.
    fn country(&mut self, gazetteer: &Gazetteer, iso3: Iso3, name: &str, others: &[String]) {
        let known = self
            .areas
            .iter()
            .position(|area| area.kind == Kind::Country && area.country == Some(iso3));
        let at = match known.and_then(|at| u32::try_from(at).ok()) {
            Some(at) => at,
            None => {
                let Some(at) = self.added_country(gazetteer, iso3, name) else { return };
                at
            }
        };
        for (number, name) in
            std::iter::once(name).chain(others.iter().map(String::as_str)).enumerate()
        {
            self.name(
                normalise(name),
                at,
                if number == 0 { Form::Name } else { Form::Other },
                false,
            );
        }
    }

    fn added_country(&mut self, gazetteer: &Gazetteer, iso3: Iso3, name: &str) -> Option<u32> {
        let units: Vec<(Candidate, Vec<String>)> = gazetteer
            .admin1_of(iso3)
            .into_iter()
            .filter_map(|unit| {
                let area = Candidate {
                    kind: Kind::Admin1,
                    form: Form::Name,
                    id: None,
                    name: unit.name.clone(),
                    country: Some(iso3),
                    admin1: Some(unit.id.clone()),
                    admin2: None,
                    point: middle(&gazetteer.outline(&unit.id))?,
                    population: 0,
                };
                let names = std::iter::once(&unit.name).chain(&unit.other_names);
                Some((area, names.map(|name| normalise(name)).collect()))
            })
            .collect();
        let (count, latitude, longitude) = units.iter().fold((0.0, 0.0, 0.0), |sum, (unit, _)| {
            let point = unit.point;
            (sum.0 + 1.0, sum.1 + point.latitude.degrees(), sum.2 + point.longitude.degrees())
        });
        let point = Point::new(latitude / count, longitude / count).ok()?;
        let country = Candidate {
            kind: Kind::Country,
            form: Form::Name,
            id: None,
            name: name.to_owned(),
            country: Some(iso3),
            admin1: None,
            admin2: None,
            point,
            population: 0,
        };
        let at = self.push(country, iso3.as_str());
        for (unit, names) in units {
            let code = unit.admin1.clone().unwrap_or_default();
            let unit = self.push(unit, &code);
            for (number, name) in names.into_iter().enumerate() {
                self.name(name, unit, if number == 0 { Form::Name } else { Form::Other }, false);
            }
        }
        Some(at)
    }

    /// The areas that go by a name in normal form; `words` is the name as it stands in the text.
    pub(super) fn named<'a>(
        &'a self,
        normal: &str,
        words: &'a str,
    ) -> impl Iterator<Item = Candidate> + 'a {
        let named = self.names.get(normal).into_iter().flatten();
        named.filter(|named| !named.capitals || !words.chars().any(char::is_lowercase)).filter_map(
            |named| {
                let area = self.areas.get(named.area as usize)?;
                Some(Candidate { form: named.form, ..area.clone() })
            },
        )
    }

    /// The code of the second-level unit of a first-level unit that has a name.
    pub(super) fn second(&self, first: &str, name: &str) -> Option<&str> {
        let at = *self.seconds.get(&(first.to_owned(), name.to_owned()))?;
        self.areas.get(at as usize)?.admin2.as_deref()
    }
}

/// The middle of the box around outlines.
fn middle(polygons: &[bellwether_registry::places::Polygon]) -> Option<Point> {
    let points = polygons.iter().flatten().flatten();
    let (mut south, mut north, mut west, mut east) = (90.0_f64, -90.0_f64, 180.0_f64, -180.0_f64);
    for &[longitude, latitude] in points {
        (south, north) = (south.min(latitude), north.max(latitude));
        (west, east) = (west.min(longitude), east.max(longitude));
    }
    (south <= north).then(|| Point::new((south + north) / 2.0, (west + east) / 2.0).ok()).flatten()
}
