//! Tests that fired, each with how often it fires for nothing.

use bellwether_watch::alert::{Alert, Facet, State};

use super::noun;
use crate::desk::Desk;
use crate::document::{Block, Piece, Sentence, Table, say};
use crate::instrument::Unanswered;
use crate::query::{AlertField, Query};
use crate::rendering::Rendering;

/// Alerts that are told in sentences; the table has all.
const TOLD: usize = 3;
/// Rows of the table.
const LISTED: usize = 20;

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    let alerts = desk.instrument.alerts()?;
    let mut blocks = Vec::new();
    if alerts.is_empty() {
        blocks.push(Block::Paragraph(vec![
            "No test fired in these days: nothing exceeds what the group's own past explains, as far as the tests see. \
             A test that does not fire is no proof that nothing changed.".into(),
        ]));
    } else {
        for alert in alerts.iter().rev().take(TOLD) {
            blocks.push(Block::Paragraph(told(desk, alert)?));
        }
        blocks.push(Block::Table(table(desk, &alerts)?));
    }
    let mut notices = Vec::new();
    for number in 0..desk.instrument.notices()?.len() {
        notices.push(Sentence::from(desk.print(Query::Notice { number }, Rendering::AsIs)?));
    }
    if !notices.is_empty() {
        blocks.push(Block::List(notices));
    }
    Ok(blocks)
}

/// How what was observed is printed: what is counted, whole.
const fn form_observed(facet: Facet) -> Rendering {
    match facet {
        Facet::Tempo | Facet::MassCasualty | Facet::SpreadUnits | Facet::SpreadCells => {
            Rendering::Whole
        }
        other => form(other),
    }
}

/// How values of a facet are printed.
const fn form(facet: Facet) -> Rendering {
    match facet {
        Facet::CivilianShare | Facet::TacticsShare => Rendering::Percent,
        _ => Rendering::Tenth,
    }
}

/// A facet as a sentence names it.
const fn name(facet: Facet) -> &'static str {
    match facet {
        Facet::Tempo => "tempo",
        Facet::Lethality => "lethality",
        Facet::MassCasualty => "mass-casualty events",
        Facet::SpreadUnits => "spread over first-level units",
        Facet::SpreadCells => "spread over grid cells",
        Facet::CivilianShare => "the share against civilians",
        Facet::TacticsShare => "the share of suicide and bomb attacks",
        Facet::Sources => "sources per event",
    }
}

fn what(facet: Facet) -> &'static str {
    match facet {
        Facet::Tempo => "events",
        Facet::Lethality => "deaths per event",
        Facet::MassCasualty => "mass-casualty events",
        Facet::SpreadUnits => "active first-level units, summed over weeks",
        Facet::SpreadCells => "active grid cells, summed over weeks",
        Facet::CivilianShare => "of events against civilians",
        Facet::TacticsShare => "of events suicide or bomb attacks",
        Facet::Sources => "sources per event",
    }
}

fn told(desk: &Desk<'_>, alert: &Alert) -> Result<Vec<Sentence>, Unanswered> {
    let ask = |field, how| desk.print(Query::Alert { id: alert.id.clone(), field }, how);
    let value = |field| ask(field, form(alert.facet));
    let day = |field| ask(field, Rendering::AsIs);
    let mut sentences = vec![
        say![
            "On ",
            day(AlertField::FirstSignal)?,
            " the test of ",
            name(alert.facet),
            " fired: ",
            ask(AlertField::Observed, form_observed(alert.facet))?,
            " ",
            what(alert.facet),
            " in the ",
            ask(AlertField::WindowDays, Rendering::Whole)?,
            " days to ",
            day(AlertField::WindowTo)?,
            ", where ",
            value(AlertField::Expected)?,
            " were to be expected (the middle nine tenths of such windows of the baseline: ",
            value(AlertField::BaselineLow)?,
            " to ",
            value(AlertField::BaselineHigh)?,
            "); it rests on ",
            ask(AlertField::Reports, Rendering::Whole)?,
            " ",
            noun(desk),
            ".",
        ],
        say![
            "Where nothing changes, the rule ",
            Piece::name(&alert.rule.name),
            " fires ",
            ask(AlertField::Measured, Rendering::Hundredth)?,
            " times a year (",
            ask(AlertField::MeasuredLow, Rendering::Hundredth)?,
            " to ",
            ask(AlertField::MeasuredHigh, Rendering::Hundredth)?,
            "), measured over ",
            ask(AlertField::Years, Rendering::Whole)?,
            " years; at most ",
            ask(AlertField::Promised, Rendering::Hundredth)?,
            " was promised.",
        ],
    ];
    if alert.observed >= alert.baseline.low && alert.observed <= alert.baseline.high {
        sentences.push(
            "The rule adds up what it sees from day to day, so it can fire while the last window alone is within that range."
                .into(),
        );
    }
    if alert.state == State::Dissolved {
        sentences.push("Later data no longer raise it.".into());
    }
    if alert.incomplete.is_some() {
        sentences.push("Reports of its last days may still come in.".into());
    }
    Ok(sentences)
}

fn table(desk: &Desk<'_>, alerts: &[Alert]) -> Result<Table, Unanswered> {
    let mut rows = Vec::new();
    for alert in alerts.iter().rev().take(LISTED) {
        let ask = |field, how| desk.print(Query::Alert { id: alert.id.clone(), field }, how);
        rows.push(vec![
            ask(AlertField::FirstSignal, Rendering::AsIs)?.into(),
            name(alert.facet).into(),
            ask(AlertField::Observed, form_observed(alert.facet))?.into(),
            ask(AlertField::Expected, form(alert.facet))?.into(),
            ask(AlertField::Reports, Rendering::Whole)?.into(),
            ask(AlertField::Measured, Rendering::Hundredth)?.into(),
            Piece::name(&alert.id).into(),
        ]);
    }
    Ok(Table {
        caption: "Alerts, the latest first".into(),
        columns: vec![
            "first signal".into(),
            "facet".into(),
            "observed".into(),
            "expected".into(),
            noun(desk).into(),
            "false alarms a year".into(),
            "id".into(),
        ],
        rows,
        numbers_from: 2,
    })
}
