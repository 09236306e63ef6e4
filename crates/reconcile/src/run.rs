//! A run: everything again, or what changed.

use std::sync::Arc;

use bellwether_linkage::{
    DatasetIndex, Judgements, Kinds, Linkage, Model, NameParties, Record, Role, Settings,
    join_links, join_pairs,
    method::{Classed, meltt, xsub},
};
use bellwether_store::{
    AsOf, Overlay, Replaces, RunOutcome, RunPlan, Snapshot, Store, StoreError, Verdict,
};
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::{Value, json};

use crate::incremental::{Touched, touched};
use crate::plan::links;
use crate::read::{Corpus, datasets, read};
use crate::write::{Before, Judged, group, write};
use crate::{Method, Options, ReconcileError, Stage};

/// What a run came to.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// How reports were put together.
    pub method: Method,
    /// Whether everything was done again.
    pub full: bool,
    /// Reports that were compared.
    pub reports: u64,
    /// Incidents with two or more reports among them.
    pub incidents: u64,
    /// Reports in these, without summaries.
    pub reports_in_incidents: u64,
    /// Reports that sum up several incidents.
    pub summaries: u64,
    /// Links that are kept.
    pub links: u64,
    /// Links that join two reports.
    pub chosen: u64,
    /// Pairs that people called the same and different at once, through others; there the same won.
    pub conflicts_with_judgements: u64,
    /// What was written.
    #[serde(skip)]
    pub run: RunOutcome,
}

/// What a run keeps for the next one.
pub(crate) struct Kept {
    pub(crate) model: Model,
    pub(crate) kinds: Kinds,
}

/// Puts the reports of a store together and commits what was found as one version.
///
/// Where a run of the same method and settings is there, only the days are done again around which reports or
/// judgements came in since, with the weights that it learnt, unless [`Options::full`] asks for everything.
///
/// # Errors
/// When the store cannot be read or written, somebody else writes, or it has no reports.
pub fn reconcile(
    store: &Store,
    parties: &dyn NameParties,
    options: &Options,
    progress: &dyn Fn(Stage),
) -> Result<Outcome, ReconcileError> {
    progress(Stage::Reading);
    let snapshot = store.snapshot(&AsOf::default())?;
    let datasets = datasets(&snapshot, options)?;
    if let Some(touched) = touched(&snapshot, options, &datasets)? {
        return again(store, &snapshot, touched, parties, options, progress);
    }
    let corpus = read(&snapshot, parties, &datasets, None, None)?;
    progress(Stage::Linking(corpus.records.len() as u64));
    let settings = settings(options, &corpus.datasets);
    let (said, judged) = judgements(&snapshot, &corpus)?;
    let (linkage, model) = link(&snapshot, &corpus, &said, options, settings)?;
    progress(Stage::Writing);
    let plan = RunPlan {
        method: options.method.as_str().to_owned(),
        datasets,
        parameters: parameters(options, &corpus, model.as_deref()),
        replaces: Replaces::Everything,
        days: None,
    };
    let before = before(&snapshot, &|_| true)?;
    let everything = Part { within: &|_| true, takes: &|_, _| true };
    commit(store, &snapshot, plan, &corpus, &linkage, (&before, &judged, &everything), options)
}

/// Lays over a snapshot what a run over it would find, with weights learnt from its reports alone: as it
/// would have been on that day.
///
/// # Errors
/// When the snapshot cannot be read.
pub fn lay_over(
    snapshot: &mut Snapshot<'_>,
    parties: &dyn NameParties,
    options: &Options,
) -> Result<(), ReconcileError> {
    let datasets = datasets(snapshot, options)?;
    let corpus = read(snapshot, parties, &datasets, None, None)?;
    let settings = settings(options, &corpus.datasets);
    let (said, judged) = judgements(snapshot, &corpus)?;
    let (linkage, _) = link(snapshot, &corpus, &said, options, settings)?;
    // The names that incidents had or have, so that one can be cited.
    let before = before(snapshot, &|_| true)?;
    let grouped = group(&corpus, &linkage, &before, &|_| true);
    let mut overlay = Overlay::new();
    write(&corpus, &linkage, &grouped, &judged, &|_, _| true, &mut overlay)?;
    Ok(snapshot.lay_over(overlay)?)
}

/// What of the records and links of a linkage is written.
pub(crate) struct Part<'p> {
    pub(crate) within: &'p dyn Fn(u32) -> bool,
    pub(crate) takes: &'p dyn Fn(u32, u32) -> bool,
}

