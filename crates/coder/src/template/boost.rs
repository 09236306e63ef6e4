//! Small trees added up: logistic boosting with second-order steps (Friedman, Hastie & Tibshirani 2000,
//! "Additive Logistic Regression"; leaf values as Chen & Guestrin 2016, "XGBoost", equation 5).
//!
//! Features are few and dense. The file is text: one tree a line in prefix order, `?name<limit` followed by
//! the tree for yes and the tree for no, or a leaf's value. What is no number is on the side of no.

use std::fmt::Write as _;
use thiserror::Error;

/// How trees are grown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Growth {
    pub(super) trees: usize,
    /// Splits from root to leaf.
    pub(super) depth: usize,
    /// What a tree counts for.
    pub(super) rate: f32,
    /// Second derivatives that a leaf must add up to.
    pub(super) leaf_min: f32,
    /// Pull of leaves to zero.
    pub(super) pull: f32,
    /// Share of the rows that each tree sees.
    pub(super) share: f32,
}

/// Why a text holds no trees.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("line {line} of the trees cannot be read; train them again")]
pub struct TreesError {
    line: usize,
}

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Leaf(f32),
    /// Feature, limit, where the tree for no begins; the tree for yes comes next.
    Split(usize, f32, usize),
}

/// Trees that give the logarithm of odds.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Trees {
    start: f32,
    trees: Vec<Vec<Node>>,
}

impl Trees {
    /// The logarithm of the odds for a row.
    pub(super) fn score(&self, row: &[f32]) -> f32 {
        self.start + self.trees.iter().map(|tree| walk(tree, row)).sum::<f32>()
    }

    /// The text, one tree a line, after a line with the start.
    pub(super) fn write(&self, names: &[&str]) -> String {
        let mut text = format!("{:.4}\n", self.start);
        for tree in &self.trees {
            let nodes: Vec<String> = tree
                .iter()
                .map(|node| match node {
                    Node::Leaf(value) => format!("{value:.4}"),
                    Node::Split(feature, limit, _) => format!("?{}<{limit}", names[*feature]),
                })
                .collect();
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}", nodes.join(" "));
        }
        text
    }

    /// Reads what [`Self::write`] writes. `first` is the number of its first line.
    ///
    /// # Errors
    /// A line is no tree over these names.
    pub(super) fn parse(text: &str, names: &[&str], first: usize) -> Result<Self, TreesError> {
        let mut lines = text.lines().enumerate();
        let start = lines.next().and_then(|(_, line)| line.parse().ok());
        let start = start.ok_or(TreesError { line: first })?;
        let trees = lines
            .map(|(index, line)| tree(line, names).ok_or(TreesError { line: first + index }))
            .collect::<Result<_, _>>()?;
        Ok(Self { start, trees })
    }
}

fn walk(tree: &[Node], row: &[f32]) -> f32 {
    let mut at = 0;
    loop {
        match tree[at] {
            Node::Leaf(value) => return value,
            Node::Split(feature, limit, no) => at = if row[feature] < limit { at + 1 } else { no },
        }
    }
}

/// Deepest tree that is read.
const DEPTH_MAX: usize = 16;

fn tree(line: &str, names: &[&str]) -> Option<Vec<Node>> {
    fn grow<'a>(
        words: &mut impl Iterator<Item = &'a str>,
        names: &[&str],
        nodes: &mut Vec<Node>,
        depth: usize,
    ) -> Option<()> {
        let word = words.next()?;
        let Some(split) = word.strip_prefix('?') else {
            nodes.push(Node::Leaf(word.parse().ok()?));
            return Some(());
        };
        let (name, limit) = split.split_once('<')?;
        let feature = names.iter().position(|known| *known == name)?;
        if depth == DEPTH_MAX {
            return None;
        }
        let here = nodes.len();
        nodes.push(Node::Split(feature, limit.parse().ok()?, 0));
        grow(words, names, nodes, depth + 1)?;
        let no = nodes.len();
        if let Node::Split(_, _, at) = &mut nodes[here] {
            *at = no;
        }
        grow(words, names, nodes, depth + 1)
    }
    let (mut words, mut nodes) = (line.split(' '), Vec::new());
    grow(&mut words, names, &mut nodes, 0)?;
    words.next().is_none().then_some(nodes)
}

