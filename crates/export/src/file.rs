//! A file, whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::card::Card;
use crate::error::ExportError;
use crate::format::{Format, Options, companions, write};
use crate::grid::Grid;
use crate::policy::Cleared;

/// Writes rows to a file, and beside it the companions that its form needs. Each file is written under
/// another name in the same folder, synced, and then takes its place, so that a full disk or a crash
/// leaves what stood there before. What is not a regular file (a pipe, a device) is written directly.
/// Gives the paths of all files, the rows' own first.
///
/// # Errors
/// When a file cannot be written, with its path; when the form cannot hold these rows; when the card does
/// not cite a dataset that they come from.
pub fn save(
    path: &Path,
    format: Format,
    rows: &Cleared<Grid>,
    card: &Card,
    options: &Options,
) -> Result<Vec<PathBuf>, ExportError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = companions(format, rows, card, options, &name)?;
    let mut written = vec![path.to_path_buf()];
    let regular = fs::metadata(path).map_or(true, |metadata| metadata.is_file());
    // The rows take their place last: where a companion cannot be written, what stood there still stands,
    // and rows never stand without their citation.
    let rows = prepare(path, |out| write(format, rows, card, options, out))?;
    for (suffix, bytes) in beside.into_iter().filter(|_| regular) {
        let companion = path.with_file_name(format!("{name}{suffix}"));
        place(&companion, |out| Ok(out.write_all(&bytes)?))?;
        written.push(companion);
    }
    settle(rows, path)?;
    Ok(written)
}

/// Puts what `fill` writes at a path, whole or not at all.
pub(crate) fn place(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    settle(prepare(path, fill)?, path)
}

/// Lets what was prepared take its place.
fn settle(prepared: Option<NamedTempFile>, path: &Path) -> Result<(), ExportError> {
    let failed = |source: io::Error| ExportError::File { path: path.to_path_buf(), source };
    prepared.map_or(Ok(()), |temporary| finish(temporary, path).map_err(failed))
}

/// Writes beside a path what is to take its place; nothing is left to take it where the path is a pipe or
/// a device, which is written directly.
fn prepare(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
) -> Result<Option<NamedTempFile>, ExportError> {
    let failed = |source: io::Error| ExportError::File { path: path.to_path_buf(), source };
    let named = |error: ExportError| match error {
        ExportError::Write(source) => failed(source),
        // The Parquet and XLSX libraries wrap what the disk said.
        other => other,
    };
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        let mut out = BufWriter::new(OpenOptions::new().write(true).open(path).map_err(failed)?);
        fill(&mut out).map_err(named)?;
        out.flush().map_err(failed)?;
        return Ok(None);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let temporary = NamedTempFile::new_in(folder).map_err(failed)?;
    let mut out = BufWriter::new(temporary);
    fill(&mut out).map_err(named)?;
    let temporary = out.into_inner().map_err(|error| failed(error.into_error()))?;
    Ok(Some(temporary))
}

fn finish(temporary: NamedTempFile, path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // A temporary file is private; an export gets the mode of what it replaces, else the usual one.
        let old = fs::metadata(path).map(|metadata| metadata.permissions());
        let mode = old.unwrap_or_else(|_| fs::Permissions::from_mode(0o644));
        temporary.as_file().set_permissions(mode)?;
    }
    temporary.as_file().sync_all()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    temporary.persist(path).map_err(|error| error.error)?;
    if cfg!(unix) {
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{card, cleared};

    fn save_as(path: &Path, format: Format) -> Result<Vec<PathBuf>, ExportError> {
        save(path, format, &cleared(), &card(), &Options::default())
    }

    const FOR_ROWS: [Format; 7] = [
        Format::Csv,
        Format::Ndjson,
        Format::Json,
        Format::Geojson,
        Format::Geoparquet,
        Format::Parquet,
        Format::Xlsx,
    ];

    #[test]
    fn a_csv_file_has_its_card_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("events.csv");
        let files = save_as(&path, Format::Csv).expect("written");
        assert_eq!(files[1].file_name().expect("a name"), "events.csv-metadata.json");
        let metadata = fs::read_to_string(&files[1]).expect("readable");
        assert!(metadata.contains("\"url\": \"events.csv\""));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_an_error_that_names_the_path() {
        for format in FOR_ROWS {
            let error = save_as(Path::new("/dev/full"), format).expect_err("no space");
            let words = error.to_string();
            assert!(words.starts_with("cannot write /dev/full:"), "{format}: {words}");
            assert!(words.contains("No space left"), "{format}: {words}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_that_cannot_be_written_is_an_error_that_names_the_path() {
        // The kernel's own folder is read-only for everybody, also for those who may do everything.
        let path = Path::new("/proc/events.csv");
        for format in FOR_ROWS {
            let words = save_as(path, format).expect_err("read-only").to_string();
            assert!(words.starts_with("cannot write /proc/events.csv:"), "{format}: {words}");
        }
    }

    #[test]
    fn what_stood_there_before_still_stands_when_writing_fails() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("events.csv");
        fs::write(&path, "before").expect("written");
        let error = place(&path, |out| {
            out.write_all(b"half of it")?;
            Err(io::Error::from(io::ErrorKind::StorageFull).into())
        });
        assert!(matches!(error, Err(ExportError::File { .. })));
        assert_eq!(fs::read_to_string(&path).expect("readable"), "before");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
