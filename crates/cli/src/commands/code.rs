//! `code`: what news text says: events and statements, or the places that it names; and texts into the store.

mod kept;
mod places;
mod reading;
mod said;

use std::path::PathBuf;
use std::process::ExitCode;

use bellwether_coder::input::Document;
use bellwether_model::Date;
use clap::Args;
use reading::{Texts, files};

use crate::assist::AssistArgs;
use crate::failure::Failure;
use crate::news::Grade;
use crate::session::Session;

/// Arguments of `code`.
#[derive(Debug, Args)]
#[command(
    after_help = "Persons are counted and classed, never named. What is denied, hypothetical, still to come or long past is marked and \
does not count.\nExample: bellwether code article.html --written 2021-04-14 --explain\n\
Example: bellwether code articles.ndjson --keep --source \"The Gazette\" --grade B2"
)]
pub(crate) struct CodeArgs {
    /// Texts, web pages, PDFs, feeds, lines of JSON, or folders of them; `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// List the names of places, and which places they are, instead of events and statements.
    #[arg(long)]
    pub(crate) places: bool,
    /// All texts are of one source: each helps to tell which town the others mean.
    #[arg(long, requires = "places")]
    pub(crate) one_source: bool,
    /// The day on which a text was written, where it does not say it itself; "last Friday" needs one.
    #[arg(long, value_name = "DATE", conflicts_with = "places")]
    pub(crate) written: Option<Date>,
    /// Show for each field the words that it stands on, the rule and how sure it is.
    #[arg(long, conflicts_with = "places")]
    pub(crate) explain: bool,
    /// Bring what the texts say into the store: events as reports, the rest as statements. Texts that the store has
    /// change nothing, a changed one at the same address takes its place, copies of a text add no report.
    #[arg(long, conflicts_with_all = ["places", "explain"])]
    pub(crate) keep: bool,
    /// The outlet of the texts; else the host of each text's address.
    #[arg(long, value_name = "NAME", requires = "keep")]
    pub(crate) source: Option<String>,
    /// How far the outlet is trusted, by the Admiralty code: A1 to F6, where F and 6 stand for not judged.
    #[arg(long, value_name = "GRADE", requires = "keep")]
    pub(crate) grade: Option<Grade>,
    /// The address of the text, where it does not say it itself.
    #[arg(long, value_name = "URL", requires = "keep")]
    pub(crate) url: Option<String>,
    #[command(flatten)]
    pub(crate) assist: AssistArgs,
}

/// A document with the file that it came from and its id there, else its number from 1.
struct Text {
    file: String,
    name: String,
    document: Document,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &CodeArgs) -> Result<ExitCode, Failure> {
    let texts = Texts::of(session, files(&args.files)?);
    if args.keep {
        return kept::run(session, args, texts);
    }
    let documents = texts.collect::<Result<Vec<Text>, Failure>>()?;
    if args.places {
        places::run(session, args, &documents)
    } else {
        said::run(session, args, &documents)
    }
}
