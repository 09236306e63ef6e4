//! Comma-separated values (RFC 4180) that a spreadsheet does not run as formulas.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::grid::{Cell, Grid};
use crate::hxl;

/// Whether a character begins a formula in some spreadsheet: `=`, `+`, `-`, `@`, and their full-width
/// forms, which some input methods and importers turn into them.
const fn begins_a_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '﹢' | '﹣' | '﹦' | '﹫' | '−')
}

/// Whether a character is skipped before the first that counts: spaces, control characters, and marks
/// without width.
fn is_skipped(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// A text that no spreadsheet takes for a formula: one that begins with a formula's character (also after
/// spaces or apostrophes), a tab, a carriage return or a line feed gets an apostrophe before it (OWASP, CSV
/// Injection). Taking one apostrophe off such a text gives the original back.
#[must_use]
pub fn neutralised(text: &str) -> Cow<'_, str> {
    let bare = text.trim_start_matches('\'');
    let first = bare.trim_start_matches(|c| is_skipped(c) || c == '\'').chars().next();
    let formula = first.is_some_and(begins_a_formula) || bare.starts_with(['\t', '\r', '\n', '\0']);
    if formula { format!("'{text}").into() } else { text.into() }
}

fn field(out: &mut dyn Write, text: &str) -> io::Result<()> {
    if text.contains(['"', ',', '\n', '\r', ';', '\t']) {
        write!(out, "\"{}\"", text.replace('"', "\"\""))
    } else {
        out.write_all(text.as_bytes())
    }
}

fn line<'a>(out: &mut dyn Write, fields: impl Iterator<Item = Cow<'a, str>>) -> io::Result<()> {
    let mut bytes = 0;
    for (index, text) in fields.enumerate() {
        if index > 0 {
            out.write_all(b",")?;
        }
        field(out, &text)?;
        bytes += index + text.len();
    }
    // A line with nothing on it is skipped by readers; one empty field has to be seen.
    out.write_all(if bytes == 0 { b"\"\"\r\n" } else { b"\r\n" })
}

/// Header, tags if they are wanted, rows. Numbers are left alone: a negative one is no formula.
pub(crate) fn write(grid: &Grid, tags: bool, out: &mut dyn Write) -> io::Result<()> {
    line(out, grid.names().map(neutralised))?;
    if tags {
        line(out, grid.names().map(|name| hxl::tag(name).unwrap_or_default().into()))?;
    }
    for row in &grid.rows {
        line(
            out,
            row.iter().map(|cell| match cell {
                Cell::Text(text) => neutralised(text),
                other => other.text(),
            }),
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(grid: &Grid, tags: bool) -> String {
        let mut bytes = Vec::new();
        write(grid, tags, &mut bytes).expect("a vector does not fail");
        String::from_utf8(bytes).expect("text")
    }

    fn read(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let rows = reader.records().map(|row| row.expect("well formed"));
        rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
    }

    /// The text before it was neutralised.
    fn original(text: &str) -> String {
        match text.strip_prefix('\'') {
            Some(rest) if neutralised(rest) == text => rest.to_owned(),
            _ => text.to_owned(),
        }
    }

    #[test]
    fn formulas_are_neutralised_and_numbers_are_left_alone() {
        let mut grid = Grid::new(&["name", "n"]);
        grid.push(vec![Cell::from("=HYPERLINK(\"x\")"), Cell::Int(-5)]);
        grid.push(vec![Cell::from("a,\"b\""), Cell::Empty]);
        let expected = "name,n\r\n\"'=HYPERLINK(\"\"x\"\")\",-5\r\n\"a,\"\"b\"\"\",\r\n";
        assert_eq!(text(&grid, false), expected);
    }

    #[test]
    fn every_way_to_begin_a_formula_is_met() {
        for begin in
            ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u{feff}+"]
        {
            let formula = format!("{begin}1+1");
            assert_eq!(neutralised(&formula), format!("'{formula}"));
        }
        for harmless in ["a=1", "1-2", "", "é", "'quoted'"] {
            assert_eq!(neutralised(harmless), harmless);
        }
    }

    #[test]
    fn tags_stand_directly_under_the_header() {
        let grid = crate::testing::grid();
        let rows = read(&text(&grid, true));
        assert_eq!(rows[1][2], "#date+start");
        assert_eq!(rows.len(), grid.rows.len() + 2);
    }

    proptest! {
        #[test]
        fn no_text_comes_out_as_a_formula_and_each_can_be_had_back(
            texts in proptest::collection::vec(
                prop_oneof![any::<String>(), "['=+@\\-＝\t\r\n ;,\"]{0,4}.{0,6}"], 1..6
            )
        ) {
            let mut grid = Grid::new(&vec!["c"; texts.len()]);
            grid.push(texts.iter().map(|text| Cell::from(text.as_str())).collect());
            let rows = read(&text(&grid, false));
            for (written, text) in rows[1].iter().zip(&texts) {
                let begin = written.trim_start_matches(is_skipped).chars().next();
                prop_assert!(!begin.is_some_and(begins_a_formula), "{:?}", written);
                prop_assert_eq!(&original(written), text);
            }
        }
    }
}
