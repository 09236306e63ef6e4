//! `count`: one number, or one for each part.

use std::process::ExitCode;
use std::time::Instant;

use bellwether_export::policy::Cleared;
use bellwether_sources::{AskedScope, Effect, Reason, can_speak};
use bellwether_store::{Answer, Explanation, Measure, Question, Snapshot, Unit};
use clap::Args;
use serde::Serialize;
use serde_json::{Value, json};

use super::found;
use crate::aggregate::{
    cleared, is_row_withheld, is_withheld, taking_part, value_cells, value_columns,
};
use crate::args::{ByWord, MeasureWord, QuestionArgs};
use crate::citation::{Citation, citations, say_sources};
use crate::descriptions::described;
use crate::failure::Failure;
use crate::gate::{Gate, snapshot_for};
use crate::inclusion::rules;
use crate::output::{Cell, Grid, part_of, thousands};
use crate::question::{filters, note_added_up, unit};
use crate::reconciling::question_snapshot;
use crate::session::Session;

/// Arguments of `count`.
#[derive(Debug, Args)]
#[command(
    after_help = "An event belongs to the period in which it starts, unless --spread divides it over its interval.\n\
Example: bellwether count --actor boko-haram --measure fatalities --by year"
)]
pub(crate) struct CountArgs {
    #[command(flatten)]
    pub(crate) question: QuestionArgs,
    /// What is counted.
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    pub(crate) measure: MeasureWord,
    /// What the answer is split by.
    #[arg(long, value_enum, value_name = "PART")]
    pub(crate) by: Option<ByWord>,
    /// Divide each event evenly over the days of its interval.
    #[arg(long)]
    pub(crate) spread: bool,
    /// Print the query, the selectors, the releases, and how many reports or incidents each filter removed.
    #[arg(long)]
    pub(crate) explain: bool,
    /// Put the question so many times and report the median time (for measurements).
    #[arg(long, hide = true, value_name = "N")]
    pub(crate) bench_repeat: Option<u32>,
}

#[derive(Debug, Serialize)]
struct Document {
    #[serde(flatten)]
    answer: Answer,
    citations: Vec<Citation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<Explained>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bench: Option<Bench>,
}

/// How the answer came about, and from which releases.
#[derive(Debug, Serialize)]
pub(super) struct Explained {
    #[serde(flatten)]
    explanation: Explanation,
    as_of: Option<String>,
    releases: Vec<Origin>,
    datasets: Vec<Speaks>,
}

/// What one dataset of the store can say to the question, by its inclusion rules.
#[derive(Debug, Serialize)]
struct Speaks {
    dataset: String,
    effect: Effect,
    reasons: Vec<Reason>,
    rules: Vec<String>,
}

/// Holds each dataset of the store against what is asked.
fn speaks(question: &Question, snapshot: &Snapshot<'_>) -> Result<Vec<Speaks>, Failure> {
    let filters = &question.filters;
    let scope = AskedScope {
        countries: filters.countries.clone(),
        from: filters.from,
        to: filters.to,
        types: filters.types.clone(),
        lethal_only: question.measure == Measure::Fatalities,
        actor: None,
    };
    let mut all = Vec::new();
    for id in snapshot.datasets()? {
        if let Some(dataset) = described(snapshot.commits(), &id) {
            let reasons = can_speak(&dataset, &scope);
            all.push(Speaks {
                effect: reasons.first().map_or(Effect::Covers, |reason| reason.effect),
                reasons,
                rules: rules(&dataset),
                dataset: id,
            });
        }
    }
    Ok(all)
}

#[derive(Debug, Serialize)]
struct Origin {
    store_version: i64,
    dataset: String,
    release: Option<String>,
    file: String,
    sha256: String,
    known_from: String,
    complete_for: Option<String>,
}

