//! Which reports a question is about, as one list of named conditions.

use bellwether_model::{Date, EventType, GwCode, Iso3, PlacePrecision, TargetClass};

/// Which side of an event an actor must be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SideChoice {
    /// Either.
    #[default]
    Either,
    /// Side A: the government in UCDP's state-based events, the perpetrator in its one-sided ones.
    A,
    /// Side B.
    B,
}

/// One way in which one dataset speaks of an actor. All parts that are given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActorTerm {
    /// The dataset.
    pub dataset: String,
    /// The dataset's ids for it; when empty, the names decide.
    pub ids: Vec<String>,
    /// The dataset's names for it, exactly as it writes them.
    pub names: Vec<String>,
    /// Only events in these countries; empty for anywhere.
    pub countries: Vec<GwCode>,
    /// No events in these countries.
    pub not_countries: Vec<GwCode>,
    /// The ISO codes of `countries`, for reports whose source gives no Gleditsch-Ward number.
    pub countries_iso3: Vec<Iso3>,
    /// The ISO codes of `not_countries`.
    pub not_countries_iso3: Vec<Iso3>,
    /// Only events that start on this day or later.
    pub from: Option<Date>,
    /// Only events that start on this day or earlier.
    pub to: Option<Date>,
}

/// An actor as the datasets speak of it: any of the terms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActorFilter {
    /// How the actor is called in explanations.
    pub label: String,
    /// The terms.
    pub terms: Vec<ActorTerm>,
}

/// Which reports. An empty filter takes all.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    /// Datasets; empty for all.
    pub datasets: Vec<String>,
    /// The actor.
    pub actor: Option<ActorFilter>,
    /// The side on which the actor must be.
    pub side: SideChoice,
    /// Countries; empty for all.
    pub countries: Vec<Iso3>,
    /// First-level units, by gazetteer id or the source's own name; empty for all.
    pub admin1: Vec<String>,
    /// Only events that start on this day or later.
    pub from: Option<Date>,
    /// Only events that start on this day or earlier.
    pub to: Option<Date>,
    /// Harmonised types; empty for all.
    pub types: Vec<EventType>,
    /// Only events whose own point lies within west, south, east, north, in degrees; where west is more than east,
    /// across the date line. What is known only to a unit lies within no box.
    pub bbox: Option<[f64; 4]>,
    /// Only events directed against civilians, by the source's coding.
    pub civilian_targets: bool,
    /// Classes of targets, any of which the event was directed at; empty for all.
    pub targets: Vec<TargetClass>,
    /// Types in PLOVER's terms: an event (`ASSAULT`, with all its modes) or one mode of it; empty for all.
    pub plover: Vec<String>,
    /// Columns of the source's own with the value that each must have.
    pub fields: Vec<FieldFilter>,
    /// Only incidents of which this dataset has a report, whichever report meets the other conditions; of
    /// reports, those of this dataset.
    pub with: Option<String>,
}

/// One of the source's own columns and the value that it must, or must not, have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFilter {
    /// The column, as the source calls it.
    pub name: String,
    /// The value.
    pub value: String,
    /// Whether the value is the one that the column must have; else it must have another, or none.
    pub equal: bool,
}

/// What a condition is held against when incidents are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// The incident's own values.
    Own,
    /// Any of its reports.
    Report,
    /// Whether a dataset takes part in it.
    Part,
}

/// One condition with the name under which it is explained.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    pub(crate) level: Level,
    pub(crate) name: &'static str,
    pub(crate) words: String,
    pub(crate) sql: String,
}

/// Text as an SQL literal.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn list<T>(values: &[T], show: impl Fn(&T) -> String) -> String {
    values.iter().map(show).collect::<Vec<_>>().join(", ")
}

impl Filters {
    /// Whether datasets and countries are all that is asked for.
    pub(crate) fn is_of_datasets_and_countries(&self) -> bool {
        let broad = ["source", "country"];
        self.conditions().iter().all(|condition| broad.contains(&condition.name))
    }

