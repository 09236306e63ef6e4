//! Labels and what the coder found, as records of fields.

use bellwether_coder::coded::{Attribution, Coded, Fate, Field, Mark, Party, StatementKind, When};
use jiff::civil::Date;
use std::fmt;

/// Whether statements or events are labelled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Statement,
    Event,
}

/// One value of a field, with the rule that read it.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) field: &'static str,
    pub(super) value: String,
    pub(super) rule: Option<String>,
}

/// An event or a statement.
#[derive(Debug, Clone, Default)]
pub(super) struct Record {
    pub(super) values: Vec<Value>,
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for value in &self.values {
            write!(f, "{}={} ", value.field, value.value)?;
        }
        Ok(())
    }
}

impl Record {
    fn push(&mut self, field: &'static str, value: impl Into<String>, rule: Option<&str>) {
        self.values.push(Value { field, value: value.into(), rule: rule.map(str::to_owned) });
    }

    fn of<T>(&mut self, field: &'static str, of: Option<&Field<T>>, value: impl Fn(&T) -> String) {
        if let Some(of) = of {
            self.push(field, value(&of.value), Some(of.rule.as_str()));
        }
    }

    fn has(&self, field: &str) -> bool {
        self.values.iter().any(|value| value.field == field)
    }
}

/// A sentence with its labels.
pub(super) struct Labelled {
    pub(super) sentence: String,
    pub(super) records: Vec<Record>,
    /// Whether tactic and weapon are labelled too.
    pub(super) with_means: bool,
}

impl Record {
    /// Leaves out tactic and weapon.
    pub(super) fn drop_means(&mut self) {
        self.values.retain(|value| !matches!(value.field, "tac" | "wpn"));
    }
}

impl Labelled {
    /// A quarter of the sentences, by an FNV-1a hash of their bytes.
    pub(super) fn is_held_out(&self) -> bool {
        let hash = self.sentence.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        (hash >> 20) % 4 == 0
    }
}

/// Reads labelled sentences.
pub(super) fn read(texts: &[&str], kind: Kind) -> Vec<Labelled> {
    let mut set: Vec<Labelled> = Vec::new();
    for line in texts.iter().flat_map(|text| text.lines()) {
        if line.starts_with('#') || line.is_empty() || line == "-" {
            continue;
        }
        match line.strip_prefix("  ") {
            Some(label) => {
                let last = set.last_mut().expect("a sentence stands before its labels");
                last.with_means |= label.contains(" tac=");
                last.records.push(record(label, kind));
            }
            None => set.push(Labelled {
                sentence: line.to_owned(),
                records: Vec::new(),
                with_means: false,
            }),
        }
    }
    set
}

const FIELDS: &[&str] = &[
    "kind", "a", "b", "r", "link", "o", "m", "q", "v", "t", "d", "p", "trend", "th", "by", "mark",
    "tgt", "k", "i", "ab", "cap", "tac", "wpn",
];

fn record(label: &str, kind: Kind) -> Record {
    let mut words = label.split_whitespace();
    let mut record = Record::default();
    let head = words.next().expect("a kind");
    record.push("kind", head, None);
    for word in words {
        let (key, values) = word.split_once('=').expect("key=value");
        let field = FIELDS.iter().find(|field| **field == key).expect("a known key");
        for value in values.split(',') {
            let value = match key {
                "t" | "d" => interval(value),
                _ => value.replace('_', " "),
            };
            record.push(field, value, None);
        }
    }
    record.values.retain(|value| value.value != "-");
    if kind == Kind::Statement {
        defaults(&mut record);
    }
    normalise(&mut record, kind);
    record
}

/// What a label of a statement leaves out because its kind says it.
fn defaults(record: &mut Record) {
    let kind = record.values[0].value.clone();
    let measure = match kind.as_str() {
        "strength" => "fighters",
        "tally" => "attacks",
        "losses" => "killed",
        _ => "",
    };
    if !measure.is_empty() && !record.has("m") {
        record.push("m", measure, None);
    }
    if kind == "tally" && record.has("a") && !record.has("r") {
        record.push("r", "by", None);
    }
    if matches!(kind.as_str(), "split") && !record.has("link") {
        record.push("link", "split-from", None);
    }
}

fn normalise(record: &mut Record, kind: Kind) {
    if kind == Kind::Statement {
        let class = record.values.iter().any(|v| v.field == "a" && v.value == "armed-group");
        record
            .values
            .retain(|v| !(v.field == "a" && v.value == "armed-group" || class && v.field == "r"));
    }
    record.values.retain(|value| !(value.field == "by" && value.value == "said:"));
}

