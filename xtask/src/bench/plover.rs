//! `bench plover`: event category and who to whom, beside PLOVER's gold standard records and what PETRARCH-2
//! makes of the sentences of its own unit tests. Both are read from where they lie; nothing of them is kept.

use super::options::Options;
use crate::command::{cargo, command, run as run_command};
use crate::failure::{Failure, Outcome};
use crate::{metadata, out, tree};

/// Codes the sentences and scores the events.
pub(crate) fn run(options: &Options) -> Outcome {
    let folder = tree::root().join("../shared/data/text/coded");
    let files = ["PLOVER_GSR_CAMEO.txt", "PETR.UnitTest.records.xml"].map(|name| folder.join(name));
    if !files.iter().all(|file| file.is_file()) {
        return Err(Failure::Answer(
            "the records are not part of the repository; put them at ../shared/data/text/coded"
                .to_owned(),
        ));
    }
    if options.quick {
        out::say("the records have one size; they take some seconds");
    }
    let build = ["build", "--release", "-p", "bellwether-coder", "--example", "plover"];
    run_command(&mut cargo(&build))?;
    let program = metadata::target_directory()?.join("release").join("examples").join("plover");
    run_command(command(program).args(files))
}
