//! The template score of GTT: micro precision, recall and F1 over the kind of incident and five roles.
//!
//! Within a document, predicted and key templates whose kinds fit are paired one to one so that as many
//! entities as possible are right. A predicted entity is right when all its mentions are mentions of one
//! entity of the key; a key entity is found when such a predicted one is there. What is not paired counts
//! as wrong, or as missed.

use super::{ROLES, Template, normalise};

/// Right and all of the predicted, found and all of the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Predicted ones that are right.
    pub right: usize,
    /// Predicted ones.
    pub predicted: usize,
    /// Ones of the key that were found.
    pub found: usize,
    /// Ones of the key.
    pub key: usize,
}

impl Counts {
    /// Share of the predicted that is right, 0 when nothing was predicted.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.right, self.predicted)
    }

    /// Share of the key that was found, 0 when the key is empty.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.found, self.key)
    }

    /// The harmonic mean of the two.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 {
            0.0
        } else {
            2.0 * precision * recall / (precision + recall)
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.right += other.right;
        self.predicted += other.predicted;
        self.found += other.found;
        self.key += other.key;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Counts of all documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    /// Kinds of incident.
    pub incident: Counts,
    /// Each of the roles.
    pub roles: [Counts; 5],
}

impl Score {
    /// Everything together.
    #[must_use]
    pub fn micro(&self) -> Counts {
        let mut all = self.incident;
        self.roles.iter().for_each(|role| all.add(*role));
        all
    }

    fn add(&mut self, other: &Self) {
        self.incident.add(other.incident);
        self.roles.iter_mut().zip(&other.roles).for_each(|(role, other)| role.add(*other));
    }
}

/// Key templates of one kind beyond which pairs are taken greedily.
const EXACT_MAX: usize = 14;

/// The score of predictions against keys, both in the order of the documents.
#[must_use]
pub fn score<'a>(documents: impl IntoIterator<Item = (&'a [Template], &'a [Template])>) -> Score {
    let mut score = Score::default();
    for (predicted, key) in documents {
        let predicted: Vec<Template> = predicted.iter().map(plain).collect();
        let key: Vec<Template> = key.iter().map(plain).collect();
        score.add(&document(&predicted, &key));
    }
    score
}

/// The template with its mentions in the form in which they are compared.
pub(super) fn plain(template: &Template) -> Template {
    let entity = |entity: &Vec<String>| entity.iter().map(|mention| normalise(mention)).collect();
    Template {
        incident: template.incident.clone(),
        roles: std::array::from_fn(|role| template.roles[role].iter().map(entity).collect()),
    }
}

/// Whether all mentions of a predicted entity are mentions of one of the key.
pub(super) fn is_of(predicted: &[String], key: &[String]) -> bool {
    !predicted.is_empty() && predicted.iter().all(|mention| key.contains(mention))
}

/// What a pair of templates has in common.
fn pair(predicted: &Template, key: &Template) -> Score {
    let mut score = Score::default();
    (score.incident.right, score.incident.found) = (1, 1);
    for role in 0..ROLES.len() {
        let (predicted, key) = (&predicted.roles[role], &key.roles[role]);
        score.roles[role].right =
            predicted.iter().filter(|p| key.iter().any(|k| is_of(p, k))).count();
        score.roles[role].found =
            key.iter().filter(|k| predicted.iter().any(|p| is_of(p, k))).count();
    }
    score
}

fn document(predicted: &[Template], key: &[Template]) -> Score {
    let mut score = Score::default();
    (score.incident.predicted, score.incident.key) = (predicted.len(), key.len());
    for role in 0..ROLES.len() {
        score.roles[role].predicted =
            predicted.iter().map(|template| template.roles[role].len()).sum();
        score.roles[role].key = key.iter().map(|template| template.roles[role].len()).sum();
    }
    let worth: Vec<Vec<usize>> = predicted
        .iter()
        .map(|p| {
            key.iter()
                .map(|k| {
                    if p.fits(k) {
                        let all = pair(p, k).micro();
                        all.right + all.found
                    } else {
                        0
                    }
                })
                .collect()
        })
        .collect();
    for (p, k) in pairs(&worth, key.len()) {
        score.add(&pair(&predicted[p], &key[k]));
    }
    score
}

/// The one-to-one pairs of highest total worth; pairs worth nothing are none.
pub(super) fn pairs(worth: &[Vec<usize>], columns: usize) -> Vec<(usize, usize)> {
    if columns <= EXACT_MAX { exact(worth, columns) } else { greedy(worth) }
}

