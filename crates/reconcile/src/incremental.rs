//! What changed since the last run, and what has to be done again because of it.

use arrow::array::{Array as _, AsArray as _, RecordBatch};
use arrow::datatypes::Date32Type;
use bellwether_linkage::{
    DatasetIndex, Kinds, LinkKind, Linkage, Model, days_for_slabs, days_of_slab, slabs_for,
};
use bellwether_model::Date;
use bellwether_store::{Run, Snapshot, StoreError};
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use crate::read::Corpus;
use crate::run::{Kept, settings_of};
use crate::write::Before;
use crate::{Method, Options, ReconcileError};

/// When changes span more than this share of the days of all reports, everything is done again, with weights learnt anew:
/// what was learnt before then knows too little of what there is now.
const SHARE_MOST: f64 = 0.5;

/// What has to be done again.
pub(crate) struct Touched {
    pub(crate) kept: Kept,
    pub(crate) datasets: Vec<String>,
    pub(crate) parameters: Value,
    /// The slabs that are linked, first and last: those on which the changes bear, and one more on either side, whose
    /// links may reach into them.
    pub(crate) slabs: (i32, i32),
    /// Days that are read: all that bear on these slabs.
    pub(crate) days: (Date, Date),
    /// Days since 1970-01-01 within which incidents are made anew.
    pub(crate) core: (i32, i32),
    /// Reports that came in, changed or were withdrawn.
    pub(crate) changed: FxHashSet<String>,
}

/// What changed since a run of the same method and settings; `None` where everything must be done again.
pub(crate) fn touched(
    snapshot: &Snapshot<'_>,
    options: &Options,
    datasets: &[String],
) -> Result<Option<Touched>, ReconcileError> {
    if options.full || options.method != Method::Linkage {
        return Ok(None);
    }
    let Some(run) = snapshot.last_run()? else { return Ok(None) };
    let same = run.method == options.method.as_str()
        && run.datasets == datasets
        && run.parameters.get("settings") == Some(&settings_of(options));
    let Some(kept) = kept(&run, datasets).filter(|_| same) else { return Ok(None) };
    let changes = changes(snapshot, run.covers_version)?;
    let Some((first, last)) = changes.span else {
        // Nothing came in: the run holds, and a full one would only learn again.
        let none = Touched {
            kept,
            datasets: datasets.to_vec(),
            parameters: run.parameters,
            slabs: (0, -1),
            days: (Date::MIN, Date::MIN),
            core: (i32::MIN, i32::MIN),
            changed: FxHashSet::default(),
        };
        return Ok(Some(none));
    };
    // The middle of a report's days lies within them.
    let borne = (slabs_for(first).0, slabs_for(last).1);
    let slabs = (borne.0 - 1, borne.1 + 1);
    let (from, to) = days_for_slabs(slabs);
    if !is_part(snapshot, (first, last))? {
        return Ok(None);
    }
    Ok(Some(Touched {
        kept,
        datasets: datasets.to_vec(),
        parameters: run.parameters,
        slabs,
        days: (date(from), date(to)),
        core: (days_of_slab(borne.0).0, days_of_slab(borne.1).1),
        changed: changes.reports,
    }))
}

/// The weights of a run.
fn kept(run: &Run, datasets: &[String]) -> Option<Kept> {
    let kinds: Kinds = serde_json::from_value(run.parameters.get("kinds")?.clone()).ok()?;
    let index = |name: &Value| {
        let at = datasets.iter().position(|dataset| Some(dataset.as_str()) == name.as_str())?;
        u8::try_from(at).ok().map(DatasetIndex)
    };
    let mut numbers = Vec::new();
    for weights in run.parameters.get("weights")?.as_array()? {
        let pair = weights.get("datasets")?.as_array()?;
        let [a, b] = pair.as_slice() else { return None };
        let of_pair: Vec<f32> = serde_json::from_value(weights.get("numbers")?.clone()).ok()?;
        numbers.push(([index(a)?, index(b)?], of_pair));
    }
    Some(Kept { model: Model::of_numbers(numbers).ok()?, kinds })
}

/// Reports that came in, changed or went, and the days that they span.
#[derive(Default)]
struct Changes {
    reports: FxHashSet<String>,
    span: Option<(i32, i32)>,
}

impl Changes {
    fn take(&mut self, batch: &RecordBatch) -> Result<(), StoreError> {
        let column = |name: &str| {
            batch.column_by_name(name).ok_or_else(|| {
                StoreError::Integrity(format!("the column {name} of reports is missing"))
            })
        };
        let (ids, starts, ends) =
            (column("report_id")?, column("date_start")?, column("date_end")?);
        let ids = arrow::compute::cast(ids, &arrow::datatypes::DataType::Utf8View)?;
        let (ids, starts, ends) = (
            ids.as_string_view(),
            starts.as_primitive::<Date32Type>(),
            ends.as_primitive::<Date32Type>(),
        );
        for row in 0..batch.num_rows() {
            let (first, last) = (starts.value(row), ends.value(row));
            self.reports.insert(ids.value(row).to_owned());
            let span = self.span.get_or_insert((first, last));
            *span = (span.0.min(first), span.1.max(last));
        }
        Ok(())
    }
}

