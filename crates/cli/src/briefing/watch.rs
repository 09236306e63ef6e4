//! The alerts of a brief: those of the group's own watches, else those of a standard watch that is run for it.

use std::rc::Rc;

use bellwether_brief::Unanswered;
use bellwether_vigil::{Book, Effort, Look, NamedPeriod, Watch, look};
use bellwether_watch::alert::{Alert, Facet};

use super::{StoreInstrument, unanswered};
use crate::failure::Failure;
use crate::gate::Gate;
use crate::watching::{as_it_may_leave, prepare};

/// The facets of the standard watch.
const FACETS: [Facet; 4] =
    [Facet::Tempo, Facet::Lethality, Facet::SpreadUnits, Facet::CivilianShare];

impl StoreInstrument<'_> {
    /// Alerts and notices.
    pub(super) fn watched(&self) -> Result<&super::Watched, Unanswered> {
        if let Some(known) = self.watched.get() {
            return Ok(known);
        }
        let (mut alerts, notices) = self.look().map_err(|failure| unanswered(&failure))?;
        alerts.sort_by(|a, b| {
            (a.first_signal, a.facet, &a.id).cmp(&(b.first_signal, b.facet, &b.id))
        });
        Ok(self.watched.get_or_init(|| (Rc::new(alerts), Rc::new(notices))))
    }

    fn look(&self) -> Result<(Vec<Alert>, Vec<String>), Failure> {
        if self.snapshot.commits().is_empty() {
            // Nothing was known on that day.
            return Ok((Vec::new(), Vec::new()));
        }
        let request = &self.request;
        let gate = Gate::of(self.session, self.snapshot)?;
        let within =
            |alert: &Alert| alert.first_signal >= request.from && alert.first_signal <= request.to;
        let book = Book::open(self.snapshot)?;
        let is_own = |actor: Option<&String>| actor == Some(&request.actor);
        let kept = bellwether_vigil::book::watches(self.snapshot)?;
        if kept.iter().any(|watch| is_own(watch.actor.as_ref())) {
            let own = book
                .alerts
                .values()
                .filter(|alert| is_own(alert.subject.actor.as_ref()) && alert.muted.is_none());
            let alerts =
                own.filter(|alert| within(alert)).filter_map(|alert| as_it_may_leave(&gate, alert));
            return Ok((alerts.collect(), Vec::new()));
        }
        let watch = Watch {
            name: "brief".into(),
            actor: Some(request.actor.clone()),
            title: self.subject.name.clone(),
            countries: Vec::new(),
            admin1: Vec::new(),
            cells: Vec::new(),
            sources: request.sources.clone(),
            reports: request.unit == "reports",
            facets: FACETS.to_vec(),
            rules: vec!["resurgence".into()],
            period: Some(NamedPeriod::Week),
            alarms_per_year: 1.0,
        };
        let prepared = prepare(self.session, self.snapshot, &watch)?;
        let until = (request.to < prepared.known_on).then_some(request.to);
        let days = i64::from((request.to - request.from).get_days());
        let whole = Look { back_days: days, ..prepared.look(&watch, until, Effort::default()) };
        let found = look(&whole)?;
        let notices = found
            .notices
            .into_iter()
            .filter(|notice| notice.day >= request.from && notice.day <= request.to);
        Ok((
            found.alerts.into_iter().filter(within).collect(),
            notices.map(|notice| notice.text).collect(),
        ))
    }
}
