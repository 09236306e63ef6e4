//! How a dataset speaks of an organisation: by id or name, in some countries, in some years.

use bellwether_model::{DatasetId, Date, GwCode};
use serde::{Deserialize, Serialize};

use super::normalise::normalise;

/// One way in which one dataset speaks of an actor. Not a mere id: UCDP has no IS-K, it is UCDP's actor
/// 234 in Afghanistan, Pakistan, Tajikistan and others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Selector {
    /// The dataset.
    pub dataset: DatasetId,
    /// Native ids; where there are any, names play no part.
    pub ids: Vec<String>,
    /// Native names, compared in their normal form; used only where there are no ids.
    pub names: Vec<String>,
    /// Only in these countries; empty means anywhere.
    pub countries: Vec<GwCode>,
    /// Not in these countries; empty unless [`Selector::countries`] is.
    pub not_countries: Vec<GwCode>,
    /// From this day on, included.
    pub from: Option<Date>,
    /// Until this day, included.
    pub to: Option<Date>,
}

impl Selector {
    /// Whether the selector speaks of this side of a report.
    ///
    /// A restriction that cannot be checked fails: a selector with countries does not match a side whose
    /// country is unknown, and one with dates does not match a side without a date.
    #[must_use]
    pub fn matches(
        &self,
        native_id: Option<&str>,
        name: &str,
        gw: Option<GwCode>,
        date: Option<Date>,
    ) -> bool {
        self.names_the_side(native_id, name) && self.fits(gw, date)
    }

    /// Whether the id, or where the selector has none the name, is one of the selector's.
    #[must_use]
    pub fn names_the_side(&self, native_id: Option<&str>, name: &str) -> bool {
        if self.ids.is_empty() {
            let wanted = normalise(name);
            self.names.iter().any(|own| normalise(own) == wanted)
        } else {
            native_id.is_some_and(|id| self.ids.iter().any(|own| own == id))
        }
    }

    /// Whether country and date lie within the selector's.
    #[must_use]
    pub fn fits(&self, gw: Option<GwCode>, date: Option<Date>) -> bool {
        let place = if !self.countries.is_empty() {
            gw.is_some_and(|gw| self.countries.contains(&gw))
        } else if !self.not_countries.is_empty() {
            gw.is_some_and(|gw| !self.not_countries.contains(&gw))
        } else {
            true
        };
        let starts = self.from.is_none_or(|from| date.is_some_and(|date| date >= from));
        let ends = self.to.is_none_or(|to| date.is_some_and(|date| date <= to));
        place && starts && ends
    }

    /// How narrowly the selector claims, 0 to 5: named countries before excluded ones before anywhere,
    /// and with equal places a dated one before an undated one.
    #[must_use]
    pub fn specificity(&self) -> u8 {
        let place = match (self.countries.is_empty(), self.not_countries.is_empty()) {
            (false, _) => 4,
            (true, false) => 2,
            (true, true) => 0,
        };
        place + u8::from(self.from.is_some() || self.to.is_some())
    }

    /// Whether there is a country and a day in which both selectors, of equal specificity, would fit.
    pub(super) fn collides_with(&self, other: &Self) -> bool {
        let places = match (self.countries.is_empty(), other.countries.is_empty()) {
            (false, false) => self.countries.iter().any(|gw| other.countries.contains(gw)),
            // Excluded countries leave most of the world, so two such selectors always meet.
            _ => true,
        };
        let before = |end: Option<Date>, start: Option<Date>| match (end, start) {
            (Some(end), Some(start)) => end < start,
            _ => false,
        };
        self.specificity() == other.specificity()
            && places
            && !before(self.to, other.from)
            && !before(other.to, self.from)
    }
}

/// A selector in a file, which may stand for several datasets that share ids or names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SelectorEntry {
    datasets: Vec<DatasetId>,
    #[serde(default)]
    ids: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    countries: Vec<GwCode>,
    #[serde(default)]
    not_countries: Vec<GwCode>,
    #[serde(default)]
    from: Option<Date>,
    #[serde(default)]
    to: Option<Date>,
}

impl SelectorEntry {
    /// One selector for each dataset.
    pub(super) fn spread(self) -> Vec<Selector> {
        let Self { datasets, ids, names, countries, not_countries, from, to } = self;
        datasets
            .into_iter()
            .map(|dataset| Selector {
                dataset,
                ids: ids.clone(),
                names: names.clone(),
                countries: countries.clone(),
                not_countries: not_countries.clone(),
                from,
                to,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn selector() -> Selector {
        Selector {
            dataset: DatasetId::new("ucdp-ged").expect("valid"),
            ids: vec!["234".into()],
            names: Vec::new(),
            countries: vec![GwCode(700)],
            not_countries: Vec::new(),
            from: Some(date(2015, 1, 26)),
            to: None,
        }
    }

    #[test]
    fn id_country_and_date_must_all_fit() {
        let s = selector();
        let day = Some(date(2018, 7, 1));
        assert!(s.matches(Some("234"), "IS", Some(GwCode(700)), day));
        assert!(!s.matches(Some("23"), "IS", Some(GwCode(700)), day));
        assert!(!s.matches(Some("234"), "IS", Some(GwCode(652)), day));
        assert!(!s.matches(Some("234"), "IS", Some(GwCode(700)), Some(date(2015, 1, 25))));
        assert!(s.matches(Some("234"), "IS", Some(GwCode(700)), Some(date(2015, 1, 26))));
    }

    #[test]
    fn a_restriction_that_cannot_be_checked_fails() {
        let s = selector();
        assert!(!s.matches(Some("234"), "IS", None, Some(date(2018, 7, 1))));
        assert!(!s.matches(Some("234"), "IS", Some(GwCode(700)), None));
        let elsewhere =
            Selector { countries: vec![], not_countries: vec![GwCode(652)], from: None, ..s };
        assert!(!elsewhere.matches(Some("234"), "IS", None, None));
        assert!(elsewhere.matches(Some("234"), "IS", Some(GwCode(645)), None));
        assert!(!elsewhere.matches(Some("234"), "IS", Some(GwCode(652)), None));
    }

    #[test]
    fn names_count_only_where_there_are_no_ids() {
        let mut s = selector();
        s.names = vec!["Islamic State".into()];
        assert!(!s.names_the_side(None, "Islamic State"));
        s.ids.clear();
        assert!(s.names_the_side(None, "islamic  STATE"));
        assert!(s.names_the_side(Some("9"), "Islamic-State"));
        assert!(!s.names_the_side(None, "Islamic"));
    }

    #[test]
    fn narrower_selectors_are_more_specific() {
        let country_dated = selector();
        let country = Selector { from: None, ..selector() };
        let excluding =
            Selector { countries: vec![], not_countries: vec![GwCode(2)], ..selector() };
        let anywhere = Selector { countries: vec![], from: None, ..selector() };
        let order: Vec<u8> =
            [&country_dated, &country, &excluding, &anywhere].map(Selector::specificity).into();
        assert!(order.windows(2).all(|w| w[0] > w[1]), "{order:?}");
    }

    #[test]
    fn selectors_collide_only_with_shared_places_and_days() {
        let early = Selector { from: None, to: Some(date(2015, 1, 25)), ..selector() };
        assert!(!selector().collides_with(&early));
        let touching = Selector { from: None, to: Some(date(2015, 1, 26)), ..selector() };
        assert!(selector().collides_with(&touching));
        let other_place = Selector { countries: vec![GwCode(770)], ..selector() };
        assert!(!selector().collides_with(&other_place));
    }
}
