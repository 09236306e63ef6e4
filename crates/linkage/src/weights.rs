//! The weights by which a pair of records is judged: how often reports of one incident compare like this.

use crate::chance::{Background, Chance};
use crate::cited::{CITED, Citing, NOTHING_CITED};
use crate::level::{
    PLACE_CLASSES, PLACES, TOLL_CLASSES, TOLLS, WHEN, WHO, WIDTHS, by_class, class_of_level,
    place_class, toll, toll_class, when, who, width,
};
use crate::link::FACTORS;
use crate::record::{KINDS, Record};

/// How two records compare, as positions in the weights.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Compared {
    pub(crate) when: u8,
    pub(crate) place: u8,
    pub(crate) who: u8,
    pub(crate) kind: u8,
    pub(crate) toll: u8,
    pub(crate) cited: u8,
    /// The [`sort`] of the second record.
    pub(crate) sort: u8,
    /// To how many distances in days the level of days belongs.
    pub(crate) offsets: f32,
}

impl Compared {
    /// Compares two records that lie near each other; `None` where too many days lie between them.
    pub(crate) fn of(
        a: &Record,
        b: &Record,
        (place, citing): (usize, &Citing),
        days_max: i32,
    ) -> Option<Self> {
        let (when, offsets) = when(a, b, days_max)?;
        #[allow(clippy::cast_possible_truncation)] // each is below 256
        Some(Self {
            when: when as u8,
            place: place as u8,
            who: who(a, b) as u8,
            kind: b.kind,
            toll: toll(a.deaths, b.deaths) as u8,
            cited: citing.level(a, b) as u8,
            sort: sort(b) as u8,
            offsets,
        })
    }
}

/// What of the first record decides which rows of the weights apply.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given {
    pub(crate) width: usize,
    pub(crate) place: usize,
    pub(crate) kind: usize,
    pub(crate) toll: usize,
    pub(crate) sort: usize,
}

/// Kinds, each with and without deaths: a dataset of deadly events has no counterpart for the others.
pub(crate) const SORTS: usize = 2 * KINDS;

/// The sort of a record.
pub(crate) fn sort(record: &Record) -> usize {
    let deadly = record.deaths.is_some_and(|toll| toll.best > 0);
    2 * usize::from(record.kind) + usize::from(deadly)
}

impl Given {
    /// `None` for a record whose interval is too long for one incident.
    pub(crate) fn of(record: &Record) -> Option<Self> {
        Some(Self {
            width: width(record.days())?,
            place: place_class(record.place),
            kind: usize::from(record.kind),
            toll: toll_class(record.deaths),
            sort: sort(record),
        })
    }
}

/// For two datasets: how a report of the second compares with one of the first when both tell of one
/// incident, and how often there is one. Each row sums to 1.
#[derive(Debug, Clone)]
pub(crate) struct Weights {
    /// Levels of days, by the width of the first record's interval.
    pub(crate) when: [[f32; WHEN]; WIDTHS],
    /// Classes of the second record's place, by the class of the first's.
    pub(crate) class: [[f32; PLACE_CLASSES]; PLACE_CLASSES],
    /// How much more often a report of the same incident lies at a level of place than an unrelated one, by
    /// the class of the first record's place; only ratios within a class of the second's place matter.
    pub(crate) nearer: [[f32; PLACES]; PLACE_CLASSES],
    /// Share of the pairs of one incident that have no site in common, where sites are known.
    pub(crate) elsewhere: f32,
    /// Levels of organisations, where the first record names one.
    pub(crate) who: [f32; WHO],
    /// Kinds of the second record, by that of the first.
    pub(crate) kind: Box<[[f32; KINDS]; KINDS]>,
    /// Levels of deaths, by the class of the first record's.
    pub(crate) toll: [[f32; TOLLS]; TOLL_CLASSES],
    /// Levels of what is cited, where both cite something.
    pub(crate) cited: [f32; CITED],
    /// Share of the first dataset's reports with a counterpart in the second, by [`sort`].
    pub(crate) found: [f32; SORTS],
    /// Share of the second dataset's reports with a counterpart in the first, by [`sort`].
    pub(crate) found_b: [f32; SORTS],
}

impl Weights {
    /// All numbers 0, to be filled.
    pub(crate) fn empty() -> Self {
        Self {
            when: [[0.0; WHEN]; WIDTHS],
            class: [[0.0; PLACE_CLASSES]; PLACE_CLASSES],
            nearer: [[0.0; PLACES]; PLACE_CLASSES],
            elsewhere: 0.0,
            who: [0.0; WHO],
            kind: Box::new([[0.0; KINDS]; KINDS]),
            toll: [[0.0; TOLLS]; TOLL_CLASSES],
            cited: [0.0; CITED],
            found: [0.0; SORTS],
            found_b: [0.0; SORTS],
        }
    }

