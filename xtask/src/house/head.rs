//! Each crate opens with a paragraph on what it is for.

use super::Finding;
use crate::tree::File;

/// Crate roots (`lib.rs`, and `main.rs`) that do not begin with `//!`.
pub(crate) fn broken(files: &[File]) -> Vec<Finding> {
    files
        .iter()
        .filter(|file| is_root(&file.path) && !file.text().starts_with("//! "))
        .map(|file| {
            Finding::in_line(file, 1, "must begin with `//!`: what it is for, what goes in and out")
        })
        .collect()
}

fn is_root(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["crates", _, "src", name] | ["xtask", "src", name] => {
            matches!(*name, "lib.rs" | "main.rs")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::file;

    #[test]
    fn a_crate_that_does_not_say_what_it_is_for_is_found() {
        assert_eq!(broken(&[file("crates/model/src/lib.rs", "mod a;\n//! late")]).len(), 1);
        assert_eq!(broken(&[file("crates/cli/src/main.rs", "")]).len(), 1);
    }

    #[test]
    fn other_files_need_no_such_head() {
        assert!(broken(&[file("crates/model/src/lib.rs", "//! The words.")]).is_empty());
        assert!(broken(&[file("crates/model/src/place.rs", "mod a;")]).is_empty());
        assert!(broken(&[file("crates/model/src/a/lib.rs", "mod a;")]).is_empty());
    }
}
