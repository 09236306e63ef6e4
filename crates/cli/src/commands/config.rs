//! `config`: the settings and where each comes from.

use std::collections::BTreeMap;
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
            output.catalogue(&grid, &json!({ "settings": grid.objects() }))?;
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
        (pairs(&s.fetch_mirrors.value), &s.fetch_mirrors.origin),
        (
            s.permissions.value.0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
            &s.permissions.origin,
        ),
        (
            s.location_policy
                .value
                .0
                .iter()
                .map(|(class, rule)| {
                    let (to, days) = (rule.coarsen_to.as_str(), rule.delay_days);
                    format!("{} to {to} after {days} days", class.as_str())
                })
                .collect::<Vec<_>>()
                .join("; "),
            &s.location_policy.origin,
        ),
        (pairs(&without_token(&s.deliver.value)), &s.deliver.origin),
        (pairs(&s.serve.value), &s.serve.origin),
        (s.brief_sections.value.join(", "), &s.brief_sections.origin),
        (s.brief_claims.value.join("; "), &s.brief_claims.origin),
        (pairs(&s.assist.value), &s.assist.origin),
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

/// A table of texts in one line.
fn pairs(table: &BTreeMap<String, String>) -> String {
    let pairs: Vec<String> = table.iter().map(|(key, text)| format!("{key} = {text}")).collect();
    pairs.join(", ")
}

/// The same with the query of a webhook's address, which may be a token, left out.
fn without_token(table: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let shown = |(key, text): (&String, &String)| {
        let text = if key == "webhook" { text.split('?').next().unwrap_or_default() } else { text };
        (key.clone(), text.to_owned())
    };
    table.iter().map(shown).collect()
}

/// The JSON Schema (2020-12) of a configuration file.
fn schema() -> Value {
    let text = json!({"type": "string"});
    let properties: Map<String, Value> = DESCRIBED
        .iter()
        .map(|setting| {
            let kind = match setting.kind {
                "tables" => "array",
                "rules" => "object",
                other => other,
            };
            let mut property = json!({"type": kind, "description": setting.about});
            if setting.kind == "tables" {
                let texts = ["dataset", "who", "why", "date"].map(|key| (key, text.clone()));
                property["items"] = json!({
                    "type": "object",
                    "properties": Map::from_iter(texts.map(|(key, kind)| (key.to_owned(), kind))),
                    "required": ["dataset", "who", "why", "date"],
                    "additionalProperties": false,
                });
            }
            if setting.kind == "rules" {
                property["additionalProperties"] = json!({
                    "type": "object",
                    "properties": {
                        "coarsen_to": {"enum": ["admin2", "grid", "admin1", "country"]},
                        "delay_days": {"type": "integer", "minimum": 0},
                    },
                    "required": ["coarsen_to"],
                    "additionalProperties": false,
                });
            }
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
