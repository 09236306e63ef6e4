//! SPDX licence expressions, as far as packages use them: `AND`, `OR`, `WITH`, parentheses, and the
//! older `/` for `OR`.

/// Whether the expression can be satisfied with licences that `may` accepts; `None` when it is not an
/// expression. `X WITH Y` is asked for as a whole.
pub(crate) fn satisfied(expression: &str, may: impl Fn(&str) -> bool) -> Option<bool> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut parser = Parser { tokens: &tokens, may: &may };
    let answer = parser.any_of()?;
    parser.tokens.is_empty().then_some(answer)
}

/// Reads from the front of the tokens; `OR` binds weaker than `AND` (SPDX 2.3, annex D.4).
struct Parser<'a> {
    tokens: &'a [&'a str],
    may: &'a dyn Fn(&str) -> bool,
}

impl<'a> Parser<'a> {
    fn any_of(&mut self) -> Option<bool> {
        let mut answer = self.all_of()?;
        while self.takes("OR") {
            answer |= self.all_of()?;
        }
        Some(answer)
    }

    fn all_of(&mut self) -> Option<bool> {
        let mut answer = self.one()?;
        while self.takes("AND") {
            answer &= self.one()?;
        }
        Some(answer)
    }

    fn one(&mut self) -> Option<bool> {
        if self.takes("(") {
            let answer = self.any_of()?;
            return self.takes(")").then_some(answer);
        }
        let id = self.id()?;
        if self.takes("WITH") {
            let whole = format!("{id} WITH {}", self.id()?);
            return Some((self.may)(&whole));
        }
        Some((self.may)(id))
    }

    fn id(&mut self) -> Option<&'a str> {
        let (&first, rest) = self.tokens.split_first()?;
        if matches!(first, "OR" | "AND" | "WITH" | "(" | ")") {
            return None;
        }
        self.tokens = rest;
        Some(first)
    }

    fn takes(&mut self, word: &str) -> bool {
        match self.tokens.split_first() {
            Some((&first, rest)) if first == word => {
                self.tokens = rest;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_mit(expression: &str) -> Option<bool> {
        satisfied(expression, |id| matches!(id, "MIT" | "Apache-2.0 WITH LLVM-exception"))
    }

    #[test]
    fn or_needs_one_and_and_needs_all() {
        assert_eq!(with_mit("MIT OR GPL-3.0"), Some(true));
        assert_eq!(with_mit("GPL-3.0/MIT"), Some(true));
        assert_eq!(with_mit("MIT AND GPL-3.0"), Some(false));
    }

    #[test]
    fn and_binds_stronger_than_or() {
        assert_eq!(with_mit("MIT OR GPL-3.0 AND X"), Some(true));
        assert_eq!(with_mit("(MIT OR GPL-3.0) AND X"), Some(false));
    }

    #[test]
    fn an_exception_belongs_to_its_licence() {
        assert_eq!(with_mit("Apache-2.0 WITH LLVM-exception"), Some(true));
        assert_eq!(with_mit("Apache-2.0"), Some(false));
        assert_eq!(with_mit("MIT WITH LLVM-exception"), Some(false));
    }

    #[test]
    fn what_is_not_an_expression_has_no_answer() {
        for text in ["", "MIT OR", "(MIT", "MIT)", "AND MIT", "MIT Apache-2.0", "MIT WITH"] {
            assert_eq!(with_mit(text), None, "{text:?}");
        }
    }
}
