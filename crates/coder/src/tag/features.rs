//! What the tagger looks at.

use crate::linear::Feature;

/// Words and their neighbours, prepared once for a sentence.
pub(super) struct Words {
    lower: Vec<String>,
    shape: Vec<&'static str>,
}

impl Words {
    /// `cased` says whether capitals mean anything.
    pub(super) fn new<'a>(words: impl Iterator<Item = &'a str>, cased: bool) -> Self {
        let (mut lower, mut shapes) = (Vec::new(), Vec::new());
        for word in words {
            shapes.push(shape(word, cased));
            lower.push(plain(word));
        }
        Self { lower, shape: shapes }
    }

    pub(super) fn len(&self) -> usize {
        self.lower.len()
    }

    fn word(&self, index: usize, offset: isize) -> &str {
        match index.checked_add_signed(offset) {
            Some(at) => self.lower.get(at).map_or("</s>", String::as_str),
            None => "<s>",
        }
    }

    /// Gives each feature of the word at `index` as parts of a name. `before` are the tags of the last and
    /// the last but one word.
    pub(super) fn each(&self, index: usize, before: [&str; 2], mut take: impl FnMut(&[&str])) {
        let word = self.word(index, 0);
        let (prefix, suffixes) = ends(word);
        let shape = self.shape[index];
        let (left, right) = (self.word(index, -1), self.word(index, 1));
        take(&["b"]);
        take(&["w", word]);
        take(&["s3", suffixes[1]]);
        take(&["s2", suffixes[0]]);
        take(&["s4", suffixes[2]]);
        take(&["p", prefix]);
        take(&["c", shape]);
        take(&["t1", before[0]]);
        take(&["t2", before[0], before[1]]);
        take(&["t1w", before[0], word]);
        take(&["l", left]);
        take(&["l2", self.word(index, -2)]);
        take(&["r", right]);
        take(&["r2", self.word(index, 2)]);
        take(&["ls", ends(left).1[1]]);
        take(&["rs", ends(right).1[1]]);
        take(&["t1c", before[0], shape]);
        take(&["lw", left, word]);
        take(&["wr", word, right]);
        take(&["t1r", before[0], right]);
    }

    pub(super) fn features(&self, index: usize, before: [&str; 2], into: &mut Vec<Feature>) {
        into.clear();
        self.each(index, before, |parts| into.push(Feature::new(parts)));
    }

    /// The name in the file of the feature at `position` of [`Self::features`].
    pub(super) fn name(&self, index: usize, before: [&str; 2], position: usize) -> String {
        let (mut at, mut name) = (0, String::new());
        self.each(index, before, |parts| {
            if at == position {
                name = parts.join("|");
            }
            at += 1;
        });
        name
    }
}

/// The word in lower case with digits as zeros, without what parts names in a file.
pub(super) fn plain(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            c if c.is_numeric() => '0',
            '|' | '\t' | '\n' => '_',
            '\u{2019}' | '\u{2018}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            c => c,
        })
        .collect()
}

/// First letter, and last two, three and four letters.
fn ends(word: &str) -> (&str, [&str; 3]) {
    let first = word.chars().next().map_or(0, char::len_utf8);
    let mut starts = [word.len(); 4];
    for (slot, (index, _)) in starts.iter_mut().zip(word.char_indices().rev()) {
        *slot = index;
    }
    let last = |letters: usize| {
        &word[if starts[letters - 1] == word.len() { 0 } else { starts[letters - 1] }..]
    };
    (&word[..first], [last(2), last(3), last(4)])
}

fn shape(word: &str, cased: bool) -> &'static str {
    let mut chars = word.chars();
    match chars.next() {
        Some(c) if c.is_numeric() => "0",
        Some(c) if !c.is_alphanumeric() => ".",
        Some(_) if !cased => "?",
        Some(c) if c.is_uppercase() => {
            if word.chars().all(|c| !c.is_lowercase()) && word.chars().count() > 1 {
                "XX"
            } else {
                "Xx"
            }
        }
        _ => "x",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_leads_to_its_feature() {
        let words = Words::new(["The", "3rd", "brigade"].into_iter(), true);
        let mut features = Vec::new();
        words.features(1, ["DT", "<s>"], &mut features);
        for (position, feature) in features.iter().enumerate() {
            let name = words.name(1, ["DT", "<s>"], position);
            assert_eq!(*feature, Feature::new(&name.split('|').collect::<Vec<_>>()), "{name}");
        }
    }

    #[test]
    fn short_words_are_their_own_ends() {
        assert_eq!(ends("at"), ("a", ["at", "at", "at"]));
        assert_eq!(ends("attack"), ("a", ["ck", "ack", "tack"]));
    }
}
