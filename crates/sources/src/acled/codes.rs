//! ACLED's codes for kinds of actors and for the precision of places.

use bellwether_model::PlacePrecision;

/// The kind of an actor (ACLED codebook, `inter1` and `inter2`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Inter {
    /// 1 State forces: military, police and government of the country.
    State = 1,
    /// 2 Rebel groups.
    Rebels = 2,
    /// 3 Political militias, unidentified armed groups among them.
    PoliticalMilitia = 3,
    /// 4 Identity militias: communal, ethnic, religious.
    IdentityMilitia = 4,
    /// 5 Rioters.
    Rioters = 5,
    /// 6 Protesters.
    Protesters = 6,
    /// 7 Civilians.
    Civilians = 7,
    /// 8 External and other forces: of another state, of an international organisation, private.
    External = 8,
}

/// The words that exports have in place of the numbers, with the spellings of the years.
const WORDS: [(&str, Inter); 21] = [
    ("State forces", Inter::State),
    ("Rebel group", Inter::Rebels),
    ("Rebel groups", Inter::Rebels),
    ("Rebel forces", Inter::Rebels),
    ("Political militia", Inter::PoliticalMilitia),
    ("Political militias", Inter::PoliticalMilitia),
    ("Identity militia", Inter::IdentityMilitia),
    ("Identity militias", Inter::IdentityMilitia),
    ("Communal militia", Inter::IdentityMilitia),
    ("Communal militias", Inter::IdentityMilitia),
    ("Rioters", Inter::Rioters),
    ("Rioter", Inter::Rioters),
    ("Protesters", Inter::Protesters),
    ("Protestors", Inter::Protesters),
    ("Civilians", Inter::Civilians),
    ("Civilian", Inter::Civilians),
    ("External/Other forces", Inter::External),
    ("External forces", Inter::External),
    ("External/Other", Inter::External),
    ("Other forces", Inter::External),
    ("Others", Inter::External),
];

impl Inter {
    /// From a number; 0 is no actor, anything else that is not 1 to 8 is refused.
    fn from_code(code: &str) -> Option<Option<Self>> {
        Some(Some(match code {
            "0" => return Some(None),
            "1" => Self::State,
            "2" => Self::Rebels,
            "3" => Self::PoliticalMilitia,
            "4" => Self::IdentityMilitia,
            "5" => Self::Rioters,
            "6" => Self::Protesters,
            "7" => Self::Civilians,
            "8" => Self::External,
            _ => return None,
        }))
    }

    /// From a number or a word in any case; the inner `None` is no actor, the outer one what is neither.
    pub(super) fn parse(field: &str) -> Option<Option<Self>> {
        if crate::text::value::is_missing(field) {
            return Some(None);
        }
        if field.as_bytes()[0].is_ascii_digit() {
            return Self::from_code(crate::text::value::identifier(field));
        }
        let word = |(word, _): &&(&str, Self)| word.eq_ignore_ascii_case(field);
        WORDS.iter().find(word).map(|(_, inter)| Some(*inter))
    }

    /// Its number as text.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::State => "1",
            Self::Rebels => "2",
            Self::PoliticalMilitia => "3",
            Self::IdentityMilitia => "4",
            Self::Rioters => "5",
            Self::Protesters => "6",
            Self::Civilians => "7",
            Self::External => "8",
        }
    }

    /// Whether it is an organisation that carries arms: not a crowd and not civilians.
    pub(super) const fn is_organised(self) -> bool {
        !matches!(self, Self::Rioters | Self::Protesters | Self::Civilians)
    }

    /// Whether it stands for a state: its own forces, or those of other states and of organisations of
    /// states. Private guards share the code 8 and are few.
    pub(super) const fn is_state(self) -> bool {
        matches!(self, Self::State | Self::External)
    }
}

