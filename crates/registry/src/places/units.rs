//! First-level units, and how the names that sources give them are matched.

use std::collections::HashMap;

use bellwether_model::Iso3;
use serde::{Deserialize, Serialize};

use super::GazetteerError;
use super::normalise::{core, normalise};

const TABLE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/gazetteer/admin1.tsv"));
const ALIASES: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/gazetteer/aliases.toml"));

/// Words that tell neighbouring units apart by one or two letters; a name that differs in one of them
/// is another unit's, never a misspelling.
const COMPASS: [&str; 20] = [
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "upper",
    "lower",
    "nord",
    "sud",
    "est",
    "ouest",
    "norte",
    "sur",
];

/// A first-level unit (state, province, governorate) of a country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Admin1 {
    /// The gazetteer's id in GeoNames' form: `NG.27`.
    pub id: String,
    /// The country.
    pub country: Iso3,
    /// ISO 3166-2 code, where one could be matched: `NG-BO`.
    pub iso3166_2: Option<String>,
    /// The name that tables show.
    pub name: String,
    /// Other names, in several scripts.
    pub other_names: Vec<String>,
}

/// What a name of a unit leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    /// One unit, by its row.
    One(u32),
    /// A unit that is several today; a point decides, else the default if there is one.
    Divided(Vec<u32>, Option<u32>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AliasFile {
    alias: Vec<Alias>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Alias {
    country: Iso3,
    name: String,
    units: Vec<String>,
    #[serde(default)]
    default: Option<String>,
    #[serde(rename = "note")]
    _note: String,
}

/// The names of one country's units, from the surest to the least sure way of matching.
#[derive(Debug, Default)]
struct CountryNames {
    aliases: HashMap<String, Named>,
    ways: [HashMap<String, Vec<u32>>; 4],
}

/// All first-level units.
#[derive(Debug)]
pub(super) struct Units {
    rows: Vec<Admin1>,
    by_id: HashMap<String, u32>,
    by_country: HashMap<Iso3, Vec<u32>>,
    names: HashMap<Iso3, std::sync::OnceLock<CountryNames>>,
    aliases: HashMap<Iso3, Vec<(String, Named)>>,
}

impl Units {
    /// Reads the embedded tables.
    ///
    /// # Errors
    /// When they are not in order.
    pub(super) fn embedded() -> Result<Self, GazetteerError> {
        let damaged = |why: String| GazetteerError::Damaged { file: "admin1.tsv", why };
        let mut units = Self {
            rows: Vec::new(),
            by_id: HashMap::new(),
            by_country: HashMap::new(),
            names: HashMap::new(),
            aliases: HashMap::new(),
        };
        for line in TABLE.lines().skip(1) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [id, iso3, iso, name, others] = fields[..] else {
                return Err(damaged(format!("{line:?} has not five columns")));
            };
            units.add(Admin1 {
                id: id.to_owned(),
                country: Iso3::new(iso3).map_err(|error| damaged(error.to_string()))?,
                iso3166_2: (!iso.is_empty()).then(|| iso.to_owned()),
                name: name.to_owned(),
                other_names: others
                    .split('|')
                    .filter(|n| !n.is_empty())
                    .map(str::to_owned)
                    .collect(),
            });
        }
        units.read_aliases()?;
        Ok(units)
    }

    fn read_aliases(&mut self) -> Result<(), GazetteerError> {
        let damaged = |why: String| GazetteerError::Damaged { file: "aliases.toml", why };
        let file: AliasFile =
            toml::from_str(ALIASES).map_err(|error| damaged(error.to_string()))?;
        for alias in file.alias {
            let row = |id: &String| {
                self.row(id).ok_or_else(|| damaged(format!("{:?} names no unit {id}", alias.name)))
            };
            let rows = alias.units.iter().map(row).collect::<Result<Vec<u32>, _>>()?;
            let default = alias.default.as_ref().map(row).transpose()?;
            let named = match rows[..] {
                [only] => Named::One(only),
                _ => Named::Divided(rows, default),
            };
            self.aliases.entry(alias.country).or_default().push((normalise(&alias.name), named));
        }
        Ok(())
    }

    /// Adds a unit; `false` when its id exists.
    pub(super) fn add(&mut self, unit: Admin1) -> bool {
        let Ok(row) = u32::try_from(self.rows.len()) else { return false };
        if self.by_id.contains_key(&unit.id) {
            return false;
        }
        self.by_id.insert(unit.id.clone(), row);
        self.by_country.entry(unit.country).or_default().push(row);
        // Names are indexed at the first question about the country.
        self.names.insert(unit.country, std::sync::OnceLock::new());
        self.rows.push(unit);
        true
    }

    /// The unit in a row.
    pub(super) fn get(&self, row: u32) -> Option<&Admin1> {
        self.rows.get(row as usize)
    }

    /// The row of an id.
    pub(super) fn row(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// The rows of a country's units, in order of id.
    pub(super) fn of(&self, country: Iso3) -> &[u32] {
        self.by_country.get(&country).map_or(&[], Vec::as_slice)
    }

    /// The unit that a source calls so: by its own name, an alias, another name, then the same without
    /// unit words, then a spelling close to exactly one.
    pub(super) fn named(&self, country: Iso3, native: &str) -> Option<Named> {
        let names = self.names.get(&country)?.get_or_init(|| self.index(country));
        let normal = normalise(native);
        if normal.is_empty() {
            return None;
        }
        if let Some(named) = names.aliases.get(&normal) {
            return Some(named.clone());
        }
        let bare = core(&normal);
        let [own, other, own_core, other_core] = &names.ways;
        let ways = [(own, &normal), (other, &normal), (own_core, &bare), (other_core, &bare)];
        for (way, key) in ways {
            if let Some([only]) = way.get(key).map(Vec::as_slice) {
                return Some(Named::One(*only));
            }
        }
        close(&bare, [own_core, other_core]).map(Named::One)
    }

    fn index(&self, country: Iso3) -> CountryNames {
        let mut found = CountryNames::default();
        for (name, named) in self.aliases.get(&country).into_iter().flatten() {
            found.aliases.insert(name.clone(), named.clone());
        }
        for &row in self.of(country) {
            let Some(unit) = self.get(row) else { continue };
            let mut claim = |way: usize, key: String| {
                let rows = found.ways[way].entry(key).or_default();
                if !rows.contains(&row) {
                    rows.push(row);
                }
            };
            let own = normalise(&unit.name);
            claim(2, core(&own));
            claim(0, own);
            for name in &unit.other_names {
                let other = normalise(name);
                claim(3, core(&other));
                claim(1, other);
            }
        }
        found
    }
}

fn compass(name: &str) -> Vec<&str> {
    name.split(' ').filter(|word| COMPASS.contains(word)).collect()
}

/// The one unit with a name at the least distance from this one: at most 1 for names of 5 to 8
/// letters, 2 for longer ones, none for shorter.
fn close(name: &str, ways: [&HashMap<String, Vec<u32>>; 2]) -> Option<u32> {
    let most = match name.chars().count() {
        0..=4 => return None,
        5..=8 => 1,
        _ => 2,
    };
    let mut best = (most, Vec::new());
    for (key, rows) in ways.into_iter().flatten() {
        let distance = strsim::osa_distance(key, name);
        if distance > best.0 || compass(key) != compass(name) {
            continue;
        }
        if distance < best.0 {
            best = (distance, Vec::new());
        }
        best.1.extend(rows.iter().copied().filter(|row| !best.1.contains(row)).collect::<Vec<_>>());
    }
    match best.1[..] {
        [only] => Some(only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(units: &Units, country: &str, name: &str) -> String {
        match units.named(Iso3::new(country).expect("a code"), name) {
            Some(Named::One(row)) => units.get(row).expect("a row").id.clone(),
            Some(Named::Divided(rows, _)) => format!("{} units", rows.len()),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn names_as_ucdp_writes_them_find_their_unit() {
        let units = Units::embedded().expect("embedded");
        for (country, name, expected) in [
            ("NGA", "Borno state", "NG.27"),
            ("NGA", "Niger state", "NG.31"),
            ("NGA", "Federal Capital territory", "NG.11"),
            ("SYR", "Ar Raqqah Governorate", "SY.04"),
            ("SYR", "Homs Governorate", "SY.11"),
            ("SYR", "Idlib governorate", "SY.12"),
            ("SYR", "Rif Dimashq Governorate", "SY.08"),
            ("SYR", "Damascus Governorate", "SY.13"),
            ("SYR", "As Suwayda Governorate", "SY.05"),
            ("MMR", "Rakhine state", "MM.01"),
            ("MMR", "Magway  region", "MM.15"),
            ("MMR", "Karen state", "MM.05"),
            ("MEX", "Distrito Federal", "MX.09"),
            ("MEX", "México state", "MX.15"),
            ("MEX", "Michoacán state", "MX.16"),
            ("UKR", "Donetsk oblast", "UA.05"),
            ("UKR", "Kiev Special Republican City", "UA.12"),
            ("LKA", "Northern province", "LK.38"),
            ("LKA", "North Eastern province", "2 units"),
            ("SLE", "Western province", "SL.04"),
            ("AFG", "Nangarhar province", "AF.18"),
        ] {
            assert_eq!(id(&units, country, name), expected, "{country} {name}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_forgiven_and_another_quarter_of_the_compass_is_not() {
        let units = Units::embedded().expect("embedded");
        assert_eq!(id(&units, "NGA", "Adamwa state"), "NG.35");
        assert_eq!(id(&units, "LKA", "North Southern province"), "none");
        assert_eq!(id(&units, "NGA", "Gotham"), "none");
        assert_eq!(id(&units, "NGA", ""), "none");
        assert_eq!(id(&units, "XAA", "Borno"), "none");
    }

    #[test]
    fn ids_are_unique_and_belong_to_their_country() {
        let mut units = Units::embedded().expect("embedded");
        assert!(units.rows.len() > 3_800);
        let borno = units.get(units.row("NG.27").expect("known")).expect("a row").clone();
        assert_eq!(borno.iso3166_2.as_deref(), Some("NG-BO"));
        assert!(!units.add(borno), "an id that exists is refused");
    }
}
