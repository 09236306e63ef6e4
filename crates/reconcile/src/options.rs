//! What may be chosen about a run.

use bellwether_linkage::Settings;
use serde::Serialize;

/// How reports are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Odds learnt from the data, one to one (`bellwether_linkage::link`).
    #[default]
    Linkage,
    /// The rule of MELTT (Donnay et al. 2019): windows and taxonomies, in the order of the datasets.
    Meltt,
    /// The fixed window of xSub (Zhukov, Davenport and Kostyuk 2019).
    Xsub,
}

impl Method {
    /// All, the default first.
    pub const ALL: [Self; 3] = [Self::Linkage, Self::Meltt, Self::Xsub];

    /// The word that stands in the store and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Linkage => "linkage",
            Self::Meltt => "meltt",
            Self::Xsub => "xsub",
        }
    }

    /// The method of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == word)
    }
}

/// The window of the rules of MELTT and xSub; what is not given is the rule's own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Window {
    /// The most days between two reports.
    pub days: Option<i32>,
    /// The most kilometres between their points.
    pub km: Option<f32>,
}

/// What may be chosen.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How reports are put together.
    pub method: Method,
    /// How far apart reports of one incident may lie, and from which probability they are joined.
    /// [`Settings::repeating`] is set from `repeating`.
    pub settings: Settings,
    /// The window of [`Method::Meltt`] and [`Method::Xsub`], which have no use for the settings.
    pub window: Window,
    /// Datasets that repeat events (machine-coded news), by name.
    pub repeating: Vec<String>,
    /// Datasets that take no part: those that copy another one.
    pub left_out: Vec<String>,
    /// Everything again, also where only a few days changed.
    pub full: bool,
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reports are read.
    Reading,
    /// So many reports are compared.
    Linking(u64),
    /// What was found is written.
    Writing,
}
