//! Strengths, tallies and losses that somebody gave of the group, as ranges over time.

use bellwether_claims::nearest::{COUNTED, Said, interval, of_actor};
use bellwether_claims::thousands;
use bellwether_model::StatementKind;
use bellwether_store::Snapshot;
use serde::Serialize;

use crate::commands::claim::party;
use crate::failure::Failure;
use crate::question::Asked;
use crate::world::World;

/// A number that somebody gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Number {
    /// `strength`, `tally` or `losses`.
    pub(super) kind: &'static str,
    /// The time that it speaks of, in the source's words.
    pub(super) as_of: Option<String>,
    /// At least.
    pub(super) low: Option<u64>,
    /// At most.
    pub(super) high: Option<u64>,
    /// What is counted.
    pub(super) unit: String,
    /// Who says it, else where it was read.
    pub(super) said_by: String,
    /// Where it was read.
    pub(super) source: String,
}

/// The numbers of the registry and the store, by kind and time.
pub(super) fn gather(
    snapshot: &Snapshot<'_>,
    asked: &Asked<'_>,
    world: &World,
) -> Result<Vec<Number>, Failure> {
    let stored = snapshot.statements_of(&COUNTED)?;
    let mut all = of_actor(&stored, &party(asked), &world.actors);
    let place = |kind: StatementKind| COUNTED.iter().position(|known| *known == kind);
    all.sort_by_cached_key(|said| {
        (place(said.kind), said.as_of.as_deref().and_then(interval), said.text.clone())
    });
    Ok(all.into_iter().map(number).collect())
}

fn number(said: Said) -> Number {
    Number {
        kind: said.kind.as_str(),
        as_of: said.as_of,
        low: said.low,
        high: said.high,
        unit: said.unit,
        said_by: said.attributed_to.unwrap_or_else(|| said.source.clone()),
        source: said.source,
    }
}

/// Width of a bar.
const BAR: usize = 24;

/// One line for each strength: time, range, the range as a bar from nought to the greatest, who says it. Then the
/// tallies and losses, which count different things and have no bar.
pub(super) fn lines(numbers: &[Number]) -> Vec<String> {
    let strengths: Vec<&Number> =
        numbers.iter().filter(|number| number.kind == "strength").collect();
    let top = strengths.iter().filter_map(|number| number.high.or(number.low)).max().unwrap_or(0);
    let mut all = Vec::new();
    for number in strengths {
        all.push(format!(
            "{:<16} {:>15}  {}  {}",
            number.as_of.as_deref().unwrap_or("no time given"),
            range(number),
            bar(number, top),
            number.said_by
        ));
    }
    for number in numbers.iter().filter(|number| number.kind != "strength") {
        all.push(format!(
            "{:<16} {:>15}  {:<BAR$}  {}",
            number.as_of.as_deref().unwrap_or("no time given"),
            range(number),
            number.unit,
            number.said_by
        ));
    }
    all
}

/// People stay far below 2^53.
#[allow(clippy::cast_precision_loss)]
fn range(number: &Number) -> String {
    let n = |value: u64| thousands(value as f64);
    match (number.low, number.high) {
        (Some(low), Some(high)) if low == high => n(low),
        (Some(low), Some(high)) => format!("{}–{}", n(low), n(high)),
        (Some(low), None) => format!("{} or more", n(low)),
        (None, Some(high)) => format!("up to {}", n(high)),
        (None, None) => "-".into(),
    }
}

fn bar(number: &Number, top: u64) -> String {
    let at = |value: u64| {
        let share = u128::from(value) * BAR as u128 / u128::from(top.max(1));
        usize::try_from(share).unwrap_or(BAR).min(BAR)
    };
    let (low, high) = (number.low.map_or(0, at), number.high.map_or(BAR, at));
    let high = high.max(low + 1).min(BAR);
    let low = low.min(high - 1);
    let open = |end: Option<u64>, mark: char| if end.is_some() { '█' } else { mark };
    (0..BAR)
        .map(|cell| match cell {
            _ if cell < low || cell >= high => '·',
            _ if cell == low => open(number.low, '░'),
            _ if cell + 1 == high => open(number.high, '░'),
            _ => '█',
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strength(as_of: &str, low: Option<u64>, high: Option<u64>) -> Number {
        Number {
            kind: "strength",
            as_of: Some(as_of.into()),
            low,
            high,
            unit: "fighters".into(),
            said_by: "officials".into(),
            source: "a report".into(),
        }
    }

    #[test]
    fn strengths_are_bars_on_one_scale() {
        let lines = lines(&[
            strength("2016", Some(3_000), Some(4_000)),
            strength("2018-10", Some(600), Some(800)),
            strength("2022-02", None, Some(4_000)),
        ]);
        assert_eq!(
            lines,
            [
                "2016                 3,000–4,000  ··················██████  officials",
                "2018-10                  600–800  ···█····················  officials",
                "2022-02              up to 4,000  ░███████████████████████  officials",
            ]
        );
    }
}
