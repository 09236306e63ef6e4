//! Settings and where each comes from: flag or environment, project file, user file, default.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bellwether_export::policy::{LocationPolicy, Permissions};
use bellwether_model::{LIMITS, Limits};
use serde::{Deserialize, Serialize};

use crate::args::{Color, Format, Global, ProgressMode};
use crate::failure::Failure;

/// The name of a project's file, looked for in the working directory.
const PROJECT_FILE: &str = "bellwether.toml";

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Setting<T> {
    pub(crate) value: T,
    pub(crate) origin: String,
}

/// All settings of a run.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) store: Setting<PathBuf>,
    pub(crate) format: Setting<Format>,
    pub(crate) color: Setting<Color>,
    pub(crate) progress: Setting<ProgressMode>,
    pub(crate) sql_seconds: Setting<u64>,
    pub(crate) result_rows: Setting<usize>,
    pub(crate) threads: Setting<usize>,
    pub(crate) sheet_cells: Setting<u64>,
    pub(crate) secrets: Setting<Option<PathBuf>>,
    pub(crate) fetch_hosts: Setting<Vec<String>>,
    pub(crate) fetch_mirrors: Setting<BTreeMap<String, String>>,
    pub(crate) permissions: Setting<Permissions>,
    pub(crate) location_policy: Setting<LocationPolicy>,
    pub(crate) deliver: Setting<BTreeMap<String, String>>,
    pub(crate) serve: Setting<BTreeMap<String, String>>,
    pub(crate) brief_sections: Setting<Vec<String>>,
    pub(crate) brief_claims: Setting<Vec<String>>,
    pub(crate) assist: Setting<BTreeMap<String, String>>,
}

/// A configuration file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigFile {
    store: Option<PathBuf>,
    format: Option<String>,
    color: Option<String>,
    progress: Option<String>,
    sql_seconds: Option<u64>,
    result_rows: Option<usize>,
    threads: Option<usize>,
    sheet_cells: Option<u64>,
    secrets: Option<PathBuf>,
    fetch_hosts: Option<Vec<String>>,
    fetch_mirrors: Option<BTreeMap<String, String>>,
    permissions: Option<Permissions>,
    location_policy: Option<LocationPolicy>,
    deliver: Option<BTreeMap<String, String>>,
    serve: Option<BTreeMap<String, String>>,
    brief_sections: Option<Vec<String>>,
    brief_claims: Option<Vec<String>>,
    assist: Option<BTreeMap<String, String>>,
}

/// One setting as the documentation and the schema of the file show it.
pub(crate) struct Described {
    pub(crate) key: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) words: &'static [&'static str],
    pub(crate) about: &'static str,
}

/// Every setting that a file can hold.
pub(crate) const DESCRIBED: [Described; 18] = [
    Described { key: "store", kind: "string", words: &[], about: "directory of the store" },
    Described {
        key: "format",
        kind: "string",
        words: &["table", "csv", "ndjson", "json", "geojson", "parquet", "geoparquet", "arrow"],
        about: "form of the output",
    },
    Described {
        key: "color",
        kind: "string",
        words: &["auto", "always", "never"],
        about: "when to use colour",
    },
    Described {
        key: "progress",
        kind: "string",
        words: &["auto", "never", "json"],
        about: "when to show progress on standard error",
    },
    Described {
        key: "sql_seconds",
        kind: "integer",
        words: &[],
        about: "seconds that one SQL statement may take",
    },
    Described {
        key: "result_rows",
        kind: "integer",
        words: &[],
        about: "rows that one SQL answer may have",
    },
    Described {
        key: "threads",
        kind: "integer",
        words: &[],
        about: "threads that parse while a file comes in; 0 for as many as there are cores",
    },
    Described {
        key: "sheet_cells",
        kind: "integer",
        words: &[],
        about: "cells with something in them that a sheet of a workbook may have",
    },
    Described {
        key: "secrets",
        kind: "string",
        words: &[],
        about: "folder with one file for each secret, readable by its owner only",
    },
    Described {
        key: "fetch_hosts",
        kind: "array",
        words: &[],
        about: "hosts that may be fetched from although their address is not public, as host or host:port",
    },
    Described {
        key: "fetch_mirrors",
        kind: "object",
        words: &[],
        about: "other addresses for ucdp_downloads, ucdp_api, gdelt2, gdelt1, acled",
    },
    Described {
        key: "permissions",
        kind: "tables",
        words: &[],
        about: "recorded permissions to pass on rows of a restricted dataset: dataset, who, why, date",
    },
    Described {
        key: "location_policy",
        kind: "rules",
        words: &[],
        about: "by class of target, how coarse a place leaves (coarsen_to) and after how many days (delay_days)",
    },
    Described {
        key: "deliver",
        kind: "object",
        words: &[],
        about: "where alerts go: atom, jsonfeed, feed_url, webhook, mail_server, mail_tls, mail_user, mail_from, mail_to",
    },
    Described {
        key: "serve",
        kind: "object",
        words: &[],
        about: "when watch serve runs (every or at) and what it fetches before (fetch); how serve is set up (listen, tokens, anonymous, hosts, connections, request_seconds, …)",
    },
    Described {
        key: "brief_sections",
        kind: "array",
        words: &[],
        about: "sections of a brief, the others left out: judgement, change, tempo, lethality, places, targets, …",
    },
    Described {
        key: "brief_claims",
        kind: "array",
        words: &[],
        about: "claims in circulation, as sentences; those that name the group of a brief are held against the store in it",
    },
    Described {
        key: "assist",
        kind: "object",
        words: &[],
        about: "the model that code --assist has read texts: url and model of one that they are sent to (its key is the secret assist-key), or weights, labels and memory_mib of one in a file; seconds",
    },
];

