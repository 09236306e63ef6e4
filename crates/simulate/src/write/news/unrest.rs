//! Articles about protests, riots and strategic developments.

use serde_json::{Value, json};

use super::{
    article::Article,
    composer::{Composer, Of, Slots},
    dates, grammar,
    numbers::{self, Stated},
    parties, places,
    voice::Voice,
};
use crate::{
    observe::news::{
        knowledge::{DateKnown, Hedge, PlaceKnown},
        unrest::Heard,
    },
    world::{Party, UnrestKind},
};

/// Writes headline and text.
pub(super) fn write(article: &mut Article, voice: &mut Voice<'_>, heard: &Heard) {
    let of = article.unrest(heard.unrest, &heard.errors);
    let head = voice.any(grammar::unrest_heads(heard.kind));
    let lead = voice.pick(grammar::unrest_leads(heard.kind));
    let mut street = Street { voice, heard, of };
    article.title.sentence(head, &mut street);
    article.body.sentence(lead, &mut street);
    let toll = if heard.killed > 0 {
        Some(grammar::UNREST_DEAD)
    } else {
        street.voice.rng.chance(0.4).then_some(grammar::UNREST_BLOODLESS)
    };
    if let Some(list) = toll {
        let template = street.voice.pick(list);
        article.body.sentence(template, &mut street);
    }
    article.body.paragraph();
    for _ in 0..street.voice.rng.between(1, 2) {
        let template = street.voice.pick(grammar::UNREST_MORE);
        article.body.sentence(template, &mut street);
    }
}

/// Fills the places of sentences about it.
struct Street<'a, 'w> {
    voice: &'a mut Voice<'w>,
    heard: &'a Heard,
    of: Of,
}

impl Street<'_, '_> {
    /// The people in the street; how many they were nobody knows for certain.
    fn crowd(&mut self, out: &mut Composer) {
        let count = u64::from(self.voice.rng.between(2, 90)) * 10;
        let hedge =
            [Hedge::About, Hedge::MoreThan, Hedge::Exact][self.voice.rng.class(&[0.5, 0.8, 1.0])];
        let digits = self.voice.digits(out);
        let stated = numbers::stated(count, hedge, digits, &mut self.voice.rng);
        let words = format!("{} people", stated.words);
        out.say(self.of, "participants", stated.value(), &words);
    }

    fn place(&mut self, out: &mut Composer) {
        let at = (self.heard.town, self.voice.world.land.town(self.heard.town).at);
        let known = if self.heard.knows_town { PlaceKnown::Town } else { PlaceKnown::Unit };
        let place = places::place(self.voice.world, at, known, &mut self.voice.rng);
        out.say(self.of, "place", place.value, &place.words);
    }

    fn place_head(&mut self, out: &mut Composer) {
        let land = &self.voice.world.land;
        let town = land.town(self.heard.town);
        let unit = land.unit(town.unit);
        let (words, precision, name) = if self.heard.knows_town {
            (format!("in {}", town.name), "town", Some(town.name.as_str()))
        } else {
            (format!("in {} province", unit.name), "admin1", None)
        };
        let value = json!({
            "precision": precision,
            "town": name,
            "district": Value::Null,
            "admin1": unit.id,
            "country": land.countries[usize::from(town.country)].iso3,
        });
        out.say(self.of, "place", value, &words);
    }

    fn when(&mut self, out: &mut Composer) {
        let calendar = &self.voice.world.calendar;
        let day = (self.heard.day, self.heard.minute, DateKnown::Day);
        let habit = self.voice.habit();
        let when = dates::news(calendar, day, self.voice.told, habit, &mut self.voice.rng);
        out.say(self.of, "date", when.value(calendar), &when.words);
    }

    fn deaths(&self, out: &mut Composer, stated: &Stated, words: &str) {
        let mut value = stated.value();
        value["of"] = Value::from("all");
        out.say(self.of, "deaths", value, words);
    }

    fn group(&mut self, out: &mut Composer) -> bool {
        let Some(group) = self.heard.group else { return false };
        if self.heard.kind == UnrestKind::Arrests {
            let start = out.text.len();
            let (world, style) = (self.voice.world, self.voice.style);
            out.push(&self.voice.named.group(world, group, style, &mut self.voice.rng));
            let party = Party::Group(group);
            let value = json!({
                "id": parties::id(world, party),
                "class": parties::target_class(party),
            });
            out.mark(self.of, "target", value, start);
        } else {
            self.voice.group(out, self.of, "actor", group);
        }
        true
    }
}

impl Slots for Street<'_, '_> {
    fn slot(&mut self, out: &mut Composer, name: &str) -> bool {
        let one = self.heard.killed == 1;
        match name {
            "crowd" => self.crowd(out),
            "deed" => {
                let words = self.voice.pick(grammar::unrest_deeds(self.heard.kind));
                out.say(self.of, "kind", Value::from(self.heard.kind.as_str()), words);
            }
            "place" => self.place(out),
            "place_head" => self.place_head(out),
            "when" => self.when(out),
            "cause" => out.push(self.voice.any(grammar::CAUSES)),
            "who" => {
                let words = self.voice.pick(&parties::WITNESSES_OF_UNREST);
                out.say(self.of, "source", Value::from(words), words);
            }
            "group" => return self.group(out),
            "dead" => {
                let stated = Stated::exact(u64::from(self.heard.killed), self.voice.digits(out));
                let noun = if one { "person" } else { "people" };
                self.deaths(out, &stated, &format!("{} {noun}", stated.words));
            }
            "no_deaths" => {
                let words = self.voice.any(&["no deaths", "no fatalities"]);
                self.deaths(out, &Stated::exact(0, 1), words);
            }
            "were" => out.push(if one { "was" } else { "were" }),
            _ => return false,
        }
        true
    }
}
