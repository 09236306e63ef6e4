//! From the flags of a question to the question.

use bellwether_model::{EventType, GwCode, Iso3, NativeActor, TargetClass};
use bellwether_registry::actors::{Actor, CODED, Subject, normalise};
use bellwether_registry::crosswalks::Scheme;
use bellwether_store::{ActorFilter, ActorTerm, FieldFilter, Filters, Snapshot, Unit};

use crate::args::{QuestionArgs, UnitWord};
use crate::descriptions::described;
use crate::failure::Failure;
use crate::period::{first_day, last_day};
use crate::session::Session;

/// An actor as it was asked for.
#[derive(Debug, Clone)]
pub(crate) enum Asked<'a> {
    /// One of the registry.
    Known(&'a Actor),
    /// One that only a dataset names.
    Native(NativeActor),
}

impl Asked<'_> {
    /// The name to show.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Known(actor) => &actor.name,
            Self::Native(native) => &native.name,
        }
    }
}

/// Below this score a name is a suggestion, not an answer.
const SURE: f64 = 0.8;

/// Finds the actor that was asked for: a registry id, `DATASET:ID`, or a name that fits one actor well.
pub(crate) fn find_actor<'a>(
    session: &'a Session,
    snapshot: &Snapshot<'_>,
    text: &str,
) -> Result<Asked<'a>, Failure> {
    let registry = &session.world()?.actors;
    if let Some(actor) = registry.get(text.trim()) {
        return Ok(Asked::Known(actor));
    }
    let natives = natives(snapshot)?;
    if let Some((dataset, id)) = text.split_once(':') {
        let found = natives.iter().find(|n| n.dataset.as_str() == dataset && n.native_id == id);
        if let Some(native) = found {
            return Ok(Asked::Native(native.clone()));
        }
    }
    let matches = registry.find(text, &natives, 5);
    let names: Vec<String> = matches
        .iter()
        .map(|found| match found.subject {
            Subject::Actor(actor) => format!("{} ({})", actor.id, actor.name),
            Subject::Native(native) => {
                format!("{}:{} ({})", native.dataset, native.native_id, native.name)
            }
        })
        .collect();
    match matches.first() {
        Some(best) if best.score >= SURE => match best.subject {
            Subject::Actor(actor) => {
                session.say(&format!("actor: {} ({})", actor.id, actor.name));
                Ok(Asked::Known(registry.get(actor.id.as_str()).expect("found in the registry")))
            }
            Subject::Native(native) => {
                session.say(&format!(
                    "actor: {} ({}:{}; no registry file claims it)",
                    native.name, native.dataset, native.native_id
                ));
                Ok(Asked::Native(native.clone()))
            }
        },
        Some(_) => Err(Failure::Unknown(format!(
            "no actor is called {text:?}; did you mean {}? `bellwether actor find` shows why",
            names.join(", ")
        ))),
        None => Err(Failure::Unknown(format!(
            "no actor is called {text:?}; try `bellwether actor find {text:?}` or `bellwether actor list`"
        ))),
    }
}

/// The actors that datasets name: from their actor lists, and from the sides of the reports.
pub(crate) fn natives(snapshot: &Snapshot<'_>) -> Result<Vec<NativeActor>, Failure> {
    Ok(snapshot.native_actors()?)
}

/// The condition that an actor's reports meet.
pub(crate) fn actor_filter(
    session: &Session,
    asked: &Asked<'_>,
    snapshot: &Snapshot<'_>,
) -> Result<ActorFilter, Failure> {
    match asked {
        Asked::Native(native) => Ok(ActorFilter {
            label: format!("{}:{} ({})", native.dataset, native.native_id, native.name),
            terms: vec![ActorTerm {
                dataset: native.dataset.to_string(),
                ids: if native.native_id.is_empty() {
                    Vec::new()
                } else {
                    vec![native.native_id.clone()]
                },
                names: vec![native.name.clone()],
                ..ActorTerm::default()
            }],
        }),
        Asked::Known(actor) => {
            let present = snapshot.datasets()?;
            // A dataset may use the ids of another: then the other's selectors speak for it too, unless
            // it has its own.
            let borrowed: Vec<(String, String)> = present
                .iter()
                .filter(|id| actor.selectors.iter().all(|own| own.dataset.as_str() != id.as_str()))
                .filter_map(|id| {
                    let lender = described(snapshot.commits(), id)?.actor_ids.clone()?;
                    Some((lender.to_string(), id.clone()))
                })
                .collect();
            let own = actor.selectors.iter().map(|own| (own, own.dataset.to_string()));
            let lent = actor.selectors.iter().flat_map(|selector| {
                let of = borrowed.iter().filter(|(lender, _)| *lender == selector.dataset.as_str());
                of.map(move |(_, borrower)| (selector, borrower.clone()))
            });
            let mut terms = Vec::new();
            for (selector, dataset) in own.chain(lent) {
                if !present.contains(&dataset) {
                    continue;
                }
                let names = if selector.ids.is_empty() {
                    written_names(snapshot, &dataset, &selector.names)?
                } else {
                    Vec::new()
                };
                terms.push(ActorTerm {
                    countries_iso3: iso3_of(session, &selector.countries)?,
                    not_countries_iso3: iso3_of(session, &selector.not_countries)?,
                    dataset,
                    ids: selector.ids.clone(),
                    names,
                    countries: selector.countries.clone(),
                    not_countries: selector.not_countries.clone(),
                    from: selector.from,
                    to: selector.to,
                });
            }
            let coded = CODED.into_iter().filter(|id| present.iter().any(|known| known == id));
            terms.extend(coded.map(|dataset| ActorTerm {
                dataset: dataset.to_owned(),
                ids: vec![actor.id.to_string()],
                ..ActorTerm::default()
            }));
            Ok(ActorFilter { label: actor.id.to_string(), terms })
        }
    }
}

