//! The columns of GED: official ones, early names, and those that re-publishers add.

use crate::reading::{PointColumns, TollColumns};
use crate::text::{Column, Header};

/// The 49 columns of today (codebook of GED 25.1), in their order.
pub(super) const OFFICIAL: [&str; 49] = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];

/// Names that columns had up to GED 5.0.
pub(super) const EARLY: [&str; 3] = ["best_est", "high_est", "low_est"];

/// What re-publishers add.
pub(super) const ADDED: [&str; 3] = ["end_year", "iso3", "start_year"];

/// Without these a row cannot become a report. The toll and the point have alternatives of their own.
pub(super) const REQUIRED: [&str; 9] = [
    "id",
    "type_of_violence",
    "where_prec",
    "date_prec",
    "date_start",
    "date_end",
    "side_a",
    "side_b",
    "country",
];

/// How a further column is written down, so that equal content is equal in every vintage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// As it stands.
    Text,
    /// `84.0` as `84`.
    Id,
    /// `TRUE`, `1.0` as `1`; `FALSE`, `0.0` as `0`.
    Flag,
}

/// The official columns that have no field of their own in a report, in the order of their names.
/// The well-known text and the grid cell are left out: they follow from the point.
const EXTRA: [(&str, Keep); 16] = [
    ("active_year", Keep::Flag),
    ("code_status", Keep::Text),
    ("conflict_dset_id", Keep::Id),
    ("dyad_dset_id", Keep::Id),
    ("gwnoa", Keep::Id),
    ("gwnob", Keep::Id),
    ("region", Keep::Text),
    ("side_a_dset_id", Keep::Id),
    ("side_b_dset_id", Keep::Id),
    ("source_article", Keep::Text),
    ("source_date", Keep::Text),
    ("source_headline", Keep::Text),
    ("source_office", Keep::Text),
    ("source_original", Keep::Text),
    ("where_description", Keep::Text),
    ("year", Keep::Id),
];

/// Which column is where in one table.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) id: Column,
    pub(super) relid: Column,
    pub(super) code_status: Column,
    pub(super) violence: Column,
    pub(super) conflict: (Column, Column),
    pub(super) dyad: (Column, Column),
    pub(super) side_a: (Column, Column),
    pub(super) side_b: (Column, Column),
    pub(super) sources: Column,
    pub(super) where_prec: Column,
    pub(super) place_name: Column,
    pub(super) admin1: Column,
    pub(super) admin2: Column,
    pub(super) country: Column,
    pub(super) country_id: Column,
    pub(super) clarity: Column,
    pub(super) date_prec: Column,
    pub(super) date_start: Column,
    pub(super) date_end: Column,
    pub(super) point: PointColumns,
    pub(super) toll: TollColumns,
    pub(super) extra: Vec<(Column, Keep)>,
    pub(super) added: Vec<Column>,
    /// Named columns that nobody knows.
    pub(super) unknown: Vec<(String, Column)>,
}

impl Columns {
    /// Finds the columns in a header.
    pub(super) fn of(header: &Header) -> Self {
        let column = |name| header.column(name);
        let present = |column: &Column| column.is_present();
        Self {
            id: column("id"),
            relid: column("relid"),
            code_status: column("code_status"),
            violence: column("type_of_violence"),
            conflict: (column("conflict_new_id"), column("conflict_name")),
            dyad: (column("dyad_new_id"), column("dyad_name")),
            side_a: (column("side_a_new_id"), column("side_a")),
            side_b: (column("side_b_new_id"), column("side_b")),
            sources: column("number_of_sources"),
            where_prec: column("where_prec"),
            place_name: column("where_coordinates"),
            admin1: column("adm_1"),
            admin2: column("adm_2"),
            country: column("country"),
            country_id: column("country_id"),
            clarity: column("event_clarity"),
            date_prec: column("date_prec"),
            date_start: column("date_start"),
            date_end: column("date_end"),
            point: PointColumns {
                latitude: column("latitude"),
                longitude: column("longitude"),
                wkt: column("geom_wkt"),
                grid: column("priogrid_gid"),
                pasted: false,
            },
            toll: TollColumns {
                best: header.either(&["best", "best_est"]),
                high: header.either(&["high", "high_est"]),
                low: header.either(&["low", "low_est"]),
                side_a: column("deaths_a"),
                side_b: column("deaths_b"),
                civilians: column("deaths_civilians"),
                unknown: column("deaths_unknown"),
            },
            extra: EXTRA
                .iter()
                .map(|(name, keep)| (column(name), *keep))
                .filter(|(column, _)| column.is_present())
                .collect(),
            added: ADDED.iter().map(|name| column(name)).filter(present).collect(),
            unknown: header.others(&[&OFFICIAL, &EARLY, &ADDED]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_official_column_is_kept_or_follows_from_one_that_is() {
        let header = Header::of(&OFFICIAL);
        let columns = Columns::of(&header);
        let fields = 31;
        assert_eq!(columns.extra.len() + fields + 2, OFFICIAL.len());
        assert!(columns.added.is_empty());
        assert!(EXTRA.is_sorted_by_key(|(name, _)| *name));
    }
}
