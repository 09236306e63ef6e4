//! A claim held against a store: standings, counts, verdict, sensitivity, nearest statements, what would settle it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use bellwether_model::{ActorKind, Iso3};
use bellwether_registry::actors::Registry;
use bellwether_sources::{Dataset, Holds, datasets};
use bellwether_store::{
    ActorFilter, ActorTerm, Filters, Measure as Asked, NameActors, Piece, Question, Snapshot,
    StoreState, StoredReport, Unit,
};
use serde::Serialize;

use crate::error::ClaimError;
use crate::names::related;
use crate::nearest::{Nearest, Said, nearest, statements};
use crate::scope::{Measure, Party, Relation, Scope, Victims};
use crate::sensitivity::{Dimension, Row, rows, turns, unmoved, variants};
use crate::settle::{Settles, settles};
use crate::standing::{InStore, Standing, standing};
use crate::verdict::{Bound, Count, Verdict, judge, together};
use crate::words;

/// What a check asks of its surroundings.
pub trait Surroundings {
    /// The description of a dataset: of the catalogue, or of the mapping by which it came in.
    fn describe(&self, dataset: &str) -> Option<Cow<'static, Dataset>>;
    /// The condition that an actor's reports meet.
    ///
    /// # Errors
    /// When the store or the registry cannot be asked.
    fn actor_filter(&self, actor: &Party) -> Result<ActorFilter, ClaimError>;
    /// The organisations.
    fn registry(&self) -> &Registry;
    /// What names actors in answers.
    fn names(&self) -> &dyn NameActors;
    /// The countries that a text names.
    fn countries_in(&self, text: &str) -> Vec<Iso3>;
    /// The name of a country or first-level unit by its code.
    fn place_name(&self, code: &str) -> String;
}

/// What one dataset, or the incidents of all, have to say of a claim.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Counted {
    /// The dataset; `incidents` for what all of them come to.
    pub dataset: String,
    /// What was counted, as the claim was read.
    pub count: Count,
    /// What the count can show.
    pub bound: Bound,
    /// What it says; none where it decides nothing.
    pub verdict: Option<Verdict>,
    /// Whether it takes part in the verdict: a copy of another dataset does not.
    pub weighs: bool,
}

/// A claim with what the store says of it.
#[derive(Debug, Clone, Serialize)]
pub struct Checked {
    /// The sentence.
    pub claim: String,
    /// How it was read.
    pub scope: Scope,
    /// The verdict.
    pub verdict: Verdict,
    /// The verdict in a sentence or two.
    pub headline: String,
    /// Why it is no clearer, as sentences.
    pub why: Vec<String>,
    /// What was counted.
    pub counts: Vec<Counted>,
    /// How each dataset of the store stands to the claim.
    pub datasets: Vec<Standing>,
    /// How the count moves when the claim is read otherwise.
    pub sensitivity: Vec<Row>,
    /// Readings that were looked at and change nothing, in words.
    pub unmoved: Vec<String>,
    /// What others say of the same.
    pub nearest: Vec<Nearest>,
    /// What would settle it; empty where it is settled.
    pub would_settle: Vec<Settles>,
    /// The gravest events behind the count.
    pub events: Vec<Behind>,
    /// The command that gives the count again.
    pub query: Option<String>,
    /// The state of the store that gave the answer.
    pub store: StoreState,
    /// The datasets whose rows stand behind the numbers.
    #[serde(skip)]
    pub counted_datasets: Vec<String>,
}

/// One event behind a count.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Behind {
    /// The report.
    pub report_id: String,
    /// The first day.
    pub date: String,
    /// Where.
    pub place: String,
    /// The two sides.
    pub sides: String,
    /// Deaths, best estimate.
    pub deaths: Option<u32>,
}

/// Days before and after the time that are counted for the readings of its ends.
const MARGIN_DAYS: i32 = 62;

/// Events shown.
const EVENTS_SHOWN: usize = 5;

