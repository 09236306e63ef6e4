//! Trains the tagger on CoNLL-U files, prints its accuracy on documents that it did not learn from, and
//! writes the model: `train_tagger MODEL.tsv.zst FILE.conllu…`.
//!
//! The treebanks lie here without their publishers' split, so every tenth document is held out, counted in
//! the order of the files. The model that is written learns from the others alone, so that the printed
//! figures are of the file that ships.

#![allow(clippy::print_stdout, reason = "a command's answer")]

use bellwether_coder::linear::Head;
use bellwether_coder::tag::{Example, Tagger, train};
use std::error::Error;
use std::fs;

/// Every how many-th document is held out.
const HELD_OUT_EVERY: usize = 10;
/// Rounds over the examples.
const ROUNDS: usize = 6;
/// Averaged weights below this are left out of the file.
const WEIGHT_MIN: f32 = 0.08;
/// zstd's level for the file.
const LEVEL: i32 = 19;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("usage: train_tagger MODEL.tsv.zst FILE.conllu…")?;
    let (mut learned, mut held_out) = (Vec::new(), Vec::new());
    for path in arguments {
        for (index, document) in documents(&fs::read_to_string(&path)?).into_iter().enumerate() {
            let held = index % HELD_OUT_EVERY == HELD_OUT_EVERY - 1;
            if held { &mut held_out } else { &mut learned }.extend(document);
        }
    }
    let head = Head {
        name: "tagger".to_owned(),
        version: 1,
        licence: "CC BY-SA 4.0".to_owned(),
        source: "Universal Dependencies English EWT (Silveira et al. 2014) and GUM, genre news (Zeldes 2017)"
            .to_owned(),
        classes: Vec::new(),
    };
    let text = train(head, &learned, ROUNDS).write(WEIGHT_MIN);
    fs::write(&out, zstd::encode_all(text.as_bytes(), LEVEL)?)?;
    let tagger = Tagger::new(bellwether_coder::linear::Model::parse(&text)?);
    let asis = accuracy(&tagger, &held_out, str::to_owned, true);
    let upper = accuracy(&tagger, &held_out, str::to_uppercase, false);
    let lower = accuracy(&tagger, &held_out, str::to_lowercase, false);
    println!(
        "learned {} sentences, held out {}, model {} bytes",
        learned.len(),
        held_out.len(),
        text.len()
    );
    println!("tagger accuracy={asis:.4} accuracy_upper={upper:.4} accuracy_lower={lower:.4}");
    Ok(())
}

/// Sentences of each document of a CoNLL-U file.
fn documents(text: &str) -> Vec<Vec<Example>> {
    let mut documents: Vec<Vec<Example>> = Vec::new();
    let mut example = Example { words: Vec::new(), tags: Vec::new() };
    for line in text.lines() {
        if line.starts_with("# newdoc") || documents.is_empty() {
            documents.push(Vec::new());
        }
        if line.is_empty() && !example.words.is_empty() {
            let done =
                std::mem::replace(&mut example, Example { words: Vec::new(), tags: Vec::new() });
            documents.last_mut().expect("a document was begun").push(done);
        }
        let fields: Vec<&str> = line.split('\t').collect();
        if let [id, form, _, _, tag, ..] = fields.as_slice()
            && id.bytes().all(|b| b.is_ascii_digit())
        {
            example.words.push((*form).to_owned());
            example.tags.push((*tag).to_owned());
        }
    }
    documents
}

/// Share of the words that are tagged right when written by `write`.
fn accuracy(tagger: &Tagger, examples: &[Example], write: fn(&str) -> String, cased: bool) -> f64 {
    let (mut right, mut all) = (0_usize, 0_usize);
    for example in examples {
        let words: Vec<String> = example.words.iter().map(|word| write(word)).collect();
        let tags = tagger.tag_words(words.iter().map(String::as_str), cased);
        right += tags
            .iter()
            .zip(&example.tags)
            .filter(|(tag, truth)| tagger.name(**tag) == truth.as_str())
            .count();
        all += example.tags.len();
    }
    right as f64 / all.max(1) as f64
}
