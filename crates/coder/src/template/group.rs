//! Which fillers are of one incident, where a document has several of one kind.
//!
//! Trees give each pair of fillers the chance to be of one incident, from how far apart they stand and what
//! the sentences between them tell. Victims and targets are joined as long as the mean chance between two
//! groups is high enough; what else there is goes to each group that it fits, at least to the best.

use super::boost::{Growth, Rows, Trees, boost};
use super::fill::{Chances, Scored};

/// What the trees of pairs look at.
pub(super) const PAIR: [&str; 18] = [
    "role_first",
    "role_second",
    "first_apart",
    "least_apart",
    "sentence",
    "sentences",
    "telling",
    "telling_between",
    "silent_between",
    "anew",
    "dated",
    "fillers",
    "hits",
    "bombing",
    "kidnapping",
    "places_first",
    "places_second",
    "shared",
];

const GROWTH: Growth =
    Growth { trees: 60, depth: 3, rate: 0.08, leaf_min: 6.0, pull: 4.0, share: 0.7 };

/// Roles that tell one incident from another: what or who was hit.
pub(super) const HIT: [usize; 2] = [2, 3];

/// A filler under grouping: its role and its candidate.
pub(super) type Member<'a> = (usize, &'a Scored);

/// Adds the pairs of fillers of a kind of which it is known whether they are of one incident.
pub(super) fn push_pairs(
    chances: &Chances,
    kind: usize,
    members: &[Member<'_>],
    is_one: impl Fn(Member<'_>, Member<'_>) -> Option<bool>,
    rows: &mut Rows,
) {
    for (index, first) in members.iter().enumerate() {
        for second in &members[index + 1..] {
            if let Some(truth) = is_one(*first, *second) {
                rows.push(&row(chances, kind, members, *first, *second), truth);
            }
        }
    }
}

/// The trees learned from pairs.
pub(super) fn learn(rows: &Rows) -> Trees {
    boost(rows, GROWTH)
}

fn row(
    chances: &Chances,
    kind: usize,
    members: &[Member<'_>],
    a: Member<'_>,
    b: Member<'_>,
) -> [f32; PAIR.len()] {
    const TELLS: f32 = 0.3;
    let first = |member: Member<'_>| member.1.occurrences.first().map_or(0, |place| place.sentence);
    let (a, b) = if (first(a), a.0) <= (first(b), b.0) { (a, b) } else { (b, a) };
    let least = a.1.occurrences.iter().flat_map(|x| {
        b.1.occurrences
            .iter()
            .map(move |y| (x.sentence.abs_diff(y.sentence), x.sentence.min(y.sentence)))
    });
    let (least, from) = least.min().unwrap_or((0, 0));
    let tells = |at: &usize| chances.sentence(*at, kind) >= TELLS;
    let between = || from + 1..from + least;
    let telling = between().filter(tells).count();
    let after = || from + 1..=from + least;
    let shared = a.1.words.iter().filter(|word| b.1.words.contains(word)).count();
    [
        a.0 as f32,
        b.0 as f32,
        (first(b) - first(a)) as f32,
        least as f32,
        first(a) as f32,
        chances.sentences as f32,
        chances.told[kind].telling as f32,
        telling as f32,
        (between().len() - telling) as f32,
        after().filter(|&at| chances.marks(at).anew).count() as f32,
        after().filter(|&at| chances.marks(at).dated).count() as f32,
        members.len() as f32,
        members.iter().filter(|(role, _)| HIT.contains(role)).count() as f32,
        if kind == 1 { 1.0 } else { 0.0 },
        if kind == 2 { 1.0 } else { 0.0 },
        a.1.occurrences.len() as f32,
        b.1.occurrences.len() as f32,
        shared as f32,
    ]
}

/// Groups of fillers by their places in `members`; a filler may be in several. `least` is the chance from which
/// on two groups are one; `stays` says whether what is no victim and no target is worth its place in a group that
/// it belongs to with a chance; `weak` whether victims and targets are too unsure for an incident of their own.
pub(super) fn groups(
    chances: &Chances,
    kind: usize,
    members: &[Member<'_>],
    trees: &Trees,
    least: f32,
    weak: impl Fn(&[usize]) -> bool,
    stays: impl Fn(usize, f32) -> bool,
) -> Vec<Vec<usize>> {
    let chance = |a: usize, b: usize| {
        crate::linear::chance(trees.score(&row(chances, kind, members, members[a], members[b])))
    };
    let hits: Vec<usize> = (0..members.len()).filter(|&at| HIT.contains(&members[at].0)).collect();
    let mut groups: Vec<Vec<usize>> = hits.iter().map(|&at| vec![at]).collect();
    let mean = |a: &[usize], b: &[usize]| {
        let sum: f32 =
            a.iter().flat_map(|&x| b.iter().map(move |&y| (x, y))).map(|(x, y)| chance(x, y)).sum();
        sum / (a.len() * b.len()).max(1) as f32
    };
    loop {
        let pairs = (0..groups.len()).flat_map(|a| (a + 1..groups.len()).map(move |b| (a, b)));
        let best = pairs
            .map(|(a, b)| (mean(&groups[a], &groups[b]), a, b))
            .max_by(|x, y| x.0.total_cmp(&y.0).then((y.1, y.2).cmp(&(x.1, x.2))));
        match best {
            Some((chance, a, b)) if chance >= least => {
                let moved = groups.remove(b);
                groups[a].extend(moved);
            }
            _ => break,
        }
    }
    // What is too weak to be an incident of its own goes to what it fits best.
    while groups.len() > 1
        && let Some(at) = groups.iter().rposition(|group| weak(group))
    {
        let moved = groups.remove(at);
        let best = (0..groups.len()).max_by(|&x, &y| {
            mean(&groups[x], &moved).total_cmp(&mean(&groups[y], &moved)).then(y.cmp(&x))
        });
        groups[best.unwrap_or(0)].extend(moved);
    }
    if groups.is_empty() {
        return vec![(0..members.len()).collect()];
    }
    let cores = groups.clone();
    for at in (0..members.len()).filter(|at| !hits.contains(at)) {
        let fits: Vec<f32> = cores.iter().map(|core| mean(&[at], core)).collect();
        let best = fits.iter().copied().fold(0.0, f32::max);
        for (group, fit) in groups.iter_mut().zip(fits) {
            if fit == best || stays(at, fit) {
                group.push(at);
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::super::candidate::{Candidate, Occurrence};
    use super::super::fill::Facts;
    use super::*;
    use crate::Span;

    fn scored(text: &str, sentence: usize) -> Scored {
        let occurrence =
            Occurrence { sentence, chunk: None, tokens: sentence * 10..sentence * 10 + 1 };
        let candidate =
            Candidate { text: text.to_owned(), occurrences: vec![occurrence], kin: Vec::new() };
        Scored::new(
            candidate,
            Span::new(sentence * 10, sentence * 10 + 1),
            [0.5; 5],
            Facts::default(),
        )
    }

    #[test]
    fn victims_far_apart_are_of_two_incidents_and_an_organisation_of_both() {
        let chances = Chances { sentences: 12, ..Chances::default() };
        let all = [scored("bank", 0), scored("office", 1), scored("house", 9), scored("front", 0)];
        let members: Vec<Member<'_>> = [2, 2, 2, 1].into_iter().zip(&all).collect();
        let mut rows = Rows::default();
        for _ in 0..60 {
            push_pairs(
                &chances,
                0,
                &members,
                |a, b| {
                    let apart = a.1.occurrences[0].sentence.abs_diff(b.1.occurrences[0].sentence);
                    Some(apart < 4 || a.0 == 1 || b.0 == 1)
                },
                &mut rows,
            );
        }
        let trees = learn(&rows);
        assert_eq!(
            groups(&chances, 0, &members, &trees, 0.5, |_| false, |_, fit| fit > 0.5),
            [vec![0, 1, 3], vec![2, 3]]
        );
        assert_eq!(groups(&chances, 0, &members, &trees, 0.0, |_| false, |_, _| true).len(), 1);
    }
}
