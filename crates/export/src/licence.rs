//! Which of several licences is the strictest. What is made of several inputs carries that one.

use serde::{Deserialize, Serialize};

/// How much a licence asks of those who pass data on. The order is from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strictness {
    /// Nothing: public domain, CC0.
    Public,
    /// To name the source: CC BY.
    Attribution,
    /// To pass on under the same terms: CC BY-SA, ODbL.
    ShareAlike,
    /// Not to earn money with it: CC BY-NC.
    NonCommercial,
    /// Both of the above: CC BY-NC-SA.
    NonCommercialShareAlike,
    /// Rows may not be passed on at all; and any licence that nobody has looked at.
    Restricted,
}

impl Strictness {
    /// The word that stands in cards.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Attribution => "attribution",
            Self::ShareAlike => "share-alike",
            Self::NonCommercial => "non-commercial",
            Self::NonCommercialShareAlike => "non-commercial-share-alike",
            Self::Restricted => "restricted",
        }
    }
}

/// The table: the first entry whose text a licence id begins with decides. Ids are SPDX ids, or words of
/// our own in capitals. Licences that forbid derived works stand as restricted, because every export is
/// one.
const TABLE: &[(&str, Strictness)] = &[
    ("SIMULATED", Strictness::Public),
    ("PUBLIC-DOMAIN", Strictness::Public),
    ("CC0-", Strictness::Public),
    ("PDDL-", Strictness::Public),
    ("CC-BY-NC-ND", Strictness::Restricted),
    ("CC-BY-ND", Strictness::Restricted),
    ("CC-BY-NC-SA", Strictness::NonCommercialShareAlike),
    ("CC-BY-NC", Strictness::NonCommercial),
    ("CC-BY-SA", Strictness::ShareAlike),
    ("CC-BY-", Strictness::Attribution),
    ("ODC-By-", Strictness::Attribution),
    ("GDELT", Strictness::Attribution),
    ("ODbL-", Strictness::ShareAlike),
];

/// The id of simulated data.
pub const SIMULATED: &str = "SIMULATED";

/// How strict a licence is, by its id; one that is not in the table counts as restricted.
#[must_use]
pub fn strictness(id: &str) -> Strictness {
    let entry = TABLE.iter().find(|(begin, _)| id.starts_with(begin));
    entry.map_or(Strictness::Restricted, |(_, strictness)| *strictness)
}

/// The terms of one dataset, as an export names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceRef {
    /// The SPDX id, or a word of our own in capitals: `CC-BY-4.0`, `SIMULATED`.
    pub id: String,
    /// The licence's name.
    pub name: String,
    /// Where its text stands.
    pub url: String,
}

/// What holds for something that is made of several datasets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Combined {
    /// The strictest licence of the inputs.
    #[serde(flatten)]
    pub licence: LicenceRef,
    /// How strict that is.
    pub strictness: Strictness,
    /// Whether any input is simulated: then all of it is marked so.
    pub simulated: bool,
    /// Whether two inputs ask for what cannot be done at once: passing on under a share-alike licence
    /// that allows commerce, and no commerce. Then rows may be used together and not passed on together.
    pub irreconcilable: bool,
}

/// The strictest of some licences: the most restrictive wins; of equals, the first in the order of ids, so
/// that the order of the inputs does not matter. `None` for no licences.
#[must_use]
pub fn combine<'a>(licences: impl IntoIterator<Item = &'a LicenceRef>) -> Option<Combined> {
    let mut all: Vec<(Strictness, &LicenceRef)> =
        licences.into_iter().map(|licence| (strictness(&licence.id), licence)).collect();
    all.sort_by(|(a, left), (b, right)| b.cmp(a).then_with(|| left.id.cmp(&right.id)));
    let has = |wanted: &[Strictness]| all.iter().any(|(level, _)| wanted.contains(level));
    let no_commerce = [Strictness::NonCommercial, Strictness::NonCommercialShareAlike];
    let (level, strictest) = all.first()?;
    Some(Combined {
        licence: LicenceRef::clone(strictest),
        strictness: *level,
        simulated: all.iter().any(|(_, licence)| licence.id == SIMULATED),
        irreconcilable: has(&[Strictness::ShareAlike]) && has(&no_commerce),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn licence(id: &str) -> LicenceRef {
        LicenceRef { id: id.into(), name: id.into(), url: "https://example.org".into() }
    }

    const IN_ORDER: [&str; 6] =
        ["CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "ACLED"];

    #[test]
    fn the_order_is_public_attribution_share_alike_no_commerce_both_restricted() {
        for pair in IN_ORDER.windows(2) {
            assert!(strictness(pair[0]) < strictness(pair[1]), "{pair:?}");
        }
        assert_eq!(strictness("CC-BY-ND-4.0"), Strictness::Restricted);
        assert_eq!(strictness("ODbL-1.0"), Strictness::ShareAlike);
    }

    #[test]
    fn a_licence_that_nobody_looked_at_counts_as_restricted() {
        for id in ["", "cc-by-4.0", "PROPRIETARY", "XCC0-1.0"] {
            assert_eq!(strictness(id), Strictness::Restricted, "{id}");
        }
    }

    #[test]
    fn one_simulated_input_marks_the_whole() {
        let combined = combine([&licence("CC-BY-4.0"), &licence(SIMULATED)]).expect("two");
        assert!(combined.simulated);
        assert_eq!(combined.licence.id, "CC-BY-4.0");
        assert_eq!(combine([]), None);
    }

    #[test]
    fn share_alike_with_commerce_and_no_commerce_cannot_both_be_obeyed() {
        let both = [licence("CC-BY-SA-4.0"), licence("CC-BY-NC-4.0")];
        assert!(combine(&both).expect("two").irreconcilable);
        let fine = [licence("CC-BY-4.0"), licence("CC-BY-NC-SA-4.0")];
        assert!(!combine(&fine).expect("two").irreconcilable);
    }

    proptest! {
        #[test]
        fn the_most_restrictive_wins_in_any_order(
            picks in proptest::collection::vec(0..IN_ORDER.len(), 1..8)
        ) {
            let licences: Vec<LicenceRef> = picks.iter().map(|pick| licence(IN_ORDER[*pick])).collect();
            let strictest = picks.iter().max().expect("one at least");
            let forwards = combine(&licences).expect("one at least");
            let backwards = combine(licences.iter().rev()).expect("one at least");
            prop_assert_eq!(&forwards.licence.id, IN_ORDER[*strictest]);
            prop_assert_eq!(forwards, backwards);
        }
    }
}
