//! Precision and recall of fields.

use super::records::{Record, Value};
use std::collections::BTreeMap;

#[derive(Default, Clone, Copy)]
struct Count {
    right: usize,
    found: usize,
    expected: usize,
}

/// Counts by field and by rule.
#[derive(Default)]
pub(super) struct Scores {
    fields: BTreeMap<&'static str, Count>,
    rules: BTreeMap<String, [usize; 2]>,
    sentences: usize,
    wholly_right: usize,
}

impl Scores {
    /// Takes the records of one sentence; expected and found ones are paired so that most values agree. Whether
    /// all agree.
    pub(super) fn add(&mut self, expected: &[Record], found: &[Record]) -> bool {
        let mut free: Vec<&Record> = found.iter().collect();
        let mut pairs: Vec<(&Record, Option<&Record>)> = Vec::new();
        let mut order: Vec<(usize, usize, usize)> = Vec::new();
        for (e, want) in expected.iter().enumerate() {
            for (f, got) in found.iter().enumerate() {
                order.push((agree(want, got), e, f));
            }
        }
        order.sort_by_key(|&(agree, e, f)| (std::cmp::Reverse(agree), e, f));
        let (mut used_e, mut used_f) = (vec![false; expected.len()], vec![false; found.len()]);
        for (agree, e, f) in order {
            if agree > 0 && !used_e[e] && !used_f[f] {
                used_e[e] = true;
                used_f[f] = true;
                pairs.push((&expected[e], Some(&found[f])));
                free.retain(|record| !std::ptr::eq(*record, &raw const found[f]));
            }
        }
        pairs.extend(
            expected.iter().zip(&used_e).filter(|(_, used)| !**used).map(|(want, _)| (want, None)),
        );
        let mut all_right = free.is_empty();
        for (want, got) in pairs {
            all_right &= self.pair(&want.values, got.map_or(&[], |got| &got.values));
        }
        for extra in free {
            self.pair(&[], &extra.values);
        }
        self.sentences += 1;
        self.wholly_right += usize::from(all_right);
        all_right
    }

    fn pair(&mut self, expected: &[Value], found: &[Value]) -> bool {
        let mut left: Vec<&Value> = expected.iter().collect();
        let mut right = 0;
        for want in expected {
            self.fields.entry(want.field).or_default().expected += 1;
        }
        for got in found {
            self.fields.entry(got.field).or_default().found += 1;
            let at = left
                .iter()
                .position(|want| want.field == got.field && same(&want.value, &got.value));
            if let Some(at) = at {
                left.remove(at);
                right += 1;
                self.fields.entry(got.field).or_default().right += 1;
            }
            if let Some(rule) = &got.rule {
                let counts = self.rules.entry(rule.clone()).or_default();
                counts[0] += usize::from(at.is_some());
                counts[1] += 1;
            }
        }
        right == expected.len() && right == found.len()
    }

    /// Prints precision and recall of each field.
    pub(super) fn print(&self, part: &str) {
        println!("{part}: {} of {} sentences wholly right", self.wholly_right, self.sentences);
        for (field, count) in &self.fields {
            println!(
                "{part}: {field:6} precision {:.3} recall {:.3} of {}",
                count.right as f64 / count.found.max(1) as f64,
                count.right as f64 / count.expected.max(1) as f64,
                count.expected
            );
        }
    }

    /// Prints right and all readings of each rule.
    pub(super) fn print_rules(&self) {
        for (rule, [right, all]) in &self.rules {
            println!("RULE \"{rule}\" = [{right}, {all}]");
        }
    }

    /// Fails when a field is right too seldom. Fields with fewer than ten labels are not judged.
    pub(super) fn assert(&self, name: &str, least: f64) {
        const LABELS_MIN: usize = 10;
        for (field, count) in self.fields.iter().filter(|(_, count)| count.expected >= LABELS_MIN) {
            let precision = count.right as f64 / count.found.max(1) as f64;
            let recall = count.right as f64 / count.expected as f64;
            assert!(
                precision >= least && recall >= least,
                "{name} {field}: precision {precision:.3} recall {recall:.3}"
            );
        }
    }
}

fn agree(want: &Record, got: &Record) -> usize {
    want.values
        .iter()
        .map(|w| {
            let weight = if matches!(w.field, "q" | "kind") { 3 } else { 1 };
            weight
                * usize::from(
                    got.values.iter().any(|g| g.field == w.field && same(&w.value, &g.value)),
                )
        })
        .sum()
}

/// Whether two values are the same; the ends of a number that is wider than a point may be one apart.
fn same(want: &str, got: &str) -> bool {
    if want == got {
        return true;
    }
    let (Some((w, group)), Some((g, other))) = (split(want), split(got)) else { return false };
    let near = |a: &str, b: &str| match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => (a - b).abs() <= 1.0,
        _ => a == b,
    };
    group == other && near(w.0, g.0) && near(w.1, g.1)
}

/// The two ends of `600..800:group`, and what follows them.
fn split(value: &str) -> Option<((&str, &str), &str)> {
    let (number, group) = value.split_once(':').unwrap_or((value, ""));
    Some((number.split_once("..")?, group))
}