/// Holds a claim against a snapshot. `open` is the snapshot from which single events may be shown.
///
/// # Errors
/// When the store or the registry cannot be asked.
pub fn check(
    scope: &Scope,
    snapshot: &Snapshot<'_>,
    open: &Snapshot<'_>,
    around: &dyn Surroundings,
) -> Result<Checked, ClaimError> {
    let said: Vec<Said> = match &scope.actor {
        Some(actor) => statements(snapshot, actor, around.registry())?,
        None => Vec::new(),
    };
    let said: Vec<Said> =
        said.into_iter().filter(|said| is_of_the_place(said, scope, around)).collect();
    let mut checked = Checked {
        claim: scope.text.clone(),
        scope: scope.clone(),
        verdict: Verdict::NotComparable,
        headline: String::new(),
        why: Vec::new(),
        counts: Vec::new(),
        datasets: Vec::new(),
        sensitivity: Vec::new(),
        unmoved: Vec::new(),
        nearest: nearest(scope, &said),
        would_settle: Vec::new(),
        events: Vec::new(),
        query: None,
        store: snapshot.state().clone(),
        counted_datasets: Vec::new(),
    };
    if scope.measure.is_counted() && scope.unreadable.is_empty() {
        Check { scope, snapshot, open, around, kind: kind(scope, around.registry()) }
            .count(&mut checked)?;
    }
    words::tell(&mut checked, around);
    Ok(checked)
}

/// Whether a statement is not plainly about other countries than the claim.
fn is_of_the_place(said: &Said, scope: &Scope, around: &dyn Surroundings) -> bool {
    let named = around.countries_in(&said.text);
    let own = &scope.place.countries;
    named.is_empty() || own.is_empty() || named.iter().any(|country| own.contains(country))
}

fn kind(scope: &Scope, registry: &Registry) -> Option<ActorKind> {
    match scope.actor.as_ref()? {
        Party::Known { id, .. } => registry.get(id).map(|actor| actor.kind),
        Party::Native { .. } => None,
    }
}

struct Check<'c> {
    scope: &'c Scope,
    snapshot: &'c Snapshot<'c>,
    open: &'c Snapshot<'c>,
    around: &'c dyn Surroundings,
    kind: Option<ActorKind>,
}

