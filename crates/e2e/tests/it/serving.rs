//! Answers over HTTP are those of the terminal: the same numbers, forms, citations and refusals.

use bellwether_e2e::table::{acled, csv};
use bellwether_e2e::{Bellwether, ged};
use serde_json::json;

use crate::http::{Serving, log_of};

/// A store with forty reports of one dataset.
pub(crate) fn open_store() -> Bellwether {
    let program = Bellwether::new();
    let path = program.file("ged.csv", ged::csv(&ged::rows(1, 41))).display().to_string();
    program.ok(&["ingest", &path, "--published", "2023-06-01", "--release", "23.1", "-q"]);
    program
}

#[test]
fn the_numbers_are_those_of_the_terminal() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    for (target, args) in [
        ("/api/v1/count", &["count"][..]),
        (
            "/api/v1/count?by=year&measure=fatalities",
            &["count", "--by", "year", "--measure", "fatalities"],
        ),
        (
            "/api/v1/series?by=month&actor=boko-haram",
            &["series", "--by", "month", "--actor", "boko-haram"],
        ),
        ("/api/v1/events?limit=7", &["events", "--limit", "7"]),
        ("/api/v1/groups/boko-haram", &["group", "boko-haram"]),
        ("/api/v1/actors/boko-haram", &["actor", "show", "boko-haram"]),
        ("/api/v1/releases", &["releases"]),
        ("/api/v1/places/find?name=Maiduguri", &["place", "find", "Maiduguri"]),
        (
            "/api/v1/count?country=NGA&country=Niger",
            &["count", "--country", "NGA", "--country", "Niger"],
        ),
    ] {
        let mut over_http = serving.json(target);
        over_http.as_object_mut().expect("an object").remove("next");
        assert_eq!(over_http, program.json(args), "{target}");
    }
    let answer = serving.get("/api/v1/events?format=csv&limit=10000").expect(200);
    assert_eq!(
        answer.text(),
        program.ok(&["events", "--limit", "10000", "--format", "csv"]).stdout
    );
    assert!(
        answer.header("bellwether-source").is_some_and(|line| line.contains("23.1")),
        "{answer:?}"
    );
    assert_eq!(answer.header("bellwether-store-version"), Some("1"));
}

#[test]
fn each_form_is_given_by_word_and_by_media_type() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    for (word, media_type, begins) in [
        ("json", "application/json", &b"{"[..]),
        ("ndjson", "application/x-ndjson", b"{"),
        ("csv", "text/csv", b"report_id,"),
        ("geojson", "application/geo+json", b"{\"type\":\"FeatureCollection\""),
        ("geoparquet", "application/vnd.apache.parquet", b"PAR1"),
        ("parquet", "application/vnd.apache.parquet", b"PAR1"),
        ("arrow", "application/vnd.apache.arrow.stream", b"\xff\xff\xff\xff"),
        ("text", "text/plain", b"date "),
    ] {
        let by_word = serving.get(&format!("/api/v1/events?limit=3&format={word}")).expect(200);
        let by_type = serving
            .send("GET", "/api/v1/events?limit=3", &[("accept", media_type)], b"")
            .expect(200);
        for answer in [&by_word, &by_type] {
            assert!(answer.body.starts_with(begins), "{word}: {:?}", &answer.text()[..40]);
            assert!(
                answer.header("content-type").is_some_and(|own| own.starts_with(media_type)),
                "{word}"
            );
        }
    }
    let geo = serving.get("/api/v1/events?limit=3&format=geoparquet").expect(200);
    assert!(
        geo.body.windows(5).any(|five| five == b"WKB\",") || geo.text().contains("primary_column")
    );
    serving.get("/api/v1/events?format=xml").expect(406);
    serving.send("GET", "/api/v1/events", &[("accept", "image/png")], b"").expect(406);
    let tagged = serving.get("/api/v1/events?limit=3&format=csv&hxl=true").expect(200).text();
    assert!(tagged.lines().nth(1).is_some_and(|line| line.contains('#')), "{tagged}");
    serving.get("/api/v1/events?limit=3&hxl=true").expect(406);
}

