//! What goes with every export: what was asked, where the data come from, under which terms, and what
//! was done to them.
//!
//! A card has no clock in it: the same answer of the same store gives the same card, byte for byte. The
//! days it names are those on which the data were retrieved.

use bellwether_model::{DatasetId, Date};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::licence::{Combined, LicenceRef, combine};
use crate::policy::Permission;

/// One dataset that an answer is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// The dataset.
    pub dataset: DatasetId,
    /// Who publishes it.
    pub source: String,
    /// Its title.
    pub title: String,
    /// How it asks to be cited.
    pub citation: String,
    /// Where it is published.
    pub url: String,
    /// Its terms.
    pub licence: LicenceRef,
    /// The releases that the answer is made of, as their labels or file names, in the store's order.
    pub releases: Vec<String>,
    /// The day on which the newest of them was retrieved.
    pub accessed: Option<Date>,
}

/// The state of the store that answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoreState {
    /// The store's version.
    pub version: u64,
    /// The digest of its content.
    pub digest: String,
}

/// What goes with every export.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Card {
    /// What it is, in a line.
    pub title: String,
    /// What was asked, in words, with its filters.
    pub question: String,
    /// The knowledge day for which the store answered; `None` for the newest.
    pub as_of: Option<Date>,
    /// What the answer is made of, in the order of ids.
    pub datasets: Vec<Cited>,
    /// What answered; `None` for what comes from no store.
    pub store: Option<StoreState>,
    /// What was done to the data, and what they cannot tell: samples that give no totals, small cells
    /// withheld, places coarsened.
    pub notes: Vec<String>,
    /// Recorded permissions without which this would not have left.
    pub permissions: Vec<Permission>,
    /// The strictest licence of all inputs.
    pub licence: Option<Combined>,
    /// The version of Bellwether.
    pub bellwether: String,
}

impl Card {
    /// A card for an answer; the strictest licence is computed from the datasets, which are put in the
    /// order of their ids.
    #[must_use]
    pub fn new(
        title: impl Into<String>,
        question: impl Into<String>,
        mut datasets: Vec<Cited>,
    ) -> Self {
        datasets.sort_by(|a, b| a.dataset.cmp(&b.dataset));
        let licence = combine(datasets.iter().map(|cited| &cited.licence));
        Self {
            title: title.into(),
            question: question.into(),
            as_of: None,
            datasets,
            store: None,
            notes: Vec::new(),
            permissions: Vec::new(),
            licence,
            bellwether: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// With the knowledge day for which the store answered.
    #[must_use]
    pub const fn as_of(mut self, day: Option<Date>) -> Self {
        self.as_of = day;
        self
    }

    /// With the state of the store that answered.
    #[must_use]
    pub fn store(mut self, version: u64, digest: impl Into<String>) -> Self {
        self.store = Some(StoreState { version, digest: digest.into() });
        self
    }

    /// With one note more on what was done to the data or what they cannot tell.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Whether anything in it is simulated.
    #[must_use]
    pub fn is_simulated(&self) -> bool {
        self.licence.as_ref().is_some_and(|licence| licence.simulated)
    }

    /// The card as JSON, keys always in the same order.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::to_value(self).expect("a card is JSON")
    }

    /// SHA-256 of the card's JSON, lower-case hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> String {
        sha256(self.json().to_string().as_bytes())
    }

    /// The card as lines of label and text, for people: the sheet `Citation`, the description of a
    /// STIX report.
    #[must_use]
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        if self.is_simulated() {
            lines.push((
                "SIMULATED",
                "These data are invented; do not present them as real.".into(),
            ));
        }
        lines.push(("Title", self.title.clone()));
        lines.push(("Question", self.question.clone()));
        let as_of = self.as_of.map_or_else(|| "the newest state".into(), |day| day.to_string());
        lines.push(("As of", as_of));
        for cited in &self.datasets {
            lines.push(("Dataset", format!("{} ({}), {}", cited.title, cited.dataset, cited.url)));
            lines.push(("Citation", cited.citation.clone()));
            let licence = &cited.licence;
            let terms = format!("{} ({}), {}", licence.name, licence.id, licence.url);
            lines.push(("Licence", terms));
            if !cited.releases.is_empty() {
                lines.push(("Releases", cited.releases.join(", ")));
            }
            if let Some(day) = cited.accessed {
                lines.push(("Accessed", day.to_string()));
            }
        }
        if let Some(combined) = &self.licence {
            lines.push(("Strictest licence", combined.licence.id.clone()));
            if combined.irreconcilable {
                let what =
                    "The licences of the inputs cannot both be obeyed when this is passed on.";
                lines.push(("Terms", what.into()));
            }
        }
        for permission in &self.permissions {
            lines.push(("Permission", permission.to_string()));
        }
        for note in &self.notes {
            lines.push(("Note", note.clone()));
        }
        if let Some(store) = &self.store {
            lines.push(("Store", format!("version {}, digest {}", store.version, store.digest)));
        }
        lines.push(("Made with", format!("Bellwether {}", self.bellwether)));
        lines
    }
}

/// SHA-256 of bytes, lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    bellwether_model::hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{card, cited};

    #[test]
    fn the_order_in_which_datasets_are_named_does_not_change_the_card() {
        let (a, b) = (cited("ucdp-ged", "CC-BY-4.0"), cited("gdelt", "GDELT"));
        let one = Card::new("t", "q", vec![a.clone(), b.clone()]);
        let other = Card::new("t", "q", vec![b, a]);
        assert_eq!(one.sha256(), other.sha256());
    }

    #[test]
    fn every_part_of_the_card_stands_in_its_lines() {
        let card = card().note("a sample cannot give totals");
        let text: String = card.lines().iter().map(|(_, line)| format!("{line}\n")).collect();
        for part in ["CC-BY-4.0", "25.1", "2025-06-20", "a sample cannot", "digest", "2025-12-31"] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn what_is_simulated_says_so_first() {
        let card = Card::new("t", "q", vec![cited("sim-ged", "SIMULATED")]);
        assert_eq!(card.lines()[0].0, "SIMULATED");
        assert_eq!(card.json()["licence"]["simulated"], true);
    }

    #[test]
    fn a_different_note_is_a_different_card() {
        assert_ne!(card().sha256(), card().note("x").sha256());
        assert_eq!(card().sha256().len(), 64);
    }
}
