//! Words to the pieces that a model knows, by the longest that fits (WordPiece).
//!
//! Schuster and Nakajima (2012, "Japanese and Korean voice search", ICASSP); Wu et al. (2016, arXiv:1609.08144).

use super::folder::Config;
use super::words::Plain;
use super::{Folder, WeightsError};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::path::Path;

const REMEDY: &str = "models with the vocabulary of BERT (WordPiece) are read: BERT, DistilBERT, ELECTRA, ConfliBERT";

/// The pieces of a model, and what stands for what is none.
#[derive(Debug)]
pub(super) struct Pieces {
    /// Pieces that begin a word.
    first: FxHashMap<String, i32>,
    /// Pieces that go on with one, without their mark.
    next: FxHashMap<String, i32>,
    pub(super) unknown: i32,
    pub(super) begin: i32,
    pub(super) end: i32,
    pub(super) pad: i32,
    letters_max: usize,
    pub(super) plain: Plain,
}

impl Pieces {
    /// Reads the vocabulary of a model.
    ///
    /// # Errors
    /// When it is none of WordPiece, or lacks the marks of BERT.
    pub(super) fn read(folder: &Folder, config: &Config) -> Result<Self, WeightsError> {
        let text = folder.vocabulary()?;
        let file = &folder.vocabulary;
        if file.extension().is_some_and(|end| end == "json") {
            Self::from_json(&text, file)
        } else {
            Self::from_lines(&text, config, file)
        }
    }

    /// From `tokenizer.json` of Hugging Face Tokenizers.
    fn from_json(text: &str, file: &Path) -> Result<Self, WeightsError> {
        let wrong =
            |what: String| WeightsError::Form { file: file.to_owned(), what, remedy: REMEDY };
        let kind: Kind = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        // Older files do not name the kind.
        let named = kind.model.kind.as_deref().unwrap_or("WordPiece");
        if named != "WordPiece" {
            return Err(wrong(format!("the vocabulary is of the kind {named:?}")));
        }
        let said: TokenizerFile =
            serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        let normal = said.normalizer.unwrap_or_default();
        if normal.kind.as_deref().is_some_and(|kind| kind != "BertNormalizer") {
            return Err(wrong(format!("the normaliser is {:?}", normal.kind.unwrap_or_default())));
        }
        if let Some(other) = said.pre_tokenizer.filter(|one| one.kind != "BertPreTokenizer") {
            return Err(wrong(format!("the pre-tokeniser is {:?}", other.kind)));
        }
        let plain = Plain {
            lowercase: normal.lowercase,
            strip_accents: normal.strip_accents.unwrap_or(normal.lowercase),
            chinese: normal.handle_chinese_chars,
            clean: normal.clean_text,
        };
        let model = said.model;
        let (mark, unknown) = (model.continuing_subword_prefix, model.unk_token);
        Self::of(model.vocab, &mark, &unknown, model.max_input_chars_per_word, plain).map_err(wrong)
    }

    /// From `vocab.txt`, a piece a line, numbered from 0.
    fn from_lines(text: &str, config: &Config, file: &Path) -> Result<Self, WeightsError> {
        let lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
        let pieces = (0..)
            .zip(lines)
            .map(|(number, piece)| (piece.trim_end_matches('\r').to_owned(), number));
        let lowercase = config.lowercase.unwrap_or(true);
        let strip_accents = config.strip_accents.unwrap_or(lowercase);
        let plain = Plain { lowercase, strip_accents, chinese: true, clean: true };
        Self::of(pieces.collect(), "##", "[UNK]", LETTERS_MAX, plain)
            .map_err(|what| WeightsError::Form { file: file.to_owned(), what, remedy: REMEDY })
    }

    fn of(
        all: FxHashMap<String, i32>,
        mark: &str,
        unknown: &str,
        letters_max: usize,
        plain: Plain,
    ) -> Result<Self, String> {
        let special = |name: &str| {
            all.get(name).copied().ok_or_else(|| format!("the vocabulary has no {name}"))
        };
        let (unknown, begin, end) = (special(unknown)?, special("[CLS]")?, special("[SEP]")?);
        let pad = special("[PAD]").unwrap_or(0);
        if let Some((piece, number)) = all.iter().find(|(_, number)| **number < 0) {
            return Err(format!("the piece {piece:?} has the number {number}"));
        }
        let mut pieces = Self {
            first: FxHashMap::default(),
            next: FxHashMap::default(),
            unknown,
            begin,
            end,
            pad,
            letters_max,
            plain,
        };
        for (piece, number) in all {
            match piece.strip_prefix(mark).filter(|_| !mark.is_empty()) {
                Some(rest) if !rest.is_empty() => pieces.next.insert(rest.to_owned(), number),
                _ => pieces.first.insert(piece, number),
            };
        }
        Ok(pieces)
    }

