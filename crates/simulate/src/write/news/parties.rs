//! Organisations and the people on their sides, as newsrooms call them; no person ever has a name.

use serde_json::{Value, json};

use crate::{
    names,
    observe::news::{knowledge::Attribution, outlets::Style},
    rng::Rng,
    truth::government_id,
    world::{Method, Party, World},
};

/// The identifier in truth files.
pub(crate) fn id(world: &World, party: Party) -> String {
    match party {
        Party::Government(country) => government_id(world, country),
        Party::Group(index) => world.cast.groups[usize::from(index)].id.clone(),
        Party::Civilians => "civilians".to_owned(),
    }
}

/// The identifier as a value.
pub(crate) fn value(world: &World, party: Party) -> Value {
    json!({"id": id(world, party)})
}

/// How often each group has been named in an article, so that the first mention is the full one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Named {
    groups: Vec<(u16, bool)>,
}

impl Named {
    /// The group's name, as it stands at this point of the article.
    pub(crate) fn group(
        &mut self,
        world: &World,
        group: u16,
        style: Style,
        rng: &mut Rng,
    ) -> String {
        let it = &world.cast.groups[usize::from(group)];
        let acronym = format!("{}-{}", names::acronym(&it.name), it.native - 9_000);
        if let Some((_, abbreviated)) = self.groups.iter().find(|(other, _)| *other == group) {
            return match rng.below(4) {
                0 | 1 if *abbreviated => format!("the {acronym}"),
                0 => format!("the {}", people(&it.people, style)),
                _ => format!("the {} {}", people(&it.people, style), it.banner),
            };
        }
        let abbreviated = rng.chance(0.3);
        self.groups.push((group, abbreviated));
        let name = if rng.chance(0.08) {
            format!("the {} of the {}", it.banner, people(&it.people, style))
        } else {
            format!("the {} {}", people(&it.people, style), it.banner)
        };
        if abbreviated { format!("{name} ({acronym})") } else { name }
    }
}

fn people(name: &str, style: Style) -> String {
    if style.respells { names::respelled(name) } else { name.to_owned() }
}

fn pick<'a>(list: &[&'a str], rng: &mut Rng) -> &'a str {
    list[rng.below(u32::try_from(list.len()).unwrap_or(1)) as usize]
}

/// A noun phrase for those who attacked, with `{group}` where the name goes.
pub(crate) fn attackers(party: Party, attribution: Attribution, rng: &mut Rng) -> &'static str {
    match (party, attribution) {
        (Party::Government(_), _) => {
            pick(&["soldiers", "government soldiers", "security forces", "army troops"], rng)
        }
        (_, Attribution::Open) => pick(
            &[
                "gunmen",
                "unidentified gunmen",
                "armed men",
                "unknown attackers",
                "heavily armed men",
            ],
            rng,
        ),
        (_, Attribution::Claimed) => pick(
            &[
                "fighters from {group}",
                "gunmen from {group}",
                "militants of {group}",
                "members of {group}",
            ],
            rng,
        ),
        (_, Attribution::Blamed | Attribution::Denied) => pick(
            &[
                "suspected fighters of {group}",
                "suspected members of {group}",
                "gunmen believed to belong to {group}",
                "fighters said to be from {group}",
            ],
            rng,
        ),
    }
}

