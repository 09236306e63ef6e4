//! Groups of UCDP GED files as daily series, for measurements beside the repository.

use std::{collections::BTreeMap, path::Path};

use bellwether_watch::{
    scorecard::Background,
    series::{DatedCount, daily},
};
use jiff::civil::Date;

/// Files with groups of five years and more.
const FILES: [&str; 5] =
    ["mexico.csv", "myanmar.csv", "sri-lanka.csv", "sierra-leone.csv", "nigeria-hdx.csv"];

/// Every group with at least `years` years between its first and last event and `events_min` events;
/// `None` where the folder is absent.
pub(crate) fn groups(folder: &Path, years: f64, events_min: usize) -> Option<Vec<Background>> {
    let mut groups = Vec::new();
    for file in FILES {
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).from_path(folder.join(file)).ok()?;
        let headers = reader.byte_headers().ok()?.clone();
        let column = |name: &str| headers.iter().position(|header| header == name.as_bytes());
        let wanted =
            ["side_a_new_id", "side_a", "side_b_new_id", "side_b", "date_start", "date_end"];
        let columns: Vec<usize> = wanted.iter().map(|name| column(name)).collect::<Option<_>>()?;
        let mut events: BTreeMap<String, Vec<DatedCount>> = BTreeMap::new();
        for record in reader.byte_records().flatten() {
            let text = |at: usize| {
                String::from_utf8_lossy(record.get(columns[at]).unwrap_or_default()).into_owned()
            };
            let (Some(from), Some(to)) = (day(&text(4)), day(&text(5))) else { continue };
            for (id, name) in [(text(0), text(1)), (text(2), text(3))] {
                if name.starts_with("Government of") || name == "Civilians" {
                    continue;
                }
                let key = format!("{}:{}", file, id.trim_end_matches(".0"));
                events.entry(key).or_default().push(DatedCount { from, to, count: 1.0 });
            }
        }
        groups.extend(events.into_iter().filter_map(|(name, events)| {
            let from = events.iter().map(|event| event.from).min()?;
            let to = events.iter().map(|event| event.to).max()?;
            let long = f64::from((to - from).get_days()) >= years * 365.25;
            let days = daily(from, to, 31, events.iter().copied()).ok()?;
            (long && events.len() >= events_min).then_some(Background { name, days })
        }));
    }
    Some(groups)
}

fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}
