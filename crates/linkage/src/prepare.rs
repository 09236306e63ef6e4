//! From the words of reports to numbers that are quick to compare.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hash};

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::record::{DatasetIndex, Day, KINDS, PlaceClass, Record, Toll};

/// Who a side of a report is, as far as it helps to tell incidents apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// An organisation: its registry id, or where the registry does not know it the name in normal form.
    Organisation(String),
    /// Forces of a state.
    State,
    /// Civilians.
    Civilians,
    /// Protesters, rioters, a mob.
    Crowd,
    /// Nobody was identified, or no side is given: no evidence of sameness.
    Unidentified,
}

/// A side as its dataset writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SideWords<'a> {
    /// The dataset's id for the party.
    pub native_id: Option<&'a str>,
    /// The dataset's name for it.
    pub name: &'a str,
}

/// Says who a side is. It is asked once for the same words, country and year, for the middle of the year.
pub trait NameParties {
    /// The party behind the words of a dataset, in a country (ISO 3166-1 alpha-3) on a day.
    fn party(&self, dataset: &str, side: SideWords<'_>, iso3: Option<&str>, day: Day) -> Party;
}

/// The words of one report.
#[derive(Debug, Clone, Copy)]
pub struct ReportWords<'a> {
    /// The report's id.
    pub report_id: &'a str,
    /// Its dataset.
    pub dataset: &'a str,
    /// Earliest possible day.
    pub first: Day,
    /// Latest possible day.
    pub last: Day,
    /// The store's word for how well the place is known.
    pub place_precision: &'a str,
    /// Degrees north and east.
    pub at: Option<[f64; 2]>,
    /// The gazetteer's id of the first-level unit, or the source's name where there is none.
    pub unit: Option<&'a str>,
    /// ISO 3166-1 alpha-3, or the source's name of the country.
    pub country: &'a str,
    /// The named place.
    pub place_name: Option<&'a str>,
    /// The harmonised type.
    pub event_type: &'a str,
    /// PLOVER event and mode.
    pub plover: Option<&'a str>,
    /// Both sides.
    pub sides: [SideWords<'a>; 2],
    /// Deaths: low, best, high.
    pub deaths: Option<[u32; 3]>,
    /// The sources that it cites: office, day and headline, as it writes them.
    pub cited: Option<&'a str>,
}

/// Makes records and remembers what its numbers stand for.
pub struct Preparer<'p> {
    parties: &'p dyn NameParties,
    datasets: Vec<String>,
    units: Numbers,
    names: Numbers,
    organisations: Numbers,
    kinds: Vec<Numbers>,
    /// For each record, by its key, the number of its kind before kinds are put in their order.
    kind_of: FxHashMap<u64, u32>,
    known: FxHashMap<u64, Party>,
}

impl std::fmt::Debug for Preparer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Preparer").field("datasets", &self.datasets).finish_non_exhaustive()
    }
}

/// Numbers from 1 on for words, in the order in which they come.
#[derive(Debug, Default)]
struct Numbers {
    numbers: HashMap<String, u32, FxBuildHasher>,
}

impl Numbers {
    fn of(&mut self, word: &str) -> u32 {
        if word.is_empty() {
            return 0;
        }
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.numbers.len() + 1).unwrap_or(u32::MAX);
        self.numbers.insert(word.to_owned(), number);
        number
    }
}

/// A stable 64-bit number of a report's id, the same on every machine.
#[must_use]
pub fn key_of(report_id: &str) -> u64 {
    number_of(report_id.bytes())
}

/// A number of a point, the same for what is equal to four decimals, about ten metres.
#[allow(clippy::cast_possible_truncation)] // degrees are bounded, and of a mixed number any half will do
fn spot(at: [f64; 2]) -> u32 {
    let rounded = at.map(|degrees| (degrees * 1e4).round() as i32);
    (number_of(rounded.into_iter().flat_map(i32::to_le_bytes)) as u32).max(1)
}

/// A number of what is cited, by its letters and digits: those who copy it change case and punctuation. 0 where
/// there are none.
#[allow(clippy::cast_possible_truncation)] // of a mixed number any half will do
fn cited(words: &str) -> u32 {
    let plain = || words.bytes().filter(u8::is_ascii_alphanumeric);
    if plain().next().is_none() {
        return 0;
    }
    (number_of(plain().map(|byte| byte.to_ascii_lowercase())) as u32).max(1)
}

