//! What there is to say about a group, as numbers with their origin.

use std::collections::BTreeMap;

use bellwether_model::{Date, Iso3};
use bellwether_sources::{AskedScope, Effect, Reason, can_speak};
use bellwether_store::{Answer, By, Filters, Measure, Question, Snapshot, StoreState, Unit, Value};
use bellwether_vigil::incomplete_from;
use serde::{Serialize, Serializer};

use super::collected::{Collected, Collecting};
use super::numbers::{self, Number};
use crate::args::UnitWord;
use crate::citation::{Citation, citations};
use crate::commands::count::some_of;
use crate::descriptions::described as described_as;
use crate::failure::Failure;
use crate::question::{Asked, actor_filter, added_up, datasets, find_actor, unit};
use crate::session::Session;
use crate::watching::known_on;

/// Events and deaths of one part.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct Tally {
    pub(super) key: String,
    pub(super) name: String,
    #[serde(serialize_with = "whole")]
    pub(super) events: f64,
    #[serde(serialize_with = "whole")]
    pub(super) deaths: f64,
    #[serde(serialize_with = "whole")]
    pub(super) low: f64,
    #[serde(serialize_with = "whole")]
    pub(super) high: f64,
}

/// A count as `count --json` writes it.
fn whole<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    Value(*value).serialize(serializer)
}

/// A name, a relation or a statement of the registry, as a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) source: Option<String>,
}

/// What one dataset can and cannot say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Reach {
    pub(super) dataset: String,
    pub(super) title: String,
    #[serde(serialize_with = "whole")]
    pub(super) events: f64,
    #[serde(serialize_with = "whole")]
    pub(super) deaths: f64,
    pub(super) covers: String,
    pub(super) excludes: Vec<String>,
    pub(super) caveats: Vec<String>,
    /// Whether it is a sample, which cannot give totals.
    pub(super) sample: bool,
    /// What one row of it is, and how it counts.
    pub(super) rules: Vec<String>,
    /// Why it can or cannot speak about this group here, the gravest reason first.
    pub(super) speaks: Vec<Reason>,
    /// What the files in the store are complete for.
    pub(super) complete_for: Vec<String>,
    /// How the dataset speaks of the group.
    pub(super) selector: String,
    /// The last day of an event of the dataset, of any group, where this one acts.
    pub(super) data_until: Option<String>,
    /// What it collected when, where the group acts.
    pub(super) collected: Option<Collected>,
}

/// What stands behind the incidents of the page, and what a sum of the reports would have said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Behind {
    /// Reports behind the incidents.
    pub(super) reports: u64,
    /// Incidents of which only one source has a report.
    pub(super) single_source: u64,
    /// Events that a sum over the datasets' reports would have given.
    #[serde(serialize_with = "whole")]
    pub(super) events_of_reports: f64,
    /// Deaths that a sum over the reports would have given.
    #[serde(serialize_with = "whole")]
    pub(super) deaths_of_reports: f64,
    /// The sources that were asked for, where the store has others too.
    pub(super) sources: Vec<String>,
    /// One of the incidents to begin with, where one of the latest has several reports.
    pub(super) example: Option<Example>,
}

/// An incident of several reports, and two of these that the machine joined.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Example {
    pub(super) incident_id: String,
    pub(super) reports: [String; 2],
}

/// How many of the latest incidents are looked at for an example.
const LATEST: usize = 200;

/// The one with the most reports among the latest incidents; of equals the latest.
fn example(inquiry: &Inquiry<'_>) -> Result<Option<Example>, Failure> {
    let latest = inquiry.own.incidents(&inquiry.filters, LATEST)?;
    let told = latest.into_iter().rev().max_by_key(|incident| incident.reports.len());
    Ok(told.and_then(|incident| {
        let mut reports = incident.reports.iter().map(|report| report.stored.report.id.to_string());
        let reports = [reports.next()?, reports.next()?];
        Some(Example { incident_id: incident.incident_id, reports })
    }))
}

