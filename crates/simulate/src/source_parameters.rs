//! Which sources tell of a world, how much each gets to know and how often each is wrong.

use serde::{Deserialize, Serialize};

use crate::{SimulateError, error_parameters::Errors};

/// The sources whose files are written. The default is the GED-shaped one alone, as it always was.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sources {
    /// The GED-shaped source, which is always there.
    pub ged: GedParameters,
    /// The ACLED-shaped source, under `acled/`.
    pub acled: Option<AcledParameters>,
    /// The GTD-shaped source, under `gtd/`.
    pub gtd: Option<GtdParameters>,
    /// The GDELT-shaped source, under `gdelt/`.
    pub gdelt: Option<GdeltParameters>,
}

impl Sources {
    /// All four, each as careful as its model is in ordinary times.
    #[must_use]
    pub fn all() -> Self {
        Self {
            ged: GedParameters::default(),
            acled: Some(AcledParameters::default()),
            gtd: Some(GtdParameters::default()),
            gdelt: Some(GdeltParameters::default()),
        }
    }

    /// Sources that share half of their reports with the GED-shaped one, for measuring reconciliation.
    ///
    /// The shares are worked out so that each source makes about as many reports as the GED-shaped one,
    /// half of them of incidents that it tells: see the test that measures them.
    pub(crate) fn for_reconciliation(sources: u8) -> Self {
        let errors = Errors::for_reconciliation();
        let acled = AcledParameters {
            coverage: Coverage { with_ged: 0.5, alone: 0.24 },
            errors,
            month_only: 0.0,
            late_countries: 0.0,
            vintages: 1,
            other_shapes: false,
            ..AcledParameters::default()
        };
        let gtd = GtdParameters {
            coverage: Coverage { with_ged: 0.665, alone: 0.48 },
            errors,
            day_unknown: 0.0,
            vintages: 1,
            xlsx_rows_max: 0,
            ..GtdParameters::default()
        };
        let gdelt = GdeltParameters {
            coverage: Coverage { with_ged: 0.2, alone: 0.105 },
            unrest: 0.3,
            errors,
            country_only: 0.0,
            repeats: 2.5,
            mentions: 0.0,
            quarter_hour_days: 0,
            missing: 0.0,
            ..GdeltParameters::default()
        };
        Self {
            ged: GedParameters { coverage: 0.55, imprecision: 0.0 },
            acled: Some(acled),
            gtd: (sources >= 3).then_some(gtd),
            gdelt: (sources >= 4).then_some(gdelt),
        }
    }

    pub(crate) fn is_default(&self) -> bool {
        *self == Self::default()
    }

    pub(crate) fn check(&self) -> Result<(), SimulateError> {
        share("ged.coverage", self.ged.coverage, 0.05, 1.0)?;
        share("ged.imprecision", self.ged.imprecision, 0.0, 1.0)?;
        if let Some(acled) = &self.acled {
            acled.check()?;
        }
        if let Some(gtd) = &self.gtd {
            gtd.check()?;
        }
        self.gdelt.as_ref().map_or(Ok(()), GdeltParameters::check)
    }
}

/// What the GED-shaped source gets to know.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GedParameters {
    /// Share of the lethal incidents that are within its sight, 0.05 to 1. The world grows so that the
    /// number of its reports stays: with 0.5 there are twice as many incidents.
    pub coverage: f64,
    /// How imprecise dates and places are, 0 to 1: 1 as UCDP's are (16% of dates are not a day, 45% of
    /// places not a town), 0 for all of them exact.
    pub imprecision: f64,
}

impl Default for GedParameters {
    fn default() -> Self {
        Self { coverage: 1.0, imprecision: 1.0 }
    }
}

/// How much a further source tells, by whether the GED-shaped one tells it too: sources read the same
/// news, so what one knows the others know more often than chance would have it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Share of the incidents within its rules that the GED-shaped source tells as well, 0 to 1.
    pub with_ged: f64,
    /// Share of the incidents within its rules that the GED-shaped source does not tell, 0 to 1.
    pub alone: f64,
}

