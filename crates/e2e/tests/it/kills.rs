//! A1 and A2: the program is killed while it brings a file in, at chosen system calls and at
//! random times. What was acknowledged is all there, the store opens without repair, and the same
//! ingest once more ends where an uninterrupted one does.
//!
//! By default points are sampled; `BELLWETHER_KILL_SWEEP=full` takes all.

use std::io::Write as _;
use std::time::{Duration, Instant};

use bellwether_e2e::strace::{Injection, census, inject, is_usable};
use bellwether_e2e::{Bellwether, Dice, Output, copy_dir};

use crate::world::World;

/// The longest that a killed program's store may take to open.
const LONGEST_OPENING: Duration = Duration::from_secs(2);

fn is_full() -> bool {
    std::env::var("BELLWETHER_KILL_SWEEP").is_ok_and(|value| value == "full")
}

/// A line for the person who runs the tests, also when they pass.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// A sweep: the store before, the ingest, and what must be found after it.
struct Sweep<'a> {
    name: &'a str,
    start: &'a Bellwether,
    args: Vec<&'a str>,
    events_before: i64,
    events_after: i64,
    digest_after: String,
}

impl<'a> Sweep<'a> {
    /// Runs the ingest once undisturbed to know how it ends.
    fn plan(name: &'a str, start: &'a Bellwether, args: Vec<&'a str>) -> Self {
        let program = fresh(start);
        let has_store = start.store().join("format.json").exists();
        let events_before = if has_store { start.events(&[]) } else { 0 };
        program.ok(&args);
        let (events_after, digest_after) = (program.events(&[]), program.digest());
        Self { name, start, args, events_before, events_after, digest_after }
    }

    /// The points to kill at: every call, or a sample that keeps the calls that change the store.
    fn points(&self, sample: usize) -> Vec<(&'static str, usize)> {
        let program = fresh(self.start);
        let all: Vec<_> = census(&program, &self.args)
            .into_iter()
            .flat_map(|(call, times)| (1..=times).map(move |nth| (call, nth)))
            .collect();
        if is_full() {
            return all;
        }
        let (reads, changes): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(call, _)| matches!(*call, "write" | "openat"));
        let mut points = changes;
        let room = sample.saturating_sub(points.len()).max(6);
        // Half of the sample over all, half at the end, where the commit is.
        let step = (reads.len() / room.max(1) * 2).max(1);
        points.extend(reads.iter().step_by(step));
        points.extend(reads.iter().rev().step_by(2).take(room / 2));
        points
    }

    /// Kills at one point and looks; `Err` says what was wrong, `Ok` whether the kill was met.
    fn kill_at(&self, call: &str, nth: usize) -> Result<bool, String> {
        let program = fresh(self.start);
        let killed = inject(&program, call, nth, Injection::Kill, &self.args);
        let met = killed.code.is_none();
        self.look(&program, killed.code == Some(0))?;
        Ok(met)
    }

    /// Looks at the store after a run that may have been killed, and runs the ingest again.
    fn look(&self, program: &Bellwether, is_acknowledged: bool) -> Result<(), String> {
        let (counted, opened) = quickest_opening(program);
        let found = match counted.code {
            Some(0 | 1) => counted.json()["value"].as_i64().unwrap_or(-1),
            Some(3) if self.events_before == 0 && counted.stderr.contains("not a store") => 0,
            code => return Err(format!("does not open: {code:?} {}", counted.stderr)),
        };
        if opened > LONGEST_OPENING {
            return Err(format!("took {opened:?} to open"));
        }
        if found != self.events_after && (is_acknowledged || found != self.events_before) {
            return Err(format!("{found} events, acknowledged: {is_acknowledged}"));
        }
        let again = program.run(&self.args);
        if again.code != Some(0) {
            return Err(format!("the ingest does not run again: {}", again.stderr));
        }
        let digest = &again.json()["store"]["digest"];
        if *digest != self.digest_after.as_str() {
            return Err(format!("digest {digest} where {} was expected", self.digest_after));
        }
        let events = program.events(&[]);
        let distinct = program.json(&["sql", "SELECT count(DISTINCT report_id) AS n FROM reports"]);
        if events != self.events_after || distinct["rows"][0]["n"] != self.events_after {
            return Err(format!("{events} events, {distinct} where {}", self.events_after));
        }
        Ok(())
    }

    fn run(&self, sample: usize) {
        let points = self.points(sample);
        let began = Instant::now();
        let (mut met, mut failures) = (0, Vec::new());
        for &(call, nth) in &points {
            match self.kill_at(call, nth) {
                Ok(true) => met += 1,
                Ok(false) => {}
                Err(words) => failures.push(format!("{call} {nth}: {words}")),
            }
        }
        say(&format!(
            "kill sweep {}: points={} killed={met} failures={} seconds={}",
            self.name,
            points.len(),
            failures.len(),
            began.elapsed().as_secs()
        ));
        assert!(met * 2 > points.len() || !failures.is_empty(), "most kills were not met");
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}

