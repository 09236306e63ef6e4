//! `export`: an answer as a file that people use, with its citation and licence.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bellwether_export::policy::{Cleared, audit};
use bellwether_export::{Card, Format, Grid, Options, stix};
use bellwether_model::{
    ActorId, DateInterval, DatePrecision, Estimate, EventType, Iso3, Report, Targets,
};
use bellwether_store::{
    Filters, IncidentReport, Question, Role, Snapshot, Store, StoredIncident, StoredReport, Unit,
};
use clap::{Args, Subcommand};
use jiff::Timestamp;

use super::events::full;
use crate::aggregate::{cleared, taking_part};
use crate::args::{ByWord, MeasureWord, QuestionArgs, UnitWord};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::gate::{Gate, card};
use crate::question::{Asked, actor_filter, datasets, filters, find_actor, unit};
use crate::reconciling::question_snapshot;
use crate::session::Session;

/// Arguments of `export`.
#[derive(Debug, Args)]
#[command(
    after_help = "The form follows from the ending of -o FILE (.csv, .ndjson, .json, .geojson, .parquet, .xlsx) or from --as.\n\
Beside .csv and .ndjson a file NAME.csv-metadata.json or NAME.ndjson-metadata.json holds the citation; the other forms hold it themselves.\n\
Example: bellwether export events --actor isis-k -o isis-k.xlsx"
)]
pub(crate) struct ExportArgs {
    #[command(subcommand)]
    pub(crate) what: What,
}

/// What is exported.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// Incidents, or single reports.
    Events {
        #[command(flatten)]
        question: QuestionArgs,
        #[command(flatten)]
        form: FormArgs,
    },
    /// Counts of events or deaths.
    Counts {
        #[command(flatten)]
        question: QuestionArgs,
        /// What is counted.
        #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
        measure: MeasureWord,
        /// What the answer is split by.
        #[arg(long, value_enum, value_name = "PART")]
        by: Option<ByWord>,
        /// Divide each event evenly over the days of its interval.
        #[arg(long)]
        spread: bool,
        #[command(flatten)]
        form: FormArgs,
    },
    /// One actor and its incidents, as a STIX 2.1 bundle.
    Actor {
        /// The actor: a registry id, a name in any spelling, or DATASET:ID.
        #[arg(value_name = "ACTOR")]
        actor: String,
        /// Dataset, or `all`; repeat for several.
        #[arg(long, value_name = "DATASET")]
        source: Vec<String>,
        /// What counts as one: incidents or reports. Incidents are the default once the store has some.
        #[arg(long, value_enum, value_name = "WHAT")]
        unit: Option<UnitWord>,
    },
}

impl What {
    /// What counts as one, as far as it was said.
    fn unit(&self) -> Option<UnitWord> {
        match self {
            Self::Events { question, .. } | Self::Counts { question, .. } => question.unit,
            Self::Actor { unit, .. } => *unit,
        }
    }
}

/// In which form.
#[derive(Debug, Clone, Args)]
pub(crate) struct FormArgs {
    /// The form: csv, ndjson, json, geojson, geoparquet, parquet, xlsx.
    #[arg(long = "as", value_name = "FORM")]
    pub(crate) form: Option<String>,
    /// Put a row of HXL hashtags under the header (csv, xlsx).
    #[arg(long)]
    pub(crate) hxl: bool,
    /// Also give points that are only the centre of a unit or country.
    #[arg(long)]
    pub(crate) points_of_units: bool,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &ExportArgs) -> Result<ExitCode, Failure> {
    let path =
        session.global.output.clone().filter(|path| path.as_os_str() != "-").ok_or_else(|| {
            Failure::Usage("an export goes to a file; name one with -o FILE".into())
        })?;
    let store = session.store()?;
    let snapshot = question_snapshot(session, &store, args.what.unit())?;
    let job = Job { session, store: &store, snapshot: &snapshot, path: &path };
    match &args.what {
        What::Events { question, form } => job.events(question, form),
        What::Counts { question, measure, by, spread, form } => {
            job.counts(question, *measure, *by, *spread, form)
        }
        What::Actor { actor, source, unit } => job.actor(actor, source, *unit),
    }
}

/// One export to one file.
struct Job<'a> {
    session: &'a Session,
    store: &'a Store,
    snapshot: &'a Snapshot<'a>,
    path: &'a Path,
}

