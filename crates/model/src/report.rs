//! One source's account of one event.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{
    ContentHash, ContentHasher, DateInterval, Estimate, EventType, Extra, Place, ReportId, Targets,
};

/// Something by a dataset's own id and name: a conflict, a dyad.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NativeRef {
    /// The dataset's id, as text; may be empty when only the name is given.
    pub id: String,
    /// The dataset's name.
    pub name: String,
}

/// One party of an event, as the dataset speaks of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// The dataset's id for the actor, as text.
    pub native_id: Option<String>,
    /// The dataset's name for the actor.
    pub name: String,
}

/// Deaths, in all and by those who died.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Deaths {
    /// All deaths; `None` when the source gives no number, which is not none.
    pub total: Option<Estimate>,
    /// Of side A.
    pub side_a: Option<u32>,
    /// Of side B.
    pub side_b: Option<u32>,
    /// Of civilians.
    pub civilians: Option<u32>,
    /// Of people whose side is not known.
    pub unknown: Option<u32>,
}

/// One source's account of one event, in one revision. Immutable.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Dataset and native id.
    pub id: ReportId,
    /// The source's second identifier, always text (UCDP's `relid`).
    pub relid: Option<String>,
    /// The harmonised type.
    pub event_type: EventType,
    /// The source's own type, in its words or code.
    pub native_type: String,
    /// Whether the event was directed against civilians, by the source's own coding.
    pub civilians_targeted: bool,
    /// The conflict, by the source's id.
    pub conflict: Option<NativeRef>,
    /// The dyad, by the source's id.
    pub dyad: Option<NativeRef>,
    /// Side A; the government in UCDP's state-based events.
    pub side_a: Side,
    /// Side B.
    pub side_b: Side,
    /// When.
    pub date: DateInterval,
    /// Where.
    pub place: Place,
    /// How many died.
    pub deaths: Deaths,
    /// How many were injured, where the source says.
    pub injured: Option<Estimate>,
    /// The type as PLOVER event, or event and mode (`ASSAULT/suicide-attack`), by a crosswalk from the
    /// source's own type; not part of the content.
    pub plover: Option<Cow<'static, str>>,
    /// Whom it was directed at, by crosswalks from the source's own coding; not part of the content.
    pub targets: Targets,
    /// UCDP `event_clarity`: 1 fully identified, 2 otherwise.
    pub clarity: Option<u8>,
    /// How many sources the dataset used; `None` when it does not say (UCDP's -1).
    pub sources_count: Option<u32>,
    /// The dataset's own columns that have no field above and are part of its content.
    pub extra: Extra,
    /// Columns that a re-publisher added: kept, and not part of the content, so that the same row
    /// brought by another route is not a new revision.
    pub added: Extra,
    /// The row of the file that it was read from (see [`crate::Finding::row`]).
    pub row: u64,
}

impl Report {
    /// Shows each field of the source's content as `(name, value)`, in a fixed order, absent ones left
    /// out. What the registry derived, what a re-publisher added and the row's place in its file are
    /// not content.
    ///
    /// [`Report::content_hash`] and every comparison of two revisions are made of these fields.
    pub fn visit_content(&self, mut visit: impl FnMut(&str, &str)) {
        let mut number = NumberText::default();
        let place = &self.place;
        visit("event_type", self.event_type.as_str());
        visit("native_type", &self.native_type);
        visit("civilians_targeted", if self.civilians_targeted { "1" } else { "0" });
        for (id_name, name_name, value) in
            [("conflict_id", "conflict_name", &self.conflict), ("dyad_id", "dyad_name", &self.dyad)]
        {
            if let Some(NativeRef { id, name }) = value {
                visit(id_name, id);
                visit(name_name, name);
            }
        }
        for (id_name, name_name, side) in
            [("side_a_id", "side_a", &self.side_a), ("side_b_id", "side_b", &self.side_b)]
        {
            if let Some(id) = &side.native_id {
                visit(id_name, id);
            }
            visit(name_name, &side.name);
        }
        visit("date_start", number.date(self.date.start()));
        visit("date_end", number.date(self.date.end()));
        visit("date_precision", self.date.precision().as_str());
        if let Some(point) = place.point {
            visit("latitude", number.float(point.latitude.degrees()));
            visit("longitude", number.float(point.longitude.degrees()));
        }
        visit("place_precision", place.precision.as_str());
        visit("country", &place.country);
        if let Some(gw) = place.gw {
            visit("country_gw", number.integer(u32::from(gw.0)));
        }
        for (name, value) in [
            ("relid", &self.relid),
            ("admin1", &place.admin1),
            ("admin2", &place.admin2),
            ("place_name", &place.name),
        ] {
            if let Some(value) = value {
                visit(name, value);
            }
        }
        let (total, injured) = (self.deaths.total, self.injured);
        for (name, value) in [
            ("deaths_low", total.map(|total| total.low())),
            ("deaths_best", total.map(|total| total.best())),
            ("deaths_high", total.map(|total| total.high())),
            ("deaths_a", self.deaths.side_a),
            ("deaths_b", self.deaths.side_b),
            ("deaths_civilians", self.deaths.civilians),
            ("deaths_unknown", self.deaths.unknown),
            ("clarity", self.clarity.map(u32::from)),
            ("sources_count", self.sources_count),
            ("injured_low", injured.map(|injured| injured.low())),
            ("injured_best", injured.map(|injured| injured.best())),
            ("injured_high", injured.map(|injured| injured.high())),
        ] {
            if let Some(value) = value {
                visit(name, number.integer(value));
            }
        }
        for (name, value) in self.extra.iter() {
            visit(name, value);
        }
    }

