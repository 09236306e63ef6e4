//! What the first rows say of one column.

use std::collections::HashMap;

use bellwether_model::Date;

use crate::mapped::atlas::Atlas;
use crate::mapped::date::in_form;
use crate::mapped::spec::Codes;
use crate::text::value::{DateOrder, date};

/// Distinct values that are remembered.
const DISTINCT: usize = 400;
/// Bytes of a value that is remembered.
const VALUE_BYTES: usize = 80;

/// Words that tables write for nothing.
pub(super) const NOTHING: [&str; 14] = [
    "n/a",
    "nan",
    "null",
    "none",
    "nil",
    "-",
    "--",
    ".",
    "?",
    "unknown",
    "missing",
    "not available",
    "-99",
    "-9",
];

/// Forms of dates that are tried, besides ISO; of two that fit equally the first is taken.
const FORMS: [&str; 20] = [
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%Y/%m/%d",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d.%m.%y",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%B %Y",
    "%b %Y",
    "%m/%Y",
    "%b-%y",
    "%d/%m/%Y %H:%M",
];

/// One column over the first rows.
#[derive(Debug)]
pub(super) struct Profile {
    pub(super) name: String,
    rows: usize,
    filled: usize,
    values: HashMap<String, usize>,
    /// Whether there are more distinct values than are remembered.
    many: bool,
    repeated: bool,
}

/// How a column writes its dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DateForm {
    /// ISO, or what is left of it.
    Iso,
    /// In this form; the second is another one that fits every value too.
    Form(&'static str, Option<&'static str>),
}

impl Profile {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            rows: 0,
            filled: 0,
            values: HashMap::new(),
            many: false,
            repeated: false,
        }
    }

    pub(super) fn take(&mut self, value: &str) {
        self.rows += 1;
        if value.is_empty() {
            return;
        }
        self.filled += 1;
        if value.len() > VALUE_BYTES {
            self.many = true;
        } else if let Some(count) = self.values.get_mut(value) {
            *count += 1;
            self.repeated = true;
        } else if self.values.len() < DISTINCT {
            self.values.insert(value.to_owned(), 1);
        } else {
            self.many = true;
        }
    }

    /// The values that stand for something, the most frequent first.
    pub(super) fn values(&self) -> Vec<&str> {
        let mut values: Vec<(&str, usize)> = self
            .values
            .iter()
            .filter(|(value, _)| !is_nothing(value))
            .map(|(value, count)| (value.as_str(), *count))
            .collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        values.into_iter().map(|(value, _)| value).collect()
    }

    /// The words for nothing that stand in it.
    pub(super) fn nothing(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str).filter(|value| is_nothing(value) && *value != "NA")
    }

    /// Whether each row has a value of its own, as far as was looked.
    pub(super) fn is_unique(&self) -> bool {
        self.filled == self.rows && self.rows > 0 && !self.repeated
    }

    /// All values, when there are at most so many.
    pub(super) fn few(&self, most: usize) -> Option<Vec<&str>> {
        let values = self.values();
        (!self.many && !values.is_empty() && values.len() <= most).then_some(values)
    }

    /// The share of distinct values that pass.
    fn share(&self, passes: impl Fn(&str) -> bool) -> f64 {
        let values = self.values();
        if values.is_empty() {
            return 0.0;
        }
        let passing = values.iter().filter(|value| passes(value)).count();
        // At most four hundred.
        #[allow(clippy::cast_precision_loss)]
        let share = passing as f64 / values.len() as f64;
        share
    }

    /// Whether nearly all values are numbers within a range, commas as decimals allowed.
    pub(super) fn is_number(&self, from: f64, to: f64) -> bool {
        let number = |value: &str| value.replace(',', ".").parse::<f64>().ok();
        self.share(|value| number(value).is_some_and(|n| (from..=to).contains(&n))) >= 0.95
    }

    /// Whether nearly all values are whole numbers from 0 on, thousands marked or not.
    pub(super) fn is_count(&self) -> bool {
        let count = |value: &str| {
            let bare: String = value.chars().filter(|c| !matches!(c, ',' | '.' | ' ')).collect();
            !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit())
        };
        self.share(count) >= 0.95
    }

    /// Whether a comma stands for the decimal point in it.
    pub(super) fn has_decimal_comma(&self) -> bool {
        self.values().iter().any(|v| v.contains(',')) && self.share(|v| !v.contains('.')) >= 1.0
    }

    /// The mark between thousands, if there is one.
    pub(super) fn thousands(&self) -> Option<char> {
        let grouped = |value: &str, mark: char| {
            let mut groups = value.split(mark);
            let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()));
            let rest: Vec<&str> = groups.collect();
            first && !rest.is_empty() && rest.iter().all(|g| g.len() == 3)
        };
        let values = self.values();
        [',', '.', ' '].into_iter().find(|mark| values.iter().any(|value| grouped(value, *mark)))
    }

    /// How it writes dates, when nearly all its values are some.
    pub(super) fn date_form(&self) -> Option<DateForm> {
        let iso = |value: &str| {
            date(value, None::<DateOrder>).is_ok()
                || ["%Y-%m", "%Y%m%d"].iter().any(|form| in_form(form, value).is_some())
        };
        if self.share(iso) >= 0.9 {
            return Some(DateForm::Iso);
        }
        let fits = |form: &&str| self.share(|v| in_form(form, v).is_some_and(|k| usual(k.first)));
        let mut found = FORMS.iter().map(|form| (*form, fits(form))).collect::<Vec<_>>();
        // Stable, so that the earlier of two equals stays first.
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        let (best, share) = found[0];
        (share >= 0.9).then(|| {
            let second = found[1];
            DateForm::Form(best, (second.1 >= share).then_some(second.0))
        })
    }

    /// The share of values that are countries in a numbering.
    pub(super) fn countries(&self, codes: Codes) -> f64 {
        let atlas = Atlas::default();
        let on = jiff::civil::date(2015, 1, 1);
        self.share(|value| atlas.find(codes, value, on).is_some())
    }
}

