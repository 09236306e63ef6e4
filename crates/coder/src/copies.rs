//! Near copies among texts: an article that thirty sites print is one witness.
//!
//! What comes in: a text. What goes out: a [`Sketch`] of it, small enough to keep, from which no word can be
//! read back; and of a new sketch the earlier one that it is a copy of ([`Copies`]). A text is the set of its
//! runs of four words, in lower case and without punctuation; two texts resemble each other by the share of
//! runs that they have in common. A sketch keeps the 64 smallest hashes of the runs, by which that share is
//! estimated (A. Broder, "On the resemblance and containment of documents", 1997, section 3); texts with no
//! more runs than that are compared exactly.

use std::collections::HashMap;

/// Words of a run.
const RUN: usize = 4;
/// Hashes that a sketch keeps.
const KEPT: usize = 64;
/// Hashes of a sketch under which it is looked up: two texts that resemble each other by 0.6 share none of
/// the smallest 16 with a chance of about 0.4^16.
const LOOKED_UP: usize = 16;
/// From which resemblance on a text is a copy.
const COPY: f64 = 0.6;

/// The smallest hashes of a text's runs of words, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sketch(Vec<u64>);

impl Sketch {
    /// The sketch of a text. A text of fewer than four words is one run; one without words has none.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let mut hashes: Vec<u64> = if words.is_empty() {
            Vec::new()
        } else {
            words.windows(RUN.min(words.len())).map(hash).collect()
        };
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(KEPT);
        Self(hashes)
    }

    /// The share of runs that two texts have in common, 0..=1, as far as the sketches tell.
    #[must_use]
    pub fn resemblance(&self, other: &Self) -> f64 {
        let (mut a, mut b) = (self.0.as_slice(), other.0.as_slice());
        let (mut all, mut common) = (0_u32, 0_u32);
        // The smallest hashes of both together are a sketch of their union.
        while (all as usize) < KEPT {
            match (a.first(), b.first()) {
                (Some(x), Some(y)) if x == y => {
                    common += 1;
                    (a, b) = (&a[1..], &b[1..]);
                }
                (Some(x), Some(y)) if x < y => a = &a[1..],
                (_, Some(_)) => b = &b[1..],
                (Some(_), None) => a = &a[1..],
                (None, None) => break,
            }
            all += 1;
        }
        if all == 0 { 0.0 } else { f64::from(common) / f64::from(all) }
    }

    /// The bytes to keep.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|hash| hash.to_be_bytes()).collect()
    }

    /// A sketch from its bytes; what is no whole hash at the end is left off.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let (whole, _) = bytes.as_chunks::<8>();
        Self(whole.iter().map(|bytes| u64::from_be_bytes(*bytes)).collect())
    }
}

/// FNV-1a over the words, then the finaliser of splitmix64: the same on every machine, since it is kept.
fn hash(words: &[String]) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in words.iter().flat_map(|word| word.bytes().chain([0])) {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// Texts that are no copies, by their sketches.
#[derive(Debug, Default)]
pub struct Copies {
    known: Vec<(String, Sketch)>,
    by_hash: HashMap<u64, Vec<usize>>,
}

impl Copies {
    /// Adds a text under its name.
    pub fn add(&mut self, name: String, sketch: Sketch) {
        let place = self.known.len();
        for hash in sketch.0.iter().take(LOOKED_UP) {
            self.by_hash.entry(*hash).or_default().push(place);
        }
        self.known.push((name, sketch));
    }

    /// The known text that this one is a copy of: the most alike, the first added among equals; never the
    /// one of the name `but`, which is the text itself in an earlier version.
    #[must_use]
    pub fn original(&self, sketch: &Sketch, but: &str) -> Option<&str> {
        let mut near: Vec<usize> = sketch
            .0
            .iter()
            .take(LOOKED_UP)
            .filter_map(|hash| self.by_hash.get(hash))
            .flatten()
            .copied()
            .collect();
        near.sort_unstable();
        near.dedup();
        let mut best: Option<(f64, &str)> = None;
        for place in near {
            let (name, known) = &self.known[place];
            let share = known.resemblance(sketch);
            if name != but && share >= COPY && best.is_none_or(|(most, _)| share > most) {
                best = Some((share, name));
            }
        }
        best.map(|(_, name)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "Gunmen attacked a checkpoint near the market of the provincial capital early on Monday, \
                         killing four soldiers and wounding nine, officials said. The attackers came on motorcycles \
                         and fled after an exchange of fire that lasted half an hour. No group has claimed the attack.";
    const SECOND: &str = "Four troops died on Monday when armed men opened fire on an army post in the provincial \
                          capital, the defence ministry said in a statement. Nine others were taken to hospital. A \
                          search for the attackers, who escaped on motorbikes, was under way.";

    #[test]
    fn a_copy_with_small_edits_is_one_and_another_account_is_not() {
        let mut copies = Copies::default();
        copies.add("first".into(), Sketch::of(FIRST));
        let edited = format!("(Agency) - {}", FIRST.replace("half an hour", "thirty minutes"));
        assert_eq!(copies.original(&Sketch::of(&edited), ""), Some("first"));
        assert_eq!(copies.original(&Sketch::of(&FIRST.to_uppercase()), ""), Some("first"));
        assert_eq!(copies.original(&Sketch::of(SECOND), ""), None);
        assert_eq!(copies.original(&Sketch::of(FIRST), "first"), None);
        assert_eq!(copies.original(&Sketch::of(""), ""), None);
    }

    #[test]
    fn a_sketch_is_read_back_from_its_bytes_and_estimates_the_share() {
        let words = |from: u32| (from..from + 1_000).map(|n| format!("w{n} ")).collect::<String>();
        let (a, b) = (Sketch::of(&words(0)), Sketch::of(&words(250)));
        assert_eq!(Sketch::from_bytes(&a.to_bytes()), a);
        assert_eq!(a.to_bytes().len(), 8 * KEPT);
        // 750 of 1,250 runs are common; four standard errors are 0.25.
        assert!((a.resemblance(&b) - 0.6).abs() < 0.25, "{}", a.resemblance(&b));
        assert!((a.resemblance(&a) - 1.0).abs() < f64::EPSILON);
    }
}
