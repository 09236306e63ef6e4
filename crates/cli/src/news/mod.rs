//! News texts on their way into the store: coded, told from copies, kept as reports and statements of the
//! dataset `news`.

mod article;
mod desk;
mod report;
mod sorter;
mod source;
mod statement;
mod trail;

use bellwether_coder::input::Document;
use bellwether_model::{Batch, Checkpoint, DatasetId, Date, Provenance, Release};
use bellwether_sources::describe;
use bellwether_store::{AsOf, Counts, Store};
use jiff::Timestamp;
use serde::Serialize;

use crate::failure::Failure;
use crate::inflow::refuse_mixture;
use crate::session::Session;
use article::Article;
use desk::{Desk, Fresh};
use sorter::{Sorter, Standing};

pub(crate) use source::{Grade, Source};

/// What is said about texts beside what they hold.
#[derive(Debug, Clone)]
pub(crate) struct Keeping {
    /// What the commit is called: the file, or the feed's address.
    pub(crate) file: String,
    /// The day on which a text was written, where it does not say it itself.
    pub(crate) written: Option<Date>,
    /// When the texts were had; from then on they are known.
    pub(crate) retrieved_at: Timestamp,
    /// How far a feed has come, kept in the same commit.
    pub(crate) checkpoint: Option<Checkpoint>,
}

/// What keeping texts came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Kept {
    /// Texts that came.
    pub(crate) texts: u64,
    /// Texts that the store did not have and that are no copies.
    pub(crate) added: u64,
    /// Texts that say something else than before at the same address.
    pub(crate) changed: u64,
    /// Texts that the store has as they are.
    pub(crate) unchanged: u64,
    /// Copies of other texts: they add no report.
    pub(crate) copies: u64,
    /// Events that are denied, hypothetical or still to come, and events without a day: they are no reports.
    pub(crate) left_out: u64,
    /// How the reports and statements stood to what was known.
    pub(crate) counts: Counts,
    /// Whether anything was committed.
    pub(crate) committed: bool,
}

/// Texts coded at a time: their rows are handed on before the next are read.
const AT_ONCE: usize = 500;

/// Codes texts of one source and brings what they say into the store, all in one commit. Texts that the
/// store has change nothing; copies of a text are recorded and add no report.
pub(crate) fn keep(
    session: &Session,
    store: &Store,
    documents: impl IntoIterator<Item = Document>,
    source: &Source,
    keeping: &Keeping,
) -> Result<Kept, Failure> {
    let (dataset, licence) = dataset(store)?;
    let snapshot = store.snapshot(&AsOf::default())?;
    let mut sorter = Sorter::read(&snapshot, &dataset)?;
    let mut kept = Kept::default();
    let mut fresh = Vec::new();
    for (document, row) in documents.into_iter().zip(1..) {
        kept.texts += 1;
        let article = Article::new(&document, source, keeping, row);
        match sorter.place(&article, &mut kept) {
            Standing::Comes { copy_of } => fresh.push((document, article, copy_of)),
            Standing::Known => kept.unchanged += 1,
        }
    }
    if fresh.is_empty() && keeping.checkpoint.is_none() {
        return Ok(kept);
    }
    let before = snapshot.reports_of_texts(dataset.as_str(), &sorter.changed)?;
    drop(snapshot);
    let sha256 = sha256(&fresh, keeping);
    let mut ingest = store.begin(Release {
        dataset: dataset.clone(),
        label: None,
        published: None,
        retrieved_at: keeping.retrieved_at,
        file: keeping.file.clone(),
        sha256: String::new(),
        licence,
        scope: None,
    })?;
    ingest.set_provenance(Provenance {
        checkpoint: keeping.checkpoint.clone(),
        ..Provenance::default()
    });
    let mut desk = Desk::new(session, &dataset, before)?;
    for some in fresh.chunks(AT_ONCE) {
        let (batch, texts, left_out) = desk.code(some, keeping.written)?;
        kept.left_out += left_out;
        ingest.push(batch)?;
        ingest.note_texts(texts);
    }
    ingest.push(Batch { withdrawals: desk.gone(), ..Batch::default() })?;
    let outcome = ingest.finish(sha256, None)?;
    kept.counts = outcome.counts;
    kept.committed = outcome.committed;
    Ok(kept)
}

/// The dataset that texts of a store belong to, with its licence: beside simulated data they are simulated too.
fn dataset(store: &Store) -> Result<(DatasetId, String), Failure> {
    let commits = store.commits()?;
    let simulated =
        commits.iter().any(|commit| commit.release.dataset.as_str().starts_with("sim-"));
    let id = if simulated { "sim-news" } else { "news" };
    let described =
        describe(id).ok_or_else(|| Failure::Data(format!("{id} has no description")))?;
    refuse_mixture(store, &described.id)?;
    Ok((described.id.clone(), described.licence.id.clone()))
}

/// The checksum of what comes in: of the texts in their order, and of how far a feed has come.
fn sha256(fresh: &[Fresh], keeping: &Keeping) -> String {
    use sha2::Digest as _;
    let mut hasher = sha2::Sha256::new();
    for (_, article, _) in fresh {
        hasher.update(article.key.as_bytes());
        hasher.update(article.content.0.to_be_bytes());
    }
    if let Some(checkpoint) = &keeping.checkpoint {
        hasher.update(checkpoint.feed.as_bytes());
        hasher.update(checkpoint.state.as_bytes());
    }
    bellwether_model::hex(&hasher.finalize())
}
