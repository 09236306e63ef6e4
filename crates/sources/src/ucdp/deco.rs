//! UCDP's Deadly Electoral Conflict Dataset: electoral violence with deaths, 1989 to 2017.
//!
//! Dates are month, day, year. The table has no precision for dates or places: that of a date follows
//! from its length, and places are taken as vaguely given, so that no point is drawn where none is
//! known. `ucdp_ged` = 1 says that the same event is in GED under the same `relid`.

use bellwether_model::{
    Batch, DatasetId, EventType, Extra, Finding, Place, PlacePrecision, Report, ReportId,
};

use super::version;
use crate::reading::{Part, PointColumns, Reading, TollColumns};
use crate::recognise::{Recognised, Shape};
use crate::source::{Match, ReadRow, Sample, Source, Verdict};
use crate::text::row::owned;
use crate::text::value::DateOrder;
use crate::text::{Column, Header, Row};

/// The dataset.
const DATASET: &str = "ucdp-deco";

const COLUMNS: [&str; 25] = [
    "id",
    "type_of_violence",
    "conflict_new_id",
    "conflict_name",
    "dyad_new_id",
    "side_a_new_id",
    "side_a",
    "side_b_new_id",
    "side_b",
    "country_id",
    "country",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "civilian_deaths",
    "unknown",
    "best",
    "high",
    "low",
    "latitude",
    "longitude",
    "relid",
    "electoral_vio",
    "ucdp_ged",
];

/// Columns without a field of their own, in the order of their names.
const EXTRA: [&str; 19] = [
    "electoral_perpetrator",
    "electoral_purpose",
    "electoral_side_a",
    "electoral_side_a_2",
    "electoral_side_a_inc",
    "electoral_side_b",
    "electoral_side_b_2",
    "electoral_side_b_inc",
    "electoral_targets",
    "electoral_timing",
    "electoral_type",
    "electoral_vio",
    "electoral_vio_source",
    "electoral_vio_uncertainty",
    "region",
    "relid",
    "source_article",
    "ucdp_ged",
    "year",
];

/// The reader of DECO.
pub(crate) struct Deco;

impl Source for Deco {
    fn recognise(&self, sample: &Sample<'_>) -> Verdict {
        let header = sample.header;
        if !(header.has("electoral_vio") || header.has("electoral_timing")) {
            return Verdict::No;
        }
        let missing = header.lacking(&COLUMNS);
        if !missing.is_empty() {
            return Verdict::Almost { dataset: DATASET, missing };
        }
        Verdict::Yes(Match {
            dataset: DATASET,
            shape: Shape::Deco,
            label: None,
            evidence: vec![
                "the columns of UCDP DECO, electoral_vio and ucdp_ged among them".into(),
            ],
            unknown_columns: header.beyond(&[&COLUMNS, &EXTRA]),
            missing_columns: header.lacking(&EXTRA),
        })
    }

    fn version_in(&self, name: &str) -> Option<String> {
        version::in_name(name)
    }

    fn reader(
        &self,
        recognised: &Recognised,
        header: &Header,
        order: Option<DateOrder>,
    ) -> Box<dyn ReadRow> {
        Box::new(DecoRows::new(recognised.dataset.clone(), header, order))
    }

    fn shapes(&self) -> &'static [Shape] {
        &[Shape::Deco]
    }

    fn describe(&self) -> &'static [&'static str] {
        &[include_str!("../../../../data/datasets/ucdp-deco.toml")]
    }
}

struct DecoRows {
    dataset: DatasetId,
    order: DateOrder,
    header: Header,
    point: PointColumns,
    toll: TollColumns,
    extra: Vec<Column>,
}

impl DecoRows {
    fn new(dataset: DatasetId, header: &Header, order: Option<DateOrder>) -> Self {
        let column = |name| header.column(name);
        Self {
            dataset,
            order: order.unwrap_or(DateOrder::Mdy),
            point: PointColumns {
                latitude: column("latitude"),
                longitude: column("longitude"),
                wkt: Column::absent("geom_wkt"),
                grid: Column::absent("priogrid_gid"),
                pasted: true,
            },
            toll: TollColumns {
                best: column("best"),
                high: column("high"),
                low: column("low"),
                side_a: column("deaths_a"),
                side_b: column("deaths_b"),
                civilians: column("civilian_deaths"),
                unknown: column("unknown"),
            },
            extra: EXTRA.iter().map(|name| column(name)).filter(|c| c.is_present()).collect(),
            header: header.clone(),
        }
    }

    /// UCDP's three types; 4 is DECO's own, for electoral violence that is none of the three.
    fn violence(&self, reading: &Reading<'_>) -> Part<(EventType, String)> {
        let column = self.header.column("type_of_violence");
        match reading.integer(column, "type-code")? {
            Some(4) => Ok((EventType::Unspecified, "4".to_owned())),
            _ => reading.violence(column),
        }
    }

    fn report(&self, row: &Row<'_>, notes: &mut Vec<Finding>) -> Part<Report> {
        let column = |name| self.header.column(name);
        let mut reading = Reading { row, notes };
        let id = reading.id(column("id"))?;
        let (event_type, native_type) = self.violence(&reading)?;
        let date =
            reading.interval(column("date_start"), column("date_end"), Some(self.order), None)?;
        let (point, precision) = reading.point(self.point, PlacePrecision::Region)?;
        let deaths = reading.toll(self.toll)?;
        Ok(Report {
            id: ReportId { dataset: self.dataset.clone(), native: id },
            relid: row.text(column("relid")),
            event_type,
            native_type,
            civilians_targeted: event_type == EventType::OneSided,
            conflict: reading.reference(column("conflict_new_id"), column("conflict_name")),
            dyad: reading.reference(column("dyad_new_id"), Column::absent("dyad_name")),
            side_a: reading.side(column("side_a_new_id"), column("side_a"))?,
            side_b: reading.side(column("side_b_new_id"), column("side_b"))?,
            date,
            place: Place {
                point,
                precision,
                country: row.text(column("country")).unwrap_or_default(),
                gw: reading.country_code(column("country_id"))?,
                admin1: None,
                admin2: None,
                name: None,
                iso3: None,
                admin1_id: None,
            },
            deaths,
            injured: None,
            plover: crate::ucdp::codes::plover(event_type),
            targets: crate::ucdp::codes::targets(event_type),
            clarity: None,
            sources_count: None,
            extra: self.extra(row),
            added: Extra::new(),
            row: row.line,
        })
    }

    fn extra(&self, row: &Row<'_>) -> Extra {
        let fields = self.extra.iter().map(|column| (column.name, row.get(*column)));
        fields
            .filter(|(_, text)| !text.is_empty() && *text != "NA")
            .map(|(name, text)| (name.into(), owned(text)))
            .collect()
    }
}

impl ReadRow for DecoRows {
    fn read(&self, row: &Row<'_>, batch: &mut Batch) {
        let noted = batch.findings.len();
        match self.report(row, &mut batch.findings) {
            Ok(report) => batch.reports.push(report),
            Err(reject) => {
                batch.findings.truncate(noted);
                batch.findings.push(*reject);
            }
        }
    }
}
