//! Chances of candidates into incidents with fillers.

use super::candidate::{Candidate, Occurrence};
use super::decide::{Choice, Decided};
use super::group::{Member, groups};
use crate::Span;

/// A string that fills a role.
#[derive(Debug, Clone, PartialEq)]
pub struct Filler {
    /// Where it stands first.
    pub span: Span,
    /// How certain the model is, 0..=1.
    pub chance: f32,
}

/// An incident that a document reports.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// Its kind, by its place in [`crate::muc4::INCIDENTS`].
    pub kind: usize,
    /// How certain the model is that the document reports one of this kind, 0..=1.
    pub chance: f32,
    /// Fillers of each of [`crate::muc4::ROLES`], the likeliest first; one for each thing.
    pub roles: [Vec<Filler>; 5],
    /// Strings that stand for victims and are no names.
    pub described: Vec<Filler>,
}

/// From which chance on something is taken.
#[derive(Debug, Clone, PartialEq, serde::Deserialize, serde::Serialize)]
pub struct Cuts {
    /// For kinds of incident, with what their fillers have above theirs.
    pub kind: f32,
    /// For each role.
    pub roles: [f32; 5],
    /// Chance of being of one incident from which on victims and targets are put together.
    pub one: f32,
    /// Chance that some victim or target of a further incident of a kind must have.
    pub more: f32,
}

impl Default for Cuts {
    fn default() -> Self {
        Self { kind: 0.225, roles: [0.225; 5], one: 0.5, more: 0.0 }
    }
}

/// What is known of a candidate beside the chances of its roles.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Facts {
    /// The highest chance of its sentences to tell of the kind.
    pub(super) told: f32,
    /// The same over all places of the same thing.
    pub(super) told_kin: f32,
    /// Other places of the same thing.
    pub(super) kin: usize,
    /// Words that are names.
    pub(super) names: usize,
    /// Whether it is an organisation of the list.
    pub(super) organisation: bool,
    /// The chance to stand for victims without being a name.
    pub(super) described: f32,
    /// What its head stands for, in steps from those who attack to what is attacked.
    pub(super) class: u8,
    /// Whether it begins with a number.
    pub(super) counted: bool,
}

/// A candidate with its chances.
#[derive(Debug)]
pub(super) struct Scored {
    pub(super) span: Span,
    pub(super) occurrences: Vec<Occurrence>,
    /// The words of the string in the form in which mentions are compared.
    pub(super) words: Vec<String>,
    pub(super) chances: [f32; 5],
    pub(super) facts: Facts,
}

impl Scored {
    pub(super) fn new(candidate: Candidate, span: Span, chances: [f32; 5], facts: Facts) -> Self {
        let words = candidate.text.split(' ').map(str::to_owned).collect();
        Self { span, occurrences: candidate.occurrences, words, chances, facts }
    }

    /// Whether the two stand for one thing as far as words tell: they overlap somewhere, or the words of
    /// one are all words of the other and the last ones agree.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let overlap = self.occurrences.iter().any(|a| {
            other
                .occurrences
                .iter()
                .any(|b| a.tokens.start < b.tokens.end && b.tokens.start < a.tokens.end)
        });
        let (short, long) =
            if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let within = short.words.iter().all(|word| long.words.contains(word));
        overlap || (within && short.words.last() == long.words.last())
    }
}

/// What the sentences of a document tell of a kind.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told {
    /// The three highest chances.
    pub(super) ranked: [f32; 3],
    /// Sentences that likely tell of it.
    pub(super) telling: usize,
    /// The highest chance of the first sentences.
    pub(super) lead: f32,
    /// The first sentence that likely tells of it.
    pub(super) first: usize,
}

/// What the linear models say of a document: chances of kinds, and for each likely kind the likely candidates.
#[derive(Debug, Default)]
pub(super) struct Chances {
    pub(super) kinds: [f32; 6],
    pub(super) told: [Told; 6],
    pub(super) sentences: usize,
    pub(super) candidates: [Vec<Scored>; 6],
    /// Of each sentence the chances to tell of each kind.
    pub(super) by_sentence: Vec<[f32; 6]>,
    /// What else is known of each sentence.
    pub(super) marks: Vec<Marks>,
}

/// Marks of a sentence.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
    /// Whether it has a word with which something new is told: "another", "meanwhile".
    pub(super) anew: bool,
    /// Whether it has a day or a month.
    pub(super) dated: bool,
}

impl Chances {
    /// The chance of a sentence to tell of a kind.
    pub(super) fn sentence(&self, sentence: usize, kind: usize) -> f32 {
        self.by_sentence.get(sentence).map_or(0.0, |chances| chances[kind])
    }

    /// The marks of a sentence.
    pub(super) fn marks(&self, sentence: usize) -> Marks {
        self.marks.get(sentence).copied().unwrap_or_default()
    }

    /// Kinds that are worth a second look.
    pub(super) fn likely(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.kinds.len()).filter(|&kind| self.kinds[kind] >= CHANCE_MIN)
    }
}

/// Kinds with a chance below this are not looked into.
pub(super) const CHANCE_MIN: f32 = 0.04;

