//! What a user may choose about the newspapers of a world.

use serde::{Deserialize, Serialize};

use crate::SimulateError;

/// How many outlets there are and how well, how alike and how wrongly they tell. All shares are in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewsParameters {
    /// Outlets, 3 to 40: wire agencies, national dailies, local sites and aggregators, in turns.
    pub outlets: u8,
    /// Share of incidents with one death that a wire agency tells of, 1 to 100. Bigger tolls are told
    /// more often, bloodless ones less; dailies and local sites have shares of it.
    pub coverage: u8,
    /// Share of the other outlets that take over a wire agency's text, 0 to 95.
    pub copies: u8,
    /// Share of accounts with a wrong toll, 0 to 50; places, days and sides are wrong a third, a third
    /// and a quarter as often.
    pub errors: u8,
    /// Share of articles that are not about violence at all, among those that are no copies, 0 to 90.
    pub noise: u8,
    /// Articles a month that are mainly statements about groups (strengths, tallies, losses, splits),
    /// 0 to 300; besides, incident reports carry some as background.
    pub statements: u16,
    /// The first so many articles are also written as plain text, 0 to 100,000.
    pub text_files: u32,
    /// The first so many articles are also written as web pages, 0 to 100,000.
    pub html_files: u32,
    /// Items in each of the two feeds, 1 to 500.
    pub feed_items: u16,
}

impl Default for NewsParameters {
    fn default() -> Self {
        Self {
            outlets: 8,
            coverage: 45,
            copies: 35,
            errors: 12,
            noise: 20,
            statements: 6,
            text_files: 100,
            html_files: 100,
            feed_items: 25,
        }
    }
}

impl NewsParameters {
    /// Checks every bound.
    ///
    /// # Errors
    /// When a value lies outside its range, with the range.
    pub fn check(&self) -> Result<(), SimulateError> {
        for (name, value, low, high) in [
            ("news.outlets", u64::from(self.outlets), 3, 40),
            ("news.coverage", u64::from(self.coverage), 1, 100),
            ("news.copies", u64::from(self.copies), 0, 95),
            ("news.errors", u64::from(self.errors), 0, 50),
            ("news.noise", u64::from(self.noise), 0, 90),
            ("news.statements", u64::from(self.statements), 0, 300),
            ("news.text_files", u64::from(self.text_files), 0, 100_000),
            ("news.html_files", u64::from(self.html_files), 0, 100_000),
            ("news.feed_items", u64::from(self.feed_items), 1, 500),
        ] {
            if !(low..=high).contains(&value) {
                return Err(SimulateError::OutOfRange { name, value, low, high });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_within_bounds_and_what_is_not_is_refused() {
        NewsParameters::default().check().expect("the default");
        let one = NewsParameters { outlets: 2, ..NewsParameters::default() };
        assert!(matches!(one.check(), Err(SimulateError::OutOfRange { low: 3, high: 40, .. })));
        let noisy = NewsParameters { noise: 91, ..NewsParameters::default() };
        assert!(noisy.check().is_err());
    }
}
