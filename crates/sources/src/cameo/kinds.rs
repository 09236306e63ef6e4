//! The type codes of CAMEO's actors (Schrodt, CAMEO codebook 1.1b3, 2012, chapter 3, and GDELT's own
//! table of types): what they are called, and which class of target they are.

use std::sync::OnceLock;

use bellwether_model::TargetClass;
use bellwether_registry::crosswalks::{Scheme, crosswalk};

/// One type of actor.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    code: [u8; 3],
    /// What it is called.
    pub(crate) label: &'static str,
    /// The class of target, if it is one.
    pub(crate) target: Option<TargetClass>,
    /// Whether it takes no part in fighting and is not the state.
    pub(crate) civilian: bool,
    /// Whether parties of this type have names of their own: international and transnational ones.
    pub(crate) named: bool,
}

/// Codes whose parties are not tied to a country and carry proper names.
const NAMED: [&str; 7] = ["IGO", "IMG", "INT", "MNC", "NGM", "NGO", "UIS"];

/// Codes whose people are civilians, whatever class of target stands for them.
const CIVILIAN: [&str; 6] = ["AGR", "ENV", "HRI", "LAB", "NGM", "SET"];

/// A type by its code.
pub(crate) fn kind(code: &str) -> Option<&'static Kind> {
    static KINDS: OnceLock<Vec<Kind>> = OnceLock::new();
    let code: [u8; 3] = code.as_bytes().try_into().ok()?;
    let kinds = KINDS.get_or_init(load);
    kinds.binary_search_by(|kind| kind.code.cmp(&code)).ok().map(|at| &kinds[at])
}

fn load() -> Vec<Kind> {
    let walk = crosswalk(Scheme::CameoActor, Scheme::Target);
    let mut kinds: Vec<Kind> = Scheme::CameoActor
        .codes()
        .iter()
        .filter_map(|known| {
            let target = walk.and_then(|walk| walk.to(&known.code)).and_then(TargetClass::parse);
            Some(Kind {
                code: known.code.as_bytes().try_into().ok()?,
                label: &known.label,
                target,
                civilian: CIVILIAN.contains(&known.code.as_str())
                    || target.is_some_and(TargetClass::is_civilian),
                named: NAMED.contains(&known.code.as_str()),
            })
        })
        .collect();
    kinds.sort_by_key(|kind| kind.code);
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_types_that_the_rules_name_are_types_of_the_scheme() {
        for code in NAMED.iter().chain(&CIVILIAN) {
            assert!(kind(code).is_some(), "{code}");
        }
        assert_eq!(kind("XXX"), None);
        assert_eq!(kind("GOVT"), None);
    }

    #[test]
    fn types_are_classes_of_targets() {
        for (code, class) in [
            ("MIL", TargetClass::Military),
            ("COP", TargetClass::Police),
            ("REB", TargetClass::ArmedGroup),
            ("CVL", TargetClass::Civilians),
            ("REF", TargetClass::Displaced),
            ("HLH", TargetClass::Health),
            ("EDU", TargetClass::Education),
            ("GOV", TargetClass::Government),
        ] {
            assert_eq!(kind(code).expect("a type").target, Some(class), "{code}");
        }
        assert!(
            kind("CVL").is_some_and(|k| k.civilian) && kind("MIL").is_some_and(|k| !k.civilian)
        );
        assert!(kind("IMG").is_some_and(|k| k.named) && kind("GOV").is_some_and(|k| !k.named));
    }
}