/// Everything on the page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Facts {
    pub(super) actor: String,
    pub(super) id: Option<String>,
    pub(super) simulated: bool,
    pub(super) line: Option<String>,
    pub(super) note: Option<String>,
    pub(super) names: Vec<String>,
    pub(super) relations: Vec<Line>,
    pub(super) strengths: Vec<Line>,
    pub(super) statements: Vec<Line>,
    /// Strengths, tallies and losses as ranges, by kind and time, from the registry and the store.
    pub(super) numbers: Vec<Number>,
    pub(super) events: i64,
    /// What one event of the page is: `incidents` or `reports`.
    pub(super) unit: &'static str,
    /// What stands behind incidents.
    pub(super) behind: Option<Behind>,
    /// The datasets that the numbers add up, when they are several.
    pub(super) added_up: Vec<String>,
    pub(super) total: Tally,
    pub(super) first_event: Option<String>,
    pub(super) last_event: Option<String>,
    pub(super) data_until: Option<String>,
    /// The day from which on reports may still come in.
    pub(super) incomplete_from: Option<String>,
    pub(super) months: BTreeMap<String, Tally>,
    pub(super) last_twelve: Tally,
    pub(super) twelve_before: Tally,
    pub(super) units: Vec<Tally>,
    pub(super) units_total: usize,
    pub(super) precision: BTreeMap<String, Value>,
    pub(super) types: Vec<Tally>,
    pub(super) opponents: Vec<Tally>,
    pub(super) against_civilians: Tally,
    /// Civilians killed, where the sources part the dead by side; not told of incidents, whose sides are
    /// parted by none.
    pub(super) civilian_deaths: Option<i64>,
    pub(super) reach: Vec<Reach>,
    pub(super) as_of: Option<String>,
    pub(super) store: StoreState,
    pub(super) citations: Vec<Citation>,
}

/// A question to one snapshot about one group.
struct Inquiry<'a> {
    session: &'a Session,
    snapshot: &'a Snapshot<'a>,
    /// What of the snapshot is the group's, which most questions are about.
    own: &'a Snapshot<'a>,
    filters: Filters,
    unit: Unit,
}

impl<'a> Inquiry<'a> {
    /// The same about reports: what one source says.
    fn of_reports(&self) -> Inquiry<'a> {
        Inquiry { filters: self.filters.clone(), unit: Unit::Reports, ..*self }
    }

    fn ask(&self, filters: Filters, measure: Measure, by: Option<By>) -> Result<Answer, Failure> {
        let question = Question { filters, measure, by, spread: false, unit: self.unit };
        Ok(question.answer(self.own, self.session.world()?)?)
    }

    /// Events and deaths by part.
    fn tallies(&self, by: By) -> Result<BTreeMap<String, Tally>, Failure> {
        let mut parts: BTreeMap<String, Tally> = BTreeMap::new();
        for row in self.ask(self.filters.clone(), Measure::Events, Some(by))?.rows {
            let tally = Tally { key: row.key.clone(), events: row.value.0, ..Tally::default() };
            parts.insert(row.key, tally);
        }
        for row in self.ask(self.filters.clone(), Measure::Fatalities, Some(by))?.rows {
            let part = parts.entry(row.key).or_default();
            (part.deaths, part.low, part.high) = (row.value.0, row.low.0, row.high.0);
        }
        Ok(parts)
    }

    fn total(&self, filters: &Filters) -> Result<Tally, Failure> {
        let events = self.ask(filters.clone(), Measure::Events, None)?;
        let deaths = self.ask(filters.clone(), Measure::Fatalities, None)?;
        Ok(Tally {
            events: events.value.0,
            deaths: deaths.value.0,
            low: deaths.low.0,
            high: deaths.high.0,
            ..Tally::default()
        })
    }

    /// The largest parts first.
    fn ranked(&self, by: By, name: impl Fn(&str) -> String) -> Result<Vec<Tally>, Failure> {
        let mut parts: Vec<Tally> = self.tallies(by)?.into_values().collect();
        parts.iter_mut().for_each(|part| part.name = name(&part.key));
        parts.sort_by(|a, b| b.events.total_cmp(&a.events).then_with(|| a.key.cmp(&b.key)));
        Ok(parts)
    }

    /// The twelve months that end with that of a day, or the twelve months so many years before.
    fn twelve_months(&self, until: Option<Date>, back: i64) -> Result<Tally, Failure> {
        let Some(until) = until else { return Ok(Tally::default()) };
        let end = until.last_of_month();
        let shift = |months: i64| {
            end.checked_sub(jiff::Span::new().months(months)).map(Date::last_of_month)
        };
        let (to, from) = (shift(12 * back).ok(), shift(12 * (back + 1)).ok());
        let from = from.and_then(|day| day.tomorrow().ok());
        self.total(&Filters { from, to, ..self.filters.clone() })
    }

    /// First and last day of an event of the group.
    fn span(&self) -> Result<(Option<Date>, Option<Date>), Failure> {
        Ok(self.own.span(&self.filters)?)
    }

    /// The last day of an event of anyone.
    fn until(&self, filters: &Filters) -> Result<Option<Date>, Failure> {
        Ok(self.snapshot.span(filters)?.1)
    }
}

