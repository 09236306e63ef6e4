//! `incident`: what happened, which reports tell of it and why they are taken for the same, and what people
//! say of that.

mod judge;
mod review;
mod share;
mod show;

pub(super) use judge::contradiction;

use std::path::PathBuf;
use std::process::ExitCode;

use bellwether_model::Date;
use bellwether_store::{AsOf, Leaving, Mark, Snapshot, Store, Unit, Verdict};
use clap::{Args, Subcommand, ValueEnum};

use crate::args::{QuestionArgs, UnitWord};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::gate::Gate;
use crate::question::{filters, unit};
use crate::reconciling::{lay_over, mend_parted, question_snapshot};
use crate::session::Session;

/// Arguments of `incident`.
#[derive(Debug, Args)]
#[command(
    after_help = "Judgements are about incidents and reports, never about persons: whoever judged is not asked for, and no \
person's name belongs into --why.\n\
Example: bellwether incident review; bellwether incident judge ucdp-ged:4711 acled:NIG9 same --why \"same market\""
)]
pub(crate) struct IncidentArgs {
    #[command(subcommand)]
    pub(crate) what: What,
}

/// What is done.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// One incident: its reports side by side, why they are linked, what was judged.
    Show {
        /// An incident's id, an id that it had before, or the id of one of its reports.
        #[arg(value_name = "ID")]
        id: String,
    },
    /// List incidents, as `events --unit incidents`.
    List {
        #[command(flatten)]
        question: Box<QuestionArgs>,
        /// List at most so many, the latest first.
        #[arg(long, default_value_t = 50, value_name = "N")]
        limit: usize,
        /// Go on after this place in the list: as the answer before gave it, such as 2015-01-03+2.
        #[arg(long, value_name = "PLACE")]
        after: Option<Mark>,
    },
    /// Say whether two reports tell of the same incident; every later run abides by it.
    Judge {
        /// The id of the one report.
        #[arg(value_name = "REPORT")]
        a: String,
        /// The id of the other.
        #[arg(value_name = "REPORT")]
        b: String,
        /// What is said; `unsure` takes back what was said before.
        #[arg(value_enum, value_name = "VERDICT")]
        verdict: VerdictWord,
        /// Why, in words about the incident; no names of persons.
        #[arg(long, value_name = "TEXT")]
        why: String,
        /// The day from which it counts [default: today, UTC].
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
    },
    /// Pairs that nobody has judged, the least certain first.
    Review {
        /// List at most so many.
        #[arg(long, default_value_t = 10, value_name = "N")]
        limit: usize,
    },
    /// List judgements.
    Judgements,
    /// Write the judgements to a file that others can import.
    Export {
        /// The file, .csv or .ndjson.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Take over judgements from a file that `export` wrote.
    Import {
        /// The file, .csv or .ndjson.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// What is said of two reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VerdictWord {
    /// They tell of the same incident.
    Same,
    /// They do not.
    Different,
    /// It cannot be told.
    Unsure,
}

impl From<VerdictWord> for Verdict {
    fn from(word: VerdictWord) -> Self {
        match word {
            VerdictWord::Same => Self::Same,
            VerdictWord::Different => Self::Different,
            VerdictWord::Unsure => Self::Unsure,
        }
    }
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &IncidentArgs) -> Result<ExitCode, Failure> {
    match &args.what {
        What::Show { id } => show::run(session, id),
        What::List { question, limit, after } => list(session, question, *limit, after.as_ref()),
        What::Judge { a, b, verdict, why, on } => {
            judge::run(session, [a, b], (*verdict).into(), why, *on)
        }
        What::Review { limit } => review::run(session, *limit),
        What::Judgements => share::list(session),
        What::Export { file } => share::export(session, file),
        What::Import { file } => share::import(session, file),
    }
}

fn list(
    session: &Session,
    question: &QuestionArgs,
    limit: usize,
    after: Option<&Mark>,
) -> Result<ExitCode, Failure> {
    if question.unit == Some(UnitWord::Reports) {
        return Err(Failure::Usage(
            "`incident list` lists incidents; `events` lists reports".into(),
        ));
    }
    let output = session.output()?;
    let store = session.store()?;
    let asked = Some(UnitWord::Incidents);
    let snapshot = question_snapshot(session, &store, asked)?;
    let unit: Unit = unit(session, &snapshot, asked)?;
    let filters = filters(session, &snapshot, question, unit)?;
    let (filters, ids, fields) = (&filters, Vec::new(), Fields::ALL);
    let wanted = super::incidents::Wanted { filters, ids, after, limit, fields };
    super::incidents::list(session, &store, &snapshot, &wanted, output)
}

/// A snapshot of incidents with its gate. Where the answer leaves, too new reports are taken out and places
/// coarsened, and with `withheld` rows of restricted datasets are taken out too; otherwise the guard refuses them.
fn snapshot<'s>(
    session: &Session,
    store: &'s Store,
    leaves: bool,
    withheld: bool,
) -> Result<(Snapshot<'s>, Gate), Failure> {
    let asked = Some(UnitWord::Incidents);
    let whole = question_snapshot(session, store, asked)?;
    unit(session, &whole, asked)?;
    let gate = Gate::of(session, &whole)?.with_day(&whole)?;
    if !leaves {
        return Ok((whole, gate));
    }
    let mut leaving = gate.leaving();
    if withheld {
        crate::gate::tell(session, &leaving);
    } else {
        leaving = Leaving { without: Vec::new(), ..leaving };
    }
    let mut open = store.snapshot_leaving(whole.as_of(), &leaving)?;
    if whole.is_overlaid() {
        lay_over(session, &mut open)?;
    }
    mend_parted(session, &mut open)?;
    Ok((open, gate))
}

/// The state of knowledge of a command that writes: now.
fn only_now(session: &Session) -> Result<AsOf, Failure> {
    if session.global.as_of.is_some() || session.global.data_version.is_some() {
        return Err(Failure::Usage(
            "a judgement is made now; leave --as-of and --data-version out (--on dates it)".into(),
        ));
    }
    Ok(AsOf::default())
}
