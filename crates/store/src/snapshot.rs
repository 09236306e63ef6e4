//! The store as of a knowledge date and a version: the tables as a query sees them.

use std::sync::Arc;

use arrow::array::RecordBatch;
use bellwether_model::Date;
use datafusion::datasource::MemTable;
use datafusion::error::DataFusionError;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::prelude::{DataFrame, SessionConfig, SessionContext};
use jiff::Timestamp;
use url::Url;

use crate::commits::CommitKind;
use crate::incidents::{
    Grouped, HIDDEN, every_incident, hidden_views, live, parted, withheld_views,
};
use crate::leaving::Leaving;
use crate::scan::ExactFiles;
use crate::schema::{
    ALERTS, COMMITS, ENDINGS, FORWARDS, GAPS, INCIDENTS, JOINED_TABLES, MENTIONS, REJECTS, REPORTS,
    RUNS, SMALL_TABLES, TABLES, TEXTS, WATCHES,
};
use crate::store::{Store, StoreState, read_commits, state_of};
use crate::table::{DataFile, Table};
use crate::warm::{Kept, Memo};
use crate::{Commit, StoreError, TableSchema, deadline};

/// Which state of knowledge is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AsOf {
    /// Only what was known by the end of this day (UTC); `None` for all that is known.
    pub date: Option<Date>,
    /// Only what had come into the store by this version; `None` for the newest.
    pub store_version: Option<i64>,
}

impl AsOf {
    /// The last instant of the day, if a day was given.
    pub(crate) fn instant(&self) -> Option<Timestamp> {
        let next = self.date?.tomorrow().ok()?;
        let midnight = next.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
        Some(midnight - jiff::SignedDuration::from_micros(1))
    }
}

/// The tables of a store as of one state of knowledge.
///
/// For each revisioned table there are two relations: `reports_log` holds every revision that the
/// store ever had, `reports` those that count as of the snapshot.
pub struct Snapshot<'s> {
    store: &'s Store,
    context: SessionContext,
    as_of: AsOf,
    commits: Arc<[Commit]>,
    state: StoreState,
    grouped: Grouped,
    overlaid: bool,
    parted: bool,
    leaving: Leaving,
    /// What was answered before; `None` once the snapshot is not what others share any more.
    memo: Option<Arc<Memo>>,
    log: Option<i64>,
}

impl std::fmt::Debug for Snapshot<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot").field("as_of", &self.as_of).field("state", &self.state).finish()
    }
}

impl<'s> Snapshot<'s> {
    pub(crate) async fn open(
        store: &'s Store,
        as_of: &AsOf,
        memory: Option<usize>,
        leaving: &Leaving,
    ) -> Result<Self, StoreError> {
        let mut commits = read_commits(store.root()).await?;
        let newest = state_of(&commits).version;
        let promised = commits.last().map(|commit| commit.tables.clone()).unwrap_or_default();
        if let Some(asked) = as_of.store_version {
            if asked < 0 || asked > newest {
                return Err(StoreError::NoSuchVersion { asked, newest });
            }
            commits.retain(|commit| commit.store_version <= asked);
        }
        let context = match store.environment().filter(|_| memory.is_none()) {
            Some(environment) => context_in(environment),
            None => context(memory)?,
        };
        let mut log = None;
        let opened =
            futures::future::join_all(TABLES.iter().map(|table| open_files(store, *table)));
        for (schema, files) in TABLES.iter().zip(opened.await) {
            let (version, files) = files?;
            if schema.name == COMMITS.name {
                log = version;
            }
            check_log(schema.name, version, promised.get(schema.name).copied())?;
            register_files(&context, store.root(), *schema, &files)?;
        }
        let state = state_of(&commits);
        let grouped = Grouped::default();
        context.register_udf(grouped.function());
        let as_of = *as_of;
        let mut snapshot = Self {
            store,
            context,
            as_of,
            commits: commits.into(),
            state,
            grouped,
            overlaid: false,
            parted: false,
            leaving: leaving.clone(),
            memo: store.environment().filter(|_| memory.is_none()).map(|_| Arc::default()),
            log,
        };
        snapshot.register_views().await?;
        snapshot.take_out(leaving).await?;
        snapshot.put(INCIDENTS.name, &every_incident()).await?;
        Ok(snapshot)
    }

    /// A snapshot as it was kept.
    pub(crate) fn of_kept(store: &'s Store, as_of: &AsOf, leaving: &Leaving, kept: Kept) -> Self {
        Self {
            store,
            context: kept.context,
            as_of: *as_of,
            commits: kept.commits,
            state: kept.state,
            grouped: kept.grouped,
            overlaid: false,
            parted: kept.parted,
            leaving: leaving.clone(),
            memo: Some(kept.memo),
            log: kept.log,
        }
    }