#[test]
fn pages_hold_each_row_once_and_stay_with_their_version() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    let whole = serving.json("/api/v1/events?limit=10000");
    let ids = |page: &serde_json::Value| -> Vec<String> {
        let rows = page["events"].as_array().expect("rows");
        rows.iter().map(|row| row["report_id"].as_str().expect("an id").to_owned()).collect()
    };
    let (mut found, mut target, mut pages) = (Vec::new(), "/api/v1/events?limit=7".to_owned(), 0);
    loop {
        let answer = serving.get(&target).expect(200);
        let page = answer.json();
        found.extend(ids(&page));
        pages += 1;
        if pages == 2 {
            // What comes in between does not show in the pages that are left.
            let path = program.file("more.csv", ged::csv(&ged::rows(1, 61))).display().to_string();
            program.ok(&["ingest", &path, "--published", "2024-06-01", "--release", "24.1", "-q"]);
        }
        let Some(next) = page["next"].as_str() else { break };
        let link = format!("<{next}>; rel=\"next\"");
        assert_eq!(answer.header("link"), Some(link.as_str()));
        target = next.to_owned();
    }
    assert_eq!(found, ids(&whole));
    assert_eq!(pages, 6);
    let next = serving.json("/api/v1/events?limit=7")["next"].as_str().expect("more").to_owned();
    let other = next.replace("limit=7", "limit=7&country=NGA");
    assert!(serving.get(&other).expect(400).text().contains("another question"));
    serving.get("/api/v1/events?limit=0").expect(400);
    serving.get("/api/v1/events?limit=10001").expect(400);
}

#[test]
fn columns_are_left_out_where_they_are_not_wanted_and_pages_go_on() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    let answer = serving.json("/api/v1/events?limit=7&fields=date_start,deaths_best");
    let row = answer["events"][0].as_object().expect("a row");
    assert_eq!(row.keys().collect::<Vec<_>>(), ["date_start", "deaths_best"]);
    let next = serving.json(answer["next"].as_str().expect("more"));
    assert_eq!(next["events"][0].as_object().expect("a row").len(), 2);
    // A form that draws places keeps their precision: without it a unit would become a point.
    let map = serving.json("/api/v1/events?limit=1&fields=country&format=geojson");
    let properties = &map["features"][0]["properties"];
    assert_eq!(properties["country"], "Nigeria");
    assert!(properties["place_precision"].is_string() && properties["event_type"].is_null());
    // A column of incidents may be named where there are none, one of nothing may not.
    let both = serving.json("/api/v1/events?limit=1&fields=incident_id,report_id");
    assert_eq!(both["events"][0].as_object().expect("a row").len(), 1);
    let refused = serving.get("/api/v1/events?fields=weapon").expect(400);
    assert!(refused.text().contains("deaths_best"), "{refused:?}");
    let csv = program.ok(&[
        "events",
        "--limit",
        "1",
        "--fields",
        "deaths_best,country",
        "--format",
        "csv",
    ]);
    assert!(csv.stdout.starts_with("deaths_best,country"), "{}", csv.stdout);
}

#[test]
fn an_answer_that_the_client_has_is_not_sent_again_until_something_comes_in() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    let first = serving.get("/api/v1/count?by=year").expect(200);
    let tag = first.header("etag").expect("a tag").to_owned();
    let again = || serving.send("GET", "/api/v1/count?by=year", &[("if-none-match", &tag)], b"");
    let kept = again().expect(304);
    assert!(kept.body.is_empty());
    let other = serving.get("/api/v1/count?by=year&format=csv").expect(200);
    assert_ne!(other.header("etag"), Some(tag.as_str()));
    let path = program.file("more.csv", ged::csv(&ged::rows(100, 120))).display().to_string();
    program.ok(&["ingest", &path, "--published", "2024-06-01", "--release", "24.1", "-q"]);
    let fresh = again().expect(200);
    assert_ne!(fresh.header("etag"), Some(tag.as_str()));
    assert_ne!(fresh.json()["value"], first.json()["value"]);
    let then = serving.json("/api/v1/count?by=year&as_of=2023-12-31");
    assert_eq!(then["value"], first.json()["value"]);
}

