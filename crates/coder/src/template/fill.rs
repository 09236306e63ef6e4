//! Chances of candidates into incidents with fillers.

use super::candidate::{Candidate, Occurrence};
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
    /// For each kind of incident.
    pub kinds: [f32; 6],
    /// For each role.
    pub roles: [f32; 5],
    /// Sentences between victims or targets from which on they are of two incidents of one kind.
    pub sentences_apart: usize,
}

impl Default for Cuts {
    fn default() -> Self {
        Self { kinds: [0.4; 6], roles: [0.4; 5], sentences_apart: 1000 }
    }
}

/// A candidate with its chances.
#[derive(Debug)]
pub(super) struct Scored {
    pub(super) span: Span,
    pub(super) occurrences: Vec<Occurrence>,
    /// The words of `text`.
    words: Vec<String>,
    pub(super) chances: [f32; 5],
}

impl Scored {
    pub(super) fn new(candidate: Candidate, span: Span, chances: [f32; 5]) -> Self {
        let words = candidate.text.split(' ').map(str::to_owned).collect();
        Self { span, occurrences: candidate.occurrences, words, chances }
    }

    /// Whether the two stand for one thing as far as words tell: they overlap somewhere, or the words of
    /// one are all words of the other and the last ones agree.
    fn is_like(&self, other: &Self) -> bool {
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

/// What the models say of a document: chances of kinds, and for each likely kind the likely candidates.
#[derive(Debug)]
pub(super) struct Chances {
    pub(super) kinds: [f32; 6],
    pub(super) candidates: [Vec<Scored>; 6],
}

/// The incidents whose chances pass the cuts.
pub(super) fn fill(chances: &Chances, cuts: &Cuts) -> Vec<Incident> {
    let mut incidents = Vec::new();
    for (kind, &chance) in chances.kinds.iter().enumerate() {
        if chance >= cuts.kinds[kind] {
            let taken = taken(&chances.candidates[kind], chance, cuts);
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

/// Fillers of an incident whose kind has a chance: the doubt whether there is such an incident counts by
/// its root, as both models have seen the same words.
fn taken(candidates: &[Scored], kind: f32, cuts: &Cuts) -> Vec<Taken> {
    let mut ranked: Vec<(f32, usize, usize)> = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        for (role, &chance) in candidate.chances.iter().enumerate() {
            let chance = chance * kind.sqrt();
            if chance >= cuts.roles[role] {
                ranked.push((chance, role, index));
            }
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)).then(a.1.cmp(&b.1)));
    let mut fillers = Vec::new();
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (chance, role, index) in ranked {
        let this = &candidates[index];
        let known = taken.iter().any(|&(other_role, other)| {
            (other_role == role && this.is_like(&candidates[other]))
                || (other_role != role && other == index)
        });
        if !known {
            taken.push((role, index));
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

    fn scored(text: &str, start: usize, chances: [f32; 5]) -> Scored {
        let length = text.split(' ').count();
        let occurrence = Occurrence { sentence: 0, chunk: None, tokens: start..start + length };
        let candidate = Candidate { text: text.to_owned(), occurrences: vec![occurrence] };
        Scored::new(candidate, Span::new(start, start + length), chances)
    }

    #[test]
    fn of_strings_for_one_thing_the_likeliest_answers() {
        let chances = Chances {
            kinds: [1.0, 0.1, 0.0, 0.0, 0.0, 0.0],
            candidates: [
                vec![
                    scored("group of armed men", 0, [0.6, 0.0, 0.0, 0.0, 0.0]),
                    scored("armed men", 2, [0.8, 0.0, 0.0, 0.0, 0.0]),
                    scored("three peasants", 8, [0.1, 0.0, 0.0, 0.7, 0.0]),
                ],
                vec![],
                vec![],
                vec![],
                vec![],
                vec![],
            ],
        };
        let incidents = fill(&chances, &Cuts::default());
        assert_eq!(incidents.len(), 1);
        assert_eq!(incidents[0].roles[0], [Filler { span: Span::new(2, 4), chance: 0.8 }]);
        assert_eq!(incidents[0].roles[3].len(), 1);
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
        let chances = Chances {
            kinds: [1.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            candidates: [
                vec![scored("police", 0, [0.5, 0.6, 0.0, 0.0, 0.0])],
                vec![],
                vec![],
                vec![],
                vec![],
                vec![],
            ],
        };
        let incidents = fill(&chances, &Cuts::default());
        assert!(incidents[0].roles[0].is_empty());
        assert_eq!(incidents[0].roles[1].len(), 1);
    }
}
