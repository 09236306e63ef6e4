//! Files to schemes and crosswalks, with every rule checked.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::error::CrosswalkError;
use super::scheme::{Code, Scheme, SchemeInfo, Table};
use super::walk::{Crosswalk, Gap, Relation, Row, Source};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemeFile {
    id: String,
    title: String,
    source: String,
    authors: String,
    year: i16,
    url: Option<String>,
    licence: String,
    #[serde(default)]
    decided: Vec<String>,
    codes: Vec<Code>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WalkFile {
    from: Scheme,
    to: Scheme,
    source: String,
    authors: String,
    year: i16,
    url: Option<String>,
    licence: String,
    #[serde(default)]
    decided: Vec<String>,
    rows: Vec<RowFile>,
    #[serde(default)]
    unmapped: Vec<GapFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowFile {
    from: String,
    to: String,
    relation: Relation,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GapFile {
    from: Vec<String>,
    reason: String,
}

/// A scheme from its file.
///
/// # Errors
/// When the text is not such a file, a code stands twice, or a parent is unknown or circular.
pub(super) fn scheme(expected: Scheme, text: &str) -> Result<Table, CrosswalkError> {
    let file: SchemeFile =
        toml::from_str(text).map_err(|error| CrosswalkError::Unreadable(error.to_string()))?;
    if file.id != expected.as_str() {
        return Err(CrosswalkError::OtherScheme { expected, found: file.id });
    }
    let mut index = HashMap::new();
    for (at, code) in file.codes.iter().enumerate() {
        for spelling in std::iter::once(&code.code).chain(&code.also) {
            if index.insert(spelling.to_lowercase(), at).is_some() {
                return Err(CrosswalkError::RepeatedCode(spelling.clone()));
            }
        }
    }
    let info = SchemeInfo {
        title: file.title,
        source: file.source,
        authors: file.authors,
        year: file.year,
        url: file.url,
        licence: file.licence,
        decided: file.decided,
    };
    let table = Table { info, codes: file.codes, index };
    check_parents(&table)?;
    Ok(table)
}

fn check_parents(table: &Table) -> Result<(), CrosswalkError> {
    for (at, code) in table.codes.iter().enumerate() {
        if let Some(parent) = &code.parent
            && table.position(parent).is_none()
        {
            let (code, parent) = (code.code.clone(), parent.clone());
            return Err(CrosswalkError::UnknownParent { code, parent });
        }
        let mut above = table.parent(at);
        for _ in 0..table.codes.len() {
            let Some(up) = above else { break };
            if up == at {
                return Err(CrosswalkError::CircularParent(code.code.clone()));
            }
            above = table.parent(up);
        }
    }
    Ok(())
}

/// A crosswalk from its file, with its codes in the spelling of their schemes.
///
/// # Errors
/// When the text is not such a file, a code is unknown, a pair stands twice, or a code of the left
/// scheme is forgotten.
pub(super) fn walk(text: &str) -> Result<Crosswalk, CrosswalkError> {
    let file: WalkFile =
        toml::from_str(text).map_err(|error| CrosswalkError::Unreadable(error.to_string()))?;
    let mut seen = HashSet::new();
    let mut rows = Vec::with_capacity(file.rows.len());
    for row in file.rows {
        let from = known(file.from, &row.from)?;
        let to = known(file.to, &row.to)?;
        if !seen.insert((from, to)) {
            return Err(CrosswalkError::RepeatedRow { from: row.from, to: row.to });
        }
        rows.push(Row { from, to, relation: row.relation, note: row.note });
    }
    let mapped: HashSet<&str> = rows.iter().map(|row| row.from).collect();
    let mut gaps = Vec::new();
    let mut listed = HashSet::new();
    for gap in file.unmapped {
        for from in &gap.from {
            let from = known(file.from, from)?;
            if mapped.contains(from) || !listed.insert(from) {
                return Err(CrosswalkError::ContradictedGap(from.to_owned()));
            }
            gaps.push(Gap { from, reason: gap.reason.clone() });
        }
    }
    let source = Source {
        source: file.source,
        authors: file.authors,
        year: file.year,
        url: file.url,
        licence: file.licence,
        decided: file.decided,
    };
    let walk = Crosswalk::new(file.from, file.to, None, source, rows, gaps);
    match walk.forgotten() {
        Some(code) => Err(CrosswalkError::Forgotten(code.to_owned())),
        None => Ok(walk),
    }
}

fn known(scheme: Scheme, code: &str) -> Result<&'static str, CrosswalkError> {
    scheme
        .code(code)
        .map(|known| known.code.as_str())
        .ok_or_else(|| CrosswalkError::UnknownCode { scheme, code: code.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "title = \"t\"\nsource = \"s\"\nauthors = \"a\"\nyear = 2026\nlicence = \"l\"\n";

    fn a_scheme(id: &str, codes: &str) -> Result<Table, CrosswalkError> {
        scheme(Scheme::Ucdp, &format!("id = \"{id}\"\n{HEAD}codes = [{codes}]"))
    }

    /// From UCDP's three types to the harmonised ones.
    fn a_walk(rows: &str, gaps: &str) -> Result<Crosswalk, CrosswalkError> {
        let head = HEAD.replace("title = \"t\"\n", "");
        let ends = "from = \"ucdp\"\nto = \"bellwether\"\n";
        walk(&format!("{ends}{head}rows = [{rows}]\n{gaps}"))
    }

    fn row(from: &str, to: &str) -> String {
        format!("{{ from = \"{from}\", to = \"{to}\", relation = \"equal\" }},")
    }

    #[test]
    fn a_scheme_file_with_a_mistake_is_refused_by_its_name() {
        let one = "{ code = \"1\", label = \"x\", gloss = \"g\" },";
        assert!(a_scheme("ucdp", one).is_ok());
        let error = a_scheme("acled", one).expect_err("another scheme's file");
        assert!(error.to_string().starts_with("the file is of acled, not of ucdp"));
        let again = "{ code = \"2\", label = \"x\", gloss = \"g\", also = [\"1\"] }";
        let error = a_scheme("ucdp", &format!("{one}{again}")).expect_err("a spelling twice");
        assert_eq!(error, CrosswalkError::RepeatedCode("1".to_owned()));
        let orphan = "{ code = \"2\", label = \"x\", gloss = \"g\", parent = \"9\" }";
        let error = a_scheme("ucdp", orphan).expect_err("no such parent");
        assert!(matches!(error, CrosswalkError::UnknownParent { .. }));
        let circle = "{ code = \"1\", label = \"x\", gloss = \"g\", parent = \"2\" },\
                      { code = \"2\", label = \"x\", gloss = \"g\", parent = \"1\" }";
        let error = a_scheme("ucdp", circle).expect_err("a circle");
        assert_eq!(error, CrosswalkError::CircularParent("1".to_owned()));
        let field = "{ code = \"1\", label = \"x\", gloss = \"g\", colour = \"red\" }";
        assert!(matches!(a_scheme("ucdp", field), Err(CrosswalkError::Unreadable(_))));
    }

    #[test]
    fn a_crosswalk_file_with_a_mistake_is_refused_by_its_name() {
        let two = row("1", "state-based") + &row("2", "non-state");
        let gap = "[[unmapped]]\nfrom = [\"3\"]\nreason = \"r\"\n";
        assert!(a_walk(&two, gap).is_ok());
        let error = a_walk(&two, "").expect_err("3 is not accounted for");
        assert_eq!(error, CrosswalkError::Forgotten("3".to_owned()));
        let error = a_walk(&(two.clone() + &row("4", "riot")), gap).expect_err("no such code");
        assert!(error.to_string().starts_with("ucdp has no code 4"));
        let error = a_walk(&(two.clone() + &row("1", "battle")), gap).expect_err("no such code");
        assert!(error.to_string().starts_with("bellwether has no code battle"));
        let error = a_walk(&(two.clone() + &row("2", "non-state")), gap).expect_err("a row twice");
        assert!(matches!(error, CrosswalkError::RepeatedRow { .. }));
        let error = a_walk(&(two + &row("3", "one-sided")), gap).expect_err("mapped and not");
        assert_eq!(error, CrosswalkError::ContradictedGap("3".to_owned()));
    }
}
