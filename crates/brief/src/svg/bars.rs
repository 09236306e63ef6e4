//! Counts over time: a bar a period, with a whisker from low to high where the value is an estimate.

use super::{Anchor, Drawing, ticks};
use crate::desk::Desk;
use crate::document::Piece;
use crate::instrument::Unanswered;
use crate::query::Query;
use crate::rendering::Rendering;

/// One period.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bar {
    /// The period, as the axis names it, where it is named.
    pub(crate) label: Option<String>,
    /// Its height.
    pub(crate) value: f64,
    /// Low and high.
    pub(crate) range: Option<(f64, f64)>,
    /// Whether it is of the stretch that the brief compares with the one before.
    pub(crate) recent: bool,
}

const WIDTH: f64 = 680.0;
const LEFT: f64 = 46.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 24.0;

/// The chart; `height` is that of the bars.
pub(crate) fn bars(
    desk: &Desk<'_>,
    title: String,
    bars: &[Bar],
    height: f64,
) -> Result<Drawing, Unanswered> {
    let mut drawing = Drawing::new(WIDTH, TOP + height + BOTTOM, title);
    let top = bars.iter().map(|bar| bar.range.map_or(bar.value, |range| range.1.max(bar.value)));
    let marks = ticks(top.fold(0.0, f64::max), 4, true);
    let full = marks.last().copied().unwrap_or(1.0);
    let y = |value: f64| TOP + height - value / full * height;
    for mark in &marks {
        drawing.line("grid", (LEFT, y(*mark)), (WIDTH, y(*mark)));
        let number = desk.print(Query::Mark { value: *mark }, Rendering::Whole)?;
        drawing.text("s", (LEFT - 6.0, y(*mark) + 3.5), Anchor::End, number);
    }
    let step = (WIDTH - LEFT) / bars.len().max(1) as f64;
    let width = (step * 0.78).min(28.0);
    for (at, bar) in bars.iter().enumerate() {
        let middle = step.mul_add(at as f64 + 0.5, LEFT);
        if bar.value > 0.0 {
            let class = if bar.recent { "bar recent" } else { "bar" };
            drawing.rect(class, middle - width / 2.0, y(bar.value), width, y(0.0) - y(bar.value));
        }
        if let Some((low, high)) = bar.range.filter(|(low, high)| high - low > 0.5) {
            drawing.line("whisker", (middle, y(low)), (middle, y(high)));
        }
        if let Some(label) = &bar.label {
            drawing.line(
                "grid",
                (middle - step / 2.0, y(0.0)),
                (middle - step / 2.0, y(0.0) + 5.0),
            );
            drawing.text(
                "s",
                (middle - step / 2.0 + 3.0, TOP + height + 15.0),
                Anchor::Start,
                Piece::name(label),
            );
        }
    }
    drawing.line("axis", (LEFT, y(0.0)), (WIDTH, y(0.0)));
    Ok(drawing)
}
