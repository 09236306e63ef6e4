//! Articles of a simulated world with what is true of them.

use bellwether_coder::Span;
use bellwether_coder::input::Document;
use bellwether_simulate::{NewsParameters, Parameters, simulate};
use serde_json::Value;
use std::path::Path;

/// An event that an article tells of.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    /// Whether it is the news of the day.
    pub(crate) asserted: bool,
    /// Whether it happened at all.
    pub(crate) happened: bool,
    /// The truth's marks in the text: field, bytes, value.
    pub(crate) marks: Vec<(String, Span, Value)>,
}

impl Told {
    /// The values of a field, in the order of the text.
    pub(crate) fn values<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a Value> {
        self.marks.iter().filter(move |(own, ..)| own == field).map(|(.., value)| value)
    }
}

/// An article.
#[derive(Debug, Clone)]
pub(crate) struct Article {
    pub(crate) document: Document,
    pub(crate) told: Vec<Told>,
}

/// Makes a world in `folder`, and gives every `step`th of its articles, none of them a copy.
pub(crate) fn articles(folder: &Path, seed: u64, step: usize) -> Vec<Article> {
    let news = NewsParameters { copies: 0, text_files: 0, html_files: 0, ..Default::default() };
    let parameters = Parameters { seed, reports: 1_000, news: Some(news), ..Parameters::default() };
    simulate(&parameters, folder, &|_| {}).expect("a world");
    let lines = |file: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(folder.join("news").join(file)).expect("the news");
        text.lines().map(|line| serde_json::from_str(line).expect("a line")).collect()
    };
    let pairs = lines("articles.ndjson").into_iter().zip(lines("truth.ndjson"));
    pairs.step_by(step).map(|(article, truth)| one(&article, &truth)).collect()
}

fn one(article: &Value, truth: &Value) -> Article {
    let word = |key: &str| article[key].as_str().unwrap_or_default().to_owned();
    let text = word("text");
    let document = Document {
        id: Some(word("id")),
        title: Some(word("title")),
        date: word("published").get(..10).and_then(|day| day.parse().ok()),
        ..Document::plain(text, 0)
    };
    let told = truth["events"].as_array().into_iter().flatten().map(told).collect();
    Article { document, told }
}

fn told(event: &Value) -> Told {
    let byte = |field: &Value, key: &str| {
        usize::try_from(field[key].as_u64().expect("a byte")).expect("small")
    };
    let marks = event["fields"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|field| field["in"] == "text")
        .map(|field| {
            let name = field["field"].as_str().unwrap_or_default().to_owned();
            (name, Span::new(byte(field, "start"), byte(field, "end")), field["value"].clone())
        })
        .collect();
    let status = event["status"].as_str().unwrap_or_default();
    let happened = matches!(status, "asserted" | "historical");
    Told { asserted: status == "asserted", happened, marks }
}