fn changes(snapshot: &Snapshot<'_>, since: i64) -> Result<Changes, ReconcileError> {
    const COLUMNS: [&str; 3] = ["report_id", "date_start", "date_end"];
    let mut changes = Changes::default();
    snapshot.stream_reports(&COLUMNS, None, Some(since), |batch| changes.take(&batch))?;
    snapshot.stream_ended(&COLUMNS, since, |batch| changes.take(&batch))?;
    // What was said since; a later word on a pair stands in the place of the earlier.
    let judged = "SELECT report_a AS id FROM judgements WHERE store_version > {since} UNION \
                  SELECT report_b AS id FROM judgements WHERE store_version > {since}"
        .replace("{since}", &since.to_string());
    let sql = format!("SELECT {} FROM reports WHERE report_id IN ({judged})", COLUMNS.join(", "));
    for batch in snapshot.query(&sql)? {
        changes.take(&batch)?;
    }
    Ok(changes)
}

/// Whether changes over these days are a part so small that what was learnt before still holds.
fn is_part(snapshot: &Snapshot<'_>, (first, last): (i32, i32)) -> Result<bool, ReconcileError> {
    let days = f64::from(last - first + 1);
    // One report this long before the changes decides it, and is soon found.
    let long_before = date((f64::from(last + 1) - days / SHARE_MOST).floor() as i32);
    let sql =
        format!("SELECT report_id FROM reports WHERE date_start <= DATE '{long_before}' LIMIT 1");
    if snapshot.query(&sql)?.iter().any(|batch| batch.num_rows() > 0) {
        return Ok(true);
    }
    let all = span_of_all(snapshot)?;
    Ok(days <= SHARE_MOST * f64::from(all.1 - all.0 + 1))
}

fn span_of_all(snapshot: &Snapshot<'_>) -> Result<(i32, i32), ReconcileError> {
    let mut span = (0, 0);
    for batch in snapshot.query("SELECT min(date_start), max(date_end) FROM reports")? {
        let day = |column: usize| -> Option<i32> {
            let days = batch.column(column).as_primitive_opt::<Date32Type>()?;
            (batch.num_rows() > 0 && !days.is_null(0)).then(|| days.value(0))
        };
        span = (day(0).unwrap_or(0), day(1).unwrap_or(0));
    }
    Ok(span)
}

fn date(days: i32) -> Date {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.saturating_add(jiff::Span::new().days(days))
}

/// Which records are written anew: those within the core, all of their incidents of now and of before, and so
/// on until no incident is cut in two.
pub(crate) fn redone(
    corpus: &Corpus,
    linkage: &Linkage,
    before: &Before,
    core: (i32, i32),
) -> Vec<bool> {
    let mut now: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (at, incident) in (0..).zip(&linkage.incident_of) {
        now.entry(*incident).or_default().push(at);
    }
    let mut old: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    let mut old_of: FxHashMap<u32, &str> = FxHashMap::default();
    for (report, incident) in &before.members {
        if let Some(at) = corpus.position(report) {
            old.entry(incident).or_default().push(at);
            old_of.insert(at, incident);
        }
    }
    let mut sums: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for link in linkage.links.iter().filter(|link| link.kind == LinkKind::PartOf) {
        sums.entry(link.a).or_default().push(link.b);
        sums.entry(link.b).or_default().push(link.a);
    }
    let mut redone = vec![false; corpus.ids.len()];
    let mut open: Vec<u32> = (0_u32..)
        .zip(&corpus.records)
        .filter(|(_, record)| record.last >= core.0 && record.first <= core.1)
        .map(|(at, _)| at)
        .collect();
    let mut seen: FxHashSet<u32> = open.iter().copied().collect();
    while let Some(at) = open.pop() {
        redone[at as usize] = true;
        let of_now = now.get(&linkage.incident_of[at as usize]).into_iter().flatten();
        let of_old = old_of.get(&at).and_then(|incident| old.get(incident)).into_iter().flatten();
        let others = of_now.chain(of_old).chain(sums.get(&at).into_iter().flatten());
        for other in others {
            if seen.insert(*other) {
                open.push(*other);
            }
        }
    }
    redone
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellwether_linkage::{PlaceClass, Record, Role};

    #[test]
    fn an_incident_of_now_or_of_before_is_never_cut_in_two() {
        let record = |key: u64, day: i32| Record {
            key,
            dataset: DatasetIndex(0),
            first: day,
            last: day,
            place: PlaceClass::Exact,
            at: [0.0; 2],
            spot: 0,
            unit: 0,
            country: 0,
            name: 0,
            kind: 0,
            organisations: [0; 3],
            deaths: None,
            cited: 0,
        };
        let days = [100, 160, 200, 300, 90];
        let corpus = Corpus {
            ids: ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec(),
            records: (0..).zip(days).map(|(key, day)| record(key, day)).collect(),
            ..Corpus::default()
        };
        let linkage = Linkage {
            links: Vec::new(),
            incident_of: vec![0, 0, 2, 3, 4],
            roles: vec![Role::Report; 5],
        };
        let before = Before {
            members: vec![("b".into(), "i-1".into()), ("c".into(), "i-1".into())],
            retired: Vec::new(),
        };
        // Only a lies in the core; b is in its incident now, c was in b's before.
        let redone = redone(&corpus, &linkage, &before, (95, 105));
        assert_eq!(redone, [true, true, true, false, false]);
    }
}
