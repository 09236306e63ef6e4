//! A file is about one thing. Past some 400 lines one asks which two things it does; past 600 it fails.

use super::Finding;
use crate::tree::File;

/// Lines that a source file may have.
const LINES_MAX: usize = 600;

/// Kinds of files that the rule is for.
const SOURCE: &[&str] = &["rs", "js", "mjs", "css", "py", "sh"];

/// Source files that are too long.
pub(crate) fn broken(files: &[File]) -> Vec<Finding> {
    files
        .iter()
        .filter(|file| SOURCE.contains(&file.extension()) && !file.is_vendored())
        .filter_map(|file| {
            let lines = file.text().lines().count();
            (lines > LINES_MAX).then(|| {
                let message = format!(
                    "has {lines} lines, {LINES_MAX} are allowed; which two things does it do?"
                );
                Finding::in_file(&file.path, message)
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::file;

    #[test]
    fn one_line_too_many_is_found_and_the_last_allowed_is_not() {
        assert_eq!(broken(&[file("a.rs", &"x\n".repeat(LINES_MAX + 1))]).len(), 1);
        assert!(broken(&[file("a.rs", &"x\n".repeat(LINES_MAX))]).is_empty());
    }

    #[test]
    fn data_and_what_others_wrote_may_be_long() {
        let long = "x\n".repeat(LINES_MAX + 1);
        assert!(broken(&[file("a.csv", &long), file("web/vendor/a.js", &long)]).is_empty());
    }
}
