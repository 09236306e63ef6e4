//! What a text says that is no event, as a statement. Its words are put together from its fields, so that no
//! sentence of the text is kept.

use bellwether_coder::coded::{
    ActorRelation, Link, Mark, Measure, Statement as Said, StatementKind as Kind, When,
};
use bellwether_model::{Quantity, Statement, StatementKind};

use super::article::Article;
use super::report::{name_of, speaker};
use crate::world::World;

/// The statement; none where the text denies or supposes it, or foresees what is no threat.
pub(super) fn statement(
    said: &Said,
    article: &Article,
    number: usize,
    world: &World,
) -> Option<Statement> {
    let threat = said.kind.value == Kind::Threat;
    let told = |mark: Mark| match mark {
        Mark::Historical => true,
        Mark::Future => threat,
        _ => false,
    };
    if !said.marks.iter().all(|mark| told(mark.value)) {
        return None;
    }
    let actor = said.actor.as_ref().map(|actor| &actor.value);
    let other = said.other.as_ref().map(|other| &other.value);
    let known = |id: Option<&String>| id.filter(|id| world.actors.get(id).is_some()).cloned();
    let mut by: Vec<String> = said
        .attribution
        .iter()
        .filter_map(|said| said.value.by.as_ref())
        .map(|party| speaker(party, world))
        .collect();
    by.dedup();
    let name = actor.map_or_else(|| "unnamed actor".to_owned(), |party| name_of(party, world));
    let object = other.map(|party| name_of(party, world));
    Some(Statement {
        native_id: format!("{}.s{number}", article.key),
        kind: kind(said),
        text: sentence(said, &name, object.as_deref()),
        actor: name,
        actor_native_id: known(actor.and_then(|party| party.actor.as_ref())),
        object,
        object_native_id: known(other.and_then(|party| party.actor.as_ref())),
        quantity: quantity(said),
        as_of: said.as_of.as_ref().map(|as_of| interval(as_of.value)),
        attributed_to: Some(if by.is_empty() { article.outlet.clone() } else { by.join("; ") }),
    })
}

fn kind(said: &Said) -> StatementKind {
    match said.kind.value {
        Kind::Strength => StatementKind::Strength,
        Kind::Losses => StatementKind::Losses,
        Kind::Formation => StatementKind::Formation,
        Kind::Split => StatementKind::SplitFrom,
        Kind::Aim => StatementKind::Aim,
        Kind::Area => StatementKind::Area,
        Kind::Threat => StatementKind::Threat,
        Kind::Resources => StatementKind::Resources,
        Kind::Relation => match said.link.as_ref().map(|link| link.value) {
            Some(Link::SplitFrom) => StatementKind::SplitFrom,
            Some(Link::BranchOf) => StatementKind::BranchOf,
            Some(Link::PledgedTo) => StatementKind::PledgedTo,
            Some(Link::RivalOf) => StatementKind::RivalOf,
            Some(Link::MergedWith) => StatementKind::Joined,
            Some(Link::RenamedFrom) => StatementKind::Renamed,
            Some(Link::BackedBy) => StatementKind::BackedBy,
            Some(Link::AlliedWith) | None => StatementKind::AlliedWith,
        },
        _ => StatementKind::Tally,
    }
}

/// The number, whole; a share in hundredths.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn quantity(said: &Said) -> Option<Quantity> {
    let amount = said.quantity.as_ref()?.value;
    let measure = measure(said);
    let scale = if measure == Measure::Share { 100.0 } else { 1.0 };
    // Whole numbers up to 2^53.
    let whole = |number: f64| (number * scale).clamp(0.0, 9e15).round() as u64;
    let unit = if measure == Measure::Share { "percent" } else { measure.as_str() };
    Some(Quantity {
        low: amount.low.map(whole),
        high: amount.high.map(whole),
        unit: unit.to_owned(),
    })
}

fn measure(said: &Said) -> Measure {
    let own = if said.kind.value == Kind::Strength { Measure::Fighters } else { Measure::Other };
    said.measure.as_ref().map_or(own, |measure| measure.value)
}

