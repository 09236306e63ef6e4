//! Judgements as a file that a team or a paper can share.
//!
//! One row is one judgement, in stable columns: the two reports by their ids, the verdict, why, and the day. Who
//! judged is not asked for.

use std::path::Path;
use std::process::ExitCode;

use bellwether_export::policy::{Cleared, Origin};
use bellwether_export::{Card, Format, Options};
use bellwether_model::DatasetId;
use bellwether_store::{AsOf, Judgement};
use serde_json::json;

use super::judge::{take_effect, tell, unknown};
use super::only_now;
use crate::commands::found;
use crate::failure::Failure;
use crate::gate::{Gate, card, tell as tell_leaving};
use crate::output::{Cell, Grid};
use crate::session::Session;

/// The columns of the file, in their order.
const COLUMNS: [&str; 5] = ["report_a", "report_b", "verdict", "why", "made_on"];

fn grid(judgements: &[Judgement]) -> Grid {
    let mut grid = Grid::new(&COLUMNS);
    for judgement in judgements {
        grid.push(vec![
            judgement.report_a.as_str().into(),
            judgement.report_b.as_str().into(),
            judgement.verdict.as_str().into(),
            judgement.why.as_str().into(),
            Cell::from(judgement.made_on.to_string().as_str()),
        ]);
    }
    grid
}

/// The judgements that may leave, with the card of their datasets.
fn open(session: &Session, as_of: &AsOf) -> Result<(Cleared<Grid>, Card), Failure> {
    let store = session.store()?;
    let whole = store.snapshot(as_of)?;
    let gate = Gate::of(session, &whole)?.with_day(&whole)?;
    let leaving = gate.leaving();
    let snapshot = store.snapshot_leaving(as_of, &leaving)?;
    let judgements = snapshot.judgements()?;
    let all = whole.judgements()?.len();
    if judgements.len() < all {
        tell_leaving(session, &leaving);
        session.say(&format!(
            "note: {} judgements are left out, because a report of theirs must not leave",
            all - judgements.len()
        ));
    }
    let mut datasets: Vec<String> = judgements
        .iter()
        .flat_map(|judgement| [&judgement.report_a, &judgement.report_b])
        .filter_map(|id| id.split_once(':').map(|(dataset, _)| dataset.to_owned()))
        .collect();
    datasets.sort_unstable();
    datasets.dedup();
    let ids: Result<Vec<DatasetId>, _> = datasets.iter().map(DatasetId::new).collect();
    let ids = ids.map_err(|error| Failure::Data(format!("a dataset of the store: {error}")))?;
    let card = card(&whole, "Judgements", "which reports tell of the same incident", &datasets);
    let rows = gate.guard(|guard| guard.rows(grid(&judgements), Origin::AnyOf(ids)))?;
    Ok((rows, card))
}

/// Lists the judgements.
pub(super) fn list(session: &Session) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let as_of = session.as_of();
    if !output.leaves() {
        let judgements = session.store()?.snapshot(&as_of)?.judgements()?;
        output.show(&grid(&judgements))?;
        return Ok(found(!judgements.is_empty()));
    }
    let (rows, _) = open(session, &as_of)?;
    let any = !rows.get().rows.is_empty();
    output.rows(&rows, &json!({ "judgements": rows.get().objects() }))?;
    Ok(found(any))
}

/// Writes the judgements to a file.
pub(super) fn export(session: &Session, file: &Path) -> Result<ExitCode, Failure> {
    let format = match ending(file) {
        Some(Form::Csv) => Format::Csv,
        Some(Form::Ndjson) => Format::Ndjson,
        None => return Err(no_form(file)),
    };
    let (rows, card) = open(session, &session.as_of())?;
    let count = rows.get().rows.len();
    bellwether_export::save(file, format, &rows, &card, &Options::default())
        .map_err(|error| Failure::from(error).at(file))?;
    session.say(&format!("{}: {count} judgements", file.display()));
    Ok(found(count > 0))
}

/// Forms of the file.
#[derive(Debug, Clone, Copy)]
enum Form {
    Csv,
    Ndjson,
}

fn ending(file: &Path) -> Option<Form> {
    match file.extension()?.to_str()? {
        "csv" => Some(Form::Csv),
        "ndjson" => Some(Form::Ndjson),
        _ => None,
    }
}

fn no_form(file: &Path) -> Failure {
    Failure::Usage(format!("{} ends neither in .csv nor in .ndjson", file.display()))
}

