//! `bench serve`: the released program serving 350,000 reports, asked as the pages ask and by many at once.
//!
//! The budgets are its peer: a first view in a second, a group's page in 300 ms, a count in 100 ms (docs/BENCHMARKS.md).

mod client;

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use client::{Connection, Timed};

use super::options::Options;
use super::program;
use super::table::{last_line, markdown, median};
use super::{ingest, world};
use crate::command::command;
use crate::failure::{Failure, Outcome};
use crate::out;

/// Reports that are served unless `--rows` says otherwise.
const ROWS: u64 = 350_000;
/// Connections at once.
const CONNECTIONS: [usize; 3] = [1, 16, 256];
/// The connections whose times stand in the last line.
const SHOWN: usize = 16;

/// What the first view asks for: the page itself, and what the overview shows (`web/app/pages/overview.js`).
const FIRST_VIEW: [&str; 10] = [
    "/",
    "/style.css",
    "/api/v1/watches",
    "/api/v1/alerts",
    "/api/v1/count?by=source&unit=reports",
    "/api/v1/releases",
    "/api/v1/gaps",
    "/api/v1/count?by=actor",
    "/api/v1/actors",
    "/api/v1/count?by=precision",
];

/// The program while it serves.
struct Serving {
    child: Child,
    address: SocketAddr,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Times at so many connections.
struct Load {
    connections: usize,
    p50_ms: f64,
    p99_ms: f64,
    per_second: f64,
    refused: usize,
}

/// Measures.
pub(crate) fn run(options: &Options) -> Outcome {
    let program = program::released()?;
    let size = options.rows.unwrap_or(ROWS);
    let world = world::prepare(&program, size, options)?;
    let (store, done) = ingest::kept_store(size)?;
    if options.fresh || !done.exists() {
        ingest::ingest_world(&program, &world)?;
    }
    let serving = serve(&program, &store)?;
    let address = serving.address;
    let view: Vec<String> = FIRST_VIEW.map(str::to_owned).to_vec();
    let (first_view_ms, answers) = client::page(address, &view).map_err(broken)?;
    all_good(&answers)?;
    let groups = groups(address)?;
    let group_ms = group_pages(address, &groups)?;
    let targets = questions(&groups);
    let span = Duration::from_secs(if options.quick { 4 } else { 20 });
    let mut loads = Vec::new();
    for connections in CONNECTIONS {
        let (answers, seconds) =
            client::load(address, &targets, connections, span).map_err(broken)?;
        loads.push(load(connections, &answers, seconds)?);
    }
    let cells = |load: &Load| {
        vec![
            load.connections.to_string(),
            format!("{:.1}", load.p50_ms),
            format!("{:.1}", load.p99_ms),
            format!("{:.0}", load.per_second),
            load.refused.to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = loads.iter().map(cells).collect();
    let header = ["connections", "p50 ms", "p99 ms", "requests a second", "refused"];
    out::answer(markdown(&header, &rows));
    let shown = loads.iter().find(|load| load.connections == SHOWN);
    let shown = shown.ok_or_else(|| Failure::Answer("nothing was measured".to_owned()))?;
    out::answer(summary(first_view_ms, group_ms, shown));
    Ok(())
}

/// Starts the program on a free port, with room for all connections from one address.
fn serve(program: &Path, store: &Path) -> Outcome<Serving> {
    let config = store.with_file_name("serve.toml");
    let text = "[serve]\nconnections_per_address = \"300\"\nquestions_waiting = \"300\"\n";
    std::fs::write(&config, text).map_err(Failure::file(&config))?;
    let mut command = command(program);
    command.arg("--store").arg(store).arg("--config").arg(&config);
    command.args(["serve", "--listen", "127.0.0.1:0", "-q"]).stdout(Stdio::piped());
    let mut child = command.spawn().map_err(Failure::file(program))?;
    let mut line = String::new();
    if let Some(out) = child.stdout.take() {
        BufReader::new(out).read_line(&mut line).map_err(Failure::file(program))?;
    }
    let host = line.trim().trim_start_matches("http://").trim_end_matches('/');
    match host.parse() {
        Ok(address) => Ok(Serving { child, address }),
        Err(_) => {
            let _ = child.kill();
            Err(Failure::Answer(format!("serve said {line:?} instead of its address")))
        }
    }
}

fn broken(error: std::io::Error) -> Failure {
    Failure::Answer(format!("the server did not answer: {error}"))
}

fn all_good(answers: &[Timed]) -> Outcome {
    match answers.iter().find(|answer| answer.status != 200 || answer.bytes == 0) {
        None => Ok(()),
        Some(answer) => Err(Failure::Answer(format!("an answer had the status {}", answer.status))),
    }
}

/// The groups with the most events, by what the server itself counts.
fn groups(address: SocketAddr) -> Outcome<Vec<String>> {
    let mut connection = Connection::open(address).map_err(broken)?;
    let text = connection.text("/api/v1/count?by=actor").map_err(broken)?;
    let value: serde_json::Value = serde_json::from_str(&text)
        .map_err(|error| Failure::Answer(format!("count by actor is no JSON: {error}")))?;
    let mut rows: Vec<(f64, String)> = value["rows"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|row| Some((row["value"].as_f64()?, row["key"].as_str()?.to_owned())))
        .collect();
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    Ok(rows.into_iter().map(|(_, name)| name).take(12).collect())
}

/// The median time of a group's page, each asked for the first time.
fn group_pages(address: SocketAddr, groups: &[String]) -> Outcome<f64> {
    let mut connection = Connection::open(address).map_err(broken)?;
    let mut times = Vec::new();
    for group in groups {
        let answer =
            connection.get(&format!("/api/v1/groups/{}", encoded(group))).map_err(broken)?;
        if answer.status == 200 {
            times.push(answer.ms);
        }
    }
    if times.len() < 3 {
        return Err(Failure::Answer(format!("only {} pages of groups were answered", times.len())));
    }
    median(&times).ok_or_else(|| Failure::Answer("nothing was measured".to_owned()))
}

/// A text as a part of a path.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// Questions of five kinds with changing values: some three hundred, so that under load most of them have been asked
/// before, as on a desk where several look at the same groups.
fn questions(groups: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let actor = encoded(group);
        for year in 0..5 {
            let from = 1995 + (at * 5 + year) % 25;
            all.push(format!("/api/v1/count?actor={actor}&from={from}"));
            all.push(format!("/api/v1/series?actor={actor}&by=month&from={from}"));
            all.push(format!("/api/v1/count?by=country&from={from}&to={from}&measure=fatalities"));
            all.push(format!("/api/v1/count?actor={actor}&by=type&from={from}"));
            all.push(format!("/api/v1/events?actor={actor}&from={from}&limit=20"));
        }
    }
    all
}

fn load(connections: usize, answers: &[Timed], seconds: f64) -> Outcome<Load> {
    let refused = answers.iter().filter(|answer| answer.status != 200).count();
    let mut times: Vec<f64> =
        answers.iter().filter(|answer| answer.status == 200).map(|answer| answer.ms).collect();
    times.sort_by(f64::total_cmp);
    if times.is_empty() {
        return Err(Failure::Answer(format!("at {connections} connections nothing was answered")));
    }
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    #[allow(clippy::cast_precision_loss)] // counts far below 2^53
    let per_second = times.len() as f64 / seconds;
    Ok(Load { connections, p50_ms: at(50), p99_ms: at(99), per_second, refused })
}

fn summary(first_view_ms: f64, group_ms: f64, shown: &Load) -> String {
    last_line(
        "serve",
        &[
            ("first_view_ms", format!("{first_view_ms:.0}")),
            ("group_ms", format!("{group_ms:.0}")),
            ("p50_ms", format!("{:.1}", shown.p50_ms)),
            ("p99_ms", format!("{:.1}", shown.p99_ms)),
            ("requests_per_second", format!("{:.0}", shown.per_second)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_has_the_agreed_names_in_order() {
        let answers: Vec<Timed> =
            (1..=100).map(|n| Timed { status: 200, ms: f64::from(n), bytes: 1 }).collect();
        let shown = load(16, &answers, 2.0).expect("measured");
        assert_eq!(
            summary(812.4, 99.6, &shown),
            "serve first_view_ms=812 group_ms=100 p50_ms=51.0 p99_ms=100.0 requests_per_second=50"
        );
    }

    #[test]
    fn refusals_are_counted_and_are_no_times() {
        let timed = |status| Timed { status, ms: 1.0, bytes: 1 };
        let mixed = load(256, &[timed(200), timed(429), timed(429)], 1.0).expect("measured");
        assert_eq!(mixed.refused, 2);
        assert!(load(1, &[timed(429)], 1.0).is_err());
    }

    #[test]
    fn a_name_in_a_path_is_encoded() {
        assert_eq!(encoded("Boko Haram/é"), "Boko%20Haram%2F%C3%A9");
    }
}
