//! Reports of an actor, a place and a time, cut so fine that most readings of a question are sums of the pieces.
//!
//! Who was on which side, whether civilians were the target, how well day and place are known, whose dead they
//! were, and how the event lies to the ends of the time: one query gives all of it, and a person who asks what
//! a missing word would change needs no further one.

use bellwether_model::{Date, DatePrecision, EventType, PlacePrecision};

use crate::columns::Cells;
use crate::question::{Filters, SideChoice, quoted};
use crate::{Snapshot, StoreError};

/// How an event lies to the time that is asked for. An event belongs to the time in which it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    /// It ends before the first day.
    Before,
    /// It starts before the first day and ends on it or later.
    Into,
    /// It starts and ends within.
    Within,
    /// It starts within and ends after the last day.
    OutOf,
    /// It starts after the last day.
    After,
}

impl Position {
    /// Whether it belongs to the time that is asked for.
    #[must_use]
    pub const fn counts(self) -> bool {
        matches!(self, Self::Within | Self::OutOf)
    }
}

/// On which side of an event the actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorSide {
    /// No actor was asked for.
    None,
    /// Side A.
    A,
    /// Side B.
    B,
    /// Both: factions of one name against each other.
    Both,
}

/// Sums over the reports of one piece. Deaths and injured are people; a report that does not give a number adds
/// nothing to its sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// Reports.
    pub events: u64,
    /// Of these, reports that give no toll.
    pub untold: u64,
    /// Deaths, lowest estimates.
    pub low: u64,
    /// Deaths, best estimates.
    pub best: u64,
    /// Deaths, highest estimates.
    pub high: u64,
    /// Dead of side A.
    pub side_a: u64,
    /// Dead of side B.
    pub side_b: u64,
    /// Dead civilians.
    pub civilians: u64,
    /// Dead of whom the source does not say whose they were.
    pub unknown: u64,
    /// Reports that part the dead by side.
    pub parted: u64,
    /// Reports that say how many were injured.
    pub injured_told: u64,
    /// Injured, lowest estimates.
    pub injured_low: u64,
    /// Injured, best estimates.
    pub injured_best: u64,
    /// Injured, highest estimates.
    pub injured_high: u64,
}

/// One piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The dataset.
    pub dataset: String,
    /// The harmonised type.
    pub event_type: EventType,
    /// Whether the event was directed against civilians, by the source's coding.
    pub civilians_targeted: bool,
    /// How well the place is known.
    pub place_precision: PlacePrecision,
    /// How well the day is known.
    pub date_precision: DatePrecision,
    /// Where the actor is.
    pub side: ActorSide,
    /// How it lies to the time.
    pub position: Position,
    /// The first day of the month in which the events start.
    pub month: Date,
    /// The sums.
    pub sums: Sums,
}

/// The columns that are added up, by the name of their sum.
const SUMS: [(&str, &str); 14] = [
    ("events", "count(*)"),
    ("untold", "count(*) - count(deaths_best)"),
    ("low", "sum(deaths_low)"),
    ("best", "sum(deaths_best)"),
    ("high", "sum(deaths_high)"),
    ("dead_a", "sum(deaths_a)"),
    ("dead_b", "sum(deaths_b)"),
    ("dead_civilians", "sum(deaths_civilians)"),
    ("dead_unknown", "sum(deaths_unknown)"),
    ("parted", "count(deaths_a)"),
    ("injured_told", "count(injured_best)"),
    ("hurt_low", "sum(injured_low)"),
    ("hurt_best", "sum(injured_best)"),
    ("hurt_high", "sum(injured_high)"),
];

/// The columns by which pieces are cut.
const KEYS: [(&str, &str); 6] = [
    ("k_dataset", "dataset"),
    ("k_type", "event_type"),
    ("k_civilians", "civilians_targeted"),
    ("k_place", "place_precision"),
    ("k_date", "date_precision"),
    ("k_month", "CAST(date_trunc('month', date_start) AS DATE)"),
];