impl Coverage {
    fn check(self) -> Result<(), SimulateError> {
        share("coverage.with_ged", self.with_ged, 0.0, 1.0)?;
        share("coverage.alone", self.alone, 0.0, 1.0)
    }
}

/// The ACLED-shaped source: all political violence, lethal or not, with protests, riots and strategic
/// developments, where the world has any ([`crate::Beyond::unrest`]).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AcledParameters {
    /// How much of the violence it tells.
    pub coverage: Coverage,
    /// Share of protests, riots and strategic developments that it tells, 0 to 1.
    pub unrest: f64,
    /// How it errs.
    pub errors: Errors,
    /// Share of reports of which only the month is known (`time_precision` 3), 0 to 1.
    pub month_only: f64,
    /// Share of reports that it holds a second time, 0 to 0.5; most of these are deleted later.
    pub duplicates: f64,
    /// Share of reports that are edited after publication, 0 to 1.
    pub edited: f64,
    /// Share of the countries that it covers only from three tenths of the world's time on, 0 to 1.
    pub late_countries: f64,
    /// Exports half a year apart, each of all that stood on its day, 1 to 8.
    pub vintages: u8,
    /// Whether the first export is also written with the columns of before 2023, and the last one also
    /// as JSON and as a monadic file.
    pub other_shapes: bool,
}

impl Default for AcledParameters {
    fn default() -> Self {
        Self {
            coverage: Coverage { with_ged: 0.85, alone: 0.6 },
            unrest: 0.9,
            errors: Errors::default(),
            month_only: 0.03,
            duplicates: 0.02,
            edited: 0.1,
            late_countries: 0.34,
            vintages: 3,
            other_shapes: true,
        }
    }
}

impl AcledParameters {
    fn check(&self) -> Result<(), SimulateError> {
        self.coverage.check()?;
        self.errors.check()?;
        share("acled.unrest", self.unrest, 0.0, 1.0)?;
        share("acled.month_only", self.month_only, 0.0, 1.0)?;
        share("acled.duplicates", self.duplicates, 0.0, 0.5)?;
        share("acled.edited", self.edited, 0.0, 1.0)?;
        share("acled.late_countries", self.late_countries, 0.0, 1.0)?;
        whole("acled.vintages", self.vintages.into(), 1, 8)
    }
}

/// The GTD-shaped source: attacks by non-state groups, lethal or not.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GtdParameters {
    /// How much of the attacks it tells.
    pub coverage: Coverage,
    /// How it errs.
    pub errors: Errors,
    /// Share of reports of which the day is not known (`iday` 0), 0 to 1.
    pub day_unknown: f64,
    /// Yearly releases, 1 to 8; the last covers the whole world, and there are never more than years.
    pub vintages: u8,
    /// A year of which everything was lost, as 1993 was.
    pub missing_year: Option<i16>,
    /// The last release is also written as a workbook when it has at most so many rows, 0 to 100,000; a
    /// workbook is made in memory.
    pub xlsx_rows_max: u32,
}

impl Default for GtdParameters {
    fn default() -> Self {
        Self {
            coverage: Coverage { with_ged: 0.7, alone: 0.35 },
            errors: Errors::default(),
            day_unknown: 0.02,
            vintages: 2,
            missing_year: None,
            xlsx_rows_max: 20_000,
        }
    }
}

impl GtdParameters {
    fn check(&self) -> Result<(), SimulateError> {
        self.coverage.check()?;
        self.errors.check()?;
        share("gtd.day_unknown", self.day_unknown, 0.0, 1.0)?;
        whole("gtd.xlsx_rows_max", self.xlsx_rows_max.into(), 0, 100_000)?;
        whole("gtd.vintages", self.vintages.into(), 1, 8)
    }
}

