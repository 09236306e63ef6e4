//! Pairs that are worth a person's look.

use bellwether_store::{Snapshot, StoredLink};
use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::ReconcileError;

/// A pair that nobody has judged.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewItem {
    /// The link.
    pub link: StoredLink,
    /// How much a judgement would settle, in bits: the entropy of the link, 0 to 1.
    pub information: f64,
}

/// Links that nobody has judged, those about which least is certain first: the entropy of a link is what a
/// judgement of it takes away (uncertainty sampling; Lewis and Gale 1994). Of equal ones the order of their
/// reports decides.
///
/// # Errors
/// When the snapshot cannot be read.
pub fn review(snapshot: &Snapshot<'_>, limit: usize) -> Result<Vec<ReviewItem>, ReconcileError> {
    let judged: FxHashSet<(String, String)> = snapshot
        .judgements()?
        .into_iter()
        .map(|judgement| ordered(judgement.report_a, judgement.report_b))
        .collect();
    let mut items = Vec::new();
    // The nearer a probability is to a half, the more a judgement settles.
    for link in snapshot.uncertain_links(limit.saturating_add(judged.len()))? {
        if !judged.contains(&ordered(link.report_a.clone(), link.report_b.clone())) {
            let information = entropy(link.probability);
            items.push(ReviewItem { link, information });
        }
    }
    items.truncate(limit);
    Ok(items)
}

fn ordered(a: String, b: String) -> (String, String) {
    if a < b { (a, b) } else { (b, a) }
}

/// The entropy of a yes or no, in bits.
fn entropy(probability: f64) -> f64 {
    let part = |p: f64| if p <= 0.0 { 0.0 } else { -p * p.log2() };
    part(probability) + part(1.0 - probability)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_settles_a_bit_and_certainty_nothing() {
        assert!((entropy(0.5) - 1.0).abs() < 1e-12);
        assert!(entropy(0.0).abs() < 1e-12 && entropy(1.0).abs() < 1e-12);
        assert!(entropy(0.3) < entropy(0.4));
    }
}
