//! Text in the one form in which names are compared, with the way back.

/// A folded text.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The text in lower case, blanks and hyphens as one blank, without accents.
    pub(super) text: String,
    /// For each byte of `text` the byte of the source where its character begins.
    from: Vec<u32>,
    /// For each byte of `text` the byte of the source where its character ends.
    to: Vec<u32>,
}

impl Folded {
    /// Folds a text.
    pub(super) fn new(source: &str) -> Self {
        let mut folded = Self::default();
        for (start, c) in source.char_indices() {
            let (from, to) = (start, start + c.len_utf8());
            match c {
                c if c.is_whitespace() || is_hyphen(c) => {
                    if folded.text.ends_with(' ') {
                        continue;
                    }
                    folded.push(' ', from, to);
                }
                '\u{2019}' | '\u{2018}' | '`' | '\u{2bc}' | '\u{2bb}' | '\u{b4}' => {
                    folded.push('\'', from, to)
                }
                '\u{300}'..='\u{36f}' => {}
                c if c.is_ascii() => folded.push(c.to_ascii_lowercase(), from, to),
                c => c.to_lowercase().for_each(|c| folded.push(plain(c), from, to)),
            }
        }
        folded
    }

    fn push(&mut self, c: char, from: usize, to: usize) {
        self.text.push(c);
        for _ in 0..c.len_utf8() {
            self.from.push(u32::try_from(from).unwrap_or(u32::MAX));
            self.to.push(u32::try_from(to).unwrap_or(u32::MAX));
        }
    }

    /// The bytes of the source for bytes of the folded text.
    pub(super) fn source(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let from = self.from.get(start).map_or(0, |&at| at as usize);
        let to =
            end.checked_sub(1).and_then(|last| self.to.get(last)).map_or(from, |&at| at as usize);
        from..to.max(from)
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

/// A letter of the Latin script without its accent.
fn plain(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ō' | 'ø' => 'o',
        'š' | 'ś' | 'ş' | 'ș' | 'ṣ' => 's',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' => 'u',
        'ý' | 'ÿ' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        'ğ' => 'g',
        'ḥ' | 'ḫ' => 'h',
        'ṭ' | 'ţ' | 'ț' => 't',
        'ḍ' => 'd',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_holds_through_folding() {
        let source = "É  b-C";
        let folded = Folded::new(source);
        assert_eq!(folded.text, "e b c");
        assert_eq!(&source[folded.source(0, 1)], "É");
        assert_eq!(&source[folded.source(2, 5)], "b-C");
    }
}
