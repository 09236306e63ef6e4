//! What a brief asks of a store, answered from one snapshot: counts, incidents, alerts, statements, datasets.
//!
//! The snapshot is one that may leave: what must not be passed on is not in it, so nothing of it can be printed.

mod claims;
mod closed;
mod sources;
mod watch;

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use bellwether_brief::{
    Area, By as BriefBy, Claim, Count, Counted, Incident, Instrument, Measure as BriefMeasure,
    Part, Request, Source, Statement, Studied, Study, Subject, Told, Unanswered,
};
use bellwether_model::{Date, Estimate, Iso3, StatementKind};
use bellwether_registry::actors::SourcedStatement;
use bellwether_store::{
    By, Filters, IncidentReport, Measure, Question, Snapshot, Store, StoredIncident, StoredReport,
    Unit,
};
use bellwether_watch::alert::Alert;

pub(crate) use claims::about;

use crate::failure::Failure;
use crate::question::{Asked, actor_filter, find_actor};
use crate::session::Session;
use crate::world::World;

/// Incidents that a brief reads at most.
const INCIDENTS_MAX: usize = 200_000;

/// A study that was made, and what it found or why it could not be.
type Answered = (Study, Rc<Result<Studied, String>>);

/// Alerts, and what the watch has to say beside them.
type Watched = (Rc<Vec<Alert>>, Rc<Vec<String>>);

/// A snapshot as the instrument of a brief.
pub(crate) struct StoreInstrument<'a> {
    session: &'a Session,
    store: &'a Store,
    /// What may leave.
    snapshot: &'a Snapshot<'a>,
    /// All that is there, for counts by the rules for aggregates.
    whole: OnceCell<Snapshot<'a>>,
    request: Request,
    /// Of the group at all times.
    filters: Filters,
    unit: Unit,
    subject: Subject,
    statements: Vec<Statement>,
    counts: RefCell<BTreeMap<Count, Rc<Counted>>>,
    studies: RefCell<Vec<Answered>>,
    incidents: OnceCell<Rc<Vec<Incident>>>,
    watched: OnceCell<Watched>,
    sources: OnceCell<Rc<Vec<Source>>>,
    claims: OnceCell<Rc<Vec<Claim>>>,
}

impl<'a> StoreInstrument<'a> {
    /// The instrument for a request whose actor, unit and datasets are settled.
    pub(crate) fn new(
        session: &'a Session,
        store: &'a Store,
        snapshot: &'a Snapshot<'a>,
        request: &Request,
        datasets: Vec<String>,
    ) -> Result<Self, Failure> {
        let asked = find_actor(session, snapshot, &request.actor)?;
        let filters = Filters {
            datasets,
            actor: Some(actor_filter(session, &asked, snapshot)?),
            ..Filters::default()
        };
        let simulated =
            snapshot.commits().iter().any(|c| c.release.dataset.as_str().starts_with("sim-"));
        Ok(Self {
            session,
            store,
            snapshot,
            whole: OnceCell::new(),
            request: request.clone(),
            filters,
            unit: if request.unit == Unit::Reports.as_str() {
                Unit::Reports
            } else {
                Unit::Incidents
            },
            subject: subject(session.world()?, &asked, simulated),
            statements: statements(&asked),
            counts: RefCell::default(),
            studies: RefCell::default(),
            incidents: OnceCell::new(),
            watched: OnceCell::new(),
            sources: OnceCell::new(),
            claims: OnceCell::new(),
        })
    }

    /// The filters between two days.
    fn between(&self, from: Option<Date>, to: Option<Date>) -> Filters {
        Filters { from, to, ..self.filters.clone() }
    }

    fn ask(&self, count: &Count) -> Result<Counted, Failure> {
        let own = count.reports_of.as_ref();
        if let Some(dataset) = own
            && self.is_closed(dataset)?
        {
            return self.closed(count, dataset);
        }
        let question = Question {
            filters: Filters {
                civilian_targets: count.civilian_targets,
                datasets: own.map_or_else(|| self.filters.datasets.clone(), |id| vec![id.clone()]),
                ..self.between(count.from, count.to)
            },
            measure: measure(count.measure),
            by: count.by.map(by),
            spread: false,
            unit: if own.is_some() { Unit::Reports } else { self.unit },
        };
        let answer = question.answer(self.snapshot, self.session.world()?)?;
        let part = |value: bellwether_store::Value,
                    low: bellwether_store::Value,
                    high: bellwether_store::Value| Part {
            value: value.0,
            low: low.0,
            high: high.0,
        };
        // What lies in no known unit is no unit.
        let is_unit = |key: &str| count.by != Some(BriefBy::Admin1) || !key.ends_with("(no unit)");
        Ok(Counted {
            total: part(answer.value, answer.low, answer.high),
            parts: answer
                .rows
                .into_iter()
                .filter(|row| is_unit(&row.key))
                .map(|row| (row.key, part(row.value, row.low, row.high)))
                .collect(),
            reports: answer.reports.map(|count| count as f64),
            single_source: answer.single_source.map(|count| count as f64),
            ..Counted::default()
        })
    }

