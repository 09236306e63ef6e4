//! `claim check`: one claim, or every claim of a document, to a verdict.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellwether_claims::scope::Party;
use bellwether_claims::{Checked, Given, Publisher, Scope, check, claim_review, claims_of, page};
use bellwether_coder::input::{Form, INPUT_LIMITS, read};
use bellwether_model::Date;
use bellwether_store::{Snapshot, Store};
use clap::Args;
use serde::Serialize;
use serde_json::{Value, json};

use super::around::Around;
use super::exit_code;
use super::withheld::withhold;
use crate::args::Format;
use crate::citation::{Citation, citations, lines};
use crate::failure::Failure;
use crate::gate::{Gate, snapshot_for};
use crate::output::{Cell, Grid, clean};
use crate::question::{Asked, countries, find_actor};
use crate::reconciling::question_snapshot;
use crate::session::Session;

/// Arguments of `claim check`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 supported or roughly supported, 1 not supported, 3 cannot be checked. Of several \
claims: 1 where any is not supported, else 3 where any cannot be checked.\n\
Example: bellwether claim check \"Boko Haram killed at least 6,000 people in Nigeria in 2014\""
)]
pub(crate) struct CheckArgs {
    /// The claim, as a sentence; it may hold several numbers.
    #[arg(value_name = "TEXT", required_unless_present = "from")]
    text: Option<String>,
    /// Check every claim of this document: text, HTML, a feed or lines of JSON; - is standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    from: Option<PathBuf>,
    /// Whose doing, where a claim does not say it.
    #[arg(long, value_name = "ACTOR")]
    actor: Option<String>,
    /// Where, where a claim does not say it; repeat for several.
    #[arg(long, value_name = "COUNTRY")]
    country: Vec<String>,
    /// The day on which the claim was made, for words such as "last year".
    #[arg(long, value_name = "DATE")]
    written: Option<Date>,
    /// Write schema.org ClaimReview as JSON-LD.
    #[arg(long)]
    claimreview: bool,
    /// Who publishes the review, for --claimreview.
    #[arg(long, value_name = "NAME", requires = "claimreview")]
    publisher: Option<String>,
    /// The address of the review's page, for --claimreview.
    #[arg(long, value_name = "URL", requires = "claimreview")]
    url: Option<String>,
}

/// A claim as `--json` writes it.
#[derive(Debug, Serialize)]
struct Document {
    #[serde(flatten)]
    checked: Checked,
    notes: Vec<String>,
    citations: Vec<Citation>,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &CheckArgs) -> Result<ExitCode, Failure> {
    let store = session.store()?;
    let snapshot = question_snapshot(session, &store, None)?;
    let around = Around::new(session, &snapshot)?;
    let given = given(session, &snapshot, args)?;
    let scopes = scopes(args, &around, &given)?;
    let documents = documents(session, &store, &snapshot, &around, &scopes)?;
    let verdicts: Vec<_> = documents.iter().map(|document| document.checked.verdict).collect();
    if documents.is_empty() {
        session.say(
            "no number of events or people that could be held against data was found; write it as \"WHO killed or \
             attacked HOW MANY in WHERE in WHEN\"",
        );
    }
    write(session, args, &around, &documents)?;
    Ok(exit_code(&verdicts))
}

fn write(
    session: &Session,
    args: &CheckArgs,
    around: &Around<'_>,
    documents: &[Document],
) -> Result<(), Failure> {
    let output = session.output()?;
    if args.claimreview {
        if !matches!(session.format(), Format::Json | Format::Table) {
            return Err(Failure::Usage(
                "ClaimReview is JSON; ask for no other form with it".into(),
            ));
        }
        let publisher = Publisher {
            name: args.publisher.clone(),
            url: args.url.clone(),
            date: session.as_of().date.or(args.written).map(|day| day.to_string()),
        };
        let reviews: Vec<Value> = documents
            .iter()
            .map(|document| {
                claim_review(&document.checked, &publisher, &lines(&document.citations))
            })
            .collect();
        let whole = match (reviews.as_slice(), &args.from) {
            ([one], None) => one.clone(),
            _ => Value::Array(reviews),
        };
        let text = serde_json::to_string_pretty(&whole).expect("documents of ours are JSON");
        return output.text(&format!("{text}\n"));
    }
    match session.format() {
        Format::Json => {
            let whole = match (documents, &args.from) {
                ([one], None) => json!(one),
                _ => json!({ "claims": documents }),
            };
            output.page("", &whole)
        }
        Format::Table => {
            let colour = output.colour();
            let pages: Vec<String> = documents
                .iter()
                .map(|document| {
                    let text = page(&document.checked, &lines(&document.citations), around, colour);
                    document.notes.iter().for_each(|note| session.say(&format!("note: {note}")));
                    cleaned(&text, colour)
                })
                .collect();
            output.text(&pages.join("\n----\n\n"))
        }
        _ => output.catalogue(&grid(documents), &json!({ "claims": documents })),
    }
}

