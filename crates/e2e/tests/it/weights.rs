//! A file of weights as a second reader: models that behave and models that do not.

#[path = "../../../coder/tests/it/weights/model.rs"]
mod model;

use std::time::{Duration, Instant};

use bellwether_e2e::{Bellwether, all_bytes};
use model::{FLOAT, INT64, Tiny, graph, node, node_with_graph, tensor, value};
use serde_json::Value;

/// No rule has a word for the deed; a person is named.
const ARTICLE: &str = "On Monday Taliban fighters felled at least nine soldiers in Kunduz, Afghanistan, Odwin Marsk wrote.\n";
const PIECES: [(&str, &str); 10] = [
    ("monday", "B-DATE"),
    ("taliban", "B-PerpOrg"),
    ("fighters", "I-PerpOrg"),
    ("felled", "B-Attack"),
    ("nine", "B-Dead"),
    ("soldiers", "I-Dead"),
    ("kunduz", "B-LOC"),
    ("odwin", "B-PER"),
    ("marsk", "I-PER"),
    ("wrote", "B-Odd"),
];
const CONFIG: &str =
    "[assist]\nweights = \"export\"\nlabels = \"Attack = event:ASSAULT/firearms, Dead = killed\"\n";

const ASK: [&str; 6] = ["code", "article.txt", "--written", "2021-04-14", "--assist", "--json"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    ASK.iter().copied().chain(more.iter().copied()).collect()
}

/// A program with an article, and a model of these bytes.
fn program_for(bytes: &[u8], config: &str) -> Bellwether {
    let program = Bellwether::new().with_env("BELLWETHER_CONFIG", "model.toml");
    let _ = program.file("model.toml", config);
    let _ = program.file("article.txt", ARTICLE);
    Tiny::of(&PIECES).export_with(&program.dir().join("export"), bytes);
    program
}

fn program() -> Bellwether {
    program_for(&Tiny::of(&PIECES).bytes(), CONFIG)
}

#[test]
fn a_file_reads_only_on_demand_and_its_name_and_hash_stand_behind_each_field() {
    let program = program();
    let silent = program.run(&["code", "article.txt", "--written", "2021-04-14", "--json"]);
    assert_eq!(silent.code, Some(1), "off by default: {}", silent.stdout);

    let output = program.run(&with(&["--explain", "-v", "--offline"])).expect_code(0);
    let whole = output.json();
    let sha256 = whole["assist"]["weights"]["sha256"].as_str().expect("a hash").to_owned();
    assert_eq!((sha256.len(), &whole["assist"]["weights"]["file"]), (64, &"model.onnx".into()));
    let findings = whole["findings"].as_array().expect("findings");
    assert_eq!(findings.len(), 1, "{findings:?}");
    let steps = findings[0]["explain"].as_array().expect("steps");
    let killed = steps.iter().find(|step| step["field"] == "killed").expect("the dead");
    let rule = Value::from(format!("model:model.onnx:{sha256}>number"));
    assert_eq!((&killed["rule"], &killed["value"]), (&rule, &"9.. military".into()));
    assert!(steps.iter().all(|step| step["confidence"].as_f64().expect("a chance") <= 0.5));
    let tally = &whole["assist"];
    for (key, count) in [("marked", 7), ("added", 1), ("filled", 4)] {
        assert_eq!(tally[key], count, "{key}: {tally}");
    }
    assert_eq!((&tally["dropped"]["person"], &tally["dropped"]["no-role"]), (&1.into(), &1.into()));
    assert!(!output.stdout.contains("Marsk"), "{}", output.stdout);
    for words in [
        &format!("read by model.onnx, SHA-256 {sha256}"),
        "nothing is sent",
        "without a role are dropped: Odd",
    ] {
        assert!(output.stderr.contains(words), "{words}: {}", output.stderr);
    }
    let text = ["code", "article.txt", "--written", "2021-04-14", "--assist", "--explain"];
    let page = program.run(&text).expect_code(0);
    assert!(page.stdout.contains(&format!("model:model.onnx:{sha256}>party")), "{}", page.stdout);
    let doctor = program.run(&["doctor", "--json"]);
    assert!(doctor.stdout.contains("model.onnx of 1 MiB with 11 labels"), "{}", doctor.stdout);
}

#[test]
fn answers_are_recorded_and_replayed_without_the_file() {
    let program = program();
    let first = program.run(&with(&["--assist-record", "answers"])).expect_code(0);
    let kept = all_bytes(&program.dir().join("answers"));
    assert!(kept.contains("B-Attack") && kept.contains("model.onnx"), "{kept}");
    assert!(
        !kept.contains("Odwin") && !kept.contains("felled"),
        "a recording holds no text: {kept}"
    );
    let again = program.run(&with(&["--assist-record", "answers"])).expect_code(0);
    std::fs::remove_dir_all(program.dir().join("export")).expect("removed");
    let replayed = program.run(&with(&["--assist-replay", "answers", "--offline"])).expect_code(0);
    assert_eq!((&first.stdout, &first.stdout), (&again.stdout, &replayed.stdout));

    let _ = program.file("article.txt", format!("{ARTICLE}Nothing else happened.\n"));
    let missing = program.run(&with(&["--assist-replay", "answers"])).expect_code(3);
    assert!(missing.stderr.contains("--assist-record"), "{}", missing.stderr);
    let another = Tiny { weight: 3.0, ..Tiny::of(&PIECES) };
    another.export_with(&program.dir().join("export"), &another.bytes());
    let mixed = program.run(&with(&["--assist-record", "answers"])).expect_code(2);
    assert!(mixed.stderr.contains("another model"), "{}", mixed.stderr);
    std::fs::create_dir(program.dir().join("empty")).expect("made");
    let empty = program.run(&with(&["--assist-replay", "empty"])).expect_code(3);
    assert!(empty.stderr.contains("weights.json"), "{}", empty.stderr);
}

