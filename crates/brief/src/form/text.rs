//! Plain text for a terminal. It cannot be verified: its numbers carry no ids.

use std::fmt::Write as _;

use super::head_lines;
use crate::document::{Block, Document, Sentence, Table};

const WIDTH: usize = 100;

/// The document as lines of at most a hundred characters, tables aside.
#[must_use]
pub fn text(document: &Document) -> String {
    let mut page = format!("{}\n", document.title());
    for line in head_lines(document) {
        wrapped(&mut page, "", &line);
    }
    for section in &document.sections {
        let _ = write!(page, "\n{}\n", section.title.to_uppercase());
        for block in &section.blocks {
            match block {
                Block::Paragraph(sentences) => wrapped(&mut page, "  ", &joined(sentences)),
                Block::Judgement(sentences) => wrapped(&mut page, "  > ", &joined(sentences)),
                Block::List(points) => {
                    points.iter().for_each(|point| wrapped(&mut page, "  - ", &spoken(point)));
                }
                Block::Table(own) => table(&mut page, own),
                Block::Figure(figure) => table(&mut page, &figure.table),
            }
        }
    }
    page
}

fn spoken(sentence: &Sentence) -> String {
    let text = sentence.text();
    let text = text.chars().filter(|c| !c.is_control()).collect::<String>();
    if sentence.quoted { format!("“{text}”") } else { text }
}

fn joined(sentences: &[Sentence]) -> String {
    sentences.iter().map(spoken).collect::<Vec<_>>().join(" ")
}

fn wrapped(page: &mut String, indent: &str, text: &str) {
    let mut line = indent.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            let _ = writeln!(page, "{line}");
            line = " ".repeat(indent.chars().count());
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    let _ = writeln!(page, "{line}");
}

fn table(page: &mut String, table: &Table) {
    let head: Vec<String> = table.columns.iter().map(spoken).collect();
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(spoken).collect()).collect();
    let width = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at)).chain(head.get(at));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0).min(44)
    };
    wrapped(page, "  ", &spoken(&table.caption));
    for row in std::iter::once(&head).chain(&rows) {
        let mut line = "   ".to_owned();
        for (at, cell) in row.iter().enumerate() {
            let cell = crate::svg::cut(cell, 44);
            let pad = " ".repeat(width(at).saturating_sub(cell.chars().count()));
            let _ = if at >= table.numbers_from {
                write!(line, " {pad}{cell}")
            } else {
                write!(line, " {cell}{pad}")
            };
        }
        let _ = writeln!(page, "{}", line.trim_end());
    }
}
