//! `overlap`: which dataset saw what, and what all of them may have missed.

use std::process::ExitCode;

use bellwether_linkage::RowKind;
use bellwether_linkage::recapture::{Bias, Estimate, Method};
use bellwether_model::Date;
use bellwether_reconcile::{Coverage, coverage};
use bellwether_sources::{FatalityForm, Holds};
use bellwether_store::Snapshot;
use clap::Args;
use serde_json::{Value, json};

use super::found;
use crate::args::UnitWord;
use crate::citation::{citations, say_sources};
use crate::descriptions::described;
use crate::failure::Failure;
use crate::output::thousands;
use crate::period::{first_day, last_day};
use crate::question::{countries, unit};
use crate::reconciling::leaving_snapshot;
use crate::session::Session;

/// Arguments of `overlap`.
#[derive(Debug, Args)]
#[command(
    after_help = "An estimate of what all datasets missed is given only where they could have had the same incidents: \
compare like with like by --source, --deadly, --type, --country, --from and --to.\n\
Example: bellwether overlap --country Nigeria --from 2015 --to 2019 --deadly --source ucdp-ged --source acled"
)]
pub(crate) struct OverlapArgs {
    /// Country, by name or any code; repeat for several.
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) country: Vec<String>,
    /// First day: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Last day, included: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// Event type: state-based, non-state, one-sided, protest, riot, strategic; repeat for several.
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) types: Vec<String>,
    /// Only incidents with at least one death.
    #[arg(long)]
    pub(crate) deadly: bool,
    /// Compare these datasets only; repeat for several.
    #[arg(long, value_name = "DATASET")]
    pub(crate) source: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &OverlapArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let asked = Some(UnitWord::Incidents);
    let snapshot = leaving_snapshot(session, &store, output.leaves(), asked)?;
    unit(session, &snapshot, asked)?;
    let datasets = compared(&snapshot, &args.source)?;
    let condition = condition(session, args)?;
    let coverage = coverage(&snapshot, Some(&condition), &datasets)?;
    let against = against(&snapshot, &datasets, args);
    let cited = citations(&snapshot, &datasets);
    if output.is_for_people() {
        say_sources(session, &cited);
    }
    let any = coverage.overlap.total() > 0;
    let document = json!({
        "datasets": datasets,
        "incidents": coverage.overlap.total(),
        "rows": rows(&coverage),
        "estimates_hold": against.is_empty(),
        "against_estimates": against,
        "estimates": if against.is_empty() { coverage.estimates.iter().map(object).collect() } else { Vec::new() },
        "store": snapshot.state(),
        "citations": cited,
    });
    output.citing(&cited).page(&page(&coverage, &against), &document)?;
    Ok(found(any))
}

/// The datasets that are compared: those asked for, else all that hold events and copy no other.
fn compared(snapshot: &Snapshot<'_>, asked: &[String]) -> Result<Vec<String>, Failure> {
    let present = snapshot.datasets()?;
    if let Some(unknown) = asked.iter().find(|id| !present.contains(id)) {
        return Err(Failure::Usage(format!(
            "the store has no reports of {unknown:?} for this answer; it has {}",
            present.join(", ")
        )));
    }
    let takes_part = |id: &&String| {
        if !asked.is_empty() {
            return asked.contains(id);
        }
        described(snapshot.commits(), id).is_some_and(|dataset| {
            let copies = dataset.repeats.as_ref();
            dataset.inclusion.holds == Holds::Events
                && !copies.is_some_and(|other| present.iter().any(|id| id == other.as_str()))
        })
    };
    let datasets: Vec<String> = present.iter().filter(takes_part).cloned().collect();
    if datasets.len() < 2 {
        return Err(Failure::Usage(format!(
            "there is nothing to compare: {} can take part; two datasets are needed",
            if datasets.is_empty() { "no dataset".to_owned() } else { datasets.join(", ") }
        )));
    }
    Ok(datasets)
}

/// The condition on incidents. Every value in it is of a closed list or made from a parsed one.
fn condition(session: &Session, args: &OverlapArgs) -> Result<String, Failure> {
    let mut conditions = vec!["TRUE".to_owned()];
    let found = countries(session, &args.country)?;
    if !found.is_empty() {
        let codes: Vec<String> = found.iter().map(|code| format!("'{code}'")).collect();
        conditions.push(format!("iso3 IN ({})", codes.join(", ")));
    }
    let from: Option<Date> = args.from.as_deref().map(first_day).transpose()?;
    let to: Option<Date> = args.to.as_deref().map(last_day).transpose()?;
    conditions.extend(from.map(|day| format!("date_start >= DATE '{day}'")));
    conditions.extend(to.map(|day| format!("date_start <= DATE '{day}'")));
    let types = crate::question::event_types(&args.types)?;
    if !types.is_empty() {
        let types: Vec<String> = types.iter().map(|kind| format!("'{}'", kind.as_str())).collect();
        conditions.push(format!("event_type IN ({})", types.join(", ")));
    }
    if args.deadly {
        conditions.push("deaths_best > 0".to_owned());
    }
    Ok(conditions.join(" AND "))
}

