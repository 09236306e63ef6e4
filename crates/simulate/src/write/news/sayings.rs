//! Statements about groups in words, and as objects of the truth.

use serde_json::{Value, json};

use super::{
    article::Article,
    composer::{Composer, Of, Slots},
    dates::{self, When},
    grammar, numbers,
    parties::{self, BODIES_NAMED},
    voice::Voice,
};
use crate::{
    observe::news::{
        ledger::Measure,
        plan::{Count, Days, Range, Said, What},
    },
    world::Party,
};

/// Adds a statement to an article, in a sentence of its own.
pub(super) fn say(article: &mut Article, voice: &mut Voice<'_>, said: &Said) {
    let records = records(voice, said);
    let first = article.statements.len();
    article.statements.extend(records);
    let template = voice.pick(templates(&said.what));
    let mut saying = Saying { voice, said, first, in_words: None };
    article.body.sentence(template, &mut saying);
    let (start, end) = article.body.sentences[article.body.sentences.len() - 1];
    debug_assert!(end == article.body.text.len());
    for index in first..article.statements.len() {
        article.body.mark(Of::Statement(index), "sentence", Value::Null, start);
    }
}

const fn templates(what: &What) -> &'static [&'static str] {
    match what {
        What::Strength { before: None, .. } => grammar::STRENGTH,
        What::Strength { .. } => grammar::STRENGTH_BEFORE,
        What::Tally { measure, second, .. } => match (measure, second.is_some()) {
            (Measure::AttacksOnCivilians, false) => grammar::TALLY_ONE_SIDED,
            (Measure::AttacksOnCivilians, true) => grammar::TALLY_ONE_SIDED_TWO,
            (Measure::CiviliansKilled, false) => grammar::TALLY_CIVILIANS,
            (Measure::CiviliansKilled, true) => grammar::TALLY_CIVILIANS_TWO,
            (_, false) => grammar::TALLY_INCIDENTS,
            (_, true) => grammar::TALLY_INCIDENTS_TWO,
        },
        What::Losses { .. } => grammar::LOSSES,
        What::Surrenders { .. } => grammar::SURRENDERS,
        What::Formed { .. } => grammar::FORMED,
        What::Split { .. } => grammar::SPLIT_FROM,
        What::Allied { .. } => grammar::ALLIED,
        What::Rival { .. } => grammar::RIVALS,
    }
}

/// The statements of a sentence as the truth has them: two where it compares two times or places.
fn records(voice: &Voice<'_>, said: &Said) -> Vec<Value> {
    let world = voice.world;
    let id = |group: u16| parties::id(world, Party::Group(group));
    let date = |day| world.calendar.date(day);
    let record = |kind: &str, right: Option<bool>, days: Option<Days>, more: Value| {
        let mut value = json!({
            "kind": kind,
            "actor": id(said.group),
            "attributed_to": BODIES_NAMED[usize::from(said.body) % BODIES_NAMED.len()],
            "as_of": days.map(|(from, to)| json!({"from": date(from), "to": date(to)})),
            "right": right,
        });
        if let (Value::Object(value), Value::Object(more)) = (&mut value, more) {
            value.extend(more);
        }
        value
    };
    let exact = |count: u64, unit: &str| json!({"low": count, "high": count, "unit": unit});
    let country = |country: Option<u8>| {
        country.map(|index| world.land.countries[usize::from(index)].iso3.clone())
    };
    match said.what {
        What::Strength { now, as_of, before, right } => {
            let range = |(low, high): Range| json!({"quantity": {"low": low, "high": high, "unit": "fighters"}});
            let mut all = vec![record("strength", Some(right), Some(as_of), range(now))];
            if let Some((before, days)) = before {
                all.push(record("strength", Some(true), Some(days), range(before)));
            }
            all
        }
        What::Tally { measure, days, first, second } => {
            let unit = match measure {
                Measure::Incidents | Measure::LethalIncidents => "incidents",
                Measure::AttacksOnCivilians => "attacks",
                Measure::CiviliansKilled | Measure::OwnDead => "deaths",
            };
            [Some(first), second]
                .into_iter()
                .flatten()
                .map(|count: Count| {
                    let more = json!({
                        "quantity": exact(count.said, unit),
                        "measure": measure.as_str(),
                        "country": country(count.country),
                        "truth": count.truth,
                    });
                    record("tally", Some(count.said == count.truth), Some(days), more)
                })
                .collect()
        }
        What::Losses { said, truth, days } => {
            let more = json!({
                "quantity": exact(said, "fighters"),
                "measure": Measure::OwnDead.as_str(),
                "truth": truth,
            });
            vec![record("losses", Some(said == truth), Some(days), more)]
        }
        What::Surrenders { said, days } => {
            let more = json!({"quantity": exact(said, "fighters"), "measure": "surrenders"});
            vec![record("losses", None, Some(days), more)]
        }
        What::Formed { days, right } => {
            vec![record("formation", Some(right), Some(days), json!({}))]
        }
        What::Split { from, days } => {
            vec![record("split-from", Some(true), Some(days), json!({"object": id(from)}))]
        }
        What::Allied { with } => {
            vec![record("allied-with", Some(true), None, json!({"object": id(with)}))]
        }
        What::Rival { of } => {
            vec![record("rival-of", Some(true), None, json!({"object": id(of)}))]
        }
    }
}

