//! An event of a text as a report.

use std::borrow::Cow;

use bellwether_coder::coded::{Event, Fate, Mark, Party, Role, Stance, When, Where};
use bellwether_coder::time::Granularity;
use bellwether_model::{
    DatasetId, Date, DateInterval, DatePrecision, Deaths, EventType, Extra, Place, PlacePrecision,
    Report, ReportId, Side, TargetClass, Targets,
};
use bellwether_registry::crosswalks::{Scheme, crosswalk};

use super::article::Article;
use super::trail::trail;
use crate::failure::Failure;
use crate::world::World;

/// The report of an event; none where it is denied, hypothetical or still to come, and where neither its words nor
/// the text's day say when it was. What is told as the past keeps its own day, and is left out without one.
pub(super) fn report(
    event: &Event,
    article: &Article,
    (dataset, number): (&DatasetId, usize),
    world: &World,
) -> Result<Option<Report>, Failure> {
    let marks: Vec<Mark> = event.marks.iter().map(|mark| mark.value).collect();
    if marks.iter().any(|mark| *mark != Mark::Historical) {
        return Ok(None);
    }
    let own = event.date.as_ref().map(|date| date.value);
    let told = if marks.is_empty() { article.written } else { None };
    let Some((date, source)) = day(own, told) else { return Ok(None) };
    let kind = event.kind.value;
    let target = event.target.as_ref().map(|target| target.value);
    let event_type = event_type(event);
    let civilian = target.or_else(|| event.side_b.as_ref()?.value.role.target());
    let force = kind.root() == "ASSAULT";
    let civilians_targeted = event.codes.ucdp == Some("3")
        || (force && civilian.is_some_and(TargetClass::is_civilian) && event.codes.ucdp.is_none());
    Ok(Some(Report {
        id: ReportId { dataset: dataset.clone(), native: format!("{}.{number}", article.key) },
        relid: None,
        event_type,
        native_type: kind.code().to_owned(),
        civilians_targeted,
        conflict: None,
        dyad: None,
        side_a: event.side_a.as_ref().map_or_else(nobody, |side| side_of(&side.value, world)),
        side_b: match &event.side_b {
            Some(side) => side_of(&side.value, world),
            None => target.map_or_else(nobody, side_of_class),
        },
        date,
        place: place(event.place.as_ref().map(|place| &place.value), world)?,
        deaths: deaths(event),
        injured: event.injured(),
        plover: Some(Cow::Borrowed(kind.code())),
        targets: target.into_iter().fold(Targets::NONE, Targets::with),
        clarity: None,
        sources_count: Some(1),
        extra: extra(event, article, source, world),
        added: Extra::new(),
        row: article.row,
    }))
}

/// The days of an event and where they are from: its words, else the week that ends on the text's day.
fn day(own: Option<When>, written: Option<Date>) -> Option<(DateInterval, &'static str)> {
    if let Some(when) = own {
        let days = (when.end - when.start).get_days();
        let precision = match (when.granularity, days) {
            (_, 0) => DatePrecision::Day,
            (Granularity::Week, _) | (_, 6) => DatePrecision::Week,
            (_, 1..=5) => DatePrecision::Days,
            (_, 7..=31) => DatePrecision::Month,
            _ => DatePrecision::Year,
        };
        return Some((DateInterval::new(when.start, when.end, precision).ok()?, "words"));
    }
    let end = written?;
    let start = end.checked_sub(jiff::Span::new().days(6)).ok()?;
    Some((DateInterval::new(start, end, DatePrecision::Week).ok()?, "text"))
}

/// UCDP's type where the coder gives one by who took part, else that of the crosswalk. What only its parties could
/// tell to be against civilians stays unspecified.
fn event_type(event: &Event) -> EventType {
    let code = event.codes.ucdp.and_then(|code| code.parse().ok());
    if let Some(kind) = code.and_then(EventType::from_ucdp) {
        return kind;
    }
    crosswalk(Scheme::Plover, Scheme::Bellwether)
        .and_then(|walk| walk.to(event.kind.value.code()))
        .and_then(EventType::parse)
        .filter(|kind| *kind != EventType::OneSided)
        .unwrap_or(EventType::Unspecified)
}

fn nobody() -> Side {
    Side { native_id: None, name: "Unknown".into() }
}

/// A party by its name in the registry, else by the organisation's name, else by what it is.
pub(super) fn name_of(party: &Party, world: &World) -> String {
    if let Some(actor) = party.actor.as_deref().and_then(|id| world.actors.get(id)) {
        return actor.name.clone();
    }
    if let Some(name) = &party.name {
        return name.clone();
    }
    let words = match party.role {
        Role::ArmedGroup => "Unidentified armed group",
        Role::Military => "Military forces",
        Role::Police => "Police forces",
        Role::SecurityForces => "Government security forces",
        Role::Government => "Government",
        Role::International => "Unidentified international force",
        Role::Protesters => "Protesters",
        Role::Unknown => return "Unknown".into(),
        _ => "Civilians",
    };
    let country =
        party.country.and_then(|iso3| Some(world.countries().ok()?.by_iso3(iso3)?.name.clone()));
    country.map_or_else(|| words.to_owned(), |country| format!("{words} of {country}"))
}

