//! `brief`: a document about one group whose every number carries its query; and a check of its language.

mod feed;

pub(crate) use feed::Entries;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellwether_brief::form::{Form, text};
use bellwether_brief::{
    BriefError, Document, Instrument as _, Request, compose, language, sections,
};
use bellwether_export::policy::audit::{AuditRecord, Leaving};
use bellwether_model::{DatasetId, Date, Iso3};
use bellwether_store::{By, Filters, Measure, Question, Snapshot, Store};
use clap::Args;
use serde_json::json;

use super::alerts::FormWord;
use super::export::{destination, written_down};
use super::found;
use crate::args::{Format, UnitWord};
use crate::briefing::{StoreInstrument, about};
use crate::failure::Failure;
use crate::period::{first_day, last_day};
use crate::question::{Asked, actor_filter, datasets, find_actor, unit};
use crate::reconciling::leaving_snapshot;
use crate::session::Session;

/// Months that a brief is about unless it is told.
const MONTHS: i64 = 24;

/// Arguments of `brief`.
#[derive(Debug, Args)]
#[command(
    after_help = "The form follows from the ending of the file of -o: .html (opens offline, prints to A4), .md or .json. \
Without -o the brief is shown as text.\n\
Every number carries its query; `bellwether verify FILE` asks them again.\n\
Sections: judgement, group, change, tempo, lethality, places, targets, tactics, alerts, calendar, strengths, claims, \
disagreements, restricted, limits, methods, sources.\n\
Example: bellwether brief is-syria --from 2018 --to 2019 -o is-syria.html"
)]
pub(crate) struct BriefArgs {
    /// The actor: a registry id, a name in any spelling, or DATASET:ID for a dataset's own.
    #[arg(value_name = "ACTOR", required_unless_present_any = ["check", "feed"])]
    pub(crate) actor: Option<String>,
    /// First day: YYYY, YYYY-MM or YYYY-MM-DD; two years before the last day unless given.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Last day, included: YYYY, YYYY-MM or YYYY-MM-DD; that of the data unless given.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// Only this section; repeat for several.
    #[arg(long, value_name = "SECTION")]
    pub(crate) section: Vec<String>,
    /// Leave this section out; repeat for several.
    #[arg(long, value_name = "SECTION")]
    pub(crate) without: Vec<String>,
    /// A claim in circulation, as a sentence, to be held against the store in the section claims; repeat for several.
    #[arg(long, value_name = "TEXT")]
    pub(crate) claim: Vec<String>,
    /// Dataset, or `all`; repeat for several.
    #[arg(long, value_name = "DATASET")]
    pub(crate) source: Vec<String>,
    /// What counts as one: incidents or reports. Incidents are the default once the store has some.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) unit: Option<UnitWord>,
    /// Hold the sentences of this file (a brief, Markdown, HTML or plain text) against the rules of language instead.
    #[arg(long, value_name = "FILE", conflicts_with = "actor")]
    pub(crate) check: Option<PathBuf>,
    /// Write a feed instead: for each watched group an entry with the judgement of its brief.
    #[arg(long, value_enum, value_name = "FORM", conflicts_with_all = ["actor", "check"])]
    pub(crate) feed: Option<FormWord>,
}

impl From<BriefError> for Failure {
    fn from(error: BriefError) -> Self {
        match error {
            BriefError::NoSuchSection { .. } => Self::Usage(error.to_string()),
            BriefError::Language(_) => Self::Refused(error.to_string()),
            other => Self::Data(other.to_string()),
        }
    }
}

/// What a brief is asked to be about.
#[derive(Default)]
pub(crate) struct Ask<'a> {
    pub(crate) actor: &'a str,
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
    pub(crate) sections: Vec<String>,
    pub(crate) sources: &'a [String],
    pub(crate) claims: &'a [String],
    pub(crate) unit: Option<UnitWord>,
}

impl<'a> Ask<'a> {
    /// About an actor, with nothing else said.
    pub(crate) fn about(actor: &'a str) -> Self {
        Self { actor, ..Self::default() }
    }
}

