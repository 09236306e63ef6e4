//! `scorecard`: who finds a planted surge, how soon, and at what price, on the groups of the store.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use bellwether_model::Date;
use bellwether_store::{Filters, Snapshot, Unit};
use bellwether_watch::scorecard::{
    Background, Detection, Difference, Plan, Score, Scorecard, Sheet,
};
use bellwether_watch::series::{DatedCount, daily};
use clap::Args;
use serde_json::{Value, json};

use crate::citation::{citations, say_sources};
use crate::failure::Failure;
use crate::organisations::Organisations;
use crate::reconciling::question_snapshot;
use crate::session::Session;

/// Arguments of `scorecard`.
#[derive(Debug, Args)]
#[command(
    after_help = "Each rule is first tuned to the same rate of alarms on the groups as they are. Then surges are planted: \
a doubling, a tripling, a return to half the former rate after a year of silence. Intervals are of 95%.\n\
Example: bellwether scorecard --docs . && xdg-open scorecard.svg"
)]
pub(crate) struct ScorecardArgs {
    /// Years between the first and the last event that a group must have.
    #[arg(long, default_value_t = 5.0, value_name = "YEARS")]
    pub(crate) years: f64,
    /// Events that a group must have.
    #[arg(long, default_value_t = 60, value_name = "N")]
    pub(crate) events: usize,
    /// Alarms per group-year to which every rule is tuned.
    #[arg(long, default_value_t = 1.0, value_name = "RATE")]
    pub(crate) rate: f64,
    /// Surges planted into each group, of each kind.
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub(crate) starts: usize,
    /// Seed of all random numbers.
    #[arg(long, default_value_t = 2024, value_name = "N")]
    pub(crate) seed: u64,
    /// Count only this dataset; repeat for several.
    #[arg(long, value_name = "DATASET")]
    pub(crate) source: Vec<String>,
    /// Also write SCORECARD.md and scorecard.svg into this directory.
    #[arg(long, value_name = "DIR")]
    pub(crate) docs: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &ScorecardArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let plan = plan(args)?;
    let store = session.store()?;
    let snapshot = question_snapshot(session, &store, None)?;
    let groups = groups(session, &snapshot, args)?;
    if groups.is_empty() {
        return Err(Failure::Data(format!(
            "no group of the store has {} events over {} years; ingest a longer history, or ask for less with \
             --years and --events",
            args.events, args.years
        )));
    }
    if let Some(directory) = args.docs.as_deref().filter(|directory| !directory.is_dir()) {
        return Err(Failure::Usage(format!(
            "there is no folder {}; make it, or name another with --docs",
            directory.display()
        )));
    }
    session.say(&format!("measuring {} groups; this takes minutes", groups.len()));
    let scorecard =
        Scorecard::measure(&groups, &plan).map_err(|error| Failure::Data(error.to_string()))?;
    if let Some(directory) = &args.docs {
        write(directory, &scorecard)?;
    }
    let cited = citations(&snapshot, &args.source);
    if output.is_for_people() {
        say_sources(session, &cited);
    }
    let document = json!({
        "plan": {
            "alarms_per_group_year": plan.alarms_per_year, "starts": plan.starts, "seed": plan.seed,
            "horizon_days": plan.horizon_days, "history_days_min": plan.history_days_min,
            "history_days_max": plan.history_days_max, "events_min": plan.events_min,
        },
        "sheets": scorecard.sheets.iter().map(sheet).collect::<Vec<_>>(),
        "store": snapshot.state(),
        "citations": cited,
    });
    output.page(&page(&scorecard), &document)?;
    Ok(ExitCode::SUCCESS)
}

fn plan(args: &ScorecardArgs) -> Result<Plan, Failure> {
    if args.rate.is_nan() || args.rate <= 0.0 || args.starts == 0 {
        return Err(Failure::Usage("--rate and --starts must be above 0".into()));
    }
    let (alarms_per_year, starts, seed) = (args.rate, args.starts, args.seed);
    Ok(Plan { alarms_per_year, starts, seed, ..Plan::default() })
}

