//! How the count moves when a word that the claim leaves out, or that can be taken in two ways, is filled
//! otherwise.

use std::collections::BTreeMap;

use bellwether_store::Piece;
use serde::Serialize;

use crate::reading::{Edges, Reading};
use crate::scope::{Measure, Relation, Scope, Victims};
use crate::verdict::{Bound, Count, Verdict, judge};

/// What a row of the table changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// Nothing: the reading that the claim's words ask for.
    AsRead,
    /// Who did what to whom.
    Side,
    /// Whose dead.
    Victims,
    /// What the dead are made up of; no reading of the claim.
    Parts,
    /// Civilian targets alone.
    CivilianTargets,
    /// The kind of violence.
    Type,
    /// What the name takes in.
    Names,
    /// The months at the ends.
    Ends,
    /// How well day and place are known.
    Precision,
    /// Incidents or reports.
    Unit,
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The dataset; `incidents` for what all of them come to.
    pub dataset: String,
    /// What is changed.
    pub dimension: Dimension,
    /// How the claim is read in this row.
    pub reading: String,
    /// What it comes to.
    pub count: Count,
    /// The verdict that it would give; none where it decides nothing.
    pub verdict: Option<Verdict>,
    /// Whether that is another answer than the one of the first row of the dataset.
    pub turns: bool,
}

/// One way to read the claim with its words.
pub(crate) struct Variant {
    pub(crate) dimension: Dimension,
    pub(crate) words: String,
    pub(crate) reading: Reading,
}

/// All readings of a claim, the one that its words ask for first.
pub(crate) fn variants(scope: &Scope) -> Vec<Variant> {
    let base = Reading::of(scope);
    let mut all = vec![Variant {
        dimension: Dimension::AsRead,
        words: as_read(scope),
        reading: base.clone(),
    }];
    let mut add = |dimension, words: String, reading: Reading| {
        if reading != base {
            all.push(Variant { dimension, words, reading });
        }
    };
    let actor = scope.actor.as_ref().map(|actor| actor.name().to_owned());
    if let (Some(actor), Measure::Events) = (&actor, scope.measure) {
        // Where words say who did it, the other way round is no reading of the claim.
        let said = scope.missing.iter().all(|missing| missing.word != "relation");
        let other = |relation: Relation| match scope.relation {
            Relation::By | Relation::Against if said => relation == Relation::Involving,
            _ => true,
        };
        for (relation, words) in [
            (Relation::By, format!("events that {actor} began")),
            (Relation::Against, format!("events in which {actor} was attacked")),
            (Relation::Involving, format!("events in which {actor} took part, on whichever side")),
        ] {
            if !other(relation) {
                continue;
            }
            add(Dimension::Side, words, Reading { relation, ..base.clone() });
        }
    }
    if scope.measure == Measure::Deaths {
        deaths(scope, actor.as_deref(), |dimension, words, victims| {
            add(dimension, words, Reading { victims, ..base.clone() });
        });
    }
    let target = Reading { on_civilians: true, ..base.clone() };
    add(Dimension::CivilianTargets, "only attacks directed at civilians".into(), target);
    if !base.types.is_empty() {
        add(
            Dimension::Type,
            "every kind of violence".into(),
            Reading { types: Vec::new(), ..base.clone() },
        );
    }
    for (edges, words) in ends(scope) {
        add(Dimension::Ends, words.to_owned(), Reading { edges, ..base.clone() });
    }
    let dated = Reading { dated: true, ..base.clone() };
    add(Dimension::Precision, "only events whose day is known to a week or better".into(), dated);
    let placed = Reading { placed: true, ..base.clone() };
    add(Dimension::Precision, "only events whose first-level unit is known".into(), placed);
    all
}

/// Whose dead may be meant, and what all dead are made up of.
fn deaths(scope: &Scope, actor: Option<&str>, mut add: impl FnMut(Dimension, String, Victims)) {
    let open = matches!(scope.victims, Victims::All | Victims::ButOwn);
    let reading = if open { Dimension::Victims } else { Dimension::Parts };
    add(reading, "all dead of these events".into(), Victims::All);
    if let Some(actor) = actor {
        add(reading, format!("without the dead of {actor}'s own"), Victims::ButOwn);
    }
    add(reading, "civilian dead alone".into(), Victims::Civilians);
    if let Some(actor) = actor {
        add(Dimension::Parts, format!("the dead of those whom {actor} fought"), Victims::OtherSide);
        add(Dimension::Parts, format!("{actor}'s own dead"), Victims::Own);
    }
}