/// Writes down what leaves, before it does.
fn written(session: &Session, leaving: &Leaving<'_>) -> Result<(), Failure> {
    let destination = destination(session);
    let leaving = Leaving { destination: &destination, ..*leaving };
    let permissions = &session.settings.permissions.value;
    let record = AuditRecord::of_document(jiff::Timestamp::now(), &leaving, permissions);
    written_down(session, &record)
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &BriefArgs) -> Result<ExitCode, Failure> {
    if let Some(file) = &args.check {
        return check(session, file);
    }
    if let Some(form) = args.feed {
        return feed::run(session, form.into());
    }
    let path = session.global.output.as_deref().filter(|path| path.as_os_str() != "-");
    // A form that cannot be written is said before the work is done.
    let form =
        path.map(Form::of_path).transpose().map_err(|error| Failure::Usage(error.to_string()))?;
    let form = form.or((session.format() == Format::Json).then_some(Form::Json));
    let store = session.store()?;
    let ask = Ask {
        actor: args.actor.as_deref().unwrap_or_default(),
        from: args.from.as_deref().map(first_day).transpose()?,
        to: args.to.as_deref().map(last_day).transpose()?,
        sections: sections_of(session, args)?,
        sources: &args.source,
        claims: &args.claim,
        unit: args.unit,
    };
    let (document, datasets) = make(session, &store, &ask)?;
    let any = document.register.numbers.len() > 1
        && document.sections.iter().any(|section| section.id != "limits");
    let bytes = form.map_or_else(|| text(&document), |form| form.write(&document));
    let output = session.output()?;
    if output.leaves() {
        let leaving = Leaving {
            command: &format!("brief {}", document.request.actor),
            format: form.map_or("text", Form::as_str),
            destination: "",
            datasets: &datasets,
            numbers: document.register.numbers.len() as u64,
            bytes: bytes.as_bytes(),
        };
        written(session, &leaving)?;
    }
    output.text(&bytes)?;
    if let Some(path) = path {
        session.say(&format!(
            "wrote {}: {} numbers, each with its query; `bellwether verify {}` asks them again",
            path.display(),
            document.register.numbers.len(),
            path.display()
        ));
    }
    Ok(found(any))
}

/// Shows sections of a brief as text.
pub(crate) fn shown(
    session: &Session,
    store: &Store,
    actor: &str,
    sections: &[&str],
) -> Result<(), Failure> {
    let output = session.output()?;
    if !output.is_for_people() || session.global.output.is_some() {
        return Ok(());
    }
    let sections = sections.iter().map(|&id| id.to_owned()).collect();
    let ask = Ask { sections, ..Ask::about(actor) };
    output.text(&text(&make(session, store, &ask)?.0))
}

/// The sections that are asked for, else those of the configuration, else all.
fn sections_of(session: &Session, args: &BriefArgs) -> Result<Vec<String>, Failure> {
    for id in args.section.iter().chain(&args.without).chain(&session.settings.brief_sections.value)
    {
        sections::section(id)?;
    }
    let all = sections::ALL.iter().map(|entry| entry.id.to_owned());
    let configured = &session.settings.brief_sections.value;
    let chosen = if args.section.is_empty() { configured } else { &args.section };
    let is_in =
        |id: &String| (chosen.is_empty() || chosen.contains(id)) && !args.without.contains(id);
    Ok(all.filter(is_in).collect())
}

/// Writes a brief, and says of which datasets. It is made from what may leave, at one version of the store.
pub(crate) fn make(
    session: &Session,
    store: &Store,
    ask: &Ask<'_>,
) -> Result<(Document, Vec<DatasetId>), Failure> {
    // The version is settled first, so that verifying takes the same way.
    let version = match session.as_of().store_version {
        Some(version) => version,
        None => store.state()?.version,
    };
    let session = &session.at(session.as_of().date, Some(version));
    let snapshot = leaving_snapshot(session, store, true, ask.unit)?;
    make_of(session, store, &snapshot, ask)
}

