//! A snapshot for answers that leave: rows that may not are not in it, and places that must be coarse are.
//!
//! Questions in free form (SQL) can take a row apart in any way, so what must not leave is taken out
//! beneath them, in every table and every log.

use bellwether_model::{Date, TargetClass};

use crate::TableSchema;
use crate::question::quoted;
use crate::schema::{ALERTS, ENDINGS, JOINED_TABLES, REPORTS};

/// What is taken out of a snapshot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leaving {
    /// Datasets whose rows may not leave.
    pub without: Vec<String>,
    /// What is done with reports about classes of targets.
    pub treated: Vec<Treatment>,
}

/// What is done with reports about one class of targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Treatment {
    /// The class.
    pub class: TargetClass,
    /// Reports of events that ended after this day are left out.
    pub until: Date,
    /// Whether nothing finer than the country may be told; else nothing finer than the first-level unit.
    pub country_only: bool,
}

/// Columns that tell a place finer than a first-level unit, or may.
const FINE: [&str; 8] =
    ["latitude", "longitude", "admin2", "place_name", "grid", "extra", "added", "relid"];
/// Columns of the first-level unit.
const UNIT: [&str; 2] = ["admin1", "admin1_id"];

impl Leaving {
    /// Whether nothing is taken out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.without.is_empty() && self.treated.is_empty()
    }

    /// The definition of a view of a relation with the columns of a table, with what must not leave taken
    /// out; `None` where there is nothing to take out.
    pub(crate) fn view(&self, relation: &str, schema: TableSchema) -> Option<String> {
        if schema.name == ALERTS.name && !self.without.is_empty() {
            // An alert counts the rows of all the datasets that it names.
            let names = |id: &String| {
                let word = quoted(&format!(" {id} "));
                format!("strpos(concat(' ', datasets, ' '), {word}) = 0")
            };
            let all: Vec<String> = self.without.iter().map(names).collect();
            return Some(format!("SELECT * FROM {relation} WHERE {}", all.join(" AND ")));
        }
        // An ending names what it ends by its id, which begins with the dataset.
        let dataset =
            if schema.name == ENDINGS.name { "split_part(key, ':', 1)" } else { "dataset" };
        let has_dataset = schema.columns.iter().any(|column| column.name == "dataset")
            || schema.name == ENDINGS.name;
        let reports = schema.name == REPORTS.name;
        if !has_dataset || (self.without.is_empty() && (!reports || self.treated.is_empty())) {
            return None;
        }
        let mut conditions = Vec::new();
        if schema.name == ENDINGS.name {
            // Their keys name two reports, or an incident: what ended of them is not told.
            let joined: Vec<String> =
                JOINED_TABLES.iter().map(|table| quoted(table.name)).collect();
            conditions.push(format!("\"table\" NOT IN ({})", joined.join(", ")));
        }
        if !self.without.is_empty() {
            let ids: Vec<String> = self.without.iter().map(|id| quoted(id)).collect();
            conditions.push(format!("{dataset} NOT IN ({})", ids.join(", ")));
        }
        let treated: &[Treatment] = if reports { &self.treated } else { &[] };
        conditions.extend(
            treated.iter().map(|rule| format!("NOT ({} AND {})", about(rule.class), recent(rule))),
        );
        let columns = if reports { self.coarse_columns(schema) } else { plain_columns(schema) };
        Some(format!(
            "SELECT {} FROM {relation} WHERE {}",
            columns,
            if conditions.is_empty() { "TRUE".into() } else { conditions.join(" AND ") }
        ))
    }

    /// True of the id of a report whose dataset may not leave.
    pub(crate) fn is_closed(&self, report_id: &str) -> String {
        if self.without.is_empty() {
            return "FALSE".into();
        }
        let ids: Vec<String> = self.without.iter().map(|id| quoted(id)).collect();
        format!("split_part({report_id}, ':', 1) IN ({})", ids.join(", "))
    }

    /// True of a report about a treated class that may not leave yet.
    pub(crate) fn too_new(&self) -> String {
        let rules: Vec<String> = self
            .treated
            .iter()
            .map(|rule| format!("({} AND {})", about(rule.class), recent(rule)))
            .collect();
        if rules.is_empty() { "FALSE".into() } else { rules.join(" OR ") }
    }

    /// The columns of a table with `targets`, without what is finer than may be told of treated classes.
    pub(crate) fn coarse_columns(&self, schema: TableSchema) -> String {
        let columns: Vec<String> = schema
            .columns
            .iter()
            .map(|column| {
                let hiding: Vec<String> = self
                    .treated
                    .iter()
                    .filter(|rule| {
                        FINE.contains(&column.name)
                            || (rule.country_only && UNIT.contains(&column.name))
                    })
                    .map(|rule| about(rule.class))
                    .collect();
                let name = format!("\"{}\"", column.name);
                if hiding.is_empty() {
                    name
                } else {
                    let hidden = hiding.join(" OR ");
                    format!("CASE WHEN {hidden} THEN NULL ELSE {name} END AS {name}")
                }
            })
            .collect();
        columns.join(", ")
    }
}

fn plain_columns(schema: TableSchema) -> String {
    let columns: Vec<String> =
        schema.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
    columns.join(", ")
}

fn about(class: TargetClass) -> String {
    format!("strpos(concat(' ', coalesce(targets, ''), ' '), ' {} ') > 0", class.as_str())
}

fn recent(rule: &Treatment) -> String {
    format!("date_end > DATE '{}'", rule.until)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::REJECTS;

    #[test]
    fn rows_of_a_dataset_are_left_out_of_every_table_that_has_them() {
        let leaving = Leaving { without: vec!["acled".into()], treated: vec![] };
        let view = leaving.view("rejects", REJECTS).expect("a view");
        assert!(view.ends_with("FROM rejects WHERE dataset NOT IN ('acled')"), "{view}");
        let view = leaving.view("endings", ENDINGS).expect("a view");
        assert!(view.ends_with("AND split_part(key, ':', 1) NOT IN ('acled')"), "{view}");
        assert!(view.contains("NOT IN ('links', 'members', 'incidents', 'judgements')"), "{view}");
        assert_eq!(Leaving::default().view("reports", REPORTS), None);
    }

    #[test]
    fn a_treated_class_loses_what_is_finer_than_its_unit_and_what_is_too_new() {
        let rule = Treatment {
            class: TargetClass::Health,
            until: Date::constant(2021, 5, 1),
            country_only: false,
        };
        let leaving = Leaving { without: vec![], treated: vec![rule] };
        let view = leaving.view("reports", REPORTS).expect("a view");
        assert!(view.contains("THEN NULL ELSE \"latitude\" END"), "{view}");
        assert!(view.contains(", \"admin1\","), "{view}");
        assert!(view.contains("date_end > DATE '2021-05-01'"), "{view}");
        assert_eq!(leaving.view("rejects", REJECTS), None);
        let country = Leaving {
            treated: vec![Treatment { country_only: true, ..rule }],
            ..Leaving::default()
        };
        let view = country.view("reports", REPORTS).expect("a view");
        assert!(view.contains("ELSE \"admin1\" END"), "{view}");
    }
}
