//! The table of what is open, held against the commands.

use bellwether_server::Role;
use clap::Parser as _;

use super::{describe, table};
use crate::args::{Args, Command};

#[test]
fn every_line_names_a_command_and_arguments_that_it_has() {
    for open in table::all() {
        let command = describe::command(open.command).unwrap_or_else(|| panic!("{}", open.id));
        for name in open.takes.iter().copied().chain(open.after) {
            assert!(describe::argument(&command, name).is_some(), "{} has no {name}", open.id);
        }
        let operation = describe::operation(&open).expect("described");
        assert!(!operation.summary.is_empty(), "{}", open.id);
        for parameter in &operation.parameters {
            assert!(!parameter.about.is_empty(), "{} {}", open.id, parameter.name);
        }
    }
}

#[test]
fn nothing_that_names_a_file_or_a_folder_is_open() {
    let path = std::any::TypeId::of::<std::path::PathBuf>();
    for open in table::all() {
        let command = describe::command(open.command).expect("a command");
        for name in &open.takes {
            let argument = describe::argument(&command, name).expect("an argument");
            assert!(argument.get_value_parser().type_id() != path, "{} {name}", open.id);
        }
        for closed in ["store", "config", "output", "secrets", "bench_repeat"] {
            assert!(!open.takes.contains(&closed), "{} opens {closed}", open.id);
        }
    }
}

#[test]
fn nothing_that_brings_data_in_is_open_and_readers_change_nothing() {
    for open in table::all() {
        assert!(!open.changes || open.role >= Role::Analyst, "{}", open.id);
        let mut words = vec!["bellwether"];
        words.extend(open.command);
        let positionals = describe::command(open.command).expect("a command");
        words.extend(positionals.get_positionals().map(|_| "1"));
        if let Ok(args) = Args::try_parse_from(words) {
            let brings_in = matches!(
                args.command,
                Command::Ingest(_)
                    | Command::Fetch(_)
                    | Command::Simulate(_)
                    | Command::Demo(_)
                    | Command::Vacuum(_)
            );
            assert!(!brings_in, "{}", open.id);
        }
    }
}

#[test]
fn shapes_are_told_of_operations_that_there_are() {
    let all = table::all();
    for operation in super::answers::known() {
        assert!(all.iter().any(|open| open.id == operation), "{operation}");
    }
}

#[test]
fn ids_and_addresses_are_not_given_twice() {
    let all = table::all();
    for (index, open) in all.iter().enumerate() {
        assert!(all[..index].iter().all(|other| other.id != open.id), "{}", open.id);
        let same = |other: &&table::Open| (other.path, other.verb) == (open.path, open.verb);
        assert!(!all[..index].iter().any(|other| same(&other)), "{}", open.path);
    }
}