/// The ISO codes of states by their numbers, for sources that do not give these.
fn iso3_of(session: &Session, numbers: &[GwCode]) -> Result<Vec<Iso3>, Failure> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let countries = session.world()?.countries()?;
    Ok(numbers
        .iter()
        .filter_map(|number| countries.by_gw(*number, None).map(|country| country.iso3))
        .collect())
}

/// What one unit of an answer is: what was asked for, else incidents where there are any.
pub(crate) fn unit(
    session: &Session,
    snapshot: &Snapshot<'_>,
    asked: Option<UnitWord>,
) -> Result<Unit, Failure> {
    let unit = match asked {
        None if snapshot.has_incidents() => Unit::Incidents,
        None => Unit::Reports,
        Some(word) => word.into(),
    };
    if unit == Unit::Reports {
        return Ok(unit);
    }
    if !snapshot.has_incidents() {
        return Err(Failure::Usage(
            "the store has no incidents for this state of knowledge; `bellwether reconcile` puts reports \
             together, and --unit reports counts them as they are"
                .into(),
        ));
    }
    if !snapshot.is_overlaid()
        && let Some(run) = snapshot.last_run()?
        && snapshot.is_stale(&run)
    {
        session.say(&format!(
            "note: something came in after store version {}, the last one that was put together to incidents; \
             new reports count as incidents of their own until `bellwether reconcile` has run",
            run.covers_version
        ));
    }
    Ok(unit)
}

/// Says which datasets an answer adds up, when they are several that may tell of the same events.
pub(crate) fn added_up(snapshot: &Snapshot<'_>, asked: &[String]) -> Result<Vec<String>, Failure> {
    let mut several: Vec<String> = snapshot.datasets()?;
    several.retain(|id| asked.is_empty() || asked.contains(id));
    Ok(if several.len() > 1 { several } else { Vec::new() })
}

/// The note under an answer that adds several datasets up.
pub(crate) fn note_added_up(
    session: &Session,
    snapshot: &Snapshot<'_>,
    unit: Unit,
    asked: &[String],
) -> Result<(), Failure> {
    if unit == Unit::Incidents {
        return Ok(());
    }
    let several = added_up(snapshot, asked)?;
    if !several.is_empty() {
        session.say(&format!(
            "note: this adds up reports of {}: an event of which two of them tell counts twice; ask one with \
             --source, or split with --by source",
            several.join(", ")
        ));
    }
    Ok(())
}

/// The names as the dataset writes them, for names as the registry knows them.
fn written_names(
    snapshot: &Snapshot<'_>,
    dataset: &str,
    names: &[String],
) -> Result<Vec<String>, Failure> {
    let wanted: Vec<String> = names.iter().map(|name| normalise(name)).collect();
    Ok(snapshot
        .side_names(dataset)?
        .into_iter()
        .filter(|name| wanted.contains(&normalise(name)))
        .collect())
}

/// The filters that the flags ask for.
pub(crate) fn filters(
    session: &Session,
    snapshot: &Snapshot<'_>,
    args: &QuestionArgs,
    unit: Unit,
) -> Result<Filters, Failure> {
    let actor = match &args.actor {
        Some(text) => Some(actor_filter(session, &find_actor(session, snapshot, text)?, snapshot)?),
        None => None,
    };
    let from = args.from.as_deref().map(first_day).transpose()?;
    let to = args.to.as_deref().map(last_day).transpose()?;
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Err(Failure::Usage(format!("--to {to} lies before --from {from}; swap them")));
    }
    Ok(Filters {
        datasets: datasets(session, snapshot, &args.source, unit)?,
        actor,
        side: args.side.map(Into::into).unwrap_or_default(),
        countries: countries(session, &args.country)?,
        admin1: args.admin1.clone(),
        bbox: args.bbox,
        from,
        to,
        types: event_types(&args.types)?,
        civilian_targets: args.civilian_targets,
        targets: words("a class of target", &args.target, &TargetClass::ALL, |class| {
            class.as_str()
        })?,
        plover: plover(&args.plover)?,
        fields: args.field.iter().map(|text| field(text)).collect::<Result<_, _>>()?,
        with: None,
    })
}

