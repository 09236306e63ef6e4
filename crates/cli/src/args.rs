//! The arguments, as types; help, man page and completions are made from them.

mod question;

pub(crate) use question::{ByWord, MeasureWord, QuestionArgs, UnitWord};

use std::path::PathBuf;

use bellwether_model::Date;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use crate::commands;

/// Keeps watch over armed groups from open sources.
///
/// Public event data go in; what comes out are answers about organisations and areas, each with the
/// rows and the release that it came from.
#[derive(Debug, Parser)]
#[command(name = "bellwether", version, arg_required_else_help = true)]
#[command(
    after_help = "Begin with `bellwether demo`, or `bellwether ingest FILE` and `bellwether group ACTOR`.\n\
Exit codes: 0 done, 1 negative answer, 2 usage, 3 data unusable, 4 refused, 5 network, 6 integrity, 130 interrupted."
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags that every command takes.
#[derive(Debug, Clone, Default, ClapArgs)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Directory of the store [default: the platform's data directory].
    #[arg(long, global = true, env = "BELLWETHER_STORE", value_name = "DIR")]
    pub(crate) store: Option<PathBuf>,
    /// Answer as on this day: only what had been published or retrieved by its end (UTC).
    #[arg(long, global = true, env = "BELLWETHER_AS_OF", value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// Answer as of this version of the store (see `releases`).
    #[arg(long, global = true, value_name = "N")]
    pub(crate) data_version: Option<i64>,
    /// Short for --format json.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Form of the output.
    #[arg(long, global = true, env = "BELLWETHER_FORMAT", value_enum, value_name = "FORM")]
    pub(crate) format: Option<Format>,
    /// Write the output to this file; - is standard output.
    #[arg(short, long, global = true, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Never use the network.
    #[arg(long, global = true, env = "BELLWETHER_OFFLINE", value_parser = clap::builder::BoolishValueParser::new())]
    pub(crate) offline: bool,
    /// Say nothing on standard error but errors.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Say more on standard error; repeat for more.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    /// When to use colour.
    #[arg(long, global = true, env = "BELLWETHER_COLOR", value_enum, value_name = "WHEN")]
    pub(crate) color: Option<Color>,
    /// When to show progress on standard error.
    #[arg(long, global = true, env = "BELLWETHER_PROGRESS", value_enum, value_name = "WHEN")]
    pub(crate) progress: Option<ProgressMode>,
    /// Read this configuration file instead of the user's and the project's.
    #[arg(long, global = true, env = "BELLWETHER_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Read no configuration file.
    #[arg(long, global = true, env = "BELLWETHER_NO_CONFIG", value_parser = clap::builder::BoolishValueParser::new())]
    pub(crate) no_config: bool,
}

/// Forms of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Columns for a person.
    Table,
    /// Comma-separated values, formulas neutralised.
    Csv,
    /// One JSON object a line.
    Ndjson,
    /// One JSON object.
    Json,
    /// A GeoJSON feature collection, for rows that have a place.
    Geojson,
    /// Apache Parquet.
    Parquet,
    /// GeoParquet: Parquet with the points as geometry.
    Geoparquet,
    /// An Arrow IPC stream.
    Arrow,
    /// A spreadsheet.
    Xlsx,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// When to show progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProgressMode {
    /// On a terminal.
    Auto,
    /// Never.
    Never,
    /// As JSON, one object a line, for a wrapping program.
    Json,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the whole pipeline on a small simulated world.
    Demo(commands::demo::DemoArgs),
    /// Bring files into the store.
    Ingest(commands::ingest::IngestArgs),
    /// Download a release, or what is new, and bring it in.
    Fetch(commands::fetch::FetchArgs),
    /// News feeds: add, list, remove, or ask for what is new.
    Feed(commands::feed::FeedArgs),
    /// List what came in: releases by store version.
    Releases(commands::releases::ReleasesArgs),
    /// List rows that did not come in, or not as they stood, and why.
    Rejects(commands::rejects::RejectsArgs),
    /// Say what changed between two releases, store versions or knowledge dates.
    Diff(commands::diff::DiffArgs),
    /// Find which reports tell of the same incident.
    Reconcile(commands::reconcile::ReconcileArgs),
    /// Incidents: their reports, why these are linked, and what people say of that.
    Incident(commands::incident::IncidentArgs),
    /// Which dataset saw what, and what all of them may have missed.
    Overlap(commands::overlap::OverlapArgs),
    /// Watch groups and areas: add, run, replay, or screen all groups.
    Watch(commands::watch::WatchArgs),
    /// Alerts: what was raised, what became of it, and why.
    Alerts(commands::alerts::AlertsArgs),
    /// One page about one group.
    Group(commands::group::GroupArgs),
    /// Claims: hold a number in circulation against the data.
    Claim(commands::claim::ClaimArgs),
    /// Write a brief about one group, in which every number carries its query.
    Brief(commands::brief::BriefArgs),
    /// Ask the queries of a brief again, and name the numbers that differ.
    Verify(commands::verify::VerifyArgs),
    /// Count events or deaths.
    Count(commands::count::CountArgs),
    /// Count by period, gaps included.
    Series(commands::series::SeriesArgs),
    /// Dates of politics, and whether a group's attacks gather around them.
    Calendar(commands::calendar::CalendarArgs),
    /// List single reports.
    Events(commands::events::EventsArgs),
    /// Write an answer as a file, with its citation and licence.
    Export(commands::export::ExportArgs),
    /// Ask in SQL, read only.
    Sql(commands::sql::SqlArgs),
    /// Names to actors.
    Actor(commands::actor::ActorArgs),
    /// Names to places.
    Place(commands::place::PlaceArgs),
    /// What news text says: so far, the places that it names.
    Code(commands::code::CodeArgs),
    /// Measure which rule finds a surge, how soon, and at what rate of false alarms.
    Scorecard(commands::scorecard::ScorecardArgs),
    /// Print event ontologies and the ways between them.
    Crosswalk(commands::crosswalk::CrosswalkArgs),
    /// Hold our sums against published country-year totals.
    CheckTotals(commands::check_totals::CheckTotalsArgs),
    /// Make a simulated world.
    Simulate(commands::simulate::SimulateArgs),
    /// Serve the HTTP API, feeds and pages.
    Serve(commands::serve::ServeArgs),
    /// Serve tools to an assistant over standard input and output (MCP).
    Mcp(commands::mcp::McpArgs),
    /// Check the store, the registry and the surroundings.
    Doctor(commands::doctor::DoctorArgs),
    /// Put small files together and remove those that nothing refers to.
    Vacuum(commands::vacuum::VacuumArgs),
    /// Show the configuration and where each value comes from.
    Config(commands::config::ConfigArgs),
    /// Print completions for a shell.
    Completions(commands::completions::CompletionsArgs),
    /// Print the man page.
    Man,
}
