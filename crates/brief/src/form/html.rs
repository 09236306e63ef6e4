//! One file for browsers and printers: no script, nothing from elsewhere, light and dark, A4.

use std::fmt::Write as _;

use super::{Envelope, head_lines, query_words};
use crate::document::{Block, Document, Figure, Piece, Section, Sentence, Table};
use crate::svg::escaped;

const STYLE: &str = include_str!("brief.css");

/// The document as HTML.
#[must_use]
pub fn html(document: &Document) -> String {
    let title = escaped(&document.title());
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n\
         </head>\n<body>\n{HATCH}<main>\n<header>\n<h1>{}</h1>\n\
         <p class=\"days\">{} to {}</p>\n",
        escaped(&document.subject.name),
        document.request.from,
        document.request.to
    );
    for line in head_lines(document) {
        let class = if line.starts_with("SIMULATED") { " class=\"simulated\"" } else { "" };
        let _ = writeln!(page, "<p{class}>{}</p>", escaped(&line));
    }
    page.push_str("</header>\n");
    contents(&mut page, document);
    for section in &document.sections {
        section_of(&mut page, section);
    }
    register(&mut page, document);
    page.push_str("</main>\n");
    // A closing tag within the text would end the block early.
    let envelope = serde_json::to_string(&Envelope::of(document)).expect("an envelope is JSON");
    let envelope = envelope.replace("</", "<\\/");
    let _ = writeln!(
        page,
        "<script type=\"application/json\" id=\"bellwether-brief\">{envelope}</script>"
    );
    page.push_str("</body>\n</html>\n");
    page
}

/// The patterns that maps use.
const HATCH: &str = "<svg width=\"0\" height=\"0\" aria-hidden=\"true\" class=\"defs\"><defs>\
<pattern id=\"hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<path class=\"hatchline\" d=\"M0 0V7\"/></pattern>\
<pattern id=\"dense\" width=\"3.5\" height=\"3.5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<path class=\"hatchline\" d=\"M0 0V3.5\"/></pattern></defs></svg>\n";

fn contents(page: &mut String, document: &Document) {
    page.push_str("<nav aria-label=\"Sections\"><ul>\n");
    for section in &document.sections {
        let _ =
            writeln!(page, "<li><a href=\"#{}\">{}</a></li>", section.id, escaped(section.title));
    }
    page.push_str("</ul></nav>\n");
}

fn section_of(page: &mut String, section: &Section) {
    let _ = writeln!(page, "<section id=\"{}\">\n<h2>{}</h2>", section.id, escaped(section.title));
    for block in &section.blocks {
        match block {
            Block::Paragraph(sentences) => paragraph(page, "p", "", sentences),
            Block::Judgement(sentences) => paragraph(page, "p", " class=\"judgement\"", sentences),
            Block::List(points) => {
                page.push_str("<ul>\n");
                points
                    .iter()
                    .for_each(|point| paragraph(page, "li", "", std::slice::from_ref(point)));
                page.push_str("</ul>\n");
            }
            Block::Table(own) => table(page, own),
            Block::Figure(own) => figure(page, own),
        }
    }
    page.push_str("</section>\n");
}

fn paragraph(page: &mut String, tag: &str, class: &str, sentences: &[Sentence]) {
    let all: Vec<String> = sentences.iter().map(|one| inline(one, true)).collect();
    let _ = writeln!(page, "<{tag}{class}>{}</{tag}>", all.join(" "));
}

/// A sentence; its numbers lead to their queries if `linked`.
fn inline(sentence: &Sentence, linked: bool) -> String {
    let mut out = String::new();
    for piece in &sentence.pieces {
        let printed = escaped(&piece.printed());
        match piece {
            Piece::Number { id, .. } if linked && !sentence.quoted => {
                let _ = write!(out, "<a class=\"n\" data-n=\"{id}\" href=\"#{id}\">{printed}</a>");
            }
            Piece::Number { id, .. } => {
                let _ = write!(out, "<span data-n=\"{id}\">{printed}</span>");
            }
            _ => out.push_str(&printed),
        }
    }
    match sentence {
        Sentence { quoted: true, .. } => format!("<q>{out}</q>"),
        // Words that the rules of language do not bind are marked, so that a check of the file knows them.
        Sentence { exempt: true, .. } => format!("<cite>{out}</cite>"),
        _ => out,
    }
}

fn table(page: &mut String, table: &Table) {
    let wide = if table.columns.len() > 9 { " class=\"wide\"" } else { "" };
    let _ = writeln!(
        page,
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{}\"><table{wide}>",
        escaped(&table.caption.text())
    );
    let _ = writeln!(page, "<caption>{}</caption>\n<thead><tr>", inline(&table.caption, false));
    let class = |column: usize| if column >= table.numbers_from { " class=\"num\"" } else { "" };
    for (at, column) in table.columns.iter().enumerate() {
        let _ = write!(page, "<th scope=\"col\"{}>{}</th>", class(at), inline(column, false));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        page.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let words = inline(cell, false);
            if at == 0 {
                // A day is not broken over lines.
                let day = if cell.text().len() <= 12 { " class=\"day\"" } else { "" };
                let _ = write!(page, "<th scope=\"row\"{day}>{words}</th>");
            } else {
                let _ = write!(page, "<td{}>{words}</td>", class(at));
            }
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table></div>\n");
}

fn figure(page: &mut String, figure: &Figure) {
    let _ = writeln!(
        page,
        "<figure>\n{}\n<figcaption>{}</figcaption>\n</figure>",
        figure.drawing.inline(),
        inline(&figure.caption, true)
    );
    table(page, &figure.table);
}

/// The numbers and their queries, folded away on a screen and left out on paper.
fn register(page: &mut String, document: &Document) {
    let register = &document.register;
    let _ = write!(
        page,
        "<section id=\"numbers\"><h2>Numbers and their queries</h2>\n<p>Every number of this brief is the answer to \
         a query to the store named above. The command <code>bellwether verify FILE</code> asks all of them again, \
         without a network, and names those that differ.</p>\n<details><summary>The queries</summary>\n<table>\
         <thead><tr><th scope=\"col\">Number</th><th scope=\"col\">Query</th></tr></thead>\n<tbody>\n"
    );
    for number in &register.numbers {
        let words = escaped(&query_words(&number.query, register, &document.request));
        let _ = writeln!(
            page,
            "<tr id=\"{0}\"><th scope=\"row\">{0}</th><td>{words}</td></tr>",
            number.id
        );
    }
    page.push_str("</tbody></table></details></section>\n");
}
