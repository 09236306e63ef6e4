//! `sql`: one read-only statement.

use std::io::Read as _;
use std::process::ExitCode;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Float64Type};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use bellwether_model::LIMITS;
use bellwether_store::{DataFusionError, Leaving, StoreError};
use clap::Args;
use serde_json::json;

use super::found;
use crate::failure::Failure;
use crate::gate::{Gate, tell};
use crate::output::{Cell, Grid};
use crate::reconciling::{compute_as_of, mend_parted};
use crate::session::Session;

/// Arguments of `sql`.
#[derive(Debug, Args)]
#[command(
    after_help = "Tables: reports (what counts as of the state asked for), reports_log (every revision), endings, \
rejects, totals, actors, statements, calendar, mentions, texts, gaps, commits;\n\
incidents (each once), members, links, judgements, forwards, runs; the first three are computed for the state asked for.\n\
field(extra, 'name') gives one of a source's own columns.\n\
Example: bellwether sql \"SELECT side_b, sum(deaths_best) AS deaths FROM reports GROUP BY side_b ORDER BY deaths DESC LIMIT 5\""
)]
pub(crate) struct SqlArgs {
    /// The statement; - reads it from standard input.
    #[arg(value_name = "STATEMENT")]
    pub(crate) statement: String,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &SqlArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let mut statement = args.statement.clone();
    if statement == "-" && !session.is_for_others() {
        statement.clear();
        std::io::stdin()
            .read_to_string(&mut statement)
            .map_err(Failure::io("read", "standard input"))?;
    }
    let store = session.store()?;
    let whole = store.snapshot(&session.as_of())?;
    let gate = Gate::of(session, &whole)?.with_day(&whole)?;
    let leaving = if output.leaves() { gate.leaving() } else { Leaving::default() };
    tell(session, &leaving);
    let mut snapshot = store.sandbox(&session.as_of(), LIMITS.sql_memory_bytes, &leaving)?;
    if asks_of_incidents(&statement) {
        compute_as_of(session, &store, &mut snapshot, None)?;
        mend_parted(session, &mut snapshot)?;
    }
    let batches = snapshot.sql(&statement, &session.settings.limits()).map_err(|error| {
        // A statement that the engine does not take is the statement's fault.
        match error {
            StoreError::Query(error) if is_the_statements(&error) => Failure::Usage(format!(
                "{}; tables are reports, reports_log, endings, rejects, totals, actors, watches, alerts, \
                 statements, calendar, mentions, texts, gaps, commits, incidents, members, links, judgements, \
                 forwards, runs",
                error.strip_backtrace()
            )),
            other => other.into(),
        }
    })?;
    let grid = grid(&batches)?;
    let any = !grid.rows.is_empty();
    if output.leaves() {
        let cleared = gate.open_rows(grid)?;
        let rows = cleared.get().objects();
        output.rows(&cleared, &json!({ "rows": rows, "store": snapshot.state() }))?;
    } else {
        output.show(&grid)?;
    }
    Ok(found(any))
}

/// Whether a statement names a relation that depends on which reports were put together.
fn asks_of_incidents(statement: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    statement.split(|letter| !is_part(letter)).any(|word| {
        ["incidents", "members", "links"].iter().any(|name| word.eq_ignore_ascii_case(name))
    })
}

/// Whether the statement is at fault and not the files that it reads.
fn is_the_statements(error: &DataFusionError) -> bool {
    !matches!(
        error.find_root(),
        DataFusionError::ObjectStore(_)
            | DataFusionError::ParquetError(_)
            | DataFusionError::IoError(_)
            | DataFusionError::External(_)
    )
}

/// Batches as rows: numbers as numbers, everything else as the text that Arrow shows.
fn grid(batches: &[RecordBatch]) -> Result<Grid, Failure> {
    let schema = batches.first().map(RecordBatch::schema);
    let names: Vec<String> = schema
        .iter()
        .flat_map(|schema| schema.fields().iter().map(|field| field.name().clone()))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut grid = Grid::new(&names);
    let options = FormatOptions::default();
    for batch in batches {
        let formatters = batch
            .columns()
            .iter()
            .map(|column| ArrayFormatter::try_new(column, &options))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| Failure::Data(format!("a column cannot be shown: {error}")))?;
        for row in 0..batch.num_rows() {
            let cells = batch.columns().iter().zip(&formatters);
            grid.push(cells.map(|(column, shown)| cell(column, row, shown)).collect());
        }
    }
    Ok(grid)
}

fn cell(column: &dyn Array, row: usize, shown: &ArrayFormatter<'_>) -> Cell {
    if column.is_null(row) {
        return Cell::Empty;
    }
    let text = shown.value(row).to_string();
    match column.data_type() {
        DataType::Float64 => Cell::Real(column.as_primitive::<Float64Type>().value(row)),
        kind if kind.is_integer() => text.parse().map_or(Cell::Text(text), Cell::Int),
        _ => Cell::Text(text),
    }
}

#[cfg(test)]
mod tests {
    use super::asks_of_incidents;

    #[test]
    fn only_statements_about_incidents_have_them_computed() {
        assert!(asks_of_incidents("SELECT count(*) FROM Incidents"));
        assert!(asks_of_incidents(
            "SELECT m.incident_id FROM reports JOIN \"members\" AS m USING (report_id)"
        ));
        assert!(!asks_of_incidents("SELECT count(*) FROM reports"));
        assert!(!asks_of_incidents("SELECT count(*) FROM incidents_log"));
    }
}
