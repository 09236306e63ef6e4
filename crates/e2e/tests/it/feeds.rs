//! `fetch` of the sources by name: what is new, gaps, pages, accounts, deletions.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex};

use crate::server::{Heard, Reply, Server};
use bellwether_e2e::table::{acled, acled_page};
use bellwether_e2e::{Bellwether, Output, ged};
use serde_json::{Value, json};

use crate::fetching::{configure, program_for};

/// Paths and what they answer; everything else is a 404.
type Files = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

fn serve(files: &Files) -> Server {
    let files = Arc::clone(files);
    Server::start(move |heard, _| match files.lock().expect("not poisoned").get(&heard.target) {
        Some(body) => Reply::new(200, body.clone()).header("ETag", "\"1\""),
        None => Reply::new(404, ""),
    })
}

fn put(files: &Files, path: &str, body: impl Into<Vec<u8>>) {
    files.lock().expect("not poisoned").insert(path.to_owned(), body.into());
}

fn zipped(name: &str, content: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("in memory");
    archive.write_all(content.as_bytes()).expect("in memory");
    archive.finish().expect("in memory").into_inner()
}

#[test]
fn a_release_of_ucdp_comes_in_under_its_label_and_once() {
    let files = Files::default();
    let table = ged::csv(&ged::rows(1, 21));
    put(&files, "/dl/ged/ged251-csv.zip", zipped("GEDEvent_v25_1.csv", &table));
    let server = serve(&files);
    let program = program_for(&server);
    let args = ["fetch", "ucdp", "--release", "25.1"];
    let answer = program.json(&args);
    assert_eq!(answer["feed"], "ucdp-bulk:ged");
    let file = &answer["files"][0];
    assert_eq!((&file["release"], &file["added"]), (&"25.1".into(), &20.into()), "{file}");
    assert_eq!(answer["kept"][0]["name"], "ged251-csv.zip");
    let asked = server.heard().len();
    let again = program.ok(&[&args[..], &["--json"]].concat());
    assert!(again.stderr.contains("nothing new"), "{}", again.stderr);
    assert!(server.heard().len() <= asked + 1, "{:?}", server.targets());
    assert_eq!(again.json()["store"]["version"], answer["store"]["version"]);
    let missing = program.run(&["fetch", "ucdp", "--release", "24.1"]).expect_code(5);
    assert!(missing.stderr.contains("ged241-csv.zip"), "{}", missing.stderr);
    let _ = program.run(&["fetch", "ucdp", "--release", "../x"]).expect_code(2);
}

#[test]
fn the_newest_release_of_ucdp_is_found_and_a_candidate_stands_beside_it() {
    let files = Files::default();
    let server = serve(&files);
    let program = program_for(&server);
    let candidate = ged::csv(&ged::rows(100, 105));
    put(&files, "/dl/candidateged/GEDEvent_v25_0_3.csv", candidate);
    let answer = program.json(&["fetch", "ucdp-candidate", "--release", "25.0.3"]);
    let file = &answer["files"][0];
    assert_eq!((&file["release"], &file["added"]), (&"25.0.3".into(), &5.into()), "{file}");
    // Neither this year's release nor the last one's is there: that is nothing new, and no error.
    let output = program.ok(&["fetch", "ucdp", "--json"]);
    assert_eq!(output.json()["files"].as_array().map(Vec::len), Some(0), "{}", output.stdout);
}

