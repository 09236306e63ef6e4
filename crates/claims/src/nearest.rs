//! What others say of the same: statements of the registry and of the store, those that say otherwise first.

use bellwether_coder::time::times;
use bellwether_coder::token::Tokens;
use bellwether_model::{Date, StatementKind};
use bellwether_registry::actors::{Actor, Registry, normalise};
use bellwether_store::{Snapshot, StoreError, StoredStatement};
use serde::Serialize;

use crate::scope::{Amount, Measure, Party, Scope};

/// Statements shown for one claim.
const SHOWN: usize = 8;

/// A statement about the same actor and the same kind of number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Nearest {
    /// `strength`, `tally` or `losses`.
    pub kind: &'static str,
    /// The statement's words.
    pub text: String,
    /// At least.
    pub low: Option<u64>,
    /// At most.
    pub high: Option<u64>,
    /// What is counted.
    pub unit: String,
    /// The time that it speaks of, in the source's words.
    pub as_of: Option<String>,
    /// Whom the source attributes it to.
    pub attributed_to: Option<String>,
    /// Where it was read, or the dataset that brought it.
    pub source: String,
    /// Whether the source gives it second-hand.
    pub second_hand: bool,
    /// Whether its number and the claim's have a part in common.
    pub agrees: bool,
    /// Whether it speaks of a time that the claim speaks of; none where one of them names no time.
    pub same_time: Option<bool>,
    /// Days between the two times; 0 where they touch.
    #[serde(skip)]
    apart: i32,
}

/// A statement wherever it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The actor's id in the registry, else its name.
    pub actor: String,
    /// What it is about.
    pub kind: StatementKind,
    /// The statement's words.
    pub text: String,
    /// At least.
    pub low: Option<u64>,
    /// At most.
    pub high: Option<u64>,
    /// What is counted.
    pub unit: String,
    /// The time that it speaks of.
    pub as_of: Option<String>,
    /// Whom the source attributes it to.
    pub attributed_to: Option<String>,
    /// Where it was read.
    pub source: String,
    /// Whether the source gives it second-hand.
    pub second_hand: bool,
}

/// The kinds of statement that hold numbers.
pub const COUNTED: [StatementKind; 3] =
    [StatementKind::Strength, StatementKind::Tally, StatementKind::Losses];

/// All statements with numbers that the registry and the store hold of an actor.
///
/// # Errors
/// When the store cannot be asked.
pub fn statements(
    snapshot: &Snapshot<'_>,
    actor: &Party,
    registry: &Registry,
) -> Result<Vec<Said>, StoreError> {
    let stored = snapshot.statements_of(&COUNTED)?;
    Ok(of_actor(&stored, actor, registry))
}

/// The statements of an actor: those of its file in the registry, and those of the store that name it.
#[must_use]
pub fn of_actor(stored: &[StoredStatement], actor: &Party, registry: &Registry) -> Vec<Said> {
    let known = match actor {
        Party::Known { id, .. } => registry.get(id),
        Party::Native { .. } => None,
    };
    let mut all: Vec<Said> = known.map(of_registry).unwrap_or_default();
    let names: Vec<String> = match (known, actor) {
        (Some(actor), _) => {
            let own = [actor.name.as_str(), actor.id.as_str()].into_iter();
            own.chain(actor.names.iter().map(|name| name.text.as_str())).map(normalise).collect()
        }
        (None, Party::Native { actor }) => std::iter::once(&actor.name)
            .chain(&actor.other_names)
            .map(|name| normalise(name))
            .collect(),
        (None, Party::Known { name, .. }) => vec![normalise(name)],
    };
    let id = actor.id();
    let own = stored.iter().filter(|statement| {
        statement.actor_native_id.as_deref() == Some(id.as_str())
            || names.contains(&normalise(&statement.actor))
    });
    all.extend(own.filter_map(|statement| from_store(statement, &id)));
    all
}

fn of_registry(actor: &Actor) -> Vec<Said> {
    let counted = actor.statements.iter().filter(|statement| COUNTED.contains(&statement.kind));
    counted
        .filter_map(|statement| {
            let quantity = statement.quantity.as_ref()?;
            Some(Said {
                actor: actor.id.to_string(),
                kind: statement.kind,
                text: statement.text.clone(),
                low: quantity.low,
                high: quantity.high,
                unit: quantity.unit.clone(),
                as_of: statement.as_of.clone(),
                attributed_to: statement.attributed_to.clone(),
                source: statement.source.clone(),
                second_hand: statement.second_hand,
            })
        })
        .collect()
}

