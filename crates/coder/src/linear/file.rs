//! A model as text.
//!
//! ```text
//! # name: tagger
//! # version: 1
//! # licence: CC BY-SA 4.0
//! # source: …
//! # classes: NN NNS …
//! w=attack<TAB>NN:1.25 VB:0.5
//! ```
//! A feature's name has its parts joined by a single bar; parts have neither tabs nor bars.

use super::{Feature, Model};
use rustc_hash::FxHashMap;
use std::fmt::Write as _;
use thiserror::Error;

/// What a model is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// What it is called.
    pub name: String,
    /// Goes up when features or classes change.
    pub version: u32,
    /// Licence of the data that it was trained on, which holds for the model too.
    pub licence: String,
    /// What it was trained on.
    pub source: String,
    /// Its classes, in the order of the scores.
    pub classes: Vec<String>,
}

/// Why a text is not a model.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ModelError {
    /// A line of the head is missing or cannot be read.
    #[error("the model has no readable line `# {0}:`; train it again")]
    Head(&'static str),
    /// A line of weights cannot be read.
    #[error(
        "line {line} of model {model} is not a feature with weights of its classes; train it again"
    )]
    Line {
        /// The model's name.
        model: String,
        /// The line, from 1.
        line: usize,
    },
    /// The compressed bytes cannot be read.
    #[error("the model's compressed bytes are damaged; train it again")]
    Compressed,
}

impl Model {
    /// Reads a model.
    ///
    /// # Errors
    /// The head lacks a line, or a line has a weight that is no number or of no class.
    pub fn parse(text: &str) -> Result<Self, ModelError> {
        let value = |key: &'static str| {
            text.lines()
                .take_while(|line| line.starts_with('#'))
                .find_map(|line| line.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(':'))
                .map(|value| value.trim().to_owned())
                .ok_or(ModelError::Head(key))
        };
        let head = Head {
            name: value("name")?,
            version: value("version")?.parse().map_err(|_| ModelError::Head("version"))?,
            licence: value("licence")?,
            source: value("source")?,
            classes: value("classes")?.split_whitespace().map(str::to_owned).collect(),
        };
        let class_of: FxHashMap<&str, u16> = head
            .classes
            .iter()
            .enumerate()
            .filter_map(|(index, class)| Some((class.as_str(), u16::try_from(index).ok()?)))
            .collect();
        let (mut rows, mut weights) = (FxHashMap::default(), Vec::new());
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let bad = || ModelError::Line { model: head.name.clone(), line: index + 1 };
            let (name, entries) = line.split_once('\t').ok_or_else(bad)?;
            let start = weights.len();
            for entry in entries.split(' ') {
                let (class, weight) = entry.rsplit_once(':').ok_or_else(bad)?;
                let class = *class_of.get(class).ok_or_else(bad)?;
                weights.push((class, weight.parse().map_err(|_| bad())?));
            }
            let row = (
                u32::try_from(start).map_err(|_| bad())?,
                u16::try_from(weights.len() - start).map_err(|_| bad())?,
            );
            rows.insert(Feature::named(name).0, row);
        }
        Ok(Self { head, rows, weights })
    }

    /// Reads a model that was compressed with zstd.
    ///
    /// # Errors
    /// As [`Self::parse`], and when the bytes are no such stream.
    pub fn parse_compressed(bytes: &[u8]) -> Result<Self, ModelError> {
        let text = zstd::decode_all(bytes).map_err(|_| ModelError::Compressed)?;
        Self::parse(&String::from_utf8(text).map_err(|_| ModelError::Compressed)?)
    }
}

/// Writes a model: features in order of their names, weights with three decimals, zeros left out.
pub(super) fn write(head: &Head, rows: &mut [(String, Vec<(u16, f32)>)]) -> String {
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    let mut text = format!(
        "# name: {}\n# version: {}\n# licence: {}\n# source: {}\n# classes: {}\n",
        head.name,
        head.version,
        head.licence,
        head.source,
        head.classes.join(" ")
    );
    for (name, weights) in rows {
        let entries: Vec<String> = weights
            .iter()
            .map(|&(class, weight)| (class, (weight * 1000.0).round() / 1000.0))
            .filter(|&(_, weight)| weight != 0.0)
            .map(|(class, weight)| format!("{}:{weight}", head.classes[usize::from(class)]))
            .collect();
        if !entries.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{name}\t{}", entries.join(" "));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> Head {
        Head {
            name: "toy".to_owned(),
            version: 1,
            licence: "CC0".to_owned(),
            source: "own".to_owned(),
            classes: vec!["A".to_owned(), "B".to_owned()],
        }
    }

    #[test]
    fn a_model_reads_as_it_was_written() {
        let mut rows =
            vec![("w|x".to_owned(), vec![(0, 1.5), (1, -0.25)]), ("b".to_owned(), vec![(1, 0.0)])];
        let text = write(&head(), &mut rows);
        let model = Model::parse(&text).expect("own text");
        assert_eq!(model.head(), &head());
        assert_eq!(model.len(), 1);
        assert_eq!(model.scores(&[Feature::new(&["w", "x"])]), [1.5, -0.25]);
    }

    #[test]
    fn damage_is_named_by_its_line() {
        let text = write(&head(), &mut [("w".to_owned(), vec![(0, 1.0)])]).replace("A:1", "C:1");
        let error = Model::parse(&text).expect_err("no class C");
        assert_eq!(error, ModelError::Line { model: "toy".to_owned(), line: 6 });
        assert_eq!(
            Model::parse("# name: x\n").expect_err("no version"),
            ModelError::Head("version")
        );
    }
}