#[derive(Debug, Serialize)]
struct Bench {
    warm_ms: f64,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &CountArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let snapshot = question_snapshot(session, &store, args.question.unit)?;
    let unit = unit(session, &snapshot, args.question.unit)?;
    let question = Question {
        filters: filters(session, &snapshot, &args.question, unit)?,
        measure: args.measure.into(),
        by: args.by.map(Into::into),
        spread: args.spread,
        unit,
    };
    let world = session.world()?;
    let mut answer = question.answer(&snapshot, world)?;
    let bench = args.bench_repeat.map(|times| median_ms(times, &question, &snapshot, session));
    let explain = match args.explain {
        false => None,
        // How many reports each filter left is a count too: where it leaves, it is of open ones only.
        true if output.leaves() => {
            let (open, _) = snapshot_for(session, &store, true)?;
            Some(explain(&question, &open)?)
        }
        true => Some(explain(&question, &snapshot)?),
    };
    if let (Some(explained), true) = (&explain, output.is_for_people()) {
        tell(session, explained);
    }
    let gate = Gate::of(session, &snapshot)?;
    if output.leaves() && gate.closes(taking_part(&question)) {
        // How many of few give no toll would tell how few there are, and so would what is behind them.
        keep_to_counts(&mut answer);
    }
    if let Some(silent) = answer.without_toll.filter(|silent| *silent > 0) {
        session.say(&format!(
            "note: {} of the {} give no toll and add nothing to the sum",
            thousands(silent.cast_signed()),
            answer.unit
        ));
    }
    note_behind(session, &answer, args.by, &some_of(&snapshot, &args.question.source)?);
    if args.by.is_none_or(|by| by != ByWord::Source) {
        note_added_up(session, &snapshot, unit, &question.filters.datasets)?;
    }
    let total = answer.value;
    let cited = citations(&snapshot, &question.filters.datasets);
    if output.is_for_people() {
        say_sources(session, &cited);
    }
    if !output.leaves() {
        output.show(&grid(&answer, args.by))?;
        return Ok(found(total.0 > 0.0));
    }
    let part = args.by.map(ByWord::column);
    let cleared = cleared(session, &snapshot, &gate, &question, &answer, part.as_deref())?;
    cleared.notes().iter().for_each(|note| session.say(&format!("note: {note}")));
    if is_withheld(&cleared) {
        let document = withheld(&answer, &cleared, &cited, explain.as_ref());
        output.citing(&cited).rows(&cleared, &document)?;
    } else {
        let output = output.citing(&cited);
        let document = Document { citations: cited, answer, explain, bench: bench.transpose()? };
        output.rows(&cleared, &document)?;
    }
    Ok(found(total.0 > 0.0))
}

/// Takes out what stands beside the counts: of few it would tell how few they are.
pub(super) fn keep_to_counts(answer: &mut Answer) {
    answer.without_toll = None;
    answer.incidents = None;
    answer.reports = None;
    answer.single_source = None;
    answer.rows.iter_mut().for_each(|row| row.only = None);
}

/// The sources that were asked for, where the store has others too; else none.
pub(in crate::commands) fn some_of(
    snapshot: &Snapshot<'_>,
    asked: &[String],
) -> Result<Vec<String>, Failure> {
    let others = snapshot.datasets()?.iter().any(|id| !asked.contains(id));
    let all = asked.iter().any(|id| id == "all");
    Ok(if others && !all { asked.to_vec() } else { Vec::new() })
}

/// Says what stands behind incidents, and whose tolls they have where some sources were asked for.
pub(super) fn note_behind(
    session: &Session,
    answer: &Answer,
    by: Option<ByWord>,
    sources: &[String],
) {
    if let (Some(reports), Some(alone)) = (answer.reports, answer.single_source) {
        let incidents = answer.incidents.unwrap_or_default();
        session.say(&format!(
            "note: these are {} incidents, put together from {} reports; of {} only one source has a report",
            thousands(incidents.cast_signed()),
            thousands(reports.cast_signed()),
            part_of(alone, incidents)
        ));
        if by == Some(ByWord::Source) {
            session.say(
                "note: an incident counts for each source that has a report of it, so the parts overlap; a toll is                  the incident's, not the source's",
            );
        }
    }
    if answer.unit == Unit::Incidents.as_str() && !sources.is_empty() {
        session.say(&format!(
            "note: an incident counts where {} has a report of it, with the day, place and toll that all of its              reports come to; --unit reports counts what {} itself says",
            sources.join(" or "),
            if sources.len() == 1 { "the source" } else { "each source" }
        ));
    }
}

/// The document of an answer of which parts are withheld: only what was cleared is in it.
pub(super) fn withheld(
    answer: &Answer,
    cleared: &Cleared<Grid>,
    citations: &[Citation],
    explain: Option<&Explained>,
) -> Value {
    let is_hidden = |row: usize| is_row_withheld(cleared, row);
    let shown = |row: usize, value: &bellwether_store::Value| {
        if is_hidden(row) { Value::Null } else { json!(value) }
    };
    let parts: Vec<Value> = answer
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            json!({
                "key": row.key,
                "value": shown(at, &row.value),
                "low": shown(at, &row.low),
                "high": shown(at, &row.high),
                "withheld": is_hidden(at),
            })
        })
        .collect();
    // The total of parts can be had by asking for it; with none it is the row itself.
    let total = |value: &bellwether_store::Value| {
        if parts.is_empty() { shown(0, value) } else { Value::Null }
    };
    let mut document = json!({
        "measure": answer.measure,
        "unit": answer.unit,
        "value": total(&answer.value),
        "low": total(&answer.low),
        "high": total(&answer.high),
        "withheld": true,
        "rows": parts,
        "notes": cleared.notes(),
        "store": answer.store,
        "citations": citations,
    });
    if let Some(explained) = explain {
        document["explain"] = json!(explained);
    }
    document
}

