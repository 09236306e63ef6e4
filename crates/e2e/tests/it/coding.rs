//! `code`: what news text says.

use bellwether_e2e::Bellwether;
use serde_json::Value;

const ARTICLE: &str = "A fire destroyed two houses in Paris, Texas, on Monday. Köln’s firemen sent help to Lamar County, \
                       the police in Dallas said.\n";

fn toponym<'a>(answer: &'a Value, words: &str) -> &'a Value {
    let all = answer["toponyms"].as_array().expect("a list");
    all.iter().find(|one| one["words"] == words).expect("the words are found")
}

#[test]
fn places_have_their_bytes_ids_points_and_a_confidence() {
    let program = Bellwether::new();
    let _ = program.file("article.txt", ARTICLE);
    let answer = program.json(&["code", "article.txt", "--places"]);
    let paris = toponym(&answer, "Paris");
    assert_eq!(paris["geonameid"], 4_717_560);
    assert_eq!((&paris["unit_id"], &paris["precision"]), (&"US.TX".into(), &"near".into()));
    let latitude = paris["latitude"].as_f64().expect("degrees");
    assert!((latitude - 33.66).abs() < 0.05, "{latitude}");
    let texas = toponym(&answer, "Texas");
    assert_eq!((&texas["kind"], &texas["precision"]), (&"admin1".into(), &"admin1".into()));
    for one in answer["toponyms"].as_array().expect("a list") {
        let byte = |key: &str| usize::try_from(one[key].as_u64().expect("a byte")).expect("small");
        assert_eq!(Some(&ARTICLE[byte("start")..byte("end")]), one["words"].as_str());
        assert_eq!((byte("file_start"), byte("file_end")), (byte("start"), byte("end")));
        let confidence = one["confidence"].as_f64().expect("a chance");
        assert!((0.0..=1.0).contains(&confidence), "{one}");
    }
}

#[test]
fn lines_of_json_are_documents_and_offsets_are_of_their_texts() {
    let program = Bellwether::new();
    let lines =
        "{\"text\": \"Nothing happened.\"}\n{\"text\": \"Two died in Kabul, Afghanistan.\"}\n";
    let _ = program.file("articles.ndjson", lines);
    let answer = program.json(&["code", "articles.ndjson", "--places", "--one-source"]);
    let kabul = toponym(&answer, "Kabul");
    assert_eq!((&kabul["document"], &kabul["start"]), (&"2".into(), &12.into()), "{kabul}");
    let document = "Two died in Kabul, Afghanistan.";
    let end = usize::try_from(kabul["end"].as_u64().expect("a byte")).expect("small");
    assert_eq!(document.get(12..end), Some("Kabul"));
}

#[test]
fn a_text_without_places_is_a_negative_answer_and_a_missing_file_is_named() {
    let program = Bellwether::new();
    let _ = program.file("empty.txt", "");
    let _ = program.run(&["code", "empty.txt", "--places", "--json"]).expect_code(1);
    let missing = program.run(&["code", "missing.txt", "--places"]).expect_code(3);
    assert!(missing.stderr.contains("missing.txt"), "{}", missing.stderr);
    let _ = program.run(&["code", "empty.txt"]).expect_code(1);
}

#[test]
fn events_and_statements_come_with_the_words_behind_each_field() {
    let program = Bellwether::new();
    let text = "At least 12 people were killed when a suicide bomber attacked a mosque in Jalalabad on Friday, \
                police said. ISIS-K had between 600 and 800 fighters as of October 2018, down from 3,000 to 4,000 in 2016.";
    let _ = program.file("news.txt", text);
    let answer = program.json(&["code", "news.txt", "--written", "2021-04-14", "--explain"]);
    let findings = answer["findings"].as_array().expect("findings");
    let of = |what: &str| findings.iter().filter(|one| one["what"] == what).collect::<Vec<_>>();
    let [event] = of("event")[..] else { panic!("{answer}") };
    assert_eq!(event["coded"]["kind"]["value"], "ASSAULT/suicide-attack");
    assert_eq!(event["coded"]["date"]["value"]["start"], "2021-04-09");
    let steps = event["explain"].as_array().expect("steps");
    let killed = steps.iter().find(|step| step["field"] == "killed").expect("a step for the dead");
    assert!(killed["words"][0].as_str().expect("words").starts_with("At least 12"), "{killed}");
    let strengths = of("statement");
    let figures: Vec<_> = strengths
        .iter()
        .map(|one| {
            (&one["coded"]["quantity"]["value"]["low"], &one["coded"]["as_of"]["value"]["start"])
        })
        .collect();
    assert_eq!(figures.len(), 2, "{answer}");
    assert_eq!((figures[0].0.as_f64(), figures[0].1.as_str()), (Some(600.0), Some("2018-10-01")));
    assert_eq!((figures[1].0.as_f64(), figures[1].1.as_str()), (Some(3000.0), Some("2016-01-01")));
    // The bytes of the file, and a page for people.
    assert_eq!(event["start"], 0);
    let page = program.ok(&["code", "news.txt", "--written", "2021-04-14", "--explain"]).stdout;
    assert!(page.contains("killed = 12.. people  from \"At least 12"), "{page}");
}
