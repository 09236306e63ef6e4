//! What the reader takes away: whether the rate changed, what is to be expected, and how much that deserves.

use super::stretches::Stretches;
use super::{name, noun, toll};
use crate::confidence;
use crate::desk::{Desk, months};
use crate::document::{Block, Piece, Sentence, say};
use crate::instrument::Unanswered;
use crate::judge::{Outlook, Rise};
use crate::language::term_of;
use crate::query::{
    By, Constant, Count, JudgementField, Measure, Query, SourceField, SpanField, Tally,
};
use crate::rendering::{Rendering, Value};
use crate::silence;

pub(super) fn write(desk: &Desk<'_>) -> Result<Vec<Block>, Unanswered> {
    let events = desk.whole(Measure::Events);
    let mut blocks = Vec::new();
    if desk.counted(&events)?.total.value <= 0.0 {
        let none = say![
            "The data in this store have no ",
            noun(desk),
            " of ",
            name(desk),
            " from ",
            desk.request.from,
            " to ",
            desk.request.to,
            ". No reports are not the same as no violence.",
        ];
        return Ok(vec![Block::Paragraph(vec![none])]);
    }
    let stretches = Stretches::of(desk)?;
    match &stretches {
        Some(stretches) if stretches.is_covered => {
            let holed = is_holed(desk, stretches)?;
            let rise = if holed { holed_rise(desk, stretches)? } else { rise(desk, stretches)? };
            blocks.push(Block::Judgement(vec![rise]));
            blocks.push(Block::Judgement(outlook(desk, stretches)?));
        }
        Some(stretches) => {
            blocks.push(Block::Judgement(vec![uncovered(desk, stretches)?]));
            blocks.push(Block::Judgement(outlook(desk, stretches)?));
        }
        None => blocks.push(Block::Judgement(vec![
            "No whole month of these days is covered by the data, so no rate is compared.".into(),
        ])),
    }
    let covered = stretches.as_ref().is_some_and(|stretches| stretches.is_covered);
    let holed = match &stretches {
        Some(stretches) => is_holed(desk, stretches)?,
        None => false,
    };
    blocks.push(Block::Judgement(vec![confidence::sentence(desk, covered, holed)?]));
    blocks.push(Block::Paragraph(summary(desk, &events)?));
    blocks.extend(super::group::note(desk)?.map(|note| Block::Paragraph(vec![note])));
    Ok(blocks)
}

/// The months of both stretches.
fn months_of(desk: &Desk<'_>, stretches: &Stretches) -> Rise {
    let monthly = Count::between(Measure::Events, stretches.before, stretches.until).by(By::Month);
    Rise {
        of: desk.question(&monthly),
        before: stretches.before,
        since: stretches.since,
        months: stretches.months,
    }
}

/// Whether there is a long silence in the middle of what is compared.
fn is_holed(desk: &Desk<'_>, stretches: &Stretches) -> Result<bool, Unanswered> {
    let monthly = Count::between(Measure::Events, stretches.before, stretches.until).by(By::Month);
    let counts = months(&*desk.counted(&monthly)?, stretches.before, stretches.months * 2);
    Ok(silence::longest(&counts).is_some())
}

fn rise(desk: &Desk<'_>, stretches: &Stretches) -> Result<Sentence, Unanswered> {
    let of = months_of(desk, stretches);
    let ask = |field| Query::Rise { of: of.clone(), field };
    let Value::Number(probability) = desk.value(&ask(JudgementField::Probability))? else {
        return Ok("There are too few events to say whether the rate changed.".into());
    };
    let (went, field, chance) = if probability >= 0.5 {
        ("rose", JudgementField::Probability, probability)
    } else {
        ("fell", JudgementField::Complement, 1.0 - probability)
    };
    let printed = desk.print(ask(field), Rendering::Probability)?;
    let against = against(desk, stretches)?;
    Ok(match term_of(chance) {
        Some(term) => say![
            "It is ",
            an(term.word),
            " (",
            printed,
            ") that the rate of ",
            noun(desk),
            " of ",
            name(desk),
            " ",
            went,
            ": ",
        ]
        .then(against)
        .with("."),
        None => say![
            "The rate of ",
            noun(desk),
            " of ",
            name(desk),
            " ",
            went,
            ", with a probability of ",
            printed,
            ", for which ",
            Piece::name("ICD 203"),
            " has no word: ",
        ]
        .then(against)
        .with("."),
    })
}

/// That a comparison across a long silence says little, with its numbers.
fn holed_rise(desk: &Desk<'_>, stretches: &Stretches) -> Result<Sentence, Unanswered> {
    Ok(say![
        "Whether the rate of ",
        noun(desk),
        " of ",
        name(desk),
        " changed is not judged, because within these months none is reported for half a year or more, which may be the \
         dataset's coding: ",
    ]
    .then(against(desk, stretches)?)
    .with("."))
}

