//! The reduced MUC-4 task: trains, measures, answers.
//!
//! - `muc4 train TRAIN.json KEYS MODELS` trains on `TRAIN.json` alone, tunes the cuts on a quarter of it that
//!   the models for tuning did not see, and writes the models.
//! - `muc4 held-out TRAIN.json KEYS PRED.json` answers each training document by models of the others.
//! - `muc4 score DEV.json [TEXTS KEYS]…` scores the models that ship with the program, and date, place, victims and
//!   attribution in texts of MUC's wire format against their full keys.
//! - `muc4 predict DOCS.json PRED.json` writes what they find.

#![allow(clippy::print_stdout, reason = "a command's answer")]

use bellwether_coder::input::{self, Form, InputLimits};
use bellwether_coder::muc4::{
    Answer, Counts, DetailScore, Document, FullTemplate, ROLES, Template, parse_documents,
    parse_full_keys, predictions_json, ree, score, score_details,
};
use bellwether_coder::names::Names;
use bellwether_coder::template::{Base, Incidents, Trained, template, train};
use bellwether_registry::countries::Countries;
use std::error::Error;
use std::fs;
use std::path::Path;

/// zstd's level for the files.
const LEVEL: i32 = 19;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["train", documents, keys, models] => {
            write_models(&read(documents)?, &full_keys(keys)?, Path::new(models))
        }
        ["held-out", documents, keys, out] => {
            let documents = read(documents)?;
            let answers = held_out(&documents, &full_keys(keys)?)?.held_out;
            let names = documents.into_iter().map(|document| document.id);
            write_answers(&names.zip(answers).collect::<Vec<_>>(), out)
        }
        ["score", documents, texts_and_keys @ ..] if texts_and_keys.len() % 2 == 0 => {
            let (incidents, documents) = (Incidents::embedded()?, read(documents)?);
            let predicted: Vec<Vec<Template>> =
                documents.iter().map(|document| templates(&incidents, document)).collect();
            let last = report(&predicted, &documents);
            if !texts_and_keys.is_empty() {
                println!("\nfrom the full texts and keys:");
                report_details(&incidents, texts_and_keys)?;
            }
            println!("{last}");
            Ok(())
        }
        ["predict", documents, out] => predict(&read(documents)?, out),
        _ => Err(
            "usage: muc4 train TRAIN.json KEYS MODELS | held-out TRAIN.json KEYS PRED.json | score DEV.json [TEXTS KEYS]… | predict DOCS.json PRED.json"
                .into(),
        ),
    }
}

fn read(path: &str) -> Result<Vec<Document>, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    Ok(parse_documents(&text).map_err(|error| format!("{path}: {error}"))?)
}

/// The full keys of a folder.
fn full_keys(folder: &str) -> Result<Vec<FullTemplate>, Box<dyn Error>> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .map_err(|error| format!("{folder}: {error}"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    files.sort();
    let mut all = Vec::new();
    for file in files {
        if file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("key-")) {
            let text = fs::read_to_string(&file)?;
            let keys = parse_full_keys(&text);
            all.extend(keys.map_err(|error| format!("{}: {error}", file.display()))?);
        }
    }
    Ok(all)
}

fn write_models(
    documents: &[Document],
    keys: &[FullTemplate],
    out: &Path,
) -> Result<(), Box<dyn Error>> {
    let trained = held_out(documents, keys)?;
    let files = [
        ("incident-sentences.tsv.zst", &trained.sentences),
        ("incident-kinds.tsv.zst", &trained.kinds),
        ("incident-roles.tsv.zst", &trained.roles),
        ("incident-decisions.txt.zst", &trained.decisions),
    ];
    for (name, text) in files {
        fs::write(out.join(name), zstd::encode_all(text.as_bytes(), LEVEL)?)?;
        println!("{name}: {} bytes before compression", text.len());
    }
    fs::write(out.join("incident-cuts.toml"), toml::to_string(&trained.cuts)?)?;
    Ok(())
}

/// Trains, and scores the answers of models that did not see the document.
fn held_out(documents: &[Document], keys: &[FullTemplate]) -> Result<Trained, Box<dyn Error>> {
    let all: Vec<&Document> = documents.iter().collect();
    let trained = train(&Base::embedded()?, &all, keys)?;
    println!("{:?}", trained.cuts);
    println!(
        "each document by models that did not learn from it; the cuts are fitted to this score:"
    );
    println!("{}", report(&trained.held_out, documents));
    Ok(trained)
}

fn templates(incidents: &Incidents, document: &Document) -> Vec<Template> {
    incidents
        .read(&document.text)
        .iter()
        .map(|incident| template(&document.text, incident))
        .collect()
}

/// Prints a table, and gives the last line.
fn report(predicted: &[Vec<Template>], documents: &[Document]) -> String {
    let pairs =
        || predicted.iter().zip(documents).map(|(p, d)| (p.as_slice(), d.templates.as_slice()));
    let score = score(pairs());
    line("incident_type", &score.incident);
    ROLES.iter().zip(&score.roles).for_each(|(role, counts)| line(role, counts));
    line("micro", &score.micro());
    let entities = ree(pairs());
    line("CEAF-REE", &entities);
    format!(
        "muc4 micro_f1={:.3} type_f1={:.3} ree_f1={:.3}",
        score.micro().f1(),
        score.incident.f1(),
        entities.f1()
    )
}

fn line(name: &str, counts: &Counts) {
    println!(
        "{name:15} P {:.3}  R {:.3}  F1 {:.3}  ({} of {} right, {} of {} found)",
        counts.precision(),
        counts.recall(),
        counts.f1(),
        counts.right,
        counts.predicted,
        counts.found,
        counts.key
    );
}

/// Scores date, place, victims and attribution of the texts of wire files against their full keys.
fn report_details(incidents: &Incidents, texts_and_keys: &[&str]) -> Result<(), Box<dyn Error>> {
    let (names, countries) = (Names::embedded()?, Countries::embedded()?);
    let mut score = DetailScore::default();
    for pair in texts_and_keys.chunks(2) {
        let texts = input::read(&fs::read(pair[0])?, Form::Wire, None, &InputLimits::default())?;
        let keys = parse_full_keys(&fs::read_to_string(pair[1])?)?;
        for document in texts {
            let id = document.id.unwrap_or_default();
            let answers: Vec<Answer> = incidents
                .read(&document.text)
                .into_iter()
                .map(|incident| Answer {
                    details: incidents.details(&names, &document.text, document.date, &incident),
                    incident,
                })
                .collect();
            let keys: Vec<&FullTemplate> = keys.iter().filter(|key| key.document == id).collect();
            score_details(&mut score, &document.text, &answers, &keys, |name| {
                countries.find(name).map(|country| country.iso3.to_string())
            });
        }
    }
    score.slots().iter().for_each(|(name, counts)| line(name, counts));
    Ok(())
}

fn predict(documents: &[Document], out: &str) -> Result<(), Box<dyn Error>> {
    let incidents = Incidents::embedded()?;
    let predicted: Vec<(String, Vec<Template>)> = documents
        .iter()
        .map(|document| (document.id.clone(), templates(&incidents, document)))
        .collect();
    write_answers(&predicted, out)
}

fn write_answers(answers: &[(String, Vec<Template>)], out: &str) -> Result<(), Box<dyn Error>> {
    fs::write(out, serde_json::to_string_pretty(&predictions_json(answers))?)?;
    Ok(())
}
