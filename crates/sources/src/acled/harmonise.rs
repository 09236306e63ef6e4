//! From ACLED's types and codes to the harmonised type of an event, and to whether civilians were its
//! target. ACLED does not ask whether a state takes part; its codes of actors do.

use bellwether_model::EventType;

use super::codes::Inter;
use super::types::Kind;

/// The harmonised type.
///
/// | ACLED type | codes of the two actors | here |
/// |---|---|---|
/// | Battles | 1 or 8 against 1, 2, 3, 4, 8 or nobody named; or the government regains territory | state-based |
/// | Battles | 2, 3 or 4 against 2, 3 or 4 | non-state |
/// | Battles | anything else: a crowd, civilians, one group alone | unspecified |
/// | Explosions/Remote violence | civilians targeted, or 7 on a side, by 1, 2, 3, 4 or 8 | one-sided |
/// | Explosions/Remote violence | both sides named: as Battles | state-based, non-state |
/// | Explosions/Remote violence | one side alone, or a crowd | unspecified |
/// | Violence against civilians | 1, 2, 3, 4 or 8 on a side, or nobody coded | one-sided |
/// | Violence against civilians | only crowds and civilians: no organised group | unspecified |
/// | Protests, Riots, Strategic developments | any | protest, riot, strategic |
///
/// 8 (external forces) are nearly all armies and missions of states, and count as a state. UCDP's
/// threshold of 25 deaths a year plays no part.
pub(super) fn event_type(
    kind: Kind,
    regained: bool,
    inter: [Option<Inter>; 2],
    civilians_targeted: bool,
) -> EventType {
    match kind {
        Kind::Battles if regained => EventType::StateBased,
        Kind::Battles => fight(inter, true),
        Kind::Explosions => {
            let civilians = civilians_targeted || inter.contains(&Some(Inter::Civilians));
            if !civilians {
                fight(inter, false)
            } else if has_organised(inter) {
                EventType::OneSided
            } else {
                EventType::Unspecified
            }
        }
        Kind::Civilians if has_organised(inter) || inter.contains(&None) => EventType::OneSided,
        Kind::Civilians => EventType::Unspecified,
        Kind::Protests => EventType::Protest,
        Kind::Riots => EventType::Riot,
        Kind::Strategic => EventType::Strategic,
    }
}

fn has_organised(inter: [Option<Inter>; 2]) -> bool {
    inter.into_iter().flatten().any(Inter::is_organised)
}

/// Armed force between two sides; `always_two` says that there must have been two although only one is
/// named.
fn fight(inter: [Option<Inter>; 2], always_two: bool) -> EventType {
    match inter {
        [Some(a), Some(b)] if a.is_organised() && b.is_organised() => {
            if a.is_state() || b.is_state() { EventType::StateBased } else { EventType::NonState }
        }
        [Some(only), None] | [None, Some(only)] if always_two && only.is_state() => {
            EventType::StateBased
        }
        _ => EventType::Unspecified,
    }
}

/// Whether civilians were the target, for tables that lack `civilian_targeting`: by the type; by deadly
/// or disproportionate force against protesters; or as a side that is hit by explosives or a mob. (The
/// column is defined so: civilians as the main or only target, in political violence.)
pub(super) fn targets_civilians(
    kind: Kind,
    excessive_force: bool,
    inter: [Option<Inter>; 2],
) -> bool {
    match kind {
        Kind::Civilians => true,
        Kind::Protests => excessive_force,
        Kind::Explosions | Kind::Riots => inter.contains(&Some(Inter::Civilians)),
        Kind::Battles | Kind::Strategic => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EventType::{NonState, OneSided, Protest, Riot, StateBased, Strategic, Unspecified};

    fn inter(code: u8) -> Option<Inter> {
        Inter::parse(&code.to_string()).expect("0 to 8")
    }

    fn of(kind: Kind, a: u8, b: u8) -> EventType {
        event_type(kind, false, [inter(a), inter(b)], false)
    }

    #[test]
    fn battles_are_decided_by_who_fights() {
        // Rows and columns 0 to 8; s state-based, n non-state, . unspecified.
        let table = [
            ".s......s", // nobody
            "sssss...s", // state forces
            ".snnn...s", // rebels
            ".snnn...s", // political militias
            ".snnn...s", // identity militias
            ".........", // rioters
            ".........", // protesters
            ".........", // civilians
            "sssss...s", // external
        ];
        for (a, row) in (0u8..).zip(table) {
            for (b, cell) in (0u8..).zip(row.chars()) {
                let expected = match cell {
                    's' => StateBased,
                    'n' => NonState,
                    _ => Unspecified,
                };
                assert_eq!(of(Kind::Battles, a, b), expected, "{a} against {b}");
                let both = if a == 0 || b == 0 { Unspecified } else { expected };
                let civilians = a == 7 || b == 7;
                if !civilians {
                    assert_eq!(of(Kind::Explosions, a, b), both, "explosion, {a} and {b}");
                }
            }
        }
        let regained = event_type(Kind::Battles, true, [inter(3), None], false);
        assert_eq!(regained, StateBased);
    }

    #[test]
    fn explosions_that_hit_civilians_are_one_sided_when_an_organisation_set_them_off() {
        for code in [1, 2, 3, 4, 8] {
            assert_eq!(of(Kind::Explosions, code, 7), OneSided);
            assert_eq!(of(Kind::Explosions, 7, code), OneSided, "the order means nothing");
            let alone = event_type(Kind::Explosions, false, [inter(code), None], true);
            assert_eq!(alone, OneSided);
        }
        for code in [0, 5, 6, 7] {
            assert_eq!(of(Kind::Explosions, code, 7), Unspecified);
        }
    }

    #[test]
    fn violence_against_civilians_needs_an_organised_perpetrator() {
        for (a, b, expected) in [
            (3, 7, OneSided),
            (7, 1, OneSided),
            (0, 0, OneSided),
            (0, 7, OneSided),
            (5, 7, Unspecified),
            (7, 7, Unspecified),
        ] {
            assert_eq!(of(Kind::Civilians, a, b), expected, "{a} and {b}");
        }
    }

    #[test]
    fn the_other_types_are_what_they_are_called_whoever_takes_part() {
        for a in 0..=8 {
            for b in 0..=8 {
                assert_eq!(of(Kind::Protests, a, b), Protest);
                assert_eq!(of(Kind::Riots, a, b), Riot);
                assert_eq!(of(Kind::Strategic, a, b), Strategic);
            }
        }
    }

    #[test]
    fn without_the_column_civilians_are_a_target_by_type_force_or_side() {
        let civilians = [inter(2), inter(7)];
        let none = [inter(1), inter(6)];
        assert!(targets_civilians(Kind::Civilians, false, [None, None]));
        assert!(targets_civilians(Kind::Protests, true, none));
        assert!(!targets_civilians(Kind::Protests, false, none));
        assert!(targets_civilians(Kind::Explosions, false, civilians));
        assert!(targets_civilians(Kind::Riots, false, civilians));
        assert!(!targets_civilians(Kind::Battles, false, civilians));
        assert!(!targets_civilians(Kind::Strategic, false, civilians));
    }
}
