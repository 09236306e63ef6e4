//! How often unrelated reports agree: around here, and at other times.
//!
//! Two datasets that are shifted against each other by a month or more have no pair of reports of one
//! incident, so what still agrees then agrees by chance. The chance is local: a bombing in a town with ten a
//! day says less than one in a quiet valley, and the name of a group less where it is the only one.

use crate::cluster::Clustering;
use crate::index::{Index, Scratch};
use crate::level::{
    KM_BINS, PLACES, TOLL_CAP, TOLLS, WHO, WIDTHS, place_class, toll_of, who, width,
};
use crate::record::{Day, KINDS, Record};
use crate::sites::{Reach, Sites};

/// Days between a record and those that cannot be about the same, so that the season is still the same.
const APART: (Day, Day) = (10, 30);
/// Where there are few, those of a longer time: what happens in a town a few times a year is seen in more than a season.
const APART_LONG: Day = 30;
/// The farthest that is looked back and ahead, in days. Records farther away bear on nothing. It is less far ahead, so that
/// what comes in today bears on few of the links of earlier days.
pub(crate) const BACK: Day = 365;
pub(crate) const AHEAD: Day = 90;
/// So few that a longer time is looked at.
const FEW: f32 = 64.0;
/// Records looked at around each record.
const LOOKED_AT: usize = 120;

/// What unrelated reports of a dataset are like, anywhere.
#[derive(Debug, Clone)]
pub(crate) struct Background {
    /// Share of each class of width.
    pub(crate) widths: [f32; WIDTHS],
    /// Share of each kind.
    pub(crate) kinds: [f32; KINDS],
    /// For each kind and each toll up to the cap, the share of records at each level of it.
    tolls: Vec<[f32; TOLLS]>,
    /// How many records of each kind, all together last, have each toll.
    toll_counts: Vec<[f32; TOLL_CAP as usize + 1]>,
    /// Share of each level of place among unrelated reports in reach, by the class of the first's place.
    pub(crate) places: [[f32; PLACES]; 4],
    /// Share of each level of organisations.
    pub(crate) who: [f32; WHO],
    /// How much more happens near what happens.
    pub(crate) clustering: Clustering,
}

/// What unrelated reports are like around one record.
#[derive(Debug, Clone)]
pub(crate) struct Chance {
    /// Reports a day at each level of place.
    pub(crate) places: [f32; PLACES],
    /// Share of each level of organisations.
    pub(crate) who: [f32; WHO],
    kinds: [[f32; KINDS]; GROUPS],
}

/// As strong as so many records is what is usual anywhere.
const PRIOR: f32 = 16.0;

/// Levels of organisations that are put together where kinds are counted: shared, others, nobody named.
const GROUPS: usize = 3;
const GROUP: [usize; WHO] = [0, 0, 1, 2, 2];

/// How much a record at each bin of distance says about what is usual here.
const NEARNESS: [f32; KM_BINS] =
    [1.0, 1.0, 0.9, 0.7, 0.5, 0.4, 0.3, 0.2, 0.15, 0.12, 0.1, 0.04, 0.02, 0.01, 0.01];

/// Counts around one record, before what is usual anywhere is added.
#[derive(Debug, Clone)]
pub(crate) struct Around {
    pub(crate) places: [f32; PLACES],
    pub(crate) who: [f32; WHO],
    kinds: [[f32; KINDS]; GROUPS],
    weight: f32,
    days: f32,
}