/// How many days the files of the GDELT-shaped source span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GdeltFiles {
    /// One file a day.
    Day,
    /// One file a month.
    Month,
}

/// The GDELT-shaped source: whatever machines read in the news, many times over.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GdeltParameters {
    /// How much of the violence it tells at least once.
    pub coverage: Coverage,
    /// Share of protests, riots and strategic developments that it tells, 0 to 1.
    pub unrest: f64,
    /// How it errs.
    pub errors: Errors,
    /// Share of rows placed at the centroid of the country, 0 to 1.
    pub country_only: f64,
    /// Rows for each event that it tells, on average, 1 to 20.
    pub repeats: f64,
    /// Mentions of each row after its first quarter of an hour, on average, 0 to 20; with 0 no file of
    /// mentions is written.
    pub mentions: f64,
    /// How many days a file spans.
    pub files: GdeltFiles,
    /// The last days of the world that are written in files of fifteen minutes, as GDELT does, 0 to 2.
    pub quarter_hour_days: u8,
    /// Share of files of a day or of fifteen minutes that were never published, 0 to 0.5; what stood in
    /// them is lost.
    pub missing: f64,
}

impl Default for GdeltParameters {
    fn default() -> Self {
        Self {
            coverage: Coverage { with_ged: 0.6, alone: 0.4 },
            unrest: 0.5,
            errors: Errors {
                unit_only: 0.2,
                type_wrong: 0.2,
                actor_wrong: 0.3,
                ..Errors::default()
            },
            country_only: 0.1,
            repeats: 3.0,
            mentions: 3.0,
            files: GdeltFiles::Month,
            quarter_hour_days: 1,
            missing: 0.05,
        }
    }
}

impl GdeltParameters {
    fn check(&self) -> Result<(), SimulateError> {
        self.coverage.check()?;
        self.errors.check()?;
        share("gdelt.unrest", self.unrest, 0.0, 1.0)?;
        share("gdelt.country_only", self.country_only, 0.0, 1.0)?;
        share("gdelt.repeats", self.repeats, 1.0, 20.0)?;
        share("gdelt.mentions", self.mentions, 0.0, 20.0)?;
        share("gdelt.missing", self.missing, 0.0, 0.5)?;
        whole("gdelt.quarter_hour_days", self.quarter_hour_days.into(), 0, 2)
    }
}

/// Refuses a number outside its range, and one that is none.
pub(crate) fn share(
    name: &'static str,
    value: f64,
    low: f64,
    high: f64,
) -> Result<(), SimulateError> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(SimulateError::ShareOutOfRange { name, value, low, high })
}

/// Refuses a whole number outside its range.
pub(crate) fn whole(
    name: &'static str,
    value: u64,
    low: u64,
    high: u64,
) -> Result<(), SimulateError> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(SimulateError::OutOfRange { name, value, low, high })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_four_sources_are_within_bounds_and_the_default_is_ged_alone() {
        Sources::all().check().expect("the usual sources");
        let Sources { acled, gtd, gdelt, .. } = Sources::default();
        assert!(acled.is_none() && gtd.is_none() && gdelt.is_none());
    }

    #[test]
    fn a_share_outside_its_range_or_without_a_value_is_refused() {
        for wrong in [-0.1, 1.5, f64::NAN] {
            let acled = AcledParameters { month_only: wrong, ..AcledParameters::default() };
            let error =
                Sources { acled: Some(acled), ..Sources::all() }.check().expect_err("range");
            assert!(error.to_string().contains("acled.month_only"), "{error}");
        }
        let gdelt = GdeltParameters { quarter_hour_days: 3, ..GdeltParameters::default() };
        assert!(Sources { gdelt: Some(gdelt), ..Sources::all() }.check().is_err());
    }

    #[test]
    fn parameters_come_back_from_their_own_text() {
        let text = toml::to_string(&Sources::all()).expect("TOML");
        assert_eq!(toml::from_str::<Sources>(&text).expect("the same"), Sources::all());
    }
}
