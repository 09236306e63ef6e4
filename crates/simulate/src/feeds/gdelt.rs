//! The files of the GDELT-shaped source: events and mentions by month, day or quarter of an hour, one
//! day in the older layout, and the list of all files, in which those that were never published are
//! missing.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use md5::{Digest as _, Md5};

use super::{Feed, Out, Reported, file::folder};
use crate::{
    GDELT_DATASET, GdeltFiles, GdeltParameters, SimulateError, SourceFile, SourceSummary,
    calendar::Day,
    observe::{
        gdelt::{Account, GdeltSource, Stamp},
        stream,
    },
    rng::Stream,
    world::{Episode, Planted, Unrest, World},
    write::gdelt::{GdeltRows, MARK, Version},
};

/// Where a file begins and what it holds; in this order the list names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    from: Stamp,
    kind: Kind,
    /// The last day of which it holds rows.
    to: Day,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Events,
    Mentions,
}

/// An open file with the hash that the list gives.
struct Hashed {
    out: Out,
    hash: Md5,
    bytes: u64,
}

/// A line of the list.
struct Listed {
    key: Key,
    line: String,
    file: SourceFile,
}

/// The source with its open files.
pub(super) struct Gdelt<'w> {
    world: &'w World,
    parameters: GdeltParameters,
    source: GdeltSource<'w>,
    rows: GdeltRows<'w>,
    dir: PathBuf,
    open: BTreeMap<Key, Hashed>,
    done: Vec<Listed>,
    /// The day that is also written in the older layout.
    old: (Day, Out),
    accounts: Vec<Account>,
    reports: u64,
}

impl<'w> Gdelt<'w> {
    /// Makes the folder.
    pub(super) fn open(
        world: &'w World,
        parameters: GdeltParameters,
        dir: &Path,
    ) -> Result<Self, SimulateError> {
        folder(dir)?;
        folder(&dir.join("v1"))?;
        let day = old_day(world);
        let name = world.calendar.date(day).strftime("%Y%m%d").to_string();
        let old = Out::create(dir.join(format!("v1/{name}.export.CSV")), "")?;
        let mut gdelt = Self {
            world,
            parameters,
            source: GdeltSource::new(world, parameters),
            rows: GdeltRows::new(world),
            dir: dir.to_owned(),
            open: BTreeMap::new(),
            done: Vec::new(),
            old: (day, old),
            accounts: Vec::new(),
            reports: 0,
        };
        gdelt.open_quarters()?;
        Ok(gdelt)
    }

