//! Lines of pages into paragraphs.

use super::page::Line;
use std::collections::BTreeMap;

/// Pages from which on a line that returns is a running header or footer.
const RETURNS_MIN: usize = 3;

/// The text of some pages: lines joined, words parted at line ends put together, paragraphs apart where the distance
/// between lines grows, and without first and last lines that most pages have, their numbers aside.
pub(super) fn text(mut pages: Vec<Vec<Line>>) -> String {
    for page in &mut pages {
        page.retain(|line| !line.text.trim().is_empty());
    }
    drop_running(&mut pages);
    let mut text = String::new();
    for page in &pages {
        let usual = usual_step(page);
        let mut before: Option<f32> = None;
        for line in page {
            let words = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let step = before.map(|before| before - line.height);
            // A new column begins above the old one's end.
            let apart = step.is_some_and(|step| step > usual * 1.4 || step < 0.0);
            join(&mut text, &words, apart);
            before = Some(line.height);
        }
    }
    text
}

fn join(text: &mut String, words: &str, apart: bool) {
    let parted = text.ends_with(['-', '\u{ad}', '\u{2010}'])
        && text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && words.starts_with(char::is_lowercase);
    if parted {
        text.pop();
    } else if apart {
        text.push_str("\n\n");
    } else if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(words);
}

/// The distance that most lines have to the one before.
fn usual_step(page: &[Line]) -> f32 {
    let steps = page.windows(2).map(|pair| pair[0].height - pair[1].height);
    let mut steps: Vec<f32> = steps.filter(|step| *step > 0.0).collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(f32::MAX)
}

/// A line without its digits and blanks, so that page numbers do not make it another.
fn stamp(line: &Line) -> String {
    line.text.chars().filter(|c| c.is_alphabetic()).collect()
}

fn drop_running(pages: &mut [Vec<Line>]) {
    for last in [false, true] {
        let edge =
            |page: &Vec<Line>| if last { page.last().map(stamp) } else { page.first().map(stamp) };
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for stamp in pages.iter().filter_map(edge) {
            *counts.entry(stamp).or_default() += 1;
        }
        let often = (pages.len() / 2).max(RETURNS_MIN - 1);
        for page in pages.iter_mut() {
            if edge(page).is_some_and(|stamp| counts[&stamp] > often) {
                page.remove(if last { page.len() - 1 } else { 0 });
            }
        }
    }
}