/// A stable number of bytes.
fn number_of(bytes: impl Iterator<Item = u8>) -> u64 {
    // FNV-1a, then a finalizer (Steele, Lea and Flood 2014, SplitMix) so that all bits are mixed.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// A number of a country, the same in every run: by it those are drawn from which weights are learnt.
#[allow(clippy::cast_possible_truncation)] // of a mixed number any half will do
fn number_of_country(country: &str) -> u32 {
    if country.is_empty() { 0 } else { (key_of(country) as u32).max(1) }
}

impl<'p> Preparer<'p> {
    /// For these datasets, in the order in which records will name them. Sorted by name they give the same
    /// links for every order in which they came.
    #[must_use]
    pub fn new(parties: &'p dyn NameParties, datasets: &[String]) -> Self {
        let mut datasets = datasets.to_vec();
        datasets.sort_unstable();
        datasets.dedup();
        let kinds = datasets.iter().map(|_| Numbers::default()).collect();
        Self {
            parties,
            datasets,
            units: Numbers::default(),
            names: Numbers::default(),
            organisations: Numbers::default(),
            kinds,
            kind_of: FxHashMap::default(),
            known: FxHashMap::default(),
        }
    }

    /// The datasets in the order of their numbers.
    #[must_use]
    pub fn datasets(&self) -> &[String] {
        &self.datasets
    }

    /// The record of a report; `None` for a report of a dataset that is not linked.
    pub fn record(&mut self, words: &ReportWords<'_>) -> Option<Record> {
        let dataset =
            self.datasets.binary_search_by(|name| name.as_str().cmp(words.dataset)).ok()?;
        let parties = words.sides.map(|side| self.party(words, side));
        let mut organisations = [0; 3];
        let mut named = 0;
        for party in &parties {
            if let Party::Organisation(name) = party {
                organisations[named] = self.organisations.of(name);
                named += 1;
            }
        }
        organisations[..named].sort_unstable();
        let place = place_class(words);
        let kind = self.kind(dataset, words, &parties);
        self.kind_of.insert(key_of(words.report_id), kind);
        Some(Record {
            key: key_of(words.report_id),
            dataset: DatasetIndex(u8::try_from(dataset).ok()?),
            first: words.first.min(words.last),
            last: words.last.max(words.first),
            place,
            at: located(place, words.at),
            spot: words.at.map_or(0, spot),
            unit: words.unit.map_or(0, |unit| self.units.of(unit)),
            country: number_of_country(words.country),
            name: words.place_name.map_or(0, |name| self.names.of(name)),
            kind: 0,
            organisations,
            deaths: words.deaths.map(|[low, best, high]| Toll { low, best, high }),
            cited: words.cited.map_or(0, cited),
        })
    }

    fn party(&mut self, words: &ReportWords<'_>, side: SideWords<'_>) -> Party {
        // A year is as fine as selectors are for this purpose.
        let year = words.first.div_euclid(365);
        let parts = (words.dataset, side.native_id, side.name, words.country, year);
        let key = FxBuildHasher.hash_one(Hashed(parts));
        if let Some(party) = self.known.get(&key) {
            return party.clone();
        }
        let iso3 = (!words.country.is_empty()).then_some(words.country);
        // Not the day of the report that happens to come first, so that the order decides nothing.
        let party = self.parties.party(words.dataset, side, iso3, year * 365 + 182);
        self.known.insert(key, party.clone());
        party
    }

    fn kind(&mut self, dataset: usize, words: &ReportWords<'_>, parties: &[Party; 2]) -> u32 {
        let mut letters: Vec<char> = parties.iter().map(letter).collect();
        letters.sort_unstable();
        let letters: String = letters.into_iter().collect();
        let word = format!("{} {} {letters}", words.event_type, words.plover.unwrap_or_default());
        self.kinds[dataset].of(&word)
    }

    /// Numbers anew what records name, in the order of the words, so that the order in which reports came decides
    /// nothing; and the kinds of records that this preparer made: of each dataset those of `kept` first,
    /// or where nothing was kept the most frequent first, of equal ones by their words. Answers the kinds of each dataset, which a later run hands in again.
    pub fn finish<'r>(
        &self,
        records: impl IntoIterator<Item = &'r mut Record>,
        kept: Option<&Kinds>,
    ) -> Kinds {
        let mut records: Vec<&mut Record> = records.into_iter().collect();
        let number = |record: &Record| self.kind_of.get(&record.key).copied().unwrap_or_default();
        let mut counts: Vec<Vec<u64>> =
            self.kinds.iter().map(|kinds| vec![0; kinds.numbers.len() + 1]).collect();
        for record in &records {
            counts[usize::from(record.dataset.0)][number(record) as usize] += 1;
        }
        let kinds: Kinds = self
            .datasets
            .iter()
            .zip(self.kinds.iter().zip(&counts))
            .map(|(name, (numbers, counts))| {
                let of_kept = kept.and_then(|kept| kept.get(name).cloned());
                (name.clone(), of_kept.unwrap_or_else(|| numbers.by_frequency(counts)))
            })
            .collect();
        let places: Vec<Vec<u8>> = self
            .datasets
            .iter()
            .zip(&self.kinds)
            .map(|(name, numbers)| numbers.places(&kinds[name]))
            .collect();
        let [units, names, organisations] =
            [&self.units, &self.names, &self.organisations].map(Numbers::ranks);
        for record in &mut records {
            record.unit = units[record.unit as usize];
            record.name = names[record.name as usize];
            let named = record.organisations.iter().filter(|number| **number != 0).count();
            for number in &mut record.organisations {
                *number = organisations[*number as usize];
            }
            record.organisations[..named].sort_unstable();
            record.kind = places[usize::from(record.dataset.0)][number(record) as usize];
        }
        kinds
    }
}

