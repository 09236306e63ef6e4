//! Markup into text with the way back: tags out, entities read, blocks as paragraphs. And into markup that
//! is safe to hand on: [`clean`].

mod entity;
mod open;
mod tag;

use super::document::SourceMap;
use super::limits::{InputError, InputLimits};
use entity::entity;
use open::{Open, is_void};
use std::ops::Range;
use tag::{Tag, tag, write_attributes};

/// Elements whose content is no text, up to their end tag.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "textarea", "noembed",
    "noframes", "object", "select",
];

/// Elements that a page's head may have; any other ends it.
const HEAD: &[&str] = &["meta", "link", "title", "base", "script", "style", "noscript", "template"];

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

/// Elements that make another reader read all that follows in another way; they are left out of what is handed on.
const MODES: &[&str] = &["plaintext", "xmp", "listing", "frameset", "frame", "image"];

/// Bytes of a page's description of itself as linked data.
const LINKED_DATA_MAX: usize = 64 << 10;

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
    walk(source, limits, |piece, at| match piece {
        Piece::Char(c) if c.is_whitespace() => out.blank(offset + at),
        Piece::Char(c) => out.push(c, offset + at),
        Piece::Start { name, .. } | Piece::End { name } => {
            if BLOCKS.contains(&name) {
                out.paragraph(offset + at);
            }
        }
        Piece::Head | Piece::Title(_) | Piece::LinkedData(_) => {}
    })?;
    Ok(out)
}

/// The page again, written so that every reader sees the elements that [`strip`] saw and no other: without
/// comments, scripts and other silent elements, every value in quotes. What browsers read in some other way
/// than we do can so not get round the limits.
///
/// # Errors
/// As [`strip`].
pub(super) fn clean(source: &str, limits: &InputLimits) -> Result<String, InputError> {
    let mut out = String::with_capacity(source.len());
    walk(source, limits, |piece, _| match piece {
        Piece::Char('<') => out.push_str("&lt;"),
        Piece::Char('&') => out.push_str("&amp;"),
        Piece::Char(c) => out.push(c),
        Piece::Start { name, attributes } => {
            if !MODES.contains(&name) {
                out.push('<');
                out.push_str(name);
                write_attributes(attributes, &mut out);
                out.push('>');
            }
        }
        Piece::End { name } => {
            if !MODES.contains(&name) && !is_void(name) {
                out.push_str("</");
                out.push_str(name);
                out.push('>');
            }
        }
        Piece::Head => out.push_str("<head>"),
        Piece::Title(title) => {
            out.push_str("<title>");
            out.push_str(&title.replace('<', "&lt;"));
            out.push_str("</title>");
        }
        Piece::LinkedData(text) => {
            out.push_str("<script type=\"application/ld+json\">");
            out.push_str(text);
            out.push_str("</script>");
        }
    })?;
    Ok(out)
}

/// The bytes of the one element of this name; `None` where there is none, or several.
///
/// # Errors
/// As [`strip`].
pub(super) fn element(
    source: &str,
    wanted: &str,
    limits: &InputLimits,
) -> Result<Option<Range<usize>>, InputError> {
    let (mut starts, mut end) = (Vec::new(), source.len());
    walk(source, limits, |piece, at| match piece {
        Piece::Start { name, .. } if name == wanted => starts.push(at),
        Piece::End { name } if name == wanted => end = at,
        _ => {}
    })?;
    Ok((starts.len() == 1 && starts[0] < end).then(|| starts[0]..end))
}

/// What stands in markup.
enum Piece<'a> {
    /// A character of the text, with entities read.
    Char(char),
    /// An element begins.
    Start { name: &'a str, attributes: &'a str },
    /// An element ends.
    End { name: &'a str },
    /// The head begins.
    Head,
    /// The title of the page, as it stands.
    Title(&'a str),
    /// A description of the page for machines, without a tag in it.
    LinkedData(&'a str),
}

/// Goes through markup once, and gives each piece with its byte.
fn walk(
    source: &str,
    limits: &InputLimits,
    mut give: impl FnMut(Piece<'_>, usize),
) -> Result<(), InputError> {
    let (mut at, mut open) = (0, Open::default());
    let (mut head, mut titled) = (false, false);
    while let Some(c) = source[at..].chars().next() {
        let rest = &source[at..];
        let Some((tag, length)) = (if c == '<' { tag(rest) } else { None }) else {
            let (c, length) =
                (if c == '&' { entity(rest) } else { None }).unwrap_or((c, c.len_utf8()));
            if !head {
                give(Piece::Char(c), at);
            }
            at += length;
            continue;
        };
        let start = at;
        at += length;
        match tag {
            Tag::Other => {}
            Tag::End { name } => {
                head &= name != "head";
                open.end(&name, limits)?;
                give(Piece::End { name: &name }, start);
            }
            Tag::Start { name, .. } if name == "head" => {
                head = true;
                give(Piece::Head, start);
            }
            Tag::Start { name, .. } if name == "title" => {
                let (title, end) = content(&source[at..], &name);
                if !std::mem::replace(&mut titled, true) {
                    give(Piece::Title(title), start);
                }
                at += end;
            }
            Tag::Start { name, attributes, empty } if SILENT.contains(&name.as_str()) => {
                let (inner, end) =
                    if empty && name != "script" { ("", 0) } else { content(&source[at..], &name) };
                let linked = name == "script" && attributes.contains("application/ld+json");
                if linked && inner.len() <= LINKED_DATA_MAX && !inner.contains('<') {
                    give(Piece::LinkedData(inner), start);
                }
                at += end;
            }
            Tag::Start { name, attributes, empty } => {
                head &= HEAD.contains(&name.as_str());
                open.start(&name, attributes, limits)?;
                give(Piece::Start { name: &name, attributes }, start);
                if empty && !is_void(&name) {
                    open.end(&name, limits)?;
                    give(Piece::End { name: &name }, start);
                }
            }
        }
    }
    Ok(())
}

/// What stands before the end tag of an element, and the byte after that.
fn content<'a>(rest: &'a str, name: &str) -> (&'a str, usize) {
    let mut from = 0;
    while let Some(found) = rest[from..].find("</") {
        let at = from + found;
        let named = rest.get(at + 2..at + 2 + name.len());
        if named.is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
            return (&rest[..at], end);
        }
        from = at + 2;
    }
    (rest, rest.len())
}
