//! Where an article was filed is not where what it tells of happened.

use crate::Span;
use crate::token::Tokens;
use std::ops::Range;

/// Bytes in which a dateline must end.
const DATELINE_MAX: usize = 120;

/// The tokens of a text's first sentence behind a dateline such as `KANO, Nigeria (Agency) - `: a town in
/// capitals, perhaps its country, perhaps who sends it, a dash. Without one the range stays as it is.
pub(super) fn behind_dateline(tokens: &Tokens<'_>, first: Range<usize>) -> Range<usize> {
    let Some(end) = end(tokens.text) else { return first };
    let starts = |at: &usize| {
        let Span { start, .. } = tokens.tokens[*at].span;
        start as usize >= end
    };
    let start = first.clone().find(starts).unwrap_or(first.start);
    start..first.end
}

/// The byte behind the dash of a dateline.
fn end(text: &str) -> Option<usize> {
    let begin = text.len() - text.trim_start().len();
    let town = text[begin..].split([',', '(', '-', '\u{2013}', '\u{2014}']).next()?.trim();
    let upper = town.chars().all(|c| !c.is_lowercase()) && town.chars().any(char::is_uppercase);
    if !upper || town.chars().count() < 3 {
        return None;
    }
    let dashes = [" - ", " \u{2013} ", " \u{2014} ", " -- "];
    let (at, dash) = dashes
        .iter()
        .filter_map(|dash| Some((text.find(dash)?, *dash)))
        .min_by_key(|(at, _)| *at)?;
    let line = text.get(begin..at).filter(|line| line.len() <= DATELINE_MAX)?;
    // A dateline is no sentence: it has no full stop, and words outside the agency's name begin with a capital.
    let plain = line.split('(').next().unwrap_or(line);
    let named = plain.split_whitespace().all(|word| !word.starts_with(char::is_lowercase));
    (named && !line.contains(". ") && (line.contains(',') || line.contains('(')))
        .then_some(at + dash.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_town_that_an_article_was_filed_from_is_left_out() {
        for (text, rest) in [
            ("KANO, Nigeria (Agency) - Gunmen killed two in Jos.", "Gunmen"),
            ("MAIDUGURI (Agency) \u{2014} Gunmen killed two.", "Gunmen"),
            ("KABUL, 14 April -- Gunmen killed two.", "Gunmen"),
            ("UN, AU and others - all of them - met in Jos.", "UN"),
            ("Kano, Nigeria (Agency) - Gunmen killed two.", "Kano"),
            ("GUNMEN KILLED TWO IN JOS - POLICE", "GUNMEN"),
        ] {
            let tokens = Tokens::new(text);
            let first = behind_dateline(&tokens, tokens.sentences[0].clone());
            assert_eq!(tokens.word(first.start), rest, "{text}");
        }
    }
}
