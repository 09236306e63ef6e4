//! Axes: round marks from nought to above the largest value.

/// Marks at round steps (1, 2 or 5 times a power of ten) from nought to the first at or above `top`; about `wanted`
/// of them, whole numbers if `whole`.
#[must_use]
pub fn ticks(top: f64, wanted: usize, whole: bool) -> Vec<f64> {
    if !(top > 0.0 && top.is_finite()) {
        return vec![0.0, 1.0];
    }
    let raw = top / wanted.max(1) as f64;
    let power = 10f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|unit| unit * power).find(|step| *step >= raw);
    let mut step = step.unwrap_or(10.0 * power);
    if whole {
        step = step.max(1.0).round();
    }
    let mut marks = vec![0.0];
    while marks.last().is_some_and(|last| *last < top - step * 1e-9) {
        marks.push(step * marks.len() as f64);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_round_and_reach_the_top() {
        assert_eq!(ticks(87.0, 4, true), [0.0, 50.0, 100.0]);
        assert_eq!(ticks(400.0, 4, true), [0.0, 100.0, 200.0, 300.0, 400.0]);
        assert_eq!(ticks(1.0, 4, true), [0.0, 1.0]);
        assert_eq!(ticks(0.0, 4, true), [0.0, 1.0]);
        assert_eq!(ticks(f64::NAN, 4, false), [0.0, 1.0]);
        assert_eq!(ticks(0.9, 3, false), [0.0, 0.5, 1.0]);
    }
}
