//! Where a section works: it asks the instrument, and prints only what the register has taken in.

use std::cell::RefCell;
use std::rc::Rc;

use bellwether_model::Date;

use crate::Request;
use crate::claim;
use crate::document::Piece;
use crate::instrument::{Counted, Instrument, Unanswered};
use crate::judge::{Judged, Outlook, Rise};
use crate::query::{
    AlertField, By, Count, IncidentField, JudgementField, Measure, Query, SourceField, SpanField,
    StatementField, StudyField, SubjectField, Tally,
};
use crate::register::Register;
use crate::rendering::{Rendering, Value};

/// An instrument with a request and the numbers printed so far.
pub(crate) struct Desk<'a> {
    pub(crate) instrument: &'a dyn Instrument,
    pub(crate) request: &'a Request,
    register: RefCell<Register>,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(instrument: &'a dyn Instrument, request: &'a Request) -> Self {
        Self { instrument, request, register: RefCell::default() }
    }

    pub(crate) fn into_register(self) -> Register {
        self.register.into_inner()
    }

    /// A count of the brief's days.
    pub(crate) const fn whole(&self, measure: Measure) -> Count {
        Count::between(measure, self.request.from, self.request.to)
    }

    /// The answer to a count, to choose and to draw by.
    pub(crate) fn counted(&self, count: &Count) -> Result<Rc<Counted>, Unanswered> {
        self.instrument.count(count)
    }

    /// The query of a number of a count.
    pub(crate) fn query(&self, count: &Count, part: Option<&str>, tally: Tally) -> Query {
        let of = self.register.borrow_mut().question(count);
        Query::Count { of, part: part.map(str::to_owned), tally }
    }

    /// The place of a question.
    pub(crate) fn question(&self, count: &Count) -> usize {
        self.register.borrow_mut().question(count)
    }

    /// A number to be printed.
    pub(crate) fn print(&self, query: Query, rendering: Rendering) -> Result<Piece, Unanswered> {
        let value = {
            let register = self.register.borrow();
            resolve(&query, &register.questions, self.instrument)?
        };
        let id = self.register.borrow_mut().number(query, rendering);
        Ok(Piece::Number { id, printed: rendering.print(&value) })
    }

    /// The value of a query, to choose by.
    pub(crate) fn value(&self, query: &Query) -> Result<Value, Unanswered> {
        resolve(query, &self.register.borrow().questions, self.instrument)
    }

    /// A whole number of a count.
    pub(crate) fn n(
        &self,
        count: &Count,
        part: Option<&str>,
        tally: Tally,
    ) -> Result<Piece, Unanswered> {
        self.print(self.query(count, part, tally), Rendering::Whole)
    }

    /// The value of a count.
    pub(crate) fn total(&self, count: &Count) -> Result<Piece, Unanswered> {
        self.n(count, None, Tally::Value)
    }
}