/// The incidents that are worth their answer: of a kind with its fillers the chances above the cuts outweigh
/// what is missing below.
pub(super) fn fill(chances: &Chances, decided: &Decided, cuts: &Cuts) -> Vec<Incident> {
    let mut incidents = Vec::new();
    for kind in chances.likely() {
        let candidates = &chances.candidates[kind];
        let taken = taken(candidates, &decided.fillers[kind], &cuts.roles);
        let chance = decided.kinds[kind];
        let above: f32 = taken.iter().map(|t| t.chance - cuts.roles[t.role]).sum();
        if chance - cuts.kind + above <= 0.0 {
            continue;
        }
        let members: Vec<Member<'_>> =
            taken.iter().map(|t| (t.role, &candidates[t.candidate])).collect();
        let stays = |at: usize, fit: f32| taken[at].chance * fit >= cuts.roles[taken[at].role];
        let weak = |core: &[usize]| core.iter().all(|&at| taken[at].chance < cuts.more);
        for group in groups(chances, kind, &members, &decided.pairs, cuts.one, weak, stays) {
            let near = |sentence: usize| {
                let places = group.iter().flat_map(|&at: &usize| &members[at].1.occurrences);
                places.map(|place| place.sentence.abs_diff(sentence)).min().unwrap_or(0)
            };
            let described = described(candidates, near);
            let mut roles: [Vec<Filler>; 5] = Default::default();
            for &at in &group {
                let Choice { role, candidate, chance } = taken[at];
                roles[role].push(Filler { span: candidates[candidate].span, chance });
            }
            incidents.push(Incident { kind, chance, roles, described });
        }
    }
    incidents
}

/// Descriptions of victims near an incident, of each thing the likeliest string. `near` gives the sentences from
/// the incident to a sentence.
fn described(candidates: &[Scored], near: impl Fn(usize) -> usize) -> Vec<Filler> {
    const CHANCE: f32 = 0.4;
    const APART: usize = 3;
    let mut likely: Vec<&Scored> = candidates
        .iter()
        .filter(|candidate| candidate.facts.described >= CHANCE)
        .filter(|c| c.occurrences.first().is_some_and(|place| near(place.sentence) <= APART))
        .collect();
    likely.sort_by(|a, b| b.facts.described.total_cmp(&a.facts.described));
    let mut taken: Vec<&Scored> = Vec::new();
    for candidate in likely {
        if !taken.iter().any(|other| other.is_like(candidate)) {
            taken.push(candidate);
        }
    }
    taken.iter().map(|c| Filler { span: c.span, chance: c.facts.described }).collect()
}

/// The choices above the cuts of their roles, of each thing the likeliest string.
pub(super) fn taken(candidates: &[Scored], choices: &[Choice], least: &[f32; 5]) -> Vec<Choice> {
    let mut ranked: Vec<Choice> =
        choices.iter().filter(|choice| choice.chance >= least[choice.role]).copied().collect();
    ranked.sort_by(|a, b| {
        b.chance.total_cmp(&a.chance).then(a.candidate.cmp(&b.candidate)).then(a.role.cmp(&b.role))
    });
    let mut taken: Vec<Choice> = Vec::new();
    for choice in ranked {
        let this = &candidates[choice.candidate];
        let known = taken.iter().any(|other| {
            if other.role == choice.role {
                this.is_like(&candidates[other.candidate])
            } else {
                other.candidate == choice.candidate
            }
        });
        if !known {
            taken.push(choice);
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(text: &str, start: usize) -> Scored {
        let length = text.split(' ').count();
        let occurrence = Occurrence { sentence: 0, chunk: None, tokens: start..start + length };
        let candidate =
            Candidate { text: text.to_owned(), occurrences: vec![occurrence], kin: Vec::new() };
        Scored::new(candidate, Span::new(start, start + length), [0.5; 5], Facts::default())
    }

    fn answer(
        kind: f32,
        candidates: Vec<Scored>,
        choices: &[(usize, usize, f32)],
    ) -> Vec<Incident> {
        let mut chances = Chances { kinds: [0.9, 0.0, 0.0, 0.0, 0.0, 0.0], ..Chances::default() };
        chances.candidates[0] = candidates;
        let mut decided = Decided::default();
        decided.kinds[0] = kind;
        let choice = |&(role, candidate, chance)| Choice { role, candidate, chance };
        decided.fillers[0] = choices.iter().map(choice).collect();
        fill(&chances, &decided, &Cuts::default())
    }

    #[test]
    fn of_strings_for_one_thing_the_likeliest_answers() {
        let candidates = vec![
            scored("group of armed men", 0),
            scored("armed men", 2),
            scored("three peasants", 8),
        ];
        let incidents =
            answer(0.9, candidates, &[(0, 0, 0.6), (0, 1, 0.8), (3, 2, 0.7), (0, 2, 0.1)]);
        assert_eq!(incidents.len(), 1);
        assert_eq!(incidents[0].roles[0], [Filler { span: Span::new(2, 4), chance: 0.8 }]);
        assert_eq!(incidents[0].roles[3].len(), 1);
    }

    #[test]
    fn a_sure_filler_carries_an_unsure_kind() {
        assert!(answer(0.1, vec![scored("bomb", 0)], &[(4, 0, 0.3)]).is_empty());
        assert_eq!(answer(0.1, vec![scored("bomb", 0)], &[(4, 0, 0.6)]).len(), 1);
    }

    #[test]
    fn one_string_fills_one_role() {
        let incidents = answer(0.9, vec![scored("police", 0)], &[(0, 0, 0.5), (1, 0, 0.6)]);
        assert!(incidents[0].roles[0].is_empty());
        assert_eq!(incidents[0].roles[1].len(), 1);
    }
}
