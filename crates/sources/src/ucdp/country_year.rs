//! UCDP's organized violence by country and year: published totals to check our own sums against.

use bellwether_model::{Batch, CountryYearTotal, Finding, ViolenceKind};

use super::version;
use crate::reading::{Part, Reading};
use crate::recognise::{Recognised, Shape};
use crate::source::{Match, ReadRow, Sample, Source, Verdict};
use crate::text::value::DateOrder;
use crate::text::{Column, Header, Row};

/// The dataset.
const DATASET: &str = "ucdp-orgviolence-cy";

const REQUIRED: [&str; 12] = [
    "country_id_cy",
    "country_cy",
    "year_cy",
    "sb_total_deaths_best_cy",
    "sb_total_deaths_high_cy",
    "sb_total_deaths_low_cy",
    "ns_total_deaths_best_cy",
    "ns_total_deaths_high_cy",
    "ns_total_deaths_low_cy",
    "os_total_deaths_best_cy",
    "os_total_deaths_high_cy",
    "os_total_deaths_low_cy",
];

/// The reader of the country-years.
pub(crate) struct CountryYear;

impl Source for CountryYear {
    fn recognise(&self, sample: &Sample<'_>) -> Verdict {
        let header = sample.header;
        let missing = header.lacking(&REQUIRED);
        match missing.len() {
            0 => {}
            1..=6 => return Verdict::Almost { dataset: DATASET, missing },
            _ => return Verdict::No,
        }
        let version = header.column("version");
        let label = sample.rows.first().and_then(|row| row.text(version));
        Verdict::Yes(Match {
            dataset: DATASET,
            shape: Shape::CountryYear,
            label,
            evidence: vec!["totals of deaths by country and year for the three kinds".into()],
            unknown_columns: header
                .names()
                .filter(|name| !name.is_empty() && !name.ends_with("_cy") && *name != "version")
                .map(str::to_owned)
                .collect(),
            missing_columns: Vec::new(),
        })
    }

    fn version_in(&self, name: &str) -> Option<String> {
        version::in_name(name)
    }

    fn reader(
        &self,
        _recognised: &Recognised,
        header: &Header,
        _order: Option<DateOrder>,
    ) -> Box<dyn ReadRow> {
        Box::new(CountryYearRows::new(header))
    }

    fn shapes(&self) -> &'static [Shape] {
        &[Shape::CountryYear]
    }

    fn describe(&self) -> &'static [&'static str] {
        &[include_str!("../../../../data/datasets/ucdp-orgviolence-cy.toml")]
    }
}

struct CountryYearRows {
    code: Column,
    country: Column,
    year: Column,
    /// Kind, best, low, high, number of dyads.
    kinds: [(ViolenceKind, [Column; 4]); 3],
}

impl CountryYearRows {
    fn new(header: &Header) -> Self {
        let columns = |names: [&'static str; 4]| names.map(|name| header.column(name));
        Self {
            code: header.column("country_id_cy"),
            country: header.column("country_cy"),
            year: header.column("year_cy"),
            kinds: [
                (
                    ViolenceKind::StateBased,
                    columns([
                        "sb_total_deaths_best_cy",
                        "sb_total_deaths_low_cy",
                        "sb_total_deaths_high_cy",
                        "sb_dyad_count_cy",
                    ]),
                ),
                (
                    ViolenceKind::NonState,
                    columns([
                        "ns_total_deaths_best_cy",
                        "ns_total_deaths_low_cy",
                        "ns_total_deaths_high_cy",
                        "ns_dyad_count_cy",
                    ]),
                ),
                (
                    ViolenceKind::OneSided,
                    columns([
                        "os_total_deaths_best_cy",
                        "os_total_deaths_low_cy",
                        "os_total_deaths_high_cy",
                        "os_dyad_count_cy",
                    ]),
                ),
            ],
        }
    }

    fn totals(&self, row: &Row<'_>, notes: &mut Vec<Finding>) -> Part<Vec<CountryYearTotal>> {
        let mut reading = Reading { row, notes };
        let Some(gw) = reading.country_code(self.code)? else {
            let message = "the row has no country number";
            return Err(reading.reject(self.code, "country-code", message));
        };
        let year = reading
            .integer(self.year, "year")?
            .and_then(|year| i16::try_from(year).ok())
            .filter(|year| (1900..=2100).contains(year))
            .ok_or_else(|| {
                reading.reject(self.year, "year", "the year must lie within 1900 to 2100")
            })?;
        let mut totals = Vec::with_capacity(3);
        for (kind, [best, low, high, dyads]) in self.kinds {
            if row.get(best).is_empty() {
                let message = format!("{} is empty", best.name);
                return Err(reading.reject(best, "deaths-missing", message));
            }
            totals.push(CountryYearTotal {
                gw,
                country: row.text(self.country).unwrap_or_default(),
                year,
                kind,
                deaths: reading.estimate(best, low, high)?,
                dyads: reading
                    .integer(dyads, "dyads-number")?
                    .and_then(|count| u32::try_from(count).ok()),
            });
        }
        Ok(totals)
    }
}

impl ReadRow for CountryYearRows {
    fn read(&self, row: &Row<'_>, batch: &mut Batch) {
        let noted = batch.findings.len();
        match self.totals(row, &mut batch.findings) {
            Ok(totals) => batch.totals.extend(totals),
            Err(reject) => {
                batch.findings.truncate(noted);
                batch.findings.push(*reject);
            }
        }
    }
}
