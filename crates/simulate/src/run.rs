//! From parameters to a folder full of files.

use std::{
    fs::{self, File},
    io::BufWriter,
    path::Path,
};

use crate::{
    Parameters, SimulateError, Summary,
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
/// releases, the world's own registry, and the planted truth. `progress` is told the number of rows
/// written so far, now and then and at the end.
///
/// The same parameters give the same bytes on any machine. Memory does not grow with the number of
/// reports: the world happens twice, once to learn which dyads were active in which years and once to be
/// written.
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
    let truth = if parameters.truth {
        let path = dir.join("truth.ndjson");
        let file = File::create(&path).map_err(SimulateError::write(&path))?;
        Some(Truth::new(BufWriter::with_capacity(1 << 18, file), &world, &schedule))
    } else {
        None
    };
    let mut news = News::open(&world, dir)?;
    let (files, reports, written) =
        publish(&world, &schedule, releases, truth, news.as_mut(), dir, progress)?;

    let groups = (0..world.cast.groups.len())
        .map(|index| world_json::group_summary(&world, index, &tally.by_month[index]))
        .collect();
    let summary = Summary {
        files,
        groups,
        headline_group: world.cast.groups[HEADLINE].id.clone(),
        incidents: tally.incidents,
        reports,
        rows: written,
        registry,
        news: news.map(News::finish).transpose()?,
    };
    for (name, text) in [
        ("README.txt", world_json::readme(&summary)),
        ("world.json", world_json::world_json(&world, &summary)?),
    ] {
        let path = dir.join(name);
        fs::write(&path, text).map_err(SimulateError::write(&path))?;
    }
    progress(written);
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

/// Lets the world happen and writes what the source makes of it: files, reports, rows.
fn publish(
    world: &World,
    schedule: &Schedule,
    mut releases: Releases<'_>,
    mut truth: Option<Truth<BufWriter<File>>>,
    mut news: Option<&mut News<'_>>,
    dir: &Path,
    progress: &dyn Fn(u64),
) -> Result<(Vec<crate::ReleaseFile>, u64, u64), SimulateError> {
    let truth_path = dir.join("truth.ndjson");
    let mut source = GedSource::new(world, schedule);
    let mut accounts = Vec::new();
    let (mut reports, mut rows, mut told) = (0, 0, 0);
    world.happen(&mut |episode| {
        source.observe(episode, &mut accounts);
        for account in &accounts {
            rows += releases.write(episode, account)?;
        }
        reports += accounts.len() as u64;
        if let Some(truth) = &mut truth {
            truth.write(world, episode, &accounts).map_err(SimulateError::write(&truth_path))?;
        }
        if let Some(news) = &mut news {
            news.observe(episode)?;
        }
        if rows - told >= ROWS_A_STEP {
            told = rows;
            progress(rows);
        }
        Ok::<(), SimulateError>(())
    })?;
    if let Some(truth) = truth {
        truth.finish().map_err(SimulateError::write(&truth_path))?;
    }
    Ok((releases.finish()?, reports, rows))
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
mod tests;
