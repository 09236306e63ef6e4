//! Which sentences break which rule.

use std::fmt;

use super::likelihood::{TERMS, Term};

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Likelihood and confidence do not stand in one sentence (ICD 203).
    LikelihoodWithConfidence,
    /// A term of likelihood has its probability beside it.
    NoProbability,
    /// The probability lies in the range of the term.
    OutOfRange,
    /// One document uses one row of the table.
    MixedRows,
    /// What is confirmed, is so by two or more independent sources, and the sentence says by how many.
    ConfirmedAlone,
    /// Claimed, attributed and confirmed are different things and do not stand for one another in a sentence.
    ClaimMixed,
    /// What is attributed rests on two or more independent sources, or is said to rest on one.
    AttributedAlone,
}

impl Rule {
    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LikelihoodWithConfidence => "likelihood-with-confidence",
            Self::NoProbability => "no-probability",
            Self::OutOfRange => "out-of-range",
            Self::MixedRows => "mixed-rows",
            Self::ConfirmedAlone => "confirmed-alone",
            Self::ClaimMixed => "claim-mixed",
            Self::AttributedAlone => "attributed-alone",
        }
    }
}

/// A sentence that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// The sentence, by its place among those checked, from 1.
    pub number: usize,
    /// The sentence.
    pub sentence: String,
    /// What is wrong, and the remedy.
    pub why: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} in {:?}", self.rule.as_str(), self.why, self.sentence)
    }
}

/// Holds sentences against the rules, as sentences of one document.
#[must_use]
pub fn check(sentences: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut row: Option<(usize, &'static str)> = None;
    for (at, sentence) in sentences.iter().enumerate() {
        let text = Plain::of(sentence);
        let mut find = |rule, why: String| {
            findings.push(Finding {
                rule,
                number: at + 1,
                sentence: sentence.trim().to_owned(),
                why,
            });
        };
        let found = terms(&text);
        if let (Some((term, _)), true) = (found.first(), speaks_of_confidence(&text)) {
            let why = format!(
                "\"{}\" is a likelihood, and a level of confidence stands in the same sentence; give it its own",
                term.word
            );
            find(Rule::LikelihoodWithConfidence, why);
        }
        for (term, probability) in &found {
            match probability {
                None => find(
                    Rule::NoProbability,
                    format!(
                        "\"{}\" has no probability beside it; write \"{} (NN%)\"",
                        term.word, term.word
                    ),
                ),
                Some(stated) if !stated.within(term) => find(
                    Rule::OutOfRange,
                    format!(
                        "\"{}\" stands for {:.0} to {:.0}%, not for {}",
                        term.word,
                        term.from * 100.0,
                        term.below * 100.0,
                        stated.text
                    ),
                ),
                Some(_) => {}
            }
            match row {
                None => row = Some((term.row, term.word)),
                Some((other, word)) if other != term.row => find(
                    Rule::MixedRows,
                    format!(
                        "\"{}\" and \"{word}\" are of different rows of ICD 203; a document keeps to one",
                        term.word
                    ),
                ),
                Some(_) => {}
            }
        }
        attribution(&text, &mut find);
    }
    findings
}

/// A sentence in small letters, its words cut at what is no letter or digit.
struct Plain {
    text: String,
}

impl Plain {
    fn of(sentence: &str) -> Self {
        let mut text = String::with_capacity(sentence.len() + 2);
        text.push(' ');
        for c in sentence.chars().flat_map(char::to_lowercase) {
            text.push(if c.is_whitespace() { ' ' } else { c });
        }
        text.push(' ');
        Self { text }
    }

    /// Where words stand, as whole words.
    fn places(&self, words: &str) -> Vec<usize> {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        self.text
            .match_indices(words)
            .filter(|(at, _)| {
                !letter(self.text[..*at].chars().next_back())
                    && !letter(self.text[at + words.len()..].chars().next())
            })
            .map(|(at, _)| at)
            .collect()
    }

    fn has(&self, words: &str) -> bool {
        !self.places(words).is_empty()
    }
}

/// A probability as it is written.
struct Stated {
    text: String,
    low: f64,
    high: f64,
    /// `over 99%`, `under 1%`.
    beyond: bool,
}

impl Stated {
    fn within(&self, term: &Term) -> bool {
        // Rounded to whole per cents, a value just below a bound is printed as the bound.
        let slack = 0.005;
        !self.beyond
            && [self.low, self.high]
                .iter()
                .all(|p| *p >= term.from - slack && *p <= term.below + slack)
    }
}

/// The terms of a sentence with the probability beside each: within the brackets or the few words that follow it.
fn terms(text: &Plain) -> Vec<(&'static Term, Option<Stated>)> {
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let mut found = Vec::new();
    // Longer words first, so that "very likely" is not read as "likely".
    let mut forms: Vec<(&'static str, &'static Term)> = TERMS
        .iter()
        .flat_map(|term| term.forms.iter().chain([&term.word]).map(move |form| (*form, term)))
        .collect();
    forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    for (form, term) in forms {
        for at in text.places(form) {
            let end = at + form.len();
            let inside = taken.iter().any(|(from, to)| at < *to && end > *from);
            if inside || is_no_likelihood(text, form, at) {
                continue;
            }
            taken.push((at, end));
            found.push((at, term, stated(&text.text[end..])));
        }
    }
    found.sort_by_key(|(at, ..)| *at);
    found.into_iter().map(|(_, term, stated)| (term, stated)).collect()
}

/// `most likely estimate`, `remote violence`, `as likely as not`: uses that are no term.
fn is_no_likelihood(text: &Plain, form: &str, at: usize) -> bool {
    let before = text.text[..at].trim_end();
    let after = text.text[at + form.len()..].trim_start();
    match form {
        "likely" => {
            before.ends_with("most") || before.ends_with(" less") || before.ends_with(" more")
        }
        "remote" => !after.starts_with("chance") && !before.ends_with(" is"),
        _ => false,
    }
}

/// The first percentage within the next words: `(72%)`, `(60–70%)`, `, 72%`.
fn stated(rest: &str) -> Option<Stated> {
    let near: String = rest.chars().take(24).collect();
    let percent = near.find('%')?;
    let head = &near[..percent];
    let digits_from = head
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_digit() || matches!(c, '.' | '-' | '–' | ' '))
        .last()
        .map_or(percent, |(at, _)| at);
    let numbers: Vec<f64> =
        head[digits_from..].split(['-', '–', ' ']).filter_map(|word| word.parse().ok()).collect();
    let (low, high) = (numbers.first()? / 100.0, numbers.last()? / 100.0);
    let before = head[..digits_from].trim_end();
    let beyond = before.ends_with("over") || before.ends_with("under");
    let from = digits_from.min(head.len());
    Some(Stated { text: format!("{}%", head[from..].trim()), low, high, beyond })
}

