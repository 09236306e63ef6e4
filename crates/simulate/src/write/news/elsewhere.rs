//! Fills the places of sentences about what never happened, and of articles about other things.

use serde_json::{Value, json};

use super::{
    composer::{Composer, Of, Slots},
    dates, numbers, parties,
    voice::Voice,
};
use crate::observe::news::knowledge::DateKnown;

/// For sentences without places.
pub(super) struct Nothing;

impl Slots for Nothing {
    fn slot(&mut self, _: &mut Composer, _: &str) -> bool {
        false
    }
}

/// Fills sentences about what did not happen.
pub(super) struct Elsewhere<'a, 'w> {
    pub(super) voice: &'a mut Voice<'w>,
    pub(super) of: Of,
    pub(super) town: u32,
    pub(super) group: Option<u16>,
    pub(super) feared: u32,
}

impl Slots for Elsewhere<'_, '_> {
    fn slot(&mut self, out: &mut Composer, name: &str) -> bool {
        let world = self.voice.world;
        match (name, self.group) {
            ("near_other", _) => {
                let town = world.land.town(self.town);
                let words = format!("{} {}", self.voice.any(&["in", "near", "in"]), town.name);
                let value = json!({
                    "precision": if words.starts_with("near") { "near-town" } else { "town" },
                    "town": town.name,
                    "district": Value::Null,
                    "admin1": world.land.unit(town.unit).id,
                    "country": world.land.countries[usize::from(town.country)].iso3,
                });
                out.say(self.of, "place", value, &words);
            }
            ("who", _) => {
                let words = self.voice.pick(&parties::STATE);
                out.say(self.of, "source", Value::from(words), words);
            }
            ("group", Some(group)) => self.voice.group(out, self.of, "actor", group),
            ("feared", _) => {
                let digits = self.voice.digits(out);
                let stated = numbers::Stated::exact(u64::from(self.feared), digits);
                out.say(self.of, "deaths", stated.value(), &stated.words);
            }
            ("many", _) => {
                let count = u64::from(self.voice.rng.between(3, 12));
                let stated = numbers::Stated::exact(count, self.voice.digits(out));
                out.say(self.of, "count", stated.value(), &stated.words);
            }
            ("today", _) => {
                let day = (self.voice.told, 720, DateKnown::Day);
                let habit = self.voice.habit();
                let calendar = &world.calendar;
                let told = self.voice.told;
                let when = dates::news(calendar, day, told, habit, &mut self.voice.rng);
                out.push(&when.words);
            }
            _ => return false,
        }
        true
    }
}

/// Fills articles about nothing that matters.
pub(super) struct Noise<'a, 'w> {
    pub(super) voice: &'a mut Voice<'w>,
    pub(super) country: u8,
    pub(super) towns: (u32, u32),
    pub(super) numbers: (u32, u32),
}

impl Slots for Noise<'_, '_> {
    fn slot(&mut self, out: &mut Composer, name: &str) -> bool {
        let land = &self.voice.world.land;
        let (number, small) = self.numbers;
        let town = land.town(self.towns.0);
        match name {
            "town" => out.push(&town.name),
            "town2" if self.towns.1 == self.towns.0 => out.push("the visitors"),
            "town2" => out.push(&land.town(self.towns.1).name),
            "province" => out.push(&format!("{} province", land.unit(town.unit).name)),
            "country" => out.push(land.countries[usize::from(self.country)].name),
            "day" => out.push(dates::weekday(&self.voice.world.calendar, self.voice.told)),
            "n" => out.push(&number.to_string()),
            "n2" => out.push(&numbers::styled(u64::from(small), self.voice.digits(out))),
            "n2w" => out.push(&numbers::words(u64::from(small))),
            "score" => out.push(&format!("{}-{}", 1 + small / 2, small / 5)),
            _ => return false,
        }
        true
    }
}
