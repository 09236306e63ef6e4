//! `code`: the events and statements of texts, with the words, the rule and the confidence behind each field.

use std::fmt::Write as _;
use std::process::ExitCode;

use bellwether_coder::assist::Assistant as _;
use bellwether_coder::coded::{Event, Statement, Step};
use bellwether_coder::{Gazetted, Options, code, code_with};
use serde_json::{Value, json};

use super::super::found;
use super::{CodeArgs, Text};
use crate::assist::SecondReader;
use crate::failure::Failure;
use crate::output::{Cell, Grid, clean};
use crate::session::Session;

/// Columns of the answer: where it stands, then a column for each field.
const PLACE: [&str; 5] = ["file", "document", "start", "end", "what"];
const FIELDS: [&str; 20] = [
    "kind",
    "side_a",
    "side_b",
    "actor",
    "relation",
    "link",
    "other",
    "target",
    "tactic",
    "weapon",
    "measure",
    "quantity",
    "date",
    "as_of",
    "place",
    "killed",
    "injured",
    "theme",
    "attribution",
    "mark",
];

/// What one sentence gave, as steps and as the whole object.
struct Finding<'a> {
    text: &'a Text,
    what: &'static str,
    sentence: bellwether_coder::Span,
    steps: Vec<Step>,
    object: Value,
}

fn object(finding: &impl serde::Serialize) -> Result<Value, Failure> {
    serde_json::to_value(finding).map_err(|error| Failure::Data(error.to_string()))
}

fn of_event<'a>(text: &'a Text, event: &Event) -> Result<Finding<'a>, Failure> {
    let mut whole = object(event)?;
    if let Value::Object(fields) = &mut whole {
        fields.insert("counts".to_owned(), json!(event.counts()));
    }
    Ok(Finding {
        text,
        what: "event",
        sentence: event.sentence,
        steps: event.explain(),
        object: whole,
    })
}

fn of_statement<'a>(text: &'a Text, statement: &Statement) -> Result<Finding<'a>, Failure> {
    Ok(Finding {
        text,
        what: "statement",
        sentence: statement.sentence,
        steps: statement.explain(),
        object: object(statement)?,
    })
}

/// Reads the texts and writes what they say.
pub(super) fn run(session: &Session, args: &CodeArgs, texts: &[Text]) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let registry = session.world()?;
    let coder = registry.coder()?;
    let places = Gazetted { geoparser: registry.geoparser()?, gazetteer: registry.gazetteer()? };
    let options = Options { written: args.written, places: Some(&places) };
    let reader = SecondReader::of(session, &args.assist)?;
    let mut findings = Vec::new();
    for text in texts {
        let coded = match &reader {
            Some(reader) => {
                let proposal = reader.propose(&text.document, args.written)?;
                let proposed = (reader.name(), &proposal);
                let (coded, tally) = code_with(&text.document, coder, &options, proposed);
                reader.count(&tally);
                coded
            }
            None => code(&text.document, coder, &options),
        };
        for event in &coded.events {
            findings.push(of_event(text, event)?);
        }
        for statement in &coded.statements {
            findings.push(of_statement(text, statement)?);
        }
    }
    if let Some(reader) = &reader {
        session.say(&reader.words());
    }
    let any = !findings.is_empty();
    if output.is_for_people() {
        output.text(&if args.explain { page(&findings) } else { brief(&findings) })?;
    } else {
        let mut grid = Grid::new(&[&PLACE[..], &FIELDS[..]].concat());
        findings.iter().for_each(|finding| grid.push(row(finding)));
        let rows: Vec<Value> =
            findings.iter().map(|finding| document(finding, args.explain)).collect();
        let mut whole = json!({ "findings": rows });
        if let Some(reader) = &reader {
            whole["assist"] = reader.report();
        }
        output.catalogue(&grid, &whole)?;
    }
    Ok(found(any))
}

/// All values of a field, joined.
fn values(finding: &Finding<'_>, field: &str) -> String {
    let own = finding.steps.iter().filter(|step| step.field == field);
    own.map(|step| step.value.as_str()).collect::<Vec<_>>().join("; ")
}

fn row(finding: &Finding<'_>) -> Vec<Cell> {
    let in_file = finding.text.document.map.span(finding.sentence);
    let mut cells = vec![
        finding.text.file.as_str().into(),
        finding.text.name.as_str().into(),
        Cell::Int(in_file.start.into()),
        Cell::Int(in_file.end.into()),
        finding.what.into(),
    ];
    cells.extend(FIELDS.map(|field| match values(finding, field) {
        text if text.is_empty() => Cell::Empty,
        text => Cell::Text(text),
    }));
    cells
}

fn document(finding: &Finding<'_>, explain: bool) -> Value {
    let in_file = finding.text.document.map.span(finding.sentence);
    let mut whole = json!({
        "file": finding.text.file,
        "document": finding.text.name,
        "url": finding.text.document.url,
        "start": in_file.start,
        "end": in_file.end,
        "what": finding.what,
        "coded": finding.object,
    });
    if explain && let Value::Object(fields) = &mut whole {
        let steps = finding.steps.iter().map(|step| {
            json!({
                "field": step.field,
                "value": step.value,
                "words": words(finding, step),
                "rule": step.rule,
                "why": step.why,
                "confidence": step.confidence,
            })
        });
        fields.insert("explain".to_owned(), steps.collect());
    }
    whole
}

fn words(finding: &Finding<'_>, step: &Step) -> Vec<String> {
    let text = &finding.text.document.text;
    step.words
        .iter()
        .map(|span| span.of(text).split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

/// A line for each finding.
fn brief(findings: &[Finding<'_>]) -> String {
    let mut page = String::new();
    for finding in findings {
        let fields: Vec<String> = finding
            .steps
            .iter()
            .map(|step| format!("{} {}", step.field.replace('_', " "), step.value))
            .collect();
        let Finding { text, what, .. } = finding;
        let line = format!("{} {}  {what}: {}", text.file, text.name, fields.join("; "));
        let _ = writeln!(page, "{}", clean(&line));
    }
    page
}

/// Each finding with the way to each of its fields.
fn page(findings: &[Finding<'_>]) -> String {
    let mut page = String::new();
    for finding in findings {
        let in_file = finding.text.document.map.span(finding.sentence);
        let line = format!(
            "{} {}, bytes {} to {}: {}",
            finding.text.file, finding.text.name, in_file.start, in_file.end, finding.what
        );
        let _ = writeln!(page, "{}", clean(&line));
        for step in &finding.steps {
            let line = format!(
                "  {} = {}  from \"{}\"; {} ({}, confidence {:.2})",
                step.field.replace('_', " "),
                step.value,
                words(finding, step).join(" … "),
                step.why,
                step.rule.as_str(),
                step.confidence
            );
            let _ = writeln!(page, "{}", clean(&line));
        }
    }
    page
}
