//! CAMEO, the codes in which GDELT and ICEWS say what was done: event codes to harmonised types, and
//! type codes of actors to classes of targets.
//!
//! A CAMEO event code says what was done and not by whom, so for force (18 to 20) the crosswalk of
//! [`bellwether_registry::crosswalks`] leaves several of UCDP's types open. The parties decide among
//! them: a government's force against an organised armed group or another government's is state-based,
//! two armed groups are non-state, either against civilians is one-sided. Where the parties' codes do
//! not say, the type stays unspecified, also where the code alone suggests civilians (181, 182).

mod kinds;

use std::sync::OnceLock;

use bellwether_model::{EventType, TargetClass, Targets};
use bellwether_registry::crosswalks::{Scheme, crosswalk};

pub(crate) use kinds::{Kind, kind};

/// What an event code means here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Class {
    /// The harmonised type.
    pub(crate) event_type: EventType,
    /// The event in PLOVER's terms.
    pub(crate) plover: Option<&'static str>,
    /// The root code, 1 to 20.
    root: u8,
}

impl Class {
    /// Whether it is the use of force: assault, fighting, unconventional mass violence (18 to 20).
    const fn is_force(self) -> bool {
        self.root >= 18
    }

    /// Whether the second party is the one that something was done to: protest against it (14), a show
    /// of force (15), reduced relations (16), coercion (17), and force (18 to 20).
    const fn has_target(self) -> bool {
        self.root >= 14
    }
}

/// All event codes of three and four digits, so that a row's code is found without a search.
struct Table {
    three: Vec<Option<Class>>,
    four: Vec<Option<Class>>,
}

/// What an event code means; `None` when CAMEO has no such code, nor one that it begins with.
pub(crate) fn class(code: &str) -> Option<Class> {
    static TABLE: OnceLock<Table> = OnceLock::new();
    let table = TABLE.get_or_init(|| Table {
        three: (0..1000).map(|code| look_up(&format!("{code:03}"))).collect(),
        four: (0..10_000).map(|code| look_up(&format!("{code:04}"))).collect(),
    });
    if !code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: usize = code.parse().ok()?;
    match code.len() {
        2 => look_up(code),
        3 => table.three[number],
        4 => table.four[number],
        _ => None,
    }
}

/// The code's class by the crosswalks.
fn look_up(code: &str) -> Option<Class> {
    let known = Scheme::Cameo.nearest(code)?;
    let root = known.code.get(..2)?.parse().ok()?;
    let to = |scheme| crosswalk(Scheme::Cameo, scheme).and_then(|walk| walk.to(code));
    Some(Class {
        event_type: to(Scheme::Bellwether)
            .and_then(EventType::parse)
            .unwrap_or(EventType::Unspecified),
        plover: to(Scheme::Plover),
        root,
    })
}

/// What the codes of a party say that it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Party {
    /// A government or one of its forces.
    pub(crate) state: bool,
    /// An organised armed group.
    pub(crate) group: bool,
    /// Somebody who takes no part in fighting and is not the state.
    civilian: bool,
    /// Somebody else: a party, a notable.
    other: bool,
    targets: Targets,
}

impl Party {
    /// With one kind more.
    pub(crate) fn with(mut self, kind: &Kind) -> Self {
        self.civilian |= kind.civilian;
        self.other |= !kind.civilian;
        if let Some(target) = kind.target {
            self.add(target);
        }
        self
    }

    /// With one class of targets more, which says the rest.
    pub(crate) fn with_class(mut self, class: TargetClass) -> Self {
        self.civilian |= class.is_civilian();
        self.other |= !class.is_civilian();
        self.add(class);
        self
    }

    fn add(&mut self, class: TargetClass) {
        self.targets = self.targets.with(class);
        match class {
            TargetClass::Government | TargetClass::Military | TargetClass::Police => {
                self.state = true;
            }
            TargetClass::ArmedGroup => self.group = true,
            _ => {}
        }
    }

    const fn is_civilian(self) -> bool {
        self.civilian && !self.other
    }
}

