//! The three scans.

use super::cluster::Reporter;
use super::frame::Frame;
use super::inference::Chance;
use super::input::Extent;
use super::likelihood::Likelihood;
use super::measure::Measure;
use super::null::{Null, Placed};
use super::search::{CasesByPlace, Search};
use super::{Case, Expected, Places, Scan, ScanError, ScanSettings, TimeAxis, Windows, neighbours};

/// The most individuals that are drawn one by one: 800 MB for each thread.
const INDIVIDUALS_MAX: u64 = 200_000_000;

/// Where cases lie closer together in space and time than the totals of each place and of each interval
/// explain (Kulldorff et al. 2005). No population is needed.
///
/// With [`Windows::Whole`] nothing can be found, since the totals of the places are held fixed.
///
/// # Errors
/// When a setting is out of its range, a row names an unknown place or interval, there are fewer cases than
/// a cluster needs, or more than memory holds.
pub fn permutation(
    places: &Places,
    axis: &TimeAxis,
    cases: &[Case],
    settings: &ScanSettings,
) -> Result<Scan, ScanError> {
    let study = Study::new(places, axis, cases, settings)?;
    let frame = Frame::new(axis.intervals(), settings.windows);
    let by_place = study.extent.by_place(cases);
    let mut by_interval = vec![0.0; axis.intervals()];
    for case in cases {
        by_interval[case.interval] += f64::from(case.count);
    }
    let null = Null::permutation(&frame, cases);
    let measure = Measure::product(&frame, by_place.clone(), &by_interval, study.total());
    study.run(frame, measure, Likelihood::poisson(study.total()), &by_place, &null)
}

/// Where cases lie closer together in space and time than the expected cases explain (Kulldorff 1997, 2001).
///
/// # Errors
/// As [`permutation`]; and when the expected cases are of another size than the study or none is expected
/// where there are some.
pub fn poisson(
    places: &Places,
    axis: &TimeAxis,
    cases: &[Case],
    expected: &Expected,
    settings: &ScanSettings,
) -> Result<Scan, ScanError> {
    let study = Study::new(places, axis, cases, settings)?;
    let frame = Frame::new(axis.intervals(), settings.windows);
    let values = expected.scaled(study.extent, cases)?;
    let by_place: Vec<f64> = values.chunks(axis.intervals()).map(|row| row.iter().sum()).collect();
    let measure = Measure::table(&frame, places.len(), axis.intervals(), &values);
    let null = Null::poisson(&frame, &measure, places.len(), study.cases_total);
    study.run(frame, measure, Likelihood::poisson(study.total()), &by_place, &null)
}

/// Where there are more cases among cases and controls than elsewhere (Kulldorff 1997): for instance attacks
/// on civilians among all attacks.
///
/// # Errors
/// As [`permutation`].
pub fn bernoulli(
    places: &Places,
    axis: &TimeAxis,
    cases: &[Case],
    controls: &[Case],
    settings: &ScanSettings,
) -> Result<Scan, ScanError> {
    let study = Study::new(places, axis, cases, settings)?;
    let frame = Frame::new(axis.intervals(), settings.windows);
    let everyone = [cases, controls].concat();
    let individuals = study.extent.total(&everyone)?;
    within_limit(individuals)?;
    let by_place = study.extent.by_place(&everyone);
    let mut values = vec![0.0; places.len() * axis.intervals()];
    // Counted first, divided after: equal numbers of individuals then are exactly equal.
    for case in &everyone {
        values[case.place * axis.intervals() + case.interval] += f64::from(case.count);
    }
    // Within the limit of individuals.
    #[allow(clippy::cast_precision_loss)]
    let individuals = individuals as f64;
    let share = study.total() / individuals;
    values.iter_mut().for_each(|value| *value *= share);
    let measure = Measure::table(&frame, places.len(), axis.intervals(), &values);
    let likelihood = Likelihood::bernoulli(study.total(), individuals);
    let null = Null::bernoulli(&frame, &everyone, study.cases_total);
    study.run(frame, measure, likelihood, &by_place, &null)
}

const fn within_limit(individuals: u64) -> Result<(), ScanError> {
    if individuals > INDIVIDUALS_MAX {
        return Err(ScanError::TooManyIndividuals { individuals, limit: INDIVIDUALS_MAX });
    }
    Ok(())
}

/// What all three scans have in common.
struct Study<'a> {
    places: &'a Places,
    axis: &'a TimeAxis,
    cases: &'a [Case],
    settings: &'a ScanSettings,
    extent: Extent,
    cases_total: u64,
}

impl<'a> Study<'a> {
    fn new(
        places: &'a Places,
        axis: &'a TimeAxis,
        cases: &'a [Case],
        settings: &'a ScanSettings,
    ) -> Result<Self, ScanError> {
        settings.check(axis.intervals())?;
        let extent = Extent { places: places.len(), intervals: axis.intervals() };
        let cases_total = extent.total(cases)?;
        let wanted = settings.cases_min.max(1);
        if cases_total < u64::from(wanted) {
            return Err(ScanError::TooFewCases { cases: cases_total, wanted });
        }
        within_limit(cases_total)?;
        Ok(Self { places, axis, cases, settings, extent, cases_total })
    }

    #[allow(clippy::cast_precision_loss)] // within the limit of individuals
    const fn total(&self) -> f64 {
        self.cases_total as f64
    }

    fn run(
        &self,
        frame: Frame,
        measure: Measure,
        likelihood: Likelihood,
        weight: &[f64],
        null: &Null,
    ) -> Result<Scan, ScanError> {
        let Self { places, axis, settings, .. } = *self;
        let circles = neighbours::circles(places, weight, settings)?;
        let mut observed = CasesByPlace::new(places.len());
        observed.fill(&self.placed(&frame));
        let cases_min = settings.cases_min.max(1);
        let search = Search { frame, measure, likelihood, circles, cases_min };
        let found = search.all(&observed);
        let chance = Chance { search: &search, null, seed: settings.seed };
        let highest = chance.highest(settings.replications);
        let is_prospective = matches!(settings.windows, Windows::Prospective { .. });
        let reporter =
            Reporter { search: &search, places, axis, highest: &highest, is_prospective };
        let clusters = reporter.clusters(found, settings.clusters_max);
        Ok(Scan { clusters, cases: self.cases_total, highest })
    }

    /// The observed cases that some window covers, one by one.
    fn placed(&self, frame: &Frame) -> Vec<Placed> {
        // Places and segments are far fewer than 2^32.
        #[allow(clippy::cast_possible_truncation)]
        let placed = |case: &Case| {
            let segment = frame.segment(case.interval)?;
            Some(std::iter::repeat_n((case.place as u32, segment as u32), case.count as usize))
        };
        self.cases.iter().filter_map(placed).flatten().collect()
    }
}