#[test]
fn what_is_wrong_with_a_question_is_said_and_nothing_is_guessed() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    for (target, status, says) in [
        ("/api/v1/count?by=moon", 400, "possible values"),
        ("/api/v1/count?actr=x", 400, "\"actr\" is no parameter"),
        ("/api/v1/count?by=year&by=month", 400, "given twice"),
        ("/api/v1/count?spread=maybe", 400, "true or false"),
        ("/api/v1/count?from=2015&to=2014", 400, "swap"),
        ("/api/v1/count?side=a", 400, "--actor"),
        ("/api/v1/count?as_of=yesterday", 400, "as-of"),
        ("/api/v1/count?actor=--store", 404, "no actor"),
        ("/api/v1/count?store=/etc", 400, "no parameter"),
        ("/api/v1/count?output=x", 400, "no parameter"),
        ("/api/v1/count?data_version=99", 400, "99"),
        ("/api/v1/groups/nobody-at-all", 404, "no actor"),
        ("/api/v1/alerts/zzz", 404, "no single alert"),
        ("/api/v1/nothing", 404, "openapi"),
        ("/api/v1/actors/find", 400, "name is lacking"),
        ("/api/v1/count?actor=a%00b", 400, "NUL"),
    ] {
        let answer = serving.get(target).expect(status);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{target}");
        let detail = answer.json()["detail"].as_str().expect("words").to_owned();
        assert!(detail.contains(says), "{target}: {detail}");
    }
    let answer = serving.send("DELETE", "/api/v1/count", &[], b"").expect(405);
    assert!(answer.header("allow").is_some_and(|allow| allow.contains("GET")), "{answer:?}");
}

#[test]
fn rows_that_may_not_be_passed_on_are_in_no_answer() {
    let program = open_store();
    let rows: Vec<_> = (1..=6)
        .map(|n| {
            acled(&format!("XQI{n}"), "2024-01-05")
                .set("notes", "xqnote")
                .set("location", "Xqville")
        })
        .collect();
    let path = program.file("acled.csv", csv(&rows)).display().to_string();
    program.ok(&["ingest", &path, "--published", "2024-03-01", "-q"]);
    let serving = Serving::start(&program, &[]);
    let routes = program.ok(&["serve", "routes"]).stdout;
    let mut asked = 0;
    for line in routes.lines().filter(|line| line.starts_with("GET ") && !line.contains("{*")) {
        let path = line.split(' ').nth(1).expect("a path").replace("{actor}", "boko-haram");
        let path = path
            .replace("{id}", "x")
            .replace("{history}", "acled:XQI1")
            .replace("{collection}", "events");
        let path = path.replace("{feature}", "acled:XQI1");
        for format in ["", "?format=csv", "?format=text", "?format=ndjson", "?source=acled"] {
            let answer = serving.get(&format!("{path}{format}"));
            let text = answer.text().to_lowercase();
            for canary in ["xqi", "xqnote", "xqville"] {
                // What was asked for by its name is named again where it is refused.
                let told = text.contains(canary) && answer.status == 200;
                assert!(!told, "{path}{format} has {canary}: {text}");
            }
            asked += 1;
        }
    }
    assert!(asked > 100, "{asked}");
    let refused = serving.get("/api/v1/events?source=acled").expect(403);
    assert!(
        refused.text().contains("licence") && refused.text().contains("acled"),
        "{}",
        refused.text()
    );
    let sql = json!({ "statement": "SELECT * FROM reports_log" });
    assert!(!serving.post("/api/v1/sql", &sql).expect(200).text().to_lowercase().contains("xqi"));
    drop(serving);
    let token = program.dir().join("tokens").display().to_string();
    program.ok(&["serve", "token", "add", "desk", "--role", "reader", "--tokens", &token]);
    let public = program.run(&["serve", "--listen", "0.0.0.0:0", "--tokens", &token]);
    assert!(
        public.stderr.contains("acled") && public.stderr.contains("permission"),
        "{}",
        public.stderr
    );
    assert_eq!(public.code, Some(4));
}

#[test]
fn a_server_that_others_can_reach_needs_tokens() {
    let program = open_store();
    for listen in ["0.0.0.0:0", "[::]:0"] {
        let refused = program.run(&["serve", "--listen", listen]).expect_code(4);
        assert!(refused.stderr.contains("token"), "{}", refused.stderr);
    }
    let tokens = program.file("tokens", "").display().to_string();
    let open = program.run(&["serve", "--tokens", &tokens]).expect_code(4);
    assert!(open.stderr.contains("chmod 600"), "{}", open.stderr);
}

#[test]
fn the_server_stops_when_told_to_and_what_is_answered_is_answered_whole() {
    let program = open_store();
    let mut serving = Serving::start(&program, &[]);
    serving.get("/health").expect(200);
    let idle = serving.connect();
    assert_eq!(serving.stop(), Some(0), "{}", log_of(&program));
    drop(idle);
}

