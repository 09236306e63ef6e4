//! Where an event took place by GDELT: a point of its gazetteer, or the centre of a state or country.

use bellwether_model::{Extra, Place, PlacePrecision, Severity};

use super::columns::GeoColumns;
use crate::lands::Lands;
use crate::reading::{Part, PointColumns, Reading};
use crate::text::row::owned;
use crate::text::{Column, Row};

/// What the type of a place says (codebook V2.0, `ActionGeo_Type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct GeoType {
    precision: PlacePrecision,
    /// What the point is, as it is kept.
    point: &'static str,
    /// Whether the name is that of a place within a first-level unit.
    city: bool,
}

/// `None` for a code that the codebook does not have. 0, and empty in 1.0, is no place at all.
pub(super) fn geo_type(code: &str) -> Option<GeoType> {
    let (precision, point, city) = match code {
        "" | "0" => (PlacePrecision::Country, "", false),
        "1" => (PlacePrecision::Country, "country centroid", false),
        "2" => (PlacePrecision::Admin1, "US state centroid", false),
        "3" => (PlacePrecision::Near, "US city, gazetteer point", true),
        "4" => (PlacePrecision::Near, "world city, gazetteer point", true),
        "5" => (PlacePrecision::Admin1, "world state centroid", false),
        _ => return None,
    };
    Some(GeoType { precision, point, city })
}

impl GeoType {
    fn is_nowhere(self) -> bool {
        self.point.is_empty()
    }
}

/// The place of the action. The country is named by the registry from its FIPS code; its code, that of
/// the unit, the feature and what the point stands for are kept as they are.
pub(super) fn place(
    reading: &mut Reading<'_>,
    columns: &GeoColumns,
    lands: &Lands,
    simulated: bool,
) -> Part<(Place, GeoType)> {
    let row = reading.row;
    let Some(kind) = geo_type(row.get(columns.kind)) else {
        let message = "ActionGeo_Type must be 0 to 5 (none, country, US state, US city, world city, world state)";
        return Err(reading.reject(columns.kind, "geo-type-code", message));
    };
    let (point, precision) = if kind.is_nowhere() {
        (None, kind.precision)
    } else {
        let wanted = PointColumns {
            latitude: columns.latitude,
            longitude: columns.longitude,
            wkt: Column::absent(""),
            grid: Column::absent(""),
            pasted: false,
        };
        reading.point(wanted, kind.precision)?
    };
    let code = row.get(columns.country);
    let country = lands.by_fips(code);
    // A simulated world has countries of its own; the store's registry knows their codes.
    if country.is_none() && !code.is_empty() && !simulated {
        let message = "no country is known by this FIPS code; the code stands for its name";
        reading.note(Severity::Warning, columns.country, "country-code", message);
    }
    let (name, admin1) = parts(row.get(columns.name), kind);
    let place = Place {
        point,
        precision,
        country: country.map_or(code, |country| &country.name).to_owned(),
        gw: None,
        admin1: admin1.map(owned),
        admin2: None,
        name: name.map(owned),
        iso3: country.map(|country| country.iso3),
        admin1_id: None,
    };
    Ok((place, kind))
}

/// `Kabul, Kabol, Afghanistan` to the place and the unit; the country is known by its code.
fn parts(text: &str, kind: GeoType) -> (Option<&str>, Option<&str>) {
    let Some((rest, _country)) = text.rsplit_once(", ") else {
        return (kind.city.then_some(text).filter(|text| !text.is_empty()), None);
    };
    if !kind.city {
        return (None, (kind.precision == PlacePrecision::Admin1).then_some(rest));
    }
    match rest.rsplit_once(", ") {
        Some((name, unit)) => (Some(name), Some(unit)),
        None => (Some(rest), None),
    }
}

/// The columns of the action's place that have no field of their own, in the order of their names.
pub(super) fn keep_action(
    row: &Row<'_>,
    columns: &GeoColumns,
    kind: GeoType,
    put: &mut impl FnMut(&'static str, &str),
) {
    if kind.is_nowhere() {
        return;
    }
    put("actiongeo_adm1code", row.get(columns.adm1));
    put("actiongeo_adm2code", row.get(columns.adm2));
    put("actiongeo_countrycode", row.get(columns.country));
    put("actiongeo_featureid", row.get(columns.feature));
    put("actiongeo_type", kind.point);
}

/// The place of an actor in one text: type, FIPS code, unit, feature, latitude, longitude, name; `=` when
/// it is that of the action, empty when there is none. Nobody asks for it by its parts.
pub(super) fn actor_place(row: &Row<'_>, columns: &GeoColumns, action: &GeoColumns) -> String {
    let of = |columns: &GeoColumns| {
        [
            columns.kind,
            columns.country,
            columns.adm1,
            columns.feature,
            columns.latitude,
            columns.longitude,
            columns.name,
        ]
        .map(|column| row.get(column))
    };
    let parts = of(columns);
    if geo_type(parts[0]).is_none_or(GeoType::is_nowhere) {
        return String::new();
    }
    if parts == of(action) { "=".to_owned() } else { parts.join("|") }
}

/// What a report keeps beside its fields: texts by their names, empty ones left out. The names must come
/// in order, so that nothing is sorted for each row.
#[derive(Debug, Default)]
pub(super) struct Kept(Vec<(std::borrow::Cow<'static, str>, String)>);

impl Kept {
    pub(super) fn with_capacity(count: usize) -> Self {
        Self(Vec::with_capacity(count))
    }

    /// Keeps a text.
    pub(super) fn put(&mut self, name: &'static str, text: &str) {
        if !text.is_empty() {
            self.0.push((name.into(), owned(text)));
        }
    }

    /// Keeps a text that is owned already.
    pub(super) fn put_owned(&mut self, name: &'static str, text: String) {
        if !text.is_empty() {
            self.0.push((name.into(), text));
        }
    }

    pub(super) fn into_extra(self) -> Extra {
        debug_assert!(self.0.is_sorted_by(|a, b| a.0 < b.0), "{:?}", self.0);
        self.0.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_the_codebook_has_its_precision_and_centroids_are_marked() {
        for (code, precision, centroid) in [
            ("1", PlacePrecision::Country, true),
            ("2", PlacePrecision::Admin1, true),
            ("3", PlacePrecision::Near, false),
            ("4", PlacePrecision::Near, false),
            ("5", PlacePrecision::Admin1, true),
        ] {
            let kind = geo_type(code).expect("a code of the codebook");
            assert_eq!(kind.precision, precision, "{code}");
            assert_eq!(kind.point.ends_with("centroid"), centroid, "{code}");
        }
        assert!(geo_type("0").is_some_and(GeoType::is_nowhere));
        assert!(geo_type("").is_some_and(GeoType::is_nowhere));
        assert_eq!(geo_type("6"), None);
    }

    #[test]
    fn a_name_is_taken_apart_by_what_it_names() {
        let of = |text, code| parts(text, geo_type(code).expect("a code"));
        assert_eq!(of("Harn, Upper Ves, Vesland", "4"), (Some("Harn"), Some("Upper Ves")));
        assert_eq!(of("Harn, North, Upper, Vesland", "4"), (Some("Harn, North"), Some("Upper")));
        assert_eq!(of("Harn, Vesland", "4"), (Some("Harn"), None));
        assert_eq!(of("Harn", "3"), (Some("Harn"), None));
        assert_eq!(of("Upper Ves, Vesland", "5"), (None, Some("Upper Ves")));
        assert_eq!(of("Vesland", "1"), (None, None));
        assert_eq!(of("", "4"), (None, None));
    }
}
