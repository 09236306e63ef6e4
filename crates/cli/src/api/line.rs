//! A question as the words of a command line.

use std::ffi::OsString;

use bellwether_server::{Ask, Problem};
use clap::{Arg, ArgAction};

use super::describe::{HXL, argument, command};
use super::table::Open;
use crate::args::Args;

/// The words, and whether CSV gets a row of hashtags. Each value stands in one word with its flag, or behind `--`, so
/// that none can be taken for a flag.
pub(super) fn words(open: &Open, ask: &Ask) -> Result<(Vec<OsString>, bool), Problem> {
    let broken = || Problem::broken(format!("the operation {} has no command", open.id));
    let own = command(open.command).ok_or_else(broken)?;
    let root = <Args as clap::CommandFactory>::command();
    let mut words: Vec<OsString> = vec!["bellwether".into()];
    words.extend(open.command.iter().map(OsString::from));
    words.extend(open.fixed.iter().map(OsString::from));
    let mut hxl = false;
    for (name, value) in &ask.values {
        if name == HXL {
            hxl = value == "true";
            continue;
        }
        if name == "limit" {
            check_limit(value)?;
        }
        let argument = argument(&own, name).or_else(|| argument(&root, name)).ok_or_else(broken)?;
        if let Some(flag) = argument.get_long() {
            words.extend(flagged(argument, flag, value));
        }
    }
    if let (Some(after), Some(mark)) = (open.after, &ask.after) {
        words.push(format!("--{after}={mark}").into());
    }
    let asked = ask.values.iter().any(|(name, _)| name == "data_version");
    if let Some(version) = ask.data_version.filter(|_| !asked) {
        words.push(format!("--data-version={version}").into());
    }
    words.push("--".into());
    for argument in own.get_positionals() {
        let name = super::describe::name(argument);
        let values = ask.values.iter().filter(|(own, _)| *own == name);
        words.extend(values.map(|(_, value)| OsString::from(value)));
    }
    Ok((words, hxl))
}

fn flagged(argument: &Arg, flag: &str, value: &str) -> Option<OsString> {
    if matches!(argument.get_action(), ArgAction::SetTrue) {
        return (value == "true").then(|| format!("--{flag}").into());
    }
    Some(format!("--{flag}={value}").into())
}

fn check_limit(value: &str) -> Result<(), Problem> {
    match value.parse::<usize>() {
        Ok(1..=10_000) => Ok(()),
        _ => Err(Problem::question(format!(
            "limit is {value:?}; it must be a whole number from 1 to 10000, and further rows are in the next page"
        ))),
    }
}
