//! Texts into the store: reports and statements, one witness for an article that many print, no person's name.

use std::fmt::Write as _;

use bellwether_e2e::Bellwether;
use serde_json::{Value, json};

const FIRST: &str = "Boko Haram fighters attacked a military base in Maiduguri, Nigeria, on Monday, killing at least 12 \
                     soldiers and wounding nine others, the army said. The group claimed responsibility for the \
                     attack. Boko Haram had between 600 and 800 fighters as of October 2018, down from 3,000 to 4,000 \
                     in 2016. The army denied that Boko Haram had attacked a school in Damaturu. Officials fear that \
                     Boko Haram could attack markets in Kano.";
const SECOND: &str = "At least 12 troops died when Boko Haram gunmen stormed an army post in Maiduguri on 12 April 2021, \
                      residents told reporters.";

fn line(url: &str, text: &str) -> String {
    json!({ "url": url, "date": "2021-04-14", "title": "A headline", "text": text }).to_string()
        + "\n"
}

fn kept(program: &Bellwether, file: &str) -> Value {
    program.json(&["code", file, "--keep", "--source", "The Gazette", "--grade", "B2"])["kept"]
        .clone()
}

/// The rows of an answer; an answer without rows ends with 1.
fn sql(program: &Bellwether, statement: &str) -> Vec<Value> {
    let answer = program.run(&["sql", statement, "--format", "ndjson"]);
    assert!(matches!(answer.code, Some(0 | 1)), "{}", answer.stderr);
    let rows = answer.stdout.lines().map(|row| serde_json::from_str(row).expect("a row"));
    rows.collect()
}

#[test]
fn a_text_becomes_reports_and_statements_once_and_a_changed_one_takes_its_place() {
    let program = Bellwether::new();
    let _ = program.file("a.ndjson", line("https://gazette.example/a", FIRST));
    let first = kept(&program, "a.ndjson");
    assert_eq!((&first["added"], &first["counts"]["added"]), (&1.into(), &1.into()), "{first}");
    assert_eq!(first["left_out"], 2, "what is denied and what is feared: {first}");
    let [report] = &sql(&program, "SELECT * FROM reports")[..] else { panic!("one report") };
    assert_eq!(report["dataset"], "news");
    assert_eq!(report["plover"], "ASSAULT");
    assert_eq!(
        (&report["side_a_id"], &report["side_a"]),
        (&"boko-haram".into(), &"Boko Haram".into())
    );
    assert_eq!(
        (&report["date_start"], &report["date_precision"]),
        (&"2021-04-12".into(), &"day".into())
    );
    assert_eq!((&report["iso3"], &report["place_precision"]), (&"NGA".into(), &"near".into()));
    assert_eq!((&report["deaths_low"], &report["deaths_best"]), (&12.into(), &12.into()));
    let extra: Value =
        serde_json::from_str(report["extra"].as_str().expect("extra")).expect("JSON");
    assert_eq!((&extra["grade"], &extra["outlet"]), (&"B2".into(), &"The Gazette".into()));
    assert_eq!(extra["url"], "https://gazette.example/a");
    assert!(extra["trail"].as_str().expect("a trail").starts_with("[[\"kind\",[["), "{extra}");
    assert_eq!(program.events(&["--actor", "boko-haram", "--country", "Nigeria"]), 1);

    let digest = program.digest();
    let again = kept(&program, "a.ndjson");
    assert_eq!((&again["unchanged"], &again["committed"]), (&1.into(), &false.into()), "{again}");
    assert_eq!(program.digest(), digest, "nothing changed");

    let _ = program.file(
        "b.ndjson",
        line("https://gazette.example/a#top", &FIRST.replace("at least 12", "at least 15")),
    );
    let changed = kept(&program, "b.ndjson");
    assert_eq!(
        (&changed["changed"], &changed["counts"]["changed"]),
        (&1.into(), &1.into()),
        "{changed}"
    );
    let rows = sql(&program, "SELECT deaths_best FROM reports");
    assert_eq!(rows, [json!({ "deaths_best": 15 })]);
    let before = program.json(&["sql", "SELECT deaths_best FROM reports", "--data-version", "1"]);
    assert!(before.to_string().contains("12"), "{before}");

    // The text is taken down to a notice: what it said no longer counts.
    let _ =
        program.file("c.ndjson", line("https://gazette.example/a", "This article was withdrawn."));
    let gone = kept(&program, "c.ndjson");
    assert_eq!(gone["counts"]["withdrawn"], 1, "{gone}");
    assert_eq!(sql(&program, "SELECT key FROM statements").len(), 0);
    let _ = program.run(&["doctor"]).expect_code(0);
}

