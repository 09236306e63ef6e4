//! How much likelier the cases are with a cluster than without.

/// The likelihood of a study, given its totals.
#[derive(Debug, Clone, Copy)]
pub(super) struct Likelihood {
    /// All cases.
    cases: f64,
    /// Cases and controls, where individuals are counted (Bernoulli).
    individuals: Option<f64>,
    /// What turns a squared deviation into a bound of the ratio.
    scale: f64,
}

impl Likelihood {
    /// Cases that come independently (Poisson), or with both margins held fixed (permutation).
    pub(super) const fn poisson(cases: f64) -> Self {
        Self { cases, individuals: None, scale: cases }
    }

    /// Individuals, each a case or a control.
    pub(super) fn bernoulli(cases: f64, individuals: f64) -> Self {
        let scale = cases / (1.0 - cases / individuals);
        Self { cases, individuals: Some(individuals), scale }
    }

    pub(super) const fn cases(&self) -> f64 {
        self.cases
    }

    /// The logarithm of the likelihood ratio; 0 where no more are observed than expected.
    ///
    /// Kulldorff (1997), equations for the Poisson and the Bernoulli model; Kulldorff et al. (2005) use the
    /// Poisson form for the permutation model.
    pub(super) fn ratio(&self, observed: f64, expected: f64) -> f64 {
        if observed <= expected || expected >= self.cases {
            return 0.0;
        }
        let outside = self.cases - observed;
        let high = part(observed, expected) + part(outside, self.cases - expected);
        match self.individuals {
            None => high,
            Some(individuals) => {
                let at_risk = expected * individuals / self.cases;
                let controls = individuals - self.cases;
                let expected_controls = at_risk - expected;
                let observed_controls = (at_risk - observed).max(0.0);
                high + part(observed_controls, expected_controls)
                    + part(controls - observed_controls, controls - expected_controls)
            }
        }
    }

    /// Whether the ratio may exceed `floor`; false is certain, true is not.
    ///
    /// A divergence is at most its chi-squared distance, so the ratio of the Poisson model is at most
    /// (c-µ)²C / µ(C-µ), and that of the Bernoulli model this divided by 1 - C/N.
    #[inline]
    pub(super) fn may_exceed(&self, observed: f64, expected: f64, floor: f64) -> bool {
        let excess = observed - expected;
        excess > 0.0 && excess * excess * self.scale > floor * expected * (self.cases - expected)
    }

    /// The fewest cases, from `at_least` on, whose ratio exceeds `floor` where this many are expected.
    /// A circle that holds more individuals than this one cannot exceed it with fewer.
    pub(super) fn fewest(&self, expected: f64, floor: f64, at_least: u32) -> u32 {
        let room = self.individuals.map_or(self.cases, |all| expected * all / self.cases);
        // Counts of cases fit; what does not saturates.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let (mut low, mut high) = (expected as u32, room.min(self.cases) as u32 + 1);
        // `high` exceeds or is the first count beyond the room; `low` does not exceed.
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if self.ratio(f64::from(middle), expected) > floor {
                high = middle;
            } else {
                low = middle;
            }
        }
        high.max(at_least)
    }
}

/// `count` times the logarithm of its ratio to what was expected.
fn part(count: f64, expected: f64) -> f64 {
    if count > 0.0 { count * (count / expected).ln() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_poisson_ratio_agrees_with_a_sum_done_by_hand() {
        // 4 ln(4/1) + 6 ln(6/9)
        let ratio = Likelihood::poisson(10.0).ratio(4.0, 1.0);
        assert!((ratio - (4.0 * 4f64.ln() + 6.0 * (6f64 / 9.0).ln())).abs() < 1e-12);
        assert!(Likelihood::poisson(10.0).ratio(1.0, 1.0).abs() < 1e-12);
        assert!((Likelihood::poisson(10.0).ratio(10.0, 5.0) - 10.0 * 2f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn the_bernoulli_ratio_agrees_with_its_textbook_form() {
        // 3 cases of 4 inside, 2 of 16 outside, 5 of 20 in all.
        let ln = |count: f64, of: f64| count * (count / of).ln();
        let by_hand = ln(3.0, 4.0) + ln(1.0, 4.0) + ln(2.0, 16.0) + ln(14.0, 16.0)
            - ln(5.0, 20.0)
            - ln(15.0, 20.0);
        let ratio = Likelihood::bernoulli(5.0, 20.0).ratio(3.0, 1.0);
        assert!((ratio - by_hand).abs() < 1e-12, "{ratio} {by_hand}");
    }

    #[test]
    fn nothing_that_exceeds_is_ever_ruled_out() {
        for likelihood in [Likelihood::poisson(40.0), Likelihood::bernoulli(40.0, 100.0)] {
            for tenths in 1..200 {
                let expected = f64::from(tenths) / 10.0;
                let room = (expected * 2.5).floor().min(40.0);
                let mut count = 0.0;
                while count <= room {
                    let ratio = likelihood.ratio(count, expected);
                    for floor in [0.0, 0.1, 1.0, 5.0] {
                        assert!(ratio <= floor || likelihood.may_exceed(count, expected, floor));
                    }
                    count += 1.0;
                }
            }
        }
    }

    #[test]
    fn the_fewest_cases_exceed_and_one_fewer_do_not() {
        let likelihood = Likelihood::poisson(500.0);
        for expected in [0.01, 0.5, 3.0, 77.7] {
            let fewest = f64::from(likelihood.fewest(expected, 6.0, 1));
            assert!(likelihood.ratio(fewest, expected) > 6.0);
            assert!(likelihood.ratio(fewest - 1.0, expected) <= 6.0);
        }
        assert_eq!(likelihood.fewest(0.01, 0.0, 2), 2);
    }
}
