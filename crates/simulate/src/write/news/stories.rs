//! From a plan to an article: which sentences, in which order.

use serde_json::Value;

use super::{
    article::Article,
    composer::Of,
    elsewhere::{Elsewhere, Noise, Nothing},
    grammar, sayings,
    scene::{Scene, lead_of},
    unrest,
    voice::Voice,
};
use crate::{
    observe::news::{
        knowledge::{Attribution, Known},
        outlets::Outlet,
        plan::{DAY, Said, Story, Topic},
    },
    rng::{Rng, Stream},
    world::{Party, World},
};

/// Writes a story. The same story gives the same words whenever it is asked for.
pub(super) fn write(world: &World, outlet: &Outlet, story: &Story) -> Article {
    let rng = Rng::keyed(world.parameters.seed, Stream::News, [6, story.id, 0]);
    let told = u32::try_from(story.published / DAY).unwrap_or(u32::MAX);
    let mut writer = Writer {
        world,
        outlet,
        voice: Voice::new(world, outlet.style, told, rng),
        article: Article::default(),
    };
    match &story.topic {
        Topic::Report(known) => writer.report(known, story),
        Topic::FollowUp { before, now } => writer.follow_up(before, now),
        Topic::Correction { before, now } => writer.correction(before, now),
        Topic::Roundup(all) => writer.roundup(all),
        Topic::Analysis { group, said } => writer.analysis(*group, said, story),
        Topic::Alarm { group, town } => writer.alarm(*group, *town),
        Topic::Unrest(heard) => {
            writer.dateline(world.land.town(heard.town).country);
            unrest::write(&mut writer.article, &mut writer.voice, heard);
        }
        Topic::Noise { country } => writer.noise(*country),
    }
    writer.article
}

struct Writer<'w> {
    world: &'w World,
    outlet: &'w Outlet,
    voice: Voice<'w>,
    article: Article,
}