    /// The snapshot with other relations in the place of its own, and nothing answered yet.
    pub(crate) fn in_context(&self, context: SessionContext) -> Self {
        Self {
            store: self.store,
            context,
            as_of: self.as_of,
            commits: Arc::clone(&self.commits),
            state: self.state.clone(),
            grouped: self.grouped.clone(),
            overlaid: self.overlaid,
            parted: self.parted,
            leaving: self.leaving.clone(),
            memo: Some(Arc::default()),
            log: self.log,
        }
    }

    /// What is to be kept of it.
    pub(crate) fn kept(&self) -> Kept {
        Kept {
            context: self.context.clone(),
            commits: Arc::clone(&self.commits),
            state: self.state.clone(),
            grouped: self.grouped.clone(),
            parted: self.parted,
            memo: self.memo.clone().unwrap_or_default(),
            log: self.log,
        }
    }

    /// Makes the snapshot its own, so that what is put into it does not show in those that others have.
    pub(crate) fn part_from_others(&mut self) -> Result<(), StoreError> {
        if self.memo.is_none() {
            return Ok(());
        }
        let (store, as_of) = (self.store, self.as_of);
        let pinned = AsOf { store_version: Some(self.state.version), ..as_of };
        let leaving = self.leaving.clone();
        let own = store.runtime().block_on(Self::open(store, &pinned, None, &leaving))?;
        *self = Self { as_of, memo: None, ..own };
        Ok(())
    }

    /// The commits that brought something in and that the snapshot sees, oldest first, those of releases
    /// not yet known left out.
    #[must_use]
    pub fn commits(&self) -> Vec<&Commit> {
        let until = self.as_of.instant();
        self.commits
            .iter()
            .filter(|commit| commit.kind == CommitKind::Ingest)
            .filter(|commit| until.is_none_or(|until| commit.known_from <= until))
            .collect()
    }

    /// All commits up to the version that is seen.
    pub(crate) fn all_commits(&self) -> &[Commit] {
        &self.commits
    }

    /// The version of the store that is seen, and its digest.
    #[must_use]
    pub const fn state(&self) -> &StoreState {
        &self.state
    }

    /// The state of knowledge that was asked for.
    #[must_use]
    pub const fn as_of(&self) -> &AsOf {
        &self.as_of
    }