/// The days around which something changed, done again.
fn again(
    store: &Store,
    snapshot: &Snapshot<'_>,
    touched: Touched,
    parties: &dyn NameParties,
    options: &Options,
    progress: &dyn Fn(Stage),
) -> Result<Outcome, ReconcileError> {
    let Touched { kept, datasets, parameters, slabs, days, core, changed } = touched;
    let corpus = read(snapshot, parties, &datasets, Some(days), Some(&kept.kinds))?;
    progress(Stage::Linking(corpus.records.len() as u64));
    let settings = settings(options, &corpus.datasets);
    let (said, judged) = judgements(snapshot, &corpus)?;
    let links = links(snapshot, &corpus.records, &Arc::new(kept.model), slabs, settings)?;
    let linkage = join_links(&corpus.records, links, &said);
    progress(Stage::Writing);
    // Nobody asks where reports of other days belonged, and most members are of those.
    let is_read = |report: &str| corpus.position(report).is_some() || changed.contains(report);
    let before = before(snapshot, &is_read)?;
    let redone = crate::incremental::redone(&corpus, &linkage, &before, core);
    let mut reports = changed;
    for (at, id) in corpus.ids.iter().enumerate() {
        if redone[at] {
            reports.insert(id.clone());
        }
    }
    let before = Before {
        members: before.members.into_iter().filter(|(id, _)| reports.contains(id)).collect(),
        retired: before.retired,
    };
    let plan = RunPlan {
        method: options.method.as_str().to_owned(),
        datasets,
        parameters,
        replaces: Replaces::Reports(reports),
        days: Some(days),
    };
    let within = |at: u32| redone[at as usize];
    let takes = |a: u32, b: u32| redone[a as usize] || redone[b as usize];
    let part = Part { within: &within, takes: &takes };
    commit(store, snapshot, plan, &corpus, &linkage, (&before, &judged, &part), options)
}

