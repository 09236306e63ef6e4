//! The worlds that tests of the news read, and what holds for every article.
//!
//! A release build reads several worlds; a debug build, which is some ten times slower, reads one where
//! one is enough. Worlds that several tests read are made once.

use std::{collections::BTreeMap, fs, ops::RangeInclusive, path::Path, sync::OnceLock};

use bellwether_model::Date;
use serde_json::Value;

use super::numbers;
use crate::{NewsParameters, Parameters, Summary, simulate};

/// A world's files, in memory.
pub(super) struct Made {
    pub(super) files: BTreeMap<String, String>,
    pub(super) articles: Vec<Value>,
    truth: Vec<Value>,
    pub(super) summary: Summary,
}

impl Made {
    pub(super) fn new(parameters: &Parameters) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let summary = simulate(parameters, dir.path(), &|_| {}).expect("a world");
        let mut files = BTreeMap::new();
        take(dir.path(), "", &mut files);
        let lines = |file: &str| -> Vec<Value> {
            let text = files.get(file).map_or("", String::as_str);
            text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
        };
        let (articles, truth) = (lines("news/articles.ndjson"), lines("news/truth.ndjson"));
        Self { articles, truth, files, summary }
    }

    /// The world of a seed; in a debug build always the first.
    pub(super) fn seed(seed: u64) -> &'static Self {
        static WORLDS: [OnceLock<Made>; 5] = [const { OnceLock::new() }; 5];
        let seed = if cfg!(debug_assertions) { 1 } else { seed };
        WORLDS[seed as usize - 1].get_or_init(|| {
            let news = NewsParameters { text_files: 20, html_files: 20, ..Default::default() };
            Self::told(seed, news)
        })
    }

    pub(super) fn told(seed: u64, news: NewsParameters) -> Self {
        let news = Some(news);
        Self::new(&Parameters { seed, reports: 1_000, news, ..Parameters::default() })
    }

    pub(super) fn read(&self, file: &str) -> &str {
        &self.files[&format!("news/{file}")]
    }

    /// Articles with their truth.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&Value, &Value)> {
        assert_eq!(self.articles.len(), self.truth.len());
        self.articles.iter().zip(&self.truth)
    }
}

/// Reads all files below a folder.
fn take(dir: &Path, below: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        if path.extension().is_some_and(|end| end == "xlsx") {
            continue;
        }
        if path.is_dir() {
            take(&path, &format!("{below}{name}/"), files);
        } else {
            let text = fs::read_to_string(&path).expect("a text");
            files.insert(format!("{below}{name}"), text);
        }
    }
}

/// Seeds from one to the other; in a debug build only the first.
pub(super) fn seeds(first: u64, last: u64) -> RangeInclusive<u64> {
    first..=if cfg!(debug_assertions) { first } else { last }
}

pub(super) fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().expect("text")
}

/// All marked words of an article's truth, with their owner.
fn fields(truth: &Value) -> Vec<(&Value, &Value)> {
    ["events", "statements"]
        .into_iter()
        .flat_map(|list| truth[list].as_array().expect("a list"))
        .flat_map(|owner| {
            owner["fields"].as_array().expect("a list").iter().map(move |field| (owner, field))
        })
        .collect()
}

impl Made {
    /// Checks that all marks point to words that say what they claim, and counts them by field.
    pub(super) fn check_marks(&self, seen: &mut BTreeMap<String, usize>) {
        for (article, truth) in self.pairs() {
            assert_eq!(article["id"], truth["article"]);
            let told: Date = text(article, "published")[..10].parse().expect("a date");
            for (owner, field) in fields(truth) {
                let at = |key: &str| field[key].as_u64().expect("a byte") as usize;
                let within = text(article, text(field, "in"));
                let words = within.get(at("start")..at("end")).expect("whole characters");
                assert_eq!(words, text(field, "words"));
                assert_eq!(words.trim(), words, "{words:?}");
                check(text(field, "field"), words, &field["value"], owner, told);
                *seen.entry(text(field, "field").to_owned()).or_default() += 1;
            }
        }
    }

