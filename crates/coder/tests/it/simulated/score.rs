//! What was coded of an article, beside what is true of it.

use super::article::{Article, Told};
use bellwether_coder::coded::{Amount, Event, Fate};
use bellwether_model::PlacePrecision;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// A side of which only is said that it is a state's.
const STATE: &str = "a state";

/// Right and all.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Share {
    pub(crate) right: u32,
    pub(crate) all: u32,
}

impl Share {
    pub(crate) fn add(&mut self, right: bool) {
        self.right += u32::from(right);
        self.all += 1;
    }

    pub(crate) fn value(self) -> f64 {
        f64::from(self.right) / f64::from(self.all.max(1))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} ({}/{})", self.value(), self.right, self.all)
    }
}

/// Whether a coded event stands on the words of a truth.
type Same<'a> = &'a dyn Fn(&Told, &Event) -> bool;

/// Events and fields of many articles. Of a field: what is given is right, and what is there is given right.
#[derive(Debug, Default)]
pub(crate) struct Score {
    /// News of the day that is found.
    pub(crate) found: Share,
    /// Events that count and tell of something that happened.
    pub(crate) real: Share,
    /// Of these, events that are the first of theirs.
    pub(crate) once: Share,
    pub(crate) precision: BTreeMap<&'static str, Share>,
    pub(crate) recall: BTreeMap<&'static str, Share>,
    /// What went wrong, for whoever mends rules.
    pub(crate) wrong: Vec<String>,
}

impl Score {
    /// Counts the coded events of an article.
    pub(crate) fn add(&mut self, article: &Article, events: &[Event], text: &str, same: Same<'_>) {
        let counted: Vec<&Event> = events.iter().filter(|event| event.counts()).collect();
        let mut first = vec![false; counted.len()];
        for told in article.told.iter().filter(|told| told.happened && is_told(told)) {
            let own = (0..counted.len()).find(|&at| !first[at] && same(told, counted[at]));
            if let Some(at) = own {
                first[at] = true;
            }
            if told.asserted {
                self.found.add(own.is_some());
                match own {
                    Some(at) => self.fields(told, counted[at], text),
                    None => self.wrong.push(format!("missed: {text}")),
                }
            }
        }
        for (event, first) in counted.iter().zip(&first) {
            let happened =
                *first || article.told.iter().any(|told| told.happened && same(told, event));
            self.real.add(happened);
            if happened {
                self.once.add(*first);
            }
            if !first {
                let sentence = event.sentence.of(text);
                let what = if happened { "again" } else { "invented" };
                self.wrong.push(format!("{what} {}: {sentence}", event.kind.value.code()));
            }
        }
    }

    fn fields(&mut self, told: &Told, event: &Event, text: &str) {
        let sentence = event.sentence.of(text);
        let tactic = event.tactic.as_ref().map(|tactic| tactic.value.as_str());
        let tactics: Vec<&str> = told
            .marks
            .iter()
            .filter(|(field, ..)| field == "tactic")
            .map(|(_, span, value)| by_words(span.of(text), value.as_str().unwrap_or_default()))
            .collect();
        // Of some fights the truth marks no words that say how; nothing is then right or wrong.
        let tactic = tactic.filter(|_| !tactics.is_empty());
        self.field("tactic", !tactics.is_empty(), tactic, sentence, |tactic| {
            tactics.iter().any(|truth| alike(truth, tactic))
        });
        let date = event.date.as_ref().map(|date| date.value);
        let dates: Vec<&Value> = told.values("date").collect();
        self.field("date", !dates.is_empty(), date, sentence, |date| {
            let own = [date.start.to_string(), date.end.to_string()];
            dates
                .iter()
                .any(|truth| [&truth["from"], &truth["to"]] == [own[0].as_str(), own[1].as_str()])
        });
        let coarse = event.place.as_ref().map(|place| place.value.precision);
        let place = event.place.as_ref().map(|place| place.value.name.to_lowercase());
        let places: Vec<&Value> = told.values("place").collect();
        self.field("place", !places.is_empty(), place, sentence, |place| {
            let named = |truth: &Value| {
                truth["town"].as_str().or(truth["district"].as_str()).map(str::to_lowercase)
            };
            places.iter().any(|truth| match named(truth) {
                Some(name) => name == *place || name.starts_with(place.as_str()),
                // Only a country is told.
                None if truth["precision"] == "country" => coarse == Some(PlacePrecision::Country),
                None => place.ends_with("province") || truth["admin1"].is_string(),
            })
        });
        let ids =
            |field| told.values(field).filter_map(|value| value["id"].as_str()).collect::<Vec<_>>();
        let (attackers, others) =
            (ids("actor"), [ids("side"), ids("blamed"), ids("claimed_by")].concat());
        // An organisation is told by its id, "the army" or "police" by being a state's.
        let side = event.side_a.as_ref().and_then(|side| {
            let state = side.value.role.is_state().then(|| STATE.to_owned());
            side.value.actor.clone().or(state)
        });
        self.field("side", !attackers.is_empty(), side, sentence, |side| {
            attackers
                .iter()
                .chain(&others)
                .any(|truth| truth == side || side == STATE && truth.starts_with("government-of-"))
        });
        for (field, truth, fate) in
            [("killed", "deaths", Fate::Killed), ("injured", "injured", Fate::Injured)]
        {
            let groups: Vec<Amount> = event
                .victims
                .iter()
                .map(|victims| victims.value)
                .filter(|victims| victims.fate == fate && !victims.part)
                .map(|victims| victims.count)
                .collect();
            let given =
                (!groups.is_empty()).then(|| groups.iter().map(|group| group.best).sum::<f64>());
            let numbers: Vec<f64> =
                told.values(truth).filter_map(|value| value["best"].as_f64()).collect();
            self.field(field, !numbers.is_empty(), given, sentence, |given| {
                numbers.contains(given)
            });
        }
    }

    fn field<T: fmt::Debug>(
        &mut self,
        name: &'static str,
        there: bool,
        given: Option<T>,
        sentence: &str,
        right: impl Fn(&T) -> bool,
    ) {
        let is_right = given.as_ref().is_some_and(right);
        if given.is_some() {
            self.precision.entry(name).or_default().add(is_right);
        }
        if there {
            self.recall.entry(name).or_default().add(is_right);
        }
        if (there || given.is_some()) && !is_right {
            self.wrong.push(format!("{name} {given:?}: {sentence}"));
        }
    }
}

/// Whether the text itself tells of it, not only the headline or a claim about it.
fn is_told(told: &Told) -> bool {
    ["deaths", "tactic"].iter().any(|field| told.values(field).next().is_some())
}

/// What was done, as the words have it: of an ambush that is told as fighting nobody can read that it was one.
fn by_words<'a>(words: &str, truth: &'a str) -> &'a str {
    let words = words.to_lowercase();
    let fight = ["clash", "fight", "fought", "fire with", "exchange", "gun battle"];
    if fight.iter().any(|word| words.contains(word)) { "firefight" } else { truth }
}

/// Whether a tactic of ours is one of the world's.
fn alike(truth: &str, own: &str) -> bool {
    match truth {
        "raid" => matches!(own, "raid" | "shooting"),
        "ambush" => matches!(own, "ambush" | "shooting"),
        "firefight" => matches!(own, "clash" | "shooting"),
        other => other == own,
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "found {}  real {}  once {}", self.found, self.real, self.once)?;
        for (name, recall) in &self.recall {
            let precision = self.precision.get(name).copied().unwrap_or_default();
            writeln!(f, "  {name}: precision {precision} recall {recall}")?;
        }
        Ok(())
    }
}