impl Job<'_> {
    fn events(&self, args: &QuestionArgs, form: &FormArgs) -> Result<ExitCode, Failure> {
        let format = self.format(form)?;
        let unit = unit(self.session, self.snapshot, args.unit)?;
        let filters = filters(self.session, self.snapshot, args, unit)?;
        if unit == Unit::Incidents {
            return self.incidents(&filters, format, form);
        }
        let gate = Gate::of(self.session, self.snapshot)?.with_day(self.snapshot)?;
        let rows = self.snapshot.events(&filters, usize::MAX >> 1)?;
        let cleared = gate.reports(&rows, full)?;
        let question = self.words("reports", &filters);
        let card = card(self.snapshot, "Reports of events", &question, &ids(&rows));
        self.save(format, &cleared, &card, form, rows.len())
    }

    fn incidents(
        &self,
        filters: &Filters,
        format: Format,
        form: &FormArgs,
    ) -> Result<ExitCode, Failure> {
        let wanted = super::incidents::Wanted {
            filters,
            ids: Vec::new(),
            after: None,
            limit: usize::MAX >> 1,
            fields: Fields::ALL,
        };
        let open = super::incidents::Open::of(self.session, self.store, self.snapshot, &wanted)?;
        let question = self.words("incidents", filters);
        let card = card(self.snapshot, "Incidents", &question, &open.datasets)
            .note("an incident is put together from the reports of several sources; match probabilities apply");
        self.save(format, &open.rows, &card, form, open.rows.get().rows.len())
    }

    fn counts(
        &self,
        args: &QuestionArgs,
        measure: MeasureWord,
        by: Option<ByWord>,
        spread: bool,
        form: &FormArgs,
    ) -> Result<ExitCode, Failure> {
        let format = self.format(form)?;
        let unit = unit(self.session, self.snapshot, args.unit)?;
        let question = Question {
            filters: filters(self.session, self.snapshot, args, unit)?,
            measure: measure.into(),
            by: by.map(Into::into),
            spread,
            unit,
        };
        let answer = question.answer(self.snapshot, self.session.world()?)?;
        let gate = Gate::of(self.session, self.snapshot)?;
        let part = by.map(ByWord::column);
        let rows =
            cleared(self.session, self.snapshot, &gate, &question, &answer, part.as_deref())?;
        let mut words = self.words(answer.measure.as_str(), &question.filters);
        if let Some(part) = &part {
            words.push_str(&format!(", by {part}"));
        }
        if spread {
            words.push_str(", each event spread over its days");
        }
        if unit == Unit::Incidents {
            words.push_str(", each incident once");
        }
        let title = format!("Counts of {}", answer.measure.as_str());
        let mut card = card(self.snapshot, &title, &words, &question.filters.datasets);
        let silent = answer.without_toll.filter(|silent| *silent > 0);
        if let (Some(silent), false) = (silent, gate.closes(taking_part(&question))) {
            card = card.note(format!("{silent} {} give no toll", answer.unit));
        }
        let count = if answer.value.0 > 0.0 { rows.get().rows.len() } else { 0 };
        self.save(format, &rows, &card, form, count)
    }

    fn actor(
        &self,
        actor: &str,
        sources: &[String],
        asked_unit: Option<UnitWord>,
    ) -> Result<ExitCode, Failure> {
        let ending = self.path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if ending.is_some_and(|ending| ending != "json" && ending != "stix") {
            return Err(Failure::Usage(format!(
                "an actor is exported as a STIX bundle, which is JSON; name the file {}",
                self.path.with_extension("json").display()
            )));
        }
        let asked = find_actor(self.session, self.snapshot, actor)?;
        let unit = unit(self.session, self.snapshot, asked_unit)?;
        let filters = Filters {
            datasets: datasets(self.session, self.snapshot, sources, unit)?,
            actor: Some(actor_filter(self.session, &asked, self.snapshot)?),
            ..Filters::default()
        };
        let (incidents, cited) = self.incidents_of_actor(&filters, unit)?;
        let gate = Gate::of(self.session, self.snapshot)?.with_day(self.snapshot)?;
        let known_from = incidents.iter().map(|one| one.first_known).min().unwrap_or_default();
        let count = incidents.len();
        let portrait = stix::Portrait { actor: described(&asked, known_from)?, incidents };
        let cleared = gate.guard(|guard| guard.portrait(portrait, gate.day()))?;
        let words = self.words(unit.as_str(), &filters);
        let title = format!("{} and its incidents", asked.name());
        let card = card(self.snapshot, &title, &words, &cited);
        self.record("export actor", Format::Stix, &cleared, count, &card)?;
        stix::save(self.path, &cleared, &card)
            .map_err(|error| Failure::from(error).at(self.path))?;
        self.tell(&[self.path.to_path_buf()], &cleared, count);
        Ok(super::found(count > 0))
    }

    /// The incidents, or reports, of an actor as a bundle has them, and the datasets behind them.
    fn incidents_of_actor(
        &self,
        filters: &Filters,
        unit: Unit,
    ) -> Result<(Vec<stix::Incident>, Vec<String>), Failure> {
        let limit = usize::MAX >> 1;
        let first = self.snapshot.first_known(filters)?;
        let one = |rows: &[StoredReport], report: Report, joined: Option<stix::Joined>| {
            let first = |row: &StoredReport| {
                first.get(&row.report.id.to_string()).copied().unwrap_or(row.known_from)
            };
            stix::Incident {
                country_alpha2: report.place.iso3.and_then(|code| self.alpha2(code)),
                first_known: rows.iter().map(first).min().unwrap_or_default(),
                known_from: rows.iter().map(|row| row.known_from).max().unwrap_or_default(),
                report,
                joined,
            }
        };
        if unit == Unit::Reports {
            let rows = self.snapshot.events(filters, limit)?;
            let cited = ids(&rows);
            let alone =
                |row: StoredReport| one(std::slice::from_ref(&row), row.report.clone(), None);
            return Ok((rows.into_iter().map(alone).collect(), cited));
        }
        let (mut incidents, mut cited) = (Vec::new(), Vec::new());
        for incident in self.snapshot.incidents(filters, limit)? {
            let rows: Vec<StoredReport> =
                incident.reports.iter().map(|report| report.stored.clone()).collect();
            cited.extend(ids(&rows));
            let Some(report) = own_values(&incident)? else { continue };
            let joined = (rows.len() > 1).then(|| stix::Joined {
                incident_id: incident.incident_id.clone(),
                reports: rows.iter().map(|row| row.report.id.clone()).collect(),
            });
            incidents.push(one(&rows, report, joined));
        }
        cited.sort_unstable();
        cited.dedup();
        Ok((incidents, cited))
    }

    fn alpha2(&self, code: Iso3) -> Option<String> {
        let countries = self.session.world().ok()?.countries().ok()?;
        countries.find(code.as_str()).and_then(|country| country.iso2.clone())
    }

    /// The form that was asked for, else that of the file's ending.
    fn format(&self, form: &FormArgs) -> Result<Format, Failure> {
        let rows = Format::ALL.into_iter().filter(|format| *format != Format::Stix);
        let known = || rows.clone().map(Format::as_str).collect::<Vec<_>>().join(", ");
        if let Some(word) = &form.form {
            return rows.clone().find(|format| format.as_str() == word).ok_or_else(|| {
                Failure::Usage(format!("{word:?} is not a form of rows; known are {}", known()))
            });
        }
        let ending = self.path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ending.and_then(|ending| rows.clone().find(|format| format.as_str() == ending)).ok_or_else(
            || {
                Failure::Usage(format!(
                    "the ending of {} is not that of a form; give --as with one of {}",
                    self.path.display(),
                    known()
                ))
            },
        )
    }

    /// The filters in words.
    fn words(&self, what: &str, filters: &Filters) -> String {
        let parts: Vec<String> =
            filters.words().into_iter().map(|(name, value)| format!("{name} {value}")).collect();
        if parts.is_empty() {
            format!("all {what}")
        } else {
            format!("{what}: {}", parts.join(", "))
        }
    }

    fn save(
        &self,
        format: Format,
        rows: &Cleared<Grid>,
        card: &Card,
        form: &FormArgs,
        count: usize,
    ) -> Result<ExitCode, Failure> {
        let options = Options { hxl: form.hxl, points_of_units: form.points_of_units };
        self.record("export", format, rows, count, card)?;
        let files = bellwether_export::save(self.path, format, rows, card, &options)
            .map_err(|error| Failure::from(error).at(self.path))?;
        self.tell(&files, rows, count);
        Ok(super::found(count > 0))
    }

    /// Writes down what leaves, before it does.
    fn record<T>(
        &self,
        command: &str,
        format: Format,
        rows: &Cleared<T>,
        count: usize,
        card: &Card,
    ) -> Result<(), Failure> {
        let record = audit::AuditRecord::new(
            jiff::Timestamp::now(),
            command,
            format,
            destination(self.session),
            rows,
            count as u64,
            card,
        )?;
        written_down(self.session, &record)
    }

    fn tell<T>(&self, files: &[PathBuf], rows: &Cleared<T>, count: usize) {
        for file in files {
            self.session.say(&format!("wrote {}", file.display()));
        }
        self.session.say(&format!("{count} rows"));
        rows.notes().iter().for_each(|note| self.session.say(&format!("note: {note}")));
    }
}

