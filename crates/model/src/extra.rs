//! Further columns of a source by their own names, as they stood.

use std::borrow::Cow;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A column's name and its text.
type Entry = (Cow<'static, str>, String);

/// Further columns, sorted by name, each once. Built whole and then only read, millions of times over,
/// which is why it is one vector and not a tree. A reader's names are constants (`"region".into()`);
/// names read back from a store are owned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extra(Vec<Entry>);

impl Extra {
    /// No columns.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Sets a column; one of the same name is replaced.
    pub fn insert(&mut self, name: Cow<'static, str>, value: String) {
        match self.0.binary_search_by(|(known, _)| known.cmp(&name)) {
            Ok(index) => self.0[index].1 = value,
            Err(index) => self.0.insert(index, (name, value)),
        }
    }

    /// The text of a column.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&String> {
        let index = self.0.binary_search_by(|(known, _)| known.as_ref().cmp(name)).ok()?;
        Some(&self.0[index].1)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All columns by name, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value.as_str()))
    }
}

impl FromIterator<Entry> for Extra {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut all: Vec<Entry> = entries.into_iter().collect();
        // Stable, so that of two entries with one name the later one is kept, as with insert.
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                std::mem::swap(&mut later.1, &mut earlier.1);
            }
            same
        });
        Self(all)
    }
}

impl Extend<Entry> for Extra {
    fn extend<I: IntoIterator<Item = Entry>>(&mut self, entries: I) {
        entries.into_iter().for_each(|(name, value)| self.insert(name, value));
    }
}

impl<const N: usize> From<[Entry; N]> for Extra {
    fn from(entries: [Entry; N]) -> Self {
        entries.into_iter().collect()
    }
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Extra {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Extra;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map of texts")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Extra, A::Error> {
                let mut extra = Extra::new();
                while let Some((name, value)) = map.next_entry::<String, String>()? {
                    extra.insert(name.into(), value);
                }
                Ok(extra)
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_sorted_and_the_last_of_a_name_counts() {
        let extra: Extra = [("b", "1"), ("a", "2"), ("b", "3")]
            .into_iter()
            .map(|(name, value)| (Cow::Borrowed(name), value.to_owned()))
            .collect();
        assert_eq!(extra.iter().collect::<Vec<_>>(), [("a", "2"), ("b", "3")]);
        let mut inserted = Extra::new();
        for (name, value) in [("b", "1"), ("a", "2"), ("b", "3")] {
            inserted.insert(name.into(), value.to_owned());
        }
        assert_eq!(inserted, extra);
        assert_eq!(extra.get("b").map(String::as_str), Some("3"));
        assert_eq!(extra.get("c"), None);
    }

    #[test]
    fn what_is_written_as_json_is_read_back() {
        let extra = Extra::from([("region".into(), "a \"b\"".to_owned())]);
        let text = serde_json::to_string(&extra).expect("JSON");
        assert_eq!(serde_json::from_str::<Extra>(&text).expect("JSON"), extra);
    }
}