fn commit(
    store: &Store,
    seen: &Snapshot<'_>,
    plan: RunPlan,
    corpus: &Corpus,
    linkage: &Linkage,
    (before, judged, part): (&Before, &Judged, &Part<'_>),
    options: &Options,
) -> Result<Outcome, ReconcileError> {
    let grouped = group(corpus, linkage, before, part.within);
    let full = matches!(plan.replaces, Replaces::Everything);
    let mut run = store.begin_run(plan)?;
    if run.snapshot().state().version != seen.state().version {
        return Err(StoreError::Question(
            "somebody brought something into the store meanwhile; run `bellwether reconcile` again"
                .into(),
        )
        .into());
    }
    write(corpus, linkage, &grouped, judged, part.takes, &mut run)?;
    run.forwards(grouped.forwards.clone());
    let several = grouped.groups.iter().filter(|group| group.len() > 1);
    let together = |pair: &&(u32, u32)| {
        linkage.incident_of[pair.0 as usize] == linkage.incident_of[pair.1 as usize]
    };
    let reports = corpus.records.len() as u64;
    let incidents = several.clone().count() as u64;
    let reports_in_incidents = several.map(Vec::len).sum::<usize>() as u64;
    let summaries = linkage.roles.iter().filter(|role| **role == Role::Summary).count() as u64;
    let links = linkage.links.len() as u64;
    let chosen = linkage.links.iter().filter(|link| link.chosen).count() as u64;
    let counts = json!({
        "reports": reports,
        "incidents": incidents,
        "reports_in_incidents": reports_in_incidents,
        "summaries": summaries,
        "links": links,
        "chosen": chosen,
    });
    Ok(Outcome {
        method: options.method,
        full,
        reports,
        incidents,
        reports_in_incidents,
        summaries,
        links,
        chosen,
        conflicts_with_judgements: judged.different.iter().filter(together).count() as u64,
        run: run.finish(counts)?,
    })
}

fn settings(options: &Options, datasets: &[String]) -> Settings {
    let repeating = datasets
        .iter()
        .enumerate()
        .filter(|(_, dataset)| options.repeating.contains(dataset))
        .fold(0, |bits, (at, _)| bits | 1 << (at % 64));
    Settings { repeating, ..options.settings }
}

fn link(
    snapshot: &Snapshot<'_>,
    corpus: &Corpus,
    said: &Judgements,
    options: &Options,
    settings: Settings,
) -> Result<(Linkage, Option<Arc<Model>>), ReconcileError> {
    if options.method == Method::Linkage {
        let model = Arc::new(Model::learn(&corpus.records, &settings));
        let all = (i32::MIN, i32::MAX);
        let links = links(snapshot, &corpus.records, &model, all, settings)?;
        return Ok((join_links(&corpus.records, links, said), Some(model)));
    }
    let classed = classed(corpus);
    let order: Vec<DatasetIndex> = (0..corpus.datasets.len())
        .filter_map(|at| u8::try_from(at).ok())
        .map(DatasetIndex)
        .collect();
    let window = options.window;
    let pairs = if options.method == Method::Meltt {
        let own = meltt::Parameters::default();
        let (km, days) = (window.km.unwrap_or(own.km), window.days.unwrap_or(own.days));
        meltt::pairs(&classed, &order, &meltt::Parameters { km, days, ..own })
    } else {
        let own = xsub::Parameters::default();
        let (km, days) = (window.km.unwrap_or(own.km), window.days.unwrap_or(own.days));
        xsub::pairs(&classed, &xsub::Parameters { km, days, ..own })
    };
    Ok((join_pairs(&corpus.records, &pairs, said), None))
}

/// Records with the classes that all datasets share, broadest first: the type, the PLOVER event, both with the
/// mode.
fn classed(corpus: &Corpus) -> Vec<Classed> {
    let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
    let mut number = |word: String| {
        let next = u32::try_from(numbers.len() + 1).unwrap_or(u32::MAX);
        *numbers.entry(word).or_insert(next)
    };
    let mut class = |record: &Record, row: &crate::read::Row| {
        let kind = corpus.lexicon.get(row.event_type).unwrap_or_default();
        let plover = corpus.lexicon.get(row.plover).unwrap_or_default();
        let event = plover.split('/').next().unwrap_or_default();
        let classes = [
            number(event.to_owned()),
            number(format!("{event} {kind}")),
            number(format!("{plover} {kind}")),
        ];
        Classed { record: *record, classes }
    };
    corpus.records.iter().zip(&corpus.rows).map(|(record, row)| class(record, row)).collect()
}

/// What people said, as it binds and as it is shown.
fn judgements(
    snapshot: &Snapshot<'_>,
    corpus: &Corpus,
) -> Result<(Judgements, Judged), ReconcileError> {
    let (mut said, mut judged) = (Judgements::default(), Judged::default());
    for judgement in snapshot.judgements()? {
        let pair = corpus.position(&judgement.report_a).zip(corpus.position(&judgement.report_b));
        let Some((a, b)) = pair else { continue };
        let ordered = (a.min(b), a.max(b));
        match judgement.verdict {
            Verdict::Same => {
                said.same.push(ordered);
                judged.same.insert(ordered);
            }
            Verdict::Different => {
                said.different.push(ordered);
                judged.different.insert(ordered);
            }
            Verdict::Unsure => {}
        }
    }
    Ok((said, judged))
}

/// Memberships of some reports as they are, and ids that lead elsewhere.
fn before(snapshot: &Snapshot<'_>, of: &dyn Fn(&str) -> bool) -> Result<Before, ReconcileError> {
    let mut members = Vec::new();
    snapshot.stream_members(|report, incident, role| {
        if role == bellwether_store::Role::Report && of(report) {
            members.push((report.to_owned(), incident.to_owned()));
        }
    })?;
    let retired = snapshot.forwards()?.into_iter().map(|forward| forward.from_id).collect();
    Ok(Before { members, retired })
}

/// What is kept with the run: settings, kinds of events, weights.
fn parameters(options: &Options, corpus: &Corpus, model: Option<&Model>) -> Value {
    let weights: Vec<Value> = model
        .map(Model::numbers)
        .unwrap_or_default()
        .into_iter()
        .map(|(pair, numbers)| {
            let datasets = pair.map(|dataset| &corpus.datasets[usize::from(dataset.0)]);
            json!({ "datasets": datasets, "numbers": numbers })
        })
        .collect();
    json!({
        "settings": settings_of(options),
        "kinds": corpus.kinds,
        "weights": weights,
    })
}

/// The settings by which a later run sees whether it may go on with what was learnt.
pub(crate) fn settings_of(options: &Options) -> Value {
    let settings = &options.settings;
    if options.method != Method::Linkage {
        return json!({ "window": options.window, "left_out": options.left_out });
    }
    json!({
        "days_max": settings.days_max,
        "km_max": settings.km_max,
        "threshold": settings.threshold,
        "sample": settings.sample,
        "repeating": options.repeating,
        "left_out": options.left_out,
    })
}
