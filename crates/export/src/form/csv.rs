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

/// Whether a character is skipped before the first that counts: spaces, control characters, marks without
/// width, quotes.
fn is_skipped(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\'' | '"' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}' | '\u{feff}')
}

/// Where a program that takes the file for one with other separators would begin a new cell.
const CELL_ENDS: [char; 4] = [';', '\t', '\n', '\r'];

/// Whether a stretch of text up to such a place has to be neutralised. Apostrophes before it do not change
/// that, which is why each can be had back.
fn is_dangerous(stretch: &str, is_first: bool) -> bool {
    let begin = stretch.trim_start_matches('\'').chars().next();
    let first = stretch.trim_start_matches(is_skipped).chars().next();
    first.is_some_and(begins_a_formula)
        || is_first && matches!(begin, Some('\t' | '\r' | '\n' | '\0'))
}

/// A text that no spreadsheet takes for a formula: an apostrophe goes before what begins with a formula's
/// character, also after spaces, quotes or apostrophes, and before a text that begins with a tab or a line's
/// end (OWASP, CSV Injection). The same holds within the text after `;`, tab and line ends, because a
/// spreadsheet that is set to another separator begins a cell there. [`restored`] is the inverse.
#[must_use]
pub fn neutralised(text: &str) -> Cow<'_, str> {
    by_stretch(
        text,
        |stretch, is_first| {
            if is_dangerous(stretch, is_first) { ("'", stretch) } else { ("", stretch) }
        },
    )
}

/// The text before it was [`neutralised`].
#[must_use]
pub fn restored(text: &str) -> Cow<'_, str> {
    by_stretch(text, |stretch, is_first| match stretch.strip_prefix('\'') {
        Some(rest) if is_dangerous(rest, is_first) => ("", rest),
        _ => ("", stretch),
    })
}

/// What `change` makes of each stretch, put together; borrowed when it changes nothing.
fn by_stretch<'a>(
    text: &'a str,
    change: impl Fn(&'a str, bool) -> (&'static str, &'a str),
) -> Cow<'a, str> {
    let stretches =
        || text.split_inclusive(CELL_ENDS).enumerate().map(|(n, stretch)| (stretch, n == 0));
    if stretches().all(|(stretch, is_first)| change(stretch, is_first) == ("", stretch)) {
        return text.into();
    }
    let mut changed = String::with_capacity(text.len() + 1);
    for (stretch, is_first) in stretches() {
        let (before, rest) = change(stretch, is_first);
        changed.push_str(before);
        changed.push_str(rest);
    }
    changed.into()
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
        for harmless in ["a=1", "1-2", "", "é", "'quoted'", "a; b\nc", "a,=1"] {
            assert_eq!(neutralised(harmless), harmless);
        }
    }

    #[test]
    fn a_formula_behind_another_separator_is_met_as_well() {
        assert_eq!(neutralised("a;=1+1;b"), "a;'=1+1;b");
        assert_eq!(neutralised("a\n \"@x\""), "a\n' \"@x\"");
        assert_eq!(restored("a;'=1+1;'b"), "a;=1+1;'b");
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
                for cell in written.split(CELL_ENDS) {
                    let begin = cell.trim_start_matches(|c| is_skipped(c) && c != '\'').chars().next();
                    prop_assert!(!begin.is_some_and(begins_a_formula), "{:?}", written);
                }
                let restored = restored(written);
                prop_assert_eq!(restored.as_ref(), text);
            }
        }
    }
}
