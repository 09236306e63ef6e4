//! News feeds, from servers that behave and from those that do not.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::fetching::program_for;
use crate::server::{Heard, Reply, Server};
use bellwether_e2e::{Bellwether, Output, all_bytes};
use serde_json::Value;

const ITEMS: &[(&str, &str)] = &[
    (
        "a",
        "Boko Haram fighters attacked a military base in Maiduguri, Nigeria, on 12 April 2021, killing at least 12 soldiers \
         and wounding nine others, the army said. The group claimed responsibility for the attack.",
    ),
    (
        "b",
        "A roadside bomb killed four policemen near Kandahar, Afghanistan, on 3 May 2021. The Taliban denied that it was \
         behind the blast, which also wounded two children.",
    ),
    (
        "c",
        "Al-Shabaab militants shelled an African Union camp in Baidoa, Somalia, on 9 June 2021 and killed six \
         soldiers, a spokesman for the mission said.",
    ),
];

/// A feed with the first so many items.
fn rss(items: usize) -> String {
    let mut feed =
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Gazette</title>".to_owned();
    for (id, text) in &ITEMS[..items] {
        let _ = write!(
            feed,
            "<item><guid>urn:gazette:{id}</guid><link>https://gazette.example/{id}</link><title>Headline {id}</title>\
             <pubDate>Thu, 10 Jun 2021 08:00:00 GMT</pubDate><description>{text}</description></item>"
        );
    }
    feed + "</channel></rss>"
}

/// Answers each address in its way; the good feed gets its third item with its third question.
fn server() -> Server {
    let questions = AtomicUsize::new(0);
    Server::start(move |heard, _| answer(heard, &questions))
}

fn answer(heard: &Heard, questions: &AtomicUsize) -> Reply {
    match heard.target.as_str() {
        "/good.xml" => {
            let items = if questions.fetch_add(1, Ordering::Relaxed) < 2 { 2 } else { 3 };
            let tag = format!("\"{items}\"");
            if heard.header("if-none-match") == Some(&tag) {
                return Reply::new(304, "");
            }
            Reply::new(200, rss(items)).header("ETag", &tag)
        }
        "/page" => {
            Reply::new(200, "<!DOCTYPE html><html><body><p>News of the day.</p></body></html>")
        }
        "/gone" => Reply::new(410, ""),
        "/bomb" => Reply::new(
            200,
            "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>\
             <rss version=\"2.0\"><channel><item><description>&b;</description></item></channel></rss>",
        ),
        "/away" => Reply::new(302, "").header("Location", "http://10.11.12.13/feed.xml"),
        _ => Reply::new(404, ""),
    }
}

fn polled(output: &Output) -> Vec<Value> {
    output.json()["feeds"].as_array().expect("feeds").clone()
}

fn asked(server: &Server, target: &str) -> usize {
    server.heard().iter().filter(|heard| heard.target == target).count()
}

fn add(program: &Bellwether, server: &Server, name: &str) {
    let address = server.url(&format!("/{name}"));
    let _ =
        program.ok(&["feed", "add", &address, "--name", name, "--grade", "B2", "--every", "1h"]);
}

#[test]
fn a_feed_gives_each_item_once_and_is_asked_whether_it_changed() {
    let server = server();
    let program = program_for(&server);
    add(&program, &server, "good.xml");
    let first = polled(&program.ok(&["feed", "poll", "--json"]));
    assert_eq!(first[0]["kept"]["added"], 2, "{first:?}");
    assert_eq!(program.events(&["--source", "news"]), 2);

    let second = polled(&program.ok(&["feed", "poll", "--json"]));
    assert!(second[0]["kept"].is_null() && second[0]["error"].is_null(), "{second:?}");
    assert_eq!(server.heard()[1].header("if-none-match"), Some("\"2\""));

    let third = polled(&program.ok(&["feed", "poll", "--json"]));
    assert_eq!(
        (&third[0]["kept"]["added"], &third[0]["kept"]["unchanged"]),
        (&1.into(), &2.into()),
        "{third:?}"
    );
    assert_eq!(program.events(&["--source", "news"]), 3);

    let listed = program.json(&["feed", "list"])["feeds"]["good.xml"].clone();
    assert_eq!((&listed["items"], &listed["grade"]), (&3.into(), &"B2".into()), "{listed}");
    assert_eq!((&listed["freshness"], &listed["newest"]), (&"fresh".into(), &listed["had"]));
    let _ = program.ok(&["feed", "remove", "good.xml"]);
    assert_eq!(program.run(&["feed", "poll", "good.xml"]).code, Some(2));
    assert_eq!(program.events(&["--source", "news"]), 3, "what was read stays");
}

