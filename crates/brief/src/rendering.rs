//! Values, and how they are printed. Reading back is comparing with what is printed now: each value has one
//! form only.

use bellwether_model::Date;
use serde::{Deserialize, Serialize};

/// What a query gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// A number.
    Number(f64),
    /// Words of a source, as they stand there.
    Text(String),
    /// A day.
    Day(Date),
    /// There is no such number.
    Nothing,
}

impl Value {
    /// The number, if it is one.
    #[must_use]
    pub const fn number(&self) -> Option<f64> {
        match self {
            Self::Number(value) => Some(*value),
            _ => None,
        }
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        if value.is_finite() { Self::Number(value) } else { Self::Nothing }
    }
}

impl From<Option<f64>> for Value {
    fn from(value: Option<f64>) -> Self {
        value.map_or(Self::Nothing, Self::from)
    }
}

impl From<Option<Date>> for Value {
    fn from(value: Option<Date>) -> Self {
        value.map_or(Self::Nothing, Self::Day)
    }
}

impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Self {
        value.map_or(Self::Nothing, Self::Text)
    }
}

/// The form in which a value is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rendering {
    /// `1,234`; of a share of an event, the nearest whole number.
    Whole,
    /// `1.2`.
    Tenth,
    /// `0.84`.
    Hundredth,
    /// A share as `47%`; `under 1%` where there is some.
    Percent,
    /// A change as `+47%` or `−12%`.
    Change,
    /// A difference of shares as `+4 points` or `−4 points`.
    Points,
    /// A probability as `72%`; `over 99%` and `under 1%` at the ends, beyond which no word of ICD 203 goes.
    Probability,
    /// The probability of a test as `0.03`; `under 0.01` for what is less.
    TestProbability,
    /// A day, or the words of a source, as they are.
    AsIs,
}

/// What is printed where there is no number.
pub(crate) const NOTHING: &str = "–";

impl Rendering {
    /// The value as it is printed.
    #[must_use]
    pub fn print(self, value: &Value) -> String {
        match value {
            Value::Nothing => NOTHING.to_owned(),
            Value::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Value::Day(day) => day.to_string(),
            Value::Number(number) => self.number(*number),
        }
    }

    fn number(self, value: f64) -> String {
        let value = if value == 0.0 { 0.0 } else { value };
        match self {
            Self::Whole | Self::AsIs => thousands(value),
            Self::Tenth => trimmed(format!("{value:.1}")),
            Self::Hundredth => trimmed(format!("{value:.2}")),
            Self::Percent if value > 0.0 && value < 0.005 => "under 1%".to_owned(),
            Self::Percent => format!("{}%", trimmed(format!("{:.0}", value * 100.0))),
            Self::Change => format!("{}%", signed(value)),
            Self::Points => {
                let points = signed(value);
                let one = matches!(points.as_str(), "+1" | "−1");
                format!("{points} point{}", if one { "" } else { "s" })
            }
            Self::Probability if value > 0.99 => "over 99%".to_owned(),
            Self::Probability if value < 0.01 => "under 1%".to_owned(),
            Self::Probability => format!("{:.0}%", value * 100.0),
            Self::TestProbability if value < 0.01 => "under 0.01".to_owned(),
            Self::TestProbability => format!("{value:.2}"),
        }
    }
}

/// Hundredths with their sign.
fn signed(value: f64) -> String {
    let percent = (value * 100.0).round();
    let sign = if percent > 0.0 {
        "+"
    } else if percent < 0.0 {
        "−"
    } else {
        "±"
    };
    format!("{sign}{}", thousands(percent.abs()))
}

/// Minus nought is nought.
fn trimmed(text: String) -> String {
    let nought = text.strip_prefix('-').filter(|rest| rest.chars().all(|c| matches!(c, '0' | '.')));
    nought.map_or_else(|| text.replace('-', "−"), str::to_owned)
}

/// A whole number with commas.
fn thousands(value: f64) -> String {
    let digits = format!("{:.0}", value.abs().round());
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if value.round() < 0.0 { format!("−{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_one_printed_form() {
        let printed = |how: Rendering, value: f64| how.print(&Value::from(value));
        assert_eq!(printed(Rendering::Whole, 1_234_567.4), "1,234,567");
        assert_eq!(printed(Rendering::TestProbability, 0.004), "under 0.01");
        assert_eq!(printed(Rendering::TestProbability, 0.034), "0.03");
        assert_eq!(printed(Rendering::Whole, -1_234.0), "−1,234");
        assert_eq!(printed(Rendering::Whole, -0.2), "0");
        assert_eq!(printed(Rendering::Tenth, 3.25), "3.2");
        assert_eq!(printed(Rendering::Tenth, -0.04), "0.0");
        assert_eq!(printed(Rendering::Percent, 0.475), "48%");
        assert_eq!(printed(Rendering::Percent, 0.003), "under 1%");
        assert_eq!(printed(Rendering::Percent, 0.0), "0%");
        assert_eq!(printed(Rendering::Points, -0.04), "−4 points");
        assert_eq!(printed(Rendering::Change, 0.125), "+13%");
        assert_eq!(printed(Rendering::Change, -0.125), "−13%");
        assert_eq!(printed(Rendering::Change, 0.001), "±0%");
        assert_eq!(printed(Rendering::Probability, 0.9999), "over 99%");
        assert_eq!(printed(Rendering::Probability, 0.001), "under 1%");
        assert_eq!(printed(Rendering::Probability, 0.72), "72%");
        assert_eq!(printed(Rendering::Whole, f64::NAN), NOTHING);
    }

    #[test]
    fn words_of_a_source_are_one_line() {
        assert_eq!(Rendering::AsIs.print(&Value::Text("a\n  b".into())), "a b");
    }
}