/// What stands behind incidents; nothing where reports are counted.
fn behind(inquiry: &Inquiry<'_>, sources: &[String]) -> Result<Option<Behind>, Failure> {
    if inquiry.unit == Unit::Reports {
        return Ok(None);
    }
    let incidents = inquiry.ask(inquiry.filters.clone(), Measure::Events, None)?;
    let reports = inquiry.of_reports();
    let events = reports.ask(inquiry.filters.clone(), Measure::Events, None)?;
    let added = reports.ask(inquiry.filters.clone(), Measure::Fatalities, None)?;
    Ok(Some(Behind {
        reports: incidents.reports.unwrap_or_default(),
        single_source: incidents.single_source.unwrap_or_default(),
        events_of_reports: events.value.0,
        deaths_of_reports: added.value.0,
        sources: some_of(inquiry.snapshot, sources)?,
        example: example(inquiry)?,
    }))
}

/// Gathers the page.
pub(super) fn gather(
    session: &Session,
    snapshot: &Snapshot<'_>,
    actor: &str,
    sources: &[String],
    unit_asked: Option<UnitWord>,
) -> Result<Facts, Failure> {
    let asked = find_actor(session, snapshot, actor)?;
    let unit = unit(session, snapshot, unit_asked)?;
    let datasets = datasets(session, snapshot, sources, unit)?;
    let filters = Filters {
        datasets: datasets.clone(),
        actor: Some(actor_filter(session, &asked, snapshot)?),
        ..Filters::default()
    };
    let own = snapshot.narrowed(&filters)?;
    let inquiry = Inquiry { session, snapshot, own: &own, filters: filters.clone(), unit };
    let world = session.world()?;
    let own_id = match &asked {
        Asked::Known(actor) => actor.id.to_string(),
        Asked::Native(native) => native.name.clone(),
    };

    let total = inquiry.total(&filters)?;
    let (first, last) = inquiry.span()?;
    // The data end where they end for the countries in which the group is known to act.
    let where_active = inquiry.ask(filters.clone(), Measure::Events, Some(By::Country))?;
    let countries: Vec<Iso3> =
        where_active.rows.iter().filter_map(|row| Iso3::new(&row.key).ok()).collect();
    let until = inquiry.until(&Filters {
        datasets: datasets.clone(),
        countries: countries.clone(),
        ..Filters::default()
    })?;
    let units = inquiry.ranked(By::Admin1, |id| world.unit_name(id))?;
    let mut opponents = inquiry.ranked(By::Actor, |id| {
        world.actors.get(id).map_or_else(|| id.to_owned(), |actor| actor.name.clone())
    })?;
    opponents.retain(|part| part.key != own_id);
    let precision = inquiry.ask(filters.clone(), Measure::Events, Some(By::Precision))?;
    let civilians = Filters { civilian_targets: true, ..filters.clone() };
    let (id, line, note, names, relations, strengths, statements) = {
        let claimed = matches!(&asked, Asked::Native(native) if world.actors.claims_native(native));
        described(&asked, claimed)
    };
    // Events are whole numbers.
    #[allow(clippy::cast_possible_truncation)]
    let events = total.events as i64;
    Ok(Facts {
        actor: asked.name().to_owned(),
        id,
        simulated: is_simulated(snapshot),
        line,
        note,
        names,
        relations,
        strengths,
        statements,
        numbers: numbers::gather(snapshot, &asked, world)?,
        events,
        added_up: match unit {
            Unit::Reports => added_up(snapshot, &datasets)?,
            Unit::Incidents => Vec::new(),
        },
        unit: unit.as_str(),
        behind: behind(&inquiry, sources)?,
        first_event: first.map(|day| day.to_string()),
        last_event: last.map(|day| day.to_string()),
        data_until: until.map(|day| day.to_string()),
        incomplete_from: known_on(snapshot).ok().map(|day| incomplete_from(day).to_string()),
        months: inquiry.tallies(By::Month)?,
        last_twelve: inquiry.twelve_months(until, 0)?,
        twelve_before: inquiry.twelve_months(until, 1)?,
        units_total: units.len(),
        units: units.into_iter().take(8).collect(),
        precision: precision.rows.into_iter().map(|row| (row.key, row.value)).collect(),
        types: inquiry.ranked(By::Type, ToOwned::to_owned)?,
        opponents: opponents.into_iter().take(6).collect(),
        against_civilians: inquiry.total(&civilians)?,
        civilian_deaths: match unit {
            Unit::Reports => Some(own.civilian_deaths(&filters)?),
            Unit::Incidents => None,
        },
        reach: reach(&inquiry, &asked, &countries)?,
        as_of: session.as_of().date.map(|day| day.to_string()),
        store: snapshot.state().clone(),
        citations: citations(snapshot, &datasets),
        total,
    })
}

