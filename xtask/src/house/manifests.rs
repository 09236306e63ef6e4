//! Each package takes the lints, the edition and the licence of the workspace.

use super::Finding;
use crate::tree::File;

/// Lines that each package's manifest must have.
const REQUIRED: &[&str] =
    &["[lints]\nworkspace = true", "edition.workspace = true", "license.workspace = true"];

/// Manifests of packages that lack one of them.
pub(crate) fn broken(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| is_package(&file.path)) {
        for required in REQUIRED.iter().filter(|required| !file.text().contains(**required)) {
            let shown = required.replace('\n', " ");
            findings.push(Finding::in_file(&file.path, format!("lacks `{shown}`")));
        }
    }
    findings
}

fn is_package(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    matches!(parts.as_slice(), ["crates", _, "Cargo.toml"] | ["xtask", "Cargo.toml"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::file;

    #[test]
    fn a_package_with_lints_of_its_own_is_found() {
        let good =
            "edition.workspace = true\nlicense.workspace = true\n[lints]\nworkspace = true\n";
        assert!(broken(&[file("crates/a/Cargo.toml", good)]).is_empty());
        let own = good.replace("[lints]\nworkspace = true", "[lints.rust]");
        assert_eq!(broken(&[file("crates/a/Cargo.toml", &own)]).len(), 1);
        assert_eq!(broken(&[file("xtask/Cargo.toml", "")]).len(), REQUIRED.len());
    }

    #[test]
    fn the_workspace_manifest_is_not_a_package() {
        assert!(broken(&[file("Cargo.toml", "")]).is_empty());
    }
}
