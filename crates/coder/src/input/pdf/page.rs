//! The operators of a page into lines of text.

use super::font::Font;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Object};
use std::collections::BTreeMap;

/// A line of a page with its height above the page's foot.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) height: f32,
}

/// Where text is put, and what was put so far.
struct Pen<'f> {
    fonts: &'f BTreeMap<String, Font>,
    font: Option<&'f Font>,
    size: f32,
    /// The start of the line, the place of the next letter, and how far lines are apart.
    start: (f32, f32),
    at: (f32, f32),
    leading: f32,
    scale: (f32, f32),
    lines: Vec<Line>,
    bytes: usize,
    /// Where the last letter ended.
    end: Option<(f32, f32)>,
}

/// The lines of a page in the order in which they are drawn, at most `most` bytes.
pub(super) fn lines(data: &[u8], fonts: &BTreeMap<String, Font>, most: usize) -> Vec<Line> {
    let mut pen = Pen {
        fonts,
        font: None,
        size: 10.0,
        start: (0.0, 0.0),
        at: (0.0, 0.0),
        leading: 0.0,
        scale: (1.0, 1.0),
        lines: Vec::new(),
        bytes: 0,
        end: None,
    };
    let mut operators = TypedIter::new(data);
    while let Some(operator) = operators.next() {
        if pen.bytes > most {
            break;
        }
        pen.follow(&operator);
    }
    pen.lines
}

impl Pen<'_> {
    fn follow(&mut self, operator: &TypedInstruction<'_, '_>) {
        match operator {
            TypedInstruction::BeginText(_) => self.put((0.0, 0.0), (1.0, 1.0)),
            TypedInstruction::TextFont(font) => {
                self.font = self.fonts.get(font.0.as_str());
                self.size = font.1.as_f32();
            }
            TypedInstruction::TextLeading(leading) => self.leading = leading.0.as_f32(),
            TypedInstruction::NextLine(by) => self.shift(by.0.as_f32(), by.1.as_f32()),
            TypedInstruction::NextLineAndSetLeading(by) => {
                self.leading = -by.1.as_f32();
                self.shift(by.0.as_f32(), by.1.as_f32());
            }
            TypedInstruction::SetTextMatrix(matrix) => {
                let scale = (matrix.0.as_f32(), matrix.3.as_f32());
                self.put((matrix.4.as_f32(), matrix.5.as_f32()), scale);
            }
            TypedInstruction::NextLineUsingLeading(_) => self.shift(0.0, -self.leading),
            TypedInstruction::ShowText(text) => self.show(text.0.as_bytes()),
            TypedInstruction::NextLineAndShowText(text) => {
                self.shift(0.0, -self.leading);
                self.show(text.0.as_bytes());
            }
            TypedInstruction::ShowTextWithParameters(text) => {
                self.shift(0.0, -self.leading);
                self.show(text.2.as_bytes());
            }
            TypedInstruction::ShowTexts(texts) => self.show_all(texts.0),
            _ => {}
        }
    }

    fn put(&mut self, at: (f32, f32), scale: (f32, f32)) {
        (self.start, self.at, self.scale) = (at, at, scale);
    }

    fn shift(&mut self, right: f32, up: f32) {
        self.start.0 += right * self.scale.0;
        self.start.1 += up * self.scale.1;
        self.at = self.start;
    }

    fn show_all(&mut self, texts: &Array<'_>) {
        for text in texts.iter::<Object<'_>>() {
            match text {
                Object::String(text) => self.show(text.as_bytes()),
                Object::Number(back) => {
                    self.at.0 -= back.as_f32() / 1000.0 * self.size * self.scale.0;
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, codes: &[u8]) {
        let Some(font) = self.font else { return };
        let size = (self.size * self.scale.0).abs().max(0.1);
        let height = (self.size * self.scale.1).abs().max(0.1);
        let same_line = self.end.is_some_and(|end| (end.1 - self.at.1).abs() < height * 0.4);
        if !same_line {
            self.lines.push(Line { text: String::new(), height: self.at.1 });
        }
        // A gap of a fifth of a letter's height is a blank; so is a step back.
        let gap = self.end.map_or(0.0, |end| self.at.0 - end.0);
        let Some(line) = self.lines.last_mut() else { return };
        let begun = !line.text.is_empty() && !line.text.ends_with(' ');
        if same_line && begun && (gap > size * 0.2 || gap < -size) {
            line.text.push(' ');
        }
        let (mut width, before) = (0.0, line.text.len());
        font.letters(codes, |letters, wide| {
            width += wide / 1000.0 * size;
            line.text.extend(letters.chars().map(|c| if c.is_control() { ' ' } else { c }));
        });
        self.bytes += line.text.len() - before + 1;
        self.at.0 += width;
        self.end = Some(self.at);
    }
}
