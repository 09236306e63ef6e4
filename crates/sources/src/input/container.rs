//! How a file is packed, told from its first bytes.

use std::io::{BufReader, Cursor, Read};
use std::path::Path;

use bellwether_model::Limits;
use flate2::read::MultiGzDecoder;

use super::bounded::Bounded;
use super::{Tap, read_up_to, start_error, workbook, zip_member};
use crate::SourceError;

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// Not at all.
    Plain,
    /// gzip, one or more members.
    Gzip,
    /// One member of a ZIP archive.
    Zip,
    /// Zstandard.
    Zstd,
    /// A sheet of an Office Open XML workbook.
    Workbook,
}

/// A stream ready to be read.
pub(super) struct Opened {
    pub(super) stream: Box<dyn Read + Send>,
    pub(super) container: Container,
    pub(super) member: Option<String>,
}

/// The name of the packing that these first bytes speak of.
pub(super) fn packed(head: &[u8]) -> Option<&'static str> {
    match head {
        [0x1F, 0x8B, ..] => Some("gzip"),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some("zip"),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Some("zstd"),
        [b'B', b'Z', b'h', ..] => Some("bzip2"),
        [0xFD, b'7', b'z', b'X', b'Z', ..] => Some("xz"),
        [b'7', b'z', 0xBC, 0xAF, ..] => Some("7z"),
        [b'R', b'a', b'r', b'!', ..] => Some("rar"),
        _ => None,
    }
}

/// Looks at the first bytes and puts the right decoder in the way.
pub(super) fn open(path: &Path, tap: &Tap, limits: &Limits) -> Result<Opened, SourceError> {
    let mut tapped = tap.clone();
    let mut head = Vec::with_capacity(8);
    read_up_to(&mut tapped, &mut head, 8).map_err(|error| start_error(path, error))?;
    let kind = packed(&head);
    let raw = Cursor::new(head).chain(tapped);
    let buffered = |raw| BufReader::with_capacity(256 << 10, raw);
    let (stream, container, member): (Box<dyn Read + Send>, _, _) = match kind {
        None => (Box::new(raw), Container::Plain, None),
        Some("gzip") => (Box::new(MultiGzDecoder::new(buffered(raw))), Container::Gzip, None),
        Some("zstd") => {
            let mut decoder = zstd::Decoder::with_buffer(buffered(raw))
                .map_err(|error| start_error(path, error))?;
            // 128 MiB of window at most: a frame may otherwise ask for gigabytes.
            decoder.window_log_max(27).map_err(|error| start_error(path, error))?;
            (Box::new(decoder), Container::Zstd, None)
        }
        Some("zip") if zip_member::is_workbook(path, limits)? => {
            let sheet = workbook::open(path, limits)?;
            let name = format!("sheet {}", sheet.name);
            // The parts were held against the limits when they were looked over.
            return Ok(Opened {
                stream: sheet.text,
                container: Container::Workbook,
                member: Some(name),
            });
        }
        Some("zip") => {
            let member = zip_member::find(path, limits)?;
            let name = member.name.clone();
            let stream = member.stream(path, raw)?;
            (stream, Container::Zip, Some(name))
        }
        Some(other) => {
            return Err(SourceError::Archive {
                path: path.to_owned(),
                reason: format!(
                    "{other} is not supported; unpack it, or pack it with gzip, zip or zstd"
                ),
            });
        }
    };
    let stream = Box::new(Bounded::new(stream, tap.counter(), limits));
    Ok(Opened { stream, container, member })
}
