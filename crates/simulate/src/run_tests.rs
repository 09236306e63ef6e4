use super::*;
use std::collections::{BTreeMap, BTreeSet};

use bellwether_model::{ContentHasher, Point, PrioGridId};
use jiff::civil::date;

use crate::{ReleaseFile, write::ged::COLUMNS};

struct Made {
    dir: tempfile::TempDir,
    summary: Summary,
}

fn make(parameters: &Parameters) -> Made {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let summary = simulate(parameters, dir.path(), &|_| {}).expect("a world");
    Made { dir, summary }
}

fn demo() -> Made {
    make(&Parameters::default())
}

/// One hash over the names and the content of all files, in the order of their names.
pub(crate) fn hash(dir: &Path) -> String {
    fn walk(dir: &Path, base: &Path, hasher: &mut ContentHasher) {
        let mut paths: Vec<_> = fs::read_dir(dir)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                walk(&path, base, hasher);
            } else {
                let name =
                    path.strip_prefix(base).expect("below").to_string_lossy().replace('\\', "/");
                hasher.field(name.as_bytes()).field(&fs::read(&path).expect("a file"));
            }
        }
    }
    let mut hasher = ContentHasher::new();
    walk(dir, dir, &mut hasher);
    hasher.finish().to_string()
}

/// The fields of a line with GED's quoting.
fn split(line: &str) -> Vec<String> {
    let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            other => field.push(other),
        }
    }
    fields.push(field);
    fields
}

type Row = BTreeMap<&'static str, String>;

fn rows(file: &ReleaseFile) -> Vec<Row> {
    let text = fs::read_to_string(&file.path).expect("the file");
    text.lines()
        .skip(1)
        .map(|line| {
            let fields = split(line);
            assert_eq!(fields.len(), COLUMNS.len(), "{line}");
            COLUMNS.into_iter().zip(fields).collect()
        })
        .collect()
}

fn lines_by_id(file: &ReleaseFile) -> BTreeMap<u64, String> {
    let text = fs::read_to_string(&file.path).expect("the file");
    let lines: BTreeMap<u64, String> = text
        .lines()
        .skip(1)
        .map(|line| {
            let (id, _) = line.split_once(',').expect("a row");
            (id.parse().expect("a number"), line.to_owned())
        })
        .collect();
    assert_eq!(lines.len() as u64, file.rows, "no id is there twice");
    lines
}

fn number(row: &Row, column: &str) -> i64 {
    row[column].parse().expect("a number")
}

#[test]
fn the_same_seed_gives_the_bytes_that_it_always_gave() {
    assert_eq!(
        hash(demo().dir.path()),
        "f0401a3ed1dca742d91cfcd62a3a4c04",
        "if this was meant, pin the new hash"
    );
}

#[test]
fn another_seed_gives_another_world() {
    let other = make(&Parameters { seed: 2, ..Parameters::default() });
    assert_ne!(hash(demo().dir.path()), hash(other.dir.path()));
    assert_ne!(demo().summary.headline_group, other.summary.headline_group);
}

#[test]
fn every_row_holds_what_ged_promises() {
    let made = demo();
    for file in &made.summary.files {
        for row in rows(file) {
            let deaths = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"];
            let best: i64 = deaths.iter().map(|column| number(&row, column)).sum();
            assert_eq!(best, number(&row, "best"));
            assert!(best > 0, "lethal only");
            assert!(number(&row, "low") <= best && best <= number(&row, "high"));
            assert!(row["date_start"] <= row["date_end"]);
            assert_eq!(row["date_start"][..4], row["year"]);
            assert_eq!(
                (row["code_status"].as_str(), row["region"].as_str()),
                ("SIMULATED", "Simulated")
            );
            assert!(row["source_headline"].starts_with("SIMULATED; "));
            let government_is_a = row["side_a"].starts_with("Government of ");
            match row["type_of_violence"].as_str() {
                "1" => assert!(government_is_a && !row["gwnoa"].is_empty()),
                "2" => assert!(!government_is_a && row["gwnoa"].is_empty()),
                _ => assert_eq!(
                    (row["side_b"].as_str(), row["side_b_new_id"].as_str()),
                    ("Civilians", "1")
                ),
            }
            assert!((1..=7).contains(&number(&row, "where_prec")));
            assert!((1..=5).contains(&number(&row, "date_prec")));
        }
    }
}

#[test]
fn the_grid_cell_and_the_geometry_follow_from_the_coordinates() {
    let made = demo();
    for row in rows(&made.summary.files[0]) {
        let (latitude, longitude) = (&row["latitude"], &row["longitude"]);
        assert_eq!(row["geom_wkt"], format!("POINT ({longitude} {latitude})"));
        let point =
            Point::new(latitude.parse().expect("degrees"), longitude.parse().expect("degrees"))
                .expect("on Earth");
        assert_eq!(row["priogrid_gid"], PrioGridId::containing(point).to_string());
    }
}

