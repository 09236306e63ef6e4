//! The fields of an event.

use super::core::Core;
use super::gather::{Group, code};
use super::{Told, marks, victims, whence};
use crate::code::place::Place;
use crate::code::sentence::Sentence;
use crate::coded::{
    Attribution, Codes, Event, EventType, Field, Mark, Party, Role, Stance, Tactic,
};
use bellwether_model::TargetClass;

/// The rule of an event of which only is said that it hurt nobody: it negates no event told before.
pub(crate) const NOBODY: &str = "mark.negated.nobody";

/// How much a kind says: the most telling core gives the event its kind.
fn weight(code: &str) -> u8 {
    match code {
        "ASSAULT/suicide-attack" => 9,
        "ASSAULT/drone" => 8,
        "ASSAULT/aerial" | "ASSAULT/abduct" | "ASSAULT/targeted" => 7,
        "ASSAULT/unconventional" | "ASSAULT/sexual" | "ASSAULT/torture" => 7,
        "ASSAULT/heavy-weapons" => 6,
        "ASSAULT/explosives" => 5,
        "ASSAULT/destroy" | "ASSAULT/crowd-control" | "ASSAULT/beat" => 4,
        "ASSAULT/firearms" | "ASSAULT/primitive" => 3,
        "ASSAULT" => 1,
        _ => 2,
    }
}

/// The event of the group at an index; none when nothing but a fate without number is told.
pub(super) fn fill(
    sentence: &Sentence<'_, '_>,
    places: &[Place],
    attributions: &[Field<Attribution>],
    groups: &[Group],
    at: usize,
) -> Option<Told> {
    let group = &groups[at];
    let kind = kind(sentence, group)?;
    let side_a = side_a(sentence, group, attributions);
    let victims = victims::victims(sentence, group, side_a.as_ref().map(|field| &field.value));
    let outcome = group.cores.iter().all(|core| core.outcome);
    if outcome
        && victims.is_empty()
        && side_a.is_none()
        && group.cores.iter().all(|core| core.patients.is_empty())
    {
        return None;
    }
    let side_b = side_b(sentence, group, side_a.as_ref());
    let hit =
        matches!(kind.value.root(), "ASSAULT" | "COERCE" | "PROTEST" | "SANCTION" | "THREATEN");
    let mut target = if hit { target(sentence, group, &victims) } else { None };
    // Whose the checkpoint is says what was hit.
    if let Some(side) = &side_b
        && side.value.role == Role::Police
        && let Some(field) = &mut target
        && field.value == TargetClass::Military
    {
        field.value = TargetClass::Police;
    }
    let date = whence::date(sentence, groups, at);
    let place = whence::place(sentence, places, groups, at);
    let mut marks = event_marks(sentence, group);
    if let Some(past) = marks::historical(sentence, date.as_ref())
        && !marks.iter().any(|mark| mark.value == Mark::Historical)
    {
        marks.push(past);
    }
    let (tactic, weapon) =
        (tactic(sentence, group, kind.value), weapon(sentence, group, kind.value));
    let mut codes = Codes::of(kind.value);
    codes.gtd = gtd(sentence, group, kind.value);
    codes.ucdp = ucdp(kind.value, side_a.as_ref(), side_b.as_ref(), target.as_ref());
    let refers = group.cores.iter().all(|core| core.refers || core.outcome && core.agent.is_none());
    let event = Event {
        sentence: sentence.page.span(sentence.range.clone()),
        kind,
        codes,
        side_a,
        side_b,
        target,
        tactic,
        weapon,
        date,
        place,
        victims,
        attribution: attributions.to_vec(),
        marks,
    };
    let others = |&(m, _): &(usize, &'static str)| {
        matches!(sentence.page.word(sentence.mentions[m].head), "others" | "other")
    };
    let rest = group.cores.iter().all(|core| core.outcome && core.patients.iter().all(others))
        && event.side_a.is_none()
        && event.place.is_none()
        && event.date.is_none();
    Some(Told { event, refers, rest })
}

fn best<'g>(sentence: &Sentence<'_, '_>, group: &'g Group) -> Option<&'g Core> {
    group.cores.iter().rev().max_by_key(|core| weight(code(sentence, core)))
}

