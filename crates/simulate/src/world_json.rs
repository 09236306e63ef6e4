//! `world.json` and `README.txt`: what the files are, and what was planted.

use serde_json::{Value, json};

use crate::{
    GroupSummary, LICENCE, PhaseSummary, PlantedSummary, ResurgenceSummary, SimulateError,
    SourceSummary, Summary, SurgeSummary,
    world::{Group, Planted, Script, World},
};

/// The text of `README.txt`.
pub(crate) fn readme(world: &World) -> String {
    let news = if world.parameters.news.is_some() { README_NEWS } else { "" };
    let sources = &world.parameters.sources;
    let mut further = String::new();
    for (written, text) in [
        (sources.acled.is_some(), README_ACLED),
        (sources.gtd.is_some(), README_GTD),
        (sources.gdelt.is_some(), README_GDELT),
    ] {
        further.push_str(if written { text } else { "" });
    }
    format!("{}{news}", README.replacen("registry/ ", &format!("{further}registry/ "), 1))
}

const README_ACLED: &str = "\
acled/               what a source in the format of ACLED would have exported, by the day of the export; every
                     row has source_scale = SIMULATED; the monadic file has each event twice
";
const README_GTD: &str = "\
gtd/                 what a source in the format of the GTD would have released, year by year; every row has
                     dbsource = SIMULATED
";
const README_GDELT: &str = "\
gdelt/               what a source in the format of GDELT would have published; the address of every article
                     begins with https://simulated.invalid/
";

const README: &str = "\
SIMULATED

Nothing in this folder happened. Countries, places, organisations and newspapers are invented; the land
lies on open water in the South Pacific. Made by bellwether-simulate.

SIM-GEDEvent_v*.csv  what a source in the format of UCDP GED would have published, release by release;
                     every row has code_status = SIMULATED and region = Simulated
registry/            the invented groups, governments, countries, units and towns
world.json           the parameters, what was planted, and how the releases differ
truth.ndjson         what really happened, with the ids of the rows that tell of it

Licence: CC0-1.0. If you show any of it, say that it is simulated.
";

/// What `README.txt` says besides when there are news.
const README_NEWS: &str = "
news/articles.ndjson what invented newspapers printed about it, one article a line
news/truth.ndjson    what each article tells, word by word, and which article is a copy of which
news/text, news/html the first articles as text files and web pages
news/feed.xml        the latest articles of one newspaper as RSS 2.0; news/atom.xml: of another as Atom
";

/// The group with what was planted for it.
pub(crate) fn group_summary(world: &World, index: usize, by_month: &[u32]) -> GroupSummary {
    let group = &world.cast.groups[index];
    let id_of =
        |other: Option<u16>| other.map(|other| world.cast.groups[usize::from(other)].id.clone());
    let date = |day| world.calendar.date(day);
    let Script { phases, resurgences, planted, surges, .. } = &world.script;
    GroupSummary {
        id: group.id.clone(),
        name: group.name.clone(),
        native_id: group.native.to_string(),
        countries: countries(world, group),
        split_from: id_of(group.parent),
        branch_of: id_of(group.branch_of),
        rival_of: id_of(group.rival.map(|(other, _)| other)),
        election_linked: group.election_linked,
        phases: phases[index]
            .iter()
            .map(|phase| PhaseSummary {
                from: date(phase.from),
                to: date(phase.to),
                rate_from: phase.rates.0,
                rate_to: phase.rates.1,
            })
            .collect(),
        resurgences: resurgences
            .iter()
            .filter(|resurgence| resurgence.group == index)
            .map(|resurgence| ResurgenceSummary {
                silent_from: date(resurgence.dormant.0),
                silent_to: date(resurgence.dormant.1),
                start: date(resurgence.start),
                size: resurgence.size,
            })
            .collect(),
        planted: planted[index]
            .iter()
            .map(|(day, planted)| {
                let (kind, size) = match *planted {
                    Planted::Sequence(count) => ("sequential-bombing", count),
                    Planted::MassCasualty(dead) => ("mass-casualty", dead),
                };
                PlantedSummary { day: date(*day), kind, size }
            })
            .collect(),
        surges: surges[index]
            .iter()
            .map(|surge| SurgeSummary {
                start: date(surge.from),
                end: date(surge.to),
                factor: surge.factor,
            })
            .collect(),
        incidents_by_month: by_month.to_vec(),
    }
}

fn countries(world: &World, group: &Group) -> Vec<String> {
    group
        .presences
        .iter()
        .map(|presence| world.land.countries[usize::from(presence.country)].iso3.clone())
        .collect()
}

/// The text of `world.json`; paths in it are file names, so that it does not depend on the folder.
///
/// # Errors
/// When the serializer refuses, which would be a fault of this crate.
pub(crate) fn world_json(world: &World, summary: &Summary) -> Result<String, SimulateError> {
    let fault = |error: serde_json::Error| SimulateError::Format {
        what: "world.json".to_owned(),
        reason: error.to_string(),
    };
    let countries: Vec<Value> = world
        .land
        .countries
        .iter()
        .zip(&world.script.elections)
        .map(|(country, elections)| {
            let days: Vec<_> = elections.iter().map(|day| world.calendar.date(*day)).collect();
            json!({
                "name": country.name,
                "iso2": country.iso2,
                "iso3": country.iso3,
                "gw": country.gw,
                "elections": days,
            })
        })
        .collect();
    let releases: Vec<Value> = summary
        .files
        .iter()
        .map(|file| {
            json!({
                "file": file.path.file_name().map(|name| name.to_string_lossy().into_owned()),
                "label": file.label,
                "published": file.published,
                "from": file.complete_for.from,
                "to": file.complete_for.to,
                "candidate": file.is_candidate,
                "rows": file.rows,
                "changes": file.changes,
            })
        })
        .collect();
    let mut document = json!({
        "status": "SIMULATED",
        "licence": LICENCE,
        "parameters": serde_json::to_value(&world.parameters).map_err(fault)?,
        "incidents": summary.incidents,
        "reports": summary.reports,
        "rows": summary.rows,
        "headline_group": summary.headline_group,
        "countries": countries,
        "groups": serde_json::to_value(&summary.groups).map_err(fault)?,
        "releases": releases,
    });
    if !summary.sources.is_empty() {
        document["sources"] = summary.sources.iter().map(source).collect();
    }
    if let Some(news) = &summary.news {
        document["news"] = serde_json::to_value(news).map_err(fault)?;
    }
    let mut text = serde_json::to_string_pretty(&document).map_err(fault)?;
    text.push('\n');
    Ok(text)
}

/// A further source with its files by name.
fn source(source: &SourceSummary) -> Value {
    let name = |path: &std::path::Path| -> Option<String> {
        // With the folders of the source: `gdelt/v1/...`.
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        let folder = source.dataset.strip_prefix("sim-")?;
        let from = parts.iter().rposition(|part| *part == folder)?;
        Some(parts[from..].join("/"))
    };
    let files: Vec<Value> = source
        .files
        .iter()
        .map(|file| {
            json!({
                "file": name(&file.path),
                "shape": file.shape,
                "label": file.label,
                "published": file.published,
                "rows": file.rows,
            })
        })
        .collect();
    json!({
        "dataset": source.dataset,
        "mark": source.mark,
        "reports": source.reports,
        "rows": source.rows,
        "files": files,
    })
}