    /// The hash of the content: equal for two revisions exactly when their content is.
    #[must_use]
    pub fn content_hash(&self) -> ContentHash {
        let mut hasher = ContentHasher::new();
        self.visit_content(|name, value| {
            hasher.field(name.as_bytes()).field(value.as_bytes());
        });
        hasher.finish()
    }
}

/// A buffer in which numbers become text without an allocation each.
#[derive(Default)]
struct NumberText(String);

impl NumberText {
    fn put(&mut self, arguments: std::fmt::Arguments<'_>) -> &str {
        use std::fmt::Write as _;
        self.0.clear();
        self.0.write_fmt(arguments).expect("writing to a string does not fail");
        &self.0
    }

    fn integer(&mut self, value: u32) -> &str {
        self.put(format_args!("{value}"))
    }

    fn float(&mut self, value: f64) -> &str {
        self.put(format_args!("{value}"))
    }

    fn date(&mut self, value: jiff::civil::Date) -> &str {
        self.put(format_args!("{value}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DatasetId, DatePrecision, PlacePrecision, Point};
    use jiff::civil::date;

    fn report() -> Report {
        let side = |id: &str, name: &str| Side { native_id: Some(id.into()), name: name.into() };
        Report {
            id: ReportId {
                dataset: DatasetId::new("ucdp-ged").expect("valid"),
                native: "1".into(),
            },
            relid: Some("NIG-2009-1-793-1".into()),
            event_type: EventType::StateBased,
            native_type: "1".into(),
            civilians_targeted: false,
            conflict: None,
            dyad: Some(NativeRef { id: "640".into(), name: "A - B".into() }),
            side_a: side("84", "Government of Nigeria"),
            side_b: side("1051", "Boko Haram"),
            date: DateInterval::new(date(2009, 6, 9), date(2009, 6, 9), DatePrecision::Day)
                .expect("valid"),
            place: Place {
                point: Point::new(11.84644, 13.160274).ok(),
                precision: PlacePrecision::Exact,
                country: "Nigeria".into(),
                gw: None,
                admin1: Some("Borno state".into()),
                admin2: None,
                name: None,
                iso3: None,
                admin1_id: None,
            },
            deaths: Deaths { total: Some(Estimate::exactly(14)), ..Deaths::default() },
            injured: None,
            plover: None,
            targets: Targets::NONE,
            clarity: Some(1),
            sources_count: None,
            extra: Extra::new(),
            added: Extra::new(),
            row: 2,
        }
    }

    #[test]
    fn what_is_not_the_sources_content_does_not_change_the_hash() {
        let mut other = report();
        other.row = 99;
        other.added.insert("iso3".into(), "NGA".into());
        other.place.admin1_id = Some("NG.27".into());
        other.plover = Some("ASSAULT".into());
        other.targets = Targets::NONE.with(crate::TargetClass::Police);
        assert_eq!(report().content_hash(), other.content_hash());
    }

    #[test]
    fn any_change_of_content_changes_the_hash() {
        let mut other = report();
        other.deaths.total = Some(Estimate::new(13, 14, 14).expect("in order"));
        assert_ne!(report().content_hash(), other.content_hash());
        let mut other = report();
        other.injured = Some(Estimate::exactly(3));
        assert_ne!(report().content_hash(), other.content_hash());
        let mut other = report();
        other.deaths.total = None;
        assert_ne!(report().content_hash(), other.content_hash());
        let mut other = report();
        other.extra.insert("source_headline".into(), "x".into());
        assert_ne!(report().content_hash(), other.content_hash());
    }
}
