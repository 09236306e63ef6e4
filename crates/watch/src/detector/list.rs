//! All detectors under their names. A new one is one line here.

use super::{
    Bocpd, Detector, Dormancy, EDetector, Ears, EarsKind, Farrington, GlrCusum, HdxSignals,
    Multiscale, Resurgence, ShiryaevRoberts, Trendfinder,
};
use crate::WatchError;

/// Every detector with its default parameters: first what `watch` runs by default, then the classical
/// ones, then those in use elsewhere that are kept to compare with.
pub fn all() -> Vec<Box<dyn Detector>> {
    vec![
        Box::new(Resurgence::default()),
        Box::new(Multiscale::default()),
        Box::new(ShiryaevRoberts::default()),
        Box::new(Dormancy::default()),
        Box::new(EDetector::default()),
        Box::new(Farrington::default()),
        Box::new(GlrCusum::default()),
        Box::new(Ears::new(EarsKind::C1)),
        Box::new(Ears::new(EarsKind::C2)),
        Box::new(Ears::new(EarsKind::C3)),
        Box::new(Bocpd::default()),
        Box::new(Trendfinder::default()),
        Box::new(HdxSignals::default()),
    ]
}

/// The detector of this name with its default parameters.
///
/// # Errors
///
/// No detector has the name; the message lists those there are.
pub fn named(name: &str) -> Result<Box<dyn Detector>, WatchError> {
    all().into_iter().find(|rule| rule.name() == name).ok_or_else(|| WatchError::UnknownDetector {
        name: name.to_owned(),
        known: all().iter().map(|rule| rule.name()).collect::<Vec<_>>().join(", "),
    })
}
