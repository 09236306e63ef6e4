//! Operations from the definitions of the commands: parameters with their kinds, choices, defaults and meanings.

use std::any::TypeId;

use bellwether_model::{Date, LIMITS};
use bellwether_server::{Form, Operation, Parameter, Place, Verb};
use clap::{Arg, ArgAction, Command, CommandFactory as _};
use serde_json::{Value, json};

use super::table::Open;
use crate::args::Args;

/// Rows of a list at most.
const LIST_MAX: usize = 10_000;

/// A parameter that is the desk's own: a row of HXL hashtags under the header of CSV and spreadsheets.
pub(super) const HXL: &str = "hxl";

/// The definition of a command.
pub(super) fn command(path: &[&str]) -> Option<Command> {
    let mut command = Args::command();
    for word in path {
        command = command.find_subcommand(word)?.clone();
    }
    Some(command)
}

/// The name of an argument as a parameter.
pub(super) fn name(argument: &Arg) -> String {
    argument.get_long().unwrap_or(argument.get_id().as_str()).replace('-', "_")
}

/// The argument of a command, or of all commands, that a parameter is.
pub(super) fn argument<'c>(command: &'c Command, parameter: &str) -> Option<&'c Arg> {
    command.get_arguments().find(|argument| name(argument) == parameter)
}

/// The operation that a line of the table describes. What the table names and the command has not is left out; a
/// test of the table sees it.
pub(super) fn operation(open: &Open) -> Option<Operation> {
    let command = command(open.command)?;
    let root = Args::command();
    let mut parameters: Vec<Parameter> = open
        .takes
        .iter()
        .filter_map(|wanted| Some(parameter(open, argument(&command, wanted)?)))
        .collect();
    if !open.changes {
        let state = ["as_of", "data_version"];
        let of_all = state.iter().filter_map(|wanted| argument(&root, wanted));
        parameters.extend(of_all.map(|argument| parameter(open, argument)));
    }
    if open.forms.contains(&Form::Csv) {
        parameters.push(Parameter {
            name: HXL.to_owned(),
            place: place(open, HXL),
            required: false,
            repeated: false,
            schema: json!({ "type": "boolean", "default": false }),
            about: "Put a row of HXL hashtags under the header; for csv and xlsx alone.".to_owned(),
        });
    }
    let own = command.get_about().map(|about| sentence(&about.to_string()));
    Some(Operation {
        id: open.id.to_owned(),
        verb: open.verb,
        path: open.path.to_owned(),
        role: open.role,
        summary: open.summary.map(str::to_owned).or(own).unwrap_or_default(),
        about: format!("As `bellwether {}` in the terminal.", open.command.join(" ")),
        tag: open.tag.to_owned(),
        parameters,
        forms: open.forms.to_vec(),
        pages: open.after.is_some(),
        steady: open.steady,
        changes: open.changes,
        tool: open.tool,
        answer: super::answers::schema(open.id),
    })
}

fn sentence(text: &str) -> String {
    if text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}

fn place(open: &Open, name: &str) -> Place {
    if open.path.contains(&format!("{{{name}}}")) {
        Place::Path
    } else if open.verb == Verb::Post {
        Place::Body
    } else {
        Place::Query
    }
}

fn parameter(open: &Open, argument: &Arg) -> Parameter {
    let name = name(argument);
    let about = argument.get_help().map(|help| sentence(&help.to_string())).unwrap_or_default();
    let place = place(open, &name);
    Parameter {
        required: argument.is_required_set() || place == Place::Path,
        repeated: matches!(argument.get_action(), ArgAction::Append),
        schema: schema(&name, argument),
        about,
        place,
        name,
    }
}

/// The JSON Schema of one value of an argument.
fn schema(name: &str, argument: &Arg) -> Value {
    if matches!(argument.get_action(), ArgAction::SetTrue) {
        return json!({ "type": "boolean", "default": false });
    }
    let choices: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|choice| !choice.is_hide_set())
        .map(|choice| choice.get_name().to_owned())
        .collect();
    let kind = argument.get_value_parser().type_id();
    let is = |ids: &[TypeId]| ids.iter().any(|id| kind == *id);
    let mut schema = if !choices.is_empty() {
        json!({ "type": "string", "enum": choices })
    } else if is(&[TypeId::of::<usize>(), TypeId::of::<u64>(), TypeId::of::<u32>()]) {
        json!({ "type": "integer", "minimum": 0 })
    } else if is(&[TypeId::of::<i64>(), TypeId::of::<i32>()]) {
        json!({ "type": "integer" })
    } else if is(&[TypeId::of::<f64>()]) {
        json!({ "type": "number" })
    } else if is(&[TypeId::of::<Date>()]) {
        json!({ "type": "string", "format": "date" })
    } else {
        json!({ "type": "string" })
    };
    if name == "limit" {
        schema["minimum"] = json!(1);
        schema["maximum"] = json!(LIST_MAX.min(LIMITS.result_rows));
    }
    if let [one] = argument.get_default_values() {
        let text = one.to_string_lossy();
        schema["default"] = match schema["type"].as_str() {
            Some("integer" | "number") => serde_json::from_str(&text).unwrap_or(Value::Null),
            _ => json!(text),
        };
    }
    schema
}
