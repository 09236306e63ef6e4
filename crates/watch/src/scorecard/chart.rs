//! A sheet of the scorecard as a picture: one panel a kind of surge, one row a rule.
//!
//! Text, lines and circles only, so that the picture can be searched and selected; it has a light ground of
//! its own, since a page may be dark.

use std::fmt::Write as _;

use super::{Detection, Sheet, sheet::days};

/// Heights and widths, in the picture's units.
const ROW: f64 = 24.0;
const TOP: f64 = 74.0;
const NAMES: f64 = 170.0;
const PANEL: f64 = 190.0;
const DAYS: f64 = 84.0;
const MARGIN: f64 = 16.0;
const FOOT: f64 = 52.0;

impl Sheet {
    /// The share of surges found by each rule with its interval, and beside it the median delay.
    pub fn svg(&self, alarms_per_year: f64) -> String {
        let surges = self.scores.first().map_or(0, |score| score.detections.len());
        let width = (PANEL + DAYS).mul_add(surges as f64, NAMES + MARGIN);
        let height = ROW.mul_add(self.scores.len() as f64, TOP + FOOT);
        let title = format!(
            "Planted surges found by each rule at no more than {alarms_per_year} alarm a group-year"
        );
        let mut svg = head(width, height, &title);
        let groups = self.groups;
        text(&mut svg, "t", MARGIN, 24.0, "start", &format!("{title}, {groups} groups"));
        if let Some(score) = self.scores.first() {
            for (panel, found) in score.detections.iter().enumerate() {
                let x = (PANEL + DAYS).mul_add(panel as f64, NAMES);
                frame(&mut svg, &found.surge.name(), x, height - FOOT);
            }
        }
        for (number, score) in self.scores.iter().enumerate() {
            let y = ROW.mul_add(number as f64 + 0.5, TOP);
            let class = if number == 0 { "f" } else { "n" };
            text(&mut svg, class, NAMES - 10.0, y + 4.0, "end", &score.rule);
            for (panel, found) in score.detections.iter().enumerate() {
                let x = (PANEL + DAYS).mul_add(panel as f64, NAMES);
                mark(&mut svg, found, x, y, number == 0);
            }
        }
        svg.push_str("</svg>\n");
        svg
    }
}

fn head(width: f64, height: f64, title: &str) -> String {
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0} {height:.0}" width="{width:.0}" height="{height:.0}" role="img" aria-label="{title}">
<title>{title}</title>
<style>
text {{ font: 12px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #3d444d }}
.t {{ font-weight: 600; font-size: 13.5px; fill: #1f2328 }}
.f {{ font-weight: 600; fill: #b5561a }}
.s {{ font-size: 10.5px; fill: #59636e }}
</style>
<rect width="{width:.0}" height="{height:.0}" fill="#ffffff"/>
"##
    )
}

fn text(svg: &mut String, class: &str, x: f64, y: f64, anchor: &str, words: &str) {
    let _ = writeln!(
        svg,
        r#"<text class="{class}" x="{x:.1}" y="{y:.1}" text-anchor="{anchor}">{words}</text>"#
    );
}

/// The axis of a panel, from none to all.
fn frame(svg: &mut String, name: &str, x: f64, bottom: f64) {
    text(svg, "n", x, TOP - 26.0, "start", name);
    text(svg, "s", x + PANEL + 10.0, TOP - 10.0, "start", "median days");
    for quarter in 0..=4 {
        let share = f64::from(quarter) / 4.0;
        let at = share.mul_add(PANEL, x);
        let _ = writeln!(
            svg,
            r##"<path d="M{at:.1} {TOP}V{bottom:.1}" stroke="#d1d9e0" stroke-width="1"/>"##
        );
        text(svg, "s", at, bottom + 15.0, "middle", &format!("{:.0}%", share * 100.0));
    }
    text(svg, "s", x + PANEL / 2.0, bottom + 32.0, "middle", "found within the horizon");
}

fn mark(svg: &mut String, found: &Detection, x: f64, y: f64, is_default: bool) {
    let colour = if is_default { "#b5561a" } else { "#59636e" };
    let at = |share: f64| share.clamp(0.0, 1.0).mul_add(PANEL, x);
    let (low, high, middle) = (at(found.share.0), at(found.share.1), at(found.probability()));
    let _ = writeln!(
        svg,
        r#"<path d="M{low:.1} {y:.1}H{high:.1}" stroke="{colour}" stroke-width="2"/><circle cx="{middle:.1}" cy="{y:.1}" r="4.5" fill="{colour}"/>"#
    );
    let class = if is_default { "f" } else { "n" };
    text(svg, class, x + PANEL + 10.0, y + 4.0, "start", &days(found.delay_median_days));
}
