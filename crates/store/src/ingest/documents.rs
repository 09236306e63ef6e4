//! What an ingest brings beside rows with revisions: documents that mention events, gaps, rows that the
//! source has taken back, and word of which file is being read.

use bellwether_model::{
    Digest, FileOrigin, Finding, Gap, KeptText, Mention, Provenance, Severity, Withdrawal,
};
use deltalake::kernel::Add;

use super::Ingest;
use crate::columns::mention_batch;
use crate::digests::{gap_digest, mention_digest, row_digest};
use crate::schema::{MENTIONS, TEXTS};
use crate::table::Table;
use crate::writer::FileWriter;
use crate::{Store, StoreError};

/// Documents on their way into their table.
#[derive(Default)]
pub(super) struct Documents {
    writer: Option<FileWriter>,
    /// How many there are.
    pub(super) count: u64,
    /// What they add to the digest.
    pub(super) digest: Digest,
}

impl std::fmt::Debug for Documents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Documents").field("count", &self.count).finish_non_exhaustive()
    }
}

impl Documents {
    async fn write(
        &mut self,
        store: &Store,
        store_version: i64,
        batch: &arrow::array::RecordBatch,
    ) -> Result<(), StoreError> {
        let writer = match &mut self.writer {
            Some(writer) => writer,
            none => {
                let table = Table::open_or_create(store.root(), MENTIONS).await?;
                none.insert(FileWriter::new(MENTIONS, table.object_store(), store_version))
            }
        };
        writer.write(batch).await
    }

    /// The files that were written.
    pub(super) async fn finish(&mut self) -> Result<Vec<Add>, StoreError> {
        match self.writer.take() {
            Some(writer) => writer.finish().await,
            None => Ok(Vec::new()),
        }
    }
}

impl Ingest<'_> {
    /// Says where the rows come from, beyond the release: the mapping, how far a feed has come. Files
    /// are told of by [`Ingest::next_file`].
    pub fn set_provenance(&mut self, provenance: Provenance) {
        let files = std::mem::take(&mut self.provenance.files);
        self.provenance = Provenance { files, ..provenance };
    }

    /// Says that the rows to come are of another file of the same release. Row numbers go on counting,
    /// so that each row of the commit has a number of its own; `rejects` keeps those of the file.
    pub fn next_file(&mut self, name: String, sha256: String, url: Option<String>) {
        let rows_before = self.last_row;
        self.provenance.files.push(FileOrigin { name, sha256, url, rows_before });
    }

    /// Takes gaps that were found in what the source published, and gaps that have been filled since.
    pub fn note_gaps(&mut self, open: Vec<Gap>, filled: Vec<Gap>) {
        self.gaps.extend(open.into_iter().map(|gap| (gap, false)));
        self.gaps.extend(filled.into_iter().map(|gap| (gap, true)));
    }

    /// Takes texts that were coded. A statement whose id begins with the key of one of them and that does not
    /// come again is withdrawn; those of other texts stay.
    pub fn note_texts(&mut self, texts: Vec<KeptText>) {
        self.texts.extend(texts);
    }

    pub(super) fn digest_texts(&mut self) {
        for text in &self.texts {
            let row = row_digest(TEXTS.name, &text.key, text.content, self.known_from);
            self.digest.add(row);
        }
    }

    /// The number of a row within the commit.
    pub(super) fn row_of_commit(&mut self, row: u64) -> u64 {
        let before = self.provenance.files.last().map_or(0, |file| file.rows_before);
        let row = before + row;
        self.last_row = self.last_row.max(row);
        row
    }

    pub(super) fn take_mentions(&mut self, mut mentions: Vec<Mention>) -> Result<(), StoreError> {
        if mentions.is_empty() {
            return Ok(());
        }
        for mention in &mut mentions {
            mention.row = self.row_of_commit(mention.row);
            self.documents.digest.add(mention_digest(
                &mention.report.to_string(),
                &mention.locator,
                mention.seen_at,
                mention.row,
            ));
        }
        self.documents.count += mentions.len() as u64;
        let dataset = &self.release.dataset;
        let batch = mention_batch(self.store_version, self.known_from, dataset, &mentions);
        let store = self.store;
        store.runtime().block_on(self.documents.write(store, self.store_version, &batch))
    }

    /// Ends the live reports that the source has taken back.
    pub(super) fn take_back(&mut self, withdrawals: Vec<Withdrawal>) {
        for withdrawal in withdrawals {
            match self.known.take_back(&withdrawal) {
                Ok(Some(placement)) => {
                    self.counts.withdrawn += 1;
                    self.apply(placement, None);
                }
                Ok(None) => self.counts.unchanged += 1,
                Err(why) => self.find(Finding::new(
                    Severity::Reject,
                    withdrawal.row,
                    "",
                    "withdrawal-late",
                    why,
                    &withdrawal.native,
                )),
            }
        }
    }

    /// Whether these very documents came in before: then they are not written a second time.
    pub(super) fn documents_are_known(&self) -> bool {
        let own = &self.release;
        self.commits
            .iter()
            .any(|known| known.release.dataset == own.dataset && known.release.sha256 == own.sha256)
    }

    pub(super) fn digest_gaps(&mut self) {
        for (gap, filled) in &self.gaps {
            self.digest.add(gap_digest(gap.dataset.as_str(), gap.from, gap.to, *filled));
        }
    }
}
