//! Pictures made of lines, areas and text that can be searched and selected.
//!
//! What comes in: shapes in the picture's own units. What goes out: SVG whose colours are classes, so that a page
//! gives them for light, dark and print; [`Drawing::standalone`] brings colours of its own. Meaning is never in a
//! colour alone: kinds differ in shape or hatching too.

mod bars;
mod rank;
mod scale;

pub(crate) use bars::{Bar, bars};
pub(crate) use rank::{Ranked, cut, rank};
pub use scale::ticks;

use std::fmt::Write as _;

use crate::document::{Piece, Sentence};

/// Where a text begins, stands or ends at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

impl Anchor {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// One shape.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A path, in the words of SVG.
    Path {
        /// Its class.
        class: &'static str,
        /// Its data.
        d: String,
    },
    /// A disc.
    Circle {
        /// Its class.
        class: &'static str,
        /// Its middle.
        at: (f64, f64),
        /// Its radius.
        radius: f64,
    },
    /// A text.
    Text {
        /// Its class.
        class: &'static str,
        /// Where it is.
        at: (f64, f64),
        /// What of it is there.
        anchor: Anchor,
        /// What it says.
        words: Sentence,
    },
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// What it shows, in a line.
    pub title: String,
    /// Its shapes, the hindmost first.
    pub shapes: Vec<Shape>,
}

/// Colours for a picture that stands alone.
const STYLE: &str = "text{font:12px system-ui,\"Segoe UI\",\"DejaVu Sans\",sans-serif;fill:#3d444d}\
.t{font-weight:600;font-size:13.5px;fill:#1f2328}.f{font-weight:600;fill:#b5561a}.s{font-size:10.5px;fill:#59636e}\
.grid{stroke:#d1d9e0;fill:none}.mark{stroke:#59636e;stroke-width:2;fill:#59636e}\
.first{stroke:#b5561a;stroke-width:2;fill:#b5561a}";

impl Drawing {
    /// An empty picture.
    #[must_use]
    pub fn new(width: f64, height: f64, title: impl Into<String>) -> Self {
        Self { width, height, title: title.into(), shapes: Vec::new() }
    }

    /// Adds a path.
    pub fn path(&mut self, class: &'static str, d: String) {
        self.shapes.push(Shape::Path { class, d });
    }

    /// Adds a rectangle.
    pub fn rect(&mut self, class: &'static str, x: f64, y: f64, width: f64, height: f64) {
        let (width, height) = (width.max(0.0), height.max(0.0));
        self.path(class, format!("M{x:.1} {y:.1}h{width:.1}v{height:.1}h-{width:.1}z"));
    }

    /// Adds a line.
    pub fn line(&mut self, class: &'static str, from: (f64, f64), to: (f64, f64)) {
        self.path(class, format!("M{:.1} {:.1}L{:.1} {:.1}", from.0, from.1, to.0, to.1));
    }

    /// Adds a disc.
    pub fn circle(&mut self, class: &'static str, at: (f64, f64), radius: f64) {
        self.shapes.push(Shape::Circle { class, at, radius });
    }

    /// Adds a text.
    pub fn text(
        &mut self,
        class: &'static str,
        at: (f64, f64),
        anchor: Anchor,
        words: impl Into<Sentence>,
    ) {
        self.shapes.push(Shape::Text { class, at, anchor, words: words.into() });
    }

    /// Adds a text that is no part of a brief.
    pub fn label(&mut self, class: &'static str, at: (f64, f64), anchor: Anchor, words: &str) {
        self.text(class, at, anchor, Sentence::from(Piece::name(words)));
    }

    /// The texts in it.
    #[must_use]
    pub fn labels(&self) -> Vec<&Sentence> {
        self.shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Text { words, .. } => Some(words),
                _ => None,
            })
            .collect()
    }

    /// The picture for a page that has classes for its colours. Numbers carry their ids.
    #[must_use]
    pub fn inline(&self) -> String {
        let mut svg = String::new();
        let title = escaped(&self.title);
        let _ = write!(
            svg,
            r#"<svg viewBox="0 0 {:.0} {:.0}" role="img" aria-label="{title}"><title>{title}</title>"#,
            self.width, self.height
        );
        self.body(&mut svg);
        svg.push_str("</svg>");
        svg
    }

    /// The picture as a file of its own, on a light ground.
    #[must_use]
    pub fn standalone(&self) -> String {
        let (width, height, title) = (self.width, self.height, escaped(&self.title));
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
             height=\"{height:.0}\" role=\"img\" aria-label=\"{title}\">\n<title>{title}</title>\n\
             <style>{STYLE}</style>\n<rect width=\"{width:.0}\" height=\"{height:.0}\" fill=\"#ffffff\"/>\n"
        );
        self.body(&mut svg);
        svg.push_str("</svg>\n");
        svg
    }

    fn body(&self, svg: &mut String) {
        for shape in &self.shapes {
            match shape {
                Shape::Path { class, d } => {
                    let _ = writeln!(svg, r#"<path class="{class}" d="{d}"/>"#);
                }
                Shape::Circle { class, at: (x, y), radius } => {
                    let _ = writeln!(
                        svg,
                        r#"<circle class="{class}" cx="{x:.1}" cy="{y:.1}" r="{radius:.1}"/>"#
                    );
                }
                Shape::Text { class, at: (x, y), anchor, words } => {
                    let anchor = anchor.as_str();
                    let _ = write!(
                        svg,
                        r#"<text class="{class}" x="{x:.1}" y="{y:.1}" text-anchor="{anchor}">"#
                    );
                    for piece in &words.pieces {
                        let printed = escaped(&piece.printed());
                        match piece {
                            Piece::Number { id, .. } => {
                                let _ = write!(svg, r#"<tspan data-n="{id}">{printed}</tspan>"#);
                            }
                            _ => svg.push_str(&printed),
                        }
                    }
                    svg.push_str("</text>\n");
                }
            }
        }
    }
}

/// Text as SVG and HTML may hold it.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            _ => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_label_is_shown_and_not_obeyed() {
        let mut drawing = Drawing::new(10.0, 10.0, "a < \"b\"");
        drawing.label("s", (1.0, 2.0), Anchor::End, "<script>&");
        let svg = drawing.standalone();
        assert!(
            svg.contains("&lt;script&gt;&amp;</text>") && svg.contains("a &lt; &quot;b&quot;"),
            "{svg}"
        );
        assert!(!svg.contains("<script>"));
    }

    #[test]
    fn a_number_in_a_picture_carries_its_id() {
        let mut drawing = Drawing::new(10.0, 10.0, "t");
        let number = Piece::Number { id: "n3".into(), printed: "1,000".into() };
        drawing.text("s", (1.0, 2.0), Anchor::Middle, number);
        assert!(drawing.inline().contains(r#"<tspan data-n="n3">1,000</tspan>"#));
    }
}
