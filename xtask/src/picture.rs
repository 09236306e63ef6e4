//! `cargo xtask picture`: output of the program as a picture of a terminal, for the README.
//!
//! What comes in: text, from a file or from the demonstration that the program itself runs. What goes
//! out: `docs/picture.svg`, made of text that can be selected and searched. Each run of characters has
//! its own place and width, so that columns stay in line whatever monospace font the reader has, and
//! the blocks of a chart are drawn as rectangles.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::command::{capture, cargo};
use crate::failure::{Failure, Outcome};
use crate::{out, tree};

/// Where the picture lies.
const TARGET: &str = "docs/picture.svg";

/// The width of a character and the height of a line, in the picture's units.
const ADVANCE: f64 = 7.8;
const LINE: f64 = 17.0;
const FONT: f64 = 13.0;
/// How high a character's cell is filled at most, and how far it goes below the line of the letters.
const CELL: f64 = 14.0;
const BELOW: f64 = 2.5;
/// Around the text, and the bar above it.
const MARGIN: f64 = 18.0;
const BAR: f64 = 34.0;

/// What to draw.
#[derive(Debug, Default, PartialEq, Eq)]
struct Options {
    file: Option<PathBuf>,
    title: Option<String>,
    caption: Option<String>,
    lines: Option<usize>,
}

/// Draws the given file, or the demonstration's page where none is given.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let options = Options::parse(arguments)?;
    let (text, title) = match &options.file {
        Some(path) => {
            (std::fs::read_to_string(path).map_err(Failure::file(path))?, "bellwether".to_owned())
        }
        None => {
            let text = capture(&mut cargo(&["run", "--quiet", "--", "--color", "never", "demo"]))?;
            (text, "bellwether demo".to_owned())
        }
    };
    let svg = picture(
        &text,
        options.title.as_deref().unwrap_or(&title),
        options.caption.as_deref(),
        options.lines,
    );
    let target = tree::root().join(TARGET);
    std::fs::write(&target, &svg).map_err(Failure::file(&target))?;
    out::say(format_args!("wrote {TARGET}, {} bytes", svg.len()));
    Ok(())
}

impl Options {
    /// Reads `[FILE] [--title TEXT] [--caption TEXT] [--lines N]`.
    fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || {
                let value = rest.next().cloned();
                value.ok_or_else(|| Failure::Usage(format!("{argument} takes a value")))
            };
            match argument.as_str() {
                "--title" => options.title = Some(value()?),
                "--caption" => options.caption = Some(value()?),
                "--lines" => {
                    let lines = value()?.parse().ok().filter(|&lines| lines > 0);
                    options.lines = Some(lines.ok_or_else(|| {
                        Failure::Usage("--lines takes a whole number above 0".to_owned())
                    })?);
                }
                other if other.starts_with('-') || options.file.is_some() => {
                    return Err(Failure::Usage(format!("picture does not take {other:?}")));
                }
                path => options.file = Some(path.into()),
            }
        }
        Ok(options)
    }
}

/// The picture. Beyond `lines_max` lines the text ends with a line that says that it goes on.
fn picture(text: &str, title: &str, caption: Option<&str>, lines_max: Option<usize>) -> String {
    let mut lines: Vec<String> = text.trim_end().lines().map(plain).collect();
    if let Some(max) = lines_max.filter(|max| lines.len() > *max) {
        lines.truncate(max);
        lines.push("…".to_owned());
    }
    let columns = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0).max(40);
    let width = (columns as f64).mul_add(ADVANCE, 2.0 * MARGIN);
    let foot = if caption.is_some() { LINE + 6.0 } else { 0.0 };
    let height = BAR + (lines.len() as f64).mul_add(LINE, MARGIN + foot);
    let mut svg = head(width, height, title);
    for (index, line) in lines.iter().enumerate() {
        let y = BAR + (index as f64 + 1.0) * LINE;
        for run in runs(line) {
            place(&mut svg, &run, y);
        }
    }
    if let Some(caption) = caption {
        let (y, caption) = (height - 12.0, escaped(caption));
        let _ = writeln!(svg, r#"<text class="n" x="{MARGIN}" y="{y:.1}">{caption}</text>"#);
    }
    svg.push_str("</svg>\n");
    svg
}