    /// A file of a quarter of an hour is there even when nothing happened.
    fn open_quarters(&mut self) -> Result<(), SimulateError> {
        let to = self.world.calendar.to;
        for back in 0..Day::from(self.parameters.quarter_hour_days) {
            for quarter in 0..96 {
                for kind in [Kind::Events, Kind::Mentions] {
                    let key = self.key(Stamp { day: to - back, quarter }, kind);
                    if self.is_published(key) {
                        self.file(key)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The file in which a row of this quarter of an hour stands.
    fn key(&self, at: Stamp, kind: Kind) -> Key {
        let calendar = &self.world.calendar;
        if at.day + Day::from(self.parameters.quarter_hour_days) > calendar.to {
            return Key { from: at, kind, to: at.day };
        }
        let (first, last) = match self.parameters.files {
            GdeltFiles::Day => (at.day, at.day),
            GdeltFiles::Month => calendar.month_bounds(at.day),
        };
        Key { from: Stamp { day: first, quarter: 0 }, kind, to: last }
    }

    /// Whether there is such a file: not behind the world's end, no mentions where none are wanted, and a
    /// few of a day or less were never published.
    fn is_published(&self, key: Key) -> bool {
        let wanted = key.kind == Kind::Events || self.parameters.mentions > 0.0;
        if key.from.day > self.world.calendar.to || !wanted {
            return false;
        }
        let part = u64::from(key.from.quarter) * 2 + u64::from(key.kind == Kind::Mentions);
        let mut rng = stream(self.world, Stream::Gdelt, key.from.day.into(), [9, part]);
        let is_short = key.to == key.from.day;
        !(is_short && rng.chance(self.parameters.missing))
    }

    fn file(&mut self, key: Key) -> Result<&mut Hashed, SimulateError> {
        // Not `entry`: creating a file may fail.
        if !self.open.contains_key(&key) {
            let out = Out::create(self.dir.join(self.name(key)), "")?;
            self.open.insert(key, Hashed { out, hash: Md5::new(), bytes: 0 });
        }
        Ok(self.open.get_mut(&key).expect("it was put there just now"))
    }

    /// `20150218230000.export.CSV`.
    fn name(&self, key: Key) -> String {
        let date = self.world.calendar.date(key.from.day).strftime("%Y%m%d");
        let (hour, minute) = (key.from.quarter / 4, key.from.quarter % 4 * 15);
        let kind = if key.kind == Kind::Events { "export" } else { "mentions" };
        format!("{date}{hour:02}{minute:02}00.{kind}.CSV")
    }

    fn write(&mut self, reported: &mut Vec<Reported>) -> Result<(), SimulateError> {
        let accounts = std::mem::take(&mut self.accounts);
        for account in &accounts {
            let key = self.key(account.added, Kind::Events);
            if !self.is_published(key) {
                continue;
            }
            let row = self.rows.event(Version::Two, account).to_owned();
            self.file(key)?.put(&row)?;
            let is_old = account.added.day == self.old.0;
            if is_old {
                self.old.1.rows(self.rows.event(Version::One, account), 1)?;
            }
            self.mentions(account)?;
            self.reports += 1;
            let (dataset, id) = (GDELT_DATASET, account.id.to_string());
            let labels = 1 | u64::from(is_old) << 1;
            reported.push(Reported { dataset, id, tells: account.tells, labels });
        }
        self.accounts = accounts;
        Ok(())
    }

    fn mentions(&mut self, account: &Account) -> Result<(), SimulateError> {
        if self.parameters.mentions <= 0.0 {
            return Ok(());
        }
        let first = (0..account.mentions).map(|_| account.added);
        let later = account.later.iter().copied();
        for (number, at) in (0..).zip(first.chain(later)) {
            let key = self.key(at, Kind::Mentions);
            if self.is_published(key) {
                let row = self.rows.mention(account, at, number).to_owned();
                self.file(key)?.put(&row)?;
            }
        }
        Ok(())
    }

    /// Completes the files to which nothing can come any more: rows come in the order of what happened,
    /// a day late at most, and never stand before it.
    fn close_before(&mut self, day: Day) -> Result<(), SimulateError> {
        while let Some(entry) = self.open.first_entry() {
            // All files of one length: the first to begin is the first to end.
            if entry.key().to + 1 >= day {
                return Ok(());
            }
            let (key, hashed) = entry.remove_entry();
            self.complete(key, hashed)?;
        }
        Ok(())
    }

    fn complete(&mut self, key: Key, hashed: Hashed) -> Result<(), SimulateError> {
        let name = self.name(key);
        let shape = if key.kind == Kind::Events { "gdelt-events-2.0" } else { "gdelt-mentions" };
        let published = self.world.calendar.date(key.to);
        let file = hashed.out.finish(shape, VERSIONS[0].to_owned(), published)?;
        let hex = bellwether_model::hex(&hashed.hash.finalize());
        let line = format!("{} {hex} {MARK}gdeltv2/{name}\n", hashed.bytes);
        self.done.push(Listed { key, line, file });
        Ok(())
    }
}

impl Hashed {
    fn put(&mut self, row: &[u8]) -> Result<(), SimulateError> {
        self.hash.update(row);
        self.bytes += row.len() as u64;
        self.out.rows(row, 1)
    }
}

/// The labels of both layouts.
const VERSIONS: [&str; 2] = ["2.0", "1.0"];

/// The day after the attack that everybody remembers.
fn old_day(world: &World) -> Day {
    let planted = world.script.planted.iter().flatten();
    let attack = planted.filter(|(_, planted)| matches!(planted, Planted::MassCasualty(_)));
    attack.map(|(day, _)| day + 1).next().unwrap_or(world.calendar.to)
}

impl Feed for Gdelt<'_> {
    fn dataset(&self) -> &'static str {
        GDELT_DATASET
    }

    fn labels(&self) -> Vec<String> {
        VERSIONS.map(str::to_owned).to_vec()
    }

    fn episode(
        &mut self,
        episode: &Episode,
        told: &[bool],
        reported: &mut Vec<Reported>,
    ) -> Result<(), SimulateError> {
        self.close_before(episode.incidents[0].day)?;
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

    fn finish(mut self: Box<Self>) -> Result<SourceSummary, SimulateError> {
        for (key, hashed) in std::mem::take(&mut self.open) {
            self.complete(key, hashed)?;
        }
        self.done.sort_by_key(|listed| listed.key);
        let mut list = Out::create(self.dir.join("masterfilelist.txt"), "")?;
        let mut files = Vec::with_capacity(self.done.len() + 2);
        for listed in self.done {
            list.rows(listed.line.as_bytes(), 1)?;
            files.push(listed.file);
        }
        let calendar = &self.world.calendar;
        let (day, old) = self.old;
        files.push(old.finish("gdelt-events-1.0", VERSIONS[1].to_owned(), calendar.date(day))?);
        let rows = files.iter().map(|file| file.rows).sum();
        let published = calendar.date(calendar.to);
        files.push(list.finish("gdelt-master-list", VERSIONS[0].to_owned(), published)?);
        Ok(SourceSummary {
            dataset: GDELT_DATASET,
            mark: format!("SOURCEURL and MentionIdentifier begin with {MARK}"),
            rows,
            files,
            reports: self.reports,
        })
    }
}
