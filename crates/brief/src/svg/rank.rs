//! Parts by size: a bar a part, its name before and its number behind it.

use super::{Anchor, Drawing};
use crate::document::Piece;

/// One part.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ranked {
    /// Its name.
    pub(crate) name: String,
    /// Its size.
    pub(crate) value: f64,
    /// The number behind the bar.
    pub(crate) number: Piece,
}

const WIDTH: f64 = 680.0;
const NAMES: f64 = 230.0;
const ROW: f64 = 19.0;

/// The chart.
pub(crate) fn rank(title: String, parts: &[Ranked]) -> Drawing {
    let mut drawing = Drawing::new(WIDTH, ROW.mul_add(parts.len() as f64, 6.0), title);
    let top = parts.iter().map(|part| part.value).fold(0.0, f64::max).max(1e-9);
    for (at, part) in parts.iter().enumerate() {
        let y = ROW.mul_add(at as f64, 3.0);
        let width = part.value / top * (WIDTH - NAMES - 60.0);
        drawing.text("l", (NAMES - 8.0, y + 13.0), Anchor::End, Piece::name(cut(&part.name, 30)));
        drawing.rect("bar", NAMES, y + 2.0, width.max(1.0), ROW - 5.0);
        drawing.text(
            "l",
            (NAMES + width.max(1.0) + 6.0, y + 13.0),
            Anchor::Start,
            part.number.clone(),
        );
    }
    drawing
}

/// At most so many characters.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width - 1).chain(['…']).collect()
}
