//! Group files: what the registry would know of each invented organisation.

use serde::Serialize;

use crate::{
    ACLED_DATASET, DATASET, GDELT_DATASET, GTD_DATASET,
    calendar::Day,
    names,
    truth::government_id,
    world::{Group, World},
    write::{acled, fragments::FIRST_GOVERNMENT, gdelt, gtd},
};

/// A group file, field by field as the product's registry reads it.
#[derive(Debug, Serialize)]
pub(crate) struct ActorFile {
    pub(crate) id: String,
    name: String,
    kind: &'static str,
    countries: Vec<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    active_from: Option<String>,
    ideology: String,
    aims: String,
    note: &'static str,
    sources: Vec<String>,
    names: Vec<Name>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relations: Vec<Relation>,
    selectors: Vec<Selector>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    statements: Vec<Statement>,
}

#[derive(Debug, Serialize)]
struct Name {
    text: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Relation {
    kind: &'static str,
    other: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
}

#[derive(Debug, Serialize)]
struct Selector {
    datasets: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ids: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    names: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Statement {
    kind: &'static str,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<Quantity>,
    as_of: String,
    attributed_to: &'static str,
    source: &'static str,
}

#[derive(Debug, Serialize)]
struct Quantity {
    low: u64,
    high: u64,
    unit: &'static str,
}

const NOTE: &str = "SIMULATED: invented together with everything that is told of it.";
const BODY: &str = "SIMULATED monitoring body";
const REPORT: &str = "SIMULATED monitoring body, yearly report (invented)";
/// Set aside for local use in ISO 639-2: a language that nobody speaks.
const NATIVE: &str = "qaa-Grek";
const CREEDS: [(&str, &str); 4] = [
    (
        "Agrarian and anti-urban, in words of its own making",
        "To hold the valleys and tax the roads",
    ),
    ("Separatist", "A state of its own in the provinces where it is at home"),
    (
        "Millenarian, around an invented harvest cult",
        "To bring down every government of the region",
    ),
    ("None that it declares", "To control harbours and the trade through them"),
];

/// All group files: armed groups, then governments.
pub(crate) fn all(world: &World) -> Vec<ActorFile> {
    let groups = (0..world.cast.groups.len()).map(|index| group(world, index));
    let governments = (0..world.parameters.countries).map(|country| government(world, country));
    groups.chain(governments).collect()
}

fn group(world: &World, index: usize) -> ActorFile {
    let group = &world.cast.groups[index];
    let (ideology, aims) = CREEDS[index % CREEDS.len()];
    let first = world.script.phases[index].first().map(|phase| phase.from);
    ActorFile {
        id: group.id.clone(),
        name: group.name.clone(),
        kind: "armed-group",
        countries: group
            .presences
            .iter()
            .map(|presence| world.land.countries[usize::from(presence.country)].gw)
            .collect(),
        active_from: first.map(|day| month(world, day)),
        ideology: format!("{ideology} (invented)"),
        aims: format!("{aims} (invented)"),
        note: NOTE,
        sources: vec![REPORT.to_owned()],
        names: group_names(group),
        relations: relations(world, index, first),
        selectors: group_selectors(world, index),
        statements: statements(world, index),
    }
}

fn group_names(group: &Group) -> Vec<Name> {
    let respelled = names::respelled(&group.people);
    let native = names::native_script(&group.people);
    let name = |text: String, kind, language| Name { text, kind, language };
    vec![
        name(format!("{} of the {}", group.banner, group.people), "full", Some("en")),
        name(group.people.clone(), "short", Some("en")),
        name(format!("{}-{}", names::acronym(&group.name), group.native - 9000), "acronym", None),
        name(format!("{respelled} {}", group.banner), "spelling", Some("en")),
        name(native, "full", Some(NATIVE)),
    ]
}

fn relations(world: &World, index: usize, first: Option<Day>) -> Vec<Relation> {
    let group = &world.cast.groups[index];
    let id = |other: u16| world.cast.groups[usize::from(other)].id.clone();
    let since = || first.map(|day| month(world, day));
    let mut relations = Vec::new();
    if let Some(parent) = group.parent {
        relations.push(Relation { kind: "split-from", other: id(parent), from: since() });
    }
    if let Some(centre) = group.branch_of {
        relations.push(Relation { kind: "branch-of", other: id(centre), from: since() });
    }
    if let Some((rival, _)) = group.rival {
        relations.push(Relation { kind: "rival-of", other: id(rival), from: None });
    }
    relations
}

fn by_ids(dataset: &'static str, ids: Vec<String>) -> Selector {
    Selector { datasets: vec![dataset], ids, names: Vec::new() }
}

fn by_names(dataset: &'static str, names: Vec<String>) -> Selector {
    Selector { datasets: vec![dataset], ids: Vec::new(), names }
}

/// How each source that is written speaks of a group.
fn group_selectors(world: &World, index: usize) -> Vec<Selector> {
    let sources = &world.parameters.sources;
    let group = &world.cast.groups[index];
    let mut selectors = vec![by_ids(DATASET, vec![group.native.to_string()])];
    if sources.acled.is_some() {
        let name = acled::names::group_name(world, index);
        selectors.push(by_names(ACLED_DATASET, vec![name]));
    }
    if sources.gtd.is_some() {
        selectors.push(by_names(GTD_DATASET, gtd::group_names(world, index).to_vec()));
    }
    if sources.gdelt.is_some() {
        selectors.push(by_ids(GDELT_DATASET, gdelt::group_codes(world, index)));
        selectors.push(by_names(GDELT_DATASET, vec![group.name.to_uppercase()]));
    }
    selectors
}

/// How each source that is written speaks of a government; the GTD names none as a perpetrator.
fn government_selectors(world: &World, country: u8) -> Vec<Selector> {
    let sources = &world.parameters.sources;
    let native = FIRST_GOVERNMENT + u32::from(country);
    let mut selectors = vec![by_ids(DATASET, vec![native.to_string()])];
    if sources.acled.is_some() {
        let forces = acled::names::forces(world, country);
        selectors.push(by_names(ACLED_DATASET, forces.to_vec()));
    }
    if sources.gdelt.is_some() {
        selectors.push(by_ids(GDELT_DATASET, gdelt::government_codes(world, country)));
    }
    selectors
}

/// Strengths said of the group in each phase, at its middle and its end, and of its first silence; the
/// ranges follow its rate.
fn statements(world: &World, index: usize) -> Vec<Statement> {
    let group = &world.cast.groups[index];
    let mut said = Vec::new();
    let mut strength = |day: Day, rate: f64| {
        let (low, high) = fighters(group.weight * rate);
        said.push(Statement {
            kind: "strength",
            text: format!("SIMULATED: {low}-{high} fighters"),
            quantity: Some(Quantity { low, high, unit: "fighters" }),
            as_of: month(world, day),
            attributed_to: BODY,
            source: REPORT,
        });
    };
    let phases = &world.script.phases[index];
    for (position, phase) in phases.iter().enumerate() {
        let middle = u32::midpoint(phase.from, phase.to);
        strength(middle, world.script.rate(index, middle));
        strength(phase.to.saturating_sub(45).max(middle), phase.rates.1);
        if let Some(next) = phases.get(position + 1) {
            strength(u32::midpoint(phase.to, next.from), 0.2);
        }
    }
    said
}

/// A range in hundreds below and above some 600 for each unit of rate and weight.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // rates and weights are small
pub(crate) fn fighters(rate: f64) -> (u64, u64) {
    let middle = 600.0 * rate;
    let hundreds = |share: f64| ((middle * share / 100.0 + 0.5) as u64).max(1) * 100;
    let low = hundreds(0.85);
    (low, hundreds(1.15).max(low + 100))
}

fn government(world: &World, country: u8) -> ActorFile {
    let home = &world.land.countries[usize::from(country)];
    let name = |text: String, kind, language| Name { text, kind, language };
    ActorFile {
        id: government_id(world, country),
        name: format!("Government of {}", home.name),
        kind: "government",
        countries: vec![home.gw],
        active_from: None,
        ideology: "None; a state (invented)".to_owned(),
        aims: "To govern (invented)".to_owned(),
        note: NOTE,
        sources: vec![REPORT.to_owned()],
        names: vec![
            name(format!("Armed forces of {}", home.name), "short", Some("en")),
            name(format!("Gov. {}", names::respelled(home.name)), "spelling", Some("en")),
        ],
        relations: Vec::new(),
        selectors: government_selectors(world, country),
        statements: Vec::new(),
    }
}

/// `YYYY-MM`.
fn month(world: &World, day: Day) -> String {
    let date = world.calendar.date(day);
    format!("{:04}-{:02}", date.year(), date.month())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Parameters, registry_files::actor_text};