/// Takes judgements over. Those about reports that the store never had are left out and told.
pub(super) fn import(session: &Session, file: &Path) -> Result<ExitCode, Failure> {
    let as_of = only_now(session)?;
    let output = session.output()?;
    let form = ending(file).ok_or_else(|| no_form(file))?;
    let text = std::fs::read_to_string(file).map_err(Failure::io("read", file))?;
    let read = match form {
        Form::Csv => from_csv(&text),
        Form::Ndjson => from_ndjson(&text),
    };
    let judgements = read.map_err(|error| Failure::Data(format!("{}: {error}", file.display())))?;
    let store = session.store()?;
    let (known, strange) = {
        let snapshot = store.snapshot(&as_of)?;
        let mut ids: Vec<&str> =
            judgements.iter().flat_map(|j| [j.report_a.as_str(), j.report_b.as_str()]).collect();
        ids.sort_unstable();
        ids.dedup();
        let unknown = unknown(&snapshot, &ids)?;
        let is_strange = |judgement: &&Judgement| {
            unknown.contains(&judgement.report_a.as_str())
                || unknown.contains(&judgement.report_b.as_str())
        };
        let (strange, known): (Vec<&Judgement>, Vec<&Judgement>) =
            judgements.iter().partition(is_strange);
        (known.into_iter().cloned().collect::<Vec<_>>(), strange.len())
    };
    let judged = store.judge(&known)?;
    tell(session, &judged);
    if strange > 0 {
        session.say(&format!(
            "note: {strange} are about reports that this store does not have, and were left out"
        ));
    }
    if judged.added + judged.changed > 0 {
        take_effect(session, &store)?;
    }
    let mut counts = Grid::new(&["added", "changed", "unchanged", "older", "unknown"]);
    let strange = i64::try_from(strange).unwrap_or(i64::MAX);
    counts.push(vec![
        judged.added.into(),
        judged.changed.into(),
        judged.unchanged.into(),
        judged.older.into(),
        Cell::Int(strange),
    ]);
    let document = json!({
        "added": judged.added,
        "changed": judged.changed,
        "unchanged": judged.unchanged,
        "older": judged.older,
        "unknown": strange,
        "store": store.state()?,
    });
    output.catalogue(&counts, &document)?;
    Ok(ExitCode::SUCCESS)
}

fn from_csv(text: &str) -> Result<Vec<Judgement>, String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let place = |name: &str| {
        header
            .iter()
            .position(|column| column == name)
            .ok_or_else(|| format!("has no column {name}; the columns are {}", COLUMNS.join(", ")))
    };
    let mut places = [0; COLUMNS.len()];
    for (at, name) in COLUMNS.iter().enumerate() {
        places[at] = place(name)?;
    }
    let mut judgements = Vec::new();
    for (row, record) in reader.records().enumerate() {
        let record = record.map_err(|error| error.to_string())?;
        let cells = places.map(|place| record.get(place).unwrap_or_default());
        judgements.push(judgement(cells).map_err(|error| format!("row {}: {error}", row + 1))?);
    }
    Ok(judgements)
}

fn from_ndjson(text: &str) -> Result<Vec<Judgement>, String> {
    let mut judgements = Vec::new();
    for (row, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let at = |error: String| format!("line {}: {error}", row + 1);
        let value: serde_json::Value =
            serde_json::from_str(line).map_err(|error| at(error.to_string()))?;
        let cell = |name: &str| value.get(name).and_then(serde_json::Value::as_str);
        let cells = COLUMNS.map(|name| cell(name).unwrap_or_default());
        judgements.push(judgement(cells).map_err(at)?);
    }
    Ok(judgements)
}

fn judgement([a, b, verdict, why, made_on]: [&str; 5]) -> Result<Judgement, String> {
    let verdict = bellwether_store::Verdict::ALL
        .iter()
        .copied()
        .find(|known| known.as_str() == verdict)
        .ok_or_else(|| format!("{verdict:?} is no verdict; known are same, different, unsure"))?;
    if a.is_empty() || b.is_empty() || a == b {
        return Err("names no two reports".to_owned());
    }
    let made_on =
        made_on.parse().map_err(|error| format!("made_on {made_on:?} is no day: {error}"))?;
    Ok(Judgement {
        report_a: a.to_owned(),
        report_b: b.to_owned(),
        verdict,
        why: why.to_owned(),
        made_on,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: &str = "report_a,report_b,verdict,why,made_on\na:1,b:2,same,\"x, y\",2024-05-01\n";

    #[test]
    fn a_file_gives_the_same_judgements_in_both_forms() {
        let line = r#"{"report_a":"a:1","report_b":"b:2","verdict":"same","why":"x, y","made_on":"2024-05-01"}"#;
        let read = from_csv(CSV).expect("sound");
        assert_eq!(read, from_ndjson(line).expect("sound"));
        assert_eq!(read[0].why, "x, y");
    }

    #[test]
    fn a_strange_verdict_or_a_missing_column_is_named() {
        let strange = from_csv(&CSV.replace("same", "maybe")).unwrap_err();
        assert!(strange.contains("row 1") && strange.contains("maybe"), "{strange}");
        let missing = from_csv(&CSV.replace("verdict", "word")).unwrap_err();
        assert!(missing.contains("verdict"), "{missing}");
    }
}
