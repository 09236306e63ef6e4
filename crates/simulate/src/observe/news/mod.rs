//! What newsrooms got to know, when they print it, and who copies whom.
//!
//! Incidents reach outlets by chance, bigger tolls more often; each outlet has its delay and its errors.
//! What is planned waits in a queue until nothing earlier can come, so that only some two weeks of
//! articles are held at a time, and of each only the plan: the words come last.

pub(crate) mod knowledge;
pub(crate) mod ledger;
mod memory;
pub(crate) mod outlets;
pub(crate) mod plan;
mod statements;
#[cfg(test)]
mod tests;
pub(crate) mod unrest;

use std::{collections::BTreeMap, rc::Rc};

use self::{
    knowledge::{Erring, Hedge, Known, early, known},
    ledger::Ledger,
    memory::Memory,
    outlets::{Outlet, OutletKind, outlets},
    plan::{Background, CopyStep, DAY, Manner, Minute, Plan, Story, Topic},
};
use crate::{
    NewsParameters,
    calendar::Day,
    rng::{Rng, Stream},
    world::{Episode, EpisodeKind, World},
};

/// What is done with each article when its time has come.
pub(crate) type Publish<'p, E> = dyn FnMut(&[Outlet], &Plan) -> Result<(), E> + 'p;

/// All newsrooms at work.
pub(crate) struct NewsDesk<'w> {
    world: &'w World,
    parameters: NewsParameters,
    pub(crate) outlets: Vec<Outlet>,
    ledger: Ledger,
    memory: Memory,
    /// The first day that has not been closed.
    today: Day,
    next_id: u64,
    queue: BTreeMap<(Minute, u64), Plan>,
}

impl<'w> NewsDesk<'w> {
    /// Newsrooms that have printed nothing yet, with the ledger of the whole world.
    pub(crate) fn new(world: &'w World, parameters: NewsParameters, ledger: Ledger) -> Self {
        Self {
            world,
            parameters,
            outlets: outlets(world, parameters.outlets),
            ledger,
            memory: Memory::default(),
            today: world.calendar.from,
            next_id: 1,
            queue: BTreeMap::new(),
        }
    }

    /// Plans what is written about an episode, and publishes what nothing can precede any more.
    ///
    /// # Errors
    /// Only those of `publish`.
    pub(crate) fn observe<E>(
        &mut self,
        episode: &Episode,
        publish: &mut Publish<'_, E>,
    ) -> Result<(), E> {
        let day = episode.incidents[0].day;
        while self.today < day {
            self.close_day(publish)?;
        }
        if episode.kind == EpisodeKind::SequentialBombing {
            self.cover(episode, (0, episode.incidents.len() - 1));
        } else {
            for index in 0..episode.incidents.len() {
                self.cover(episode, (index, index));
            }
        }
        Ok(())
    }

    /// Publishes all that is left.
    ///
    /// # Errors
    /// Only those of `publish`.
    pub(crate) fn finish<E>(&mut self, publish: &mut Publish<'_, E>) -> Result<(), E> {
        while self.today <= self.world.calendar.to {
            self.close_day(publish)?;
        }
        self.release(Minute::MAX, publish)
    }

    /// Plans what is not set off by an incident and goes to the next day.
    fn close_day<E>(&mut self, publish: &mut Publish<'_, E>) -> Result<(), E> {
        let day = self.today;
        let mut rng = self.rng([3, u64::from(day), 0]);
        let analyses = f64::from(self.parameters.statements) / 30.4;
        for _ in 0..rng.poisson(analyses) {
            self.plan_analysis(day, &mut rng);
        }
        for _ in 0..rng.poisson(analyses / 5.0) {
            self.plan_alarm(day, &mut rng);
        }
        if self.world.calendar.date(day).weekday() == jiff::civil::Weekday::Sunday {
            self.plan_roundups(day, &mut rng);
        }
        self.today += 1;
        self.release(u64::from(self.today) * DAY, publish)
    }

    fn release<E>(&mut self, before: Minute, publish: &mut Publish<'_, E>) -> Result<(), E> {
        while let Some(entry) = self.queue.first_entry() {
            if entry.key().0 >= before {
                break;
            }
            let plan = entry.remove();
            publish(&self.outlets, &plan)?;
        }
        Ok(())
    }

    fn rng(&self, keys: [u64; 3]) -> Rng {
        Rng::keyed(self.world.parameters.seed, Stream::News, keys)
    }

