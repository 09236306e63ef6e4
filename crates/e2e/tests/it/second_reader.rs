//! A model beside the rules: servers that behave and servers that do not.

use std::time::Duration;

use crate::server::{Heard, Reply, Server};
use bellwether_e2e::{Bellwether, all_bytes};
use serde_json::{Value, json};

/// No rule has a word for the deed; a person is named.
const ARTICLE: &str = "On Monday Taliban fighters felled at least nine soldiers in Kunduz, Afghanistan, Odwin Marsk wrote.\n";
const KEY: &str = "canary-model-key";

/// An answer that holds an event of the article, and what is not in it.
fn proposals() -> Value {
    json!({
        "events": [
            {
                "quote": "felled", "kind": "ASSAULT/firearms", "by": "Taliban fighters", "to": "soldiers", "weapon": null,
                "date": "On Monday", "place": "Kunduz", "killed": ["at least nine soldiers"], "injured": [], "abducted": [],
                "captured": [], "said": [{ "stance": "said", "who": "Odwin Marsk" }], "marks": [],
            },
            { "quote": "felled", "kind": "ASSAULT", "by": "the Kestrel Front", "killed": ["ninety soldiers"] },
        ],
        "statements": [],
    })
}

fn answer(content: &str) -> Reply {
    let whole = json!({ "choices": [{ "message": { "role": "assistant", "content": content } }] });
    Reply::new(200, whole.to_string())
}

/// A program that knows a model on this machine and has a key for it.
fn program_for(server: &Server) -> Bellwether {
    let program = Bellwether::new()
        .with_env("BELLWETHER_CONFIG", "model.toml")
        .with_env("BELLWETHER_ASSIST_KEY", KEY);
    let (host, url) = (server.host(), server.url("/v1"));
    let text = format!(
        "fetch_hosts = [{host:?}]\n[assist]\nurl = {url:?}\nmodel = \"tiny\"\nseconds = \"1\"\n"
    );
    let _ = program.file("model.toml", text);
    let _ = program.file("article.txt", ARTICLE);
    program
}

