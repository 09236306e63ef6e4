//! What comes out: links between reports, and sets of reports.

/// What a link says of two reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// Both tell of the same incident.
    Same,
    /// The first sums up several days, and the second tells of a part of it.
    PartOf,
    /// Both tell of days and places that overlap, and neither is a part of the other.
    Overlap,
}

/// What a report is in its incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// An account of it.
    Report,
    /// A sum over it and others.
    Summary,
}

/// What each comparison contributed, in bits: the logarithm to base 2 of how much more often two reports of
/// one incident compare like this than two unrelated ones. The sum is the weight of evidence (Good 1950).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Contributions {
    /// Days.
    pub when: f32,
    /// Place; how many unrelated reports there are around is in it.
    pub place: f32,
    /// Organisations.
    pub who: f32,
    /// Kind of event.
    pub what: f32,
    /// Deaths.
    pub toll: f32,
    /// How often a report of the one dataset has a counterpart in the other.
    pub prior: f32,
}

impl Contributions {
    /// The weight of evidence in bits.
    #[must_use]
    pub fn sum(&self) -> f32 {
        self.when + self.place + self.who + self.what + self.toll + self.prior
    }
}

/// A link between two records, by their positions in what was linked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The first record: of a [`LinkKind::PartOf`] the one that sums up, else the one of the dataset that
    /// comes first.
    pub a: u32,
    /// The second record.
    pub b: u32,
    /// What the link says.
    pub kind: LinkKind,
    /// The probability that it holds, 0 to 1, given all competing links.
    pub probability: f32,
    /// Why.
    pub bits: Contributions,
    /// Whether it joins the two into one incident.
    pub chosen: bool,
}

impl Link {
    /// A link that a person made.
    pub(crate) fn said(a: u32, b: u32) -> Self {
        let bits = Contributions::default();
        Self { a, b, kind: LinkKind::Same, probability: 1.0, bits, chosen: true }
    }
}

/// Contributions in hundredths of a bit, in the order of the fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Packed([i16; 6]);

impl Packed {
    /// Of how much likelier each comparison is for one incident than by chance.
    pub(crate) fn of(factors: [f32; 6]) -> Self {
        #[allow(clippy::cast_possible_truncation)] // the cast saturates
        Self(factors.map(|factor| (factor.log2() * 100.0).round() as i16))
    }

    /// In bits.
    pub(crate) fn unpacked(self) -> Contributions {
        let [when, place, who, what, toll, prior] = self.0.map(|bits| f32::from(bits) / 100.0);
        Contributions { when, place, who, what, toll, prior }
    }
}
