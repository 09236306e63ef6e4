//! Who may call what: a closed table of routes, each tried by everybody; and secrets that never leave.

use bellwether_e2e::Bellwether;
use serde_json::json;

use crate::http::{Answer, Serving, log_of};
use crate::serving::open_store;

/// Every route with who may call it. A route that is not in this list fails the suite; so does one that is gone.
const TABLE: &str = include_str!("../routes.txt");

fn token(program: &Bellwether, role: &str) -> String {
    let file = program.dir().join("tokens").display().to_string();
    let made = program.ok(&["serve", "token", "add", role, "--role", role, "--tokens", &file]);
    made.stdout.trim().to_owned()
}

fn call(serving: &Serving, method: &str, path: &str, token: Option<&str>) -> Answer {
    let bearer = token.map(|token| format!("Bearer {token}"));
    let mut headers = vec![("content-type", "application/json")];
    headers.extend(bearer.as_deref().map(|bearer| ("authorization", bearer)));
    let body: &[u8] = if method == "POST" { b"{}" } else { b"" };
    serving.send(method, path, &headers, body)
}

#[test]
fn the_table_of_routes_is_closed() {
    let listed = Bellwether::new().ok(&["serve", "routes"]).stdout;
    assert_eq!(listed, TABLE, "say in crates/e2e/tests/routes.txt who may call a new route");
}

#[test]
fn every_route_is_open_to_exactly_those_roles_that_the_table_says() {
    let program = open_store();
    let roles = ["reader", "analyst", "admin"];
    let tokens: Vec<String> = roles.iter().map(|role| token(&program, role)).collect();
    let file = program.dir().join("tokens").display().to_string();
    let serving = Serving::start(&program, &["--tokens", &file]);
    for line in TABLE.lines() {
        let parts: Vec<&str> = line.split(' ').collect();
        let [method, path, least] = parts[..] else { panic!("{line:?} is no route") };
        let path = path.replace("{*path}", "style.css").replace(['{', '}'], "");
        let rank = roles.iter().position(|role| *role == least);
        let nobody = call(&serving, method, &path, None);
        let wrong = call(&serving, method, &path, Some("bwt_wrong"));
        if least == "public" {
            assert_eq!((nobody.status, wrong.status), (200, 200), "{line}");
        } else {
            assert_eq!((nobody.status, wrong.status), (401, 401), "{line}");
            assert!(nobody.header("www-authenticate").is_some(), "{line}");
        }
        for (at, token) in tokens.iter().enumerate() {
            let status = call(&serving, method, &path, Some(token)).status;
            if method == "GET" {
                let head = call(&serving, "HEAD", &path, Some(token));
                assert_eq!((head.status, head.body.len()), (status, 0), "HEAD {path}");
            }
            if rank.is_some_and(|rank| at < rank) {
                assert_eq!(status, 403, "{line} for {}", roles[at]);
            } else {
                assert!(![401, 403, 405].contains(&status) && status < 500, "{line}: {status}");
            }
        }
        for other in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
            let status = call(&serving, other, &path, Some(&tokens[2])).status;
            assert!([404, 405].contains(&status), "{other} {path}: {status}");
        }
    }
    let reader = format!("Bearer {}", tokens[0]);
    let me =
        serving.send("GET", "/api/v1/me", &[("authorization", &reader)], b"").expect(200).json();
    assert_eq!((&me["role"], &me["token"]["name"]), (&json!("reader"), &json!("reader")));
}

#[test]
fn a_revoked_token_is_worth_nothing_at_once() {
    let program = open_store();
    let file = program.dir().join("tokens").display().to_string();
    let token = token(&program, "reader");
    let serving = Serving::start(&program, &["--tokens", &file]);
    assert_eq!(call(&serving, "GET", "/api/v1/me", Some(&token)).status, 200);
    let listed = program.json(&["serve", "token", "list", "--tokens", &file]);
    let id = listed["tokens"][0]["id"].as_str().expect("an id").to_owned();
    std::thread::sleep(std::time::Duration::from_millis(20));
    program.ok(&["serve", "token", "revoke", &id, "--tokens", &file]);
    assert_eq!(call(&serving, "GET", "/api/v1/me", Some(&token)).status, 401);
    let _ = program.run(&["serve", "token", "revoke", &id, "--tokens", &file]).expect_code(2);
}

#[test]
fn without_tokens_only_this_machine_by_its_own_name_is_let_in() {
    let program = open_store();
    let serving = Serving::start(&program, &["--host", "desk.example"]);
    let ask = |host: &str| {
        let head = format!("GET /api/v1/me HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        let mut stream = serving.connect();
        std::io::Write::write_all(&mut stream, head.as_bytes()).expect("sent");
        Answer::read(&mut stream).expect("an answer").status
    };
    for host in ["127.0.0.1", "localhost:1", "LOCALHOST", "[::1]:80", "desk.example"] {
        assert_eq!(ask(host), 200, "{host}");
    }
    for host in ["rebound.example", "127.0.0.1.example", "localhost.example:8417", ""] {
        assert_eq!(ask(host), 421, "{host}");
    }
}

/// What must never be seen: a token, the secrets of the configuration, and where things lie on this machine.
#[test]
fn secrets_are_in_no_log_no_answer_and_no_store() {
    const SECRET: &str = "xqsecret-of-the-mail";
    let mut program = open_store().with_env("BELLWETHER_LOG", "trace");
    let secrets = program.dir().join("secrets");
    std::fs::create_dir_all(&secrets).expect("a folder");
    std::fs::write(secrets.join("acled-password"), SECRET).expect("written");
    let config = format!("secrets = {:?}\n", secrets.display().to_string());
    let config = program.file("own.toml", config).display().to_string();
    let token = token(&program, "admin");
    let file = program.dir().join("tokens").display().to_string();
    let serving = Serving::start(&program, &["--tokens", &file, "--config", &config]);
    let mut seen = String::new();
    for line in TABLE.lines() {
        let method = line.split(' ').next().expect("a method");
        let path =
            line.split(' ').nth(1).expect("a path").replace("{*path}", "x").replace(['{', '}'], "");
        for query in ["", "?format=xml", "?by=moon", &format!("?x={token}")] {
            let answer = call(&serving, method, &format!("{path}{query}"), Some(&token));
            // What an address holds may be named again to whoever sent it.
            if !query.contains(&token) {
                seen.push_str(&answer.text());
                answer.headers.iter().for_each(|(_, value)| seen.push_str(value));
            }
        }
    }
    // Errors of the inside: the store is taken away while the server runs.
    let away = program.dir().join("away");
    std::fs::rename(program.store(), &away).expect("moved");
    for target in ["/api/v1/count", "/api/v1/sql", "/health", "/api/v1/doctor"] {
        let answer = call(
            &serving,
            if target.ends_with("sql") { "POST" } else { "GET" },
            target,
            Some(&token),
        );
        seen.push_str(&answer.text().replace(&away.display().to_string(), ""));
    }
    drop(serving);
    let log = log_of(&program);
    assert!(log.contains("/api/v1/count"), "the log says which route was asked: {log}");
    let secret = &token["bwt_".len()..];
    for (place, text) in [("the log", &log), ("an answer", &seen)] {
        assert!(!text.contains(secret), "{place} holds the token");
        assert!(!text.contains(SECRET), "{place} holds a secret");
    }
    program.set_store(away.clone());
    let mut folders = vec![away];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).expect("readable");
                let has =
                    |needle: &str| bytes.windows(needle.len()).any(|own| own == needle.as_bytes());
                assert!(!has(secret) && !has(SECRET), "{}", path.display());
            }
        }
    }
}
