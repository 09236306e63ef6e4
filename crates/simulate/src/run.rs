//! From parameters to a folder full of files.

use std::{
    fs::{self, File},
    io::BufWriter,
    path::{Path, PathBuf},
};

use crate::{
    NewsSummary, Parameters, SimulateError, SourceSummary, Summary,
    calendar::Day,
    feeds::Feeds,
    news::News,
    observe::ged::GedSource,
    registry_files,
    releases::Releases,
    truth::Truth,
    vintages::Schedule,
    world::{HEADLINE, World, groups_in},
    world_json,
    write::ged::GedRows,
};

/// Rows between two calls of the progress function.
const ROWS_A_STEP: u64 = 8_192;
/// Deaths in a year from which UCDP calls a dyad active.
const ACTIVE_FROM: u32 = 25;

/// Makes a world and writes, into `dir`, what a GED-shaped source would have published about it over its
/// releases, what the further sources and the newspapers made of it where the parameters name any, the
/// world's own registry, and the planted truth. `progress` is told the number of rows
/// written so far, now and then and at the end.
///
/// The same parameters give the same bytes on any machine. Memory does not grow with the number of
/// reports: the world happens twice, once to learn which dyads were active in which years and once to be
/// written, and once more where there are news, for the tallies in them.
///
/// # Errors
/// When a parameter lies outside its range, `dir` holds something already, or a file cannot be written.
pub fn simulate(
    parameters: &Parameters,
    dir: &Path,
    progress: &dyn Fn(u64),
) -> Result<Summary, SimulateError> {
    parameters.check()?;
    prepare(dir)?;
    let world = World::new(parameters);
    let schedule = Schedule::new(parameters, &world.calendar);
    let tally = Tally::of(&world);
    let registry = dir.join("registry");
    registry_files::write(&world, &registry)?;

    let rows = GedRows::new(&world, tally.active());
    let releases = Releases::create(&world, &schedule, rows, dir)?;
    let writers = Writers::open(&world, &schedule, releases, dir)?;
    let Written { files, reports, rows, sources, news } = writers.publish(progress)?;

    let groups = (0..world.cast.groups.len())
        .map(|index| world_json::group_summary(&world, index, &tally.by_month[index]))
        .collect();
    let summary = Summary {
        files,
        groups,
        headline_group: world.cast.groups[HEADLINE].id.clone(),
        incidents: tally.incidents,
        reports,
        rows,
        registry,
        sources,
        news,
    };
    for (name, text) in [
        ("README.txt", world_json::readme(&world)),
        ("world.json", world_json::world_json(&world, &summary)?),
    ] {
        let path = dir.join(name);
        fs::write(&path, text).map_err(SimulateError::write(&path))?;
    }
    progress(rows);
    Ok(summary)
}

fn prepare(dir: &Path) -> Result<(), SimulateError> {
    fs::create_dir_all(dir).map_err(SimulateError::write(dir))?;
    let mut entries = fs::read_dir(dir).map_err(SimulateError::write(dir))?;
    if entries.next().is_some() {
        return Err(SimulateError::NotEmpty { path: dir.to_owned() });
    }
    Ok(())
}

/// What came of it.
struct Written {
    files: Vec<crate::ReleaseFile>,
    reports: u64,
    rows: u64,
    sources: Vec<SourceSummary>,
    news: Option<NewsSummary>,
}

/// Everything that writes while the world happens.
struct Writers<'w> {
    world: &'w World,
    ged: GedSource<'w>,
    releases: Releases<'w>,
    feeds: Feeds<'w>,
    truth: Option<Truth<BufWriter<File>>>,
    truth_path: PathBuf,
    news: Option<News<'w>>,
}

