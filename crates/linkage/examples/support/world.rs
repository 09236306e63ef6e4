//! The files of a folder, read as an ingest reads them, and turned into records.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bellwether_linkage::{Day, Preparer, Record, ReportWords, SideWords};
use bellwether_model::{Date, PlacePrecision, Report};
use bellwether_registry::actors::Registry;
use bellwether_registry::countries::Countries;
use bellwether_registry::places::{Gazetteer, Resolver};
use bellwether_sources::{ReadOptions, Recognised, Shape, SourceError, read, recognise};

use super::Outcome;
use super::parties::RegistryParties;

/// The column in which UCDP's datasets cite their sources.
const CITED: &str = "source_article";

/// A report as it is linked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// What is compared.
    pub(crate) record: Record,
    /// The source's id of it.
    pub(crate) id: String,
    /// The harmonised type, for those that do not learn what a dataset's kinds stand for.
    pub(crate) event_type: Arc<str>,
    /// PLOVER event and mode, or nothing.
    pub(crate) plover: Arc<str>,
}

/// Records with the datasets that they are of.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Prepared {
    /// The datasets in the order of their numbers.
    pub(crate) datasets: Vec<String>,
    /// The records, those of a dataset together.
    pub(crate) rows: Vec<Row>,
}

/// The registry: embedded, and what a folder adds.
pub(crate) struct Names {
    actors: Registry,
    countries: Arc<Countries>,
    resolver: Resolver,
}

impl Names {
    /// The embedded registry and the files of a folder, if there is one.
    pub(crate) fn load(own: Option<&Path>) -> Outcome<Self> {
        let mut actors = Registry::embedded()?;
        let mut countries = Countries::embedded()?;
        let mut gazetteer = Gazetteer::embedded()?;
        if let Some(dir) = own {
            actors = actors.with_dir(&dir.join("actors"))?;
            countries = countries.with_dir(dir)?;
            gazetteer = gazetteer.with_dir(dir)?;
        }
        let countries = Arc::new(countries);
        let resolver = Resolver::new(Arc::clone(&countries), Arc::new(gazetteer));
        Ok(Self { actors, countries, resolver })
    }

    /// Who the sides of reports are.
    pub(crate) fn parties(&self) -> RegistryParties<'_> {
        RegistryParties { actors: &self.actors, countries: &self.countries }
    }
}

/// Files of which the later takes the place of the earlier, and takes back what it says.
pub(crate) fn records(names: &Names, files: &[PathBuf]) -> Outcome<Prepared> {
    let options = ReadOptions { enrich: &|report| enrich(names, report), ..ReadOptions::default() };
    let recognised =
        files.iter().map(|path| recognise(path, &options.limits)).collect::<Result<Vec<_>, _>>()?;
    let datasets: Vec<String> =
        recognised.iter().map(|file| file.dataset.as_str().to_owned()).collect();
    let parties = names.parties();
    let mut preparer = Preparer::new(&parties, &datasets);
    let datasets = preparer.datasets().to_vec();
    let mut collected = Collected::default();
    for (path, recognised) in files.iter().zip(&recognised) {
        collected.read(path, recognised, &options, &mut preparer)?;
    }
    let mut rows = collected.finish();
    preparer.finish(rows.iter_mut().map(|row| &mut row.record), None);
    Ok(Prepared { datasets, rows })
}

/// Words of which there are few, each kept once.
#[derive(Default)]
pub(crate) struct Words(HashSet<Arc<str>>);

impl Words {
    /// The one copy of a word.
    pub(crate) fn of(&mut self, word: &str) -> Arc<str> {
        if let Some(known) = self.0.get(word) {
            return Arc::clone(known);
        }
        let new: Arc<str> = word.into();
        self.0.insert(Arc::clone(&new));
        new
    }
}

/// Adds what the registry knows of the place.
///
/// DECO does not say how well a place is known, and its points are GED's, most of them of a place or its
/// neighbourhood: so much is taken for granted here, since a point that is not believed cannot be compared.
fn enrich(names: &Names, report: &mut Report) {
    let place = &mut report.place;
    if report.id.dataset.as_str() == "ucdp-deco" && place.point.is_some() {
        place.precision = PlacePrecision::Near;
    }
    names.resolver.resolve(place);
}

#[derive(Default)]
struct Collected {
    rows: Vec<Option<Row>>,
    words: Words,
    positions: HashMap<u64, usize>,
}

