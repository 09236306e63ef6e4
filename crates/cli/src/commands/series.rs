//! `series`: a count by period, with the periods in which nothing was reported.

use std::process::ExitCode;

use bellwether_model::Date;
use bellwether_store::{AnswerRow, By, Question, Value};
use clap::Args;
use serde_json::json;

use super::found;
use crate::aggregate::{cleared, is_withheld, taking_part};
use crate::args::{ByWord, MeasureWord, QuestionArgs};
use crate::citation::{citations, say_sources};
use crate::failure::Failure;
use crate::gate::Gate;
use crate::period::{first_day, last_day};
use crate::question::{filters, note_added_up, unit};
use crate::reconciling::question_snapshot;
use crate::session::Session;

/// Arguments of `series`.
#[derive(Debug, Args)]
pub(crate) struct SeriesArgs {
    #[command(flatten)]
    pub(crate) question: QuestionArgs,
    /// What is counted.
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    pub(crate) measure: MeasureWord,
    /// Length of a period.
    #[arg(long, value_enum, default_value = "month", value_name = "PERIOD")]
    pub(crate) by: ByWord,
    /// Divide each event evenly over the days of its interval.
    #[arg(long)]
    pub(crate) spread: bool,
}

/// Runs the command.
pub(crate) fn run(session: &Session, args: &SeriesArgs) -> Result<ExitCode, Failure> {
    let by: By = args.by.into();
    if !by.is_period() {
        return Err(Failure::Usage(
            "a series is by day, week, month or year; `bellwether count` splits by other things"
                .into(),
        ));
    }
    let output = session.output()?;
    let store = session.store()?;
    let snapshot = question_snapshot(session, &store, args.question.unit)?;
    let unit = unit(session, &snapshot, args.question.unit)?;
    let question = Question {
        filters: filters(session, &snapshot, &args.question, unit)?,
        measure: args.measure.into(),
        by: Some(by),
        spread: args.spread,
        unit,
    };
    let mut answer = question.answer(&snapshot, session.world()?)?;
    answer.rows = fill(by, answer.rows, question.filters.from, question.filters.to)?;
    let gate = Gate::of(session, &snapshot)?;
    if output.leaves() && gate.closes(taking_part(&question)) {
        super::count::keep_to_counts(&mut answer);
    }
    let sources = super::count::some_of(&snapshot, &args.question.source)?;
    super::count::note_behind(session, &answer, None, &sources);
    note_added_up(session, &snapshot, unit, &question.filters.datasets)?;
    let any = answer.value.0 > 0.0;
    let grid = super::count::grid(&answer, Some(args.by));
    let cited = citations(&snapshot, &question.filters.datasets);
    if output.is_for_people() {
        say_sources(session, &cited);
    }
    if output.leaves() {
        let part = format!("{:?}", args.by).to_lowercase();
        let cleared = cleared(session, &snapshot, &gate, &question, &answer, Some(&part))?;
        cleared.notes().iter().for_each(|note| session.say(&format!("note: {note}")));
        let rows = if is_withheld(&cleared) {
            super::count::withheld(&answer, &cleared, &cited, None)["rows"].clone()
        } else {
            json!(answer.rows)
        };
        let document = json!({
            "measure": answer.measure, "unit": answer.unit, "by": by, "rows": rows,
            "store": answer.store, "citations": cited,
        });
        output.citing(&cited).rows(&cleared, &document)?;
    } else {
        output.show(&grid)?;
    }
    Ok(found(any))
}

/// Every period from the first to the last, those asked for or else those that have events.
pub(crate) fn fill(
    by: By,
    rows: Vec<AnswerRow>,
    from: Option<Date>,
    to: Option<Date>,
) -> Result<Vec<AnswerRow>, Failure> {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(rows) };
    let start = from.map_or_else(|| first_day(&first.key), Ok)?;
    let end = to.map_or_else(|| last_day(&last.key), Ok)?;
    let mut known = rows.into_iter().peekable();
    let mut filled: Vec<AnswerRow> = Vec::new();
    for day in start.series(jiff::Span::new().days(1)).take_while(|day| *day <= end) {
        let key = by.period_of(day);
        if filled.last().is_some_and(|row| row.key == key) {
            continue;
        }
        while known.peek().is_some_and(|row| row.key < key) {
            filled.extend(known.next());
        }
        match known.next_if(|row| row.key == key) {
            Some(row) => filled.push(row),
            None => filled.push(AnswerRow {
                key,
                value: Value(0.0),
                low: Value(0.0),
                high: Value(0.0),
                only: None,
            }),
        }
    }
    filled.extend(known);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: &str, value: f64) -> AnswerRow {
        AnswerRow {
            key: key.into(),
            value: Value(value),
            low: Value(value),
            high: Value(value),
            only: None,
        }
    }

    #[test]
    fn a_month_without_events_is_a_zero_and_not_a_gap() {
        let rows = vec![row("2014-11", 2.0), row("2015-02", 1.0)];
        let filled = fill(By::Month, rows, None, None).expect("dates");
        let keys: Vec<&str> = filled.iter().map(|row| row.key.as_str()).collect();
        assert_eq!(keys, ["2014-11", "2014-12", "2015-01", "2015-02"]);
        assert_eq!(filled[1].value, Value(0.0));
    }

    #[test]
    fn the_periods_asked_for_are_there_even_at_the_ends() {
        let rows = vec![row("2014", 2.0)];
        let (from, to) = (Date::constant(2013, 6, 1), Date::constant(2015, 1, 1));
        let filled = fill(By::Year, rows, Some(from), Some(to)).expect("dates");
        let values: Vec<f64> = filled.iter().map(|row| row.value.0).collect();
        assert_eq!(values, [0.0, 2.0, 0.0]);
    }
}