/// A term with its article where it is a noun.
fn an(word: &'static str) -> &'static str {
    match word {
        "roughly even chance" => "a roughly even chance",
        other => other,
    }
}

/// `12 against 34 (−65%) in the 12 months to …`.
fn against(desk: &Desk<'_>, stretches: &Stretches) -> Result<Sentence, Unanswered> {
    let later = Count::between(Measure::Events, stretches.since, stretches.until);
    let earlier = Count::between(Measure::Events, stretches.before, stretches.before_until());
    let change = Query::Change {
        from: Box::new(desk.query(&earlier, None, Tally::Value)),
        to: Box::new(desk.query(&later, None, Tally::Value)),
    };
    Ok(say![
        desk.total(&later)?,
        " from ",
        stretches.since,
        " to ",
        stretches.until,
        " against ",
        desk.total(&earlier)?,
        " from ",
        stretches.before,
        " to ",
        stretches.before_until(),
        " (",
        desk.print(change, Rendering::Change)?,
        ")",
    ])
}

fn uncovered(desk: &Desk<'_>, stretches: &Stretches) -> Result<Sentence, Unanswered> {
    let begins = match &stretches.first_dataset {
        Some(dataset) => desk.print(
            Query::Source { dataset: dataset.clone(), field: SourceField::DataFrom },
            Rendering::AsIs,
        )?,
        None => Piece::Words("a day that is not known"),
    };
    Ok(say![
        "Whether the rate changed cannot be said: the data where the group acts begin on ",
        begins,
        ", so that there is no stretch of the same length before ",
        stretches.since,
        " to hold the later one against.",
    ])
}

/// What the next months bring.
fn outlook(desk: &Desk<'_>, stretches: &Stretches) -> Result<Vec<Sentence>, Unanswered> {
    let until = stretches.until.tomorrow().unwrap_or(stretches.until);
    let (first, _) = desk.instrument.span(None, Some(stretches.until))?;
    let Some(first) = first else {
        return Ok(vec!["There is no past to expect anything by.".into()]);
    };
    let monthly =
        Count::between(Measure::Events, first.first_of_month(), stretches.until).by(By::Month);
    // Months that are looked ahead: 3.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let months = Constant::OutlookMonths.value() as usize;
    let of = Outlook { of: desk.question(&monthly), first: first.first_of_month(), until, months };
    let ask = |field| Query::Outlook { of: of.clone(), field };
    let Value::Number(probability) = desk.value(&ask(JudgementField::Probability))? else {
        return Ok(vec![
            "No outlook is given: the group's own past is too short, or its last months are silent, so that none can be read off.".into(),
        ]);
    };
    let (what, field, chance) = if probability >= 0.5 {
        ("more ", JudgementField::Probability, probability)
    } else {
        ("no more ", JudgementField::Complement, 1.0 - probability)
    };
    let ahead = || desk.print(Query::Constant { name: Constant::OutlookMonths }, Rendering::Whole);
    let printed = desk.print(ask(field), Rendering::Probability)?;
    let base = desk.print(ask(JudgementField::Base), Rendering::Whole)?;
    let cases = desk.print(ask(JudgementField::Cases), Rendering::Whole)?;
    let about = say![
        "the ",
        ahead()?,
        " months after ",
        stretches.until,
        " bring ",
        what,
        noun(desk),
        " than the ",
        base,
        " of the last ",
        ahead()?,
    ];
    let first = match term_of(chance) {
        Some(term) => say!["It is ", an(term.word), " (", printed, ") that "].then(about).with("."),
        None => say![
            "By its own past, with a probability of ",
            printed,
            ", for which ",
            Piece::name("ICD 203"),
            " has no word, ",
        ]
        .then(about)
        .with("."),
    };
    let basis = say![
        "That is read off ",
        cases,
        " months of the group's own past in which its level stood to its yearly mean as it \
         does now; it knows nothing of what is planned, agreed or decided.",
    ];
    Ok(vec![first, basis])
}

/// The figures of the whole stretch.
fn summary(desk: &Desk<'_>, events: &Count) -> Result<Vec<Sentence>, Unanswered> {
    let request = desk.request;
    let deaths = desk.whole(Measure::Fatalities);
    let span = |field| Query::Span { from: Some(request.from), to: Some(request.to), field };
    let mut all = vec![
        say![
            "From ",
            request.from,
            " to ",
            request.to,
            " the data have ",
            desk.total(events)?,
            " ",
            noun(desk),
            " of ",
            name(desk),
            " with "
        ]
        .then(toll(desk, &deaths, None)?)
        .with(" deaths of all sides")
        .then(say![
            "; the first is of ",
            desk.print(span(SpanField::First), Rendering::AsIs)?,
            ", the last of ",
            desk.print(span(SpanField::Last), Rendering::AsIs)?,
            ".",
        ]),
    ];
    let counted = desk.counted(events)?;
    if desk.request.unit == "incidents"
        && counted.reports.is_some_and(|reports| reports > counted.total.value)
    {
        all.push(say![
            "They were put together from ",
            desk.n(events, None, Tally::Reports)?,
            " reports.",
        ]);
    }
    all.push(
        "Counts are reported events, not ground truth; no reports are not the same as no violence."
            .into(),
    );
    Ok(all)
}
