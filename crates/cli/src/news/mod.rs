//! News texts on their way into the store: coded, told from copies, kept as reports and statements of the
//! dataset `news`.

mod source;

use bellwether_coder::input::Document;
use bellwether_model::{Checkpoint, Date};
use bellwether_store::{Counts, Store};
use jiff::Timestamp;
use serde::Serialize;

use crate::failure::Failure;
use crate::session::Session;

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

/// Codes texts of one source and brings what they say into the store, all in one commit. Texts that the
/// store has change nothing; copies of a text are recorded and add no report.
pub(crate) fn keep(
    session: &Session,
    store: &Store,
    documents: impl IntoIterator<Item = Document>,
    source: &Source,
    keeping: &Keeping,
) -> Result<Kept, Failure> {
    let _ = (session, store, documents.into_iter().count(), source, keeping);
    Err(Failure::Refused("texts cannot be kept yet".into()))
}
