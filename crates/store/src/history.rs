//! Bringing in a release that is older than what the store knows.
//!
//! Each report has a timeline: from which instant to which each of its revisions counts. A release with
//! publication instant `p` asserts, within its scope, what is true at `p`; that holds until the next
//! later assertion about the same report: a later revision of it, or a later release whose scope covers
//! it. So an older release changes the timeline between `p` and that next assertion, and nothing after.

use std::collections::{HashMap, HashSet};

use bellwether_model::{ContentHash, Date, Iso3, Scope};
use jiff::Timestamp;

use crate::columns::Cells;
use crate::digests::hash_from;
use crate::index::Key;
use crate::revisions::Reason;
use crate::{Commit, Snapshot, StoreError};

/// A stretch of knowledge time in which one revision counts.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    revision: i64,
    report_id: String,
    content: ContentHash,
    from: Timestamp,
    until: Option<(Timestamp, Reason)>,
    iso3: Option<Iso3>,
    start: Date,
}

impl Span {
    fn counts_at(&self, instant: Timestamp) -> bool {
        self.from <= instant && self.until.is_none_or(|(until, _)| until > instant)
    }
}

/// A revision that counts again later: its row is written once more.
#[derive(Debug, Clone)]
pub(crate) struct Return {
    pub(crate) revision: i64,
    pub(crate) report_id: String,
    pub(crate) from: Timestamp,
    pub(crate) until: Option<(Timestamp, Reason)>,
}

/// What a release does to one report.
#[derive(Debug, Default)]
pub(crate) struct Placement {
    /// The live revision that ends at the release's instant, with its report.
    pub(crate) ends: Option<(i64, String, Reason)>,
    /// When the new revision stops counting; `None` while it still does.
    pub(crate) until: Option<(Timestamp, Reason)>,
    /// The revision that counts again afterwards.
    pub(crate) returns: Option<Return>,
}

/// How a row of a release stands.
#[derive(Debug)]
pub(crate) enum Step {
    /// The same was known at the release's instant.
    Same,
    /// The key has come before in this ingest.
    Repeated,
    /// Nothing was known of it at that instant.
    New(Placement),
    /// Something else was known at that instant.
    Changed(Placement),
}

/// The timelines of one dataset's reports.
#[derive(Debug)]
pub(crate) struct History {
    at: Timestamp,
    spans: HashMap<Key, Vec<Span>>,
    seen: HashSet<Key>,
    /// Later releases with a scope, in the order of their instants.
    later: Vec<(Timestamp, Scope)>,
}

impl History {
    /// Reads the timelines of a dataset for a release of the instant `at`.
    pub(crate) fn read(
        snapshot: &Snapshot<'_>,
        dataset: &str,
        at: Timestamp,
        commits: &[Commit],
    ) -> Result<Self, StoreError> {
        let mut later: Vec<(Timestamp, Scope)> = commits
            .iter()
            .filter(|c| c.release.dataset.as_str() == dataset && c.known_from > at)
            // A file without rows asserts nothing; it withdrew nothing when it came in, either.
            .filter(|c| c.counts.read > 0)
            .filter_map(|c| Some((c.known_from, c.release.scope.clone()?)))
            .collect();
        later.sort_by_key(|(instant, _)| *instant);
        let mut history = Self { at, spans: HashMap::new(), seen: HashSet::new(), later };
        let sql = format!(
            "SELECT r.revision, r.report_id, r.native_id, r.content_hash, r.known_from, r.iso3, \
             r.date_start, e.known_until, e.reason FROM reports_log AS r LEFT JOIN \
             (SELECT revision, min(known_until) AS known_until, \
              first_value(reason ORDER BY known_until) AS reason \
              FROM endings WHERE \"table\" = 'reports' GROUP BY revision) AS e \
             ON e.revision = r.revision WHERE r.dataset = '{dataset}' AND r.store_version <= {}",
            snapshot.state().version
        );
        snapshot.stream(&sql, |batch| {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let (key, span) = span(&cells, row)?;
                history.spans.entry(key).or_default().push(span);
            }
            Ok(())
        })?;
        Ok(history)
    }

    /// The first later release whose scope covers a report, before `end`.
    fn asserted(
        &self,
        iso3: Option<Iso3>,
        start: Date,
        end: Option<Timestamp>,
    ) -> Option<Timestamp> {
        self.later
            .iter()
            .filter(|(instant, _)| end.is_none_or(|end| *instant < end))
            .find(|(_, scope)| scope.covers(iso3, start))
            .map(|(instant, _)| *instant)
    }

    /// Places a row of the release.
    pub(crate) fn place(
        &mut self,
        key: Key,
        content: ContentHash,
        iso3: Option<Iso3>,
        start: Date,
    ) -> Step {
        if !self.seen.insert(key) {
            return Step::Repeated;
        }
        let spans = self.spans.get(&key).map(Vec::as_slice).unwrap_or_default();
        match spans.iter().find(|span| span.counts_at(self.at)) {
            Some(span) if span.content == content => Step::Same,
            Some(span) => {
                let returns = self.returns(span);
                Step::Changed(Placement {
                    until: match &returns {
                        Some(again) => Some((again.from, Reason::Changed)),
                        None => span.until,
                    },
                    ends: Some((span.revision, span.report_id.clone(), Reason::Changed)),
                    returns,
                })
            }
            None => {
                let next = spans.iter().map(|span| span.from).filter(|from| *from > self.at).min();
                let gone = self.asserted(iso3, start, next);
                Step::New(Placement {
                    until: match (gone, next) {
                        (Some(gone), _) => Some((gone, Reason::Withdrawn)),
                        (None, Some(next)) => Some((next, Reason::Changed)),
                        (None, None) => None,
                    },
                    ..Placement::default()
                })
            }
        }
    }

    /// The revision that a later release asserted again.
    fn returns(&self, span: &Span) -> Option<Return> {
        let end = span.until.map(|(until, _)| until);
        self.asserted(span.iso3, span.start, end).map(|from| Return {
            revision: span.revision,
            report_id: span.report_id.clone(),
            from,
            until: span.until,
        })
    }

    /// The reports that were known at the release's instant and that it lacks within its scope.
    pub(crate) fn missing(&self, scope: &Scope) -> Vec<Placement> {
        let mut missing: Vec<Placement> = self
            .spans
            .iter()
            .filter(|(key, _)| !self.seen.contains(*key))
            .flat_map(|(_, spans)| spans.iter().filter(|span| span.counts_at(self.at)))
            .filter(|span| scope.covers(span.iso3, span.start))
            .map(|span| Placement {
                ends: Some((span.revision, span.report_id.clone(), Reason::Withdrawn)),
                until: None,
                returns: self.returns(span),
            })
            .collect();
        missing.sort_by_key(|placement| placement.ends.as_ref().map(|(revision, ..)| *revision));
        missing
    }
}

