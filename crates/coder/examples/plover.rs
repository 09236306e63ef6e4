//! Event category and who to whom, beside other people's coding.
//!
//! `plover GSR.json PETRARCH.xml` codes the sentences of PLOVER's gold standard records and of PETRARCH-2's unit
//! tests (each read from where it lies; nothing of them is kept), and holds the events against theirs. Of
//! PETRARCH the expected answers are what the program itself gives: its authors call them unit tests that all
//! pass. Its sentences speak of invented countries, for which no list of names helps.

#![allow(clippy::print_stdout, reason = "a command's answer")]

use bellwether_coder::code::{Options, World, code};
use bellwether_coder::coded::{Event, Field, Party};
use bellwether_coder::input::Document;
use bellwether_registry::crosswalks::{Scheme, crosswalk};
use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

/// What somebody else makes of a sentence.
struct Record {
    text: String,
    /// PLOVER event types.
    categories: Vec<String>,
    sources: Vec<Actor>,
    targets: Vec<Actor>,
}

/// An actor as the records have it.
enum Actor {
    /// Words of the sentence.
    Words(String),
    /// A code whose first three letters are the country's, or those that an invented one begins with.
    Code(String),
}

/// Right ones of all that are asked or given.
#[derive(Clone, Copy, Default)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    fn value(self) -> f64 {
        if self.all == 0 { 0.0 } else { self.right as f64 / self.all as f64 }
    }
}

/// What is counted of one file.
#[derive(Default)]
struct Tally {
    /// Records of which some event has a category of theirs.
    category: Share,
    /// Events whose category is one of the record's.
    precision: Share,
    /// Records with the right source on some event, and the same of those with the right category.
    source: Share,
    source_given: Share,
    /// The same of targets.
    target: Share,
    target_given: Share,
    by_category: BTreeMap<String, Share>,
    /// Records of violence, coercion and protest, which are what the coder is made for.
    conflict: Share,
}

/// Categories of material conflict and protest.
const CONFLICT: [&str; 3] = ["ASSAULT", "COERCE", "PROTEST"];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [gold, petrarch] = arguments.as_slice() else {
        return Err("usage: plover PLOVER_GSR_CAMEO.txt PETR.UnitTest.records.xml".into());
    };
    let world = World::embedded()?;
    let gold = tally(&world, &gold_records(&fs::read_to_string(gold)?)?);
    print("PLOVER's gold standard records", &gold);
    let text = String::from_utf8_lossy(&fs::read(petrarch)?).into_owned();
    let (records, left) = petrarch_records(&text);
    let petrarch = tally(&world, &records);
    println!();
    print("PETRARCH-2's unit tests", &petrarch);
    println!("{left} sentences left out: no event is asked, or its code is none of CAMEO's");
    println!(
        "plover records={} category={:.3} conflict={:.3} precision={:.3} source={:.3} target={:.3} \
         petrarch_records={} \
         petrarch_category={:.3} petrarch_source={:.3} petrarch_target={:.3}",
        gold.category.all,
        gold.category.value(),
        gold.conflict.value(),
        gold.precision.value(),
        gold.source.value(),
        gold.target.value(),
        petrarch.category.all,
        petrarch.category.value(),
        petrarch.source.value(),
        petrarch.target.value(),
    );
    Ok(())
}

fn tally(world: &World, records: &[Record]) -> Tally {
    let mut tally = Tally::default();
    for record in records {
        let document = Document::plain(record.text.clone(), 0);
        let events = code(&document, world, &Options::default()).events;
        let fits = |event: &&Event| {
            record.categories.iter().any(|category| category == event.kind.value.root())
        };
        let right = events.iter().any(|event| fits(&event));
        tally.category.add(right);
        if let Some(category) = record.categories.first() {
            tally.by_category.entry(category.clone()).or_default().add(right);
            if CONFLICT.contains(&category.as_str()) {
                tally.conflict.add(right);
            }
        }
        events.iter().for_each(|event| tally.precision.add(fits(&event)));
        let side = |actors: &[Actor], side: fn(&Event) -> Option<&Field<Party>>| {
            let of = |event: &Event| {
                side(event).is_some_and(|party| {
                    actors.iter().any(|actor| is_actor(&record.text, party, actor))
                })
            };
            (events.iter().any(of), events.iter().any(|event| fits(&event) && of(event)))
        };
        if !record.sources.is_empty() {
            let (any, fitting) = side(&record.sources, |event| event.side_a.as_ref());
            tally.source.add(any);
            if right {
                tally.source_given.add(fitting);
            }
        }
        if !record.targets.is_empty() {
            let (any, fitting) = side(&record.targets, |event| event.side_b.as_ref());
            tally.target.add(any);
            if right {
                tally.target_given.add(fitting);
            }
        }
    }
    tally
}

