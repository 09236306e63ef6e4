//! What was being collected when: without it a silence cannot be told from a blank.

use bellwether_model::Date;
use bellwether_watch::{Series, alert::Facet};
use serde::{Deserialize, Serialize};

/// A day from which on a series means something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Break {
    /// The first day of the new way of counting.
    pub day: Date,
    /// What changed.
    pub what: String,
    /// The only facet that it changes; none where it changes all.
    pub facet: Option<Facet>,
}

/// What one dataset covers of the reports that a watch is about, as the store has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    /// The dataset.
    pub dataset: String,
    /// The first day that is covered.
    pub from: Date,
    /// The last.
    pub to: Date,
    /// Where its counting changed.
    pub breaks: Vec<Break>,
    /// Days without, first and last.
    pub missing: Vec<(Date, Date)>,
}

/// The first and the last day that any of them covers.
pub(crate) fn span(all: &[Collection]) -> Option<(Date, Date)> {
    let from = all.iter().map(|one| one.from).min()?;
    let to = all.iter().map(|one| one.to).max()?;
    Some((from, to))
}

/// Every day on which the counting changes: a dataset's own breaks, and the days on which a dataset begins or
/// ends while another goes on.
pub(crate) fn breaks(all: &[Collection]) -> Vec<Break> {
    let mut found: Vec<Break> = all.iter().flat_map(|one| one.breaks.iter().cloned()).collect();
    for one in all {
        let others = |day: Date| {
            all.iter()
                .any(|other| other.dataset != one.dataset && other.from <= day && other.to >= day)
        };
        if one.from.yesterday().is_ok_and(others) {
            found.push(Break {
                day: one.from,
                what: format!("{} begins", one.dataset),
                facet: None,
            });
        }
        if let Ok(next) = one.to.tomorrow()
            && others(next)
        {
            found.push(Break {
                day: next,
                what: format!("{} has ended", one.dataset),
                facet: None,
            });
        }
    }
    found.sort_by(|a, b| (a.day, &a.what).cmp(&(b.day, &b.what)));
    found.dedup();
    found
}

/// Whether a break changes what a facet means.
pub(crate) fn concerns(one: &Break, facet: Facet) -> bool {
    one.facet.is_none_or(|only| only == facet)
}

/// The series of a facet with what was not covered, and its breaks.
#[must_use]
pub fn mark(mut series: Series, all: &[Collection], facet: Facet) -> Series {
    let mut covered: Vec<(Date, Date)> = all.iter().map(|one| (one.from, one.to)).collect();
    covered.sort_unstable();
    let mut next: Option<Date> = None;
    for (from, to) in &covered {
        if let Some(blank) = next
            && blank < *from
        {
            series = series.not_covered(blank, from.yesterday().unwrap_or(*from));
        }
        next = next.max(to.tomorrow().ok());
    }
    for (from, to) in all.iter().flat_map(|one| &one.missing) {
        // What another dataset covers is not blank, but it is another count: a day of a kind of its own.
        series = series.not_covered(*from, *to);
    }
    let own = breaks(all).into_iter().filter(|one| concerns(one, facet));
    own.fold(series, |series, one| series.break_at(one.day))
}

#[cfg(test)]
mod tests {
    use bellwether_watch::{Period, State};

    use super::*;

    fn of(dataset: &str, from: Date, to: Date) -> Collection {
        Collection { dataset: dataset.into(), from, to, breaks: Vec::new(), missing: Vec::new() }
    }

    #[test]
    fn a_dataset_that_joins_another_begins_a_new_way_of_counting() {
        let (start, joins, end) =
            (Date::constant(2010, 1, 1), Date::constant(2015, 1, 1), Date::constant(2016, 1, 1));
        let both = [of("ged", start, end), of("acled", joins, end)];
        let days: Vec<Date> = breaks(&both).iter().map(|one| one.day).collect();
        assert_eq!(days, [joins]);
        let series = Series::new(Period::Day, start, vec![0.0; 2000]).expect("a series");
        assert_eq!(mark(series, &both, Facet::Tempo).stretches().len(), 2);
    }

    #[test]
    fn days_that_nobody_covers_are_blank_and_not_quiet() {
        let day = |n| Date::constant(2010, 1, n);
        let parts = [of("ged", day(1), day(3)), of("ged", day(6), day(9))];
        let series = Series::new(Period::Day, day(1), vec![0.0; 9]).expect("a series");
        let states = mark(series, &parts, Facet::Tempo).states().to_vec();
        assert_eq!(states[3..5], [State::NotCovered; 2]);
        assert_eq!(states[2], State::Complete);
        assert!(breaks(&parts).is_empty());
    }
}
