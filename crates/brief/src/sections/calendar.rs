//! Whether attacks gather around the dates of politics.

use super::noun;
use crate::desk::Desk;
use crate::document::{Block, Sentence, say};
use crate::instrument::{StudyVerdict, Unanswered};
use crate::query::{Constant, Query, Study, StudyField};
use crate::rendering::Rendering;

/// The kind of date that is looked at.
const KIND: &str = "election";

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    // Days of windows and baselines are whole numbers.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let days = |constant: Constant| constant.value() as usize;
    let study = Study {
        kind: KIND.to_owned(),
        window_days: days(Constant::WindowDays),
        baseline_days: days(Constant::BaselineDays),
        to: desk.request.to,
    };
    let answer = desk.instrument.study(&study)?;
    let Ok(studied) = answer.as_ref() else {
        return Ok(vec![Block::Paragraph(vec![
            "Whether attacks gather around elections was not studied: the store has no dates of elections from the time and \
             the countries of the group's activity, or too few attacks lie around them.".into(),
        ])]);
    };
    let constant = |name| desk.print(Query::Constant { name }, Rendering::Whole);
    let ask = |field, how| desk.print(Query::Study { of: study.clone(), field }, how);
    let verdict: Sentence = match studied.verdict {
        StudyVerdict::More => "Attacks gather around elections: the windows around them hold more than windows laid at \
             random among the days near them.".into(),
        StudyVerdict::Fewer => "There are fewer attacks around elections than in windows laid at random among the days \
             near them.".into(),
        StudyVerdict::NoSign => "There is no sign that attacks gather around elections or avoid them; a doubling would \
             have been noticed.".into(),
        StudyVerdict::CannotTell => "It cannot be told whether attacks gather around elections: the dates are too few, or \
             the attacks come in too large bursts. This is no finding that they do not.".into(),
    };
    let numbers = say![
        "Within ",
        constant(Constant::WindowDays)?,
        " days of ",
        ask(StudyField::Occasions, Rendering::Whole)?,
        " occasions up to ",
        desk.request.to,
        " there were ",
        ask(StudyField::Within, Rendering::Tenth)?,
        " ",
        noun(desk),
        ", where ",
        ask(StudyField::Expected, Rendering::Tenth)?,
        " were to be expected from the ",
        constant(Constant::BaselineDays)?,
        " days on either side; the ratio of rates is ",
        ask(StudyField::RateRatio, Rendering::Hundredth)?,
        " (",
        desk.print(Query::Constant { name: Constant::IntervalShare }, Rendering::Percent)?,
        " interval ",
        ask(StudyField::Low, Rendering::Hundredth)?,
        " to ",
        ask(StudyField::High, Rendering::Hundredth)?,
        ", p ",
        ask(StudyField::P, Rendering::TestProbability)?,
        ").",
    ];
    let noticed = say![
        "A ratio of ",
        ask(StudyField::Detectable, Rendering::Tenth)?,
        " or more would have been noticed four times in five.",
    ];
    let mut all = vec![verdict, numbers, noticed];
    if matches!(studied.verdict, StudyVerdict::More | StudyVerdict::Fewer) {
        all.push(
            "Whatever else happened at those dates, and how closely the press looked, is in these numbers too.".into(),
        );
    }
    Ok(vec![Block::Paragraph(all)])
}
