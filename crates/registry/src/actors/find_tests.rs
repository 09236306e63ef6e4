use bellwether_model::{DatasetId, NativeActor};

use super::super::Registry;
use super::*;

fn registry() -> Registry {
    Registry::embedded().expect("valid")
}

fn native(id: &str, name: &str, others: &[&str]) -> NativeActor {
    NativeActor {
        dataset: DatasetId::new("ucdp-ged").expect("valid"),
        native_id: id.to_owned(),
        name: name.to_owned(),
        other_names: others.iter().map(|o| (*o).to_owned()).collect(),
        native_kind: String::new(),
        countries: Vec::new(),
    }
}

fn first(registry: &Registry, query: &str) -> Option<(String, f64, Vec<String>)> {
    registry.find(query, &[], 5).into_iter().next().map(|m| match m.subject {
        Subject::Actor(actor) => (actor.id.to_string(), m.score, m.reasons),
        Subject::Native(native) => (native.name.clone(), m.score, m.reasons),
    })
}

#[test]
fn names_in_any_spelling_and_script_come_first() {
    let r = registry();
    for (query, id) in [
        ("ISKP", "isis-k"),
        ("ISIS-K", "isis-k"),
        ("ISIS K", "isis-k"),
        ("isisk", "isis-k"),
        ("IS-K", "isis-k"),
        ("isis-k", "isis-k"),
        ("Daesh Khorasan", "isis-k"),
        ("Da'esh Khorasan", "isis-k"),
        ("Islamic State – Khorasan Province\n", "isis-k"),
        ("Islamic State - Khorassan Province", "isis-k"),
        ("Khorasan branch of Islamic State", "isis-k"),
        ("داعش خراسان", "isis-k"),
        ("دولة الإسلامية خراسان", "isis-k"),
        ("Вилаят Хорасан", "isis-k"),
        ("Boko Haram", "boko-haram"),
        ("Bokko Haram", "boko-haram"),
        ("boko harm", "boko-haram"),
        ("JAS", "boko-haram"),
        ("Jama'atu Ahlis Sunna Lidda'awati wal-Jihad", "boko-haram"),
        ("بوكو حرام", "boko-haram"),
        ("ISWAP", "is-west-africa"),
        ("Islamic State in West Africa", "is-west-africa"),
        ("IS West Africa", "is-west-africa"),
        ("Tamil Tigers", "ltte"),
        ("LTTE", "ltte"),
        ("விடுதலைப் புலிகள்", "ltte"),
        ("RUF", "ruf"),
        ("Revolutionary United Front", "ruf"),
        ("الدولة الإسلامية", "islamic-state"),
        ("الدَّوْلَة الاسلامية", "islamic-state"),
        ("Daesh", "islamic-state"),
        ("ISIS", "islamic-state"),
        ("IS in Syria", "is-syria"),
        ("Pakistani Taliban", "pakistani-taliban"),
        ("TTP", "pakistani-taliban"),
        ("تحریک طالبان پاکستان", "pakistani-taliban"),
        ("تحريك طالبان پاكستان", "pakistani-taliban"),
        ("Afghan Taliban", "afghan-taliban"),
        ("Taliban", "afghan-taliban"),
        ("Nusra Front", "tahrir-al-sham"),
        ("Hayat Tahrir al-Sham", "tahrir-al-sham"),
        ("CJNG", "cjng"),
        ("Cartel Jalisco Nueva Generacion", "cjng"),
        ("ДНР", "dpr"),
        ("Donetsk Peoples Republic", "dpr"),
        ("Seleka", "seleka"),
        ("Tatmadaw", "myanmar-government"),
        ("ကချင်လွတ်လပ်ရေးတပ်မတော်", "kia"),
        ("Kachin Independence", "kia"),
        ("Al Qaeda", "al-qaida"),
        ("Hezbollah", "hizbullah"),
        ("Houthi", "houthis"),
        ("PKK", "pkk"),
        ("M-23", "m23"),
    ] {
        let (found, score, reasons) =
            first(&r, query).unwrap_or_else(|| panic!("nothing for {query:?}"));
        assert_eq!(found, id, "{query:?}: {score} {reasons:?}");
        assert!((FLOOR..=1.0).contains(&score) && !reasons.is_empty(), "{query:?}: {score}");
    }
}