    pub(crate) const fn store(&self) -> &'s Store {
        self.store
    }

    pub(crate) const fn grouped(&self) -> &Grouped {
        &self.grouped
    }

    /// Whether incidents that were computed just now are laid over those of the store.
    #[must_use]
    pub const fn is_overlaid(&self) -> bool {
        self.overlaid
    }

    pub(crate) const fn mark_overlaid(&mut self) {
        self.overlaid = true;
        self.parted = false;
    }

    /// Whether incidents came apart, because one of their reports must not leave and two or more others may:
    /// these stand alone then, until incidents are laid over that were found from them.
    #[must_use]
    pub const fn is_parted(&self) -> bool {
        self.parted
    }

    pub(crate) const fn context(&self) -> &SessionContext {
        &self.context
    }

    /// Runs a query of our own and collects its answer.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub fn query(&self, sql: &str) -> Result<Vec<RecordBatch>, StoreError> {
        if let Some(known) = self.memo.as_ref().and_then(|memo| memo.recall(sql)) {
            return Ok(known);
        }
        let answer = deadline::wait(self.store.runtime(), async {
            let frame = self.context.sql(sql).await?;
            Ok(frame.collect().await?)
        })?;
        if let Some(memo) = &self.memo {
            memo.keep(sql, &answer);
        }
        Ok(answer)
    }

    /// Runs a query of our own and hands on each batch of its answer.
    ///
    /// # Errors
    /// [`StoreError::Query`], or what `take` gives back.
    pub fn stream(
        &self,
        sql: &str,
        mut take: impl FnMut(RecordBatch) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        use futures::StreamExt as _;
        let runtime = self.store.runtime();
        let mut stream: SendableRecordBatchStream = deadline::wait(runtime, async {
            let frame = self.context.sql(sql).await?;
            Ok(frame.execute_stream().await?)
        })?;
        while let Some(batch) =
            deadline::wait(runtime, async { Ok(stream.next().await.transpose()?) })?
        {
            take(batch)?;
        }
        Ok(())
    }

    /// Waits for something that a plan is made with.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub fn wait<T>(
        &self,
        making: impl Future<Output = Result<T, DataFusionError>>,
    ) -> Result<T, StoreError> {
        Ok(self.store.runtime().block_on(making)?)
    }

    /// Runs plans beside each other, so many at once, and hands on their answers in the order of the plans.
    ///
    /// # Errors
    /// [`StoreError::Query`], or what `take` gives back.
    pub fn run_plans(
        &self,
        plans: Vec<DataFrame>,
        at_once: usize,
        mut take: impl FnMut(RecordBatch) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        use futures::StreamExt as _;
        let runtime = self.store.runtime();
        let mut answers = futures::stream::iter(plans)
            .map(|plan| runtime.spawn(plan.collect()))
            .buffered(at_once.max(1));
        while let Some(answer) = deadline::wait(runtime, async { Ok(answers.next().await) })? {
            let batches = answer
                .map_err(|error| StoreError::Integrity(format!("a plan broke off: {error}")))?;
            batches?.into_iter().try_for_each(&mut take)?;
        }
        Ok(())
    }

    /// Puts views in the place of relations that hold what must not leave.
    async fn take_out(&mut self, leaving: &Leaving) -> Result<(), StoreError> {
        if leaving.is_empty() {
            return Ok(());
        }
        self.parted = self.hide(leaving).await?;
        for schema in TABLES.into_iter().filter(|schema| schema.name != COMMITS.name) {
            for relation in [schema.name.to_owned(), format!("{}_log", schema.name)] {
                if let Some(sql) = leaving.view(&relation, schema) {
                    self.put(&relation, &sql).await?;
                }
            }
        }
        for (relation, sql) in withheld_views(leaving) {
            self.put(&relation, &sql).await?;
        }
        for relation in HIDDEN {
            self.context.deregister_table(relation)?;
        }
        Ok(())
    }

    /// Says of which reports and incidents nothing may leave. They are few, and every later query asks for
    /// them: so they are looked up once. Says whether incidents come apart by it.
    async fn hide(&self, leaving: &Leaving) -> Result<bool, StoreError> {
        let any = self.commits.iter().any(|commit| commit.kind != CommitKind::Ingest);
        for (relation, sql) in HIDDEN.into_iter().zip(hidden_views(leaving)) {
            if any {
                let frame = self.context.sql(&sql).await?;
                let schema = Arc::new(frame.schema().as_arrow().clone());
                let table = MemTable::try_new(schema, vec![frame.collect().await?])?;
                self.context.register_table(relation, Arc::new(table))?;
            } else {
                self.put(relation, &sql).await?;
            }
        }
        if !any {
            return Ok(false);
        }
        let found = self.context.sql(&parted(leaving)).await?.collect().await?;
        Ok(found.iter().any(|batch| batch.num_rows() > 0))
    }

    /// Puts a view in place, of a relation of the same name where there is one.
    async fn put(&self, relation: &str, sql: &str) -> Result<(), StoreError> {
        let view = self.context.sql(sql).await?.into_view();
        self.context.deregister_table(relation)?;
        self.context.register_table(relation, view)?;
        Ok(())
    }

    async fn register_views(&self) -> Result<(), StoreError> {
        let version = self.state.version;
        let until = self.as_of.instant();
        for schema in std::iter::once(REPORTS).chain(SMALL_TABLES).chain(JOINED_TABLES) {
            self.put(live(schema.name), &live_view(schema.name, version, until)).await?;
        }
        for schema in [REJECTS, ENDINGS, COMMITS, WATCHES] {
            let sql =
                format!("SELECT * FROM {0}_log WHERE store_version <= {version}", schema.name);
            self.put(schema.name, &sql).await?;
        }
        for schema in [MENTIONS, TEXTS, RUNS, FORWARDS, ALERTS] {
            self.put(schema.name, &known_rows(schema.name, version, until)).await?;
        }
        self.put(GAPS.name, &open_gaps(version, until)).await
    }
}

/// The condition that an instant had come by `until`.
fn by(column: &str, until: Option<Timestamp>) -> String {
    until.map_or(String::new(), |until| {
        format!(" AND {column} <= to_timestamp_micros({})", until.as_microsecond())
    })
}

/// The definition of a view of a table whose rows are never revised.
fn known_rows(table: &str, version: i64, until: Option<Timestamp>) -> String {
    let known = by("known_from", until);
    format!("SELECT * FROM {table}_log WHERE store_version <= {version}{known}")
}