/// The user's file: `bellwether/config.toml` in the platform's configuration directory.
pub(crate) fn user_file() -> Option<PathBuf> {
    let dirs = directories::ProjectDirs::from("", "", "bellwether")?;
    Some(dirs.config_dir().join("config.toml"))
}

/// Where secrets lie unless the configuration says otherwise.
fn secrets_dir() -> Option<PathBuf> {
    let dirs = directories::ProjectDirs::from("", "", "bellwether")?;
    Some(dirs.config_dir().join("secrets"))
}

fn default_store() -> PathBuf {
    directories::ProjectDirs::from("", "", "bellwether")
        .map_or_else(|| PathBuf::from("bellwether-store"), |dirs| dirs.data_dir().join("store"))
}

fn read_file(path: &Path, must_exist: bool) -> Result<ConfigFile, Failure> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !must_exist => {
            return Ok(ConfigFile::default());
        }
        Err(error) => return Err(Failure::io("read", path)(error)),
    };
    toml::from_str(&text)
        .map_err(|error| Failure::Usage(format!("{}: {error}", path.display()).trim().to_owned()))
}

/// A word of a file as a value of a flag.
fn word<T: clap::ValueEnum>(key: &str, text: &str, file: &str) -> Result<T, Failure> {
    T::from_str(text, false).map_err(|_| {
        let known: Vec<String> = T::value_variants()
            .iter()
            .filter_map(|value| Some(value.to_possible_value()?.get_name().to_owned()))
            .collect();
        Failure::Usage(format!("{file}: {key} is {text:?}; it must be one of {}", known.join(", ")))
    })
}

impl Settings {
    /// Reads the files and lays the flags over them.
    pub(crate) fn read(global: &Global) -> Result<Self, Failure> {
        let mut files: Vec<(ConfigFile, String)> = Vec::new();
        if let Some(path) = &global.config {
            files.push((read_file(path, true)?, path.display().to_string()));
        } else if !global.no_config {
            let project = PathBuf::from(PROJECT_FILE);
            for path in [Some(project), user_file()].into_iter().flatten() {
                files.push((read_file(&path, false)?, path.display().to_string()));
            }
        }
        Self::resolve(global, &files)
    }

