//! Gathers the reports of a dataset that repeats events: to incidents that other datasets know, and to each other.
//!
//! What is sampled are sets of reports (Gibbs sampling over partitions): one report after the other is taken out of its
//! set and put to an incident, into a set near it, or left alone, as likely as the odds say; whole sets move too, since
//! report by report they hardly leave an incident for another.
//!
//! Reports of an incident that is known exactly are independent given what is known of it: their odds are multiplied. A
//! set that nobody else tells of has no such middle; its odds are the mean over each of its reports as the middle, from
//! which all others are seen. Where an incident is known by a record that errs as reports do, that record is one more that
//! may be the middle. Days, places and kinds are not seen from any one of them, but of all together ([`crate::common`]).
//!
//! How many reports there are of an incident that is told is of Poisson's distribution without 0, whose parameter is the
//! mean number of repeats *r* of a report: to join a set that nobody else tells of is *r* exp(*r*) times as likely as the
//! reports themselves say, to join an incident of which a share *q* is told (exp(*r*) - 1) / *q* times, and the first
//! report of it 1 / (1 - *q*) times.
//!
//! A link is as probable as the share of all partitions in which its two ends are together. Each step counts by the
//! probabilities of its choices and not by the choice alone (Gelfand and Smith 1990, JASA 85(410)), so that few
//! rounds suffice. Chance begins with the keys of the reports, so neither their order nor threads matter.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::common::{Seen, Together};
use crate::draw::{Chance, Choice};
use crate::evidence::{Evidence, Node, Pair, Positions, components};
use crate::neighbours::{Near, Neighbours, STRANGERS};

/// Rounds before anything is counted; the first half of them is hotter, so that small sets find each other.
const WARM_UP: usize = 16;
/// The temperature of the first round.
const HOT: f32 = 2.0;
/// In every so many counted rounds whole sets move.
const WHOLE_EVERY: usize = 2;
/// No choice is likelier than so, as a logarithm of odds, so that sums stay finite.
const SUREST: f32 = 60.0;

/// What is sampled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// To learn from all pairs together, where the error of each one hardly matters.
    Learn,
    /// To decide who is together with whom.
    Link,
}

impl Effort {
    /// Rounds that are counted.
    const fn rounds(self) -> usize {
        match self {
            Self::Learn => 32,
            Self::Link => 128,
        }
    }

    /// How much of the logarithm of odds is believed (a power of the likelihood; Bissiri, Holmes and Walker 2016, JRSS B
    /// 78(5)): what reports of one incident err in is taken to be independent, and is not quite. Measured on simulated
    /// worlds, of what was 98% probable by all of it 94% was true.
    const fn believed(self) -> f32 {
        match self {
            Self::Learn => 1.0,
            Self::Link => 0.8,
        }
    }
}

/// How probable each pair and each claim is, and that each incident is told at all.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) pairs: Vec<f32>,
    pub(crate) claims: Vec<f32>,
    pub(crate) told: Vec<f32>,
}

/// Samples each connected component.
pub(crate) fn gather(evidence: Evidence<'_>, effort: Effort) -> Gathered {
    let Evidence { pairs, claims, told, .. } = evidence;
    let sampled: Vec<Gathering> = components(evidence)
        .par_iter()
        .with_max_len(1)
        .map(|component| Chain::new(evidence, component).run(effort))
        .collect();
    let mut gathered = Gathered {
        pairs: vec![0.0; pairs.len()],
        claims: vec![0.0; claims.len()],
        told: vec![0.0; told.len()],
    };
    for own in sampled {
        for (all, own) in [
            (&mut gathered.pairs, own.pairs),
            (&mut gathered.claims, own.claims),
            (&mut gathered.told, own.told),
        ] {
            own.into_iter().for_each(|(at, probability)| all[at as usize] = probability);
        }
    }
    gathered
}

/// Positions with what was found of them.
#[derive(Debug, Default)]
struct Gathering {
    pairs: Vec<(u32, f32)>,
    claims: Vec<(u32, f32)>,
    told: Vec<(u32, f32)>,
}

