//! Distribution functions of counts, in the accuracy that the tails need.
//!
//! Counts may be fractions (an event spread over two days), so the tails are those of the continuous
//! extensions by incomplete beta and gamma functions, which agree with the discrete ones at whole numbers.

use statrs::function::{beta::beta_reg, erf, gamma::gamma_lr};

/// The least probability told apart from 0.
const FLOOR: f64 = 1e-300;

/// `P(X >= x)` for a count of this mean whose variance is `dispersion` times the mean; 1 is Poisson.
pub(crate) fn upper_tail(x: f64, mean: f64, dispersion: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    if mean <= 0.0 {
        return FLOOR;
    }
    let tail = if dispersion > 1.0 + 1e-9 {
        let size = mean / (dispersion - 1.0);
        beta_reg(x, size, 1.0 - 1.0 / dispersion)
    } else {
        gamma_lr(x, mean)
    };
    tail.clamp(FLOOR, 1.0)
}

/// `P(X <= x)` for whole `x`.
fn lower_tail(x: f64, mean: f64, dispersion: f64) -> f64 {
    if x < 0.0 {
        return 0.0;
    }
    if dispersion > 1.0 + 1e-9 {
        beta_reg(mean / (dispersion - 1.0), x + 1.0, 1.0 / dispersion)
    } else {
        1.0 - gamma_lr(x + 1.0, mean)
    }
}

/// The least whole count with `P(X <= count) >= probability`, for a variance of `dispersion` times the
/// mean.
pub(crate) fn quantile(probability: f64, mean: f64, dispersion: f64) -> f64 {
    if mean <= 0.0 {
        return 0.0;
    }
    // What rounding takes from the sum must not push the answer to the next count.
    let wanted = probability * (1.0 - 64.0 * f64::EPSILON);
    let start =
        if dispersion > 1.0 { -(mean / (dispersion - 1.0)) * dispersion.ln() } else { -mean };
    if start > -600.0 && mean < 1e4 {
        quantile_by_sum(wanted, mean, dispersion, start.exp())
    } else {
        quantile_by_search(wanted, mean, dispersion)
    }
}

fn quantile_by_sum(wanted: f64, mean: f64, dispersion: f64, zero: f64) -> f64 {
    let (mut mass, mut sum, mut count) = (zero, zero, 0.0);
    let growth = 1.0 - 1.0 / dispersion.max(1.0);
    let size = if dispersion > 1.0 { mean / (dispersion - 1.0) } else { f64::INFINITY };
    while sum < wanted && count < 1e7 {
        let ratio = if size.is_finite() {
            (size + count) * growth / (count + 1.0)
        } else {
            mean / (count + 1.0)
        };
        mass *= ratio;
        sum += mass;
        count += 1.0;
        if mass < FLOOR && count > mean {
            break;
        }
    }
    count
}

fn quantile_by_search(wanted: f64, mean: f64, dispersion: f64) -> f64 {
    let (mut low, mut high) = (-1.0_f64, mean + 10.0 * (mean * dispersion).sqrt() + 10.0);
    while lower_tail(high, mean, dispersion) < wanted {
        (low, high) = (high, high * 2.0);
    }
    high = high.ceil();
    while high - low > 1.0 {
        let middle = ((low + high) / 2.0).floor();
        if lower_tail(middle, mean, dispersion) < wanted {
            low = middle;
        } else {
            high = middle;
        }
    }
    high.max(0.0)
}

/// The quantile of the standard normal distribution.
pub(crate) fn normal_quantile(probability: f64) -> f64 {
    -std::f64::consts::SQRT_2 * erf::erfc_inv(2.0 * probability)
}

/// The upper tail of the standard normal distribution.
pub(crate) fn normal_upper(z: f64) -> f64 {
    0.5 * erf::erfc(z / std::f64::consts::SQRT_2)
}

/// The two-sided p-value of a t statistic.
pub(crate) fn t_two_sided(t: f64, degrees: f64) -> f64 {
    beta_reg(degrees / 2.0, 0.5, degrees / (degrees + t * t))
}

/// The bounds of the exact interval of a Poisson mean of which `count` was seen (Garwood 1936).
pub(crate) fn poisson_interval(count: f64, confidence: f64) -> (f64, f64) {
    let half = (1.0 - confidence) / 2.0;
    let top = count + 20.0 + 20.0 * count.sqrt();
    let low =
        if count <= 0.0 { 0.0 } else { bisect(1e-12, top, |mean| gamma_lr(count, mean) - half) };
    let high = bisect(1e-12, top, |mean| gamma_lr(count + 1.0, mean) - (1.0 - half));
    (low, high)
}

/// The zero of a rising function, to 60 binary places of the interval.
pub(crate) fn bisect(mut low: f64, mut high: f64, function: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if function(middle) < 0.0 { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R: `ppois(4, 2, lower=FALSE)`, `pnbinom(9, size=2, mu=4, lower=FALSE)`, `qnbinom(.95, 2, mu=4)`,
    /// `qpois(.95, 2)`, `qnbinom(.999, size=50, mu=5000)`.
    #[test]
    fn tails_and_quantiles_are_those_of_r() {
        assert!((upper_tail(5.0, 2.0, 1.0) - 0.052_653_017_343_711).abs() < 1e-12);
        assert!((upper_tail(10.0, 4.0, 3.0) - 0.075_146_629_635_274_7).abs() < 1e-12);
        assert_eq!(quantile(0.95, 4.0, 3.0), 11.0);
        assert_eq!(quantile(0.95, 2.0, 1.0), 5.0);
        assert_eq!(quantile(0.999, 5000.0, 101.0), 7485.0);
    }

    /// R: `poisson.test(10)$conf.int`.
    #[test]
    fn intervals_are_exact() {
        let (low, high) = poisson_interval(10.0, 0.95);
        assert!((low - 4.795_389).abs() < 1e-6 && (high - 18.390_36).abs() < 1e-5);
    }
}