/// Whether a sentence gives a level of confidence. An interval of confidence is none.
fn speaks_of_confidence(text: &Plain) -> bool {
    let statistical = ["interval", "intervals", "limit", "limits", "band", "bound", "bounds"];
    let noun = text.places("confidence").into_iter().any(|at| {
        let rest = text.text[at + "confidence".len()..].trim_start();
        let next: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
        !statistical.contains(&next.as_str())
    });
    noun || text.has("confident") || text.has("confidently")
}

/// Claimed, attributed, confirmed.
fn attribution(text: &Plain, find: &mut impl FnMut(Rule, String)) {
    // What is denied is not asserted.
    let asserted = |words: &[&str]| {
        words.iter().any(|word| {
            text.places(word).into_iter().any(|at| {
                let before = text.text[..at].split_whitespace().rev().take(3);
                !before.into_iter().any(|word| matches!(word, "not" | "never" | "nor" | "neither"))
            })
        })
    };
    let confirmed = asserted(&["confirmed", "confirms", "confirm"]);
    let attributed = asserted(&["attributed", "attributes"]);
    let claimed = asserted(&["claimed", "claims responsibility", "claimed responsibility"]);
    if usize::from(confirmed) + usize::from(attributed) + usize::from(claimed) > 1 {
        find(
            Rule::ClaimMixed,
            "claimed, attributed and confirmed are different things; give each its own sentence"
                .into(),
        );
    }
    let sources = independent_sources(text);
    let labelled = text.has("single-source") || text.has("single source") || text.has("one source");
    if confirmed && sources.is_none_or(|count| count < 2) {
        let why = match sources {
            _ if labelled => {
                "one source confirms nothing; write \"reported by one source\"".to_owned()
            }
            Some(count) => format!("{count} independent sources confirm nothing; two are needed"),
            None => "say by how many independent sources it is confirmed, two or more".to_owned(),
        };
        find(Rule::ConfirmedAlone, why);
    }
    if attributed && !labelled && sources.is_none_or(|count| count < 2) {
        find(
            Rule::AttributedAlone,
            "say on how many independent sources the attribution rests, two or more, or label it single-source".into(),
        );
    }
}