impl<'w> Writers<'w> {
    /// Opens the files of the further sources, of the newspapers and of the truth.
    fn open(
        world: &'w World,
        schedule: &'w Schedule,
        releases: Releases<'w>,
        dir: &Path,
    ) -> Result<Self, SimulateError> {
        let feeds = Feeds::open(world, dir)?;
        let truth_path = dir.join("truth.ndjson");
        let truth = if world.parameters.truth {
            let file = File::create(&truth_path).map_err(SimulateError::write(&truth_path))?;
            let out = BufWriter::with_capacity(1 << 18, file);
            Some(Truth::new(out, world, schedule, feeds.labels()))
        } else {
            None
        };
        let news = News::open(world, dir)?;
        let ged = GedSource::new(world, schedule);
        Ok(Self { world, ged, releases, feeds, truth, truth_path, news })
    }

    /// Lets the world happen, writes what the sources make of it, and completes the files.
    fn publish(mut self, progress: &dyn Fn(u64)) -> Result<Written, SimulateError> {
        let mut accounts = Vec::new();
        let (mut reports, mut rows, mut told) = (0, 0, 0);
        self.world.happen(&mut |episode| {
            self.unrest_before(episode.incidents[0].day)?;
            self.ged.observe(episode, &mut accounts);
            for account in &accounts {
                rows += self.releases.write(episode, account)?;
            }
            reports += accounts.len() as u64;
            let reported = self.feeds.episode(episode, &accounts)?;
            if let Some(truth) = &mut self.truth {
                let written = truth.write(self.world, episode, &accounts, reported);
                written.map_err(SimulateError::write(&self.truth_path))?;
            }
            if let Some(news) = &mut self.news {
                news.observe(episode)?;
            }
            if rows - told >= ROWS_A_STEP {
                told = rows;
                progress(rows);
            }
            Ok::<(), SimulateError>(())
        })?;
        self.unrest_before(Day::MAX)?;
        if let Some(truth) = self.truth {
            truth.finish().map_err(SimulateError::write(&self.truth_path))?;
        }
        let news = self.news.map(News::finish).transpose()?;
        let (files, sources) = (self.releases.finish()?, self.feeds.finish()?);
        Ok(Written { files, reports, rows, sources, news })
    }

    /// Lets happen what is no armed violence on the days before this one.
    fn unrest_before(&mut self, day: Day) -> Result<(), SimulateError> {
        let Self { world, feeds, truth, truth_path, news, .. } = self;
        feeds.unrest_before(day, &mut |(unrest, reported)| {
            if let Some(truth) = truth {
                let written = truth.write_unrest(world, unrest, reported);
                written.map_err(SimulateError::write(truth_path))?;
            }
            news.as_mut().map_or(Ok(()), |news| news.observe_unrest(unrest))
        })
    }
}

/// What is counted in the first pass; grows with groups, dyads and months only.
#[derive(Debug)]
struct Tally {
    incidents: u64,
    /// Deaths by dyad and year.
    deaths: Vec<u32>,
    /// Incidents by group and month.
    by_month: Vec<Vec<u32>>,
}

impl Tally {
    fn of(world: &World) -> Self {
        let years = world.calendar.years();
        let mut tally = Self {
            incidents: 0,
            deaths: vec![0; world.cast.dyads.len() * years],
            by_month: vec![vec![0; years * 12]; world.cast.groups.len()],
        };
        let Ok(()) = world.happen::<std::convert::Infallible>(&mut |episode| {
            for incident in &episode.incidents {
                tally.incidents += 1;
                let year = world.calendar.year_index(incident.day);
                tally.deaths[incident.dyad as usize * years + year] += incident.killed.total();
                let month = world.calendar.month_index(incident.day);
                for group in groups_in(world, incident) {
                    tally.by_month[group][month] += 1;
                }
            }
            Ok(())
        });
        tally
    }

    fn active(&self) -> Vec<bool> {
        self.deaths.iter().map(|deaths| *deaths >= ACTIVE_FROM).collect()
    }
}

#[cfg(test)]
#[path = "run_tests.rs"]
pub(crate) mod tests;
