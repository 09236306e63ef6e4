//! `actor`: names to actors, and what is known of one.

use std::process::ExitCode;

use bellwether_model::{ActorId, GwCode};
use bellwether_registry::actors::{Actor, Subject};
use bellwether_store::Snapshot;
use clap::{Args, Subcommand};
use serde_json::json;

use super::found;
use crate::failure::Failure;
use crate::gate::snapshot_for;
use crate::output::{Cell, Grid};
use crate::question::{Asked, find_actor, natives};
use crate::session::Session;

/// Arguments of `actor`.
#[derive(Debug, Args)]
pub(crate) struct ActorArgs {
    #[command(subcommand)]
    pub(crate) command: ActorCommand,
}

/// What to do with actors.
#[derive(Debug, Subcommand)]
pub(crate) enum ActorCommand {
    /// Rank the actors that a name may mean, with reasons.
    Find {
        /// The name, in any spelling or script.
        name: String,
        /// Show at most so many.
        #[arg(long, default_value_t = 10, value_name = "N")]
        limit: usize,
    },
    /// Names, relations, selectors and statements of one actor.
    Show {
        /// The actor.
        actor: String,
    },
    /// All actors of the registry, and with --native those that only datasets name.
    List {
        /// Also the actors that no file of the registry claims.
        #[arg(long)]
        native: bool,
    },
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &ActorArgs) -> Result<ExitCode, Failure> {
    // A store adds the names that its datasets use; without one the registry answers alone.
    let store = session.store_path().join("format.json").exists().then(|| session.store());
    let store = store.transpose()?;
    // Names that only a restricted source gives stay here.
    let leaves = session.output()?.leaves();
    let opened = store.as_ref().map(|store| snapshot_for(session, store, leaves)).transpose()?;
    let snapshot = opened.map(|(snapshot, _)| snapshot);
    match &args.command {
        ActorCommand::Find { name, limit } => find(session, snapshot.as_ref(), name, *limit),
        ActorCommand::Show { actor } => show(session, snapshot.as_ref(), actor),
        ActorCommand::List { native } => list(session, snapshot.as_ref(), *native),
    }
}

fn find(
    session: &Session,
    snapshot: Option<&Snapshot<'_>>,
    name: &str,
    limit: usize,
) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let natives = snapshot.map(natives).transpose()?.unwrap_or_default();
    let matches = session.world()?.actors.find(name, &natives, limit);
    let mut grid = Grid::new(&["score", "actor", "name", "why"]);
    for found in &matches {
        let id = match found.subject {
            Subject::Actor(actor) => actor.id.to_string(),
            Subject::Native(native) => format!("{}:{}", native.dataset, native.native_id),
        };
        grid.push(vec![
            Cell::Real((found.score * 100.0).round() / 100.0),
            id.into(),
            found.subject.name().into(),
            found.reasons.join("; ").into(),
        ]);
    }
    let any = !matches.is_empty();
    output.catalogue(&grid, &json!({ "matches": grid.objects() }))?;
    Ok(found(any))
}

/// Countries by their names, with commas between.
fn countries(session: &Session, codes: &[GwCode]) -> String {
    let names: Vec<String> =
        codes.iter().map(|gw| crate::question::gw_name(session, *gw)).collect();
    names.join(", ")
}

fn list(
    session: &Session,
    snapshot: Option<&Snapshot<'_>>,
    native: bool,
) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let registry = &session.world()?.actors;
    let mut grid = Grid::new(&["actor", "name", "kind", "countries", "from", "to"]);
    for actor in registry.all() {
        grid.push(vec![
            actor.id.as_str().into(),
            actor.name.as_str().into(),
            serde_json::to_value(actor.kind)
                .ok()
                .and_then(|k| k.as_str().map(str::to_owned))
                .map_or(Cell::Empty, Cell::from),
            countries(session, &actor.countries).into(),
            Cell::maybe(actor.active_from.clone()),
            Cell::maybe(actor.active_to.clone()),
        ]);
    }
    if native {
        let natives = snapshot.map(natives).transpose()?.unwrap_or_default();
        for actor in natives.iter().filter(|actor| !registry.claims_native(actor)) {
            grid.push(vec![
                format!("{}:{}", actor.dataset, actor.native_id).into(),
                actor.name.as_str().into(),
                Cell::maybe(Some(actor.native_kind.as_str()).filter(|kind| !kind.is_empty())),
                countries(session, &actor.countries).into(),
                Cell::Empty,
                Cell::Empty,
            ]);
        }
    }
    output.catalogue(&grid, &json!({ "actors": grid.objects() }))?;
    Ok(ExitCode::SUCCESS)
}