    /// How much likelier the comparison is for one incident than by chance: days, place, organisations, kind,
    /// deaths, what is cited; last the odds before anything is compared, that the first record has a counterpart, against
    /// that it has none and the second one neither. `chance` comes with its [`Weights::chance_of_class`].
    pub(crate) fn factors(
        &self,
        (a, b): (&Record, &Record),
        given: Given,
        compared: &Compared,
        (chance, of_class, by_site): (&Chance, &OfClass, Option<f32>),
        background: &Background,
    ) -> [f32; FACTORS] {
        let dead = a.deaths.map_or(0, |toll| toll.best);
        let row = usize::from;
        let unrelated = Unrelated::of(compared, chance, background, dead);
        let who = if row(compared.who) == WHO - 1 { 1.0 } else { self.who[row(compared.who)] };
        let toll = if row(compared.toll) == TOLLS - 1 {
            1.0
        } else {
            self.toll[given.toll][row(compared.toll)]
        };
        [
            self.when[given.width][row(compared.when)] / compared.offsets / unrelated.when,
            self.place(given, compared, of_class, by_site).iter().sum(),
            who / unrelated.who,
            self.kind[given.kind][row(compared.kind)] / unrelated.kind,
            toll / unrelated.toll,
            self.cited(compared) / unrelated.cited,
            self.prior(a, b),
        ]
    }

    /// How much likelier the place is for one incident than by chance: what sites in common contribute to that,
    /// and what the distance does.
    pub(crate) fn place(
        &self,
        given: Given,
        compared: &Compared,
        of_class: &OfClass,
        by_site: Option<f32>,
    ) -> [f32; 2] {
        let level = usize::from(compared.place);
        let class = class_of_level(level);
        let share = self.class[given.place][class];
        let by_distance = share * self.nearer[given.place][level] / of_class.weighed[class];
        match by_site {
            Some(nearer) => [
                (1.0 - self.elsewhere) * share * nearer / of_class.even[class],
                self.elsewhere * by_distance,
            ],
            None => [0.0, by_distance],
        }
    }

    /// How many unrelated reports a day there are with a place of each class.
    pub(crate) fn chance_of_class(&self, given: Given, places: &[f32; PLACES]) -> OfClass {
        let mut sums = OfClass::default();
        let nearer = by_class(&self.nearer[given.place]);
        let sums_of_class = sums.weighed.iter_mut().zip(&mut sums.even);
        for ((weighed, even), (nearer, rates)) in
            sums_of_class.zip(nearer.into_iter().zip(by_class(places)))
        {
            *weighed = nearer.iter().zip(rates).map(|(nearer, rate)| nearer * rate).sum();
            *even = rates.iter().sum();
        }
        sums
    }

    /// How often reports of one incident cite like this.
    pub(crate) fn cited(&self, compared: &Compared) -> f32 {
        match usize::from(compared.cited) {
            NOTHING_CITED => 1.0,
            level => self.cited[level],
        }
    }

    fn prior(&self, a: &Record, b: &Record) -> f32 {
        let found = self.found[sort(a)];
        let found_b = self.found_b[sort(b)];
        found / (1.0 - found) / (1.0 - found_b)
    }
}

/// Unrelated reports a day with a place of each class.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct OfClass {
    /// Each weighed by how near it is.
    pub(crate) weighed: [f32; PLACE_CLASSES],
    /// Each counted once.
    pub(crate) even: [f32; PLACE_CLASSES],
}

/// How often unrelated reports compare like this, but for their place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unrelated {
    when: f32,
    who: f32,
    kind: f32,
    toll: f32,
    cited: f32,
}

impl Unrelated {
    pub(crate) fn of(
        compared: &Compared,
        chance: &Chance,
        background: &Background,
        dead: u32,
    ) -> Self {
        let (who, toll) = (usize::from(compared.who), usize::from(compared.toll));
        Self {
            when: background.widths[usize::from(compared.when) / crate::level::DAY_BINS]
                * background.clustering.factor(compared),
            who: if who == WHO - 1 { 1.0 } else { chance.who[who] },
            kind: chance.kind(who, compared.kind),
            toll: if toll == TOLLS - 1 { 1.0 } else { background.toll(compared.kind, dead, toll) },
            cited: background.clustering.cited(compared),
        }
    }

    /// All together.
    pub(crate) fn product(&self) -> f32 {
        self.when * self.who * self.kind * self.toll * self.cited
    }
}