/// Reports of one incident.
#[derive(Debug, Clone)]
struct Set {
    members: Vec<u32>,
    /// For each of them what is said of it and each other one, added up.
    sums: Vec<f32>,
    /// What its claims say, added up, where the set is of an incident that is known.
    claims: f32,
    /// What all have in common.
    together: Together,
    worth: f32,
}

struct Chain<'e> {
    evidence: Evidence<'e>,
    /// Positions of its reports, in the order of their keys, and of its incidents. The sets of these come first, and are
    /// there even when they are empty.
    reports: Vec<u32>,
    incidents: Vec<u32>,
    pairs: Neighbours,
    claims: Neighbours,
    sets: Vec<Set>,
    set_of: Vec<u32>,
    empty: Vec<u32>,
    chance: Chance,
    counted_pairs: Vec<f32>,
    counted_claims: Vec<f32>,
    counted_told: Vec<f32>,
}

impl<'e> Chain<'e> {
    fn new(evidence: Evidence<'e>, [pairs, claims]: &Positions) -> Self {
        let pair = |position: &u32| evidence.pairs[*position as usize];
        let claim = |position: &u32| evidence.claims[*position as usize];
        let key = |report: u32| (evidence.nodes[report as usize].key, report);
        let mut reports: Vec<u32> =
            pairs.iter().flat_map(|own| [pair(own).a, pair(own).b]).collect();
        reports.extend(claims.iter().map(|own| claim(own).report));
        reports.sort_unstable_by_key(|report| key(*report));
        reports.dedup();
        let mut incidents: Vec<u32> = claims.iter().map(|own| claim(own).incident).collect();
        incidents.sort_unstable();
        incidents.dedup();
        let whole = |found: Result<usize, usize>| u32::try_from(found.unwrap_or(0)).unwrap_or(0);
        let report = |own: u32| whole(reports.binary_search_by_key(&key(own), |own| key(*own)));
        let incident = |own: u32| whole(incidents.binary_search(&own));
        let mut near = Vec::with_capacity(2 * pairs.len());
        for position in pairs {
            let Pair { a, b, says } = pair(position);
            let (a, b) = (report(a), report(b));
            near.push((a, Near { other: b, position: *position, says, prior: 0.0 }));
            near.push((b, Near { other: a, position: *position, says, prior: 0.0 }));
        }
        let claimed = claims.iter().map(|position| {
            let own = claim(position);
            let other = incident(own.incident);
            (
                report(own.report),
                Near { other, position: *position, says: own.says, prior: own.prior },
            )
        });
        let (pairs, claims) = (
            Neighbours::new(reports.len(), near),
            Neighbours::new(reports.len(), claimed.collect()),
        );
        let first = whole(Ok(incidents.len()));
        let empty = |together: &Together| Set {
            members: Vec::new(),
            sums: Vec::new(),
            claims: 0.0,
            together: together.clone(),
            worth: 0.0,
        };
        let mut sets: Vec<Set> =
            incidents.iter().map(|own| empty(&evidence.known[*own as usize])).collect();
        sets.extend((0_u32..).zip(&reports).map(|(own, report)| {
            let mut set = empty(evidence.nothing);
            set.together.add(&evidence.seen[*report as usize]);
            Set { members: vec![own], sums: vec![0.0], ..set }
        }));
        Self {
            evidence,
            chance: Chance(reports.first().map_or(0, |own| evidence.nodes[*own as usize].key)),
            sets,
            set_of: (first..).take(reports.len()).collect(),
            empty: Vec::new(),
            counted_pairs: vec![0.0; pairs.near.len()],
            counted_claims: vec![0.0; claims.near.len()],
            counted_told: vec![0.0; incidents.len()],
            reports,
            incidents,
            pairs,
            claims,
        }
    }

