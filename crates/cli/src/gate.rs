//! What may leave this machine: the guard of the exports with the terms of the store's datasets, the
//! recorded permissions, and the location policy.

use std::collections::BTreeMap;

use bellwether_export::policy::{
    Cleared, CoarsenTo, Guard, LocationPolicy, LocationTally, Origin, Permissions, Terms,
};
use bellwether_export::{Card, Cited, Grid, LicenceRef};
use bellwether_model::{DatasetId, Date, Report};
use bellwether_store::{Leaving, Snapshot, Store, StoredReport, Treatment};

use crate::citation::citations;
use crate::descriptions::described;
use crate::failure::Failure;
use crate::session::Session;

/// The guard with everything that it asks.
pub(crate) struct Gate {
    terms: BTreeMap<DatasetId, Terms>,
    permissions: Permissions,
    location: LocationPolicy,
    /// The day against which delays are reckoned.
    day: Date,
}

impl Gate {
    /// The gate for answers of a snapshot.
    pub(crate) fn of(session: &Session, snapshot: &Snapshot<'_>) -> Result<Self, Failure> {
        let commits = snapshot.commits();
        let mut terms = BTreeMap::new();
        let mut ids: Vec<String> =
            commits.iter().map(|commit| commit.release.dataset.to_string()).collect();
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            if let Some(dataset) = described(commits.iter().copied(), &id) {
                let id = DatasetId::new(&id)
                    .map_err(|error| Failure::Data(format!("the dataset {id}: {error}")))?;
                let inclusion = &dataset.inclusion;
                let open = Terms::open(id.clone(), dataset.licence.id.clone());
                let small = inclusion.small_cell.map_or(open.small_cell, u64::from);
                let alternative =
                    inclusion.alternative.clone().unwrap_or_else(|| open.alternative.clone());
                let terms_of = Terms {
                    rows_may_be_exported: dataset.licence.rows_may_be_exported,
                    small_cell: small,
                    alternative,
                    ..open
                };
                terms.insert(id, terms_of);
            }
        }
        Ok(Self {
            terms,
            permissions: session.settings.permissions.value.clone(),
            location: session.settings.location_policy.value.clone(),
            // Without a day to reckon against, nothing that is delayed may leave.
            day: snapshot.as_of().date.unwrap_or(Date::constant(1900, 1, 1)),
        })
    }

    /// The gate with the day against which delays are reckoned: that of the question, else that of the
    /// newest event. Never the clock's: the same question has the same answer tomorrow.
    pub(crate) fn with_day(mut self, snapshot: &Snapshot<'_>) -> Result<Self, Failure> {
        if snapshot.as_of().date.is_none()
            && let (_, Some(newest)) = snapshot.span(&bellwether_store::Filters::default())?
        {
            self.day = newest;
        }
        Ok(self)
    }

    fn lookup(&self) -> impl Fn(&DatasetId) -> Option<Terms> + '_ {
        |id| self.terms.get(id).cloned()
    }

    /// Datasets whose rows may not leave.
    pub(crate) fn restricted(&self) -> Vec<DatasetId> {
        let closed = |id: &&DatasetId| {
            self.terms.get(*id).is_some_and(|terms| !terms.rows_may_be_exported)
                && self.permissions.of(id).is_none()
        };
        self.terms.keys().filter(closed).cloned().collect()
    }

    /// Datasets of `asked` (all, if it is empty) whose rows may not leave.
    pub(crate) fn restricted_of(&self, asked: &[String]) -> Vec<DatasetId> {
        let mut restricted = self.restricted();
        restricted.retain(|id| is_asked(asked, id));
        restricted
    }

    /// Whether any of the datasets asked for (all, if none is) may not leave as rows.
    pub(crate) fn closes(&self, asked: &[String]) -> bool {
        !self.restricted_of(asked).is_empty()
    }

    /// The fewest events that an aggregate over these datasets must hold to leave.
    pub(crate) fn small_cell_of(&self, datasets: &[String]) -> usize {
        let own = self.terms.iter().filter(|(id, _)| is_asked(datasets, id));
        own.map(|(_, terms)| usize::try_from(terms.small_cell).unwrap_or(usize::MAX))
            .max()
            .unwrap_or(0)
    }

    /// Datasets whose rows may leave, those of `asked` unless it is empty.
    pub(crate) fn open(&self, asked: &[String]) -> Vec<DatasetId> {
        let restricted = self.restricted();
        let open = |id: &&DatasetId| is_asked(asked, id) && !restricted.contains(id);
        self.terms.keys().filter(open).cloned().collect()
    }

    /// What must be taken out of a snapshot that is asked in free form.
    pub(crate) fn leaving(&self) -> Leaving {
        let treated = self.location.0.iter().map(|(class, rule)| Treatment {
            class: *class,
            until: self
                .day
                .checked_sub(jiff::Span::new().days(i64::from(rule.delay_days)))
                .unwrap_or(self.day),
            country_only: rule.coarsen_to == CoarsenTo::Country,
        });
        Leaving {
            without: self.restricted().iter().map(ToString::to_string).collect(),
            treated: treated.collect(),
        }
    }

    /// Runs something with the guard.
    pub(crate) fn guard<T>(&self, run: impl FnOnce(Guard<'_>) -> T) -> T {
        let lookup = self.lookup();
        run(Guard::new(&lookup).permissions(&self.permissions).location(&self.location, self.day))
    }

    /// Clears rows that were asked of a snapshot out of which everything closed was taken.
    pub(crate) fn open_rows(&self, grid: Grid) -> Result<Cleared<Grid>, Failure> {
        let origin = Origin::AnyOf(self.open(&[]));
        Ok(self.guard(|guard| guard.rows(grid, origin))?)
    }

    /// Clears reports: those about sensitive targets are coarsened, and too new ones left out.
    pub(crate) fn reports(
        &self,
        rows: &[StoredReport],
        grid_of: impl FnOnce(&[StoredReport]) -> Grid,
    ) -> Result<Cleared<Grid>, Failure> {
        let mut tally = LocationTally::default();
        let mut treated = Vec::with_capacity(rows.len());
        let mut ids: Vec<DatasetId> = Vec::new();
        for row in rows {
            if !ids.contains(&row.report.id.dataset) {
                ids.push(row.report.id.dataset.clone());
            }
            let decision = self.location.decide(&row.report, self.day);
            tally.add(&decision);
            if let Some(report) = decision.report() {
                treated.push(StoredReport { report: Report::clone(report), ..row.clone() });
            }
        }
        let grid = grid_of(&treated);
        Ok(self.guard(|guard| guard.rows(grid, Origin::AnyOf(ids)))?.note(tally.note()))
    }

    /// The location policy's day.
    pub(crate) const fn day(&self) -> Date {
        self.day
    }
}