/// The page without control characters but for those that make headings bold.
fn cleaned(page: &str, colour: bool) -> String {
    let line = |line: &str| {
        let bold = line.strip_prefix("\u{1b}[1m").and_then(|rest| rest.strip_suffix("\u{1b}[0m"));
        match bold.filter(|_| colour) {
            Some(text) => format!("\u{1b}[1m{}\u{1b}[0m\n", clean(text)),
            None => format!("{}\n", clean(line)),
        }
    };
    page.lines().map(line).collect()
}

fn grid(documents: &[Document]) -> Grid {
    let mut grid = Grid::new(&["claim", "amount", "verdict", "headline"]);
    for Document { checked, .. } in documents {
        grid.push(vec![
            Cell::from(checked.claim.as_str()),
            checked.scope.amount_words.as_str().into(),
            checked.verdict.as_str().into(),
            checked.headline.as_str().into(),
        ]);
    }
    grid
}

/// Checks each claim. What leaves the machine passes the gate.
fn documents(
    session: &Session,
    store: &Store,
    snapshot: &Snapshot<'_>,
    around: &Around<'_>,
    scopes: &[Scope],
) -> Result<Vec<Document>, Failure> {
    let leaves = session.output()?.leaves();
    let gate = Gate::of(session, snapshot)?;
    let closed = leaves && !gate.restricted().is_empty();
    let treated = leaves && !gate.leaving().is_empty();
    let apart = if treated { Some(snapshot_for(session, store, true)?.0) } else { None };
    let mut all = Vec::new();
    for scope in scopes {
        let mut checked = check(scope, snapshot, apart.as_ref().unwrap_or(snapshot), around)?;
        let notes = if closed { withhold(&mut checked, &gate)? } else { Vec::new() };
        let cited = if checked.counted_datasets.is_empty() {
            Vec::new()
        } else {
            citations(snapshot, &checked.counted_datasets)
        };
        all.push(Document { checked, notes, citations: cited });
    }
    Ok(all)
}

fn scopes(args: &CheckArgs, around: &Around<'_>, given: &Given) -> Result<Vec<Scope>, Failure> {
    let lists = around.lists()?;
    let texts: Vec<(String, Option<Date>)> = match (&args.text, &args.from) {
        (Some(text), _) => vec![(text.clone(), given.written)],
        (None, Some(file)) => read_document(file, given.written)?,
        (None, None) => Vec::new(),
    };
    let mut all = Vec::new();
    for (text, written) in texts {
        all.extend(claims_of(&text, lists, &Given { written, ..given.clone() }));
    }
    Ok(all)
}

fn read_document(
    file: &Path,
    written: Option<Date>,
) -> Result<Vec<(String, Option<Date>)>, Failure> {
    let bytes = if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        let limit = INPUT_LIMITS.file_bytes as u64 + 1;
        std::io::Read::read_to_end(&mut std::io::Read::take(std::io::stdin(), limit), &mut bytes)
            .map_err(Failure::io("read", file))?;
        bytes
    } else {
        std::fs::read(file).map_err(Failure::io("read", file))?
    };
    let documents = read(&bytes, Form::of(&bytes), written, &INPUT_LIMITS)
        .map_err(|error| Failure::Data(format!("{}: {error}", file.display())))?;
    Ok(documents.into_iter().map(|document| (document.text, document.date)).collect())
}

fn given(session: &Session, snapshot: &Snapshot<'_>, args: &CheckArgs) -> Result<Given, Failure> {
    let actor = match &args.actor {
        None => None,
        Some(text) => Some(party(&find_actor(session, snapshot, text)?)),
    };
    Ok(Given { actor, countries: countries(session, &args.country)?, written: args.written })
}

/// An actor that was asked for, as the claims know it.
pub(crate) fn party(asked: &Asked<'_>) -> Party {
    match asked {
        Asked::Known(actor) => Party::Known { id: actor.id.to_string(), name: actor.name.clone() },
        Asked::Native(native) => Party::Native { actor: native.clone() },
    }
}
