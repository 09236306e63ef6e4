//! Files to texts, some at a time, so that a folder of any size takes the memory of a few of its files.

use std::collections::VecDeque;
use std::io::Read;
use std::path::{Path, PathBuf};

use bellwether_coder::input::{self, Form, INPUT_LIMITS};

use super::Text;
use crate::failure::Failure;
use crate::session::Session;
use crate::threads::{in_order, threads};

/// Bytes of files that are read at a time, but for a single one that has more.
const BYTES_AT_ONCE: u64 = 32 << 20;
/// Files that are read at a time.
const FILES_AT_ONCE: usize = 256;

/// The files, with those of folders and the folders in them in the order of their names. Hidden files are left out.
pub(super) fn files(given: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut all = Vec::new();
    for path in given {
        if !path.is_dir() {
            all.push(path.clone());
            continue;
        }
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(path).map_err(Failure::io("list", path))? {
            let entry = entry.map_err(Failure::io("list", path))?;
            // A link could lead back up.
            let link = entry.file_type().map_err(Failure::io("list", path))?.is_symlink();
            if !link && !entry.file_name().as_encoded_bytes().starts_with(b".") {
                inside.push(entry.path());
            }
        }
        inside.sort_unstable();
        all.extend(files(&inside)?);
    }
    Ok(all)
}

/// The texts of files, in their order.
pub(super) struct Texts<'s> {
    session: &'s Session,
    files: VecDeque<PathBuf>,
    ready: VecDeque<Result<Text, Failure>>,
}

impl<'s> Texts<'s> {
    pub(super) fn of(session: &'s Session, files: Vec<PathBuf>) -> Self {
        Self { session, files: files.into(), ready: VecDeque::new() }
    }

    /// The next files that are read together.
    fn some(&mut self) -> Vec<PathBuf> {
        let mut some = Vec::new();
        let mut bytes = 0;
        while let Some(path) = self.files.front().filter(|_| some.len() < FILES_AT_ONCE) {
            // Nobody knows how much a pipe will bring.
            let size = std::fs::metadata(path)
                .map_or(0, |found| if found.is_file() { found.len() } else { BYTES_AT_ONCE });
            if !some.is_empty() && bytes + size > BYTES_AT_ONCE {
                break;
            }
            bytes += size;
            some.extend(self.files.pop_front());
        }
        some
    }
}

impl Iterator for Texts<'_> {
    type Item = Result<Text, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() && !self.files.is_empty() {
            let some = self.some();
            for read in in_order(threads(self.session), &some, |path| texts(path)) {
                match read {
                    Ok((texts, faults)) => {
                        faults.iter().for_each(|fault| self.session.say(fault));
                        self.ready.extend(texts.into_iter().map(Ok));
                    }
                    Err(failure) => self.ready.push_back(Err(failure)),
                }
            }
        }
        self.ready.pop_front()
    }
}

/// The texts of one file, and what was left out of it.
fn texts(path: &Path) -> Result<(Vec<Text>, Vec<String>), Failure> {
    let bytes = bytes(path)?;
    let file = path.display().to_string();
    let read = input::contents(&bytes, Form::of(&bytes), None, &INPUT_LIMITS)
        .map_err(|error| Failure::Data(format!("{file}: {error}")))?;
    // A bad line costs itself; where nothing is left, the file is none.
    if let (true, Some(fault)) = (read.documents.is_empty(), read.faults.first()) {
        return Err(Failure::Data(format!("{file}: {fault}")));
    }
    let faults = read.faults.iter().map(|fault| format!("{file}: {fault}; left out")).collect();
    let texts = read.documents.into_iter().enumerate().map(|(number, document)| Text {
        file: file.clone(),
        name: document.id.clone().unwrap_or_else(|| (number + 1).to_string()),
        document,
    });
    Ok((texts.collect(), faults))
}

/// The bytes of a file or of standard input, not more than one byte above what is read of a file.
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let most = INPUT_LIMITS.file_bytes as u64 + 1;
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    }
    .map_err(Failure::io("read", path))?;
    Ok(bytes)
}
