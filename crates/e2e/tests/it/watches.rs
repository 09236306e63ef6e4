//! Watches and alerts through the real program: raised, explained to the last row, muted, confirmed and dissolved by
//! later data, and the past replayed.

use bellwether_e2e::{Bellwether, ged, shared_data};
use serde_json::Value;

/// The day so many days after 1 January 2014.
fn day(at: u32) -> String {
    const MONTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (mut year, mut rest) = (2014, at);
    loop {
        for (month, days) in MONTHS.into_iter().enumerate() {
            let days = days + u32::from(month == 1 && year % 4 == 0);
            if rest < days {
                return format!("{year}-{:02}-{:02}", month + 1, rest + 1);
            }
            rest -= days;
        }
        year += 1;
    }
}

/// An event of Boko Haram on a day.
fn event(id: u32, at: u32) -> ged::Row {
    let day = day(at);
    ged::Row::new(id).set("year", &day[..4]).set("date_start", &day).set("date_end", &day)
}

/// Two quiet years with an event every fifteenth day, then `surge` events on every second day.
fn history(surge: u32) -> Vec<ged::Row> {
    let quiet = (0..48).map(|n| event(n + 1, n * 15));
    let loud = (0..surge).map(|n| event(n + 1001, 720 + n * 2));
    quiet.chain(loud).collect()
}

const QUICK: [&str; 2] = ["--simulated-years", "60"];

fn run(program: &Bellwether, more: &[&str]) -> Value {
    let mut args = vec!["watch", "run"];
    args.extend(QUICK);
    args.extend(more);
    program.json(&args)["runs"][0].clone()
}

/// A store with a release of a day, and a watch.
fn watching(surge: u32) -> Bellwether {
    let program = Bellwether::new();
    ingest(&program, "first.csv", surge, "2016-02-15", "24.1");
    let _ = program.ok(&["watch", "add", "boko", "--actor", "boko-haram"]);
    program
}

fn ingest(program: &Bellwether, file: &str, surge: u32, published: &str, label: &str) {
    let path = program.file(file, ged::csv(&history(surge))).display().to_string();
    let _ = program.ok(&[
        "ingest",
        &path,
        "--published",
        published,
        "--release",
        label,
        "--complete-for",
        "country=NGA,from=2014-01-01,to=2016-02-05",
    ]);
}