/// Whether any of it is of an invented world.
fn is_simulated(snapshot: &Snapshot<'_>) -> bool {
    snapshot.commits().iter().any(|commit| commit.release.dataset.as_str().starts_with("sim-"))
}

type Described =
    (Option<String>, Option<String>, Option<String>, Vec<String>, Vec<Line>, Vec<Line>, Vec<Line>);

/// What the registry says.
fn described(asked: &Asked<'_>, claimed: bool) -> Described {
    let actor = match asked {
        Asked::Known(actor) => actor,
        Asked::Native(native) => {
            let note = if claimed {
                "this is the dataset's own actor; an actor of the registry claims it, with names and \
                 relations: `bellwether actor find` shows which"
            } else {
                "no file of the registry claims this actor; it is shown as the dataset has it"
            };
            let names = native.other_names.clone();
            let id = format!("{}:{}", native.dataset, native.native_id);
            return (Some(id), None, Some(note.into()), names, vec![], vec![], vec![]);
        }
    };
    let statement = |s: &bellwether_registry::actors::SourcedStatement| {
        let when = s.as_of.as_ref().map_or(String::new(), |as_of| format!("{as_of}: "));
        let whom =
            s.attributed_to.as_ref().map_or(String::new(), |w| format!(", according to {w}"));
        let hand = if s.second_hand { ", read second-hand" } else { "" };
        Line { text: format!("{when}{}{whom}{hand}", s.text), source: Some(s.source.clone()) }
    };
    let is_strength = |s: &&bellwether_registry::actors::SourcedStatement| {
        s.kind == bellwether_model::StatementKind::Strength
    };
    let mut strengths: Vec<_> = actor.statements.iter().filter(is_strength).collect();
    strengths.sort_by(|a, b| a.as_of.cmp(&b.as_of));
    let others: Vec<_> = actor.statements.iter().filter(|s| !is_strength(s)).collect();
    let relations = super::super::actor::relations(actor, ToString::to_string)
        .into_iter()
        .map(|text| Line { text: text.trim().to_owned(), source: None })
        .collect();
    (
        Some(actor.id.to_string()),
        Some(format!("{}. Aims: {}.", actor.ideology, actor.aims)),
        actor.note.clone(),
        actor.names.iter().map(|name| name.text.clone()).collect(),
        relations,
        strengths.into_iter().map(statement).collect(),
        others.into_iter().map(statement).collect(),
    )
}

