//! Alerts out of the house: feeds, a webhook, and the schedule that does it.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use bellwether_e2e::{Bellwether, ged};
use serde_json::Value;

use crate::server::{Reply, Server};

/// Days from 1 January 2010 as a date.
fn day(days: i32) -> String {
    let first = jiff::civil::date(2010, 1, 1);
    first.checked_add(jiff::Span::new().days(days)).expect("a date").to_string()
}

/// A store with four years of an attack every twelfth day and then two a day for three weeks, one watch on it,
/// and a configuration that sends its alerts to a server.
fn program(server: &Server) -> Bellwether {
    let program = Bellwether::new()
        .with_env("BELLWETHER_CONFIG", "own.toml")
        .with_env("BELLWETHER_WEBHOOK_SECRET", "canary-secret");
    let config = format!(
        "fetch_hosts = [\"{}\"]\n[deliver]\natom = \"alerts.atom\"\njsonfeed = \"alerts.json\"\n\
         webhook = \"{}\"\n[serve]\nevery = \"1d\"\n",
        server.host(),
        server.url("/hook")
    );
    let _ = program.file("own.toml", config);
    let days = (0..120).map(|n| n * 12).chain((0..42).map(|n| 1440 + n / 2));
    let rows: Vec<ged::Row> = days
        .zip(1..)
        .map(|(at, id)| {
            let date = day(at);
            let row = ged::Row::new(id).set("year", &date[..4]);
            row.set("date_start", &date).set("date_end", &date)
        })
        .collect();
    let file = program.file("GEDEvent_v25_1.csv", ged::csv(&rows));
    let published = ["--published", "2014-01-25"];
    let ingest = ["ingest", file.to_str().expect("a path"), published[0], published[1]];
    program.ok(&ingest);
    program.ok(&["watch", "add", "boko", "--actor", "boko-haram"]);
    program
}

fn once(program: &Bellwether) -> String {
    program.ok(&["watch", "serve", "--once"]).stderr
}

/// Makes the last round one of ten days ago.
fn let_ten_days_pass(program: &Bellwether) {
    let place = program.store().join("serve.json");
    let text = std::fs::read_to_string(&place).expect("a memory");
    let mut memory: Value = serde_json::from_str(&text).expect("JSON");
    let ago = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(240);
    memory["last"] = ago.to_string().into();
    std::fs::write(&place, memory.to_string()).expect("written");
}

#[test]
fn a_round_raises_writes_and_delivers_once_and_the_next_one_finds_nothing_new() {
    let server = Server::start(|_, _| Reply::new(204, ""));
    let program = program(&server);
    let said = once(&program);
    assert!(said.contains("1 watches, 1 new alerts"), "{said}");
    let heard = server.heard();
    assert_eq!(heard.len(), 1, "{said}");
    for header in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        assert!(heard[0].header(header).is_some(), "{header}");
    }
    let body: Value = serde_json::from_str(&heard[0].body).expect("JSON");
    let alert = &program.json(&["alerts", "list"])["alerts"][0];
    assert_eq!((&body["id"], &body["data"]["id"]), (&alert["id"], &alert["id"]));
    let atom = std::fs::read_to_string(program.dir().join("alerts.atom")).expect("a feed");
    assert_eq!(atom.matches("<entry>").count(), 1, "{atom}");
    let feed = std::fs::read_to_string(program.dir().join("alerts.json")).expect("a feed");
    let feed: Value = serde_json::from_str(&feed).expect("JSON");
    assert_eq!(feed["items"][0]["_bellwether"]["id"], alert["id"]);

    assert_eq!(once(&program).trim(), "", "nothing is due for a day");
    let_ten_days_pass(&program);
    let said = once(&program);
    assert!(said.contains("nothing new") && said.contains("delivered 0"), "{said}");
    assert_eq!(said.lines().count(), 1, "one line and one round for ten days: {said}");
    assert_eq!(once(&program).trim(), "");
    assert_eq!(server.heard().len(), 1, "nothing is told twice");
}

#[test]
fn what_a_webhook_refused_is_delivered_by_the_next_round() {
    let server = Server::start(|_, number| Reply::new(if number == 0 { 403 } else { 200 }, "no"));
    let program = program(&server);
    let said = once(&program);
    assert!(said.contains("not delivered") && said.contains("403"), "{said}");
    assert!(!said.contains("canary-secret"));
    let output = program.ok(&["alerts", "deliver", "--json"]).json();
    assert_eq!((&output["delivered"], &output["notices"]), (&1.into(), &1.into()));
    let ids: Vec<_> =
        server.heard().iter().map(|h| h.header("webhook-id").map(str::to_owned)).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1], "the same delivery");
}

