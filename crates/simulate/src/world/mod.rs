//! What happened: the land, the cast, the script and the incidents, before any source heard of them.

mod attack;
mod cast;
mod incident;
mod land;
mod near_miss;
mod process;
mod script;
mod surge;
mod unrest;

pub(crate) use attack::attacker;
pub(crate) use cast::{CIVILIANS_DSET, CIVILIANS_ID, Cast, Dyad, Group, HEADLINE, Party};
pub(crate) use incident::{Episode, EpisodeKind, Incident, Killed, Method};
pub(crate) use land::{Country, Degrees, Land, Unit};
pub(crate) use process::{groups_in, incidents_expected};
pub(crate) use script::{Planted, Script};
pub(crate) use surge::Surge;
pub(crate) use unrest::{Unrest, UnrestDays, UnrestKind};

use crate::{Parameters, calendar::Calendar};

/// A world: everything about it that does not grow with the number of incidents.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) parameters: Parameters,
    pub(crate) calendar: Calendar,
    pub(crate) land: Land,
    pub(crate) cast: Cast,
    pub(crate) script: Script,
}

impl World {
    /// Makes the world of these parameters, which must have been checked.
    pub(crate) fn new(parameters: &Parameters) -> Self {
        let calendar = Calendar::new(parameters.from, parameters.to);
        let land = Land::new(parameters);
        let cast = Cast::new(parameters, &land);
        let script = Script::new(parameters, &calendar, &cast);
        Self { parameters: parameters.clone(), calendar, land, cast, script }
    }

    /// Lets everything happen once more, in the order of days, and shows each episode as it happens.
    ///
    /// It can be called again and then shows the same; that is how several passes are made over a
    /// world too large to be kept.
    ///
    /// # Errors
    /// Only those of `visit`, at which it stops.
    pub(crate) fn happen<E>(
        &self,
        visit: &mut dyn FnMut(&Episode) -> Result<(), E>,
    ) -> Result<(), E> {
        process::run(self, visit)
    }
}