/// The window: its frame, its bar, and the colours of what it shows.
fn head(width: f64, height: f64, title: &str) -> String {
    let title = escaped(title);
    let middle = width / 2.0;
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0} {height:.0}" width="{width:.0}" height="{height:.0}" role="img" aria-label="{title}">
<title>{title}</title>
<style>
text {{ font: {FONT}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; fill: #c9d1d9 }}
.h {{ fill: #ffffff; font-weight: 600 }}
.b {{ fill: #e3954c }}
.q {{ fill: #59636e }}
.n {{ fill: #8b949e; font-size: 11px }}
</style>
<rect width="{width:.0}" height="{height:.0}" rx="9" fill="#12161c"/>
<circle cx="20" cy="17" r="5.5" fill="#59636e"/><circle cx="38" cy="17" r="5.5" fill="#59636e"/><circle cx="56" cy="17" r="5.5" fill="#59636e"/>
<text class="n" x="{middle:.1}" y="21" text-anchor="middle">{title}</text>
"##
    )
}

/// Characters that stand together and look alike.
#[derive(Debug, PartialEq, Eq)]
struct Run {
    column: usize,
    text: String,
    class: Option<&'static str>,
}

/// Cuts a line into runs; gaps of two blanks or more are left out, which keeps columns where they are.
fn runs(line: &str) -> Vec<Run> {
    let heading = line.starts_with(|c: char| !c.is_whitespace()) && line != "…";
    let class_of = |c: char| match c {
        '\u{2581}'..='\u{258f}' => Some("b"),
        '·' => Some("q"),
        _ if heading => Some("h"),
        _ => None,
    };
    let mut runs: Vec<Run> = Vec::new();
    let mut blanks = 0;
    for (column, c) in line.chars().enumerate() {
        if c == ' ' {
            blanks += 1;
            continue;
        }
        let class = class_of(c);
        match runs.last_mut() {
            Some(run) if run.class == class && blanks < 2 => {
                run.text.push_str(&" ".repeat(blanks));
                run.text.push(c);
            }
            _ => runs.push(Run { column, text: c.to_string(), class }),
        }
        blanks = 0;
    }
    runs
}

fn place(svg: &mut String, run: &Run, y: f64) {
    let x = (run.column as f64).mul_add(ADVANCE, MARGIN);
    if run.class == Some("b") {
        return blocks(svg, &run.text, x, y);
    }
    let length = run.text.chars().count() as f64 * ADVANCE;
    let class = run.class.map_or(String::new(), |class| format!(r#" class="{class}""#));
    let text = escaped(&run.text);
    let _ = writeln!(
        svg,
        r#"<text{class} x="{x:.1}" y="{y:.1}" textLength="{length:.1}" lengthAdjust="spacingAndGlyphs">{text}</text>"#
    );
}

/// Block elements: eighths of a character's cell from below, or from the left.
fn blocks(svg: &mut String, text: &str, x: f64, y: f64) {
    let mut path = String::new();
    for (index, c) in text.chars().enumerate() {
        let eighths = |first: u32| f64::from((c as u32).saturating_sub(first)) / 8.0;
        let (width, height) = match c {
            '\u{2581}'..='\u{2588}' => (ADVANCE, eighths(0x2580) * CELL),
            '\u{2589}'..='\u{258f}' => ((1.0 - eighths(0x2588)) * ADVANCE, CELL),
            _ => continue,
        };
        let (left, bottom) = ((index as f64).mul_add(ADVANCE, x), y + BELOW);
        let _ = write!(path, "M{left:.1} {bottom:.1}v-{height:.1}h{width:.1}v{height:.1}z");
    }
    let _ = writeln!(svg, r#"<path class="b" d="{path}"/>"#);
}

/// A line without colours and other control characters.
fn plain(line: &str) -> String {
    let mut kept = String::new();
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        if c == '\u{1b}' {
            // A sequence of the terminal ends with its first letter.
            let _ = characters.by_ref().find(char::is_ascii_alphabetic);
        } else if !c.is_control() {
            kept.push(c);
        }
    }
    kept
}

/// Text as SVG may hold it.
fn escaped(text: &str) -> String {
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

    fn parsed(words: &[&str]) -> Outcome<Options> {
        Options::parse(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn markup_in_the_text_is_shown_and_not_obeyed() {
        let svg = picture("<script>a & b</script>", "a < \"b\"", Some("<c>"), None);
        assert!(svg.contains("&lt;script&gt;a &amp; b&lt;/script&gt;"));
        assert!(svg.contains("a &lt; &quot;b&quot;") && svg.contains("&lt;c&gt;"));
        assert!(!svg.contains("<script>"));
    }

    #[test]
    fn the_longest_line_fits_with_a_margin_on_both_sides() {
        let svg = picture(&"x".repeat(100), "t", None, None);
        let width = 100.0 * ADVANCE + 2.0 * MARGIN;
        assert!(svg.contains(&format!(r#"width="{width:.0}""#)));
        assert!(svg.contains(&format!(r#"textLength="{:.1}""#, 100.0 * ADVANCE)));
    }

    #[test]
    fn each_column_keeps_its_place_and_bars_have_their_own_colour() {
        let cut = runs("  2015  ▅█▂··     114");
        let columns: Vec<(usize, &str, Option<&str>)> =
            cut.iter().map(|run| (run.column, run.text.as_str(), run.class)).collect();
        let expected =
            [(2, "2015", None), (8, "▅█▂", Some("b")), (11, "··", Some("q")), (18, "114", None)];
        assert_eq!(columns, expected);
    }

    #[test]
    fn blocks_are_drawn_as_high_or_as_wide_as_their_eighths() {
        let mut svg = String::new();
        blocks(&mut svg, "▄█▌", 0.0, 0.0);
        let (half, full) = (CELL / 2.0, CELL);
        assert!(svg.contains(&format!("v-{half:.1}h{ADVANCE:.1}v{half:.1}z")), "{svg}");
        assert!(svg.contains(&format!("v-{full:.1}h{ADVANCE:.1}v{full:.1}z")), "{svg}");
        assert!(svg.contains(&format!("v-{full:.1}h{:.1}v", ADVANCE / 2.0)), "{svg}");
    }

    #[test]
    fn a_line_that_is_not_indented_is_a_heading() {
        assert_eq!(runs("Relations of two")[0].class, Some("h"));
        assert_eq!(runs("  rival of").first().and_then(|run| run.class), None);
    }

    #[test]
    fn what_is_left_out_is_marked() {
        assert!(picture("a\nb\nc", "t", None, Some(2)).contains(">…<"));
        assert!(!picture("a\nb\nc", "t", None, Some(3)).contains('…'));
    }

    #[test]
    fn colours_of_a_terminal_are_taken_out() {
        assert_eq!(plain("\u{1b}[1;32mgreen\u{1b}[0m\u{7}"), "green");
    }

    #[test]
    fn nonsense_is_a_usage_error() {
        for words in [&["--lines", "0"][..], &["--lines"], &["--wide"], &["a.txt", "b.txt"]] {
            assert_eq!(parsed(words).expect_err("nonsense").exit_code(), 2, "{words:?}");
        }
        let options = parsed(&["page.txt", "--lines", "5", "--title", "t"]).expect("fine");
        assert_eq!((options.lines, options.file), (Some(5), Some("page.txt".into())));
    }
}