/// Whether a dataset is among those asked for: all are, if none is named.
fn is_asked(asked: &[String], id: &DatasetId) -> bool {
    asked.is_empty() || asked.iter().any(|asked| asked == id.as_str())
}

/// The card of an answer.
pub(crate) fn card(
    snapshot: &Snapshot<'_>,
    title: &str,
    question: &str,
    datasets: &[String],
) -> Card {
    let commits = snapshot.commits();
    let cited: Vec<Cited> = citations(snapshot, datasets)
        .into_iter()
        .filter_map(|citation| {
            let dataset = described(commits.iter().copied(), &citation.dataset)?;
            Some(Cited {
                dataset: DatasetId::new(&citation.dataset).ok()?,
                source: dataset.source.clone(),
                title: dataset.title.clone(),
                citation: citation.citation,
                url: dataset.url.clone(),
                licence: LicenceRef {
                    id: dataset.licence.id.clone(),
                    name: dataset.licence.name.clone(),
                    url: dataset.licence.url.clone(),
                },
                releases: citation.releases,
                accessed: citation.accessed.parse().ok(),
            })
        })
        .collect();
    let samples: Vec<String> = cited
        .iter()
        .filter_map(|cited| {
            let dataset = described(commits.iter().copied(), cited.dataset.as_str())?;
            dataset
                .inclusion
                .sample
                .then(|| format!("{} is a sample and cannot give totals", cited.dataset))
        })
        .collect();
    let state = snapshot.state();
    let card = Card::new(title, question, cited)
        .store(state.version.unsigned_abs(), state.digest.to_string())
        .as_of(snapshot.as_of().date)
        .note("counts are reported events, not ground truth; no reports is not no violence");
    samples.into_iter().fold(card, Card::note)
}

/// The snapshot that a command may answer from: where the answer leaves the machine, one without what
/// must not leave, and the person is told what that is.
pub(crate) fn snapshot_for<'s>(
    session: &Session,
    store: &'s Store,
    leaves: bool,
) -> Result<(Snapshot<'s>, Gate), Failure> {
    let snapshot = store.snapshot(&session.as_of())?;
    let gate = Gate::of(session, &snapshot)?.with_day(&snapshot)?;
    if !leaves {
        return Ok((snapshot, gate));
    }
    let leaving = gate.leaving();
    tell(session, &leaving);
    Ok((store.snapshot_leaving(&session.as_of(), &leaving)?, gate))
}

/// Says what is left out.
pub(crate) fn tell(session: &Session, leaving: &Leaving) {
    if !leaving.without.is_empty() {
        session.say(&format!(
            "note: rows of {} are left out, because their terms forbid passing them on; on a terminal \
             they are shown, `count` and `series` give aggregates",
            leaving.without.join(", ")
        ));
    }
}
