//! The same article in other dress.

use bellwether_coder::input::{Document, Form, INPUT_LIMITS, read};

/// Ways to write an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dress {
    Capitals,
    BrokenLines,
    Page,
    Windows1252,
}

/// All of them.
pub(crate) const DRESSES: [Dress; 4] =
    [Dress::Capitals, Dress::BrokenLines, Dress::Page, Dress::Windows1252];

/// The article as a file in this dress would be read.
pub(crate) fn dressed(document: &Document, dress: Dress) -> Document {
    let text = &document.text;
    let (bytes, form) = match dress {
        Dress::Capitals => (text.to_uppercase().into_bytes(), Form::Text),
        Dress::BrokenLines => (broken(text).into_bytes(), Form::Text),
        Dress::Page => (page(document).into_bytes(), Form::Html),
        Dress::Windows1252 => (windows(text), Form::Text),
    };
    assert_eq!(Form::of(&bytes), form, "{dress:?}");
    let date = document.date;
    read(&bytes, form, date, &INPUT_LIMITS).expect("an article").remove(0)
}

/// Lines of sixty characters at most, paragraphs with an empty line between them.
fn broken(text: &str) -> String {
    let mut out = String::new();
    for paragraph in text.split("\n\n") {
        let mut length = 0;
        for word in paragraph.split_whitespace() {
            if length > 0 && length + word.len() >= 60 {
                out.push_str("\r\n");
                length = 0;
            } else if length > 0 {
                out.push(' ');
            }
            out.push_str(word);
            length += word.len() + 1;
        }
        out.push_str("\r\n\r\n");
    }
    out
}

fn page(document: &Document) -> String {
    let title = document.title.as_deref().unwrap_or_default();
    let paragraphs: String =
        document.text.split("\n\n").map(|text| format!("<p>{}</p>\n", escaped(text))).collect();
    format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{title}</title><script>track('<p>killed 99</p>')</script>\
         <style>p {{ color: red }}</style></head><body><div id=cookie-banner class=\"cookie consent modal\"><p>We and our \
         partners use cookies. Five attacks on your privacy were blocked today.</p><button>Accept all</button></div><header>\
         <nav><ul><li><a href=/>Home</a></li><li><a href=/war>Bomb kills 40 in the north</a></li><li><a href=/sport>Sport</a>\
         </li></ul></nav></header><main><article><h1>{title}</h1>\n{paragraphs}</article></main><aside><h3>Most read</h3><ul>\
         <li><a href=/1>Gunmen kill 12 villagers near the lake</a></li><li><a href=/2>Suicide bomber kills 30</a></li></ul>\
         </aside><footer><p>All rights reserved.</p></footer></body></html>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\'', "&rsquo;")
}

/// In the encoding of many older sites, with its own quotes and dashes.
fn windows(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        '\'' => 0x92,
        ' ' => b' ',
        c => u8::try_from(u32::from(c)).unwrap_or(b'?'),
    };
    let mut bytes: Vec<u8> = text.chars().map(byte).collect();
    // At least one byte that is no UTF-8, whatever the article has.
    bytes.extend_from_slice(b"\n\nThe caf\xe9 was closed.");
    bytes
}