impl Collected {
    fn read(
        &mut self,
        path: &Path,
        recognised: &Recognised,
        options: &ReadOptions<'_>,
        preparer: &mut Preparer<'_>,
    ) -> Outcome {
        read(path, recognised, options, |batch| {
            for report in &batch.reports {
                if let Some(row) = row(preparer, &mut self.words, report) {
                    self.put(row);
                }
            }
            for withdrawn in &batch.withdrawals {
                let id = full_id(withdrawn.dataset.as_str(), &withdrawn.native);
                if let Some(at) = self.positions.remove(&bellwether_linkage::key_of(&id)) {
                    self.rows[at] = None;
                }
            }
            Ok::<(), SourceError>(())
        })?;
        Ok(())
    }

    fn put(&mut self, row: Row) {
        match self.positions.get(&row.record.key) {
            Some(&at) => self.rows[at] = Some(row),
            None => {
                self.positions.insert(row.record.key, self.rows.len());
                self.rows.push(Some(row));
            }
        }
    }

    fn finish(self) -> Vec<Row> {
        let mut rows: Vec<Row> = self.rows.into_iter().flatten().collect();
        rows.sort_by_key(|row| row.record.dataset);
        rows
    }
}

fn full_id(dataset: &str, native: &str) -> String {
    format!("{dataset}:{native}")
}

/// Days since 1970-01-01.
pub(crate) fn day_of(date: Date) -> Day {
    date.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| span.get_days())
}

fn row(preparer: &mut Preparer<'_>, shared: &mut Words, report: &Report) -> Option<Row> {
    let dataset = report.id.dataset.as_str();
    let place = &report.place;
    let iso3 = place.iso3.map(|code| code.to_string());
    let side = |side: &'_ bellwether_model::Side| (side.native_id.clone(), side.name.clone());
    let sides = [side(&report.side_a), side(&report.side_b)];
    let id = full_id(dataset, &report.id.native);
    let words = ReportWords {
        report_id: &id,
        dataset,
        first: day_of(report.date.start()),
        last: day_of(report.date.end()),
        place_precision: place.precision.as_str(),
        at: place.point.map(|point| [point.latitude.degrees(), point.longitude.degrees()]),
        unit: place.admin1_id.as_deref().or(place.admin1.as_deref()),
        country: iso3.as_deref().unwrap_or(&place.country),
        place_name: place.name.as_deref(),
        event_type: report.event_type.as_str(),
        plover: report.plover.as_deref(),
        sides: [0, 1].map(|side: usize| SideWords {
            native_id: sides[side].0.as_deref(),
            name: &sides[side].1,
        }),
        deaths: report.deaths.total.map(|toll| [toll.low(), toll.best(), toll.high()]),
        cited: report.extra.get(CITED).map(String::as_str),
    };
    let record = preparer.record(&words)?;
    Some(Row {
        record,
        id: report.id.native.to_string(),
        event_type: shared.of(words.event_type),
        plover: shared.of(words.plover.unwrap_or_default()),
    })
}

/// The files of a simulated world that hold the latest state of each source.
pub(crate) fn latest_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    let ged = listed(folder, |shape| shape == Shape::GedCurrent)?;
    // A yearly release is complete; the monthly ones after it cover what it does not.
    let yearly = |path: &&PathBuf| path.to_string_lossy().ends_with("_1.csv");
    files.extend(ged.iter().rfind(yearly).cloned());
    files.extend(ged.iter().filter(|path| !yearly(path)).cloned());
    let acled = folder.join("acled");
    files.extend(listed(&acled, |shape| shape == Shape::AcledCurrent)?.pop());
    files.extend(listed(&acled, |shape| shape == Shape::AcledDeletions)?);
    files.extend(listed(&folder.join("gtd"), |shape| shape == Shape::Gtd)?.pop());
    files.extend(listed(&folder.join("gdelt"), |shape| shape == Shape::GdeltEvents2)?);
    Ok(files)
}

/// The files of a folder that have a shape, by name.
fn listed(folder: &Path, wanted: impl Fn(Shape) -> bool) -> Outcome<Vec<PathBuf>> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.is_file());
    files.sort_unstable();
    let limits = ReadOptions::default().limits;
    let shape = |path: &PathBuf| recognise(path, &limits).ok().map(|file| file.shape);
    Ok(files.into_iter().filter(|path| shape(path).is_some_and(&wanted)).collect())
}
