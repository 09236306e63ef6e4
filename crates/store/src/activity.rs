//! What series of activity are made of: for each report or incident when, where, what and by whom, without the
//! words.
//!
//! One scan serves one actor or all of them. Places that are known no better than to a unit have no cell: the
//! middle of a province is not where something happened.

use std::collections::HashMap;

use arrow::array::RecordBatch;
use bellwether_model::{Date, GwCode};

use crate::columns::Cells;
use crate::incidents::SEVERAL;
use crate::question::{incidents_of_one, incidents_of_several};
use crate::{Filters, NameActors, Snapshot, StoreError, Unit};

/// One report or incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// The id of the report; of an incident of several reports, that of the incident.
    pub id: String,
    /// The datasets that tell of it.
    pub datasets: Vec<String>,
    /// The parties to it, as the registry calls them; only where they were asked for.
    pub parties: Vec<String>,
    /// The first day on which it may have happened.
    pub start: Date,
    /// The last.
    pub end: Date,
    /// ISO 3166-1 alpha-3 code of the country.
    pub country: Option<String>,
    /// First-level unit.
    pub unit: Option<String>,
    /// Cell of PRIO-GRID, where the place is a point.
    pub cell: Option<i32>,
    /// Best estimate of the deaths.
    pub deaths: Option<i64>,
    /// Whether it was directed against civilians.
    pub civilians: bool,
    /// Whether it was a suicide attack or a bomb; none where the source does not say what it was done with.
    pub bombing: Option<bool>,
    /// How many sources it has: those that the dataset counted, or the reports of an incident.
    pub sources: Option<i64>,
    /// The day from which on it counts as known for the first time.
    pub known: Option<Date>,
}

/// Columns that reports and incidents share.
const SHARED: &str = "date_start, date_end, iso3, coalesce(admin1_id, admin1) AS unit, \
    CASE WHEN place_precision IN ('exact', 'near') THEN grid END AS cell, deaths_best, civilians_targeted, \
    CASE WHEN strpos(plover, '/') > 0 THEN plover IN ('ASSAULT/suicide-attack', 'ASSAULT/explosives') END \
    AS bombing";

/// Columns of a side.
const SIDES: &str = "side_a_id, side_a, side_b_id, side_b, country_gw";

impl Snapshot<'_> {
    /// Hands on what passes the filters, one by one and in no order. With `names` each has its parties.
    ///
    /// # Errors
    /// When a query fails or a row is damaged.
    pub fn activity(
        &self,
        filters: &Filters,
        unit: Unit,
        names: Option<&dyn NameActors>,
        mut take: impl FnMut(Activity),
    ) -> Result<(), StoreError> {
        let known = self.first_known_days()?;
        let single = match unit {
            Unit::Reports => filters.sql(),
            Unit::Incidents => {
                self.prepare_incidents()?;
                incidents_of_one(filters)
            }
        };
        let sql = format!(
            "SELECT report_id AS id, dataset AS datasets, sources_count AS sources, {SHARED}, {SIDES} \
             FROM reports WHERE {single}"
        );
        self.stream(&sql, |batch| {
            for row in 0..batch.num_rows() {
                let mut one = read(&batch, row)?;
                if let Some(names) = names {
                    one.parties = parties(&batch, row, names, one.start)?;
                }
                one.known = known.of(&one.id);
                take(one);
            }
            Ok(())
        })?;
        if unit == Unit::Incidents {
            self.several(filters, names, &known, take)?;
        }
        Ok(())
    }

    fn several(
        &self,
        filters: &Filters,
        names: Option<&dyn NameActors>,
        known: &Known,
        mut take: impl FnMut(Activity),
    ) -> Result<(), StoreError> {
        let own = incidents_of_several(filters);
        let mut members: HashMap<String, (Vec<String>, Option<Date>)> = HashMap::new();
        let sql = format!(
            "SELECT m.incident_id, m.report_id, r.dataset AS datasets, r.date_start, r.iso3, {} FROM members AS m \
             JOIN reports AS r ON r.report_id = m.report_id WHERE m.incident_id IN (SELECT incident_id FROM \
             {SEVERAL} WHERE {own})",
            SIDES.split(", ").map(|column| format!("r.{column}")).collect::<Vec<_>>().join(", ")
        );
        self.stream(&sql, |batch| {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let (of, first) =
                    members.entry(cells.must("incident_id", row)?.to_owned()).or_default();
                let seen = known.of(cells.must("report_id", row)?);
                *first = [*first, seen].into_iter().flatten().min();
                if let (Some(names), Some(start)) = (names, cells.day("date_start", row)?) {
                    for party in parties(&batch, row, names, start)? {
                        if !of.contains(&party) {
                            of.push(party);
                        }
                    }
                }
            }
            Ok(())
        })?;
        let sql = format!(
            "SELECT incident_id AS id, datasets, reports AS sources, {SHARED} FROM {SEVERAL} WHERE {own}"
        );
        self.stream(&sql, |batch| {
            for row in 0..batch.num_rows() {
                let mut one = read(&batch, row)?;
                if let Some((parties, first)) = members.remove(&one.id) {
                    one.parties = parties;
                    one.known = first;
                }
                take(one);
            }
            Ok(())
        })
    }

    /// The first and the last day of the live events of each dataset in each country.
    ///
    /// # Errors
    /// When the query fails.
    pub fn extents(&self) -> Result<Vec<(String, String, Date, Date)>, StoreError> {
        let sql = "SELECT dataset, coalesce(iso3, '') AS country, min(date_start) AS first, max(date_start) AS last \
                   FROM reports GROUP BY dataset, coalesce(iso3, '') ORDER BY dataset, country";
        let mut all = Vec::new();
        for batch in self.query(sql)? {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let (first, last) = (cells.day("first", row)?, cells.day("last", row)?);
                if let (Some(first), Some(last)) = (first, last) {
                    let text = |name| cells.must(name, row).map(str::to_owned);
                    all.push((text("dataset")?, text("country")?, first, last));
                }
            }
        }
        Ok(all)
    }

    /// The first day of knowledge of each report, where the store has come to know them on different days.
    fn first_known_days(&self) -> Result<Known, StoreError> {
        let version = self.state().version;
        let days = self.query(&format!(
            "SELECT count(DISTINCT CAST(known_from AS DATE)) AS n FROM reports_log \
             WHERE store_version <= {version}"
        ))?;
        if crate::single_integer(&days)? < 2 {
            let all = self.query(&format!(
                "SELECT min(CAST(known_from AS DATE)) AS known FROM reports_log \
                 WHERE store_version <= {version}"
            ))?;
            let batch = all.iter().find(|batch| batch.num_rows() > 0);
            let day = batch.map(|batch| Cells(batch).day("known", 0)).transpose()?.flatten();
            return Ok(Known { all: day, each: HashMap::new() });
        }
        let mut each = HashMap::new();
        let sql = format!(
            "SELECT report_id, min(CAST(known_from AS DATE)) AS known FROM reports_log \
             WHERE store_version <= {version} GROUP BY report_id"
        );
        self.stream(&sql, |batch| {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                if let Some(day) = cells.day("known", row)? {
                    each.insert(cells.must("report_id", row)?.to_owned(), day);
                }
            }
            Ok(())
        })?;
        Ok(Known { all: None, each })
    }
}