impl Writer<'_> {
    fn event(&mut self, known: &Known, status: &'static str) -> Of {
        self.article.event(Some(known.incidents), status, &known.errors)
    }

    /// A sentence about the incident.
    fn tell(&mut self, known: &Known, of: Of, field: &'static str, template: &str) {
        let mut scene = Scene::new(&mut self.voice, known, of);
        scene.field = field;
        self.article.body.sentence(template, &mut scene);
    }

    fn head(&mut self, known: &Known, before: Option<&Known>, of: Of, list: &[&'static str]) {
        let template = self.voice.any(list);
        let mut scene = Scene::new(&mut self.voice, known, of);
        scene.before = before;
        self.article.title.sentence(template, &mut scene);
    }

    fn dateline(&mut self, country: u8) {
        if !self.outlet.style.dateline {
            return;
        }
        let home = &self.world.land.countries[usize::from(country)];
        let town = self.world.land.town(home.towns.towns[0]).name.to_uppercase();
        let line = format!("{town}, {} ({}) - ", home.name, self.outlet.name);
        self.article.body.push(&line);
    }

    fn country_of(&self, known: &Known) -> u8 {
        self.world.land.town(known.town).country
    }

    /// Whether a sentence that names the side that acted can be used.
    fn names_side(known: &Known) -> bool {
        known.attacker().is_some() && known.attribution != Attribution::Open
    }

    /// The first sentence; whether it says who is blamed.
    fn lead(&mut self, known: &Known, of: Of) -> bool {
        let list = lead_of(known, &mut self.voice.rng);
        let can_blame = Self::names_side(known);
        let template = self.voice.pick_where(list, |one| can_blame || !one.contains("{side}"));
        self.tell(known, of, "blamed", template);
        template.contains("{side}")
    }

    fn report(&mut self, known: &Known, story: &Story) {
        let of = self.event(known, "asserted");
        let heads =
            if known.killed.total() > 0 { grammar::HEAD_LETHAL } else { grammar::HEAD_BLOODLESS };
        self.head(known, None, of, heads);
        self.dateline(self.country_of(known));
        let blamed = self.lead(known, of);
        if known.injured > 0 && self.voice.rng.chance(0.6) {
            let template = self.voice.pick(grammar::INJURED);
            self.tell(known, of, "actor", template);
        }
        self.split(known, of);
        self.article.body.paragraph();
        self.attribution(known, of, blamed);
        let longest = self.outlet.style.longest;
        if longest > 2 || self.voice.rng.chance(0.5) {
            self.voices(known, of);
        }
        if self.voice.rng.chance(0.4) {
            self.trap(known, of);
        }
        if let (Some(history), true) = (&story.background.history, longest > 3) {
            self.article.body.paragraph();
            self.history(history);
        }
        if let Some(said) = &story.background.said {
            self.article.body.paragraph();
            sayings::say(&mut self.article, &mut self.voice, said);
        }
        if longest > 4 && self.voice.rng.chance(0.6) {
            self.article.body.paragraph();
            self.voices(known, of);
        }
    }

    /// Who died on which side, when more than one did.
    fn split(&mut self, known: &Known, of: Of) {
        let killed = known.killed;
        let sides = [killed.a, killed.b, killed.civilians];
        let several = sides.iter().filter(|count| **count > 0).count() > 1;
        if several && self.voice.rng.chance(0.65) {
            let template = self.voice.pick(grammar::SPLIT);
            self.tell(known, of, "actor", template);
        }
    }

    fn attribution(&mut self, known: &Known, of: Of, blamed: bool) {
        if known.attacker().is_none() {
            let template = self.voice.pick_where(grammar::VOICES, |_| true);
            self.tell(known, of, "actor", template);
            return;
        }
        let by_group = matches!(known.attacker(), Some(Party::Group(_)));
        if !by_group && known.target() != Party::Civilians {
            if self.voice.rng.chance(0.5) {
                let template = self.voice.pick(grammar::CONFIRMED);
                self.tell(known, of, "actor", template);
            }
            return;
        }
        match known.attribution {
            Attribution::Claimed => {
                let on_state = matches!(known.target(), Party::Government(_));
                let template = self
                    .voice
                    .pick_where(grammar::CLAIMED, |one| on_state || !one.contains("{boast}"));
                self.tell(known, of, "claimed_by", template);
            }
            Attribution::Blamed | Attribution::Denied => {
                if !blamed || known.attribution == Attribution::Denied {
                    let template = self.voice.pick(grammar::BLAMED);
                    self.tell(known, of, "blamed", template);
                }
                if known.attribution == Attribution::Denied {
                    let template = self.voice.pick(grammar::DENIED);
                    self.tell(known, of, "denied_by", template);
                }
            }
            Attribution::Open if by_group => {
                let template = self.voice.pick(grammar::OPEN);
                self.tell(known, of, "actor", template);
            }
            Attribution::Open => {}
        }
    }

    fn voices(&mut self, known: &Known, of: Of) {
        let template = self.voice.pick(grammar::VOICES);
        self.tell(known, of, "actor", template);
        if self.voice.rng.chance(0.4) {
            let named =
                Self::names_side(known) && matches!(known.attacker(), Some(Party::Group(_)));
            let by_town = matches!(
                known.place,
                crate::observe::news::knowledge::PlaceKnown::Town
                    | crate::observe::news::knowledge::PlaceKnown::NearTown
            );
            let template = self.voice.pick_where(grammar::CONTEXT, |one| {
                (named || !one.contains("{group}")) && (by_town || !one.contains("{town}"))
            });
            self.tell(known, of, "active_in", template);
        }
    }

    /// A sentence about something that did not happen, or not yet.
    fn trap(&mut self, known: &Known, of: Of) {
        let kind = self.voice.rng.below(4);
        let lethal = known.killed.total() > 0;
        let group = match known.attacker() {
            Some(Party::Group(group)) if Self::names_side(known) => Some(group),
            _ => None,
        };
        let country = self.country_of(known);
        let town = self.world.land.countries[usize::from(country)].towns.draw(&mut self.voice.rng);
        let feared = known.killed.total() + self.voice.rng.between(2, 20);
        let (status, list, incidents) = match kind {
            0 => ("foiled", grammar::FOILED, None),
            1 => ("negated", grammar::NEGATED, None),
            2 if lethal => ("hypothetical", grammar::FEARED, Some(known.incidents)),
            _ => ("future", grammar::FUTURE, None),
        };
        let same = town == known.town;
        let fits = |one: &str| {
            (group.is_some() || !one.contains("{group}")) && !(same && one.contains("{near_other}"))
        };
        if !list.iter().any(|one| fits(one)) {
            return;
        }
        self.article.body.paragraph();
        let template = self.voice.pick_where(list, fits);
        let other = self.article.event(incidents, status, &[]);
        let start = self.article.body.text.len();
        let mut elsewhere = Elsewhere { voice: &mut self.voice, of: other, town, group, feared };
        self.article.body.sentence(template, &mut elsewhere);
        let start = self.article.body.sentences.iter().find(|(from, _)| *from >= start);
        let start = start.map_or(0, |(from, _)| *from);
        self.article.body.mark(other, "sentence", Value::Null, start);
        debug_assert!(of != other);
    }

    fn history(&mut self, known: &Known) {
        let of = self.event(known, "historical");
        let can_blame = Self::names_side(known);
        let template =
            self.voice.pick_where(grammar::HISTORY, |one| can_blame || !one.contains("{side}"));
        let mut scene = Scene::new(&mut self.voice, known, of);
        scene.long_ago = true;
        scene.field = "blamed";
        self.article.body.sentence(template, &mut scene);
        let (start, _) = self.article.body.sentences[self.article.body.sentences.len() - 1];
        self.article.body.mark(of, "sentence", Value::Null, start);
    }

    fn follow_up(&mut self, before: &Known, now: &Known) {
        let of = self.event(now, "asserted");
        let (heads, leads) = if before.killed.total() == now.killed.total() {
            let lethal = now.killed.total() > 0;
            if lethal {
                (grammar::HEAD_LETHAL, grammar::FOLLOW_UP_SAME)
            } else {
                (grammar::HEAD_BLOODLESS, lead_of(now, &mut self.voice.rng))
            }
        } else {
            (grammar::FOLLOW_UP_HEADS, grammar::FOLLOW_UP)
        };
        self.head(now, Some(before), of, heads);
        self.dateline(self.country_of(now));
        let template = self.voice.pick_where(leads, |one| !one.contains("{side}"));
        let mut scene = Scene::new(&mut self.voice, now, of);
        scene.before = Some(before);
        self.article.body.sentence(template, &mut scene);
        self.split(now, of);
        self.article.body.paragraph();
        self.attribution(now, of, false);
        self.voices(now, of);
    }

    fn correction(&mut self, before: &Known, now: &Known) {
        let of = self.event(now, "asserted");
        self.head(now, Some(before), of, grammar::CORRECTION_HEADS);
        let template = self.voice.pick(grammar::CORRECTION);
        let mut scene = Scene::new(&mut self.voice, now, of);
        scene.before = Some(before);
        self.article.body.sentence(template, &mut scene);
        self.article.body.paragraph();
        self.lead(now, of);
    }

    fn roundup(&mut self, all: &[Known]) {
        let Some(first) = all.first() else { return };
        let country = self.country_of(first);
        let land = self.world.land.countries[usize::from(country)].name;
        let head = self.voice.any(grammar::ROUNDUP_HEADS).replace("{land}", land);
        self.article.title.sentence(&head, &mut Nothing);
        self.dateline(country);
        let open = self.voice.pick(grammar::ROUNDUP_OPEN).replace("{land}", land);
        self.article.body.sentence(&open, &mut Nothing);
        for (index, known) in all.iter().enumerate() {
            self.article.body.paragraph();
            let of = self.event(known, "asserted");
            let list = lead_of(known, &mut self.voice.rng);
            let can_blame = Self::names_side(known);
            let template = self.voice.pick_where(list, |one| can_blame || !one.contains("{side}"));
            let next = if index == 0 { "" } else { self.voice.any(grammar::ROUNDUP_NEXT) };
            let next = if template.starts_with("{when}") || template.starts_with("according") {
                ""
            } else {
                next
            };
            self.tell(known, of, "blamed", &format!("{next}{template}"));
            if self.voice.rng.chance(0.5) {
                self.attribution(known, of, template.contains("{side}"));
            }
        }
    }

    fn analysis(&mut self, group: u16, said: &[Said], story: &Story) {
        let template = self.voice.any(grammar::ANALYSIS_HEADS);
        let name = &self.world.cast.groups[usize::from(group)].name;
        self.article
            .title
            .sentence(&template.replace("{group}", &format!("the {name}")), &mut Nothing);
        self.dateline(self.world.cast.groups[usize::from(group)].presences[0].country);
        for (index, one) in said.iter().enumerate() {
            if index > 0 && self.voice.rng.chance(0.7) {
                self.article.body.paragraph();
            }
            sayings::say(&mut self.article, &mut self.voice, one);
            if self.voice.rng.chance(0.5) {
                let fill = self.voice.pick(grammar::ANALYSIS_FILL);
                self.article.body.sentence(fill, &mut Nothing);
            }
        }
        if let Some(history) = &story.background.history {
            self.article.body.paragraph();
            self.history(history);
        }
    }

    fn alarm(&mut self, group: u16, town: u32) {
        let kind = self.voice.rng.below(3) as usize;
        let status = ["foiled", "future", "negated"][kind];
        let of = self.article.event(None, status, &[]);
        let country = self.world.land.town(town).country;
        let feared = self.voice.rng.between(3, 30);
        let head = self.voice.any(grammar::ALARM_HEADS[kind]);
        let mut elsewhere =
            Elsewhere { voice: &mut self.voice, of, town, group: Some(group), feared };
        self.article.title.sentence(head, &mut elsewhere);
        self.dateline(country);
        let lists = [grammar::ALARM_FOILED, grammar::ALARM_FUTURE, grammar::ALARM_NEGATED];
        let start = self.article.body.text.len();
        for index in 0..3 {
            let list = if index == 0 { lists[kind] } else { grammar::ALARM_MORE[kind] };
            let template = self.voice.pick(list);
            let mut elsewhere =
                Elsewhere { voice: &mut self.voice, of, town, group: Some(group), feared };
            self.article.body.sentence(template, &mut elsewhere);
            if index == 0 {
                self.article.body.mark(of, "sentence", Value::Null, start);
            }
        }
    }

    fn noise(&mut self, country: u8) {
        let land = &self.world.land;
        let home = &land.countries[usize::from(country)];
        let count = u32::try_from(grammar::NOISE.len()).unwrap_or(1);
        let lines = grammar::NOISE[self.voice.rng.below(count) as usize];
        let town = home.towns.draw(&mut self.voice.rng);
        let mut noise = Noise {
            voice: &mut self.voice,
            country,
            towns: (town, home.towns.draw(&mut Rng::keyed(u64::from(town), Stream::News, [0; 3]))),
            numbers: (0, 0),
        };
        noise.numbers = (noise.voice.rng.between(12, 90), noise.voice.rng.between(2, 9));
        for (index, line) in lines.iter().enumerate() {
            if index == 0 {
                self.article.title.sentence(line, &mut noise);
            } else {
                if index == 3 {
                    self.article.body.paragraph();
                }
                self.article.body.sentence(line, &mut noise);
            }
        }
    }
}
