//! Cursors: where the next page begins, for one question to one version of the store.
//!
//! A cursor is opaque to clients and holds no secret: a digest of the question, the version that the first page was
//! answered from, and the mark behind which the next one begins. So all pages of an answer are of one version, and a
//! cursor of another question is refused.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::Problem;

/// A place in the answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) question: String,
    pub(crate) version: i64,
    pub(crate) mark: String,
}

impl Cursor {
    pub(crate) fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{}\n{}\n{}", self.question, self.version, self.mark))
    }

    /// Reads a cursor that was given out for the question with this digest.
    pub(crate) fn decode(text: &str, question: &str) -> Result<Self, Problem> {
        let wrong =
            || Problem::question("the cursor is none of ours; take it from the answer before");
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong())?;
        let text = String::from_utf8(bytes).map_err(|_| wrong())?;
        let mut parts = text.splitn(3, '\n');
        let (Some(own), Some(version), Some(mark)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        if own != question {
            return Err(Problem::question(
                "the cursor belongs to another question; ask with the same parameters as before",
            ));
        }
        let version = version.parse().map_err(|_| wrong())?;
        Ok(Self { question: own.to_owned(), version, mark: mark.to_owned() })
    }
}

/// The digest of a question: its operation and its values in any order, without the cursor.
pub(crate) fn digest(operation: &str, values: &[(String, String)]) -> String {
    let mut sorted: Vec<&(String, String)> = values.iter().collect();
    sorted.sort();
    let mut hasher = blake3::Hasher::new();
    for part in std::iter::once(operation)
        .chain(sorted.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]))
    {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn a_cursor_comes_back_as_it_was_and_only_to_its_own_question() {
        let own = digest("events", &[pair("actor", "x"), pair("from", "2015")]);
        let cursor = Cursor { question: own.clone(), version: 7, mark: "2015-01-01 a\nb".into() };
        assert_eq!(Cursor::decode(&cursor.encode(), &own).expect("ours"), cursor);
        let other = digest("events", &[pair("actor", "y")]);
        assert!(Cursor::decode(&cursor.encode(), &other).is_err());
        for wrong in ["", "!", "AAAA", "Zm9v"] {
            assert_eq!(Cursor::decode(wrong, &own).expect_err(wrong).status, 400);
        }
    }

    #[test]
    fn the_order_of_parameters_makes_no_other_question_but_their_values_do() {
        let a = digest("events", &[pair("a", "1"), pair("b", "2")]);
        assert_eq!(a, digest("events", &[pair("b", "2"), pair("a", "1")]));
        assert_ne!(a, digest("events", &[pair("a", "12"), pair("b", "")]));
        assert_ne!(a, digest("count", &[pair("a", "1"), pair("b", "2")]));
    }
}
