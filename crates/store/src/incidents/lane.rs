//! One table of a reconciliation on its way in: rows are compared with what is live, and only what is new or
//! different is written, by a task of its own.

use rustc_hash::FxHashSet;

use bellwether_model::{Date, Digest};
use deltalake::kernel::Add;
use jiff::Timestamp;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::encode::{Head, Row, key_of_table};
use super::run::{Replaces, RunCounts};
use crate::columns::{Cells, Texts};
use crate::digests::{hash_from, row_digest};
use crate::index::{Index, Key, Standing};
use crate::revisions::{Ending, Reason};
use crate::table::Table;
use crate::writer::FileWriter;
use crate::{Snapshot, Store, StoreError, TableSchema};

/// What every lane of a run has in common.
#[derive(Debug)]
pub(super) struct Stamp {
    pub(super) store_version: i64,
    pub(super) known_from: Timestamp,
    pub(super) next_revision: i64,
    pub(super) digest: Digest,
    pub(super) endings: Vec<Ending>,
}

impl Stamp {
    pub(super) fn end(&mut self, ending: Ending) {
        self.digest.add(crate::digests::ending_digest(&ending));
        self.endings.push(ending);
    }
}

#[derive(Debug)]
pub(super) struct Lane {
    schema: TableSchema,
    index: Index,
    /// The live rows that are replaced, where they are not the whole table.
    replaced: Option<Vec<(String, i64)>>,
    rows: Option<mpsc::Sender<arrow::array::RecordBatch>>,
    task: Option<JoinHandle<Result<Vec<Add>, StoreError>>>,
    pub(super) tally: RunCounts,
    /// The incidents that the replaced members belonged to.
    pub(super) incidents: FxHashSet<String>,
}

impl Lane {
    /// Reads which rows are live and up for replacement, and makes ready to write.
    pub(super) fn open(
        store: &Store,
        snapshot: &Snapshot<'_>,
        schema: TableSchema,
        (replaces, days): (&Replaces, Option<(Date, Date)>),
        store_version: i64,
    ) -> Result<Self, StoreError> {
        let mut lane = Self {
            schema,
            index: Index::with_capacity(0),
            replaced: matches!(replaces, Replaces::Reports(_)).then(Vec::new),
            rows: None,
            task: None,
            tally: RunCounts::default(),
            incidents: FxHashSet::default(),
        };
        lane.read_live(snapshot, replaces, days)?;
        let (sender, mut receiver) = mpsc::channel::<arrow::array::RecordBatch>(4);
        lane.rows = Some(sender);
        let root = store.root().clone();
        lane.task = Some(store.runtime().spawn(async move {
            // A table is made when its first row comes in.
            let mut writer = None;
            while let Some(batch) = receiver.recv().await {
                let writer = match &mut writer {
                    Some(writer) => writer,
                    none => {
                        let table = Table::open_or_create(&root, schema).await?;
                        none.insert(FileWriter::new(schema, table.object_store(), store_version))
                    }
                };
                writer.write(&batch).await?;
            }
            match writer {
                Some(writer) => writer.finish().await,
                None => Ok(Vec::new()),
            }
        }));
        Ok(lane)
    }

    fn read_live(
        &mut self,
        snapshot: &Snapshot<'_>,
        replaces: &Replaces,
        days: Option<(Date, Date)>,
    ) -> Result<(), StoreError> {
        let table = self.schema.name;
        let relation = super::views::live(table);
        // The key is put together here and not by the query, since most rows are none that are replaced.
        let (parts, links) = match table {
            "links" => (["report_a", "report_b"].as_slice(), true),
            "members" => (["report_id", "incident_id"].as_slice(), false),
            _ => (["incident_id"].as_slice(), false),
        };
        let touch = days.filter(|_| links).map_or(String::new(), |(from, to)| {
            format!(" WHERE day_last >= DATE '{from}' AND day_first <= DATE '{to}'")
        });
        let columns = parts.join(", ");
        let sql = format!("SELECT {columns}, revision, content_hash FROM {relation}{touch}");
        let mut key = String::new();
        snapshot.stream(&sql, |batch| {
            let cells = Cells(&batch);
            let texts =
                parts.iter().map(|part| cells.texts(part)).collect::<Result<Vec<_>, _>>()?;
            // A link is replaced by either of its ends, a member by its report, an incident by its own id.
            let deciding = &texts[..if links { 2 } else { 1 }];
            for row in 0..batch.num_rows() {
                if !is_replaced(replaces, deciding, row)? {
                    continue;
                }
                key.clear();
                for (at, part) in texts.iter().enumerate() {
                    if at > 0 {
                        key.push('|');
                    }
                    key.push_str(part.must(row)?);
                }
                let revision = cells.integer("revision", row)?.unwrap_or_default();
                let content = hash_from(cells.bytes("content_hash", row)?)?;
                self.index.enter(Key::of(&key), content, revision);
                if let Some(replaced) = &mut self.replaced {
                    replaced.push((key.clone(), revision));
                    if table == "members" {
                        self.incidents.insert(cells.must("incident_id", row)?.to_owned());
                    }
                }
            }
            Ok(())
        })
    }

