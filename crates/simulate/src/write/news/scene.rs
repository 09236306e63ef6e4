//! Fills the places of sentences about an incident with what a newsroom believes of it.

use serde_json::{Value, json};

use super::{
    composer::{Composer, Of, Slots},
    dates::{self},
    grammar,
    numbers::{self, Stated},
    parties::{self},
    places,
    voice::Voice,
};
use crate::{
    observe::news::knowledge::{Attribution, Known, PlaceKnown},
    rng::Rng,
    world::{Method, Party},
};

/// One incident within an article.
pub(super) struct Scene<'a, 'w> {
    pub(super) voice: &'a mut Voice<'w>,
    pub(super) known: &'a Known,
    pub(super) of: Of,
    /// Told as history, with its year.
    pub(super) long_ago: bool,
    /// The account that is put right.
    pub(super) before: Option<&'a Known>,
    /// What `{group}` says about the group at this point.
    pub(super) field: &'static str,
    /// Whether the last count was one.
    pub(super) one: bool,
}

impl<'a, 'w> Scene<'a, 'w> {
    /// A scene of the news.
    pub(super) const fn new(voice: &'a mut Voice<'w>, known: &'a Known, of: Of) -> Self {
        Self { voice, known, of, long_ago: false, before: None, field: "actor", one: false }
    }

    /// The method as it can be told: a government has no suicide bombers.
    const fn method(&self) -> Method {
        match (self.known.method, self.known.attacker()) {
            (Method::SuicideBombing, Some(Party::Government(_))) => Method::Bombing,
            (method, _) => method,
        }
    }

    /// Fills a phrase that states how it was done.
    fn tactic(&mut self, out: &mut Composer, phrase: &str) {
        let start = out.text.len();
        out.fill(phrase, self);
        let value = Value::from(self.method().as_str());
        out.mark(self.of, "tactic", value, start);
    }

    fn place(&mut self, out: &mut Composer) {
        let known = self.known;
        let at = (known.town, known.at);
        let place = places::place(self.voice.world, at, known.place, &mut self.voice.rng);
        out.say(self.of, "place", place.value, &place.words);
    }

    /// A place for a headline: short, with its preposition or without.
    fn place_head(&mut self, out: &mut Composer, preposition: bool) {
        let land = &self.voice.world.land;
        let town = land.town(self.known.town);
        let unit = land.unit(town.unit);
        let country = &land.countries[usize::from(town.country)];
        let (word, name, precision) = match self.known.place {
            PlaceKnown::Town => ("in", town.name.clone(), "town"),
            PlaceKnown::NearTown => ("near", town.name.clone(), "near-town"),
            PlaceKnown::District | PlaceKnown::Unit => {
                ("in", format!("{} province", unit.name), "admin1")
            }
            PlaceKnown::Country => ("in", country.name.to_owned(), "country"),
        };
        let named = matches!(precision, "town" | "near-town").then_some(town.name.as_str());
        let value = json!({
            "precision": if preposition || precision != "near-town" { precision } else { "town" },
            "town": named,
            "district": Value::Null,
            "admin1": (precision != "country").then_some(unit.id.as_str()),
            "country": country.iso3,
        });
        let words = if preposition { format!("{word} {name}") } else { name };
        out.say(self.of, "place", value, &words);
    }

    fn when(&mut self, out: &mut Composer) {
        let calendar = &self.voice.world.calendar;
        let known = self.known;
        let when = if self.long_ago {
            let day = (known.day, known.date);
            dates::history(
                calendar,
                day,
                self.voice.told,
                self.voice.style.month_first,
                &mut self.voice.rng,
            )
        } else {
            let day = (known.day, known.minute, known.date);
            let habit = self.voice.habit();
            dates::news(calendar, day, self.voice.told, habit, &mut self.voice.rng)
        };
        out.say(self.of, "date", when.value(calendar), &when.words);
    }

