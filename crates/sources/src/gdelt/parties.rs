//! The two actors of an event: what they are called, when that may be kept, and what their codes say.
//!
//! GDELT names an actor by the phrase of the dictionary that the article's words matched. Four kinds of
//! phrase are there: places and peoples (a country or an ethnic code alone), words for roles (a type code
//! alone), places with a role (`ZIMBABWEAN`, ZWEMIL), and proper names of organisations and persons
//! (`OBAMA`, USAGOV), which have the same codes as the third. The first two are kept. A name with a type
//! beside a country, with a group, a religion, or a type of international bodies is kept only if
//! [`crate::parties`] knows it for no person's; otherwise the actor is called by its codes, such as
//! `Government (United States)`. The code itself is always kept.

use bellwether_model::Side;

use super::columns::ActorColumns;
use super::groups::group;
use crate::cameo::{self, Party, kind};
use crate::lands::{Land, Lands};
use crate::parties::Names;
use crate::text::Row;
use crate::text::row::owned;

/// One actor of one event.
#[derive(Debug)]
pub(super) struct Actor<'a> {
    pub(super) side: Side,
    /// What its codes say that it is.
    pub(super) party: Party,
    /// Whether its name was not kept.
    pub(super) withheld: bool,
    /// The country of its code, if it is one.
    pub(super) country: Option<&'a Land>,
}

/// Reads one actor; one without a name or code is empty.
pub(super) fn actor<'a>(
    row: &Row<'_>,
    columns: &ActorColumns,
    lands: &'a Lands,
    names: &Names,
) -> Actor<'a> {
    let code = row.get(columns.code);
    if code.is_empty() && row.get(columns.name).is_empty() {
        let side = Side { native_id: None, name: String::new() };
        return Actor { side, party: Party::default(), withheld: false, country: None };
    }
    let types = columns.types.map(|column| kind(row.get(column)));
    let party = types.into_iter().flatten().fold(Party::default(), Party::with);
    let country = lands.by_cameo(row.get(columns.country));
    let name = row.get(columns.name);
    let kept = may_keep(row, columns, types[0], country, names);
    let side = Side {
        native_id: (!code.is_empty()).then(|| owned(code)),
        name: if kept { owned(name) } else { label(row, columns, types[0], country) },
    };
    Actor { side, party, withheld: !kept, country }
}

/// Whether the name is certain not to be a person's.
fn may_keep(
    row: &Row<'_>,
    columns: &ActorColumns,
    first: Option<&cameo::Kind>,
    country: Option<&Land>,
    names: &Names,
) -> bool {
    let has = |column| !row.get(column).is_empty();
    let name = row.get(columns.name);
    let typed = has(columns.types[0]);
    let grouped = has(columns.group) || has(columns.religion);
    if !typed && !grouped {
        return true;
    }
    if !grouped && !has(columns.country) {
        let named = first.is_none_or(|kind| kind.named);
        let ethnic = row.get(columns.ethnic);
        // `MENDE` with the ethnic code men: the phrase is the people's name.
        let people = ethnic.get(..2).is_some_and(|start| {
            name.get(..2).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
        });
        if (ethnic.is_empty() && !named) || people {
            return true;
        }
    }
    names.keeps(name, country.map(|land| land.iso3))
        || group(row.get(columns.group)).is_some_and(|group| group.eq_ignore_ascii_case(name))
}

/// What an actor is called by its codes: its group, else its type or religion with its country.
fn label(
    row: &Row<'_>,
    columns: &ActorColumns,
    first: Option<&cameo::Kind>,
    country: Option<&Land>,
) -> String {
    if let Some(group) = group(row.get(columns.group)) {
        return group.to_owned();
    }
    let what = match first {
        Some(kind) => kind.label,
        None if !row.get(columns.religion).is_empty() => "Religious",
        None => "Actor",
    };
    let ethnic = row.get(columns.ethnic);
    let whose = country.map_or(row.get(columns.country), |land| &land.name);
    match (whose, ethnic) {
        ("", "") => what.to_owned(),
        ("", ethnic) => format!("{what} ({ethnic})"),
        (whose, _) => format!("{what} ({whose})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gdelt::columns::{EVENTS_2, EventColumns};
    use crate::text::split::split_plain;
    use crate::text::{Fields, Header};

    /// The name and whether it was withheld, for code, name, country, group, ethnic, religion, type.
    fn named(fields: [&str; 7]) -> (String, bool) {
        let [code, name, country, group, ethnic, religion, kind] = fields;
        let mut row = vec![""; 61];
        row[5..=12].copy_from_slice(&[code, name, country, group, ethnic, religion, "", kind]);
        let record = row.join("\t");
        let mut fields = Fields::default();
        split_plain(&record, b'\t', 100, &mut fields).expect("a row");
        let columns = EventColumns::of(&Header::of_headerless(&EVENTS_2, b'\t'));
        let row = Row::new(1, &record, &fields);
        let actor = actor(&row, &columns.actors[0], Lands::embedded(), Names::embedded());
        (actor.side.name, actor.withheld)
    }

    #[test]
    fn places_peoples_roles_and_organisations_are_named_as_they_are_written() {
        for fields in [
            ["ZAF", "PRETORIA", "ZAF", "", "", "", ""],
            ["GOV", "CITY MANAGER", "", "", "", "", "GOV"],
            ["men", "MENDE", "", "", "men", "", ""],
            ["menGOV", "MENDE", "", "", "men", "", "GOV"],
            ["ZWEMIL", "ZIMBABWEAN", "ZWE", "", "", "", "MIL"],
            ["USAGOV", "THE WHITE HOUSE", "USA", "", "", "", "GOV"],
            ["USAGOV", "NEW YORK", "USA", "", "", "", "GOV"],
            ["IMGMOSALQ", "AL QAEDA", "", "ALQ", "", "MOS", "IMG"],
            ["MOS", "MUSLIM", "", "", "", "MOS", ""],
            ["NGAREB", "BOKO HARAM", "NGA", "", "", "", "REB"],
        ] {
            assert_eq!(named(fields), (fields[1].to_owned(), false));
        }
    }

    #[test]
    fn what_may_be_a_person_is_called_by_its_codes() {
        for (fields, expected) in [
            (["USAGOV", "VESTERMARK", "USA", "", "", "", "GOV"], "Government (United States)"),
            (["ZMBELI", "ORLA VESTERMARK", "ZMB", "", "", "", "ELI"], "Elites (Zambia)"),
            (["IMGMOSALQ", "ORLA VESTERMARK", "", "ALQ", "", "MOS", "IMG"], "Al Qaeda"),
            (["CHRCTH", "ORLA VESTERMARK", "", "", "", "CHR", ""], "Religious"),
            (["kurGOV", "VESTERMARK", "", "", "kur", "", "GOV"], "Government (kur)"),
            (["IGO", "ORLA VESTERMARK", "", "", "", "", "IGO"], "Inter-Governmental Organization"),
            (["AFRGOV", "VESTERMARK", "AFR", "", "", "", "GOV"], "Government (AFR)"),
            (["XXX", "VESTERMARK", "", "", "", "", "XXX"], "Actor"),
        ] {
            assert_eq!(named(fields), (expected.to_owned(), true));
        }
    }

    #[test]
    fn an_actor_without_name_and_code_is_empty() {
        assert_eq!(named([""; 7]), (String::new(), false));
    }
}
