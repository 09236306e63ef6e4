//! Numbers in digits.

/// The value of digits with commas or blanks between thousands and a period before decimals, in any
/// script's digits; `None` when they are no number.
pub(super) fn parse(word: &str) -> Option<f64> {
    const DIGITS_MAX: usize = 15;
    let plain: Option<String> = word
        .chars()
        .filter(|c| !matches!(c, ',' | '\u{66c}'))
        .map(|c| match c {
            '.' | '\u{66b}' => Some('.'),
            c => value(c).map(|digit| char::from(b'0' + digit)),
        })
        .collect();
    let plain = plain.filter(|plain| !plain.is_empty() && plain.len() <= DIGITS_MAX)?;
    plain.parse().ok()
}

/// The value of a decimal digit of the scripts that news is written in.
fn value(c: char) -> Option<u8> {
    /// Zeros of scripts whose digits follow one another.
    const ZEROS: &[char] = &[
        '0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}',
        '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{1040}', '\u{ff10}',
    ];
    ZEROS.iter().find_map(|&zero| {
        let digit = u32::from(c).checked_sub(u32::from(zero)).filter(|digit| *digit < 10)?;
        u8::try_from(digit).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_any_script_are_read() {
        assert_eq!(parse("3,000"), Some(3000.0));
        assert_eq!(parse("4.5"), Some(4.5));
        assert_eq!(parse("\u{661}\u{662}"), Some(12.0));
        assert_eq!(parse("\u{967}\u{968}"), Some(12.0));
        assert_eq!(parse("12a"), None);
        assert_eq!(parse("99999999999999999999"), None);
    }
}
