//! The verbs of the project's own work, as `cargo xtask VERB`: nothing more to install than cargo.
//!
//! What comes in: a verb and its arguments. What goes out: the commands that were run, each shown
//! before it runs, and an exit code that is 0 only when all of them went well. Continuous integration
//! calls the same verbs (see [`ci`]), so what passes here passes there.
//!
//! One file a verb; [`house`] holds the rules that no general linter knows.

mod audit;
mod bench;
mod bless;
mod check;
mod ci;
mod command;
mod doc;
mod drift;
mod exports;
mod failure;
mod fmt;
mod fuzz;
mod house;
mod lint;
mod metadata;
mod out;
mod picture;
mod python;
mod test;
mod train;
mod tree;

use std::process::ExitCode;

use failure::{Failure, Outcome};

/// One verb: what it is called, what its arguments look like, what it does, and the function.
struct Verb {
    name: &'static str,
    arguments: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Outcome,
}

/// The one list of verbs; help is made from it.
const VERBS: &[Verb] = &[
    Verb {
        name: "check",
        arguments: "[CARGO ARGUMENTS]",
        about: "compile everything, all targets, without linking",
        run: check::run,
    },
    Verb {
        name: "test",
        arguments: "[CARGO ARGUMENTS]",
        about: "run the tests (of the whole workspace unless told otherwise)",
        run: test::run,
    },
    Verb {
        name: "lint",
        arguments: "[--house]",
        about: "clippy with warnings denied, then the house's own rules (--house: only those)",
        run: lint::run,
    },
    Verb {
        name: "fmt",
        arguments: "[--check]",
        about: "format the code, or say what is not formatted",
        run: fmt::run,
    },
    Verb {
        name: "bench",
        arguments: "NAME [--quick] [--source NAME] [OPTIONS]",
        about: "measure against the peers (bench/README.md); without a name, list the benchmarks",
        run: bench::run,
    },
    Verb {
        name: "train",
        arguments: "tagger | incidents",
        about: "train the coder's models on the data beside the repository",
        run: train::run,
    },
    Verb {
        name: "bless",
        arguments: "",
        about: "write snapshots and generated files anew, to be read and committed",
        run: bless::run,
    },
    Verb {
        name: "picture",
        arguments: "[FILE] [--title TEXT] [--caption TEXT] [--lines N]",
        about: "draw output of the program as docs/picture.svg; without a file, the demonstration's",
        run: picture::run,
    },
    Verb {
        name: "exports",
        arguments: "[--all]",
        about: "open one export of each form with the programs that people use (--all: all must be there)",
        run: exports::run,
    },
    Verb {
        name: "fuzz",
        arguments: "[TARGET | --all] [--seconds N]",
        about: "run one fuzz target, or all in turn; without one, list them",
        run: fuzz::run,
    },
    Verb {
        name: "audit",
        arguments: "",
        about: "licences and sources of all dependencies",
        run: audit::run,
    },
    Verb {
        name: "ci",
        arguments: "[--after-tests]",
        about: "all that must pass before a change lands, in order",
        run: ci::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            out::say(format_args!("xtask: {failure}"));
            ExitCode::from(failure.exit_code())
        }
    }
}

/// Finds the verb and runs it.
fn dispatch(arguments: &[String]) -> Outcome {
    let Some((name, rest)) = arguments.split_first() else {
        out::say(help());
        return Err(Failure::Usage("no verb was given".to_owned()));
    };
    if matches!(name.as_str(), "help" | "-h" | "--help") {
        out::answer(help());
        return Ok(());
    }
    match VERBS.iter().find(|verb| verb.name == name) {
        Some(verb) => (verb.run)(rest),
        None => {
            out::say(help());
            Err(Failure::Usage(format!("there is no verb {name:?}")))
        }
    }
}

/// What there is to choose from.
fn help() -> String {
    let left = |verb: &Verb| format!("{} {}", verb.name, verb.arguments).trim_end().to_owned();
    let width = VERBS.iter().map(|verb| left(verb).len()).max().unwrap_or(0);
    let mut text = String::from("usage: cargo xtask VERB [ARGUMENTS]\n");
    for verb in VERBS {
        text.push_str(&format!("\n  {:width$}  {}", left(verb), verb.about));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_each_verb_once_and_in_order() {
        let text = help();
        let named: Vec<&str> =
            text.lines().skip(2).filter_map(|line| line.split_whitespace().next()).collect();
        let verbs: Vec<&str> = VERBS.iter().map(|verb| verb.name).collect();
        assert_eq!(named, verbs);
    }

    #[test]
    fn an_unknown_verb_is_a_usage_error_that_names_it() {
        let failure = dispatch(&["frobnicate".to_owned()]).expect_err("no such verb");
        assert_eq!(failure.exit_code(), 2);
        assert!(failure.to_string().contains("frobnicate"));
    }

    #[test]
    fn no_verb_is_a_usage_error() {
        assert_eq!(dispatch(&[]).expect_err("nothing to do").exit_code(), 2);
    }
}
