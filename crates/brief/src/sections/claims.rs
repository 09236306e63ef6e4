//! Claims in circulation: numbers that somebody gave of the group, each with what the store says of it.

use crate::claim::{Claim, ClaimCountField, ClaimField, ClaimStanding};
use crate::desk::Desk;
use crate::document::{Block, Piece, Sentence, Table, say};
use crate::instrument::Unanswered;
use crate::query::Query;
use crate::rendering::Rendering;

/// Statements that are shown beside the claims that were given.
const SHOWN: usize = 8;
/// Reasons that are given for one claim.
const REASONS: usize = 3;

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    let all = desk.instrument.claims()?;
    let (shown, left) = chosen(&all);
    let of_fighters = all.iter().any(|claim| claim.standing == ClaimStanding::OfFighters);
    let mut last = Vec::new();
    if left {
        last.push(Sentence::from(
            "Further statements, of other times than the brief's days, are in `bellwether claim list`.",
        ));
    }
    if of_fighters {
        last.push("Statements of the number of fighters are not held against events, which do not count fighters.".into());
    }
    if shown.is_empty() {
        let mut none = vec![Sentence::from(
            "Neither the registry nor the store holds a number of attacks or of the dead that somebody gave of the group, \
             and none was given for this brief.",
        )];
        none.extend(last);
        return Ok(vec![Block::Paragraph(none)]);
    }
    let mut blocks = vec![Block::Paragraph(vec![
        "Numbers that are said of the group, each held against the events of the store in the scope that its words give."
            .into(),
        "A verdict is about the number as it is said, not about who says it; how the count moves when the words are read \
         otherwise is shown by `bellwether claim check`."
            .into(),
    ])];
    blocks.push(Block::Table(verdicts(desk, &shown)?));
    let mut points = Vec::new();
    for (name, claim) in &shown {
        points.push(found(desk, name, claim)?);
    }
    blocks.push(Block::List(points));
    if let Some(table) = counts(desk, &shown)? {
        blocks.push(Block::Table(table));
    }
    if !last.is_empty() {
        blocks.push(Block::Paragraph(last));
    }
    Ok(blocks)
}

/// Those that are shown, each with a letter, and whether others are left: the ones given first, then those of the
/// brief's days.
fn chosen(all: &[Claim]) -> (Vec<(String, &Claim)>, bool) {
    let given = all.iter().filter(|claim| claim.of.given);
    let known = || {
        all.iter().filter(|claim| !claim.of.given && claim.standing != ClaimStanding::OfFighters)
    };
    let ordered = known()
        .filter(|claim| claim.touches)
        .chain(known().filter(|claim| !claim.touches))
        .take(SHOWN);
    let left = known().count() > SHOWN;
    let letter = |at: usize| {
        let own = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
        std::iter::repeat_n(own, at / 26 + 1).collect::<String>()
    };
    (given.chain(ordered).enumerate().map(|(at, claim)| (letter(at), claim)).collect(), left)
}

fn ask(desk: &Desk<'_>, claim: &Claim, field: ClaimField) -> Result<Piece, Unanswered> {
    desk.print(Query::Claim { of: claim.of, field }, Rendering::AsIs)
}

fn verdicts(desk: &Desk<'_>, shown: &[(String, &Claim)]) -> Result<Table, Unanswered> {
    let mut rows = Vec::new();
    for (name, claim) in shown {
        let whom = match &claim.said_by {
            None => Sentence::default(),
            Some(_) => say![ask(desk, claim, ClaimField::SaidBy)?, ", in "],
        };
        let hand = if claim.second_hand { " (read at second hand)" } else { "" };
        let source = match &claim.source {
            None => "given for this brief".into(),
            Some(_) => whom.then(say![ask(desk, claim, ClaimField::Source)?, hand]),
        };
        let time = match &claim.as_of {
            None => "as its words say".into(),
            Some(_) => ask(desk, claim, ClaimField::AsOf)?.into(),
        };
        rows.push(vec![
            Piece::name(name).into(),
            Sentence::from(ask(desk, claim, ClaimField::Text)?).quoted(),
            source,
            time,
            ask(desk, claim, ClaimField::Verdict)?.into(),
        ]);
    }
    Ok(Table {
        caption: "Claims and their verdicts".into(),
        columns: vec![
            "".into(),
            "the claim".into(),
            "said by, read in".into(),
            "of the time".into(),
            "verdict".into(),
        ],
        rows,
        numbers_from: 99,
    })
}

/// The verdict of one claim with its reasons.
fn found(desk: &Desk<'_>, name: &str, claim: &Claim) -> Result<Sentence, Unanswered> {
    let mut all = say![Piece::name(name), ": ", ask(desk, claim, ClaimField::Finding)?];
    for number in 0..claim.why.len().min(REASONS) {
        let reason = Query::ClaimReason { of: claim.of, number };
        all = all.with(" ").with(desk.print(reason, Rendering::AsIs)?);
    }
    if claim.settles.is_some() {
        all = all
            .with(" What would settle it: ")
            .with(ask(desk, claim, ClaimField::Settles)?)
            .with(".");
    }
    // Where nothing is decided the words are what the datasets say of themselves.
    Ok(if claim.standing == ClaimStanding::Undecided { all.exempt() } else { all })
}

fn counts(desk: &Desk<'_>, shown: &[(String, &Claim)]) -> Result<Option<Table>, Unanswered> {
    let mut rows = Vec::new();
    for (name, claim) in shown {
        for count in &claim.counts {
            let ask = |field, how| {
                let query =
                    Query::ClaimCount { of: claim.of, dataset: count.dataset.clone(), field };
                desk.print(query, how)
            };
            rows.push(vec![
                say![Piece::name(name), ", ", Piece::name(&count.dataset)],
                ask(ClaimCountField::Shows, Rendering::AsIs)?.into(),
                ask(ClaimCountField::Best, Rendering::Whole)?.into(),
                ask(ClaimCountField::Low, Rendering::Whole)?.into(),
                ask(ClaimCountField::High, Rendering::Whole)?.into(),
            ]);
        }
    }
    Ok((!rows.is_empty()).then(|| Table {
        caption: "What was counted for each, as the claim was read".into(),
        columns: vec![
            "claim, and whose count".into(),
            "what it can show".into(),
            "best".into(),
            "low".into(),
            "high".into(),
        ],
        rows,
        numbers_from: 2,
    }))
}
