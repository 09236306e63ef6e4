//! Words without their endings, for features alone.

/// Endings that are taken off, the first that fits, and what must be left.
const ENDINGS: &[(&str, &str, usize)] = &[
    ("sses", "ss", 2),
    ("ies", "i", 2),
    ("ings", "", 3),
    ("ing", "", 3),
    ("edly", "", 3),
    ("ated", "at", 3),
    ("ed", "", 2),
    ("es", "", 3),
    ("ss", "ss", 1),
    ("us", "us", 1),
    ("s", "", 2),
    ("y", "i", 3),
    ("e", "", 3),
];

/// The stem of a word in lower case: "attacks", "attacked" and "attacking" are one.
pub(super) fn stem(word: &str) -> String {
    for (ending, instead, left_min) in ENDINGS {
        if let Some(left) = word.strip_suffix(ending)
            && left.chars().count() >= *left_min
        {
            let mut stem = format!("{left}{instead}");
            let last: Vec<char> = stem.chars().rev().take(2).collect();
            let doubled = last.len() == 2 && last[0] == last[1] && !"lsz".contains(last[0]);
            if doubled && matches!(*ending, "ing" | "ed") {
                stem.pop();
            }
            if stem.len() > 4 && stem.ends_with('e') {
                stem.pop();
            }
            return stem;
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for forms in [
            ["attack", "attacks", "attacked"],
            ["bomb", "bombing", "bombs"],
            ["kidnap", "kidnapped", "kidnapping"],
            ["seize", "seized", "seizes"],
            ["kill", "killed", "killing"],
        ] {
            assert!(forms.iter().all(|form| stem(form) == stem(forms[0])), "{forms:?}");
        }
    }
}
