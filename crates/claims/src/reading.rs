//! One way to read a claim, and what the pieces of a dataset come to under it.

use bellwether_model::{Date, DatePrecision, EventType, PlacePrecision};
use bellwether_store::{ActorSide, Piece, Position, Sums, Value};
use serde::Serialize;

use crate::scope::{Measure, Relation, Scope, Victims};
use crate::verdict::Count;

/// Which events a reading takes for the time that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edges {
    /// Those that start within.
    #[default]
    Start,
    /// Those that lie wholly within.
    Whole,
    /// Those that touch it.
    Touch,
    /// Those of the month before too.
    MonthBefore,
    /// Those of the month after too.
    MonthAfter,
    /// Without the first month.
    NotFirstMonth,
    /// Without the last month.
    NotLastMonth,
    /// Without the last year.
    NotLastYear,
}

/// One way to fill what a claim leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// What is counted.
    pub measure: Measure,
    /// What part the actor has; it does not matter without one.
    pub relation: Relation,
    /// Whose dead or injured.
    pub victims: Victims,
    /// Only attacks on civilians.
    pub on_civilians: bool,
    /// Only these types; empty for any.
    pub types: Vec<EventType>,
    /// Which events belong to the time.
    pub edges: Edges,
    /// Only events whose day is known to a week or better.
    pub dated: bool,
    /// Only events whose first-level unit is known.
    pub placed: bool,
    /// The time: first and last day.
    pub time: (Option<Date>, Option<Date>),
}

impl Reading {
    /// The reading that the claim's words ask for.
    #[must_use]
    pub fn of(scope: &Scope) -> Self {
        Self {
            measure: scope.measure,
            relation: scope.relation,
            victims: scope.victims,
            on_civilians: scope.on_civilians,
            types: scope.types.clone(),
            edges: Edges::Start,
            dated: false,
            placed: false,
            time: (scope.from(), scope.time.filter(|time| !time.until_now).map(|time| time.to)),
        }
    }

    fn takes(&self, piece: &Piece) -> bool {
        let placed = !self.placed || piece.place_precision <= PlacePrecision::Admin1;
        let dated = !self.dated || piece.date_precision <= DatePrecision::Week;
        let kind = self.types.is_empty() || self.types.contains(&piece.event_type);
        let target = !self.on_civilians
            || piece.civilians_targeted
            || piece.event_type == EventType::OneSided;
        placed && dated && kind && target && self.takes_time(piece)
    }

    fn takes_time(&self, piece: &Piece) -> bool {
        let position = piece.position;
        let month_of = |day: Option<Date>| day.map(Date::first_of_month);
        let (first, last) = (month_of(self.time.0), month_of(self.time.1));
        match self.edges {
            Edges::Start => position.counts(),
            Edges::Whole => position == Position::Within,
            Edges::Touch => !matches!(position, Position::Before | Position::After),
            Edges::MonthBefore => {
                position.counts()
                    || matches!(position, Position::Before | Position::Into) && {
                        let before = first.and_then(|month| month.yesterday().ok());
                        before.is_some_and(|day| piece.month == day.first_of_month())
                    }
            }
            Edges::MonthAfter => {
                position.counts()
                    || position == Position::After && {
                        let after = last.and_then(|month| month.last_of_month().tomorrow().ok());
                        after.is_some_and(|month| piece.month == month)
                    }
            }
            Edges::NotFirstMonth => position.counts() && first != Some(piece.month),
            Edges::NotLastMonth => position.counts() && last != Some(piece.month),
            Edges::NotLastYear => {
                position.counts() && last.is_none_or(|month| piece.month.year() < month.year())
            }
        }
    }

    /// What the pieces come to. `attacker` says whether side A is who attacked in every event of the dataset; else
    /// it is known of one-sided violence alone, as UCDP defines it.
    #[must_use]
    pub fn count(&self, pieces: &[Piece], attacker: bool) -> Count {
        let mut all = Tally::default();
        for piece in pieces.iter().filter(|piece| self.takes(piece)) {
            match self.measure {
                Measure::Events => all.events(self.relation, piece, attacker),
                Measure::Injured => all.injured(piece),
                _ => all.deaths(self.victims, self.relation, piece),
            }
        }
        all.count()
    }
}

#[derive(Debug, Default)]
struct Tally {
    events: u64,
    low: u64,
    best: u64,
    high: u64,
    /// Of the best estimate what is not certain to be the actor's doing.
    uncertain: u64,
    /// Whether the best estimate is anywhere between the others.
    open: bool,
}

/// Where more than this share of a best estimate is not certain to be the actor's doing, only the range is told.
const UNCERTAIN_MAX: f64 = 0.10;