#[test]
fn a_date_precision_is_as_long_as_its_code_says() {
    let made = demo();
    let mut seen = BTreeSet::new();
    for row in made.summary.files.iter().flat_map(rows) {
        let day = |column: &str| row[column].parse::<bellwether_model::Date>().expect("a date");
        let days = (day("date_end") - day("date_start")).get_days() + 1;
        let range = match number(&row, "date_prec") {
            1 => 1..=1,
            2 => 2..=6,
            3 => 7..=7,
            4 => 28..=31,
            _ => 365..=366,
        };
        assert!(range.contains(&days), "{days} days for {}", row["date_prec"]);
        seen.insert(row["date_prec"].clone());
    }
    assert_eq!(seen.len(), 5);
}

#[test]
fn releases_differ_as_the_world_file_says() {
    let made = make(&Parameters { reports: 6_000, ..Parameters::default() });
    let text = fs::read_to_string(made.dir.path().join("world.json")).expect("the file");
    let world: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let told = world["releases"].as_array().expect("a list");
    let mut before: BTreeMap<u64, String> = BTreeMap::new();
    let mut seen = 0;
    for (file, told) in made.summary.files.iter().zip(told) {
        assert_eq!(told["label"], file.label);
        if file.is_candidate {
            continue;
        }
        let now = lines_by_id(file);
        let both = now.iter().filter_map(|(id, line)| before.get(id).map(|old| (old, line)));
        let changes = &told["changes"];
        assert_eq!(changes["changed"], both.filter(|(old, new)| old != new).count());
        assert_eq!(changes["added"], now.keys().filter(|id| !before.contains_key(id)).count());
        assert_eq!(changes["withdrawn"], before.keys().filter(|id| !now.contains_key(id)).count());
        if !before.is_empty() {
            for name in ["changed", "added", "added_late", "withdrawn"] {
                let count = changes[name].as_u64().expect("a count");
                assert!(count > 2, "{name} in {}: {count}", file.label);
            }
        }
        before = now;
        seen += 1;
    }
    assert_eq!(seen, 4);
}

fn assert_rows_within_scopes(made: &Made) {
    for file in &made.summary.files {
        let iso3 = |row: &Row| bellwether_model::Iso3::new(&row["relid"][..3]).ok();
        for row in rows(file) {
            let start = row["date_start"].parse().expect("a date");
            let covered = file.complete_for.covers(iso3(&row), start);
            assert!(covered, "{} in {}", row["relid"], file.label);
            let end: bellwether_model::Date = row["date_end"].parse().expect("a date");
            assert!(end <= file.published, "nothing is told before it happened");
        }
    }
}

#[test]
fn every_row_lies_within_the_scope_of_its_release() {
    let made = demo();
    assert!(made.summary.files.iter().all(|file| file.rows > 0));
    assert_rows_within_scopes(&made);
}

#[test]
fn a_world_that_begins_and_ends_within_a_year_is_told_as_well() {
    for candidates in [true, false] {
        let made = make(&Parameters {
            from: date(2018, 5, 17),
            to: date(2021, 8, 9),
            countries: 1,
            units: 2,
            towns: 2,
            groups: 3,
            vintages: 3,
            candidates,
            ..Parameters::default()
        });
        assert_eq!(made.summary.files.len(), if candidates { 3 + 8 } else { 3 });
        assert_rows_within_scopes(&made);
        assert!(made.summary.rows > 3_000);
    }
}

#[test]
fn a_world_with_the_most_groups_countries_and_units_is_told_as_well() {
    let made = make(&Parameters {
        countries: 25,
        units: 24,
        towns: 2_000,
        groups: 2_000,
        reports: 10_000,
        vintages: 1,
        ..Parameters::default()
    });
    assert_rows_within_scopes(&made);
    assert_eq!(made.summary.groups.len(), 2_000);
}

#[test]
fn the_planted_silence_return_and_attack_are_seen_in_the_rows() {
    for seed in 1..=5 {
        let made = make(&Parameters { seed, ..Parameters::default() });
        let story = made.summary.groups[0].resurgences[0];
        let native = made.summary.groups[0].native_id.clone();
        let latest =
            made.summary.files.iter().filter(|file| file.label == "24.1" || file.is_candidate);
        let mine: Vec<Row> = latest
            .flat_map(rows)
            .filter(|row| [&row["side_a_new_id"], &row["side_b_new_id"]].contains(&&native))
            .filter(|row| number(row, "date_prec") <= 3)
            .collect();
        let between = |from: bellwether_model::Date, to: bellwether_model::Date| {
            let (from, to) = (from.to_string(), to.to_string());
            mine.iter().filter(|row| from <= row["date_start"] && row["date_start"] <= to).count()
        };
        let year = |n: i16| between(date(n, 1, 1), date(n, 12, 31));
        assert_eq!(between(story.silent_from.tomorrow().expect("a day"), story.silent_to), 0);
        assert!(year(2018) >= 30, "seed {seed}: {}", year(2018));
        let first = story.start.checked_add(jiff::Span::new().days(365)).expect("a day");
        let rise = (between(story.start, first), year(2024));
        assert!(rise.0 >= 20 && rise.1 > rise.0 * 3 / 2, "seed {seed}: {rise:?}");
        let attack = made.summary.groups[0].planted.iter().find(|day| day.kind == "mass-casualty");
        let attack = attack.expect("it is planted");
        let day = attack.day.to_string();
        let worst = mine.iter().map(|row| (number(row, "best"), row["date_start"].clone())).max();
        let (best, start) = worst.expect("rows");
        assert_eq!(start, day, "seed {seed}");
        assert!(best >= i64::from(attack.size) * 6 / 10, "seed {seed}: {best} of {}", attack.size);
    }
}

