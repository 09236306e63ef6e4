//! Which texts are new, changed, known, or copies.

use std::collections::{BTreeMap, HashMap, HashSet};

use arrow::array::RecordBatch;
use arrow::util::display::{ArrayFormatter, FormatOptions};
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
        Ok(Self::new(stored, days(snapshot, dataset)?))
    }

    fn new(stored: BTreeMap<String, StoredText>, days: HashMap<String, Date>) -> Self {
        let mut copies = Copies::default();
        for (key, text) in stored.iter().filter(|(_, text)| text.copy_of.is_none()) {
            copies.add(key.clone(), Sketch::from_bytes(&text.sketch));
        }
        Self { stored, copies, days, seen: HashSet::new(), changed: Vec::new() }
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

/// The days of the newest versions of a dataset's texts.
fn days(snapshot: &Snapshot<'_>, dataset: &DatasetId) -> Result<HashMap<String, Date>, Failure> {
    let sql = format!(
        "SELECT key, written FROM texts WHERE dataset = '{dataset}' AND written IS NOT NULL \
         ORDER BY store_version"
    );
    let mut days = HashMap::new();
    for batch in snapshot.query(&sql)? {
        let cells = |column| words(&batch, column);
        for (key, day) in cells(0)?.into_iter().zip(cells(1)?) {
            days.extend(day.parse().ok().map(|day: Date| (key, day)));
        }
    }
    Ok(days)
}

fn words(batch: &RecordBatch, column: usize) -> Result<Vec<String>, Failure> {
    let options = FormatOptions::default();
    let cells = ArrayFormatter::try_new(batch.column(column).as_ref(), &options)
        .map_err(|error| Failure::Data(error.to_string()))?;
    Ok((0..batch.num_rows()).map(|row| cells.value(row).to_string()).collect())
}