    /// The numbers of a word's pieces, at least one. A word that cannot be put together is one unknown piece.
    pub(super) fn of_word(&self, word: &str) -> Vec<i32> {
        if word.chars().count() > self.letters_max {
            return vec![self.unknown];
        }
        let mut found = Vec::new();
        let mut rest = word;
        while !rest.is_empty() {
            let known = if found.is_empty() { &self.first } else { &self.next };
            let ends = rest.char_indices().map(|(at, letter)| at + letter.len_utf8()).rev();
            let longest = ends.filter_map(|end| Some((end, *known.get(&rest[..end])?))).next();
            let Some((end, number)) = longest else { return vec![self.unknown] };
            found.push(number);
            rest = &rest[end..];
        }
        if found.is_empty() { vec![self.unknown] } else { found }
    }
}

/// Letters that a word may have to be looked up.
const LETTERS_MAX: usize = 100;

#[derive(Deserialize)]
struct Kind {
    model: KindOfModel,
}

#[derive(Deserialize)]
struct KindOfModel {
    #[serde(rename = "type")]
    kind: Option<String>,
}

#[derive(Deserialize)]
struct TokenizerFile {
    normalizer: Option<Normalizer>,
    pre_tokenizer: Option<PreTokenizer>,
    model: WordPieceModel,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Normalizer {
    #[serde(rename = "type")]
    kind: Option<String>,
    clean_text: bool,
    handle_chinese_chars: bool,
    strip_accents: Option<bool>,
    lowercase: bool,
}

#[derive(Deserialize)]
struct PreTokenizer {
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct WordPieceModel {
    vocab: FxHashMap<String, i32>,
    #[serde(default = "unknown")]
    unk_token: String,
    #[serde(default = "mark")]
    continuing_subword_prefix: String,
    #[serde(default = "letters_max")]
    max_input_chars_per_word: usize,
}

fn unknown() -> String {
    "[UNK]".to_owned()
}

fn mark() -> String {
    "##".to_owned()
}

const fn letters_max() -> usize {
    LETTERS_MAX
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn lines(text: &str) -> Result<Pieces, WeightsError> {
        let config =
            Config { labels: Vec::new(), tokens: 512, lowercase: None, strip_accents: None };
        Pieces::from_lines(text, &config, Path::new("vocab.txt"))
    }

    #[test]
    fn the_longest_piece_that_fits_is_taken() {
        let pieces =
            lines("[PAD]\n[UNK]\n[CLS]\n[SEP]\nun\n##aff\n##able\nu\n##n\n##a\n").expect("whole");
        assert_eq!(pieces.of_word("unaffable"), [4, 5, 6]);
        assert_eq!(pieces.of_word("una"), [4, 9]);
        assert_eq!(pieces.of_word("unx"), [1], "a word is known whole or not");
        assert_eq!(pieces.of_word(&"un".repeat(60)), [1]);
        assert!(pieces.plain.lowercase && pieces.plain.strip_accents);
    }

    #[test]
    fn a_vocabulary_of_another_kind_is_named() {
        let of = |value: serde_json::Value| {
            Pieces::from_json(&value.to_string(), Path::new("tokenizer.json"))
        };
        let vocab = json!({ "[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "a": 4, "##b": 5 });
        let model = json!({ "type": "WordPiece", "vocab": vocab });
        let pieces = of(json!({ "normalizer": null, "model": model })).expect("whole");
        assert_eq!((pieces.of_word("ab"), pieces.of_word("Ab")), (vec![4, 5], vec![1]));
        for (value, word) in [
            (json!({ "model": { "type": "BPE", "vocab": {}, "merges": [] } }), "BPE"),
            (json!({ "model": { "type": "Unigram", "vocab": [["a", 0.0]] } }), "Unigram"),
            (json!({ "normalizer": { "type": "NFKC" }, "model": model }), "NFKC"),
            (json!({ "pre_tokenizer": { "type": "ByteLevel" }, "model": model }), "ByteLevel"),
            (json!({ "model": { "type": "WordPiece", "vocab": { "a": 0, "[UNK]": 1 } } }), "[CLS]"),
            (
                json!({ "model": { "type": "WordPiece", "vocab": { "[UNK]": -1, "[CLS]": 2, "[SEP]": 3 } } }),
                "-1",
            ),
            (json!({}), "model"),
        ] {
            let error = of(value).map(|_| ()).expect_err(word).to_string();
            assert!(error.contains(word) && error.contains("tokenizer.json: "), "{error}");
            assert!(error.contains("DistilBERT"), "{error}");
        }
    }
}