    fn attackers(&mut self, out: &mut Composer) {
        let Some(party) = self.known.attacker() else {
            out.push("gunmen");
            return;
        };
        let phrase = parties::attackers(party, self.known.attribution, &mut self.voice.rng);
        let field = std::mem::replace(&mut self.field, "actor");
        if phrase.contains('{') {
            out.fill(phrase, self);
        } else if self.known.attribution == Attribution::Open && matches!(party, Party::Group(_)) {
            out.say(self.of, "actor", json!({"id": Value::Null}), phrase);
        } else {
            out.say(self.of, "actor", parties::value(self.voice.world, party), phrase);
        }
        self.field = field;
    }

    fn target(&mut self, out: &mut Composer) {
        let party = self.known.target();
        let phrase = parties::target(party, self.method(), &mut self.voice.rng);
        let start = out.text.len();
        let mut rest = phrase.split("{group}");
        out.push(rest.next().unwrap_or_default());
        if let (Party::Group(group), Some(tail)) = (party, rest.next()) {
            let name = self.voice.named.group(
                self.voice.world,
                group,
                self.voice.style,
                &mut self.voice.rng,
            );
            out.push(&name);
            out.push(tail);
        }
        let value = json!({
            "id": parties::id(self.voice.world, party),
            "class": parties::target_class(party),
        });
        out.mark(self.of, "target", value, start);
    }

    /// A side by its name, with what is said of it.
    fn side(&mut self, out: &mut Composer, party: Party, field: &'static str) {
        match party {
            Party::Group(group) => self.voice.group(out, self.of, field, group),
            Party::Government(_) => {
                let words = self.voice.any(&["the army", "government forces", "government troops"]);
                out.say(self.of, field, parties::value(self.voice.world, party), words);
            }
            Party::Civilians => out.push("civilians"),
        }
    }