/// Since when reports are known.
struct Known {
    all: Option<Date>,
    each: HashMap<String, Date>,
}

impl Known {
    fn of(&self, report: &str) -> Option<Date> {
        self.all.or_else(|| self.each.get(report).copied())
    }
}

fn read(batch: &RecordBatch, row: usize) -> Result<Activity, StoreError> {
    let cells = Cells(batch);
    let day = |name: &str| -> Result<Date, StoreError> {
        cells.day(name, row)?.ok_or_else(|| StoreError::Integrity(format!("{name} is empty")))
    };
    let text = |name: &str| -> Result<Option<String>, StoreError> {
        Ok(cells.text(name, row)?.filter(|text| !text.is_empty()).map(str::to_owned))
    };
    Ok(Activity {
        id: cells.must("id", row)?.to_owned(),
        datasets: cells.must("datasets", row)?.split_whitespace().map(str::to_owned).collect(),
        parties: Vec::new(),
        start: day("date_start")?,
        end: day("date_end")?,
        country: text("iso3")?,
        unit: text("unit")?,
        cell: cells.integer("cell", row)?.and_then(|cell| i32::try_from(cell).ok()),
        deaths: cells.integer("deaths_best", row)?,
        civilians: cells.flag("civilians_targeted", row)?,
        bombing: cells.maybe_flag("bombing", row)?,
        sources: cells.integer("sources", row)?.filter(|sources| *sources > 0),
        known: None,
    })
}

/// Both sides of a report, each once.
fn parties(
    batch: &RecordBatch,
    row: usize,
    names: &dyn NameActors,
    date: Date,
) -> Result<Vec<String>, StoreError> {
    let cells = Cells(batch);
    let dataset = cells.text("datasets", row)?.unwrap_or_default();
    let gw = cells.integer("country_gw", row)?.and_then(|gw| u16::try_from(gw).ok()).map(GwCode);
    let iso3 = cells.text("iso3", row)?;
    let mut all = Vec::new();
    for (id, name) in [("side_a_id", "side_a"), ("side_b_id", "side_b")] {
        let text = cells.text(name, row)?.unwrap_or_default();
        if text.is_empty() {
            continue;
        }
        let native = cells.text(id, row)?;
        let claimed = names.name(dataset, native, text, gw, iso3, Some(date));
        // Whom nobody claims is told from another of that name by the dataset's own id.
        let party = match native.filter(|id| claimed == text && !id.is_empty()) {
            Some(id) => format!("{dataset}:{id}|{text}"),
            None => claimed,
        };
        all.push(party);
    }
    all.dedup();
    Ok(all)
}
