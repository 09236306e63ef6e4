//! A dataset that repeats events, beside the incidents that the others know.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::assign::Sets;
use crate::belief::REST;
use crate::common::{Common, Seen, Together};
use crate::evidence::{Claim, Evidence, Node, Pair};
use crate::gather::{Effort, Gathered, gather};
use crate::index::Index;
use crate::judged::Judgements;
use crate::learn::{Learnt, Mode};
use crate::link::{Contributions, Link};
use crate::model::Model;
use crate::pairing::{PROBABILITY_LEAST, Paired, THRESHOLD};
use crate::record::{DatasetIndex, Day, Record};
use crate::repeats::{join, ordered};
use crate::score::{Edge, Edges, score};
use crate::settings::Settings;
use crate::slab::scored_for;
use crate::taught::Pairs;
use crate::told::{Counted, Told};
use crate::weights::sort;
use crate::whole::{Listed, incidents};

/// Incidents of the datasets that were linked before.
#[derive(Debug, Default)]
pub(crate) struct Incidents {
    /// For each list the incident of each of its records, and how probable it is that it is of that one.
    of: Vec<Vec<(u32, f32)>>,
    /// The list and the record by which each incident stands: the best known of its records.
    stands: Vec<(usize, u32)>,
}

impl Incidents {
    /// Those that chosen links make of the records of some lists.
    pub(crate) fn new(
        model: &Model,
        records: &[Record],
        lists: &[Listed],
        mut links: Vec<Link>,
    ) -> Self {
        let key = |position: u32| records[position as usize].key;
        links.sort_unstable_by_key(|link| (key(link.a), key(link.b)));
        let own = Sets::new(records.len());
        let roots = incidents(records, &mut links, &Judgements::default(), own);
        let probable: FxHashMap<(u32, u32), f32> =
            links.iter().map(|link| (ordered(link.a, link.b), link.probability)).collect();
        // The best known is the one in which the most others are looked around.
        let mut order: Vec<usize> = (0..lists.len()).collect();
        let looked_in = |at: usize| model.looked_in(lists[at].dataset);
        order.sort_by_key(|at| (std::cmp::Reverse(looked_in(*at)), *at));
        let mut found = Self {
            of: lists.iter().map(|list| vec![(0, 1.0); list.records.len()]).collect(),
            stands: Vec::new(),
        };
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        for at in order {
            for (own, position) in (0_u32..).zip(&lists[at].positions) {
                let incident = *numbers.entry(roots[*position as usize]).or_insert_with(|| {
                    found.stands.push((at, own));
                    u32::try_from(found.stands.len() - 1).unwrap_or(u32::MAX)
                });
                let (list, best) = found.stands[incident as usize];
                let best = lists[list].positions[best as usize];
                let sure = match best == *position {
                    true => 1.0,
                    // Of those that a third one holds together nothing is known but that.
                    false => probable.get(&ordered(best, *position)).copied().unwrap_or(0.5),
                };
                found.of[at][own as usize] = (incident, sure);
            }
        }
        found
    }

    /// Adds what was gathered: a list of one record for each set of repeats, with its incident where it has one.
    fn add(&mut self, incidents: Vec<Option<(u32, f32)>>) {
        let at = self.of.len();
        let of = (0_u32..).zip(incidents).map(|(own, incident)| {
            incident.unwrap_or_else(|| {
                self.stands.push((at, own));
                (u32::try_from(self.stands.len() - 1).unwrap_or(u32::MAX), 1.0)
            })
        });
        let of = of.collect();
        self.of.push(of);
    }

    /// The records of each incident, as list and position, each with how probable it is that it is of it.
    fn members(&self) -> Vec<Vec<(usize, u32, f32)>> {
        let mut members = vec![Vec::new(); self.stands.len()];
        for (at, of) in self.of.iter().enumerate() {
            for (own, (incident, sure)) in (0_u32..).zip(of) {
                members[*incident as usize].push((at, own, *sure));
            }
        }
        members
    }

    fn sort(&self, lists: &[Listed], incident: u32) -> (usize, usize) {
        let (at, own) = self.stands[incident as usize];
        (at, sort(&lists[at].records[own as usize]))
    }
}

