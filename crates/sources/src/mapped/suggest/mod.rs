//! A first draft of a mapping, from the names of the columns and the first rows.
//!
//! Each guess is explained in a comment, and what only a person can know is marked `# decide:`. The draft
//! can be applied as it is wherever the table has a date at all.

mod draft;
mod draft_event;
mod profile;
mod roles;
mod words;

use std::path::Path;

use bellwether_model::Limits;

use self::profile::Profile;
use crate::SourceError;
use crate::input::read_up_to;
use crate::probe::{Layout, Probe};
use crate::text::decode::decode;
use crate::text::records::{Grammar, Scan};
use crate::text::split::split;
use crate::text::{Fields, Row};

/// How many rows are looked at.
const ROWS: usize = 1_000;
/// How many bytes are looked at, for tables with very long rows.
const BYTES: usize = 4 << 20;

/// Drafts a mapping for a table: TOML with comments, to be read, corrected and saved.
///
/// # Errors
/// When the file cannot be opened or unpacked, or its header is not well-formed.
pub fn suggest(path: &Path, limits: &Limits) -> Result<String, SourceError> {
    let mut probe = Probe::open(path, limits)?;
    let names: Vec<String> = probe.header.names().map(str::to_owned).collect();
    let mut profiles: Vec<Profile> = names.iter().map(|name| Profile::new(name)).collect();
    let delimiter = match probe.layout {
        Layout::Table(grammar) => {
            look_at_rows(&mut probe, grammar, limits, &mut profiles)?;
            Some(grammar.delimiter)
        }
        Layout::Json(_) => {
            let sample = probe.sample();
            sample.rows.iter().for_each(|row| take(row, sample.header, &mut profiles));
            None
        }
    };
    profiles.retain(|profile| !profile.name.is_empty());
    let file =
        path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(draft::write(&file, delimiter, &profiles))
}

fn take(row: &Row<'_>, header: &crate::text::Header, profiles: &mut [Profile]) {
    for (name, column) in header.others(&[]) {
        if let Some(profile) = profiles.iter_mut().find(|profile| profile.name == name) {
            profile.take(row.get(column));
        }
    }
}

fn look_at_rows(
    probe: &mut Probe,
    grammar: Grammar,
    limits: &Limits,
    profiles: &mut [Profile],
) -> Result<(), SourceError> {
    let mut bytes = Vec::new();
    // Damage is met again, and named, when the table is read.
    let ended = match read_up_to(&mut *probe.data(), &mut bytes, BYTES) {
        Ok(ended) => ended,
        Err(error) => {
            crate::input::stream_error(&error)?;
            true
        }
    };
    let (mut rest, mut seen) = (bytes.as_slice(), 0);
    let mut fields = Fields::default();
    while seen < ROWS && !rest.is_empty() {
        let (end, next) = match grammar.scan(rest, ended) {
            Scan::Record { end, next } => (end, next),
            Scan::Broken { next, .. } | Scan::TooLong { next, .. } => (0, next),
            Scan::Endless | Scan::More => break,
        };
        let text = decode(&rest[..end]).0;
        let whole = split(&text, grammar.delimiter, limits.field_bytes, &mut fields).is_ok();
        if end > 0 && whole && fields.len() == grammar.columns {
            seen += 1;
            for (index, profile) in profiles.iter_mut().enumerate() {
                profile.take(fields.raw(&text, index).trim_ascii());
            }
        }
        rest = &rest[next..];
    }
    Ok(())
}