fn position_sql(from: Option<Date>, to: Option<Date>) -> String {
    let mut cases = String::new();
    if let Some(from) = from {
        cases.push_str(&format!(
            "WHEN date_start < DATE '{from}' AND date_end >= DATE '{from}' THEN 'into' \
             WHEN date_start < DATE '{from}' THEN 'before' "
        ));
    }
    if let Some(to) = to {
        cases.push_str(&format!(
            "WHEN date_start > DATE '{to}' THEN 'after' WHEN date_end > DATE '{to}' THEN 'out' "
        ));
    }
    if cases.is_empty() { "'within'".into() } else { format!("CASE {cases}ELSE 'within' END") }
}

fn position(word: &str) -> Position {
    match word {
        "before" => Position::Before,
        "into" => Position::Into,
        "out" => Position::OutOf,
        "after" => Position::After,
        _ => Position::Within,
    }
}

fn query(filters: &Filters, margin_days: i32) -> String {
    let (from, to) = (filters.from, filters.to);
    let wide = Filters { from: None, to: None, ..filters.clone() };
    let mut conditions = wide.sql();
    let margin = jiff::Span::new().days(margin_days);
    if let Some(first) = from.and_then(|day| day.checked_sub(margin).ok()) {
        conditions.push_str(&format!(" AND date_end >= DATE '{first}'"));
    }
    if let Some(last) = to.and_then(|day| day.checked_add(margin).ok()) {
        conditions.push_str(&format!(" AND date_start <= DATE '{last}'"));
    }
    let side = |side: SideChoice| match &filters.actor {
        None => "FALSE".to_owned(),
        Some(actor) => format!("coalesce({}, FALSE)", actor.sql(side)),
    };
    let mut keys: Vec<String> = KEYS.iter().map(|(name, sql)| format!("{sql} AS {name}")).collect();
    keys.push(format!("{} AS k_a", side(SideChoice::A)));
    keys.push(format!("{} AS k_b", side(SideChoice::B)));
    keys.push(format!("{} AS k_position", position_sql(from, to)));
    let inner = format!("SELECT {}, * FROM reports WHERE {conditions}", keys.join(", "));
    let names: Vec<&str> =
        KEYS.iter().map(|(name, _)| *name).chain(["k_a", "k_b", "k_position"]).collect();
    let names = names.join(", ");
    let sums: Vec<String> = SUMS.iter().map(|(name, sql)| format!("{sql} AS {name}")).collect();
    format!("SELECT {names}, {} FROM ({inner}) GROUP BY {names}", sums.join(", "))
}

impl Snapshot<'_> {
    /// The reports that pass the filters, and those up to `margin_days` before and after the time that these ask
    /// for, in pieces. Reports, not incidents: what parts a piece from another is what one source says.
    ///
    /// # Errors
    /// When the query fails.
    pub fn breakdown(&self, filters: &Filters, margin_days: i32) -> Result<Vec<Piece>, StoreError> {
        let mut pieces = Vec::new();
        for batch in self.query(&query(filters, margin_days))? {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                pieces.push(piece(&cells, row, filters.actor.is_some())?);
            }
        }
        pieces.sort_by(|a, b| {
            (&a.dataset, a.month, a.position, a.side)
                .cmp(&(&b.dataset, b.month, b.position, b.side))
        });
        Ok(pieces)
    }

    /// The reports that pass the filters, those with the most deaths first, at most `limit`.
    ///
    /// # Errors
    /// When a query fails or a row is damaged.
    pub fn gravest(
        &self,
        filters: &Filters,
        limit: usize,
    ) -> Result<Vec<crate::StoredReport>, StoreError> {
        let sql = format!(
            "SELECT report_id FROM reports WHERE {} ORDER BY coalesce(deaths_best, 0) DESC, date_start, \
             report_id LIMIT {limit}",
            filters.sql()
        );
        let mut ids = Vec::new();
        for batch in self.query(&sql)? {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                ids.push(cells.must("report_id", row)?.to_owned());
            }
        }
        let words: Vec<&str> = ids.iter().map(String::as_str).collect();
        let mut reports = self.reports_of(&words)?;
        reports.sort_by_key(|stored| {
            let id = stored.report.id.to_string();
            ids.iter().position(|known| *known == id)
        });
        Ok(reports)
    }

    /// The first and the last day on which live reports of a dataset start, in these countries or in all.
    ///
    /// # Errors
    /// When the query fails.
    pub fn extent_of(
        &self,
        dataset: &str,
        countries: &[bellwether_model::Iso3],
    ) -> Result<Option<(Date, Date)>, StoreError> {
        let filters = Filters {
            datasets: vec![dataset.to_owned()],
            countries: countries.to_vec(),
            ..Filters::default()
        };
        let (first, last) = self.span(&filters)?;
        Ok(first.zip(last))
    }

    /// The names of the first-level units of a country as the live reports of any dataset write them, sorted.
    ///
    /// # Errors
    /// When the query fails.
    pub fn unit_names(&self, country: bellwether_model::Iso3) -> Result<Vec<String>, StoreError> {
        let sql = format!(
            "SELECT DISTINCT admin1 AS t FROM reports WHERE iso3 = {} AND admin1 IS NOT NULL ORDER BY t",
            quoted(country.as_str())
        );
        let mut all = Vec::new();
        for batch in self.query(&sql)? {
            for row in 0..batch.num_rows() {
                all.extend(Cells(&batch).text("t", row)?.map(str::to_owned));
            }
        }
        Ok(all)
    }
}