#[test]
fn every_name_in_the_registry_finds_its_owner_among_the_first() {
    let r = registry();
    for actor in r.all() {
        for name in actor.names.iter().map(|n| n.text.as_str()).chain([actor.name.as_str()]) {
            let found = r.find(name, &[], 4);
            let own = found.iter().any(|m| m.subject == Subject::Actor(actor));
            assert!(own, "{name:?} does not find {}", actor.id);
        }
    }
}

#[test]
fn a_name_that_fits_nothing_finds_nothing() {
    let r = registry();
    for query in ["", " \n", "–", "qqqqqq zzzz", "Rotary Club of Springfield", "x", "مكتبة", "42"]
    {
        let found = r.find(query, &[], 5);
        assert!(found.is_empty(), "{query:?} finds {:?}", found.first().map(|m| &m.reasons));
    }
}

#[test]
fn reasons_say_which_name_it_was() {
    let r = registry();
    let reasons = |query: &str| first(&r, query).expect("found").2;
    assert_eq!(reasons("Boko Haram"), ["the name itself"]);
    assert_eq!(reasons("TTP"), ["acronym \"TTP\""]);
    assert_eq!(reasons("Tamil Tigers"), ["short name \"Tamil Tigers\""]);
    assert_eq!(reasons("Jabhat al-Nusra"), ["former name \"Jabhat al-Nusra\""]);
    assert!(reasons("Bokko Haram").iter().any(|r| r.starts_with("spelt like")), "misspelt");
    assert!(reasons("Lord's Resist").iter().any(|r| r.starts_with("beginning of")), "prefix");
}

#[test]
fn scores_fall_from_the_name_over_aliases_to_misspellings() {
    let r = registry();
    let score = |query: &str| first(&r, query).expect("found").1;
    let falling = [score("Boko Haram"), score("JAS"), score("Boko Hara"), score("Bkoo Hrram")];
    assert!(falling.windows(2).all(|w| w[0] > w[1]), "{falling:?}");
}

#[test]
fn native_actors_that_nobody_claims_are_found_after_the_registry() {
    let r = registry();
    let natives = [
        native("1051", "Boko Haram", &[]),
        native("90001", "Ambazonia insurgents", &["Interim Government of Ambazonia"]),
        native("90002", "Boko Haram", &[]),
    ];
    let found = r.find("Ambazonia insurgents", &natives, 5);
    assert_eq!(found[0].subject, Subject::Native(&natives[1]));
    assert!(found[0].reasons.iter().any(|r| r == "ucdp-ged actor 90001"));
    let found = r.find("Interim Government of Ambazonia", &natives, 5);
    assert_eq!(found[0].subject, Subject::Native(&natives[1]));

    let found = r.find("Boko Haram", &natives, 5);
    assert_eq!(found[0].subject.name(), "Boko Haram");
    assert!(matches!(found[0].subject, Subject::Actor(_)), "the registry is first at equal scores");
    assert_eq!(found[1].subject, Subject::Native(&natives[2]));
    assert!(!found.iter().any(|m| m.subject == Subject::Native(&natives[0])), "claimed: {found:?}");
}

#[test]
fn the_limit_is_kept_and_scores_do_not_rise() {
    let r = registry();
    let found = r.find("Islamic State", &[], 3);
    assert_eq!(found.len(), 3);
    assert!(found.windows(2).all(|w| w[0].score >= w[1].score));
    assert!(r.find("Islamic State", &[], 0).is_empty());
}
