//! The second look: small trees over what the linear models say of a whole document.
//!
//! The linear models look at one sentence, one document, one noun group. Whether a string is the one to give
//! also depends on its rivals: on better strings for the same thing, on other candidates for the role, on how
//! sure the kind of incident is. These are few dense numbers, and trees weigh them. Their chances are those of
//! being right in the answer, so one least chance serves all.

use super::boost::{Growth, Rows, Trees, TreesError, boost};
use super::fill::{Chances, Scored};
use super::group::{self, PAIR};
use crate::linear::Head;
use std::sync::Arc;

/// What the trees of kinds look at.
pub(super) const KIND: [&str; 21] = [
    "own",
    "other",
    "rank",
    "told1",
    "told2",
    "told3",
    "telling",
    "lead",
    "sentences",
    "best_individual",
    "best_organisation",
    "best_target",
    "best_victim",
    "best_weapon",
    "fillers",
    "attack",
    "bombing",
    "kidnapping",
    "all_telling",
    "early",
    "best_described",
];

/// What the trees of roles look at.
pub(super) const FILLER: [&str; 35] = [
    "own",
    "other",
    "kind",
    "kind_rank",
    "told_best",
    "told",
    "told_kin",
    "above",
    "lead_gap",
    "like_gap",
    "like_sum",
    "mass",
    "sentence",
    "places",
    "length",
    "names",
    "organisation",
    "sentences",
    "elsewhere",
    "kin",
    "attack",
    "bombing",
    "kidnapping",
    "best_individual",
    "best_organisation",
    "best_target",
    "best_victim",
    "best_weapon",
    "telling",
    "longer",
    "shorter",
    "described",
    "best_described",
    "class",
    "counted",
];

/// Roles in file names and heads.
const ROLE_NAMES: [&str; 5] = ["individual", "organisation", "target", "victim", "weapon"];

const KINDS_GROWTH: Growth =
    Growth { trees: 60, depth: 3, rate: 0.08, leaf_min: 8.0, pull: 4.0, share: 0.7 };
const ROLES_GROWTH: Growth =
    Growth { trees: 120, depth: 4, rate: 0.06, leaf_min: 8.0, pull: 4.0, share: 0.7 };

/// A candidate for a role with the chance that it is right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Choice {
    pub(super) role: usize,
    /// Its place among the candidates of the kind.
    pub(super) candidate: usize,
    pub(super) chance: f32,
}

/// What may be answered of a document.
#[derive(Debug, Clone, Default)]
pub(super) struct Decided {
    pub(super) kinds: [f32; 6],
    pub(super) fillers: [Vec<Choice>; 6],
    /// Trees that tell whether two fillers are of one incident.
    pub(super) pairs: Arc<Trees>,
}

/// Trees for kinds and for each role.
#[derive(Debug, Clone)]
pub(super) struct Decisions {
    kinds: Trees,
    roles: [Trees; 5],
    pairs: Arc<Trees>,
}

/// Rows to learn decisions from.
#[derive(Debug, Default)]
pub(super) struct Lessons {
    kinds: Rows,
    roles: [Rows; 5],
    pub(super) pairs: Rows,
}

impl Lessons {
    /// Adds a document: whether it reports a kind, and whether a string fills a role of a kind.
    pub(super) fn push(
        &mut self,
        chances: &Chances,
        reports: impl Fn(usize) -> bool,
        fills: impl Fn(usize, usize, &Scored) -> bool,
    ) {
        for kind in chances.likely() {
            self.kinds.push(&kind_row(chances, kind), reports(kind));
            for (role, rows) in self.roles.iter_mut().enumerate() {
                for (candidate, row) in filler_rows(chances, kind, role) {
                    rows.push(&row, fills(kind, role, &chances.candidates[kind][candidate]));
                }
            }
        }
    }

    /// The decisions learned.
    pub(super) fn learn(&self) -> Decisions {
        Decisions {
            kinds: boost(&self.kinds, KINDS_GROWTH),
            roles: std::array::from_fn(|role| boost(&self.roles[role], ROLES_GROWTH)),
            pairs: Arc::new(group::learn(&self.pairs)),
        }
    }
}

