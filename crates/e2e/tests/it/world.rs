//! Simulated worlds, made by the program itself, for the tests that need more than a handful of
//! rows.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use bellwether_e2e::{Bellwether, Output, copy_dir};
use serde_json::Value;

/// One release of a world, with what `ingest` must be told of it.
#[derive(Debug, Clone)]
pub(crate) struct Release {
    pub(crate) path: String,
    pub(crate) label: String,
    pub(crate) published: String,
    pub(crate) scope: String,
    pub(crate) rows: i64,
}

/// A world, its folder kept by the program value that made it.
#[derive(Debug)]
pub(crate) struct World {
    maker: Bellwether,
    pub(crate) summary: Value,
    pub(crate) releases: Vec<Release>,
}

impl World {
    /// Makes a world with these arguments of `simulate`.
    pub(crate) fn make(args: &[&str]) -> Self {
        let maker = Bellwether::new();
        let mut all = vec!["simulate", "world", "-q"];
        all.extend(args);
        let summary = maker.json(&all);
        let files = summary["files"].as_array().expect("files").iter();
        let releases = files.map(|file| release(maker.dir(), file)).collect();
        Self { maker, summary, releases }
    }

    /// The small world that many tests share: about 1,000 reports in two yearly releases with the
    /// candidate releases between them.
    pub(crate) fn small() -> &'static Self {
        static WORLD: OnceLock<World> = OnceLock::new();
        WORLD.get_or_init(|| World::make(&["--reports", "1000", "--vintages", "2", "--seed", "7"]))
    }

    /// The folder of the world.
    pub(crate) fn dir(&self) -> PathBuf {
        self.maker.dir().join("world")
    }

    /// The yearly releases.
    pub(crate) fn yearly(&self) -> Vec<&Release> {
        self.releases.iter().filter(|release| !release.label.contains(".0.")).collect()
    }

    /// A program whose store, not yet made, knows this world's names.
    pub(crate) fn program(&self) -> Bellwether {
        let program = Bellwether::new();
        self.introduce(&program);
        program
    }

    /// Gives a store the names of this world's countries, places and actors.
    pub(crate) fn introduce(&self, program: &Bellwether) {
        copy_dir(&self.dir().join("registry"), &program.store().join("registry"))
            .expect("the registry can be copied");
    }
}

impl Release {
    /// The arguments that bring this release in.
    pub(crate) fn args(&self) -> Vec<&str> {
        vec![
            "ingest",
            &self.path,
            "--release",
            &self.label,
            "--published",
            &self.published,
            "--complete-for",
            &self.scope,
            "-q",
            "--json",
        ]
    }

    /// Brings the release in, which must succeed.
    pub(crate) fn ingest(&self, program: &Bellwether) -> Value {
        self.try_ingest(program).expect_code(0).json()
    }

    /// Brings the release in.
    pub(crate) fn try_ingest(&self, program: &Bellwether) -> Output {
        program.run(&self.args())
    }
}

fn release(dir: &Path, file: &Value) -> Release {
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let complete = &file["complete_for"];
    let countries = complete["countries"]["only"].as_array().expect("countries").iter();
    let mut scope: Vec<String> = countries.map(|code| format!("country={}", text(code))).collect();
    scope.push(format!("from={}", text(&complete["from"])));
    scope.push(format!("to={}", text(&complete["to"])));
    Release {
        path: dir.join(text(&file["path"])).display().to_string(),
        label: text(&file["label"]),
        published: text(&file["published"]),
        scope: scope.join(","),
        rows: file["rows"].as_i64().expect("a number of rows"),
    }
}