/// Where an answer goes, as the record of what left names it.
pub(crate) fn destination(session: &Session) -> String {
    let path = session.global.output.as_deref().filter(|path| path.as_os_str() != "-");
    if session.is_for_others() {
        // The file of such an answer is the server's own and gone at once.
        return "an answer of the server".to_owned();
    }
    path.map_or_else(|| "standard output".to_owned(), |path| path.display().to_string())
}

/// Adds to the record of what left, before it leaves.
pub(crate) fn written_down(session: &Session, record: &audit::AuditRecord) -> Result<(), Failure> {
    Ok(audit::append(&session.store_path().join("audit.ndjson"), record)?)
}

fn described(asked: &Asked<'_>, known_from: Timestamp) -> Result<stix::Actor, Failure> {
    Ok(match asked {
        Asked::Known(actor) => stix::Actor {
            id: actor.id.clone(),
            name: actor.name.clone(),
            aliases: actor.names.iter().map(|name| name.text.clone()).collect(),
            description: format!("{}. Aims: {}.", actor.ideology, actor.aims),
            known_from,
        },
        Asked::Native(native) => {
            let id = format!("{}-{}", native.dataset, native.native_id);
            stix::Actor {
                id: ActorId::new(&id)
                    .map_err(|error| Failure::Data(format!("the actor {id}: {error}")))?,
                name: native.name.clone(),
                aliases: native.other_names.clone(),
                description: String::new(),
                known_from,
            }
        }
    })
}

