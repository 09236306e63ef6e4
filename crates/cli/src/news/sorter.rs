//! Which texts are new, changed, known, or copies.

use std::collections::{BTreeMap, HashSet};

use bellwether_coder::copies::{Copies, Sketch};
use bellwether_store::StoredText;

use super::Kept;
use super::article::Article;

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
    seen: HashSet<String>,
    /// Keys of texts whose earlier version may have reports.
    pub(super) changed: Vec<String>,
}

impl Sorter {
    pub(super) fn new(stored: BTreeMap<String, StoredText>) -> Self {
        let mut copies = Copies::default();
        for (key, text) in stored.iter().filter(|(_, text)| text.copy_of.is_none()) {
            copies.add(key.clone(), Sketch::from_bytes(&text.sketch));
        }
        Self { stored, copies, seen: HashSet::new(), changed: Vec::new() }
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
        let original = self.copies.original(&article.sketch, &article.key).map(str::to_owned);
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
        Standing::Comes { copy_of }
    }
}
