//! From any code or name to a country.

use std::collections::HashMap;

use bellwether_model::{Date, GwCode, Iso3};

use super::{Country, DatedCode};
use crate::places::normalise;

/// All known countries, indexed by each of their codes and names.
#[derive(Debug)]
pub struct Countries {
    countries: Vec<Country>,
    iso3: HashMap<Iso3, usize>,
    iso2: HashMap<String, usize>,
    numeric: HashMap<u16, usize>,
    gw: HashMap<u16, Vec<(DatedCode, usize)>>,
    cow: HashMap<u16, Vec<(DatedCode, usize)>>,
    fips: HashMap<String, usize>,
    cameo: HashMap<String, usize>,
    names: HashMap<String, usize>,
}

impl Countries {
    /// Indexes a list; where two countries claim one code or name, the first keeps it.
    pub(super) fn index(countries: Vec<Country>) -> Self {
        let mut found = Self {
            iso3: HashMap::with_capacity(countries.len()),
            iso2: HashMap::with_capacity(countries.len()),
            numeric: HashMap::with_capacity(countries.len()),
            gw: HashMap::new(),
            cow: HashMap::new(),
            fips: HashMap::new(),
            cameo: HashMap::new(),
            names: HashMap::new(),
            countries: Vec::new(),
        };
        for (at, country) in countries.iter().enumerate() {
            found.iso3.entry(country.iso3).or_insert(at);
            if let Some(code) = &country.iso2 {
                found.iso2.entry(code.clone()).or_insert(at);
            }
            if let Some(code) = country.numeric {
                found.numeric.entry(code).or_insert(at);
            }
            for code in &country.gw {
                found.gw.entry(code.code).or_default().push((*code, at));
            }
            for code in &country.cow {
                found.cow.entry(code.code).or_default().push((*code, at));
            }
            for code in &country.fips {
                found.fips.entry(code.clone()).or_insert(at);
            }
            for code in &country.cameo {
                found.cameo.entry(code.clone()).or_insert(at);
            }
            for name in std::iter::once(&country.name).chain(&country.other_names) {
                found.names.entry(normalise(name)).or_insert(at);
            }
        }
        found.countries = countries;
        found
    }

    /// The list alone.
    pub(super) fn into_countries(self) -> Vec<Country> {
        self.countries
    }

    fn get(&self, at: Option<&usize>) -> Option<&Country> {
        at.map(|&at| &self.countries[at])
    }

    /// By ISO 3166-1 alpha-3, or the user-assigned code of a simulated world.
    #[must_use]
    pub fn by_iso3(&self, code: Iso3) -> Option<&Country> {
        self.get(self.iso3.get(&code))
    }

    /// By ISO 3166-1 alpha-2, in capitals.
    #[must_use]
    pub fn by_iso2(&self, code: &str) -> Option<&Country> {
        self.get(self.iso2.get(code))
    }

    /// By ISO 3166-1 numeric, which ACLED and the world atlas use.
    #[must_use]
    pub fn by_numeric(&self, code: u16) -> Option<&Country> {
        self.get(self.numeric.get(&code))
    }

    /// By Gleditsch-Ward number on a day.
    ///
    /// A number that was not in force on that day still finds its country, since sources go on using
    /// numbers: UCDP writes 345 for Serbia long after 2006.
    #[must_use]
    pub fn by_gw(&self, code: GwCode, date: Option<Date>) -> Option<&Country> {
        self.dated(&self.gw, code.0, date)
    }

    /// By Correlates of War state number on a day; out of its time it still finds its country.
    #[must_use]
    pub fn by_cow(&self, code: u16, date: Option<Date>) -> Option<&Country> {
        self.dated(&self.cow, code, date)
    }

    fn dated(
        &self,
        index: &HashMap<u16, Vec<(DatedCode, usize)>>,
        code: u16,
        date: Option<Date>,
    ) -> Option<&Country> {
        let owners = index.get(&code)?;
        let on_date = date.and_then(|date| owners.iter().find(|(code, _)| code.holds_on(date)));
        let current = || owners.iter().find(|(code, _)| code.to.is_none());
        let owner = on_date.or_else(current).or_else(|| owners.last())?;
        self.get(Some(&owner.1))
    }

    /// By FIPS 10-4 code, in capitals.
    #[must_use]
    pub fn by_fips(&self, code: &str) -> Option<&Country> {
        self.get(self.fips.get(code))
    }

    /// By CAMEO country code, in capitals. Codes of regions (`AFR`) are no country's.
    #[must_use]
    pub fn by_cameo(&self, code: &str) -> Option<&Country> {
        self.get(self.cameo.get(code))
    }