/// Events of GDELT 2.0 as a file of one slot.
fn slot(first: u32) -> Vec<u8> {
    let mut text = String::new();
    for id in first..first + 3 {
        let mut cells = vec![String::new(); 61];
        let id = id.to_string();
        for (at, value) in [
            (0, id.as_str()),
            (1, "20250101"),
            (2, "202501"),
            (3, "2025"),
            (4, "2025.0027"),
            (5, "NGAMIL"),
            (6, "NIGERIA"),
            (7, "NGA"),
            (12, "MIL"),
            (15, "NGAREB"),
            (16, "BOKO HARAM"),
            (17, "NGA"),
            (22, "REB"),
            (25, "1"),
            (26, "190"),
            (27, "190"),
            (28, "19"),
            (29, "4"),
            (30, "-10.0"),
            (31, "3"),
            (32, "1"),
            (33, "3"),
            (34, "-4.5"),
            (35, "0"),
            (43, "0"),
            (51, "4"),
            (52, "Harn, Borno, Nigeria"),
            (53, "NI"),
            (54, "NI27"),
            (56, "11.8464"),
            (57, "13.1603"),
            (58, "-20001"),
            (59, "20250101001500"),
            (60, "https://news.example/1"),
        ] {
            value.clone_into(&mut cells[at]);
        }
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
    zipped("slot.export.CSV", &text)
}

/// A list that names this slot as the newest.
fn newest(files: &Files, stamp: &str) {
    let sum = "0".repeat(32);
    let kinds = ["export.CSV", "mentions.CSV", "gkg.csv"];
    let lines = kinds
        .map(|kind| format!("10 {sum} http://data.gdeltproject.org/gdeltv2/{stamp}.{kind}.zip\n"));
    put(files, "/v2/lastupdate.txt", lines.concat());
}

#[test]
fn files_of_one_day_of_gdelt_are_one_commit_and_a_missing_slot_is_a_gap() {
    let files = Files::default();
    let server = serve(&files);
    let program = program_for(&server);
    newest(&files, "20250101003000");
    put(&files, "/v2/20250101000000.export.CSV.zip", slot(700_000_000));
    put(&files, "/v2/20250101003000.export.CSV.zip", slot(700_000_010));
    let args = ["fetch", "gdelt", "--from", "2025-01-01"];
    let answer = program.json(&args);
    assert_eq!((&answer["gaps"], &answer["requests"]), (&1.into(), &4.into()), "{answer}");
    assert_eq!(answer["files"].as_array().map(Vec::len), Some(1), "one commit: {answer}");
    assert_eq!(answer["files"][0]["added"], 6, "{answer}");
    assert_eq!(answer["kept"].as_array().map(Vec::len), Some(2));
    let gaps = program.json(&["sql", "SELECT * FROM gaps"]);
    assert_eq!(gaps["rows"].as_array().map(Vec::len), Some(1), "{gaps}");
    assert!(gaps["rows"][0].to_string().contains("404"), "{gaps}");
    // What a person is told of can be asked.
    let words = program.run(&["releases", "--gaps", "--json"]).expect_code(0).stdout;
    assert!(words.contains("2025-01-01T00:15:00Z"), "{words}");

    newest(&files, "20250101004500");
    put(&files, "/v2/20250101004500.export.CSV.zip", slot(700_000_020));
    let second = program.json(&args);
    let kept: Vec<&str> = second["kept"]
        .as_array()
        .expect("kept")
        .iter()
        .filter_map(|k| k["name"].as_str())
        .collect();
    assert_eq!(kept, ["20250101004500.export.CSV.zip"], "the second run goes on: {second}");
    assert_eq!(program.events(&[]), 9);
}

const PASSWORD: &str = "canary-password-7f2c";
const EMAIL: &str = "canary-mail-7f2c@desk.example";
const TOKEN: &str = "canary-token-7f2c";

/// A service with an account, pages of events and deletions.
fn acled_service(events: usize, deleted: &Arc<Mutex<Vec<String>>>) -> Server {
    let rows: Vec<_> = (0..events)
        .map(|n| acled(&format!("VES{n}"), &format!("2024-01-{:02}", n % 28 + 1)))
        .collect();
    let deleted = Arc::clone(deleted);
    Server::start(move |heard: &Heard, _| {
        if heard.target == "/oauth/token" {
            let refresh = heard.body.contains("grant_type=refresh_token");
            if !refresh && !heard.body.contains(&format!("password={PASSWORD}")) {
                let words = json!({ "error": "invalid_grant", "message": "wrong password" });
                return Reply::new(400, words.to_string());
            }
            let token = json!({
                "token_type": "Bearer", "expires_in": 86_400,
                "access_token": TOKEN, "refresh_token": format!("{TOKEN}-refresh"),
            });
            return Reply::new(200, token.to_string());
        }
        if heard.header("authorization") != Some(&format!("Bearer {TOKEN}")) {
            return Reply::new(401, format!("no such token {TOKEN}"));
        }
        let number = |name: &str| heard.parameter(name).and_then(|text| text.parse().ok());
        let (limit, page) = (number("limit").unwrap_or(1), number("page").unwrap_or(1usize));
        if heard.target.starts_with("/api/deleted/read") {
            let rows: Vec<Value> = deleted
                .lock()
                .expect("not poisoned")
                .iter()
                .map(|id| json!({ "event_id_cnty": id, "deleted_timestamp": "1706745600" }))
                .collect();
            let body = json!({ "status": 200, "success": true, "count": rows.len(), "data": rows });
            return Reply::new(200, body.to_string());
        }
        let from = (page - 1) * limit;
        let since: i64 = heard.parameter("timestamp").and_then(|t| t.parse().ok()).unwrap_or(0);
        let all = if since < 1_706_000_001 { rows.as_slice() } else { &[] };
        let these = all.get(from..all.len().min(from + limit)).unwrap_or(&[]);
        Reply::new(200, acled_page(these))
    })
}

fn with_account(server: &Server, password: &str) -> Bellwether {
    let program = Bellwether::new()
        .with_env("BELLWETHER_CONFIG", "fetch.toml")
        .with_env("BELLWETHER_ACLED_EMAIL", EMAIL)
        .with_env("BELLWETHER_ACLED_PASSWORD", password)
        .with_env("BELLWETHER_LOG", "trace");
    configure(&program, server);
    program
}

/// No secret in what was said, nor in any file under the working directory.
fn assert_no_secret(program: &Bellwether, output: &Output) {
    for secret in [PASSWORD, EMAIL, TOKEN, "canary-mail-7f2c%40desk.example", "wrong-canary"] {
        assert!(!output.stdout.contains(secret), "{secret} on standard output");
        assert!(!output.stderr.contains(secret), "{secret} in {}", output.stderr);
        search(program.dir(), secret.as_bytes());
    }
}

fn search(folder: &Path, secret: &[u8]) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            search(&entry.path(), secret);
        } else {
            let bytes = std::fs::read(entry.path()).expect("readable");
            let found = bytes.windows(secret.len()).any(|window| window == secret);
            assert!(!found, "a secret is in {}", entry.path().display());
        }
    }
}

