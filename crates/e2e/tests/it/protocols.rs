//! Other ways to the same answers: geographic programs, feed readers, assistants.

use std::io::Write as _;
use std::process::Stdio;

use bellwether_e2e::{Bellwether, ged};
use serde_json::{Value, json};

use crate::http::Serving;
use crate::serving::open_store;

#[test]
fn a_geographic_program_finds_its_way_from_the_landing_page_to_every_feature() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    let path = |link: &Value| {
        let href = link["href"].as_str().expect("an address");
        href.strip_prefix(&format!("http://{}", serving.address))
            .expect("on this server")
            .to_owned()
    };
    let linked = |document: &Value, rel: &str| {
        let links = document["links"].as_array().expect("links");
        links.iter().find(|link| link["rel"] == rel).map(path)
    };
    let landing = serving.json("/ogc");
    let conformance = serving.json(&linked(&landing, "conformance").expect("a link"));
    let classes = conformance["conformsTo"].as_array().expect("classes");
    assert!(
        classes
            .iter()
            .any(|class| class.as_str().is_some_and(|class| class.ends_with("conf/core")))
    );
    let api = serving.json(&linked(&landing, "service-desc").expect("a link"));
    assert_eq!(api["openapi"], "3.1.0");
    let collections = serving.json(&linked(&landing, "data").expect("a link"));
    let events = &collections["collections"][0];
    assert_eq!(events["id"], "events");
    let items = linked(events, "items").expect("a link");
    let (mut target, mut found) = (format!("{items}?limit=15"), Vec::new());
    loop {
        let page = serving.json(&target);
        assert_eq!(page["type"], "FeatureCollection");
        let features = page["features"].as_array().expect("features");
        assert_eq!(page["numberReturned"], features.len());
        found.extend(
            features.iter().map(|feature| feature["id"].as_str().expect("an id").to_owned()),
        );
        let Some(next) = linked(&page, "next") else { break };
        target = next;
    }
    assert_eq!(found.len(), 40);
    let one = serving.json(&format!("{items}/{}", found[3]));
    assert_eq!((&one["type"], &one["id"]), (&json!("Feature"), &json!(found[3])));
    assert_eq!(one["properties"]["report_id"], json!(found[3]));
    serving.get(&format!("{items}/ucdp-ged:999")).expect(404);
    serving.get("/ogc/collections/none").expect(404);
    for wrong in
        ["bbox=1,2,3", "datetime=x", "limit=0", "limit=-1", "x=1", "bbox=a,b,c,d", "bbox=999,0,0,0"]
    {
        serving.get(&format!("{items}?{wrong}")).expect(400);
    }
    assert_eq!(serving.json(&format!("{items}?limit=100000"))["numberReturned"], 40);
}

#[test]
fn a_box_holds_exactly_the_events_with_a_point_of_their_own_within_it() {
    let program = Bellwether::new();
    let at = |id, latitude: &str, longitude: &str, precision: &str| {
        ged::Row::new(id)
            .set("latitude", latitude)
            .set("longitude", longitude)
            .set("where_prec", precision)
    };
    let rows = [at(1, "11.5", "13.5", "1"), at(2, "11.5", "13.5", "4"), at(3, "20", "13.5", "1")];
    let path = program.file("ged.csv", ged::csv(&rows)).display().to_string();
    program.ok(&["ingest", &path, "-q"]);
    let serving = Serving::start(&program, &[]);
    let page = serving.json("/ogc/collections/events/items?bbox=10,10,15,15");
    assert_eq!(page["numberReturned"], 1, "{page}");
    assert_eq!(page["features"][0]["id"], "ucdp-ged:1");
    assert_eq!(program.events(&["--bbox", "10,10,15,15"]), 1);
    assert_eq!(program.events(&["--bbox=-180,-90,180,90"]), 2);
    let _ = program.run(&["count", "--bbox", "1,2,3"]).expect_code(2);
}

#[test]
fn feeds_are_what_feed_readers_take() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    let atom = serving.get("/feeds/alerts.atom").expect(200);
    assert_eq!(atom.header("content-type"), Some("application/atom+xml"));
    assert_eq!(atom.text(), program.ok(&["alerts", "feed"]).stdout);
    let feed = serving.get("/feeds/alerts.json").expect(200);
    assert_eq!(feed.json()["version"], "https://jsonfeed.org/version/1.1");
    let stix = serving.get("/api/v1/actors/boko-haram/stix").expect(200);
    assert_eq!(stix.json()["type"], "bundle");
    let audit = std::fs::read_to_string(program.store().join("audit.ndjson")).expect("a record");
    assert!(audit.contains("export actor"), "what leaves is written down: {audit}");
}

