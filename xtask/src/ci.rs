//! `cargo xtask ci`: all that must pass before a change lands, in order, each step timed.
//!
//! `.ci/run` installs what a bare machine lacks, runs the tests, and calls this with `--after-tests`.

use std::time::{Duration, Instant};

use crate::command::{cargo, run as run_command};
use crate::failure::{Failure, Outcome};
use crate::{audit, doc, drift, fmt, lint, out, test};

/// One step: its name, as a failure reports it, and what it does.
struct Step {
    name: &'static str,
    run: fn() -> Outcome,
}

/// The steps; the first is the one that `--after-tests` leaves out.
const STEPS: &[Step] = &[
    Step { name: "test", run: || test::run(&[]) },
    Step { name: "fmt", run: || fmt::run(&["--check".to_owned()]) },
    Step { name: "clippy", run: lint::clippy },
    Step { name: "doc", run: doc::run },
    Step { name: "house rules", run: lint::house_rules },
    Step { name: "generated files", run: drift::run },
    Step { name: "audit", run: || audit::run(&[]) },
    Step { name: "demo", run: || run_command(&mut cargo(&["run", "--", "demo"])) },
];

/// Runs the steps and stops at the first that fails.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let steps = match arguments {
        [] => STEPS,
        [flag] if flag == "--after-tests" => &STEPS[1..],
        _ => return Err(Failure::Usage("ci takes nothing or --after-tests".to_owned())),
    };
    let times = walk(steps)?;
    for (name, time) in times {
        out::say(format_args!("{name:16} {:7.1} s", time.as_secs_f64()));
    }
    Ok(())
}

/// Runs steps in order and returns the time that each took, or the first failure.
fn walk(steps: &[Step]) -> Outcome<Vec<(&'static str, Duration)>> {
    let mut times = Vec::with_capacity(steps.len());
    for step in steps {
        out::say(format_args!("== {}", step.name));
        let start = Instant::now();
        (step.run)()
            .map_err(|reason| Failure::Step { step: step.name, reason: Box::new(reason) })?;
        let time = start.elapsed();
        out::say(format_args!("== {} passed in {:.1} s", step.name, time.as_secs_f64()));
        times.push((step.name, time));
    }
    Ok(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_failure_ends_the_walk_and_is_named() {
        let steps = [
            Step { name: "one", run: || Ok(()) },
            Step { name: "two", run: || Err(Failure::Missing("nothing there".to_owned())) },
            Step { name: "three", run: || Err(Failure::Missing("never reached".to_owned())) },
        ];
        let failure = walk(&steps).expect_err("the second fails");
        assert_eq!(failure.to_string(), "step two failed: nothing there");
        assert_eq!(walk(&steps[..1]).expect("the first passes").len(), 1);
    }

    #[test]
    fn the_tests_come_first_so_that_they_can_be_left_out() {
        assert_eq!(STEPS.first().map(|step| step.name), Some("test"));
    }
}
