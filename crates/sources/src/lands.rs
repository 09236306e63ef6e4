//! Countries by the codes and names that a row gives, without a search for each row.

use std::collections::HashMap;
use std::sync::OnceLock;

use bellwether_model::Iso3;
use bellwether_registry::countries::Countries;

/// Spellings of ICEWS that the registry does not have.
const SPELLINGS: [(&str, &str); 2] =
    [("Holy See", "VAT"), ("the former Yugoslav Republic of Macedonia", "MKD")];

/// One country.
#[derive(Debug)]
pub(crate) struct Land {
    /// Its ISO 3166-1 alpha-3 code.
    pub(crate) iso3: Iso3,
    /// The name that tables show.
    pub(crate) name: String,
}

/// The countries of the registry by their places in tables of codes.
#[derive(Debug)]
pub(crate) struct Lands {
    lands: Vec<Land>,
    /// Two letters to one more than a place in `lands`; 0 is none.
    fips: Vec<u16>,
    /// Three letters to one more than a place in `lands`; 0 is none.
    cameo: Vec<u16>,
    names: HashMap<String, usize>,
    countries: Countries,
}

/// The place of a code of capital letters in a table of all such codes.
fn slot(code: &str) -> Option<usize> {
    code.bytes().try_fold(0, |slot, letter| {
        letter.is_ascii_uppercase().then(|| slot * 26 + usize::from(letter - b'A'))
    })
}

impl Lands {
    /// The countries of the world.
    pub(crate) fn embedded() -> &'static Self {
        static LANDS: OnceLock<Lands> = OnceLock::new();
        LANDS.get_or_init(|| {
            Self::of(Countries::embedded().expect("the embedded countries are valid, by test"))
        })
    }

    fn of(countries: Countries) -> Self {
        let (mut fips, mut cameo) = (vec![0; 26 * 26], vec![0; 26 * 26 * 26]);
        let mut names = HashMap::new();
        let mut lands = Vec::new();
        for (at, country) in countries.all().iter().enumerate() {
            let entry = u16::try_from(at + 1).expect("fewer than 65,535 countries");
            for (table, codes, length) in
                [(&mut fips, &country.fips, 2), (&mut cameo, &country.cameo, 3)]
            {
                for code in codes.iter().filter(|code| code.len() == length) {
                    if let Some(slot) = slot(code)
                        && table[slot] == 0
                    {
                        table[slot] = entry;
                    }
                }
            }
            for name in std::iter::once(&country.name).chain(&country.other_names) {
                names.entry(name.clone()).or_insert(at);
            }
            for (name, _) in SPELLINGS.iter().filter(|(_, iso3)| *iso3 == country.iso3.as_str()) {
                names.entry((*name).to_owned()).or_insert(at);
            }
            lands.push(Land { iso3: country.iso3, name: country.name.clone() });
        }
        Self { lands, fips, cameo, names, countries }
    }

    fn at(&self, table: &[u16], code: &str, length: usize) -> Option<&Land> {
        let slot = (code.len() == length).then(|| slot(code)).flatten()?;
        self.lands.get(usize::from(table[slot]).checked_sub(1)?)
    }

    /// By FIPS 10-4 code, which GDELT's geography has.
    pub(crate) fn by_fips(&self, code: &str) -> Option<&Land> {
        self.at(&self.fips, code, 2)
    }

    /// By CAMEO country code, which GDELT's actors have.
    pub(crate) fn by_cameo(&self, code: &str) -> Option<&Land> {
        self.at(&self.cameo, code, 3)
    }

    /// By a name in any known spelling.
    pub(crate) fn by_name(&self, name: &str) -> Option<&Land> {
        if let Some(at) = self.names.get(name) {
            return self.lands.get(*at);
        }
        let iso3 = self.countries.find(name)?.iso3;
        self.lands.iter().find(|land| land.iso3 == iso3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_systems_of_codes_are_told_apart() {
        let lands = Lands::embedded();
        let iso3 = |land: Option<&Land>| land.map(|land| land.iso3.as_str().to_owned());
        for (fips, expected) in
            [("AS", "AUS"), ("AU", "AUT"), ("NI", "NGA"), ("SF", "ZAF"), ("UP", "UKR")]
        {
            assert_eq!(iso3(lands.by_fips(fips)).as_deref(), Some(expected), "{fips}");
        }
        assert_eq!(iso3(lands.by_cameo("ROM")).as_deref(), Some("ROU"));
        assert_eq!(iso3(lands.by_cameo("AFR")), None, "a region");
        for code in ["", "n", "ni", "N1", "NIX", "É"] {
            assert_eq!(iso3(lands.by_fips(code)), None, "{code}");
        }
        assert_eq!(iso3(lands.by_name("Russian Federation")).as_deref(), Some("RUS"));
        assert_eq!(iso3(lands.by_name("Myanmar (Burma)")).as_deref(), Some("MMR"));
        for (name, expected) in SPELLINGS {
            assert_eq!(iso3(lands.by_name(name)).as_deref(), Some(expected), "{name}");
        }
        assert_eq!(iso3(lands.by_name("Vesland")), None);
    }
}
