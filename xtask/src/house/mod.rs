//! The house's own rules: what no general linter knows.
//!
//! Each rule is a function from the files (or packages) to findings, and touches nothing else; each has
//! tests that show it failing.

mod direction;
mod fixtures;
mod guarantees;
mod head;
mod manifests;
mod size;
mod sockets;
mod words;

use std::fmt;

use crate::metadata::Package;
use crate::tree::File;

/// One broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The file (or the package) that breaks it.
    path: String,
    /// The line, counted from 1; 0 for the file as a whole.
    line: usize,
    /// What is wrong and what to do.
    message: String,
}

impl Finding {
    fn in_line(file: &File, line: usize, message: impl Into<String>) -> Self {
        Self { path: file.path.clone(), line, message: message.into() }
    }

    fn in_file(path: &str, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: 0, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.message),
            line => write!(f, "{}:{line}: {}", self.path, self.message),
        }
    }
}

/// All rules over all files.
pub(crate) fn examine(files: &[File], packages: &[Package]) -> Vec<Finding> {
    let rules = [
        words::broken,
        head::broken,
        size::broken,
        sockets::broken,
        fixtures::broken,
        guarantees::broken,
        manifests::broken,
    ];
    let mut findings: Vec<Finding> = rules.iter().flat_map(|rule| rule(files)).collect();
    findings.extend(direction::broken(packages));
    findings
}

/// Where `needle` stands in `line` as a word of its own, not as part of a longer one.
fn stands_in(line: &str, needle: &str) -> bool {
    line.match_indices(needle).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + needle.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_inside_a_longer_one_does_not_count() {
        assert!(stands_in("use hyper::body;", "hyper"));
        assert!(!stands_in("a hyperlink", "hyper"));
        assert!(!stands_in("my_hyper", "hyper"));
        assert!(stands_in("hyperlink, hyper", "hyper"));
    }

    #[test]
    fn a_finding_in_a_line_shows_the_line() {
        let file = crate::tree::file("a.rs", "");
        assert_eq!(Finding::in_line(&file, 3, "bad").to_string(), "a.rs:3: bad");
        assert_eq!(Finding::in_file("a.rs", "bad").to_string(), "a.rs: bad");
    }
}
