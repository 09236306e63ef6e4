//! How much confidence the judgements of a brief deserve, and why, in words.
//!
//! ICD 203 wants confidence from the number of assumptions, the quality and diversity of sources and the strength of
//! the argument. Here it is a rule that can be read: low, if what is compared is not covered or has a long silence in it,
//! is a sample or is few;
//! high, if two or more datasets tell of the group and most of what they tell rests on more than one; else moderate.

use crate::desk::Desk;
use crate::document::{Piece, Sentence, say};
use crate::instrument::Unanswered;
use crate::query::{Measure, Query, Tally};
use crate::rendering::Rendering;

/// Below so many events in the brief's days no judgement deserves more than low confidence.
const FEW: f64 = 20.0;

/// A level of confidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Low.
    Low,
    /// Moderate.
    Moderate,
    /// High.
    High,
}

impl Level {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
        }
    }

    /// The rule.
    fn of(is_whole: bool, sample: bool, events: f64, datasets: usize, several: f64) -> Self {
        if !is_whole || sample || events < FEW {
            Self::Low
        } else if datasets >= 2 && several >= 0.5 {
            Self::High
        } else {
            Self::Moderate
        }
    }
}

/// The sentence, with its reasons.
pub(crate) fn sentence(
    desk: &Desk<'_>,
    is_covered: bool,
    is_holed: bool,
) -> Result<Sentence, Unanswered> {
    let events = desk.whole(Measure::Events);
    let counted = desk.counted(&events)?;
    let sources = desk.instrument.sources()?;
    let mut datasets = Vec::new();
    let mut sample = false;
    for source in sources.iter().filter(|source| source.open) {
        let mut own = events.clone();
        own.reports_of = Some(source.dataset.clone());
        if desk.counted(&own)?.total.value > 0.0 {
            datasets.push(source.dataset.clone());
            sample |= source.sample;
        }
    }
    let total = counted.total.value;
    let several = match counted.single_source {
        Some(single) if total > 0.0 => 1.0 - single / total,
        _ => 0.0,
    };
    let level = Level::of(is_covered && !is_holed, sample, total, datasets.len(), several);
    let mut text = say!["Confidence in these judgements is ", level.as_str(), ": "];
    text = match datasets.as_slice() {
        [] => text.with("no dataset that may be passed on tells of the group"),
        [one] => text.with("all of it rests on one dataset, ").with(Piece::name(one)),
        several => {
            let names = several.iter().map(|id| Sentence::from(Piece::name(id))).collect();
            text.with("it rests on ").then(super::sections::listed_names(names))
        }
    };
    if datasets.len() > 1 && counted.single_source.is_some() {
        let single = Query::Ratio {
            of: Box::new(desk.query(&events, None, Tally::SingleSource)),
            to: Box::new(desk.query(&events, None, Tally::Value)),
        };
        text = text
            .with(", and ")
            .with(desk.print(single, Rendering::Percent)?)
            .with(" of the incidents are told of by one of them alone");
    }
    if sample {
        text = text.with("; one of them is a sample, which cannot give totals");
    }
    if !is_covered {
        text = text
            .with("; the data do not cover the stretch that the later one would be held against");
    }
    if is_holed {
        text = text.with(
            "; within what is compared the group is silent for half a year or more, which may be the dataset's coding",
        );
    }
    if total < FEW {
        text = text.with("; the events are few");
    }
    Ok(text.with("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_few_uncovered_or_a_sample_deserves_low_confidence_only() {
        assert_eq!(Level::of(true, false, 500.0, 2, 0.6), Level::High);
        assert_eq!(Level::of(true, false, 500.0, 2, 0.4), Level::Moderate);
        assert_eq!(Level::of(true, false, 500.0, 1, 1.0), Level::Moderate);
        assert_eq!(Level::of(false, false, 500.0, 2, 0.6), Level::Low);
        assert_eq!(Level::of(true, true, 500.0, 2, 0.6), Level::Low);
        assert_eq!(Level::of(true, false, 19.0, 2, 0.6), Level::Low);
    }
}
