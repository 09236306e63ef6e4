//! A PDF into its text.
//!
//! The file's objects are read by `hayro-syntax`; letters, lines and paragraphs are ours. Bytes of the document's
//! text are bytes of the text that was taken out, as a PDF has no place where a word stands as it is read.
//! Scanned pages have no text; text within forms that pages share is not read.

mod cmap;
mod font;
mod guard;
mod lines;
mod page;

use super::document::Document;
use super::limits::{InputError, InputLimits};
use font::Font;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Stream};
use hayro_syntax::page::Page;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Fonts of a page.
const FONTS_MAX: usize = 256;

/// Reads a PDF. A reader that breaks off over a broken file costs the file and not the process.
///
/// # Errors
/// It is no PDF, is encrypted or packed in an uncommon way, is above a limit, or holds no text.
pub(super) fn read(bytes: &[u8], limits: &InputLimits) -> Result<Document, InputError> {
    limits.check("PDF bytes", bytes.len(), limits.pdf_bytes)?;
    guard::check(bytes, limits)?;
    let read = catch_unwind(AssertUnwindSafe(|| text(bytes, limits)));
    let text = read.unwrap_or_else(|_| Err(broken()))?;
    if text.trim().is_empty() {
        return Err(InputError::Pdf(
            "it holds no text; scanned pages need recognition first".to_owned(),
        ));
    }
    Ok(Document::plain(text, 0))
}

fn broken() -> InputError {
    InputError::Pdf("it is broken; open it in a viewer and print it to PDF again".to_owned())
}

fn text(bytes: &[u8], limits: &InputLimits) -> Result<String, InputError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|_| broken())?;
    let pages = pdf.pages();
    limits.check("pages of the PDF", pages.len(), limits.pdf_pages)?;
    let (mut unpacked, mut all) = (0, Vec::new());
    for page in pages.iter() {
        let data = content(page, &mut unpacked, limits)?;
        let fonts = fonts(page, &mut unpacked, limits)?;
        all.push(page::lines(&data, &fonts, limits.article_bytes));
        let long = all.iter().flatten().map(|line| line.text.len()).sum();
        limits.check("article bytes", long, limits.article_bytes)?;
    }
    Ok(lines::text(all))
}

/// The operators of a page. The same stream may stand in many places, so each time counts.
fn content(
    page: &Page<'_>,
    unpacked: &mut usize,
    limits: &InputLimits,
) -> Result<Vec<u8>, InputError> {
    let dict = page.raw();
    let streams: Box<dyn Iterator<Item = Stream<'_>>> = match dict.get::<Stream<'_>>("Contents") {
        Some(stream) => Box::new(std::iter::once(stream)),
        None => Box::new(
            dict.get::<Array<'_>>("Contents").into_iter().flat_map(|all| all.iter::<Stream<'_>>()),
        ),
    };
    let mut data = Vec::new();
    for stream in streams {
        let piece = stream.decoded_data().unwrap_or_default();
        *unpacked += piece.len() + 1;
        limits.check("unpacked bytes of the PDF", *unpacked, limits.pdf_stream_bytes)?;
        data.extend_from_slice(&piece);
        data.push(b' ');
    }
    Ok(data)
}

fn fonts(
    page: &Page<'_>,
    unpacked: &mut usize,
    limits: &InputLimits,
) -> Result<BTreeMap<String, Font>, InputError> {
    let mut fonts = BTreeMap::new();
    let dict: &Dict<'_> = &page.resources().fonts;
    for name in dict.keys().take(FONTS_MAX) {
        if let Some(font) = dict.get::<Dict<'_>>(name.as_str()) {
            let table = font.get::<Stream<'_>>("ToUnicode");
            let table = table.and_then(|stream| Some(stream.decoded_data().ok()?.into_owned()));
            *unpacked += table.as_ref().map_or(0, Vec::len);
            limits.check("unpacked bytes of the PDF", *unpacked, limits.pdf_stream_bytes)?;
            fonts.insert(name.as_str().to_owned(), Font::read(&font, table.as_deref()));
        }
    }
    Ok(fonts)
}