/// The reports of one dataset as they compare with each other and with incidents.
pub(crate) struct Repeated<'l> {
    list: &'l Listed,
    lists: &'l [Listed],
    incidents: &'l Incidents,
    /// The days for which it answers; reports of some more are scored.
    days: (Day, Day),
    nodes: Vec<(u64, f32)>,
    pairs: Vec<Edge>,
    /// The report, the incident, and what each comparison contributed.
    claims: Vec<(u32, u32, Contributions)>,
    /// What each report says of when, where and what.
    seen: Vec<Seen>,
    /// What the records of each incident have in common.
    known: Vec<Together>,
    /// Of pairs and of claims what both of each have in common.
    both: [Vec<f32>; 2],
    /// What no report has in common.
    nothing: Together,
    /// Whether the record by which each incident stands may lie as far from it as reports do.
    loose: Vec<bool>,
}

impl<'l> Repeated<'l> {
    /// Scores the reports of a list against each other and against the records by which incidents stand.
    pub(crate) fn new(
        (model, within): (&Model, &Learnt),
        list: &'l Listed,
        (lists, incidents): (&'l [Listed], &'l Incidents),
        days: (Day, Day),
        settings: &Settings,
    ) -> Self {
        let scored = scored_for(days);
        let index = list.index(within, settings);
        let Edges { edges: pairs, rest_a, rest_b } =
            score(&list.records, &index, Mode::Within, scored, within, settings);
        let rest = rest_a.iter().zip(&rest_b).map(|(one, other)| REST * (one + other));
        let nodes = list.records.iter().map(|record| record.key).zip(rest).collect();
        let mut all = Vec::new();
        for ([a, b], learnt) in model.across() {
            let (turned, other) = match list.dataset {
                own if own == a => (false, b),
                own if own == b => (true, a),
                _ => continue,
            };
            let Some(at) = lists.iter().position(|list| list.dataset == other) else { continue };
            let (first, second) = if turned { (&lists[at], list) } else { (list, &lists[at]) };
            let index: Index<'_> = second.index(learnt, settings);
            let edges = score(&first.records, &index, Mode::Across, scored, learnt, settings);
            all.extend(edges.edges.into_iter().map(|edge| match turned {
                true => (edge.b, (at, edge.a), edge.bits.unpacked()),
                false => (edge.a, (at, edge.b), edge.bits.unpacked()),
            }));
        }
        let claims = claims(&all, incidents);
        let common = Common::of(model, settings.km_max);
        let seen_of = |list: &Listed| match &common {
            Some(common) => common.seen(list),
            None => vec![Seen::default(); list.records.len()],
        };
        let seen = seen_of(list);
        let of_lists: Vec<Vec<Seen>> = lists.iter().map(seen_of).collect();
        let nothing = common.as_ref().map_or_else(Together::default, Common::nothing);
        let together = |members: &[&Seen]| {
            let mut together = nothing.clone();
            members.iter().for_each(|own| together.add(own));
            together
        };
        let both_of_pairs = pairs
            .par_iter()
            .map(|edge| together(&[&seen[edge.a as usize], &seen[edge.b as usize]]).worth());
        let both_of_claims = claims.par_iter().map(|(report, incident, _)| {
            let (at, own) = incidents.stands[*incident as usize];
            together(&[&of_lists[at][own as usize], &seen[*report as usize]]).worth()
        });
        let both = [both_of_pairs.collect(), both_of_claims.collect()];
        let members = incidents.members();
        let known = members.iter().map(|members| {
            let seen = members.iter().map(|(at, own, _)| &of_lists[*at][*own as usize]);
            together(&seen.collect::<Vec<&Seen>>())
        });
        let known = known.collect();
        // Where nobody shows where things happen, nothing is known of how far known records lie from it.
        let loose = incidents.stands.iter().map(|(at, own)| {
            let record = &lists[*at].records[*own as usize];
            common.as_ref().is_some_and(|common| !common.is_exact(record))
        });
        let loose = loose.collect();
        Self {
            list,
            lists,
            incidents,
            days,
            nodes,
            pairs,
            claims,
            seen,
            known,
            both,
            nothing,
            loose,
        }
    }