/// By dynamic programming over the sets of columns that are taken.
fn exact(worth: &[Vec<usize>], columns: usize) -> Vec<(usize, usize)> {
    let sets = 1_usize << columns;
    // best[row][set]: the most that the first rows are worth when they take columns of the set.
    let mut best = vec![vec![0_usize; sets]];
    for row in worth {
        let before = &best[best.len() - 1];
        let after = (0..sets)
            .map(|set| {
                let taken = (0..columns).filter(|c| set >> c & 1 == 1);
                taken.map(|c| before[set & !(1 << c)] + row[c]).fold(before[set], usize::max)
            })
            .collect();
        best.push(after);
    }
    let (mut pairs, mut set) = (Vec::new(), sets - 1);
    for row in (0..worth.len()).rev() {
        if best[row + 1][set] == best[row][set] {
            continue;
        }
        let taken = (0..columns).find(|c| {
            set >> c & 1 == 1 && best[row][set & !(1 << c)] + worth[row][*c] == best[row + 1][set]
        });
        if let Some(column) = taken {
            pairs.push((row, column));
            set &= !(1 << column);
        }
    }
    pairs
}

fn greedy(worth: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize, usize)> = worth
        .iter()
        .enumerate()
        .flat_map(|(row, worths)| {
            worths.iter().enumerate().map(move |(column, &w)| (w, row, column))
        })
        .filter(|&(w, _, _)| w > 0)
        .collect();
    all.sort_by_key(|&(w, row, column)| (std::cmp::Reverse(w), row, column));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, row, column) in all {
        if pairs.iter().all(|&(r, c)| r != row && c != column) {
            pairs.push((row, column));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(incident: &str, roles: &[(usize, &[&[&str]])]) -> Template {
        let mut template = Template { incident: incident.to_owned(), ..Template::default() };
        for (role, entities) in roles {
            template.roles[*role] = entities
                .iter()
                .map(|entity| entity.iter().map(|mention| (*mention).to_owned()).collect())
                .collect();
        }
        template
    }

    fn counts(right: usize, predicted: usize, found: usize, key: usize) -> Counts {
        Counts { right, predicted, found, key }
    }

    #[test]
    fn a_pair_is_counted_as_by_hand() {
        let key = template(
            "attack",
            &[(0, &[&["guerrillas", "guerrilla column"], &["men"]]), (3, &[&["x"]])],
        );
        let predicted =
            template("attack", &[(0, &[&["The Guerrillas"], &["soldiers"]]), (4, &[&["rifle"]])]);
        let score = score([(&[predicted][..], &[key][..])]);
        assert_eq!(score.incident, counts(1, 1, 1, 1));
        assert_eq!(score.roles[0], counts(1, 2, 1, 2));
        assert_eq!(score.roles[3], counts(0, 0, 0, 1));
        assert_eq!(score.roles[4], counts(0, 1, 0, 0));
        // 2 of 4 predicted are right, 2 of 4 of the key are found.
        assert!((score.micro().f1() - 0.5).abs() < 1e-12);
    }

    #[test]
    fn an_entity_with_one_foreign_mention_is_wrong() {
        let key = template("attack", &[(0, &[&["guerrillas"], &["rebels"]])]);
        let predicted = template("attack", &[(0, &[&["guerrillas", "rebels"]])]);
        assert_eq!(score([(&[predicted][..], &[key][..])]).roles[0], counts(0, 1, 0, 2));
    }

    #[test]
    fn templates_of_other_kinds_are_not_paired_and_alternatives_are() {
        let predicted = [template("bombing", &[(4, &[&["bomb"]])])];
        let key = [template("attack", &[(4, &[&["bomb"]])])];
        assert_eq!(score([(&predicted[..], &key[..])]).micro(), counts(0, 2, 0, 2));
        let key = [template("bombing / attack", &[(4, &[&["bomb"]])])];
        assert_eq!(score([(&predicted[..], &key[..])]).micro(), counts(2, 2, 2, 2));
    }

    #[test]
    fn the_best_pairs_are_taken_and_not_the_first() {
        let key =
            [template("attack", &[(3, &[&["a"]])]), template("attack", &[(3, &[&["a"], &["b"]])])];
        let predicted =
            [template("attack", &[(3, &[&["a"], &["b"]])]), template("attack", &[(3, &[&["a"]])])];
        assert_eq!(score([(&predicted[..], &key[..])]).roles[3], counts(3, 3, 3, 3));
    }

    #[test]
    fn the_greedy_and_the_exact_way_agree_where_there_is_no_conflict() {
        let worth = vec![vec![3, 0, 0], vec![0, 0, 5]];
        let mut exact = exact(&worth, 3);
        let mut greedy = greedy(&worth);
        exact.sort_unstable();
        greedy.sort_unstable();
        assert_eq!(exact, [(0, 0), (1, 2)]);
        assert_eq!(exact, greedy);
    }
}
