//! What newsrooms get to know of protests, riots and strategic developments.

use super::{
    NewsDesk, Publish, delay,
    plan::{Background, DAY, Topic},
};
use crate::{
    calendar::Day,
    rng::Rng,
    world::{Unrest, UnrestKind, World},
};

/// What a newsroom believes of something that was no armed violence.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Heard {
    /// The number of what happened.
    pub(crate) unrest: u64,
    pub(crate) kind: UnrestKind,
    pub(crate) day: Day,
    /// Minutes since midnight.
    pub(crate) minute: u32,
    pub(crate) town: u32,
    /// Whether the town is known, and not only its first-level unit.
    pub(crate) knows_town: bool,
    pub(crate) group: Option<u16>,
    pub(crate) killed: u32,
    /// What is wrong against the world, by field.
    pub(crate) errors: Vec<&'static str>,
}

/// Share of accounts that know no more than the first-level unit.
const UNIT_ONLY: f64 = 0.1;

impl Heard {
    /// What a newsroom that errs so often believes.
    fn of(world: &World, unrest: &Unrest, erring: f64, rng: &mut Rng) -> Self {
        let mut heard = Self {
            unrest: unrest.number,
            kind: unrest.kind,
            day: unrest.day,
            minute: unrest.minute,
            town: unrest.town,
            knows_town: !rng.chance(UNIT_ONLY),
            group: unrest.group,
            killed: unrest.killed,
            errors: Vec::new(),
        };
        if rng.chance(erring) && unrest.killed > 1 {
            heard.killed += rng.between(1, unrest.killed);
            heard.errors.push("deaths");
        }
        let towns = &world.land.unit(world.land.town(unrest.town).unit).towns.towns;
        let other = towns[rng.below(u32::try_from(towns.len()).unwrap_or(1)) as usize];
        if rng.chance(erring / 3.0) && other != unrest.town {
            heard.town = other;
            heard.errors.push("place");
        }
        if rng.chance(erring / 3.0) && unrest.day > world.calendar.from {
            heard.day -= 1;
            heard.errors.push("date");
        }
        heard
    }
}

impl NewsDesk<'_> {
    /// Plans what is written about a protest, a riot or a strategic development, and publishes what
    /// nothing can precede any more.
    ///
    /// # Errors
    /// Only those of `publish`.
    pub(crate) fn observe_unrest<E>(
        &mut self,
        unrest: &Unrest,
        publish: &mut Publish<'_, E>,
    ) -> Result<(), E> {
        while self.today < unrest.day {
            self.close_day(publish)?;
        }
        let town = self.world.land.town(unrest.town);
        let erring = f64::from(self.parameters.errors) / 100.0;
        let mut rng = self.rng([8, unrest.number, 0]);
        for index in 0..self.outlets.len() {
            let outlet = &self.outlets[index];
            let kind = outlet.kind;
            if !outlet.covers(town.country, town.unit)
                || !rng.chance(self.interest(kind, unrest.killed))
            {
                continue;
            }
            let heard = Heard::of(self.world, unrest, erring, &mut rng);
            let happened = u64::from(unrest.day) * DAY + u64::from(unrest.minute);
            let published = happened + delay(kind, &mut rng);
            let outlet = u8::try_from(index).unwrap_or(0);
            let topic = Topic::Unrest(heard);
            self.plan(outlet, published, topic, Background::default(), &mut rng);
        }
        Ok(())
    }
}
