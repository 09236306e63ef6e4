//! Bytes that are not UTF-8 are read as Windows-1252, the encoding that old exports have.

use std::borrow::Cow;

/// What Windows-1252 has for the bytes 0x80 to 0x9F; the other bytes are the code point of their value
/// (WHATWG Encoding Standard, index windows-1252).
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The text of a record. Stretches of UTF-8 stay what they are and every other byte is taken for
/// Windows-1252: files that were pasted together hold both. The flag says whether any was.
pub(crate) fn decode(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), false);
    }
    let mut text = String::with_capacity(bytes.len() + 16);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().copied().map(windows_1252));
    }
    (Cow::Owned(text), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_borrowed_as_it_is() {
        assert!(matches!(decode("Chişinău".as_bytes()), (Cow::Borrowed("Chişinău"), false)));
    }

    #[test]
    fn a_record_that_mixes_both_encodings_is_read_in_both() {
        let (text, guessed) = decode(b"C\xF4te d\xE2\x80\x99Ivoire \x80");
        assert_eq!((text.as_ref(), guessed), ("Côte d’Ivoire €", true));
    }
}
