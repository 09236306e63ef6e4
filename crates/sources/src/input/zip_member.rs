//! The one data member of a ZIP archive, streamed, its checksum checked at its end.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use bellwether_model::Limits;
use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::start_error;
use crate::SourceError;

/// Where the one data member lies.
pub(super) struct Member {
    pub(super) name: String,
    start: u64,
    compressed: u64,
    crc: u32,
    method: CompressionMethod,
}

/// Names that accompany data in an archive and are none.
fn is_data(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    let document = [".pdf", ".md", ".html", ".htm", ".doc", ".docx", ".rtf"];
    !(name.ends_with('/')
        || name.starts_with("__MACOSX/")
        || base.starts_with('.')
        || base.starts_with("readme")
        || base.starts_with("license")
        || base.starts_with("licence")
        || document.iter().any(|ending| base.ends_with(ending)))
}

/// The number of entries that the end of the archive declares, read before anything is allocated
/// for them; 65,535 stands for "that many or more".
fn declared_entries(file: &mut File) -> io::Result<Option<u16>> {
    let size = file.seek(SeekFrom::End(0))?;
    let tail = size.min(65_557);
    file.seek(SeekFrom::Start(size - tail))?;
    let mut bytes = Vec::new();
    file.take(tail).read_to_end(&mut bytes)?;
    Ok(memchr::memmem::rfind(&bytes, b"PK\x05\x06")
        .and_then(|at| bytes.get(at + 10..at + 12))
        .map(|two| u16::from_le_bytes([two[0], two[1]])))
}

/// Whether the archive is a workbook.
pub(super) fn is_workbook(path: &Path, limits: &Limits) -> Result<bool, SourceError> {
    let names = names_of(&open(path, limits)?);
    Ok(super::workbook::is_workbook(&names))
}

/// The names of the members, in order; one that is no text is empty.
fn names_of(archive: &ZipArchive<File>) -> Vec<String> {
    archive
        .file_names()
        .map(|name| name.map(std::borrow::Cow::into_owned).unwrap_or_default())
        .collect()
}

/// The archive, if it does not have too many members.
fn open(path: &Path, limits: &Limits) -> Result<ZipArchive<File>, SourceError> {
    let refuse = |reason: String| SourceError::Archive { path: path.to_owned(), reason };
    let failed = |error| SourceError::Io { path: path.to_owned(), error };
    let mut file = File::open(path).map_err(failed)?;
    let declared = declared_entries(&mut file).map_err(failed)?.unwrap_or(0);
    if usize::from(declared) > limits.archive_entries {
        return Err(refuse(format!(
            "it has {declared} or more members, above the limit of {}",
            limits.archive_entries
        )));
    }
    ZipArchive::new(file).map_err(|error| refuse(error.to_string()))
}

/// Finds the one data member and refuses what cannot be read safely.
pub(super) fn find(path: &Path, limits: &Limits) -> Result<Member, SourceError> {
    let refuse = |reason: String| SourceError::Archive { path: path.to_owned(), reason };
    let mut archive = open(path, limits)?;
    let names = names_of(&archive);
    if names.iter().any(|name| name == "[Content_Types].xml") {
        return Err(refuse(
            "it is an Office document, but no workbook; save the table as UTF-8 CSV".into(),
        ));
    }
    let data: Vec<usize> = (0..names.len()).filter(|i| is_data(&names[*i])).collect();
    let [index] = data.as_slice() else {
        let listed: Vec<&str> = data.iter().take(5).map(|i| names[*i].as_str()).collect();
        return Err(refuse(format!(
            "it must have exactly one data member and has {} ({}); unpack it and bring in the one you want",
            data.len(),
            listed.join(", ")
        )));
    };
    let entry = archive.by_index_raw(*index).map_err(|error| refuse(error.to_string()))?;
    if entry.encrypted() {
        return Err(refuse("its member is encrypted; unpack it with its password".into()));
    }
    let method = entry.compression();
    if !matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated) {
        return Err(refuse(format!("its member is packed with {method}; pack it with deflate")));
    }
    let start = entry.data_start().ok_or_else(|| refuse("its member has no data".into()))?;
    Ok(Member {
        name: names[*index].clone(),
        start,
        compressed: entry.compressed_size(),
        crc: entry.crc32(),
        method,
    })
}

impl Member {
    /// The member's content out of the archive's bytes, which are read from their beginning so that
    /// all of them are hashed.
    pub(super) fn stream(
        self,
        path: &Path,
        mut raw: impl Read + Send + 'static,
    ) -> Result<Box<dyn Read + Send>, SourceError> {
        io::copy(&mut raw.by_ref().take(self.start), &mut io::sink())
            .map_err(|error| start_error(path, error))?;
        let data = io::BufReader::with_capacity(256 << 10, raw.take(self.compressed));
        let content: Box<dyn Read + Send> = match self.method {
            CompressionMethod::Stored => Box::new(data),
            _ => Box::new(DeflateDecoder::new(data)),
        };
        Ok(Box::new(Checked { inner: content, crc: Crc::new(), expected: self.crc }))
    }
}

/// Compares the checksum when the content ends.
struct Checked {
    inner: Box<dyn Read + Send>,
    crc: Crc,
    expected: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        if got > 0 || buffer.is_empty() {
            self.crc.update(&buffer[..got]);
        } else if self.crc.sum() != self.expected {
            let message = "the content does not have the checksum that the archive declares";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(got)
    }
}