/// The number before `independent sources`.
fn independent_sources(text: &Plain) -> Option<u32> {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let at = text
        .places("independent sources")
        .into_iter()
        .chain(text.places("independent source"))
        .next()?;
    let word = text.text[..at].split_whitespace().next_back()?;
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let spelled =
        WORDS.iter().position(|known| *known == word).and_then(|at| u32::try_from(at).ok());
    spelled.or_else(|| word.replace(',', "").parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(sentences: &[&str]) -> Vec<Rule> {
        let sentences: Vec<String> = sentences.iter().map(|&text| text.to_owned()).collect();
        check(&sentences).into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn good_sentences_pass() {
        let good = [
            "It is very likely (88%) that the rate rose.",
            "Confidence in this is moderate: it rests on one dataset.",
            "It is unlikely (20–30%) that more follow.",
            "There is a roughly even chance (50%) of more.",
            "The rate ratio is 1.4 (95% confidence interval 1.1 to 1.8).",
            "It is likely (64%) that the ratio, with its confidence interval, holds.",
            "The best estimate is the most likely total.",
            "Remote violence and shelling were reported.",
            "The attack was claimed by the group.",
            "The attack was claimed by the group and has not been confirmed.",
            "The attack is attributed to the group by 3 independent sources.",
            "The attack is attributed to the group (single-source).",
            "The toll is confirmed by two independent sources.",
            "Almost certainly (97%) the group is active.",
            "Counts are reported events, not ground truth.",
        ];
        for sentence in good {
            assert_eq!(rules(&[sentence]), [], "{sentence}");
        }
    }

    #[test]
    fn likelihood_and_confidence_do_not_share_a_sentence() {
        for bad in [
            "We judge with high confidence that it is likely (70%) that the rate rose.",
            "It is very unlikely (10%), and we are confident of it.",
            "Probably (60%) it fell; confidence is low.",
        ] {
            assert_eq!(rules(&[bad]), [Rule::LikelihoodWithConfidence], "{bad}");
        }
    }

    #[test]
    fn a_term_has_its_probability_and_that_lies_in_its_range() {
        assert_eq!(rules(&["It is likely that the rate rose."]), [Rule::NoProbability]);
        assert_eq!(rules(&["The group will probably attack."]), [Rule::NoProbability]);
        assert_eq!(rules(&["It is likely (85%) that the rate rose."]), [Rule::OutOfRange]);
        assert_eq!(rules(&["It is very likely (70%) that it rose."]), [Rule::OutOfRange]);
        assert_eq!(rules(&["It is unlikely (46%) that it rose."]), [Rule::OutOfRange]);
        assert_eq!(rules(&["It is likely (60–90%) that it rose."]), [Rule::OutOfRange]);
        assert_eq!(rules(&["It is almost certain (over 99%) that it rose."]), [Rule::OutOfRange]);
        assert_eq!(rules(&["It is unlikely (70%), not likely (70%)."]), [Rule::OutOfRange]);
        // What is rounded to a bound may be of either side of it.
        assert_eq!(rules(&["It is likely (80%) that it rose."]), []);
        assert_eq!(rules(&["It is very likely (80%) that it rose."]), []);
    }

    #[test]
    fn a_document_keeps_to_one_row() {
        assert_eq!(rules(&["It is likely (70%).", "It is probable (60%)."]), [Rule::MixedRows]);
        assert_eq!(rules(&["It is likely (70%).", "It is very unlikely (7%)."]), []);
    }

    #[test]
    fn one_source_confirms_nothing() {
        for bad in [
            "The toll is confirmed.",
            "The toll was confirmed by 1 independent source.",
            "One source confirmed the toll.",
            "Reuters confirms the toll.",
        ] {
            assert_eq!(rules(&[bad]), [Rule::ConfirmedAlone], "{bad}");
        }
    }

    #[test]
    fn claimed_attributed_and_confirmed_are_kept_apart() {
        let bad = "The claimed attack is confirmed by 3 independent sources.";
        assert_eq!(rules(&[bad]), [Rule::ClaimMixed]);
        let bad =
            "The attack was attributed to the group by 2 independent sources and claimed by it.";
        assert_eq!(rules(&[bad]), [Rule::ClaimMixed]);
    }

    #[test]
    fn an_attribution_says_on_how_many_sources_it_rests() {
        assert_eq!(rules(&["The attack is attributed to the group."]), [Rule::AttributedAlone]);
        let one = "The attack is attributed to the group by one independent source.";
        assert_eq!(rules(&[one]), [Rule::AttributedAlone]);
    }
}
