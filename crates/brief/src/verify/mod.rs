//! A brief read back: the numbers as they are printed, held against what their queries give now.

mod read;

use std::collections::BTreeMap;

use serde::Serialize;

pub use read::{Brief, Printed, own_sentences, read};

use crate::desk::resolve;
use crate::form::query_words;
use crate::instrument::{Instrument, Unanswered};
use crate::query::Query;

/// A number that is not what its query gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Its id.
    pub id: String,
    /// What is printed.
    pub printed: String,
    /// What its query gives.
    pub recomputed: String,
    /// Its query, in words.
    pub query: String,
    /// What stands around it in the file.
    pub place: String,
}

/// What became of the numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Queries that were asked.
    pub queries: usize,
    /// Places in which a number is printed.
    pub printed: usize,
    /// Numbers that differ.
    pub differences: Vec<Difference>,
    /// Numbers of the register that are printed nowhere, and ids that are not in the register.
    pub lost: Vec<String>,
}

impl Outcome {
    /// Whether all agrees.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.differences.is_empty() && self.lost.is_empty()
    }
}

/// Asks every query of a brief again.
///
/// # Errors
/// When the instrument cannot be asked.
pub fn verify(brief: &Brief, instrument: &dyn Instrument) -> Result<Outcome, Unanswered> {
    let register = &brief.register;
    let mut outcome = Outcome { printed: brief.printed.len(), ..Outcome::default() };
    let mut places: BTreeMap<&str, Vec<&Printed>> = BTreeMap::new();
    for printed in &brief.printed {
        places.entry(&printed.id).or_default().push(printed);
    }
    for number in &register.numbers {
        outcome.queries += 1;
        let value = resolve(&number.query, &register.questions, instrument)?;
        let recomputed = number.rendering.print(&value);
        let Some(printed) = places.remove(number.id.as_str()) else {
            // Marks of axes are in pictures, which not every form has.
            if matches!(number.query, Query::Mark { .. }) {
                continue;
            }
            outcome.lost.push(format!("{} is in the register and printed nowhere", number.id));
            continue;
        };
        let mut seen: Vec<&str> = Vec::new();
        for one in printed.into_iter().filter(|one| one.text != recomputed) {
            if seen.contains(&one.text.as_str()) {
                continue;
            }
            seen.push(&one.text);
            outcome.differences.push(Difference {
                id: number.id.clone(),
                printed: one.text.clone(),
                recomputed: recomputed.clone(),
                query: query_words(&number.query, register, &brief.request),
                place: one.place.clone(),
            });
        }
    }
    let unknown = places.into_keys().map(|id| format!("{id} is printed and not in the register"));
    outcome.lost.extend(unknown);
    Ok(outcome)
}

/// Lines of one text that the other does not have, at most `limit`, each with its number: the words of a brief
/// against those that would be written today.
#[must_use]
pub fn lines_that_differ(have: &str, want: &str, limit: usize) -> Vec<String> {
    let mut all = Vec::new();
    let (have, want): (Vec<&str>, Vec<&str>) = (have.lines().collect(), want.lines().collect());
    let (mut i, mut j) = (0, 0);
    while (i < have.len() || j < want.len()) && all.len() < limit {
        match (have.get(i), want.get(j)) {
            (Some(a), Some(b)) if a == b => (i, j) = (i + 1, j + 1),
            (a, b) => {
                // The next line that both have, near by.
                let ahead = (0..200).find_map(|off| {
                    (0..=off).find_map(|k| {
                        let (p, q) = (i + k, j + off - k);
                        (off > 0 && p < have.len() && q < want.len() && have[p] == want[q])
                            .then_some((p, q))
                    })
                });
                let (p, q) = ahead.unwrap_or((have.len(), want.len()));
                let line = a.filter(|_| p > i).map_or_else(
                    || format!("line {}: missing {}", i + 1, short(b.unwrap_or(&""))),
                    |line| format!("line {}: {}", i + 1, short(line)),
                );
                all.push(line);
                (i, j) = (p, q);
            }
        }
    }
    all
}

fn short(line: &str) -> String {
    let mut plain = String::new();
    let mut tag = false;
    for c in line.chars() {
        match c {
            '<' => tag = true,
            '>' if tag => tag = false,
            _ if !tag => plain.push(c),
            _ => {}
        }
    }
    let plain = plain.trim();
    let plain = if plain.is_empty() { line.trim() } else { plain };
    crate::svg::cut(plain, 160)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_were_changed_added_or_taken_out_are_named_once() {
        let want = "a\nb\nc\nd\ne";
        assert!(lines_that_differ(want, want, 9).is_empty());
        assert_eq!(lines_that_differ("a\nb\nX\nd\ne", want, 9), ["line 3: X"]);
        assert_eq!(lines_that_differ("a\nb\nd\ne", want, 9), ["line 3: missing c"]);
        assert_eq!(lines_that_differ("a\nb\nc\nnew\nd\ne", want, 9), ["line 4: new"]);
        assert_eq!(lines_that_differ("<p>X</p>", "<p>Y</p>", 9), ["line 1: X"]);
    }
}