#[test]
fn acled_comes_in_by_pages_and_what_it_deleted_goes_and_no_secret_stays() {
    let deleted = Arc::new(Mutex::new(Vec::new()));
    let server = acled_service(5_003, &deleted);
    let program = with_account(&server, PASSWORD);
    let args = ["fetch", "acled", "--country", "Nigeria", "--json", "-vv"];
    let first = program.run(&args).expect_code(0);
    assert_no_secret(&program, &first);
    assert_eq!(program.events(&[]), 5_003);
    assert!(server.targets().iter().any(|target| target.contains("country=Nigeria")));
    let digest = program.digest();
    deleted.lock().expect("not poisoned").push("VES3".to_owned());
    let second = program.run(&args).expect_code(0);
    assert_no_secret(&program, &second);
    assert_eq!(program.events(&[]), 5_002, "{}", second.stdout);
    assert_ne!(program.digest(), digest);
}

#[test]
fn a_wrong_password_is_told_in_clear_words_and_without_it() {
    let server = acled_service(3, &Arc::default());
    let program = with_account(&server, "wrong-canary");
    let output = program.run(&["fetch", "acled", "-vv"]);
    assert!(matches!(output.code, Some(4 | 5)), "{:?}: {}", output.code, output.stderr);
    assert!(output.stderr.contains("400"), "{}", output.stderr);
    assert!(output.stderr.contains("wrong password"), "{}", output.stderr);
    assert_no_secret(&program, &output);
    assert_eq!(server.heard().len(), 1, "a wrong password was tried again");
}

#[test]
fn without_an_account_the_words_tell_where_one_is_looked_for() {
    let server = acled_service(3, &Arc::default());
    let program = program_for(&server);
    for (source, variable) in
        [("acled", "BELLWETHER_ACLED_EMAIL"), ("ucdp-api", "BELLWETHER_UCDP_TOKEN")]
    {
        let output = program.run(&["fetch", source, "--release", "25.1"]);
        assert!(matches!(output.code, Some(2..=4)), "{:?}: {}", output.code, output.stderr);
        assert!(output.stderr.contains(variable), "{source}: {}", output.stderr);
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn pages_of_ucdps_interface_come_in_with_a_token_from_a_file() {
    let server = Server::start(|heard, _| {
        if heard.header("x-ucdp-access-token") != Some(TOKEN) {
            return Reply::new(401, "API token required");
        }
        let page: u32 = heard.parameter("page").and_then(|text| text.parse().ok()).unwrap_or(9);
        let rows: Vec<Value> =
            ged::rows(page * 3 + 1, page * 3 + 4).iter().map(ged::Row::json).collect();
        let next = if page == 0 { "next" } else { "" };
        let body = json!({ "TotalCount": 6, "TotalPages": 2, "NextPageUrl": next, "Result": rows });
        Reply::new(200, body.to_string())
    });
    let program = program_for(&server);
    let folder = program.dir().join("secrets");
    std::fs::create_dir(&folder).expect("a folder can be made");
    std::fs::write(folder.join("ucdp-token"), format!("{TOKEN}\n")).expect("written");
    let config = std::fs::read_to_string(program.dir().join("fetch.toml")).expect("written");
    let _ = program.file("fetch.toml", format!("secrets = \"{}\"\n{config}", folder.display()));
    let args = ["fetch", "ucdp-api", "--release", "25.1", "--json", "-vv"];
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |mode| std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(folder.join("ucdp-token"), mode(0o644)).expect("set");
        let open = program.run(&args);
        assert!(matches!(open.code, Some(2..=4)), "{:?}: {}", open.code, open.stderr);
        assert!(open.stderr.contains("chmod"), "{}", open.stderr);
        assert!(!open.stderr.contains(TOKEN));
        std::fs::set_permissions(folder.join("ucdp-token"), mode(0o600)).expect("set");
    }
    let output = program.run(&args).expect_code(0);
    assert!(!output.stderr.contains(TOKEN) && !output.stdout.contains(TOKEN));
    search(program.store(), TOKEN.as_bytes());
    assert_eq!(program.events(&[]), 6);
    let asked = server.heard().len();
    let again = program.run(&args).expect_code(0);
    assert_eq!(again.json()["kept"].as_array().map(Vec::len), Some(0));
    assert_eq!(server.heard().len(), asked, "a version does not change");
}