/// Fills the places of a statement's sentence.
struct Saying<'a, 'w> {
    voice: &'a mut Voice<'w>,
    said: &'a Said,
    /// The number of its first record.
    first: usize,
    /// The interval once it has been worded, so that it is worded once.
    in_words: Option<When>,
}

impl Saying<'_, '_> {
    fn quantity(&mut self, out: &mut Composer, (low, high): Range, record: usize) {
        let say = numbers::digits;
        let words = match self.voice.rng.below(4) {
            0 => format!("{} to {} fighters", say(low), say(high)),
            1 => format!("{}-{} fighters", say(low), say(high)),
            _ => format!("between {} and {} fighters", say(low), say(high)),
        };
        let value = json!({"low": low, "high": high, "unit": "fighters"});
        out.say(Of::Statement(self.first + record), "quantity", value, &words);
    }

    fn number(&mut self, out: &mut Composer, count: u64, record: usize) {
        let words = numbers::styled(count, self.voice.digits(out));
        out.say(
            Of::Statement(self.first + record),
            "quantity",
            json!({"low": count, "high": count}),
            &words,
        );
    }

    fn country(&mut self, out: &mut Composer, country: Option<u8>, record: usize) {
        if let Some(country) = country {
            let country = &self.voice.world.land.countries[usize::from(country)];
            out.push(" in ");
            let value = json!({"country": country.iso3});
            out.say(Of::Statement(self.first + record), "place", value, country.name);
        }
    }

    fn time(&mut self, out: &mut Composer, when: &When, record: usize) {
        let value = when.value(&self.voice.world.calendar);
        out.say(Of::Statement(self.first + record), "as_of", value, &when.words);
    }

    fn as_of(&mut self, out: &mut Composer, days: Days, record: usize) {
        let when = dates::month_or_year(&self.voice.world.calendar, days);
        self.time(out, &when, record);
    }

    fn days(&mut self, out: &mut Composer, days: Days) {
        let calendar = &self.voice.world.calendar;
        let when = self
            .in_words
            .take()
            .unwrap_or_else(|| dates::interval(calendar, days, &mut self.voice.rng));
        self.time(out, &when, 0);
        self.in_words = Some(when);
    }

    fn strength(&mut self, out: &mut Composer, name: &str) -> bool {
        let What::Strength { now, as_of, before, .. } = self.said.what else { return false };
        match (name, before) {
            ("range", _) => self.quantity(out, now, 0),
            ("as_of", _) => self.as_of(out, as_of, 0),
            ("before", Some((range, _))) => self.quantity(out, range, 1),
            ("before_when", Some((_, days))) => self.as_of(out, days, 1),
            ("trend", Some((range, _))) => {
                out.push(if range.0 >= now.0 { "down from" } else { "up from" });
            }
            _ => return false,
        }
        true
    }

    fn tally(&mut self, out: &mut Composer, name: &str) -> bool {
        let What::Tally { measure, days, first, second } = self.said.what else { return false };
        match (name, second) {
            ("n1", _) => self.number(out, first.said, 0),
            ("in1", _) => self.country(out, first.country, 0),
            ("n2", Some(count)) => self.number(out, count.said, 1),
            ("in2", Some(count)) => self.country(out, count.country, 1),
            ("days", _) => self.days(out, days),
            ("adjective", _) => {
                out.push(if measure == Measure::LethalIncidents { "deadly " } else { "" });
            }
            _ => return false,
        }
        true
    }
}

impl Slots for Saying<'_, '_> {
    fn slot(&mut self, out: &mut Composer, name: &str) -> bool {
        let of = Of::Statement(self.first);
        match name {
            "group" => self.voice.group(out, of, "actor", self.said.group),
            "body" => {
                let words = BODIES_NAMED[usize::from(self.said.body) % BODIES_NAMED.len()];
                out.say(of, "attributed_to", Value::from(words), words);
            }
            _ => {
                return match self.said.what {
                    What::Strength { .. } => self.strength(out, name),
                    What::Tally { .. } => self.tally(out, name),
                    What::Losses { said, days, .. } | What::Surrenders { said, days } => {
                        match name {
                            "n1" => self.number(out, said, 0),
                            "days" => self.days(out, days),
                            _ => return false,
                        }
                        true
                    }
                    What::Formed { days, .. } if name == "as_of" => {
                        self.as_of(out, days, 0);
                        true
                    }
                    What::Split { from, days } => {
                        match name {
                            "as_of" => self.as_of(out, days, 0),
                            "other" => self.voice.group(out, of, "object", from),
                            _ => return false,
                        }
                        true
                    }
                    What::Allied { with: other } | What::Rival { of: other } if name == "other" => {
                        self.voice.group(out, of, "object", other);
                        true
                    }
                    _ => false,
                };
            }
        }
        true
    }
}
