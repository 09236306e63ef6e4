//! A font's table from codes to Unicode (`bfchar` and `bfrange` of a `ToUnicode` stream).

use rustc_hash::FxHashMap;

/// Codes that a table may explain.
const CODES_MAX: usize = 1 << 16;

/// From codes to letters.
#[derive(Debug, Default)]
pub(super) struct CMap(FxHashMap<u32, String>);

impl CMap {
    /// Reads a table as far as it goes.
    pub(super) fn read(data: &[u8]) -> Self {
        let text = String::from_utf8_lossy(data);
        let mut map = Self::default();
        for (begin, end, range) in
            [("beginbfchar", "endbfchar", false), ("beginbfrange", "endbfrange", true)]
        {
            for part in text.split(begin).skip(1) {
                let part = part.split(end).next().unwrap_or_default();
                if range { map.ranges(part) } else { map.letters(part) }
            }
        }
        map
    }

    /// The letters of a code.
    pub(super) fn get(&self, code: u32) -> Option<&str> {
        self.0.get(&code).map(String::as_str)
    }

    fn set(&mut self, code: u32, letters: String) {
        if self.0.len() < CODES_MAX {
            self.0.insert(code, letters);
        }
    }

    fn letters(&mut self, part: &str) {
        let mut words = hex_words(part);
        while let (Some(code), Some(letters)) = (words.next(), words.next()) {
            if let (Some(code), Some(letters)) = (number(code), utf16(letters)) {
                self.set(code, letters);
            }
        }
    }

    fn ranges(&mut self, part: &str) {
        for line in part.split(['\n', '\r']) {
            let mut words = hex_words(line);
            let (Some(first), Some(last)) =
                (words.next().and_then(number), words.next().and_then(number))
            else {
                continue;
            };
            let codes = (first..=last).take(CODES_MAX);
            if line.contains('[') {
                for (code, letters) in codes.zip(words) {
                    utf16(letters).into_iter().for_each(|letters| self.set(code, letters));
                }
            } else if let Some(start) = words.next().and_then(number) {
                for (code, step) in codes.zip(0..) {
                    let letter = char::from_u32(start.saturating_add(step));
                    letter.into_iter().for_each(|letter| self.set(code, letter.to_string()));
                }
            }
        }
    }
}

/// What stands between `<` and `>`.
fn hex_words(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).filter_map(|part| Some(part.split_once('>')?.0.trim()))
}

fn number(hex: &str) -> Option<u32> {
    u32::from_str_radix(hex, 16).ok()
}

/// Letters of code units of two bytes; control characters are none.
fn utf16(hex: &str) -> Option<String> {
    let units =
        (0..hex.len() / 4).map(|at| u16::from_str_radix(hex.get(at * 4..at * 4 + 4)?, 16).ok());
    let letters = String::from_utf16(&units.take(8).collect::<Option<Vec<u16>>>()?).ok()?;
    (!letters.chars().any(char::is_control)).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_to_letters() {
        let map = CMap::read(
            b"2 beginbfchar <0003> <0020> <0010> <00660069> endbfchar 2 beginbfrange\n<0041> <0043> <0061>\n<0050> <0051> [<0078> <0079>]\nendbfrange",
        );
        let all = [0x3, 0x10, 0x42, 0x51, 0x99].map(|code| map.get(code));
        assert_eq!(all, [Some(" "), Some("fi"), Some("b"), Some("y"), None]);
        assert!(CMap::read(b"beginbfrange <0> <ffffffff> <0> endbfrange").0.len() <= CODES_MAX);
    }
}
