//! Bytes to reports: what a source published, read strictly, with every row accounted for.
//!
//! What comes in: a file, plain or packed, recognised by its content. What goes out: batches of
//! reports, published totals, actors and statements in the file's order, and a finding for each row
//! that is none of these, that was repaired, or in which something does not agree. A bad row costs
//! itself and never the rest of the file; a file as a whole is refused only when nobody could read it
//! or a limit says so.
//!
//! [`recognise`] looks at a file and says what it is; [`read`] reads it with bounded memory on several
//! threads; [`describe`] says what a dataset covers, what it leaves out and under which licence it
//! stands; [`scope_of`] says what the file is complete for, when that is certain.
//!
//! A table that no reader knows is read through a [`Mapping`]: [`suggest`] drafts one, [`recognise_with`]
//! checks it against a table, and [`bundled`] lists those that come with the program.
//!
//! Each source has a folder with the same verbs; `list.rs` names them all. Adding one is a folder and a
//! line there.

mod acled;
mod cameo;
mod describe;
mod error;
#[doc(hidden)]
pub mod fuzz;
mod gdelt;
mod gtd;
mod headerless;
mod icews;
mod input;
mod lands;
mod list;
mod mapped;
mod parties;
mod pipeline;
mod probe;
mod reading;
mod recognise;
mod releases;
mod scope;
mod source;
mod summary;
mod text;
mod ucdp;

use std::path::Path;

use bellwether_model::{Batch, Limits, Report};

pub use describe::{
    About, AskedScope, Countries, Coverage, Dataset, Effect, Fatalities, FatalityForm, Holds,
    Inclusion, Licence, Missing, Reason, SeriesBreak, World, can_speak, datasets, describe,
};
pub use error::SourceError;
pub use input::Container;
pub use mapped::{At, Mapping, MappingError, bundled, recognise_with, suggest};
pub use recognise::{Recognised, Shape, recognise, recognise_as};
pub use releases::published_of;
pub use scope::scope_of;
pub use summary::{Progress, Summary};
pub use text::value::DateOrder;

/// How a file is to be read.
#[derive(Clone, Copy)]
pub struct ReadOptions<'a> {
    /// What is read at most.
    pub limits: Limits,
    /// Threads that parse; 0 means as many as there are cores.
    pub threads: usize,
    /// The order of dates with slashes, when somebody declared it.
    pub date_order: Option<DateOrder>,
    /// Called on each report on the thread that parsed it, to add what the registry knows.
    pub enrich: &'a (dyn Fn(&mut Report) + Sync),
    /// Called after each batch on the calling thread.
    pub progress: &'a (dyn Fn(Progress) + Sync),
}

impl Default for ReadOptions<'_> {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            threads: 0,
            date_order: None,
            enrich: &|_| {},
            progress: &|_| {},
        }
    }
}

impl std::fmt::Debug for ReadOptions<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReadOptions")
            .field("limits", &self.limits)
            .field("threads", &self.threads)
            .field("date_order", &self.date_order)
            .finish_non_exhaustive()
    }
}

/// Reads a recognised file and hands its batches, in the file's order, to `sink` on the calling
/// thread. Parsing runs on other threads; a few chunks of about a mebibyte are in flight at any time.
///
/// A stream that is damaged in the middle gives the rows before the damage, one reject for it, and
/// [`Summary::damage`].
///
/// # Errors
/// What `sink` returned; or a [`SourceError`] when the file cannot be opened, is not what `recognised`
/// says, or a limit on the whole file is hit. The batches before it have been handed on.
pub fn read<E: From<SourceError>>(
    path: &Path,
    recognised: &Recognised,
    options: &ReadOptions<'_>,
    mut sink: impl FnMut(Batch) -> Result<(), E>,
) -> Result<Summary, E> {
    let mut refused = None;
    let mut accept = |batch| match sink(batch) {
        Ok(()) => true,
        Err(error) => {
            refused = Some(error);
            false
        }
    };
    let outcome = pipeline::run(path, recognised, options, &mut accept);
    match refused {
        Some(error) => Err(error),
        None => Ok(outcome?),
    }
}
