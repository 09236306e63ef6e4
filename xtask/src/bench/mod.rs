//! `cargo xtask bench`: measured against the peers, in one go, with ratios.
//!
//! A benchmark here drives the released binary as a user would, over simulated data that is made once and
//! kept by size, and checks that the work was done before it reports how long it took.

mod coder;
mod count;
mod geoparse;
mod ingest;
mod measure;
mod muc4;
mod new_day;
mod options;
mod peer;
mod places;
mod plover;
mod program;
mod reconcile;
mod repeat;
mod serve;
mod simulate;
mod source;
mod table;
mod watch;
mod world;

use crate::failure::{Failure, Outcome};
use crate::out;
use options::Options;

/// One benchmark.
struct Bench {
    name: &'static str,
    about: &'static str,
    run: fn(&Options) -> Outcome,
}

/// The one list of benchmarks.
const BENCHES: &[Bench] = &[
    Bench {
        name: "ingest",
        about: "a table of each source into a store, against DuckDB's read_csv to Parquet",
        run: ingest::run,
    },
    Bench {
        name: "coder",
        about: "sentences of news read a second on one core, and the memory of a long stream",
        run: coder::run,
    },
    Bench {
        name: "count",
        about: "a filtered count, warm and as a fresh process",
        run: count::run,
    },
    Bench {
        name: "geoparse",
        about: "names of places in LGL and TR-News, found and within 161 km, by models that did not see them",
        run: geoparse::run,
    },
    Bench {
        name: "muc4",
        about: "incidents and their roles in the texts of MUC-4, by the metric of GTT",
        run: muc4::run,
    },
    Bench {
        name: "new-day",
        about: "one more day in a store of a million reports: how long its incidents take",
        run: new_day::run,
    },
    Bench {
        name: "no-change",
        about: "alarms of every rule on 10,000 series in which nothing changes",
        run: watch::no_change,
    },
    Bench { name: "places", about: "a place found by name in a fresh process", run: places::run },
    Bench {
        name: "plover",
        about: "event category and who to whom, beside PLOVER's records and PETRARCH-2's answers",
        run: plover::run,
    },
    Bench {
        name: "reconcile",
        about: "which reports are the same incident, against Splink, MELTT, xSub and an oracle",
        run: reconcile::run,
    },
    Bench {
        name: "scorecard",
        about: "how soon rules find planted surges, at the same rate of false alarms",
        run: watch::scorecard,
    },
    Bench {
        name: "serve",
        about: "the server under load: first view, a group's page, times at 1, 16 and 256 connections",
        run: serve::run,
    },
    Bench { name: "simulate", about: "a simulated world written to disk", run: simulate::run },
    Bench {
        name: "watch",
        about: "a Farrington fit, a screen of many groups, a scan in space and time",
        run: watch::run,
    },
];

/// Runs the named benchmark.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let Some((name, rest)) = arguments.split_first() else {
        out::answer(list());
        return Ok(());
    };
    let Some(bench) = BENCHES.iter().find(|bench| bench.name == name) else {
        return Err(Failure::Usage(format!(
            "there is no benchmark {name:?}; there are:\n{}",
            list()
        )));
    };
    (bench.run)(&Options::parse(rest)?)
}

fn list() -> String {
    let lines: Vec<String> =
        BENCHES.iter().map(|bench| format!("  {:10}{}", bench.name, bench.about)).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_is_a_usage_error_that_lists_the_names() {
        let failure = run(&["speed".to_owned()]).expect_err("no such benchmark");
        assert_eq!(failure.exit_code(), 2);
        for bench in BENCHES {
            assert!(failure.to_string().contains(bench.name));
        }
    }
}
