//! Single reports, with the revision and the release that they came from.

use std::collections::BTreeMap;

use bellwether_model::Report;
use jiff::Timestamp;
use serde::Serialize;

use crate::columns::{Cells, reports};
use crate::page::one_more;
use crate::question::Filters;
use crate::{Mark, Page, Snapshot, StoreError};

/// A report as the store has it.
#[derive(Debug, Clone, Serialize)]
pub struct StoredReport {
    /// The number of the revision.
    pub revision: i64,
    /// The store version with which the revision came in.
    pub store_version: i64,
    /// The store version whose file it was read from; its release is the commit of this version.
    pub origin_version: i64,
    /// The instant from which it counts as known.
    pub known_from: Timestamp,
    /// The licence of the row.
    pub licence: String,
    /// The report.
    #[serde(flatten)]
    pub report: Report,
}

impl Snapshot<'_> {
    /// The reports that pass the filters, the latest first, at most `limit`.
    ///
    /// # Errors
    /// When the query fails or a row is damaged.
    pub fn events(&self, filters: &Filters, limit: usize) -> Result<Vec<StoredReport>, StoreError> {
        self.stored(&format!(
            "SELECT * FROM reports WHERE {} ORDER BY date_start DESC, report_id LIMIT {limit}",
            filters.sql()
        ))
    }

    /// A page of the same list: at most `limit` reports after a mark.
    ///
    /// # Errors
    /// As [`Snapshot::events`].
    pub fn events_page(
        &self,
        filters: &Filters,
        after: Option<&Mark>,
        limit: usize,
    ) -> Result<Page<StoredReport>, StoreError> {
        let (onward, passed) = Mark::onward(after);
        let mut rows = self.stored(&format!(
            "SELECT * FROM reports WHERE {} AND {onward} ORDER BY date_start DESC, report_id LIMIT {} \
             OFFSET {passed}",
            filters.sql(),
            one_more(limit)
        ))?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let days = rows.iter().map(|stored| stored.report.date.start());
        let next = if more { Mark::behind(after, days) } else { None };
        Ok(Page { rows, next })
    }

    /// The live reports with these ids, by their ids.
    ///
    /// # Errors
    /// As [`Snapshot::events`].
    pub fn reports_of(&self, ids: &[&str]) -> Result<Vec<StoredReport>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<String> = ids.iter().map(|id| crate::question::quoted(id)).collect();
        self.stored(&format!(
            "SELECT * FROM reports WHERE report_id IN ({}) ORDER BY report_id",
            ids.join(", ")
        ))
    }

    /// Every revision of one report, oldest first, whether or not it still counts.
    ///
    /// # Errors
    /// As [`Snapshot::events`].
    pub fn revisions(&self, report_id: &str) -> Result<Vec<StoredReport>, StoreError> {
        self.stored(&format!(
            "SELECT * FROM reports_log WHERE report_id = {} AND store_version <= {} \
             ORDER BY known_from, store_version",
            crate::question::quoted(report_id),
            self.state().version
        ))
    }

    /// The instant from which the first revision of each report was known that passes the filters.
    ///
    /// # Errors
    /// When the query fails.
    pub fn first_known(
        &self,
        filters: &Filters,
    ) -> Result<BTreeMap<String, Timestamp>, StoreError> {
        let sql = format!(
            "SELECT report_id, min(known_from) AS first FROM reports_log \
             WHERE store_version <= {} AND {} GROUP BY report_id",
            self.state().version,
            filters.sql()
        );
        let mut first = BTreeMap::new();
        for batch in self.query(&sql)? {
            let cells = Cells(&batch);
            for row in 0..batch.num_rows() {
                let instant = cells.instant("first", row)?.unwrap_or_default();
                first.insert(cells.must("report_id", row)?.to_owned(), instant);
            }
        }
        Ok(first)
    }

    pub(crate) fn stored(&self, sql: &str) -> Result<Vec<StoredReport>, StoreError> {
        let mut all = Vec::new();
        for batch in self.query(sql)? {
            let cells = Cells(&batch);
            for (row, report) in reports(&batch)?.into_iter().enumerate() {
                all.push(StoredReport {
                    revision: cells.integer("revision", row)?.unwrap_or_default(),
                    store_version: cells.integer("store_version", row)?.unwrap_or_default(),
                    origin_version: cells.integer("origin_version", row)?.unwrap_or_default(),
                    known_from: cells.instant("known_from", row)?.unwrap_or_default(),
                    licence: cells.must("licence", row)?.to_owned(),
                    report,
                });
            }
        }
        Ok(all)
    }
}
