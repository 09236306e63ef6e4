//! What no file may say: a path of somebody's machine, the host of a package registry, or that
//! something is still to be done.
//!
//! The words are put together from halves here, so that this file passes its own rule.

use super::{Finding, stands_in};
use crate::tree::File;

/// Folders that exist on one machine and not on the next; what stands before them must not be a path.
const MACHINE_FOLDERS: &[&str] = &[
    concat!("/wo", "rk"),
    concat!("/ro", "ot"),
    concat!("/tm", "p"),
    concat!("/fa", "rm"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
];

/// Hosts of package registries; packages are named by registry and name, not by address.
const REGISTRY_HOSTS: &[&str] = &[
    concat!("crates", ".io"),
    concat!("pypi", ".org"),
    concat!("python", "hosted.org"),
    concat!("npmjs", ".org"),
    concat!("npmjs", ".com"),
];

/// Marks of unfinished work, in code and prose.
const UNFINISHED_WORDS: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME")];

/// Marks of unfinished work, in code.
const UNFINISHED_CODE: &[&str] = &[
    concat!("todo", "!("),
    concat!("unimple", "mented!("),
    concat!("dbg", "!("),
    concat!("#[ig", "nore"),
];

/// Files that a tool writes and that have to name where packages come from.
const LOCK_FILES: &[&str] = &["Cargo.lock", "package-lock.json"];

/// Kinds of files in which a mark of unfinished work is one; data may hold such a word by chance.
const WRITTEN_BY_HAND: &[&str] =
    &["rs", "toml", "md", "js", "mjs", "css", "html", "sh", "py", "yml", "yaml", "cff", ""];

/// All such words in all files.
pub(crate) fn broken(files: &[File]) -> Vec<Finding> {
    let ours = |file: &&File| !file.is_vendored() && !LOCK_FILES.contains(&file.name());
    files.iter().filter(ours).flat_map(in_file).collect()
}

fn in_file(file: &File) -> Vec<Finding> {
    let by_hand = WRITTEN_BY_HAND.contains(&file.extension());
    let mut findings = Vec::new();
    for (index, line) in file.text().lines().enumerate() {
        let mut found = |message: String| findings.push(Finding::in_line(file, index + 1, message));
        for folder in MACHINE_FOLDERS.iter().filter(|folder| names_folder(line, folder)) {
            found(format!("names {folder}, a path of one machine; use a relative one"));
        }
        for host in REGISTRY_HOSTS.iter().filter(|host| names_host(line, host)) {
            found(format!("names {host}, the host of a registry; name the package only"));
        }
        if by_hand {
            for word in UNFINISHED_WORDS.iter().filter(|word| stands_in(line, word)) {
                found(format!("says {word}; finish it, or open an issue"));
            }
        }
        if file.extension() == "rs" {
            for code in UNFINISHED_CODE.iter().filter(|code| line.contains(**code)) {
                found(format!("has {code}…; finish it or take it out"));
            }
        }
    }
    findings
}

/// Whether the line has the folder at the start of a path.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let starts_a_path = before.is_none_or(|c| c.is_whitespace() || "\"'`(=:[,<|".contains(c));
        let after = line[start + folder.len()..].chars().next();
        let goes_on = after.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-');
        starts_a_path && (folder.ends_with('/') || !goes_on)
    })
}

/// Whether the line has the host, by itself or under a name before it.
fn names_host(line: &str, host: &str) -> bool {
    let lower = line.to_lowercase();
    lower.match_indices(host).any(|(start, _)| {
        let before = lower[..start].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::file;

    fn count(path: &str, text: &str) -> usize {
        broken(&[file(path, text)]).len()
    }

    #[test]
    fn a_path_of_a_machine_is_found_and_a_relative_one_is_not() {
        for folder in MACHINE_FOLDERS {
            let folder = folder.trim_end_matches('/');
            assert_eq!(count("a.md", &format!("see `{folder}/x`")), 1, "{folder}");
            assert_eq!(count("a.md", &format!("see ..{folder}/x")), 0, "{folder}");
            assert_eq!(count("a.md", &format!("https://example.org{folder}/x")), 0, "{folder}");
        }
        assert_eq!(count("a.md", concat!("/wo", "rkshop")), 0);
        assert_eq!(count("a.rs", concat!("\"/ro", "ot\"")), 1);
    }

    #[test]
    fn a_registry_is_found_under_any_of_its_names() {
        assert_eq!(count("a.md", concat!("https://Crates", ".io/x")), 1);
        assert_eq!(count("a.md", concat!("https://static.crates", ".io/x")), 1);
        assert_eq!(count("a.md", concat!("my-crates", ".iolite")), 0);
        assert_eq!(count("Cargo.lock", concat!("https://crates", ".io/x")), 0);
        assert_eq!(count("web/vendor/x.js", concat!("registry", ".npmjs", ".org")), 0);
    }

    #[test]
    fn unfinished_work_is_found_with_its_line() {
        let text = concat!("fn f() {\n    todo", "!()\n}\n// TO", "DO later");
        let lines: Vec<usize> = broken(&[file("a.rs", text)]).iter().map(|f| f.line).collect();
        assert_eq!(lines, [2, 4]);
        assert_eq!(count("a.rs", concat!("#[ig", "nore = \"slow\"]")), 1);
        assert_eq!(count("a.rs", concat!("dbg", "!(x)")), 1);
    }

    #[test]
    fn a_word_in_data_or_a_lint_by_that_name_is_not_unfinished_work() {
        assert_eq!(count("names.csv", concat!("TO", "DO")), 0);
        assert_eq!(count("Cargo.toml", "todo = \"warn\""), 0);
        assert_eq!(count("a.rs", concat!("MASTO", "DON")), 0);
    }
}
