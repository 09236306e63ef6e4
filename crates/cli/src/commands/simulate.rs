//! `simulate`: a world with planted truth.

use std::path::PathBuf;
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
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub(crate) seed: u64,
    /// About how many reports, 1,000 to 10,000,000.
    #[arg(long, default_value_t = 3_000, value_name = "N")]
    pub(crate) reports: u64,
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
}

impl SimulateArgs {
    fn parameters(&self) -> Parameters {
        let base = if self.benchmark {
            Parameters::for_benchmark(self.seed, self.reports)
        } else {
            Parameters { seed: self.seed, reports: self.reports, ..Parameters::default() }
        };
        Parameters {
            vintages: self.vintages.unwrap_or(base.vintages),
            countries: self.countries.unwrap_or(base.countries),
            groups: self.groups.unwrap_or(base.groups),
            towns: self.towns.unwrap_or(base.towns),
            from: self.from.unwrap_or(base.from),
            to: self.to.unwrap_or(base.to),
            ..base
        }
    }
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &SimulateArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let parameters = args.parameters();
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
    session.say(&format!(
        "SIMULATED: {} reports in {} files under {}; the planted truth is in world.json",
        summary.reports,
        summary.files.len(),
        args.dir.display()
    ));
    output.catalogue(&grid, &summary)?;
    Ok(ExitCode::SUCCESS)
}