#[test]
fn thirty_copies_are_one_witness_and_another_account_is_another() {
    let program = Bellwether::new();
    let mut lines = String::new();
    for copy in 0..30 {
        let text = match copy {
            0 => FIRST.to_owned(),
            _ => format!(
                "(Agency {copy}) - {}",
                FIRST.replace("nine others", &format!("{copy} more"))
            ),
        };
        lines.push_str(&line(&format!("https://site{copy}.example/story"), &text));
    }
    let _ = program.file("copies.ndjson", lines);
    let answer = kept(&program, "copies.ndjson");
    assert_eq!((&answer["added"], &answer["copies"]), (&1.into(), &29.into()), "{answer}");
    let _ = program.file("second.ndjson", line("https://other.example/account", SECOND));
    let answer = kept(&program, "second.ndjson");
    assert_eq!((&answer["added"], &answer["copies"]), (&1.into(), &0.into()), "{answer}");
    assert_eq!(sql(&program, "SELECT native_id FROM reports").len(), 2);
    let copies = sql(
        &program,
        "SELECT count(*) AS n, count(DISTINCT copy_of) AS of FROM texts WHERE copy_of IS NOT NULL",
    );
    assert_eq!(copies, [json!({ "n": 29, "of": 1 })]);
    // A copy that comes later is told from what the store has.
    let late = format!("{FIRST} Reporting by our staff.");
    let _ = program.file("late.ndjson", line("https://late.example/", &late));
    assert_eq!(kept(&program, "late.ndjson")["copies"], 1);
}

const TOWNS: &[&str] = &[
    "Maiduguri",
    "Kano",
    "Damaturu",
    "Bama",
    "Gwoza",
    "Konduga",
    "Dikwa",
    "Monguno",
    "Mubi",
    "Yola",
    "Potiskum",
    "Gombe",
    "Bauchi",
    "Jos",
    "Kaduna",
    "Zaria",
    "Sokoto",
    "Biu",
    "Katsina",
    "Minna",
];

/// Linking learns from the reports that there are, so there must be some.
#[test]
fn two_accounts_of_one_event_are_two_reports_and_one_incident() {
    let program = Bellwether::new();
    let first: jiff::civil::Date = "2019-01-05".parse().expect("a day");
    let mut lines = String::new();
    for (event, town) in TOWNS.iter().enumerate() {
        let event = i32::try_from(event).expect("few");
        let day = first + jiff::Span::new().days(9 * event);
        let (dead, told) = (3 + event * 3 % 17, day.strftime("%-d %B %Y"));
        let accounts = [
            format!(
                "Boko Haram fighters attacked a military base in {town}, Nigeria, on {told}, killing {dead} \
                     soldiers, the army said. The group claimed responsibility for the attack."
            ),
            format!(
                "At least {dead} troops died when Boko Haram gunmen stormed an army post in {town} on {told}, \
                     residents told reporters."
            ),
        ];
        for (outlet, text) in accounts.iter().enumerate() {
            let url = format!("https://outlet{outlet}.example/{event}");
            let article = json!({ "url": url, "date": day.to_string(), "text": text });
            writeln!(lines, "{article}").expect("a string");
        }
    }
    let _ = program.file("accounts.ndjson", lines);
    let answer = kept(&program, "accounts.ndjson");
    assert_eq!((&answer["added"], &answer["copies"]), (&40.into(), &0.into()), "{answer}");
    assert_eq!(sql(&program, "SELECT native_id FROM reports").len(), 40);
    let _ = program.run(&["reconcile", "-q"]).expect_code(0);
    let pairs =
        sql(&program, "SELECT incident_id FROM incidents WHERE reports = 2 ORDER BY incident_id");
    assert!(pairs.len() >= 18, "{} of 20 events", pairs.len());
    let wrong = sql(&program, "SELECT incident_id FROM incidents WHERE reports > 2");
    assert!(wrong.is_empty(), "{wrong:?}");
    let id = pairs[0]["incident_id"].as_str().expect("an id");
    let shown = program.run(&["incident", "show", id]).expect_code(0);
    assert_eq!(shown.stdout.matches("news:").count().min(2), 2, "{}", shown.stdout);
}

#[test]
fn statements_are_read_by_groups_and_claims() {
    let program = Bellwether::new();
    let _ = program.file("a.txt", FIRST);
    let keep = [
        "code",
        "a.txt",
        "--keep",
        "--url",
        "https://gazette.example/a",
        "--written",
        "2021-04-14",
    ];
    let answer = program.json(&keep);
    assert_eq!(answer["kept"]["counts"]["statements"], 3, "two strengths and a threat: {answer}");
    let strengths = sql(
        &program,
        "SELECT actor_native_id, kind, low, high, as_of, attributed_to FROM statements WHERE kind = 'strength' ORDER BY as_of",
    );
    assert_eq!(
        strengths[1],
        json!({ "actor_native_id": "boko-haram", "kind": "strength", "low": 600, "high": 800,
                "as_of": "2018-10", "attributed_to": "gazette.example" })
    );
    let list = program.run(&["claim", "list", "--actor", "boko-haram", "--json"]);
    assert!(list.stdout.contains("Boko Haram had between 600 and 800 fighters"), "{}", list.stdout);
    let check = program.run(&[
        "claim",
        "check",
        "Boko Haram had 9,000 fighters in October 2018.",
        "--json",
    ]);
    assert!(check.stdout.contains("between 600 and 800 fighters"), "{}", check.stdout);
    let page = program.run(&["group", "boko-haram"]).expect_code(0);
    assert!(page.stdout.contains("600–800"), "{}", page.stdout);
    let wrong = program.run(&["code", "a.txt", "--keep", "--grade", "Z9"]).expect_code(2);
    assert!(wrong.stderr.contains("Z9"), "{}", wrong.stderr);
}