/// An event by its code and its parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// The harmonised type.
    pub(crate) event_type: EventType,
    /// Whether force was used against civilians.
    pub(crate) civilians_targeted: bool,
    /// Whom it was directed at.
    pub(crate) targets: Targets,
}

/// What an event is, once it is known who did it to whom.
pub(crate) fn judge(class: Class, source: Party, target: Party) -> Verdict {
    let by_armed = source.state || source.group;
    let against_civilians = class.is_force() && target.is_civilian();
    let event_type = if !class.is_force() {
        class.event_type
    } else if against_civilians && by_armed {
        EventType::OneSided
    } else if by_armed && (target.state || target.group) && (source.state || target.state) {
        EventType::StateBased
    } else if source.group && target.group {
        EventType::NonState
    } else {
        match class.event_type {
            EventType::OneSided => EventType::Unspecified,
            other => other,
        }
    };
    Verdict {
        event_type,
        civilians_targeted: against_civilians,
        targets: if class.has_target() { target.targets } else { Targets::NONE },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_with_their_leading_zeros_and_unlisted_ones_as_those_above_them() {
        assert_eq!(class("1831").expect("listed").plover, Some("ASSAULT/suicide-attack"));
        assert_eq!(class("1839"), class("183"), "183 is the nearest");
        assert!(class("043").is_some_and(|c| !c.has_target() && !c.is_force()));
        assert!(class("145").is_some_and(|c| c.has_target() && !c.is_force()));
        for none in ["", "---", "X", "1é9", "99", "210", "18311"] {
            assert_eq!(class(none), None, "{none}");
        }
    }

    #[test]
    fn protest_and_riot_are_told_apart_and_talk_is_no_violence() {
        let of = |code| class(code).expect("listed").event_type;
        assert_eq!((of("141"), of("145")), (EventType::Protest, EventType::Riot));
        for talk in ["010", "036", "043", "112"] {
            assert!(
                matches!(of(talk), EventType::Strategic | EventType::Unspecified),
                "{talk} {:?}",
                of(talk)
            );
        }
    }

    fn party(codes: &[&str]) -> Party {
        codes.iter().filter_map(|code| kind(code)).fold(Party::default(), Party::with)
    }

    fn of(code: &str, source: &[&str], target: &[&str]) -> Verdict {
        judge(class(code).expect("listed"), party(source), party(target))
    }

    #[test]
    fn the_parties_decide_between_the_types_of_violence() {
        for (source, target, expected) in [
            (&["MIL"][..], &["REB"][..], EventType::StateBased),
            (&["REB"], &["COP"], EventType::StateBased),
            (&["MIL"], &["MIL"], EventType::StateBased),
            (&["REB"], &["SEP"], EventType::NonState),
            (&["INS"], &["CVL"], EventType::OneSided),
            (&["GOV"], &["REF", "HLH"], EventType::OneSided),
            (&[], &["CVL"], EventType::Unspecified),
            (&["CVL"], &["CVL"], EventType::Unspecified),
            (&["REB"], &["OPP"], EventType::Unspecified),
            (&["REB"], &[], EventType::Unspecified),
        ] {
            for code in ["190", "182"] {
                assert_eq!(of(code, source, target).event_type, expected, "{source:?} {target:?}");
            }
        }
        assert_eq!(of("141", &["CVL"], &["GOV"]).event_type, EventType::Protest);
    }

    #[test]
    fn civilians_are_the_target_only_of_force_and_only_when_nobody_armed_is_meant_too() {
        assert!(of("190", &[], &["CVL"]).civilians_targeted);
        assert!(of("182", &["REB"], &["REF", "HLH"]).civilians_targeted);
        assert!(!of("190", &[], &["MIL", "HLH"]).civilians_targeted);
        assert!(!of("190", &[], &[]).civilians_targeted);
        assert!(!of("043", &[], &["CVL"]).civilians_targeted);
        assert!(!of("190", &[], &["GOV"]).civilians_targeted);
        assert_eq!(of("190", &[], &["MIL", "HLH"]).targets.to_string(), "military health");
        assert_eq!(of("043", &[], &["HLH"]).targets, Targets::NONE);
    }
}
