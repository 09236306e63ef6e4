//! Bytes into text.

use encoding_rs::{Encoding, WINDOWS_1252};

/// The text of some bytes: by a byte-order mark, else as UTF-8 where they are that, else in the encoding
/// that the first kilobyte names (`charset=`, `encoding=`), else as Windows-1252, as browsers do. Bytes
/// that are none in their encoding become U+FFFD; it never fails.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    named(bytes).unwrap_or(WINDOWS_1252).decode_without_bom_handling(bytes).0.into_owned()
}

/// The encoding that a page or an XML file names in its first bytes.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    const LOOK: usize = 1024;
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOK)]).to_lowercase();
    ["charset=", "encoding="].iter().find_map(|key| {
        let label = start.split(key).nth(1)?.trim_start_matches(['"', '\'', ' ']);
        let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c));
        Encoding::for_label(&label.as_bytes()[..end.unwrap_or(label.len())])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_is_told() {
        assert_eq!(decode("Níger".as_bytes()), "Níger");
        assert_eq!(decode(b"\xef\xbb\xbfok"), "ok");
        assert_eq!(decode(b"N\xedger"), "Níger");
        assert_eq!(decode(b"\xff\xfeo\0k\0"), "ok");
        assert_eq!(
            decode(b"<meta charset=\"windows-1251\">\xc4\xe0"),
            "<meta charset=\"windows-1251\">Да"
        );
    }
}
