//! Which rows of a dataset are live, so that an ingest can tell added from changed and unchanged.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use bellwether_model::{ContentHash, ContentHasher};

/// Shards keep the moment small in which a growing table holds its rows twice.
const SHARDS: usize = 64;

/// A row's key, hashed to 128 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key(u64, u64);

impl Key {
    pub(crate) fn of(native_id: &str) -> Self {
        let hash = ContentHasher::new().field(native_id.as_bytes()).finish().0;
        // The two halves of the hash.
        #[allow(clippy::cast_possible_truncation)]
        Self((hash >> 64) as u64, hash as u64)
    }

    fn shard(self) -> usize {
        // Fewer than 64 values.
        #[allow(clippy::cast_possible_truncation)]
        let shard = (self.1 >> 58) as usize;
        shard % SHARDS
    }
}

/// Keys are hashes already; one half serves as the table's hash.
#[derive(Default)]
pub(crate) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }
    fn write_u64(&mut self, value: u64) {
        self.0 ^= value;
    }
}

type Build = BuildHasherDefault<KeyHasher>;

#[derive(Debug, Clone, Copy)]
struct Live {
    content: u64,
    /// The revision number, with the top bit set once the row has been seen in this ingest.
    revision: u64,
}

const SEEN: u64 = 1 << 63;

/// How a row stands to what the store has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The store has no live row of this key.
    New,
    /// The live row says the same.
    Same,
    /// The live row, of this revision, says something else.
    Changed(i64),
    /// The key has come before in this ingest.
    Repeated,
}

/// The live rows of one dataset in one table, and those that this ingest has seen.
#[derive(Debug)]
pub(crate) struct Index {
    live: HashMap<Key, Live, Build>,
    new: Vec<HashSet<Key, Build>>,
}

/// 64 bits of the content hash: enough to tell two revisions of one row apart.
fn short(content: ContentHash) -> u64 {
    // The upper half.
    #[allow(clippy::cast_possible_truncation)]
    let half = (content.0 >> 64) as u64;
    half
}

impl Index {
    pub(crate) fn with_capacity(rows: usize) -> Self {
        Self {
            live: HashMap::with_capacity_and_hasher(rows, Build::default()),
            new: vec![HashSet::default(); SHARDS],
        }
    }

    /// Enters a live row of the store.
    pub(crate) fn enter(&mut self, key: Key, content: ContentHash, revision: i64) {
        self.live.insert(key, Live { content: short(content), revision: revision.unsigned_abs() });
    }

    /// Takes a live row out and gives its revision; `None` when there is none, or when a row of this
    /// ingest has the key.
    pub(crate) fn take_out(&mut self, key: Key) -> Option<i64> {
        let live = self.live.get(&key)?;
        if live.revision & SEEN != 0 {
            return None;
        }
        self.live.remove(&key).map(|live| live.revision.cast_signed())
    }

    /// Asks how a row stands, and marks its key as seen.
    pub(crate) fn classify(&mut self, key: Key, content: ContentHash) -> Standing {
        if let Some(live) = self.live.get_mut(&key) {
            if live.revision & SEEN != 0 {
                return Standing::Repeated;
            }
            let revision = live.revision.cast_signed();
            live.revision |= SEEN;
            return if live.content == short(content) {
                Standing::Same
            } else {
                Standing::Changed(revision)
            };
        }
        if self.new[key.shard()].insert(key) { Standing::New } else { Standing::Repeated }
    }

    /// Whether the store has live rows that this ingest has not seen.
    pub(crate) fn has_unseen(&self) -> bool {
        self.live.values().any(|live| live.revision & SEEN == 0)
    }

    /// Whether a live row of the store has not been seen in this ingest.
    pub(crate) fn is_unseen(&self, key: Key) -> bool {
        self.live.get(&key).is_some_and(|live| live.revision & SEEN == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_new_same_changed_or_repeated() {
        let mut index = Index::with_capacity(2);
        index.enter(Key::of("a"), ContentHash(1 << 64), 7);
        index.enter(Key::of("b"), ContentHash(2 << 64), 8);
        assert!(index.has_unseen());
        assert_eq!(index.classify(Key::of("a"), ContentHash(1 << 64)), Standing::Same);
        assert_eq!(index.classify(Key::of("a"), ContentHash(1 << 64)), Standing::Repeated);
        assert!(index.is_unseen(Key::of("b")) && !index.is_unseen(Key::of("a")));
        assert_eq!(index.classify(Key::of("b"), ContentHash(3 << 64)), Standing::Changed(8));
        assert_eq!(index.classify(Key::of("c"), ContentHash(3 << 64)), Standing::New);
        assert_eq!(index.classify(Key::of("c"), ContentHash(4 << 64)), Standing::Repeated);
        assert!(!index.has_unseen());
    }

    #[test]
    fn keys_spread_over_all_shards() {
        let shards: HashSet<usize> = (0..2_000).map(|n| Key::of(&n.to_string()).shard()).collect();
        assert_eq!(shards.len(), SHARDS);
    }
}