/// Rows with their answers.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) columns: usize,
    pub(super) values: Vec<f32>,
    pub(super) truths: Vec<bool>,
}

impl Rows {
    pub(super) fn push(&mut self, row: &[f32], truth: bool) {
        self.columns = row.len();
        self.values.extend_from_slice(row);
        self.truths.push(truth);
    }
}

/// Most limits of a feature that are tried.
const LIMITS: usize = 40;

/// Times that trees are grown from other shares of the rows (Breiman 1996, "Bagging Predictors").
const BAGS: u64 = 3;

/// Grows trees, some times, and takes their mean. The same rows in the same order give the same trees.
pub(super) fn boost(rows: &Rows, growth: Growth) -> Trees {
    let mut all = Trees::default();
    for bag in 0..BAGS {
        let one = grow(rows, growth, bag);
        all.start += one.start / BAGS as f32;
        all.trees.extend(one.trees);
    }
    for node in all.trees.iter_mut().flatten() {
        if let Node::Leaf(value) = node {
            *value = (*value / BAGS as f32 * 10_000.0).round() / 10_000.0;
        }
    }
    all
}

fn grow(rows: &Rows, growth: Growth, seed: u64) -> Trees {
    let count = rows.truths.len();
    let yes = rows.truths.iter().filter(|&&truth| truth).count();
    let start = ((yes as f32 + 0.5) / ((count - yes) as f32 + 0.5)).ln();
    let mut trees = Trees { start, trees: Vec::new() };
    if yes == 0 || rows.columns == 0 {
        return trees;
    }
    let limits: Vec<Vec<f32>> = (0..rows.columns).map(|column| limits(rows, column)).collect();
    let bins: Vec<u8> = (0..count * rows.columns)
        .map(|cell| {
            let limits = &limits[cell % rows.columns];
            let bin = limits.iter().take_while(|&&limit| rows.values[cell] >= limit).count();
            u8::try_from(bin).unwrap_or(u8::MAX)
        })
        .collect();
    let mut scores = vec![start; count];
    let mut state = 0x2545_f491_4f6c_dd1d_u64 ^ (seed * 0x9e37_79b9);
    for _ in 0..growth.trees {
        let mut kept = Vec::with_capacity(count);
        let mut steps = vec![(0.0, 0.0); count];
        for row in 0..count {
            let chance = crate::linear::chance(scores[row]);
            let truth = if rows.truths[row] { 1.0 } else { 0.0 };
            steps[row] = (truth - chance, (chance * (1.0 - chance)).max(1e-6));
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            if (state % 1000) as f32 * 0.001 < growth.share {
                kept.push(row);
            }
        }
        let grower =
            Grower { columns: rows.columns, bins: &bins, limits: &limits, steps: &steps, growth };
        let mut tree = Vec::new();
        grower.grow(&kept, 0, &mut tree);
        for (row, score) in scores.iter_mut().enumerate() {
            *score += walk(&tree, &rows.values[row * rows.columns..(row + 1) * rows.columns]);
        }
        trees.trees.push(tree);
    }
    trees
}

/// Values of a column that part its rows into about equal shares.
fn limits(rows: &Rows, column: usize) -> Vec<f32> {
    let mut values: Vec<f32> =
        rows.values.iter().skip(column).step_by(rows.columns).copied().collect();
    values.sort_by(f32::total_cmp);
    let mut limits: Vec<f32> = if values.len() <= LIMITS {
        values.clone()
    } else {
        (1..=LIMITS).map(|step| values[(values.len() - 1) * step / LIMITS]).collect()
    };
    let mut all = values;
    all.dedup();
    if all.len() <= LIMITS {
        limits = all;
    }
    // Two decimals more than the features need, and so the file gives the same answers.
    limits.iter_mut().for_each(|limit| *limit = (*limit * 1000.0).round() / 1000.0);
    limits.dedup();
    limits
}

