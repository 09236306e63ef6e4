//! The program's own words: help, man page, completions, configuration. What commands do to data is
//! tested in the crate `bellwether-e2e`, which drives the same binary.

use std::process::{Command, Output};

fn bellwether(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bellwether"))
        .args(arguments)
        .env("BELLWETHER_NO_CONFIG", "true")
        .output()
        .expect("the program starts")
}

fn stdout(arguments: &[&str]) -> String {
    let output = bellwether(arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("text")
}

const COMMANDS: [&str; 20] = [
    "demo",
    "ingest",
    "releases",
    "rejects",
    "diff",
    "group",
    "count",
    "series",
    "events",
    "sql",
    "actor",
    "place",
    "check-totals",
    "simulate",
    "doctor",
    "vacuum",
    "config",
    "completions",
    "man",
    "help",
];

#[test]
fn help_man_page_and_completions_name_every_command() {
    let help = stdout(&["--help"]);
    let man = stdout(&["man"]);
    let bash = stdout(&["completions", "bash"]);
    for command in COMMANDS {
        assert!(help.contains(command), "help lacks {command}");
        assert!(bash.contains(command), "completions lack {command}");
        assert!(man.contains(&command.replace('-', "\\-")), "man page lacks {command}");
    }
    assert!(help.contains("Exit codes"));
}

#[test]
fn a_flag_that_does_not_exist_ends_with_two_and_nothing_on_standard_output() {
    let output = bellwether(&["count", "--acter", "x"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("--actor"), "no suggestion");
}

#[test]
fn the_schema_of_the_configuration_is_json_and_names_the_store() {
    let schema: serde_json::Value =
        serde_json::from_str(&stdout(&["config", "schema"])).expect("JSON");
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["properties"]["store"]["type"], "string");
}

#[test]
fn config_show_says_where_each_value_comes_from() {
    let shown = stdout(&["config", "show", "--store", "here", "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
    let settings = shown["settings"].as_array().expect("a list");
    let origin =
        |name: &str| settings.iter().find(|s| s["setting"] == name).map(|s| s["origin"].clone());
    assert_eq!(origin("store"), Some("flag or environment".into()));
    assert_eq!(origin("threads"), Some("default".into()));
}
