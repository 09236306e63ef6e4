//! The mappings that come with the program.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::Mapping;
use crate::recognise::Shape;
use crate::text::Header;

/// Name and text, in alphabetical order. A new one is one line here and a file in `data/mappings`.
const BUNDLED: [(&str, &str); 3] = [
    ("own-calendar", include_str!("../../../../data/mappings/own-calendar.toml")),
    ("reign-elections", include_str!("../../../../data/mappings/reign-elections.toml")),
    ("ucdp-aec", include_str!("../../../../data/mappings/ucdp-aec.toml")),
];

/// The mappings that come with the program, each with its name and its text.
#[must_use]
pub fn bundled() -> &'static [(&'static str, &'static str)] {
    &BUNDLED
}

fn parsed() -> &'static [(&'static str, Arc<Mapping>)] {
    static ALL: OnceLock<Vec<(&'static str, Arc<Mapping>)>> = OnceLock::new();
    ALL.get_or_init(|| {
        BUNDLED
            .iter()
            .map(|(name, text)| {
                let mapping = Mapping::parse(text, Path::new(name));
                (*name, Arc::new(mapping.expect("the bundled mappings are valid, by test")))
            })
            .collect()
    })
}

/// The bundled mapping whose columns a table has, by name.
pub(crate) fn fitting(header: &Header) -> Option<(&'static str, &'static Mapping)> {
    let fits = parsed().iter().find(|(_, mapping)| mapping.fits(header));
    fits.map(|(name, mapping)| (*name, mapping.as_ref()))
}

/// The bundled mapping of a calendar whose columns are exactly those of a table. Only calendars are read
/// without being asked for: their rows are no events, so none is counted by mistake.
pub(crate) fn calendar(header: &Header) -> Option<&'static Arc<Mapping>> {
    let all = parsed().iter().map(|(_, mapping)| mapping);
    all.filter(|mapping| mapping.shape() == Shape::MappedCalendar)
        .find(|mapping| mapping.fits(header) && mapping.table.is_exactly(header))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_mapping_is_valid_and_no_file_is_left_out() {
        for (name, text) in bundled() {
            let mapping = Mapping::parse(text, Path::new(name)).expect(name);
            assert!(!mapping.describe().caveats.is_empty(), "{name} says what to beware of");
        }
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/mappings");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder of mappings")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        files.sort();
        let names: Vec<String> = BUNDLED.iter().map(|(name, _)| format!("{name}.toml")).collect();
        assert_eq!(files, names);
    }
}
