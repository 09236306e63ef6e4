//! Chances of candidates into incidents with fillers.

use super::candidate::{Candidate, Occurrence};
use super::decide::{Choice, Decided};
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
}

/// From which chance on something is taken.
#[derive(Debug, Clone, PartialEq, serde::Deserialize, serde::Serialize)]
pub struct Cuts {
    /// For kinds of incident, with what their fillers have above theirs.
    pub kind: f32,
    /// For each role.
    pub roles: [f32; 5],
    /// Sentences between victims or targets from which on they are of two incidents of one kind.
    pub sentences_apart: usize,
}

impl Default for Cuts {
    fn default() -> Self {
        Self { kind: 0.23, roles: [0.23; 5], sentences_apart: 1000 }
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
}

impl Chances {
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
        let taken = taken(&chances.candidates[kind], &decided.fillers[kind], cuts);
        let chance = decided.kinds[kind];
        let above: f32 = taken.iter().map(|t| t.filler.chance - cuts.roles[t.role]).sum();
        if chance - cuts.kind + above > 0.0 {
            incidents.extend(
                parted(&taken, cuts.sentences_apart).into_iter().map(|roles| Incident {
                    kind,
                    chance,
                    roles,
                }),
            );
        }
    }
    incidents
}

/// The choices above the cuts, of each thing the likeliest string.
fn taken(candidates: &[Scored], choices: &[Choice], cuts: &Cuts) -> Vec<Taken> {
    let mut ranked: Vec<Choice> =
        choices.iter().filter(|choice| choice.chance >= cuts.roles[choice.role]).copied().collect();
    ranked.sort_by(|a, b| {
        b.chance.total_cmp(&a.chance).then(a.candidate.cmp(&b.candidate)).then(a.role.cmp(&b.role))
    });
    let mut fillers = Vec::new();
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for Choice { role, candidate, chance } in ranked {
        let this = &candidates[candidate];
        let known = taken.iter().any(|&(other_role, other)| {
            (other_role == role && this.is_like(&candidates[other]))
                || (other_role != role && other == candidate)
        });
        if !known {
            taken.push((role, candidate));
            let sentence = this.occurrences.first().map_or(0, |place| place.sentence);
            fillers.push(Taken { role, sentence, filler: Filler { span: this.span, chance } });
        }
    }
    fillers
}

/// A filler with its role and the sentence that it first stands in.
struct Taken {
    role: usize,
    sentence: usize,
    filler: Filler,
}

/// Roles that tell one incident from another: what or who was hit.
const HIT: [usize; 2] = [2, 3];

/// Fillers by incident. Victims and targets that first stand far apart are of different incidents; what else
/// there is goes to the nearest, an organisation to all.
fn parted(taken: &[Taken], apart: usize) -> Vec<[Vec<Filler>; 5]> {
    const ORGANISATION: usize = 1;
    let mut places: Vec<usize> =
        taken.iter().filter(|t| HIT.contains(&t.role)).map(|t| t.sentence).collect();
    places.sort_unstable();
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for place in places {
        match groups.last_mut() {
            Some(group) if place - group.1 < apart => group.1 = place,
            _ => groups.push((place, place)),
        }
    }
    if groups.is_empty() {
        groups.push((0, usize::MAX));
    }
    let mut incidents: Vec<[Vec<Filler>; 5]> = groups.iter().map(|_| Default::default()).collect();
    for Taken { role, sentence, filler } in taken {
        let distance = |group: &(usize, usize)| {
            group.0.saturating_sub(*sentence).max(sentence.saturating_sub(group.1))
        };
        let nearest = (0..groups.len()).min_by_key(|&index| distance(&groups[index])).unwrap_or(0);
        for (index, incident) in incidents.iter_mut().enumerate() {
            if index == nearest || *role == ORGANISATION {
                incident[*role].push(filler.clone());
            }
        }
    }
    incidents
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

    fn answer(kind: f32, candidates: Vec<Scored>, choices: &[(usize, usize, f32)]) -> Vec<Incident> {
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
        let candidates =
            vec![scored("group of armed men", 0), scored("armed men", 2), scored("three peasants", 8)];
        let incidents = answer(0.9, candidates, &[(0, 0, 0.6), (0, 1, 0.8), (3, 2, 0.7), (0, 2, 0.1)]);
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
    fn victims_far_apart_are_of_two_incidents() {
        let taken = |role, sentence, start| Taken {
            role,
            sentence,
            filler: Filler { span: Span::new(start, start + 1), chance: 0.9 },
        };
        let all = [taken(3, 0, 0), taken(3, 9, 10), taken(0, 8, 20), taken(1, 0, 30)];
        let incidents = parted(&all, 4);
        assert_eq!(incidents.len(), 2);
        assert!(incidents[0][0].is_empty() && incidents[1][0].len() == 1);
        assert!(incidents.iter().all(|incident| incident[1].len() == 1 && incident[3].len() == 1));
        assert_eq!(parted(&all, usize::MAX).len(), 1);
    }

    #[test]
    fn one_string_fills_one_role() {
        let incidents = answer(0.9, vec![scored("police", 0)], &[(0, 0, 0.5), (1, 0, 0.6)]);
        assert!(incidents[0].roles[0].is_empty());
        assert_eq!(incidents[0].roles[1].len(), 1);
    }
}
