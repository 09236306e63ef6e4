//! Texts that were coded, as the store holds them.

use std::collections::BTreeMap;

use bellwether_model::{ContentHash, Date};

use crate::columns::Cells;
use crate::digests::hash_from;
use crate::question::quoted;
use crate::{Snapshot, StoreError};

/// The newest version of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredText {
    /// The hash of its headline, day and words.
    pub content: ContentHash,
    /// The text that it is a copy of.
    pub copy_of: Option<String>,
    /// The day it was written, of the newest version that gives one.
    pub written: Option<Date>,
    /// Its sketch.
    pub sketch: Vec<u8>,
}

impl Snapshot<'_> {
    /// The newest version of each text of a dataset, by its key.
    ///
    /// # Errors
    /// When the query fails.
    pub fn texts_of(&self, dataset: &str) -> Result<BTreeMap<String, StoredText>, StoreError> {
        let sql = format!(
            "SELECT key, content_hash, copy_of, written, sketch FROM texts WHERE dataset = {} \
             ORDER BY store_version, key",
            quoted(dataset)
        );
        let mut all: BTreeMap<String, StoredText> = BTreeMap::new();
        self.stream(&sql, |batch| {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let key = cells.must("key", row)?;
                let before = all.get(key).and_then(|text| text.written);
                let text = StoredText {
                    content: hash_from(cells.bytes("content_hash", row)?)?,
                    copy_of: cells.text("copy_of", row)?.map(str::to_owned),
                    written: cells.day("written", row)?.or(before),
                    sketch: cells.bytes("sketch", row)?.to_vec(),
                };
                all.insert(key.to_owned(), text);
            }
            Ok(())
        })?;
        Ok(all)
    }

    /// The native ids of the live reports of a dataset that were read out of these texts.
    ///
    /// # Errors
    /// When the query fails.
    pub fn reports_of_texts(
        &self,
        dataset: &str,
        texts: &[String],
    ) -> Result<Vec<String>, StoreError> {
        let mut all = Vec::new();
        for some in texts.chunks(1_000) {
            let keys: Vec<String> = some.iter().map(|key| quoted(key)).collect();
            let sql = format!(
                "SELECT native_id FROM reports WHERE dataset = {} AND \
                 split_part(native_id, '.', 1) IN ({}) ORDER BY native_id",
                quoted(dataset),
                keys.join(", ")
            );
            self.stream(&sql, |batch| {
                let cells = Cells(&batch);
                for row in 0..batch.num_rows() {
                    all.push(cells.must("native_id", row)?.to_owned());
                }
                Ok(())
            })?;
        }
        Ok(all)
    }
}