#[test]
fn feeds_are_written_on_demand_in_both_forms_and_hold_no_muted_alert() {
    let server = Server::start(|_, _| Reply::new(200, ""));
    let program = program(&server);
    program.ok(&["watch", "run"]);
    let atom = program.ok(&["alerts", "feed"]).stdout;
    assert!(atom.contains("http://www.w3.org/2005/Atom") && atom.contains("<entry>"), "{atom}");
    let again = program.ok(&["alerts", "feed"]).stdout;
    assert_eq!(atom, again, "the same alerts give the same bytes");
    program.ok(&["alerts", "feed", "--as", "jsonfeed", "-o", "out.json"]);
    let text = std::fs::read_to_string(program.dir().join("out.json")).expect("a feed");
    let feed: Value = serde_json::from_str(&text).expect("JSON");
    let id = feed["items"][0]["_bellwether"]["id"].as_str().expect("an id").to_owned();
    program.ok(&["alerts", "mute", &id, "--why", "a change of the source"]);
    assert!(!program.ok(&["alerts", "feed"]).stdout.contains("<entry>"));
}

#[test]
fn serving_ends_cleanly_when_it_is_told_to_and_two_do_not_serve_one_store() {
    let server = Server::start(|_, _| Reply::new(200, ""));
    let program = program(&server);
    let mut command = program.command(&["watch", "serve"]);
    let mut child = command.stderr(Stdio::piped()).spawn().expect("started");
    let began = Instant::now();
    while server.heard().is_empty() {
        assert!(began.elapsed() < Duration::from_secs(120), "no round was made");
        std::thread::sleep(Duration::from_millis(50));
    }
    let second = program.run(&["watch", "serve", "--once"]).expect_code(3);
    assert!(second.stderr.contains("another `watch serve`"), "{}", second.stderr);
    let pid = child.id().to_string();
    let told = Command::new("kill").args(["-TERM", &pid]).status().expect("kill");
    assert!(told.success());
    let ended = child.wait().expect("ended");
    assert_eq!(ended.code(), Some(0));
}

/// The checks of `doctor` whose name begins so, as name, verdict, detail.
fn checks(output: &Value, of: &str) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let all = output["checks"].as_array().expect("checks").iter();
    all.map(|check| (text(&check["what"]), text(&check["verdict"]), text(&check["detail"])))
        .filter(|(what, ..)| what.starts_with(of))
        .collect()
}

#[test]
fn the_doctor_examines_deliveries_sends_nothing_and_shows_no_secret() {
    let server = Server::start(|_, _| Reply::new(200, ""));
    let program = Bellwether::new()
        .with_env("BELLWETHER_WEBHOOK_SECRET", "canary-secret")
        .with_env("BELLWETHER_SMTP_PASSWORD", "canary-password");
    let config = |text: &str| program.file("own.toml", text).display().to_string();
    let good = config(&format!(
        "fetch_hosts = [\"{}\"]\n[deliver]\natom = \"alerts.atom\"\nwebhook = \"{}\"\n\
         mail_server = \"smtp.example.org\"\nmail_user = \"watch\"\nmail_from = \"a@example.org\"\n\
         mail_to = \"b@example.org, c@example.org\"\n[serve]\nat = \"06:30\"\nfetch = \"ucdp-candidate\"\n",
        server.host(),
        server.url("/hook/canary-token")
    ));
    let output = program.run(&["doctor", "--json", "--config", &good]);
    let found = checks(&output.json(), "deliver");
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().all(|(_, verdict, _)| verdict == "fine"), "{found:?}");
    assert!(
        found[2].2.contains("smtp.example.org:587 by starttls, signs in, 2 recipients"),
        "{found:?}"
    );
    let schedule = checks(&output.json(), "schedule");
    assert!(schedule[0].2.contains("each day at 06:30 UTC"), "{schedule:?}");
    assert!(server.heard().is_empty(), "nothing is sent");
    for (text, said) in [
        ("webhook = \"http://127.0.0.1:9/canary-token\"", "not a public address"),
        ("webhook = \"no address\"", "the webhook is not asked"),
        ("atom = \"no/such/folder/a.atom\"", "there is no folder"),
        (
            "mail_server = \"smtp.example.org\"\nmail_from = \"a@b.c\"\nmail_to = \"nobody\"",
            "no e-mail address",
        ),
        (
            "mail_server = \"smtp.example.org\"\nmail_from = \"a@b.c\"\nmail_to = \"d@e.f\"\nmail_tls = \"none\"",
            "without TLS",
        ),
        ("pager = \"x\"", "known are"),
    ] {
        let bad = config(&format!("[deliver]\n{text}\n"));
        let output = program.run(&["doctor", "--json", "--config", &bad]).expect_code(3);
        let found = checks(&output.json(), "deliver");
        assert!(found[0].1 == "unusable" && found[0].2.contains(said), "{text}: {found:?}");
        let all = format!("{}{}", output.stdout, output.stderr);
        assert!(!all.contains("canary"), "{all}");
    }
    // A secret that is missing is named, with where it is looked for.
    let bare = Bellwether::new();
    let config = bare.file("own.toml", "[deliver]\nwebhook = \"https://hooks.example.org/x\"\n");
    let args = ["doctor", "--json", "--config", config.to_str().expect("a path")];
    let found = checks(&bare.run(&args).expect_code(3).json(), "deliver");
    assert!(found[0].2.contains("BELLWETHER_WEBHOOK_SECRET"), "{found:?}");
}
