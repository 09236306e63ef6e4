//! Exit codes and words: what a script and a person can rely on when something is not as wished.

use crate::server::{Reply, Server};
use bellwether_e2e::{Bellwether, copy_dir, ged};

use crate::fetching::program_for;
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

/// As [`refused`], for a command that still says what it had done before it failed.
fn refused_with_document(program: &Bellwether, args: &[&str], code: i32, words: &[&str]) {
    let output = program.run(args).expect_code(code);
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
    refused(&program, &["count", "--unit", "incidents"], 2, &["reconcile", "--unit reports"]);
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
fn exports_have_the_codes_of_all_commands() {
    let program = ten_rows();
    refused(&program, &["export", "events"], 2, &["-o"]);
    refused(&program, &["export", "events", "-o", "-"], 2, &["-o"]);
    refused(&program, &["export", "events", "-o", "out.docx"], 2, &["docx", "--as", "csv"]);
    refused(&program, &["export", "events", "-o", "out", "--as", "nope"], 2, &["nope", "xlsx"]);
    refused(&program, &["export", "counts", "-o", "out.csv", "--by", "nope"], 2, &["month"]);
    refused(&program, &["export", "actor", "no-such-group", "-o", "o.json"], 2, &["actor find"]);
    refused(&program, &["export", "events", "-o", "no/such.csv"], 3, &["no/such.csv"]);
    refused(&program, &["export", "events", "--store", "absent", "-o", "o.csv"], 3, &["absent"]);
    let nothing = ["export", "events", "--country", "SWE", "-o", "none.csv"];
    let _ = program.run(&nothing).expect_code(1);
    let left = ["out.docx", "out", "o.json", "o.csv", "out.csv"];
    assert!(left.iter().all(|name| !program.dir().join(name).exists()));
}

#[test]
fn crosswalks_that_do_not_exist_are_2_and_codes_that_do_not_are_1() {
    let program = Bellwether::new();
    program.ok(&["crosswalk"]);
    program.ok(&["crosswalk", "cameo", "plover"]);
    let one = program.json(&["crosswalk", "cameo", "plover", "--code", "190"]);
    assert!(one.to_string().contains("ASSAULT"), "{one}");
    refused(&program, &["crosswalk", "nope", "plover"], 2, &["nope", "cameo"]);
    refused(&program, &["crosswalk", "cameo", "nope"], 2, &["nope", "plover"]);
    let _ = program.run(&["crosswalk", "cameo", "plover", "--code", "zz"]).expect_code(1);
}

#[test]
fn mappings_that_are_unknown_are_2_and_those_that_do_not_fit_are_3() {
    let program = Bellwether::new();
    let table = program.file("table.csv", "Nr,Day\n1,2018-07-23\n").display().to_string();
    let bundled = ["ucdp-aec", "reign-elections"];
    refused(
        &program,
        &["ingest", &table, "--mapping", "nope"],
        2,
        &["nope", bundled[0], bundled[1]],
    );
    refused(&program, &["ingest", &table, "--mapping", "ucdp-aec"], 3, &["ucdp-aec", "no column"]);
    for (text, word) in [
        ("[dataset]\nid = \"aec\"\n[table]\nkind = \"evnts\"\n", "calendar"),
        ("[dataset]\nid = \"aec\"\n[table]\nkind = \"events\"\ncolour = 1\n", "colour"),
        ("this is no mapping", "line 1"),
    ] {
        let mapping = program.file("mapping.toml", text).display().to_string();
        refused(&program, &["ingest", &table, "--mapping", &mapping], 3, &["mapping.toml", word]);
    }
    assert!(!program.store().join("commits").exists(), "something came in");
}

#[test]
fn fetching_has_the_codes_of_all_commands() {
    let program = Bellwether::new();
    refused(&program, &["fetch"], 2, &["SOURCE"]);
    refused(&program, &["fetch", "nope"], 2, &["nope", "gdelt"]);
    refused(&program, &["fetch", "ucdp-api"], 2, &["--release"]);
    refused(&program, &["fetch", "ucdp", "--release", "x"], 2, &["25.1"]);
    refused(&program, &["fetch", "gdelt", "--from", "2025-13"], 2, &["2025-13"]);
    let backwards = ["fetch", "gdelt", "--from", "2025-02", "--to", "2025-01"];
    let _ = program.run(&backwards).expect_code(2);
    refused(&program, &["fetch", "ftp://example.org/x"], 4, &["http"]);
    refused(&program, &["fetch", "http://127.0.0.1/x"], 4, &["127.0.0.1", "fetch_hosts"]);
    refused(&program, &["fetch", "https://example.org/x", "--offline"], 4, &["offline"]);
    let mirror = program.file("own.toml", "[fetch_mirrors]\nnope = \"x\"\n").display().to_string();
    refused(&program, &["fetch", "gdelt", "--config", &mirror], 2, &["nope", "gdelt2"]);
    let server = Server::start(|_, _| Reply::new(404, ""));
    let asking = program_for(&server);
    refused_with_document(&asking, &["fetch", &server.url("/x.csv")], 5, &["x.csv", "404"]);
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
