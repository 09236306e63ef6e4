//! The files of all releases, written side by side in one pass over the world.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use bellwether_model::{CountryScope, Iso3, Scope};

use crate::{
    Changes, ReleaseFile, SimulateError,
    observe::ged::Account,
    vintages::Schedule,
    world::{Episode, World},
    write::ged::{self, GedRows},
};

/// One open file.
#[derive(Debug)]
struct Open {
    path: PathBuf,
    out: BufWriter<File>,
    rows: u64,
    changes: Changes,
}

impl Open {
    fn new(path: PathBuf) -> io::Result<Self> {
        let mut out = BufWriter::with_capacity(1 << 18, File::create(&path)?);
        ged::write_header(&mut out)?;
        Ok(Self { path, out, rows: 0, changes: Changes::default() })
    }
}

/// All open files of the GED-shaped source.
pub(crate) struct Releases<'w> {
    world: &'w World,
    schedule: &'w Schedule,
    rows: GedRows<'w>,
    files: Vec<Open>,
}

impl<'w> Releases<'w> {
    /// Creates the files with their headers.
    ///
    /// # Errors
    /// When one cannot be created.
    pub(crate) fn create(
        world: &'w World,
        schedule: &'w Schedule,
        rows: GedRows<'w>,
        dir: &Path,
    ) -> Result<Self, SimulateError> {
        let files = schedule
            .releases
            .iter()
            .map(|release| {
                let path = dir.join(release.file_name());
                Open::new(path.clone()).map_err(|source| SimulateError::Write { path, source })
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self { world, schedule, rows, files })
    }

    /// Writes an account into every release that has it, as each has it; gives the number of rows.
    ///
    /// # Errors
    /// When a row cannot be written.
    pub(crate) fn write(
        &mut self,
        episode: &Episode,
        account: &Account,
    ) -> Result<u64, SimulateError> {
        let truth = &episode.incidents[account.tells.0..=account.tells.1];
        let mut coding = account.coding.clone();
        for slot in account.slots.0..account.slots.1 {
            let mut changed = false;
            if slot > account.slots.0 {
                let before = coding.clone();
                account.revise(&mut coding, self.world, truth, slot);
                changed = before != coding;
            }
            let row = self.rows.row(account, &coding);
            let file = &mut self.files[slot];
            file.out.write_all(row).map_err(SimulateError::write(&file.path))?;
            file.rows += 1;
            file.changes.changed += u64::from(changed);
        }
        self.count(account);
        Ok((account.slots.1 - account.slots.0) as u64)
    }

    /// Counts where the account came in and where it went out.
    fn count(&mut self, account: &Account) {
        let (first, end) = account.slots;
        let late = first > 0
            && first < self.schedule.yearly
            && self.schedule.releases[first - 1].covers.1 >= account.coding.start;
        let changes = &mut self.files[first].changes;
        changes.added += 1;
        changes.added_late += u64::from(late);
        if end < self.schedule.yearly {
            self.files[end].changes.withdrawn += 1;
        }
    }

    /// Completes the files and tells what each is, in the order of publication.
    ///
    /// # Errors
    /// When a file cannot be completed.
    pub(crate) fn finish(mut self) -> Result<Vec<ReleaseFile>, SimulateError> {
        let mut countries: Vec<Iso3> = self
            .world
            .land
            .countries
            .iter()
            .filter_map(|country| Iso3::new(&country.iso3).ok())
            .collect();
        countries.sort_unstable();
        for file in &mut self.files {
            file.out.flush().map_err(SimulateError::write(&file.path))?;
        }
        let tell = |slot: usize| {
            let (release, file) = (&self.schedule.releases[slot], &self.files[slot]);
            ReleaseFile {
                path: file.path.clone(),
                label: release.label.clone(),
                published: release.published,
                complete_for: Scope {
                    countries: CountryScope::Only(countries.clone()),
                    from: Some(self.world.calendar.date(release.covers.0)),
                    to: Some(self.world.calendar.date(release.covers.1)),
                },
                is_candidate: release.candidate,
                rows: file.rows,
                changes: file.changes,
            }
        };
        Ok(self.schedule.by_publication().into_iter().map(tell).collect())
    }
}
