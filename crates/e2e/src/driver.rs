//! The program under test, with a home, a store and an environment of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What a run of the program left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The exit code; `None` where a signal ended the program.
    pub code: Option<i32>,
    /// Standard output as bytes, because Parquet may stand on it.
    pub bytes: Vec<u8>,
    /// Standard output as text; bytes that are not UTF-8 are replaced.
    pub stdout: String,
    /// Standard error as text.
    pub stderr: String,
}

impl Output {
    /// Standard output as JSON.
    ///
    /// # Panics
    /// Where it is not JSON, with both streams in the message.
    #[must_use]
    pub fn json(&self) -> Value {
        let parsed = serde_json::from_str(&self.stdout);
        assert!(parsed.is_ok(), "not JSON: {:?}\n{}\n{}", parsed, self.stdout, self.stderr);
        parsed.expect("just seen to be JSON")
    }

    /// The same run, when it ended with this code.
    ///
    /// # Panics
    /// Where it ended otherwise, with both streams in the message.
    #[must_use]
    pub fn expect_code(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "exit code\n--- stdout\n{}\n--- stderr\n{}",
            self.stdout,
            self.stderr
        );
        self
    }
}

/// The program, a temporary home and a store inside it that does not exist yet.
///
/// The environment is emptied but for `PATH`; home, configuration, data and temporary folders lie
/// in a temporary directory, which goes when this value goes.
#[derive(Debug)]
pub struct Bellwether {
    binary: PathBuf,
    home: TempDir,
    store: PathBuf,
    env: Vec<(String, String)>,
}

impl Default for Bellwether {
    fn default() -> Self {
        Self::new()
    }
}

impl Bellwether {
    /// A fresh home and an absent store.
    ///
    /// # Panics
    /// Where the binary is not built (`BELLWETHER_BIN`, else beside the test's own folder), or no
    /// temporary directory can be made.
    #[must_use]
    pub fn new() -> Self {
        let home = tempfile::tempdir().expect("a temporary directory can be made");
        let store = home.path().join("store");
        Self { binary: binary(), home, store, env: Vec::new() }
    }

    /// The same, with one more environment variable.
    #[must_use]
    pub fn with_env(mut self, key: &str, value: &str) -> Self {
        self.env.push((key.to_owned(), value.to_owned()));
        self
    }

    /// The working directory of every run: a temporary one.
    #[must_use]
    pub fn dir(&self) -> &Path {
        self.home.path()
    }

    /// The store of every run.
    #[must_use]
    pub fn store(&self) -> &Path {
        &self.store
    }

    /// Looks at another store from now on.
    pub fn set_store(&mut self, store: PathBuf) {
        self.store = store;
    }

    /// The binary under test.
    #[must_use]
    pub fn binary(&self) -> &Path {
        &self.binary
    }

    /// Writes a file into the working directory and gives its path.
    ///
    /// # Panics
    /// Where it cannot be written.
    #[must_use]
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir().join(name);
        std::fs::write(&path, content).expect("the temporary directory can be written");
        path
    }

    /// The environment and working directory of a run, for a command of the caller's making.
    pub fn dress<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let home = self.dir();
        command.env_clear().current_dir(home).stdin(Stdio::null());
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        for (key, folder) in [
            ("HOME", ""),
            ("XDG_CONFIG_HOME", ".config"),
            ("XDG_DATA_HOME", ".data"),
            ("XDG_CACHE_HOME", ".cache"),
            ("XDG_STATE_HOME", ".state"),
            ("TMPDIR", ""),
        ] {
            command.env(key, home.join(folder));
        }
        command.env("BELLWETHER_STORE", &self.store);
        command.envs(self.env.iter().map(|(key, value)| (key, value)))
    }

    /// The program with these arguments, ready to start.
    #[must_use]
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        self.dress(&mut command).args(args);
        command
    }

    /// Runs the program to its end.
    ///
    /// # Panics
    /// Where it cannot be started, or a panic message stands on standard error.
    #[must_use]
    pub fn run(&self, args: &[&str]) -> Output {
        Self::finish(&mut self.command(args))
    }

    /// Runs a command that was made by [`Self::command`] to its end.
    ///
    /// # Panics
    /// As [`Self::run`].
    pub fn finish(command: &mut Command) -> Output {
        let output = command.output().expect("the program can be started");
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!stderr.contains("panicked at"), "the program panicked: {stderr}");
        Output {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            bytes: output.stdout,
            stderr,
        }
    }

    /// Runs the program, which must succeed.
    ///
    /// # Panics
    /// Where the exit code is not 0.
    pub fn ok(&self, args: &[&str]) -> Output {
        self.run(args).expect_code(0)
    }

    /// Runs the program with `--json`, which must succeed, and reads its answer.
    ///
    /// # Panics
    /// Where the exit code is not 0 or the answer is not JSON.
    #[must_use]
    pub fn json(&self, args: &[&str]) -> Value {
        let mut all = args.to_vec();
        all.push("--json");
        self.ok(&all).json()
    }

    /// The events in the store, 0 where it holds none.
    ///
    /// # Panics
    /// Where `count` ends with neither 0 nor 1.
    #[must_use]
    pub fn events(&self, more: &[&str]) -> i64 {
        let mut args = vec!["count", "--json"];
        args.extend(more);
        let output = self.run(&args);
        assert!(matches!(output.code, Some(0 | 1)), "{}", output.stderr);
        output.json()["value"].as_i64().expect("a count is a whole number")
    }

    /// The digest of the store's logical content.
    ///
    /// # Panics
    /// Where the store cannot be read.
    #[must_use]
    pub fn digest(&self) -> String {
        let output = self.run(&["count", "--json"]);
        assert!(matches!(output.code, Some(0 | 1)), "{}", output.stderr);
        output.json()["store"]["digest"].as_str().expect("a digest is text").to_owned()
    }
}

/// The binary: `BELLWETHER_BIN`, else `bellwether` in the folder above that of the test binary.
fn binary() -> PathBuf {
    let named = std::env::var_os("BELLWETHER_BIN").map(PathBuf::from);
    let path = named.or_else(|| {
        let test = std::env::current_exe().ok()?;
        let name = format!("bellwether{}", std::env::consts::EXE_SUFFIX);
        Some(test.parent()?.parent()?.join(name))
    });
    let path = path.filter(|path| path.is_file());
    path.expect("build the workspace first: cargo build").canonicalize().expect("the file is there")
}

/// A file of the real data beside the repository, or `None` with one line on standard error.
///
/// `name` is relative to `shared/data`; `what` says in the line which test is skipped.
#[must_use]
pub fn shared_data(what: &str, name: &str) -> Option<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let path = Path::new(folder).join(name);
    if path.is_file() {
        return Some(path.canonicalize().ok()?.display().to_string());
    }
    use std::io::Write as _;
    // Standard error itself: the test harness does not capture it, so that the line is seen.
    let _ = writeln!(std::io::stderr(), "skipped: {what} needs ../shared/data/{name}");
    None
}

/// Copies a folder with all that is in it.
///
/// # Errors
/// The first file that cannot be read or written.
pub fn copy_dir(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_dir(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// What all files below a folder hold, as text.
///
/// # Panics
/// When a folder or file cannot be read.
#[must_use]
pub fn all_bytes(folder: &Path) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.push_str(&all_bytes(&path));
        } else {
            all.push_str(&String::from_utf8_lossy(&std::fs::read(&path).expect("read")));
        }
    }
    all
}