struct Grower<'a> {
    columns: usize,
    bins: &'a [u8],
    limits: &'a [Vec<f32>],
    /// First and second derivative of each row.
    steps: &'a [(f32, f32)],
    growth: Growth,
}

impl Grower<'_> {
    fn grow(&self, rows: &[usize], depth: usize, tree: &mut Vec<Node>) {
        let total = self.sum(rows);
        let best = if depth < self.growth.depth { self.best(rows, total) } else { None };
        let Some((column, bin)) = best else {
            let value = total.0 / (total.1 + self.growth.pull) * self.growth.rate;
            tree.push(Node::Leaf((value * 10_000.0).round() / 10_000.0));
            return;
        };
        let (yes, no): (Vec<usize>, Vec<usize>) = rows
            .iter()
            .partition(|&&row| usize::from(self.bins[row * self.columns + column]) <= bin);
        let here = tree.len();
        tree.push(Node::Split(column, self.limits[column][bin], 0));
        self.grow(&yes, depth + 1, tree);
        let at = tree.len();
        if let Node::Split(_, _, no) = &mut tree[here] {
            *no = at;
        }
        self.grow(&no, depth + 1, tree);
    }

    fn sum(&self, rows: &[usize]) -> (f32, f32) {
        rows.iter()
            .fold((0.0, 0.0), |sum, &row| (sum.0 + self.steps[row].0, sum.1 + self.steps[row].1))
    }

    /// The column and the last bin of yes with the highest gain, where there is one.
    fn best(&self, rows: &[usize], total: (f32, f32)) -> Option<(usize, usize)> {
        const GAIN_MIN: f32 = 1e-3;
        let worth = |(first, second): (f32, f32)| first * first / (second + self.growth.pull);
        let mut best = (GAIN_MIN, None);
        for column in 0..self.columns {
            let mut bins = vec![(0.0_f32, 0.0_f32); self.limits[column].len() + 1];
            for &row in rows {
                let bin = &mut bins[usize::from(self.bins[row * self.columns + column])];
                bin.0 += self.steps[row].0;
                bin.1 += self.steps[row].1;
            }
            let mut yes = (0.0, 0.0);
            for (bin, add) in bins.iter().enumerate().take(self.limits[column].len()) {
                yes = (yes.0 + add.0, yes.1 + add.1);
                let no = (total.0 - yes.0, total.1 - yes.1);
                if yes.1 < self.growth.leaf_min || no.1 < self.growth.leaf_min {
                    continue;
                }
                let gain = worth(yes) + worth(no) - worth(total);
                if gain > best.0 {
                    best = (gain, Some((column, bin)));
                }
            }
        }
        best.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROWTH: Growth =
        Growth { trees: 40, depth: 2, rate: 0.3, leaf_min: 0.5, pull: 1.0, share: 1.0 };

    #[test]
    fn what_no_sum_of_single_features_tells_is_learned() {
        let mut rows = Rows::default();
        for number in 0..400_u16 {
            let (a, b) = (f32::from(number % 20), f32::from(number / 20));
            rows.push(&[a, b], (a < 10.0) != (b < 7.0));
        }
        let trees = boost(&rows, GROWTH);
        assert!(trees.score(&[3.0, 15.0]) > 1.0 && trees.score(&[15.0, 15.0]) < -1.0);
    }

    #[test]
    fn trees_read_as_they_were_written() {
        let mut rows = Rows::default();
        (0..90_u8).for_each(|number| rows.push(&[f32::from(number)], number % 30 < 10));
        let trees = boost(&rows, GROWTH);
        let text = trees.write(&["number"]);
        let read = Trees::parse(&text, &["number"], 1).expect("own text");
        for number in 0..90_u8 {
            let row = [f32::from(number)];
            assert!((read.score(&row) - trees.score(&row)).abs() < 0.01);
        }
        assert_eq!(Trees::parse("0\n?other<1 1 2", &["number"], 7), Err(TreesError { line: 8 }));
        assert_eq!(Trees::parse("0\n?number<1 1", &["number"], 1), Err(TreesError { line: 2 }));
    }
}
