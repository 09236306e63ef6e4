//! What a watch is: who and where, which facets, by which rules, at which price.

use bellwether_watch::{Period, alert::Facet, detector};
use serde::{Deserialize, Serialize};

use crate::VigilError;

/// A period by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamedPeriod {
    /// Days.
    Day,
    /// Weeks from Monday.
    Week,
    /// Calendar months.
    Month,
}

impl From<NamedPeriod> for Period {
    fn from(named: NamedPeriod) -> Self {
        match named {
            NamedPeriod::Day => Self::Day,
            NamedPeriod::Week => Self::Week,
            NamedPeriod::Month => Self::Month,
        }
    }
}

/// A watch over an actor, an area, or an actor in an area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Watch {
    /// Its name: letters, digits and hyphens.
    pub name: String,
    /// The actor as it was asked for: an id of the registry, or `DATASET:ID`.
    pub actor: Option<String>,
    /// How the actor or the area is called.
    pub title: String,
    /// ISO 3166-1 alpha-3 codes; empty for anywhere.
    pub countries: Vec<String>,
    /// First-level units; empty for all.
    pub admin1: Vec<String>,
    /// Cells of PRIO-GRID; empty for all.
    pub cells: Vec<i32>,
    /// Datasets; empty for all that do not repeat another.
    pub sources: Vec<String>,
    /// Whether reports are counted although there are incidents.
    pub reports: bool,
    /// What is tested; each has a test of its own by each rule.
    pub facets: Vec<Facet>,
    /// Rules for facets that are counts.
    pub rules: Vec<String>,
    /// The period by which series are read; none for that of each rule.
    pub period: Option<NamedPeriod>,
    /// False alarms a year that all tests together may cost at most.
    pub alarms_per_year: f64,
}

impl Watch {
    /// A watch over an actor, by default: its tempo by the default rule, at one false alarm a year.
    #[must_use]
    pub fn of_actor(name: &str, actor: &str) -> Self {
        Self {
            name: name.to_owned(),
            actor: Some(actor.to_owned()),
            title: actor.to_owned(),
            countries: Vec::new(),
            admin1: Vec::new(),
            cells: Vec::new(),
            sources: Vec::new(),
            reports: false,
            facets: vec![Facet::Tempo],
            rules: vec!["resurgence".to_owned()],
            period: None,
            alarms_per_year: 1.0,
        }
    }

    /// The watch, if it can be run.
    ///
    /// # Errors
    /// [`VigilError::Definition`] that says what is wrong with it; [`VigilError::Watch`] for an unknown rule.
    pub fn checked(self) -> Result<Self, VigilError> {
        let wrong = |text: String| Err(VigilError::Definition(text));
        let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        if self.name.is_empty() || !self.name.chars().all(fits) || self.name.chars().count() > 64 {
            return wrong(format!(
                "{:?} is no name for a watch; use up to 64 letters, digits, hyphens and underscores",
                self.name
            ));
        }
        if self.actor.is_none()
            && self.countries.is_empty()
            && self.admin1.is_empty()
            && self.cells.is_empty()
        {
            return wrong(
                "a watch needs an actor or an area; give --actor, --country or --admin1".into(),
            );
        }
        if !(self.alarms_per_year > 0.0 && self.alarms_per_year <= 52.0) {
            return wrong(format!(
                "{} false alarms a year is no price to set; choose above 0 and at most 52",
                self.alarms_per_year
            ));
        }
        if self.facets.is_empty() || self.rules.is_empty() {
            return wrong("a watch needs a facet and a rule".into());
        }
        for rule in &self.rules {
            detector::list::named(rule)?;
        }
        Ok(self)
    }

    /// Its tests: each facet that is a count by each rule, each that is a ratio by its own.
    #[must_use]
    pub fn tests(&self) -> Vec<(Facet, Option<&str>)> {
        let mut tests = Vec::new();
        for facet in &self.facets {
            if facet.is_ratio() {
                tests.push((*facet, None));
            } else {
                tests.extend(self.rules.iter().map(|rule| (*facet, Some(rule.as_str()))));
            }
        }
        tests
    }

    /// False alarms a year that one test may cost: the tests share the price evenly.
    #[must_use]
    pub fn price_of_one(&self) -> f64 {
        self.alarms_per_year / self.tests().len().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watch() -> Watch {
        Watch {
            name: "north".into(),
            actor: Some("example".into()),
            title: "Example".into(),
            countries: Vec::new(),
            admin1: Vec::new(),
            cells: Vec::new(),
            sources: Vec::new(),
            reports: false,
            facets: vec![Facet::Tempo, Facet::Lethality],
            rules: vec!["resurgence".into(), "e-detector".into()],
            period: None,
            alarms_per_year: 1.5,
        }
    }

    #[test]
    fn the_tests_share_the_price_evenly() {
        assert_eq!(watch().tests().len(), 3);
        assert!((watch().price_of_one() - 0.5).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_run_is_refused_with_what_to_do() {
        let nowhere = Watch { actor: None, ..watch() }.checked().unwrap_err();
        assert!(nowhere.to_string().contains("--actor, --country"), "{nowhere}");
        let rule = Watch { rules: vec!["farington".into()], ..watch() }.checked().unwrap_err();
        assert!(rule.to_string().contains("farrington-flexible"), "{rule}");
        let free = Watch { alarms_per_year: 0.0, ..watch() }.checked().unwrap_err();
        assert!(free.to_string().contains("above 0"), "{free}");
        let name = Watch { name: "a b".into(), ..watch() }.checked().unwrap_err();
        assert!(name.to_string().contains("letters"), "{name}");
        assert_eq!(watch().checked().unwrap(), watch());
    }
}
