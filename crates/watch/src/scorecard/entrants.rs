//! Who takes part in the published scorecard.

use crate::{
    Detector,
    detector::{
        Bocpd, EDetector, Ears, EarsKind, Farrington, GlrCusum, HdxSignals, Resurgence, Trendfinder,
    },
};

/// The default rule, then the rules that it is held against with their published settings, but Farrington's
/// with those that did best for it on the groups that are for choosing ([`super::Part::Choosing`]).
pub fn entrants() -> Vec<Box<dyn Detector>> {
    vec![
        Box::new(Resurgence::default()),
        // Five years of history leave three years back for the first years that can be judged.
        Box::new(Farrington { years: 3, left_out: 13, ..Farrington::default() }),
        Box::new(Ears::new(EarsKind::C1)),
        Box::new(Ears::new(EarsKind::C2)),
        Box::new(Ears::new(EarsKind::C3)),
        Box::new(Trendfinder::default()),
        // A hundred deaths are what it asks for; of events it is asked for eight.
        Box::new(HdxSignals { least: 8.0, ..HdxSignals::default() }),
        Box::new(GlrCusum::default()),
        Box::new(Bocpd::default()),
        Box::new(EDetector::default()),
    ]
}
