//! Hashes of content: one for a row, one for a set of rows in any order.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The first 128 bits of the BLAKE3 hash of a row's canonical fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash(pub u128);

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl ContentHash {
    /// Reads what [`fmt::Display`] writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 32).then(|| u128::from_str_radix(text, 16).ok().map(Self)).flatten()
    }
}

/// Takes fields one by one; each is preceded by its length, so that no two lists of fields collide by
/// concatenation. They are gathered and hashed in one go, which is several times faster than feeding the
/// hash function a field at a time.
#[derive(Debug, Clone, Default)]
pub struct ContentHasher(Vec<u8>);

impl ContentHasher {
    /// An empty hasher.
    #[must_use]
    pub fn new() -> Self {
        Self(Vec::with_capacity(1_024))
    }

    /// Takes one field. The length goes before it in base 128, the lowest seven bits first (LEB128).
    pub fn field(&mut self, bytes: &[u8]) -> &mut Self {
        let mut length = bytes.len();
        loop {
            // Seven bits.
            #[allow(clippy::cast_possible_truncation)]
            let low = (length & 0x7f) as u8;
            length >>= 7;
            if length == 0 {
                self.0.push(low);
                break;
            }
            self.0.push(low | 0x80);
        }
        self.0.extend_from_slice(bytes);
        self
    }

    /// The hash of the fields so far, 128 bits.
    #[must_use]
    pub fn finish(&self) -> ContentHash {
        let bytes = blake3::hash(&self.0);
        let mut half = [0; 16];
        half.copy_from_slice(&bytes.as_bytes()[..16]);
        ContentHash(u128::from_le_bytes(half))
    }

    /// The hash of the fields so far as a one-row [`Digest`].
    #[must_use]
    pub fn digest(&self) -> Digest {
        let bytes = blake3::hash(&self.0);
        let mut lanes = [0u64; 4];
        for (lane, chunk) in lanes.iter_mut().zip(bytes.as_bytes().chunks_exact(8)) {
            *lane = u64::from_le_bytes(chunk.try_into().expect("chunks of eight"));
        }
        Digest(lanes)
    }
}

/// A digest of a multiset of rows: the lane-wise sum of their 256-bit hashes, so that it does not
/// depend on order, on threads or on how the rows came in.
///
/// It tells whether two stores hold the same rows and whether rows were lost or damaged. It is not a
/// signature: someone who may choose rows freely can build two sets with one sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u64; 4]);

/// Bytes as lower-case hexadecimal, two digits a byte: how a checksum of any length is written.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

impl Digest {
    /// Adds the rows of another digest.
    pub fn add(&mut self, other: Self) {
        for (lane, more) in self.0.iter_mut().zip(other.0) {
            *lane = lane.wrapping_add(more);
        }
    }

    /// Reads what [`fmt::Display`] writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut lanes = [0; 4];
        for (index, lane) in lanes.iter_mut().enumerate() {
            *lane = u64::from_str_radix(&text[index * 16..(index + 1) * 16], 16).ok()?;
        }
        Some(Self(lanes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|lane| write!(f, "{lane:016x}"))
    }
}

impl TryFrom<String> for Digest {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
            .ok_or_else(|| format!("{text:?} is not a digest of 64 hexadecimal digits"))
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Digest {
        ContentHasher::new().field(text.as_bytes()).digest()
    }

    #[test]
    fn bytes_are_two_digits_each() {
        assert_eq!(hex(&[0, 9, 16, 171, 255]), "000910abff");
        assert_eq!(hex(&[]), "");
    }

    #[test]
    fn a_digest_does_not_depend_on_the_order_and_counts_repetitions() {
        let sum = |rows: &[&str]| {
            let mut digest = Digest::default();
            rows.iter().for_each(|text| digest.add(row(text)));
            digest
        };
        assert_eq!(sum(&["a", "b", "c"]), sum(&["c", "a", "b"]));
        assert_ne!(sum(&["a", "b"]), sum(&["a", "b", "b"]));
        assert_eq!(Digest::parse(&sum(&["a"]).to_string()), Some(sum(&["a"])));
        assert_eq!(Digest::parse("00"), None);
    }

    #[test]
    fn fields_do_not_run_into_one_another() {
        let joined = ContentHasher::new().field(b"ab").field(b"c").finish();
        let split = ContentHasher::new().field(b"a").field(b"bc").finish();
        assert_ne!(joined, split);
        assert_eq!(ContentHash::parse(&joined.to_string()), Some(joined));
    }
}