#[test]
fn a_judgement_and_a_mute_are_made_by_analysts_and_a_watch_added_shows_at_once() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    let watch = json!({ "name": "boko", "actor": "boko-haram", "facet": ["tempo"] });
    serving.post("/api/v1/watches", &watch).expect(200);
    let listed = serving.json("/api/v1/watches");
    assert_eq!(listed["watches"][0]["watch"]["name"], "boko");
    serving.post("/api/v1/watches", &json!({ "name": "x", "store": "x" })).expect(400);
    serving.post("/api/v1/watches/boko/remove", &json!({})).expect(200);
    assert_eq!(serving.json("/api/v1/watches")["watches"].as_array().map(Vec::len), Some(0));
    serving.post("/api/v1/alerts/zz/mute", &json!({ "why": "x" })).expect(404);
    let judgement =
        json!({ "a": "ucdp-ged:1", "b": "ucdp-ged:2", "verdict": "different", "why": "two towns" });
    serving.post("/api/v1/incidents/judge", &judgement).expect(200);
    serving.post("/api/v1/incidents/judge", &json!({ "a": "x" })).expect(400);
    let judged = serving.json("/api/v1/incidents/judgements");
    assert!(judged.to_string().contains("two towns"), "{judged}");
}

#[test]
fn what_a_source_wrote_does_not_run_where_an_answer_is_opened() {
    const SCRIPT: &str = "<script>alert(1)</script>";
    let program = Bellwether::new();
    let row = ged::Row::new(1).set("side_b", SCRIPT).set("where_description", "=cmd()");
    let path =
        program.file("hostile.csv", ged::csv(&[row, ged::Row::new(2)])).display().to_string();
    program.ok(&["ingest", &path, "-q"]);
    let serving = Serving::start(&program, &[]);
    let text = serving.get("/api/v1/events?format=csv").expect(200).text();
    let cells = text.split([',', '\n', '"']);
    assert!(cells.clone().all(|cell| !cell.starts_with('=')), "{text}");
    for format in ["json", "csv", "ndjson", "geojson", "text"] {
        let answer = serving.get(&format!("/api/v1/events?format={format}")).expect(200);
        assert!(answer.text().contains("script"), "{format}");
        let kind = answer.header("content-type").expect("a type");
        assert!(
            !kind.contains("html") && !kind.contains("svg") && !kind.contains("/xml"),
            "{kind}"
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    }
    // What was asked for is told again as a problem, and is no page.
    let answer = serving.get("/api/v1/groups/%3Cscript%3Ealert(1)%3C%2Fscript%3Ex").expect(404);
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
}

/// Whether a value is of one of the types that a schema names.
fn is_of(value: &serde_json::Value, schema: &serde_json::Value) -> bool {
    let kinds: Vec<&str> = match &schema["type"] {
        serde_json::Value::String(kind) => vec![kind],
        serde_json::Value::Array(kinds) => kinds.iter().filter_map(|kind| kind.as_str()).collect(),
        _ => return true,
    };
    kinds.iter().any(|kind| match *kind {
        "array" => {
            value.as_array().is_some_and(|rows| rows.iter().all(|row| is_of(row, &schema["items"])))
        }
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        _ => value.is_null(),
    })
}

#[test]
fn answers_have_the_shape_that_the_description_promises() {
    let program = open_store();
    let serving = Serving::start(&program, &[]);
    let description = serving.json("/api/v1/openapi.json");
    let mut held = 0;
    for (path, item) in description["paths"].as_object().expect("paths") {
        let schema = &item["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        let Some(required) = schema["required"].as_array().filter(|_| path.starts_with("/api/"))
        else {
            continue;
        };
        let target = path.replace("{actor}", "boko-haram").replace("{history}", "ucdp-ged:1");
        let asked = match path.as_str() {
            "/api/v1/actors/find" => "?name=boko",
            "/api/v1/places/find" => "?name=Maiduguri",
            "/api/v1/places/at" => "?latitude=11&longitude=13",
            "/api/v1/diff" => "?before=0&after=1",
            // There are no incidents and no alerts in this store.
            "/api/v1/incidents" | "/api/v1/overlap" | "/api/v1/alerts/{id}" => continue,
            _ => "",
        };
        let answer = serving.json(&format!("{target}{asked}"));
        for key in required.iter().filter_map(|key| key.as_str()) {
            assert!(
                is_of(&answer[key], &schema["properties"][key]),
                "{path}: {key} is {}",
                answer[key]
            );
            assert!(answer.get(key).is_some(), "{path} has no {key}");
        }
        held += 1;
    }
    assert!(held >= 14, "{held}");
}
