//! `code`: what news text says: events and statements, or the places that it names; and texts into the store.

mod kept;
mod places;
mod said;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellwether_coder::input::{self, Document, Form, INPUT_LIMITS};
use bellwether_model::Date;
use clap::Args;

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
}

/// A document with the file that it came from and its id there, else its number from 1.
struct Text {
    file: String,
    name: String,
    document: Document,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &CodeArgs) -> Result<ExitCode, Failure> {
    let mut documents = Vec::new();
    for path in &files(&args.files)? {
        let bytes = bytes(path)?;
        let file = path.display().to_string();
        let read = input::contents(&bytes, Form::of(&bytes), None, &INPUT_LIMITS)
            .map_err(|error| Failure::Data(format!("{file}: {error}")))?;
        // A bad line costs itself; where nothing is left, the file is none.
        if let (true, Some(fault)) = (read.documents.is_empty(), read.faults.first()) {
            return Err(Failure::Data(format!("{file}: {fault}")));
        }
        read.faults.iter().for_each(|fault| session.say(&format!("{file}: {fault}; left out")));
        documents.extend(read.documents.into_iter().enumerate().map(|(number, document)| Text {
            file: file.clone(),
            name: document.id.clone().unwrap_or_else(|| (number + 1).to_string()),
            document,
        }));
    }
    if args.keep {
        kept::run(session, args, documents)
    } else if args.places {
        places::run(session, args, &documents)
    } else {
        said::run(session, args, &documents)
    }
}

/// The files, with those of folders and the folders in them in the order of their names. Hidden files are left out.
fn files(given: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut all = Vec::new();
    for path in given {
        if !path.is_dir() {
            all.push(path.clone());
            continue;
        }
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(path).map_err(Failure::io("list", path))? {
            let entry = entry.map_err(Failure::io("list", path))?;
            // A link could lead back up.
            let link = entry.file_type().map_err(Failure::io("list", path))?.is_symlink();
            if !link && !entry.file_name().as_encoded_bytes().starts_with(b".") {
                inside.push(entry.path());
            }
        }
        inside.sort_unstable();
        all.extend(files(&inside)?);
    }
    Ok(all)
}

/// The bytes of a file or of standard input, not more than one byte above what is read of a file.
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let most = INPUT_LIMITS.file_bytes as u64 + 1;
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    }
    .map_err(Failure::io("read", path))?;
    Ok(bytes)
}