/// What each dataset in the store can and cannot say about the group.
fn reach(
    inquiry: &Inquiry<'_>,
    asked: &Asked<'_>,
    countries: &[Iso3],
) -> Result<Vec<Reach>, Failure> {
    let mut all = Vec::new();
    let collecting = Collecting::within(inquiry.snapshot, countries)?;
    for id in inquiry.snapshot.datasets()? {
        let Some(dataset) = described_as(inquiry.snapshot.commits(), &id) else { continue };
        let only = Filters { datasets: vec![id.clone()], ..inquiry.filters.clone() };
        let tally = inquiry.of_reports().total(&only)?;
        let until = inquiry.until(&Filters {
            datasets: vec![id.clone()],
            countries: countries.to_vec(),
            ..Filters::default()
        })?;
        // What is asked of each dataset is the time and the place in which any of them sees the group.
        let (first, last) = inquiry.span()?;
        let scope = AskedScope {
            countries: countries.to_vec(),
            from: first,
            to: last,
            actor: match asked {
                Asked::Known(actor) => Some(actor.kind),
                Asked::Native(_) => None,
            },
            ..AskedScope::default()
        };
        let behind = inquiry.own.versions_behind(&only)?;
        let mut complete_for: Vec<String> = inquiry
            .snapshot
            .commits()
            .iter()
            .filter(|commit| behind.contains(&commit.store_version))
            .map(|commit| {
                let label = commit.release.label.as_ref().map_or("", |label| &label.0);
                let scope = commit.release.scope.as_ref();
                let scope = scope.map_or("not declared".into(), ToString::to_string);
                let space = if label.is_empty() { "" } else { " " };
                format!("{}{space}{label} ({scope}).", commit.release.file)
            })
            .collect();
        let more = complete_for.len().saturating_sub(4);
        if more > 0 {
            complete_for.drain(..more);
            complete_for.insert(0, format!("{more} earlier files"));
        }
        all.push(Reach {
            selector: selector_words(inquiry.session, asked, &id),
            collected: collecting.of(&id)?,
            dataset: id,
            title: dataset.title.clone(),
            events: tally.events,
            deaths: tally.deaths,
            covers: dataset.covers.clone(),
            excludes: dataset.excludes.clone(),
            caveats: dataset.caveats.clone(),
            sample: dataset.inclusion.sample,
            rules: crate::inclusion::rules(&dataset),
            speaks: can_speak(&dataset, &scope)
                .into_iter()
                .filter(|reason| reason.effect > Effect::Covers)
                .collect(),
            complete_for,
            data_until: until.map(|day| day.to_string()),
        });
    }
    all.sort_by(|a, b| b.events.total_cmp(&a.events).then_with(|| a.dataset.cmp(&b.dataset)));
    Ok(all)
}

/// How a dataset speaks of the group, in words.
pub(crate) fn selector_words(session: &Session, asked: &Asked<'_>, dataset: &str) -> String {
    let actor = match asked {
        Asked::Known(actor) => actor,
        Asked::Native(native) => return format!("its id {}", native.native_id),
    };
    if bellwether_registry::actors::CODED.contains(&dataset) {
        return format!("the registry's id {}", actor.id);
    }
    let words: Vec<String> = actor
        .selectors
        .iter()
        .filter(|selector| selector.dataset.as_str() == dataset)
        .map(|selector| {
            let who = if selector.ids.is_empty() {
                selector.names.join(", ")
            } else {
                format!("actor {}", selector.ids.join(", "))
            };
            let place = |codes: &[bellwether_model::GwCode]| {
                let names: Vec<String> =
                    codes.iter().map(|gw| crate::question::gw_name(session, *gw)).collect();
                names.join(", ")
            };
            let mut text = who;
            if !selector.countries.is_empty() {
                text.push_str(&format!(" in {}", place(&selector.countries)));
            }
            if !selector.not_countries.is_empty() {
                text.push_str(&format!(" outside {}", place(&selector.not_countries)));
            }
            if let Some(from) = selector.from {
                text.push_str(&format!(" from {from}"));
            }
            if let Some(to) = selector.to {
                text.push_str(&format!(" to {to}"));
            }
            text
        })
        .collect();
    if words.is_empty() {
        "the registry knows no way in which it speaks of the group".into()
    } else {
        words.join("; ")
    }
}
