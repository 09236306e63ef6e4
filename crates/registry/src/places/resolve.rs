//! What an ingest asks for every report: the country and the first-level unit of a place as a source
//! gives it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

use bellwether_model::{Iso3, Place, PlacePrecision, Point};

use super::Gazetteer;
use super::gazetteer::NEAREST_KM;
use super::units::Named;
use crate::countries::Countries;

/// Answers are kept up to this many of each kind; beyond that they are worked out anew.
const KEPT: usize = 400_000;

/// A map that many threads read and few write.
#[derive(Debug)]
struct Cache<Key, Value>(RwLock<HashMap<Key, Value>>);

impl<Key: Eq + Hash, Value: Clone> Cache<Key, Value> {
    fn new() -> Self {
        Self(RwLock::new(HashMap::new()))
    }

    fn get<Asked>(&self, key: &Asked) -> Option<Value>
    where
        Key: std::borrow::Borrow<Asked>,
        Asked: Eq + Hash + ?Sized,
    {
        // An answer is inserted whole, so a map that a panicking thread left is still right.
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn put(&self, key: Key, value: Value) {
        let mut map = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if map.len() < KEPT {
            map.insert(key, value);
        }
    }
}

/// What the names of one country's units lead to.
type UnitNames = Cache<String, Option<Arc<Named>>>;

/// Fills in countries and first-level units, from many threads at once; repeated questions are
/// answered from memory.
#[derive(Debug)]
pub struct Resolver {
    countries: Arc<Countries>,
    gazetteer: Arc<Gazetteer>,
    country_names: Cache<String, Option<Iso3>>,
    unit_names: Cache<Iso3, Arc<UnitNames>>,
    points: Cache<(Iso3, u64, u64), Option<u32>>,
}

impl Resolver {
    /// Over these countries and places.
    #[must_use]
    pub fn new(countries: Arc<Countries>, gazetteer: Arc<Gazetteer>) -> Self {
        Self {
            countries,
            gazetteer,
            country_names: Cache::new(),
            unit_names: Cache::new(),
            points: Cache::new(),
        }
    }

    /// The countries it resolves to.
    #[must_use]
    pub fn countries(&self) -> &Countries {
        &self.countries
    }

    /// The gazetteer it resolves to.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Fills `iso3` and `admin1_id`; what cannot be told stays as it is, or is `None`.
    ///
    /// The country is that of the Gleditsch-Ward number, else of the country's name. The unit is that
    /// of the source's own name for it within that country, else the one in which the point lies; a
    /// unit that is divided today goes by the point where that is better known than the unit. The point
    /// of a report that is known only to a region, a country or the sea says nothing about a unit.
    pub fn resolve(&self, place: &mut Place) {
        // A reader that knows the source's code for the country keeps it where the name says nothing.
        place.iso3 = self.country(place).or(place.iso3);
        place.admin1_id = place
            .iso3
            .and_then(|country| self.unit(country, place))
            .and_then(|row| self.gazetteer.units.get(row))
            .map(|unit| unit.id.clone());
    }

    fn country(&self, place: &Place) -> Option<Iso3> {
        let by_number = place.gw.and_then(|gw| self.countries.by_gw(gw, None));
        by_number.map(|country| country.iso3).or_else(|| {
            let name = place.country.as_str();
            if name.is_empty() {
                return None;
            }
            self.country_names.get(name).unwrap_or_else(|| {
                let found = self.countries.find(name).map(|country| country.iso3);
                self.country_names.put(name.to_owned(), found);
                found
            })
        })
    }

    fn unit(&self, country: Iso3, place: &Place) -> Option<u32> {
        let named = place.admin1.as_deref().and_then(|name| self.named(country, name));
        match named.as_deref() {
            Some(Named::One(row)) => Some(*row),
            Some(Named::Divided(rows, default)) => place
                .point
                .filter(|_| place.precision < PlacePrecision::Admin1)
                .and_then(|point| self.part_at(country, rows, point))
                .or(*default),
            None => place
                .point
                .filter(|_| place.precision <= PlacePrecision::Admin1)
                .and_then(|point| self.at(country, point)),
        }
    }

    /// The part of a divided unit at a point: the unit there if it is a part, else the part with the
    /// nearest place.
    fn part_at(&self, country: Iso3, parts: &[u32], point: Point) -> Option<u32> {
        // The parts may lie in another country today, as Kosovo's districts do.
        let today = parts.first().and_then(|&row| self.gazetteer.units.get(row))?.country;
        let here = self.at(country, point).filter(|row| parts.contains(row));
        here.or_else(|| {
            self.gazetteer.nearest_unit(today, point, NEAREST_KM, |row| parts.contains(&row))
        })
    }

    fn named(&self, country: Iso3, name: &str) -> Option<Arc<Named>> {
        let known = self.unit_names.get(&country).unwrap_or_else(|| {
            let names = Arc::new(Cache::new());
            self.unit_names.put(country, Arc::clone(&names));
            names
        });
        known.get(name).unwrap_or_else(|| {
            let found = self.gazetteer.units.named(country, name).map(Arc::new);
            known.put(name.to_owned(), found.clone());
            found
        })
    }