/// The actor's own dead, and those of the side that it fought.
const fn sides(piece: &Piece) -> (u64, u64) {
    let Sums { side_a, side_b, .. } = piece.sums;
    match piece.side {
        ActorSide::A => (side_a, side_b),
        ActorSide::B => (side_b, side_a),
        ActorSide::Both => (side_a + side_b, 0),
        ActorSide::None => (0, side_a + side_b),
    }
}

impl Tally {
    fn events(&mut self, relation: Relation, piece: &Piece, attacker: bool) {
        let n = piece.sums.events;
        let one_sided = attacker || piece.event_type == EventType::OneSided;
        let (certain, possible) = match (relation, piece.side) {
            (Relation::Involving, _) | (_, ActorSide::None | ActorSide::Both) => (true, true),
            (Relation::By, ActorSide::A) | (Relation::Against, ActorSide::B) => (one_sided, true),
            (Relation::By, ActorSide::B) | (Relation::Against, ActorSide::A) => (false, !one_sided),
        };
        self.events += if possible { n } else { 0 };
        self.low += if certain { n } else { 0 };
        self.best += if certain { n } else { 0 };
        self.high += if possible { n } else { 0 };
        self.open |= certain != possible;
    }

    fn injured(&mut self, piece: &Piece) {
        let sums = piece.sums;
        self.events += sums.events;
        self.low += sums.injured_low;
        self.best += sums.injured_best;
        self.high += sums.injured_high;
    }

    fn deaths(&mut self, victims: Victims, relation: Relation, piece: &Piece) {
        let sums = piece.sums;
        self.events += sums.events;
        let (own, other) = sides(piece);
        if sums.parted == 0 {
            return self.unparted(victims, piece);
        }
        // Who killed civilians, and those of whom nothing is said, is known of attacks on civilians alone: in a
        // fight both sides may have.
        let fight = relation == Relation::By
            && piece.side != ActorSide::None
            && !(piece.event_type == EventType::OneSided && piece.side == ActorSide::A);
        let (low, best, high) = match victims {
            Victims::All => (sums.low, sums.best, sums.high),
            Victims::ButOwn if fight => {
                let best = sums.best.saturating_sub(own);
                self.uncertain += best.saturating_sub(other);
                (other, best, sums.high.saturating_sub(own))
            }
            Victims::ButOwn => (
                sums.low.saturating_sub(own),
                sums.best.saturating_sub(own),
                sums.high.saturating_sub(own),
            ),
            Victims::Own => (own, own, own + sums.unknown),
            Victims::OtherSide => (other, other, other + sums.unknown),
            Victims::Civilians => {
                let certain = if fight { 0 } else { sums.civilians };
                self.uncertain += sums.civilians - certain;
                (certain, sums.civilians, sums.civilians + sums.unknown)
            }
        };
        self.low += low;
        self.best += best;
        self.high += high;
    }

    /// Where nothing says whose dead they were: of attacks on civilians they are taken for civilians, of others
    /// they may be anybody's.
    fn unparted(&mut self, victims: Victims, piece: &Piece) {
        let sums = piece.sums;
        let against = piece.event_type == EventType::OneSided;
        let (low, best, high) = match victims {
            Victims::All => (sums.low, sums.best, sums.high),
            Victims::Civilians if piece.civilians_targeted || against => {
                (sums.low, sums.best, sums.high)
            }
            Victims::ButOwn if against => (sums.low, sums.best, sums.high),
            _ => {
                self.open |= sums.high > 0;
                (0, 0, sums.high)
            }
        };
        self.low += low;
        self.best += best;
        self.high += high;
    }