#[test]
fn a_bad_feed_is_named_and_costs_itself() {
    let server = server();
    let program = program_for(&server);
    for name in ["away", "bomb", "gone", "good.xml", "page"] {
        add(&program, &server, name);
    }
    let output = program.run(&["feed", "poll", "--json"]).expect_code(5);
    let polled = polled(&output);
    let of = |name: &str| polled.iter().find(|one| one["feed"] == name).expect("a feed").clone();
    assert_eq!(of("good.xml")["kept"]["added"], 2, "{polled:?}");
    for (name, word) in [("away", "10.11.12.13"), ("gone", "410"), ("page", "address of the feed")]
    {
        let error = of(name)["error"].as_str().unwrap_or_default().to_owned();
        assert!(error.starts_with(&format!("feed {name}: ")) && error.contains(word), "{error}");
        assert!(output.stderr.contains(word), "{}", output.stderr);
    }
    assert!(
        of("bomb")["error"].is_string() || of("bomb")["kept"]["counts"]["added"] == 0,
        "{polled:?}"
    );
    assert_eq!(program.events(&["--source", "news"]), 2);

    // What is gone is left alone until it is asked for by name.
    let _ = program.run(&["feed", "poll"]);
    assert_eq!(asked(&server, "/gone"), 1);
    let _ = program.run(&["feed", "poll", "gone"]).expect_code(5);
    assert_eq!(asked(&server, "/gone"), 2);

    let refused = program.run(&["feed", "add", "http://127.0.0.2/x"]);
    assert_eq!(refused.code, Some(4), "{}", refused.stderr);
    let refused = program.run(&["feed", "add", "https://example.org/x", "--grade", "G9"]);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
}

#[test]
fn the_words_of_a_feed_do_not_stay_unless_they_are_to() {
    let server = server();
    let program = program_for(&server);
    add(&program, &server, "good.xml");
    let words = "roadside bomb killed four policemen";
    for _ in 0..3 {
        let _ = program.ok(&["feed", "poll"]);
        assert!(!all_bytes(program.store()).contains(words));
    }
    let sha256 = program.json(&["feed", "list"])["feeds"]["good.xml"]["sha256"].clone();
    let sha256 = sha256.as_str().expect("a sum").to_owned();
    let commits = ["sql", "SELECT provenance FROM commits", "--format", "ndjson"];
    let commits = program.ok(&commits).stdout;
    assert!(commits.contains(&sha256), "which bytes were read is on record: {commits}");

    let address = server.url("/good.xml");
    let _ = program.ok(&["feed", "add", &address, "--name", "good.xml", "--keep-bytes"]);
    let _ = program.ok(&["feed", "poll"]);
    assert!(all_bytes(&program.store().join("raw")).contains(words));
}

#[test]
fn how_fresh_a_feed_is_stands_in_the_list_and_with_the_doctor() {
    let server = server();
    let program = program_for(&server);
    for name in ["page", "gone", "good.xml"] {
        add(&program, &server, name);
    }
    let told = |name: &str| {
        let doctor = program.json(&["doctor"]);
        let checks = doctor["checks"].as_array().expect("checks").clone();
        let what = format!("feed {name}");
        let check = checks.iter().find(|check| check["what"] == what.as_str()).expect("a line");
        let text = |key: &str| check[key].as_str().unwrap_or_default().to_owned();
        (text("verdict"), text("detail"))
    };
    assert!(told("good.xml").1.starts_with("not asked yet"));
    for _ in 0..2 {
        let _ = program.run(&["feed", "poll", "page", "good.xml"]).expect_code(5);
    }
    let _ = program.run(&["feed", "poll", "gone"]).expect_code(5);
    let (verdict, detail) = told("page");
    assert_eq!(verdict, "note");
    assert!(
        detail.starts_with("failing: asked 20") && detail.contains("2 polls failed since"),
        "{detail}"
    );
    assert!(told("gone").1.starts_with("gone"));
    let (verdict, detail) = told("good.xml");
    assert_eq!(verdict, "fine");
    assert!(detail.starts_with("fresh: asked 20") && detail.contains("2 items"), "{detail}");

    // Hours later, nobody having asked it.
    let file = program.store().join("feeds.json");
    let mut feeds: Value =
        serde_json::from_slice(&std::fs::read(&file).expect("read")).expect("JSON");
    feeds["good.xml"]["asked"] = "2021-06-10T08:00:00Z".into();
    std::fs::write(&file, feeds.to_string()).expect("written");
    assert!(told("good.xml").1.starts_with("overdue"), "{:?}", told("good.xml"));
    let listed = program.json(&["feed", "list"])["feeds"].clone();
    assert_eq!(
        (&listed["good.xml"]["freshness"], &listed["page"]["failures"]),
        (&"overdue".into(), &2.into())
    );
}
