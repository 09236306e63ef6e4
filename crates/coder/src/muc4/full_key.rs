//! The full answer keys of MUC-4: 25 slots a template, as the evaluation gave them out.
//!
//! ```text
//! 0.  MESSAGE: ID                     DEV-MUC3-0008 (NCCOSC)
//! 21. HUM TGT: NUMBER                 1: "NAME"
//!                                     PLURAL: "PEASANTS" / "FARMERS"
//! ```
//! A slot has entries, one a line; an entry is a value, strings of the text, or a value and the strings that it
//! holds for. A question mark makes it optional, a slash parts alternatives.

use thiserror::Error;

/// One entry of a slot.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// The value, or its alternatives, in capitals; empty when the entry is strings alone.
    pub values: Vec<String>,
    /// Strings of the text that stand for one thing: the entry's own, or those that the value holds for.
    pub strings: Vec<String>,
    /// Of a description of somebody named: the name.
    pub of: Vec<String>,
    /// Whether an answer may leave it out.
    pub optional: bool,
}

/// A template of a full key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FullTemplate {
    /// The document's name.
    pub document: String,
    /// Whether an answer may leave the template out.
    pub optional: bool,
    /// Entries of the slots 0 to 24.
    pub slots: [Vec<Entry>; 25],
}

/// A slot by its number in the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// 2: when it happened.
    Date = 2,
    /// 3: where.
    Location = 3,
    /// 4: what kind of incident.
    Kind = 4,
    /// 10: the organisation behind it.
    Organisation = 10,
    /// 11: how sure the text is of it.
    Confidence = 11,
    /// 18: names of victims.
    VictimName = 18,
    /// 19: what else victims are called.
    VictimDescription = 19,
    /// 21: how many of each.
    VictimNumber = 21,
    /// 23: what became of them.
    VictimEffect = 23,
}

impl FullTemplate {
    /// Entries of a slot.
    #[must_use]
    pub fn slot(&self, slot: Slot) -> &[Entry] {
        &self.slots[slot as usize]
    }
}

/// Why a key cannot be read.
#[derive(Debug, Error, PartialEq, Eq)]
#[error(
    "line {line} of the key is no slot and goes on with none; give the key as the evaluation did"
)]
pub struct FullKeyError {
    line: usize,
}

/// Reads a file of keys. A document without incidents has no template.
///
/// # Errors
/// A line is no slot, no comment and no continuation of one.
pub fn parse_full_keys(text: &str) -> Result<Vec<FullTemplate>, FullKeyError> {
    let mut all: Vec<FullTemplate> = Vec::new();
    let mut slot: Option<usize> = None;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if line.is_empty() || line.starts_with(';') {
            continue;
        }
        let error = FullKeyError { line: index + 1 };
        let value = if let Some((number, value)) = slot_of(line) {
            if number == 0 {
                all.push(FullTemplate::default());
            }
            slot = Some(number);
            value
        } else if line.starts_with(char::is_whitespace) {
            line.trim()
        } else {
            return Err(error);
        };
        let (Some(template), Some(slot)) = (all.last_mut(), slot) else { return Err(error) };
        match slot {
            0 => template.document = value.split(' ').next().unwrap_or_default().to_owned(),
            1 => template.optional = value.contains("OPTIONAL"),
            _ => template.slots[slot].extend(entry(value)),
        }
    }
    all.retain(|template| !template.slot(Slot::Kind).is_empty());
    Ok(all)
}

/// The number and value of a line that begins a slot.
fn slot_of(line: &str) -> Option<(usize, &str)> {
    /// Where values begin.
    const COLUMN: usize = 36;
    let (number, rest) = line.split_once('.')?;
    let number = number.trim().parse().ok().filter(|&number| number <= 24)?;
    let value = if line.is_char_boundary(COLUMN.min(line.len())) {
        line.get(COLUMN..).unwrap_or_default()
    } else {
        rest
    };
    Some((number, value.trim()))
}

/// The entry of a line, none where the slot is empty or does not apply.
fn entry(line: &str) -> Option<Entry> {
    let mut entry = Entry::default();
    let mut rest = line;
    if let Some(sure) = rest.strip_prefix('?') {
        (entry.optional, rest) = (true, sure.trim_start());
    }
    if matches!(rest, "" | "-" | "*") {
        return None;
    }
    let (bare, quoted) = rest.split_at(rest.find('"').unwrap_or(rest.len()));
    let bare = bare.trim_end();
    let bare = bare.strip_suffix(':').unwrap_or(bare);
    entry.values =
        bare.split('/').map(|value| value.trim().to_owned()).filter(|v| !v.is_empty()).collect();
    let (own, of) = quoted.split_once("\": \"").unwrap_or((quoted, ""));
    entry.strings = strings(own);
    entry.of = strings(of);
    Some(entry)
}

fn strings(quoted: &str) -> Vec<String> {
    quoted
        .split("\" / \"")
        .map(|string| string.trim_matches('"').trim().to_owned())
        .filter(|string| !string.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "\
;;; a note
0.  MESSAGE: ID                     DEV-1 (NCCOSC)
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
2.  INCIDENT: DATE                  - 05 JAN 90
4.  INCIDENT: TYPE                  BOMBING
11. PERP: ORGANIZATION CONFIDENCE   ? SUSPECTED OR ACCUSED / REPORTED AS FACT: \"FRONT\" / \"THE F\"
19. HUM TGT: DESCRIPTION            \"MAYOR\": \"X Y\"
                                    \"PEASANTS\"
21. HUM TGT: NUMBER                 PLURAL: \"PEASANTS\"
";

    #[test]
    fn slots_and_their_entries_are_read() {
        let keys = parse_full_keys(KEY).expect("well formed");
        let [template] = keys.as_slice() else { panic!("one template") };
        assert!(template.document == "DEV-1" && template.optional);
        assert_eq!(template.slot(Slot::Date)[0].values, ["- 05 JAN 90"]);
        let confidence = &template.slot(Slot::Confidence)[0];
        assert_eq!(confidence.values, ["SUSPECTED OR ACCUSED", "REPORTED AS FACT"]);
        assert!(confidence.optional && confidence.strings == ["FRONT", "THE F"]);
        let described = template.slot(Slot::VictimDescription);
        assert!(described[0].strings == ["MAYOR"] && described[0].of == ["X Y"]);
        assert_eq!(described[1].strings, ["PEASANTS"]);
        assert_eq!(template.slot(Slot::VictimNumber)[0].values, ["PLURAL"]);
    }

    #[test]
    fn a_document_without_incidents_has_no_template() {
        let text = "0.  MESSAGE: ID                     D\n4.  INCIDENT: TYPE                  *\n";
        assert_eq!(parse_full_keys(text), Ok(Vec::new()));
        assert_eq!(parse_full_keys("what"), Err(FullKeyError { line: 1 }));
    }
}
