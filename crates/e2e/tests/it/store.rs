//! The store: one writer, readers that see one version, answers that housekeeping leaves as they
//! are.

use std::process::Stdio;
use std::time::{Duration, Instant};

use bellwether_e2e::{Bellwether, Output, ged};

use crate::exits::ten_rows;
use crate::world::World;

/// Starts the program without waiting.
fn start(program: &Bellwether, args: &[&str]) -> std::process::Child {
    let mut command = program.command(args);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("started")
}

fn words(child: std::process::Child) -> (Option<i32>, String) {
    let output = child.wait_with_output().expect("ended");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn of_two_writers_one_wins_and_the_other_waits_or_says_who_holds_the_store() {
    let program = ten_rows();
    let first = program.file("first.csv", ged::csv(&ged::rows(100, 3_100))).display().to_string();
    let second = program.file("second.csv", ged::csv(&ged::rows(4_000, 7_000)));
    let second = second.display().to_string();
    for _ in 0..3 {
        let one = start(&program, &["ingest", &first, "-q"]);
        let two = start(&program, &["ingest", &second, "-q"]);
        let (ids, results) = ([one.id(), two.id()], [words(one), words(two)]);
        let won = results.iter().filter(|(code, _)| *code == Some(0)).count();
        assert!(won >= 1, "{results:?}");
        for (at, (code, said)) in results.iter().enumerate() {
            if *code != Some(0) {
                let holder = format!("process {}", ids[1 - at]);
                assert!(said.contains(&holder), "{said} does not name {holder}");
            }
        }
    }
    program.ok(&["ingest", &first, &second, "-q"]);
    assert_eq!(program.events(&[]), 6_010);
    program.ok(&["doctor", "--deep"]);
}

#[test]
fn a_reader_during_an_ingest_sees_one_version_or_the_other() {
    let program = ten_rows();
    let path = program.file("more.csv", ged::csv(&ged::rows(100, 8_100))).display().to_string();
    let mut writer = start(&program, &["ingest", &path, "-q"]);
    let mut reads = 0;
    while writer.try_wait().expect("known").is_none() {
        let seen = program.json(&["count", "--measure", "fatalities"]);
        let version = seen["store"]["version"].as_i64();
        let expected = if version == Some(1) { 20 } else { 16_020 };
        assert_eq!(seen["value"], expected, "version {version:?}");
        reads += 1;
    }
    assert!(reads > 0, "the ingest was over before the first read");
    assert_eq!(writer.wait().expect("ended").code(), Some(0));
    assert_eq!(program.events(&[]), 8_010);
}

#[test]
fn housekeeping_keeps_every_answer_and_the_digest() {
    let world = World::small();
    let program = world.program();
    for release in &world.releases[..6] {
        release.ingest(&program);
    }
    let ask = |args: &[&str]| -> Output { program.run(&[args, &["--json"]].concat()) };
    let mut questions: Vec<Vec<String>> = vec![
        vec![
            "count".into(),
            "--measure".into(),
            "fatalities".into(),
            "--by".into(),
            "month".into(),
        ],
        vec!["events".into(), "--limit".into(), "100000".into()],
        vec!["releases".into()],
    ];
    for release in &world.releases[..3] {
        let published = release.published.clone();
        questions.push(vec!["count".into(), "--as-of".into(), published]);
    }
    for version in 1..=3 {
        questions.push(vec!["count".into(), "--data-version".into(), version.to_string()]);
    }
    let answers = || -> Vec<String> {
        let asked = questions.iter().map(|question| {
            let question: Vec<&str> = question.iter().map(String::as_str).collect();
            ask(&question).stdout
        });
        asked.collect()
    };
    let before = answers();
    let files = |table: &str| {
        let entries = std::fs::read_dir(program.store().join(table)).expect("the table is there");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        names.filter(|name| name.to_string_lossy().ends_with(".parquet")).count()
    };
    let had = files("reports");
    let _ = program.json(&["vacuum", "--keep-hours", "0", "--dry-run"]);
    assert_eq!(answers(), before, "a dry run changed an answer");
    let done = program.json(&["vacuum", "--keep-hours", "0"]);
    assert!(files("reports") < had, "{done}");
    assert!(done["files_removed"].as_i64() > Some(0), "{done}");
    for (after, before) in answers().iter().zip(&before) {
        assert_eq!(after, before);
    }
    program.ok(&["doctor", "--deep"]);
    let again = world.releases[0].ingest(&program);
    assert_eq!(again["files"][0]["added"], 0);
}

#[test]
fn a_dry_run_says_what_the_run_then_does() {
    let program = ten_rows();
    for part in 1..4 {
        let rows = ged::rows(100 * part, 100 * part + 10);
        let path = program.file(&format!("part-{part}.csv"), ged::csv(&rows)).display().to_string();
        program.ok(&["ingest", &path, "-q"]);
    }
    let dry = program.json(&["vacuum", "--keep-hours", "0", "--dry-run"]);
    let done = program.json(&["vacuum", "--keep-hours", "0"]);
    for key in ["files_before", "files_after", "files_removed"] {
        assert_eq!(dry[key], done[key], "{key}: {dry} {done}");
    }
}

#[test]
fn many_small_ingests_count_as_one_large_one() {
    let whole = Bellwether::new();
    let path = whole.file("whole.csv", ged::csv(&ged::rows(1, 401))).display().to_string();
    whole.ok(&["ingest", &path, "-q"]);
    let daily = Bellwether::new();
    for part in 0..40 {
        let rows = ged::rows(1 + part * 10, 11 + part * 10);
        let path = daily.file(&format!("part-{part}.csv"), ged::csv(&rows)).display().to_string();
        daily.ok(&["ingest", &path, "-q"]);
    }
    let by_month = ["count", "--measure", "fatalities", "--by", "month"];
    let (a, b) = (whole.json(&by_month), daily.json(&by_month));
    assert_eq!(a["value"], 800);
    assert_eq!(a["rows"], b["rows"]);
    assert_eq!(daily.events(&["--data-version", "20"]), 200);
    let began = Instant::now();
    assert_eq!(daily.events(&[]), 400);
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    daily.ok(&["doctor", "--deep"]);
}

#[test]
fn a_row_outside_the_scope_of_a_later_release_stays() {
    let program = Bellwether::new();
    let row = |id: u32, day: &str| ged::Row::new(id).set("date_start", day).set("date_end", day);
    let old = [row(1, "2013-05-01"), row(2, "2014-05-01"), row(3, "2014-06-01")];
    let old = program.file("old.csv", ged::csv(&old)).display().to_string();
    let new = [row(3, "2014-06-02"), row(4, "2014-07-01")];
    let new = program.file("new.csv", ged::csv(&new)).display().to_string();
    program.ok(&["ingest", &old, "--release", "24.1", "--published", "2024-06-01", "-q"]);
    let scope = "country=NGA,from=2014-01-01,to=2014-12-31";
    let release = ["--release", "25.1", "--published", "2025-06-01", "--complete-for", scope];
    let answer = program.json(&[&["ingest", new.as_str()], &release[..]].concat());
    let file = &answer["files"][0];
    let counts = ["added", "changed", "unchanged", "withdrawn"].map(|key| file[key].as_i64());
    assert_eq!(counts, [Some(1), Some(1), Some(0), Some(1)]);
    assert_eq!(program.events(&[]), 3);
    let diff = program.json(&["diff", "24.1", "25.1"]);
    let changes = diff["difference"]["changes"].as_array().expect("changes").clone();
    let changed = changes.iter().find(|change| change["what"] == "changed").expect("one");
    let mut fields: Vec<&str> = changed["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .filter_map(|field| field["field"].as_str())
        .collect();
    fields.sort_unstable();
    assert_eq!(fields, ["date_end", "date_start"]);
    let history = program.json(&["events", "--history", "ucdp-ged:3"]);
    assert_eq!(history["events"].as_array().map(Vec::len), Some(2), "{history}");
}

#[test]
fn one_command_with_several_files_ends_as_several_commands_do() {
    let world = World::small();
    let files: Vec<&str> =
        world.releases.iter().take(4).map(|release| release.path.as_str()).collect();
    let together = world.program();
    let mut args = vec!["ingest", "-q"];
    args.extend(&files);
    together.ok(&args);
    let apart = world.program();
    for file in &files {
        apart.ok(&["ingest", file, "-q"]);
    }
    assert_eq!(together.digest(), apart.digest());
}
