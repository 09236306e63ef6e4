//! From the codes of a font to letters.

use super::cmap::CMap;
use encoding_rs::{MACINTOSH, WINDOWS_1252};
use hayro_syntax::object::{Array, Dict, Name, Number, Object};
use rustc_hash::FxHashMap;

/// Width of a letter whose font does not tell, in thousandths of its size.
const WIDTH: f32 = 500.0;

/// A font, as far as letters need it.
#[derive(Debug, Default)]
pub(super) struct Font {
    to_unicode: Option<CMap>,
    /// Codes of two bytes.
    wide: bool,
    macintosh: bool,
    differences: FxHashMap<u8, char>,
    first: usize,
    widths: Vec<f32>,
}

impl Font {
    /// Reads a font's dictionary and its table to Unicode; what is broken in them is left out.
    pub(super) fn read(dict: &Dict<'_>, table: Option<&[u8]>) -> Self {
        let wide = dict.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_str() == "Type0");
        let to_unicode = table.map(CMap::read);
        let mut font = Self { to_unicode, wide, ..Self::default() };
        if let Some(name) = dict.get::<Name<'_>>("Encoding") {
            font.macintosh = name.as_str() == "MacRomanEncoding";
        } else if let Some(encoding) = dict.get::<Dict<'_>>("Encoding") {
            let base = encoding.get::<Name<'_>>("BaseEncoding");
            font.macintosh = base.is_some_and(|name| name.as_str() == "MacRomanEncoding");
            font.differ(encoding.get::<Array<'_>>("Differences"));
        }
        font.first = dict.get::<Number>("FirstChar").map_or(0, |first| whole(first.as_f64()));
        let widths = dict.get::<Array<'_>>("Widths");
        font.widths = widths
            .map(|all| all.iter::<Number>().take(256).map(|one| one.as_f32()).collect())
            .unwrap_or_default();
        font
    }

    fn differ(&mut self, differences: Option<Array<'_>>) {
        let mut code = 0_usize;
        for entry in differences.iter().flat_map(|all| all.iter::<Object<'_>>()).take(512) {
            match entry {
                Object::Number(number) => code = whole(number.as_f64()),
                Object::Name(name) => {
                    if let (Ok(code), Some(letter)) = (u8::try_from(code), glyph(name.as_str())) {
                        self.differences.insert(code, letter);
                    }
                    code += 1;
                }
                _ => {}
            }
        }
    }

    /// The letters of some codes with their widths, in thousandths of the size. A code that nobody explains is
    /// U+FFFD.
    pub(super) fn letters(&self, codes: &[u8], mut give: impl FnMut(&str, f32)) {
        if self.wide {
            for pair in codes.chunks_exact(2) {
                let code = u32::from(u16::from_be_bytes([pair[0], pair[1]]));
                let known = self.to_unicode.as_ref().and_then(|map| map.get(code));
                give(known.unwrap_or("\u{fffd}"), WIDTH);
            }
            return;
        }
        for &code in codes {
            let at = usize::from(code).checked_sub(self.first);
            let width = at.and_then(|at| self.widths.get(at)).copied().unwrap_or(WIDTH);
            if let Some(known) = self.to_unicode.as_ref().and_then(|map| map.get(u32::from(code))) {
                give(known, width);
            } else if let Some(letter) = self.differences.get(&code) {
                give(letter.encode_utf8(&mut [0; 4]), width);
            } else {
                let encoding = if self.macintosh { MACINTOSH } else { WINDOWS_1252 };
                give(&encoding.decode_without_bom_handling(&[code]).0, width);
            }
        }
    }
}

fn whole(number: f64) -> usize {
    // From a clamped number, so that nothing is lost.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let number = number.clamp(0.0, 65_535.0) as usize;
    number
}

/// The letter of a glyph's name: the common ones of Adobe's list, single letters, `uni` with four digits.
fn glyph(name: &str) -> Option<char> {
    const NAMED: &[(&str, char)] = &[
        ("space", ' '),
        ("period", '.'),
        ("comma", ','),
        ("colon", ':'),
        ("semicolon", ';'),
        ("hyphen", '-'),
        ("endash", '\u{2013}'),
        ("emdash", '\u{2014}'),
        ("quoteright", '\u{2019}'),
        ("quoteleft", '\u{2018}'),
        ("quotedblleft", '\u{201c}'),
        ("quotedblright", '\u{201d}'),
        ("quotesingle", '\''),
        ("quotedbl", '"'),
        ("parenleft", '('),
        ("parenright", ')'),
        ("percent", '%'),
        ("slash", '/'),
        ("ampersand", '&'),
        ("exclam", '!'),
        ("question", '?'),
        ("fi", '\u{fb01}'),
        ("fl", '\u{fb02}'),
        ("eacute", 'é'),
        ("zero", '0'),
        ("one", '1'),
        ("two", '2'),
        ("three", '3'),
        ("four", '4'),
        ("five", '5'),
        ("six", '6'),
        ("seven", '7'),
        ("eight", '8'),
        ("nine", '9'),
    ];
    if let Some((_, letter)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some(*letter);
    }
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter);
    }
    let code = u32::from_str_radix(name.strip_prefix("uni")?.get(..4)?, 16).ok()?;
    char::from_u32(code).filter(|letter| !letter.is_control())
}
