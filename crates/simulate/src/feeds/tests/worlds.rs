use super::*;

#[test]
fn truth_lines_are_in_order_and_unrest_has_lines_of_its_own() {
    let made = Made::four();
    let (mut incidents, mut unrest, mut near) = (0, 0, BTreeSet::new());
    for line in made.truth() {
        if line["incident"].is_u64() {
            incidents += 1;
            assert_eq!(line["incident"], incidents);
            near.insert(line["episode"].as_str().expect("text").to_owned());
        } else {
            unrest += 1;
            assert_eq!(line["unrest"], unrest);
            let reports = line["reports"].as_array().expect("a list");
            assert!(reports.iter().all(|report| report["source"] != "sim-ged"));
        }
    }
    assert_eq!(incidents, made.summary.incidents);
    assert!(unrest > 500, "{unrest}");
    for kind in ["near-miss-same-town", "near-miss-next-town", "sequential-bombing", "operation"] {
        assert!(near.contains(kind), "{kind}");
    }
}

#[test]
fn the_world_file_tells_of_sources_and_surges() {
    let made = Made::four();
    let world: Value =
        serde_json::from_str(&text(&made.dir.path().join("world.json"))).expect("JSON");
    let sources = world["sources"].as_array().expect("a list");
    assert_eq!(sources.len(), 3);
    for source in sources {
        for file in source["files"].as_array().expect("a list") {
            assert!(
                made.dir.path().join(file["file"].as_str().expect("a name")).exists(),
                "{file}"
            );
        }
    }
    let surges = world["groups"].as_array().expect("a list").iter();
    let surges: Vec<&Value> =
        surges.flat_map(|group| group["surges"].as_array()).flatten().collect();
    assert_eq!(surges.len(), 3);
    assert!(surges.iter().all(|surge| surge["factor"].as_f64().is_some_and(|by| by >= 2.0)));
    assert!(text(&made.dir.path().join("README.txt")).contains("gdelt/  "));
}

#[test]
fn the_registry_finds_each_group_under_the_names_of_every_source() {
    use bellwether_registry::{actors::Registry, countries::Countries};
    let made = Made::four();
    let dir = &made.summary.registry;
    let registry = Registry::embedded().expect("the registry");
    let registry = registry.with_dir(&dir.join("actors")).expect("the world's actors");
    let group = &made.summary.groups[0];
    let mut claimed: BTreeMap<&str, usize> = BTreeMap::new();
    let mut claims = |dataset, id: Option<&str>, name: &str| {
        if let Some(actor) = registry.claim(dataset, id, name, None, None) {
            *claimed.entry(dataset).or_default() += usize::from(actor.id.as_str() == group.id);
        }
    };
    for record in records(made.files("sim-acled", "acled-csv")[2], &acled::COLUMNS) {
        claims("sim-acled", None, &record["actor1"]);
        claims("sim-acled", None, &record["actor2"]);
    }
    for record in records(made.files("sim-gtd", "gtd-csv")[1], &gtd::COLUMNS) {
        claims("sim-gtd", None, &record["gname"]);
    }
    for file in made.files("sim-gdelt", "gdelt-events-2.0") {
        for line in text(&file.path).lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            claims("sim-gdelt", Some(fields[5]), fields[6]);
            claims("sim-gdelt", Some(fields[15]), fields[16]);
        }
    }
    for dataset in ["sim-acled", "sim-gtd", "sim-gdelt"] {
        assert!(claimed.get(dataset).is_some_and(|count| *count > 40), "{claimed:?}");
    }
    let countries = Countries::embedded().expect("countries").with_dir(dir).expect("the world's");
    let home = countries.by_numeric(901).expect("by the number in ACLED");
    assert_eq!(countries.by_fips("XA").map(|found| found.iso3), Some(home.iso3));
    assert_eq!(countries.by_cameo("XAA").map(|found| found.iso3), Some(home.iso3));
}

#[test]
fn a_world_for_reconciliation_shares_half_of_each_further_source_with_the_first() {
    let made = Made::new(&Parameters::for_reconciliation(5, 20_000, 4));
    let mut counts: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for line in made.truth() {
        let reports = line["reports"].as_array().expect("a list");
        let shared = reports.iter().any(|report| report["source"] == "sim-ged");
        for report in reports {
            let source = report["source"].as_str().expect("text").to_owned();
            let count = counts.entry(source).or_default();
            count.0 += 1.0;
            count.1 += f64::from(u8::from(shared));
        }
    }
    assert_eq!(counts.len(), 4);
    for (source, (all, shared)) in counts {
        assert!((18_500.0..21_500.0).contains(&all), "{source}: {all}");
        let share = shared / all;
        assert!(source == "sim-ged" || (0.47..0.53).contains(&share), "{source}: {share}");
    }
    assert_eq!(made.summary.sources.len(), 3);
    assert_eq!(Parameters::for_reconciliation(5, 20_000, 2).sources.gtd, None);
}