    fn resolve(global: &Global, files: &[(ConfigFile, String)]) -> Result<Self, Failure> {
        fn pick<T: Clone>(
            flag: Option<T>,
            files: &[(ConfigFile, String)],
            get: impl Fn(&ConfigFile, &str) -> Result<Option<T>, Failure>,
            default: T,
        ) -> Result<Setting<T>, Failure> {
            if let Some(value) = flag {
                return Ok(Setting { value, origin: "flag or environment".into() });
            }
            for (file, origin) in files {
                if let Some(value) = get(file, origin)? {
                    return Ok(Setting { value, origin: origin.clone() });
                }
            }
            Ok(Setting { value: default, origin: "default".into() })
        }
        let format = |file: &ConfigFile, origin: &str| {
            file.format.as_deref().map(|text| word("format", text, origin)).transpose()
        };
        let color = |file: &ConfigFile, origin: &str| {
            file.color.as_deref().map(|text| word("color", text, origin)).transpose()
        };
        let progress = |file: &ConfigFile, origin: &str| {
            file.progress.as_deref().map(|text| word("progress", text, origin)).transpose()
        };
        Ok(Self {
            store: pick(global.store.clone(), files, |f, _| Ok(f.store.clone()), default_store())?,
            format: pick(global.format, files, format, Format::Table)?,
            color: pick(global.color, files, color, Color::Auto)?,
            progress: pick(global.progress, files, progress, ProgressMode::Auto)?,
            sql_seconds: pick(None, files, |f, _| Ok(f.sql_seconds), LIMITS.sql_seconds)?,
            result_rows: pick(None, files, |f, _| Ok(f.result_rows), LIMITS.result_rows)?,
            threads: pick(None, files, |f, _| Ok(f.threads), 0)?,
            sheet_cells: pick(None, files, |f, _| Ok(f.sheet_cells), LIMITS.sheet_cells)?,
            secrets: pick(None, files, |f, _| Ok(f.secrets.clone().map(Some)), secrets_dir())?,
            fetch_hosts: pick(None, files, |f, _| Ok(f.fetch_hosts.clone()), Vec::new())?,
            fetch_mirrors: pick(None, files, |f, _| Ok(f.fetch_mirrors.clone()), BTreeMap::new())?,
            permissions: pick(
                None,
                files,
                |f, _| Ok(f.permissions.clone()),
                Permissions::default(),
            )?,
            location_policy: pick(
                None,
                files,
                |f, _| Ok(f.location_policy.clone()),
                LocationPolicy::default(),
            )?,
            deliver: pick(None, files, |f, _| Ok(f.deliver.clone()), BTreeMap::new())?,
            serve: pick(None, files, |f, _| Ok(f.serve.clone()), BTreeMap::new())?,
            brief_sections: pick(None, files, |f, _| Ok(f.brief_sections.clone()), Vec::new())?,
            brief_claims: pick(None, files, |f, _| Ok(f.brief_claims.clone()), Vec::new())?,
            assist: pick(None, files, |f, _| Ok(f.assist.clone()), BTreeMap::new())?,
        })
    }

    /// The limits, with what the configuration changes.
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            sql_seconds: self.sql_seconds.value,
            result_rows: self.result_rows.value,
            sheet_cells: self.sheet_cells.value,
            ..LIMITS
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> (ConfigFile, String) {
        (toml::from_str(text).expect("valid"), "user.toml".into())
    }

    #[test]
    fn a_flag_goes_before_the_project_and_the_project_before_the_user() {
        let files =
            [(file("threads = 3").0, "project.toml".into()), file("threads = 5\ncolor = 'never'")];
        let global = Global { color: Some(Color::Always), ..Global::default() };
        let settings = Settings::resolve(&global, &files).expect("valid");
        assert_eq!(settings.threads, Setting { value: 3, origin: "project.toml".into() });
        assert_eq!(settings.color.value, Color::Always);
        assert_eq!(settings.sql_seconds.origin, "default");
    }

    #[test]
    fn a_wrong_word_is_refused_with_those_that_are_right() {
        let error = Settings::resolve(&Global::default(), &[file("format = 'xml'")])
            .expect_err("no such format");
        assert!(error.to_string().contains("user.toml: format is \"xml\""), "{error}");
        assert!(error.to_string().contains("ndjson"), "{error}");
    }

    #[test]
    fn the_description_names_every_key_of_the_file() {
        let full = ConfigFile {
            store: Some("x".into()),
            format: Some("x".into()),
            color: Some("x".into()),
            progress: Some("x".into()),
            sql_seconds: Some(1),
            result_rows: Some(1),
            threads: Some(1),
            sheet_cells: Some(1),
            secrets: Some("x".into()),
            fetch_hosts: Some(vec!["x".into()]),
            fetch_mirrors: Some(BTreeMap::from([("x".into(), "y".into())])),
            permissions: Some(Permissions::default()),
            location_policy: Some(LocationPolicy::default()),
            deliver: Some(BTreeMap::from([("atom".into(), "y".into())])),
            serve: Some(BTreeMap::from([("every".into(), "1d".into())])),
            brief_sections: Some(vec!["judgement".into()]),
            brief_claims: Some(vec!["a claim".into()]),
            assist: Some(BTreeMap::from([("model".into(), "m".into())])),
        };
        let value = toml::Table::try_from(full).expect("a table");
        let mut keys: Vec<&str> = value.keys().map(String::as_str).collect();
        let mut described: Vec<&str> = DESCRIBED.iter().map(|setting| setting.key).collect();
        keys.sort_unstable();
        described.sort_unstable();
        assert_eq!(keys, described);
    }
}