fn kind(sentence: &Sentence<'_, '_>, group: &Group) -> Option<Field<EventType>> {
    let core = best(sentence, group)?;
    let (code, rule) = match core.made {
        Some(made) => (made.code, made.rule),
        None => {
            let row = &sentence.page.world.words.triggers[core.trigger];
            (row.kind.code(), row.rule)
        }
    };
    let mut words = vec![sentence.page.span(core.words.clone())];
    let mut code = code;
    // An attack with a weapon is that kind of attack.
    if matches!(code, "ASSAULT" | "ASSAULT/explosives" | "ASSAULT/firearms" | "ASSAULT/destroy")
        && let Some((better, tokens)) = by_weapon(sentence, group, code)
    {
        code = better;
        words.push(sentence.page.span(tokens));
    }
    Some(Field::new(EventType::parse(code)?, words, rule))
}

/// What a weapon in the event's words makes of its kind.
fn by_weapon(
    sentence: &Sentence<'_, '_>,
    group: &Group,
    code: &str,
) -> Option<(&'static str, std::ops::Range<usize>)> {
    let page = sentence.page;
    sentence.mentions.iter().filter(|mention| group.own.contains(&mention.tokens.start)).find_map(
        |mention| {
            let said = page.text(mention.tokens.clone()).to_lowercase();
            if said.contains("suicide") && code != "ASSAULT/firearms" {
                return Some(("ASSAULT/suicide-attack", mention.tokens.clone()));
            }
            if said.contains("drone") && mention.weapon.is_some() {
                return Some(("ASSAULT/drone", mention.tokens.clone()));
            }
            if ["warplane", "fighter jet", "helicopter", "jets", "aircraft"]
                .iter()
                .any(|word| said.contains(word))
                && code != "ASSAULT/firearms"
                && group.cores.iter().any(|core| {
                    core.agent
                        .is_some_and(|(agent, _)| sentence.mentions[agent].tokens == mention.tokens)
                })
            {
                return Some(("ASSAULT/aerial", mention.tokens.clone()));
            }
            let (weapon, tokens) = mention.weapon.clone()?;
            let by_device = code == "ASSAULT/destroy"
                && weapon == "6"
                && group.cores.iter().any(|core| {
                    core.verb.is_some_and(|verb| {
                        sentence.verbs[verb]
                            .subject
                            .is_some_and(|m| sentence.mentions[m].tokens == mention.tokens)
                    })
                });
            if code != "ASSAULT" && !by_device {
                return None;
            }
            let left_over = said.contains("unexploded");
            let heavy = !left_over
                && ["mortar", "rocket", "artillery", "missile", "shell"]
                    .iter()
                    .any(|word| said.contains(word));
            let found = match weapon {
                "5" => "ASSAULT/firearms",
                "6" if heavy && !said.contains("grenade") => "ASSAULT/heavy-weapons",
                "6" => "ASSAULT/explosives",
                "8" | "9" => "ASSAULT/primitive",
                "1" | "2" => "ASSAULT/unconventional",
                _ => return None,
            };
            Some((found, tokens))
        },
    )
}

fn party_of(
    sentence: &Sentence<'_, '_>,
    mention: usize,
    rule: &'static str,
) -> Option<Field<Party>> {
    let mention = &sentence.mentions[mention];
    let party = mention.party.clone()?;
    Some(Field::new(party, vec![sentence.page.span(mention.party_words.clone())], rule))
}

fn side_a(
    sentence: &Sentence<'_, '_>,
    group: &Group,
    attributions: &[Field<Attribution>],
) -> Option<Field<Party>> {
    let mut agents: Vec<&Core> = group.cores.iter().filter(|core| core.agent.is_some()).collect();
    agents.sort_by_key(|core| core.outcome);
    let told = agents.into_iter().find_map(|core| {
        let (agent, rule) = core.agent?;
        party_of(sentence, agent, rule)
    });
    let named = told
        .as_ref()
        .is_some_and(|party| party.value.name.is_some() || party.value.role != Role::ArmedGroup);
    if named {
        return told;
    }
    // Who claims it or is blamed is more telling than "gunmen".
    let said = attributions.iter().find_map(|field| match field.value.stance {
        Stance::Claimed => {
            let by = field.value.by.clone()?;
            Some(Field::new(by, field.words.clone(), "event.side-a.claimed"))
        }
        Stance::Blamed => {
            let on = field.value.on.clone()?;
            Some(Field::new(on, field.words.clone(), "event.side-a.blamed"))
        }
        _ => None,
    });
    said.filter(|field| field.value.name.is_some() || told.is_none()).or(told)
}

