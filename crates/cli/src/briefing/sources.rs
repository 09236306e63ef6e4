//! The datasets behind a brief: what they cover, where they end, how they want to be cited.

use bellwether_brief::{Count, Instrument as _, Measure, Source};
use bellwether_sources::{AskedScope, Effect, can_speak};
use bellwether_store::Filters;

use super::StoreInstrument;
use crate::citation::citations;
use crate::commands::selector_words;
use crate::descriptions::described;
use crate::failure::Failure;
use crate::gate::Gate;
use crate::question::{Asked, find_actor};

impl StoreInstrument<'_> {
    /// Those that tell of the group up to the last day of the brief, the one with the most first; then the
    /// calendars; then those that may not be passed on.
    pub(super) fn read_sources(&self) -> Result<Vec<Source>, Failure> {
        let asked = find_actor(self.session, self.snapshot, &self.request.actor)?;
        let countries = self.countries().map_err(|error| Failure::Data(error.to_string()))?;
        let gate = Gate::of(self.session, self.snapshot)?;
        let mut open: Vec<(f64, Source)> = Vec::new();
        for id in self.snapshot.datasets()? {
            let is_asked = self.filters.datasets.is_empty() || self.filters.datasets.contains(&id);
            let Some(dataset) = described(self.snapshot.commits(), &id).filter(|_| is_asked) else {
                continue;
            };
            let own = Count {
                measure: Measure::Events,
                by: None,
                from: None,
                to: Some(self.request.to),
                civilian_targets: false,
                reports_of: Some(id.clone()),
            };
            let events =
                self.count(&own).map_err(|error| Failure::Data(error.to_string()))?.total.value;
            if events <= 0.0 {
                continue;
            }
            let around = Filters {
                datasets: vec![id.clone()],
                countries: countries.clone(),
                ..Filters::default()
            };
            let (data_from, data_until) = self.snapshot.span(&around)?;
            let scope = AskedScope {
                countries: countries.clone(),
                from: Some(self.request.from),
                to: Some(self.request.to),
                actor: match &asked {
                    Asked::Known(actor) => Some(actor.kind),
                    Asked::Native(_) => None,
                },
                ..AskedScope::default()
            };
            let speaks = can_speak(&dataset, &scope)
                .into_iter()
                .filter(|reason| reason.effect > Effect::Covers);
            let mut limits: Vec<String> =
                speaks.map(|reason| format!("Here: {}.", reason.text)).collect();
            limits.extend(dataset.excludes.iter().map(|text| format!("Leaves out: {text}")));
            limits.extend(dataset.caveats.iter().map(|text| format!("Mind: {text}")));
            let source = Source {
                title: dataset.title.clone(),
                sample: dataset.inclusion.sample,
                covers: dataset.covers.clone(),
                selector: selector_words(self.session, &asked, &id),
                limits,
                data_from,
                data_until,
                ..self.cited(&id)
            };
            open.push((events, source));
        }
        open.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.dataset.cmp(&b.1.dataset)));
        let mut all: Vec<Source> = open.into_iter().map(|(_, source)| source).collect();
        for id in self.calendars(&countries)? {
            if let Some(dataset) = described(self.snapshot.commits(), &id) {
                let selector = "dates of politics, not groups".to_owned();
                all.push(Source {
                    covers: dataset.covers.clone(),
                    title: dataset.title.clone(),
                    selector,
                    ..self.cited(&id)
                });
            }
        }
        all.extend(self.restricted(&gate));
        Ok(all)
    }

    /// Datasets whose rows may not be passed on, with what may be told of them.
    fn restricted(&self, gate: &Gate) -> Vec<Source> {
        let ids = gate.restricted_of(&self.filters.datasets).into_iter();
        ids.map(|id| {
            let terms = described(self.snapshot.commits(), id.as_str())
                .and_then(|dataset| dataset.inclusion.alternative.clone());
            Source {
                open: false,
                least: Some(gate.small_cell_of(&[id.to_string()]) as f64),
                terms: terms.or_else(|| Some("counts may be published with the citation".into())),
                ..self.cited(id.as_str())
            }
        })
        .collect()
    }

    /// Datasets with dates of politics where the group acts.
    fn calendars(&self, countries: &[bellwether_model::Iso3]) -> Result<Vec<String>, Failure> {
        if countries.is_empty() {
            return Ok(Vec::new());
        }
        let dates = self.snapshot.calendar(countries, None, Some(self.request.to))?;
        let mut ids: Vec<String> = dates.into_iter().map(|date| date.dataset).collect();
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }

    /// A dataset with its citation.
    fn cited(&self, id: &str) -> Source {
        let own = citations(self.snapshot, &[id.to_owned()]).into_iter().next();
        own.map_or_else(
            || Source { dataset: id.to_owned(), open: true, ..Source::default() },
            |cited| Source {
                dataset: cited.dataset,
                citation: cited.citation,
                licence: cited.licence,
                licence_url: cited.licence_url,
                releases: cited.releases,
                accessed: cited.accessed,
                open: true,
                ..Source::default()
            },
        )
    }
}
