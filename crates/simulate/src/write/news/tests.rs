use std::collections::{BTreeMap, BTreeSet};

use bellwether_model::ContentHasher;
use serde_json::Value;

use super::checks::{Made, seeds, text};
use crate::{NewsParameters, Parameters};

#[test]
fn the_same_seed_gives_the_news_that_it_always_gave() {
    let made = Made::seed(1);
    let mut hasher = ContentHasher::new();
    for file in ["articles.ndjson", "truth.ndjson", "feed.xml", "atom.xml"] {
        hasher.field(made.read(file).as_bytes());
    }
    for folder in ["text", "html"] {
        let within = format!("news/{folder}/");
        let files: Vec<&String> = made
            .files
            .iter()
            .filter(|(name, _)| name.starts_with(&within))
            .map(|(_, content)| content)
            .collect();
        assert_eq!(files.len(), 20);
        for content in files {
            hasher.field(content.as_bytes());
        }
    }
    assert_eq!(
        hasher.finish().to_string(),
        "c954b01b473dd7792f6c78981c06d309",
        "if this was meant, pin the new hash"
    );
}

#[test]
fn news_move_nothing_else() {
    let seed = if cfg!(debug_assertions) { 1 } else { 5 };
    let with = Made::seed(seed);
    let without = Made::new(&Parameters { seed, reports: 1_000, ..Parameters::default() });
    assert!(without.files.len() > 20 && without.articles.is_empty());
    for (file, content) in &without.files {
        if !["README.txt", "world.json"].contains(&file.as_str()) {
            assert_eq!(content, &with.files[file], "{file}");
        }
    }
    assert!(without.files.keys().all(|file| !file.starts_with("news/")));
}

#[test]
fn marks_point_to_words_that_say_what_they_claim() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for seed in seeds(1, 2) {
        Made::seed(seed).check_marks(&mut seen);
    }
    for field in [
        "deaths",
        "deaths_before",
        "deaths_claimed",
        "injured",
        "date",
        "place",
        "actor",
        "target",
        "side",
        "tactic",
        "claimed_by",
        "blamed",
        "blamed_by",
        "denied_by",
        "confirmed_by",
        "quantity",
        "as_of",
        "attributed_to",
        "object",
        "incidents",
        "sentence",
        "source",
    ] {
        assert!(seen.get(field).is_some_and(|count| *count > 5), "{field}: {:?}", seen.get(field));
    }
}

#[test]
fn no_article_reads_broken_over_many_seeds() {
    for seed in seeds(10, 15) {
        let news = NewsParameters { copies: 4, html_files: 0, ..NewsParameters::default() };
        Made::told(seed, news).check_sentences();
    }
}

#[test]
fn articles_differ_in_their_words() {
    let made = Made::seed(1);
    let mut leads = BTreeSet::new();
    let mut originals = 0;
    for (article, truth) in made.pairs() {
        if truth["topic"] == "report" && article["copied_from"].is_null() {
            originals += 1;
            leads.insert(text(article, "text").to_owned());
        }
    }
    assert!(leads.len() * 100 >= originals * 99, "{} of {originals}", leads.len());
}

#[test]
fn copies_are_near_their_source_and_one_witness_with_it() {
    let made = Made::seed(2);
    let pairs: Vec<(&Value, &Value)> = made.pairs().collect();
    let by_id: BTreeMap<u64, &(&Value, &Value)> =
        pairs.iter().map(|pair| (pair.0["id"].as_u64().expect("an id"), pair)).collect();
    let words = |value: &Value| -> BTreeSet<String> {
        text(value, "text").split_whitespace().map(str::to_owned).collect()
    };
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (article, truth) in &pairs {
        let Some(of) = article["copied_from"].as_u64() else {
            assert_eq!(truth["witness"], article["id"]);
            continue;
        };
        let (source, source_truth) = by_id[&of];
        assert_eq!(truth["witness"], source_truth["witness"]);
        assert_ne!(article["outlet"], source["outlet"]);
        let manner = text(truth, "copied");
        *seen.entry(manner.to_owned()).or_default() += 1;
        let (ours, theirs) = (words(article), words(source));
        let shared = ours.intersection(&theirs).count() as f64;
        match manner {
            "verbatim" => assert_eq!(article["text"], source["text"]),
            "edited" => assert!(shared / theirs.len() as f64 > 0.6, "{article} {source}"),
            _ => assert!(shared / ours.len() as f64 > 0.6, "{article} {source}"),
        }
        assert!(
            truth["events"].as_array().map(Vec::len)
                <= source_truth["events"].as_array().map(Vec::len)
        );
    }
    assert!(seen.len() == 3 && seen.values().all(|count| *count > 50), "{seen:?}");
    let news = made.summary.news.as_ref().expect("news");
    assert_eq!(news.articles, pairs.len() as u64);
    assert_eq!(news.articles, news.originals + news.copies);
}

#[test]
fn what_did_not_happen_is_marked_and_belongs_to_no_incident() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (_, truth) in Made::seed(3).pairs() {
        for event in truth["events"].as_array().expect("a list") {
            let status = text(event, "status");
            let incidents = event["incidents"].as_array().expect("a list");
            let real = matches!(status, "asserted" | "historical" | "hypothetical");
            assert_eq!(!incidents.is_empty(), real, "{event}");
            *seen.entry(status.to_owned()).or_default() += 1;
        }
        if truth["topic"] == "noise" {
            assert_eq!(truth["events"], Value::Array(Vec::new()));
        }
    }
    let all = ["asserted", "foiled", "future", "historical", "hypothetical", "negated"];
    assert_eq!(seen.keys().map(String::as_str).collect::<Vec<_>>(), all);
}

#[test]
fn statements_are_right_and_wrong_as_they_say() {
    let mut kinds: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for seed in seeds(1, 2) {
        for (_, truth) in Made::seed(seed).pairs() {
            for said in truth["statements"].as_array().expect("a list") {
                if let Some(count) = said["truth"].as_u64() {
                    let stated = said["quantity"]["low"].as_u64().expect("a number");
                    assert_eq!(said["right"], count == stated, "{said}");
                }
                let right = said["right"].as_bool().unwrap_or(true);
                kinds.entry(text(said, "kind").to_owned()).or_default()[usize::from(right)] += 1;
            }
        }
    }
    for kind in ["strength", "tally", "losses", "formation"] {
        let [wrong, right] = kinds[kind];
        assert!(right > wrong && wrong > 3, "{kind}: {wrong} {right}");
    }
    for kind in ["split-from", "allied-with", "rival-of"] {
        assert!(kinds[kind][1] > 3, "{kind}");
    }
}