/// The answer of a program that opens the store, and how long the quickest of up to three took: the
/// other tests run beside it, and reading repairs nothing, so a slow store is slow each time.
fn quickest_opening(program: &Bellwether) -> (Output, Duration) {
    let open = || {
        let began = Instant::now();
        let counted = program.run(&["count", "--json"]);
        (counted, began.elapsed())
    };
    let (counted, mut opened) = open();
    for _ in 1..3 {
        if opened <= LONGEST_OPENING {
            break;
        }
        opened = opened.min(open().1);
    }
    (counted, opened)
}

/// A program with a copy of the store of `start`.
fn fresh(start: &Bellwether) -> Bellwether {
    let program = Bellwether::new();
    copy_dir(start.store(), program.store()).expect("the store can be copied");
    program
}

#[test]
fn a_kill_at_any_call_of_a_first_ingest_loses_and_doubles_nothing() {
    if !is_usable("the kill sweep (A1)") {
        return;
    }
    let world = World::small();
    let last = world.yearly().pop().expect("a yearly release");
    Sweep::plan("into a fresh store", &world.program(), last.args()).run(10);
}

#[test]
fn a_kill_at_any_call_of_a_second_vintage_loses_and_doubles_nothing() {
    if !is_usable("the kill sweep over a second vintage (A1)") {
        return;
    }
    let world = World::small();
    let start = world.program();
    let yearly = world.yearly();
    yearly[0].ingest(&start);
    Sweep::plan("of a second vintage", &start, yearly[1].args()).run(10);
}

#[test]
fn kills_at_random_times_of_a_large_ingest_lose_and_double_nothing() {
    let world = World::make(&["--reports", "100000", "--benchmark"]);
    let (start, args) = (world.program(), world.releases[0].args());
    let began = Instant::now();
    let sweep = Sweep::plan("at random times", &start, args);
    let whole = began.elapsed();
    let kills = if is_full() { 500 } else { 6 };
    let (mut dice, mut acknowledged) = (Dice(20_260_301), 0);
    // One store takes all the kills, so that what each leaves behind meets the next.
    let program = fresh(&start);
    let mut events_before = 0;
    for kill in 0..kills {
        let limit = u64::try_from(whole.as_micros()).expect("short");
        let wait = Duration::from_micros(dice.below(limit));
        let mut child = program.command(&sweep.args);
        child.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        let mut child = child.spawn().expect("started");
        std::thread::sleep(wait);
        child.kill().expect("killed or ended");
        let status = child.wait().expect("ended");
        acknowledged += i32::from(status.success());
        let counted = program.run(&["count", "--json"]);
        let found = match counted.code {
            Some(0 | 1) => counted.json()["value"].as_i64().expect("a number"),
            Some(3) if counted.stderr.contains("not a store") => 0,
            code => panic!("kill {kill} after {wait:?}: {code:?} {}", counted.stderr),
        };
        let whole_or_nothing = found == sweep.events_after || (found == 0 && !status.success());
        assert!(whole_or_nothing, "kill {kill} after {wait:?}: {found} events");
        assert!(found >= events_before, "kill {kill}: events that were there are gone");
        events_before = found;
        if found > 0 {
            // It is all in; begin again, so that later kills also meet the writing.
            sweep
                .look(&program, status.success())
                .unwrap_or_else(|words| panic!("{kill}: {words}"));
            std::fs::remove_dir_all(program.store()).expect("removed");
            world.introduce(&program);
            events_before = 0;
        }
    }
    say(&format!("random kills: kills={kills} acknowledged={acknowledged} failures=0"));
    sweep.look(&program, false).unwrap_or_else(|words| panic!("after the kills: {words}"));
}
