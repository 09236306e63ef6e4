//! The weights by which a pair of records is judged: how often reports of one incident compare like this.

use crate::chance::{Background, Chance};
use crate::level::{
    PLACE_CLASSES, PLACES, TOLL_CLASSES, TOLLS, WHEN, WHO, WIDTHS, place_class, toll, toll_class,
    when, who, width,
};
use crate::link::Contributions;
use crate::record::{KINDS, Record};

/// How two records compare, as positions in the weights.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Compared {
    pub(crate) when: u8,
    pub(crate) place: u8,
    pub(crate) who: u8,
    pub(crate) kind: u8,
    pub(crate) toll: u8,
    /// To how many distances in days the level of days belongs.
    pub(crate) offsets: f32,
}

impl Compared {
    /// Compares two records that lie near each other; `None` where too many days lie between them.
    pub(crate) fn of(a: &Record, b: &Record, place: usize, days_max: i32) -> Option<Self> {
        let (when, offsets) = when(a, b, days_max)?;
        #[allow(clippy::cast_possible_truncation)] // each is below 256
        Some(Self {
            when: when as u8,
            place: place as u8,
            who: who(a, b) as u8,
            kind: b.kind,
            toll: toll(a.deaths, b.deaths) as u8,
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
}

impl Given {
    /// `None` for a record whose interval is too long for one incident.
    pub(crate) fn of(record: &Record) -> Option<Self> {
        Some(Self {
            width: width(record.days())?,
            place: place_class(record.place),
            kind: usize::from(record.kind),
            toll: toll_class(record.deaths),
        })
    }
}

/// For two datasets: how a report of the second compares with one of the first when both tell of one
/// incident, and how often there is one. Each row sums to 1.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Levels of days, by the width of the first record's interval.
    pub(crate) when: [[f32; WHEN]; WIDTHS],
    /// Levels of place, by the class of the first record's place.
    pub(crate) place: [[f32; PLACES]; PLACE_CLASSES],
    /// Levels of organisations, where the first record names one.
    pub(crate) who: [f32; WHO],
    /// Kinds of the second record, by that of the first.
    pub(crate) kind: Box<[[f32; KINDS]; KINDS]>,
    /// Levels of deaths, by the class of the first record's.
    pub(crate) toll: [[f32; TOLLS]; TOLL_CLASSES],
    /// Share of the first dataset's reports with a counterpart in the second, by kind.
    pub(crate) found: [f32; KINDS],
    /// Share of the second dataset's reports with a counterpart in the first, by kind.
    pub(crate) found_b: [f32; KINDS],
}

impl Weights {
    /// How much likelier the comparison is for one incident than by chance, without regard to how often
    /// there is a counterpart.
    pub(crate) fn ratio(
        &self,
        given: Given,
        compared: &Compared,
        chance: &Chance,
        background: &Background,
        toll: u32,
    ) -> f32 {
        let [when, place, who, kind, toll] =
            self.factors(given, compared, chance, background, toll);
        when * place * who * kind * toll
    }

    /// The factors of [`Weights::ratio`]: days, place, organisations, kind, deaths.
    fn factors(
        &self,
        given: Given,
        compared: &Compared,
        chance: &Chance,
        background: &Background,
        toll: u32,
    ) -> [f32; 5] {
        let row = usize::from;
        let unrelated = Unrelated::of(compared, chance, background, toll);
        let who = if row(compared.who) == WHO - 1 { 1.0 } else { self.who[row(compared.who)] };
        let dead = if row(compared.toll) == TOLLS - 1 {
            1.0
        } else {
            self.toll[given.toll][row(compared.toll)]
        };
        [
            self.when[given.width][row(compared.when)] / compared.offsets / unrelated.when,
            self.place[given.place][row(compared.place)] / unrelated.place,
            who / unrelated.who,
            self.kind[given.kind][row(compared.kind)] / unrelated.kind,
            dead / unrelated.toll,
        ]
    }

    /// The odds before anything is compared: that the first record has a counterpart, against that it has
    /// none and the second one neither.
    pub(crate) fn prior(&self, a: &Record, b: &Record) -> f32 {
        let found = self.found[usize::from(a.kind)];
        let found_b = self.found_b[usize::from(b.kind)];
        found / (1.0 - found) / (1.0 - found_b)
    }

    /// The same in bits, one comparison after the other.
    pub(crate) fn contributions(
        &self,
        (a, b): (&Record, &Record),
        given: Given,
        compared: &Compared,
        chance: &Chance,
        background: &Background,
    ) -> Contributions {
        let dead = a.deaths.map_or(0, |toll| toll.best);
        let bits = self.factors(given, compared, chance, background, dead).map(f32::log2);
        Contributions {
            when: bits[0],
            place: bits[1],
            who: bits[2],
            what: bits[3],
            toll: bits[4],
            prior: self.prior(a, b).log2(),
        }
    }
}

/// How often unrelated reports compare like this: the days in reports a day and place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unrelated {
    when: f32,
    place: f32,
    who: f32,
    kind: f32,
    toll: f32,
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
            when: background.widths[usize::from(compared.when) / crate::level::DAY_BINS],
            place: chance.places[usize::from(compared.place)],
            who: if who == WHO - 1 { 1.0 } else { chance.who[who] },
            kind: chance.kind(background, compared.kind),
            toll: if toll == TOLLS - 1 { 1.0 } else { background.toll(compared.kind, dead, toll) },
        }
    }

    /// All together.
    pub(crate) fn product(&self) -> f32 {
        self.when * self.place * self.who * self.kind * self.toll
    }
}
