//! A crosswalk: rows from one scheme to another, and the look-up of a code.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::scheme::Scheme;
use super::{compose, embedded, load};

/// How what a code on the left covers lies to what the code on the right covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Both cover the same.
    Equal,
    /// The left covers a part of what the right covers: nothing is wrong, detail is lost.
    Narrower,
    /// The left covers more than the right: some of what is mapped does not belong there.
    Broader,
    /// They overlap, or something else (the actors, the target) decides.
    Partial,
}

impl Relation {
    /// The word that stands in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Narrower => "narrower",
            Self::Broader => "broader",
            Self::Partial => "partial",
        }
    }

    /// The relation of a first code to a third, from that of the first to a second and of the second
    /// to the third.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        match (self, next) {
            (Self::Equal, other) | (other, Self::Equal) => other,
            (one, other) if one == other => one,
            _ => Self::Partial,
        }
    }
}

/// One row of a crosswalk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The code on the left.
    pub from: &'static str,
    /// The code on the right.
    pub to: &'static str,
    /// How the two lie to one another.
    pub relation: Relation,
    /// What to know about it; empty when there is nothing.
    pub note: String,
}

/// A code that deliberately has no counterpart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The code on the left.
    pub from: &'static str,
    /// Why.
    pub reason: String,
}

/// Where a crosswalk comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// What it was made from.
    pub source: String,
    /// Who made that.
    pub authors: String,
    /// The year of it.
    pub year: i16,
    /// Where it is found, when it is on the web.
    pub url: Option<String>,
    /// The terms of the crosswalk's file.
    pub licence: String,
    /// What we decided where the source leaves room or is silent.
    pub decided: Vec<String>,
}

/// What one scheme's codes are in another.
#[derive(Debug)]
pub struct Crosswalk {
    /// The scheme on the left.
    pub from: Scheme,
    /// The scheme on the right.
    pub to: Scheme,
    /// The scheme in the middle when the crosswalk was put together from two files.
    pub composed: Option<Scheme>,
    /// Where it comes from.
    pub source: Source,
    /// Its rows. Several rows of one code are alternatives; the first is the one to take when nothing
    /// else is known.
    pub rows: Vec<Row>,
    /// The codes without a counterpart.
    pub unmapped: Vec<Gap>,
    /// What applies to each code on the left, in the order of its scheme.
    answers: Vec<Answer>,
}

/// What applies to one code.
#[derive(Debug, Clone)]
enum Answer {
    /// The rows at these places; `inherited` when they are those of a code above it.
    Rows { at: Vec<usize>, inherited: bool },
    /// No counterpart, for the reason at this place.
    Gap(usize),
    /// Neither is said.
    Forgotten,
}

/// What a look-up found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'a> {
    /// The row that applies.
    pub row: &'a Row,
    /// Whether the code has no row of its own and that of the code above it was taken.
    pub inherited: bool,
}

impl Crosswalk {
    pub(super) fn new(
        from: Scheme,
        to: Scheme,
        composed: Option<Scheme>,
        source: Source,
        rows: Vec<Row>,
        unmapped: Vec<Gap>,
    ) -> Self {
        let answers = answers(from, &rows, &unmapped);
        Self { from, to, composed, source, rows, unmapped, answers }
    }

