//! A file under construction.

use std::{
    fs::File,
    io::{BufWriter, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use bellwether_model::Date;

use crate::{SimulateError, SourceFile};

/// An open file that counts its rows.
#[derive(Debug)]
pub(crate) struct Out {
    path: PathBuf,
    out: BufWriter<File>,
    pub(crate) rows: u64,
}

impl Out {
    /// Creates a file with these first bytes.
    ///
    /// # Errors
    /// When it cannot be created.
    pub(crate) fn create(path: PathBuf, head: &str) -> Result<Self, SimulateError> {
        let file = File::create(&path).map_err(SimulateError::write(&path))?;
        let mut out = Self { path, out: BufWriter::with_capacity(1 << 17, file), rows: 0 };
        out.put(head.as_bytes())?;
        Ok(out)
    }

    /// Appends bytes.
    ///
    /// # Errors
    /// When they cannot be written.
    pub(crate) fn put(&mut self, bytes: &[u8]) -> Result<(), SimulateError> {
        self.out.write_all(bytes).map_err(SimulateError::write(&self.path))
    }

    /// Appends so many rows.
    ///
    /// # Errors
    /// When they cannot be written.
    pub(crate) fn rows(&mut self, bytes: &[u8], rows: u64) -> Result<(), SimulateError> {
        self.rows += rows;
        self.put(bytes)
    }

    /// Writes over what stands at an offset from the beginning.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn patch(&mut self, offset: u64, bytes: &[u8]) -> Result<(), SimulateError> {
        let mut patch = || {
            self.out.seek(SeekFrom::Start(offset))?;
            self.out.write_all(bytes)?;
            self.out.seek(SeekFrom::End(0))
        };
        patch().map(|_| ()).map_err(SimulateError::write(&self.path))
    }

    /// Completes the file and tells what it is.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn finish(
        mut self,
        shape: &'static str,
        label: String,
        published: Date,
    ) -> Result<SourceFile, SimulateError> {
        self.out.flush().map_err(SimulateError::write(&self.path))?;
        Ok(SourceFile { path: self.path, shape, label, published, rows: self.rows })
    }
}

/// Makes a folder.
///
/// # Errors
/// When it cannot be made.
pub(crate) fn folder(dir: &Path) -> Result<(), SimulateError> {
    std::fs::create_dir_all(dir).map_err(SimulateError::write(dir))
}
