//! The index of names: every name of every place in normal form, sorted and front-coded in blocks of
//! sixteen, so that it is searched where it lies.

use super::GazetteerError;
use super::bytes::{Cursor, Sections};

const FILE: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/gazetteer/names.bin.zst"));

/// A place that bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bearer {
    /// Row in the table of places.
    pub(super) place: usize,
    /// Whether the name is an alternate one.
    pub(super) alternate: bool,
}

/// The embedded index of names.
#[derive(Debug)]
pub(super) struct NameIndex {
    data: Sections,
}

impl NameIndex {
    /// Unpacks the embedded index.
    ///
    /// # Errors
    /// When it is damaged.
    pub(super) fn unpack() -> Result<Self, GazetteerError> {
        Ok(Self { data: Sections::unpack(FILE, b"BWNAMES1", 3, "names.bin.zst")? })
    }

    /// How many different names there are.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.data.column::<4>(0).u32(0) as usize
    }

    fn block(&self, number: usize) -> Cursor<'_> {
        let start = self.data.column::<4>(1).u32(number) as usize;
        Cursor::new(self.data.get(2).get(start..).unwrap_or_default())
    }

    /// The first name of a block, which stands in full.
    fn head(&self, number: usize) -> &[u8] {
        let mut cursor = self.block(number);
        let whole = cursor.varint().and_then(|_| cursor.count());
        whole.and_then(|length| cursor.take(length)).unwrap_or_default()
    }

    /// The places that bear a name in normal form.
    pub(super) fn exact(&self, name: &str) -> Vec<Bearer> {
        let blocks = self.data.column::<4>(1).len();
        let (mut low, mut high) = (0, blocks);
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.head(middle) <= name.as_bytes() {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let Some(number) = low.checked_sub(1) else { return Vec::new() };
        let end =
            if low < blocks { self.data.column::<4>(1).u32(low) as usize } else { usize::MAX };
        let start = self.data.column::<4>(1).u32(number) as usize;
        let bytes = self.data.get(2);
        let mut found = Vec::new();
        walk(bytes.get(start..end.min(bytes.len())).unwrap_or_default(), |_, key, bearers| {
            if key == name.as_bytes() {
                found = bearers();
            }
        });
        found
    }

    /// Names within an edit distance (Levenshtein, characters, at most `most`) of a name in normal
    /// form, with the distance.
    ///
    /// The rows of the distance matrix are kept from name to name as far as the names agree, and a
    /// beginning that is too far off already is not followed.
    pub(super) fn near(&self, name: &str, most: usize) -> Vec<(String, usize, Vec<Bearer>)> {
        // Distances are first bounded on bytes: a letter of another script has at most three.
        let slack = if name.is_ascii() { most } else { most * 3 };
        let mut matrix = Matrix::new(name.as_bytes(), slack);
        let mut found = Vec::new();
        walk(self.data.get(2), |shared, key, bearers| {
            if !matrix.advance(shared, key) {
                return;
            }
            let Ok(text) = std::str::from_utf8(key) else { return };
            let distance = strsim::levenshtein(text, name);
            if distance <= most {
                found.push((text.to_owned(), distance, bearers()));
            }
        });
        found
    }

    /// Calls a function with every name.
    #[cfg(test)]
    pub(super) fn for_each(&self, mut visit: impl FnMut(&str, &[Bearer])) {
        walk(self.data.get(2), |_, key, bearers| {
            visit(std::str::from_utf8(key).expect("names are UTF-8"), &bearers());
        });
    }
}

/// Goes through front-coded names: how much each shares with the one before, the name, and its places
/// (read only when asked for).
fn walk(bytes: &[u8], mut visit: impl FnMut(usize, &[u8], &dyn Fn() -> Vec<Bearer>)) {
    let mut cursor = Cursor::new(bytes);
    let mut key: Vec<u8> = Vec::with_capacity(100);
    while !cursor.is_done() {
        let Some(shared) = cursor.varint() else { return };
        let Some(suffix) = cursor.count().and_then(|length| cursor.take(length)) else { return };
        let stored = shared as usize;
        // A block starts with a full name; what it shares with the one before is counted anew.
        let common = if stored > 0 {
            stored
        } else {
            key.iter().zip(suffix).take_while(|(a, b)| a == b).count()
        };
        key.truncate(stored);
        key.extend_from_slice(suffix);
        let Some(count) = cursor.count() else { return };
        let postings = cursor.rest();
        for _ in 0..count {
            if cursor.varint().is_none() {
                return;
            }
        }
        visit(common, &key, &|| {
            let (mut postings, mut place) = (Cursor::new(postings), 0);
            let bearers = (0..count).map_while(|_| {
                let posting = postings.varint()?;
                place += (posting >> 1) as usize;
                Some(Bearer { place, alternate: posting & 1 == 1 })
            });
            bearers.collect()
        });
    }
}

/// Rows of the Levenshtein matrix between one query and a sorted run of names.
struct Matrix<'a> {
    query: &'a [u8],
    most: usize,
    rows: Vec<Vec<usize>>,
    /// Names that share at least this much with the last are out already.
    dead: Option<usize>,
}

impl<'a> Matrix<'a> {
    fn new(query: &'a [u8], most: usize) -> Self {
        Self { query, most, rows: vec![(0..=query.len()).collect()], dead: None }
    }

    /// Moves to the next name; whether it is within the bound.
    fn advance(&mut self, shared: usize, key: &[u8]) -> bool {
        if self.dead.is_some_and(|depth| shared >= depth) {
            return false;
        }
        self.dead = None;
        self.rows.truncate(shared + 1);
        for depth in self.rows.len()..=key.len() {
            let above = &self.rows[depth - 1];
            let mut row = Vec::with_capacity(self.query.len() + 1);
            row.push(depth);
            for (column, letter) in self.query.iter().enumerate() {
                let change = above[column] + usize::from(*letter != key[depth - 1]);
                row.push(change.min(above[column + 1] + 1).min(row[column] + 1));
            }
            let least = row.iter().min().copied().unwrap_or(usize::MAX);
            self.rows.push(row);
            if least > self.most {
                self.dead = Some(depth);
                return false;
            }
        }
        self.rows[key.len()][self.query.len()] <= self.most
    }
}

#[cfg(test)]
mod tests {
    use super::super::normalise;
    use super::*;

    #[test]
    fn every_name_is_in_normal_form_and_found_exactly() {
        let index = NameIndex::unpack().expect("embedded");
        let (mut count, mut last) = (0, String::new());
        index.for_each(|name, bearers| {
            assert_eq!(normalise(name), name, "the script and the program agree");
            assert!(*name > *last && !bearers.is_empty(), "{name}");
            if count % 1_000 == 0 {
                assert_eq!(index.exact(name), bearers, "{name}");
            }
            last = name.to_owned();
            count += 1;
        });
        assert_eq!(count, index.len());
        assert!(index.exact("").is_empty() && index.exact("\u{10ffff}").is_empty());
    }

    #[test]
    fn a_near_search_finds_what_a_full_comparison_finds() {
        let index = NameIndex::unpack().expect("embedded");
        for (query, most) in [("maidugri", 1), ("slavyansk", 2), ("харькив", 1)] {
            let mut slow = Vec::new();
            index.for_each(|name, _| {
                let distance = strsim::levenshtein(name, query);
                if distance <= most {
                    slow.push((name.to_owned(), distance));
                }
            });
            let fast: Vec<_> =
                index.near(query, most).into_iter().map(|(name, far, _)| (name, far)).collect();
            assert_eq!(fast, slow, "{query}");
            assert!(!slow.is_empty(), "{query}");
        }
    }
}
