//! From a country's code or name in a table to the registry's country.

use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use bellwether_model::{Date, GwCode, Iso3};
use bellwether_registry::countries::{Countries, Country};

use super::spec::Codes;

/// Answers are kept up to this many; beyond that they are worked out anew.
const KEPT: usize = 10_000;

/// The countries of the world.
pub(super) fn countries() -> &'static Countries {
    static ALL: OnceLock<Countries> = OnceLock::new();
    ALL.get_or_init(|| Countries::embedded().expect("the embedded table is valid, by test"))
}

/// Looks countries up, names with their answers kept: to compare a name takes longer than to read a row.
#[derive(Debug, Default)]
pub(super) struct Atlas {
    names: RwLock<HashMap<String, Option<&'static Country>>>,
}

impl Atlas {
    /// The country of a code on a day.
    pub(super) fn find(&self, codes: Codes, text: &str, on: Date) -> Option<&'static Country> {
        let all = countries();
        let number = || crate::text::value::integer(text).ok().flatten();
        let short = || u16::try_from(number()?).ok();
        match codes {
            Codes::Name => self.named(text),
            Codes::Gw => all.by_gw(GwCode(short()?), Some(on)),
            Codes::Cow => all.by_cow(short()?, Some(on)),
            Codes::IsoNumeric => all.by_numeric(short()?),
            Codes::Iso3 => all.by_iso3(Iso3::new(&text.to_ascii_uppercase()).ok()?),
            Codes::Iso2 => all.by_iso2(&text.to_ascii_uppercase()),
            Codes::Fips => all.by_fips(&text.to_ascii_uppercase()),
            Codes::Cameo => all.by_cameo(&text.to_ascii_uppercase()),
        }
    }

    /// The country of a name.
    pub(super) fn named(&self, name: &str) -> Option<&'static Country> {
        let known = self.names.read().unwrap_or_else(PoisonError::into_inner).get(name).copied();
        known.unwrap_or_else(|| {
            let found = countries().find(name);
            let mut names = self.names.write().unwrap_or_else(PoisonError::into_inner);
            if names.len() < KEPT {
                names.insert(name.to_owned(), found);
            }
            found
        })
    }
}

/// The Gleditsch-Ward number of a country on a day. `like` is the number that the table gives in another
/// list, which goes before others in force: of the two Yemens of 1980, 680 stays 680.
pub(super) fn gw_on(country: &Country, like: Option<u16>, on: Date) -> Option<GwCode> {
    let in_force = || country.gw.iter().filter(|code| code.holds_on(on));
    let same = like.and_then(|like| in_force().find(|code| code.code == like));
    same.or_else(|| in_force().next()).or(country.gw.first()).map(|code| GwCode(code.code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_numbering_finds_afghanistan() {
        let atlas = Atlas::default();
        for (codes, text) in [
            (Codes::Name, "Afghanistan"),
            (Codes::Gw, "700"),
            (Codes::Cow, "700.0"),
            (Codes::Iso3, "afg"),
            (Codes::Iso2, "AF"),
            (Codes::IsoNumeric, "004"),
            (Codes::Fips, "AF"),
            (Codes::Cameo, "AFG"),
        ] {
            for _ in 0..2 {
                let found = atlas.find(codes, text, date(2018, 1, 1));
                assert_eq!(found.map(|c| c.iso3.as_str()), Some("AFG"), "{codes:?}");
            }
        }
        assert_eq!(atlas.find(Codes::Gw, "x", date(2018, 1, 1)), None);
        assert_eq!(atlas.find(Codes::Name, "Atlantis", date(2018, 1, 1)), None);
    }

    #[test]
    fn a_number_of_one_list_becomes_that_of_the_other() {
        let atlas = Atlas::default();
        let germany = atlas.find(Codes::Cow, "255", date(2002, 9, 22)).expect("Germany");
        assert_eq!(gw_on(germany, Some(255), date(2002, 9, 22)), Some(GwCode(260)));
        let south = atlas.find(Codes::Cow, "680", date(1986, 10, 28)).expect("South Yemen");
        assert_eq!(gw_on(south, Some(680), date(1986, 10, 28)), Some(GwCode(680)));
    }
}
