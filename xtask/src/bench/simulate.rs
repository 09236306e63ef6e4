//! `bench simulate`: a simulated world written twice; the same seed must give the same bytes.

use std::fs;
use std::io::{BufReader, Read};
use std::path::Path;

use super::measure::{Measured, data_folder, measured};
use super::options::Options;
use super::program;
use super::table::{last_line, markdown, thousands};
use super::world::{empty, files_under, find_ged, lines_below_header, simulate_arguments};
use crate::failure::{Failure, Outcome};
use crate::out;

/// Measures all sizes.
pub(crate) fn run(options: &Options) -> Outcome {
    let program = program::released()?;
    let folders = [data_folder()?.join("simulate-a"), data_folder()?.join("simulate-b")];
    let mut cells = Vec::new();
    let mut summaries = Vec::new();
    for size in options.sizes() {
        let first = write(&program, size, &folders[0])?;
        let second = write(&program, size, &folders[1])?;
        let rows = lines_below_header(&find_ged(&folders[0])?)?;
        let same = same_bytes(&folders[0], &folders[1])?;
        let best = if second.seconds < first.seconds { second } else { first };
        cells.push(vec![
            thousands(rows),
            format!("{:.2}", best.seconds),
            format!("{:.0}", best.peak_mib),
            same.to_string(),
        ]);
        summaries.push(summary(rows, &best, same));
    }
    for folder in &folders {
        fs::remove_dir_all(folder).map_err(Failure::file(folder))?;
    }
    out::answer(markdown(&["rows", "seconds", "peak MiB", "same bytes"], &cells));
    summaries.iter().for_each(out::answer);
    Ok(())
}

fn write(program: &Path, size: u64, folder: &Path) -> Outcome<Measured> {
    empty(folder)?;
    let target = folder.to_string_lossy();
    let arguments = simulate_arguments(size);
    let mut arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    arguments.push(&target);
    measured(program, &arguments)
}

fn summary(rows: u64, best: &Measured, same: bool) -> String {
    last_line(
        "simulate",
        &[
            ("rows", rows.to_string()),
            ("seconds", format!("{:.2}", best.seconds)),
            ("rows_per_second", format!("{:.0}", rows as f64 / best.seconds)),
            ("peak_mib", format!("{:.0}", best.peak_mib)),
            ("same_bytes", same.to_string()),
        ],
    )
}

/// Whether two folders hold files of the same names with the same bytes.
fn same_bytes(left: &Path, right: &Path) -> Outcome<bool> {
    let named = |folder: &Path| -> Outcome<Vec<_>> {
        let files = files_under(folder)?;
        Ok(files
            .into_iter()
            .map(|path| (path.strip_prefix(folder).map(Path::to_owned).unwrap_or_default(), path))
            .collect())
    };
    let (left, right) = (named(left)?, named(right)?);
    if !left.iter().map(|(name, _)| name).eq(right.iter().map(|(name, _)| name)) {
        return Ok(false);
    }
    for ((_, left), (_, right)) in left.iter().zip(&right) {
        if !same_file(left, right)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Compares two files block by block, whatever their size.
fn same_file(left: &Path, right: &Path) -> Outcome<bool> {
    let open = |path: &Path| fs::File::open(path).map(BufReader::new).map_err(Failure::file(path));
    let (mut left_file, mut right_file) = (open(left)?, open(right)?);
    let (mut left_block, mut right_block) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let count = fill(&mut left_file, &mut left_block).map_err(Failure::file(left))?;
        let other = fill(&mut right_file, &mut right_block).map_err(Failure::file(right))?;
        if left_block[..count] != right_block[..other] {
            return Ok(false);
        }
        if count == 0 {
            return Ok(true);
        }
    }
}

/// Reads until the block is full or the file ends.
fn fill(file: &mut impl Read, block: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < block.len() {
        match file.read(&mut block[filled..])? {
            0 => break,
            count => filled += count,
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of a test's own, with these files in it.
    fn folder(name: &str, files: &[(&str, &str)]) -> std::path::PathBuf {
        let folder = data_folder().expect("can be made").join(format!("test-simulate-{name}"));
        empty(&folder).expect("can be made");
        for (name, text) in files {
            fs::write(folder.join(name), text).expect("can be written");
        }
        folder
    }

    #[test]
    fn a_changed_byte_a_longer_file_and_another_name_are_not_the_same() {
        let long = "x".repeat(200_000);
        let original = folder("original", &[("a", &long), ("b", "y")]);
        let same = folder("same", &[("a", &long), ("b", "y")]);
        assert!(same_bytes(&original, &same).expect("can be read"));
        for (name, files) in [
            ("changed", [("a", long.as_str()), ("b", "z")]),
            ("longer", [("a", long.as_str()), ("b", "yy")]),
            ("renamed", [("a", long.as_str()), ("c", "y")]),
        ] {
            let other = folder(name, &files);
            assert!(!same_bytes(&original, &other).expect("can be read"), "{name}");
            fs::remove_dir_all(other).expect("can be removed");
        }
        fs::remove_dir_all(original).expect("can be removed");
        fs::remove_dir_all(same).expect("can be removed");
    }

    #[test]
    fn the_last_line_has_rows_each_second() {
        let best =
            Measured { seconds: 2.0, cpu_seconds: 3.0, peak_mib: 40.0, stdout: String::new() };
        let expected =
            "simulate rows=100 seconds=2.00 rows_per_second=50 peak_mib=40 same_bytes=true";
        assert_eq!(summary(100, &best, true), expected);
    }
}
