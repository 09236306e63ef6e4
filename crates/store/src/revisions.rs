//! How a new release changes what is known: which rows begin, which end.

use std::collections::HashMap;

use bellwether_model::{
    CalendarEntry, ContentHash, ContentHasher, CountryYearTotal, NativeActor, Statement,
};
use jiff::Timestamp;

use crate::columns::SmallRow;

/// Why a revision no longer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The source says something else about the same row.
    Changed,
    /// The source no longer has the row.
    Withdrawn,
}

impl Reason {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// The end of a revision.
#[derive(Debug, Clone)]
pub(crate) struct Ending {
    pub(crate) table: &'static str,
    pub(crate) revision: i64,
    pub(crate) key: String,
    pub(crate) known_until: Timestamp,
    pub(crate) reason: Reason,
}

/// A row of one of the small tables, which are held in memory whole.
pub(crate) trait Small {
    /// The table it belongs to.
    const TABLE: &'static str;
    /// What identifies it within its dataset.
    fn key(&self) -> String;
    /// The hash of what it says.
    fn content_hash(&self) -> ContentHash;
}

fn hash_of(value: &impl serde::Serialize) -> ContentHash {
    let json = serde_json::to_vec(value).expect("a value of the model is JSON");
    ContentHasher::new().field(&json).finish()
}

impl Small for CountryYearTotal {
    const TABLE: &'static str = "totals";
    fn key(&self) -> String {
        format!("{}-{}-{}", self.gw, self.year, self.kind.as_str())
    }
    fn content_hash(&self) -> ContentHash {
        hash_of(self)
    }
}

impl Small for NativeActor {
    const TABLE: &'static str = "actors";
    fn key(&self) -> String {
        format!("{}:{}", self.dataset, self.native_id)
    }
    fn content_hash(&self) -> ContentHash {
        hash_of(self)
    }
}

impl Small for Statement {
    const TABLE: &'static str = "statements";
    fn key(&self) -> String {
        self.native_id.clone()
    }
    fn content_hash(&self) -> ContentHash {
        hash_of(self)
    }
}

impl Small for CalendarEntry {
    const TABLE: &'static str = "calendar";
    fn key(&self) -> String {
        self.native_id.clone()
    }
    /// The row of the file is not part of what the entry says, nor is what the registry knows of it.
    fn content_hash(&self) -> ContentHash {
        hash_of(&Self { row: 0, iso3: None, ..self.clone() })
    }
}

/// What one release did to one table.
#[derive(Debug, Default)]
pub(crate) struct Change<T> {
    pub(crate) begun: Vec<SmallRow<T>>,
    pub(crate) ended: Vec<Ending>,
    pub(crate) added: u64,
    pub(crate) changed: u64,
    pub(crate) unchanged: u64,
    pub(crate) withdrawn: u64,
    /// Keys that came more than once; the first row counts.
    pub(crate) repeated: Vec<String>,
}

/// Compares a whole release of a small table with its live rows. Such a release is complete in itself,
/// so a live row that it lacks is withdrawn.
pub(crate) fn compare<T: Small>(
    live: &HashMap<String, (i64, ContentHash)>,
    rows: Vec<T>,
    known_from: Timestamp,
    next_revision: &mut i64,
) -> Change<T> {
    let mut change = Change {
        begun: Vec::new(),
        ended: Vec::new(),
        added: 0,
        changed: 0,
        unchanged: 0,
        withdrawn: 0,
        repeated: Vec::new(),
    };
    let mut seen = std::collections::HashSet::new();
    for value in rows {
        let (key, content_hash) = (value.key(), value.content_hash());
        if !seen.insert(key.clone()) {
            change.repeated.push(key);
            continue;
        }
        match live.get(&key) {
            Some((_, content)) if *content == content_hash => {
                change.unchanged += 1;
                continue;
            }
            Some((revision, _)) => {
                change.changed += 1;
                change.ended.push(Ending {
                    table: T::TABLE,
                    revision: *revision,
                    key: key.clone(),
                    known_until: known_from,
                    reason: Reason::Changed,
                });
            }
            None => change.added += 1,
        }
        change.begun.push(SmallRow {
            revision: *next_revision,
            known_from,
            key,
            content_hash,
            value,
        });
        *next_revision += 1;
    }
    let mut gone: Vec<_> = live.iter().filter(|(key, _)| !seen.contains(*key)).collect();
    gone.sort();
    for (key, (revision, _)) in gone {
        change.withdrawn += 1;
        change.ended.push(Ending {
            table: T::TABLE,
            revision: *revision,
            key: key.clone(),
            known_until: known_from,
            reason: Reason::Withdrawn,
        });
    }
    change
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellwether_model::{Estimate, GwCode, ViolenceKind};

    fn total(year: i16, deaths: u32) -> CountryYearTotal {
        CountryYearTotal {
            gw: GwCode(70),
            country: "Mexico".into(),
            year,
            kind: ViolenceKind::NonState,
            deaths: Estimate::exactly(deaths),
            dyads: None,
        }
    }

    #[test]
    fn a_later_release_adds_changes_keeps_and_withdraws() {
        let mut next = 10;
        let first = compare(
            &HashMap::new(),
            vec![total(2000, 1), total(2001, 2), total(2002, 3)],
            Timestamp::UNIX_EPOCH,
            &mut next,
        );
        assert_eq!((first.added, next), (3, 13));
        let live: HashMap<_, _> =
            first.begun.iter().map(|r| (r.key.clone(), (r.revision, r.content_hash))).collect();
        let second = compare(
            &live,
            vec![total(2000, 1), total(2001, 9), total(2003, 4), total(2003, 5)],
            Timestamp::UNIX_EPOCH,
            &mut next,
        );
        assert_eq!(
            (second.added, second.changed, second.unchanged, second.withdrawn),
            (1, 1, 1, 1)
        );
        assert_eq!(second.repeated, ["70-2003-non-state"]);
        assert_eq!(second.ended.len(), 2);
    }
}
