//! Why reports could not be put together.

use bellwether_linkage::ModelForm;
use bellwether_store::StoreError;

/// Why reports could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum ReconcileError {
    /// The store could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What a run kept is not of this version's form.
    #[error(transparent)]
    Model(#[from] ModelForm),
    /// More datasets than bits in a mask.
    #[error("{0} datasets have reports, and at most 64 can be put together; leave some out")]
    TooManyDatasets(usize),
    /// More reports than can be numbered.
    #[error("{0} reports are more than the 4,294,967,295 that can be put together")]
    TooManyReports(usize),
}
