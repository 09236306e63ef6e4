use std::collections::BTreeSet;

use bellwether_model::DatasetId;
use jiff::civil::date;

use super::*;

const DIR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/registry/actors");

fn registry() -> Registry {
    Registry::embedded().expect("the embedded files are checked by these tests")
}

fn claimed(r: &Registry, native: &str, gw: u16, day: Date) -> Option<String> {
    r.claim("ucdp-ged", Some(native), "", Some(GwCode(gw)), Some(day)).map(|a| a.id.to_string())
}

/// A minimal valid group file, with `more` in front of its last field.
fn file(id: &str, more: &str) -> String {
    format!(
        "id = \"{id}\"\nname = \"Group {id}\"\nkind = \"armed-group\"\nideology = \"none\"\n\
         aims = \"none\"\n{more}\nsources = [\"a test\"]\n"
    )
}

fn load(files: &[(&str, String)]) -> Result<Registry, RegistryError> {
    let dir = tempfile::tempdir().expect("a temporary directory");
    for (stem, text) in files {
        std::fs::write(dir.path().join(format!("{stem}.toml")), text).expect("written");
    }
    registry().with_dir(dir.path())
}

#[test]
fn the_list_of_embedded_files_is_the_directory() {
    let on_disk: BTreeSet<String> = std::fs::read_dir(DIR)
        .expect("the data directory")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    let listed: BTreeSet<String> = FILES.iter().map(|(stem, _)| format!("{stem}.toml")).collect();
    assert_eq!(listed, on_disk, "edit the list in embedded.rs");
    assert!(FILES.windows(2).all(|w| w[0].0 < w[1].0), "keep the list sorted");
}

#[test]
fn every_embedded_file_loads_and_there_are_the_promised_groups() {
    let r = registry();
    assert_eq!(r.all().count(), FILES.len());
    assert!(FILES.len() >= 62, "{}", FILES.len());
    for id in [
        "is-central",
        "isis-k",
        "is-syria",
        "is-west-africa",
        "islamic-state",
        "boko-haram",
        "afghan-taliban",
        "pakistani-taliban",
        "jamaat-ul-ahrar",
        "ttp-orakzai-faction",
        "ttp-khyber-faction",
        "imu",
        "tehrik-e-khilafat",
        "afghan-government-republic",
        "afghan-government-emirate",
        "nato-isaf",
        "us-forces",
        "al-qaida",
        "ltte",
        "ruf",
        "afrc",
        "kamajors",
        "west-side-boys",
    ] {
        assert_eq!(r.get(id).expect(id).id.as_str(), id);
    }
    assert!(r.get("no-such-group").is_none());
}

#[test]
fn every_relation_resolves_and_few_actors_stand_alone() {
    let r = registry();
    let related = r.all().filter(|a| !a.relations.is_empty()).count();
    assert!(related * 10 >= r.all().count() * 9, "only {related} actors have relations");
    for actor in r.all() {
        for relation in &actor.relations {
            assert!(r.get(relation.other.as_str()).is_some(), "{}: {}", actor.id, relation.other);
        }
    }
}

#[test]
fn an_actor_without_selectors_says_why() {
    for actor in registry().all().filter(|a| a.selectors.is_empty()) {
        assert!(actor.no_selectors.as_ref().is_some_and(|why| why.len() > 20), "{}", actor.id);
    }
}

#[test]
fn an_actor_of_ucdp_is_who_it_is_by_country_and_date() {
    let r = registry();
    for (native, gw, day, id) in [
        ("234", 700, date(2018, 7, 1), "isis-k"),
        ("234", 770, date(2016, 11, 12), "isis-k"),
        ("234", 365, date(2024, 3, 22), "isis-k"),
        ("234", 365, date(2016, 3, 1), "is-caucasus"),
        ("234", 630, date(2024, 1, 3), "isis-k"),
        ("234", 630, date(2017, 6, 7), "is-central"),
        ("234", 652, date(2017, 1, 1), "is-syria"),
        ("234", 475, date(2016, 1, 1), "is-west-africa"),
        ("234", 471, date(2016, 1, 1), "is-west-africa"),
        ("234", 645, date(2014, 6, 10), "is-central"),
        ("234", 220, date(2015, 11, 13), "is-central"),
        ("234", 490, date(2021, 1, 1), "adf"),
        ("1051", 475, date(2014, 1, 1), "boko-haram"),
        ("130", 700, date(2021, 8, 14), "afghan-government-republic"),
        ("130", 700, date(2021, 8, 15), "afghan-government-emirate"),
        ("130", 700, date(1999, 5, 1), "afghan-government-emirate"),
        ("303", 700, date(2010, 5, 1), "afghan-taliban"),
    ] {
        assert_eq!(claimed(&r, native, gw, day).as_deref(), Some(id), "{native} in {gw} on {day}");
    }
    assert_eq!(claimed(&r, "1", 475, date(2014, 1, 1)), None, "civilians are no organisation");
    assert_eq!(claimed(&r, "130", 700, date(1994, 5, 1)), None, "before the Taliban held Kabul");
}

#[test]
fn where_the_country_is_unknown_only_the_whole_organisation_claims() {
    let r = registry();
    let actor = r.claim("ucdp-ged", Some("234"), "IS", None, Some(date(2016, 1, 1)));
    assert_eq!(actor.expect("claimed").id.as_str(), "islamic-state");
}

