//! Under which terms a dataset is held, and who has allowed what.

use std::fmt;

use bellwether_model::{DatasetId, Date};
use serde::{Deserialize, Serialize};

/// Fewest events behind a published count of a restricted source, unless its terms say otherwise. A count
/// of fewer gives single rows away (Duncan, Elliot and Salazar-González 2011, Statistical Confidentiality,
/// chapter 4: threshold rule).
pub const SMALL_CELL_DEFAULT: u64 = 5;

/// The terms of one dataset, as far as they decide about exports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The dataset.
    pub dataset: DatasetId,
    /// Its licence id.
    pub licence: String,
    /// Whether rows may be passed on, with attribution; otherwise only aggregates may.
    pub rows_may_be_exported: bool,
    /// Fewest events behind a published count, where rows may not be passed on.
    #[serde(default = "small_cell")]
    pub small_cell: u64,
    /// What may be done instead of passing rows on, for the refusal.
    #[serde(default = "alternative")]
    pub alternative: String,
}

const fn small_cell() -> u64 {
    SMALL_CELL_DEFAULT
}

fn alternative() -> String {
    "publish counts with the citation instead (count, series)".to_owned()
}

impl Terms {
    /// Terms under which rows may be passed on with attribution.
    #[must_use]
    pub fn open(dataset: DatasetId, licence: impl Into<String>) -> Self {
        Self {
            dataset,
            licence: licence.into(),
            rows_may_be_exported: true,
            small_cell: SMALL_CELL_DEFAULT,
            alternative: alternative(),
        }
    }

    /// Terms under which only counts with a citation may be published.
    #[must_use]
    pub fn restricted(dataset: DatasetId, licence: impl Into<String>) -> Self {
        Self { rows_may_be_exported: false, ..Self::open(dataset, licence) }
    }
}

/// A permission by somebody who is entitled to give it, as the operator recorded it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permission {
    /// The dataset whose rows may be passed on.
    pub dataset: DatasetId,
    /// Who allowed it, and to whom: an office or a contract, not a person's name.
    pub who: String,
    /// Why, or by which document.
    pub why: String,
    /// The day on which it was recorded.
    pub date: Date,
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { dataset, who, why, date } = self;
        write!(f, "rows of {dataset}: allowed by {who}, {why}, recorded {date}")
    }
}

/// All recorded permissions. None is the default.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Permissions(pub Vec<Permission>);

impl Permissions {
    /// The permission for a dataset: the one recorded first. One without a who or a why is none.
    #[must_use]
    pub fn of(&self, dataset: &DatasetId) -> Option<&Permission> {
        let stated = |text: &str| !text.trim().is_empty();
        self.0.iter().find(|permission| {
            permission.dataset == *dataset && stated(&permission.who) && stated(&permission.why)
        })
    }
}
