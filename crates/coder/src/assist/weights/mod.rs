//! A file of weights as a second reader: a model of token classification in the form of ONNX that its user has.
//!
//! What comes in: the folder of an export ([`Folder`]), as Hugging Face Optimum makes it: `model.onnx`, `config.json`
//! with the labels, `tokenizer.json` or `vocab.txt` with a vocabulary of WordPiece; and what its labels mean for us
//! ([`Roles`]). What goes out: words of a text with a label and their bytes ([`Marked`]), and candidates made of them
//! ([`proposal`]), which are held against the text like those of an endpoint. A model of this kind tells no events, only who, what,
//! where: its words fill what the rules left empty in an event that they read, unless one of its labels stands for
//! the words that tell of an event.
//!
//! Nothing is asked of a network; other files that a model refers to are not opened. Long texts are read in
//! windows that overlap, and of two readings of a word that which has more of the text about it counts.

mod answer;
mod error;
mod folder;
mod network;
mod pieces;
mod roles;
mod spans;
mod windows;
mod words;

pub use answer::{MARKED_MAX, ProposedPart, answer, proposal, question};
pub use error::WeightsError;
pub use folder::{Config, Folder, MODEL_BYTES_MAX};
pub use roles::{Part, Roles};
pub use spans::Marked;

use network::Network;
use pieces::Pieces;
use std::ops::Range;
use words::words;

/// Marks of the two ends of what a model reads at a time.
const ENDS: usize = 2;
/// Words of a text that are read at most. A stretch of as many letters has not more; one sentence of dashes could.
const WORDS_MAX: usize = super::STRETCH_BYTES;

/// A model that is loaded. How much memory and time it takes is not bounded: it belongs in a process of its own.
pub struct Weights {
    network: Network,
    pieces: Pieces,
    labels: Vec<String>,
    /// Pieces of words that it reads at a time.
    fit: usize,
}

impl Weights {
    /// Loads the model of a folder, whose weights are these bytes ([`Folder::weights`]).
    ///
    /// # Errors
    /// When they are no model of the kind, or a file beside them is too large or has another form than it must have.
    pub fn load(folder: &Folder, weights: Vec<u8>) -> Result<Self, WeightsError> {
        let config = folder.config()?;
        let pieces = Pieces::read(folder, &config)?;
        let network = Network::load(weights, &folder.model, config.labels.len())?;
        let tokens = network.fixed.map_or(config.tokens, |fixed| fixed.min(config.tokens));
        if tokens <= ENDS {
            return Err(WeightsError::Signature {
                file: folder.model.clone(),
                what: format!(
                    "it reads {tokens} tokens at a time, at least {} are needed",
                    ENDS + 1
                ),
            });
        }
        Ok(Self { network, pieces, labels: config.labels, fit: tokens - ENDS })
    }

    /// The words of a text that have a label, in order. Of a text of more than 12,288 words, marks of punctuation among them, only so
    /// many are read.
    ///
    /// # Errors
    /// When the model fails.
    pub fn mark(&self, text: &str) -> Result<Vec<Marked>, WeightsError> {
        let mut words = words(text, self.pieces.plain);
        words.truncate(WORDS_MAX);
        let pieces: Vec<Vec<i32>> = words
            .iter()
            .map(|word| {
                let mut pieces = self.pieces.of_word(&word.plain);
                pieces.truncate(self.fit);
                pieces
            })
            .collect();
        let counts: Vec<usize> = pieces.iter().map(Vec::len).collect();
        // The label of the word that has most of the text about it.
        let mut labelled: Vec<(usize, f32)> = vec![(0, 0.0); words.len()];
        let mut context: Vec<Option<usize>> = vec![None; words.len()];
        for window in windows::windows(&counts, self.fit) {
            let numbers = self.numbers(&pieces, &window)?;
            let mut at = 1;
            for word in window.clone() {
                let about = windows::context(&window, word, words.len());
                if context[word].is_none_or(|known| about > known) {
                    let own = at * self.labels.len()..(at + 1) * self.labels.len();
                    let label = numbers.get(own).and_then(spans::likeliest);
                    labelled[word] = label.unwrap_or_default();
                    context[word] = Some(about);
                }
                at += counts[word];
            }
        }
        Ok(spans::joined(&words, &labelled, &self.labels))
    }

    fn numbers(
        &self,
        pieces: &[Vec<i32>],
        window: &Range<usize>,
    ) -> Result<Vec<f32>, WeightsError> {
        let inner = pieces[window.clone()].iter().flatten().copied();
        let ends = (std::iter::once(self.pieces.begin), std::iter::once(self.pieces.end));
        let tokens: Vec<i32> = ends.0.chain(inner).chain(ends.1).collect();
        self.network.run(&tokens, self.pieces.pad)
    }
}