/// The report of an incident that knows the place best, with the days, the toll, the kind and the targets of the
/// incident; `None` for an incident of which no report is there.
fn own_values(incident: &StoredIncident) -> Result<Option<Report>, Failure> {
    let strange = |what: &str| {
        Failure::Data(format!(
            "the incident {} has a strange {what}; `bellwether reconcile --full` makes it anew",
            incident.incident_id
        ))
    };
    let reports = || incident.reports.iter().filter(|report| report.role == Role::Report);
    let place = |report: &&IncidentReport| {
        let place = &report.stored.report.place;
        place.precision.as_str() == incident.place_precision && place.name == incident.place_name
    };
    let Some(base) = reports().find(place).or_else(|| reports().next()) else { return Ok(None) };
    let mut report = base.stored.report.clone();
    if incident.reports.len() == 1 {
        return Ok(Some(report));
    }
    let precision = DatePrecision::ALL
        .into_iter()
        .find(|precision| precision.as_str() == incident.date_precision)
        .ok_or_else(|| strange("date_precision"))?;
    report.date = DateInterval::new(incident.date_start, incident.date_end, precision)
        .map_err(|_| strange("date"))?;
    report.deaths.total = incident
        .deaths
        .map(|[low, best, high]| Estimate::new(low, best, high))
        .transpose()
        .map_err(|_| strange("toll"))?;
    report.event_type = EventType::ALL
        .into_iter()
        .find(|kind| kind.as_str() == incident.event_type)
        .ok_or_else(|| strange("event_type"))?;
    report.targets = Targets::parse(incident.targets.as_deref().unwrap_or_default())
        .ok_or_else(|| strange("targets"))?;
    Ok(Some(report))
}

/// The datasets of rows, each once.
fn ids(rows: &[StoredReport]) -> Vec<String> {
    let mut ids: Vec<String> = rows.iter().map(|row| row.report.id.dataset.to_string()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
