//! Three or four lists: log-linear models.

use super::{Estimate, Method, history, poisson, real};

/// By what models are compared; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash)]
pub enum Criterion {
    /// −2 ln L + 2 p (Akaike 1973).
    #[default]
    Aic,
    /// −2 ln L + p ln n with n the number of incidents seen (Schwarz 1978).
    Bic,
}

/// One fitted model: all lists, and which pairs of them depend on each other.
#[derive(Debug, Clone, PartialEq)]
pub struct LogLinear {
    /// Pairs of lists whose interaction is in the model, by their positions, in ascending order.
    pub pairs: Vec<[u8; 2]>,
    /// What it says of the total.
    pub estimate: Estimate,
    /// Likelihood-ratio statistic against the saturated model (G²).
    pub deviance: f64,
    /// Cells less parameters.
    pub degrees_of_freedom: usize,
    /// Akaike's criterion.
    pub aic: f64,
    /// Schwarz's criterion.
    pub bic: f64,
}

impl LogLinear {
    /// The value of a criterion.
    #[must_use]
    pub const fn value(&self, criterion: Criterion) -> f64 {
        match criterion {
            Criterion::Aic => self.aic,
            Criterion::Bic => self.bic,
        }
    }
}

/// All models that could be fitted, the best first.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// By what they are ordered.
    pub criterion: Criterion,
    /// The models, at least one.
    pub models: Vec<LogLinear>,
}

impl Selection {
    /// The model with the least value of the criterion.
    #[must_use]
    pub fn best(&self) -> &LogLinear {
        &self.models[0]
    }

    /// The least and greatest total of the models whose criterion is within `within` of the best; 2 is usual.
    /// Where it is wider than the best model's interval, the choice of the model matters more than chance.
    #[must_use]
    pub fn totals_within(&self, within: f64) -> (f64, f64) {
        let least = self.best().value(self.criterion);
        let near = self.models.iter().filter(|m| m.value(self.criterion) - least <= within);
        near.map(|model| model.estimate.total)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), n| (low.min(n), high.max(n)))
    }
}

/// Fits to the counts by history all models with main effects and any set of pairwise interactions: 8 models
/// of three lists, 64 of four. `counts` are 8 or 16 numbers, the number at `s` of the incidents seen by exactly
/// the datasets whose bits are set in `s`; the first is ignored. None where no model can be fitted.
///
/// Fienberg (1972, Biometrika 59: 591-603); Bishop, Fienberg & Holland (1975, ch. 6). The unseen cell is the
/// exponential of the constant; variance of the total m + m² var(constant), m the unseen ones (delta method:
/// Rivest & Lévesque 2001). A model that no finite coefficients fit best is left out.
#[must_use]
pub fn log_linear(counts: &[u64], criterion: Criterion) -> Option<Selection> {
    let lists = match counts.len() {
        8 => 3_u8,
        16 => 4,
        _ => return None,
    };
    let pairs: Vec<[u8; 2]> =
        (0..lists).flat_map(|one| (one + 1..lists).map(move |other| [one, other])).collect();
    let mut models: Vec<LogLinear> = (0_u32..1 << pairs.len())
        .filter_map(|chosen| {
            let chosen = pairs.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1);
            model(counts, lists, chosen.map(|(_, pair)| *pair).collect())
        })
        .collect();
    models.sort_by(|one, other| {
        let values = one.value(criterion).total_cmp(&other.value(criterion));
        values.then_with(|| (one.pairs.len(), &one.pairs).cmp(&(other.pairs.len(), &other.pairs)))
    });
    (!models.is_empty()).then_some(Selection { criterion, models })
}

fn model(counts: &[u64], lists: u8, pairs: Vec<[u8; 2]>) -> Option<LogLinear> {
    let seen = counts[1..].iter().try_fold(0_u64, |sum, count| sum.checked_add(*count))?;
    let cells: Vec<f64> = counts[1..].iter().map(|count| real(*count)).collect();
    let rows: Vec<Vec<f64>> = (1..counts.len()).map(|set| row(set, lists, &pairs)).collect();
    let fit = poisson::fit(&rows, &cells)?;
    let missed = fit.coefficients[0].exp();
    let variance = missed + missed * missed * fit.variance_first;
    let parameters = fit.coefficients.len();
    let free = f64::from(u8::try_from(parameters).ok()?);
    Some(LogLinear {
        pairs,
        estimate: Estimate::of(Method::LogLinear, seen, real(seen) + missed, variance),
        deviance: fit.deviance,
        degrees_of_freedom: cells.len() - parameters,
        aic: 2.0 * free - 2.0 * fit.log_likelihood,
        bic: free * real(seen).ln() - 2.0 * fit.log_likelihood,
    })
}

/// A cell's values: the constant, each list, each pair.
fn row(set: usize, lists: u8, pairs: &[[u8; 2]]) -> Vec<f64> {
    let is_in = |all_of: usize| if set & all_of == all_of { 1.0 } else { 0.0 };
    let mains = (0..lists).map(|list| is_in(1 << list));
    let both = pairs.iter().map(|pair| is_in(history(&pair.map(usize::from))));
    std::iter::once(1.0).chain(mains).chain(both).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<'s>(selection: &'s Selection, pairs: &[[u8; 2]]) -> &'s LogLinear {
        selection.models.iter().find(|model| model.pairs == pairs).unwrap()
    }

    #[test]
    fn the_model_with_all_pairs_has_the_closed_form_of_three_lists() {
        // Unseen = x₁ x₂ x₃ x₁₂₃ / (x₁₂ x₁₃ x₂₃) (Bishop, Fienberg & Holland 1975, ch. 6).
        let selection = log_linear(&[0, 60, 50, 20, 40, 15, 10, 6], Criterion::Aic).unwrap();
        let all = with(&selection, &[[0, 1], [0, 2], [1, 2]]);
        let missed = 60.0 * 50.0 * 40.0 * 6.0 / (20.0 * 15.0 * 10.0);
        assert!((all.estimate.missed() - missed).abs() < 1e-6);
        assert!(all.deviance.abs() < 1e-9 && all.degrees_of_freedom == 0);
    }

    #[test]
    fn with_one_list_independent_of_two_others_the_estimate_is_petersens_of_it_and_their_union() {
        // Bishop, Fienberg & Holland (1975, ch. 6): unseen = x₃ (x₁ + x₂ + x₁₂) / (x₁₃ + x₂₃ + x₁₂₃).
        let selection = log_linear(&[0, 60, 50, 20, 40, 15, 10, 6], Criterion::Aic).unwrap();
        let missed = 40.0 * (60.0 + 50.0 + 20.0) / (15.0 + 10.0 + 6.0);
        assert!((with(&selection, &[[0, 1]]).estimate.missed() - missed).abs() < 1e-6);
    }

    #[test]
    fn a_model_that_nothing_finite_fits_best_is_left_out() {
        let selection = log_linear(&[0, 60, 50, 0, 40, 15, 10, 0], Criterion::Aic).unwrap();
        assert!(selection.models.iter().all(|model| !model.pairs.contains(&[0, 1])));
        assert_eq!(log_linear(&[0; 8], Criterion::Aic), None);
        assert_eq!(log_linear(&[0, 1, 2, 3], Criterion::Aic), None);
    }
}