fn side_b(
    sentence: &Sentence<'_, '_>,
    group: &Group,
    side_a: Option<&Field<Party>>,
) -> Option<Field<Party>> {
    let patients = || group.cores.iter().flat_map(|core| core.patients.iter().copied());
    let aimed = || {
        group
            .cores
            .iter()
            .filter(|core| !core.outcome)
            .flat_map(|core| core.patients.iter().copied())
            .chain(patients())
    };
    let fits = |mention: usize| may_be_side_b(sentence, mention, side_a);
    let found = aimed()
        .find(|&(m, _)| {
            fits(m)
                && sentence.mentions[m].party.as_ref().is_some_and(|p| p.role != Role::Civilians)
        })
        .or_else(|| aimed().find(|&(m, _)| fits(m)));
    if let Some((mention, rule)) = found {
        if let Some(better) = whose_guards(sentence, group, mention) {
            return Some(better);
        }
        let people = sentence.mentions[mention].people;
        return party_of(sentence, mention, rule).map(|field| {
            // Doctors and reporters are people when they are hurt.
            field.map(|party| match party.role {
                Role::Health | Role::Media | Role::Witnesses | Role::Monitor
                    if people && party.name.is_none() =>
                {
                    Party { role: Role::Civilians, ..party }
                }
                _ => party,
            })
        });
    }
    // Things have those to whom they belong.
    let (mention, rule) = aimed().find(|&(m, _)| sentence.mentions[m].thing.is_some())?;
    let (class, tokens) = sentence.mentions[mention].thing.clone()?;
    let role = match class {
        TargetClass::Military => Role::Military,
        TargetClass::Police => Role::Police,
        TargetClass::Government => Role::Government,
        _ => return None,
    };
    Some(Field::new(Party::of(role), vec![sentence.page.span(tokens)], rule))
}

/// "guards", "officers", "a checkpoint" alone are of somebody's forces: of those that are hurt in the same event, else of
/// whoever has the place that was hit.
fn whose_guards(
    sentence: &Sentence<'_, '_>,
    group: &Group,
    mention: usize,
) -> Option<Field<Party>> {
    let page = sentence.page;
    let vague = |m: usize| {
        let party = sentence.mentions[m].party.as_ref();
        let bare = party.is_some_and(|party| {
            party.role == Role::SecurityForces && party.name.is_none() && party.country.is_none()
        });
        let last = page.word(sentence.mentions[m].party_words.end - 1);
        bare && !matches!(last, "forces" | "force")
    };
    if !vague(mention) {
        return None;
    }
    let patients = || group.cores.iter().flat_map(|core| core.patients.iter().copied());
    let exact = |m: usize| {
        let role = sentence.mentions[m].party.as_ref()?.role;
        matches!(role, Role::Police | Role::Military).then_some(role)
    };
    let hurt = patients().find_map(|(m, rule)| {
        exact(m)?;
        party_of(sentence, m, rule)
    });
    let housed = || {
        patients().find_map(|(m, rule)| {
            let (class, tokens) = sentence.mentions[m].thing.clone().filter(|_| !vague(m))?;
            let role = match class {
                TargetClass::Police => Role::Police,
                TargetClass::Military => Role::Military,
                _ => return None,
            };
            Some(Field::new(Party::of(role), vec![page.span(tokens)], rule))
        })
    };
    hurt.or_else(housed)
}

/// Whether a mention can be whom it was done to: no place of healing, no attacker, not the side that did it.
fn may_be_side_b(
    sentence: &Sentence<'_, '_>,
    mention: usize,
    side_a: Option<&Field<Party>>,
) -> bool {
    let mention = &sentence.mentions[mention];
    let Some(party) = &mention.party else { return false };
    let same =
        party.role == Role::ArmedGroup && side_a.is_some_and(|a| a.value.label() == party.label());
    let unnamed = party.name.is_none();
    let thing = mention.thing.as_ref().is_some_and(|(_, tokens)| tokens.contains(&mention.head));
    let place = thing
        && unnamed
        && matches!(party.role, Role::Health | Role::Media | Role::Monitor | Role::Civilians);
    let source = mention.group.is_none()
        && unnamed
        && matches!(party.role, Role::Health | Role::Media | Role::Monitor);
    let attacker = ["attackers", "attacker", "assailants", "bomber", "bombers"]
        .contains(&sentence.page.word(mention.head));
    !(same || mention.negative || place || source || attacker)
}