    fn run(mut self, effort: Effort) -> Gathering {
        for round in 0..WARM_UP {
            #[allow(clippy::cast_precision_loss)] // few rounds
            let warmth = (1.0 - 2.0 * round as f32 / WARM_UP as f32).max(0.0);
            self.round(1.0 / (1.0 + (HOT - 1.0) * warmth), false);
            self.move_sets(1.0);
        }
        for round in 0..effort.rounds() {
            self.round(effort.believed(), true);
            if round % WHOLE_EVERY == 0 {
                self.move_sets(effort.believed());
            }
        }
        #[allow(clippy::cast_precision_loss)] // few rounds
        let times = effort.rounds() as f32;
        let mut pairs: FxHashMap<u32, f32> = FxHashMap::default();
        for (near, counted) in self.pairs.near.iter().zip(&self.counted_pairs) {
            *pairs.entry(near.position).or_default() += counted / (2.0 * times);
        }
        let claims = self.claims.near.iter().zip(&self.counted_claims);
        let told = self.incidents.iter().zip(&self.counted_told);
        Gathering {
            pairs: pairs.into_iter().collect(),
            claims: claims.map(|(near, counted)| (near.position, counted / times)).collect(),
            told: told.map(|(incident, counted)| (*incident, counted / times)).collect(),
        }
    }

    fn is_known(&self, set: u32) -> bool {
        (set as usize) < self.incidents.len()
    }

    fn node(&self, own: u32) -> &Node {
        &self.evidence.nodes[self.reports[own as usize] as usize]
    }