#[test]
fn the_truth_names_every_row_of_every_release_once() {
    let made = demo();
    let text = fs::read_to_string(made.dir.path().join("truth.ndjson")).expect("the file");
    let mut told: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    let mut incidents = 0;
    let mut summaries = BTreeSet::new();
    for line in text.lines() {
        let incident: serde_json::Value = serde_json::from_str(line).expect("JSON");
        incidents += 1;
        assert_eq!(incident["incident"], incidents);
        for report in incident["reports"].as_array().expect("a list") {
            let id = report["id"].as_u64().expect("an id");
            for label in report["in"].as_array().expect("labels") {
                let label = label.as_str().expect("text").to_owned();
                let new = told.entry(label).or_default().insert(id);
                assert!(
                    new || report["as"] == "summary",
                    "only a summary tells of several incidents"
                );
            }
            if report["as"] == "summary" {
                summaries.insert(id);
            }
        }
    }
    assert_eq!(incidents, made.summary.incidents);
    assert!(!summaries.is_empty());
    for file in &made.summary.files {
        let ids: BTreeSet<u64> = lines_by_id(file).into_keys().collect();
        assert_eq!(told.get(&file.label), Some(&ids), "{}", file.label);
    }
}

#[test]
fn a_world_is_about_as_large_as_was_asked() {
    for reports in [1_000, 3_000, 100_000] {
        let made = make(&Parameters { reports, ..Parameters::default() });
        let share = made.summary.reports as f64 / reports as f64;
        assert!((0.8..1.2).contains(&share), "{reports}: {}", made.summary.reports);
    }
}

#[test]
fn a_large_world_is_told_in_steps_and_in_rows_as_wide_as_real_ones() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let steps = std::cell::RefCell::new(Vec::new());
    let parameters = Parameters::for_benchmark(3, 100_000);
    let summary =
        simulate(&parameters, dir.path(), &|rows| steps.borrow_mut().push(rows)).expect("a world");
    let steps = steps.into_inner();
    assert!(steps.len() > 10 && steps.is_sorted());
    assert_eq!(steps.last(), Some(&summary.rows));
    assert_eq!((summary.files.len(), summary.files[0].rows), (1, summary.rows));
    let bytes = fs::metadata(&summary.files[0].path).expect("the file").len();
    assert!((550..750).contains(&(bytes / summary.rows)), "{}", bytes / summary.rows);
    assert!(!dir.path().join("truth.ndjson").exists());
}

#[test]
fn relids_are_unique_and_follow_the_grammar() {
    let made = demo();
    for file in &made.summary.files {
        let mut seen = BTreeSet::new();
        for row in rows(file) {
            let parts: Vec<&str> = row["relid"].split('-').collect();
            assert_eq!(parts.len(), 5);
            assert!(parts[0].starts_with("XA"));
            assert_eq!(
                (parts[1], parts[2]),
                (row["year"].as_str(), row["type_of_violence"].as_str())
            );
            assert_eq!(parts[3], row["dyad_new_id"]);
            assert!(seen.insert(row["relid"].clone()), "{}", row["relid"]);
        }
    }
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let made = demo();
    let error = simulate(&Parameters::default(), made.dir.path(), &|_| {}).expect_err("not empty");
    assert!(error.to_string().contains("is not empty"));
    let file = made.dir.path().join("README.txt");
    let error = simulate(&Parameters::default(), &file, &|_| {}).expect_err("a file, not a folder");
    assert!(matches!(error, SimulateError::Write { .. }));
}

#[test]
fn the_header_is_that_of_the_real_dataset() {
    let real = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/ged/mexico.csv");
    let Ok(text) = fs::read_to_string(real) else {
        println!("skipped: the_header_is_that_of_the_real_dataset needs ../shared/data");
        return;
    };
    let made = demo();
    let own = fs::read_to_string(&made.summary.files[0].path).expect("the file");
    assert_eq!(own.lines().next(), text.lines().next());
}
