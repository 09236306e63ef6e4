//! How often a field read by a rule is right.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../../../data/models/rules.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Where the figures are from.
    #[allow(dead_code, reason = "for those who read the file")]
    source: String,
    /// Right and all of each rule's readings.
    rules: BTreeMap<String, [u32; 2]>,
}

/// Readings that every rule starts with: three of four right, so that a rule seen once is not certain.
const PRIOR: [f32; 2] = [3.0, 4.0];

/// How often a field read by this rule is right, 0..=1: its share of right readings in the labelled set of
/// `crates/coder/tests`, drawn towards three in four by four readings (Laplace's rule with a prior). A rule
/// that the set never met has that prior alone.
#[must_use]
pub fn reliability(rule: &str) -> f32 {
    static RULES: OnceLock<BTreeMap<String, [u32; 2]>> = OnceLock::new();
    let rules = RULES.get_or_init(|| {
        toml::from_str::<Table>(TABLE).map(|table| table.rules).unwrap_or_default()
    });
    let [right, all] = rules.get(rule).copied().unwrap_or([0, 0]);
    (right as f32 + PRIOR[0]) / (all as f32 + PRIOR[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_and_an_unknown_rule_has_the_prior() {
        toml::from_str::<Table>(TABLE).expect("the embedded table");
        assert!((reliability("no.such.rule") - 0.75).abs() < 1e-6);
    }
}