impl Around {
    /// Looks at the records around one.
    pub(crate) fn of<'i>(index: &'i Index<'_>, record: &Record, scratch: &mut Scratch<'i>) -> Self {
        let near = Self::within(index, record, APART.0, [APART.1; 2], scratch);
        if near.count() >= FEW && near.days >= 30.0 {
            return near;
        }
        let long = Self::within(index, record, APART_LONG, [BACK, AHEAD], scratch);
        if long.days >= 30.0 {
            long
        } else {
            Self::within(index, record, 0, [BACK, AHEAD], scratch)
        }
    }

    /// How well the dataset is known to cover this place and time, from 0 where nothing was seen to 1.
    pub(crate) fn covered(&self) -> f32 {
        let count = self.count() * self.weight;
        count / (count + FEW)
    }

    fn count(&self) -> f32 {
        self.places.iter().sum()
    }

    fn within<'i>(
        index: &'i Index<'_>,
        record: &Record,
        apart: Day,
        [back, ahead]: [Day; 2],
        scratch: &mut Scratch<'i>,
    ) -> Self {
        let middle = record.middle();
        let windows = [(middle - back, middle - apart), (middle + apart, middle + ahead)];
        let mut around = Self {
            places: [0.0; PLACES],
            who: [0.0; WHO],
            kinds: [[0.0; KINDS]; GROUPS],
            weight: 1.0,
            days: exposure(index.span, windows),
        };
        around.weight = index.sample(record, windows, LOOKED_AT, scratch, |other, level| {
            around.places[level] += 1.0;
            let nearness = match (record.is_located(), level < 2 * KM_BINS) {
                (true, true) => NEARNESS[level % KM_BINS],
                (false, true) => 1.0,
                _ => 0.2,
            };
            let who = who(record, other);
            around.who[who] += nearness;
            around.kinds[GROUP[who]][usize::from(other.kind)] += nearness;
        });
        around
    }

    /// Adds what is usual anywhere. A record around which nothing was seen is taken to lie where half a
    /// report comes in the whole time.
    pub(crate) fn chance(&self, background: &Background, class: usize) -> Chance {
        let count = self.count();
        let mut places = [0.0; PLACES];
        let a_day = (count * self.weight + 0.5) / self.days.max(1.0);
        for (level, place) in places.iter_mut().enumerate() {
            let usual = background.places[class][level];
            *place = a_day * (self.places[level] + PRIOR * usual) / (count + PRIOR);
        }
        let (mut who, seen) = ([0.0; WHO], self.who.iter().sum::<f32>());
        for (level, share) in who.iter_mut().enumerate() {
            *share = (self.who[level] + PRIOR * background.who[level]) / (seen + PRIOR);
        }
        Chance { places, who, kinds: self.kinds_of_groups(background, seen) }
    }

    /// Shares of kinds within each group of levels of organisations: what is usual here where the group was
    /// not seen, and what is usual anywhere where nothing was.
    fn kinds_of_groups(&self, background: &Background, seen: f32) -> [[f32; KINDS]; GROUPS] {
        let mut here = background.kinds;
        for (kind, share) in here.iter_mut().enumerate() {
            let counted: f32 = self.kinds.iter().map(|kinds| kinds[kind]).sum();
            *share = (counted + PRIOR * *share) / (seen + PRIOR);
        }
        let mut groups = self.kinds;
        for group in &mut groups {
            let seen: f32 = group.iter().sum();
            for (count, usual) in group.iter_mut().zip(here) {
                *count = (*count + PRIOR * usual) / (seen + PRIOR);
            }
        }
        groups
    }
}

impl Chance {
    /// What is usual around a record; where the dataset's points are those of places, with the distances at which it
    /// has had its reports in all years: what happens in a town a few times a year is too seldom to be seen in one.
    pub(crate) fn around(
        record: &Record,
        around: &Around,
        background: &Background,
        (ground, km_max): (Option<&Sites>, f32),
        reach: &mut Reach,
    ) -> Self {
        let class = place_class(record.place);
        let mut chance = around.chance(background, class);
        if let Some(ground) = ground.filter(|_| record.is_located()) {
            chance.spread(&background.places[class], &ground.spread(record, km_max, reach));
        }
        chance
    }

    /// As many reports with exact points a day as before, at the distances at which so many were counted; as strong as
    /// one of them is what is usual anywhere.
    fn spread(&mut self, usual: &[f32; PLACES], counts: &[f32; KM_BINS]) {
        let exact = &mut self.places[..KM_BINS];
        let rate: f32 = exact.iter().sum();
        let counted: f32 = counts.iter().sum();
        let all: f32 = usual[..KM_BINS].iter().sum();
        for ((place, count), usual) in exact.iter_mut().zip(counts).zip(usual) {
            *place = rate * (count + usual / all.max(f32::MIN_POSITIVE)) / (counted + 1.0);
        }
    }

    /// Share of a kind among unrelated reports here whose organisations are at this level.
    pub(crate) fn kind(&self, who: usize, kind: u8) -> f32 {
        self.kinds[GROUP[who]][usize::from(kind)]
    }
}

/// Days of both windows that lie within the dataset's time.
fn exposure(span: (Day, Day), windows: [(Day, Day); 2]) -> f32 {
    let days = windows.map(|(from, to)| (to.min(span.1) - from.max(span.0) + 1).max(0));
    #[allow(clippy::cast_precision_loss)] // some hundred
    let days = (days[0] + days[1]) as f32;
    days
}

impl Background {
    /// What the records of a dataset are like, without regard to where.
    pub(crate) fn of(records: &[Record]) -> Self {
        let mut widths = [0.5; WIDTHS];
        let mut kinds = [0.5; KINDS];
        let mut counts = vec![[0.0_f32; TOLL_CAP as usize + 1]; KINDS + 1];
        for record in records {
            if let Some(width) = width(record.days()) {
                widths[width] += 1.0;
            }
            kinds[usize::from(record.kind)] += 1.0;
            if let Some(toll) = record.deaths {
                let toll = toll.best.min(TOLL_CAP) as usize;
                counts[usize::from(record.kind)][toll] += 1.0;
                counts[KINDS][toll] += 1.0;
            }
        }
        share(&mut widths);
        share(&mut kinds);
        Self {
            widths,
            kinds,
            tolls: toll_levels(&counts),
            toll_counts: counts,
            places: [[1.0 / 32.0; PLACES]; 4],
            who: [1.0 / 5.0; WHO],
            clustering: Clustering::NONE,
        }
    }

