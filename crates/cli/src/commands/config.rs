//! `config`: the settings and where each comes from.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};

use crate::config::{DESCRIBED, user_file};
use crate::failure::Failure;
use crate::output::Grid;
use crate::session::Session;

/// Arguments of `config`.
#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    #[command(subcommand)]
    pub(crate) command: ConfigCommand,
}

/// What to do with the configuration.
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Every setting, its value and where it comes from.
    Show,
    /// The path of the user's file.
    Path,
    /// The JSON Schema of the file.
    Schema,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &ConfigArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    match args.command {
        ConfigCommand::Show => {
            let grid = grid(session);
            output.rows(&grid, &json!({ "settings": grid.objects() }))?;
        }
        ConfigCommand::Path => {
            let path = user_file().ok_or_else(|| {
                Failure::Data("this system has no directory for configuration".into())
            })?;
            output.text(&format!("{}\n", path.display()))?;
        }
        ConfigCommand::Schema => {
            let text = serde_json::to_string_pretty(&schema()).expect("a schema is JSON");
            output.text(&format!("{text}\n"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn grid(session: &Session) -> Grid {
    let s = &session.settings;
    let word = |value: &dyn std::fmt::Debug| format!("{value:?}").to_lowercase();
    let values = [
        (s.store.value.display().to_string(), &s.store.origin),
        (word(&s.format.value), &s.format.origin),
        (word(&s.color.value), &s.color.origin),
        (word(&s.progress.value), &s.progress.origin),
        (s.sql_seconds.value.to_string(), &s.sql_seconds.origin),
        (s.result_rows.value.to_string(), &s.result_rows.origin),
        (s.threads.value.to_string(), &s.threads.origin),
        (s.sheet_cells.value.to_string(), &s.sheet_cells.origin),
        (
            s.secrets.value.as_ref().map_or(String::new(), |path| path.display().to_string()),
            &s.secrets.origin,
        ),
        (s.fetch_hosts.value.join(", "), &s.fetch_hosts.origin),
        (
            s.fetch_mirrors
                .value
                .iter()
                .map(|(name, url)| format!("{name} = {url}"))
                .collect::<Vec<_>>()
                .join(", "),
            &s.fetch_mirrors.origin,
        ),
    ];
    let mut grid = Grid::new(&["setting", "value", "origin", "about"]);
    for (described, (value, origin)) in DESCRIBED.iter().zip(values) {
        grid.push(vec![
            described.key.into(),
            value.into(),
            origin.as_str().into(),
            described.about.into(),
        ]);
    }
    grid
}

/// The JSON Schema (2020-12) of a configuration file.
fn schema() -> Value {
    let properties: Map<String, Value> = DESCRIBED
        .iter()
        .map(|setting| {
            let mut property = json!({"type": setting.kind, "description": setting.about});
            if !setting.words.is_empty() {
                property["enum"] = json!(setting.words);
            }
            if setting.kind == "array" {
                property["items"] = json!({"type": "string"});
            }
            if setting.kind == "object" {
                property["additionalProperties"] = json!({"type": "string"});
            }
            if setting.kind == "integer" {
                property["minimum"] = json!(0);
            }
            (setting.key.to_owned(), property)
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Bellwether configuration",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}