/// Every armed organisation with enough history, as events by day; an event known to an interval is spread
/// over it, if that is no longer than a month.
fn groups(
    session: &Session,
    snapshot: &Snapshot<'_>,
    args: &ScorecardArgs,
) -> Result<Vec<Background>, Failure> {
    let unit = if snapshot.has_incidents() { Unit::Incidents } else { Unit::Reports };
    let datasets = crate::question::datasets(session, snapshot, &args.source, unit)?;
    let filters = Filters { datasets, ..Filters::default() };
    let mut events: BTreeMap<String, Vec<DatedCount>> = BTreeMap::new();
    snapshot.activity(&filters, unit, Some(session.world()?), |one| {
        for party in one.parties {
            let dated = DatedCount { from: one.start, to: one.end, count: 1.0 };
            events.entry(party).or_default().push(dated);
        }
    })?;
    let organisations = Organisations::of(session, snapshot)?;
    let long = |events: &[DatedCount]| {
        span(events)
            .is_some_and(|(from, to)| f64::from((to - from).get_days()) >= args.years * 365.25)
    };
    let mut groups = Vec::new();
    for (name, mut events) in events {
        if events.len() < args.events || !long(&events) || !organisations.has(&name) {
            continue;
        }
        // The store hands events on in no order; sums of fractions depend on it.
        events.sort_by_key(|event| (event.from, event.to));
        let Some((from, to)) = span(&events) else { continue };
        let days = daily(from, to, INTERVAL_DAYS_MAX, events)
            .map_err(|error| Failure::Data(format!("the events of {name}: {error}")))?;
        groups.push(Background { name, days });
    }
    Ok(groups)
}

/// Events known to a longer interval are left out of daily series.
const INTERVAL_DAYS_MAX: usize = 31;

fn span(events: &[DatedCount]) -> Option<(Date, Date)> {
    let from = events.iter().map(|event| event.from).min()?;
    let to = events.iter().map(|event| event.to).max()?;
    Some((from, to))
}

fn write(directory: &std::path::Path, scorecard: &Scorecard) -> Result<(), Failure> {
    for (name, text) in [("SCORECARD.md", scorecard.document()), ("scorecard.svg", scorecard.svg())]
    {
        let path = directory.join(name);
        std::fs::write(&path, text).map_err(Failure::io("write", &path))?;
    }
    Ok(())
}

/// The sheets, then a line for each rule that a program finds.
fn page(scorecard: &Scorecard) -> String {
    let mut page = scorecard.markdown();
    scorecard.lines().iter().for_each(|line| {
        page.push_str(line);
        page.push('\n');
    });
    page
}

fn sheet(sheet: &Sheet) -> Value {
    let rules = sheet.scores.iter().enumerate().map(|(at, score)| {
        let against = at.checked_sub(1).and_then(|at| sheet.differences.get(at));
        rule(score, against.map_or(&[][..], Vec::as_slice))
    });
    json!({ "name": sheet.name, "groups": sheet.groups, "rules": rules.collect::<Vec<_>>() })
}

fn rule(score: &Score, against: &[Difference]) -> Value {
    let (share, delay) = score.overall();
    let surges = score.detections.iter().enumerate();
    json!({
        "rule": score.rule,
        "limit": score.limit,
        "alarms_per_group_year": score.alarms.per_year(),
        "alarms_interval": [score.alarms.low, score.alarms.high],
        "detected": share,
        "median_delay_days": delay,
        "surges": surges.map(|(at, found)| surge(found, against.get(at))).collect::<Vec<_>>(),
    })
}

fn surge(found: &Detection, default_less_this: Option<&Difference>) -> Value {
    let finite = |days: f64| days.is_finite().then_some(days);
    let (first, last) = found.delay_interval_days;
    json!({
        "surge": found.surge.name(),
        "planted": found.planted,
        "detected": found.probability(),
        "detected_interval": [found.share.0, found.share.1],
        "by_chance": found.by_chance,
        "median_delay_days": found.delay_median_days,
        "delay_interval": [finite(first), finite(last)],
        "default_less_this": default_less_this.map(|difference| json!({
            "detected": difference.share,
            "detected_interval": [difference.share_interval.0, difference.share_interval.1],
            "mean_delay_days": difference.delay_mean_days,
            "mean_delay_interval": [difference.delay_interval_days.0, difference.delay_interval_days.1],
            "verdict": difference.verdict(),
        })),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_of_nothing_is_a_usage_error() {
        for (rate, starts) in [(0.0, 1), (f64::NAN, 1), (1.0, 0)] {
            let args = ScorecardArgs {
                years: 5.0,
                events: 60,
                rate,
                starts,
                seed: 1,
                source: Vec::new(),
                docs: None,
            };
            assert!(matches!(plan(&args), Err(Failure::Usage(_))), "{rate} {starts}");
        }
    }
}
