//! Rows and pages to wherever they go, in the form that was asked for.

mod table;

pub(crate) use bellwether_export::{Cell, Grid};
pub(crate) use table::{clean, part_of, thousands};

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bellwether_export::policy::Cleared;
use bellwether_export::policy::{Guard, Origin};
use bellwether_export::{Card, Cited, LicenceRef};
use serde::Serialize;

use crate::args::{Color, Format};
use crate::citation::Citation;
use crate::failure::Failure;
use crate::outlet::{Outlet, Sink};

/// A table as text, for a page that holds one.
pub(crate) fn table_text(grid: &Grid) -> String {
    String::from_utf8_lossy(&table::render(grid, false)).into_owned()
}

/// Where output goes.
pub(crate) struct Output {
    sink: Option<Box<dyn Write + Send>>,
    path: PathBuf,
    format: Format,
    colour: bool,
    /// Whether it is a table on a terminal.
    terminal: bool,
    /// Where it goes if it is kept.
    outlet: Option<Arc<Outlet>>,
    /// The sources of the answer, as far as they were said.
    cited: Vec<Cited>,
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
        let (sink, path): (Option<Box<dyn Write + Send>>, PathBuf) = match path {
            None => {
                let sink = BufWriter::new(io::stdout());
                (Some(Box::new(sink)), PathBuf::from("standard output"))
            }
            // A file is made when there is something to write: what is refused leaves none behind.
            Some(path) => (None, path.to_path_buf()),
        };
        let is_binary =
            matches!(format, Format::Parquet | Format::Geoparquet | Format::Arrow | Format::Xlsx);
        if is_binary && terminal {
            let word = format!("{format:?}").to_lowercase();
            return Err(Failure::Usage(format!(
                "{word} is not for a terminal; give a file with -o FILE"
            )));
        }
        let terminal = terminal && format == Format::Table;
        Ok(Self { sink, path, format, colour, terminal, outlet: None, cited: Vec::new() })
    }

    /// An answer that is kept for somebody else: never one for a terminal.
    pub(crate) fn caught(outlet: Arc<Outlet>, format: Format) -> Self {
        let sink: Box<dyn Write + Send> = Box::new(BufWriter::new(Sink(Arc::clone(&outlet))));
        let path = PathBuf::from("the answer");
        let outlet = Some(outlet);
        Self {
            sink: Some(sink),
            path,
            format,
            colour: false,
            terminal: false,
            outlet,
            cited: Vec::new(),
        }
    }

    /// The same, with the sources of the answer: forms that can hold them do.
    pub(crate) fn citing(mut self, citations: &[Citation]) -> Self {
        if let Some(outlet) = &self.outlet {
            outlet.cite(citations);
        }
        self.cited = citations.iter().filter_map(cited).collect();
        self
    }

    /// Whether colour is wanted.
    pub(crate) const fn colour(&self) -> bool {
        self.colour
    }

    /// Whether a person reads it, not a program.
    pub(crate) fn is_for_people(&self) -> bool {
        self.format == Format::Table
    }

    /// Whether it is a form that draws places.
    pub(crate) const fn draws_places(&self) -> bool {
        matches!(self.format, Format::Geojson | Format::Geoparquet)
    }

    /// Whether the answer goes anywhere but to a terminal: then it leaves, and what may not must not be
    /// in it.
    pub(crate) const fn leaves(&self) -> bool {
        !self.terminal
    }

    /// Shows rows on a terminal, where nothing is passed on.
    pub(crate) fn show(mut self, grid: &Grid) -> Result<(), Failure> {
        debug_assert!(self.terminal, "only a terminal is shown what is not cleared");
        self.write(&table::render(grid, self.colour))?;
        self.finish()
    }

    /// Writes a table without events: releases, actors, places, settings.
    pub(crate) fn catalogue(self, grid: &Grid, document: &impl Serialize) -> Result<(), Failure> {
        let no_terms = |_: &bellwether_model::DatasetId| None;
        let cleared = Guard::new(&no_terms).catalogue(grid.clone())?;
        self.rows(&cleared, document)
    }

    /// Writes places of the gazetteer: points, but of no event.
    pub(crate) fn places(self, grid: &Grid, document: &impl Serialize) -> Result<(), Failure> {
        let no_terms = |_: &bellwether_model::DatasetId| None;
        let cleared = Guard::new(&no_terms).rows(grid.clone(), Origin::AnyOf(Vec::new()))?;
        self.rows(&cleared, document)
    }

    /// Writes cleared rows in the form asked for. `document` is what `--json` gives; it is made of cleared
    /// rows and of nothing else that a dataset's terms cover.
    pub(crate) fn rows(
        self,
        rows: &Cleared<Grid>,
        document: &impl Serialize,
    ) -> Result<(), Failure> {
        let known = |id: &bellwether_model::DatasetId| {
            self.cited.iter().find(|cited| cited.dataset == *id).cloned()
        };
        let cited = rows.datasets().iter().map(|id| known(id).unwrap_or_else(|| uncited(id)));
        let card = Card::new("answer", "", cited.collect());
        self.rows_with(rows, &card, document)
    }

    fn rows_with(
        mut self,
        rows: &Cleared<Grid>,
        card: &Card,
        document: &impl Serialize,
    ) -> Result<(), Failure> {
        let form = match self.format {
            Format::Table => {
                self.write(&table::render(rows.get(), self.colour))?;
                return self.finish();
            }
            Format::Json => {
                self.write(&self.json(document))?;
                return self.finish();
            }
            Format::Csv => bellwether_export::Format::Csv,
            Format::Ndjson => bellwether_export::Format::Ndjson,
            Format::Geojson => bellwether_export::Format::Geojson,
            Format::Parquet => bellwether_export::Format::Parquet,
            Format::Geoparquet => bellwether_export::Format::Geoparquet,
            Format::Arrow => bellwether_export::Format::Arrow,
            Format::Xlsx => bellwether_export::Format::Xlsx,
        };
        let hxl = matches!(form, bellwether_export::Format::Csv | bellwether_export::Format::Xlsx)
            && self.outlet.as_ref().is_some_and(|outlet| outlet.hxl);
        let options = bellwether_export::Options { hxl, ..Default::default() };
        let path = self.path.clone();
        bellwether_export::write(form, rows, card, &options, &mut *self.sink()?)
            .map_err(|error| Failure::from(error).at(&path))?;
        self.finish()
    }

    /// Writes a page for people, or the document that says the same to a program.
    pub(crate) fn page(mut self, page: &str, document: &impl Serialize) -> Result<(), Failure> {
        match self.format {
            Format::Table => self.write(page.as_bytes())?,
            Format::Json => self.write(&self.json(document))?,
            other => return Err(no_rows(other)),
        }
        self.finish()
    }

    /// Writes text as it stands.
    pub(crate) fn text(mut self, text: &str) -> Result<(), Failure> {
        self.write(text.as_bytes())?;
        self.finish()
    }

    fn sink(&mut self) -> Result<&mut (dyn Write + Send + 'static), Failure> {
        if self.sink.is_none() {
            let file = File::create(&self.path).map_err(Failure::io("write", &self.path))?;
            self.sink = Some(Box::new(BufWriter::new(file)));
        }
        Ok(&mut **self.sink.as_mut().expect("just made"))
    }

    /// A document: indented for whoever reads it in a file, without a space where a program asked for it.
    fn json(&self, document: &impl Serialize) -> Vec<u8> {
        let written = match self.outlet {
            None => serde_json::to_vec_pretty(document),
            Some(_) => serde_json::to_vec(document),
        };
        let mut text = written.expect("documents of ours are JSON");
        text.push(b'\n');
        text
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.path.clone();
        self.sink()?.write_all(bytes).map_err(Failure::io("write", path))
    }

    fn finish(mut self) -> Result<(), Failure> {
        let path = self.path.clone();
        self.sink()?.flush().map_err(Failure::io("write", path))
    }
}

