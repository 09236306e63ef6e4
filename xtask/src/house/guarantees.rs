//! A promise names the tests that keep it; a test that was renamed or deleted must not leave its promise
//! behind.

use super::Finding;
use crate::tree::File;

/// The page of promises.
const PAGE: &str = "docs/GUARANTEES.md";

/// Tests that the page names as `crate::test` and that the crate does not have.
pub(crate) fn broken(files: &[File]) -> Vec<Finding> {
    let Some(page) = files.iter().find(|file| file.path == PAGE) else { return Vec::new() };
    let mut findings = Vec::new();
    for (index, line) in page.text().lines().enumerate() {
        for (krate, test) in named_tests(line) {
            if !exists(krate, test, files) {
                let message = format!("names {krate}::{test}, which is no test");
                findings.push(Finding::in_line(page, index + 1, message));
            }
        }
    }
    findings
}

/// What stands in backquotes and looks like `crate::test`.
fn named_tests(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let quoted = line.split('`').skip(1).step_by(2);
    quoted.filter_map(|text| text.split_once("::")).filter(|(krate, test)| {
        let is_name = |text: &str| {
            !text.is_empty()
                && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        };
        is_name(krate) && is_name(test)
    })
}

fn exists(krate: &str, test: &str, files: &[File]) -> bool {
    let declared = format!("fn {test}()");
    files
        .iter()
        .filter(|file| file.extension() == "rs")
        .filter(|file| match file.krate() {
            Some(own) => own == krate,
            None => krate == "xtask" && file.path.starts_with("xtask/"),
        })
        .any(|file| {
            let mut lines = file.text().lines().map(str::trim);
            let mut test_follows = false;
            lines.any(|line| {
                let own = line.strip_prefix("async ").unwrap_or(line);
                let found = test_follows && own.starts_with(&declared);
                let marked = line.starts_with("#[test]") || line.starts_with("#[tokio::test");
                test_follows = marked || (test_follows && line.starts_with("#["));
                found
            }) || (file.text().contains("proptest!")
                && file.text().contains(&format!("fn {test}(")))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::file;

    fn findings(page: &str, source: &str) -> usize {
        broken(&[file(PAGE, page), file("crates/store/src/a/b.rs", source)]).len()
    }

    #[test]
    fn a_promise_on_a_test_that_is_gone_is_found() {
        let source =
            "#[test]\n    fn it_holds() {}\nfn helper() {}\n#[tokio::test]\nasync fn it_waits() {}";
        assert_eq!(findings("Shown by `store::it_waits`.", source), 0);
        assert_eq!(findings("Shown by `store::it_holds`.", source), 0);
        assert_eq!(findings("Shown by `store::it_held`.", source), 1);
        assert_eq!(findings("Shown by `model::it_holds`.", source), 1);
        assert_eq!(findings("`store::helper` and `store::it_holds`", source), 1);
    }

    #[test]
    fn other_paths_in_backquotes_are_not_tests() {
        assert_eq!(findings("See `bellwether_model::LIMITS` and `std::fs::File`.", ""), 0);
    }
}