/// The definition of the view of gaps that have not been filled.
fn open_gaps(version: i64, until: Option<Timestamp>) -> String {
    format!(
        "SELECT * FROM gaps_log AS g WHERE NOT g.filled AND g.store_version <= {version}{gap} AND \
         NOT EXISTS (SELECT 1 FROM gaps_log AS f WHERE f.filled AND f.dataset = g.dataset AND \
         f.gap_from = g.gap_from AND f.store_version > g.store_version AND \
         f.store_version <= {version}{filled})",
        gap = by("g.known_from", until),
        filled = by("f.known_from", until),
    )
}

/// The definition of a view of the live revisions of a table.
pub(crate) fn live_view(table: &str, version: i64, until: Option<Timestamp>) -> String {
    format!(
        "SELECT * FROM {table}_log AS r WHERE r.store_version <= {version}{from} AND NOT EXISTS \
         (SELECT 1 FROM endings_log AS e WHERE e.\"table\" = '{table}' AND e.revision = r.revision \
         AND e.store_version <= {version}{ended})",
        from = by("r.known_from", until),
        ended = by("e.known_until", until),
    )
}

/// A query context with limits on memory where they are asked for.
pub(crate) fn context(memory: Option<usize>) -> Result<SessionContext, StoreError> {
    let mut runtime = RuntimeEnvBuilder::new();
    if let Some(bytes) = memory {
        runtime = runtime.with_memory_limit(bytes, 1.0);
    }
    Ok(context_in(runtime.build_arc()?))
}

/// A query context in surroundings that others share.
pub(crate) fn context_in(runtime: Arc<RuntimeEnv>) -> SessionContext {
    let config = SessionConfig::new()
        .with_information_schema(false)
        .set_bool("datafusion.catalog.create_default_catalog_and_schema", true)
        .set_str("datafusion.execution.time_zone", "UTC");
    let context = SessionContext::new_with_config_rt(config, runtime);
    crate::functions::all().into_iter().for_each(|function| context.register_udf(function));
    context
}

/// A log that is shorter than a commit promised has lost its end, and with it rows.
fn check_log(table: &str, found: Option<i64>, promised: Option<i64>) -> Result<(), StoreError> {
    match promised {
        Some(promised) if found.is_none_or(|found| found < promised) => {
            let found = found.map_or("is gone".into(), |found| format!("ends at version {found}"));
            Err(StoreError::Integrity(format!(
                "the log of the table {table} {found}, and version {promised} was committed; bring \
                 the folder back from a copy, or ingest the files again into a new store"
            )))
        }
        _ => Ok(()),
    }
}

/// A table's own version and its files; no version where there is no table.
async fn open_files(
    store: &Store,
    schema: TableSchema,
) -> Result<(Option<i64>, Vec<DataFile>), StoreError> {
    match Table::open(store.root(), schema).await? {
        Some(table) => Ok((Some(table.delta_version()), table.files()?)),
        None => Ok((None, Vec::new())),
    }
}

/// Registers exactly these files of a table as `<table>_log`.
pub(crate) fn register_files(
    context: &SessionContext,
    root: &Url,
    schema: TableSchema,
    files: &[DataFile],
) -> Result<(), StoreError> {
    let name = format!("{}_log", schema.name);
    let arrow = schema.arrow_views();
    if files.is_empty() {
        let empty = MemTable::try_new(arrow, vec![vec![]])?;
        context.register_table(name, Arc::new(empty))?;
        return Ok(());
    }
    context.register_table(name, Arc::new(ExactFiles::new(root, schema, files)?))?;
    Ok(())
}

/// All rows of a small table.
pub(crate) async fn read_all(table: &Table) -> Result<Vec<RecordBatch>, StoreError> {
    let context = context(None)?;
    let root = table.root();
    register_files(&context, &root, table.schema, &table.files()?)?;
    let frame = context.table(format!("{}_log", table.schema.name)).await?;
    Ok(frame.collect().await?)
}

/// The one whole number of an answer that has one row and one column.
///
/// # Errors
/// When the answer is not of that shape.
pub fn single_integer(batches: &[RecordBatch]) -> Result<i64, StoreError> {
    let wrong = || StoreError::Question("the answer is not one whole number".into());
    let batch = batches.iter().find(|batch| batch.num_rows() > 0).ok_or_else(wrong)?;
    let schema = batch.schema();
    let name = schema.fields().first().ok_or_else(wrong)?.name();
    crate::columns::Cells(batch).integer(name, 0)?.ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_counts_to_its_last_microsecond() {
        let as_of = AsOf { date: Some(Date::constant(2021, 6, 1)), store_version: None };
        let instant = as_of.instant().expect("a day was given");
        assert_eq!(instant.to_string(), "2021-06-01T23:59:59.999999Z");
    }
}
