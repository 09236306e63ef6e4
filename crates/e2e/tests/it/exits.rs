//! Exit codes and words: what a script and a person can rely on when something is not as wished.

use bellwether_e2e::{Bellwether, copy_dir, ged};

use crate::world::World;

/// A store of ten sound rows.
pub(crate) fn ten_rows() -> Bellwether {
    let program = Bellwether::new();
    let path = program.file("ten.csv", ged::csv(&ged::rows(1, 11)));
    let path = path.display().to_string();
    program.ok(&["ingest", &path, "--release", "25.1", "--published", "2025-06-01", "-q"]);
    program
}

/// Runs, and expects a code and words on standard error, with nothing on standard output.
fn refused(program: &Bellwether, args: &[&str], code: i32, words: &[&str]) {
    let output = program.run(args).expect_code(code);
    assert_eq!(output.stdout, "", "{args:?}");
    for word in words {
        assert!(output.stderr.contains(word), "{args:?}: no {word:?} in {}", output.stderr);
    }
}

#[test]
fn a_negative_answer_is_1() {
    let program = ten_rows();
    for args in [
        &["count", "--from", "1700", "--to", "1701"][..],
        &["count", "--as-of", "2020-01-01"],
        &["events", "--country", "SWE"],
        &["sql", "SELECT report_id FROM reports WHERE false"],
        &["actor", "find", "qqqqqqqqxzxzxz"],
        &["group", "ltte"],
        &["rejects"],
    ] {
        let _ = program.run(args).expect_code(1);
    }
}

#[test]
fn what_cannot_be_asked_is_2_and_the_words_tell_what_can() {
    let program = ten_rows();
    refused(&program, &["count", "--nope"], 2, &["--nope"]);
    refused(&program, &["nope"], 2, &["nope"]);
    refused(&program, &["count", "--actor", "no-such-group"], 2, &["actor find"]);
    refused(&program, &["group", "no-such-group"], 2, &["actor find"]);
    refused(&program, &["count", "--country", "Nowhereland"], 2, &["Nowhereland", "ISO 3166"]);
    refused(&program, &["count", "--from", "2015-13"], 2, &["2015-13", "YYYY-MM-DD"]);
    refused(&program, &["count", "--as-of", "2015-02-30"], 2, &["2015-02-30"]);
    refused(&program, &["count", "--data-version", "77"], 2, &["77", "newest is 1"]);
    refused(&program, &["count", "--by", "nope"], 2, &["month"]);
    refused(&program, &["count", "--format", "geojson"], 2, &["csv"]);
    refused(&program, &["diff", "1", "nope"], 2, &["nope"]);
    refused(&program, &["ingest"], 2, &["FILE"]);
}

#[test]
fn a_period_that_ends_before_it_begins_is_a_mistake_and_not_an_empty_answer() {
    refused(&ten_rows(), &["count", "--from", "2016", "--to", "2015"], 2, &["2015", "2016"]);
}

#[test]
fn what_cannot_be_read_is_3() {
    let program = ten_rows();
    let other = program.file("other.csv", "identificador,fecha,muertos\n1,2014-01-01,3\n");
    refused(&program, &["ingest", &other.display().to_string()], 3, &["identificador", "ucdp-ged"]);
    refused(&program, &["ingest", "absent.csv"], 3, &["absent.csv"]);
    refused(&program, &["count", "--store", "absent"], 3, &["absent", "not a store", "ingest"]);
    let empty = program.dir().join("empty");
    std::fs::create_dir(&empty).expect("a folder can be made");
    refused(&program, &["count", "--store", "empty"], 3, &["not a store"]);
    assert_eq!(std::fs::read_dir(&empty).expect("a folder").count(), 0, "asking made something");
    assert_eq!(program.events(&[]), 10, "a failed ingest changed the store");
}

#[test]
fn a_store_of_a_later_format_is_left_alone() {
    let program = ten_rows();
    std::fs::write(program.store().join("format.json"), "{\"format\":99}").expect("written");
    refused(&program, &["count"], 3, &["99", "newer"]);
}

#[test]
fn simulated_and_real_rows_do_not_share_a_store() {
    let program = ten_rows();
    let world = World::small();
    let simulated = world.releases[0].path.as_str();
    refused(&program, &["ingest", simulated, "-q"], 4, &["simulated", "--store"]);
    assert_eq!(program.events(&[]), 10);

    let program = world.program();
    world.releases[0].ingest(&program);
    let real = program.file("ten.csv", ged::csv(&ged::rows(1, 11)));
    refused(&program, &["ingest", &real.display().to_string(), "-q"], 4, &["simulated"]);
    assert_eq!(program.events(&[]), world.releases[0].rows);
}

#[test]
fn the_words_of_an_error_carry_no_stack() {
    let sound = ten_rows();
    let program = Bellwether::new().with_env("RUST_BACKTRACE", "1");
    copy_dir(sound.store(), program.store()).expect("copied");
    let log = program.store().join("commits/_delta_log/00000000000000000001.json");
    std::fs::write(log, "garbage\n").expect("written");
    let output = program.run(&["count"]);
    assert!(!output.stderr.contains("rust_begin_short_backtrace"), "{}", output.stderr);
}

#[test]
fn the_program_tells_its_name_its_flags_and_its_page() {
    let program = Bellwether::new();
    assert!(program.ok(&["--version"]).stdout.starts_with("bellwether "));
    let help = program.ok(&["--help"]).stdout;
    let man = program.ok(&["man"]).stdout;
    let shells = ["bash", "zsh", "fish", "elvish", "powershell"];
    let completions = shells.map(|shell| program.ok(&["completions", shell]).stdout);
    for command in ["ingest", "count", "check-totals", "doctor", "vacuum"] {
        assert!(help.contains(command), "{command}");
        assert!(man.contains(&command.replace('-', "\\-")), "{command} is not in the man page");
        assert!(completions.iter().all(|text| text.contains(command)), "{command}");
    }
}

#[test]
fn the_configuration_says_where_each_value_comes_from() {
    let program = Bellwether::new();
    let file = program.file("own.toml", "threads = 3\n").display().to_string();
    let settings = program.json(&["config", "show", "--config", &file]);
    let settings = settings["settings"].as_array().expect("settings").clone();
    let named = |name: &str| settings.iter().find(|s| s["setting"] == name).expect("a setting");
    assert_eq!(named("threads")["value"], "3");
    assert_eq!(named("threads")["origin"], file.as_str());
    assert_eq!(named("format")["origin"], "default");
    assert!(named("store")["origin"].as_str().is_some_and(|origin| origin.contains("env")));
    let _ = program.ok(&["config", "schema"]).json();

    let wrong = program.file("wrong.toml", "colour = \"never\"\n").display().to_string();
    refused(&program, &["count", "--config", &wrong], 2, &["wrong.toml", "colour"]);
}
