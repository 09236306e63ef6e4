//! `incident review`: the pairs of which a judgement settles most.

use std::process::ExitCode;

use bellwether_export::policy::Origin;
use bellwether_model::DatasetId;
use bellwether_reconcile::{Comparison, ReviewItem, explain, review};
use bellwether_store::StoredReport;
use serde_json::json;

use super::snapshot;
use crate::commands::found;
use crate::failure::Failure;
use crate::output::{Cell, Grid};
use crate::session::Session;

/// Runs the command.
pub(super) fn run(session: &Session, limit: usize) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let (snapshot, gate) = snapshot(session, &store, output.leaves(), true)?;
    let items = review(&snapshot, limit)?;
    let ids: Vec<&str> = items
        .iter()
        .flat_map(|item| [item.link.report_a.as_str(), item.link.report_b.as_str()])
        .collect();
    let reports = snapshot.reports_of(&ids)?;
    let compared: Vec<(&ReviewItem, Comparison)> =
        items.iter().filter_map(|item| Some((item, comparison(item, &reports)?))).collect();
    let any = !compared.is_empty();
    if !output.leaves() {
        output.text(&page(&compared))?;
        return Ok(found(any));
    }
    let mut datasets: Vec<DatasetId> =
        reports.iter().map(|stored| stored.report.id.dataset.clone()).collect();
    datasets.sort_unstable();
    datasets.dedup();
    let cleared = gate.guard(|guard| guard.rows(grid(&compared), Origin::AnyOf(datasets)))?;
    if output.is_for_people() {
        output.text(&page(&compared))?;
        return Ok(found(any));
    }
    let document = json!({ "pairs": cleared.get().objects(), "store": snapshot.state() });
    output.rows(&cleared, &document)?;
    Ok(found(any))
}

fn comparison(item: &ReviewItem, reports: &[StoredReport]) -> Option<Comparison> {
    let of = |id: &str| reports.iter().find(|stored| stored.report.id.to_string() == id);
    Some(explain(&item.link, of(&item.link.report_a)?, of(&item.link.report_b)?))
}

/// The command that calls a pair the same; `different` and `unsure` can stand in the place of `same`.
fn command(item: &ReviewItem) -> String {
    format!(
        "bellwether incident judge {} {} same --why \"…\"",
        item.link.report_a, item.link.report_b
    )
}

fn page(compared: &[(&ReviewItem, Comparison)]) -> String {
    if compared.is_empty() {
        return "nothing is uncertain that nobody has judged\n".to_owned();
    }
    let mut text = String::new();
    for (place, (item, comparison)) in compared.iter().enumerate() {
        text.push_str(&format!(
            "{}. {} and {}: probability {:.2}, {} ({:+.1} bits); a judgement settles {:.2} bits\n   {}\n",
            place + 1,
            item.link.report_a,
            item.link.report_b,
            item.link.probability,
            if item.link.chosen { "joined" } else { "not joined" },
            comparison.bits,
            item.information,
            crate::output::clean(&comparison.words),
        ));
        text.push_str(&format!("   {}   (or different, or unsure)\n", command(item)));
    }
    text
}

fn grid(compared: &[(&ReviewItem, Comparison)]) -> Grid {
    let mut grid = Grid::new(&[
        "report_a",
        "report_b",
        "probability",
        "joined",
        "information",
        "bits",
        "words",
        "judge",
    ]);
    for (item, comparison) in compared {
        grid.push(vec![
            item.link.report_a.as_str().into(),
            item.link.report_b.as_str().into(),
            Cell::Real(item.link.probability),
            Cell::Flag(item.link.chosen),
            Cell::Real((item.information * 1e4).round() / 1e4),
            Cell::Real((comparison.bits * 100.0).round() / 100.0),
            comparison.words.as_str().into(),
            command(item).as_str().into(),
        ]);
    }
    grid
}