/// Who says something: as [`name_of`], but a class by its own word (`witnesses`).
pub(super) fn speaker(party: &Party, world: &World) -> String {
    if party.actor.is_some() || party.name.is_some() {
        return name_of(party, world);
    }
    party.label()
}

fn side_of(party: &Party, world: &World) -> Side {
    let known = party.actor.clone().filter(|id| world.actors.get(id).is_some());
    Side { native_id: known, name: name_of(party, world) }
}

fn side_of_class(class: TargetClass) -> Side {
    let name = match class {
        TargetClass::Government | TargetClass::Diplomatic => "Government",
        TargetClass::Military => "Military forces",
        TargetClass::Police => "Police forces",
        TargetClass::ArmedGroup => "Unidentified armed group",
        _ => "Civilians",
    };
    Side { native_id: None, name: name.into() }
}

fn place(given: Option<&Where>, world: &World) -> Result<Place, Failure> {
    let countries = world.countries()?;
    let country = given.and_then(|place| place.country);
    let name = country.and_then(|iso3| countries.by_iso3(iso3)).map(|land| land.name.clone());
    Ok(Place {
        point: given.and_then(|place| place.point),
        precision: given.map_or(PlacePrecision::International, |place| place.precision),
        country: name.unwrap_or_default(),
        gw: None,
        admin1: given
            .filter(|place| place.precision == PlacePrecision::Admin1)
            .map(|place| place.name.clone()),
        admin2: given
            .filter(|place| place.precision == PlacePrecision::Admin2)
            .map(|place| place.name.clone()),
        name: given.map(|place| place.name.clone()),
        iso3: country,
        admin1_id: None,
    })
}

/// The dead, in all and by those who died. Numbers of people stay far below 2^32.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn deaths(event: &Event) -> Deaths {
    let mut deaths = Deaths { total: event.killed(), ..Deaths::default() };
    let killed = event.victims.iter().map(|victims| &victims.value);
    for group in killed.filter(|victims| victims.fate == Fate::Killed && !victims.part) {
        let part = match group.group {
            _ if group.attackers => &mut deaths.side_a,
            Some(class) if class.is_civilian() => &mut deaths.civilians,
            Some(_) => &mut deaths.side_b,
            None => &mut deaths.unknown,
        };
        let count = group.count.best.clamp(0.0, f64::from(u32::MAX)).round() as u32;
        *part = Some(part.unwrap_or(0).saturating_add(count));
    }
    deaths
}

/// What has no field of its own.
fn extra(event: &Event, article: &Article, date_from: &str, world: &World) -> Extra {
    let mut extra = article.extra();
    let mut put = |name: &'static str, value: String| extra.insert(name.into(), value);
    put("date_from", date_from.to_owned());
    put("trail", trail(&event.explain()));
    let codes = &event.codes;
    for (name, code) in [
        ("acled", codes.acled),
        ("cameo", codes.cameo),
        ("gtd", codes.gtd),
        ("ucdp", codes.ucdp),
        ("tactic", event.tactic.as_ref().map(|tactic| tactic.value.as_str())),
        ("weapon", event.weapon.as_ref().map(|weapon| weapon.value)),
        ("mark", event.marks.first().map(|mark| mark.value.as_str())),
    ] {
        if let Some(code) = code {
            put(name, code.to_owned());
        }
    }
    if let Some(id) = event.place.as_ref().and_then(|place| place.value.geonameid) {
        put("geonameid", id.to_string());
    }
    for (name, stance) in [
        ("said_by", Stance::Said),
        ("claimed_by", Stance::Claimed),
        ("blamed_by", Stance::Blamed),
        ("confirmed_by", Stance::Confirmed),
        ("denied_by", Stance::Denied),
    ] {
        let mut by: Vec<String> = event
            .attribution
            .iter()
            .filter(|said| said.value.stance == stance)
            .filter_map(|said| said.value.by.as_ref())
            .map(|party| speaker(party, world))
            .collect();
        by.dedup();
        if !by.is_empty() {
            put(name, by.join("; "));
        }
    }
    for (name, fate) in [("abducted", Fate::Abducted), ("captured", Fate::Captured)] {
        let taken = event.victims.iter().map(|victims| &victims.value);
        let count: f64 = taken
            .filter(|victims| victims.fate == fate && !victims.part)
            .map(|victims| victims.count.best)
            .sum();
        if count > 0.0 {
            put(name, count.to_string());
        }
    }
    extra
}