fn target(
    sentence: &Sentence<'_, '_>,
    group: &Group,
    victims: &[Field<crate::coded::Victims>],
) -> Option<Field<TargetClass>> {
    let aimed = || {
        group
            .cores
            .iter()
            .filter(|core| !core.outcome)
            .flat_map(|core| core.patients.iter().copied())
    };
    let page = sentence.page;
    let thing = aimed().find_map(|(mention, rule)| {
        let (class, tokens) =
            sentence.mentions[mention].thing.clone().filter(|_| !is_device(sentence, mention))?;
        // "an army checkpoint": whose it is says more.
        let party = sentence.mentions[mention].party.as_ref();
        let class = match party.filter(|p| p.name.is_none()).map(|party| party.role) {
            Some(Role::Police) => TargetClass::Police,
            Some(Role::Military | Role::SecurityForces) => TargetClass::Military,
            _ => class,
        };
        Some(Field::new(class, vec![page.span(tokens)], rule))
    });
    let people = || {
        aimed().find_map(|(mention, rule)| {
            let mention = &sentence.mentions[mention];
            let class = mention.group.or_else(|| mention.party.as_ref()?.role.target())?;
            let words = if mention.party.is_some() {
                mention.party_words.clone()
            } else {
                mention.head..mention.head + 1
            };
            Some(Field::new(class, vec![page.span(words)], rule))
        })
    };
    let hurt = || {
        victims
            .iter()
            .find(|field| {
                !field.value.attackers && !field.value.part && field.value.group.is_some()
            })
            .and_then(|field| {
                Some(Field::new(field.value.group?, field.words.clone(), "event.target.victims"))
            })
    };
    let near = || {
        // A place that was hit stands beside the device: "a bomb went off near a market".
        group.cores.iter().find_map(|core| {
            let end = core.words.end;
            sentence.mentions.iter().find_map(|mention| {
                let (class, tokens) = mention.thing.clone().filter(|_| !mention.people)?;
                (mention.tokens.start >= end
                    && mention.tokens.start < end + 6
                    && group.own.contains(&mention.tokens.start))
                .then(|| Field::new(class, vec![page.span(tokens)], "event.target.near"))
            })
        })
    };
    // Of words that only say what became of people, these are who was aimed at.
    let only_outcome = group.cores.iter().all(|core| core.outcome);
    let aimed_at = thing.or_else(people);
    if only_outcome {
        return aimed_at.or_else(hurt).or_else(near);
    }
    aimed_at.or_else(near).or_else(hurt)
}

/// Whether a vehicle is what the attack was made with: "a lorry filled with explosives".
fn is_device(sentence: &Sentence<'_, '_>, mention: usize) -> bool {
    let page = sentence.page;
    let end = sentence.mentions[mention].tokens.end;
    let filled = matches!(
        page.word(end),
        "filled" | "packed" | "laden" | "loaded" | "rigged" | "stuffed" | "carrying"
    );
    filled
        && (end + 1..(end + 5).min(sentence.range.end))
            .any(|at| matches!(page.word(at), "explosives" | "bombs" | "dynamite" | "explosive"))
}

fn tactic(sentence: &Sentence<'_, '_>, group: &Group, kind: EventType) -> Option<Field<Tactic>> {
    let page = sentence.page;
    let strong = best(sentence, group)?;
    let of = |core: &Core| match core.made {
        Some(made) => made.tactic.map(|tactic| (tactic, made.rule)),
        None => {
            let row = &page.world.words.triggers[core.trigger];
            row.tactic.map(|tactic| (tactic, row.rule))
        }
    };
    let field = |core: &Core| {
        of(core).map(|(tactic, rule)| Field::new(tactic, vec![page.span(core.words.clone())], rule))
    };
    let said = field(strong).or_else(|| group.cores.iter().find_map(field));
    // "Jets bombed": the kind says more than the verb.
    let implied = || super::made::implied(page, strong, kind);
    match said {
        Some(said) if said.value == Tactic::Bombing => implied().or(Some(said)),
        said => said.or_else(implied),
    }
}

