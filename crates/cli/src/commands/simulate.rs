//! `simulate`: a world with planted truth.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellwether_model::Date;
use bellwether_simulate::{Parameters, simulate};
use clap::Args;

use crate::failure::Failure;
use crate::output::{Cell, Grid};
use crate::session::Session;

/// Arguments of `simulate`.
#[derive(Debug, Args)]
#[command(
    after_help = "Everything made is marked SIMULATED; countries, groups and places are invented."
)]
pub(crate) struct SimulateArgs {
    /// The folder to write into; it must be empty or absent.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// The same seed gives the same bytes on any machine.
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// About how many reports, 1,000 to 10,000,000 [default: 3000].
    #[arg(long, value_name = "N")]
    pub(crate) reports: Option<u64>,
    /// Yearly releases, 1 to 10.
    #[arg(long, value_name = "N")]
    pub(crate) vintages: Option<u8>,
    /// Invented countries, 1 to 25.
    #[arg(long, value_name = "N")]
    pub(crate) countries: Option<u8>,
    /// Armed groups, 3 to 2,000.
    #[arg(long, value_name = "N")]
    pub(crate) groups: Option<u16>,
    /// Towns in all.
    #[arg(long, value_name = "N")]
    pub(crate) towns: Option<u32>,
    /// First day.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<Date>,
    /// Last day.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<Date>,
    /// One large release that covers everything, without the truth: for measuring speed.
    #[arg(long)]
    pub(crate) benchmark: bool,
    /// What four sources and several newspapers would have published about the same world, with
    /// near-misses, unrest and planted surges.
    #[arg(long, conflicts_with_all = ["benchmark", "reconciliation"])]
    pub(crate) everything: bool,
    /// A world for scoring matches: so many sources (2 to 4), half of each further one's reports about the
    /// same events with known errors.
    #[arg(long, value_name = "SOURCES", conflicts_with = "benchmark")]
    pub(crate) reconciliation: Option<u8>,
    /// All parameters from a JSON file, such as the `parameters` of a world.json; other flags lay over it.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["benchmark", "everything", "reconciliation"])]
    pub(crate) parameters: Option<PathBuf>,
}

impl SimulateArgs {
    fn parameters(&self) -> Result<Parameters, Failure> {
        let (seed, reports) = (self.seed.unwrap_or(1), self.reports.unwrap_or(3_000));
        let mut base = if self.benchmark {
            Parameters::for_benchmark(seed, reports)
        } else if let Some(sources) = self.reconciliation {
            if !(2..=4).contains(&sources) {
                return Err(Failure::Usage(format!(
                    "--reconciliation {sources}: a world has 2, 3 or 4 sources"
                )));
            }
            Parameters::for_reconciliation(seed, reports, sources)
        } else if let Some(path) = &self.parameters {
            let text = std::fs::read_to_string(path).map_err(Failure::io("read", path))?;
            serde_json::from_str(&text)
                .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?
        } else {
            Parameters { seed, reports, ..Parameters::default() }
        };
        if self.everything {
            base = base.with_everything();
        }
        Ok(Parameters {
            seed: self.seed.unwrap_or(base.seed),
            reports: self.reports.unwrap_or(base.reports),
            vintages: self.vintages.unwrap_or(base.vintages),
            countries: self.countries.unwrap_or(base.countries),
            groups: self.groups.unwrap_or(base.groups),
            towns: self.towns.unwrap_or(base.towns),
            from: self.from.unwrap_or(base.from),
            to: self.to.unwrap_or(base.to),
            ..base
        })
    }
}

/// A path below a folder, as it is written there.
fn relative(path: &Path, folder: &Path) -> Option<String> {
    path.strip_prefix(folder).ok().map(|path| path.to_string_lossy().into_owned())
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &SimulateArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let parameters = args.parameters()?;
    let progress = session.progress("simulating", parameters.reports);
    let summary = simulate(&parameters, &args.dir, &|rows| progress.at(rows, rows))?;
    progress.done();
    let mut grid = Grid::new(&["file", "release", "published", "rows", "complete for"]);
    for file in &summary.files {
        let name = file.path.file_name().map(|name| name.to_string_lossy().into_owned());
        grid.push(vec![
            Cell::maybe(name),
            file.label.as_str().into(),
            file.published.to_string().into(),
            file.rows.into(),
            file.complete_for.to_string().into(),
        ]);
    }
    for source in &summary.sources {
        for file in &source.files {
            grid.push(vec![
                Cell::maybe(relative(&file.path, &args.dir)),
                file.label.as_str().into(),
                file.published.to_string().into(),
                file.rows.into(),
                format!("{} ({})", source.dataset, file.shape).into(),
            ]);
        }
    }
    if let Some(news) = &summary.news {
        session.say(&format!(
            "SIMULATED: {} articles of {} newspapers under {}",
            news.articles,
            news.outlets.len(),
            news.dir.display()
        ));
    }
    session.say(&format!(
        "SIMULATED: {} reports in {} files under {}; the planted truth is in world.json",
        summary.reports,
        grid.rows.len(),
        args.dir.display()
    ));
    output.catalogue(&grid, &summary)?;
    Ok(ExitCode::SUCCESS)
}
