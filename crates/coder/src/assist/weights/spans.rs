//! Numbers of a model to labelled words: the likeliest label of each word, and words of one label joined.

use super::words::Word;
use serde::{Deserialize, Serialize};

/// Words of a text that a model gives a label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Marked {
    /// The label without what says whether it begins or goes on.
    pub label: String,
    /// First byte.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
    /// The chance that the model gives the least likely of its words, 0..=1.
    pub score: f32,
}

/// How a label stands to that of the word before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It begins something.
    Begin,
    /// It goes on, where the word before has the same label.
    Inside,
}

/// A label's place and name, `None` for the label of words that have none. Schemes: IOB and IOB2, BIOES, BILOU, and labels without a
/// place, of which neighbours with the same one are joined.
pub(super) fn parted(label: &str) -> Option<(Place, &str)> {
    if label == "O" {
        return None;
    }
    let mut letters = label.chars();
    let place = match (letters.next(), letters.next()) {
        (Some('B' | 'S' | 'U'), Some('-' | '_')) => Place::Begin,
        (Some('I' | 'E' | 'L'), Some('-' | '_')) => Place::Inside,
        _ => return Some((Place::Inside, label)),
    };
    Some((place, letters.as_str()))
}

/// The likeliest of some labels and its chance, by their numbers (softmax).
pub(super) fn likeliest(numbers: &[f32]) -> Option<(usize, f32)> {
    let (at, most) = numbers
        .iter()
        .copied()
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    let sum: f32 = numbers.iter().map(|number| (number - most).exp()).sum();
    Some((at, 1.0 / sum))
}

/// Joins the words of one label. `labelled` has for each word the number of its label and its chance.
pub(super) fn joined(words: &[Word], labelled: &[(usize, f32)], labels: &[String]) -> Vec<Marked> {
    let mut all: Vec<Marked> = Vec::new();
    let mut open = false;
    for (word, (label, score)) in words.iter().zip(labelled) {
        let Some((place, name)) = labels.get(*label).and_then(|label| parted(label)) else {
            open = false;
            continue;
        };
        let goes_on = open && place == Place::Inside;
        match all.last_mut().filter(|last| goes_on && last.label == name) {
            Some(last) => {
                last.end = word.bytes.end.max(last.end);
                last.score = last.score.min(*score);
            }
            None => all.push(Marked {
                label: name.to_owned(),
                start: word.bytes.start,
                end: word.bytes.end,
                score: *score,
            }),
        }
        open = true;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(labels: &[&str]) -> Vec<(String, usize, usize)> {
        let names: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
        let words: Vec<Word> = (0..labels.len())
            .map(|at| Word { plain: String::new(), bytes: at * 2..at * 2 + 1 })
            .collect();
        let labelled: Vec<(usize, f32)> = (0..labels.len()).map(|at| (at, 0.9)).collect();
        joined(&words, &labelled, &names)
            .into_iter()
            .map(|one| (one.label, one.start, one.end))
            .collect()
    }

    #[test]
    fn words_of_one_label_are_joined_in_each_scheme() {
        let org = |start, end| ("ORG".to_owned(), start, end);
        assert_eq!(
            join(&["B-ORG", "I-ORG", "O", "B-ORG", "B-ORG"]),
            [org(0, 3), org(6, 7), org(8, 9)]
        );
        assert_eq!(join(&["I-ORG", "I-ORG"]), [org(0, 3)], "IOB begins with I");
        assert_eq!(join(&["S-ORG", "B-ORG", "E-ORG", "U-ORG"]), [org(0, 1), org(2, 5), org(6, 7)]);
        assert_eq!(join(&["ORG", "ORG", "O", "ORG"]), [org(0, 3), org(6, 7)]);
        assert_eq!(join(&["B-ORG", "I-LOC"]), [org(0, 1), ("LOC".to_owned(), 2, 3)]);
        assert_eq!(join(&["O"]), []);
    }

    #[test]
    fn the_chance_is_that_of_the_softmax() {
        let (at, chance) = likeliest(&[0.0, 2.0_f32.ln(), 0.0]).expect("one");
        assert!(at == 1 && (chance - 0.5).abs() < 1e-6, "{at} {chance}");
        assert_eq!(likeliest(&[3.0, 3.0]).map(|one| one.0), Some(0), "the first of equals");
        assert_eq!(likeliest(&[]), None);
        let (_, chance) = likeliest(&[1e30, -1e30]).expect("one");
        assert!((chance - 1.0).abs() < 1e-6);
    }
}
