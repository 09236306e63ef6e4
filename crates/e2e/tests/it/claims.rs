//! Numbers in circulation held against stores of which the right answer is known.

use bellwether_e2e::table::{csv, gtd};
use bellwether_e2e::{Bellwether, shared_data};
use serde_json::Value;

use crate::world::World;

/// Claims about UCDP GED in the files beside the repository, with the verdict that a count by hand over these
/// files gives: events and deaths of an actor's sides, years and kinds of violence were added up apart from the
/// program.
const TABLE: &[(&str, &str)] = &[
    // 2014 in Nigeria: 425 events with Boko Haram, 9,367 dead, of these 3,450 its own; 5,169 civilians; 261 attacks
    // on civilians.
    ("Boko Haram killed at least 6,000 people in Nigeria in 2014.", "roughly-supported"),
    ("Boko Haram killed at least 5,000 people in Nigeria in 2014.", "supported"),
    ("Boko Haram killed about 6,000 people in Nigeria in 2014.", "supported"),
    ("Boko Haram killed nearly 6,000 people in Nigeria in 2014.", "supported"),
    ("Boko Haram killed between 5,000 and 6,000 people in Nigeria in 2014.", "supported"),
    ("Boko Haram killed at least 9,000 people in Nigeria in 2014.", "not-supported-lower"),
    ("Boko Haram killed fewer than 3,000 people in Nigeria in 2014.", "not-supported-higher"),
    (
        "Boko Haram killed between 1,000 and 2,000 people in Nigeria in 2014.",
        "not-supported-higher",
    ),
    ("Boko Haram killed dozens of people in Nigeria in 2014.", "supported"),
    ("Boko Haram killed at least 5,000 civilians in Nigeria in 2014.", "supported"),
    ("In 2014, more than 5,000 civilians were killed by Boko Haram in Nigeria.", "supported"),
    ("Boko Haram killed more than 8,000 civilians in Nigeria in 2014.", "not-supported-lower"),
    ("Violence involving Boko Haram killed 9,367 people in Nigeria in 2014.", "supported"),
    (
        "Violence involving Boko Haram killed 15,000 people in Nigeria in 2014.",
        "not-supported-lower",
    ),
    ("Some 3,450 Boko Haram fighters were killed in Nigeria in 2014.", "supported"),
    ("At least 5,000 Boko Haram fighters were killed in Nigeria in 2014.", "not-supported-lower"),
    ("Boko Haram was involved in 425 deadly incidents in Nigeria in 2014.", "supported"),
    ("Boko Haram was involved in 300 deadly incidents in Nigeria in 2014.", "not-supported-higher"),
    (
        "Boko Haram was involved in at least 600 deadly incidents in Nigeria in 2014.",
        "not-supported-lower",
    ),
    ("Boko Haram carried out 261 deadly attacks on civilians in Nigeria in 2014.", "supported"),
    (
        "Boko Haram carried out 500 deadly attacks on civilians in Nigeria in 2014.",
        "not-supported-lower",
    ),
    ("Boko Haram killed at least 4,000 people in Borno in 2014.", "supported"),
    ("Boko Haram killed 3,000 people in Borno in 2014.", "not-supported-higher"),
    (
        "Boko Haram killed at least 2,500 people in Nigeria between January and June 2014.",
        "supported",
    ),
    ("More than 10,000 people were killed in Nigeria in 2014.", "supported"),
    ("More than 20,000 people were killed in Nigeria in 2014.", "not-supported-lower"),
    // A town is narrower than its unit: the unit's count bounds it from above.
    ("Boko Haram killed more than 20,000 people in Maiduguri in 2014.", "not-supported-lower"),
    ("Boko Haram killed more than 3,000 people in Maiduguri in 2014.", "not-comparable"),
    ("Boko Haram killed more than 500 people in northern Nigeria in 2014.", "not-comparable"),
    // Other years, and stretches of several.
    ("Boko Haram killed some 200 people in Nigeria in 2016.", "supported"),
    ("Boko Haram killed 300 people in Nigeria in 2016.", "not-supported-lower"),
    (
        "Violence involving Boko Haram killed more than 15,000 people in Nigeria from 2013 to 2015.",
        "supported",
    ),
    (
        "From 2013 to 2015 Boko Haram killed more than 15,000 people in Nigeria.",
        "not-supported-lower",
    ),
    ("ISWAP killed at least 2,800 people in Nigeria in 2015.", "supported"),
    ("ISWAP killed at least 5,000 people in Nigeria in 2015.", "not-supported-lower"),
    // A list of lethal events bounds attacks from below.
    ("Boko Haram carried out 200 attacks in Nigeria in 2012.", "not-comparable"),
    ("Boko Haram carried out at least 100 attacks in Nigeria in 2012.", "supported"),
    ("Boko Haram carried out 10 attacks in Nigeria in 2012.", "not-supported-higher"),
    ("Boko Haram carried out 90 suicide bombings in Nigeria in 2015.", "not-comparable"),
    // Without a time the data end before the claim does.
    ("Boko Haram has killed more than 5,000 civilians in Nigeria.", "supported"),
    ("Boko Haram has killed more than 10,000 civilians in Nigeria.", "not-comparable"),
    ("Boko Haram has killed more than 1,000 civilians in Nigeria since 2014.", "supported"),
    // After the file, and before the dataset.
    ("Boko Haram killed 500 people in Nigeria in 2022.", "no-data"),
    ("Boko Haram killed 100 people in Nigeria in 1985.", "no-data"),
    // What is no count.
    ("Boko Haram had between 4,000 and 6,000 fighters in February 2015.", "not-comparable"),
    ("Boko Haram did not kill 6,000 people in Nigeria in 2014.", "not-comparable"),
    ("Jihadists killed 9,000 people in the Sahel in 2021.", "not-comparable"),
    // Sri Lanka.
    ("More than 60,000 people were killed in Sri Lanka between 1989 and 2009.", "supported"),
    (
        "More than 100,000 people were killed in Sri Lanka between 1989 and 2009.",
        "not-supported-lower",
    ),
    // In 2009 6,830 civilians died in fights of which nobody says who killed whom: 656 dead are certainly the
    // group's doing.
    ("The LTTE killed at least 7,000 people in Sri Lanka in 2009.", "not-comparable"),
    ("The LTTE killed at least 300 people in Sri Lanka in 2009.", "supported"),
    ("The LTTE killed 20,000 people in Sri Lanka in 2009.", "not-supported-lower"),
    ("Nobody was killed by the LTTE in Sri Lanka in 2015.", "supported"),
    ("Nobody was killed by the LTTE in Sri Lanka in 2008.", "not-supported-higher"),
    ("The LTTE carried out no attacks in Sri Lanka in 2015.", "not-comparable"),
    ("Around 7,000 LTTE fighters were killed in Sri Lanka in 2008.", "supported"),
    ("The LTTE lost more than 5,000 fighters in Sri Lanka in 2007.", "not-supported-lower"),
    ("The LTTE was involved in 1,016 deadly clashes in Sri Lanka in 2008.", "supported"),
    ("The LTTE killed 2,000 people in Sri Lanka in 1985.", "no-data"),
    // Sierra Leone.
    ("More than 20,000 people were killed in Sierra Leone between 1991 and 2002.", "supported"),
    (
        "At least 50,000 people were killed in Sierra Leone between 1991 and 2002.",
        "not-supported-lower",
    ),
    ("The RUF killed more than 1,500 civilians in Sierra Leone in 1995.", "supported"),
    ("The RUF killed no civilians in Sierra Leone in 2003.", "supported"),
    ("The RUF killed no civilians in Sierra Leone in 2000.", "not-supported-higher"),
    // Myanmar.
    ("More than 2,500 people were killed in Myanmar in 2022.", "supported"),
    ("More than 10,000 people were killed in Myanmar in 2022.", "not-supported-lower"),
    ("The Arakan Army was involved in 97 deadly clashes in Myanmar in 2019.", "supported"),
    ("There were 316 deadly attacks on civilians in Myanmar in 2021.", "supported"),
    // Places of which the store has nothing.
    ("ISIS-K carried out 84 attacks in Afghanistan between 2017 and 2018.", "no-data"),
    ("84 attacks in Afghanistan between 2017 and 2018.", "no-data"),
    ("Al-Shabaab killed 500 people in Somalia in 2017.", "no-data"),
    ("1,400 IS-K fighters surrendered from October 2019 to March 2020.", "not-comparable"),
];

