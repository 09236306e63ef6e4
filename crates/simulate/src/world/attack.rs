//! Who began: the world knows it, and some sources count only what one side did.

use super::{Incident, Method, Party, World};
use crate::rng::{Rng, Stream};

/// The side that attacked. In one-sided violence it is the organised side, between groups either, and
/// in state-based violence mostly the group where the deed is one of surprise, mostly the government
/// where it needs artillery.
pub(crate) fn attacker(world: &World, incident: &Incident) -> Party {
    let dyad = world.cast.dyads[incident.dyad as usize];
    let key = [incident.number, 0, 0];
    let mut rng = Rng::keyed(world.parameters.seed, Stream::Attack, key);
    let side_a = match dyad.violence() {
        3 => return dyad.a,
        2 => 0.5,
        _ => match incident.method {
            Method::Bombing | Method::SuicideBombing | Method::Raid => 0.05,
            Method::Ambush => 0.12,
            Method::Firefight => 0.4,
            Method::Shelling => 0.65,
        },
    };
    if rng.chance(side_a) { dyad.a } else { dyad.b }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Parameters;

    #[test]
    fn the_attacker_is_a_side_of_the_dyad_and_never_civilians() {
        let world = World::new(&Parameters::default());
        let mut groups = 0;
        let Ok(()) = world.happen::<std::convert::Infallible>(&mut |episode| {
            for incident in &episode.incidents {
                let dyad = world.cast.dyads[incident.dyad as usize];
                let attacker = attacker(&world, incident);
                assert!(attacker == dyad.a || attacker == dyad.b);
                assert_ne!(attacker, Party::Civilians);
                groups += u32::from(matches!(attacker, Party::Group(_)));
            }
            Ok(())
        });
        assert!(groups > 2_000, "{groups}");
    }
}
