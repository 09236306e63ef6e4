//! From a path to a stream of text: opening, hashing, decompressing, transcoding, all under limits.
//!
//! The container is told from the first bytes, never from the name. Whatever is read from the disk
//! passes through one [`Tap`], which counts and hashes it.

mod bounded;
mod container;
mod tap;
mod utf16;
mod workbook;
mod zip_member;

use std::io::{self, Read};
use std::path::Path;

use bellwether_model::Limits;

use crate::SourceError;
pub use container::Container;
pub(crate) use tap::Tap;
pub(crate) use workbook::open_in as open_workbook;

/// An opened file: its text as UTF-8 (or what claims to be), without a byte order mark.
pub(crate) struct Input {
    /// The text, from its first character on.
    pub(crate) text: Box<dyn Read + Send>,
    /// What was read from the disk so far.
    pub(crate) tap: Tap,
    /// How it was packed.
    pub(crate) container: Container,
    /// The name of the member that holds the text, in an archive.
    pub(crate) member: Option<String>,
    /// What the encoding mark says, when it is not plain UTF-8.
    pub(crate) mark: Option<&'static str>,
}

/// The kinds of file that are recognised only to be refused, by their first bytes.
const BINARY: [(&[u8], &str); 5] = [
    (b"PAR1", "a Parquet file"),
    (b"%PDF", "a PDF document"),
    (b"\xD0\xCF\x11\xE0", "an old Excel or Word document"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x89HDF", "an HDF5 file"),
];

impl Input {
    /// Opens a file and gets ready to read its text.
    pub(crate) fn open(path: &Path, limits: &Limits) -> Result<Self, SourceError> {
        let tap = Tap::open(path)?;
        let container::Opened { mut stream, container, member } =
            container::open(path, &tap, limits)?;
        // What lies there unpacked is held to the limit for what a packed file may expand to.
        let packed = container != Container::Plain;
        let limit = if packed { limits.input_bytes } else { limits.expanded_bytes };
        if tap.total() > limit {
            let (path, seen) = (path.to_owned(), tap.total());
            return Err(SourceError::InputTooLarge { path, seen, limit });
        }
        let mut head = Vec::with_capacity(512);
        read_up_to(&mut stream, &mut head, 512).map_err(|error| start_error(path, error))?;
        if container != Container::Plain
            && let Some(inner) = container::packed(&head)
        {
            return Err(SourceError::NestedArchive { path: path.to_owned(), inner });
        }
        if head.get(257..262) == Some(b"ustar") {
            return Err(SourceError::NestedArchive { path: path.to_owned(), inner: "tar" });
        }
        if let Some((_, reason)) = BINARY.iter().find(|(magic, _)| head.starts_with(magic)) {
            return Err(SourceError::NotText { path: path.to_owned(), reason });
        }
        let (skip, mark, order) = match head.as_slice() {
            [0xEF, 0xBB, 0xBF, ..] => (3, Some("UTF-8 byte order mark"), None),
            [0xFF, 0xFE, ..] => (2, Some("UTF-16, little-endian"), Some(utf16::Order::Little)),
            [0xFE, 0xFF, ..] => (2, Some("UTF-16, big-endian"), Some(utf16::Order::Big)),
            _ => (0, None, None),
        };
        let rest = io::Cursor::new(head.split_off(skip)).chain(stream);
        let text: Box<dyn Read + Send> = match order {
            None => Box::new(rest),
            Some(order) => Box::new(utf16::Utf16Reader::new(rest, order)),
        };
        Ok(Self { text, tap, container, member, mark })
    }
}

/// An error before anything was read: a limit keeps its own words, anything else is damage.
pub(crate) fn start_error(path: &Path, error: io::Error) -> SourceError {
    match bounded::limit_of(&error) {
        Some(limit) => limit.into(),
        None => SourceError::Damaged { path: path.to_owned(), reason: error.to_string() },
    }
}

/// An error in the middle: `Ok` with words for damage, `Err` for a limit.
pub(crate) fn stream_error(error: &io::Error) -> Result<String, SourceError> {
    bounded::limit_of(error).map_or_else(|| Ok(error.to_string()), |limit| Err(limit.into()))
}

/// Reads until `buffer` has `size` bytes or the stream ends; true when it has ended.
pub(crate) fn read_up_to(
    reader: &mut dyn Read,
    buffer: &mut Vec<u8>,
    size: usize,
) -> io::Result<bool> {
    let missing = size.saturating_sub(buffer.len());
    let got = reader.take(missing as u64).read_to_end(buffer)?;
    Ok(got < missing)
}
