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

/// The rules that `watch` runs unless told otherwise: the one that finds most at a given price, and the one
/// whose promise needs no model.
pub fn by_default() -> Vec<Box<dyn Detector>> {
    vec![Box::new(Resurgence::default()), Box::new(EDetector::default())]
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_detector_is_found_under_its_own_name_and_says_its_source() {
        let names: BTreeSet<&str> = all().iter().map(|rule| rule.name()).collect();
        assert_eq!(names.len(), all().len(), "two detectors share a name");
        for rule in all() {
            assert_eq!(named(rule.name()).unwrap().name(), rule.name());
            assert!(!rule.source().is_empty() && !rule.parameters().is_empty(), "{}", rule.name());
        }
    }

    #[test]
    fn a_limit_that_is_set_is_the_limit() {
        for rule in all() {
            let set = rule.with_limit(1.5).limit();
            assert!((set - 1.5).abs() < 1e-9, "{}: {set}", rule.name());
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_those_there_are() {
        let error = named("farington").err().unwrap().to_string();
        assert!(error.contains("`farington`") && error.contains("farrington-flexible"), "{error}");
    }
}
