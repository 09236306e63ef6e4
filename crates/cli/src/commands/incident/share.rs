//! Judgements as a file that a team or a paper can share.
//!
//! One row is one judgement, in stable columns: the two reports by their ids, the verdict, why, and the day. Who
//! judged is not asked for.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use bellwether_export::policy::{Cleared, Origin};
use bellwether_export::{Card, Format, Options};
use bellwether_model::DatasetId;
use bellwether_store::{AsOf, Judgement, Snapshot};
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

impl Form {
    /// What one entry is called in a message: rows are counted without the header.
    const fn row_word(self) -> &'static str {
        match self {
            Self::Csv => "row",
            Self::Ndjson => "line",
        }
    }
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

/// Rows that are named one by one, at most; of more the number is told.
const NAMED: usize = 10;

/// A judgement and the row or line of the file that it stands in.
type Placed = (usize, Judgement);

/// What a file holds.
#[derive(Debug, Default)]
struct Read {
    judgements: Vec<Placed>,
    /// Rows that are no judgement, each with the reason.
    malformed: Vec<(usize, String)>,
}

impl Read {
    fn take(&mut self, row: usize, judgement: Result<Judgement, String>) {
        match judgement {
            Ok(judgement) => self.judgements.push((row, judgement)),
            Err(reason) => self.malformed.push((row, reason)),
        }
    }
}

/// Takes judgements over. Rows that are none, and those about reports that the store never had, are named and left
/// out; all others count.
pub(super) fn import(session: &Session, file: &Path) -> Result<ExitCode, Failure> {
    let as_of = only_now(session)?;
    let output = session.output()?;
    let form = ending(file).ok_or_else(|| no_form(file))?;
    let text = std::fs::read_to_string(file).map_err(Failure::io("read", file))?;
    let text = text.trim_start_matches('\u{feff}');
    let row_word = form.row_word();
    let read = match form {
        Form::Csv => {
            from_csv(text).map_err(|error| Failure::Data(format!("{}: {error}", file.display())))?
        }
        Form::Ndjson => from_ndjson(text),
    };
    let store = session.store()?;
    let strange = {
        let snapshot = store.snapshot(&as_of)?;
        strange(&snapshot, &read.judgements)?
    };
    let is_known = |place: &&Placed| strange.iter().all(|(row, _)| *row != place.0);
    let known: Vec<&Placed> = read.judgements.iter().filter(is_known).collect();
    for conflict in conflicts(&known, row_word) {
        session.say(&format!("note: {}: {conflict}", file.display()));
    }
    let known: Vec<Judgement> = known.into_iter().map(|(_, one)| one.clone()).collect();
    let judged = store.judge(&known)?;
    tell(session, &judged);
    name_rows(session, file, row_word, &strange);
    name_rows(session, file, row_word, &read.malformed);
    if judged.added + judged.changed > 0 {
        take_effect(session, &store)?;
    }
    let mut counts = Grid::new(&["added", "changed", "unchanged", "older", "unknown", "malformed"]);
    let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let (unknown, malformed) = (whole(strange.len()), whole(read.malformed.len()));
    counts.push(vec![
        judged.added.into(),
        judged.changed.into(),
        judged.unchanged.into(),
        judged.older.into(),
        Cell::Int(unknown),
        Cell::Int(malformed),
    ]);
    let document = json!({
        "added": judged.added,
        "changed": judged.changed,
        "unchanged": judged.unchanged,
        "older": judged.older,
        "unknown": unknown,
        "malformed": malformed,
        "store": store.state()?,
    });
    output.catalogue(&counts, &document)?;
    match read.malformed.first() {
        None => Ok(ExitCode::SUCCESS),
        Some((row, reason)) => Err(Failure::Data(format!(
            "{}: {malformed} of {} rows are no judgements, first {row_word} {row}: {reason}; the others were taken \
             over: mend these and import the file again",
            file.display(),
            read.malformed.len() + read.judgements.len(),
        ))),
    }
}

/// The rows that name a report that the store never had, with what to do.
fn strange(
    snapshot: &Snapshot<'_>,
    judgements: &[Placed],
) -> Result<Vec<(usize, String)>, Failure> {
    let reports = |judgement: &Judgement| [judgement.report_a.clone(), judgement.report_b.clone()];
    let mut ids: Vec<String> = judgements.iter().flat_map(|(_, one)| reports(one)).collect();
    ids.sort_unstable();
    ids.dedup();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let unknown = unknown(snapshot, &ids)?;
    let mut strange = Vec::new();
    for (row, judgement) in judgements {
        let of = reports(judgement);
        if let Some(id) = of.iter().find(|id| unknown.contains(&id.as_str())) {
            strange.push((
                *row,
                format!(
                    "this store has no report {id:?}; ingest the file that it is from, then import again"
                ),
            ));
        }
    }
    Ok(strange)
}

/// Names rows that were left out, the first of them.
fn name_rows(session: &Session, file: &Path, row_word: &str, rows: &[(usize, String)]) {
    for (row, reason) in rows.iter().take(NAMED) {
        session.say(&format!("left out: {}, {row_word} {row}: {reason}", file.display()));
    }
    if rows.len() > NAMED {
        session.say(&format!("left out: {} rows more like the last one", rows.len() - NAMED));
    }
}

