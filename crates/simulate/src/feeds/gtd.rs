//! The files of the GTD-shaped source: a release a year, the last one also as a workbook.

use std::path::{Path, PathBuf};

use bellwether_model::Date;

use super::{Feed, Out, Reported, file::folder};
use crate::{
    GTD_DATASET, GtdParameters, SimulateError, SourceFile, SourceSummary,
    observe::gtd::{Account, GtdSource, last_years},
    world::{Episode, Unrest, World},
    write::gtd::{Book, DBSOURCE, GtdRows, header},
};

/// One yearly release.
#[derive(Debug)]
struct Release {
    /// The year of its publication.
    year: i16,
    out: Out,
}

impl Release {
    fn label(year: i16) -> String {
        format!("{year}dist")
    }
}

/// The source with its open files.
pub(super) struct Gtd<'w> {
    source: GtdSource<'w>,
    rows: GtdRows<'w>,
    releases: Vec<Release>,
    /// The workbook of the last release, until it is too long for one.
    book: Option<Book>,
    book_path: PathBuf,
    book_rows_max: u32,
    accounts: Vec<Account>,
    reports: u64,
}

impl<'w> Gtd<'w> {
    /// Creates the files.
    pub(super) fn open(
        world: &'w World,
        parameters: GtdParameters,
        dir: &Path,
    ) -> Result<Self, SimulateError> {
        folder(dir)?;
        let years = last_years(world, parameters.vintages);
        let name = |year: i16, ending: &str| {
            dir.join(format!("SIM-globalterrorismdb_{}.{ending}", Release::label(year + 1)))
        };
        let releases = years
            .iter()
            .map(|year| {
                Ok(Release { year: year + 1, out: Out::create(name(*year, "csv"), &header())? })
            })
            .collect::<Result<Vec<_>, SimulateError>>()?;
        let last = years.last().copied().unwrap_or_default();
        let book = (parameters.xlsx_rows_max > 0).then(Book::new).transpose()?;
        Ok(Self {
            source: GtdSource::new(world, parameters, years),
            rows: GtdRows::new(world),
            releases,
            book,
            book_path: name(last, "xlsx"),
            book_rows_max: parameters.xlsx_rows_max,
            accounts: Vec::new(),
            reports: 0,
        })
    }

    fn write(&mut self, account: &Account) -> Result<u64, SimulateError> {
        let (mut labels, last) = (0, self.releases.len() - 1);
        for (index, release) in self.releases.iter_mut().enumerate() {
            let Some(coding) = account.in_release(index) else { continue };
            labels |= 1 << index;
            let cells = self.rows.cells(account, coding);
            if index == last {
                // A book that has grown too long is dropped, and with it its memory.
                self.book = self.book.take().filter(|book| book.rows() < self.book_rows_max);
                if let Some(book) = &mut self.book {
                    book.add(cells)?;
                }
            }
            release.out.rows(self.rows.csv(), 1)?;
        }
        Ok(labels)
    }
}

impl Feed for Gtd<'_> {
    fn dataset(&self) -> &'static str {
        GTD_DATASET
    }

    fn labels(&self) -> Vec<String> {
        self.releases.iter().map(|release| Release::label(release.year)).collect()
    }

    fn episode(
        &mut self,
        episode: &Episode,
        told: &[bool],
        reported: &mut Vec<Reported>,
    ) -> Result<(), SimulateError> {
        let mut accounts = std::mem::take(&mut self.accounts);
        self.source.observe(episode, told, &mut accounts);
        for account in &accounts {
            let labels = self.write(account)?;
            self.reports += 1;
            let (dataset, id) = (GTD_DATASET, account.id.to_string());
            reported.push(Reported { dataset, id, tells: account.tells, labels });
        }
        self.accounts = accounts;
        Ok(())
    }

    fn unrest(&mut self, _: &Unrest, _: &mut Vec<Reported>) -> Result<(), SimulateError> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<SourceSummary, SimulateError> {
        let mut files: Vec<SourceFile> = Vec::new();
        for release in self.releases {
            let published = Date::new(release.year, 6, 30).unwrap_or_default();
            files.push(release.out.finish("gtd-csv", Release::label(release.year), published)?);
        }
        if let (Some(book), Some(last)) = (self.book, files.last().cloned()) {
            book.save(&self.book_path)?;
            files.push(SourceFile { path: self.book_path, shape: "gtd-xlsx", ..last });
        }
        Ok(SourceSummary {
            dataset: GTD_DATASET,
            mark: format!("dbsource = {DBSOURCE}"),
            rows: files.iter().map(|file| file.rows).sum(),
            files,
            reports: self.reports,
        })
    }
}
