//! A fixture folder is closed: a file in it that no test names is either forgotten or untested.

use super::Finding;
use crate::tree::File;

/// Files under `crates/*/fixtures` that no Rust source of the same crate (or of `e2e`) names.
///
/// Named means that its file name, or the same without its extension in quotes, stands in the source.
/// A README in the folder needs no test.
pub(crate) fn broken(files: &[File]) -> Vec<Finding> {
    files
        .iter()
        .filter_map(|file| Some((file, file.krate()?)))
        .filter(|(file, krate)| is_fixture(&file.path, krate) && file.name() != "README.md")
        .filter(|(file, krate)| !is_named(file, krate, files))
        .map(|(file, _)| {
            Finding::in_file(&file.path, "no test names this fixture; use or delete it")
        })
        .collect()
}

fn is_fixture(path: &str, krate: &str) -> bool {
    path.strip_prefix("crates/")
        .and_then(|path| path.strip_prefix(krate))
        .is_some_and(|path| path.starts_with("/fixtures/"))
}

fn is_named(fixture: &File, krate: &str, files: &[File]) -> bool {
    let name = fixture.name();
    let stem = format!("\"{}\"", name.split('.').next().unwrap_or(name));
    files
        .iter()
        .filter(|file| file.extension() == "rs")
        .filter(|file| file.krate().is_some_and(|other| other == krate || other == "e2e"))
        .any(|file| file.text().contains(name) || file.text().contains(&stem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::file;

    #[test]
    fn a_fixture_that_no_test_names_is_found() {
        let files = [
            file("crates/sources/fixtures/ged/used.csv", ""),
            file("crates/sources/fixtures/ged/forgotten.csv", ""),
            file("crates/sources/src/ged.rs", "read(\"ged/used.csv\")"),
        ];
        let found = broken(&files);
        assert_eq!(found.len(), 1);
        assert!(found[0].path.ends_with("forgotten.csv"));
    }

    #[test]
    fn a_name_in_another_crate_does_not_count_and_one_in_e2e_does() {
        let fixture = file("crates/sources/fixtures/a.csv", "");
        let source = |path| file(path, "\"a.csv\"");
        assert_eq!(broken(&[fixture.clone(), source("crates/store/src/x.rs")]).len(), 1);
        assert!(broken(&[fixture, source("crates/e2e/tests/it/main.rs")]).is_empty());
    }

    #[test]
    fn a_fixture_may_be_named_without_its_extension() {
        let source = file("crates/sources/src/x.rs", "for case in [\"a\", \"b\"] {}");
        let fixture = |name| file(&format!("crates/sources/fixtures/{name}"), "");
        assert!(broken(&[fixture("a.csv"), fixture("b.expected.json"), source]).is_empty());
    }
}