fn span(cells: &Cells<'_>, row: usize) -> Result<(Key, Span), StoreError> {
    let reason = match cells.text("reason", row)? {
        Some("changed") => Reason::Changed,
        _ => Reason::Withdrawn,
    };
    let from = cells.instant("known_from", row)?.unwrap_or_default();
    let start = cells.day("date_start", row)?;
    Ok((
        Key::of(cells.must("native_id", row)?),
        Span {
            revision: cells.integer("revision", row)?.unwrap_or_default(),
            report_id: cells.must("report_id", row)?.to_owned(),
            content: hash_from(cells.bytes("content_hash", row)?)?,
            from,
            until: cells.instant("known_until", row)?.map(|until| (until, reason)),
            iso3: cells.text("iso3", row)?.and_then(|code| Iso3::new(code).ok()),
            start: start.ok_or_else(|| StoreError::Integrity("a report has no start".into()))?,
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellwether_model::CountryScope;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("in range")
    }

    const DAY: Date = Date::constant(2020, 1, 1);

    fn history(spans: Vec<Span>, later: &[i64]) -> History {
        let scope = Scope { countries: CountryScope::World, from: None, to: None };
        History {
            at: at(50),
            spans: HashMap::from([(Key::of("a"), spans)]),
            seen: HashSet::new(),
            later: later.iter().map(|second| (at(*second), scope.clone())).collect(),
        }
    }

    fn span_of(revision: i64, content: u128, from: i64, until: Option<i64>) -> Span {
        Span {
            revision,
            report_id: "x:a".into(),
            content: ContentHash(content),
            from: at(from),
            until: until.map(|second| (at(second), Reason::Changed)),
            iso3: None,
            start: DAY,
        }
    }

    #[test]
    fn what_was_known_already_stays_as_it_is() {
        let mut history = history(vec![span_of(1, 7, 10, None)], &[90]);
        assert!(matches!(history.place(Key::of("a"), ContentHash(7), None, DAY), Step::Same));
        assert!(matches!(history.place(Key::of("a"), ContentHash(7), None, DAY), Step::Repeated));
    }

    #[test]
    fn an_older_wording_counts_until_the_next_release_that_says_otherwise() {
        let mut history = history(vec![span_of(1, 7, 10, None)], &[90]);
        let Step::Changed(placement) = history.place(Key::of("a"), ContentHash(8), None, DAY)
        else {
            panic!("the content differs");
        };
        assert_eq!(placement.until, Some((at(90), Reason::Changed)));
        let again = placement.returns.expect("the later release said the first wording again");
        assert_eq!((again.revision, again.from, again.until), (1, at(90), None));
    }

    #[test]
    fn a_report_that_a_later_release_lacks_was_withdrawn_by_it() {
        let mut history = history(Vec::new(), &[90]);
        let Step::New(placement) = history.place(Key::of("b"), ContentHash(8), None, DAY) else {
            panic!("nothing was known");
        };
        assert_eq!(placement.until, Some((at(90), Reason::Withdrawn)));
    }

    #[test]
    fn a_report_first_known_later_is_known_earlier_now() {
        let mut history = history(vec![span_of(1, 7, 90, None)], &[90]);
        let Step::New(placement) = history.place(Key::of("a"), ContentHash(7), None, DAY) else {
            panic!("nothing was known at that instant");
        };
        assert_eq!(placement.until, Some((at(90), Reason::Changed)));
    }

    #[test]
    fn a_report_that_an_older_release_lacks_comes_back_with_the_next() {
        let history = history(vec![span_of(1, 7, 10, None)], &[90]);
        let scope = Scope { countries: CountryScope::World, from: None, to: None };
        let missing = history.missing(&scope);
        assert_eq!(missing.len(), 1);
        assert_eq!(missing[0].returns.as_ref().map(|again| again.from), Some(at(90)));
    }
}
