//! Text into tokens.

use super::abbreviation::{Abbreviation, abbreviation};
use super::{Token, TokenKind};
use crate::Span;

/// Letters after an apostrophe that make a token of their own.
const CLITICS: &[&str] = &["s", "re", "ve", "ll", "d", "m"];

/// Bytes that one token may have; a longer run is cut.
const TOKEN_BYTES_MAX: usize = 256;

/// All tokens of the text, in order.
pub(super) fn split(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    let mut spaced = true;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() || c.is_control() {
            at += c.len_utf8();
            spaced = true;
            continue;
        }
        let end = if c.is_alphanumeric() { run_end(text, at) } else { mark_end(text, at, c) };
        if c.is_alphanumeric() {
            push_run(text, at, end, spaced, &mut tokens);
        } else {
            tokens.push(Token { span: Span::new(at, end), kind: TokenKind::Mark, spaced });
        }
        at = end;
        spaced = false;
    }
    tokens
}

/// Whether a character belongs to a word that it does not begin.
fn continues(c: char) -> bool {
    c.is_alphanumeric() || is_mark_of_letter(c)
}

/// Combining marks, and joiners within words of some scripts.
fn is_mark_of_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{200c}' | '\u{200d}' | '\u{2bb}' | '\u{2bc}')
}

/// The end of the run of letters or digits that begins at `start`.
fn run_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut chars = text[start..].char_indices().peekable();
    let mut before = ' ';
    while let Some((offset, c)) = chars.next() {
        if offset > TOKEN_BYTES_MAX {
            break;
        }
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let inner = match c {
            ',' => before.is_ascii_digit() && three_digits(&text[start + offset + 1..]),
            '.' => before.is_alphanumeric() && next.is_alphanumeric() && joins(before, next),
            '\'' | '\u{2019}' => before.is_alphabetic() && next.is_alphabetic(),
            c => continues(c),
        };
        if !inner {
            break;
        }
        before = c;
        end = start + offset + c.len_utf8();
    }
    let word = &text[start..end];
    let period = text[end..].starts_with('.') && abbreviation(word) != Abbreviation::None;
    if period { end + 1 } else { end }
}

/// Whether a comma before `rest` parts the thousands of a number.
fn three_digits(rest: &str) -> bool {
    let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
    digits == 3
}

/// Whether a period stands within a number, an initialism or an address.
fn joins(before: char, next: char) -> bool {
    (before.is_ascii_digit() && next.is_ascii_digit())
        || (before.is_alphabetic() && next.is_alphabetic())
}

/// The end of the mark at `start`: dots and dashes in a row are one.
fn mark_end(text: &str, start: usize, c: char) -> usize {
    if !matches!(c, '.' | '-' | '\'' | '`') {
        return start + c.len_utf8();
    }
    let same = text[start..].chars().take(TOKEN_BYTES_MAX).take_while(|&next| next == c).count();
    start + same * c.len_utf8()
}

fn push_run(text: &str, start: usize, end: usize, spaced: bool, tokens: &mut Vec<Token>) {
    let word = &text[start..end];
    let cut = clitic(word).map(|offset| start + offset);
    let first = cut.unwrap_or(end);
    tokens.push(Token { span: Span::new(start, first), kind: kind(&text[start..first]), spaced });
    if let Some(cut) = cut {
        tokens.push(Token { span: Span::new(cut, end), kind: TokenKind::Word, spaced: false });
    }
}

/// Where a word's clitic begins.
fn clitic(word: &str) -> Option<usize> {
    let quote = word.rfind(['\'', '\u{2019}'])?;
    let after = word[quote..].chars().skip(1).collect::<String>().to_ascii_lowercase();
    if CLITICS.contains(&after.as_str()) {
        return Some(quote);
    }
    let n = word[..quote].char_indices().next_back()?;
    (after == "t" && n.0 > 0 && n.1.eq_ignore_ascii_case(&'n')).then_some(n.0)
}

fn kind(word: &str) -> TokenKind {
    let number = word.starts_with(|c: char| c.is_numeric())
        && word.chars().all(|c| c.is_numeric() || matches!(c, ',' | '.'));
    if number { TokenKind::Number } else { TokenKind::Word }
}
