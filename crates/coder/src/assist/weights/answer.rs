//! What a model is asked and what it answers, and the way from an answer to candidates. An answer is kept and given again as that of an
//! endpoint is, so it is data from a stranger too.

use super::roles::{Part, Roles};
use super::spans::Marked;
use crate::Span;
use crate::assist::{Candidate, Proposal, REPLY_BYTES_MAX, Reason, STRING_BYTES_MAX, Tally};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Marked words of one answer that are read.
pub const MARKED_MAX: usize = 2000;

/// Words of a text that a model takes for a part of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedPart {
    /// What they are taken for.
    pub part: Part,
    /// Their bytes in the text.
    pub at: Span,
    /// The words.
    pub words: String,
    /// The chance that the model gives, 0..=1; it is trusted no more than [`CONFIDENCE_MAX`](crate::assist::CONFIDENCE_MAX).
    pub score: f32,
}

#[derive(Serialize, Deserialize)]
struct Answer {
    spans: Vec<Marked>,
}

/// The question about a stretch of a text, by which its answer is found again: the files of the model by their
/// names and SHA-256, and the words.
#[must_use]
pub fn question(files: &BTreeMap<String, String>, stretch: &str) -> Value {
    json!({ "files": files, "text": stretch })
}

/// The answer of a model in the form that is kept.
#[must_use]
pub fn answer(spans: Vec<Marked>) -> String {
    serde_json::to_string(&Answer { spans }).unwrap_or_default()
}

/// Reads an answer about a stretch of a text that begins at a byte of it.
///
/// Whatever the bytes are, this ends and gives a proposal: what cannot be read, is a person's name or has no role is
/// counted in its tally.
#[must_use]
pub fn proposal(
    bytes: &[u8],
    text: &str,
    stretch: std::ops::Range<usize>,
    roles: &Roles,
) -> Proposal {
    let tally = Tally { replies: 1, ..Tally::default() };
    let mut proposal = Proposal { tally, ..Proposal::default() };
    if bytes.len() > REPLY_BYTES_MAX {
        proposal.tally.drop(Reason::TooLarge);
        return proposal;
    }
    let Ok(answer) = serde_json::from_slice::<Answer>(bytes) else {
        proposal.tally.drop(Reason::Unreadable);
        return proposal;
    };
    for (number, marked) in answer.spans.into_iter().enumerate() {
        proposal.tally.marked += 1;
        match part(&marked, text, &stretch, roles) {
            Ok(_) if number >= MARKED_MAX => proposal.tally.drop(Reason::TooMany),
            Ok(part) => proposal.candidates.push(Candidate::Part(part)),
            Err(reason) => proposal.tally.drop(reason),
        }
    }
    proposal
}

fn part(
    marked: &Marked,
    text: &str,
    stretch: &std::ops::Range<usize>,
    roles: &Roles,
) -> Result<ProposedPart, Reason> {
    let part = roles.part(&marked.label)?.clone();
    if marked.start >= marked.end || !(0.0..=1.0).contains(&marked.score) {
        return Err(Reason::Malformed);
    }
    let start = stretch.start.checked_add(marked.start).ok_or(Reason::NotInText)?;
    let end = stretch.start.checked_add(marked.end).ok_or(Reason::NotInText)?;
    let words = text.get(start..end).filter(|_| end <= stretch.end).ok_or(Reason::NotInText)?;
    if words.len() > STRING_BYTES_MAX {
        return Err(Reason::TooMany);
    }
    Ok(ProposedPart {
        part,
        at: Span::new(start, end),
        words: words.to_owned(),
        score: marked.score,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "In Kundûz the Kestrel Front attacked.";

    fn roles() -> Roles {
        let labels = ["O", "B-PER", "B-ORG", "B-LOC"].map(str::to_owned);
        Roles::of(&labels, "").expect("usual")
    }

    fn read(value: &Value) -> Proposal {
        proposal(value.to_string().as_bytes(), TEXT, 3..TEXT.len(), &roles())
    }

    fn dropped(proposal: &Proposal, reason: Reason) -> u64 {
        proposal.tally.dropped.get(&reason).copied().unwrap_or_default()
    }

    #[test]
    fn bytes_are_those_of_the_text_and_not_of_the_stretch() {
        let found =
            read(&json!({ "spans": [{ "label": "LOC", "start": 0, "end": 7, "score": 0.9 }] }));
        let Some(Candidate::Part(part)) = found.candidates.first() else { panic!("a part") };
        assert_eq!((part.words.as_str(), part.at.of(TEXT)), ("Kundûz", "Kundûz"));
    }

    #[test]
    fn what_does_not_fit_the_text_is_counted_and_gives_nothing() {
        let span = |label: &str, start: usize, end: usize, score: f64| json!({ "label": label, "start": start, "end": end, "score": score });
        for (one, reason) in [
            (span("ORG", 0, 5, 0.9), Reason::NotInText),
            (span("ORG", 12, 999, 0.9), Reason::NotInText),
            (span("ORG", usize::MAX, usize::MAX, 0.9), Reason::Malformed),
            (span("ORG", 5, usize::MAX, 0.9), Reason::NotInText),
            (span("ORG", 9, 3, 0.9), Reason::Malformed),
            (span("ORG", 8, 11, 7.0), Reason::Malformed),
            (span("PER", 8, 11, 0.9), Reason::Person),
            (span("TITLE", 8, 11, 0.9), Reason::NoRole),
        ] {
            let found = read(&json!({ "spans": [one] }));
            assert_eq!((found.candidates.len(), dropped(&found, reason)), (0, 1), "{one}");
            assert_eq!(found.tally.marked, 1);
        }
        let many = vec![span("ORG", 8, 11, 0.9); MARKED_MAX + 3];
        let found = read(&json!({ "spans": many }));
        assert_eq!((found.candidates.len(), dropped(&found, Reason::TooMany)), (MARKED_MAX, 3));
    }

    #[test]
    fn what_is_no_answer_is_counted_once() {
        let deep = "[".repeat(100_000);
        for (bytes, reason) in [
            (&b"\xff\x00"[..], Reason::Unreadable),
            (b"{}", Reason::Unreadable),
            (b"", Reason::Unreadable),
            (deep.as_bytes(), Reason::Unreadable),
            (&vec![b' '; REPLY_BYTES_MAX + 1], Reason::TooLarge),
        ] {
            let found = proposal(bytes, TEXT, 0..TEXT.len(), &roles());
            assert_eq!((found.candidates.len(), dropped(&found, reason)), (0, 1));
        }
    }
}