/// Codes of PLOVER as they are stored: the event in capitals, the mode in small letters.
fn plover(codes: &[String]) -> Result<Vec<String>, Failure> {
    let known = Scheme::Plover.codes();
    codes
        .iter()
        .map(|code| {
            known.iter().find(|known| known.code.eq_ignore_ascii_case(code)).map_or_else(
                || {
                    Err(Failure::Usage(format!(
                        "{code:?} is no code of PLOVER; `bellwether crosswalk plover` lists them"
                    )))
                },
                |known| Ok(known.code.to_string()),
            )
        })
        .collect()
}

/// `doubtterr=0` or `doubtterr!=1`.
fn field(text: &str) -> Result<FieldFilter, Failure> {
    let (name, value) = text.split_once('=').ok_or_else(|| {
        Failure::Usage(format!("{text:?} in --field is not of the form NAME=VALUE or NAME!=VALUE"))
    })?;
    let equal = !name.ends_with('!');
    let name = name.trim_end_matches('!').trim().to_owned();
    if name.is_empty() {
        return Err(Failure::Usage(format!("{text:?} in --field names no column")));
    }
    Ok(FieldFilter { name, value: value.to_owned(), equal })
}

/// Datasets that repeat events of another are left out unless they are asked for: adding them up would
/// count the dead twice. Where incidents are counted, those stay that were put together with the others.
pub(crate) fn datasets(
    session: &Session,
    snapshot: &Snapshot<'_>,
    asked: &[String],
    unit: Unit,
) -> Result<Vec<String>, Failure> {
    let present = snapshot.datasets()?;
    if asked.iter().any(|id| id == "all") {
        return Ok(Vec::new());
    }
    let known = |id: &str| described(snapshot.commits(), id);
    if let Some(unknown) = asked.iter().find(|id| known(id).is_none()) {
        let mut known: Vec<String> =
            bellwether_sources::datasets().iter().map(|d| d.id.to_string()).collect();
        known.extend(present.iter().filter(|id| !known.contains(id)).cloned().collect::<Vec<_>>());
        return Err(Failure::Usage(format!(
            "{unknown:?} is not a dataset; known are {}",
            known.join(", ")
        )));
    }
    if !asked.is_empty() {
        return Ok(asked.to_vec());
    }
    let together = match unit {
        Unit::Reports => Vec::new(),
        Unit::Incidents if snapshot.is_overlaid() => present.clone(),
        Unit::Incidents => snapshot.last_run()?.map_or_else(Vec::new, |run| run.datasets),
    };
    let repeats = |id: &String| {
        if together.contains(id) {
            return None;
        }
        known(id)
            .and_then(|dataset| dataset.repeats.clone())
            .filter(|other| present.iter().any(|id| id == other.as_str()))
    };
    let (left_out, kept): (Vec<&String>, Vec<&String>) =
        present.iter().partition(|id| repeats(id).is_some());
    if left_out.is_empty() {
        return Ok(Vec::new());
    }
    for id in left_out {
        if let Some(other) = repeats(id) {
            session.say(&format!(
                "note: {id} is left out, because it repeats events of {other}; ask with --source {id}, \
                 or --source all to add them up"
            ));
        }
    }
    Ok(kept.into_iter().cloned().collect())
}

/// The event types of these words.
pub(crate) fn event_types(texts: &[String]) -> Result<Vec<EventType>, Failure> {
    words("an event type", texts, &EventType::ALL, |kind| kind.as_str())
}

/// The countries of these names or codes.
pub(crate) fn countries(session: &Session, texts: &[String]) -> Result<Vec<Iso3>, Failure> {
    let countries = session.world()?;
    texts
        .iter()
        .map(|text| {
            countries.countries()?.find(text).map(|country| country.iso3).ok_or_else(|| {
                Failure::Usage(format!(
                    "no country is called {text:?}; give a name, an ISO 3166-1 code or a \
                     Gleditsch-Ward number"
                ))
            })
        })
        .collect()
}

/// Words of a closed list.
fn words<T: Copy>(
    what: &str,
    given: &[String],
    all: &[T],
    as_str: fn(T) -> &'static str,
) -> Result<Vec<T>, Failure> {
    given
        .iter()
        .map(|word| {
            all.iter().copied().find(|value| as_str(*value) == word).ok_or_else(|| {
                let known: Vec<&str> = all.iter().map(|value| as_str(*value)).collect();
                Failure::Usage(format!("{word:?} is not {what}; known are {}", known.join(", ")))
            })
        })
        .collect()
}

/// A Gleditsch-Ward number as the name of its country.
pub(crate) fn gw_name(session: &Session, gw: GwCode) -> String {
    session
        .world()
        .ok()
        .and_then(|world| world.countries().ok())
        .and_then(|countries| countries.by_gw(gw, None).map(|country| country.name.clone()))
        .unwrap_or_else(|| gw.to_string())
}
