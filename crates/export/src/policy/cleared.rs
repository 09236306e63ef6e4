//! What the guard has let pass.

use std::collections::BTreeSet;

use bellwether_model::DatasetId;

use super::Permission;
use crate::card::Card;
use crate::error::ExportError;
use crate::grid::Grid;

/// Something that may leave. Only [`super::Guard`] makes one, and only a `Cleared` can be written: a
/// program that did not ask does not compile.
///
/// ```compile_fail
/// use bellwether_export::{Card, Format, Grid, Options, write};
/// let (grid, card) = (Grid::new(&["report_id"]), Card::new("", "", Vec::new()));
/// write(Format::Csv, &grid, &card, &Options::default(), &mut Vec::new()).unwrap();
/// ```
///
/// ```compile_fail
/// use bellwether_export::{Grid, policy::Cleared};
/// let forged = Cleared { inner: Grid::new(&[]), datasets: Default::default() };
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Cleared<T> {
    inner: T,
    datasets: BTreeSet<DatasetId>,
    permissions: Vec<Permission>,
    notes: Vec<String>,
}

impl<T> Cleared<T> {
    pub(super) const fn new(
        inner: T,
        datasets: BTreeSet<DatasetId>,
        permissions: Vec<Permission>,
        notes: Vec<String>,
    ) -> Self {
        Self { inner, datasets, permissions, notes }
    }

    /// What may leave.
    #[must_use]
    pub const fn get(&self) -> &T {
        &self.inner
    }

    /// The datasets that it is made of.
    #[must_use]
    pub const fn datasets(&self) -> &BTreeSet<DatasetId> {
        &self.datasets
    }

    /// The permissions without which it would not have been cleared.
    #[must_use]
    pub fn permissions(&self) -> &[Permission] {
        &self.permissions
    }

    /// What was done to it before it was cleared: cells withheld, places coarsened.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// With one note more, on what was done before the guard saw it.
    #[must_use]
    pub fn note(mut self, note: Option<String>) -> Self {
        self.notes.extend(note);
        self
    }

    /// The card as it must go with this: with the permissions used and with what was done.
    ///
    /// # Errors
    /// When the card does not cite a dataset that this is made of.
    pub fn card(&self, card: &Card) -> Result<Card, ExportError> {
        let cites = |id: &DatasetId| card.datasets.iter().any(|cited| cited.dataset == *id);
        if let Some(missing) = self.datasets.iter().find(|id| !cites(id)) {
            return Err(ExportError::Uncited(missing.clone()));
        }
        let mut card = card.clone();
        card.permissions.extend(self.permissions.iter().cloned());
        card.notes.extend(self.notes.iter().cloned());
        Ok(card)
    }
}

impl Cleared<Grid> {
    /// The same with these columns alone ([`Grid::select`]): what was let pass as a whole may pass in part.
    #[must_use]
    pub fn select(mut self, names: &[&str]) -> Self {
        self.inner = self.inner.select(names);
        self
    }
}
