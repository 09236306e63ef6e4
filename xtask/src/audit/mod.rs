//! `cargo xtask audit`: every dependency has a licence that this project may build on, and comes from
//! where it should.
//!
//! The check here always runs, without a network and with nothing to install. `cargo deny`, which reads
//! the licence texts themselves and looks at all platforms, runs after it where it is installed;
//! `deny.toml` is its table, and a test keeps the lists the same.

mod spdx;

use crate::command::{cargo, run as run_command, works};
use crate::failure::{Failure, Outcome};
use crate::metadata::{self, Package};
use crate::out;

/// Licences that any dependency may have. All are permissive: they ask for a notice at most.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "OpenSSL",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
    "bzip2-1.0.6",
];

/// Licences that one named dependency may have beyond those, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    // Copyleft by file, and used unchanged: it asks nothing of the files that call it.
    ("option-ext", "MPL-2.0"),
    // The style sheets of web pages, for the extraction of articles.
    ("cssparser", "MPL-2.0"),
    ("cssparser-macros", "MPL-2.0"),
    ("dtoa-short", "MPL-2.0"),
    ("selectors", "MPL-2.0"),
];

/// Crates of which two versions must not be there at once: the types of one would be strangers to the
/// types of the other.
const SINGLE: &[&str] = &[
    "arrow",
    "arrow-array",
    "arrow-schema",
    "datafusion",
    "deltalake-core",
    "object_store",
    "parquet",
];

/// Runs the own check, then `cargo deny` where it is installed.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    if !arguments.is_empty() {
        return Err(Failure::Usage("audit takes no arguments".to_owned()));
    }
    let packages = metadata::everything()?;
    let complaints: Vec<String> =
        packages.iter().filter_map(complaint).chain(doubled(&packages)).collect();
    complaints.iter().for_each(out::say);
    if !complaints.is_empty() {
        return Err(Failure::Found { check: "audit", count: complaints.len() });
    }
    out::say(format_args!(
        "audit: {} packages: licences and sources are fine, nothing is there twice that must not be",
        packages.len()
    ));
    if works(&mut cargo(&["deny", "--version"])) {
        run_command(&mut cargo(&["deny", "--offline", "check", "licenses", "bans", "sources"]))
    } else {
        out::say("audit: cargo-deny is not installed, so licence texts were not read");
        Ok(())
    }
}

/// What is wrong with a package's licence or origin, if anything.
fn complaint(package: &Package) -> Option<String> {
    let Package { name, version, .. } = package;
    if package.source.as_ref().is_some_and(|source| !source.starts_with("registry+")) {
        return Some(format!("{name} {version}: does not come from the registry"));
    }
    let Some(license) = &package.license else {
        return Some(format!("{name} {version}: says no licence"));
    };
    let may = |id: &str| ALLOWED.contains(&id) || EXCEPTIONS.contains(&(name, id));
    match spdx::satisfied(license, may) {
        Some(true) => None,
        Some(false) => Some(format!("{name} {version}: licence {license:?} is not allowed")),
        None => Some(format!("{name} {version}: licence {license:?} cannot be read")),
    }
}

/// The crates of [`SINGLE`] that are there in more than one version.
fn doubled(packages: &[Package]) -> Vec<String> {
    let versions = |name: &str| -> Vec<&str> {
        let named = packages.iter().filter(|package| package.name == name);
        named.map(|package| package.version.as_str()).collect()
    };
    let found = SINGLE.iter().map(|name| (name, versions(name)));
    found
        .filter(|(_, versions)| versions.len() > 1)
        .map(|(name, versions)| {
            format!("{name}: is there as {}, one is allowed", versions.join(", "))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, license: Option<&str>, source: Option<&str>) -> Package {
        Package {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: license.map(str::to_owned),
            source: source.map(str::to_owned),
            needs: Vec::new(),
        }
    }

    #[test]
    fn a_permissive_licence_passes_and_a_copyleft_one_does_not() {
        assert_eq!(complaint(&package("a", Some("MIT OR Apache-2.0"), None)), None);
        assert_eq!(complaint(&package("a", Some("GPL-3.0 OR MIT"), None)), None);
        assert!(complaint(&package("a", Some("GPL-3.0"), None)).is_some());
        assert!(complaint(&package("a", Some("MIT AND AGPL-3.0"), None)).is_some());
    }

    #[test]
    fn no_licence_or_an_unreadable_one_does_not_pass() {
        assert!(complaint(&package("a", None, None)).is_some_and(|text| text.contains("no lic")));
        assert!(complaint(&package("a", Some("MIT OR"), None)).is_some());
    }

    #[test]
    fn an_exception_holds_for_its_package_only() {
        assert_eq!(complaint(&package("option-ext", Some("MPL-2.0"), None)), None);
        assert!(complaint(&package("other", Some("MPL-2.0"), None)).is_some());
    }

    #[test]
    fn a_dependency_from_a_branch_somewhere_is_refused() {
        let git = package("a", Some("MIT"), Some("git+https://example.org/a"));
        assert!(complaint(&git).is_some());
        assert_eq!(complaint(&package("a", Some("MIT"), Some("registry+x"))), None);
    }

    #[test]
    fn two_versions_of_arrow_are_refused_and_two_of_another_crate_are_not() {
        let mut packages = vec![package("arrow", None, None), package("rand", None, None)];
        assert!(doubled(&packages).is_empty());
        packages.push(Package { version: "2.0.0".to_owned(), ..package("rand", None, None) });
        assert!(doubled(&packages).is_empty());
        packages.push(Package { version: "2.0.0".to_owned(), ..package("arrow", None, None) });
        assert_eq!(doubled(&packages), ["arrow: is there as 1.0.0, 2.0.0, one is allowed"]);
    }

    #[test]
    fn deny_toml_allows_the_same_licences_and_doubles() {
        let text =
            std::fs::read_to_string(crate::tree::root().join("deny.toml")).expect("is there");
        let (_, after) = text.split_once("\nallow = [\n").expect("has a list");
        let (list, _) = after.split_once("\n]").expect("the list ends");
        let listed: Vec<&str> =
            list.lines().map(|line| line.trim().trim_matches(['"', ','])).collect();
        assert_eq!(listed, ALLOWED);
        for (name, license) in EXCEPTIONS {
            assert!(text.contains(&format!("crate = \"{name}\", allow = [\"{license}\"]")));
        }
        for name in SINGLE {
            assert!(text.contains(&format!("crate = \"{name}\", deny-multiple-versions = true")));
        }
    }
}