const NAMES: &[&str] = &["Velkari", "Okonjo", "Brandvik", "Quintero", "Haskell", "Mbetu"];
const SENTENCES: &[&str] = &[
    "{} was killed when Boko Haram gunmen attacked his house in Maiduguri, Nigeria, on Monday.",
    "Police spokesman Hamid {} said 12 soldiers were killed in Kano.",
    "Rosa {}, a spokesman for Boko Haram, claimed responsibility for the bombing in Damaturu.",
    "The army blamed Tarek {} and his men for the ambush near Maiduguri on Sunday.",
    "General {} said Boko Haram had 600 to 800 fighters as of October 2018.",
    "Boko Haram, led by Amina {}, was formed in 2002.",
    "Gunmen abducted Olena {}, a teacher, and two aid workers in Kano on Friday.",
    "According to Chen {}, the group carried out 84 attacks between 2017 and 2018.",
];

#[test]
fn no_string_of_the_store_holds_a_persons_name() {
    let program = Bellwether::new();
    let mut lines = String::new();
    for name in NAMES {
        let text = SENTENCES.join(" ").replace("{}", name);
        let title = format!("{name} speaks");
        let article = json!({ "id": name, "url": format!("https://p.example/{}", lines.len()), "author": name,
                              "date": "2021-04-14", "title": title, "text": text });
        writeln!(lines, "{article}").expect("a string");
        for sentence in SENTENCES {
            let article = json!({ "url": format!("https://p.example/{}", lines.len()), "date": "2021-04-14",
                                  "text": sentence.replace("{}", name) });
            writeln!(lines, "{article}").expect("a string");
        }
    }
    let _ = program.file("named.ndjson", lines);
    let answer = kept(&program, "named.ndjson");
    assert!(answer["counts"]["added"].as_u64().expect("a number") >= 5, "{answer}");
    for table in ["reports_log", "statements", "texts", "rejects", "endings", "commits", "actors"] {
        let rows = sql(&program, &format!("SELECT * FROM {table}"));
        for row in rows {
            let row = row.to_string();
            for name in NAMES.iter().chain(&["Hamid", "Rosa", "Tarek", "Amina", "Olena", "Chen"]) {
                assert!(!row.contains(name), "{table}: {name} in {row}");
            }
        }
    }
}

#[test]
fn any_number_of_threads_brings_the_same_in() {
    let articles: String = (1..=60)
        .map(|number| {
            let (town, day) = (TOWNS[number % TOWNS.len()], 1 + number % 28);
            let text = format!(
                "Boko Haram fighters attacked a military base in {town}, Nigeria, on {day} May 2021, killing {number} soldiers, \
                 the army said. The group had between 600 and {} fighters in 2019.",
                700 + number
            );
            // Every tenth comes again, at another address.
            let url = format!("https://gazette.example/{number}");
            let line = json!({ "url": url, "date": "2021-06-01", "text": text }).to_string() + "\n";
            let copy = json!({ "url": format!("{url}/copy"), "date": "2021-06-01", "text": text });
            if number % 10 == 0 { format!("{line}{copy}\n") } else { line }
        })
        .collect();
    let told = |threads: &str| {
        let program = Bellwether::new();
        std::fs::create_dir(program.dir().join("articles")).expect("a folder");
        for (number, line) in articles.lines().enumerate() {
            let _ = program.file(&format!("articles/{number:03}.ndjson"), format!("{line}\n"));
        }
        let config = program.file("threads.toml", format!("threads = {threads}\n"));
        let config = config.to_str().expect("a path").to_owned();
        let keep = ["code", "articles", "--keep", "--source", "Gazette", "--config", &config];
        let kept = program.json(&keep)["kept"].clone();
        assert_eq!(kept["texts"], 66, "{kept}");
        assert!(kept["copies"].as_u64().is_some_and(|copies| copies >= 6), "{kept}");
        assert!(kept["added"].as_u64().is_some_and(|added| added >= 10), "{kept}");
        let reports = "SELECT native_id, deaths_best, extra FROM reports ORDER BY native_id";
        let texts = "SELECT key, copy_of, reports, statements, trail FROM texts ORDER BY key";
        (kept, sql(&program, reports), sql(&program, texts))
    };
    let one = told("1");
    assert_eq!(one, told("2"));
    assert_eq!(one, told("5"));
}
