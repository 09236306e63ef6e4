//! A file of weights as a second reader: what it marks, what becomes of that, and files that are none.

mod hostile;
mod model;
mod taken;

use bellwether_coder::assist::weights::{Folder, Marked, Weights, WeightsError};
use model::Tiny;

/// A model that is loaded from the files that a test writes.
fn load(tiny: &Tiny, bytes: &[u8]) -> Result<Weights, WeightsError> {
    let folder = tempfile::tempdir().expect("a folder");
    tiny.export_with(folder.path(), bytes);
    let files = Folder::at(folder.path())?;
    let weights = files.weights()?;
    Weights::load(&files, weights)
}

fn mark(tiny: &Tiny, text: &str) -> Vec<Marked> {
    let weights = load(tiny, &tiny.bytes()).expect("a model");
    weights.mark(text).expect("marked")
}

/// Labels with their words.
fn words<'t>(text: &'t str, marked: &[Marked]) -> Vec<(String, &'t str)> {
    marked.iter().map(|one| (one.label.clone(), &text[one.start..one.end])).collect()
}

const PIECES: [(&str, &str); 7] = [
    ("in", "O"),
    ("kund", "B-LOC"),
    ("##uz", "B-LOC"),
    ("province", "I-LOC"),
    ("the", "O"),
    ("kestrel", "B-ORG"),
    ("front", "I-ORG"),
];

#[test]
fn pieces_lead_back_to_the_bytes_of_the_text() {
    let tiny = Tiny::of(&PIECES);
    let text = "— Ḩéré, in KUNDÛZ  Province the\u{200b} Kestrel\nFront: Kundux.";
    let found = mark(&tiny, text);
    let loc = ("LOC".to_owned(), "KUNDÛZ  Province");
    let org = ("ORG".to_owned(), "Kestrel\nFront");
    assert_eq!(
        words(text, &found),
        [loc, org],
        "a word of pieces that are not all known is unknown"
    );
    assert!(found.iter().all(|one| one.score > 0.9 && one.score < 1.0), "{found:?}");
}

#[test]
fn a_long_text_is_read_in_windows_and_each_word_once() {
    let text = "In Kunduz province the Kestrel Front. ".repeat(200);
    let whole = mark(&Tiny::of(&PIECES), &text);
    assert_eq!(whole.len(), 400);
    for tokens in [8, 9, 13, 64] {
        let windows = mark(&Tiny { tokens, ..Tiny::of(&PIECES) }, &text);
        assert_eq!(windows, whole, "{tokens} tokens at a time");
    }
}

#[test]
fn a_model_that_reads_a_fixed_number_of_tokens_is_given_that_many() {
    let tiny = Tiny { input: ["1", "16"], ..Tiny::of(&PIECES) };
    for text in ["In Kunduz.", &"In Kunduz province. ".repeat(40)] {
        assert_eq!(mark(&tiny, text), mark(&Tiny::of(&PIECES), text));
    }
}

#[test]
fn a_text_without_words_is_read_too() {
    for text in ["", " \n", "\u{200b}"] {
        assert_eq!(mark(&Tiny::of(&PIECES), text), []);
    }
}
