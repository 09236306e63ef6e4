//! One object for programs. A sentence is a list of words and numbers; a number stands as its id and what is printed.

use serde_json::{Value, json as object};

use super::{Envelope, head_lines};
use crate::document::{Block, Document, Piece, Sentence, Table};

/// The document as JSON.
#[must_use]
pub fn json(document: &Document) -> String {
    let envelope = Envelope::of(document);
    let sections: Vec<Value> = document
        .sections
        .iter()
        .map(|section| {
            let blocks: Vec<Value> = section.blocks.iter().map(block).collect();
            object!({ "id": section.id, "title": section.title, "blocks": blocks })
        })
        .collect();
    let whole = object!({
        "bellwether_brief": envelope.bellwether_brief,
        "title": document.title(),
        "head": head_lines(document),
        "subject": { "id": document.subject.id, "name": document.subject.name, "simulated": document.subject.simulated },
        "request": envelope.request,
        "sections": sections,
        "register": envelope.register,
    });
    let mut text = serde_json::to_string_pretty(&whole).expect("a brief is JSON");
    text.push('\n');
    text
}

fn block(block: &Block) -> Value {
    match block {
        Block::Paragraph(sentences) => {
            object!({ "kind": "paragraph", "sentences": all(sentences) })
        }
        Block::Judgement(sentences) => {
            object!({ "kind": "judgement", "sentences": all(sentences) })
        }
        Block::List(points) => object!({ "kind": "list", "points": all(points) }),
        Block::Table(own) => table("table", own),
        Block::Figure(figure) => {
            let mut value = table("figure", &figure.table);
            value["shows"] = pieces(&figure.caption);
            value
        }
    }
}

fn table(kind: &str, table: &Table) -> Value {
    let rows: Vec<Value> = table.rows.iter().map(|row| all(row)).collect();
    object!({
        "kind": kind, "caption": pieces(&table.caption), "columns": all(&table.columns), "rows": rows,
    })
}

fn all(sentences: &[Sentence]) -> Value {
    sentences.iter().map(pieces).collect()
}

fn pieces(sentence: &Sentence) -> Value {
    let mut list: Vec<Value> = Vec::new();
    let mut words = String::new();
    for piece in &sentence.pieces {
        match piece {
            Piece::Number { id, printed } => {
                if !words.is_empty() {
                    list.push(Value::from(std::mem::take(&mut words)));
                }
                list.push(object!({ "n": id, "printed": printed }));
            }
            other => words.push_str(&other.printed()),
        }
    }
    if !words.is_empty() {
        list.push(Value::from(words));
    }
    match sentence {
        Sentence { quoted: true, .. } => object!({ "quoted": list }),
        Sentence { exempt: true, .. } => object!({ "exempt": list }),
        _ => Value::from(list),
    }
}