/// Writes a brief of a snapshot that may leave, for a session that asks for this very version of the store.
fn make_of(
    session: &Session,
    store: &Store,
    snapshot: &Snapshot<'_>,
    ask: &Ask<'_>,
) -> Result<(Document, Vec<DatasetId>), Failure> {
    let version = snapshot.state().version;
    let asked = find_actor(session, snapshot, ask.actor)?;
    let actor = match &asked {
        Asked::Known(actor) => actor.id.to_string(),
        Asked::Native(native) => format!("{}:{}", native.dataset, native.native_id),
    };
    let unit = unit(session, snapshot, ask.unit)?;
    let datasets = datasets(session, snapshot, ask.sources, unit)?;
    let filters = Filters {
        datasets: datasets.clone(),
        actor: Some(actor_filter(session, &asked, snapshot)?),
        ..Filters::default()
    };
    let to = match ask.to {
        Some(day) => day,
        None => last_of_data(session, snapshot, &filters, unit)?,
    };
    let from = ask.from.unwrap_or_else(|| {
        let first = to.first_of_month();
        first.checked_sub(jiff::Span::new().months(MONTHS - 1)).unwrap_or(first)
    });
    if to < from {
        return Err(Failure::Usage(format!("--to {to} lies before --from {from}; swap them")));
    }
    let claims = if ask.sections.iter().any(|section| section == "claims") {
        let own = &session.settings.brief_claims.value;
        let kept = about(session, snapshot, &actor, own)?;
        ask.claims.iter().chain(&kept).cloned().collect()
    } else {
        Vec::new()
    };
    let request = Request {
        actor,
        from,
        to,
        as_of: session.as_of().date,
        sources: ask.sources.to_vec(),
        unit: unit.as_str().to_owned(),
        sections: ask.sections.clone(),
        claims,
        store_version: version,
        digest: snapshot.state().digest.to_string(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let instrument = StoreInstrument::new(session, store, snapshot, &request, datasets)?;
    let document = compose(&instrument, &request)?;
    let counted =
        ["restricted", "claims"].iter().any(|id| request.sections.iter().any(|own| own == id));
    let sources = instrument.sources().map_err(BriefError::from)?;
    let own = sources.iter().filter(|source| source.open || counted);
    let datasets = own.filter_map(|source| DatasetId::new(&source.dataset).ok()).collect();
    Ok((document, datasets))
}

/// The last day of an event of any group where this one acts.
fn last_of_data(
    session: &Session,
    snapshot: &Snapshot<'_>,
    filters: &Filters,
    unit: bellwether_store::Unit,
) -> Result<Date, Failure> {
    let question = Question {
        filters: filters.clone(),
        measure: Measure::Events,
        by: Some(By::Country),
        spread: false,
        unit,
    };
    let rows = question.answer(snapshot, session.world()?)?.rows;
    let countries: Vec<Iso3> = rows.iter().filter_map(|row| Iso3::new(&row.key).ok()).collect();
    if countries.is_empty() {
        return Err(Failure::NoEvents(
            "the store has no event of this actor that may be passed on; give --from and --to for a brief that says so"
                .into(),
        ));
    }
    let around = Filters { datasets: filters.datasets.clone(), countries, ..Filters::default() };
    let (_, last) = snapshot.span(&around)?;
    last.ok_or_else(|| {
        Failure::NoEvents(
            "the store has no event where this actor acts; give --from and --to".into(),
        )
    })
}

/// Holds the sentences of a file against the rules of language. Exit code 1 when one breaks a rule.
fn check(session: &Session, file: &Path) -> Result<ExitCode, Failure> {
    let content = std::fs::read_to_string(file).map_err(Failure::io("read", file))?;
    let sentences = match bellwether_brief::verify::own_sentences(&content) {
        Some(sentences) => sentences,
        None => language::sentences_of(&language::prose(&content)),
    };
    let findings = language::check(&sentences);
    let mut page = String::new();
    for finding in &findings {
        page.push_str(&format!(
            "sentence {}: {}\n  {}\n  {}\n",
            finding.number,
            finding.rule.as_str(),
            finding.sentence,
            finding.why
        ));
    }
    if findings.is_empty() {
        page.push_str(&format!("{} sentences; none breaks a rule of language\n", sentences.len()));
    }
    let rows: Vec<_> = findings
        .iter()
        .map(|f| json!({ "sentence": f.number, "rule": f.rule.as_str(), "text": f.sentence, "why": f.why }))
        .collect();
    session.output()?.page(&page, &json!({ "sentences": sentences.len(), "findings": rows }))?;
    Ok(ExitCode::from(u8::from(!findings.is_empty())))
}
