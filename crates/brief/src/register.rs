//! The numbers of a brief: each with its query and the form in which it is printed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::query::{Count, Query};
use crate::rendering::Rendering;

/// A number with its query.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Numbered {
    /// Its id: `n12`.
    pub id: String,
    /// The form in which it is printed.
    #[serde(rename = "as")]
    pub rendering: Rendering,
    /// Its query.
    pub query: Query,
}

/// All numbers of a brief, and the questions that they are numbers of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Register {
    /// The questions, each once.
    pub questions: Vec<Count>,
    /// The numbers, in the order in which they were first printed.
    pub numbers: Vec<Numbered>,
    #[serde(skip)]
    known: BTreeMap<String, usize>,
}

impl Register {
    /// The place of a question, which is taken in if it is new.
    pub(crate) fn question(&mut self, count: &Count) -> usize {
        self.questions.iter().position(|known| known == count).unwrap_or_else(|| {
            self.questions.push(count.clone());
            self.questions.len() - 1
        })
    }

    /// The id of a number, which is taken in if it is new.
    pub(crate) fn number(&mut self, query: Query, rendering: Rendering) -> String {
        let key = serde_json::to_string(&(&query, rendering)).expect("queries are JSON");
        let at = *self.known.entry(key).or_insert_with(|| {
            let id = format!("n{}", self.numbers.len() + 1);
            self.numbers.push(Numbered { id, rendering, query });
            self.numbers.len() - 1
        });
        self.numbers[at].id.clone()
    }

    /// The number of an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Numbered> {
        let at: usize = id.strip_prefix('n')?.parse().ok()?;
        self.numbers.get(at.checked_sub(1)?).filter(|number| number.id == id)
    }
}