/// What a query comes to.
///
/// # Errors
/// When the instrument cannot answer it.
pub(crate) fn resolve(
    query: &Query,
    questions: &[Count],
    instrument: &dyn Instrument,
) -> Result<Value, Unanswered> {
    let number = |query: &Query| Ok(resolve(query, questions, instrument)?.number());
    Ok(match query {
        Query::Count { of, part, tally } => {
            let counted = instrument.count(asked(questions, *of)?)?;
            count_value(&counted, part.as_deref(), *tally)
        }
        Query::Span { from, to, field } => {
            let (first, last) = instrument.span(*from, *to)?;
            Value::from(if *field == SpanField::First { first } else { last })
        }
        Query::Alert { id, field } => alert_value(instrument, id, *field)?,
        Query::Notice { number } => Value::from(instrument.notices()?.get(*number).cloned()),
        Query::Subject { field, number } => {
            let subject = instrument.subject();
            Value::from(match field {
                SubjectField::Line => subject.line.clone(),
                SubjectField::Name => subject.names.get(*number).cloned(),
                SubjectField::Relation => subject.relations.get(*number).cloned(),
                SubjectField::Note => subject.note.clone(),
            })
        }
        Query::Statement { number, field } => statement_value(instrument, *number, *field),
        Query::Claim { of, field } => claim::field(instrument, *of, *field)?,
        Query::ClaimReason { of, number } => claim::reason(instrument, *of, *number)?,
        Query::ClaimCount { of, dataset, field } => claim::count(instrument, *of, dataset, *field)?,
        Query::Study { of, field } => match instrument.study(of)?.as_ref() {
            Err(_) => Value::Nothing,
            Ok(study) => Value::from(match field {
                StudyField::Occasions => Some(study.occasions),
                StudyField::Within => Some(study.within),
                StudyField::WithinDays => Some(study.within_days),
                StudyField::Expected => Some(study.expected),
                StudyField::RateRatio => study.rate_ratio,
                StudyField::Low => Some(study.interval[0]),
                StudyField::High => Some(study.interval[1]),
                StudyField::P => Some(study.p),
                StudyField::Detectable => study.detectable,
            }),
        },
        Query::Incident { id, report, field } => {
            incident_value(instrument, id, report.as_deref(), *field)?
        }
        Query::Limit { dataset, number } => {
            let sources = instrument.sources()?;
            let of = sources.iter().find(|source| source.dataset == *dataset);
            Value::from(of.and_then(|source| source.limits.get(*number).cloned()))
        }
        Query::Source { dataset, field } => source_value(instrument, dataset, *field)?,
        Query::Sum { of } => {
            let mut sum = 0.0;
            for one in of {
                sum += number(one)?.unwrap_or_default();
            }
            Value::from(sum)
        }
        Query::Ratio { of, to } => match (number(of)?, number(to)?) {
            (Some(of), Some(to)) if to != 0.0 => Value::from(of / to),
            _ => Value::Nothing,
        },
        Query::Change { from, to } => match (number(from)?, number(to)?) {
            (Some(from), Some(to)) if from != 0.0 => Value::from(to / from - 1.0),
            _ => Value::Nothing,
        },
        Query::Less { of, less } => match (number(of)?, number(less)?) {
            (Some(of), Some(less)) => Value::from(of - less),
            _ => Value::Nothing,
        },
        Query::Rise { of, field } => judged(&rise(of, questions, instrument)?, *field),
        Query::Outlook { of, field } => judged(&outlook(of, questions, instrument)?, *field),
        Query::Constant { name } => Value::from(name.value()),
        Query::Mark { value } => Value::from(*value),
    })
}

fn asked(questions: &[Count], at: usize) -> Result<&Count, Unanswered> {
    questions.get(at).ok_or_else(|| Unanswered(format!("the brief has no question number {at}")))
}

fn count_value(counted: &Counted, part: Option<&str>, tally: Tally) -> Value {
    let is_withheld = match part {
        None => counted.total_withheld,
        Some(key) => counted.withheld.contains(key),
    };
    if is_withheld || (tally == Tally::Parts && !counted.withheld.is_empty()) {
        return Value::Nothing;
    }
    let own = match part {
        None => counted.total,
        Some(key) => counted.parts.get(key).copied().unwrap_or_default(),
    };
    match tally {
        Tally::Value => Value::from(own.value),
        Tally::Low => Value::from(own.low),
        Tally::High => Value::from(own.high),
        Tally::Reports => Value::from(counted.reports),
        Tally::SingleSource => Value::from(counted.single_source),
        Tally::Parts => {
            Value::from(counted.parts.values().filter(|part| part.value > 0.0).count() as f64)
        }
    }
}

fn judged(judged: &Judged, field: JudgementField) -> Value {
    match field {
        JudgementField::Probability => Value::from(judged.probability),
        JudgementField::Complement => {
            Value::from(judged.probability.map(|probability| 1.0 - probability))
        }
        JudgementField::Cases => Value::from(judged.cases),
        JudgementField::Dispersion => Value::from(judged.dispersion),
        JudgementField::Base => Value::from(judged.base),
    }
}

/// The counts of so many months from the month of a day on.
pub(crate) fn months(counted: &Counted, first: Date, count: usize) -> Vec<f64> {
    let mut day = first.first_of_month();
    let mut all = Vec::with_capacity(count);
    for _ in 0..count {
        let key = format!("{:04}-{:02}", day.year(), day.month());
        all.push(counted.parts.get(&key).map_or(0.0, |part| part.value));
        day = day.checked_add(jiff::Span::new().months(1)).unwrap_or(day);
    }
    all
}

/// Whole months from the month of one day to before the month of another.
pub(crate) fn months_between(first: Date, until: Date) -> usize {
    let of = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
    usize::try_from(of(until) - of(first)).unwrap_or(0)
}

fn by_month(questions: &[Count], at: usize) -> Result<&Count, Unanswered> {
    let count = asked(questions, at)?;
    if count.by == Some(By::Month) {
        Ok(count)
    } else {
        Err(Unanswered("a judgement needs a count by month".into()))
    }
}

