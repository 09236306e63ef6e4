//! Rows and pages to wherever they go, in the form that was asked for.

mod columns;
mod csv;
mod geojson;
mod grid;
mod table;

pub(crate) use grid::{Cell, Grid};
pub(crate) use table::{clean, thousands};

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::args::{Color, Format};
use crate::failure::Failure;

/// Where output goes.
pub(crate) struct Output {
    sink: Box<dyn Write + Send>,
    path: PathBuf,
    format: Format,
    colour: bool,
}

impl Output {
    /// Standard output, or a file.
    pub(crate) fn open(
        path: Option<&Path>,
        format: Format,
        colour: Color,
    ) -> Result<Self, Failure> {
        let path = path.filter(|path| path.as_os_str() != "-");
        let terminal = path.is_none() && io::stdout().is_terminal();
        let colour = match colour {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
                    || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
                terminal && !plain
            }
        };
        let (sink, path): (Box<dyn Write + Send>, PathBuf) = match path {
            None => (Box::new(BufWriter::new(io::stdout())), PathBuf::from("standard output")),
            Some(path) => {
                let file = File::create(path).map_err(Failure::io("write", path))?;
                (Box::new(BufWriter::new(file)), path.to_path_buf())
            }
        };
        if format == Format::Parquet && terminal {
            return Err(Failure::Usage(
                "parquet is not for a terminal; give a file with -o FILE".into(),
            ));
        }
        Ok(Self { sink, path, format, colour })
    }

    /// Whether colour is wanted.
    pub(crate) const fn colour(&self) -> bool {
        self.colour
    }

    /// Whether a person reads it, not a program.
    pub(crate) fn is_for_people(&self) -> bool {
        self.format == Format::Table
    }

    /// Writes rows in the form asked for. `document` is what `--json` gives.
    pub(crate) fn rows(mut self, grid: &Grid, document: &impl Serialize) -> Result<(), Failure> {
        let bytes = match self.format {
            Format::Table => table::render(grid, self.colour),
            Format::Csv => csv::render(grid),
            Format::Ndjson => grid.ndjson(),
            Format::Json => json(document),
            Format::Geojson => geojson::render(grid)?,
            Format::Parquet => columns::parquet(grid)?,
        };
        self.write(&bytes)?;
        self.finish()
    }

    /// Writes a page for people, or the document that says the same to a program.
    pub(crate) fn page(mut self, page: &str, document: &impl Serialize) -> Result<(), Failure> {
        match self.format {
            Format::Table => self.write(page.as_bytes())?,
            Format::Json => self.write(&json(document))?,
            other => return Err(no_rows(other)),
        }
        self.finish()
    }

    /// Writes text as it stands.
    pub(crate) fn text(mut self, text: &str) -> Result<(), Failure> {
        self.write(text.as_bytes())?;
        self.finish()
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.sink.write_all(bytes).map_err(Failure::io("write", &self.path))
    }

    fn finish(mut self) -> Result<(), Failure> {
        self.sink.flush().map_err(Failure::io("write", &self.path))
    }
}

fn no_rows(format: Format) -> Failure {
    let format = format!("{format:?}").to_lowercase();
    Failure::Usage(format!(
        "this command has a page, not rows; {format} cannot hold it, use --json"
    ))
}

fn json(document: &impl Serialize) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(document).expect("documents of ours are JSON");
    text.push(b'\n');
    text
}