    fn seen(&self, own: u32) -> &'e Seen {
        &self.evidence.seen[self.reports[own as usize] as usize]
    }

    /// What is known without any report.
    fn before(&self, set: u32) -> &'e Together {
        match self.is_known(set) {
            true => &self.evidence.known[self.incidents[set as usize] as usize],
            false => self.evidence.nothing,
        }
    }

    /// The logarithm of how likely it is that so many reports tell of the incident of a set, against that each is alone:
    /// what is said of each and all others, their claims, what they have in common, and what share nobody else tells of.
    fn worth(&self, set: u32, sums: &[f32], claims: f32, common: f32, alone: f32) -> f32 {
        let Some(further) = sums.len().checked_sub(1) else { return 0.0 };
        #[allow(clippy::cast_precision_loss)] // few
        let (further, alone) = (further as f32, alone / sums.len() as f32);
        let repeats = self.evidence.repeats;
        if self.is_known(set) {
            let told = self.evidence.told[self.incidents[set as usize] as usize];
            let common = common - self.before(set).worth();
            let alone = if self.is_loose(set) { (1.0 - ALONE) * alone } else { 0.0 };
            let again = repeats.exp_m1().ln() - told.ln() + alone;
            claims + common - (1.0 - told).ln() + further * again
        } else if further > 0.0 {
            further * (repeats.ln() + repeats - ALONE * alone) + log_mean_exp(sums) + common
        } else {
            0.0
        }
    }

    /// What a report's claim to the incident of a set says.
    fn claim(&self, own: u32, set: u32) -> f32 {
        if self.is_known(set) { self.claims.says(own, set) } else { 0.0 }
    }

    /// Whether an incident is known by a record that errs as reports do.
    fn is_loose(&self, set: u32) -> bool {
        self.is_known(set) && self.evidence.loose[self.incidents[set as usize] as usize]
    }

    /// What the claims of reports to such an incident say: the mean over its record and each report as the middle from
    /// which all others are seen. `sums` is what is said of each report and all others.
    fn loosely(&self, set: u32, members: impl Iterator<Item = u32>, sums: &[f32]) -> f32 {
        if sums.is_empty() {
            return 0.0;
        }
        let (mut all, mut priors, mut claiming) = (0.0, 0.0, 0.0);
        let mut middles: Vec<f32> = Vec::with_capacity(sums.len() + 1);
        for (own, sum) in members.zip(sums) {
            let says = self.claims.find(own, set).map_or(STRANGERS, |near| {
                priors += near.prior;
                claiming += 1.0;
                near.says - near.prior
            });
            all += says;
            middles.push(says + sum);
        }
        middles.push(all);
        // Those without a claim are taken to be such reports as the others are.
        #[allow(clippy::cast_precision_loss)] // few
        let priors = priors * sums.len() as f32 / f32::max(claiming, 1.0);
        log_mean_exp(&middles) + priors
    }

    fn alone(&self, members: &[u32]) -> f32 {
        members.iter().map(|own| self.node(*own).alone).sum()
    }

    /// What a set would be worth with one more report; `sums` is room for what is said of each and all others.
    fn worth_with(&self, own: u32, set: u32, sums: &mut Vec<f32>) -> f32 {
        let known = &self.sets[set as usize];
        sums.clear();
        let mut of_own = 0.0;
        if self.is_known(set) && !self.is_loose(set) {
            sums.resize(known.members.len() + 1, 0.0);
        } else {
            for (other, sum) in known.members.iter().zip(&known.sums) {
                let says = self.pairs.says(own, *other);
                of_own += says;
                sums.push(sum + says);
            }
            sums.push(of_own);
        }
        let claims = if self.is_loose(set) {
            self.loosely(set, known.members.iter().copied().chain([own]), sums)
        } else {
            known.claims + self.claim(own, set)
        };
        let common = known.together.worth_with(self.seen(own));
        let alone = self.alone(&known.members) + self.node(own).alone;
        self.worth(set, sums, claims, common, alone)
    }

    /// What a set would be with these members and no others.
    fn made_of(&self, set: u32, members: Vec<u32>, sums: Vec<f32>) -> Set {
        let mut together = self.before(set).clone();
        members.iter().for_each(|own| together.add(self.seen(*own)));
        let claims = if self.is_loose(set) {
            self.loosely(set, members.iter().copied(), &sums)
        } else {
            members.iter().map(|own| self.claim(*own, set)).sum()
        };
        let alone = self.alone(&members);
        let worth = self.worth(set, &sums, claims, together.worth(), alone);
        Set { members, sums, claims, together, worth }
    }

    /// Takes a report out of its set.
    fn take_out(&mut self, own: u32) {
        let set = self.set_of[own as usize];
        let left = &mut self.sets[set as usize];
        let (mut members, mut sums) =
            (std::mem::take(&mut left.members), std::mem::take(&mut left.sums));
        let at = members.iter().position(|member| *member == own).unwrap_or(0);
        members.swap_remove(at);
        sums.swap_remove(at);
        for (other, sum) in members.iter().zip(&mut sums) {
            *sum -= self.pairs.says(own, *other);
        }
        if members.is_empty() && !self.is_known(set) {
            self.empty.push(set);
        }
        self.sets[set as usize] = self.made_of(set, members, sums);
    }

    /// Puts a report into a set.
    fn put_in(&mut self, own: u32, set: u32, worth: f32) {
        let mut known = std::mem::take(&mut self.sets[set as usize].members);
        let mut sums = std::mem::take(&mut self.sets[set as usize].sums);
        let mut of_own = 0.0;
        for (other, sum) in known.iter().zip(&mut sums) {
            let says = self.pairs.says(own, *other);
            of_own += says;
            *sum += says;
        }
        sums.push(of_own);
        known.push(own);
        let claim = self.claim(own, set);
        let seen = self.seen(own);
        let changed = &mut self.sets[set as usize];
        changed.together.add(seen);
        changed.claims += claim;
        (changed.members, changed.sums, changed.worth) = (known, sums, worth);
        self.set_of[own as usize] = set;
    }

    /// Takes each report out of its set once and puts it into one.
    fn round(&mut self, cooled: f32, counting: bool) {
        let mut sums = Vec::new();
        for own in (0_u32..).take(self.reports.len()) {
            self.take_out(own);
            let mut sets: Vec<u32> =
                self.pairs.of(own).iter().map(|near| self.set_of[near.other as usize]).collect();
            sets.retain(|set| !self.sets[*set as usize].members.is_empty());
            sets.extend(self.claims.of(own).iter().map(|near| near.other));
            sets.sort_unstable();
            sets.dedup();
            let choices: Vec<Choice> = sets
                .into_iter()
                .map(|set| {
                    let with = self.worth_with(own, set, &mut sums);
                    (set, (with - self.sets[set as usize].worth).min(SUREST))
                })
                .collect();
            let alone = (1.0 + self.node(own).rest).ln();
            if counting {
                self.count(own, alone, &choices, cooled);
            }
            let (set, worth) = match self.chance.choose(alone, &choices, cooled) {
                Some(at) => {
                    let set = choices[at].0;
                    (set, self.worth_with(own, set, &mut sums))
                }
                None => (self.empty.pop().unwrap_or_default(), 0.0),
            };
            self.put_in(own, set, worth);
        }
        if counting {
            for (told, set) in self.counted_told.iter_mut().zip(&self.sets) {
                *told += f32::from(u8::from(!set.members.is_empty()));
            }
        }
    }

    /// Counts the choices of a report by their probabilities.
    fn count(&mut self, own: u32, alone: f32, choices: &[Choice], cooled: f32) {
        let odds = |likely: f32| (cooled * likely).exp();
        let all = odds(alone) + choices.iter().map(|(_, likely)| odds(*likely)).sum::<f32>();
        let share = |set: u32| {
            let found = choices.binary_search_by_key(&set, |(known, _)| *known);
            found.map_or(0.0, |at| odds(choices[at].1) / all)
        };
        for at in self.pairs.range(own) {
            self.counted_pairs[at] += share(self.set_of[self.pairs.near[at].other as usize]);
        }
        for at in self.claims.range(own) {
            self.counted_claims[at] += share(self.claims.near[at].other);
        }
    }

    /// Moves each set of several reports at once: to an incident that is not told yet, or to none.
    fn move_sets(&mut self, cooled: f32) {
        for from in (0_u32..).take(self.sets.len()) {
            if self.sets[from as usize].members.len() < 2 {
                continue;
            }
            let empty = self.made_of(from, Vec::new(), Vec::new());
            let Set { members, sums, .. } = std::mem::replace(&mut self.sets[from as usize], empty);
            let claims = members.iter().flat_map(|own| self.claims.of(*own));
            let mut targets: Vec<u32> = claims.map(|near| near.other).collect();
            // Only where it could be taken back from in one step.
            targets.retain(|target| self.sets[*target as usize].members.is_empty());
            targets.sort_unstable();
            targets.dedup();
            let free =
                if self.is_known(from) { self.empty.pop().unwrap_or_default() } else { from };
            let worth = |set: u32| self.made_of(set, members.clone(), sums.clone()).worth;
            let unknown = worth(free);
            let choices: Vec<Choice> =
                targets.into_iter().map(|target| (target, worth(target) - unknown)).collect();
            let target = match self.chance.choose(0.0, &choices, cooled) {
                Some(at) => {
                    self.empty.push(free);
                    choices[at].0
                }
                None => free,
            };
            members.iter().for_each(|own| self.set_of[*own as usize] = target);
            self.sets[target as usize] = self.made_of(target, members, sums);
        }
    }
}

