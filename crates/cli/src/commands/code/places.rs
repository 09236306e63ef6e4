//! `code --places`: the names of places in texts.

use std::process::ExitCode;

use bellwether_coder::toponym::{Shares, Toponym};
use bellwether_model::PlacePrecision;
use serde_json::json;

use super::super::found;
use super::{CodeArgs, Text};
use crate::failure::Failure;
use crate::output::{Cell, Grid};
use crate::session::Session;
use crate::world::World;

/// Columns of the answer.
const COLUMNS: [&str; 18] = [
    "file",
    "document",
    "words",
    "start",
    "end",
    "file_start",
    "file_end",
    "place",
    "kind",
    "form",
    "country",
    "unit",
    "unit_id",
    "latitude",
    "longitude",
    "precision",
    "geonameid",
    "confidence",
];

/// Finds and writes them.
pub(super) fn run(
    session: &Session,
    args: &CodeArgs,
    documents: &[Text],
) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let world = session.world()?;
    let gazetteer = world.gazetteer()?;
    let geoparser = world.geoparser()?;
    let shares: Vec<Shares> = documents
        .iter()
        .filter(|_| args.one_source)
        .map(|one| geoparser.home([&one.document], gazetteer))
        .collect();
    let mut all = Shares::default();
    shares.iter().for_each(|one| all.join(one));
    let mut grid = Grid::new(&COLUMNS);
    let mut any = false;
    for (number, one) in documents.iter().enumerate() {
        let home = shares.get(number).filter(|_| shares.len() > 1).map(|own| all.without(own));
        for toponym in geoparser.find(&one.document, gazetteer, home.as_ref()) {
            any = true;
            grid.push(row(world, one, &toponym));
        }
    }
    output.places(&grid, &json!({ "toponyms": grid.objects() }))?;
    Ok(found(any))
}

fn row(world: &World, one: &Text, toponym: &Toponym) -> Vec<Cell> {
    let in_file = one.document.map.span(toponym.span());
    let unit = toponym.admin1_id.as_deref();
    // Three decimals say all that the chance is good for.
    let confidence = (f64::from(toponym.confidence) * 1000.0).round() / 1000.0;
    vec![
        one.file.as_str().into(),
        one.name.as_str().into(),
        toponym.span().of(&one.document.text).into(),
        toponym.start.into(),
        toponym.end.into(),
        in_file.start.into(),
        in_file.end.into(),
        toponym.name.as_str().into(),
        toponym.kind.name().into(),
        toponym.form.name().into(),
        Cell::maybe(toponym.country.map(|code| code.to_string())),
        Cell::maybe(unit.map(|id| world.unit_name(id))),
        Cell::maybe(unit),
        Cell::Real(toponym.point.latitude.degrees()),
        Cell::Real(toponym.point.longitude.degrees()),
        Cell::maybe(toponym.precision.map(PlacePrecision::as_str)),
        toponym.geonameid.map_or(Cell::Empty, Cell::from),
        Cell::Real(confidence),
    ]
}