/// The answer as rows: one for each part, or a single one.
pub(super) fn grid(answer: &Answer, by: Option<ByWord>) -> Grid {
    let part = by.map(ByWord::column);
    let mut columns: Vec<&str> = part.as_deref().into_iter().collect();
    columns.extend(value_columns(answer.measure));
    let only = answer.rows.iter().any(|row| row.only.is_some());
    if only {
        columns.push("only this source");
    }
    let mut grid = Grid::new(&columns);
    if part.is_none() {
        grid.push(value_cells(answer.measure, answer.value, answer.low, answer.high));
    }
    for row in &answer.rows {
        let mut cells = vec![Cell::from(row.key.as_str())];
        cells.extend(value_cells(answer.measure, row.value, row.low, row.high));
        if only {
            cells.push(row.only.map_or(Cell::Empty, |only| only.cast_signed().into()));
        }
        grid.push(cells);
    }
    grid
}

fn explain(question: &Question, snapshot: &Snapshot<'_>) -> Result<Explained, Failure> {
    let releases = snapshot
        .commits()
        .into_iter()
        .filter(|commit| commit.counts.added + commit.counts.changed + commit.counts.withdrawn > 0)
        .map(|commit| Origin {
            store_version: commit.store_version,
            dataset: commit.release.dataset.to_string(),
            release: commit.release.label.as_ref().map(ToString::to_string),
            file: commit.release.file.clone(),
            sha256: commit.release.sha256.clone(),
            known_from: commit.known_from.to_string(),
            complete_for: commit.release.scope.as_ref().map(ToString::to_string),
        })
        .collect();
    Ok(Explained {
        explanation: question.explain(snapshot)?,
        as_of: snapshot.as_of().date.map(|day| day.to_string()),
        releases,
        datasets: speaks(question, snapshot)?,
    })
}

fn tell(session: &Session, explained: &Explained) {
    let explanation = &explained.explanation;
    session.say(&format!("reports in the store: {}", thousands(explanation.reports)));
    if let (Some(incidents), Some(several)) = (explanation.incidents, explanation.of_several) {
        session.say(&format!(
            "incidents that they tell of: {}, {} of them from several reports",
            thousands(incidents),
            thousands(several)
        ));
    }
    for step in &explanation.steps {
        session.say(&format!(
            "  --{} {}: {} removed, {} left\n      where {}",
            step.filter,
            step.value,
            thousands(step.removed),
            thousands(step.left),
            step.condition
        ));
    }
    session.say(&format!("query: {}", explanation.sql));
    for speaks in &explained.datasets {
        let word = match speaks.effect {
            Effect::Covers | Effect::Mind => "can speak",
            Effect::Partly => "can speak to a part",
            Effect::Cannot => "cannot speak",
        };
        session.say(&format!("{} {word}:", speaks.dataset));
        for reason in &speaks.reasons {
            session.say(&format!("  - {}", reason.text));
        }
        session.say(&format!("  - counts: {}", speaks.rules.join(" ")));
    }
    for origin in &explained.releases {
        session.say(&format!(
            "release: {} {} from {} (store version {}, known from {}, complete for {})",
            origin.dataset,
            origin.release.as_deref().unwrap_or("without a label"),
            origin.file,
            origin.store_version,
            &origin.known_from[..10],
            origin.complete_for.as_deref().unwrap_or("nothing declared"),
        ));
    }
}

fn median_ms(
    times: u32,
    question: &Question,
    snapshot: &Snapshot<'_>,
    session: &Session,
) -> Result<Bench, Failure> {
    let mut all = Vec::new();
    for _ in 0..times.max(1) {
        let start = Instant::now();
        question.answer(snapshot, session.world()?)?;
        all.push(start.elapsed().as_secs_f64() * 1e3);
    }
    all.sort_by(f64::total_cmp);
    Ok(Bench { warm_ms: all[all.len() / 2] })
}
