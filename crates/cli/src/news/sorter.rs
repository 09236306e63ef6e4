//! Which texts are new, changed, known, or copies.

use std::collections::{BTreeMap, HashMap, HashSet};

use bellwether_coder::copies::{Copies, Sketch};
use bellwether_model::{DatasetId, Date};
use bellwether_store::{Snapshot, StoredText};

use super::Kept;
use super::article::Article;
use crate::failure::Failure;

/// Days between a text and a copy of it, at most: reports of two events in one form of words are seldom written so
/// near to each other.
const DAYS_APART: i32 = 3;

/// How a text stands to those of the store and of the run.
pub(super) enum Standing {
    /// It is there as it is.
    Known,
    /// It comes in.
    Comes {
        /// The text that it is a copy of.
        copy_of: Option<String>,
    },
}

/// The texts of the store and of the run so far.
pub(super) struct Sorter {
    stored: BTreeMap<String, StoredText>,
    copies: Copies,
    /// The days of texts, where they are known.
    days: HashMap<String, Date>,
    seen: HashSet<String>,
    /// Keys of texts whose earlier version may have reports.
    pub(super) changed: Vec<String>,
}

impl Sorter {
    /// Reads the texts of a dataset.
    pub(super) fn read(snapshot: &Snapshot<'_>, dataset: &DatasetId) -> Result<Self, Failure> {
        let stored = snapshot.texts_of(dataset.as_str())?;
        let days = stored.iter().filter_map(|(key, text)| Some((key.clone(), text.written?)));
        let days = days.collect();
        let mut copies = Copies::default();
        for (key, text) in stored.iter().filter(|(_, text)| text.copy_of.is_none()) {
            copies.add(key.clone(), Sketch::from_bytes(&text.sketch));
        }
        Ok(Self { stored, copies, days, seen: HashSet::new(), changed: Vec::new() })
    }

    /// How a text stands. Of two versions of one text in a run the first counts.
    pub(super) fn place(&mut self, article: &Article, kept: &mut Kept) -> Standing {
        if !self.seen.insert(article.key.clone()) {
            return Standing::Known;
        }
        let stored = self.stored.get(&article.key);
        if stored.is_some_and(|stored| stored.content == article.content) {
            return Standing::Known;
        }
        let changed = stored.is_some();
        let original = self.copies.original(&article.sketch, &article.key);
        let original = original.filter(|key| self.is_near(key, article.written)).map(str::to_owned);
        // The first witness stays one when it changes, though copies of it are known: these point to it.
        let was_original = stored.is_some_and(|stored| stored.copy_of.is_none());
        let copy_of = original.filter(|_| !was_original);
        if changed {
            kept.changed += 1;
            self.changed.push(article.key.clone());
        }
        match &copy_of {
            Some(_) => kept.copies += 1,
            None => {
                kept.added += u64::from(!changed);
                self.copies.add(article.key.clone(), article.sketch.clone());
            }
        }
        if let Some(day) = article.written {
            self.days.insert(article.key.clone(), day);
        }
        Standing::Comes { copy_of }
    }

    /// Whether a text may be as old as this day; where one of the two gives no day it may.
    fn is_near(&self, key: &str, written: Option<Date>) -> bool {
        let days = self.days.get(key).zip(written);
        days.is_none_or(|(one, other)| (*one - other).get_days().abs() <= DAYS_APART)
    }
}
