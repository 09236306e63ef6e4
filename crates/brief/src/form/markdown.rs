//! CommonMark with tables. A number is a link to its query, which is how it is read back.

use std::fmt::Write as _;

use super::{Envelope, head_lines, query_words};
use crate::document::{Block, Document, Piece, Sentence, Table};

/// The line before the register.
pub(crate) const FENCE: &str = "```json bellwether-brief";

/// The document as Markdown. Charts are their tables.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let mut page = format!("# {}\n\n", escaped(&document.title()));
    for line in head_lines(document) {
        let _ = writeln!(page, "{}  ", escaped(&line));
    }
    for section in &document.sections {
        let _ = write!(page, "\n## {}\n\n", section.title);
        for block in &section.blocks {
            match block {
                Block::Paragraph(sentences) => {
                    let _ = write!(page, "{}\n\n", joined(sentences));
                }
                Block::Judgement(sentences) => {
                    let _ = write!(page, "**Judgement.** {}\n\n", joined(sentences));
                }
                Block::List(points) => {
                    points.iter().for_each(|point| {
                        let _ = writeln!(page, "- {}", inline(point));
                    });
                    page.push('\n');
                }
                Block::Table(own) => table(&mut page, own),
                Block::Figure(figure) => {
                    let _ = write!(page, "{}\n\n", inline(&figure.caption));
                    table(&mut page, &figure.table);
                }
            }
        }
    }
    register(&mut page, document);
    page
}

fn joined(sentences: &[Sentence]) -> String {
    sentences.iter().map(inline).collect::<Vec<_>>().join(" ")
}

fn inline(sentence: &Sentence) -> String {
    let mut out = String::new();
    for piece in &sentence.pieces {
        let printed = escaped(&piece.printed());
        match piece {
            Piece::Number { id, .. } => {
                let _ = write!(out, "[{printed}](#{id})");
            }
            _ => out.push_str(&printed),
        }
    }
    match sentence {
        Sentence { quoted: true, .. } => format!("“{out}”"),
        Sentence { exempt: true, .. } => format!("<cite>{out}</cite>"),
        _ => out,
    }
}

/// Text whose signs mean nothing to Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '[' | ']' | '|' | '*' | '_' | '<' | '>' | '`' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn table(page: &mut String, table: &Table) {
    let _ = write!(page, "{}\n\n|", inline(&table.caption));
    for column in &table.columns {
        let _ = write!(page, " {} |", inline(column));
    }
    page.push_str("\n|");
    for at in 0..table.columns.len() {
        page.push_str(if at >= table.numbers_from { " ---: |" } else { " --- |" });
    }
    page.push('\n');
    for row in &table.rows {
        page.push('|');
        for cell in row {
            let _ = write!(page, " {} |", inline(cell));
        }
        page.push('\n');
    }
    page.push('\n');
}

fn register(page: &mut String, document: &Document) {
    page.push_str(
        "\n## Numbers and their queries\n\nEvery number of this brief is the answer to a query to the store named \
         above. The command `bellwether verify FILE` asks all of them again, without a network, and names those that \
         differ.\n\n| Number | Query |\n| --- | --- |\n",
    );
    for number in &document.register.numbers {
        let words = query_words(&number.query, &document.register, &document.request);
        let _ = writeln!(page, "| <a id=\"{0}\"></a>{0} | {1} |", number.id, escaped(&words));
    }
    let envelope = serde_json::to_string(&Envelope::of(document)).expect("an envelope is JSON");
    let _ = write!(page, "\n{FENCE}\n{envelope}\n```\n");
}