fn piece(cells: &Cells<'_>, row: usize, actor: bool) -> Result<Piece, StoreError> {
    let number = |name: &str| -> Result<u64, StoreError> {
        Ok(cells.integer(name, row)?.unwrap_or_default().unsigned_abs())
    };
    let side = match (actor, cells.flag("k_a", row)?, cells.flag("k_b", row)?) {
        (false, ..) | (true, false, false) => ActorSide::None,
        (true, true, false) => ActorSide::A,
        (true, false, true) => ActorSide::B,
        (true, true, true) => ActorSide::Both,
    };
    let damaged =
        |what: &str| StoreError::Integrity(format!("a report has no {what} that is known"));
    let place = cells.must("k_place", row)?;
    let date = cells.must("k_date", row)?;
    Ok(Piece {
        dataset: cells.must("k_dataset", row)?.to_owned(),
        event_type: EventType::parse(cells.must("k_type", row)?).ok_or_else(|| damaged("type"))?,
        civilians_targeted: cells.flag("k_civilians", row)?,
        place_precision: PlacePrecision::ALL
            .into_iter()
            .find(|known| known.as_str() == place)
            .ok_or_else(|| damaged("precision of the place"))?,
        date_precision: DatePrecision::ALL
            .into_iter()
            .find(|known| known.as_str() == date)
            .ok_or_else(|| damaged("precision of the day"))?,
        side,
        position: position(cells.must("k_position", row)?),
        month: cells.day("k_month", row)?.ok_or_else(|| damaged("day"))?,
        sums: Sums {
            events: number("events")?,
            untold: number("untold")?,
            low: number("low")?,
            best: number("best")?,
            high: number("high")?,
            side_a: number("dead_a")?,
            side_b: number("dead_b")?,
            civilians: number("dead_civilians")?,
            unknown: number("dead_unknown")?,
            parted: number("parted")?,
            injured_told: number("injured_told")?,
            injured_low: number("hurt_low")?,
            injured_best: number("hurt_best")?,
            injured_high: number("hurt_high")?,
        },
    })
}

impl std::ops::AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.events += other.events;
        self.untold += other.untold;
        self.low += other.low;
        self.best += other.best;
        self.high += other.high;
        self.side_a += other.side_a;
        self.side_b += other.side_b;
        self.civilians += other.civilians;
        self.unknown += other.unknown;
        self.parted += other.parted;
        self.injured_told += other.injured_told;
        self.injured_low += other.injured_low;
        self.injured_best += other.injured_best;
        self.injured_high += other.injured_high;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_ends_of_the_time_are_told_from_what_reaches_over_them() {
        let sql = position_sql(Some(date(2014, 1, 1)), Some(date(2014, 12, 31)));
        for word in ["'into'", "'before'", "'after'", "'out'", "'within'"] {
            assert!(sql.contains(word), "{sql}");
        }
        assert_eq!(position_sql(None, None), "'within'");
        assert!(Position::Within.counts() && Position::OutOf.counts());
        assert!(!Position::Into.counts() && !Position::After.counts());
    }

    #[test]
    fn without_an_actor_no_side_is_asked_for() {
        let sql = query(&Filters::default(), 31);
        assert!(sql.contains("FALSE AS k_a"), "{sql}");
        assert!(!sql.contains("date_end >="), "{sql}");
    }
}