fn usual(day: Date) -> bool {
    (1900..=2100).contains(&day.year())
}

fn is_nothing(value: &str) -> bool {
    value == "NA" || NOTHING.iter().any(|word| word.eq_ignore_ascii_case(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str]) -> Profile {
        let mut profile = Profile::new("x");
        values.iter().for_each(|value| profile.take(value));
        profile
    }

    #[test]
    fn the_order_of_day_and_month_is_told_where_one_of_them_is_above_twelve() {
        let form = |values: &[&str]| of(values).date_form();
        assert_eq!(form(&["2018-07-01", "NA", "2018-07-02"]), Some(DateForm::Iso));
        assert_eq!(form(&["13/07/2018", "1/2/2018"]), Some(DateForm::Form("%d/%m/%Y", None)));
        assert_eq!(form(&["7/13/2018", "1/2/2018"]), Some(DateForm::Form("%m/%d/%Y", None)));
        assert_eq!(
            form(&["7/3/2018", "1/2/2018"]),
            Some(DateForm::Form("%d/%m/%Y", Some("%m/%d/%Y")))
        );
        assert_eq!(form(&["July 2018"]), Some(DateForm::Form("%B %Y", None)));
        assert_eq!(form(&["a", "b"]), None);
        assert_eq!(form(&[]), None);
    }

    #[test]
    fn numbers_are_told_with_commas_and_thousands() {
        assert!(of(&["34,41", "70,4"]).is_number(-90.0, 90.0));
        assert!(of(&["34,41"]).has_decimal_comma() && !of(&["34.41"]).has_decimal_comma());
        assert!(of(&["1,234", "7", "unknown"]).is_count());
        assert_eq!(of(&["1,234", "7"]).thousands(), Some(','));
        assert!(!of(&["34.5x"]).is_count());
    }

    #[test]
    fn an_id_stands_once_in_every_row() {
        assert!(of(&["1", "2"]).is_unique());
        assert!(
            !of(&["1", "1"]).is_unique() && !of(&["1", ""]).is_unique() && !of(&[]).is_unique()
        );
    }
}
