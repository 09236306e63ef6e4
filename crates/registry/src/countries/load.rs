//! Reading and checking the table of countries.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use bellwether_model::Iso3;
use serde::Deserialize;

use super::{Countries, Country};

const EMBEDDED: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/countries/countries.toml"));

/// Why a table of countries cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CountryError {
    /// The file cannot be read.
    #[error("cannot read {path}: {source}; check that the folder is the right one")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not TOML of the documented form.
    #[error("{file} is not a table of countries: {source}; compare it with data/countries")]
    Malformed {
        /// The file.
        file: String,
        /// Where and why.
        source: Box<toml::de::Error>,
    },
    /// Two entries have the same alpha-3 code.
    #[error("{file} gives {iso3} twice; join the two entries or choose another code")]
    Twice {
        /// The file.
        file: String,
        /// The code.
        iso3: Iso3,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    country: Vec<Country>,
}

fn parse(text: &str, file: &str) -> Result<Vec<Country>, CountryError> {
    let table: Table = toml::from_str(text).map_err(|source| CountryError::Malformed {
        file: file.to_owned(),
        source: Box::new(source),
    })?;
    Ok(table.country)
}

fn check_unique(countries: &[Country], file: &str) -> Result<(), CountryError> {
    let mut seen = HashSet::new();
    for country in countries {
        if !seen.insert(country.iso3) {
            return Err(CountryError::Twice { file: file.to_owned(), iso3: country.iso3 });
        }
    }
    Ok(())
}

impl Countries {
    /// The countries of the world, from the table inside the program.
    ///
    /// # Errors
    /// When that table is not in order; a released program never says so.
    pub fn embedded() -> Result<Self, CountryError> {
        let file = "the embedded countries.toml";
        let countries = parse(EMBEDDED, file)?;
        check_unique(&countries, file)?;
        Ok(Self::index(countries))
    }

    /// These countries and those of `countries.toml` in a folder, such as a simulated world's. A folder
    /// without that file adds nothing.
    ///
    /// # Errors
    /// When the file cannot be read, is malformed, or gives a code that exists already.
    pub fn with_dir(self, dir: &Path) -> Result<Self, CountryError> {
        let path = dir.join("countries.toml");
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => return Ok(self),
            Err(source) => return Err(CountryError::Unreadable { path, source }),
        };
        let file = path.display().to_string();
        let mut countries = self.into_countries();
        countries.extend(parse(&text, &file)?);
        check_unique(&countries, &file)?;
        Ok(Self::index(countries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellwether_model::GwCode;

    #[test]
    fn a_world_brings_its_own_countries() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(
            dir.path().join("countries.toml"),
            "[[country]]\niso3 = \"XAA\"\nname = \"Aralia\"\ngw = [{ code = 1001 }]\n",
        )
        .expect("written");
        let countries =
            Countries::embedded().and_then(|c| c.with_dir(dir.path())).expect("valid table");
        let found = countries.by_gw(GwCode(1001), None).expect("known");
        assert_eq!((found.iso3.as_str(), found.name.as_str()), ("XAA", "Aralia"));
        assert!(countries.find("nigeria").is_some(), "the real ones stay");
    }

    #[test]
    fn a_folder_without_a_table_adds_nothing() {
        let dir = tempfile::tempdir().expect("a folder");
        let countries = Countries::embedded().expect("embedded");
        let before = countries.all().len();
        assert_eq!(countries.with_dir(dir.path()).expect("nothing to read").all().len(), before);
    }

    #[test]
    fn faults_in_a_table_are_named() {
        let cases = [
            ("[[country]]\niso3 = \"NGA\"\nname = \"Again\"\n", "NGA twice"),
            ("[[country]]\niso3 = \"ng\"\nname = \"x\"\n", "three capital letters"),
            ("[[country]]\niso3 = \"XAA\"\nnaem = \"x\"\n", "naem"),
        ];
        for (text, expected) in cases {
            let dir = tempfile::tempdir().expect("a folder");
            std::fs::write(dir.path().join("countries.toml"), text).expect("written");
            let error = Countries::embedded()
                .expect("embedded")
                .with_dir(dir.path())
                .expect_err("refused")
                .to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