fn weapon(
    sentence: &Sentence<'_, '_>,
    group: &Group,
    kind: EventType,
) -> Option<Field<&'static str>> {
    let page = sentence.page;
    let said = sentence
        .mentions
        .iter()
        .filter(|mention| group.own.contains(&mention.tokens.start))
        .filter(|mention| !is_booty(sentence, mention))
        .find_map(|mention| mention.weapon.clone());
    if let Some((code, tokens)) = said {
        return Some(Field::new(code, vec![page.span(tokens)], "event.weapon.noun"));
    }
    let core = best(sentence, group)?;
    let row = &page.world.words.triggers[core.trigger];
    let code = row.weapon.or(match kind.code() {
        "ASSAULT/suicide-attack"
        | "ASSAULT/explosives"
        | "ASSAULT/heavy-weapons"
        | "ASSAULT/aerial"
        | "ASSAULT/drone" => Some("6"),
        "ASSAULT/firearms" => Some("5"),
        _ => None,
    })?;
    Some(Field::new(code, vec![page.span(core.words.clone())], "event.weapon.implied"))
}

/// Whether a weapon is what was taken and not what was used: "and took his gun".
fn is_booty(sentence: &Sentence<'_, '_>, mention: &crate::code::mention::Mention) -> bool {
    sentence.verbs.iter().any(|verb| {
        let own = |m: usize| sentence.mentions[m].tokens == mention.tokens;
        let what = if verb.passive { verb.subject } else { verb.object };
        what.is_some_and(own)
            && matches!(
                sentence.page.lemma(verb.head),
                "take" | "steal" | "seize" | "capture" | "loot" | "recover" | "confiscate" | "find"
            )
    })
}

fn gtd(sentence: &Sentence<'_, '_>, group: &Group, kind: EventType) -> Option<&'static str> {
    let core = best(sentence, group)?;
    let by_kind = match kind.code() {
        "ASSAULT/explosives" | "ASSAULT/suicide-attack" | "ASSAULT/heavy-weapons" => Some("3"),
        "ASSAULT/firearms" => Some("2"),
        "ASSAULT/abduct" => Some("6"),
        _ => None,
    };
    let row = &sentence.page.world.words.triggers[core.trigger];
    by_kind.or(core.made.map(|made| made.gtd)).or(row.gtd).or_else(|| {
        group.cores.iter().find_map(|core| sentence.page.world.words.triggers[core.trigger].gtd)
    })
}

/// UCDP's type of violence by who took part (UCDP GED codebook); none where a side is not known.
/// UCDP's type of violence, by who took part; none where that does not tell.
pub(crate) fn ucdp(
    kind: EventType,
    side_a: Option<&Field<Party>>,
    side_b: Option<&Field<Party>>,
    target: Option<&Field<TargetClass>>,
) -> Option<&'static str> {
    if kind.root() != "ASSAULT" {
        return None;
    }
    let a = side_a?.value.role;
    let organised =
        |role: Role| role == Role::ArmedGroup || role.is_state() || role == Role::International;
    let b = side_b.map(|field| field.value.role);
    match b {
        Some(b) if organised(a) && organised(b) => {
            if a.is_state() || b.is_state() {
                Some("1")
            } else {
                Some("2")
            }
        }
        _ if organised(a) => {
            let civilians = b == Some(Role::Civilians)
                || target.is_some_and(|target| {
                    !matches!(
                        target.value,
                        TargetClass::Military
                            | TargetClass::Police
                            | TargetClass::ArmedGroup
                            | TargetClass::Government
                    )
                });
            civilians.then_some("3")
        }
        _ => None,
    }
}

fn event_marks(sentence: &Sentence<'_, '_>, group: &Group) -> Vec<Field<Mark>> {
    let mut marks: Vec<Field<Mark>> = Vec::new();
    // "Contrary to rumours, no one was killed": where nothing else is told, nothing happened.
    let nobody = group.cores.iter().all(|core| {
        let spared = core.patients.iter().all(|&(m, _)| sentence.mentions[m].negative);
        core.outcome && core.agent.is_none() && !core.patients.is_empty() && spared
    });
    if nobody && let Some(&(mention, _)) = group.cores.iter().flat_map(|core| &core.patients).next()
    {
        let words = vec![sentence.page.span(sentence.mentions[mention].tokens.clone())];
        marks.push(Field::new(Mark::Negated, words, NOBODY));
    }
    for core in &group.cores {
        let found = marks::marks_at(sentence, core.verb, core.mention, core.at());
        for mark in found {
            // "no one was killed" negates the fate and not the event.
            let fate_only = core.outcome
                && mark.value == Mark::Negated
                && core.patients.iter().any(|&(m, _)| sentence.mentions[m].negative);
            let main = core.outcome
                && group.cores.iter().any(|other| !other.outcome)
                && mark.value != Mark::Historical;
            if !fate_only && !main && !marks.iter().any(|known| known.value == mark.value) {
                marks.push(mark);
            }
        }
    }
    marks
}
