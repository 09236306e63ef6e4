//! Abbreviations whose period is theirs.

/// Those that stand before a name or a number, so that no sentence ends with them.
const BEFORE: &[&str] = &[
    "adm", "brig", "capt", "cmdr", "col", "cpl", "dr", "fr", "gen", "gov", "hon", "jan", "feb",
    "lt", "ltc", "maj", "messrs", "mr", "mrs", "ms", "msgr", "mt", "no", "nos", "pfc", "pres",
    "prof", "pvt", "rep", "rev", "sen", "sgt", "sr", "sra", "srta", "ssgt", "st", "supt", "vs",
    "approx", "ave", "fig", "gral", "cf", "ing", "lic", "cdr",
];

/// Those that a sentence may end with.
const ANYWHERE: &[&str] = &[
    "aug", "apr", "bros", "co", "corp", "dec", "dept", "etc", "inc", "jr", "jul", "jun", "ltd",
    "mar", "nov", "oct", "sep", "sept", "e.g", "i.e", "a.m", "p.m", "km", "ph.d",
];

/// What the period after a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// The word is none.
    None,
    /// The word is one and the sentence goes on.
    GoesOn,
    /// The word is one and the sentence may end.
    MayEnd,
}

/// What `word`, which has no period at its end, is when one follows.
pub(super) fn abbreviation(word: &str) -> Abbreviation {
    if word.len() > 8 {
        return Abbreviation::None;
    }
    let lower = word.to_ascii_lowercase();
    let letters: Vec<&str> = lower.split('.').collect();
    if BEFORE.contains(&lower.as_str()) {
        Abbreviation::GoesOn
    } else if ANYWHERE.contains(&lower.as_str())
        || (letters.len() > 1 && letters.iter().all(|part| is_letter(part)))
    {
        Abbreviation::MayEnd
    } else if is_letter(&lower) && lower != "i" {
        Abbreviation::GoesOn
    } else {
        Abbreviation::None
    }
}

fn is_letter(part: &str) -> bool {
    part.len() == 1 && part.as_bytes()[0].is_ascii_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_go_on_and_initialisms_may_end() {
        assert_eq!(abbreviation("Col"), Abbreviation::GoesOn);
        assert_eq!(abbreviation("J"), Abbreviation::GoesOn);
        assert_eq!(abbreviation("U.S"), Abbreviation::MayEnd);
        assert_eq!(abbreviation("army"), Abbreviation::None);
    }
}