    fn count(self) -> Count {
        // Counts of events and people stay far below 2^53.
        #[allow(clippy::cast_precision_loss)]
        let value = |n: u64| Value(n as f64);
        let (low, high) = (self.low.min(self.best), self.high.max(self.best));
        let uncertain = value(self.uncertain).0 > value(self.best).0 * UNCERTAIN_MAX;
        let open = self.open || uncertain;
        Count {
            events: self.events,
            low: value(low),
            best: (!open || low == high).then(|| value(self.best)),
            high: value(high),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn piece(side: ActorSide, event_type: EventType, position: Position, sums: Sums) -> Piece {
        Piece {
            dataset: "ucdp-ged".into(),
            event_type,
            civilians_targeted: event_type == EventType::OneSided,
            place_precision: PlacePrecision::Exact,
            date_precision: DatePrecision::Day,
            side,
            position,
            month: date(2014, 1, 1),
            sums,
        }
    }

    fn sums(events: u64, best: u64, side_a: u64, side_b: u64, civilians: u64) -> Sums {
        Sums {
            events,
            low: best,
            best,
            high: best + 5,
            side_a,
            side_b,
            civilians,
            parted: events,
            ..Sums::default()
        }
    }

    fn reading(measure: Measure, relation: Relation, victims: Victims) -> Reading {
        Reading {
            measure,
            relation,
            victims,
            on_civilians: false,
            types: Vec::new(),
            edges: Edges::Start,
            dated: false,
            placed: false,
            time: (Some(date(2014, 1, 1)), Some(date(2014, 12, 31))),
        }
    }

    #[test]
    fn whose_dead_they_were_is_told_by_the_side_of_the_actor() {
        let fight =
            piece(ActorSide::B, EventType::StateBased, Position::Within, sums(2, 30, 10, 15, 5));
        let of = |victims| {
            reading(Measure::Deaths, Relation::Involving, victims)
                .count(std::slice::from_ref(&fight), false)
        };
        assert_eq!(of(Victims::All).best, Some(Value(30.0)));
        assert_eq!(of(Victims::ButOwn).best, Some(Value(15.0)));
        assert_eq!(of(Victims::Own).best, Some(Value(15.0)));
        assert_eq!(of(Victims::OtherSide).best, Some(Value(10.0)));
        assert_eq!(of(Victims::Civilians).best, Some(Value(5.0)));
    }

    #[test]
    fn who_killed_civilians_in_a_fight_is_not_known() {
        let fight =
            piece(ActorSide::B, EventType::StateBased, Position::Within, sums(9, 75, 4, 3, 68));
        let attack =
            piece(ActorSide::A, EventType::OneSided, Position::Within, sums(5, 20, 0, 0, 20));
        let of = |victims, pieces: &[Piece]| {
            let count = reading(Measure::Deaths, Relation::By, victims).count(pieces, false);
            (count.low.0, count.best, count.high.0)
        };
        let both = [fight, attack];
        assert_eq!(of(Victims::ButOwn, &both), (24.0, None, 102.0));
        assert_eq!(of(Victims::Civilians, &both), (20.0, None, 88.0));
        assert_eq!(of(Victims::ButOwn, &both[1..]), (20.0, Some(Value(20.0)), 25.0));
        assert_eq!(of(Victims::OtherSide, &both[..1]), (4.0, Some(Value(4.0)), 4.0));
    }

    #[test]
    fn who_attacked_is_known_of_violence_against_civilians_alone() {
        let pieces = [
            piece(ActorSide::B, EventType::StateBased, Position::Within, sums(30, 30, 0, 0, 0)),
            piece(ActorSide::A, EventType::OneSided, Position::Within, sums(12, 12, 0, 0, 12)),
        ];
        let by = reading(Measure::Events, Relation::By, Victims::All).count(&pieces, false);
        assert_eq!((by.low.0, by.best, by.high.0), (12.0, None, 42.0));
        let all = reading(Measure::Events, Relation::Involving, Victims::All).count(&pieces, false);
        assert_eq!(all.best, Some(Value(42.0)));
        let told = reading(Measure::Events, Relation::By, Victims::All).count(&pieces[1..], true);
        assert_eq!(told.best, Some(Value(12.0)));
    }

    #[test]
    fn events_at_the_ends_of_the_time_count_by_the_reading() {
        let at = |position, month| Piece {
            month,
            ..piece(ActorSide::A, EventType::OneSided, position, sums(1, 1, 0, 0, 1))
        };
        let pieces = [
            at(Position::Before, date(2013, 12, 1)),
            at(Position::Into, date(2013, 12, 1)),
            at(Position::Within, date(2014, 1, 1)),
            at(Position::Within, date(2014, 6, 1)),
            at(Position::OutOf, date(2014, 12, 1)),
            at(Position::After, date(2015, 1, 1)),
        ];
        let count = |edges| {
            let reading =
                Reading { edges, ..reading(Measure::Events, Relation::Involving, Victims::All) };
            reading.count(&pieces, false).events
        };
        assert_eq!(count(Edges::Start), 3);
        assert_eq!(count(Edges::Whole), 2);
        assert_eq!(count(Edges::Touch), 4);
        assert_eq!(count(Edges::MonthBefore), 5);
        assert_eq!(count(Edges::MonthAfter), 4);
        assert_eq!(count(Edges::NotFirstMonth), 2);
        assert_eq!(count(Edges::NotLastMonth), 2);
        assert_eq!(count(Edges::NotLastYear), 0);
    }

    #[test]
    fn where_nobody_says_whose_dead_they_were_only_a_range_is_known() {
        let silent = Sums { events: 4, low: 8, best: 9, high: 9, ..Sums::default() };
        let fight = piece(ActorSide::B, EventType::StateBased, Position::Within, silent);
        let count = reading(Measure::Deaths, Relation::By, Victims::ButOwn).count(&[fight], false);
        assert_eq!((count.low.0, count.best, count.high.0), (0.0, None, 9.0));
    }
}
