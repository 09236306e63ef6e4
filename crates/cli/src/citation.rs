//! The citation block that stands under every answer.

use std::collections::BTreeMap;

use bellwether_store::Snapshot;
use serde::Serialize;

use bellwether_sources::Holds;

use crate::descriptions::described;
use crate::session::Session;

/// Where the numbers of an answer come from.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub(crate) struct Citation {
    /// The dataset.
    pub(crate) dataset: String,
    /// How it wants to be cited.
    pub(crate) citation: String,
    /// The licence id.
    pub(crate) licence: String,
    /// Where the licence stands.
    pub(crate) licence_url: String,
    /// The releases in the answer: label, else file.
    pub(crate) releases: Vec<String>,
    /// The day on which the newest of them was retrieved.
    pub(crate) accessed: String,
}

/// The citations of the datasets that the snapshot sees; only those in `datasets` unless it is empty.
pub(crate) fn citations(snapshot: &Snapshot<'_>, datasets: &[String]) -> Vec<Citation> {
    let mut by_dataset: BTreeMap<String, (Vec<String>, jiff::Timestamp)> = BTreeMap::new();
    for commit in snapshot.commits() {
        let release = &commit.release;
        let id = release.dataset.to_string();
        if !datasets.is_empty() && !datasets.contains(&id) {
            continue;
        }
        let name = release.label.as_ref().map_or_else(|| release.file.clone(), |l| l.to_string());
        let (names, retrieved) =
            by_dataset.entry(id).or_insert_with(|| (Vec::new(), release.retrieved_at));
        if !names.contains(&name) {
            names.push(name);
        }
        *retrieved = (*retrieved).max(release.retrieved_at);
    }
    by_dataset
        .into_iter()
        .filter_map(|(id, (releases, retrieved))| {
            let dataset = described(snapshot.commits(), &id)?;
            // What holds no events stands behind no answer about events.
            if datasets.is_empty() && dataset.inclusion.holds != Holds::Events {
                return None;
            }
            Some(Citation {
                citation: dataset.citation.clone(),
                licence: dataset.licence.id.clone(),
                licence_url: dataset.licence.url.clone(),
                releases,
                accessed: retrieved.strftime("%Y-%m-%d").to_string(),
                dataset: id,
            })
        })
        .collect()
}

/// Says the citations to the person at the terminal, a line each.
pub(crate) fn say_sources(session: &Session, citations: &[Citation]) {
    lines(citations).iter().for_each(|line| session.say(&format!("source: {line}")));
}

/// The citations as lines of text.
pub(crate) fn lines(citations: &[Citation]) -> Vec<String> {
    citations
        .iter()
        .map(|c| {
            let mut releases = c.releases.clone();
            let more = releases.len().saturating_sub(6);
            releases.truncate(6);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!(
                "{} [{}{more}; accessed {}; {}]",
                c.citation,
                releases.join(", "),
                c.accessed,
                c.licence
            )
        })
        .collect()
}