fn rise(
    rise: &Rise,
    questions: &[Count],
    instrument: &dyn Instrument,
) -> Result<Judged, Unanswered> {
    let counted = instrument.count(by_month(questions, rise.of)?)?;
    let mut counts = months(&counted, rise.before, rise.months);
    counts.extend(months(&counted, rise.since, rise.months));
    Ok(rise.judge(&counts))
}

fn outlook(
    outlook: &Outlook,
    questions: &[Count],
    instrument: &dyn Instrument,
) -> Result<Judged, Unanswered> {
    let counted = instrument.count(by_month(questions, outlook.of)?)?;
    let counts = months(&counted, outlook.first, months_between(outlook.first, outlook.until));
    Ok(outlook.judge(&counts))
}

fn alert_value(
    instrument: &dyn Instrument,
    id: &str,
    field: AlertField,
) -> Result<Value, Unanswered> {
    let alerts = instrument.alerts()?;
    let Some(alert) = alerts.iter().find(|alert| alert.id == id) else { return Ok(Value::Nothing) };
    let rates = &alert.false_alarms;
    Ok(match field {
        AlertField::FirstSignal => Value::Day(alert.first_signal),
        AlertField::WindowFrom => Value::Day(alert.window.from),
        AlertField::WindowTo => Value::Day(alert.window.to),
        AlertField::WindowDays => Value::from(alert.window_days() as f64),
        AlertField::Observed => Value::from(alert.observed),
        AlertField::Expected => Value::from(alert.baseline.expected),
        AlertField::BaselineLow => Value::from(alert.baseline.low),
        AlertField::BaselineHigh => Value::from(alert.baseline.high),
        AlertField::Reports => Value::from(alert.evidence_total as f64),
        AlertField::Promised => Value::from(rates.promised_per_year),
        AlertField::Measured => Value::from(rates.measured_per_year),
        AlertField::MeasuredLow => Value::from(rates.low),
        AlertField::MeasuredHigh => Value::from(rates.high),
        AlertField::Years => Value::from(rates.years),
    })
}

fn statement_value(instrument: &dyn Instrument, number: usize, field: StatementField) -> Value {
    let Some(statement) = instrument.statements().get(number) else { return Value::Nothing };
    let whole = |value: Option<u64>| Value::from(value.map(|value| value as f64));
    match field {
        StatementField::Text => Value::Text(statement.text.clone()),
        StatementField::Low => whole(statement.low),
        StatementField::High => whole(statement.high),
        StatementField::AsOf => Value::from(statement.as_of.clone()),
        StatementField::AttributedTo => Value::from(statement.attributed_to.clone()),
        StatementField::Source => Value::Text(statement.source.clone()),
    }
}

fn incident_value(
    instrument: &dyn Instrument,
    id: &str,
    report: Option<&str>,
    field: IncidentField,
) -> Result<Value, Unanswered> {
    let incidents = instrument.incidents()?;
    let Some(incident) = incidents.iter().find(|incident| incident.id == id) else {
        return Ok(Value::Nothing);
    };
    let deaths = match report {
        None => incident.deaths,
        Some(report) => {
            incident.told.iter().find(|told| told.report == report).and_then(|told| told.deaths)
        }
    };
    // Tolls of an incident are far below 2^53.
    let toll = |at: usize| Value::from(deaths.map(|deaths| deaths[at] as f64));
    Ok(match field {
        IncidentField::Day => Value::Day(incident.from),
        IncidentField::Low => toll(0),
        IncidentField::Best => toll(1),
        IncidentField::High => toll(2),
        IncidentField::Reports => Value::from(incident.told.len() as f64),
        IncidentField::Place => Value::from(incident.place.clone()),
    })
}

fn source_value(
    instrument: &dyn Instrument,
    dataset: &str,
    field: SourceField,
) -> Result<Value, Unanswered> {
    let sources = instrument.sources()?;
    let Some(source) = sources.iter().find(|source| source.dataset == dataset) else {
        return Ok(Value::Nothing);
    };
    Ok(match field {
        SourceField::Covers => Value::Text(source.covers.clone()),
        SourceField::Selector => Value::Text(source.selector.clone()),
        SourceField::DataFrom => Value::from(source.data_from),
        SourceField::DataUntil => Value::from(source.data_until),
        SourceField::Accessed => Value::Text(source.accessed.clone()),
        SourceField::Releases => Value::Text(source.releases.join(", ")),
        SourceField::Citation => Value::Text(source.citation.clone()),
        SourceField::Licence => Value::Text(source.licence.clone()),
        SourceField::LicenceUrl => Value::Text(source.licence_url.clone()),
        SourceField::Least => Value::from(source.least),
        SourceField::Terms => Value::from(source.terms.clone()),
    })
}