    /// The conditions, in the order in which they are applied and explained.
    pub(crate) fn conditions(&self) -> Vec<Condition> {
        let mut all = Vec::new();
        let mut push = |name, words: String, sql: String| {
            let level = match name {
                "source" | "actor" | "field" => Level::Report,
                "with" => Level::Part,
                _ => Level::Own,
            };
            all.push(Condition { level, name, words, sql });
        };
        if !self.datasets.is_empty() {
            let sql = format!("dataset IN ({})", list(&self.datasets, |id| quoted(id)));
            push("source", self.datasets.join(", "), sql);
        }
        if let Some(actor) = &self.actor {
            push("actor", actor.label.clone(), actor.sql(self.side));
        }
        if !self.countries.is_empty() {
            let words = list(&self.countries, ToString::to_string);
            let sql = format!("iso3 IN ({})", list(&self.countries, |code| quoted(code.as_str())));
            push("country", words, sql);
        }
        if !self.admin1.is_empty() {
            let ids = list(&self.admin1, |unit| quoted(unit));
            let sql = format!("(admin1_id IN ({ids}) OR admin1 IN ({ids}))");
            push("admin1", self.admin1.join(", "), sql);
        }
        if let Some(bbox) = self.bbox {
            push("bbox", bbox.map(|degrees| degrees.to_string()).join(","), within_box(bbox));
        }
        if let Some(from) = self.from {
            push("from", from.to_string(), format!("date_start >= DATE '{from}'"));
        }
        if let Some(to) = self.to {
            push("to", to.to_string(), format!("date_start <= DATE '{to}'"));
        }
        if !self.types.is_empty() {
            let sql =
                format!("event_type IN ({})", list(&self.types, |kind| quoted(kind.as_str())));
            push("type", list(&self.types, |kind| kind.as_str().to_owned()), sql);
        }
        if self.civilian_targets {
            push("civilian-targets", "yes".into(), "civilians_targeted".into());
        }
        if !self.targets.is_empty() {
            // Words are kept with spaces between them, so that none is found within another.
            let has = |class: &TargetClass| {
                format!("strpos(concat(' ', targets, ' '), ' {} ') > 0", class.as_str())
            };
            let sql = self.targets.iter().map(has).collect::<Vec<_>>().join(" OR ");
            push("target", list(&self.targets, |class| class.as_str().into()), format!("({sql})"));
        }
        if !self.plover.is_empty() {
            let is = |code: &String| {
                let (code, modes) = (quoted(code), quoted(&format!("{code}/")));
                format!("plover = {code} OR starts_with(plover, {modes})")
            };
            let sql = self.plover.iter().map(is).collect::<Vec<_>>().join(" OR ");
            push("plover", self.plover.join(", "), format!("({sql})"));
        }
        for field in &self.fields {
            let (sign, not) = if field.equal { ("=", "") } else { ("!=", "NOT ") };
            let words = format!("{}{sign}{}", field.name, field.value);
            let json = |text: &str| serde_json::Value::from(text).to_string();
            // In the column, quotes within names and values are escaped: only a whole pair can match.
            let pair = quoted(&format!("{}:{}", json(&field.name), json(&field.value)));
            push("field", words, format!("{not}strpos(coalesce(extra, ''), {pair}) > 0"));
        }
        if let Some(dataset) = &self.with {
            push("with", dataset.clone(), format!("dataset = {}", quoted(dataset)));
        }
        all
    }

    /// The filters in words: each one's name and what was asked for, in the order in which they apply.
    #[must_use]
    pub fn words(&self) -> Vec<(&'static str, String)> {
        self.conditions().into_iter().map(|condition| (condition.name, condition.words)).collect()
    }

    /// All conditions as one.
    pub(crate) fn sql(&self) -> String {
        let all: Vec<String> = self.conditions().into_iter().map(|c| c.sql).collect();
        if all.is_empty() { "TRUE".into() } else { all.join(" AND ") }
    }
}

impl ActorFilter {
    /// True where the actor is on the side in question.
    pub(crate) fn sql(&self, side: SideChoice) -> String {
        let sides: &[&str] = match side {
            SideChoice::Either => &["side_a", "side_b"],
            SideChoice::A => &["side_a"],
            SideChoice::B => &["side_b"],
        };
        let terms: Vec<String> =
            self.terms.iter().flat_map(|term| sides.iter().map(|side| term.sql(side))).collect();
        if terms.is_empty() { "FALSE".into() } else { format!("({})", terms.join(" OR ")) }
    }
}

impl ActorTerm {
    fn sql(&self, side: &str) -> String {
        let mut parts = vec![format!("dataset = {}", quoted(&self.dataset))];
        if self.ids.is_empty() {
            parts.push(match self.names.as_slice() {
                [] => "FALSE".into(),
                names => format!("{side} IN ({})", list(names, |name| quoted(name))),
            });
        } else {
            parts.push(format!("{side}_id IN ({})", list(&self.ids, |id| quoted(id))));
        }
        if !self.countries.is_empty() {
            parts.push(within(&self.countries, &self.countries_iso3));
        }
        if !self.not_countries.is_empty() {
            // Where neither code is known the report stays in: nothing says that it lies there.
            let within = within(&self.not_countries, &self.not_countries_iso3);
            parts.push(format!("NOT coalesce({within}, FALSE)"));
        }
        if let Some(from) = self.from {
            parts.push(format!("date_start >= DATE '{from}'"));
        }
        if let Some(to) = self.to {
            parts.push(format!("date_start <= DATE '{to}'"));
        }
        format!("({})", parts.join(" AND "))
    }
}