    /// By any name, or an ISO or CAMEO code, in any case: "Myanmar (Burma)", "DR Congo", "nga", "566".
    ///
    /// Names come first, then alpha-3, alpha-2 and CAMEO codes; digits are ISO numeric, never a number
    /// of a state list. A name that is unknown as it stands is tried without what it has in brackets.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&Country> {
        let name = normalise(text);
        if let Some(at) = self.names.get(&name) {
            return self.get(Some(at));
        }
        let code = text.trim().to_uppercase();
        let by_code = Iso3::new(&code).ok().and_then(|iso3| self.by_iso3(iso3));
        by_code
            .or_else(|| self.by_iso2(&code))
            .or_else(|| self.by_cameo(&code))
            .or_else(|| code.parse().ok().and_then(|code| self.by_numeric(code)))
            .or_else(|| {
                let (head, _) = text.split_once('(')?;
                self.get(self.names.get(&normalise(head)))
            })
    }

    /// All countries, in the order of the table: by alpha-3, those of a world last.
    #[must_use]
    pub fn all(&self) -> &[Country] {
        &self.countries
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::HashSet;

    fn countries() -> Countries {
        Countries::embedded().expect("embedded table")
    }

    fn iso3(country: Option<&Country>) -> &str {
        country.map_or("none", |c| c.iso3.as_str())
    }

    #[test]
    fn each_code_system_finds_nigeria_and_each_means_something_else() {
        let c = countries();
        assert_eq!(iso3(Iso3::new("NGA").ok().and_then(|code| c.by_iso3(code))), "NGA");
        assert_eq!(iso3(c.by_iso2("NG")), "NGA");
        assert_eq!(iso3(c.by_numeric(566)), "NGA");
        assert_eq!(iso3(c.by_gw(GwCode(475), None)), "NGA");
        assert_eq!(iso3(c.by_cow(475, None)), "NGA");
        assert_eq!(iso3(c.by_fips("NI")), "NGA");
        assert_eq!(iso3(c.by_iso2("NI")), "NIC", "FIPS is not ISO");
        assert_eq!(iso3(c.by_cameo("ROM")), "ROU");
        assert_eq!(iso3(c.by_cameo("AFR")), "none", "a region");
    }

    #[test]
    fn ucdp_spellings_find_their_country() {
        let c = countries();
        for (name, expected) in [
            ("Myanmar (Burma)", "MMR"),
            ("Russia (Soviet Union)", "RUS"),
            ("Yemen (North Yemen)", "YEM"),
            ("DR Congo (Zaire)", "COD"),
            ("Congo", "COG"),
            ("Serbia (Yugoslavia)", "SRB"),
            ("Cambodia (Kampuchea)", "KHM"),
            ("Bosnia-Herzegovina", "BIH"),
            ("Madagascar (Malagasy)", "MDG"),
            ("Zimbabwe (Rhodesia)", "ZWE"),
            ("Turkey", "TUR"),
            ("Türkiye", "TUR"),
            ("Kingdom of eSwatini (Swaziland)", "SWZ"),
            ("Macedonia, FYR", "MKD"),
            ("CÔTE D’IVOIRE", "CIV"),
            ("Niger", "NER"),
            ("Nigeria (as of today)", "NGA"),
            ("nga", "NGA"),
            ("566", "NGA"),
            ("Atlantis", "none"),
        ] {
            assert_eq!(iso3(c.find(name)), expected, "{name}");
        }
    }

    #[test]
    fn state_lists_differ_over_time() {
        let c = countries();
        let on = |y, m, d| Some(date(y, m, d));
        assert_eq!(iso3(c.by_gw(GwCode(260), on(1970, 1, 1))), "DEU");
        assert_eq!(iso3(c.by_gw(GwCode(265), on(1989, 6, 1))), "DEU");
        assert_eq!(iso3(c.by_cow(255, on(1995, 1, 1))), "DEU");
        assert_eq!(iso3(c.by_gw(GwCode(255), None)), "none", "255 is no Gleditsch-Ward number");
        assert_eq!(iso3(c.by_gw(GwCode(345), on(2020, 1, 1))), "SRB", "UCDP goes on using it");
        assert_eq!(iso3(c.by_cow(970, None)), "NRU");
        assert_eq!(iso3(c.by_gw(GwCode(970), None)), "KIR");
        assert_eq!(iso3(c.by_cow(679, on(2000, 1, 1))), "YEM");
        assert_eq!(iso3(c.by_gw(GwCode(680), on(1989, 1, 1))), "YEM");
    }

    #[test]
    fn a_dated_code_includes_both_its_ends() {
        let code =
            DatedCode { code: 265, from: Some(date(1949, 10, 5)), to: Some(date(1990, 10, 2)) };
        assert!(code.holds_on(date(1949, 10, 5)) && code.holds_on(date(1990, 10, 2)));
        assert!(!code.holds_on(date(1949, 10, 4)) && !code.holds_on(date(1990, 10, 3)));
    }

    #[test]
    fn no_two_countries_share_a_code_or_a_name() {
        let c = countries();
        assert_eq!(c.all().len(), 250);
        let mut seen = HashSet::new();
        for country in c.all() {
            let mut own = HashSet::new();
            for name in std::iter::once(&country.name).chain(&country.other_names) {
                own.insert(format!("name {}", normalise(name)));
            }
            own.extend(country.iso2.iter().map(|code| format!("iso2 {code}")));
            own.extend(country.numeric.iter().map(|code| format!("numeric {code}")));
            own.extend(country.gw.iter().map(|code| format!("gw {}", code.code)));
            own.extend(country.cow.iter().map(|code| format!("cow {}", code.code)));
            own.extend(country.fips.iter().map(|code| format!("fips {code}")));
            own.extend(country.cameo.iter().map(|code| format!("cameo {code}")));
            for thing in own {
                assert!(seen.insert(thing.clone()), "{thing} of {} is taken", country.iso3);
            }
        }
    }
}