    /// One record for each set of the reports of a list that repeats events, by these alone.
    pub(crate) fn represented(
        within: &Learnt,
        list: &Listed,
        days: (Day, Day),
        settings: &Settings,
    ) -> Listed {
        let (repeats, set_of) = Self::by_itself(within, list, days, settings);
        list.represented(&set_of, &repeats).0
    }

    /// Repeats within a list, and the smallest position of each record's set, before any incident is known.
    pub(crate) fn by_itself(
        within: &Learnt,
        list: &Listed,
        days: (Day, Day),
        settings: &Settings,
    ) -> (Vec<Paired>, Vec<u32>) {
        let (model, nobody) = (Model::default(), Incidents::default());
        let compared = Repeated::new((&model, within), list, (&[], &nobody), days, settings);
        let told = Told::begin(within.repeats(), &[]);
        compared.links(&compared.sample(&told, Effort::Learn), THRESHOLD).into_sets()
    }

    /// Samples who is together with whom.
    pub(crate) fn sample(&self, told: &Told, effort: Effort) -> Gathered {
        let nodes: Vec<Node> = self
            .list
            .records
            .iter()
            .zip(&self.nodes)
            .map(|(record, (key, rest))| Node {
                key: *key,
                rest: *rest,
                alone: told.alone[sort(record)].ln(),
            })
            .collect();
        let pairs: Vec<Pair> = self
            .pairs
            .iter()
            .zip(&self.both[0])
            .map(|(edge, both)| Pair {
                a: edge.a,
                b: edge.b,
                says: says(&edge.bits.unpacked()) - both,
            })
            .collect();
        let known: Vec<Option<&crate::told::Known>> = self
            .lists
            .iter()
            .map(|list| told.known.iter().find(|(of, _)| *of == list.dataset).map(|(_, own)| own))
            .collect();
        let claims: Vec<Claim> = self
            .claims
            .iter()
            .zip(&self.both[1])
            .map(|((report, incident, bits), both)| {
                let (at, of) = self.incidents.sort(self.lists, *incident);
                let own = sort(&self.list.records[*report as usize]);
                let prior = known[at].map_or(0.0, |known| {
                    (known.found[own] / told.alone[own] / known.stands[of]).ln()
                });
                Claim {
                    report: *report,
                    incident: *incident,
                    says: says(bits) + prior - both,
                    prior,
                }
            })
            .collect();
        let count = u32::try_from(self.incidents.stands.len()).unwrap_or(u32::MAX);
        let shares: Vec<f32> = (0..count)
            .map(|incident| {
                let (at, of) = self.incidents.sort(self.lists, incident);
                known[at].map_or(0.5, |known| known.told[of])
            })
            .collect();
        let repeats = told.repeats;
        let evidence = Evidence {
            nodes: &nodes,
            pairs: &pairs,
            claims: &claims,
            told: &shares,
            loose: &self.loose,
            repeats,
            seen: &self.seen,
            known: &self.known,
            nothing: &self.nothing,
        };
        gather(evidence, effort)
    }

    /// Counts of its own reports by the dataset that their incidents stand by, and how often these are told; within the
    /// days that are learnt from.
    fn count(&self, gathered: &Gathered, sums: &mut [Counted]) {
        let stands = |incident: u32| {
            let (at, own) = self.incidents.stands[incident as usize];
            (at, &self.lists[at].records[own as usize])
        };
        for (at, list) in self.lists.iter().enumerate() {
            let Some(sums) = sums.iter_mut().find(|own| own.dataset == list.dataset) else {
                continue;
            };
            for (own, record) in
                (0_u32..).zip(&list.records).filter(|(_, record)| self.is_own(record))
            {
                let (incident, _) = self.incidents.of[at][own as usize];
                let is_best = self.incidents.stands[incident as usize] == (at, own);
                sums.stands[sort(record)][0] += f32::from(u8::from(is_best));
                sums.stands[sort(record)][1] += 1.0;
            }
        }
        for record in self.reports() {
            sums.iter_mut().for_each(|own| own.found[sort(&record)][1] += 1.0);
        }
        for ((report, incident, ..), probability) in self.claims.iter().zip(&gathered.claims) {
            let (record, (at, _)) = (&self.list.records[*report as usize], stands(*incident));
            let dataset = self.lists[at].dataset;
            let own = sums.iter_mut().find(|own| own.dataset == dataset);
            if let Some(own) = own.filter(|_| self.is_own(record)) {
                own.found[sort(record)][0] += probability;
            }
        }
        for (incident, share) in (0_u32..).zip(&gathered.told) {
            let (at, record) = stands(incident);
            let dataset = self.lists[at].dataset;
            let own = sums.iter_mut().find(|own| own.dataset == dataset);
            if let Some(own) = own.filter(|_| self.is_own(record)) {
                own.told[sort(record)][0] += share;
                own.told[sort(record)][1] += 1.0;
            }
        }
    }

