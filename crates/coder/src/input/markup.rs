//! Markup into text with the way back: tags out, entities read, blocks as paragraphs.

use super::document::SourceMap;
use super::limits::{InputError, InputLimits};

/// Elements whose content is no text.
const SILENT: &[&str] =
    &["script", "style", "noscript", "template", "svg", "head", "iframe", "textarea"];

/// Elements that begin a paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// Elements that are never closed.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Characters that an entity may have.
const ENTITY_MAX: usize = 10;

/// Text with its way back.
#[derive(Debug, Default)]
pub(super) struct Stripped {
    pub(super) text: String,
    pub(super) map: SourceMap,
}

impl Stripped {
    fn push(&mut self, c: char, source: usize) {
        self.map.push(self.text.len(), source);
        self.text.push(c);
    }

    /// A blank, once, and not at the start of a line.
    fn blank(&mut self, source: usize) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.push(' ', source);
        }
    }

    /// The end of a paragraph, once.
    fn paragraph(&mut self, source: usize) {
        while self.text.ends_with(' ') {
            self.text.pop();
        }
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.push('\n', source);
            self.push('\n', source);
        }
    }
}

/// The text of a page or of a piece of one, that begins in its file at `offset`.
///
/// # Errors
/// More elements are open at once, or in all, than the limits allow.
pub(super) fn strip(
    source: &str,
    offset: usize,
    limits: &InputLimits,
) -> Result<Stripped, InputError> {
    let mut out = Stripped::default();
    let (mut at, mut depth, mut elements) = (0, 0_usize, 0_usize);
    while let Some(c) = source[at..].chars().next() {
        let rest = &source[at..];
        match c {
            '<' if rest.starts_with("<!--") => {
                at += rest.find("-->").map_or(rest.len(), |end| end + 3)
            }
            '<' if rest[1..]
                .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) =>
            {
                let end = tag_end(rest);
                let (name, closes) = name(&rest[..end]);
                if BLOCKS.contains(&name.as_str()) {
                    out.paragraph(offset + at);
                }
                at += end;
                if closes {
                    depth = depth.saturating_sub(1);
                } else if !name.is_empty()
                    && !VOID.contains(&name.as_str())
                    && !rest[..end].ends_with("/>")
                {
                    depth += usize::from(!matches!(
                        name.as_str(),
                        "p" | "li" | "td" | "tr" | "th" | "dt" | "dd" | "option"
                    ));
                    elements += 1;
                    limits.check("nested elements", depth, limits.depth)?;
                    limits.check("elements of the page", elements, limits.elements)?;
                    if SILENT.contains(&name.as_str()) {
                        at += silent_end(&source[at..], &name);
                        depth = depth.saturating_sub(1);
                    }
                }
            }
            '&' => match entity(rest) {
                Some((c, length)) => {
                    if c.is_whitespace() {
                        out.blank(offset + at)
                    } else {
                        out.push(c, offset + at)
                    }
                    at += length;
                }
                None => {
                    out.push(c, offset + at);
                    at += 1;
                }
            },
            c if c.is_whitespace() => {
                out.blank(offset + at);
                at += c.len_utf8();
            }
            c => {
                out.push(c, offset + at);
                at += c.len_utf8();
            }
        }
    }
    Ok(out)
}

/// The byte after a tag, quotes heeded.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    for (index, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return index + 1,
            (None, b'"' | b'\'') if rest.as_bytes()[index - 1] == b'=' => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    rest.len()
}

/// The name of a tag in lower case, and whether it closes an element. Declarations have no name.
fn name(tag: &str) -> (String, bool) {
    let inner = tag.trim_start_matches('<');
    let closes = inner.starts_with('/');
    let letters = inner.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric);
    (letters.map(|c| c.to_ascii_lowercase()).collect(), closes)
}

/// The byte after the end tag of an element without text.
fn silent_end(rest: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(found) = rest[from..].find("</") {
        let tag = &rest[from + found..];
        let named = tag.get(2..2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name));
        if named {
            return from + found + tag_end(tag);
        }
        from += found + 2;
    }
    rest.len()
}

/// The character of an entity and its length: numeric ones and the common names.
fn entity(rest: &str) -> Option<(char, usize)> {
    const NAMED: &[(&str, char)] = &[
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("ndash", '\u{2013}'),
        ("mdash", '\u{2014}'),
        ("lsquo", '\u{2018}'),
        ("rsquo", '\u{2019}'),
        ("ldquo", '\u{201c}'),
        ("rdquo", '\u{201d}'),
        ("hellip", '\u{2026}'),
        ("eacute", 'é'),
        ("aacute", 'á'),
        ("iacute", 'í'),
        ("oacute", 'ó'),
        ("uacute", 'ú'),
        ("ntilde", 'ñ'),
        ("uuml", 'ü'),
        ("ouml", 'ö'),
        ("auml", 'ä'),
    ];
    let end = rest.char_indices().take(ENTITY_MAX).find(|&(_, c)| c == ';')?.0;
    let name = &rest[1..end];
    let found = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']);
            let code =
                hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
            char::from_u32(code).filter(|c| !c.is_control())?
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((found, end + 1))
}