impl Check<'_> {
    fn filters(&self, datasets: Vec<String>, actor: Option<ActorFilter>) -> Filters {
        Filters {
            datasets,
            actor,
            countries: self.scope.place.countries.clone(),
            admin1: self.scope.place.admin1.clone(),
            from: self.scope.from(),
            to: self.scope.time.filter(|time| !time.until_now).map(|time| time.to),
            ..Filters::default()
        }
    }

    fn count(&self, checked: &mut Checked) -> Result<(), ClaimError> {
        let actor =
            self.scope.actor.as_ref().map(|actor| self.around.actor_filter(actor)).transpose()?;
        checked.datasets = self.standings(actor.as_ref())?;
        let present: Vec<String> = checked
            .datasets
            .iter()
            .filter(|standing| standing.counts)
            .map(|standing| standing.dataset.clone())
            .collect();
        if !present.is_empty() {
            self.counts(checked, &present, actor)?;
        }
        let deciding: Vec<Verdict> =
            checked.counts.iter().filter(|c| c.weighs).filter_map(|c| c.verdict).collect();
        let absent = checked.datasets.iter().all(|standing| standing.absent);
        checked.verdict = match together(&deciding) {
            Some(verdict) => verdict,
            None if absent => Verdict::NoData,
            None => Verdict::NotComparable,
        };
        if checked.verdict.decides().is_none() {
            let have: Vec<&str> =
                checked.datasets.iter().filter(|s| s.counts).map(|s| s.dataset.as_str()).collect();
            checked.would_settle = settles(self.scope, self.kind, datasets());
            checked.would_settle.retain(|settles| !have.contains(&settles.dataset.as_str()));
        }
        Ok(())
    }

    /// How each dataset of events in the store stands to the claim.
    fn standings(&self, actor: Option<&ActorFilter>) -> Result<Vec<Standing>, ClaimError> {
        let mut all = Vec::new();
        for id in self.snapshot.datasets()? {
            let Some(dataset) = self.around.describe(&id) else { continue };
            if dataset.inclusion.holds != Holds::Events {
                continue;
            }
            let complete = self
                .snapshot
                .commits()
                .iter()
                .filter(|commit| commit.release.dataset.as_str() == id)
                .filter_map(|commit| commit.release.scope.clone())
                .collect();
            let extent = self.snapshot.extent_of(&id, &self.scope.place.countries)?;
            let mut standing =
                standing(&dataset, self.scope, self.kind, &InStore { extent, complete });
            if let (true, Some(actor)) = (standing.counts, actor) {
                words::selected(&mut standing, actor, self.scope);
            }
            all.push(standing);
        }
        Ok(all)
    }

    fn counts(
        &self,
        checked: &mut Checked,
        present: &[String],
        actor: Option<ActorFilter>,
    ) -> Result<(), ClaimError> {
        let filters = self.filters(present.to_vec(), actor.clone());
        let pieces = by_dataset(self.snapshot.breakdown(&filters, MARGIN_DAYS)?);
        let variants = variants(self.scope);
        let none = Vec::new();
        for standing in checked.datasets.iter().filter(|standing| standing.counts) {
            let own = pieces.get(&standing.dataset).unwrap_or(&none);
            let table = rows(
                &standing.dataset,
                &variants,
                own,
                standing.attacker,
                standing.bound,
                self.scope,
            );
            let Some(first) = table.first() else { continue };
            let copies = standing.repeats.as_ref().is_some_and(|other| present.contains(other));
            let silent = self.scope.measure == Measure::Injured
                && own.iter().all(|piece| piece.sums.injured_told == 0);
            checked.counts.push(Counted {
                dataset: standing.dataset.clone(),
                count: first.count,
                bound: standing.bound,
                verdict: first.verdict.filter(|_| !silent),
                weighs: !copies && !silent,
            });
            checked.sensitivity.extend(table);
        }
        checked.counted_datasets = present.to_vec();
        self.names(checked, present, actor.as_ref())?;
        self.incidents(checked, &filters)?;
        checked.unmoved = unmoved(&mut checked.sensitivity);
        let shown = self.open.gravest(&self.shown(&filters), EVENTS_SHOWN)?;
        checked.events = shown.iter().map(behind).collect();
        checked.query = Some(words::query(self.scope));
        Ok(())
    }

    /// The filters of the events that are shown: those of the first dataset alone, so that none stands there twice.
    fn shown(&self, filters: &Filters) -> Filters {
        Filters {
            datasets: filters.datasets.iter().take(1).cloned().collect(),
            types: self.scope.types.clone(),
            civilian_targets: self.scope.on_civilians || self.scope.victims == Victims::Civilians,
            ..filters.clone()
        }
    }

    /// What the incidents say that reports of several datasets were put together to.
    fn incidents(&self, checked: &mut Checked, filters: &Filters) -> Result<(), ClaimError> {
        let weighing = checked.counts.iter().filter(|counted| counted.weighs).count();
        if !self.snapshot.has_incidents() || weighing < 2 || self.scope.measure == Measure::Injured
        {
            return Ok(());
        }
        let filters = Filters {
            types: self.scope.types.clone(),
            civilian_targets: self.scope.on_civilians || self.scope.victims == Victims::Civilians,
            ..filters.clone()
        };
        let measure =
            if self.scope.measure == Measure::Events { Asked::Events } else { Asked::Fatalities };
        let question =
            Question { filters, measure, by: None, spread: false, unit: Unit::Incidents };
        let answer = question.answer(self.snapshot, self.around.names())?;
        let count = Count {
            events: answer.incidents.unwrap_or_default(),
            low: answer.low,
            best: Some(answer.value),
            high: answer.high,
        };
        // Incidents do not part the dead by side, and do not say who began: they bound what the claim is about.
        let same = match self.scope.measure {
            Measure::Events => {
                self.scope.actor.is_none() || self.scope.relation == Relation::Involving
            }
            _ => self.scope.victims == Victims::All,
        };
        let own = if same { Bound::Both } else { Bound::Upper };
        let of_all = checked
            .datasets
            .iter()
            .filter(|standing| standing.counts)
            .map(|standing| standing.bound)
            .min()
            .unwrap_or(Bound::Neither);
        let bound = own.and(of_all);
        let verdict = judge(&self.scope.amount, &count, bound);
        let first = checked.sensitivity.first().map(|row| row.verdict);
        checked.sensitivity.push(Row {
            dataset: "incidents".into(),
            dimension: Dimension::Unit,
            reading: "reports of all datasets put together to incidents".into(),
            turns: turns(first, verdict),
            count,
            verdict,
        });
        checked.counts.push(Counted {
            dataset: "incidents".into(),
            count,
            bound,
            verdict,
            weighs: same,
        });
        Ok(())
    }

    /// Whether a way to speak of an actor can hold of events of the claim's places and time.
    fn may_hold(&self, term: &ActorTerm) -> bool {
        let own = &self.scope.place.countries;
        let place = own.is_empty()
            || term.countries_iso3.is_empty()
            || term.countries_iso3.iter().any(|country| own.contains(country));
        let early = self.scope.to().zip(term.from).is_some_and(|(to, from)| to < from);
        let late = self.scope.from().zip(term.to).is_some_and(|(from, to)| to < from);
        let named = !(term.ids.is_empty() && term.names.is_empty());
        place && named && !early && !late
    }

    /// What the count is when the name takes in organisations that came out of the group or that it came out of.
    fn names(
        &self,
        checked: &mut Checked,
        present: &[String],
        actor: Option<&ActorFilter>,
    ) -> Result<(), ClaimError> {
        let (Some(Party::Known { id, name }), Some(own)) = (&self.scope.actor, actor) else {
            return Ok(());
        };
        let first = variants(self.scope);
        for other in related(self.around.registry(), id) {
            let Some(known) = self.around.registry().get(&other) else { continue };
            let party = Party::Known { id: other, name: known.name.clone() };
            let terms = self.around.actor_filter(&party)?.terms;
            if !terms.iter().any(|term| self.may_hold(term)) {
                continue;
            }
            let both = ActorFilter {
                label: format!("{} or {}", own.label, party.id()),
                terms: own.terms.iter().cloned().chain(terms).collect(),
            };
            let filters = self.filters(present.to_vec(), Some(both));
            let pieces = by_dataset(self.snapshot.breakdown(&filters, MARGIN_DAYS)?);
            for standing in checked.datasets.iter().filter(|standing| standing.counts) {
                let (Some(base), Some(own)) = (first.first(), pieces.get(&standing.dataset)) else {
                    continue;
                };
                let count = base.reading.count(own, standing.attacker);
                let verdict = judge(&self.scope.amount, &count, standing.bound);
                let read = checked.sensitivity.iter().find(|row| row.dataset == standing.dataset);
                let row = Row {
                    dataset: standing.dataset.clone(),
                    dimension: Dimension::Names,
                    reading: format!("{name} and {} together", known.name),
                    turns: turns(read.map(|row| row.verdict), verdict),
                    count,
                    verdict,
                };
                checked.sensitivity.push(row);
            }
        }
        Ok(())
    }
}

fn by_dataset(pieces: Vec<Piece>) -> BTreeMap<String, Vec<Piece>> {
    let mut all: BTreeMap<String, Vec<Piece>> = BTreeMap::new();
    for piece in pieces {
        all.entry(piece.dataset.clone()).or_default().push(piece);
    }
    all
}

fn behind(stored: &StoredReport) -> Behind {
    let report = &stored.report;
    let place = [
        report.place.name.as_deref(),
        report.place.admin1.as_deref(),
        Some(report.place.country.as_str()),
    ];
    let place: Vec<&str> = place.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    Behind {
        report_id: report.id.to_string(),
        date: report.date.start().to_string(),
        place: place.join(", "),
        sides: format!("{} and {}", report.side_a.name, report.side_b.name),
        deaths: report.deaths.total.map(|toll| toll.best()),
    }
}
