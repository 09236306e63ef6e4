//! What a PDF would become, before anything of it is unpacked.

use crate::input::limits::{InputError, InputLimits};
use flate2::read::ZlibDecoder;
use std::io::Read;

/// Bytes before `stream` in which its dictionary must begin.
const DICTIONARY_MAX: usize = 8 << 10;

/// Looks at each stream of a file by its dictionary and counts what its bytes become. Only streams that lie as
/// they are or were packed once by Flate (besides text forms of bytes, which do not grow) are let through: the
/// reader of the file unpacks what it likes, so it must not be given what grows without our counting it.
///
/// # Errors
/// Together they become more than the limit, are packed in another way, or the file is encrypted.
pub(super) fn check(bytes: &[u8], limits: &InputLimits) -> Result<(), InputError> {
    if find(bytes, b"/Encrypt").is_some() {
        return Err(refused("it is encrypted; give it without a password"));
    }
    let (mut from, mut total) = (0, 0);
    while let Some(found) = find(&bytes[from..], b"stream") {
        let at = from + found;
        from = at + b"stream".len();
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        let dictionary = dictionary(&bytes[..at]);
        check_filters(dictionary)?;
        let data = &bytes[from..];
        let line = data.iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        total += unpacked(&data[line..], limits.pdf_stream_bytes.saturating_sub(total));
        limits.check("unpacked bytes of the PDF", total, limits.pdf_stream_bytes)?;
    }
    Ok(())
}

fn refused(why: &str) -> InputError {
    InputError::Pdf(why.to_owned())
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// The words between the beginning of the object and its stream.
fn dictionary(before: &[u8]) -> &[u8] {
    let near = &before[before.len().saturating_sub(DICTIONARY_MAX)..];
    let start = near.windows(4).rposition(|window| window == b" obj");
    &near[start.map_or(0, |start| start + 4)..]
}

/// Names of filters must stand there as they are, and at most one of them may make more of what it is given.
fn check_filters(dictionary: &[u8]) -> Result<(), InputError> {
    const OTHER: [&[u8]; 4] = [b"LZW", b"RunLength", b"/RL", b"Crypt"];
    let escaped = dictionary.contains(&b'#');
    let count = |name: &[u8]| dictionary.windows(name.len()).filter(|at| *at == name).count();
    let flates =
        count(b"/FlateDecode") + count(b"/Fl ") + count(b"/Fl]") + count(b"/Fl/") + count(b"/Fl>");
    let referred =
        dictionary.windows(7).enumerate().filter(|(_, at)| *at == b"/Filter").any(|(at, _)| {
            let value = dictionary[at + 7..].iter().find(|byte| !byte.is_ascii_whitespace());
            !matches!(value, Some(b'/' | b'['))
        });
    if escaped || referred || flates > 1 || OTHER.iter().any(|name| count(name) > 0) {
        return Err(refused(
            "its streams are packed in a way that is not read; print it to PDF again",
        ));
    }
    Ok(())
}

/// What some bytes become under Flate, up to about `most`, with what was read for it: streams within streams
/// are so counted as often as they are read.
fn unpacked(data: &[u8], most: usize) -> usize {
    let mut reader = ZlibDecoder::new(data);
    let (mut piece, mut total) = ([0; 16 << 10], 0);
    while total <= most {
        match reader.read(&mut piece) {
            Ok(0) | Err(_) => break,
            Ok(read) => total += read,
        }
    }
    total.saturating_add(usize::try_from(reader.total_in()).unwrap_or(usize::MAX))
}
