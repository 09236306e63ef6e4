//! `bench coder`: how many sentences of news are read a second on one core, and how much memory a long stream takes.
//!
//! The articles are those of LGL and TR-News, read over and over; nothing is kept of one when the next comes.

use super::measure::{json, measured, number};
use super::options::Options;
use super::table::{last_line, thousands};
use crate::command::{cargo, run as run_command};
use crate::failure::{Failure, Outcome};
use crate::{metadata, out, tree};

const ARTICLES: &str = "100000";
const QUICK_ARTICLES: &str = "2000";

/// Reads the articles and prints the rate.
pub(crate) fn run(options: &Options) -> Outcome {
    const WHO: &str = "read_articles";
    let folder = tree::root().join("../shared/data/text/geoparsing");
    let corpora = ["lgl.xml", "tr-news.xml"].map(|file| folder.join(file));
    if let Some(missing) = corpora.iter().find(|corpus| !corpus.is_file()) {
        return Err(Failure::Answer(format!(
            "the articles are not part of the repository; put LGL and TR-News at {}",
            missing.display()
        )));
    }
    run_command(&mut cargo(&["build", "--release", "-p", "bellwether-coder", "--example", WHO]))?;
    let program = metadata::target_directory()?.join("release").join("examples").join(WHO);
    let paths = corpora.each_ref().map(|path| path.to_string_lossy());
    let articles = if options.quick { QUICK_ARTICLES } else { ARTICLES };
    let taken = measured(&program, &[articles, &paths[0], &paths[1]])?;
    let answer = json(&taken.stdout, WHO)?;
    let (sentences, seconds) =
        (number(&answer, "sentences", WHO)?, number(&answer, "seconds", WHO)?);
    // Counts of sentences are far below 2^53.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let count = sentences as u64;
    out::answer(format!(
        "{articles} articles, {} sentences, {seconds:.1} s by the clock, {:.1} s of the processor with loading",
        thousands(count),
        taken.cpu_seconds
    ));
    out::answer(last_line(
        "coder",
        &[
            ("sentences_per_second_core", format!("{:.0}", sentences / seconds)),
            ("peak_mib", format!("{:.0}", taken.peak_mib)),
        ],
    ));
    Ok(())
}