/// What was attacked, with `{group}` where the name goes.
pub(crate) fn target(party: Party, method: Method, rng: &mut Rng) -> &'static str {
    let list: &[&str] = match (party, method) {
        (Party::Government(_), Method::Ambush | Method::Firefight) => {
            &["an army convoy", "a military patrol", "a police patrol", "an army supply column"]
        }
        (Party::Government(_), Method::Raid) => {
            &["an army outpost", "a police station", "a military base", "a police checkpoint"]
        }
        (Party::Government(_), Method::Shelling) => {
            &["army positions", "a barracks", "a military base", "an army garrison"]
        }
        (Party::Government(_), _) => {
            &["an army vehicle", "a police checkpoint", "a barracks", "a line of police vehicles"]
        }
        (Party::Group(_), Method::Ambush | Method::Firefight) => {
            &["a convoy of {group}", "a patrol of {group}", "fighters of {group}"]
        }
        (Party::Group(_), _) => {
            &["a camp of {group}", "a base used by {group}", "positions held by {group}"]
        }
        (Party::Civilians, Method::Shelling) => {
            &["a residential area", "a market", "a row of houses", "a school building"]
        }
        (Party::Civilians, Method::Bombing | Method::SuicideBombing) => &[
            "a crowded market",
            "a bus station",
            "a tea house",
            "a passenger bus",
            "a football ground",
            "a grain market",
        ],
        (Party::Civilians, _) => &[
            "a market",
            "a farming settlement",
            "a workers' hostel",
            "a passenger bus",
            "a mining camp",
        ],
    };
    pick(list, rng)
}

/// The class of a target in truth files.
pub(crate) const fn target_class(party: Party) -> &'static str {
    match party {
        Party::Government(_) => "security-forces",
        Party::Group(_) => "armed-group",
        Party::Civilians => "civilians",
    }
}

/// What the dead of a side are called: one, and several.
pub(crate) fn victims(party: Option<Party>, rng: &mut Rng) -> (&'static str, &'static str) {
    let list: &[(&str, &str)] = match party {
        None => &[("person", "people")],
        Some(Party::Government(_)) => &[
            ("soldier", "soldiers"),
            ("soldier", "soldiers"),
            ("police officer", "police officers"),
            ("member of the security forces", "members of the security forces"),
        ],
        Some(Party::Group(_)) => {
            &[("militant", "militants"), ("fighter", "fighters"), ("gunman", "gunmen")]
        }
        Some(Party::Civilians) => &[
            ("civilian", "civilians"),
            ("civilian", "civilians"),
            ("villager", "villagers"),
            ("resident", "residents"),
        ],
    };
    list[rng.below(u32::try_from(list.len()).unwrap_or(1)) as usize]
}

/// Who is quoted: always a role.
pub(crate) const WHO: [&str; 18] = [
    "a police spokesman",
    "a police spokeswoman",
    "an army spokesman",
    "the provincial governor's office",
    "hospital officials",
    "local officials",
    "a district official",
    "two security officials",
    "the interior ministry",
    "a military statement",
    "the head of the district council",
    "a doctor at the district hospital",
    "state radio",
    "a security source",
    "emergency workers",
    "a spokesman for the governor",
    "the defence ministry",
    "officials in the capital",
];

/// Those of them who speak for the state.
pub(crate) const STATE: [&str; 10] = [
    "a police spokesman",
    "an army spokesman",
    "the provincial governor's office",
    "a district official",
    "two security officials",
    "the interior ministry",
    "a security source",
    "a spokesman for the governor",
    "the defence ministry",
    "officials in the capital",
];

/// Who is quoted about what government forces are accused of.
pub(crate) const WITNESSES: [&str; 8] = [
    "residents",
    "witnesses",
    "a rights monitor",
    "two survivors",
    "relatives of the dead",
    "village elders",
    "hospital staff",
    "an opposition deputy",
];

/// Who is quoted about protests, riots and strategic developments.
pub(crate) const WITNESSES_OF_UNREST: [&str; 7] = [
    "police",
    "witnesses",
    "residents",
    "a district official",
    "the provincial governor's office",
    "local radio",
    "a rights monitor",
];

/// Invented bodies to which statements are attributed; as many as the observation counts.
pub(crate) const BODIES_NAMED: [&str; 10] = [
    "the Deepwater Conflict Observatory",
    "a panel of monitors",
    "the Southern Data Project",
    "a report of the regional assembly",
    "the Lighthouse Institute for Peace Records",
    "an intelligence assessment",
    "the Committee on Armed Groups",
    "military officials",
    "a research group in the capital",
    "the Atlas of Violence team",
];