/// Rows of one file that say different things of one pair, and which of them counts: the later day, of one day
/// the one that comes last.
fn conflicts(judgements: &[&Placed], row_word: &str) -> Vec<String> {
    let mut counts: BTreeMap<[&str; 2], &Placed> = BTreeMap::new();
    let mut told = Vec::new();
    for placed in judgements.iter().copied() {
        let (row, one) = placed;
        let mut pair = [one.report_a.as_str(), one.report_b.as_str()];
        pair.sort_unstable();
        let Some(earlier) = counts.get(&pair).copied() else {
            counts.insert(pair, placed);
            continue;
        };
        let wins = if earlier.1.made_on <= one.made_on { placed } else { earlier };
        if earlier.1.verdict != one.verdict {
            told.push(format!(
                "{row_word} {} says {} and {row_word} {row} {} of {} and {}; {row_word} {} counts ({}, the later \
                 day, or the later row of one day)",
                earlier.0,
                earlier.1.verdict.as_str(),
                one.verdict.as_str(),
                pair[0],
                pair[1],
                wins.0,
                wins.1.made_on,
            ));
        }
        counts.insert(pair, wins);
    }
    told
}

fn from_csv(text: &str) -> Result<Read, String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let place = |name: &str| {
        header.iter().position(|column| column.trim() == name).ok_or_else(|| {
            format!(
                "has no column {name}; the columns are {}, parted by commas, as `bellwether incident export` \
                 writes them",
                COLUMNS.join(", ")
            )
        })
    };
    let mut places = [0; COLUMNS.len()];
    for (at, name) in COLUMNS.iter().enumerate() {
        places[at] = place(name)?;
    }
    let mut read = Read::default();
    for (row, record) in reader.records().enumerate() {
        let found = record.map_err(|error| error.to_string()).and_then(|record| {
            if record.len() != header.len() {
                return Err(format!(
                    "has {} cells for {} columns; put a text with commas in quotes",
                    record.len(),
                    header.len()
                ));
            }
            judgement(places.map(|place| record.get(place).unwrap_or_default()))
        });
        read.take(row + 1, found);
    }
    Ok(read)
}

fn from_ndjson(text: &str) -> Read {
    let mut read = Read::default();
    for (row, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let found = serde_json::from_str(line)
            .map_err(|error| format!("is no JSON object: {error}"))
            .and_then(|value: serde_json::Value| {
                let cell = |name: &str| value.get(name).and_then(serde_json::Value::as_str);
                judgement(COLUMNS.map(|name| cell(name).unwrap_or_default()))
            });
        read.take(row + 1, found);
    }
    read
}

fn judgement([a, b, verdict, why, made_on]: [&str; 5]) -> Result<Judgement, String> {
    let (a, b) = (a.trim(), b.trim());
    let verdict = bellwether_store::Verdict::ALL
        .iter()
        .copied()
        .find(|known| known.as_str() == verdict.trim())
        .ok_or_else(|| format!("{verdict:?} is no verdict; write same, different or unsure"))?;
    if a.is_empty() || b.is_empty() {
        return Err(
            "names no two reports; report_a and report_b take ids as ucdp-ged:4711".to_owned()
        );
    }
    if a == b {
        return Err(format!("judges {a} against itself; name two reports"));
    }
    if why.trim().is_empty() {
        return Err("does not say why; fill the column why".to_owned());
    }
    let made_on = made_on
        .trim()
        .parse()
        .map_err(|_| format!("made_on {made_on:?} is no day; write YYYY-MM-DD, as 2024-05-01"))?;
    Ok(Judgement {
        report_a: a.to_owned(),
        report_b: b.to_owned(),
        verdict,
        why: why.trim().to_owned(),
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
        let read = from_csv(CSV).expect("sound").judgements;
        assert_eq!(read, from_ndjson(line).judgements);
        assert_eq!(read[0].1.why, "x, y");
    }

    #[test]
    fn a_missing_column_is_named() {
        let missing = from_csv(&CSV.replace("verdict", "word")).unwrap_err();
        assert!(missing.contains("verdict"), "{missing}");
    }

    #[test]
    fn a_row_that_is_no_judgement_is_named_and_loses_no_other() {
        let cases = [
            ("a:1,b:3,maybe,x,2024-05-01", "maybe"),
            ("a:1,a:1,same,x,2024-05-01", "against itself"),
            ("a:1,,same,x,2024-05-01", "no two reports"),
            ("a:1,b:3,same,,2024-05-01", "why"),
            ("a:1,b:3,same,x,1 May", "YYYY-MM-DD"),
            ("a:1,b:3,same,x, y,2024-05-01", "6 cells for 5 columns"),
        ];
        for (row, says) in cases {
            let read = from_csv(&format!("{CSV}{row}\na:4,b:5,unsure,z,2024-05-02\n"));
            let read = read.expect("a sound header");
            assert_eq!(read.judgements.len(), 2, "{row}");
            let [(2, reason)] = read.malformed.as_slice() else { panic!("{row}: {read:?}") };
            assert!(reason.contains(says), "{row}: {reason}");
        }
        let read = from_ndjson("{\"report_a\": 1}\nnot json\n");
        assert_eq!(read.malformed.len(), 2);
        assert!(read.malformed[1].1.contains("no JSON object"), "{read:?}");
    }

    #[test]
    fn of_two_rows_about_one_pair_the_later_day_counts_and_it_is_said() {
        let text = format!("{CSV}b:2,a:1,different,z,2023-01-01\na:1,b:2,same,w,2024-05-01\n");
        let read = from_csv(&text).expect("sound");
        let told = conflicts(&read.judgements.iter().collect::<Vec<_>>(), "row");
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("row 1 says same and row 2 different"), "{told:?}");
        assert!(told[0].contains("row 1 counts"), "{told:?}");
    }
}