fn ends(scope: &Scope) -> Vec<(Edges, &'static str)> {
    let Some(time) = scope.time else { return Vec::new() };
    let mut all = vec![
        (Edges::Whole, "only events that lie wholly within the time"),
        (Edges::Touch, "events that reach into the time too"),
    ];
    if time.coarse && !time.until_now {
        let days = (time.to - time.from).get_days();
        all.push((Edges::MonthBefore, "with the month before"));
        all.push((Edges::MonthAfter, "with the month after"));
        if days > 62 {
            all.push((Edges::NotFirstMonth, "without the first month"));
            all.push((Edges::NotLastMonth, "without the last month"));
        }
        if time.range && time.to.year() > time.from.year() {
            all.push((
                Edges::NotLastYear,
                "without the last year, of which only the beginning may be meant",
            ));
        }
    }
    all
}

/// How the claim was read, in words.
pub(crate) fn as_read(scope: &Scope) -> String {
    let actor = scope.actor.as_ref().map(|actor| actor.name().to_owned());
    let what = match (scope.measure, scope.victims) {
        (Measure::Deaths, Victims::Civilians) => "civilian dead".to_owned(),
        (Measure::Deaths, Victims::ButOwn) => "all dead but the group's own".to_owned(),
        (Measure::Deaths, Victims::Own) => "dead of the group's own".to_owned(),
        (Measure::Deaths, Victims::OtherSide) => "dead of those whom the group fought".to_owned(),
        (Measure::Deaths, Victims::All) => "all dead".to_owned(),
        (Measure::Events, _) if scope.on_civilians => "attacks on civilians".to_owned(),
        (measure, _) => measure.as_str().to_owned(),
    };
    match (actor, scope.relation, scope.measure) {
        (None, ..) => format!("as read: {what}, whoever was involved"),
        (Some(actor), Relation::By, Measure::Events) => {
            format!("as read: {what} that {actor} began")
        }
        (Some(actor), Relation::Against, Measure::Events) => {
            format!("as read: {what} against {actor}")
        }
        (Some(actor), ..) => format!("as read: {what} in events with {actor}"),
    }
}

/// The rows of one dataset.
pub(crate) fn rows(
    dataset: &str,
    variants: &[Variant],
    pieces: &[Piece],
    attacker: bool,
    bound: Bound,
    scope: &Scope,
) -> Vec<Row> {
    let mut all: Vec<Row> = Vec::new();
    for variant in variants {
        let count = variant.reading.count(pieces, attacker);
        let is_part = variant.dimension == Dimension::Parts;
        let verdict = if is_part { None } else { judge(&scope.amount, &count, bound) };
        all.push(Row {
            dataset: dataset.to_owned(),
            dimension: variant.dimension,
            reading: variant.words.clone(),
            turns: !is_part && turns(all.first().map(|first| first.verdict), verdict),
            count,
            verdict,
        });
    }
    all
}

/// Whether a verdict is another answer than the first.
pub(crate) fn turns(first: Option<Option<Verdict>>, now: Option<Verdict>) -> bool {
    let answer = |verdict: Option<Verdict>| verdict.and_then(Verdict::decides);
    first.is_some_and(|first| answer(first) != answer(now))
}

/// Takes out the rows that say the same as the first of their dataset, and gives their words.
pub(crate) fn unmoved(rows: &mut Vec<Row>) -> Vec<String> {
    let mut firsts: BTreeMap<String, Count> = BTreeMap::new();
    for row in rows.iter() {
        firsts.entry(row.dataset.clone()).or_insert(row.count);
    }
    let same = |row: &Row| {
        row.dimension != Dimension::AsRead
            && row.dimension != Dimension::Unit
            && firsts.get(&row.dataset).is_some_and(|first| *first == row.count)
    };
    let mut words: Vec<String> = Vec::new();
    for row in rows.iter().filter(|row| same(row)) {
        let text = format!("{}: {}", row.dataset, row.reading);
        if !words.contains(&text) {
            words.push(text);
        }
    }
    rows.retain(|row| !same(row));
    // Rows of one dataset stand together, the one that the claim asks for first.
    rows.sort_by(|a, b| {
        let last = |row: &Row| row.dataset == "incidents";
        (last(a), &a.dataset, a.dimension).cmp(&(last(b), &b.dataset, b.dimension))
    });
    words
}
