//! What must hold for the files.

use std::collections::HashSet;

use super::embedded::{self, WALKS};
use super::load;
use super::scheme::Scheme;
use super::walk::{Relation, crosswalk};
use bellwether_model::EventType;

#[test]
fn every_scheme_file_is_valid() {
    for scheme in Scheme::ALL {
        let table = load::scheme(scheme, embedded::scheme(scheme));
        let table = table.unwrap_or_else(|error| panic!("{scheme}: {error}"));
        assert!(!table.info.title.is_empty() && !table.info.licence.is_empty(), "{scheme}");
        for code in &table.codes {
            assert!(!code.label.is_empty() && !code.gloss.is_empty(), "{scheme} {}", code.code);
            assert!(!code.sensitive || scheme == Scheme::Target, "{scheme} {}", code.code);
        }
    }
}

#[test]
fn every_crosswalk_file_is_valid_and_is_what_the_list_says() {
    let mut seen = HashSet::new();
    for (from, to, text) in WALKS {
        let walk = load::walk(text).unwrap_or_else(|error| panic!("{from} to {to}: {error}"));
        assert_eq!((walk.from, walk.to), (*from, *to));
        assert!(seen.insert((*from, *to)), "{from} to {to} stands twice");
        assert!(!walk.source.licence.is_empty() && !walk.source.source.is_empty());
        assert!(walk.unmapped.iter().all(|gap| !gap.reason.is_empty()), "{from} to {to}");
    }
}

#[test]
fn every_file_in_the_folder_is_part_of_the_program() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/crosswalks");
    let files = |part: &str| {
        std::fs::read_dir(format!("{folder}{part}"))
            .expect("the folder is part of the repository")
            .filter(|entry| {
                entry.as_ref().is_ok_and(|e| e.path().extension().is_some_and(|x| x == "toml"))
            })
            .count()
    };
    let shared = files("/cc-by-sa");
    assert_eq!(files("") + files("/schemes") + shared, WALKS.len() + Scheme::ALL.len());
}

#[test]
fn what_stands_under_share_alike_is_kept_apart_and_says_so() {
    for (from, to, text) in WALKS {
        let own = !text.contains("licence = \"CC-BY-SA-4.0\"");
        let pair = [*from, *to];
        let cameo_and_plover = pair.contains(&Scheme::Cameo) && pair.contains(&Scheme::Plover);
        assert_eq!(own, !cameo_and_plover, "{from} to {to}");
    }
    assert_eq!(Scheme::Plover.info().licence, "CC-BY-SA-4.0");
}

#[test]
fn the_harmonised_types_are_those_of_the_model() {
    let listed: Vec<&str> = Scheme::Bellwether.codes().iter().map(|c| c.code.as_str()).collect();
    let words: Vec<&str> = EventType::ALL.into_iter().map(EventType::as_str).collect();
    assert_eq!(listed, words);
}

#[test]
fn schemes_have_the_numbers_of_codes_that_their_codebooks_have() {
    let tops = |scheme: Scheme| scheme.codes().iter().filter(|c| c.parent.is_none()).count();
    assert_eq!((tops(Scheme::Cameo), Scheme::Cameo.codes().len()), (20, 318));
    assert_eq!(tops(Scheme::Plover), 16);
    let modes = |c: &&super::Code| c.parent.as_deref() == Some("ASSAULT");
    assert_eq!(Scheme::Plover.codes().iter().filter(modes).count(), 15);
    assert_eq!((tops(Scheme::Acled), Scheme::Acled.codes().len()), (6, 6 + 25));
    assert_eq!(tops(Scheme::Ucdp), 3);
    assert_eq!(tops(Scheme::GtdAttack), 9);
    assert_eq!((tops(Scheme::GtdTarget), Scheme::GtdTarget.codes().len()), (22, 22 + 112));
    assert_eq!(tops(Scheme::GtdWeapon), 13);
    assert_eq!(tops(Scheme::Muc4), 7);
    assert_eq!(tops(Scheme::Target), 17);
    assert_eq!(tops(Scheme::CameoActor), 39);
}

#[test]
fn the_sensitive_classes_are_the_four_of_the_location_policy() {
    let sensitive: Vec<&str> = Scheme::Target
        .codes()
        .iter()
        .filter(|code| code.sensitive)
        .map(|code| code.code.as_str())
        .collect();
    assert_eq!(sensitive, ["aid-workers", "health", "education", "displaced"]);
}