    /// The code on the right for a code on the left; the first when there are several.
    ///
    /// A code without a row of its own takes that of the nearest code above it (`1831` that of `183`,
    /// `Battles/Armed clash` that of `Battles`); [`Crosswalk::find`] says whether it did. `None` when the
    /// code has no counterpart or is not of the scheme.
    #[must_use]
    pub fn to(&self, code: &str) -> Option<&'static str> {
        self.find(code).map(|found| found.row.to)
    }

    /// As [`Crosswalk::to`], for a code that stands in two columns, such as ACLED's type and sub-type or
    /// GTD's target type and sub-type. An empty second part is none.
    #[must_use]
    pub fn to_pair(&self, first: &str, second: &str) -> Option<&'static str> {
        if second.trim().is_empty() {
            return self.to(first);
        }
        self.to(&format!("{}/{}", first.trim(), second.trim()))
    }

    /// The row for a code, and whether it is inherited from a code above it.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<Found<'_>> {
        let (rows, inherited) = self.resolve(code)?;
        rows.first().map(|at| Found { row: &self.rows[*at], inherited })
    }

    /// All rows for a code: the alternatives among which something else decides.
    #[must_use]
    pub fn all(&self, code: &str) -> Vec<&Row> {
        let rows = self.resolve(code).map_or(&[][..], |(rows, _)| rows);
        rows.iter().map(|at| &self.rows[*at]).collect()
    }

    /// Why a code has no counterpart, when that is deliberate.
    #[must_use]
    pub fn why_not(&self, code: &str) -> Option<&str> {
        let (at, _) = self.from.nearest_position(code)?;
        match self.answers[at] {
            Answer::Gap(gap) => Some(&self.unmapped[gap].reason),
            Answer::Rows { .. } | Answer::Forgotten => None,
        }
    }

    /// The places of the rows for a code, and whether they are those of a code above it.
    fn resolve(&self, written: &str) -> Option<(&[usize], bool)> {
        let (at, exact) = self.from.nearest_position(written)?;
        match &self.answers[at] {
            Answer::Rows { at, inherited } => Some((at, *inherited || !exact)),
            Answer::Gap(_) | Answer::Forgotten => None,
        }
    }

    /// The first code on the left that is neither mapped nor listed, and neither is a code above it.
    pub(super) fn forgotten(&self) -> Option<&'static str> {
        let at = self.answers.iter().position(|answer| matches!(answer, Answer::Forgotten))?;
        Some(self.from.codes()[at].code.as_str())
    }
}

/// What applies to each code of a scheme: its own rows or gap, else those of the nearest code above it.
fn answers(from: Scheme, rows: &[Row], gaps: &[Gap]) -> Vec<Answer> {
    let table = from.table();
    let mut own = vec![Answer::Forgotten; table.codes.len()];
    for (place, gap) in gaps.iter().enumerate() {
        if let Some(code) = table.position(gap.from) {
            own[code] = Answer::Gap(place);
        }
    }
    for (place, row) in rows.iter().enumerate() {
        let Some(code) = table.position(row.from) else { continue };
        match &mut own[code] {
            Answer::Rows { at, .. } => at.push(place),
            other => *other = Answer::Rows { at: vec![place], inherited: false },
        }
    }
    let above = |code: usize| {
        let mut up = table.parent(code);
        while let Some(here) = up {
            match &own[here] {
                Answer::Rows { at, .. } => {
                    return Answer::Rows { at: at.clone(), inherited: true };
                }
                Answer::Gap(gap) => return Answer::Gap(*gap),
                Answer::Forgotten => up = table.parent(here),
            }
        }
        Answer::Forgotten
    };
    (0..own.len())
        .map(|code| match &own[code] {
            Answer::Forgotten => above(code),
            said => said.clone(),
        })
        .collect()
}

/// The crosswalk from one scheme to another: that of a file, or else one put together from two files
/// through the scheme in the middle that leaves the fewest codes without a counterpart. `None` when there
/// is neither, and from a scheme to itself.
#[must_use]
pub fn crosswalk(from: Scheme, to: Scheme) -> Option<&'static Crosswalk> {
    const SIZE: usize = Scheme::ALL.len();
    static WALKS: [OnceLock<Option<Crosswalk>>; SIZE * SIZE] =
        [const { OnceLock::new() }; SIZE * SIZE];
    WALKS[from as usize * SIZE + to as usize]
        .get_or_init(|| match embedded::walk(from, to) {
            Some(text) => {
                Some(load::walk(text).expect("the embedded crosswalks are valid, by test"))
            }
            None => compose::through(from, to),
        })
        .as_ref()
}