/// First and last day of `2018`, `2018-10`, `2018-10-05`, or of two of them.
fn interval(text: &str) -> String {
    let (from, to) = text.split_once('/').unwrap_or((text, text));
    let day = |text: &str, last: bool| -> Date {
        let parts: Vec<i16> = text.split('-').map(|part| part.parse().expect("a number")).collect();
        match parts.as_slice() {
            [year] if last => Date::constant(*year, 12, 31),
            [year] => Date::constant(*year, 1, 1),
            [year, month] => {
                let first = Date::constant(*year, i8::try_from(*month).expect("a month"), 1);
                if last { first.last_of_month() } else { first }
            }
            _ => text.parse().expect("a day"),
        }
    };
    format!("{}/{}", day(from, false), day(to, true))
}

fn when(when: &When) -> String {
    format!("{}/{}", when.start, when.end)
}

fn amount(low: Option<f64>, high: Option<f64>) -> String {
    let end = |end: Option<f64>| end.map_or_else(String::new, |end| end.to_string());
    if low == high { end(low) } else { format!("{}..{}", end(low), end(high)) }
}

fn said(attribution: &Attribution) -> String {
    let who = |party: &Option<Party>| party.as_ref().map_or_else(String::new, Party::label);
    match &attribution.on {
        Some(on) => {
            format!("{}:{}>{}", attribution.stance.as_str(), who(&attribution.by), on.label())
        }
        None => format!("{}:{}", attribution.stance.as_str(), who(&attribution.by)),
    }
}

fn tail(record: &mut Record, attribution: &[Field<Attribution>], marks: &[Field<Mark>]) {
    for field in attribution {
        record.of("by", Some(field), said);
    }
    for field in marks {
        record.of("mark", Some(field), |mark| mark.as_str().to_owned());
    }
}

/// What the coder found, as records of statements.
pub(super) fn statements(coded: &Coded) -> Vec<Record> {
    coded
        .statements
        .iter()
        .map(|statement| {
            let mut record = Record::default();
            record.of("kind", Some(&statement.kind), |kind| kind.as_str().to_owned());
            record.of("a", statement.actor.as_ref(), Party::label);
            record.of("r", statement.relation.as_ref(), |r| r.as_str().to_owned());
            let formation = statement.kind.value == StatementKind::Formation;
            record.of("link", statement.link.as_ref(), |l| l.as_str().to_owned());
            record.of(
                "o",
                statement.other.as_ref().filter(|_| !formation || statement.link.is_some()),
                Party::label,
            );
            record.of("m", statement.measure.as_ref(), |m| m.as_str().to_owned());
            record.of("q", statement.quantity.as_ref(), |q| amount(q.low, q.high));
            record.of("v", statement.victims.as_ref(), |v| v.as_str().to_owned());
            record.of("t", statement.as_of.as_ref(), when);
            record.of("p", statement.place.as_ref(), |p| p.name.clone());
            record.of("trend", statement.trend.as_ref(), |t| format!("{t:?}").to_lowercase());
            for theme in &statement.themes {
                record.of("th", Some(theme), |theme| theme.as_str().to_owned());
            }
            tail(&mut record, &statement.attribution, &statement.marks);
            normalise(&mut record, Kind::Statement);
            record
        })
        .collect()
}

/// What the coder found, as records of events.
pub(super) fn events(coded: &Coded) -> Vec<Record> {
    coded
        .events
        .iter()
        .map(|event| {
            let mut record = Record::default();
            record.of("kind", Some(&event.kind), |kind| kind.code().to_owned());
            record.of("a", event.side_a.as_ref(), Party::label);
            record.of("b", event.side_b.as_ref(), Party::label);
            record.of("tgt", event.target.as_ref(), |class| class.as_str().to_owned());
            record.of("tac", event.tactic.as_ref(), |tactic| tactic.as_str().to_owned());
            record.of("wpn", event.weapon.as_ref(), |code| (*code).to_owned());
            record.of("d", event.date.as_ref(), when);
            record.of("p", event.place.as_ref(), |p| p.name.clone());
            for field in &event.victims {
                let name = match field.value.fate {
                    Fate::Killed => "k",
                    Fate::Injured => "i",
                    Fate::Abducted => "ab",
                    Fate::Captured => "cap",
                };
                record.of(name, Some(field), |victims| {
                    let group = victims.group.map_or("people", |group| group.as_str());
                    let part = if victims.part { "*" } else { "" };
                    let attackers = if victims.attackers { "!" } else { "" };
                    format!(
                        "{}:{group}{part}{attackers}",
                        amount(victims.count.low, victims.count.high)
                    )
                });
            }
            tail(&mut record, &event.attribution, &event.marks);
            normalise(&mut record, Kind::Event);
            record
        })
        .collect()
}
