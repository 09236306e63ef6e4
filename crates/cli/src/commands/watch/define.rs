//! `watch add`, `watch list`, `watch remove`.

use std::process::ExitCode;

use bellwether_store::Snapshot;
use bellwether_vigil::{Book, NamedPeriod, Watch, book};
use bellwether_watch::alert::{Facet, State};
use serde_json::json;

use super::{AddArgs, PeriodWord};
use crate::args::UnitWord;
use crate::commands::found;
use crate::failure::Failure;
use crate::gate::Gate;
use crate::output::{Cell, Grid, thousands};
use crate::question::{Asked, countries, find_actor};
use crate::session::Session;
use crate::watching::{closed, prepare, snapshot_of};

/// Adds a watch.
pub(super) fn add(session: &Session, args: &AddArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let snapshot = snapshot_of(session, &store)?;
    let watch = definition(session, &snapshot, args)?.checked()?;
    let prepared = prepare(session, &snapshot, &watch)?;
    let count = prepared.events.all().len();
    let told =
        !(output.leaves() && closed(&Gate::of(session, &snapshot)?, &prepared.events.datasets()));
    if count == 0 {
        session
            .say("note: no report speaks of this yet; the watch is kept, and runs when one does");
    }
    drop(snapshot);
    let state = store.keep_watch(&book::kept(&watch, false))?;
    let page = format!(
        "watch {}: {}, {}{}; {} at {} false alarms a year in all\n",
        watch.name,
        watch.title,
        if told {
            format!("{} ", thousands(i64::try_from(count).unwrap_or(i64::MAX)))
        } else {
            String::new()
        },
        prepared.unit.as_str(),
        tests_in_words(&watch),
        watch.alarms_per_year
    );
    output
        .page(&page, &json!({ "watch": watch, "events": told.then_some(count), "store": state }))?;
    Ok(ExitCode::SUCCESS)
}

fn tests_in_words(watch: &Watch) -> String {
    let one = |(facet, rule): (Facet, Option<&str>)| {
        format!("{} by {}", facet.as_str(), rule.unwrap_or(bellwether_watch::marks::NAME))
    };
    watch.tests().into_iter().map(one).collect::<Vec<_>>().join(", ")
}

fn definition(
    session: &Session,
    snapshot: &Snapshot<'_>,
    args: &AddArgs,
) -> Result<Watch, Failure> {
    let countries: Vec<String> =
        countries(session, &args.country)?.iter().map(ToString::to_string).collect();
    let (actor, name) = match &args.actor {
        None => (None, None),
        Some(text) => match find_actor(session, snapshot, text)? {
            Asked::Known(actor) => (Some(actor.id.to_string()), Some(actor.name.clone())),
            Asked::Native(native) => {
                (Some(format!("{}:{}", native.dataset, native.native_id)), Some(native.name))
            }
        },
    };
    let mut area: Vec<String> = args.admin1.clone();
    area.extend(countries.iter().cloned());
    area.extend(args.cell.iter().map(|cell| format!("cell {cell}")));
    let area = area.join(", ");
    let title = match name {
        Some(name) if area.is_empty() => name,
        Some(name) => format!("{name} in {area}"),
        None => area,
    };
    let facets = if args.facet.is_empty() { vec![Facet::Tempo] } else { facets(&args.facet)? };
    let rules =
        if args.rule.is_empty() { vec!["resurgence".to_owned()] } else { args.rule.clone() };
    Ok(Watch {
        name: args.name.clone(),
        actor,
        title,
        countries,
        admin1: args.admin1.clone(),
        cells: args.cell.clone(),
        sources: args.source.clone(),
        reports: args.unit == Some(UnitWord::Reports),
        facets,
        rules,
        period: args.period.map(|word| match word {
            PeriodWord::Day => NamedPeriod::Day,
            PeriodWord::Week => NamedPeriod::Week,
            PeriodWord::Month => NamedPeriod::Month,
        }),
        alarms_per_year: args.alarms_per_year,
    })
}

pub(super) fn facets(words: &[String]) -> Result<Vec<Facet>, Failure> {
    if words.iter().any(|word| word == "all") {
        return Ok(Facet::ALL.to_vec());
    }
    words
        .iter()
        .map(|word| {
            Facet::parse(word).ok_or_else(|| {
                let known: Vec<&str> = Facet::ALL.iter().map(|facet| facet.as_str()).collect();
                Failure::Usage(format!(
                    "{word:?} is not a facet; known are {}, all",
                    known.join(", ")
                ))
            })
        })
        .collect()
}

/// Lists the watches.
pub(super) fn list(session: &Session) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let snapshot = store.snapshot(&session.as_of())?;
    let watches = book::watches(&snapshot)?;
    let book = Book::open(&snapshot)?;
    let mut grid = Grid::new(&["name", "of", "tests", "alarms a year", "last run", "open alerts"]);
    let mut rows = Vec::new();
    for watch in &watches {
        let own = |state: State| state != State::Dissolved;
        let open = book
            .alerts
            .values()
            .filter(|alert| alert.watch == watch.name && own(alert.state) && alert.muted.is_none())
            .count();
        let last = book.runs.get(&watch.name).map(|run| run.known_on.to_string());
        grid.push(vec![
            Cell::from(watch.name.as_str()),
            watch.title.as_str().into(),
            tests_in_words(watch).as_str().into(),
            format!("{}", watch.alarms_per_year).as_str().into(),
            last.as_deref().map_or(Cell::Empty, Cell::from),
            i64::try_from(open).unwrap_or(i64::MAX).into(),
        ]);
        rows.push(json!({ "watch": watch, "last_run": last, "open_alerts": open }));
    }
    output.catalogue(&grid, &json!({ "watches": rows, "store": snapshot.state() }))?;
    Ok(found(!watches.is_empty()))
}

/// Removes a watch.
pub(super) fn remove(session: &Session, name: &str) -> Result<ExitCode, Failure> {
    let store = session.store()?;
    let watches = book::watches(&store.snapshot(&session.as_of())?)?;
    let watch = named(&watches, name)?;
    store.keep_watch(&book::kept(watch, true))?;
    session.say(&format!("watch {name} is removed; its alerts stay, see `bellwether alerts`"));
    Ok(ExitCode::SUCCESS)
}

/// The watch of a name.
pub(super) fn named<'w>(watches: &'w [Watch], name: &str) -> Result<&'w Watch, Failure> {
    watches.iter().find(|watch| watch.name == name).ok_or_else(|| {
        let known: Vec<&str> = watches.iter().map(|watch| watch.name.as_str()).collect();
        Failure::Usage(if known.is_empty() {
            "there is no watch yet; `bellwether watch add NAME --actor ACTOR` adds one".into()
        } else {
            format!("no watch is called {name:?}; there are {}", known.join(", "))
        })
    })
}
