//! An endpoint's answer to proposals. It is data from a stranger: bounded, and each part of it costs itself.

use super::{Candidate, Proposal, Reason, Tally};
use serde_json::Value;

/// Bytes of an answer that are read; a longer one is dropped whole.
pub const REPLY_BYTES_MAX: usize = 1 << 20;
/// Events and statements of one answer that are read, and entries of a list in one.
pub const CANDIDATES_MAX: usize = 200;
/// Bytes that one string may have.
pub const STRING_BYTES_MAX: usize = 1000;

/// Reads an answer in the form of OpenAI's chat completions: the text of its first choice is the JSON object
/// that [`request`](super::request()) asked for, bare or in a fence of Markdown.
///
/// Whatever the bytes are, this ends and gives a proposal: what cannot be read is counted in its tally.
#[must_use]
pub fn reply(bytes: &[u8]) -> Proposal {
    let mut proposal =
        Proposal { tally: Tally { replies: 1, ..Tally::default() }, ..Proposal::default() };
    if bytes.len() > REPLY_BYTES_MAX {
        proposal.tally.drop(Reason::TooLarge);
        return proposal;
    }
    // The depth of nesting is bounded by the reader of JSON.
    let said = serde_json::from_slice::<Value>(bytes).ok();
    let said = said.as_ref().and_then(|said| said.pointer("/choices/0/message/content")?.as_str());
    let object = said.and_then(|said| serde_json::from_str::<Value>(bare(said)).ok());
    let lists = object.as_ref().and_then(Value::as_object).map(|object| {
        ["events", "statements"].map(|name| object.get(name).and_then(Value::as_array))
    });
    match lists {
        None | Some([None, None]) => proposal.tally.drop(Reason::Unreadable),
        Some([events, statements]) => {
            let empty = Vec::new();
            let event =
                |one: &Value| serde_json::from_value(one.clone()).ok().map(Candidate::Event);
            let statement =
                |one: &Value| serde_json::from_value(one.clone()).ok().map(Candidate::Statement);
            take(&mut proposal, events.unwrap_or(&empty), event);
            take(&mut proposal, statements.unwrap_or(&empty), statement);
        }
    }
    proposal
}

fn take(proposal: &mut Proposal, list: &[Value], read: impl Fn(&Value) -> Option<Candidate>) {
    for one in list {
        if proposal.candidates.len() >= CANDIDATES_MAX {
            proposal.tally.drop(Reason::TooMany);
            continue;
        }
        let Some(candidate) = read(one).map(Candidate::without_blanks) else {
            proposal.tally.drop(Reason::Malformed);
            continue;
        };
        let strings = candidate.strings();
        if strings.first().is_none_or(|quote| quote.trim().is_empty()) {
            proposal.tally.drop(Reason::Malformed);
        } else if strings.len() > CANDIDATES_MAX
            || strings.iter().any(|text| text.len() > STRING_BYTES_MAX)
        {
            proposal.tally.drop(Reason::TooMany);
        } else {
            proposal.candidates.push(candidate);
        }
    }
}

/// The object within a fence of Markdown, which some servers put around it.
fn bare(said: &str) -> &str {
    let said = said.trim();
    let inner = said.strip_prefix("```").and_then(|rest| rest.strip_suffix("```"));
    inner.map_or(said, |inner| inner.strip_prefix("json").unwrap_or(inner).trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn answer(content: &str) -> Vec<u8> {
        json!({ "choices": [{ "message": { "role": "assistant", "content": content } }] })
            .to_string()
            .into_bytes()
    }

    fn dropped(proposal: &Proposal, reason: Reason) -> u64 {
        proposal.tally.dropped.get(&reason).copied().unwrap_or(0)
    }

    #[test]
    fn an_answer_is_read_bare_and_in_a_fence() {
        let content = r#"{"events": [{"quote": "killed", "kind": "ASSAULT", "by": "  "}],
            "statements": [{"quote": "has", "kind": "strength", "number": "600"}]}"#;
        for said in [content.to_owned(), format!("```json\n{content}\n```")] {
            let proposal = reply(&answer(&said));
            assert_eq!(proposal.candidates.len(), 2, "{said}");
            let Candidate::Event(event) = &proposal.candidates[0] else { panic!("an event") };
            assert_eq!((event.by.as_deref(), event.kind.as_str()), (None, "ASSAULT"));
            assert_eq!(proposal.tally.dropped.len(), 0);
        }
    }

    #[test]
    fn what_is_no_answer_is_counted_and_gives_nothing() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let cut = r#"{"events": [{"quote": "killed", "kind""#;
        for bytes in [
            Vec::new(),
            b"\xff\xfe\x00".to_vec(),
            b"<html>Bad gateway</html>".to_vec(),
            deep.clone().into_bytes(),
            answer(&deep),
            answer(cut),
            answer("I am sorry, I cannot help with that."),
            answer("[]"),
            answer("{}"),
            answer(r#"{"events": "none"}"#),
            b"{\"choices\": []}".to_vec(),
            b"{\"error\": {\"message\": \"no such model\"}}".to_vec(),
        ] {
            let proposal = reply(&bytes);
            assert!(proposal.candidates.is_empty());
            assert_eq!(dropped(&proposal, Reason::Unreadable), 1);
        }
    }

    #[test]
    fn an_answer_of_ten_mebibytes_is_dropped_unread() {
        let proposal = reply(&answer(&"x".repeat(10 << 20)));
        assert_eq!((proposal.candidates.len(), dropped(&proposal, Reason::TooLarge)), (0, 1));
    }

    #[test]
    fn one_bad_entry_costs_itself() {
        let content = json!({
            "events": [
                { "quote": "killed", "kind": "ASSAULT" },
                { "quote": 7, "kind": "ASSAULT" },
                { "kind": "ASSAULT" },
                { "quote": "", "kind": "ASSAULT" },
                { "quote": "killed", "kind": "ASSAULT", "said": [{ "stance": "sworn", "who": "he" }] },
                { "quote": "x".repeat(STRING_BYTES_MAX + 1), "kind": "ASSAULT" },
                "rm -rf",
                null,
            ],
            "statements": [{ "quote": "has", "kind": "wealth" }],
        });
        let proposal = reply(&answer(&content.to_string()));
        assert_eq!(proposal.candidates.len(), 1);
        assert_eq!(dropped(&proposal, Reason::Malformed), 7);
        assert_eq!(dropped(&proposal, Reason::TooMany), 1);
    }

    #[test]
    fn entries_beyond_the_limit_are_counted() {
        let one = json!({ "quote": "killed", "kind": "ASSAULT" });
        let content = json!({ "events": vec![one; CANDIDATES_MAX + 3] });
        let proposal = reply(&answer(&content.to_string()));
        assert_eq!(proposal.candidates.len(), CANDIDATES_MAX);
        assert_eq!(dropped(&proposal, Reason::TooMany), 3);
    }
}