    /// Lets each outlet decide on the incidents `told` of an episode.
    fn cover(&mut self, episode: &Episode, told: (usize, usize)) {
        let incident = &episode.incidents[told.0];
        let town = self.world.land.town(incident.town);
        let (country, unit) = (town.country, town.unit);
        let dead: u32 =
            episode.incidents[told.0..=told.1].iter().map(|part| part.killed.total()).sum();
        let mut rng = self.rng([4, incident.number, 0]);
        for index in 0..self.outlets.len() {
            let outlet = &self.outlets[index];
            if outlet.covers(country, unit) && rng.chance(self.interest(outlet.kind, dead)) {
                self.cover_by(u8::try_from(index).unwrap_or(0), episode, told, &mut rng);
            }
        }
        let mut plain = self.rng([5, incident.number, 0]);
        let fact = known(self.world, episode, told, 10_000, Erring(0.0), &mut plain);
        self.memory.keep(fact, country, dead);
    }

    /// Plans what one outlet writes: a report, and at times a follow-up or a correction.
    fn cover_by(&mut self, outlet: u8, episode: &Episode, told: (usize, usize), rng: &mut Rng) {
        let erring = Erring(f64::from(self.parameters.errors) / 100.0);
        let delay = delay(self.outlets[usize::from(outlet)].kind, rng);
        let after = u32::try_from(delay).unwrap_or(u32::MAX);
        let mut believed = known(self.world, episode, told, after, erring, rng);
        let counted = early(believed.killed, rng);
        let grows = believed.killed.total() >= 6
            && believed.errors.is_empty()
            && counted != believed.killed
            && rng.chance(0.35);
        if grows {
            believed.killed = counted;
            believed.hedge = Hedge::AtLeast;
            believed.errors.push("deaths-so-far");
        }
        let end = &episode.incidents[told.1];
        let published = u64::from(end.day) * DAY + u64::from(end.minute) + delay;
        let background = self.background(&believed, rng);
        let topic = Topic::Report(believed.clone());
        self.plan(outlet, published, topic, background, rng);
        let wrong = believed.errors.first().copied();
        if !grows && (wrong.is_none() || !rng.chance(0.25)) {
            return;
        }
        let later = published + u64::from(rng.between(600, 1_700));
        let after = after.saturating_add(1_200);
        let mut now = known(self.world, episode, told, after, Erring(0.0), rng);
        now.place = believed.place;
        let topic = if wrong == Some("deaths") {
            Topic::Correction { before: believed, now }
        } else {
            Topic::FollowUp { before: believed, now }
        };
        self.plan(outlet, later, topic, Background::default(), rng);
    }

    /// The probability that an outlet of this kind tells of so many dead.
    fn interest(&self, kind: OutletKind, dead: u32) -> f64 {
        let base = f64::from(self.parameters.coverage) / 100.0;
        let share = match kind {
            OutletKind::Wire => base,
            OutletKind::Daily => 0.7 * base,
            OutletKind::Local => (1.4 * base).min(1.0),
            OutletKind::Aggregator => return 0.0,
        };
        if dead == 0 {
            return share * 0.4;
        }
        1.0 - libm::pow(1.0 - share.min(0.999), (1.0 + f64::from(dead)) / 2.0)
    }

    /// Plans a story with its copies and, now and then, something else for the same pages.
    fn plan(
        &mut self,
        outlet: u8,
        published: Minute,
        topic: Topic,
        background: Background,
        rng: &mut Rng,
    ) {
        self.enqueue(outlet, published, topic, background, rng);
        let noise = f64::from(self.parameters.noise) / 100.0;
        for _ in 0..rng.poisson(noise / (1.0 - noise)) {
            let countries = u32::try_from(self.world.land.countries.len()).unwrap_or(1);
            let country = u8::try_from(rng.below(countries)).unwrap_or(0);
            let outlet = self.some_outlet(country, rng);
            let later = published + u64::from(rng.below(1_440));
            self.enqueue(outlet, later, Topic::Noise { country }, Background::default(), rng);
        }
    }

    fn enqueue(
        &mut self,
        outlet: u8,
        published: Minute,
        topic: Topic,
        background: Background,
        rng: &mut Rng,
    ) {
        let id = self.number();
        let story = Rc::new(Story { id, published, outlet, topic, background });
        self.queue.insert((published, id), Plan { story: Rc::clone(&story), steps: Vec::new() });
        if self.outlets[usize::from(outlet)].kind == OutletKind::Wire {
            self.plan_copies(&story, rng);
        }
    }

    fn plan_copies(&mut self, story: &Rc<Story>, rng: &mut Rng) {
        let share = f64::from(self.parameters.copies) / 100.0;
        let mut before: Vec<Plan> = Vec::new();
        for index in 0..self.outlets.len() {
            let reach = match self.outlets[index].kind {
                OutletKind::Aggregator => share,
                OutletKind::Daily | OutletKind::Local => share / 4.0,
                OutletKind::Wire => continue,
            };
            if !rng.chance(reach) {
                continue;
            }
            let whom = rng.below(4) as usize;
            let source = before.get(whom).filter(|plan| plan.steps.len() == 1);
            let mut steps = source.map_or_else(Vec::new, |plan| plan.steps.clone());
            let of = steps.last().map_or(story.id, |step| step.id);
            let after = steps.last().map_or(story.published, |step| step.published);
            let manner =
                [Manner::Verbatim, Manner::Edited, Manner::Truncated][rng.class(&[0.4, 0.75, 1.0])];
            steps.push(CopyStep {
                id: self.number(),
                of,
                outlet: u8::try_from(index).unwrap_or(0),
                published: after + u64::from(rng.between(12, 700)),
                manner,
            });
            let plan = Plan { story: Rc::clone(story), steps };
            self.queue.insert((plan.published(), plan.id()), plan.clone());
            before.push(plan);
        }
    }