    /// Checks that no sentence reads broken.
    pub(super) fn check_sentences(&self) {
        for article in &self.articles {
            for part in ["title", "text"] {
                let words = text(article, part);
                for broken in BROKEN {
                    assert!(!words.contains(broken), "{broken:?} in {words}");
                }
                assert_eq!(words.trim(), words);
                assert!(!words.starts_with(|first: char| first.is_ascii_lowercase()), "{words}");
            }
            let body = text(article, "text");
            for paragraph in body.split("\n\n") {
                assert!(paragraph.ends_with(['.', '"']), "{paragraph}");
                assert!(!paragraph.contains('\n'));
                for sentence in paragraph.split(". ") {
                    let first = sentence.trim_start_matches('"').chars().next();
                    let good = first
                        .is_some_and(|first| first.is_ascii_uppercase() || first.is_ascii_digit());
                    assert!(good, "{sentence}");
                }
            }
        }
    }
}

/// Reads the words again, apart from how they were made.
fn check(field: &str, words: &str, value: &Value, owner: &Value, told: Date) {
    let plain = words.replace(',', "");
    let spoken = |number: u64| {
        plain.split([' ', '-']).any(|word| word.to_lowercase() == number.to_string())
            || plain.to_lowercase().contains(&numbers::words(number))
    };
    match field {
        "deaths" | "injured" | "deaths_before" | "deaths_claimed" | "count" => {
            if value["qualifier"] == "exact" && value["best"] != 0 {
                let best = value["best"].as_u64().expect("a number");
                assert!(
                    spoken(best) || best == 1 && plain.to_lowercase().starts_with("a "),
                    "{words} {value}"
                );
            }
            if value["qualifier"] == "at-least" {
                assert_eq!((&value["low"], &value["high"]), (&value["best"], &Value::Null));
            }
        }
        "quantity" => {
            for end in ["low", "high"] {
                assert!(spoken(value[end].as_u64().expect("a number")), "{words} {value}");
            }
            assert!(owner["kind"] == "strength" || value["low"] == value["high"]);
        }
        "date" | "as_of" => {
            let day = |end: &str| text(value, end).parse::<Date>().expect("a date");
            let (from, to) = (day("from"), day("to"));
            assert!(from <= to && from <= told, "{words} {value}");
            let weekday = from.strftime("%A").to_string();
            let month = from.strftime("%B").to_string();
            let said = [from.year().to_string(), weekday, month];
            let relative = ["day", "week", "last year"];
            assert!(
                said.iter()
                    .chain(&[to.year().to_string()])
                    .any(|part| words.contains(part.as_str()))
                    || relative.iter().any(|part| words.to_lowercase().contains(part)),
                "{words} {value}"
            );
            if value["precision"] == "day" {
                assert_eq!(from, to);
            }
        }
        "place" => {
            if let Some(town) = value["town"].as_str() {
                assert!(words.contains(town), "{words} {value}");
            }
        }
        "actor" | "side" | "claimed_by" | "object" => {
            if let Some(id) = value["id"].as_str().filter(|id| !id.starts_with("government")) {
                let banner = id.rsplit('-').next().expect("a word");
                let short = words.to_lowercase();
                let named = short.contains(banner)
                    || words.split('-').next().is_some_and(|first| {
                        first.starts_with("the ") || first.starts_with("The ")
                    });
                assert!(named, "{words} {id}");
            }
        }
        _ => {}
    }
}

/// What no sentence may hold.
const BROKEN: [&str; 30] = [
    "{",
    "}",
    "  ",
    " ,",
    " .",
    "..",
    ",.",
    ".,",
    " a a",
    " a e",
    " a i",
    " a o",
    " an b",
    " an c",
    " an d",
    " an r",
    " an s",
    " an t",
    " the the ",
    " in in ",
    " on on ",
    " in near ",
    "said said",
    " one people",
    " one soldiers",
    " one civilians",
    "were was",
    "of of",
    "said reported",
    "- -",
];