fn no_rows(format: Format) -> Failure {
    let format = format!("{format:?}").to_lowercase();
    Failure::Usage(format!(
        "this command has a page, not rows; {format} cannot hold it, use --json"
    ))
}

/// A citation as the metadata of an answer give it.
fn cited(citation: &Citation) -> Option<Cited> {
    let dataset = bellwether_model::DatasetId::new(&citation.dataset).ok()?;
    let licence = LicenceRef { url: citation.licence_url.clone(), ..uncited(&dataset).licence };
    Some(Cited {
        citation: citation.citation.clone(),
        licence: LicenceRef { id: citation.licence.clone(), ..licence },
        releases: citation.releases.clone(),
        accessed: citation.accessed.parse().ok(),
        ..uncited(&dataset)
    })
}

/// A dataset as the metadata of a plain answer name it; its citation is said beside the answer, and
/// `export` puts it into the file.
fn uncited(dataset: &bellwether_model::DatasetId) -> Cited {
    let described = bellwether_sources::describe(dataset.as_str());
    let text = |get: fn(&bellwether_sources::Dataset) -> &String| {
        described.map_or_else(String::new, |dataset| get(dataset).clone())
    };
    Cited {
        dataset: dataset.clone(),
        source: text(|dataset| &dataset.source),
        title: text(|dataset| &dataset.title),
        citation: text(|dataset| &dataset.citation),
        url: text(|dataset| &dataset.url),
        licence: LicenceRef {
            id: text(|dataset| &dataset.licence.id),
            name: text(|dataset| &dataset.licence.name),
            url: text(|dataset| &dataset.licence.url),
        },
        releases: Vec::new(),
        accessed: None,
    }
}
