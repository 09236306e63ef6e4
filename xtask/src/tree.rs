//! The files of the project: what is committed, and what is about to be.

use std::path::PathBuf;

use crate::command::{capture, command};
use crate::failure::{Failure, Outcome};

/// One file, by its path from the root, with its text when it is text.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// The path from the root, with `/` between its parts.
    pub(crate) path: String,
    /// The content; `None` when it is not UTF-8.
    pub(crate) text: Option<String>,
}

impl File {
    /// The text, or nothing.
    pub(crate) fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_default()
    }

    /// The last part of the path.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// What follows the last dot of the name, or nothing.
    pub(crate) fn extension(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// The folder under `crates/` that the file lies in.
    pub(crate) fn krate(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split_once('/').map(|(krate, _)| krate)
    }

    /// Whether other people wrote it and it lies here as it came.
    pub(crate) fn is_vendored(&self) -> bool {
        self.path.split('/').any(|part| part == "vendor")
    }
}

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let own = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    own.parent().map_or_else(|| own.clone(), PathBuf::from)
}

/// All files that are committed or would be by `git add --all`, in the order of their paths.
///
/// # Errors
/// When git is not there, or a file cannot be read.
pub(crate) fn files() -> Outcome<Vec<File>> {
    let listed = capture(command("git").args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    let root = root();
    let mut paths: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    paths.sort_unstable();
    paths.dedup();
    paths
        .into_iter()
        // A file that was deleted and not yet committed is still listed.
        .filter(|path| root.join(path).is_file())
        .map(|path| {
            let bytes = std::fs::read(root.join(path)).map_err(Failure::file(path))?;
            Ok(File { path: path.to_owned(), text: String::from_utf8(bytes).ok() })
        })
        .collect()
}

/// A file made up for a test.
#[cfg(test)]
pub(crate) fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: Some(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_apart() {
        let fixture = file("crates/sources/fixtures/ged/a.b.csv", "");
        assert_eq!((fixture.name(), fixture.extension()), ("a.b.csv", "csv"));
        assert_eq!(fixture.krate(), Some("sources"));
        assert_eq!(file("xtask/src/main.rs", "").krate(), None);
        assert_eq!(file("LICENSE", "").extension(), "");
        assert!(file("web/vendor/x.js", "").is_vendored());
        assert!(!file("web/vendored/x.js", "").is_vendored());
    }

    #[test]
    fn the_root_holds_the_workspace_manifest() {
        let manifest = std::fs::read_to_string(root().join("Cargo.toml")).expect("is there");
        assert!(manifest.contains("[workspace]"));
    }
}
