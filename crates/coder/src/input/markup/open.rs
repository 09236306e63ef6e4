//! Which elements are open while markup is read, as far as limits need it.

use crate::input::limits::{InputError, InputLimits};

/// Elements that are never closed.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Elements that the next of their kind closes, so that pages leave their ends out.
const IMPLIED: &[&str] = &["p", "li", "td", "tr", "th", "dt", "dd", "option"];

/// Elements that a browser opens again in each paragraph until somebody closes them.
const REOPENED: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// How often the very same element is opened again.
const SAME_MAX: usize = 3;

/// Whether an element is never closed.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Open elements and how many there were.
#[derive(Debug, Default)]
pub(super) struct Open {
    stack: Vec<String>,
    /// Elements that will be opened again: name and attributes.
    reopened: Vec<(String, String)>,
    elements: usize,
}

impl Open {
    /// An element begins. Elements that are opened again in it are counted with it: that is what a tree of
    /// the page would hold.
    ///
    /// # Errors
    /// More elements are open at once, or in all, than the limits allow.
    pub(super) fn start(
        &mut self,
        name: &str,
        attributes: &str,
        limits: &InputLimits,
    ) -> Result<(), InputError> {
        self.elements += 1 + self.reopened.len();
        limits.check("elements of the page", self.elements, limits.elements)?;
        if is_void(name) {
            return Ok(());
        }
        if !IMPLIED.contains(&name) {
            self.stack.push(name.to_owned());
            limits.check("nested elements", self.stack.len(), limits.depth)?;
        }
        let same = |(known, own): &&(String, String)| known == name && own == attributes;
        if REOPENED.contains(&name) && self.reopened.iter().filter(same).count() < SAME_MAX {
            self.reopened.push((name.to_owned(), attributes.to_owned()));
            limits.check("nested elements", self.reopened.len(), limits.depth)?;
        }
        Ok(())
    }

    /// An element ends, if it is open. The end of a paragraph that is not open makes an empty one.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub(super) fn end(&mut self, name: &str, limits: &InputLimits) -> Result<(), InputError> {
        self.elements += usize::from(name == "p");
        limits.check("elements of the page", self.elements, limits.elements)?;
        if let Some(at) = self.stack.iter().rposition(|open| open == name) {
            self.stack.truncate(at);
        }
        if let Some(at) = self.reopened.iter().rposition(|(open, _)| open == name) {
            self.reopened.remove(at);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::INPUT_LIMITS;

    #[test]
    fn ends_of_what_is_not_open_close_nothing() {
        let mut open = Open::default();
        let refused = (0..1_000).find_map(|_| {
            let started = open.start("div", "", &INPUT_LIMITS);
            let _ = open.end("b", &INPUT_LIMITS);
            started.err()
        });
        let error = InputError::TooLarge { what: "nested elements", seen: 257, limit: 256 };
        assert_eq!(refused, Some(error));
    }

    #[test]
    fn what_is_opened_again_in_each_paragraph_counts_each_time() {
        let mut open = Open::default();
        for number in 0..100 {
            open.start("b", &format!("id={number}"), &INPUT_LIMITS).expect("within limits");
        }
        let paragraphs =
            (0..2_000).take_while(|_| open.start("p", "", &INPUT_LIMITS).is_ok()).count();
        assert!((900..1_000).contains(&paragraphs), "{paragraphs}");
        // The same element again is one of three, however often it was left open.
        let mut open = Open::default();
        assert!((0..200).all(|_| open.start("b", "", &INPUT_LIMITS).is_ok()));
        assert_eq!(open.reopened.len(), 3);
    }
}