    /// The registry's own source, as text: this crate must not depend on that one.
    fn schema() -> Option<String> {
        let actors = concat!(env!("CARGO_MANIFEST_DIR"), "/../registry/src/actors");
        let read = |file: &str| std::fs::read_to_string(format!("{actors}/{file}")).ok();
        let model = concat!(env!("CARGO_MANIFEST_DIR"), "/../model/src/statement.rs");
        Some(read("schema.rs")? + &read("selector.rs")? + &std::fs::read_to_string(model).ok()?)
    }

    fn fields_and_kinds(value: &toml::Value, fields: &mut Vec<String>, kinds: &mut Vec<String>) {
        match value {
            toml::Value::Table(table) => {
                for (key, value) in table {
                    fields.push(key.clone());
                    if let (true, Some(kind)) = (key == "kind", value.as_str()) {
                        kinds.push(kind.to_owned());
                    }
                    fields_and_kinds(value, fields, kinds);
                }
            }
            toml::Value::Array(items) => {
                items.iter().for_each(|item| fields_and_kinds(item, fields, kinds));
            }
            _ => {}
        }
    }

    #[test]
    fn group_files_use_only_fields_and_words_that_the_registry_reads() {
        let Some(schema) = schema() else {
            println!("skipped: group_files_use_only_fields… needs the registry's source");
            return;
        };
        let (mut fields, mut kinds) = (Vec::new(), Vec::new());
        for actor in all(&World::new(&Parameters::default())) {
            let text = actor_text(&actor).expect("serializable");
            assert!(text.starts_with("# SIMULATED"));
            let value: toml::Value = toml::from_str(&text).expect("valid TOML");
            fields_and_kinds(&value, &mut fields, &mut kinds);
        }
        assert!(fields.len() > 300 && kinds.len() > 60, "{} {}", fields.len(), kinds.len());
        for field in fields {
            assert!(schema.contains(&format!(" {field}: ")), "the registry has no field {field}");
        }
        for kind in kinds {
            let variant: String =
                kind.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect();
            assert!(schema.contains(&format!(" {variant},")), "the registry has no kind {kind}");
        }
    }

    #[test]
    fn no_name_is_there_twice_and_each_relation_has_its_file() {
        let world = World::new(&Parameters { groups: 40, ..Parameters::default() });
        let actors = all(&world);
        let ids: Vec<&str> = actors.iter().map(|actor| actor.id.as_str()).collect();
        for actor in &actors {
            let mut texts: Vec<&str> = actor.names.iter().map(|name| name.text.as_str()).collect();
            texts.push(&actor.name);
            let count = texts.len();
            texts.sort_unstable();
            texts.dedup();
            assert_eq!(texts.len(), count, "{}", actor.id);
            assert!(actor.relations.iter().all(|relation| ids.contains(&relation.other.as_str())));
        }
    }

    #[test]
    fn the_headline_group_has_strengths_for_its_rise_its_silence_and_its_return() {
        let world = World::new(&Parameters::default());
        let said = &all(&world)[0].statements;
        assert_eq!(said.len(), 5);
        let low = |index: usize| said[index].quantity.as_ref().expect("a range").low;
        assert!(low(2) < low(1) && low(2) < low(4), "fewest in the silence");
        assert!(said.iter().all(|statement| statement.text.starts_with("SIMULATED")));
    }
}