/// Whether `interaction` says the same as the codes of the two actors: the lower code first, 0 behind a
/// sole actor; in words the two with a hyphen between, or `Sole` before the one, or `only` behind it.
pub(super) fn interaction_agrees(field: &str, [a, b]: [Option<Inter>; 2]) -> bool {
    let field = crate::text::value::identifier(field);
    let Some((lower, higher)) = in_order(a, b) else { return matches!(field, "" | "0" | "00") };
    let pair = match field.as_bytes() {
        [first, second] if first.is_ascii_digit() => {
            let code = |digit: &u8| Inter::from_code(std::str::from_utf8(&[*digit]).ok()?);
            code(first).zip(code(second))
        }
        _ if field.len() > 5 && field.to_ascii_lowercase().ends_with(" only") => {
            Inter::parse(&field[..field.len() - 5]).map(|only| (only, None))
        }
        _ => match field.get(..5) {
            Some(sole) if sole.eq_ignore_ascii_case("sole ") => {
                Inter::parse(&field[5..]).map(|only| (only, None))
            }
            _ => field.split_once('-').and_then(|(first, second)| {
                Inter::parse(first.trim_ascii()).zip(Inter::parse(second.trim_ascii()))
            }),
        },
    };
    pair.and_then(|(first, second)| in_order(first, second)) == Some((lower, higher))
}

/// The lower code first; `None` when there is no actor.
fn in_order(a: Option<Inter>, b: Option<Inter>) -> Option<(Inter, Option<Inter>)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.min(b), Some(a.max(b)))),
        (Some(only), None) | (None, Some(only)) => Some((only, None)),
        (None, None) => None,
    }
}

/// `geo_precision` 1 to 3; `None` for anything else.
///
/// 1 is a town with its own coordinates: the exact place. 2 is a small part of a region or the
/// surroundings of a town, coded to a town that stands for them: near it. 3 is a larger region, coded to
/// the closest natural location or to the provincial capital, so the point may lie anywhere in the
/// first-level unit and counts for that at best; without a named unit not even for that.
pub(super) fn place_precision(code: i64, has_admin1: bool) -> Option<PlacePrecision> {
    match code {
        1 => Some(PlacePrecision::Exact),
        2 => Some(PlacePrecision::Near),
        3 if has_admin1 => Some(PlacePrecision::Admin1),
        3 => Some(PlacePrecision::Region),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_of_all_years_give_the_same_code() {
        for code in 1..=8u8 {
            let inter = Inter::parse(&code.to_string()).flatten().expect("a documented code");
            assert_eq!(inter as u8, code);
            assert_eq!(inter.as_str(), code.to_string());
            assert!(WORDS.iter().any(|(_, known)| *known == inter));
        }
        for (field, expected) in [
            ("1.0", Some(Some(Inter::State))),
            ("state forces", Some(Some(Inter::State))),
            ("Protestors", Some(Some(Inter::Protesters))),
            ("External/Other Forces", Some(Some(Inter::External))),
            ("0", Some(None)),
            ("", Some(None)),
            ("NA", Some(None)),
            ("9", None),
            ("12", None),
            ("Aliens", None),
        ] {
            assert_eq!(Inter::parse(field), expected, "{field}");
        }
    }

    #[test]
    fn the_interaction_is_the_two_codes_with_the_lower_first() {
        let codes = [Some(Inter::Rebels), Some(Inter::State)];
        for field in ["12", "12.0", "State forces-Rebel group", "rebel groups-state forces"] {
            assert!(interaction_agrees(field, codes), "{field}");
        }
        for field in ["13", "", "10", "Sole State forces", "é", "x-y"] {
            assert!(!interaction_agrees(field, codes), "{field}");
        }
        assert!(interaction_agrees("60", [Some(Inter::Protesters), None]));
        assert!(interaction_agrees("Sole Protesters", [None, Some(Inter::Protesters)]));
        assert!(interaction_agrees("Protesters only", [Some(Inter::Protesters), None]));
        assert!(!interaction_agrees("Protesters only", [Some(Inter::Rioters), None]));
        assert!(interaction_agrees("", [None, None]));
    }

    #[test]
    fn the_code_for_a_larger_region_never_counts_as_a_point() {
        assert_eq!(place_precision(1, true), Some(PlacePrecision::Exact));
        assert_eq!(place_precision(2, false), Some(PlacePrecision::Near));
        for (has_admin1, expected) in
            [(true, PlacePrecision::Admin1), (false, PlacePrecision::Region)]
        {
            assert_eq!(place_precision(3, has_admin1), Some(expected));
            assert!(!expected.is_located());
        }
        assert_eq!(place_precision(0, true), None);
        assert_eq!(place_precision(4, true), None);
    }
}