    fn at(&self, country: Iso3, point: Point) -> Option<u32> {
        let bits = (point.latitude.degrees().to_bits(), point.longitude.degrees().to_bits());
        let key = (country, bits.0, bits.1);
        self.points.get(&key).unwrap_or_else(|| {
            let found = self.gazetteer.unit_at(country, point);
            self.points.put(key, found);
            found
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellwether_model::GwCode;
    use std::sync::LazyLock;

    static RESOLVER: LazyLock<Resolver> = LazyLock::new(|| {
        let countries = Countries::embedded().expect("embedded");
        Resolver::new(Arc::new(countries), Arc::new(Gazetteer::embedded().expect("embedded")))
    });

    fn place(gw: Option<u16>, country: &str, admin1: Option<&str>) -> Place {
        Place {
            point: Point::new(11.85, 13.16).ok(),
            precision: PlacePrecision::Exact,
            country: country.to_owned(),
            gw: gw.map(GwCode),
            admin1: admin1.map(str::to_owned),
            admin2: None,
            name: None,
            iso3: None,
            admin1_id: None,
        }
    }

    fn resolved(mut place: Place) -> (Option<String>, Option<String>) {
        RESOLVER.resolve(&mut place);
        let first = (place.iso3.map(|code| code.as_str().to_owned()), place.admin1_id.clone());
        RESOLVER.resolve(&mut place);
        assert_eq!(first.1, place.admin1_id, "a kept answer is the same");
        first
    }

    fn answer(country: &str, unit: Option<&str>) -> (Option<String>, Option<String>) {
        (Some(country.to_owned()), unit.map(str::to_owned))
    }

    #[test]
    fn number_name_and_point_each_do_when_the_others_are_missing() {
        let by_both = place(Some(475), "Nigeria", Some("Borno state"));
        assert_eq!(resolved(by_both), answer("NGA", Some("NG.27")));
        let by_name = place(None, "NIGERIA", Some("Yobe state"));
        assert_eq!(resolved(by_name), answer("NGA", Some("NG.44")));
        assert_eq!(resolved(place(Some(475), "", None)), answer("NGA", Some("NG.27")));
        let unknown = place(Some(475), "", Some("a name that nobody gave"));
        assert_eq!(resolved(unknown), answer("NGA", Some("NG.27")), "the point decides");
        let mut no_point = place(Some(475), "", None);
        no_point.point = None;
        assert_eq!(resolved(no_point), answer("NGA", None));
        assert_eq!(resolved(place(None, "Atlantis", Some("Borno state"))), (None, None));
    }

    #[test]
    fn the_point_of_what_is_known_only_to_a_region_or_worse_says_nothing_about_a_unit() {
        for precision in PlacePrecision::ALL {
            let mut named = place(Some(475), "Nigeria", Some("Borno state"));
            named.precision = precision;
            assert_eq!(resolved(named), answer("NGA", Some("NG.27")), "{precision:?}");
            let mut unnamed = place(Some(475), "Nigeria", None);
            unnamed.precision = precision;
            let unit = (precision <= PlacePrecision::Admin1).then_some("NG.27");
            assert_eq!(resolved(unnamed), answer("NGA", unit), "{precision:?}");
        }
    }

    #[test]
    fn a_unit_that_was_divided_goes_by_the_point() {
        let tamil = |latitude, longitude, precision| {
            let mut place = place(Some(780), "Sri Lanka", Some("North Eastern province"));
            place.point = Point::new(latitude, longitude).ok();
            place.precision = precision;
            resolved(place)
        };
        assert_eq!(tamil(9.67, 80.0, PlacePrecision::Exact), answer("LKA", Some("LK.38")));
        assert_eq!(tamil(7.71, 81.69, PlacePrecision::Near), answer("LKA", Some("LK.37")));
        assert_eq!(tamil(9.67, 80.0, PlacePrecision::Admin1), answer("LKA", None));
        let mut gongola = place(Some(475), "Nigeria", Some("Gongola state"));
        gongola.point = Point::new(8.89, 11.37).ok();
        assert_eq!(resolved(gongola), answer("NGA", Some("NG.43")), "Jalingo");
        let mut kosovo = place(Some(345), "Serbia (Yugoslavia)", Some("Kosovo province"));
        kosovo.point = Point::new(42.21, 20.74).ok();
        assert_eq!(resolved(kosovo), answer("SRB", Some("XK.10097361")), "Prizren");
    }

    #[test]
    fn territory_that_a_state_lost_has_the_unit_of_today() {
        let mut juba = place(Some(625), "Sudan", Some("Equatoria state"));
        juba.point = Point::new(4.85, 31.60).ok();
        let (country, unit) = resolved(juba);
        assert_eq!(country.as_deref(), Some("SDN"));
        assert!(unit.is_some_and(|id| id.starts_with("SS.")), "South Sudan's");
        let mut gaza = place(Some(666), "Israel", Some("Gaza Strip"));
        gaza.point = Point::new(31.5, 34.47).ok();
        assert_eq!(resolved(gaza), answer("ISR", Some("PS.GZ")));
    }

    #[test]
    fn many_threads_get_the_answer_of_one() {
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let place = place(Some(475), "Nigeria", Some("Borno state"));
                        assert_eq!(resolved(place), answer("NGA", Some("NG.27")));
                    }
                });
            }
        });
    }
}
