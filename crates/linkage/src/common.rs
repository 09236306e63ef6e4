//! What several reports of one incident have in common: when it was, where, and of what class.
//!
//! Each report is likely with some days, sites and classes, independently of the others. What all of them have in common is the
//! sum over these of how likely they are with all reports, against what each has on its own. It is more than two at a
//! time say: what two agree in may be what the third cannot tell.

use rayon::prelude::*;

use crate::classes::{CLASSES, Classes};
use crate::level::{WHEN, bin};
use crate::model::Model;
use crate::places::{Place, Places};
use crate::record::{DatasetIndex, Day, KINDS, PlaceClass, Record};
use crate::sites::{Kernel, Reach, Sites, kernel};
use crate::whole::Listed;

/// Days before and after a report on which it may have happened.
const OFF: usize = 8;
/// Days before and after the first report of a set that are told apart.
const SPAN: usize = 16;
/// The least share of a day.
const DAY_LEAST: f32 = 1e-5;

/// How likely a report is on each day from [`OFF`] before it happened to as many after, turned round.
type Days = [f32; 2 * OFF + 1];

/// Of a kind of which the best placed dataset tells less often than this, what happens is not spread over its sites.
const TOLD_LEAST: f32 = 0.1;

/// What a model knows of how datasets err in days, places and kinds.
pub(crate) struct Common<'m> {
    classes: &'m Classes,
    days: Vec<(DatasetIndex, Days)>,
    /// The dataset whose points are sites.
    surveyor: DatasetIndex,
    sites: Option<&'m Sites>,
    km_max: f32,
    placed: Vec<(DatasetIndex, Placed)>,
}

/// How a dataset's points lie around sites, and of which of its kinds that holds.
struct Placed {
    kernel: Kernel,
    told: [bool; KINDS],
}

/// What one report says of its incident; nothing where that is not known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    when: Option<(Day, Days)>,
    place: Option<Place>,
    classes: Option<[f32; CLASSES]>,
}

impl<'m> Common<'m> {
    /// `None` where no dataset with well known places shows how the others err.
    pub(crate) fn of(model: &'m Model, km_max: f32) -> Option<Self> {
        let surveyor = model.surveyor()?;
        let classes = model.classes()?;
        let mut days = vec![(surveyor, exactly())];
        let mut placed = Vec::new();
        for ([a, _], learnt) in model.across().filter(|([_, b], _)| *b == surveyor) {
            let weights = &learnt.weights;
            days.push((a, days_of(&weights.when[0])));
            let told = |kind: usize| weights.found[2 * kind].max(weights.found[2 * kind + 1]);
            let told = std::array::from_fn(|kind| told(kind) > TOLD_LEAST);
            placed.push((a, Placed { kernel: kernel(weights), told }));
        }
        Some(Self { classes, days, surveyor, sites: model.sites(), km_max, placed })
    }

    /// What each record of a list says.
    pub(crate) fn seen(&self, list: &Listed) -> Vec<Seen> {
        let days = self.days.iter().find(|(of, _)| *of == list.dataset).map(|(_, days)| days);
        let seen = list.records.par_iter().map_init(Reach::default, |reach, record| Seen {
            when: days.filter(|_| record.days() == 1).map(|days| (record.first, *days)),
            place: self.place(record, reach),
            classes: self.classes.of(record.dataset, record.kind).copied(),
        });
        seen.collect()
    }

    /// Whether a report's point is that of what happened.
    pub(crate) fn is_exact(&self, record: &Record) -> bool {
        record.dataset == self.surveyor && record.place == PlaceClass::Exact
    }

    /// Where a report may have been.
    fn place(&self, record: &Record, reach: &mut Reach) -> Option<Place> {
        let sites = self.sites?;
        let likely = if self.is_exact(record) {
            sites.at(record, self.km_max, reach)
        } else {
            // Of the surveyor's own reports that are not exact nothing is known here: it has no kernel.
            let (_, placed) = self.placed.iter().find(|(of, _)| *of == record.dataset)?;
            let told = placed.told[usize::from(record.kind)];
            told.then(|| sites.likely_by(&placed.kernel, record, self.km_max, reach))?
        };
        Place::of(&likely, |site| sites.count(site))
    }

    /// What no report has in common.
    pub(crate) fn nothing(&self) -> Together {
        Together { classes: self.classes.shares, ..Together::default() }
    }
}

/// On its own day.
fn exactly() -> Days {
    let mut days = [DAY_LEAST; 2 * OFF + 1];
    days[OFF] = 1.0;
    days
}

/// By how a report is dated against one that is exact.
fn days_of(when: &[f32; WHEN]) -> Days {
    let mut days = [0.0; 2 * OFF + 1];
    for (at, share) in days.iter_mut().enumerate() {
        *share = when[bin(at.abs_diff(OFF), at < OFF)];
    }
    let all: f32 = days.iter().sum();
    days.map(|share| (share / all.max(f32::MIN_POSITIVE)).max(DAY_LEAST))
}

