//! Comma-separated values that a spreadsheet does not run as formulas.

use super::{Cell, Grid};

/// A field of text: a formula is neutralised by an apostrophe, as OWASP advises; quotes are doubled.
fn field(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

pub(super) fn render(grid: &Grid) -> Vec<u8> {
    let mut text = String::new();
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        text.push_str(&cells.collect::<Vec<_>>().join(","));
        text.push_str("\r\n");
    };
    line(&mut grid.columns.iter().map(|name| field(name)));
    for row in &grid.rows {
        line(&mut row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => field(text),
            Cell::Int(value) => value.to_string(),
            Cell::Real(value) => value.to_string(),
        }));
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_neutralised_and_numbers_are_left_alone() {
        let mut grid = Grid::new(&["name", "n"]);
        grid.push(vec![Cell::from("=HYPERLINK(\"x\")"), Cell::Int(-5)]);
        grid.push(vec![Cell::from("a,\"b\""), Cell::Empty]);
        let text = String::from_utf8(render(&grid)).expect("text");
        assert_eq!(text, "name,n\r\n\"'=HYPERLINK(\"\"x\"\")\",-5\r\n\"a,\"\"b\"\"\",\r\n");
    }
}