const ASK: [&str; 6] = ["code", "article.txt", "--written", "2021-04-14", "--assist", "--json"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    ASK.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn a_model_is_asked_only_on_demand_and_its_key_is_nowhere() {
    let server = Server::start(|_, _| answer(&proposals().to_string()));
    let program = program_for(&server);
    let silent = program.run(&["code", "article.txt", "--written", "2021-04-14", "--json"]);
    assert_eq!(
        (silent.code, server.heard().len()),
        (Some(1), 0),
        "off by default: {}",
        silent.stdout
    );

    let output = program.run(&with(&["--explain", "-v"])).expect_code(0);
    let heard: Vec<Heard> = server.heard();
    assert_eq!((heard.len(), heard[0].target.as_str()), (1, "/v1/chat/completions"));
    assert_eq!(heard[0].header("authorization"), Some("Bearer canary-model-key"));
    let question: Value = serde_json::from_str(&heard[0].body).expect("JSON");
    assert_eq!(question["model"], "tiny");
    assert_eq!(question["response_format"]["type"], "json_schema");
    assert!(heard[0].body.contains("felled") && !heard[0].body.contains("article.txt"));
    assert!(output.stderr.contains("sent to 127.0.0.1"), "{}", output.stderr);

    let whole = output.json();
    let findings = whole["findings"].as_array().expect("findings");
    assert_eq!(findings.len(), 1, "{findings:?}");
    let steps = findings[0]["explain"].as_array().expect("steps");
    let killed = steps.iter().find(|step| step["field"] == "killed").expect("the dead");
    assert_eq!(
        (&killed["rule"], &killed["value"]),
        (&"model:tiny>number".into(), &"9.. military".into())
    );
    assert!(steps.iter().all(|step| step["confidence"].as_f64().expect("a chance") <= 0.5));
    let tally = &whole["assist"];
    assert_eq!(
        (&tally["added"], &tally["dropped"]["not-in-text"]),
        (&1.into(), &1.into()),
        "{tally}"
    );
    assert_eq!(tally["fields_dropped"]["no-party"], 1, "a person is no party: {tally}");
    assert!(
        !output.stdout.contains("Marsk")
            && !output.stderr.contains(KEY)
            && !output.stdout.contains(KEY)
    );
    let offline = program.run(&with(&["--offline"]));
    assert_eq!(offline.code, Some(4), "{}", offline.stderr);
    let doctor = program.run(&["doctor", "--json"]);
    assert!(doctor.stdout.contains("tiny at 127.0.0.1"), "{}", doctor.stdout);
    assert!(!doctor.stdout.contains(KEY) && server.heard().len() == 1);
}

#[test]
fn replies_are_recorded_and_replayed_without_the_network() {
    let server = Server::start(|_, _| answer(&proposals().to_string()));
    let program = program_for(&server);
    let first = program.run(&with(&["--assist-record", "replies"])).expect_code(0);
    let again = program.run(&with(&["--assist-record", "replies"])).expect_code(0);
    assert_eq!(server.heard().len(), 1, "what is there is not asked again");
    let replayed = program.run(&with(&["--assist-replay", "replies", "--offline"])).expect_code(0);
    assert_eq!((&first.stdout, &first.stdout), (&again.stdout, &replayed.stdout));
    let kept = all_bytes(&program.dir().join("replies"));
    assert!(kept.contains("tiny") && !kept.contains(KEY) && !kept.contains("Authorization"));

    let _ = program.file("article.txt", format!("{ARTICLE}Nothing else happened.\n"));
    let missing = program.run(&with(&["--assist-replay", "replies"])).expect_code(3);
    assert!(missing.stderr.contains("--assist-record"), "{}", missing.stderr);
    let nowhere = program.run(&with(&["--assist-replay", "none"]));
    assert_eq!(nowhere.code, Some(2), "{}", nowhere.stderr);
}

#[test]
fn what_a_model_found_is_kept_with_its_trail() {
    let server = Server::start(|_, _| answer(&proposals().to_string()));
    let program = program_for(&server);
    let keep = ["code", "article.txt", "--keep", "--written", "2021-04-14", "--assist", "--json"];
    let kept = program.run(&keep).expect_code(0);
    assert_eq!(kept.json()["kept"]["counts"]["added"], 1, "{}", kept.stdout);
    assert_eq!(kept.json()["assist"]["added"], 1);
    assert_eq!(program.events(&["--source", "news"]), 1);
    let rows = program.ok(&["sql", "SELECT extra FROM reports", "--format", "ndjson"]).stdout;
    assert!(rows.contains("model:tiny>number") && !rows.contains("Marsk"), "{rows}");
    let again = program.run(&keep).expect_code(0);
    assert_eq!(
        (again.json()["kept"]["unchanged"].clone(), server.heard().len()),
        (1.into(), 1),
        "a text that is there is not sent"
    );
    let whole = all_bytes(program.dir());
    assert!(
        !whole
            .replace(&std::fs::read_to_string(program.dir().join("article.txt")).expect("read"), "")
            .contains("Marsk")
    );
    assert!(!whole.contains(KEY));
}

#[test]
fn a_model_that_misbehaves_adds_nothing() {
    // What comes as an answer and is none costs the answer.
    for (body, reason) in [
        ("no JSON at all".to_owned(), "unreadable"),
        (String::new(), "unreadable"),
        ("[".repeat(100_000), "unreadable"),
        ("x".repeat((1 << 20) + 1), "too-large"),
    ] {
        let server = Server::start(move |_, _| Reply::new(200, body.clone()));
        let output = program_for(&server).run(&ASK).expect_code(1);
        assert_eq!(output.json()["assist"]["dropped"][reason], 1, "{}", output.stdout);
    }
    // A host that cannot be had ends the command.
    let other = Server::start(|_, _| answer("{}"));
    let elsewhere = other.url("/v1/chat/completions");
    type Replying = Box<dyn Fn() -> Reply + Send + Sync>;
    let refusing: [(&str, Replying); 3] = [
        ("401", Box::new(|| Reply::new(401, format!("wrong key {KEY}")))),
        ("redirect", Box::new(move || Reply::new(307, "").header("Location", &elsewhere))),
        ("within 1s", Box::new(|| answer("{}").pausing(Duration::from_secs(3)))),
    ];
    for (word, reply) in refusing {
        let server = Server::start(move |_, _| reply());
        let output = program_for(&server).run(&ASK).expect_code(5);
        assert!(
            output.stderr.contains(word) && !output.stderr.contains(KEY),
            "{word}: {}",
            output.stderr
        );
    }
    assert_eq!(other.heard().len(), 0, "the text goes to nobody else");
}

#[test]
fn a_model_that_is_not_named_or_not_configured_is_refused() {
    let program = Bellwether::new();
    let _ = program.file("article.txt", ARTICLE);
    let unnamed = program.run(&ASK);
    assert_eq!(unnamed.code, Some(2));
    assert!(unnamed.stderr.contains("--assist-model"), "{}", unnamed.stderr);
    let nowhere = program.run(&with(&["--assist-model", "m"]));
    assert_eq!(nowhere.code, Some(2), "{}", nowhere.stderr);
    for address in ["http://127.0.0.1:9/v1", "https://10.1.2.3/v1", "http://models.example.org/v1"]
    {
        let refused = program.run(&with(&["--assist-model", "m", "--assist-url", address]));
        assert!(
            matches!(refused.code, Some(2 | 4)),
            "{address}: {:?} {}",
            refused.code,
            refused.stderr
        );
    }
    let lost = program.run(&["code", "article.txt", "--assist-model", "m"]);
    assert_eq!(lost.code, Some(2), "{}", lost.stderr);
}
