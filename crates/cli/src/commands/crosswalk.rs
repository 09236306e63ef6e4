//! `crosswalk`: what the codes of one ontology are in another.

use std::process::ExitCode;

use bellwether_registry::crosswalks::{Crosswalk, Scheme, crosswalk};
use clap::Args;
use serde_json::{Value, json};

use super::found;
use crate::failure::Failure;
use crate::output::{Cell, Grid};
use crate::session::Session;

/// Arguments of `crosswalk`.
#[derive(Debug, Args)]
#[command(
    after_help = "Without a scheme the schemes are listed; with one, its codes; with two, the way from one to the other.\n\
Example: bellwether crosswalk cameo plover"
)]
pub(crate) struct CrosswalkArgs {
    /// The scheme to come from, such as cameo, acled, gtd-attack, muc4.
    #[arg(value_name = "FROM")]
    pub(crate) from: Option<String>,
    /// The scheme to go to, such as plover, bellwether, target.
    #[arg(value_name = "TO")]
    pub(crate) to: Option<String>,
    /// Only this code.
    #[arg(long, value_name = "CODE", requires = "from")]
    pub(crate) code: Option<String>,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &CrosswalkArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let from = args.from.as_deref().map(scheme).transpose()?;
    let to = args.to.as_deref().map(scheme).transpose()?;
    let (grid, document) = match (from, to) {
        (None, _) => schemes(),
        (Some(from), None) => codes(from, args.code.as_deref()),
        (Some(from), Some(to)) => {
            let walk = crosswalk(from, to).ok_or_else(|| {
                Failure::Usage(format!(
                    "there is no way from {} to {}; `bellwether crosswalk` lists the schemes and where \
                     each leads",
                    from.as_str(),
                    to.as_str()
                ))
            })?;
            if output.is_for_people() {
                origin(session, walk);
            }
            rows(walk, args.code.as_deref())
        }
    };
    let any = !grid.rows.is_empty();
    output.catalogue(&grid, &document)?;
    Ok(found(any))
}

fn scheme(word: &str) -> Result<Scheme, Failure> {
    Scheme::parse(word).ok_or_else(|| {
        let known: Vec<&str> = Scheme::ALL.iter().map(|scheme| scheme.as_str()).collect();
        Failure::Usage(format!("{word:?} is not a scheme; known are {}", known.join(", ")))
    })
}

/// The schemes, and where each leads without a third between.
fn schemes() -> (Grid, Value) {
    let mut grid =
        Grid::new(&["scheme", "title", "codes", "leads to", "through a third", "licence"]);
    for from in Scheme::ALL {
        let direct = Scheme::ALL
            .into_iter()
            .filter(|to| crosswalk(from, *to).is_some_and(|walk| walk.composed.is_none()));
        let direct: Vec<&str> = direct.map(Scheme::as_str).collect();
        let composed = Scheme::ALL
            .into_iter()
            .filter(|to| crosswalk(from, *to).is_some_and(|walk| walk.composed.is_some()));
        let composed: Vec<&str> = composed.map(Scheme::as_str).collect();
        let info = from.info();
        grid.push(vec![
            from.as_str().into(),
            info.title.as_str().into(),
            (from.codes().len() as u64).into(),
            direct.join(", ").into(),
            composed.join(", ").into(),
            info.licence.as_str().into(),
        ]);
    }
    let document = json!({ "schemes": grid.objects() });
    (grid, document)
}

fn codes(scheme: Scheme, only: Option<&str>) -> (Grid, Value) {
    let mut grid = Grid::new(&["code", "label", "parent", "gloss"]);
    let wanted = only.and_then(|code| scheme.code(code)).map(|code| code.code.as_str());
    for code in scheme.codes() {
        if only.is_none() || wanted == Some(code.code.as_str()) {
            grid.push(vec![
                code.code.as_str().into(),
                code.label.as_str().into(),
                Cell::maybe(code.parent.clone()),
                code.gloss.as_str().into(),
            ]);
        }
    }
    let info = scheme.info();
    let document = json!({
        "scheme": scheme.as_str(),
        "title": info.title,
        "source": info.source,
        "licence": info.licence,
        "codes": grid.objects(),
    });
    (grid, document)
}

fn rows(walk: &Crosswalk, only: Option<&str>) -> (Grid, Value) {
    let label =
        |scheme: Scheme, code: &str| Cell::maybe(scheme.code(code).map(|code| code.label.clone()));
    let mut grid = Grid::new(&["from", "from label", "to", "to label", "relation", "note"]);
    let wanted = only.map(|code| walk.find(code).map(|found| found.row.from));
    for row in &walk.rows {
        if wanted.is_none_or(|wanted| wanted == Some(row.from)) {
            grid.push(vec![
                row.from.into(),
                label(walk.from, row.from),
                row.to.into(),
                label(walk.to, row.to),
                row.relation.as_str().into(),
                row.note.as_str().into(),
            ]);
        }
    }
    if only.is_none() {
        for gap in &walk.unmapped {
            grid.push(vec![
                gap.from.into(),
                label(walk.from, gap.from),
                Cell::Empty,
                Cell::Empty,
                "none".into(),
                gap.reason.as_str().into(),
            ]);
        }
    }
    let source = &walk.source;
    let document = json!({
        "from": walk.from.as_str(),
        "to": walk.to.as_str(),
        "composed_through": walk.composed.map(Scheme::as_str),
        "source": source.source,
        "authors": source.authors,
        "year": source.year,
        "licence": source.licence,
        "decided": source.decided,
        "rows": grid.objects(),
    });
    (grid, document)
}

/// Where the crosswalk comes from, for a person.
fn origin(session: &Session, walk: &Crosswalk) {
    let source = &walk.source;
    if let Some(through) = walk.composed {
        session.say(&format!("put together through {}", through.as_str()));
    }
    session.say(&format!(
        "source: {} ({}, {}; {})",
        source.source, source.authors, source.year, source.licence
    ));
    for decision in &source.decided {
        session.say(&format!("decided here: {decision}"));
    }
}
