//! The way from words to fields, for a person to read.

use crate::coded::{Event, Field, Statement, Step};

fn step<T>(field: &'static str, of: &Field<T>, value: impl Fn(&T) -> String) -> Step {
    Step {
        field,
        value: value(&of.value),
        words: of.words.clone(),
        rule: of.rule.clone(),
        why: super::rules::why(of.rule.as_str()),
        confidence: of.confidence,
    }
}

fn some<T>(
    steps: &mut Vec<Step>,
    field: &'static str,
    of: Option<&Field<T>>,
    value: impl Fn(&T) -> String,
) {
    steps.extend(of.map(|of| step(field, of, value)));
}

impl Event {
    /// The way from the words to each field, in the order in which fields are shown.
    #[must_use]
    pub fn explain(&self) -> Vec<Step> {
        let mut steps = vec![step("kind", &self.kind, |kind| kind.code().to_owned())];
        some(&mut steps, "side_a", self.side_a.as_ref(), crate::coded::Party::label);
        some(&mut steps, "side_b", self.side_b.as_ref(), crate::coded::Party::label);
        some(&mut steps, "target", self.target.as_ref(), |class| class.as_str().to_owned());
        some(&mut steps, "tactic", self.tactic.as_ref(), |tactic| tactic.as_str().to_owned());
        some(&mut steps, "weapon", self.weapon.as_ref(), |code| (*code).to_owned());
        some(&mut steps, "date", self.date.as_ref(), |when| format!("{}/{}", when.start, when.end));
        some(&mut steps, "place", self.place.as_ref(), |place| place.name.clone());
        for victims in &self.victims {
            steps.push(step(victims.value.fate.as_str(), victims, |victims| {
                let group = victims.group.map_or("people", |group| group.as_str());
                format!("{} {group}", amount(&victims.count))
            }));
        }
        steps.extend(self.attribution.iter().map(said));
        steps.extend(
            self.marks.iter().map(|mark| step("mark", mark, |mark| mark.as_str().to_owned())),
        );
        steps
    }
}

impl Statement {
    /// The way from the words to each field, in the order in which fields are shown.
    #[must_use]
    pub fn explain(&self) -> Vec<Step> {
        let mut steps = vec![step("kind", &self.kind, |kind| kind.as_str().to_owned())];
        some(&mut steps, "actor", self.actor.as_ref(), crate::coded::Party::label);
        some(&mut steps, "relation", self.relation.as_ref(), |part| part.as_str().to_owned());
        some(&mut steps, "link", self.link.as_ref(), |link| link.as_str().to_owned());
        some(&mut steps, "other", self.other.as_ref(), crate::coded::Party::label);
        some(&mut steps, "measure", self.measure.as_ref(), |measure| measure.as_str().to_owned());
        some(&mut steps, "quantity", self.quantity.as_ref(), amount);
        some(&mut steps, "victims", self.victims.as_ref(), |class| class.as_str().to_owned());
        some(&mut steps, "as_of", self.as_of.as_ref(), |when| {
            format!("{}/{}", when.start, when.end)
        });
        some(&mut steps, "place", self.place.as_ref(), |place| place.name.clone());
        some(&mut steps, "trend", self.trend.as_ref(), |trend| format!("{trend:?}").to_lowercase());
        steps.extend(
            self.themes.iter().map(|theme| step("theme", theme, |theme| theme.as_str().to_owned())),
        );
        steps.extend(self.attribution.iter().map(said));
        steps.extend(
            self.marks.iter().map(|mark| step("mark", mark, |mark| mark.as_str().to_owned())),
        );
        steps
    }
}

/// "600..800", "183..", "..40".
fn amount(amount: &crate::coded::Amount) -> String {
    let end = |end: Option<f64>| end.map_or_else(String::new, |end| end.to_string());
    if amount.low == amount.high {
        end(amount.low)
    } else {
        format!("{}..{}", end(amount.low), end(amount.high))
    }
}

fn said(field: &Field<crate::coded::Attribution>) -> Step {
    step("attribution", field, |said| {
        let who = |party: &Option<crate::coded::Party>| {
            party.as_ref().map_or_else(String::new, crate::coded::Party::label)
        };
        format!("{} {} {}", said.stance.as_str(), who(&said.by), who(&said.on)).trim().to_owned()
    })
}
