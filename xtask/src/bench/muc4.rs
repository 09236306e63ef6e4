//! `bench muc4`: the reduced MUC-4 task with the models that ship with the program.
//!
//! Scores the development set and, against the full keys, date, place, victims and attribution, or, with `--docs` and `--out`, writes what is found in other documents. The
//! models learned from the training set alone; nothing is learned here.

use super::options::Options;
use crate::command::{cargo, command, run as run_command};
use crate::failure::{Failure, Outcome};
use crate::{metadata, out, tree};

/// Scores the development set, or writes predictions.
pub(crate) fn run(options: &Options) -> Outcome {
    let folder = tree::root().join("../shared/data/text/muc4");
    let key = folder.join("gtt/dev.json");
    let arguments = match (&options.docs, &options.out) {
        (Some(docs), Some(out)) => vec!["predict".into(), docs.into(), out.into()],
        (None, None) if key.is_file() => {
            let full = ["tst1/tst1-muc3", "tst1/key-tst1.v7", "tst2/tst2-muc4", "tst2/key-tst2.v4"];
            let full = full.map(|file| folder.join(file));
            let full = if full.iter().all(|file| file.is_file()) { full.to_vec() } else { vec![] };
            [vec!["score".into(), key], full].concat()
        }
        (None, None) => {
            return Err(Failure::Answer(
                "the task's texts are not part of the repository; put them at ../shared/data/text/muc4, \
                 or give documents with --docs and --out"
                    .to_owned(),
            ));
        }
        _ => return Err(Failure::Usage("--docs and --out go together".to_owned())),
    };
    if options.quick {
        out::say("the task has one size; it takes some seconds");
    }
    let build = ["build", "--release", "-p", "bellwether-coder", "--example", "muc4"];
    run_command(&mut cargo(&build))?;
    let program = metadata::target_directory()?.join("release").join("examples").join("muc4");
    run_command(command(program).args(arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_without_a_place_for_the_answer_are_a_usage_error() {
        let options = Options { docs: Some("docs.json".to_owned()), ..Options::default() };
        assert_eq!(run(&options).expect_err("no place").exit_code(), 2);
    }
}
