//! `bench geoparse`: names of places in LGL and TR-News, found and resolved.
//!
//! The example trains models on one corpus and measures the other, and, without `--quick`, on four fifths of
//! the sources of both. The models that ship with the program have seen every article and are not measured.

use super::options::Options;
use crate::command::{cargo, command, run as run_command};
use crate::failure::{Failure, Outcome};
use crate::{metadata, tree};

/// Trains, measures, prints.
pub(crate) fn run(options: &Options) -> Outcome {
    let folder = tree::root().join("../shared/data/text/geoparsing");
    let corpora = ["lgl.xml", "tr-news.xml"].map(|file| folder.join(file));
    if let Some(missing) = corpora.iter().find(|corpus| !corpus.is_file()) {
        return Err(Failure::Answer(format!(
            "the corpora are not part of the repository; put LGL and TR-News at {}",
            missing.display()
        )));
    }
    let build = ["build", "--release", "-p", "bellwether-coder", "--example", "geoparse"];
    run_command(&mut cargo(&build))?;
    let program = metadata::target_directory()?.join("release").join("examples").join("geoparse");
    let mut command = command(program);
    command.arg("score").args(corpora);
    if options.quick {
        command.arg("--quick");
    }
    run_command(&mut command)
}
