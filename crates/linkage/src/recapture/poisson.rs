//! A Poisson regression with logarithmic link on a handful of cells.

/// What a fit gives.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fit {
    /// Coefficients, in the order of the columns.
    pub(super) coefficients: Vec<f64>,
    /// Variance of the first coefficient.
    pub(super) variance_first: f64,
    /// Logarithm of the likelihood, constants included.
    pub(super) log_likelihood: f64,
    /// Twice the distance to the likelihood of the saturated model.
    pub(super) deviance: f64,
}

/// Iterations after which a fit that has not settled is given up.
const ITERATIONS_MAX: usize = 100;
/// A fitted count below this is on its way to zero: no finite coefficients fit best.
const FITTED_LEAST: f64 = 1e-6;

/// Fits by iteratively reweighted least squares (McCullagh & Nelder 1989, §2.5). `rows` are the cells' values
/// of each column. None where the columns depend on each other or no finite coefficients fit best, as where
/// two lists share nothing and their interaction is in the model (Fienberg & Rinaldo 2012).
pub(super) fn fit(rows: &[Vec<f64>], counts: &[f64]) -> Option<Fit> {
    let columns = rows.first()?.len();
    let mut fitted: Vec<f64> = counts.iter().map(|count| count + 0.1).collect();
    let mut last = f64::INFINITY;
    for _ in 0..ITERATIONS_MAX {
        let (information, score) = normal_equations(rows, counts, &fitted);
        let root = Root::of(information)?;
        let coefficients = root.solve(&score);
        for (fitted, row) in fitted.iter_mut().zip(rows) {
            let predictor: f64 = row.iter().zip(&coefficients).map(|(x, b)| x * b).sum();
            *fitted = predictor.clamp(-40.0, 40.0).exp();
        }
        let deviance = deviance(counts, &fitted);
        if (deviance - last).abs() < 1e-11 * (deviance.abs() + 0.1) {
            return settled(rows, counts, &fitted, columns, deviance);
        }
        last = deviance;
    }
    None
}

fn settled(
    rows: &[Vec<f64>],
    counts: &[f64],
    fitted: &[f64],
    columns: usize,
    deviance: f64,
) -> Option<Fit> {
    if fitted.iter().any(|fitted| *fitted < FITTED_LEAST || !fitted.is_finite()) {
        return None;
    }
    let (information, score) = normal_equations(rows, counts, fitted);
    let root = Root::of(information)?;
    let mut first = vec![0.0; columns];
    first[0] = 1.0;
    Some(Fit {
        coefficients: root.solve(&score),
        variance_first: root.solve(&first)[0],
        log_likelihood: counts
            .iter()
            .zip(fitted)
            .map(|(count, fitted)| count * fitted.ln() - fitted - ln_factorial(*count))
            .sum(),
        deviance,
    })
}

/// Xᵀ W X and Xᵀ W z with the weights and working responses of the fitted counts.
fn normal_equations(
    rows: &[Vec<f64>],
    counts: &[f64],
    fitted: &[f64],
) -> (Vec<Vec<f64>>, Vec<f64>) {
    let columns = rows.first().map_or(0, Vec::len);
    let mut information = vec![vec![0.0; columns]; columns];
    let mut score = vec![0.0; columns];
    for ((row, count), fitted) in rows.iter().zip(counts).zip(fitted) {
        let response = fitted.ln() + (count - fitted) / fitted;
        for (one, x) in row.iter().enumerate() {
            score[one] += x * fitted * response;
            for (cell, y) in information[one].iter_mut().zip(row) {
                *cell += x * y * fitted;
            }
        }
    }
    (information, score)
}

/// The lower triangle whose product with its transpose is a matrix (Cholesky).
struct Root(Vec<Vec<f64>>);

impl Root {
    fn of(mut matrix: Vec<Vec<f64>>) -> Option<Self> {
        let size = matrix.len();
        for at in 0..size {
            let own = matrix[at][at];
            let below: f64 = matrix[at][..at].iter().map(|x| x * x).sum();
            let pivot = own - below;
            // Not above rounding: the columns depend on each other.
            if !pivot.is_finite() || pivot <= 1e-12 * own {
                return None;
            }
            let pivot = pivot.sqrt();
            matrix[at][at] = pivot;
            for next in at + 1..size {
                let product: f64 = (0..at).map(|k| matrix[next][k] * matrix[at][k]).sum();
                matrix[next][at] = (matrix[next][at] - product) / pivot;
            }
        }
        Some(Self(matrix))
    }

    fn solve(&self, right: &[f64]) -> Vec<f64> {
        let size = self.0.len();
        let mut solution = right.to_vec();
        for at in 0..size {
            let done: f64 = (0..at).map(|k| self.0[at][k] * solution[k]).sum();
            solution[at] = (solution[at] - done) / self.0[at][at];
        }
        for at in (0..size).rev() {
            let done: f64 = (at + 1..size).map(|k| self.0[k][at] * solution[k]).sum();
            solution[at] = (solution[at] - done) / self.0[at][at];
        }
        solution
    }
}

fn deviance(counts: &[f64], fitted: &[f64]) -> f64 {
    let terms = counts.iter().zip(fitted).map(|(count, fitted)| {
        let log = if *count > 0.0 { count * (count / fitted).ln() } else { 0.0 };
        log - (count - fitted)
    });
    2.0 * terms.sum::<f64>()
}

/// ln n!, by Stirling's series above 20 (its error there is below 1e-13).
fn ln_factorial(n: f64) -> f64 {
    if n > 20.0 {
        let inverse = 1.0 / n;
        let series = inverse / 12.0 - inverse.powi(3) / 360.0 + inverse.powi(5) / 1260.0
            - inverse.powi(7) / 1680.0;
        return n * n.ln() - n + 0.5 * (std::f64::consts::TAU * n).ln() + series;
    }
    let (mut sum, mut k) = (0.0, 2.0);
    while k <= n {
        sum += f64::ln(k);
        k += 1.0;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_alone_fits_the_logarithm_of_the_mean() {
        let fit = fit(&[vec![1.0], vec![1.0]], &[2.0, 6.0]).unwrap();
        assert!((fit.coefficients[0] - 4.0_f64.ln()).abs() < 1e-9);
        // The information is the sum of the fitted counts.
        assert!((fit.variance_first - 1.0 / 8.0).abs() < 1e-9);
        // ln of 4² e⁻⁴ / 2! × 4⁶ e⁻⁴ / 6!.
        let log_likelihood = 8.0 * 4.0_f64.ln() - 8.0 - 1440.0_f64.ln();
        assert!((fit.log_likelihood - log_likelihood).abs() < 1e-9);
    }

    #[test]
    fn columns_that_depend_on_each_other_and_empty_cells_of_their_own_column_are_refused() {
        assert_eq!(fit(&[vec![1.0, 1.0], vec![1.0, 1.0]], &[2.0, 6.0]), None);
        assert_eq!(fit(&[vec![1.0, 0.0], vec![1.0, 1.0]], &[2.0, 0.0]), None);
    }

    #[test]
    fn the_logarithm_of_the_factorial_is_that_of_the_product_also_where_the_series_begins() {
        for n in [0_u32, 1, 5, 20, 21, 40, 300] {
            let product: f64 = (1..=n).map(|k| f64::from(k).ln()).sum();
            assert!((ln_factorial(f64::from(n)) - product).abs() < 1e-11 * (1.0 + product));
        }
    }
}