    /// Whether it answers for the day of a record.
    fn is_own(&self, record: &Record) -> bool {
        (self.days.0..=self.days.1).contains(&record.middle())
    }

    /// The reports of the days for which it answers.
    pub(crate) fn reports(&self) -> impl Iterator<Item = Record> {
        self.list.records.iter().copied().filter(|record| self.is_own(record))
    }

    /// Adds how probable it is that pairs tell of the same, by the dataset of the other one.
    pub(crate) fn teach(&self, gathered: &Gathered, taught: &mut Vec<(DatasetIndex, Pairs)>) {
        let mut add = |dataset: DatasetIndex, pair: (u64, u64), probability: f32| {
            let at = taught.iter().position(|(of, _)| *of == dataset).unwrap_or_else(|| {
                taught.push((dataset, Pairs::default()));
                taught.len() - 1
            });
            taught[at].1.insert(pair, probability);
        };
        let key = |at: u32| self.list.records[at as usize].key;
        for (edge, probability) in self.pairs.iter().zip(&gathered.pairs) {
            let (a, b) = (key(edge.a), key(edge.b));
            add(self.list.dataset, (a.min(b), a.max(b)), *probability);
        }
        let members = self.incidents.members();
        for ((report, incident, _), probability) in self.claims.iter().zip(&gathered.claims) {
            for (at, own, of_it) in &members[*incident as usize] {
                let list = &self.lists[*at];
                let pair = (key(*report), list.records[*own as usize].key);
                add(list.dataset, pair, probability * of_it);
            }
        }
    }

    /// How many repeats its reports have in all, and how many these are.
    fn repeats(&self, gathered: &Gathered) -> [f32; 2] {
        let is_own = |at: u32| self.is_own(&self.list.records[at as usize]);
        let ends = |edge: &Edge| [edge.a, edge.b].into_iter().filter(|end| is_own(*end)).count();
        let pairs = self.pairs.iter().zip(&gathered.pairs);
        #[allow(clippy::cast_precision_loss)] // counts of records
        let repeats = pairs.map(|(edge, share)| ends(edge) as f32 * share).sum();
        #[allow(clippy::cast_precision_loss)]
        let own = self.reports().count() as f32;
        [repeats, own]
    }

    /// Links of repeats; links of each report with all records of the incidents that it may be of, by list; and the sets
    /// with the incidents to which they belong.
    pub(crate) fn links(&self, gathered: &Gathered, threshold: f64) -> Links {
        let mut repeats: Vec<Paired> = self
            .pairs
            .iter()
            .zip(&gathered.pairs)
            .filter(|(_, probability)| **probability >= PROBABILITY_LEAST)
            .map(|(edge, probability)| {
                paired((edge.a, edge.b), *probability, edge.bits.unpacked(), false)
            })
            .collect();
        let set_of = join(self.list.records.len(), &mut repeats);
        let best = self.best(gathered, &set_of, threshold);
        let members = self.incidents.members();
        let mut known: Vec<Vec<Paired>> = vec![Vec::new(); self.lists.len()];
        for ((report, incident, bits), probability) in self.claims.iter().zip(&gathered.claims) {
            let chosen =
                best.get(&set_of[*report as usize]).is_some_and(|(own, _)| own == incident);
            for (at, own, sure) in &members[*incident as usize] {
                let probability = probability * sure;
                if probability >= PROBABILITY_LEAST || chosen {
                    known[*at].push(paired((*report, *own), probability, *bits, chosen));
                }
            }
        }
        Links { repeats, known, set_of, best }
    }