    /// The countries in which the group has events.
    fn countries(&self) -> Result<Vec<Iso3>, Unanswered> {
        let everywhere = Count {
            measure: BriefMeasure::Events,
            by: Some(BriefBy::Country),
            from: None,
            to: None,
            civilian_targets: false,
            reports_of: None,
        };
        let counted = self.count(&everywhere)?;
        Ok(counted.parts.keys().filter_map(|key| Iso3::new(key).ok()).collect())
    }

    fn read_incidents(&self) -> Result<Vec<Incident>, Failure> {
        let filters = self.between(Some(self.request.from), Some(self.request.to));
        let mut all: Vec<Incident> = match self.unit {
            Unit::Incidents => self
                .snapshot
                .incidents(&filters, INCIDENTS_MAX)?
                .into_iter()
                .map(of_incident)
                .collect(),
            Unit::Reports => {
                self.snapshot.events(&filters, INCIDENTS_MAX)?.iter().map(of_report).collect()
            }
        };
        all.sort_by(|a, b| (a.from, &a.id).cmp(&(b.from, &b.id)));
        Ok(all)
    }
}

const fn measure(measure: BriefMeasure) -> Measure {
    match measure {
        BriefMeasure::Events => Measure::Events,
        BriefMeasure::Fatalities => Measure::Fatalities,
    }
}

fn by(by: BriefBy) -> By {
    match by {
        BriefBy::Month => By::Month,
        BriefBy::Year => By::Year,
        BriefBy::Country => By::Country,
        BriefBy::Admin1 => By::Admin1,
        BriefBy::Type => By::Type,
        BriefBy::Actor => By::Actor,
        BriefBy::Source => By::Source,
        BriefBy::Precision => By::Precision,
        BriefBy::Plover => By::Plover,
    }
}

fn unanswered(failure: &Failure) -> Unanswered {
    Unanswered(failure.to_string())
}

fn subject(world: &World, asked: &Asked<'_>, simulated: bool) -> Subject {
    match asked {
        Asked::Known(actor) => Subject {
            id: actor.id.to_string(),
            name: actor.name.clone(),
            names: actor.names.iter().map(|name| name.text.clone()).collect(),
            line: Some(format!("{}. Aims: {}.", actor.ideology, actor.aims)),
            note: actor.note.clone(),
            relations: crate::commands::actor_relations(actor, |id| {
                let other = world.actors.get(id.as_str());
                other.map_or_else(|| id.to_string(), |other| other.name.clone())
            }),
            simulated,
        },
        Asked::Native(native) => Subject {
            id: format!("{}:{}", native.dataset, native.native_id),
            name: native.name.clone(),
            names: native.other_names.clone(),
            simulated,
            ..Subject::default()
        },
    }
}

fn statements(asked: &Asked<'_>) -> Vec<Statement> {
    let Asked::Known(actor) = asked else { return Vec::new() };
    let mut all: Vec<Statement> = actor.statements.iter().map(statement).collect();
    all.sort_by(|a, b| (!a.is_strength, &a.as_of).cmp(&(!b.is_strength, &b.as_of)));
    all
}

fn statement(own: &SourcedStatement) -> Statement {
    let quantity = own.quantity.as_ref();
    Statement {
        is_strength: own.kind == StatementKind::Strength,
        is_claim: quantity.is_some()
            && matches!(own.kind, StatementKind::Tally | StatementKind::Losses),
        text: own.text.clone(),
        low: quantity.and_then(|quantity| quantity.low),
        high: quantity.and_then(|quantity| quantity.high),
        unit: quantity.map_or_else(String::new, |quantity| quantity.unit.clone()),
        as_of: own.as_of.clone(),
        attributed_to: own.attributed_to.clone(),
        second_hand: own.second_hand,
        source: own.source.clone(),
    }
}

fn tolls(estimate: Estimate) -> [i64; 3] {
    [estimate.low(), estimate.best(), estimate.high()].map(i64::from)
}

fn told(report: &StoredReport) -> Told {
    Told {
        report: report.report.id.to_string(),
        dataset: report.report.id.dataset.to_string(),
        deaths: report.report.deaths.total.map(tolls),
    }
}

fn of_incident(incident: StoredIncident) -> Incident {
    let unit = incident.reports.iter().find_map(|one| one.stored.report.place.admin1_id.clone());
    Incident {
        id: incident.incident_id,
        from: incident.date_start,
        to: incident.date_end,
        point: incident.latitude.zip(incident.longitude).map(|(north, east)| [north, east]),
        precision: incident.place_precision,
        country: incident.iso3,
        unit: unit.or(incident.admin1),
        place: incident.place_name,
        deaths: incident.deaths,
        told: incident.reports.iter().map(|IncidentReport { stored, .. }| told(stored)).collect(),
    }
}