    const fn number(&mut self) -> u64 {
        let id = self.next_id;
        self.next_id += 1;
        id
    }

    /// One that has writers and covers the country; there is always the first wire agency.
    fn some_outlet(&self, country: u8, rng: &mut Rng) -> u8 {
        let writes = |outlet: &Outlet| {
            outlet.kind != OutletKind::Aggregator
                && outlet.country.is_none_or(|home| home == country)
        };
        let start = rng.below(u32::from(self.parameters.outlets)) as usize;
        let count = self.outlets.len();
        let found = (0..count)
            .map(|step| (start + step) % count)
            .find(|index| writes(&self.outlets[*index]));
        u8::try_from(found.unwrap_or(0)).unwrap_or(0)
    }

    fn background(&self, believed: &Known, rng: &mut Rng) -> Background {
        let country = self.world.land.town(believed.town).country;
        let group = memory::group_of(believed);
        Background {
            history: rng
                .chance(0.45)
                .then(|| self.memory.older(country, believed.day, rng))
                .flatten(),
            said: group.filter(|_| rng.chance(0.2)).and_then(|group| {
                statements::say(self.world, &self.ledger, group, believed.day, rng)
            }),
        }
    }

    fn plan_analysis(&mut self, day: Day, rng: &mut Rng) {
        let groups = u32::try_from(self.world.cast.groups.len()).unwrap_or(1);
        // The first groups are talked about most.
        let group = u16::try_from(rng.below(1 + rng.clone().below(groups))).unwrap_or(0);
        let mut said = Vec::new();
        for _ in 0..rng.between(2, 4) {
            let next = statements::say(self.world, &self.ledger, group, day, rng);
            let kind = next.map(|next| std::mem::discriminant(&next.what));
            let new = |said: &plan::Said| Some(std::mem::discriminant(&said.what)) != kind;
            if let Some(next) = next.filter(|_| said.iter().all(new)) {
                said.push(next);
            }
        }
        if said.is_empty() {
            return;
        }
        let country = self.world.cast.groups[usize::from(group)].presences[0].country;
        let outlet = self.some_outlet(country, rng);
        let published = u64::from(day) * DAY + u64::from(rng.between(360, 1_300));
        let history = self.memory.older(country, day, rng);
        let background = Background { history: history.filter(|_| rng.chance(0.5)), said: None };
        self.plan(outlet, published, Topic::Analysis { group, said }, background, rng);
    }

    fn plan_alarm(&mut self, day: Day, rng: &mut Rng) {
        let groups = u32::try_from(self.world.cast.groups.len()).unwrap_or(1);
        let group = u16::try_from(rng.below(groups)).unwrap_or(0);
        if self.world.script.active_phase(usize::from(group), day).is_none() {
            return;
        }
        let country = self.world.cast.groups[usize::from(group)].presences[0].country;
        let town = self.world.land.countries[usize::from(country)].towns.draw(rng);
        let outlet = self.some_outlet(country, rng);
        let published = u64::from(day) * DAY + u64::from(rng.between(360, 1_300));
        let topic = Topic::Alarm { group, town };
        self.plan(outlet, published, topic, Background::default(), rng);
    }

    fn plan_roundups(&mut self, day: Day, rng: &mut Rng) {
        for country in 0..self.world.land.countries.len() {
            let country = u8::try_from(country).unwrap_or(0);
            let recent = self.memory.recent(country, day, rng);
            if recent.len() < 3 || !rng.chance(0.3) {
                continue;
            }
            let outlet = self.some_outlet(country, rng);
            let published = u64::from(day + 1) * DAY + u64::from(rng.between(300, 700));
            self.plan(outlet, published, Topic::Roundup(recent), Background::default(), rng);
        }
    }
}

/// Minutes from an incident to its first article.
fn delay(kind: OutletKind, rng: &mut Rng) -> Minute {
    let minutes = match kind {
        OutletKind::Wire => rng.between(25, 400),
        OutletKind::Local => rng.between(40, 1_400),
        OutletKind::Daily | OutletKind::Aggregator => rng.between(300, 1_700),
    };
    let late = if rng.chance(0.08) { rng.between(2, 9) * 1_440 } else { 0 };
    u64::from(minutes + late)
}
