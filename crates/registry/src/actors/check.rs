//! What must hold in a group file beyond its types.

use std::collections::BTreeSet;

use super::error::RegistryError;
use super::normalise::normalise;
use super::schema::{Actor, Relation};
use super::selector::Selector;

/// Checks one actor by itself; `file` is the name to show in errors.
pub(super) fn check_actor(actor: &Actor, file: &str) -> Result<(), RegistryError> {
    let bad = |field: String, problem: &str, remedy: &'static str| RegistryError::BadField {
        file: file.to_owned(),
        field,
        problem: problem.to_owned(),
        remedy,
    };
    for (field, text) in
        [("name", &actor.name), ("ideology", &actor.ideology), ("aims", &actor.aims)]
    {
        if normalise(text).is_empty() {
            return Err(bad(field.into(), "says nothing", "write it in one line"));
        }
    }
    if actor.sources.is_empty() || actor.sources.iter().any(|s| s.trim().is_empty()) {
        return Err(bad("sources".into(), "names no source", "cite where the facts were read"));
    }
    for (field, period) in [("active_from", &actor.active_from), ("active_to", &actor.active_to)] {
        if period.as_deref().is_some_and(|p| !is_period(p)) {
            return Err(bad(field.into(), "is no date", PERIOD));
        }
    }
    check_names(actor, &bad)?;
    for (i, relation) in actor.relations.iter().enumerate() {
        check_relation(actor, relation).map_err(|(p, r)| bad(format!("relations[{i}]"), p, r))?;
    }
    check_selectors(actor, &bad)?;
    for (i, statement) in actor.statements.iter().enumerate() {
        let field = || format!("statements[{i}]");
        if statement.source.trim().is_empty() || statement.text.trim().is_empty() {
            return Err(bad(field(), "has no source or no text", "say what is said and by whom"));
        }
        let reversed = statement.quantity.as_ref().is_some_and(|q| match (q.low, q.high) {
            (Some(low), Some(high)) => low > high,
            (None, None) => true,
            _ => false,
        });
        if reversed {
            return Err(bad(
                field(),
                "low is above high, or both are missing",
                "correct the range",
            ));
        }
    }
    Ok(())
}

const PERIOD: &str = "write YYYY, YYYY-MM or YYYY-MM-DD";

fn check_names(
    actor: &Actor,
    bad: &impl Fn(String, &str, &'static str) -> RegistryError,
) -> Result<(), RegistryError> {
    let mut seen = BTreeSet::from([actor.name.as_str()]);
    for (i, name) in actor.names.iter().enumerate() {
        if normalise(&name.text).is_empty() {
            return Err(bad(format!("names[{i}].text"), "is empty", "write the name or drop it"));
        }
        if !seen.insert(&name.text) {
            return Err(bad(format!("names[{i}].text"), "is there twice", "drop one of them"));
        }
        if matches!((name.from, name.to), (Some(from), Some(to)) if to < from) {
            return Err(bad(format!("names[{i}].to"), "lies before `from`", "swap the dates"));
        }
    }
    Ok(())
}

fn check_relation(actor: &Actor, relation: &Relation) -> Result<(), (&'static str, &'static str)> {
    if relation.other == actor.id {
        return Err(("names the actor itself", "name the other organisation"));
    }
    if [&relation.from, &relation.to].into_iter().flatten().any(|p| !is_period(p)) {
        return Err(("has a date that is none", PERIOD));
    }
    Ok(())
}

fn check_selectors(
    actor: &Actor,
    bad: &impl Fn(String, &str, &'static str) -> RegistryError,
) -> Result<(), RegistryError> {
    if actor.selectors.is_empty() != actor.no_selectors.is_some() {
        return Err(bad(
            "selectors".into(),
            "an actor has selectors or says in `no_selectors` why it has none, not both or neither",
            "add selectors, or write the reason into `no_selectors`",
        ));
    }
    for (i, selector) in actor.selectors.iter().enumerate() {
        if let Some((problem, remedy)) = fault(selector) {
            return Err(bad(format!("selectors[{i}]"), problem, remedy));
        }
    }
    Ok(())
}

fn fault(s: &Selector) -> Option<(&'static str, &'static str)> {
    if s.ids.is_empty() == s.names.is_empty() {
        return Some(("has both ids and names, or neither", "give the ids, or else the names"));
    }
    if s.ids.iter().any(|id| id.trim().is_empty())
        || s.names.iter().any(|name| normalise(name).is_empty())
    {
        return Some(("has an empty id or name", "write it or drop it"));
    }
    if !s.countries.is_empty() && !s.not_countries.is_empty() {
        return Some(("has countries and not_countries", "keep one of them"));
    }
    if matches!((s.from, s.to), (Some(from), Some(to)) if to < from) {
        return Some(("ends before it starts", "swap the dates"));
    }
    None
}

/// Checks that every relation names an actor that there is.
pub(super) fn check_relations(actors: &[Actor]) -> Result<(), RegistryError> {
    let ids: BTreeSet<&str> = actors.iter().map(|a| a.id.as_str()).collect();
    for actor in actors {
        for (i, relation) in actor.relations.iter().enumerate() {
            if !ids.contains(relation.other.as_str()) {
                return Err(RegistryError::UnknownActor {
                    file: format!("{}.toml", actor.id),
                    field: format!("relations[{i}].other"),
                    other: relation.other.to_string(),
                });
            }
        }
    }
    Ok(())
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as a date that there is.
fn is_period(text: &str) -> bool {
    let shape = text.len() == 4 || text.len() == 7 || text.len() == 10;
    shape && format!("{text}{}", &"-01-01"[text.len() - 4..]).parse::<jiff::civil::Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_years_months_or_days_that_exist() {
        for good in ["1999", "2015-01", "2015-01-26", "2016-02-29"] {
            assert!(is_period(good), "{good}");
        }
        for bad in
            ["", "99", "2015-13", "2015-1", "2015-02-29", "20150126", "early 2015", "c. 2009"]
        {
            assert!(!is_period(bad), "{bad}");
        }
    }
}
