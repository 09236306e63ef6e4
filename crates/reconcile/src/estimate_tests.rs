use bellwether_linkage::{DatasetIndex, PlaceClass, Record};

use super::*;

/// A corpus to which reports are added by hand.
#[derive(Default)]
struct Reports {
    corpus: Corpus,
}

/// What a report of the tests says.
struct Says {
    dataset: &'static str,
    licence: &'static str,
    place: &'static str,
    days: (i32, i32),
    deaths: Option<[u32; 3]>,
    targets: Option<&'static str>,
}

impl Reports {
    fn add(&mut self, id: &str, says: &Says) -> u32 {
        let at = u32::try_from(self.corpus.ids.len()).expect("few");
        let mut word = |text: &str| self.corpus.lexicon.add(Some(text));
        let row = Row {
            revision: 1,
            dataset: word(says.dataset),
            licence: word(says.licence),
            event_type: word("state-based"),
            plover: 0,
            civilians_targeted: false,
            date_precision: word("day"),
            at: None,
            place_precision: word(says.place),
            country: word("Xanadu"),
            country_gw: None,
            iso3: 0,
            admin1: 0,
            admin1_id: 0,
            admin2: 0,
            place_name: 0,
            grid: None,
            deaths: says.deaths,
            injured: None,
            targets: says.targets.map_or(0, &mut word),
        };
        self.corpus.ids.push(id.to_owned());
        self.corpus.rows.push(row);
        self.corpus.records.push(Record {
            key: u64::from(at),
            dataset: DatasetIndex(0),
            first: says.days.0,
            last: says.days.1,
            place: PlaceClass::Exact,
            at: [0.0; 2],
            spot: 0,
            unit: 0,
            country: 0,
            name: 0,
            kind: 0,
            organisations: [0; 3],
            deaths: None,
            cited: 0,
        });
        at
    }
}

const GED: Says = Says {
    dataset: "ucdp-ged",
    licence: "CC-BY-4.0",
    place: "exact",
    days: (100, 102),
    deaths: Some([11, 12, 14]),
    targets: None,
};

#[test]
fn nothing_is_averaged_and_each_value_comes_from_the_report_that_knows_it_best() {
    let mut reports = Reports::default();
    let ged = reports.add("ucdp-ged:1", &GED);
    let acled = reports.add(
        "acled:1",
        &Says {
            dataset: "acled",
            licence: "ACLED-TERMS",
            place: "admin1",
            days: (101, 101),
            deaths: Some([20, 20, 20]),
            targets: Some("health civilians"),
        },
    );
    let estimate = estimate(&reports.corpus, &[ged, acled], &[]);
    assert_eq!(estimate.deaths, Some([11, 12, 20]), "lowest, the exact report's best, highest");
    assert_eq!((estimate.place, estimate.when), (ged, acled));
    assert_eq!(estimate.datasets, "acled ucdp-ged");
    assert_eq!(estimate.targets.as_deref(), Some("civilians health"));
    assert_eq!(reports.corpus.lexicon.get(estimate.licence), Some("ACLED-TERMS"), "the strictest");
    let tolls: serde_json::Value = serde_json::from_str(&estimate.tolls).expect("JSON");
    assert_eq!(tolls[0]["dataset"], "acled");
    assert_eq!(tolls[1]["best"], 12);
}

#[test]
fn a_report_without_a_toll_says_nothing_of_it() {
    let mut reports = Reports::default();
    let silent = reports.add("gdelt:1", &Says { dataset: "gdelt", deaths: None, ..GED });
    let ged = reports.add("ucdp-ged:1", &GED);
    assert_eq!(estimate(&reports.corpus, &[silent, ged], &[]).deaths, Some([11, 12, 14]));
    assert_eq!(estimate(&reports.corpus, &[silent], &[]).deaths, None);
}

#[test]
fn what_is_sensitive_in_a_summary_is_sensitive_in_the_incident_and_its_toll_is_not_added() {
    let mut reports = Reports::default();
    let ged = reports.add("ucdp-ged:1", &GED);
    let summary = reports
        .add("acled:2", &Says { deaths: Some([90, 90, 90]), targets: Some("displaced"), ..GED });
    let estimate = estimate(&reports.corpus, &[ged], &[summary]);
    assert_eq!(estimate.deaths, Some([11, 12, 14]));
    assert_eq!(estimate.targets.as_deref(), Some("displaced"));
    assert_eq!((estimate.reports, estimate.summaries), (1, 1));
}

#[test]
fn the_order_of_the_reports_does_not_matter() {
    let mut reports = Reports::default();
    let all: Vec<u32> = ["ucdp-ged:3", "ucdp-ged:1", "ucdp-ged:2"]
        .iter()
        .enumerate()
        .map(|(n, id)| {
            let best = u32::try_from(n).expect("few") + 5;
            reports.add(id, &Says { deaths: Some([best; 3]), ..GED })
        })
        .collect();
    let mut turned = all.clone();
    turned.reverse();
    let (one, other) =
        (estimate(&reports.corpus, &all, &[]), estimate(&reports.corpus, &turned, &[]));
    assert_eq!((one.deaths, one.place, one.tolls), (other.deaths, other.place, other.tolls));
}
