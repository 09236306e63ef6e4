//! A line under construction: bytes that are reused, with the few things that every format needs.

use crate::{calendar::Calendar, world::Degrees};

/// A buffer for one line.
#[derive(Default)]
pub(crate) struct Line {
    pub(crate) bytes: Vec<u8>,
    digits: itoa::Buffer,
}

impl Line {
    /// Forgets the line before.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
    }

    /// Text as it is.
    pub(crate) fn text(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// A whole number.
    pub(crate) fn number(&mut self, number: impl Into<i64>) {
        self.bytes.extend_from_slice(self.digits.format(number.into()).as_bytes());
    }

    /// A whole number with zeros in front, so many digits wide.
    pub(crate) fn padded(&mut self, number: u32, width: usize) {
        let digits = self.digits.format(number);
        for _ in digits.len()..width {
            self.bytes.push(b'0');
        }
        self.bytes.extend_from_slice(digits.as_bytes());
    }

    /// Text with the quotes of CSV where it needs them.
    pub(crate) fn csv(&mut self, text: &str) {
        if text.contains(['"', ',', '\n']) {
            self.text("\"");
            self.text(&text.replace('"', "\"\""));
            self.text("\"");
        } else {
            self.text(text);
        }
    }

    /// Decimal degrees with four decimals, from 1/100,000 degree, rounded half away from zero.
    pub(crate) fn degrees(&mut self, value: i32) {
        let tenths = (value.unsigned_abs() + 5) / 10;
        if value < 0 && tenths > 0 {
            self.text("-");
        }
        self.number(tenths / 10_000);
        self.text(".");
        self.padded(tenths % 10_000, 4);
    }

    /// Latitude and longitude with this between them.
    pub(crate) fn point(&mut self, at: Degrees, between: &str) {
        self.degrees(at.latitude);
        self.text(between);
        self.degrees(at.longitude);
    }

    /// A day as `YYYYMMDD`.
    pub(crate) fn compact(&mut self, calendar: &Calendar, day: u32) {
        let text = calendar.text(day);
        for range in [0..4, 5..7, 8..10] {
            self.bytes.extend_from_slice(&text[range]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(put: impl Fn(&mut Line)) -> String {
        let mut line = Line::default();
        put(&mut line);
        String::from_utf8(line.bytes).expect("text")
    }

    #[test]
    fn degrees_have_four_decimals_and_zeros_where_they_belong() {
        assert_eq!(written(|line| line.degrees(-5_200_049)), "-52.0005");
        assert_eq!(written(|line| line.degrees(1_004)), "0.0100");
        assert_eq!(written(|line| line.degrees(-4)), "0.0000");
    }

    #[test]
    fn text_is_quoted_only_where_it_must_be() {
        assert_eq!(written(|line| line.csv("plain (text)")), "plain (text)");
        assert_eq!(written(|line| line.csv("a, \"b\"")), "\"a, \"\"b\"\"\"");
        assert_eq!(written(|line| line.padded(42, 4)), "0042");
    }
}