fn check(program: &Bellwether, claims: &[&str], code: i32) -> Vec<Value> {
    let file = program.file("claims.txt", claims.join("\n\n"));
    let path = file.display().to_string();
    let output = program.run(&["claim", "check", "--from", &path, "--json"]).expect_code(code);
    output.json()["claims"].as_array().expect("claims").clone()
}

fn words(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[test]
fn every_claim_of_the_table_has_the_verdict_that_a_count_by_hand_gives() {
    let program = Bellwether::new();
    for file in ["nigeria-hdx", "sri-lanka", "sierra-leone", "myanmar"] {
        let Some(path) = shared_data("the table of claims", &format!("ged/{file}.csv")) else {
            return;
        };
        program.ok(&["ingest", &path, "-q"]);
    }
    let claims: Vec<&str> = TABLE.iter().map(|(claim, _)| *claim).collect();
    let checked = check(&program, &claims, 1);
    assert!(TABLE.len() >= 60);
    assert_eq!(checked.len(), TABLE.len(), "a claim was read as none or as several");
    let wrong: Vec<String> = TABLE
        .iter()
        .zip(&checked)
        .filter(|((claim, verdict), checked)| {
            checked["verdict"] != **verdict || checked["claim"] != **claim
        })
        .map(|((claim, verdict), checked)| {
            format!("{claim} should be {verdict}: {} {}", checked["verdict"], checked["headline"])
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    refusals_say_why(&checked);
    numbers_are_those_of_count(&program, &checked);
    the_page_reads_true(&program);
}

/// What cannot be decided says why, and what would settle it.
fn refusals_say_why(checked: &[Value]) {
    for one in checked.iter().filter(|one| one["verdict"] == "no-data") {
        let settle = one["would_settle"].as_array().expect("a list");
        assert!(!settle.is_empty(), "{}", one["claim"]);
    }
    for one in checked.iter().filter(|one| one["verdict"] == "not-comparable") {
        assert!(!one["why"].as_array().expect("a list").is_empty(), "{}", one["claim"]);
    }
    let of = |claim: &str| {
        checked.iter().find(|one| words(&one["claim"]).starts_with(claim)).expect("in the table")
    };
    let kabul = of("ISIS-K carried out 84 attacks");
    let settle = kabul["would_settle"].to_string();
    for word in ["gtd", "acled", "release 19.1 or a later one"] {
        assert!(settle.contains(word), "{settle}");
    }
    let nobody = of("84 attacks in Afghanistan")["scope"]["missing"].clone();
    assert_eq!(nobody[0]["word"], "actor", "{nobody}");
    assert!(nobody[0]["taken_as"].is_null(), "whose attacks is not guessed");
    let fighters = of("Boko Haram had between 4,000 and 6,000 fighters")["nearest"].clone();
    assert_eq!(fighters[0]["agrees"], true, "{fighters}");
    assert_eq!(fighters[1]["agrees"], false, "{fighters}");
    let lethal = of("Boko Haram carried out 200 attacks")["why"].to_string();
    assert!(lethal.contains("only events with at least one death"), "{lethal}");
}

/// The counts are those that `count` gives to the same question.
fn numbers_are_those_of_count(program: &Bellwether, checked: &[Value]) {
    let all = checked.iter().find(|one| words(&one["claim"]).contains("killed 9,367 people"));
    let all = all.expect("in the table");
    let query = words(&all["query"]);
    let args: Vec<&str> = query.split(' ').skip(1).collect();
    let count = program.json(&args);
    assert_eq!(all["counts"][0]["count"]["best"], count["value"], "{query}");
    assert_eq!(all["counts"][0]["count"]["high"], count["high"], "{query}");
}

fn the_page_reads_true(program: &Bellwether) {
    let claim = "Boko Haram killed at least 6,000 people in Nigeria in 2014";
    let page = program.ok(&["claim", "check", claim]).stdout;
    for words in [
        "ROUGHLY SUPPORTED",
        "5,917",
        "9,367",
        "5,169",
        "3,450",
        "whether the group's own dead are among them",
        "How the count moves",
        "with the month after",
        "bellwether count --unit reports --by source --actor boko-haram --country NGA",
        "Organized violence",
    ] {
        assert!(page.contains(words), "{words} is not on the page\n{page}");
    }
    let review =
        program.ok(&["claim", "check", claim, "--claimreview", "--publisher", "A newsroom"]).json();
    assert_eq!(review["@type"], "ClaimReview");
    assert_eq!(review["claimReviewed"], claim);
    assert_eq!(review["reviewRating"]["ratingValue"], 3);
    assert_eq!(review["author"]["name"], "A newsroom");
    let none = "IS-K had 600 to 800 fighters as of October 2018";
    let review = program.run(&["claim", "check", none, "--claimreview"]).expect_code(3).json();
    assert!(
        review["reviewRating"]["ratingValue"].is_null(),
        "what cannot be checked is not half true"
    );
    let list = program.json(&["claim", "list", "--actor", "boko-haram"]);
    assert_eq!(list["claims"].as_array().map(Vec::len), Some(2), "{list}");
    assert!(program.run(&["claim", "check", "Hello."]).expect_code(3).stderr.contains("HOW MANY"));
}

#[test]
fn a_sample_of_lethal_events_gives_a_lower_bound_and_says_why_it_cannot_decide() {
    let Some(path) = shared_data("the running example", "ucdp/aec-events.csv") else { return };
    let program = Bellwether::new();
    program.ok(&["ingest", &path, "--mapping", "ucdp-aec", "-q"]);
    let claims = [
        "ISIS-K carried out 84 attacks in Afghanistan and 11 in Pakistan between 2017 and 2018.",
        "IS-K had 600 to 800 fighters as of October 2018, down from 3,000 to 4,000 in 2016.",
        "IS-K killed at least 15 people in Afghanistan in 2017.",
        "At least 133 people were killed by IS-K in Russia on 22 March 2024.",
    ];
    let checked = check(&program, &claims, 3);
    let verdicts: Vec<String> = checked.iter().map(|one| words(&one["verdict"])).collect();
    let open = "not-comparable";
    assert_eq!(verdicts, [open, open, open, open, "supported", "no-data"]);
    let (attacks, strength) = (&checked[0], &checked[2]);
    assert_eq!(attacks["counts"][0]["bound"], "lower");
    assert!(attacks["counts"][0]["count"]["low"].as_i64() > Some(0), "{attacks}");
    for word in ["is a sample", "only events with at least one death", "lower bound"] {
        assert!(attacks["why"].to_string().contains(word), "{}", attacks["why"]);
    }
    let said = strength["nearest"].as_array().expect("statements");
    let texts: Vec<(String, &Value)> =
        said.iter().map(|said| (words(&said["text"]), &said["agrees"])).collect();
    assert!(texts.iter().any(|(text, agrees)| text.contains("600 and 800") && **agrees == true));
    assert!(
        texts.iter().any(|(text, agrees)| text.contains("3,000 and 4,000") && **agrees == false)
    );
}

#[test]
fn a_break_and_a_small_count_of_a_restricted_dataset_are_refused() {
    let program = Bellwether::new();
    let days = ["2010-03-01", "2010-04-01", "2013-05-01", "2013-06-01", "2014-02-01", "2014-03-01"];
    let rows: Vec<_> = days
        .iter()
        .enumerate()
        .map(|(at, day)| {
            let id = format!("{}{:04}", day.replace('-', ""), at + 1);
            gtd(&id, day).set("gname", "Boko Haram")
        })
        .collect();
    let file = program.file("gtd.csv", csv(&rows)).display().to_string();
    program.ok(&["ingest", &file, "-q"]);
    let claims = [
        "Boko Haram carried out 6 attacks in Nigeria from 2010 to 2014.",
        "Boko Haram carried out 2 attacks in Nigeria in 2013.",
        "Boko Haram carried out 2 attacks in Nigeria in 1993.",
        "Boko Haram carried out 2 attacks in Nigeria in 2022.",
    ];
    let checked = check(&program, &claims, 3);
    assert_eq!(checked[0]["verdict"], "not-comparable");
    assert!(words(&checked[0]["headline"]).contains("2012"), "{}", checked[0]["headline"]);
    assert!(checked[0]["counts"].as_array().is_some_and(Vec::is_empty), "no count over a break");
    // The verdict may leave, the count of two events may not.
    assert_eq!(checked[1]["verdict"], "supported");
    assert!(checked[1]["counts"].as_array().is_some_and(Vec::is_empty), "{}", checked[1]);
    assert!(checked[1]["sensitivity"].as_array().is_some_and(Vec::is_empty), "{}", checked[1]);
    assert!(checked[1]["events"].as_array().is_some_and(Vec::is_empty), "{}", checked[1]);
    assert!(checked[1]["notes"].to_string().contains("withheld"), "{}", checked[1]["notes"]);
    assert_eq!(checked[2]["verdict"], "no-data");
    assert_eq!(checked[3]["verdict"], "no-data");
}

#[test]
fn claims_about_a_simulated_world_are_judged_by_what_was_published_of_it() {
    let world = World::small();
    let program = world.program();
    world.yearly()[0].ingest(&program);
    let sql = "SELECT side_b, iso3, country, count(*) AS n, sum(deaths_best) AS dead FROM reports WHERE event_type = \
               'state-based' AND date_part('year', date_start) = 2019 GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1 LIMIT 1";
    let rows = program.json(&["sql", sql]);
    let top = &rows["rows"][0];
    let group = words(&top["side_b"]);
    let sql = format!(
        "SELECT count(*) AS n, sum(deaths_best) AS dead FROM reports WHERE (side_a = '{group}' OR side_b = '{group}') \
         AND date_part('year', date_start) = 2019"
    );
    let all = program.json(&["sql", &sql])["rows"][0].clone();
    let (n, dead) = (all["n"].as_i64().expect("events"), all["dead"].as_i64().expect("deaths"));
    let claims = [
        (format!("The {group} was involved in {n} deadly events in 2019."), "supported"),
        (
            format!("The {group} was involved in at least {} deadly events in 2019.", n * 2),
            "not-supported-lower",
        ),
        (
            format!("The {group} was involved in at most {} deadly events in 2019.", n / 2),
            "not-supported-higher",
        ),
        (format!("Violence involving the {group} killed {dead} people in 2019."), "supported"),
        (format!("The {group} carried out {} attacks in 2019.", n * 2), "not-comparable"),
        (format!("The {group} was involved in {n} deadly events in 2005."), "no-data"),
    ];
    let texts: Vec<&str> = claims.iter().map(|(text, _)| text.as_str()).collect();
    let checked = check(&program, &texts, 1);
    assert_eq!(checked.len(), claims.len());
    for ((text, verdict), one) in claims.iter().zip(&checked) {
        assert_eq!(one["verdict"], *verdict, "{text}: {}", one["headline"]);
    }
}