/// By the model the odds of a set that nobody else tells of are divided by the share of such reports for each of them but
/// one. That its reports are alike in what is no class, day or place is counted in their pairs and not in their claims to
/// an exact record; measured on simulated worlds, the root of that share makes up for it, and where an incident is known
/// by a record that errs the other half is taken from it instead.
const ALONE: f32 = 0.5;

/// The logarithm of the mean of exponentials.
fn log_mean_exp(values: &[f32]) -> f32 {
    let most = values.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = values.iter().map(|value| (value - most).exp()).sum();
    #[allow(clippy::cast_precision_loss)] // few
    let count = values.len().max(1) as f32;
    most + (sum / count).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Claim;

    fn nodes(keys: &[u64]) -> Vec<Node> {
        keys.iter().map(|key| Node { key: *key, rest: 0.0, alone: 0.0 }).collect()
    }

    fn pair(a: u32, b: u32, odds: f32) -> Pair {
        Pair { a, b, says: odds.ln() }
    }

    fn claim(report: u32, incident: u32, odds: f32) -> Claim {
        Claim { report, incident, says: odds.ln(), prior: 0.0 }
    }

    /// With one repeat of a report in the mean.
    fn gathered(nodes: &[Node], pairs: &[Pair], claims: &[Claim], told: &[f32]) -> Gathered {
        known_by((nodes, pairs), claims, told, false)
    }

    /// The same, with incidents known by records that may err.
    fn known_by(
        (nodes, pairs): (&[Node], &[Pair]),
        claims: &[Claim],
        told: &[f32],
        loose: bool,
    ) -> Gathered {
        let (seen, nothing) = (vec![Seen::default(); nodes.len()], Together::default());
        let known = vec![nothing.clone(); told.len()];
        let loose = vec![loose; told.len()];
        let evidence = Evidence {
            nodes,
            pairs,
            claims,
            told,
            loose: &loose,
            repeats: 1.0,
            seen: &seen,
            known: &known,
            nothing: &nothing,
        };
        gather(evidence, Effort::Learn)
    }

    #[test]
    fn a_lone_pair_has_the_probability_of_its_odds_and_of_how_often_things_are_repeated() {
        let found = gathered(&nodes(&[1, 2]), &[pair(0, 1, 3.0)], &[], &[]);
        // 3 · 1 · e against 1.
        let odds = 3.0 * 1.0_f32.exp();
        assert!((found.pairs[0] - odds / (1.0 + odds)).abs() < 1e-4, "{found:?}");
    }

    #[test]
    fn a_lone_claim_is_likelier_than_its_odds_since_the_incident_may_be_told() {
        let found = gathered(&nodes(&[1]), &[], &[claim(0, 0, 3.0)], &[0.4]);
        // 3 / (1 - 0.4) = 5 against 1.
        assert!((found.claims[0] - 5.0 / 6.0).abs() < 1e-4, "{found:?}");
    }

    #[test]
    fn reports_of_a_known_incident_need_not_agree_with_each_other() {
        // Both claim it, and are strangers: 1 with none of both, 2 · 10 / 0.6 with one, and with both 10 · 10 / 0.6 ·
        // (e - 1) / 0.4.
        let claims = [claim(0, 0, 10.0), claim(1, 0, 10.0)];
        let found = gathered(&nodes(&[1, 2]), &[], &claims, &[0.4]);
        let (one, both) = (10.0 / 0.6, 100.0 / 0.6 * 1.0_f32.exp_m1() / 0.4);
        let expected = (one + both) / (1.0 + 2.0 * one + both);
        assert!((found.claims[0] - expected).abs() < 0.03, "{expected} {found:?}");
        assert!(found.told[0] > 0.97, "{found:?}");
    }

    #[test]
    fn reports_that_agree_are_of_what_a_record_that_errs_tells_as_a_set() {
        // Two strangers to an exact record do not become its own by agreeing well with each other; where the record may be
        // wrong itself, the one that is like it takes the other along.
        let pairs = [pair(0, 1, 1000.0)];
        let claims = [claim(0, 0, 20.0), claim(1, 0, 0.01)];
        let of = |loose| known_by((&nodes(&[1, 2]), &pairs), &claims, &[0.4], loose).claims;
        let (exact, loose) = (of(false), of(true));
        assert!(exact[0] < 0.1 && exact[1] < 0.1, "{exact:?}");
        assert!(loose[0] > 0.8 && loose[1] > 0.8, "{loose:?}");
    }

    #[test]
    fn a_set_moves_from_one_incident_to_another_as_a_whole() {
        // Three that agree well belong to either of two incidents, as likely to one as to the other.
        let pairs = [pair(0, 1, 30.0), pair(0, 2, 30.0), pair(1, 2, 30.0)];
        let claims: Vec<Claim> =
            (0..3).flat_map(|own| [claim(own, 0, 20.0), claim(own, 1, 20.0)]).collect();
        let found = gathered(&nodes(&[4, 5, 6]), &pairs, &claims, &[0.3, 0.3]);
        for claims in found.claims.chunks(2) {
            assert!(claims.iter().all(|share| (0.15..0.8).contains(share)), "{claims:?}");
        }
    }

    #[test]
    fn neither_the_order_of_reports_nor_of_pairs_and_claims_matters() {
        let pairs = [pair(0, 1, 4.0), pair(1, 2, 2.0), pair(2, 3, 9.0), pair(0, 3, 0.5)];
        let claims = [claim(0, 0, 2.0), claim(3, 1, 5.0)];
        let found = gathered(&nodes(&[5, 6, 7, 8]), &pairs, &claims, &[0.2, 0.6]);
        let turned = [pair(0, 3, 0.5), pair(1, 0, 9.0), pair(2, 1, 2.0), pair(3, 2, 4.0)];
        let others = [claim(0, 1, 5.0), claim(3, 0, 2.0)];
        let again = gathered(&nodes(&[8, 7, 6, 5]), &turned, &others, &[0.2, 0.6]);
        assert_eq!(found.pairs, [again.pairs[3], again.pairs[2], again.pairs[1], again.pairs[0]]);
        assert_eq!(found.claims, [again.claims[1], again.claims[0]]);
        assert_eq!(found.told, again.told);
    }
}
