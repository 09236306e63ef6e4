//! What a person reads of a run.

use bellwether_model::Date;
use bellwether_watch::alert::Alert;

use super::WatchRun;

/// The pages of all runs.
pub(super) fn runs(runs: &[WatchRun], until: Option<Date>) -> String {
    let mut text = String::new();
    for run in runs {
        text.push_str(&one(run, until));
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn one(run: &WatchRun, until: Option<Date>) -> String {
    let days = run.days.map_or_else(
        || "no events yet".to_owned(),
        |(from, to)| format!("series from {from} to {to}"),
    );
    let known = match until {
        Some(day) => format!("events up to {day} as they are known now, nothing is kept"),
        None => format!("known on {}", run.known_on),
    };
    let mut text = format!("{}: {days}; {known}\n", run.watch);
    for one in &run.breaks {
        text.push_str(&format!("  break {}: {}\n", one.day, one.what));
    }
    for alert in &run.new {
        text.push_str(&format!("  ALERT {}\n", alert.id));
        text.push_str(&sentence_lines(alert, "    "));
    }
    for alert in &run.revised {
        text.push_str(&format!("  {} {}: {}\n", alert.state.as_str(), alert.id, alert.headline()));
        if let Some(last) = alert.revisions.last() {
            text.push_str(&format!("    {}\n", last.why));
        }
    }
    for notice in &run.notices {
        text.push_str(&format!("  note {}: {}\n", notice.day, notice.text));
    }
    if run.new.is_empty() {
        text.push_str("  no new alert\n");
    }
    for near in &run.near {
        text.push_str(&format!("  {} by {}: {}\n", near.facet.as_str(), near.rule, near.why));
    }
    text
}

/// The sentences of an alert, one a line.
pub(crate) fn sentence_lines(alert: &Alert, indent: &str) -> String {
    let mut text = String::new();
    for sentence in alert.sentence().split_inclusive(". ") {
        text.push_str(&format!("{indent}{}\n", sentence.trim_end()));
    }
    text
}
