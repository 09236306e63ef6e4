//! What to fetch and what is missing, from a list and from what is done.

use std::collections::VecDeque;

use super::lists::Entry;
use super::ranges::Ranges;
use super::stream::Stream;

/// A file with the units that it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) entry: Entry,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Fetch a file.
    Fetch { from: i64, to: i64, name: String, md5: Option<String>, bytes: Option<u64> },
    /// These units are not in the list.
    Missing { from: i64, to: i64 },
}

impl From<Listed> for Step {
    fn from(listed: Listed) -> Self {
        let Entry { name, md5, bytes } = listed.entry;
        Self::Fetch { from: listed.from, to: listed.to, name, md5: Some(md5), bytes }
    }
}

/// The steps for a wanted interval, in the order of time: listed files that are not done or that close
/// an open gap, and units that should have a file and have none.
pub(super) fn from_list(
    stream: Stream,
    mut listed: Vec<Listed>,
    want: &Ranges,
    open: &Ranges,
) -> VecDeque<Step> {
    let wanted = |listed: &Listed| {
        let overlaps = |set: &Ranges| set.iter().any(|(a, b)| listed.from <= b && listed.to >= a);
        overlaps(want) || overlaps(open)
    };
    listed.retain(wanted);
    listed.sort_by(|a, b| (a.from, a.to, &a.entry.name).cmp(&(b.from, b.to, &b.entry.name)));
    let mut missing = want.clone();
    for file in &listed {
        missing.remove(file.from, file.to);
    }
    let gaps = missing.iter().filter_map(|(from, to)| {
        let from = (from..=to).find(|unit| stream.is_due(*unit))?;
        Some((from, Step::Missing { from, to }))
    });
    let mut steps: Vec<(i64, Step)> = gaps.collect();
    steps.extend(listed.into_iter().map(|file| (file.from, file.into())));
    steps.sort_by_key(|(from, _)| *from);
    steps.into_iter().map(|(_, step)| step).collect()
}

/// The steps for units that are asked for by name, without a list.
pub(super) fn by_name(stream: Stream, want: &Ranges, open: &Ranges) -> VecDeque<Step> {
    let mut all = want.clone();
    for (from, to) in open.iter() {
        all.add(from, to);
    }
    let units = all.iter().flat_map(|(from, to)| from..=to);
    units
        .map(|unit| Step::Fetch {
            from: unit,
            to: unit,
            name: stream.file_of(unit),
            md5: None,
            bytes: None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(parts: &[(i64, i64)]) -> Ranges {
        let mut ranges = Ranges::default();
        parts.iter().for_each(|(from, to)| ranges.add(*from, *to));
        ranges
    }

    fn listed(from: i64, to: i64) -> Listed {
        let entry = Entry { name: format!("{from}-{to}"), md5: "0".repeat(32), bytes: None };
        Listed { from, to, entry }
    }

    fn short(steps: VecDeque<Step>) -> Vec<String> {
        let name = |step| match step {
            Step::Fetch { name, .. } => name,
            Step::Missing { from, to } => format!("gap {from}-{to}"),
        };
        steps.into_iter().map(name).collect()
    }

    #[test]
    fn files_and_gaps_come_in_the_order_of_time() {
        let files = vec![listed(5, 5), listed(2, 2), listed(9, 9), listed(1, 1)];
        let steps = from_list(Stream::Events, files, &ranges(&[(1, 6)]), &Ranges::default());
        assert_eq!(short(steps), ["1-1", "2-2", "gap 3-4", "5-5", "gap 6-6"]);
    }

    #[test]
    fn a_slot_that_came_late_closes_its_gap_and_what_is_done_is_left_alone() {
        let files = vec![listed(3, 3), listed(4, 4), listed(11, 11)];
        let steps = from_list(Stream::Events, files, &ranges(&[(11, 11)]), &ranges(&[(3, 3)]));
        assert_eq!(short(steps), ["3-3", "11-11"]);
    }

    #[test]
    fn days_before_there_were_daily_files_are_no_gaps() {
        let first = Stream::EventsV1.units_of("20130401.export.CSV.zip").expect("a day").0;
        let want = ranges(&[(first - 3, first + 1)]);
        let steps = from_list(Stream::EventsV1, Vec::new(), &want, &Ranges::default());
        assert_eq!(short(steps), [format!("gap {first}-{}", first + 1)]);
    }
}