fn show(
    session: &Session,
    snapshot: Option<&Snapshot<'_>>,
    text: &str,
) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let asked = match snapshot {
        Some(snapshot) => find_actor(session, snapshot, text)?,
        None => {
            let registry = &session.world()?.actors;
            let best = registry.find(text, &[], 1).first().and_then(|found| match found.subject {
                Subject::Actor(actor) => registry.get(actor.id.as_str()),
                Subject::Native(_) => None,
            });
            Asked::Known(registry.get(text).or(best).ok_or_else(|| {
                Failure::Usage(format!("no actor is called {text:?}; see `bellwether actor list`"))
            })?)
        }
    };
    match &asked {
        Asked::Known(actor) => output.page(&page(session, actor), actor)?,
        Asked::Native(native) => {
            let claimed = if session.world()?.actors.claims_native(native) {
                "an actor of the registry claims it; `bellwether actor find` shows which"
            } else {
                "no file of the registry claims it"
            };
            let mut text =
                format!("{}\n{}:{}; {claimed}\n", native.name, native.dataset, native.native_id);
            for name in &native.other_names {
                text.push_str(&format!("  also: {name}\n"));
            }
            output.page(&text, native)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// An actor of the registry as a page.
fn page(session: &Session, actor: &Actor) -> String {
    let mut lines = vec![format!("{} ({})", actor.name, actor.id)];
    lines.push(format!("{}; {}", actor.ideology, actor.aims));
    lines.extend(actor.note.clone());
    lines.push("\nNames".into());
    for name in &actor.names {
        let when = name.period.clone().or_else(|| match (name.from, name.to) {
            (None, None) => None,
            (from, to) => Some(format!(
                "{} to {}",
                from.map_or(String::new(), |day| day.to_string()),
                to.map_or(String::new(), |day| day.to_string())
            )),
        });
        let language = name.language.as_ref().map_or(String::new(), |tag| format!(", {tag}"));
        let when = when.map_or(String::new(), |when| format!(", {when}"));
        lines.push(format!("  {} ({}{language}{when})", name.text, name.kind.as_str()));
    }
    lines.push("\nRelations".into());
    lines.extend(relations(actor, ActorId::to_string));
    lines.push("\nSelectors".into());
    for selector in &actor.selectors {
        let who = if selector.ids.is_empty() { &selector.names } else { &selector.ids };
        let places = |codes: &[bellwether_model::GwCode]| {
            codes
                .iter()
                .map(|gw| crate::question::gw_name(session, *gw))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let mut text = format!("  {}: {}", selector.dataset, who.join(", "));
        if !selector.countries.is_empty() {
            text.push_str(&format!(" in {}", places(&selector.countries)));
        }
        if !selector.not_countries.is_empty() {
            text.push_str(&format!(" not in {}", places(&selector.not_countries)));
        }
        if let Some(from) = selector.from {
            text.push_str(&format!(" from {from}"));
        }
        if let Some(to) = selector.to {
            text.push_str(&format!(" to {to}"));
        }
        lines.push(text);
    }
    if !actor.statements.is_empty() {
        lines.push("\nStatements".into());
        for statement in &actor.statements {
            let hand = if statement.second_hand { ", second-hand" } else { "" };
            lines.push(format!(
                "  {}: {}{hand} [{}]",
                statement.kind.as_str(),
                statement.text,
                statement.source
            ));
        }
    }
    lines.push("\nSources".into());
    lines.extend(actor.sources.iter().map(|source| format!("  {source}")));
    lines.join("\n") + "\n"
}

/// The relations of an actor, a line each, in which the others are called as `called` says.
pub(crate) fn relations(actor: &Actor, called: impl Fn(&ActorId) -> String) -> Vec<String> {
    actor
        .relations
        .iter()
        .map(|relation| {
            let when = match (&relation.from, &relation.to) {
                (None, None) => String::new(),
                (Some(from), None) => format!(" since {from}"),
                (None, Some(to)) => format!(" until {to}"),
                (Some(from), Some(to)) => format!(" {from} to {to}"),
            };
            let note = relation.note.as_ref().map_or(String::new(), |note| format!(" ({note})"));
            let other = called(&relation.other);
            format!("  {} {other}{when}{note}", relation.kind.as_str().replace('-', " "))
        })
        .collect()
}