#[test]
fn known_codes_go_where_the_codebooks_say() {
    let to = |from, to, code| crosswalk(from, to).expect("a file").to(code);
    assert_eq!(to(Scheme::Cameo, Scheme::Plover, "1831"), Some("ASSAULT/suicide-attack"));
    assert_eq!(to(Scheme::Cameo, Scheme::Plover, "163"), Some("COERCE/restrict"));
    assert_eq!(to(Scheme::Cameo, Scheme::Plover, "010"), None);
    assert_eq!(to(Scheme::Cameo, Scheme::Bellwether, "1451"), Some("riot"));
    assert_eq!(to(Scheme::Cameo, Scheme::Bellwether, "193"), Some("unspecified"));
    assert_eq!(to(Scheme::Ucdp, Scheme::Bellwether, "3"), Some("one-sided"));
    assert_eq!(to(Scheme::GtdTarget, Scheme::Target, "14/65"), Some("displaced"));
    assert_eq!(to(Scheme::GtdTarget, Scheme::Target, "14/75"), Some("civilians"));
    assert_eq!(to(Scheme::CameoActor, Scheme::Target, "HLH"), Some("health"));
    let name = "Refugees/IDPs (Sudan)";
    assert_eq!(to(Scheme::AcledActor, Scheme::Target, name), Some("displaced"));
}

#[test]
fn a_pair_in_two_columns_is_found_and_an_unknown_second_part_takes_the_first() {
    let walk = crosswalk(Scheme::Acled, Scheme::Plover).expect("a file");
    let kind = "Explosions/Remote violence";
    assert_eq!(walk.to_pair(kind, "Suicide bomb"), Some("ASSAULT/suicide-attack"));
    assert_eq!(walk.to_pair(kind, ""), Some("ASSAULT"));
    assert_eq!(walk.to_pair(kind, "New kind"), Some("ASSAULT"));
    assert_eq!(walk.to_pair("Strategic developments", "Other"), None);
    assert!(walk.why_not("Strategic developments/Other").is_some());
}

#[test]
fn an_inherited_answer_says_so() {
    let walk = crosswalk(Scheme::Cameo, Scheme::Plover).expect("a file");
    let found = walk.find("1411").expect("demonstrations");
    assert_eq!((found.row.to, found.inherited), ("PROTEST/demo", true));
    let found = walk.find("141").expect("demonstrations");
    assert_eq!((found.row.to, found.inherited), ("PROTEST/demo", false));
    assert!(walk.find("1839").expect("an unlisted bombing").inherited);
}

#[test]
fn where_there_is_no_file_two_are_put_together_and_marked() {
    let walk = crosswalk(Scheme::Acled, Scheme::Cameo).expect("through plover");
    assert_eq!(walk.composed, Some(Scheme::Plover));
    assert_eq!(walk.to("Explosions/Remote violence/Suicide bomb"), Some("1831"));
    assert_eq!(walk.source.licence, "CC-BY-SA-4.0");
    let found = walk.find("Battles/Armed clash").expect("an assault");
    assert_ne!(found.row.relation, Relation::Equal);
    assert!(crosswalk(Scheme::Acled, Scheme::Acled).is_none());
    assert!(crosswalk(Scheme::Target, Scheme::Cameo).is_none(), "nothing leads from a target");
}

#[test]
fn every_composed_crosswalk_accounts_for_every_code() {
    let mut composed = Vec::new();
    for from in Scheme::ALL {
        for to in Scheme::ALL {
            let Some(walk) = crosswalk(from, to) else { continue };
            assert_eq!(walk.forgotten(), None, "{from} to {to}");
            assert!(walk.unmapped.iter().all(|gap| !gap.reason.is_empty()), "{from} to {to}");
            composed.extend(walk.composed.map(|middle| format!("{from} {middle} {to}")));
        }
    }
    let expected = [
        "plover cameo acled",
        "acled plover cameo",
        "ucdp plover cameo",
        "gtd-attack plover cameo",
        "gtd-weapon plover cameo",
        "gtd-weapon plover bellwether",
        "muc4 plover cameo",
        "muc4 plover bellwether",
    ];
    assert_eq!(composed, expected);
}