impl Decisions {
    /// The chances of kinds and fillers of a document.
    pub(super) fn decide(&self, chances: &Chances) -> Decided {
        let mut decided = Decided { pairs: Arc::clone(&self.pairs), ..Decided::default() };
        for kind in chances.likely() {
            decided.kinds[kind] = crate::linear::chance(self.kinds.score(&kind_row(chances, kind)));
            for (role, trees) in self.roles.iter().enumerate() {
                for (candidate, row) in filler_rows(chances, kind, role) {
                    let chance = crate::linear::chance(trees.score(&row));
                    decided.fillers[kind].push(Choice { role, candidate, chance });
                }
            }
        }
        decided
    }

    /// The text of the file: the head's lines, then for kinds and each role a line `## NAME` and its trees.
    pub(super) fn write(&self, head: &Head) -> String {
        let mut text = format!(
            "# name: {}\n# version: {}\n# licence: {}\n# source: {}\n",
            head.name, head.version, head.licence, head.source
        );
        text.push_str(&format!("## kinds\n{}", self.kinds.write(&KIND)));
        for (name, trees) in ROLE_NAMES.iter().zip(&self.roles) {
            text.push_str(&format!("## {name}\n{}", trees.write(&FILLER)));
        }
        text.push_str(&format!("## pairs\n{}", self.pairs.write(&PAIR)));
        text
    }

    /// Reads what [`Self::write`] writes.
    ///
    /// # Errors
    /// A part is missing or has a line that is no tree.
    pub(super) fn parse(text: &str) -> Result<Self, TreesError> {
        let part = |name: &str, names: &[&str]| {
            let mark = format!("## {name}\n");
            let start = text.find(&mark).map_or(text.len(), |at| at + mark.len());
            let rest = &text[start..];
            let end = rest.find("\n##").map_or(rest.len(), |at| at + 1);
            Trees::parse(&rest[..end], names, text[..start].lines().count() + 1)
        };
        let mut roles: [Trees; 5] = Default::default();
        for (trees, name) in roles.iter_mut().zip(ROLE_NAMES) {
            *trees = part(name, &FILLER)?;
        }
        let pairs = Arc::new(part("pairs", &PAIR)?);
        Ok(Self { kinds: part("kinds", &KIND)?, roles, pairs })
    }
}

/// The logarithm of the odds, at most 7 either way.
fn odds(chance: f32) -> f32 {
    let chance = chance.clamp(0.001, 0.999);
    (chance / (1.0 - chance)).ln()
}

fn flag(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
}

/// The highest chance of each role among a kind's candidates.
fn best(chances: &Chances, kind: usize) -> [f32; 5] {
    std::array::from_fn(|role| {
        chances.candidates[kind].iter().map(|c| c.chances[role]).fold(0.0, f32::max)
    })
}

/// The highest chance to stand for victims without being a name.
fn described(chances: &Chances, kind: usize) -> f32 {
    chances.candidates[kind].iter().map(|c| c.facts.described).fold(0.0, f32::max)
}

fn rank(chances: &Chances, kind: usize) -> f32 {
    chances.kinds.iter().filter(|&&other| other > chances.kinds[kind]).count() as f32
}

fn kind_row(chances: &Chances, kind: usize) -> [f32; KIND.len()] {
    let others = chances.kinds.iter().enumerate().filter(|(other, _)| *other != kind);
    let other = others.map(|(_, &chance)| chance).fold(0.0, f32::max);
    let told = &chances.told[kind];
    let best = best(chances, kind);
    let fillers: f32 =
        (0..5).map(|role| clusters(chances, kind, role).iter().map(|c| c.1).sum::<f32>()).sum();
    [
        odds(chances.kinds[kind]),
        odds(other),
        rank(chances, kind),
        odds(told.ranked[0]),
        odds(told.ranked[1]),
        odds(told.ranked[2]),
        told.telling as f32,
        odds(told.lead),
        chances.sentences as f32,
        odds(best[0]),
        odds(best[1]),
        odds(best[2]),
        odds(best[3]),
        odds(best[4]),
        fillers,
        flag(kind == 0),
        flag(kind == 1),
        flag(kind == 2),
        chances.told.iter().map(|told| told.telling as f32).sum(),
        told.first as f32,
        odds(described(chances, kind)),
    ]
}

/// Candidates whose chance for a role is worth a second look, the likeliest first, and of each thing's strings
/// the likeliest with its chance.
fn clusters(chances: &Chances, kind: usize, role: usize) -> Vec<(usize, f32)> {
    let all = &chances.candidates[kind];
    let mut heads: Vec<(usize, f32)> = Vec::new();
    for (index, chance) in ranked(chances, kind, role) {
        if !heads.iter().any(|&(head, _)| all[head].is_like(&all[index])) {
            heads.push((index, chance));
        }
    }
    heads
}