    /// The tolls that were counted: kind, toll, count.
    pub(crate) fn counted_tolls(&self) -> Vec<[f32; 3]> {
        let mut counted = Vec::new();
        for (kind, counts) in (0_u8..).zip(&self.toll_counts[..KINDS]) {
            let some = (0_u16..).zip(counts).filter(|(_, count)| **count > 0.0);
            counted.extend(some.map(|(toll, count)| [kind.into(), toll.into(), *count]));
        }
        counted
    }

    /// Takes over tolls that were counted before; `None` when one is out of range.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // checked by `get_mut`
    pub(crate) fn count_tolls(&mut self, counted: &[[f32; 3]]) -> Option<()> {
        for [kind, toll, count] in counted {
            let (kind, toll) = (*kind as usize, *toll as usize);
            *self.toll_counts[..KINDS].get_mut(kind)?.get_mut(toll)? += count;
            self.toll_counts[KINDS][toll] += count;
        }
        self.tolls = toll_levels(&self.toll_counts);
        Some(())
    }

    /// Share of the level of deaths among records of a kind, seen from a record with this toll.
    pub(crate) fn toll(&self, kind: u8, toll: u32, level: usize) -> f32 {
        let row = usize::from(kind) * (TOLL_CAP as usize + 1) + toll.min(TOLL_CAP) as usize;
        self.tolls[row][level]
    }
}

/// Makes shares of counts.
pub(crate) fn share(counts: &mut [f32]) {
    let all: f32 = counts.iter().sum();
    if all > 0.0 {
        counts.iter_mut().for_each(|count| *count /= all);
    }
}

/// For each kind and each toll the shares of the levels, from counts by kind (all together last) and toll.
fn toll_levels(counts: &[[f32; TOLL_CAP as usize + 1]]) -> Vec<[f32; TOLLS]> {
    // As strong as so many records is what all kinds together have.
    const PRIOR: f32 = 20.0;
    let all: f32 = counts[KINDS].iter().sum();
    let levels = |counts: &[f32], toll: u32| {
        let mut levels = [0.0_f32; TOLLS];
        for (other, count) in (0..).zip(counts) {
            if *count > 0.0 {
                levels[toll_of(toll, other)] += count;
            }
        }
        levels
    };
    let usual: Vec<[f32; TOLLS]> = (0..=TOLL_CAP)
        .map(|toll| {
            let mut usual = levels(&counts[KINDS], toll);
            // No level is impossible: half a record at each.
            usual.iter_mut().for_each(|count| *count = (*count + 0.5) / (all + 8.0));
            usual
        })
        .collect();
    let mut rows = Vec::with_capacity(KINDS * usual.len());
    for counts in &counts[..KINDS] {
        let of_kind: f32 = counts.iter().sum();
        for (toll, usual) in (0..).zip(&usual) {
            let mut row = *usual;
            if of_kind > 0.0 {
                let own = levels(counts, toll);
                for (share, own) in row.iter_mut().zip(own) {
                    *share = (own + PRIOR * *share) / (of_kind + PRIOR);
                }
            }
            rows.push(row);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::at;

    #[test]
    fn distances_are_those_of_all_years_and_rates_those_of_now() {
        // Seven reports in a town 5.6 km away, two in one 22.2 km away.
        let towns = [vec![at(0.0, 0.05); 7], vec![at(0.0, 0.2); 2]].concat();
        let ground = Sites::of_points(&towns);
        let mut background = Background::of(&towns);
        background.places = [[1.0 / 34.0; PLACES]; 4];
        let mut places = [0.0; PLACES];
        places[2] = 3.0;
        let around = Around {
            places,
            who: [0.0; WHO],
            kinds: [[0.0; KINDS]; GROUPS],
            weight: 1.0,
            days: 100.0,
        };
        let here = |ground: Option<&Sites>| {
            let reach = &mut Reach::default();
            Chance::around(&at(0.0, 0.0), &around, &background, (ground, 60.0), reach)
        };
        let (without, with) = (here(None), here(Some(&ground)));
        let rate = |chance: &Chance| chance.places[..KM_BINS].iter().sum::<f32>();
        assert!((rate(&with) - rate(&without)).abs() < 1e-6, "as many a day");
        // Of ten, one spread over all fifteen distances.
        let share = |level: usize| with.places[level] / rate(&with);
        assert!((share(5) - (7.0 + 1.0 / 15.0) / 10.0).abs() < 1e-5, "{:?}", with.places);
        assert!((share(10) - (2.0 + 1.0 / 15.0) / 10.0).abs() < 1e-5, "{:?}", with.places);
        assert_eq!(with.places[KM_BINS..], without.places[KM_BINS..]);
    }
}