/// What the reports of a set have in common.
#[derive(Debug, Clone)]
pub(crate) struct Together {
    /// The day of the first of those that have one, and how likely all are with each day around it.
    days: Option<(Day, [f32; 2 * SPAN + 1])>,
    places: Places,
    /// How likely all are with each class, against what is usual, by how common that is.
    classes: [f32; CLASSES],
}

impl Default for Together {
    fn default() -> Self {
        let mut classes = [0.0; CLASSES];
        classes[0] = 1.0;
        Self { days: None, places: Places::default(), classes }
    }
}

impl Together {
    /// The logarithm of how much likelier the reports are together than each on its own.
    pub(crate) fn worth(&self) -> f32 {
        let days = self.days.as_ref().map_or(1.0, |(_, days)| days.iter().sum());
        worth(days, self.classes.iter().sum()) + self.places.worth()
    }

    /// [`Together::worth`] with one more report.
    pub(crate) fn worth_with(&self, seen: &Seen) -> f32 {
        let days = match (&self.days, &seen.when) {
            (None, _) => 1.0,
            (Some((_, days)), None) => days.iter().sum(),
            (Some((day, days)), Some(own)) => {
                days.iter().zip(around(*day, own)).map(|(all, own)| all * own).sum()
            }
        };
        let classes = match &seen.classes {
            None => self.classes.iter().sum(),
            Some(own) => self.classes.iter().zip(own).map(|(all, own)| all * own).sum(),
        };
        let places = seen
            .place
            .as_ref()
            .map_or_else(|| self.places.worth(), |own| self.places.worth_with(own));
        worth(days, classes) + places
    }

    /// Adds a report.
    pub(crate) fn add(&mut self, seen: &Seen) {
        if let Some(own) = &seen.when {
            let (day, days) = self.days.get_or_insert((own.0, [1.0; 2 * SPAN + 1]));
            days.iter_mut().zip(around(*day, own)).for_each(|(all, own)| *all *= own);
        }
        if let Some(own) = &seen.place {
            self.places.add(own);
        }
        if let Some(own) = &seen.classes {
            self.classes.iter_mut().zip(own).for_each(|(all, own)| *all *= own);
        }
    }
}

fn worth(days: f32, classes: f32) -> f32 {
    days.max(f32::MIN_POSITIVE).ln() + classes.max(f32::MIN_POSITIVE).ln()
}

/// How likely a report is with each day around another one.
fn around(day: Day, (own, days): &(Day, Days)) -> impl Iterator<Item = f32> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)] // both are small
    let from = own - day + (SPAN - OFF) as Day;
    (0..).take(2 * SPAN + 1).map(move |at: Day| {
        let own = usize::try_from(at - from).ok().and_then(|at| days.get(at));
        own.copied().unwrap_or(DAY_LEAST)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of news: on its day or up to three days before.
    fn late(day: Day) -> Seen {
        let mut days = [DAY_LEAST; 2 * OFF + 1];
        days[OFF - 3..=OFF].fill(0.25);
        Seen { when: Some((day, days)), ..Seen::default() }
    }

    fn of(seen: &[Seen]) -> Together {
        let mut together = Together::default();
        seen.iter().for_each(|own| together.add(own));
        together
    }

    #[test]
    fn days_of_several_are_those_on_which_all_may_have_been() {
        // Two reports of days 10 and 11 share three days of four, each with 1/16.
        let two = of(&[late(10), late(11)]).worth();
        assert!((two - (3.0_f32 / 16.0).ln()).abs() < 1e-3, "{two}");
        // The first and the last share one day, and so do all three; two at a time would say less.
        let three = of(&[late(10), late(11), late(13)]).worth();
        assert!((three - (1.0_f32 / 64.0).ln()).abs() < 1e-2, "{three}");
        assert!(of(&[late(10), late(11), late(15)]).worth() < -8.0, "no day is common to all");
    }

    #[test]
    fn what_one_more_report_makes_of_it_is_what_adding_it_does() {
        let mut classes = [0.0; CLASSES];
        (classes[0], classes[3]) = (1.5, 0.2);
        let classed = Seen { classes: Some(classes), ..late(12) };
        let seen = [late(10), Seen::default(), classed, late(9)];
        for count in 0..seen.len() {
            let before = of(&seen[..count]);
            let with = before.worth_with(&seen[count]);
            let added = of(&seen[..=count]).worth();
            // The first day alone is certain.
            let alone = if count == 0 { 0.0 } else { added };
            assert!((with - alone).abs() < 1e-3, "{count}: {with} {added}");
        }
    }

    #[test]
    fn shares_of_days_are_turned_round() {
        let mut when = [0.0; WHEN];
        // As often on the day as two days before it.
        (when[0], when[4]) = (0.3, 0.3);
        let days = days_of(&when);
        assert!((days[OFF] - 0.5).abs() < 1e-6 && (days[OFF - 2] - 0.5).abs() < 1e-6, "{days:?}");
    }
}