/// Whether a side is the actor: its words lie within the actor's or hold them, or it is of the code's country.
fn is_actor(text: &str, party: &Field<Party>, actor: &Actor) -> bool {
    match actor {
        Actor::Words(words) => {
            let Some(start) = text.find(words.as_str()) else { return false };
            let end = start + words.len();
            party.words.iter().any(|span| span.range().start < end && start < span.range().end)
        }
        Actor::Code(code) => {
            let country = code.get(..3).unwrap_or(code);
            let own = party.value.country.map(|country| country.to_string());
            let begins = |word: &str| word.to_uppercase().starts_with(country);
            own.as_deref() == Some(country)
                || party.words.iter().any(|span| span.of(text).split_whitespace().any(begins))
        }
    }
}

fn print(name: &str, tally: &Tally) {
    let line = |name: &str, share: Share| {
        println!("{name:44} {:.3}  ({} of {})", share.value(), share.right, share.all);
    };
    println!("{name}");
    line("category, of the records", tally.category);
    line("category, of ASSAULT, COERCE and PROTEST", tally.conflict);
    line("category, of the events given", tally.precision);
    line("source, of the records that have one", tally.source);
    line("source, where the category is right", tally.source_given);
    line("target, of the records that have one", tally.target);
    line("target, where the category is right", tally.target_given);
    tally.by_category.iter().for_each(|(category, share)| line(&format!("  {category}"), *share));
}

fn gold_records(text: &str) -> Result<Vec<Record>, Box<dyn Error>> {
    let all: Vec<Value> = serde_json::from_str(text)?;
    let actors = |value: &Value| -> Vec<Actor> {
        let actors = value.as_array().into_iter().flatten();
        let words = actors.filter_map(|actor| actor.get("actorText").and_then(Value::as_str));
        words
            .filter(|words| !words.is_empty())
            .map(|words| Actor::Words(words.to_owned()))
            .collect()
    };
    let records = all.iter().filter_map(|value| {
        Some(Record {
            text: value.get("text")?.as_str()?.to_owned(),
            categories: vec![today(value.get("event")?.as_str()?)?.to_owned()],
            sources: actors(value.get("source").unwrap_or(&Value::Null)),
            targets: actors(value.get("target").unwrap_or(&Value::Null)),
        })
    });
    Ok(records.collect())
}

/// A category of PLOVER 0.5, in which the records are, in the words of today's PLOVER; none for the file's own notes.
fn today(category: &str) -> Option<&str> {
    match category {
        "DOCUMENT" => None,
        "FIGHT" => Some("ASSAULT"),
        "DISAPPROVE" | "INVESTIGATE" => Some("ACCUSE"),
        "DEMAND" => Some("REQUEST"),
        other => Some(other),
    }
}

/// The records whose events CAMEO knows, and how many were left out.
fn petrarch_records(text: &str) -> (Vec<Record>, usize) {
    let mut records = Vec::new();
    let mut left = 0;
    for sentence in text.split("<Sentence ").skip(1) {
        let sentence = sentence.split("</Sentence>").next().unwrap_or_default();
        let body = between(sentence, "<Text>", "</Text>").unwrap_or_default();
        let codings: Vec<&str> = sentence
            .split("<EventCoding")
            .skip(1)
            .filter_map(|rest| rest.split('>').next())
            .collect();
        let value = |coding: &str, name: &str| {
            between(coding, &format!("{name}=\""), "\"").map(str::to_owned)
        };
        let categories: Vec<String> =
            codings.iter().filter_map(|coding| plover(&value(coding, "eventcode")?)).collect();
        if categories.is_empty() || body.trim().is_empty() {
            left += 1;
            continue;
        }
        let actors = |name: &str| {
            let codes = codings.iter().filter_map(|coding| value(coding, name));
            codes.filter(|code| !code.starts_with("---")).map(Actor::Code).collect()
        };
        records.push(Record {
            text: body.split_whitespace().collect::<Vec<_>>().join(" "),
            categories,
            sources: actors("sourcecode"),
            targets: actors("targetcode"),
        });
    }
    (records, left)
}

/// The PLOVER event type of a CAMEO code.
fn plover(cameo: &str) -> Option<String> {
    Scheme::Cameo.code(cameo)?;
    let code = crosswalk(Scheme::Cameo, Scheme::Plover)?.to(cameo)?;
    code.split('/').next().map(str::to_owned)
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let rest = &text[text.find(start)? + start.len()..];
    rest.find(end).map(|at| &rest[..at])
}