#[test]
fn a_surge_is_an_alert_that_states_its_rates_and_leads_to_its_reports() {
    let program = watching(12);
    let found = run(&program, &[]);
    let alert = &found["new"][0];
    assert_eq!(alert["facet"], "tempo");
    assert_eq!(alert["state"], "new");
    assert_eq!(alert["known_on"], "2016-02-15");
    assert!(alert["observed"].as_f64() > alert["baseline"]["expected"].as_f64(), "{alert}");
    let rates = &alert["false_alarms"];
    assert_eq!(rates["promised_per_year"], 1.0);
    assert!(rates["low"].as_f64() <= Some(1.0) && rates["years"].as_f64() > Some(30.0), "{rates}");

    let id = alert["id"].as_str().expect("an id");
    let explained = program.json(&["alerts", "explain", id]);
    let sentence = explained["sentence"].as_str().expect("a sentence");
    assert!(sentence.contains("at most once a year; measured:"), "{sentence}");
    let evidence = alert["evidence"].as_array().expect("ids");
    let reports = explained["reports"].as_array().expect("reports");
    assert_eq!(evidence.len(), reports.len());
    assert!(reports.len() >= 8, "{reports:?}");
    assert!(explained["series"]["values"].as_array().is_some_and(|weeks| weeks.len() > 50));
    let text = program.ok(&["alerts", "explain", &id[..6]]).stdout;
    for part in ["rule resurgence by day", "series by week", "evidence:", "ucdp-ged:10"] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn a_new_alert_ends_with_code_one_once_and_is_kept_once() {
    let program = watching(12);
    let mut args = vec!["watch", "run", "--fail-on-alert"];
    args.extend(QUICK);
    let _ = program.run(&args).expect_code(1);
    let before = program.digest();
    let _ = program.run(&args).expect_code(0);
    assert_eq!(program.digest(), before, "the second run wrote something");
    let listed = program.json(&["alerts"]);
    assert_eq!(listed["alerts"].as_array().map(Vec::len), Some(1));
    let rows = program.ok(&[
        "sql",
        "SELECT count(*) AS n FROM alerts WHERE entry = 'alert'",
        "--format",
        "csv",
    ]);
    assert_eq!(rows.stdout.lines().nth(1), Some("1"));
}

#[test]
fn a_quiet_group_has_no_alert_but_a_near_miss_that_says_why() {
    let program = watching(1);
    let found = run(&program, &[]);
    assert_eq!(found["new"].as_array().map(Vec::len), Some(0));
    let near = program.json(&["alerts", "near"]);
    let why = near["runs"][0]["near"][0]["why"].as_str().expect("a reason");
    assert!(why.contains("exceeds") || why.contains("the evidence came to"), "{why}");
    let _ = program.run(&["alerts"]).expect_code(1);
}

#[test]
fn later_data_dissolve_an_alert_and_the_day_before_still_knows_it() {
    let program = watching(12);
    let id = run(&program, &[])["new"][0]["id"].as_str().expect("an id").to_owned();
    // The next release takes the surge back.
    ingest(&program, "second.csv", 1, "2016-05-15", "24.2");
    let revised = run(&program, &[])["revised"][0].clone();
    assert_eq!(revised["id"], id.as_str());
    assert_eq!(revised["state"], "dissolved");
    assert_eq!(revised["revisions"].as_array().map(Vec::len), Some(2));
    let _ = program.run(&["alerts"]).expect_code(1);
    let then = program.json(&["alerts", "--as-of", "2016-03-01"]);
    assert_eq!(then["alerts"][0]["state"], "new");
    let _ = program.run(&["alerts", "--as-of", "2016-02-01"]).expect_code(1);
    // Every row of the new tables is in the digest of the store.
    let _ = program.ok(&["doctor", "--deep"]);
}

#[test]
fn an_earlier_day_can_be_computed_after_a_later_one() {
    let program = watching(12);
    ingest(&program, "second.csv", 1, "2016-05-15", "24.2");
    assert_eq!(run(&program, &[])["new"].as_array().map(Vec::len), Some(0));
    let then = run(&program, &["--as-of", "2016-03-01"]);
    assert_eq!(then["new"][0]["known_on"], "2016-03-01", "would we have known in March?");
}

#[test]
fn a_muted_alert_keeps_its_reason_and_can_be_heard_again() {
    let program = watching(12);
    let id = run(&program, &[])["new"][0]["id"].as_str().expect("an id").to_owned();
    let _ = program.ok(&["alerts", "mute", &id, "--why", "one offensive, known"]);
    let _ = program.run(&["alerts"]).expect_code(1);
    let shown = program.json(&["alerts", "show", &id]);
    assert_eq!(shown["alert"]["muted"], "one offensive, known");
    let _ = program.ok(&["alerts", "unmute", &id]);
    let _ = program.ok(&["alerts"]);
    let _ = program.run(&["alerts", "mute", &id, "--why", " "]).expect_code(2);
}

#[test]
fn the_past_is_replayed_by_the_day_of_events_and_nothing_is_kept() {
    let program = watching(12);
    let before = program.digest();
    let mut args = vec!["watch", "replay", "boko", "--from", "2014", "--to", "2016-02"];
    args.extend(QUICK);
    let replayed = program.json(&args);
    let said = replayed["said"].as_array().expect("a list");
    let alert = said.iter().find(|one| one["kind"] == "alert").expect("an alert");
    let day = alert["day"].as_str().expect("a day");
    assert!(("2015-12-22".."2016-02-01").contains(&day), "{day}");
    assert!(
        alert["sentence"].as_str().is_some_and(|text| text.contains("their reports came later"))
    );
    assert_eq!(program.digest(), before);
    let until = run(&program, &["--until", "2015-11-30"]);
    assert_eq!(until["new"].as_array().map(Vec::len), Some(0));
}

#[test]
fn all_groups_are_screened_in_one_run_with_the_share_of_false_ones() {
    let program = watching(12);
    let found = program.json(&["watch", "run", "--all"]);
    assert_eq!(found["screened"], 1, "{found}");
    assert_eq!(found["groups"][0]["group"], "boko-haram");
    assert!(
        found["rate"].as_str().is_some_and(|rate| rate.contains("10% are expected to be false"))
    );
    let by_e = program.json(&["watch", "run", "--all", "--rule", "e-detector"]);
    assert_eq!(by_e["rule"], "e-detector");
}

/// An event every fifth day in each of four towns 300 km apart, and nine within the last nine days in one of them: the scan finds
/// that town and those days; an event in the middle of a province takes no part.
#[test]
fn a_crowd_of_events_in_one_town_is_a_cluster_and_the_middle_of_a_province_is_not() {
    let program = Bellwether::new();
    let town = |row: ged::Row, at: u32| {
        let north = format!("{:.4}", 6.1 + 2.7 * f64::from(at));
        row.set("latitude", &north).set("longitude", "8.1").set("where_prec", "1")
    };
    let mut rows: Vec<ged::Row> =
        (0..292).map(|n| town(event(n + 1, (n / 4) * 5 + n % 4), n % 4)).collect();
    rows.extend((0..9).map(|n| town(event(n + 2001, 356 + n), 2)));
    rows.extend((0..30).map(|n| town(event(n + 3001, 335 + n), 1).set("where_prec", "4")));
    let path = program.file("towns.csv", ged::csv(&rows)).display().to_string();
    let _ = program.ok(&["ingest", &path]);
    let _ = program.ok(&["watch", "add", "w", "--actor", "boko-haram"]);
    let found = program.json(&["watch", "clusters", "w", "--days-max", "14"]);
    let scan = &found["scan"];
    assert_eq!(scan["without_place"], 30, "{found}");
    let first = &scan["clusters"][0];
    assert!(first["p"].as_f64().is_some_and(|p| p <= 0.05), "{first}");
    assert_eq!(first["centre"][0], 11.75, "{first}");
    assert!(first["from"].as_str() >= Some("2014-12-18"), "{first}");
    let ids = first["evidence"].to_string();
    assert!((0..9).all(|n| ids.contains(&format!(":{}", n + 2001))), "{ids}");
}

/// A town of its own, 270 km from the next, with events that all have a point and a day.
fn town(row: ged::Row, at: u32) -> ged::Row {
    let north = format!("{:.4}", 6.1 + 2.7 * f64::from(at));
    row.set("latitude", &north).set("longitude", "8.1").set("where_prec", "1")
}

/// Two years in which one town has an event every third day and the others one a month; in the last three weeks one of the
/// others has one every second day. By its own past that one stands out, and not the town that is always violent.
#[test]
fn what_is_more_than_a_places_own_past_is_a_cluster_by_the_poisson_scan() {
    let program = Bellwether::new();
    let mut rows: Vec<ged::Row> = (0..243).map(|n| town(event(n + 1, n * 3), 0)).collect();
    rows.extend((0..72).map(|n| town(event(n + 1001, (n / 3) * 30 + n % 3), 1 + n % 3)));
    rows.extend((0..10).map(|n| town(event(n + 2001, 709 + n * 2), 2)));
    let path = program.file("towns.csv", ged::csv(&rows)).display().to_string();
    let _ = program.ok(&["ingest", &path]);
    let _ = program.ok(&["watch", "add", "w", "--actor", "boko-haram"]);
    let args = ["watch", "clusters", "w", "--method", "poisson", "--study-days", "180"];
    let found = program.json(&args);
    let first = &found["scan"]["clusters"][0];
    assert!(first["p"].as_f64().is_some_and(|p| p <= 0.01), "{found}");
    assert_eq!(first["centre"][0], 11.75, "{first}");
    assert!(first["observed"].as_u64() >= Some(10), "{first}");
    let past = &found["scan"]["past"];
    assert_eq!(past[0], "2014-01-01", "{found}");
    let page = program.ok(&args).stdout;
    assert!(page.contains("What is expected of a cell is its share of the"), "{page}");
    assert!(!page.contains("source:"), "sources are words, and stand on standard error: {page}");
    // Nothing lies before a study of all days.
    let args = ["watch", "clusters", "w", "--method", "poisson", "--study-days", "2000"];
    let refused = program.run(&args).expect_code(2);
    assert!(refused.stderr.contains("shorten --study-days"), "{}", refused.stderr);
}

/// Four towns with as many events each; in the last month all of those in one are against civilians, elsewhere a tenth.
#[test]
fn more_of_a_kind_among_the_events_is_a_cluster_by_the_bernoulli_scan() {
    let program = Bellwether::new();
    let mut rows: Vec<ged::Row> = Vec::new();
    for n in 0..292 {
        let (at, on) = (n % 4, (n / 4) * 5 + n % 4);
        let row = town(event(n + 1, on), at);
        let civilian = (at == 2 && on >= 335) || n % 10 == 0;
        rows.push(if civilian { row.set("type_of_violence", "3") } else { row });
    }
    let path = program.file("towns.csv", ged::csv(&rows)).display().to_string();
    let _ = program.ok(&["ingest", &path]);
    let _ = program.ok(&["watch", "add", "w", "--actor", "boko-haram"]);
    let args = ["watch", "clusters", "w", "--method", "bernoulli", "--days-max", "40"];
    let found = program.json(&args);
    let (scan, first) = (&found["scan"], &found["scan"]["clusters"][0]);
    assert!(scan["cases"].as_u64() < scan["events"].as_u64(), "{scan}");
    assert!(first["p"].as_f64().is_some_and(|p| p <= 0.05), "{found}");
    assert_eq!(first["centre"][0], 11.75, "{first}");
    assert_eq!(first["observed"], first["events"], "all of its events are cases: {first}");
    let ids = first["evidence"].as_array().map(Vec::len);
    assert_eq!(ids.map(|n| n as u64), first["observed"].as_u64());
    // GED does not say with what, so there is nothing to tell apart.
    let refused = program.run(&[&args[..], &["--cases", "tactics-share"]].concat()).expect_code(2);
    assert!(refused.stderr.contains("nothing to scan"), "{}", refused.stderr);
    let refused = program.run(&[&args[..], &["--cases", "tempo"]].concat()).expect_code(2);
    assert!(refused.stderr.contains("--cases takes"), "{}", refused.stderr);
}

#[test]
fn a_facet_that_no_report_speaks_of_is_said_to_be_so() {
    let program = watching(1);
    let _ = program.ok(&["watch", "add", "t", "--actor", "boko-haram", "--facet", "tactics-share"]);
    let run = run(&program, &["t"]);
    let said = run["notices"].to_string();
    assert!(said.contains("no event says what it was done with"), "{said}");
}

#[test]
fn the_past_is_cut_where_the_rate_changed() {
    let program = watching(60);
    let found = program.json(&["watch", "changes", "boko"]);
    let spells = found["spells"].as_array().expect("a list");
    let begins = spells.last().and_then(|spell| spell["from"].as_str()).expect("a day");
    assert!(("2015-12-07".."2016-01-11").contains(&begins), "{found}");
    let _ = program.run(&["watch", "changes", "boko", "--facet", "lethality"]).expect_code(2);
}

#[test]
fn what_cannot_be_watched_is_refused_with_what_to_do() {
    let program = watching(1);
    for (args, part) in [
        (vec!["watch", "add", "x"], "give --actor, --country"),
        (
            vec!["watch", "add", "x", "--actor", "boko-haram", "--rule", "farington"],
            "farrington-flexible",
        ),
        (vec!["watch", "add", "x", "--actor", "boko-haram", "--facet", "mood"], "known are tempo"),
        (vec!["watch", "run", "nobody"], "there are boko"),
        (vec!["alerts", "show", "a1"], "alerts list --closed"),
    ] {
        let output = program.run(&args).expect_code(2);
        assert!(output.stderr.contains(part), "{args:?}: {}", output.stderr);
    }
}

/// The days of the alerts of a replay.
fn replayed(
    what: &str,
    file: &str,
    actor: &[&str],
    from: &str,
    to: &str,
) -> Option<(Vec<String>, String)> {
    let path = shared_data(what, file)?;
    let program = Bellwether::new();
    let _ = program.ok(&["ingest", &path]);
    let mut add = vec!["watch", "add", "w"];
    add.extend(actor);
    let _ = program.ok(&add);
    let mut args = vec!["watch", "replay", "w", "--from", from, "--to", to];
    args.extend(QUICK);
    let replayed = program.json(&args);
    let said = replayed["said"].as_array().expect("a list").clone();
    let days = said.iter().filter(|one| one["kind"] == "alert");
    let days = days.map(|one| one["day"].as_str().unwrap_or_default().to_owned()).collect();
    Some((days, replayed["said"].to_string()))
}

fn any_within(days: &[String], from: &str, to: &str) -> bool {
    days.iter().any(|day| (from..=to).contains(&day.as_str()))
}

/// July 2009 is the beginning: there is no past to test against, and that is what is said. The return after a year's
/// silence is found in the weeks before the prison of Bauchi was stormed (7 September 2010), or soon after.
#[test]
fn boko_haram_is_new_in_2009_and_found_again_in_2010_and_2011() {
    let Some((days, said)) =
        replayed("Boko Haram", "ged/nigeria-hdx.csv", &["--actor", "boko-haram"], "2009", "2011")
    else {
        return;
    };
    assert!(said.contains("Boko Haram is new: its first event is of 2009-0"), "{said}");
    assert!(said.contains("25 deaths or more is of 2009-07-"), "{said}");
    assert!(!any_within(&days, "2009-01-01", "2010-07-31"), "{days:?}");
    assert!(any_within(&days, "2010-08-01", "2010-10-31"), "{days:?}");
    assert!(any_within(&days, "2011-01-01", "2011-06-30"), "{days:?}");
}

/// The ceasefire was of February 2002; the Eelam war began anew with the mines of December 2005 and the attacks of
/// April 2006.
#[test]
fn the_ltte_returns_to_war_in_2005_and_2006() {
    let Some((days, _)) =
        replayed("the LTTE", "ged/sri-lanka.csv", &["--actor", "ltte"], "2005", "2006")
    else {
        return;
    };
    assert!(any_within(&days, "2005-08-01", "2005-12-31"), "{days:?}");
    assert!(any_within(&days, "2006-04-01", "2006-08-31"), "{days:?}");
}

/// From the fall of Raqqa (October 2017) the group declines in Syria: its offensives of 2017 are found, and the years
/// of decline are not called a surge.
#[test]
fn the_islamic_state_in_syria_surges_in_2017_and_then_declines() {
    let Some((days, said)) = replayed(
        "IS in Syria",
        "ged/syria-2016-2019.csv",
        &["--actor", "Islamic State", "--country", "Syria"],
        "2016",
        "2019",
    ) else {
        return;
    };
    assert!(said.contains("it is not known what"), "{said}");
    assert!(any_within(&days, "2017-01-01", "2017-06-30"), "{days:?}");
    assert!(!any_within(&days, "2017-11-01", "2018-05-31"), "{days:?}");
    assert!(!any_within(&days, "2019-01-01", "2019-12-31"), "{days:?}");
}