#[test]
fn each_watched_group_has_an_entry_in_the_feed_of_briefs_that_changes_with_the_data_alone() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    let items = || {
        let feed = serving.json("/feeds/briefs.json");
        feed["items"].as_array().expect("items").clone()
    };
    assert!(items().is_empty(), "nobody is watched");
    // Two watches of one group, and a group of which the store has nothing.
    for (watch, actor) in [("one", "boko-haram"), ("two", "boko-haram"), ("three", "ltte")] {
        program.ok(&["watch", "add", watch, "--actor", actor, "-q"]);
    }
    let answer = serving.get("/feeds/briefs.json").expect(200);
    let note = answer.header("bellwether-note").expect("a note");
    assert!(note.contains("no brief of ltte") && note.contains("no event"), "{note}");
    let first = items();
    assert_eq!(first.len(), 1, "{first:?}");
    let entry = &first[0];
    assert_eq!(entry["_bellwether"]["data"]["actor"], "boko-haram", "{entry}");
    let summary = entry["summary"].as_str().expect("a judgement");
    assert!(summary.contains("Confidence in these judgements is"), "{summary}");
    let whole = entry["_bellwether"]["data"]["brief"].as_str().expect("an address");
    let document = serving.get(&format!("{whole}&section=judgement")).expect(200);
    assert_eq!(document.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(document.text().contains("Confidence in these judgements is"));
    let atom = serving.get("/feeds/briefs.atom").expect(200).text();
    assert_eq!(atom.matches("<entry>").count(), 1, "{atom}");
    assert_eq!(atom, program.ok(&["brief", "--feed", "atom"]).stdout, "the terminal's is the same");

    program.ok(&["watch", "add", "four", "--country", "NGA", "-q"]);
    assert_eq!(items(), first, "a watch makes no entry anew");
    let path = program.file("more.csv", ged::csv(&ged::rows(100, 160))).display().to_string();
    program.ok(&["ingest", &path, "--published", "2024-06-01", "--release", "24.1", "-q"]);
    let then = items();
    assert_eq!((then.len(), &then[0]["id"]), (1, &entry["id"]));
    let time = |entry: &Value| entry["date_modified"].as_str().expect("a time").to_owned();
    assert!(time(&then[0]) > time(entry) && then[0]["content_text"] != entry["content_text"]);
    let before = serving.json("/feeds/briefs.json?data_version=1");
    assert_eq!(before["items"].as_array().map(Vec::len), Some(0), "nobody was watched then");
}

fn call(id: u64, method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })
}

fn hello() -> Value {
    let client = json!({ "name": "test", "version": "1" });
    let params =
        json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client });
    call(1, "initialize", params)
}

/// What an assistant is told of a count: the number, and where it is from.
fn is_cited_count(result: &Value, expected: &Value) {
    assert_eq!(result["isError"], false, "{result}");
    assert_eq!(&result["structuredContent"]["value"], expected, "{result}");
    let beside = result["content"][1]["text"].as_str().expect("what stands beside");
    assert!(beside.contains("Source: ") && beside.contains("23.1"), "{beside}");
    assert!(beside.contains("Store version: 1"), "{beside}");
}

#[test]
fn an_assistant_gets_cited_answers_over_http() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    let answer = serving.post("/mcp", &hello()).expect(200).json();
    assert_eq!(answer["result"]["serverInfo"]["name"], "bellwether", "{answer}");
    let tools = serving.post("/mcp", &call(2, "tools/list", json!({}))).expect(200).json();
    let tools = tools["result"]["tools"].as_array().expect("tools").clone();
    let count = tools.iter().find(|tool| tool["name"] == "count").expect("count is a tool");
    assert_eq!(count["inputSchema"]["properties"]["actor"]["type"], "string");
    assert_eq!(count["annotations"]["readOnlyHint"], true);
    assert!(tools.iter().all(|tool| tool["name"] != "incident_judge"), "no tool changes anything");
    let asked =
        json!({ "name": "count", "arguments": { "country": ["NGA", "NER"], "measure": "events" } });
    let result = serving.post("/mcp", &call(3, "tools/call", asked)).expect(200).json();
    let expected =
        program.json(&["count", "--country", "NGA", "--country", "NER"])["value"].clone();
    is_cited_count(&result["result"], &expected);
    let wrong = json!({ "name": "count", "arguments": { "by": "moon" } });
    let result = serving.post("/mcp", &call(4, "tools/call", wrong)).expect(200).json();
    assert_eq!(result["result"]["isError"], true, "{result}");
    let none = json!({ "name": "vacuum", "arguments": {} });
    let result = serving.post("/mcp", &call(5, "tools/call", none)).expect(200).json();
    assert!(
        result["error"]["message"].as_str().is_some_and(|text| text.contains("vacuum")),
        "{result}"
    );
}

#[test]
fn an_assistant_gets_the_same_over_standard_input_and_output() {
    let program = open_store();
    let mut command = program.command(&["mcp"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program can be started");
    let mut input = child.stdin.take().expect("piped");
    let asked = json!({ "name": "count", "arguments": {} });
    let ready = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    let out = std::io::BufReader::new(child.stdout.take().expect("piped"));
    let mut lines = std::io::BufRead::lines(out);
    let mut next = || -> Value {
        let line = lines.next().expect("an answer").expect("text");
        serde_json::from_str(&line).expect("JSON")
    };
    writeln!(input, "{}", hello()).expect("sent");
    assert_eq!(next()["result"]["serverInfo"]["name"], "bellwether");
    writeln!(input, "{ready}\n{}", call(2, "tools/call", asked)).expect("sent");
    is_cited_count(&next()["result"], &json!(40));
    drop(input);
    assert_eq!(child.wait().expect("it ends with its input").code(), Some(0));
}