/// True where an event's own point lies in a box.
fn within_box([west, south, east, north]: [f64; 4]) -> String {
    let located: Vec<String> = PlacePrecision::ALL
        .into_iter()
        .filter(|precision| precision.is_located())
        .map(|precision| quoted(precision.as_str()))
        .collect();
    let joint = if west <= east { "AND" } else { "OR" };
    format!(
        "(place_precision IN ({}) AND latitude BETWEEN {south:?} AND {north:?} AND \
         (longitude >= {west:?} {joint} longitude <= {east:?}))",
        located.join(", ")
    )
}

/// True where an event lies in one of these countries, by the source's own number where there is one.
fn within(numbers: &[GwCode], codes: &[Iso3]) -> String {
    let numbers = list(numbers, ToString::to_string);
    if codes.is_empty() {
        return format!("country_gw IN ({numbers})");
    }
    let codes = list(codes, |code| quoted(code.as_str()));
    format!("(country_gw IN ({numbers}) OR (country_gw IS NULL AND iso3 IN ({codes})))")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_without_numbers_of_states_is_asked_by_iso_code() {
        let term = ActorTerm {
            dataset: "gtd".into(),
            names: vec!["ISIL".into()],
            not_countries: vec![GwCode(700)],
            not_countries_iso3: vec![Iso3::new("AFG").expect("valid")],
            ..ActorTerm::default()
        };
        assert_eq!(
            term.sql("side_a"),
            "(dataset = 'gtd' AND side_a IN ('ISIL') AND NOT coalesce((country_gw IN (700) OR \
             (country_gw IS NULL AND iso3 IN ('AFG'))), FALSE))"
        );
    }

    #[test]
    fn a_name_with_a_quote_stays_one_literal() {
        let term = ActorTerm {
            dataset: "ucdp-ged".into(),
            names: vec!["Jama'atu Ahlis Sunna".into()],
            ..ActorTerm::default()
        };
        assert_eq!(
            term.sql("side_b"),
            "(dataset = 'ucdp-ged' AND side_b IN ('Jama''atu Ahlis Sunna'))"
        );
    }

    #[test]
    fn conditions_on_targets_types_and_the_sources_own_columns_are_whole_words() {
        let filters = Filters {
            targets: vec![TargetClass::Health, TargetClass::AidWorkers],
            plover: vec!["ASSAULT".into()],
            fields: vec![FieldFilter {
                name: "doubtterr".into(),
                value: "it's".into(),
                equal: false,
            }],
            ..Filters::default()
        };
        assert_eq!(
            filters.sql(),
            "(strpos(concat(' ', targets, ' '), ' health ') > 0 OR \
             strpos(concat(' ', targets, ' '), ' aid-workers ') > 0) AND \
             (plover = 'ASSAULT' OR starts_with(plover, 'ASSAULT/')) AND \
             NOT strpos(coalesce(extra, ''), '\"doubtterr\":\"it''s\"') > 0"
        );
    }

    #[test]
    fn a_box_across_the_date_line_takes_both_of_its_sides() {
        let sql = |bbox| Filters { bbox: Some(bbox), ..Filters::default() }.sql();
        let plain = sql([10.0, -5.5, 20.0, 5.0]);
        assert!(plain.contains("longitude >= 10.0 AND longitude <= 20.0"), "{plain}");
        assert!(plain.contains("latitude BETWEEN -5.5 AND 5.0"), "{plain}");
        let across = sql([170.0, -20.0, -170.0, -10.0]);
        assert!(across.contains("longitude >= 170.0 OR longitude <= -170.0"), "{across}");
    }

    #[test]
    fn an_actor_without_a_term_matches_nothing_rather_than_everything() {
        assert_eq!(ActorFilter::default().sql(SideChoice::Either), "FALSE");
        let bare = ActorTerm { dataset: "ucdp-ged".into(), ..ActorTerm::default() };
        assert!(bare.sql("side_a").contains("FALSE"));
    }

    #[test]
    fn a_branch_is_an_id_within_countries() {
        let filter = ActorFilter {
            label: "is-west-africa".into(),
            terms: vec![ActorTerm {
                dataset: "ucdp-ged".into(),
                ids: vec!["234".into()],
                countries: vec![GwCode(475), GwCode(436)],
                ..ActorTerm::default()
            }],
        };
        assert_eq!(
            filter.sql(SideChoice::B),
            "((dataset = 'ucdp-ged' AND side_b_id IN ('234') AND country_gw IN (475, 436)))"
        );
    }
}
