//! One tag of markup: where it ends, its name, its attributes.

/// Attributes of a tag that are read; pages have few, and finding repeated ones takes the square of their number.
const ATTRIBUTES_MAX: usize = 32;

/// Bytes of an attribute's value that are kept.
const VALUE_MAX: usize = 4096;

/// What `<` begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Tag<'a> {
    /// An element begins, with its attributes as they stand.
    Start { name: String, attributes: &'a str, empty: bool },
    /// An element ends.
    End { name: String },
    /// A comment, a declaration, an instruction.
    Other,
}

/// The tag at the start of `rest` with its length; `None` where `<` is a character like others.
pub(super) fn tag(rest: &str) -> Option<(Tag<'_>, usize)> {
    let inner = rest.strip_prefix('<')?;
    if let Some(comment) = inner.strip_prefix("!--") {
        return Some((Tag::Other, 4 + comment_end(comment)));
    }
    match inner.chars().next()? {
        '!' | '?' => Some((Tag::Other, inner.find('>').map_or(rest.len(), |end| end + 2))),
        '/' => {
            let end = inner.find('>').map_or(rest.len(), |end| end + 2);
            let name = name(&inner[1..]).to_ascii_lowercase();
            Some((if name.is_empty() { Tag::Other } else { Tag::End { name } }, end))
        }
        c if c.is_ascii_alphabetic() => {
            let own = name(inner);
            let after = &inner[own.len()..];
            let end = end(after);
            let attributes = after[..end].trim_end_matches('>');
            let empty = attributes.ends_with('/');
            let start = Tag::Start { name: own.to_ascii_lowercase(), attributes, empty };
            Some((start, 1 + own.len() + end))
        }
        _ => None,
    }
}

/// The byte after the end of a comment.
fn comment_end(comment: &str) -> usize {
    if comment.starts_with('>') {
        return 1;
    }
    if comment.starts_with("->") {
        return 2;
    }
    let ends = [("-->", 3), ("--!>", 4)];
    let found = ends.iter().filter_map(|(mark, length)| Some(comment.find(mark)? + length));
    found.min().unwrap_or(comment.len())
}

/// Letters, digits and hyphens.
fn name(inner: &str) -> &str {
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inner.len());
    &inner[..end]
}

/// The byte after a start tag, quotes of values heeded.
fn end(after: &str) -> usize {
    let (mut quote, mut last) = (None, b' ');
    for (index, byte) in after.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return index + 1,
            (None, b'"' | b'\'') if last == b'=' => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    after.len()
}

/// Writes attributes again so that no other reader can take them for anything else: names of letters, digits
/// and a few marks, values in quotes.
pub(super) fn write_attributes(attributes: &str, out: &mut String) {
    let mut rest = attributes;
    for _ in 0..ATTRIBUTES_MAX {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '='));
        let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '=').unwrap_or(rest.len());
        let name = &rest[..end];
        if name.is_empty() {
            return;
        }
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            (value, rest) = match quote {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => after
                    .split_at(after.find(|c: char| c.is_ascii_whitespace()).unwrap_or(after.len())),
            };
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':');
        if name.chars().all(plain) && value.len() <= VALUE_MAX {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(&value.replace('"', "&quot;"));
            out.push('"');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_end_where_browsers_end_them() {
        for (comment, length) in [
            ("<!-->x", 5),
            ("<!--->x", 6),
            ("<!-- a -->x", 10),
            ("<!-- a --!>x", 11),
            ("<!-- a", 6),
        ] {
            assert_eq!(tag(comment), Some((Tag::Other, length)), "{comment}");
        }
        assert_eq!(tag("<!doctype html>x"), Some((Tag::Other, 15)));
        assert_eq!(tag("< 5"), None);
    }

    #[test]
    fn a_sign_in_quotes_does_not_end_a_tag() {
        let (found, length) = tag("<a title= \"x > y\" href=/b>text").expect("a tag");
        assert_eq!(length, 26);
        let Tag::Start { attributes, .. } = found else { panic!("{found:?}") };
        let mut out = String::new();
        write_attributes(attributes, &mut out);
        assert_eq!(out, " title=\"x > y\" href=\"/b\"");
    }
}
