//! Canaries for secrets, in the environment and in files, with trace logging: they are in nothing that is written or said.

use std::path::Path;

use bellwether_e2e::{Bellwether, Output};

use crate::serving::open_store;

/// What must never be seen again. The last is the path of a webhook's address, which may be its only secret.
const CANARIES: [(&str, &str); 6] = [
    ("BELLWETHER_UCDP_TOKEN", "xqcanary-ucdp-token"),
    ("BELLWETHER_ACLED_EMAIL", "xqcanary-mail@desk.example"),
    ("BELLWETHER_ACLED_PASSWORD", "xqcanary-acled-password"),
    ("BELLWETHER_WEBHOOK_SECRET", "xqcanary-webhook-secret"),
    ("BELLWETHER_SMTP_PASSWORD", "xqcanary-smtp-password"),
    ("", "xqcanary-path-of-the-hook"),
];

/// Whether a text holds one of them, also as hexadecimal or with its signs written otherwise.
fn hit(bytes: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let hexadecimal: String = b"xqcanary".iter().map(|byte| format!("{byte:02x}")).collect();
    if text.contains(&hexadecimal) {
        return Some("one in hexadecimal");
    }
    CANARIES.iter().map(|(_, secret)| *secret).find(|secret| text.contains(*secret))
}

fn search(folder: &Path, left_out: &Path) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            search(&path, left_out);
        } else if path != left_out {
            assert_eq!(hit(&std::fs::read(&path).expect("readable")), None, "{}", path.display());
        }
    }
}

fn is_clean(args: &[&str], output: &Output) {
    assert_eq!(hit(&output.bytes), None, "{args:?} on standard output");
    assert_eq!(
        hit(output.stderr.as_bytes()),
        None,
        "{args:?} on standard error: {}",
        output.stderr
    );
}

#[test]
fn secrets_are_in_no_export_no_brief_no_feed_and_no_error() {
    let mut program: Bellwether = open_store().with_env("BELLWETHER_LOG", "trace");
    for (name, secret) in CANARIES.iter().filter(|(name, _)| !name.is_empty()) {
        program = program.with_env(name, secret);
    }
    let config = program.file(
        "own.toml",
        "fetch_hosts = [\"127.0.0.1:9\"]\n[deliver]\natom = \"alerts.atom\"\n\
         webhook = \"http://127.0.0.1:9/xqcanary-path-of-the-hook\"\nmail_server = \"127.0.0.1:9\"\nmail_tls = \"none\"\n\
         mail_user = \"desk\"\nmail_from = \"desk@desk.example\"\nmail_to = \"news@desk.example\"\n",
    );
    let own = config.display().to_string();
    let files = ["csv", "ndjson", "json", "geojson", "geoparquet", "parquet", "xlsx"];
    let exports = files.map(|form| format!("events.{form}"));
    let mut all: Vec<(Vec<&str>, &[i32])> = Vec::new();
    for (form, name) in files.iter().zip(&exports) {
        all.push((vec!["export", "events", "--as", *form, "-o", name.as_str()], &[0]));
    }
    for args in [
        &["export", "counts", "--by", "year", "--as", "csv", "-o", "counts.csv"][..],
        &["export", "actor", "boko-haram", "-o", "actor.json"],
        &[
            "brief",
            "boko-haram",
            "--section",
            "judgement",
            "--section",
            "sources",
            "-o",
            "brief.html",
        ],
        &["brief", "boko-haram", "--section", "judgement", "-o", "brief.md"],
        &["watch", "add", "one", "--actor", "boko-haram"],
        &["brief", "--feed", "atom", "-o", "briefs.atom"],
        &["alerts", "feed", "--as", "jsonfeed"],
        &["sql", "SELECT * FROM commits"],
        &["releases", "--json"],
        &["config", "show"],
    ] {
        all.push((args.to_vec(), &[0]));
    }
    // Forced errors: of the disk, of the question, of the network, of a server that is not there.
    for args in [
        &["export", "events", "--as", "csv", "-o", "no/such/folder.csv"][..],
        &["brief", "boko-haram", "-o", "no/such/folder.html", "--section", "judgement"],
        &["sql", "SELECT xqwrong FROM reports"],
        &["fetch", "acled", "--offline"],
        &["fetch", "ucdp-api", "--release", "25.1", "--offline"],
        &["alerts", "deliver"],
        &["alerts", "deliver", "--offline"],
        &["doctor", "--json"],
    ] {
        all.push((args.to_vec(), &[0, 1, 2, 3, 4, 5, 6]));
    }
    for (args, codes) in &all {
        let args = [&["--config", &own, "-vv"][..], args.as_slice()].concat();
        let output = program.run(&args);
        assert!(
            output.code.is_some_and(|code| codes.contains(&code)),
            "{args:?}: {}",
            output.stderr
        );
        is_clean(&args, &output);
    }
    search(program.dir(), &config);
}
