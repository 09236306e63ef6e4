//! ACLED's words for types of events, in the spellings of the years, to one spelling each.
//!
//! The words and their spellings are the scheme `acled` of the registry's crosswalks; only the names that
//! went out of use before 2019 stand here, since each of them is a type and a sub-type of today.

use std::borrow::Cow;

use bellwether_registry::crosswalks::{Code, Scheme, crosswalk};

use super::codes::Inter;

/// The six types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Battles,
    Explosions,
    Civilians,
    Protests,
    Riots,
    Strategic,
}

impl Kind {
    fn of(code: &str) -> Option<Self> {
        Some(match code {
            "Battles" => Self::Battles,
            "Explosions/Remote violence" => Self::Explosions,
            "Violence against civilians" => Self::Civilians,
            "Protests" => Self::Protests,
            "Riots" => Self::Riots,
            "Strategic developments" => Self::Strategic,
            _ => return None,
        })
    }
}

const REGAINED: &str = "Battles/Government regains territory";
const EXCESSIVE: &str = "Protests/Excessive force against protesters";

/// Types of the years before 2019, with the type and sub-type of today.
const OLD: [(&str, &str, &str); 7] = [
    ("Battle-No change of territory", "Battles", "Armed clash"),
    ("Battle-Government regains territory", "Battles", "Government regains territory"),
    (
        "Battle-Non-state actor overtakes territory",
        "Battles",
        "Non-state actor overtakes territory",
    ),
    ("Remote violence", "Explosions/Remote violence", ""),
    (
        "Headquarters or base established",
        "Strategic developments",
        "Headquarters or base established",
    ),
    (
        "Non-violent transfer of territory",
        "Strategic developments",
        "Non-violent transfer of territory",
    ),
    ("Non-violent activity by a conflict actor", "Strategic developments", ""),
];

/// Until 2018 one type for both; who demonstrated decides.
const RIOTS_OR_PROTESTS: [&str; 2] = ["Riots/Protests", "Protests/Riots"];

/// A type or sub-type with its spellings.
#[derive(Debug)]
struct Word {
    spellings: Vec<&'static str>,
    code: &'static str,
    plover: Option<&'static str>,
}

impl Word {
    fn is(&self, text: &str) -> bool {
        self.spellings.iter().any(|spelling| spelling.eq_ignore_ascii_case(text))
    }
}

#[derive(Debug)]
struct Type {
    kind: Kind,
    word: Word,
    subs: Vec<Word>,
}

/// All words.
#[derive(Debug)]
pub(super) struct Types(Vec<Type>);

/// What a row says of its type.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// The type; `None` when its word is not known.
    pub(super) kind: Option<Kind>,
    /// Type and sub-type in today's spelling with a slash between; as they stand when unknown.
    pub(super) native: Cow<'static, str>,
    /// PLOVER's event and mode.
    pub(super) plover: Option<&'static str>,
    /// Whether the row has the name of a type that is no longer used.
    pub(super) old: bool,
    /// Whether the sub-type is not known as one of its type.
    pub(super) unknown_sub: bool,
}

impl Said {
    /// Whether a government took back ground.
    pub(super) fn regained(&self) -> bool {
        self.native == REGAINED
    }

    /// Whether excessive force was used against protesters.
    pub(super) fn excessive_force(&self) -> bool {
        self.native == EXCESSIVE
    }
}

impl Types {
    /// From the registry's scheme and its crosswalk to PLOVER.
    pub(super) fn known() -> Self {
        let codes = Scheme::Acled.codes();
        let types = codes.iter().filter(|code| code.parent.is_none()).filter_map(|code| {
            let subs = codes.iter().filter(|sub| sub.parent.as_deref() == Some(&code.code));
            Some(Type {
                kind: Kind::of(&code.code)?,
                word: word(code, ""),
                subs: subs.map(|sub| word(sub, &code.code)).collect(),
            })
        });
        Self(types.collect())
    }

    /// Reads the two columns.
    pub(super) fn read(&self, kind: &str, sub: &str, inter: [Option<Inter>; 2]) -> Said {
        if let Some(known) = self.0.iter().find(|known| known.word.is(kind)) {
            return said(known, sub, false);
        }
        let crowd = RIOTS_OR_PROTESTS.iter().any(|name| name.eq_ignore_ascii_case(kind));
        let renamed = if crowd {
            demonstrators(inter).map(|name| (name, ""))
        } else {
            let old = OLD.iter().find(|(name, ..)| name.eq_ignore_ascii_case(kind));
            old.map(|(_, kind, sub)| (*kind, *sub))
        };
        let today = renamed.and_then(|(name, old_sub)| {
            let known = self.0.iter().find(|known| known.word.code == name)?;
            Some(said(known, if sub.is_empty() { old_sub } else { sub }, true))
        });
        today.unwrap_or_else(|| Said {
            kind: None,
            native: Cow::Owned(pair(kind, sub)),
            plover: None,
            old: false,
            unknown_sub: false,
        })
    }
}

