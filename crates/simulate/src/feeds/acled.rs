//! The files of the ACLED-shaped source: exports of all that stood on their day, and the deletions.

use std::path::Path;

use super::{Feed, Out, Reported, file::folder};
use crate::{
    ACLED_DATASET, AcledParameters, SimulateError, SourceFile, SourceSummary,
    calendar::Day,
    observe::acled::{Account, AcledSource},
    world::{Episode, Unrest, World},
    write::acled::{AcledRows, JSON_HEAD, SCALE, Shape},
};

/// Days between two exports, and from the world's last day to the last export.
const BETWEEN: Day = 182;
const AFTER: Day = 28;

/// One export.
#[derive(Debug)]
struct Export {
    day: Day,
    label: String,
    files: Vec<(Shape, Out)>,
}

/// The source with its open files.
pub(super) struct Acled<'w> {
    world: &'w World,
    source: AcledSource<'w>,
    rows: AcledRows<'w>,
    exports: Vec<Export>,
    deletions: Out,
    accounts: Vec<Account>,
    reports: u64,
}

impl<'w> Acled<'w> {
    /// Creates the files.
    pub(super) fn open(
        world: &'w World,
        parameters: AcledParameters,
        dir: &Path,
    ) -> Result<Self, SimulateError> {
        folder(dir)?;
        let days = export_days(world, parameters.vintages);
        let mut exports = Vec::with_capacity(days.len());
        for (index, day) in days.iter().enumerate() {
            let mut shapes = vec![(Shape::Current, ".csv")];
            if parameters.other_shapes && index == 0 {
                shapes.push((Shape::Before2023, "_before-2023.csv"));
            }
            if parameters.other_shapes && index + 1 == days.len() {
                shapes.extend([(Shape::Json, ".json"), (Shape::Monadic, "_monadic.csv")]);
            }
            let label = world.calendar.date(*day).to_string();
            let files = shapes
                .into_iter()
                .map(|(shape, ending)| {
                    let path = dir.join(format!("SIM-acled_{label}{ending}"));
                    Ok((shape, Out::create(path, &shape.head())?))
                })
                .collect::<Result<_, SimulateError>>()?;
            exports.push(Export { day: *day, label, files });
        }
        let deletions = Out::create(
            dir.join("SIM-acled_deleted.csv"),
            "event_id_cnty,deleted_timestamp,source_scale\n",
        )?;
        Ok(Self {
            world,
            source: AcledSource::new(world, parameters),
            rows: AcledRows::new(world),
            exports,
            deletions,
            accounts: Vec::new(),
            reports: 0,
        })
    }

    fn write(&mut self, reported: &mut Vec<Reported>) -> Result<(), SimulateError> {
        let last = self.exports.last().map_or(0, |export| export.day);
        for account in &self.accounts {
            let mut labels = 0;
            for (index, export) in self.exports.iter_mut().enumerate() {
                let Some((coding, since)) = account.on(export.day) else { continue };
                labels |= 1 << index;
                for (shape, out) in &mut export.files {
                    let row = self.rows.row(*shape, account, coding, since, out.rows == 0);
                    out.rows(row, shape.rows())?;
                }
            }
            let deleted = account.deleted.filter(|day| *day <= last && account.published <= *day);
            if let Some(day) = deleted {
                self.deletions.rows(self.rows.deletion(account, day), 1)?;
            }
            if labels != 0 {
                self.reports += 1;
                let (dataset, id) = (ACLED_DATASET, self.rows.id(account));
                reported.push(Reported { dataset, id, tells: account.tells, labels });
            }
        }
        Ok(())
    }
}

/// The days of the exports, in order; as many of those asked for as lie a year behind the beginning.
fn export_days(world: &World, vintages: u8) -> Vec<Day> {
    let last = world.calendar.to + AFTER;
    let mut days: Vec<Day> = (0..Day::from(vintages))
        .filter_map(|back| last.checked_sub(back * BETWEEN))
        .filter(|day| *day > world.calendar.from + 365)
        .collect();
    days.reverse();
    days
}

impl Feed for Acled<'_> {
    fn dataset(&self) -> &'static str {
        ACLED_DATASET
    }

    fn labels(&self) -> Vec<String> {
        self.exports.iter().map(|export| export.label.clone()).collect()
    }

    fn episode(
        &mut self,
        episode: &Episode,
        told: &[bool],
        reported: &mut Vec<Reported>,
    ) -> Result<(), SimulateError> {
        self.source.observe(episode, told, &mut self.accounts);
        self.write(reported)
    }

    fn unrest(
        &mut self,
        unrest: &Unrest,
        reported: &mut Vec<Reported>,
    ) -> Result<(), SimulateError> {
        self.source.observe_unrest(unrest, &mut self.accounts);
        self.write(reported)
    }

    fn finish(self: Box<Self>) -> Result<SourceSummary, SimulateError> {
        let mut files: Vec<SourceFile> = Vec::new();
        let last = self.exports.last().map_or(0, |export| export.day);
        for export in self.exports {
            let published = self.world.calendar.date(export.day);
            for (shape, mut out) in export.files {
                let word = match shape {
                    Shape::Current => "acled-csv",
                    Shape::Before2023 => "acled-csv-before-2023",
                    Shape::Monadic => "acled-csv-monadic",
                    Shape::Json => {
                        out.put(b"\n]}\n")?;
                        let offset = JSON_HEAD.len() as u64;
                        out.patch(offset, out.rows.to_string().as_bytes())?;
                        "acled-json"
                    }
                };
                files.push(out.finish(word, export.label.clone(), published)?);
            }
        }
        let published = self.world.calendar.date(last);
        files.push(self.deletions.finish("acled-deletions", published.to_string(), published)?);
        Ok(SourceSummary {
            dataset: ACLED_DATASET,
            mark: format!("source_scale = {SCALE}"),
            rows: files.iter().map(|file| file.rows).sum(),
            files,
            reports: self.reports,
        })
    }
}
