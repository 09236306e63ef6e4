//! `verify`: the numbers of a brief, as they are printed, against what their queries give.

use std::path::PathBuf;
use std::process::ExitCode;

use bellwether_brief::form::Form;
use bellwether_brief::verify::{Brief, Outcome, lines_that_differ, read, verify};
use bellwether_brief::{Request, compose};
use bellwether_store::Store;
use clap::Args;
use serde_json::json;

use crate::args::UnitWord;
use crate::briefing::StoreInstrument;
use crate::failure::Failure;
use crate::question::{datasets, unit};
use crate::reconciling::leaving_snapshot;
use crate::session::Session;

/// Lines of words that are named at most.
const LINES: usize = 8;

/// Arguments of `verify`.
#[derive(Debug, Args)]
#[command(
    after_help = "Reads the numbers as they are printed, asks the query of each again as of the version and the day that \
the brief names, and names those that differ. Needs no network.\n\
Exit code 0 when all agree and the store is the one; 6 when a number differs or the store is another.\n\
Example: bellwether verify is-syria.html"
)]
pub(crate) struct VerifyArgs {
    /// A brief, as .html, .md or .json.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// How the store stands to the one that the brief names.
struct Standing {
    is_same: bool,
    version: i64,
    words: String,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &VerifyArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let content = std::fs::read_to_string(&args.file).map_err(Failure::io("read", &args.file))?;
    let brief = read(&content)
        .map_err(|error| Failure::Data(format!("{}: {error}", args.file.display())))?;
    let store = session.store()?;
    let standing = standing(&store, &brief.request)?;
    let session = &session.at(brief.request.as_of, Some(standing.version));
    let (outcome, words) = asked_again(session, &store, &brief, &content, &standing)?;
    let agrees = standing.is_same && outcome.agrees() && words.is_empty();
    let page = page(&brief, &standing, &outcome, &words);
    let document = json!({
        "agrees": agrees,
        "same_store": standing.is_same,
        "store": standing.words,
        "version": standing.version,
        "queries": outcome.queries,
        "printed": outcome.printed,
        "differences": outcome.differences,
        "lost": outcome.lost,
        "words": words,
    });
    output.page(&page, &document)?;
    Ok(ExitCode::from(if agrees { 0 } else { 6 }))
}

/// Holds the store against the version and the digest of the brief.
fn standing(store: &Store, request: &Request) -> Result<Standing, Failure> {
    let newest = store.state()?.version;
    let version = request.store_version;
    if version > newest {
        return Ok(Standing {
            is_same: false,
            version: newest,
            words: format!(
                "this is not the store of the brief: it has {newest} versions, and the brief was made of version \
                 {version}; the numbers are asked of its newest version"
            ),
        });
    }
    let as_of = bellwether_store::AsOf { date: None, store_version: Some(version) };
    let digest = store.snapshot(&as_of)?.state().digest.to_string();
    if digest != request.digest {
        return Ok(Standing {
            is_same: false,
            version,
            words: format!(
                "this is not the store of the brief: its digest at version {version} is {digest}, and the brief names {}; \
                 the numbers are asked as of that version all the same",
                request.digest
            ),
        });
    }
    let words = if newest == version {
        format!("the store is the one of the brief, at version {version}")
    } else {
        format!(
            "the store is the one of the brief and has gone on from version {version} to {newest}; the numbers are asked \
             as of version {version}"
        )
    };
    Ok(Standing { is_same: true, version, words })
}

/// Asks all queries again, and writes the brief anew to compare the words; these are compared for the same store and
/// the same program alone.
fn asked_again(
    session: &Session,
    store: &Store,
    brief: &Brief,
    content: &str,
    standing: &Standing,
) -> Result<(Outcome, Vec<String>), Failure> {
    let request = &brief.request;
    let wanted = if request.unit == "reports" { UnitWord::Reports } else { UnitWord::Incidents };
    let snapshot = leaving_snapshot(session, store, true, Some(wanted))?;
    let unit = unit(session, &snapshot, Some(wanted))?;
    let datasets = datasets(session, &snapshot, &request.sources, unit)?;
    let instrument = StoreInstrument::new(session, store, &snapshot, request, datasets)?;
    let outcome = verify(brief, &instrument).map_err(bellwether_brief::BriefError::from)?;
    let is_comparable = standing.is_same && request.program == env!("CARGO_PKG_VERSION");
    if !is_comparable {
        return Ok((outcome, Vec::new()));
    }
    let form = Form::of_text(content);
    let anew = form.write(&compose(&instrument, request)?);
    let mut words = lines_that_differ(content, &anew, LINES);
    // What is wrong with a number has been said.
    words.retain(|line| !outcome.differences.iter().any(|one| line.contains(&one.printed)));
    Ok((outcome, words))
}

fn page(brief: &Brief, standing: &Standing, outcome: &Outcome, words: &[String]) -> String {
    let request = &brief.request;
    let mut page =
        format!("{}, {} to {}: {}\n", request.actor, request.from, request.to, standing.words);
    for one in &outcome.differences {
        page.push_str(&format!(
            "  {} is printed as {} and comes to {}\n    query: {}\n    in: {}\n",
            one.id, one.printed, one.recomputed, one.query, one.place
        ));
    }
    for lost in &outcome.lost {
        page.push_str(&format!("  {lost}\n"));
    }
    if !words.is_empty() {
        page.push_str("  words that would not be written today:\n");
        words.iter().for_each(|line| page.push_str(&format!("    {line}\n")));
    }
    page.push_str(&format!(
        "{} numbers asked again, printed in {} places: {}\n",
        outcome.queries,
        outcome.printed,
        if outcome.agrees() {
            "all agree".to_owned()
        } else {
            format!("{} differ, {} are lost", outcome.differences.len(), outcome.lost.len())
        }
    ));
    page
}