fn of_report(stored: &StoredReport) -> Incident {
    let report = &stored.report;
    let place = &report.place;
    Incident {
        id: report.id.to_string(),
        from: report.date.start(),
        to: report.date.end(),
        point: place.point.map(|point| [point.latitude.degrees(), point.longitude.degrees()]),
        precision: place.precision.as_str().to_owned(),
        country: place.iso3.map(|code| code.to_string()),
        unit: place.admin1_id.clone().or_else(|| place.admin1.clone()),
        place: place.name.clone(),
        deaths: report.deaths.total.map(tolls),
        told: vec![told(stored)],
    }
}

impl Instrument for StoreInstrument<'_> {
    fn subject(&self) -> &Subject {
        &self.subject
    }

    fn count(&self, count: &Count) -> Result<Rc<Counted>, Unanswered> {
        if let Some(known) = self.counts.borrow().get(count) {
            return Ok(Rc::clone(known));
        }
        let counted = Rc::new(self.ask(count).map_err(|failure| unanswered(&failure))?);
        self.counts.borrow_mut().insert(count.clone(), Rc::clone(&counted));
        Ok(counted)
    }

    fn span(
        &self,
        from: Option<Date>,
        to: Option<Date>,
    ) -> Result<(Option<Date>, Option<Date>), Unanswered> {
        self.snapshot.span(&self.between(from, to)).map_err(|error| Unanswered(error.to_string()))
    }

    fn alerts(&self) -> Result<Rc<Vec<Alert>>, Unanswered> {
        Ok(Rc::clone(&self.watched()?.0))
    }

    fn notices(&self) -> Result<Rc<Vec<String>>, Unanswered> {
        Ok(Rc::clone(&self.watched()?.1))
    }

    fn statements(&self) -> &[Statement] {
        &self.statements
    }

    fn claims(&self) -> Result<Rc<Vec<Claim>>, Unanswered> {
        self.kept_claims()
    }

    fn study(&self, study: &Study) -> Result<Rc<Result<Studied, String>>, Unanswered> {
        if let Some((_, known)) = self.studies.borrow().iter().find(|(own, _)| own == study) {
            return Ok(Rc::clone(known));
        }
        let found = crate::commands::studied(self.session, self.snapshot, &self.request, study);
        let found = match found {
            Ok(studied) => Ok(studied),
            // That there is nothing to study is an answer.
            Err(Failure::Data(why)) => Err(why),
            Err(other) => return Err(unanswered(&other)),
        };
        let found = Rc::new(found);
        self.studies.borrow_mut().push((study.clone(), Rc::clone(&found)));
        Ok(found)
    }

    fn incidents(&self) -> Result<Rc<Vec<Incident>>, Unanswered> {
        if let Some(known) = self.incidents.get() {
            return Ok(Rc::clone(known));
        }
        let read = Rc::new(self.read_incidents().map_err(|failure| unanswered(&failure))?);
        Ok(Rc::clone(self.incidents.get_or_init(|| read)))
    }

    fn sources(&self) -> Result<Rc<Vec<Source>>, Unanswered> {
        if let Some(known) = self.sources.get() {
            return Ok(Rc::clone(known));
        }
        let read = Rc::new(self.read_sources().map_err(|failure| unanswered(&failure))?);
        Ok(Rc::clone(self.sources.get_or_init(|| read)))
    }

    fn label(&self, by: BriefBy, key: &str) -> String {
        let Ok(world) = self.session.world() else { return key.to_owned() };
        match by {
            BriefBy::Admin1 => world.unit_name(key),
            BriefBy::Actor => {
                world.actors.get(key).map_or_else(|| key.to_owned(), |actor| actor.name.clone())
            }
            BriefBy::Country => {
                let country =
                    Iso3::new(key).ok().and_then(|code| world.countries().ok()?.by_iso3(code));
                country.map_or_else(|| key.to_owned(), |country| country.name.clone())
            }
            BriefBy::Plover => key.rsplit('/').next().unwrap_or(key).replace('-', " "),
            _ => key.to_owned(),
        }
    }

    fn area(&self, by: BriefBy, key: &str) -> Area {
        let outline = self.session.world().ok().and_then(|world| {
            let gazetteer = world.gazetteer().ok()?;
            Some(match by {
                BriefBy::Country => gazetteer.country_outline(Iso3::new(key).ok()?),
                _ => gazetteer.outline(key),
            })
        });
        Area {
            name: self.label(by, key),
            outline: outline.unwrap_or_default().into_iter().flatten().collect(),
        }
    }
}
