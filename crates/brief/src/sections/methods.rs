//! How the numbers were made, in a few lines.

use super::noun;
use crate::desk::Desk;
use crate::document::{Block, Piece, Sentence, say};
use crate::instrument::Unanswered;
use crate::query::{Constant, Query};
use crate::rendering::Rendering;

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    let constant = |name| desk.print(Query::Constant { name }, Rendering::Whole);
    let mut points: Vec<Sentence> = Vec::new();
    points.push(if desk.request.unit == "incidents" {
        "What is counted are incidents: reports that tell of the same event count once, with the day, place and toll that all \
         of them come to.".into()
    } else {
        "What is counted are reports: an event of which two datasets tell counts twice.".into()
    });
    points.push("An event belongs to the period in which it starts.".into());
    points.push(say![
        "Whether a rate rose: the counts of two stretches of at most ", constant(Constant::RecentMonths)?,
        " whole months are taken as Poisson, widened by the dispersion of the months; the probability is that of the later \
         rate being the higher one (Jeffreys' prior).",
    ]);
    points.push(say![
        "What the next ",
        constant(Constant::OutlookMonths)?,
        " months bring: the share of rises in those months of the \
         group's own past in which its level stood to its yearly mean in the same third as now.",
    ]);
    points.push(
        say![
            "Words of likelihood are those of ",
            Piece::name("ICD 203"),
            ", in half-open ranges: almost no chance, very ",
            "unlikely, unlikely, roughly even chance, likely, very likely, almost certain.",
        ]
        .exempt(),
    );
    points.push(
        "Confidence is low where the comparison is not covered, rests on a sample or on few events; high where two or more \
         datasets tell of the group and most incidents have more than one of them; else moderate.".into(),
    );
    points.push(say![
        "Alerts hold ",
        noun(desk),
        " against the group's own past. Each rule is set to a rate of false alarms, and its rate \
         is measured on simulated series in which nothing changes.",
    ]);
    points.push(say![
        "On the map a point is a place that is known exactly, a disc of ",
        constant(Constant::NearKm)?,
        " km one that is known about, a hatched unit what is known to a district or province only.",
    ]);
    points.push("The program's page METHODS has each of these with its literature.".into());
    Ok(vec![Block::List(points)])
}
