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
use bellwether_store::{AsOf, Counts, Ingest, IngestOutcome, Store};
use jiff::Timestamp;
use serde::Serialize;

use crate::assist::SecondReader;
use crate::failure::Failure;
use crate::inflow::refuse_mixture;
use crate::session::Session;
use crate::threads::{in_order, threads};
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
    /// Where the texts were fetched from.
    pub(crate) origin: Option<Origin>,
}

/// What was fetched: the commit says which bytes its rows were read from, also where these are not kept.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// The feed's name.
    pub(crate) name: String,
    /// SHA-256 of its bytes.
    pub(crate) sha256: String,
    /// Its address.
    pub(crate) url: String,
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

/// Texts held and coded at a time, but for a single one with more bytes: their rows are handed on before the next are
/// read.
const AT_ONCE: usize = 500;
const BYTES_AT_ONCE: usize = 16 << 20;

/// Codes texts of one source and brings what they say into the store, all in one commit. Texts that the
/// store has change nothing; copies of a text are recorded and add no report. Texts are read as they are needed, and
/// coded on as many threads as the settings allow; how many does not change what comes in.
pub(crate) fn keep(
    session: &Session,
    store: &Store,
    documents: impl IntoIterator<Item = Result<Document, Failure>>,
    source: &Source,
    keeping: &Keeping,
    reader: Option<&SecondReader>,
) -> Result<Kept, Failure> {
    let (dataset, licence) = dataset(store)?;
    let snapshot = store.snapshot(&AsOf::default())?;
    let mut sorter = Sorter::read(&snapshot, &dataset)?;
    let mut kept = Kept::default();
    let mut intake = None;
    let mut documents = documents.into_iter();
    loop {
        let some = some(&mut documents)?;
        let last = some.is_empty();
        let first = kept.texts + 1;
        kept.texts += some.len() as u64;
        let numbered: Vec<(Document, u64)> = some.into_iter().zip(first..).collect();
        let articles = in_order(threads(session), &numbered, |(document, row)| {
            Article::new(document, source, keeping, *row)
        });
        let mut fresh: Vec<Fresh> = Vec::new();
        for ((document, _), article) in numbered.into_iter().zip(articles) {
            match sorter.place(&article, &mut kept) {
                Standing::Comes { copy_of } => fresh.push((document, article, copy_of)),
                Standing::Known => kept.unchanged += 1,
            }
        }
        if !fresh.is_empty() || last && keeping.checkpoint.is_some() {
            let before = snapshot
                .reports_of_texts(dataset.as_str(), &std::mem::take(&mut sorter.changed))?;
            let intake = match &mut intake {
                Some(intake) => intake,
                none => none.insert(Intake::begin(session, store, &dataset, &licence, keeping)?),
            };
            intake.desk.replaces(before);
            kept.left_out += intake.take(&fresh, keeping.written, reader)?;
        }
        if last {
            break;
        }
    }
    if let Some(intake) = intake {
        let outcome = intake.finish(keeping)?;
        kept.counts = outcome.counts;
        kept.committed = outcome.committed;
    }
    Ok(kept)
}

/// The next texts that are held at a time; none at the end.
fn some(
    documents: &mut impl Iterator<Item = Result<Document, Failure>>,
) -> Result<Vec<Document>, Failure> {
    let mut some = Vec::new();
    let mut bytes = 0;
    while some.len() < AT_ONCE && bytes < BYTES_AT_ONCE {
        let Some(document) = documents.next().transpose()? else { break };
        bytes += document.text.len();
        some.push(document);
    }
    Ok(some)
}

/// One commit of texts on its way in.
struct Intake<'s> {
    ingest: Ingest<'s>,
    desk: Desk<'s>,
    /// The checksum of what comes in: of the texts in their order, and of how far a feed has come.
    hasher: sha2::Sha256,
}

impl<'s> Intake<'s> {
    fn begin(
        session: &'s Session,
        store: &'s Store,
        dataset: &DatasetId,
        licence: &str,
        keeping: &Keeping,
    ) -> Result<Self, Failure> {
        let mut ingest = store.begin(Release {
            dataset: dataset.clone(),
            label: None,
            published: None,
            retrieved_at: keeping.retrieved_at,
            file: keeping.file.clone(),
            sha256: String::new(),
            licence: licence.to_owned(),
            scope: None,
        })?;
        ingest.set_provenance(Provenance {
            checkpoint: keeping.checkpoint.clone(),
            ..Provenance::default()
        });
        if let Some(origin) = &keeping.origin {
            let Origin { name, sha256, url } = origin.clone();
            ingest.next_file(name, sha256, Some(url));
        }
        Ok(Self { ingest, desk: Desk::new(session, dataset)?, hasher: sha2::Sha256::default() })
    }

    /// Codes some texts and hands on their rows; how many findings were left out.
    fn take(
        &mut self,
        fresh: &[Fresh],
        written: Option<Date>,
        reader: Option<&SecondReader>,
    ) -> Result<u64, Failure> {
        use sha2::Digest as _;
        for (_, article, _) in fresh {
            self.hasher.update(article.key.as_bytes());
            self.hasher.update(article.content.0.to_be_bytes());
        }
        let (batch, texts, left_out) = self.desk.code(fresh, written, reader)?;
        self.ingest.push(batch)?;
        self.ingest.note_texts(texts);
        Ok(left_out)
    }

    fn finish(mut self, keeping: &Keeping) -> Result<IngestOutcome, Failure> {
        use sha2::Digest as _;
        if let Some(checkpoint) = &keeping.checkpoint {
            self.hasher.update(checkpoint.feed.as_bytes());
            self.hasher.update(checkpoint.state.as_bytes());
        }
        self.ingest.push(Batch { withdrawals: self.desk.gone(), ..Batch::default() })?;
        let sha256 = self.hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(self.ingest.finish(sha256, None)?)
    }
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