fn from_store(statement: &StoredStatement, actor: &str) -> Option<Said> {
    let kind = COUNTED.into_iter().find(|kind| kind.as_str() == statement.kind)?;
    let whole = |value: Option<i64>| value.and_then(|value| u64::try_from(value).ok());
    Some(Said {
        actor: actor.to_owned(),
        kind,
        text: statement.text.clone(),
        low: whole(statement.low),
        high: whole(statement.high),
        unit: statement.unit.clone().unwrap_or_default(),
        as_of: statement.as_of.clone(),
        attributed_to: statement.attributed_to.clone(),
        source: format!("{}:{}", statement.dataset, statement.key),
        second_hand: false,
    })
}

/// What a unit of a statement measures.
#[must_use]
pub fn measure_of(said: &Said) -> Option<Measure> {
    let unit = said.unit.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| unit.contains(word));
    match said.kind {
        StatementKind::Strength => Some(Measure::Fighters),
        _ if has(&["attack", "event", "incident", "clash"]) => Some(Measure::Events),
        _ if has(&["death", "killed", "dead", "fatalit"]) => Some(Measure::Deaths),
        _ if has(&["injured", "wounded"]) => Some(Measure::Injured),
        _ if has(&["surrender"]) || said.text.contains("surrender") => Some(Measure::Surrenders),
        _ if has(&["captured", "arrest"]) => Some(Measure::Captured),
        _ if has(&["abduct"]) => Some(Measure::Abducted),
        _ => None,
    }
}

/// The first and the last day of the time that a statement speaks of: `2018-10`, `2017/2018`, or words.
#[must_use]
pub fn interval(as_of: &str) -> Option<(Date, Date)> {
    if let Some((from, to)) = as_of.split_once('/') {
        return Some((iso(from)?.0, iso(to)?.1));
    }
    iso(as_of).or_else(|| {
        let text = format!("in {as_of}");
        let found = times(&Tokens::new(&text), None);
        found.first().map(|time| (time.start, time.end))
    })
}

fn iso(text: &str) -> Option<(Date, Date)> {
    let mut parts = text.trim().split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: Option<i8> = parts.next().map(|month| month.parse().ok()).unwrap_or_default();
    let day: Option<i8> = parts.next().map(|day| day.parse().ok()).unwrap_or_default();
    let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    Some(match (month, day) {
        (None, _) => (first, first.last_of_year()),
        (Some(_), None) => (first, first.last_of_month()),
        (Some(_), Some(_)) => (first, first),
    })
}

/// The statements nearest to a claim: of the same measure, those of its own time first, then by how far off they
/// are; at most eight.
#[must_use]
pub fn nearest(scope: &Scope, all: &[Said]) -> Vec<Nearest> {
    let mut found: Vec<Nearest> = all
        .iter()
        .filter(|said| measure_of(said) == Some(scope.measure))
        .map(|said| {
            let apart = apart(scope, said.as_of.as_deref());
            Nearest {
                kind: said.kind.as_str(),
                text: said.text.clone(),
                low: said.low,
                high: said.high,
                unit: said.unit.clone(),
                as_of: said.as_of.clone(),
                attributed_to: said.attributed_to.clone(),
                source: said.source.clone(),
                second_hand: said.second_hand,
                agrees: overlaps(&scope.amount, said.low, said.high),
                same_time: apart.map(|days| days == 0),
                apart: apart.unwrap_or(i32::MAX),
            }
        })
        .collect();
    found.sort_by(|a, b| {
        (a.apart, a.agrees, &a.as_of, &a.text).cmp(&(b.apart, b.agrees, &b.as_of, &b.text))
    });
    found.truncate(SHOWN);
    found
}

fn apart(scope: &Scope, as_of: Option<&str>) -> Option<i32> {
    let (from, to) = interval(as_of?)?;
    let time = scope.time?;
    if to < time.from {
        return Some((time.from - to).get_days());
    }
    Some(if from > time.to { (from - time.to).get_days() } else { 0 })
}

/// Whether two numbers have a part in common. People and events stay far below 2^53.
#[allow(clippy::cast_precision_loss)]
fn overlaps(claim: &Amount, low: Option<u64>, high: Option<u64>) -> bool {
    let below = claim.high.zip(low).is_some_and(|(most, low)| most < low as f64);
    let above = claim.low.zip(high).is_some_and(|(least, high)| least > high as f64);
    !below && !above
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn times_of_statements_are_intervals() {
        let is = |text: &str, from, to| assert_eq!(interval(text), Some((from, to)), "{text}");
        is("2016", date(2016, 1, 1), date(2016, 12, 31));
        is("2018-10", date(2018, 10, 1), date(2018, 10, 31));
        is("2021-08-26", date(2021, 8, 26), date(2021, 8, 26));
        is("2020-04/2021-03", date(2020, 4, 1), date(2021, 3, 31));
        is("October 2018", date(2018, 10, 1), date(2018, 10, 31));
        assert_eq!(interval("long ago"), None);
    }
}
