//! Columns for a person: numbers to the right, thousands parted, control characters made visible.

use unicode_width::UnicodeWidthStr as _;

use super::{Cell, Grid};

/// A count with its share of a whole, as `1,400 (75%)`; alone where the whole is nothing.
pub(crate) fn part_of(part: u64, whole: u64) -> String {
    let count = thousands(part.cast_signed());
    if whole == 0 {
        return count;
    }
    #[allow(clippy::cast_precision_loss)] // counts far below 2^53
    let share = part as f64 / whole as f64 * 100.0;
    format!("{count} ({share:.0}%)")
}

/// A column is cut to this many characters.
const WIDEST: usize = 60;

/// A whole number with its thousands parted by commas.
pub(crate) fn thousands(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0 { format!("-{text}") } else { text }
}

fn shown(cell: &Cell, parted: bool) -> (String, bool) {
    match cell {
        Cell::Empty => (String::new(), false),
        Cell::Text(text) => (one_line(text), false),
        Cell::Int(value) if parted => (thousands(*value), true),
        Cell::Int(value) => (value.to_string(), true),
        Cell::Real(value) => (format!("{value:.2}"), true),
        Cell::Day(day) => (day.to_string(), false),
        Cell::Flag(flag) => (flag.to_string(), false),
    }
}

/// The text without characters that steer a terminal: control characters, and those that turn the
/// direction of what follows or hide it.
pub(crate) fn clean(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
    };
    text.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}

/// The text on one line, cut where it is too long, without characters that steer a terminal.
fn one_line(text: &str) -> String {
    let clean = clean(text);
    if clean.width() <= WIDEST {
        return clean;
    }
    let mut cut = String::new();
    for character in clean.chars() {
        if cut.width() >= WIDEST - 1 {
            break;
        }
        cut.push(character);
    }
    cut.push('…');
    cut
}

pub(super) fn render(grid: &Grid, colour: bool) -> Vec<u8> {
    // Years, ids and row numbers are no quantities; their thousands are not parted.
    let parted: Vec<bool> = grid
        .names()
        .map(|name| {
            !["year", "row", "id", "gw", "revision", "version", "latitude"]
                .iter()
                .any(|word| name.contains(word))
        })
        .collect();
    let cells: Vec<Vec<(String, bool)>> = grid
        .rows
        .iter()
        .map(|row| row.iter().zip(&parted).map(|(cell, parted)| shown(cell, *parted)).collect())
        .collect();
    let widths: Vec<usize> = grid
        .columns
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let widest = cells.iter().map(|row| row[index].0.width()).max().unwrap_or(0);
            widest.max(name.name.width())
        })
        .collect();
    let numeric: Vec<bool> =
        (0..grid.columns.len()).map(|index| cells.iter().any(|row| row[index].1)).collect();
    let mut text = String::new();
    let header: Vec<(String, bool)> = grid
        .columns
        .iter()
        .zip(&numeric)
        .map(|(column, right)| (column.name.clone(), *right))
        .collect();
    let bold = if colour { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
    text.push_str(bold.0);
    line(&mut text, &header, &widths);
    text.push_str(bold.1);
    text.push('\n');
    for row in &cells {
        line(&mut text, row, &widths);
        text.push('\n');
    }
    text.into_bytes()
}

fn line(text: &mut String, cells: &[(String, bool)], widths: &[usize]) {
    let mut line = String::new();
    for ((cell, right), width) in cells.iter().zip(widths) {
        if !line.is_empty() {
            line.push_str("  ");
        }
        let pad = " ".repeat(width.saturating_sub(cell.width()));
        if *right {
            line.push_str(&pad);
            line.push_str(cell);
        } else {
            line.push_str(cell);
            line.push_str(&pad);
        }
    }
    text.push_str(line.trim_end());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(-1_234_567), "-1,234,567");
    }

    #[test]
    fn numbers_stand_to_the_right_and_years_are_not_parted() {
        let mut grid = Grid::new(&["year", "events"]);
        grid.push(vec![Cell::Int(2014), Cell::Int(1_234)]);
        let text = String::from_utf8(render(&grid, false)).expect("text");
        assert_eq!(text, "year  events\n2014   1,234\n");
    }

    #[test]
    fn what_would_steer_the_terminal_is_not_passed_on() {
        assert_eq!(one_line("a\u{1b}[31mb\nc"), "a [31mb c");
        assert_eq!(one_line(&"é".repeat(200)).width(), WIDEST);
    }
}
