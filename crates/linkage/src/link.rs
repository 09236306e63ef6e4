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
/// one incident compare like this than two unrelated ones. The sum is the weight of evidence (Good 1950), and that
/// of a link that a machine made is the logarithm of the odds of its probability.
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
    /// What both cite.
    pub cited: f32,
    /// What their matches with reports of other datasets say of them.
    pub third: f32,
    /// Other reports that either could be the same as instead.
    pub rivals: f32,
    /// How often a report of the one dataset has a counterpart in the other.
    pub prior: f32,
}

impl Contributions {
    /// The weight of evidence in bits.
    #[must_use]
    pub fn sum(&self) -> f32 {
        self.alone() + self.third + self.rivals
    }

    /// The weight of what the two reports themselves say.
    pub(crate) fn alone(&self) -> f32 {
        self.when + self.place + self.who + self.what + self.toll + self.cited + self.prior
    }

    /// With rivals that account for what is missing to a probability.
    pub(crate) fn amounting_to(self, probability: f32) -> Self {
        let probability = probability.clamp(1e-6, 1.0 - 1e-6);
        let odds = (probability / (1.0 - probability)).log2();
        Self { rivals: odds - self.alone() - self.third, ..self }
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

/// Contributions in hundredths of a bit: days, place, organisations, kind, deaths, what is cited, the prior,
/// other datasets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Packed([i16; FACTORS + 1]);

/// Factors of the odds of two reports alone.
pub(crate) const FACTORS: usize = 7;

impl Packed {
    /// Of how much likelier each comparison is for one incident than by chance.
    pub(crate) fn of(factors: [f32; FACTORS]) -> Self {
        let mut packed = [0; FACTORS + 1];
        packed.iter_mut().zip(factors).for_each(|(bits, factor)| *bits = hundredths(factor));
        Self(packed)
    }

    /// With one more factor that other datasets contribute.
    pub(crate) fn and_third(&mut self, factor: f32) {
        self.0[FACTORS] = self.0[FACTORS].saturating_add(hundredths(factor));
    }

    /// In bits, but for rivals.
    pub(crate) fn unpacked(self) -> Contributions {
        let [when, place, who, what, toll, cited, prior, third] =
            self.0.map(|bits| f32::from(bits) / 100.0);
        Contributions { when, place, who, what, toll, cited, third, rivals: 0.0, prior }
    }
}

#[allow(clippy::cast_possible_truncation)] // the cast saturates
fn hundredths(factor: f32) -> i16 {
    (factor.log2() * 100.0).round() as i16
}