/// The kinds of events of each dataset in the order of their numbers.
pub type Kinds = std::collections::BTreeMap<String, Vec<String>>;

impl Numbers {
    /// For each number the place of its word among all, in their order, from 1 on; 0 for none.
    fn ranks(&self) -> Vec<u32> {
        let mut words: Vec<(&String, u32)> =
            self.numbers.iter().map(|(word, number)| (word, *number)).collect();
        words.sort_unstable();
        let mut ranks = vec![0; self.numbers.len() + 1];
        for (rank, (_, number)) in (1..).zip(words) {
            ranks[number as usize] = rank;
        }
        ranks
    }

    /// The words that get a number of their own, the most frequent first.
    fn by_frequency(&self, counts: &[u64]) -> Vec<String> {
        let mut words: Vec<(u64, &String)> =
            self.numbers.iter().map(|(word, number)| (counts[*number as usize], word)).collect();
        words.sort_unstable_by_key(|(count, word)| (std::cmp::Reverse(*count), *word));
        words.into_iter().take(usize::from(LAST_KIND)).map(|(_, word)| word.clone()).collect()
    }

    /// For each number of a word its place in `order`; the last kind for what is not there.
    fn places(&self, order: &[String]) -> Vec<u8> {
        let mut places = vec![LAST_KIND; self.numbers.len() + 1];
        for (place, word) in (0..LAST_KIND).zip(order) {
            if let Some(number) = self.numbers.get(word) {
                places[*number as usize] = place;
            }
        }
        places
    }
}

#[allow(clippy::cast_possible_truncation)] // 63
const LAST_KIND: u8 = (KINDS - 1) as u8;

#[derive(Hash)]
struct Hashed<T: Hash>(T);

/// One letter for a kind of party.
const fn letter(party: &Party) -> char {
    match party {
        Party::Organisation(_) => 'o',
        Party::State => 's',
        Party::Civilians => 'c',
        Party::Crowd => 'm',
        Party::Unidentified => 'u',
    }
}

fn place_class(words: &ReportWords<'_>) -> PlaceClass {
    let class = match words.place_precision {
        "exact" => PlaceClass::Exact,
        "near" => PlaceClass::Near,
        "admin2" | "admin1" => PlaceClass::Unit,
        _ => PlaceClass::Country,
    };
    match class {
        PlaceClass::Exact | PlaceClass::Near if words.at.is_some() => class,
        PlaceClass::Country => PlaceClass::Country,
        _ if words.unit.is_some_and(|unit| !unit.is_empty()) => PlaceClass::Unit,
        _ => PlaceClass::Country,
    }
}

#[allow(clippy::cast_possible_truncation)] // a few metres
fn located(place: PlaceClass, at: Option<[f64; 2]>) -> [f32; 2] {
    match (place, at) {
        (PlaceClass::Exact | PlaceClass::Near, Some([north, east])) => [north as f32, east as f32],
        _ => [0.0; 2],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everybody is an organisation, another one in the second half of each year.
    struct Everybody;

    impl NameParties for Everybody {
        fn party(&self, _: &str, side: SideWords<'_>, _: Option<&str>, day: Day) -> Party {
            let half = if day.rem_euclid(365) < 180 { "early" } else { "late" };
            Party::Organisation(format!("{} {half}", side.name))
        }
    }

    fn words(
        report_id: &'static str,
        first: Day,
        sides: [&'static str; 2],
    ) -> ReportWords<'static> {
        ReportWords {
            report_id,
            dataset: "a",
            first,
            last: first,
            place_precision: "exact",
            at: Some([1.0, 2.0]),
            unit: Some(sides[0]),
            country: sides[1],
            place_name: Some(report_id),
            event_type: "one-sided",
            plover: None,
            sides: sides.map(|name| SideWords { native_id: None, name }),
            deaths: None,
            cited: None,
        }
    }

    #[test]
    fn the_order_in_which_reports_come_gives_no_record_other_numbers() {
        let all = [
            words("a:1", 10, ["zeal", "amber"]),
            words("a:2", 300, ["amber", "zeal"]),
            words("a:3", 20, ["moss", "zeal"]),
        ];
        let prepared = |order: [usize; 3]| {
            let mut preparer = Preparer::new(&Everybody, &["a".to_owned()]);
            let mut records: Vec<Record> =
                order.iter().filter_map(|at| preparer.record(&all[*at])).collect();
            let kinds = preparer.finish(records.iter_mut(), None);
            records.sort_by_key(|record| record.key);
            (records, kinds)
        };
        let expected = prepared([0, 1, 2]);
        assert_eq!(expected.0.len(), 3);
        for order in [[2, 1, 0], [1, 0, 2], [1, 2, 0]] {
            assert_eq!(prepared(order), expected, "{order:?}");
        }
    }
}
