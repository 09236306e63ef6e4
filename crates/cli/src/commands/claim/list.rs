//! `claim list`: the numbers that the registry and the store hold of groups, with what the data say of each.

use std::collections::BTreeSet;
use std::process::ExitCode;

use bellwether_claims::nearest::{COUNTED, Said, of_actor};
use bellwether_claims::scope::{Measure, Party, Relation, Victims};
use bellwether_claims::{Given, Scope, check, claims_of};
use bellwether_model::StatementKind;
use clap::Args;
use serde::Serialize;

use super::around::Around;
use super::check::party;
use super::withheld::withhold;
use crate::commands::found;
use crate::failure::Failure;
use crate::gate::{Gate, snapshot_for};
use crate::output::{Cell, Grid};
use crate::question::find_actor;
use crate::reconciling::question_snapshot;
use crate::session::Session;

/// Arguments of `claim list`.
#[derive(Debug, Args)]
#[command(after_help = "Example: bellwether claim list --actor isis-k")]
pub(crate) struct ListArgs {
    /// Only statements about this actor; else about every one of which the store has events or statements.
    #[arg(long, value_name = "ACTOR")]
    actor: Option<String>,
}

/// One statement with what the data say of it.
#[derive(Debug, Serialize)]
struct Listed {
    actor: String,
    kind: &'static str,
    as_of: Option<String>,
    low: Option<u64>,
    high: Option<u64>,
    unit: String,
    text: String,
    attributed_to: Option<String>,
    source: String,
    second_hand: bool,
    verdict: &'static str,
    headline: String,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &ListArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let snapshot = question_snapshot(session, &store, None)?;
    let around = Around::new(session, &snapshot)?;
    let world = session.world()?;
    let stored = snapshot.statements_of(&COUNTED)?;
    let actors: Vec<Party> = match &args.actor {
        Some(text) => vec![party(&find_actor(session, &snapshot, text)?)],
        None => {
            let known =
                |id: &str, name: &str| Party::Known { id: id.to_owned(), name: name.to_owned() };
            let present = present(&snapshot, world)?;
            let named = |party: &Party| !of_actor(&stored, party, &world.actors).is_empty();
            let all = world.actors.all().map(|actor| known(actor.id.as_str(), &actor.name));
            all.filter(|party| present.contains(&party.id()) && named(party)).collect()
        }
    };
    let gate = Gate::of(session, &snapshot)?;
    let leaves = output.leaves();
    let apart = if leaves && !gate.leaving().is_empty() {
        Some(snapshot_for(session, &store, true)?.0)
    } else {
        None
    };
    let lists = around.lists()?;
    let mut all = Vec::new();
    for actor in actors {
        for said in of_actor(&stored, &actor, &world.actors) {
            let given = Given { actor: Some(actor.clone()), ..Given::default() };
            let (verdict, headline) = match claims_of(&sentence(&said), lists, &given).first() {
                None => ("not-read", "no number of events or people was found in it".to_owned()),
                Some(scope) => {
                    let open = apart.as_ref().unwrap_or(&snapshot);
                    let mut checked = check(&as_said(scope, &said), &snapshot, open, &around)?;
                    if leaves && !gate.restricted().is_empty() {
                        withhold(&mut checked, &gate)?;
                    }
                    (checked.verdict.as_str(), checked.headline)
                }
            };
            all.push(Listed {
                actor: said.actor,
                kind: said.kind.as_str(),
                as_of: said.as_of,
                low: said.low,
                high: said.high,
                unit: said.unit,
                text: said.text,
                attributed_to: said.attributed_to,
                source: said.source,
                second_hand: said.second_hand,
                verdict,
                headline,
            });
        }
    }
    let any = !all.is_empty();
    if !any {
        session.say(
            "neither the registry nor the store holds a number that somebody gave of such a group",
        );
    }
    output.catalogue(&grid(&all), &serde_json::json!({ "claims": all }))?;
    Ok(found(any))
}

/// The scope of a statement's sentence, with what its kind says: the dead of losses are the group's own.
pub(crate) fn as_said(scope: &Scope, said: &Said) -> Scope {
    let mut scope = scope.clone();
    if said.kind == StatementKind::Losses && scope.measure == Measure::Deaths {
        (scope.relation, scope.victims) = (Relation::Against, Victims::Own);
        scope.missing.retain(|missing| !matches!(missing.word, "victims" | "relation"));
    }
    scope
}

/// A statement as a sentence with its time: its text seldom repeats what stands in its column.
pub(crate) fn sentence(said: &Said) -> String {
    let time = match said.as_of.as_deref().and_then(bellwether_claims::nearest::interval) {
        Some((from, to)) if from == to => format!(" on {from}"),
        Some((from, to)) => format!(" from {from} to {to}"),
        None => String::new(),
    };
    format!("{}{time}.", said.text.trim_end_matches('.'))
}

/// The ids of the actors of the registry that the store's reports name.
fn present(
    snapshot: &bellwether_store::Snapshot<'_>,
    world: &crate::world::World,
) -> Result<BTreeSet<String>, Failure> {
    use bellwether_store::{By, Question};
    let question = Question { by: Some(By::Actor), ..Question::default() };
    let rows = question.answer(snapshot, world)?.rows;
    let mut all: BTreeSet<String> = rows.into_iter().map(|row| row.key).collect();
    for statement in snapshot.statements_of(&COUNTED)? {
        all.extend(statement.actor_native_id);
    }
    Ok(all)
}

fn grid(all: &[Listed]) -> Grid {
    let mut grid =
        Grid::new(&["actor", "as of", "kind", "statement", "says", "verdict", "the data"]);
    for listed in all {
        grid.push(vec![
            Cell::from(listed.actor.as_str()),
            listed.as_of.as_deref().unwrap_or("").into(),
            listed.kind.into(),
            listed.text.as_str().into(),
            listed.attributed_to.as_deref().unwrap_or(&listed.source).into(),
            listed.verdict.into(),
            listed.headline.as_str().into(),
        ]);
    }
    grid
}