#[test]
fn what_a_file_found_is_kept_with_its_trail() {
    let program = program();
    let keep = ["code", "article.txt", "--keep", "--written", "2021-04-14", "--assist", "--json"];
    let kept = program.run(&keep).expect_code(0);
    assert_eq!(kept.json()["kept"]["counts"]["added"], 1, "{}", kept.stdout);
    let sha256 = kept.json()["assist"]["weights"]["sha256"].as_str().expect("a hash").to_owned();
    let rows = program.ok(&["sql", "SELECT extra FROM reports", "--format", "ndjson"]).stdout;
    assert!(rows.contains(&format!("model:model.onnx:{sha256}>number")), "{rows}");
    assert!(!rows.contains("Marsk"), "{rows}");
}

#[test]
fn files_and_settings_that_are_wrong_are_named_with_the_remedy() {
    let none = Bellwether::new();
    let _ = none.file("article.txt", ARTICLE);
    let absent = none.run(&with(&["--assist-weights", "nowhere"])).expect_code(2);
    assert!(absent.stderr.contains("nowhere is not there"), "{}", absent.stderr);
    let lost = none.run(&["code", "article.txt", "--assist-weights", "nowhere"]);
    assert_eq!(lost.code, Some(2), "{}", lost.stderr);

    let tiny = Tiny::of(&PIECES).bytes();
    for (config, words) in [
        (
            "[assist]\nweights = \"export\"\nurl = \"https://m.example/v1\"\n",
            "both url and weights",
        ),
        ("[assist]\nweights = \"export\"\nlabels = \"PER = perpetrator\"\n", "never taken"),
        ("[assist]\nweights = \"export\"\nlabels = \"LOC = somewhere\"\n", "no role"),
        ("[assist]\nweights = \"export\"\nmemory_mib = \"lots\"\n", "whole number"),
    ] {
        let refused = program_for(&tiny, config).run(&ASK).expect_code(2);
        assert!(refused.stderr.contains(words), "{words}: {}", refused.stderr);
    }
    for (bytes, words) in [
        (b"PK\x03\x04 no model".to_vec(), "cannot be loaded as an ONNX model"),
        (tiny[..tiny.len() / 2].to_vec(), "export it again"),
        (Vec::new(), "model.onnx"),
    ] {
        let refused = program_for(&bytes, CONFIG).run(&ASK).expect_code(3);
        assert!(refused.stderr.contains(words), "{words}: {}", refused.stderr);
        assert!(!refused.stderr.contains("panicked"), "{}", refused.stderr);
    }
    let program = program_for(&tiny, CONFIG);
    std::fs::remove_file(program.dir().join("export/config.json")).expect("removed");
    let refused = program.run(&ASK).expect_code(2);
    assert!(refused.stderr.contains("config.json is not there"), "{}", refused.stderr);
}

/// The small model with some more before its end: `more` are its nodes, from `inner` to `logits`.
fn grown(more: &[Vec<u8>], constants: &[Vec<u8>]) -> Vec<u8> {
    let width = Tiny::of(&PIECES).labels().len();
    let rows = (PIECES.len() + 4) as u64;
    let table = model::floats("table", &[rows, width as u64], &vec![0.5; rows as usize * width]);
    let nodes = [&[node("Gather", &["table", "input_ids"], "inner")], more].concat();
    let constants = [&[table], constants].concat();
    let input = value("input_ids", INT64, &["batch", "sequence"]);
    let output = value("logits", FLOAT, &["batch", "sequence", &width.to_string()]);
    model::model(&graph(&nodes, &constants, &[input], &[output]))
}

#[test]
fn a_model_that_never_ends_is_stopped() {
    const BOOL: u64 = 9;
    let body = graph(
        &[node("Identity", &["going"], "goes_on"), node("Identity", &["value"], "next")],
        &[],
        &[
            value("turn", INT64, &[]),
            value("going", BOOL, &[]),
            value("value", FLOAT, &["b", "s", "l"]),
        ],
        &[value("goes_on", BOOL, &[]), value("next", FLOAT, &["b", "s", "l"])],
    );
    let turns = tensor("turns", &[], INT64, &i64::from(i32::MAX).to_le_bytes());
    let go = tensor("go", &[], BOOL, &[1]);
    let nodes = [node_with_graph("Loop", &["turns", "go", "inner"], "logits", &body)];
    let bytes = grown(&nodes, &[turns, go]);
    let program = program_for(&bytes, &format!("{CONFIG}seconds = \"3\"\n"));
    let start = Instant::now();
    let stopped = program.run(&ASK).expect_code(3);
    assert!(stopped.stderr.contains("for more than 3 s"), "{}", stopped.stderr);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
#[cfg(target_os = "linux")]
fn a_model_that_wants_more_memory_than_it_may_have_ends_alone() {
    let sizes: Vec<u8> = [40_000_i64, 40_000].iter().flat_map(|size| size.to_le_bytes()).collect();
    let sizes = tensor("sizes", &[2], INT64, &sizes);
    let nodes = [
        node("ConstantOfShape", &["sizes"], "huge"),
        node("ReduceMax", &["huge"], "most"),
        node("Add", &["inner", "most"], "logits"),
    ];
    let bytes = grown(&nodes, &[sizes]);
    let program = program_for(&bytes, &format!("{CONFIG}memory_mib = \"1024\"\n"));
    let ended = program.run(&ASK).expect_code(3);
    assert!(ended.stderr.contains("with at most 1024 MiB ended"), "{}", ended.stderr);
    assert!(ended.stderr.contains("memory_mib"), "{}", ended.stderr);
}
