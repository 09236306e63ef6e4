//! Two crosswalks put together through the scheme in the middle.

use std::collections::HashSet;

use super::embedded;
use super::scheme::Scheme;
use super::walk::{Crosswalk, Gap, Relation, Row, Source, crosswalk};

/// The composed crosswalk that leaves the fewest codes without a counterpart; among equals the one whose
/// middle is listed first. Only files are put together, never compositions, so that what is said of a
/// code has passed through one other scheme at most.
pub(super) fn through(from: Scheme, to: Scheme) -> Option<Crosswalk> {
    if from == to {
        return None;
    }
    let direct =
        |a: Scheme, b: Scheme| embedded::walk(a, b).is_some().then(|| crosswalk(a, b)).flatten();
    Scheme::ALL
        .into_iter()
        .filter_map(|middle| Some((direct(from, middle)?, direct(middle, to)?)))
        .map(|(first, second)| join(first, second))
        .min_by_key(|walk| walk.unmapped.len())
}

/// The rows of the first followed by those of the second.
fn join(first: &Crosswalk, second: &Crosswalk) -> Crosswalk {
    let mut rows = Vec::new();
    let mut unmapped = Vec::new();
    for code in first.from.codes() {
        let from = code.code.as_str();
        let mut seen = HashSet::new();
        let before = rows.len();
        for one in first.all(from) {
            for two in second.all(one.to) {
                if seen.insert(two.to) {
                    rows.push(Row {
                        from,
                        to: two.to,
                        relation: seen_from(from, one).then(seen_from(one.to, two)),
                        note: format!("through {} {}", second.from, one.to),
                    });
                }
            }
        }
        if rows.len() == before {
            let reason = first.why_not(from).map(str::to_owned);
            let reason = reason.or_else(|| {
                let middle = first.to(from)?;
                second.why_not(middle).map(|why| format!("through {} {middle}: {why}", first.to))
            });
            unmapped.push(Gap { from, reason: reason.unwrap_or_default() });
        }
    }
    Crosswalk::new(first.from, second.to, Some(first.to), source(first, second), rows, unmapped)
}

/// The relation of a code to the right of a row that may stand for a code above it.
fn seen_from(code: &str, row: &Row) -> Relation {
    if row.from == code { row.relation } else { Relation::Narrower.then(row.relation) }
}

fn source(first: &Crosswalk, second: &Crosswalk) -> Source {
    let both = |a: &str, b: &str| if a == b { a.to_owned() } else { format!("{a}; {b}") };
    Source {
        source: format!(
            "put together from {} to {} and {} to {}",
            first.from, first.to, second.from, second.to
        ),
        authors: both(&first.source.authors, &second.source.authors),
        year: first.source.year.max(second.source.year),
        url: None,
        licence: strictest(&first.source.licence, &second.source.licence),
        decided: vec![format!(
            "Nobody checked each row: what holds from {} to {} and on to {} is taken to hold together.",
            first.from, first.to, second.to
        )],
    }
}

/// A share-alike licence on either side holds for both; otherwise each is named.
fn strictest(a: &str, b: &str) -> String {
    match (a.contains("-SA-"), b.contains("-SA-")) {
        (true, false) => a.to_owned(),
        (false, true) => b.to_owned(),
        _ if a == b => a.to_owned(),
        _ => format!("{a}; {b}"),
    }
}
