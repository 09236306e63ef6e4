//! The dead and the injured of an incident in words.

use serde_json::Value;

use super::{
    composer::Composer,
    numbers::{self, Stated},
    parties,
    scene::Scene,
};
use crate::{
    observe::news::knowledge::{Hedge, Known},
    world::Party,
};

impl Scene<'_, '_> {
    fn count(&mut self, out: &Composer, known: &Known) -> Stated {
        let total = u64::from(known.killed.total());
        numbers::stated(total, known.hedge, self.voice.digits(out), &mut self.voice.rng)
    }

    /// The only side with dead, if there is one.
    fn only_side(&self) -> Option<Party> {
        let killed = self.known.killed;
        match (killed.a > 0, killed.b > 0, killed.civilians > 0) {
            (true, false, false) => Some(self.known.sides.0),
            (false, true, false) => Some(self.known.sides.1),
            (false, false, true) => Some(Party::Civilians),
            _ => None,
        }
    }

    pub(super) fn dead(&mut self, out: &mut Composer) {
        let stated = self.count(out, self.known);
        let side = self.only_side().filter(|_| self.voice.rng.chance(0.7));
        let (single, several) = parties::victims(side, &mut self.voice.rng);
        self.one = stated.one;
        let value = self.deaths(&stated, side);
        let noun = if stated.one { single } else { several };
        let words = if stated.one && side.is_some() && self.voice.rng.chance(0.5) {
            format!("a {single}")
        } else {
            format!("{} {noun}", stated.words)
        };
        out.say(self.of, "deaths", value, &words);
    }

    pub(super) fn deaths(&self, stated: &Stated, side: Option<Party>) -> Value {
        let mut value = stated.value();
        let of = side.map_or_else(|| "all".to_owned(), |side| parties::id(self.voice.world, side));
        value["of"] = Value::from(of);
        value
    }

    /// The number of all dead, with or without its hedge.
    pub(super) fn toll(
        &mut self,
        out: &mut Composer,
        known: &Known,
        bare: bool,
        field: &'static str,
    ) {
        let total = u64::from(known.killed.total());
        let vague = known.hedge == Hedge::Vague;
        let stated = if bare || vague {
            Stated::exact(total, self.voice.digits(out))
        } else {
            self.count(out, known)
        };
        self.one = stated.one;
        let value = self.deaths(&stated, None);
        out.say(self.of, field, value, &stated.words);
    }

    /// `three soldiers and nine militants`.
    pub(super) fn split(&mut self, out: &mut Composer) {
        let killed = self.known.killed;
        let sides = [
            (killed.a, self.known.sides.0),
            (killed.b, self.known.sides.1),
            (killed.civilians, Party::Civilians),
        ];
        let parts: Vec<(u32, Party)> = sides.into_iter().filter(|(count, _)| *count > 0).collect();
        let between_groups = matches!(self.known.sides, (Party::Group(_), Party::Group(_)));
        for (index, (count, party)) in parts.iter().enumerate() {
            out.push(match index {
                0 => "",
                _ if index + 1 == parts.len() => " and ",
                _ => ", ",
            });
            let stated = Stated::exact(u64::from(*count), self.voice.digits(out));
            let value = self.deaths(&stated, Some(*party));
            let start = out.text.len();
            match party {
                Party::Group(group) if between_groups => {
                    let noun = if *count == 1 { "fighter" } else { "fighters" };
                    let (world, style) = (self.voice.world, self.voice.style);
                    let name = self.voice.named.group(world, *group, style, &mut self.voice.rng);
                    out.push(&format!("{} {noun} of {name}", stated.words));
                }
                _ => {
                    let (single, several) = parties::victims(Some(*party), &mut self.voice.rng);
                    let noun = if *count == 1 { single } else { several };
                    out.push(&format!("{} {noun}", stated.words));
                }
            }
            out.mark(self.of, "deaths", value, start);
        }
    }

    /// What the group says that it killed: more than anybody else counted.
    pub(super) fn boast(&mut self, out: &mut Composer) {
        let more = self.known.killed.total() + self.voice.rng.between(2, 15);
        let stated = Stated::exact(u64::from(more), self.voice.digits(out));
        let value = self.deaths(&stated, Some(self.known.target()));
        out.say(self.of, "deaths_claimed", value, &format!("{} soldiers", stated.words));
    }

    pub(super) fn injured(&mut self, out: &mut Composer, bare: bool) {
        let count = u64::from(self.known.injured);
        let hedge = [Hedge::Exact, Hedge::AtLeast, Hedge::MoreThan, Hedge::About]
            [self.voice.rng.class(&[0.5, 0.8, 0.9, 1.0])];
        let hedge = if count < 5 || bare { Hedge::Exact } else { hedge };
        let digits = self.voice.digits(out);
        let stated = numbers::stated(count, hedge, digits, &mut self.voice.rng);
        self.one = stated.one;
        let nouns: &[&'static str] = match (stated.one, self.known.killed.total() == 0) {
            _ if bare => &[""],
            (true, true) => &[" person"],
            (false, true) => &[" people"],
            (true, false) => &[" other person", " person"],
            (false, false) => &[" others", " other people", " people"],
        };
        let noun = self.voice.any(nouns);
        out.say(self.of, "injured", stated.value(), &format!("{}{noun}", stated.words));
    }
}