#[test]
fn datasets_without_ids_are_claimed_by_name() {
    let r = registry();
    let claim = |dataset: &str, name: &str, gw: u16| {
        r.claim(dataset, None, name, Some(GwCode(gw)), Some(date(2018, 6, 1)))
            .map(|a| a.id.to_string())
    };
    assert_eq!(
        claim("acled", "Islamic State Khorasan Province (ISKP)", 700).as_deref(),
        Some("isis-k")
    );
    assert_eq!(
        claim("gtd", "Khorasan Chapter of the Islamic State", 700).as_deref(),
        Some("isis-k")
    );
    assert_eq!(
        claim("icews", "Islamic State of Iraq and the Levant", 770).as_deref(),
        Some("isis-k")
    );
    assert_eq!(claim("icews", "Terrorist (Boko Haram)", 475).as_deref(), Some("boko-haram"));
    assert_eq!(claim("aec", "IS", 700).as_deref(), Some("isis-k"));
    assert_eq!(claim("aec", "JAS", 475).as_deref(), Some("boko-haram"));
    assert_eq!(claim("icews", "Ministry (Morocco)", 600), None);
    assert_eq!(claim("no-such-dataset", "IS", 700), None);
}

#[test]
fn the_statements_of_the_running_example_are_there_with_their_sources() {
    let r = registry();
    let isis_k = r.get("isis-k").expect("there");
    let has = |low: u64, high: u64, as_of: &str| {
        isis_k.statements.iter().any(|s| {
            s.as_of.as_deref() == Some(as_of)
                && s.quantity.as_ref().is_some_and(|q| q.low == Some(low) && q.high == Some(high))
        })
    };
    assert!(has(600, 800, "2018-10") && has(3000, 4000, "2016"));
    assert!(has(84, 84, "2017/2018") && has(11, 11, "2017/2018"));
    assert!(has(115, 115, "2020-04/2021-03") && has(1400, 1400, "2019-10/2020-03"));
}

#[test]
fn a_directory_that_is_not_there_adds_nothing() {
    let before = registry().all().count();
    let after = registry().with_dir(Path::new("no/such/directory")).expect("fine");
    assert_eq!(after.all().count(), before);
}

#[test]
fn a_directory_adds_actors_and_overrides_those_of_the_same_id() {
    let none = "no_selectors = \"a test\"";
    let r = load(&[
        ("zz-new", file("zz-new", "selectors = [{ datasets = [\"sim\"], ids = [\"7\"] }]")),
        ("black-axe", file("black-axe", none)),
    ])
    .expect("valid");
    assert_eq!(r.get("black-axe").expect("there").name, "Group black-axe");
    let claim = r.claim("sim", Some("7"), "", None, None);
    assert_eq!(claim.expect("claimed").id.as_str(), "zz-new");
}

#[test]
fn errors_name_file_field_and_remedy() {
    let none = "no_selectors = \"a test\"";
    for (stem, text, parts) in [
        ("aa", file("aa", "leader = \"x\""), ["aa.toml", "leader", "README"]),
        ("aa", file("bb", none), ["aa.toml", "`id`", "rename"]),
        ("aa", file("aa", ""), ["aa.toml", "`selectors`", "no_selectors"]),
        (
            "aa",
            file("aa", "selectors = [{ datasets = [\"x\"] }]"),
            ["aa.toml", "selectors[0]", "ids"],
        ),
        (
            "aa",
            file(
                "aa",
                &format!("{none}\nrelations = [{{ kind = \"rival-of\", other = \"nobody\" }}]"),
            ),
            ["aa.toml", "relations[0].other", "nobody"],
        ),
        (
            "aa",
            file("aa", &format!("{none}\nactive_from = \"about 1990\"")),
            ["aa.toml", "active_from", "YYYY"],
        ),
        (
            "aa",
            file(
                "aa",
                &format!(
                    "{none}\nstatements = [{{ kind = \"strength\", text = \"t\", \
             source = \"s\", quantity = {{ low = 5, high = 4, unit = \"fighters\" }} }}]"
                ),
            ),
            ["aa.toml", "statements[0]", "range"],
        ),
        (
            "aa",
            file("aa", "selectors = [{ datasets = [\"ucdp-ged\"], ids = [\"1051\"] }]"),
            ["aa.toml", "boko-haram.toml", "restrict"],
        ),
    ] {
        let message = load(&[(stem, text)]).expect_err("refused").to_string();
        for part in parts {
            assert!(message.contains(part), "{part:?} is not in {message:?}");
        }
    }
}

#[test]
fn a_file_beyond_the_limit_is_refused_before_it_is_read() {
    let error = load(&[("aa", " ".repeat(LIMITS.record_bytes + 1))]).expect_err("too large");
    assert!(matches!(error, RegistryError::TooLarge { bytes, .. } if bytes > 1 << 20));
}

#[test]
fn a_native_actor_is_known_in_every_dataset_of_ucdp() {
    let native = |dataset: &str, id: &str| NativeActor {
        dataset: DatasetId::new(dataset).expect("valid"),
        native_id: id.to_owned(),
        name: "x".to_owned(),
        other_names: Vec::new(),
        native_kind: String::new(),
        countries: Vec::new(),
    };
    let r = registry();
    assert!(r.claims_native(&native("ucdp-actor", "1051")));
    assert!(!r.claims_native(&native("ucdp-actor", "1")));
    assert!(!r.claims_native(&native("other", "1051")));
}

#[test]
fn loading_is_fast() {
    let start = std::time::Instant::now();
    let r = registry();
    let taken = start.elapsed();
    println!("{} actors in {taken:?}", r.all().count());
    // The budget is 10 ms in release; without optimisation, and on a busy machine, some fifty times it.
    let budget = if cfg!(debug_assertions) { 1500 } else { 100 };
    assert!(taken.as_millis() < budget, "{taken:?}");
}
