//! Exports with one row for each actor, which are refused: an event stands in them as often as it has
//! actors, under one id, so that rows would be counted twice and no row has both sides.

use std::collections::HashMap;

use crate::source::Sample;

const REMEDY: &str = "each event would be counted once for each of its actors, and no row has both sides; export it dyadic (event-based; in the service leave out export_type=monadic)";

/// Why the table is monadic, with what to do; `None` when it is not.
///
/// It is when it has a column for one actor only, or when, among the first rows, an event stands twice,
/// once with each of its actors, and no row has a second one.
pub(super) fn reason(sample: &Sample<'_>) -> Option<String> {
    let header = sample.header;
    let one_actor = (header.has("actor1") && !header.has("actor2") && header.has("inter1"))
        || (!header.has("actor1") && (header.has("actor") || header.has("type_of_actor")));
    if one_actor {
        return Some(format!("a monadic export with one actor a row; {REMEDY}"));
    }
    let [id, first, second] = ["event_id_cnty", "actor1", "actor2"].map(|name| header.column(name));
    if !sample.rows.iter().all(|row| row.get(second).is_empty()) {
        return None;
    }
    let mut actors: HashMap<&str, &str> = HashMap::new();
    let twice = sample.rows.iter().find(|row| {
        let (id, actor) = (row.get(id), row.get(first));
        !id.is_empty() && actors.insert(id, actor).is_some_and(|other| other != actor)
    })?;
    let id = twice.get(id);
    Some(format!("a monadic export, in which {id} has a row for each of its actors; {REMEDY}"))
}
