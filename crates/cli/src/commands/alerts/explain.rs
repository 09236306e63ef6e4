//! `alerts explain`: from the sentence to the last row.

use std::process::ExitCode;

use bellwether_store::StoredReport;
use bellwether_vigil::{Effort, book, history};
use bellwether_watch::alert::Alert;
use serde_json::json;

use super::{alert_of, page};
use crate::citation::{citations, say_sources};
use crate::failure::Failure;
use crate::gate::Gate;
use crate::output::thousands;
use crate::reconciling::leaving_snapshot;
use crate::session::Session;
use crate::watching::{closed, prepare, snapshot_of};

/// Reports that are shown to a person at most.
const SHOWN: usize = 40;

/// Runs the command.
pub(super) fn run(session: &Session, id: &str) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let snapshot = snapshot_of(session, &store)?;
    let alert = alert_of(session, &snapshot, output.leaves(), id)?;
    let watches = book::watches(&snapshot)?;
    // The weeks of a series are small cells.
    let withheld = output.leaves() && closed(&Gate::of(session, &snapshot)?, &alert.datasets);
    let series = match watches.iter().find(|watch| watch.name == alert.watch) {
        Some(watch) if !withheld => {
            let prepared = prepare(session, &snapshot, watch)?;
            history(&prepared.look(watch, None, Effort::default()), &alert)?
        }
        _ => Vec::new(),
    };
    // Rows of datasets that may not be passed on are not in a snapshot that leaves.
    let open = leaving_snapshot(session, &store, output.leaves(), None)?;
    let reports = reports_of(&open, &alert)?;
    let cited = citations(&snapshot, &alert.datasets);
    let mut text = page(&alert);
    text.push_str(&rule(&alert));
    let period = if alert.facet.is_ratio() { "month" } else { "week" };
    text.push_str(&format!("\nseries by {period}, from its baseline to its window\n"));
    if withheld {
        text.push_str(
            "  withheld: it rests on rows that may not be passed on; a terminal shows it\n",
        );
    } else if series.is_empty() {
        text.push_str("  the watch has been removed; add it again to see the series\n");
    }
    let most = series.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    for (day, value) in &series {
        let bar = if most > 0.0 { (value / most * 40.0).round() as usize } else { 0 };
        let mark = if *day >= alert.window.from { ">" } else { " " };
        text.push_str(&format!("  {mark} {day} {:>8}  {}\n", alert.value(*value), "#".repeat(bar)));
    }
    text.push_str(&rows(&alert, &reports));
    say_sources(session, &cited);
    let document = json!({
        "sentence": alert.sentence(),
        "alert": alert,
        "series": { "period": period, "values": series },
        "reports": reports,
        "citations": cited,
        "store": snapshot.state(),
    });
    output.page(&text, &document)?;
    Ok(ExitCode::SUCCESS)
}

/// The reports behind an alert; of an incident those that make it.
fn reports_of(
    snapshot: &bellwether_store::Snapshot<'_>,
    alert: &Alert,
) -> Result<Vec<StoredReport>, Failure> {
    let ids: Vec<&str> = alert.evidence.iter().map(String::as_str).collect();
    let mut reports = snapshot.reports_of(&ids)?;
    let at = |id: &str| alert.evidence.iter().position(|own| own == id);
    reports.sort_by_key(|one| (at(&one.report.id.to_string()), one.revision));
    Ok(reports)
}

fn rule(alert: &Alert) -> String {
    let mut text = format!(
        "\nrule {} by {} ({}): statistic {:.3}, limit {:.3}\n",
        alert.rule.name, alert.rule.period, alert.rule.source, alert.statistic, alert.rule.limit
    );
    for (name, value) in &alert.rule.parameters {
        text.push_str(&format!("  {name} = {value}\n"));
    }
    text
}

fn rows(alert: &Alert, reports: &[StoredReport]) -> String {
    let total = i64::try_from(alert.evidence_total).unwrap_or(i64::MAX);
    let mut text = format!("\nevidence: {} {}\n", thousands(total), alert.unit);
    for one in reports.iter().take(SHOWN) {
        let report = &one.report;
        let deaths = report
            .deaths
            .total
            .map_or("no toll".to_owned(), |toll| format!("{} dead", toll.best()));
        text.push_str(&format!(
            "  {} {}  {} {}, {} and {}, {deaths}\n",
            report.id,
            report.date.start(),
            report.place.country,
            report.place.admin1.as_deref().unwrap_or("(no unit)"),
            report.side_a.name,
            report.side_b.name,
        ));
    }
    let told: Vec<String> = reports.iter().map(|one| one.report.id.to_string()).collect();
    let others: Vec<&String> =
        alert.evidence.iter().filter(|id| !told.contains(id)).take(SHOWN).collect();
    for id in others {
        text.push_str(&format!("  {id}  see `bellwether incident show {id}`\n"));
    }
    if alert.evidence.len() > SHOWN {
        text.push_str("  and more, see --json\n");
    }
    text
}
