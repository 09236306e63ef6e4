//! How the GTD-shaped source codes an attack.

use crate::{
    GtdParameters,
    calendar::Day,
    observe::told::{Spot, Told},
    rng::Rng,
    world::{Degrees, Incident, Killed, Method, Party, World, attacker},
};

/// Whom an attack was aimed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    Military,
    Police,
    Government,
    Civilians,
    Group(u16),
}

/// The coded values of an attack.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Coding {
    /// The day; where it is not known, some day of the month.
    pub(crate) day: Day,
    pub(crate) day_known: bool,
    /// The last day of an attack of more than a day.
    pub(crate) extended_to: Option<Day>,
    pub(crate) town: u32,
    pub(crate) at: Degrees,
    /// 1 the town; 2 the town's name with its unit's centroid; 3 not in a town; 4 the unit's centroid; 5
    /// no coordinates.
    pub(crate) specificity: u8,
    pub(crate) method: Method,
    /// Who did it; `None` is `Unknown`.
    pub(crate) group: Option<u16>,
    /// Whether the group's name is spelt the other way.
    pub(crate) respelled: bool,
    pub(crate) target: Target,
    pub(crate) success: bool,
    pub(crate) doubtful: bool,
    pub(crate) multiple: bool,
    pub(crate) claimed: bool,
    /// All dead, attackers too; `None` where no source gave a number.
    pub(crate) dead: Option<u32>,
    /// The attackers among them.
    pub(crate) dead_attackers: Option<u32>,
    pub(crate) wounded: Option<u32>,
}

/// Share of attacks without a toll, and share of attacks whose dead attackers are counted.
const NO_TOLL: f64 = 0.05;
const ATTACKERS_COUNTED: f64 = 0.9;

impl Coding {
    /// The first coding of an attack, or of several days of one.
    pub(super) fn first(
        rng: &mut Rng,
        world: &World,
        parameters: &GtdParameters,
        parts: &[Incident],
        linked: bool,
    ) -> Self {
        let incident = &parts[0];
        let told = Told::draw(rng, world, &parameters.errors, incident);
        let attacker = attacker(world, incident);
        let group = match told.party(world, incident, attacker) {
            Some(Party::Group(index)) => Some(index),
            _ => None,
        };
        let (specificity, at) = place(rng, world, &told);
        let target = target(rng, world, incident, &told, attacker);
        let explosive = matches!(told.method, Method::Bombing | Method::SuicideBombing);
        let total = told.killed.total();
        let success = total > 0 || !explosive || rng.chance(0.4);
        let fought = !matches!(target, Target::Civilians | Target::Government);
        let single = parts.len() == 1;
        let (dead, dead_attackers) = if single {
            toll(rng, world, incident, &told, attacker)
        } else {
            (Some(parts.iter().map(|part| part.killed.total()).sum()), None)
        };
        Self {
            day: if single { told.day } else { incident.day },
            day_known: !single || !rng.chance(parameters.day_unknown),
            extended_to: (!single).then(|| parts[parts.len() - 1].day),
            town: told.town,
            at,
            specificity,
            method: told.method,
            group,
            respelled: rng.chance(0.08),
            target,
            success,
            doubtful: fought && rng.chance(0.5),
            multiple: linked,
            claimed: group.is_some() && rng.chance(0.2),
            dead,
            dead_attackers,
            wounded: rng.chance(0.8).then(|| total + rng.below(1 + 2 * total)),
        }
    }

    /// What a later release makes of it: the true toll, and the group where it was not known.
    pub(super) fn corrected(&self, world: &World, parts: &[Incident]) -> Self {
        let mut later = self.clone();
        let suicides = u32::from(parts[0].method == Method::SuicideBombing && parts.len() == 1);
        let total: u32 = parts.iter().map(|part| part.killed.total()).sum::<u32>() + suicides;
        later.dead = Some(if self.dead == Some(total) { total + 1 } else { total });
        later.dead_attackers = None;
        if let (None, Party::Group(index)) = (self.group, attacker(world, &parts[0])) {
            later.group = Some(index);
        }
        later
    }
}

fn place(rng: &mut Rng, world: &World, told: &Told) -> (u8, Degrees) {
    let centroid = world.land.unit(world.land.town(told.town).unit).centroid;
    match told.spot {
        Spot::Town => (1, told.at),
        Spot::Near if rng.chance(0.25) => (3, told.at),
        Spot::Near => (1, told.at),
        Spot::Unit => match rng.class(&[0.6, 0.9, 1.0]) {
            0 => (4, centroid),
            1 => (2, centroid),
            _ => (5, centroid),
        },
    }
}

fn target(
    rng: &mut Rng,
    world: &World,
    incident: &Incident,
    told: &Told,
    attacker: Party,
) -> Target {
    let dyad = world.cast.dyads[incident.dyad as usize];
    let other = if dyad.a == attacker { dyad.b } else { dyad.a };
    let draw = rng.class(&[0.6, 0.85, 1.0]);
    match told.party(world, incident, other) {
        Some(Party::Government(_)) => [Target::Military, Target::Police, Target::Government][draw],
        Some(Party::Group(index)) => Target::Group(index),
        Some(Party::Civilians) | None => Target::Civilians,
    }
}

/// All dead and the attackers among them; the carrier of a bomb is one of them and dies in no other
/// source's count.
fn toll(
    rng: &mut Rng,
    world: &World,
    incident: &Incident,
    told: &Told,
    attacker: Party,
) -> (Option<u32>, Option<u32>) {
    let carrier = u32::from(incident.method == Method::SuicideBombing);
    let Killed { a, b, .. } = told.killed;
    let dyad = world.cast.dyads[incident.dyad as usize];
    let side = match attacker {
        _ if dyad.violence() == 3 => 0,
        party if party == dyad.a => a,
        _ => b,
    };
    let (no_toll, counted) = (rng.chance(NO_TOLL), rng.chance(ATTACKERS_COUNTED));
    if no_toll {
        return (None, None);
    }
    (Some(told.killed.total() + carrier), counted.then_some(side + carrier))
}