    /// The incident of each set for which it is most probable in the mean over its reports, with how probable that is.
    fn best(
        &self,
        gathered: &Gathered,
        set_of: &[u32],
        threshold: f64,
    ) -> FxHashMap<u32, (u32, f32)> {
        #[allow(clippy::cast_possible_truncation)] // 0 to 1
        let threshold = threshold as f32;
        let mut sizes = vec![0.0_f32; set_of.len()];
        set_of.iter().for_each(|set| sizes[*set as usize] += 1.0);
        let mut claimed: FxHashMap<(u32, u32), f32> = FxHashMap::default();
        for ((report, incident, ..), probability) in self.claims.iter().zip(&gathered.claims) {
            let set = set_of[*report as usize];
            *claimed.entry((set, *incident)).or_default() += probability / sizes[set as usize];
        }
        let mut claimed: Vec<((u32, u32), f32)> = claimed.into_iter().collect();
        claimed.retain(|(_, probability)| *probability >= threshold);
        claimed.sort_by(|((set, incident), own), ((other, also), probability)| {
            set.cmp(other).then(probability.total_cmp(own)).then(incident.cmp(also))
        });
        claimed.dedup_by_key(|((set, _), _)| *set);
        claimed.into_iter().map(|((set, incident), own)| (set, (incident, own))).collect()
    }
}

/// Learns the shares by expectation-maximisation from some stretches, where how two reports compare stays as it is.
pub(crate) fn learn_shares(stretches: &[Repeated<'_>], repeats: f32) -> Told {
    let mut datasets: Vec<DatasetIndex> =
        stretches.iter().flat_map(|own| own.lists.iter().map(|list| list.dataset)).collect();
    datasets.sort_unstable();
    datasets.dedup();
    let mut told = Told::begin(repeats, &datasets);
    for _ in 0..ROUNDS {
        let mut sums: Vec<Counted> = datasets.iter().map(|own| Counted::none(*own)).collect();
        let mut repeats = [0.0; 2];
        for own in stretches {
            let gathered = own.sample(&told, Effort::Learn);
            own.count(&gathered, &mut sums);
            repeats.iter_mut().zip(own.repeats(&gathered)).for_each(|(sum, own)| *sum += own);
        }
        told.learn(&sums, repeats[0] / repeats[1].max(1.0));
    }
    told
}

/// Each report with the incidents by whose best known record it may be of them.
fn claims(
    all: &[(u32, (usize, u32), Contributions)],
    incidents: &Incidents,
) -> Vec<(u32, u32, Contributions)> {
    all.iter()
        .filter_map(|(own, other, bits)| {
            let (incident, _) = incidents.of[other.0][other.1 as usize];
            let stands = incidents.stands[incident as usize] == *other;
            stands.then_some((*own, incident, *bits))
        })
        .collect()
}

/// What became of the reports of one dataset.
pub(crate) struct Links {
    pub(crate) repeats: Vec<Paired>,
    pub(crate) known: Vec<Vec<Paired>>,
    set_of: Vec<u32>,
    best: FxHashMap<u32, (u32, f32)>,
}

impl Links {
    /// Links of repeats, and the smallest position of each record's set.
    pub(crate) fn into_sets(self) -> (Vec<Paired>, Vec<u32>) {
        (self.repeats, self.set_of)
    }

    /// One record for each set, added to what is known of the incidents.
    pub(crate) fn represented(&self, list: &Listed, incidents: &mut Incidents) -> Listed {
        let (represented, sets) = list.represented(&self.set_of, &self.repeats);
        incidents.add(sets.iter().map(|set| self.best.get(set).copied()).collect());
        represented
    }
}

/// Rounds of learning shares.
const ROUNDS: usize = 5;

fn paired((a, b): (u32, u32), probability: f32, bits: Contributions, chosen: bool) -> Paired {
    Paired { a, b, probability, bits: bits.amounting_to(probability), chosen }
}

/// The logarithm of how much likelier two compare so when they tell of one incident.
fn says(bits: &Contributions) -> f32 {
    (bits.alone() - bits.prior) * std::f32::consts::LN_2
}