/// Why an estimate of what was missed must not be made of these datasets.
fn against(snapshot: &Snapshot<'_>, datasets: &[String], args: &OverlapArgs) -> Vec<String> {
    let mut reasons = Vec::new();
    let described: Vec<_> =
        datasets.iter().filter_map(|id| Some((id, described(snapshot.commits(), id)?))).collect();
    for (id, dataset) in &described {
        let rules = &dataset.inclusion;
        if rules.sample {
            reasons.push(format!(
                "{id} is a sample, chosen by what could be found; leave it out with --source"
            ));
        }
        if args.deadly && rules.fatalities.form == FatalityForm::None {
            reasons.push(format!(
                "{id} gives no tolls, so that what it alone saw cannot be known to be deadly; leave it out with \
                 --source"
            ));
        }
    }
    let names = |lethal: bool| {
        let of = described.iter().filter(|(_, one)| one.inclusion.lethal_only == lethal);
        of.map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(", ")
    };
    let (lethal, all) = (names(true), names(false));
    if !args.deadly && !lethal.is_empty() && !all.is_empty() {
        reasons.push(format!(
            "only incidents with deaths are in {lethal}, others too in {all}; ask with --deadly"
        ));
    }
    reasons
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Chapman => "two lists (Chapman 1951)",
        Method::ChaoLowerBound => "lower bound (Chao 1987)",
        Method::SampleCoverage => "sample coverage (Chao et al. 2001)",
        Method::LogLinear => "log-linear models (Fienberg 1972)",
    }
}

fn errs(bias: Bias) -> &'static str {
    match bias {
        Bias::TooLow => "too low",
        Bias::TooHigh => "too high",
        Bias::Either => "either way",
    }
}

fn names(coverage: &Coverage, row: &bellwether_linkage::Row) -> Vec<String> {
    let name = |index: &bellwether_linkage::DatasetIndex| {
        coverage.datasets.get(usize::from(index.0)).cloned().unwrap_or_default()
    };
    row.datasets.iter().map(name).collect()
}

fn kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Dataset => "dataset",
        RowKind::Pair => "pair",
        RowKind::Exactly => "exactly",
    }
}

fn rows(coverage: &Coverage) -> Vec<Value> {
    let rows = coverage.overlap.rows();
    let object = |row: &bellwether_linkage::Row| {
        json!({
            "kind": kind(row.kind),
            "datasets": names(coverage, row),
            "incidents": row.incidents,
            "share": (row.share * 1e6).round() / 1e6,
        })
    };
    rows.iter().map(object).collect()
}

fn object(estimate: &Estimate) -> Value {
    let assumptions: Vec<Value> = estimate
        .method
        .assumptions()
        .iter()
        .map(|one| {
            json!({
                "name": one.name, "says": one.says, "broken_by": one.broken_by, "errs": errs(one.bias),
            })
        })
        .collect();
    json!({
        "method": method(estimate.method),
        "seen": estimate.seen,
        "total": estimate.total.round(),
        "missed": estimate.missed().round(),
        "low": estimate.low.round(),
        "high": estimate.high.round(),
        "completeness": (estimate.completeness() * 1e4).round() / 1e4,
        "assumptions": assumptions,
    })
}

fn n(count: u64) -> String {
    thousands(i64::try_from(count).unwrap_or(i64::MAX))
}

#[allow(clippy::cast_possible_truncation)] // counts of incidents
fn whole(value: f64) -> String {
    thousands(value.round() as i64)
}

fn page(coverage: &Coverage, against: &[String]) -> String {
    let mut text = format!("{} incidents\n", n(coverage.overlap.total()));
    let mut last = None;
    for row in coverage.overlap.rows() {
        if last != Some(row.kind) {
            text.push_str(match row.kind {
                RowKind::Dataset => "\nseen by, whoever else did:\n",
                RowKind::Pair => "\nseen by both, whoever else did:\n",
                RowKind::Exactly => "\nseen by exactly these:\n",
            });
            last = Some(row.kind);
        }
        let joint = if row.kind == RowKind::Exactly { " + " } else { " and " };
        text.push_str(&format!(
            "  {:<40} {:>10}  {:>5.1}%\n",
            names(coverage, &row).join(joint),
            n(row.incidents),
            row.share * 100.0
        ));
    }
    text.push_str("\nWhat all of them missed\n");
    if !against.is_empty() {
        text.push_str("  no estimate can be made of these datasets:\n");
        against.iter().for_each(|reason| text.push_str(&format!("  - {reason}\n")));
        return text;
    }
    if coverage.estimates.is_empty() {
        text.push_str("  no estimate: the datasets have too little in common\n");
    }
    for estimate in &coverage.estimates {
        text.push_str(&format!(
            "  {}: {} missed, {} in all (95%: {} to {}), IF all of this holds:\n",
            method(estimate.method),
            whole(estimate.missed()),
            whole(estimate.total),
            whole(estimate.low),
            whole(estimate.high)
        ));
        for one in estimate.method.assumptions() {
            text.push_str(&format!(
                "    {}: {}; broken by this: {} (the estimate then errs: {})\n",
                one.name,
                one.says,
                one.broken_by,
                errs(one.bias)
            ));
        }
    }
    text
}
