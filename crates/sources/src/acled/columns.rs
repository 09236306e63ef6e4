//! The columns of ACLED: today's, and those that went with the changes of 20 March 2023 and before.

use crate::reading::PointColumns;
use crate::text::{Column, Header};

/// The 31 columns of today, in their order.
pub(super) const CURRENT: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

/// Names of earlier years: the three columns that were taken out in 2023, and what yearly files up to
/// 2017 had in place of `iso` and `assoc_actor_…`.
pub(super) const OLDER: [&str; 6] =
    ["ally_actor_1", "ally_actor_2", "data_id", "event_id_no_cnty", "gwno", "iso3"];

/// Without these a row cannot become a report.
pub(super) const REQUIRED: [&str; 11] = [
    "event_id_cnty",
    "event_date",
    "time_precision",
    "event_type",
    "actor1",
    "actor2",
    "country",
    "latitude",
    "longitude",
    "geo_precision",
    "fatalities",
];

/// What is kept as it stands and is content, in the order of the names.
const EXTRA: [&str; 8] = [
    "admin3",
    "civilian_targeting",
    "disorder_type",
    "notes",
    "region",
    "source",
    "source_scale",
    "tags",
];

/// What is kept and is no content: numbers that ACLED gives anew with every update (`data_id`), what
/// follows from other columns, and when the row was last touched, which alone is no revision.
const ADDED: [&str; 4] = ["data_id", "event_id_no_cnty", "iso3", "timestamp"];

/// Whether a column tells how many people live around the place. ACLED adds these columns on request,
/// so that their presence is a matter of the export and not of the event.
pub(super) fn is_population(name: &str) -> bool {
    name.starts_with("population_")
}

/// Which column is where in one table.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) id: Column,
    pub(super) date: Column,
    pub(super) year: Column,
    pub(super) time_precision: Column,
    pub(super) event_type: Column,
    pub(super) sub_event_type: Column,
    pub(super) actors: [Column; 2],
    pub(super) assoc: [Column; 2],
    pub(super) inter: [Column; 2],
    pub(super) interaction: Column,
    pub(super) civilian_targeting: Column,
    pub(super) iso: Column,
    pub(super) gwno: Column,
    pub(super) country: Column,
    pub(super) admin1: Column,
    pub(super) admin2: Column,
    pub(super) location: Column,
    pub(super) geo_precision: Column,
    pub(super) point: PointColumns,
    pub(super) source: Column,
    pub(super) source_scale: Column,
    pub(super) fatalities: Column,
    pub(super) extra: Vec<Column>,
    pub(super) added: Vec<Column>,
    /// Named columns that nobody knows, and those of the population.
    pub(super) others: Vec<(String, Column)>,
}

impl Columns {
    /// Finds the columns in a header.
    pub(super) fn of(header: &Header) -> Self {
        let column = |name| header.column(name);
        let present = |names: &[&'static str]| -> Vec<Column> {
            names.iter().map(|name| column(name)).filter(|column| column.is_present()).collect()
        };
        Self {
            id: column("event_id_cnty"),
            date: column("event_date"),
            year: column("year"),
            time_precision: column("time_precision"),
            event_type: column("event_type"),
            sub_event_type: column("sub_event_type"),
            actors: [column("actor1"), column("actor2")],
            assoc: [
                header.either(&["assoc_actor_1", "ally_actor_1"]),
                header.either(&["assoc_actor_2", "ally_actor_2"]),
            ],
            inter: [column("inter1"), column("inter2")],
            interaction: column("interaction"),
            civilian_targeting: column("civilian_targeting"),
            iso: column("iso"),
            gwno: column("gwno"),
            country: column("country"),
            admin1: column("admin1"),
            admin2: column("admin2"),
            location: column("location"),
            geo_precision: column("geo_precision"),
            point: PointColumns {
                latitude: column("latitude"),
                longitude: column("longitude"),
                wkt: Column::absent("geom_wkt"),
                grid: Column::absent("priogrid_gid"),
                pasted: false,
            },
            source: column("source"),
            source_scale: column("source_scale"),
            fatalities: column("fatalities"),
            extra: present(&EXTRA),
            added: present(&ADDED),
            others: header.others(&[&CURRENT, &OLDER]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_today_is_read_or_kept() {
        let columns = Columns::of(&Header::of(&CURRENT));
        // Of these, source and source_scale are read and kept, and civilian_targeting is too.
        let read = 4 + 2 + 6 + 2 + 1 + 4 + 2 + 1 + 1;
        let kept = columns.extra.len() - 1 + columns.added.len();
        assert_eq!(read + kept, CURRENT.len());
        assert!(columns.others.is_empty() && EXTRA.is_sorted() && ADDED.is_sorted());
    }
}