    /// Takes rows; those that say what is live already are left out.
    pub(super) fn take<R: Row>(&mut self, rows: &[R], stamp: &mut Stamp) -> Result<(), StoreError> {
        let mut fresh = Vec::new();
        let (mut revisions, mut hashes) = (Vec::new(), Vec::new());
        let mut key = String::new();
        for row in rows {
            key.clear();
            row.key(&mut key);
            let content = row.content();
            match self.index.classify(Key::of(&key), content) {
                Standing::Same => {
                    self.tally.unchanged += 1;
                    continue;
                }
                Standing::Repeated => {
                    return Err(StoreError::Question(format!(
                        "the row {key} of {} was handed in twice",
                        self.schema.name
                    )));
                }
                Standing::New => self.tally.added += 1,
                Standing::Changed(revision) => {
                    self.tally.changed += 1;
                    stamp.end(Ending {
                        table: self.schema.name,
                        revision,
                        key: key.clone(),
                        known_until: stamp.known_from,
                        reason: Reason::Changed,
                    });
                }
            }
            stamp.digest.add(row_digest(self.schema.name, &key, content, stamp.known_from));
            fresh.push(row);
            hashes.push(content);
            revisions.push(stamp.next_revision);
            stamp.next_revision += 1;
        }
        if fresh.is_empty() {
            return Ok(());
        }
        let head = Head {
            store_version: stamp.store_version,
            known_from: stamp.known_from,
            revisions: &revisions,
            hashes: &hashes,
        };
        let batch = R::batch(&head, &fresh);
        let sent = self.rows.as_ref().map(|rows| rows.blocking_send(batch));
        match sent {
            Some(Ok(())) => Ok(()),
            // The task has ended early; finish() brings its error to light.
            _ => Err(StoreError::Integrity("a writer stopped; its reason follows".into())),
        }
    }

    /// Ends the live rows that were replaced and not handed in again.
    pub(super) fn end_unseen(
        &mut self,
        snapshot: &Snapshot<'_>,
        stamp: &mut Stamp,
    ) -> Result<(), StoreError> {
        if !self.index.has_unseen() {
            return Ok(());
        }
        let mut gone = self.replaced.take().unwrap_or_default();
        if gone.is_empty() {
            let sql = format!(
                "SELECT {} AS key, revision FROM {}",
                key_of_table(self.schema.name),
                super::views::live(self.schema.name)
            );
            snapshot.stream(&sql, |batch| {
                let cells = Cells(&batch);
                for row in 0..batch.num_rows() {
                    let key = cells.must("key", row)?;
                    if self.index.is_unseen(Key::of(key)) {
                        let revision = cells.integer("revision", row)?.unwrap_or_default();
                        gone.push((key.to_owned(), revision));
                    }
                }
                Ok(())
            })?;
        }
        gone.retain(|(key, _)| self.index.is_unseen(Key::of(key)));
        gone.sort_unstable_by_key(|(_, revision)| *revision);
        for (key, revision) in gone {
            self.tally.ended += 1;
            stamp.end(Ending {
                table: self.schema.name,
                revision,
                key,
                known_until: stamp.known_from,
                reason: Reason::Withdrawn,
            });
        }
        Ok(())
    }

    /// Waits for the files.
    pub(super) fn finish(&mut self, store: &Store) -> Result<Vec<Add>, StoreError> {
        self.rows = None;
        let Some(task) = self.task.take() else { return Ok(Vec::new()) };
        store
            .runtime()
            .block_on(task)
            .map_err(|error| StoreError::Integrity(format!("a writer broke off: {error}")))?
    }
}

/// Whether a live row is among what a run replaces.
fn is_replaced(
    replaces: &Replaces,
    deciding: &[Texts<'_>],
    row: usize,
) -> Result<bool, StoreError> {
    let Replaces::Reports(ids) = replaces else { return Ok(true) };
    for column in deciding {
        if ids.contains(column.must(row)?) {
            return Ok(true);
        }
    }
    Ok(false)
}