/// Chances for a role below this are not looked at again.
const LOOK_MIN: f32 = 0.03;
/// Most strings of a role that are looked at again.
const LOOK_MAX: usize = 60;

fn ranked(chances: &Chances, kind: usize, role: usize) -> Vec<(usize, f32)> {
    let all = chances.candidates[kind].iter().enumerate();
    let mut ranked: Vec<(usize, f32)> = all
        .map(|(index, candidate)| (index, candidate.chances[role]))
        .filter(|&(_, chance)| chance >= LOOK_MIN)
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(LOOK_MAX);
    ranked
}

fn filler_rows(chances: &Chances, kind: usize, role: usize) -> Vec<(usize, [f32; FILLER.len()])> {
    let all = &chances.candidates[kind];
    let looked = ranked(chances, kind, role);
    let heads = clusters(chances, kind, role);
    let mass: f32 = heads.iter().map(|head| head.1).sum();
    let best = best(chances, kind);
    let told = &chances.told[kind];
    let rows = looked.iter().map(|&(index, chance)| {
        let this = &all[index];
        let (mut like, mut sum, mut rival, mut longer, mut shorter) =
            (0.0_f32, 0.0, 0.0_f32, 0.0_f32, 0.0_f32);
        for &(other, its) in looked.iter().filter(|(other, _)| *other != index) {
            if this.is_like(&all[other]) {
                like = like.max(its);
                sum += its;
                if all[other].words.len() > this.words.len() {
                    longer = longer.max(its);
                } else {
                    shorter = shorter.max(its);
                }
            } else {
                rival = rival.max(its);
            }
        }
        let above =
            heads.iter().filter(|&&(head, its)| its > chance && !all[head].is_like(this)).count();
        let others = this.chances.iter().enumerate().filter(|(other, _)| *other != role);
        let other = others.map(|(_, &chance)| chance).fold(0.0, f32::max);
        let elsewhere = (0..6).filter(|&other| other != kind).flat_map(|other| {
            chances.candidates[other]
                .iter()
                .filter(|c| c.span == this.span)
                .map(|c| c.chances[role])
        });
        let row = [
            odds(chance),
            odds(other),
            odds(chances.kinds[kind]),
            rank(chances, kind),
            odds(told.ranked[0]),
            odds(this.facts.told),
            odds(this.facts.told_kin),
            above as f32,
            odds(chance) - odds(rival),
            odds(chance) - odds(like),
            sum,
            mass,
            this.occurrences.first().map_or(0.0, |place| place.sentence as f32),
            this.occurrences.len() as f32,
            this.words.len() as f32,
            this.facts.names as f32,
            flag(this.facts.organisation),
            chances.sentences as f32,
            odds(elsewhere.fold(0.0, f32::max)),
            this.facts.kin as f32,
            flag(kind == 0),
            flag(kind == 1),
            flag(kind == 2),
            odds(best[0]),
            odds(best[1]),
            odds(best[2]),
            odds(best[3]),
            odds(best[4]),
            told.telling as f32,
            odds(longer),
            odds(shorter),
            odds(this.facts.described),
            odds(described(chances, kind)),
            f32::from(this.facts.class),
            flag(this.facts.counted),
        ];
        (index, row)
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_read_as_they_were_written() {
        let mut lessons = Lessons::default();
        for number in 0..400_u16 {
            let mut row = [0.0; KIND.len()];
            row[0] = f32::from(number % 60);
            lessons.kinds.push(&row, number % 60 >= 30);
            let mut row = [0.0; FILLER.len()];
            row[3] = f32::from(number % 9);
            lessons.roles.iter_mut().for_each(|rows| rows.push(&row, number % 9 < 4));
        }
        let learned = lessons.learn();
        let text = learned.write(&Head { name: "decisions".to_owned(), ..Head::default() });
        let read = Decisions::parse(&text).expect("own text");
        let mut row = [0.0; KIND.len()];
        row[0] = 55.0;
        assert!((read.kinds.score(&row) - learned.kinds.score(&row)).abs() < 0.01);
        assert!(read.kinds.score(&row) > 1.0);
        assert!(Decisions::parse(&text.replace("## victim", "## victims")).is_err());
    }
}
