//! Small charts made of characters.

const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// One character for each value, its height relative to `top`; a dot for nothing at all, so that a quiet
/// month does not look like a small one.
pub(crate) fn spark(values: &[f64], top: f64) -> String {
    values
        .iter()
        .map(|value| {
            if *value <= 0.0 || top <= 0.0 {
                return '·';
            }
            // Between 0 and 7.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let level = (value / top * 8.0).ceil().clamp(1.0, 8.0) as usize - 1;
            LEVELS[level]
        })
        .collect()
}

/// A bar of up to `width` characters, at least a sliver for anything above nothing.
pub(crate) fn bar(value: f64, top: f64, width: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if value <= 0.0 || top <= 0.0 {
        return String::new();
    }
    // Between 1 and eight times the width.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    let eighths = (value / top * width as f64 * 8.0).round().max(1.0) as usize;
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quiet_month_is_a_dot_and_the_largest_is_full() {
        assert_eq!(spark(&[0.0, 1.0, 50.0, 100.0], 100.0), "·▁▄█");
        assert_eq!(spark(&[0.0], 0.0), "·");
    }

    #[test]
    fn a_bar_is_never_invisible() {
        assert_eq!(bar(100.0, 100.0, 4), "████");
        assert_eq!(bar(0.1, 100.0, 4), "▏");
        assert_eq!(bar(0.0, 100.0, 4), "");
    }
}
