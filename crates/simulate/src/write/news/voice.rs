//! Who writes an article: its habits, its dice, and what it has said so far.

use super::{
    composer::{Composer, Of},
    dates::Habit,
    parties::{self, Named},
};
use crate::{
    calendar::Day,
    observe::news::outlets::Style,
    rng::Rng,
    world::{Party, World},
};

/// Who writes an article, and what it has said so far.
pub(super) struct Voice<'w> {
    pub(super) world: &'w World,
    pub(super) style: Style,
    /// The day of publication.
    pub(super) told: Day,
    pub(super) rng: Rng,
    pub(super) named: Named,
    used: Vec<&'static str>,
}

impl<'w> Voice<'w> {
    /// Begins an article.
    pub(super) fn new(world: &'w World, style: Style, told: Day, rng: Rng) -> Self {
        Self { world, style, told, rng, named: Named::default(), used: Vec::new() }
    }

    /// One of a list, if it can not yet used in this article.
    pub(super) fn pick(&mut self, list: &[&'static str]) -> &'static str {
        self.pick_where(list, |_| true)
    }

    /// One of those in a list that fit; the first of all when none does.
    pub(super) fn pick_where(
        &mut self,
        list: &[&'static str],
        fits: impl Fn(&str) -> bool,
    ) -> &'static str {
        let fitting: Vec<&'static str> = list.iter().copied().filter(|one| fits(one)).collect();
        let fresh: Vec<&'static str> =
            fitting.iter().copied().filter(|one| !self.used.contains(one)).collect();
        let from = if fresh.is_empty() { &fitting } else { &fresh };
        let count = u32::try_from(from.len()).unwrap_or(1);
        let one = from.get(self.rng.below(count) as usize).copied().unwrap_or(list[0]);
        self.used.push(one);
        one
    }

    /// Any of a list, also one that was used.
    pub(super) fn any(&mut self, list: &[&'static str]) -> &'static str {
        list[self.rng.below(u32::try_from(list.len()).unwrap_or(1)) as usize]
    }

    /// From which number on digits are used at this point: no sentence of a text begins with one.
    pub(super) fn digits(&self, out: &Composer) -> u32 {
        if out.at_start() { 100 } else { self.style.digits_from }
    }

    pub(super) const fn habit(&self) -> Habit {
        Habit { month_first: self.style.month_first, near_days: self.style.near_days }
    }

    /// The group's name with a mark.
    pub(super) fn group(&mut self, out: &mut Composer, of: Of, field: &'static str, group: u16) {
        let name = self.named.group(self.world, group, self.style, &mut self.rng);
        out.say(of, field, parties::value(self.world, Party::Group(group)), &name);
    }
}