/// An interval as the store writes it: a year, a month, a day, or two days.
fn interval(when: When) -> String {
    let (start, end) = (when.start, when.end);
    if start == end {
        start.to_string()
    } else if start == start.first_of_year() && end == start.last_of_year() {
        start.year().to_string()
    } else if start == start.first_of_month() && end == start.last_of_month() {
        format!("{}-{:02}", start.year(), start.month())
    } else {
        format!("{start}/{end}")
    }
}

fn number(said: &Said) -> String {
    let Some(quantity) = quantity(said) else { return "some".into() };
    match (quantity.low, quantity.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("between {low} and {high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("up to {high}"),
        (None, None) => "some".into(),
    }
}

/// The statement in plain words.
fn sentence(said: &Said, actor: &str, other: Option<&str>) -> String {
    let place =
        said.place.as_ref().map_or(String::new(), |place| format!(" in {}", place.value.name));
    let number = number(said);
    let themes: Vec<&str> = said.themes.iter().map(|theme| theme.value.as_str()).collect();
    let themes = if themes.is_empty() { "not said".to_owned() } else { themes.join(", ") };
    let other = other.unwrap_or("another group");
    match said.kind.value {
        Kind::Strength => format!("{actor} had {number} fighters{place}"),
        Kind::Losses => format!("{number} members of {actor} {}{place}", fate(measure(said))),
        Kind::Formation => format!("{actor} was formed{place}"),
        Kind::Split | Kind::Relation => format!("{actor} {} {other}", link(said)),
        Kind::Area => format!("{actor} is active{place}"),
        Kind::Aim => format!("{actor} wants: {themes}"),
        Kind::Threat => format!("{actor} threatens: {themes}{place}"),
        Kind::Resources => format!("{actor} lives on: {themes}"),
        _ => tally(said, actor, &number, &place),
    }
}

fn tally(said: &Said, actor: &str, number: &str, place: &str) -> String {
    let measure = measure(said);
    let relation = said.relation.as_ref().map(|relation| relation.value);
    let named = said.actor.is_some();
    let people = said.victims.as_ref().map_or("people", |class| class.value.as_str());
    match (measure, relation) {
        (Measure::Attacks, Some(ActorRelation::Against)) => {
            format!("there were {number} attacks against {actor}{place}")
        }
        (Measure::Attacks, Some(ActorRelation::Claimed)) => {
            format!("{actor} claimed {number} attacks{place}")
        }
        (Measure::Attacks, Some(ActorRelation::Involving)) => {
            format!("there were {number} attacks involving {actor}{place}")
        }
        (Measure::Attacks, _) if named => format!("{actor} carried out {number} attacks{place}"),
        (Measure::Attacks, _) => format!("there were {number} attacks{place}"),
        (_, Some(ActorRelation::Against)) => {
            format!("{number} members of {actor} {}{place}", fate(measure))
        }
        (Measure::Killed | Measure::Injured | Measure::Abducted | Measure::Captured, _)
            if named =>
        {
            format!("{actor} {} {number} {people}{place}", measure.as_str())
        }
        (Measure::Killed | Measure::Injured | Measure::Abducted | Measure::Captured, _) => {
            format!("{number} {people} {}{place}", fate(measure))
        }
        _ if named => format!("{actor}: {number} {}{place}", measure.as_str()),
        _ => format!("{number} {}{place}", measure.as_str()),
    }
}

fn fate(measure: Measure) -> &'static str {
    match measure {
        Measure::Killed => "were killed",
        Measure::Injured => "were injured",
        Measure::Abducted => "were abducted",
        Measure::Captured => "were captured",
        Measure::Surrendered => "surrendered",
        _ => "were lost",
    }
}

fn link(said: &Said) -> &'static str {
    match said.link.as_ref().map(|link| link.value) {
        Some(Link::BranchOf) => "is a branch of",
        Some(Link::PledgedTo) => "pledged allegiance to",
        Some(Link::RivalOf) => "is a rival of",
        Some(Link::MergedWith) => "merged with",
        Some(Link::RenamedFrom) => "was called before",
        Some(Link::BackedBy) => "is backed by",
        Some(Link::SplitFrom) => "split from",
        None if said.kind.value == Kind::Split => "split from",
        Some(Link::AlliedWith) | None => "is allied with",
    }
}
