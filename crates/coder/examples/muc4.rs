//! The reduced MUC-4 task: trains, measures, answers.
//!
//! - `muc4 train TRAIN.json MODELS` trains on `TRAIN.json` alone, tunes the cuts on a quarter of it that
//!   the models for tuning did not see, and writes the models.
//! - `muc4 held-out TRAIN.json PRED.json` answers each training document by models of the others.
//! - `muc4 score DEV.json` scores the models that ship with the program.
//! - `muc4 predict DOCS.json PRED.json` writes what they find.

#![allow(clippy::print_stdout, reason = "a command's answer")]

use bellwether_coder::muc4::{
    Counts, Document, ROLES, Template, parse_documents, predictions_json, ree, score,
};
use bellwether_coder::template::{Base, Incidents, Trained, template, train};
use std::error::Error;
use std::fs;
use std::path::Path;

/// zstd's level for the files.
const LEVEL: i32 = 19;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["train", documents, models] => write_models(&read(documents)?, Path::new(models)),
        ["held-out", documents, out] => {
            let documents = read(documents)?;
            let answers = held_out(&documents)?.held_out;
            let names = documents.into_iter().map(|document| document.id);
            write_answers(&names.zip(answers).collect::<Vec<_>>(), out)
        }
        ["score", documents] => {
            let (incidents, documents) = (Incidents::embedded()?, read(documents)?);
            let predicted: Vec<Vec<Template>> =
                documents.iter().map(|document| templates(&incidents, document)).collect();
            report(&predicted, &documents);
            Ok(())
        }
        ["predict", documents, out] => predict(&read(documents)?, out),
        _ => Err(
            "usage: muc4 train TRAIN.json MODELS | held-out TRAIN.json PRED.json | score DEV.json | predict DOCS.json PRED.json"
                .into(),
        ),
    }
}

fn read(path: &str) -> Result<Vec<Document>, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    Ok(parse_documents(&text).map_err(|error| format!("{path}: {error}"))?)
}

fn write_models(documents: &[Document], out: &Path) -> Result<(), Box<dyn Error>> {
    let trained = held_out(documents)?;
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
fn held_out(documents: &[Document]) -> Result<Trained, Box<dyn Error>> {
    let all: Vec<&Document> = documents.iter().collect();
    let trained = train(&Base::embedded()?, &all)?;
    println!("{:?}", trained.cuts);
    println!("each document by models that did not learn from it; the cuts are fitted to this score:");
    report(&trained.held_out, documents);
    Ok(trained)
}

fn templates(incidents: &Incidents, document: &Document) -> Vec<Template> {
    incidents
        .read(&document.text)
        .iter()
        .map(|incident| template(&document.text, incident))
        .collect()
}

fn report(predicted: &[Vec<Template>], documents: &[Document]) {
    let pairs =
        || predicted.iter().zip(documents).map(|(p, d)| (p.as_slice(), d.templates.as_slice()));
    let score = score(pairs());
    let line = |name: &str, counts: &Counts| {
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
    };
    line("incident_type", &score.incident);
    ROLES.iter().zip(&score.roles).for_each(|(role, counts)| line(role, counts));
    line("micro", &score.micro());
    let entities = ree(pairs());
    line("CEAF-REE", &entities);
    println!(
        "muc4 micro_f1={:.3} type_f1={:.3} ree_f1={:.3}",
        score.micro().f1(),
        score.incident.f1(),
        entities.f1()
    );
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