fn word(code: &'static Code, parent: &str) -> Word {
    let own = |written: &'static str| {
        written.strip_prefix(parent).map_or(written, |rest| rest.trim_start_matches('/'))
    };
    let spellings = std::iter::once(code.code.as_str()).chain(code.also.iter().map(String::as_str));
    Word {
        spellings: spellings.map(own).collect(),
        code: &code.code,
        plover: crosswalk(Scheme::Acled, Scheme::Plover).and_then(|walk| walk.to(&code.code)),
    }
}

fn said(known: &Type, sub: &str, old: bool) -> Said {
    let word = known.subs.iter().find(|word| word.is(sub)).unwrap_or(&known.word);
    let unknown_sub = !sub.is_empty() && word.code == known.word.code;
    let native =
        if unknown_sub { Cow::Owned(pair(known.word.code, sub)) } else { Cow::Borrowed(word.code) };
    Said { kind: Some(known.kind), native, plover: word.plover, old, unknown_sub }
}

/// Who demonstrated: protesters or rioters, the first of the two actors that is one of them.
fn demonstrators(inter: [Option<Inter>; 2]) -> Option<&'static str> {
    inter.into_iter().flatten().find_map(|inter| match inter {
        Inter::Rioters => Some("Riots"),
        Inter::Protesters => Some("Protests"),
        _ => None,
    })
}

fn pair(kind: &str, sub: &str) -> String {
    if sub.is_empty() { kind.to_owned() } else { format!("{kind}/{sub}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: &str, sub: &str) -> Said {
        Types::known().read(kind, sub, [None, None])
    }

    #[test]
    fn all_25_pairs_are_known_and_spelled_as_today_in_any_case() {
        let types = Types::known();
        assert_eq!(types.0.len(), 6);
        assert_eq!(types.0.iter().map(|known| known.subs.len()).sum::<usize>(), 25);
        for known in &types.0 {
            for sub in &known.subs {
                for spelling in &sub.spellings {
                    let kind = known.word.code.to_uppercase();
                    let said = types.read(&kind, &spelling.to_lowercase(), [None, None]);
                    assert_eq!((said.kind, &*said.native), (Some(known.kind), sub.code));
                    assert!(!said.old && !said.unknown_sub, "{spelling}");
                }
            }
        }
    }

    #[test]
    fn spellings_that_differ_between_acleds_own_tables_are_one() {
        for (kind, sub, native) in [
            ("Protests", "Excessive force against protestors", EXCESSIVE),
            ("Strategic Developments", "Agreement", "Strategic developments/Agreement"),
            ("Strategic development", "", "Strategic developments"),
            ("BATTLES", "government regains territory", REGAINED),
        ] {
            let said = read(kind, sub);
            assert_eq!(said.native, native);
            assert!(said.kind.is_some() && !said.old);
        }
        assert!(read("Protests", "Excessive force against protestors").excessive_force());
        assert!(read("Battles", "Government regains territory").regained());
    }

    #[test]
    fn names_that_went_out_of_use_are_todays_types() {
        for (old, kind, native) in [
            ("Battle-No change of territory", Kind::Battles, "Battles/Armed clash"),
            ("Battle-Government regains territory", Kind::Battles, REGAINED),
            ("Remote violence", Kind::Explosions, "Explosions/Remote violence"),
            (
                "Headquarters or base established",
                Kind::Strategic,
                "Strategic developments/Headquarters or base established",
            ),
        ] {
            let said = read(old, "");
            assert_eq!((said.kind, &*said.native, said.old), (Some(kind), native, true));
        }
        for (_, kind, sub) in OLD {
            let said = read(kind, sub);
            assert!(said.kind.is_some() && !said.unknown_sub, "{kind}/{sub}");
        }
    }

    #[test]
    fn riots_and_protests_in_one_are_told_apart_by_who_demonstrates() {
        let of = |inter| Types::known().read("Riots/Protests", "", inter).kind;
        assert_eq!(of([Some(Inter::Rioters), Some(Inter::State)]), Some(Kind::Riots));
        assert_eq!(of([Some(Inter::State), Some(Inter::Protesters)]), Some(Kind::Protests));
        assert_eq!(of([Some(Inter::State), None]), None);
    }

    #[test]
    fn unknown_words_stay_as_they_stand() {
        let said = read("Cyber attack", "Defacement");
        assert_eq!((said.kind, &*said.native), (None, "Cyber attack/Defacement"));
        let said = read("Battles", "Duel");
        assert_eq!((said.kind, &*said.native), (Some(Kind::Battles), "Battles/Duel"));
        assert!(said.unknown_sub);
        assert_eq!(said.plover, Some("ASSAULT"), "that of its type");
        assert!(read("Battles", "Agreement").unknown_sub, "of another type");
    }

    #[test]
    fn what_is_known_has_a_plover_event_or_deliberately_none() {
        let plover = |kind, sub| read(kind, sub).plover;
        let suicide = plover("Explosions/Remote violence", "Suicide bomb");
        assert_eq!(suicide, Some("ASSAULT/suicide-attack"));
        assert_eq!(plover("Protests", "Peaceful protest"), Some("PROTEST/demo"));
        assert_eq!(plover("Strategic developments", "Other"), None);
    }
}