    fn who(&mut self, out: &mut Composer) {
        let by_state = matches!(self.known.attacker(), Some(Party::Government(_)))
            && self.known.target() == Party::Civilians;
        let list: &[&'static str] = if by_state { &parties::WITNESSES } else { &parties::WHO };
        let words = self.voice.pick(list);
        out.say(self.of, "source", Value::from(words), words);
    }

    /// Somebody who speaks for the state.
    fn state(&mut self, out: &mut Composer) {
        let words = self.voice.pick(&parties::STATE);
        out.say(self.of, "source", Value::from(words), words);
    }

    fn blamer(&mut self, out: &mut Composer) {
        let list: &[&'static str] = match self.known.attacker() {
            Some(Party::Government(_)) => {
                &["residents", "witnesses", "an opposition deputy", "a rights monitor"]
            }
            _ => &["the army", "officials", "police", "the interior ministry", "the government"],
        };
        let words = self.voice.pick(list);
        out.say(self.of, "blamed_by", Value::from(words), words);
    }

    fn change(&self, words: [&'static str; 2]) -> &'static str {
        let before = self.before.map_or(0, |before| before.killed.total());
        words[usize::from(self.known.killed.total() < before)]
    }

    fn population(&self) -> String {
        let people = self.voice.world.land.town(self.known.town).population;
        let rounded = if people > 10_000 { people / 1_000 * 1_000 } else { people / 100 * 100 };
        numbers::digits(u64::from(rounded))
    }

    fn words_of_count(&mut self, out: &mut Composer, name: &str) -> bool {
        let one = self.one;
        out.push(match name {
            "were" | "were_injured" => {
                if one {
                    "was"
                } else {
                    "were"
                }
            }
            "have" => {
                if one {
                    "has"
                } else {
                    "have"
                }
            }
            "are" => {
                if one {
                    "is"
                } else {
                    "are"
                }
            }
            _ => return false,
        });
        true
    }

    fn plain(&mut self, out: &mut Composer, name: &str) -> bool {
        let world = self.voice.world;
        let town = world.land.town(self.known.town);
        let unit = world.land.unit(town.unit);
        match name {
            "town" => out.push(&town.name),
            "province" => out.push(&format!("{} province", unit.name)),
            "country" => out.push(world.land.countries[usize::from(town.country)].name),
            "people" => out.push(&self.population()),
            "changed_perfect" => out.push(self.change(["risen", "been lowered"])),
            "changed_past" => out.push(self.change(["rose", "was lowered"])),
            "changed_now" => out.push(self.change(["rises", "lowered"])),
            "compared" => out.push(self.change(["up from", "down from"])),
            "nobody" | "no_deaths" => {
                let list: &[&'static str] = if name == "nobody" {
                    &["no one", "nobody"]
                } else {
                    &["no deaths", "no fatalities"]
                };
                let words = self.voice.any(list);
                let zero = Stated::exact(0, 1);
                let value = self.deaths(&zero, None);
                out.say(self.of, "deaths", value, words);
            }
            "any_deaths" => {
                let words = self.voice.any(&["any deaths", "loss of life"]);
                out.push(words);
            }
            _ => return self.words_of_count(out, name),
        }
        true
    }
}

/// The families of first sentences and headlines for an incident.
pub(super) fn lead_of(known: &Known, rng: &mut Rng) -> &'static [&'static str] {
    let lethal = known.killed.total() > 0;
    let blast = matches!(known.method, Method::Bombing | Method::SuicideBombing);
    let group = !matches!(known.attacker(), Some(Party::Government(_)));
    match (known.attacker().is_some(), blast && (known.count() > 1 || !group || rng.chance(0.75))) {
        (_, true) if known.count() > 1 => grammar::LEAD_SERIES,
        (false, _) if lethal => grammar::LEAD_CLASH,
        (false, _) => grammar::LEAD_CLASH_BLOODLESS,
        (true, true) if lethal => grammar::LEAD_BLAST,
        (true, true) => grammar::LEAD_BLAST_BLOODLESS,
        (true, false) if lethal => grammar::LEAD_ARMED,
        (true, false) => grammar::LEAD_ARMED_BLOODLESS,
    }
}

impl Slots for Scene<'_, '_> {
    fn slot(&mut self, out: &mut Composer, name: &str) -> bool {
        let method = self.method();
        match name {
            "dead" => self.dead(out),
            "toll" => self.toll(out, self.known, false, "deaths"),
            "toll_bare" => self.toll(out, self.known, true, "deaths"),
            "before" => self.toll(out, self.before.unwrap_or(self.known), false, "deaths_before"),
            "before_bare" => {
                self.toll(out, self.before.unwrap_or(self.known), true, "deaths_before")
            }
            "split" => self.split(out),
            "boast" => self.boast(out),
            "injured" => self.injured(out, false),
            "injured_number" => self.injured(out, true),
            "place" => self.place(out),
            "place_head" => self.place_head(out, true),
            "place_head_town" => self.place_head(out, false),
            "when" => self.when(out),
            "who" => self.who(out),
            "state" => self.state(out),
            "army" => {
                let value = parties::value(self.voice.world, self.known.sides.0);
                out.say(self.of, "confirmed_by", value, "the army");
            }
            "blamer" => self.blamer(out),
            "attackers" => self.attackers(out),
            "target" => self.target(out),
            "side" => {
                let party = self.known.attacker().unwrap_or(self.known.sides.1);
                self.side(out, party, self.field);
            }
            "side_a" => self.side(out, self.known.sides.0, "side"),
            "side_b" => self.side(out, self.known.sides.1, "side"),
            "group" => match (self.known.attacker(), self.known.sides) {
                (Some(Party::Group(group)), _)
                | (_, (Party::Group(group), _) | (_, Party::Group(group))) => {
                    self.voice.group(out, self.of, self.field, group);
                }
                _ => return false,
            },
            "deed" => {
                let phrase = self.voice.pick(grammar::deeds(method));
                self.tactic(out, phrase);
            }
            "blast" => {
                let phrase = self.voice.pick(grammar::blasts(method));
                self.tactic(out, phrase);
            }
            "thing" => {
                let phrase = self.voice.pick(grammar::things(method));
                self.tactic(out, phrase);
            }
            "thing_again" => {
                let phrase = self.voice.any(grammar::things_again(method));
                self.tactic(out, phrase);
            }
            "headline" => {
                let phrase = self.voice.any(grammar::things_headline(method));
                self.tactic(out, phrase);
            }
            "series" => {
                let stated = Stated::exact(self.known.count(), self.voice.digits(out));
                out.say(self.of, "incidents", stated.value(), &stated.words);
            }
            _ => return self.plain(out, name),
        }
        true
    }
}
