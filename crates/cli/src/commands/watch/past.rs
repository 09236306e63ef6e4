//! `watch clusters` and `watch changes`: where events crowd together, and when the rate of the past changed.

use std::fmt::Write as _;
use std::process::ExitCode;

use bellwether_vigil::{
    ClusterPlan, Clusters, Effort, Method, Spell, Watch, book, changes, clusters,
};
use bellwether_watch::{Period, alert::Facet};
use serde_json::json;

use super::define::{facets, named};
use super::{ChangesArgs, ClustersArgs, MethodWord, PeriodWord};
use crate::citation::{citations, say_sources};
use crate::commands::found;
use crate::failure::Failure;
use crate::output::{Grid, table_text};
use crate::reconciling::leaving_snapshot;
use crate::session::Session;
use crate::watching::prepare;

/// A cluster that chance shows more often is not taken for one.
const P_MAX: f64 = 0.05;
/// Units named in the table; JSON has all.
const UNITS_SHOWN: usize = 3;

/// Runs `watch clusters`.
pub(super) fn clusters_of(session: &Session, args: &ClustersArgs) -> Result<ExitCode, Failure> {
    if args.study_days < 2 || args.days_max < 1 || args.replications < 99 {
        return Err(Failure::Usage(
            "--study-days must be 2 or more, --days-max 1 or more, --replications 99 or more"
                .into(),
        ));
    }
    let output = session.output()?;
    let store = session.store()?;
    let snapshot = leaving_snapshot(session, &store, output.leaves(), None)?;
    let watches = book::watches(&snapshot)?;
    let watch: &Watch = named(&watches, &args.name)?;
    let prepared = prepare(session, &snapshot, watch)?;
    let plan = ClusterPlan {
        method: method_of(args)?,
        study_days: args.study_days,
        days_max: args.days_max,
        km_max: args.km_max,
        past: args.past,
        replications: args.replications,
        seed: 1,
    };
    let scan = clusters(&prepared.look(watch, args.until, Effort::default()), &plan)?;
    let any = scan.clusters.iter().any(|cluster| cluster.p <= P_MAX);
    let cited = citations(&snapshot, &prepared.events.datasets());
    let document = json!({
        "watch": watch,
        "method": said(plan.method),
        "unit": prepared.unit.as_str(),
        "plan": {
            "study_days": plan.study_days, "days_max": plan.days_max, "km_max": plan.km_max,
            "past": plan.past, "replications": plan.replications, "seed": plan.seed,
        },
        "scan": scan,
        "store": snapshot.state(),
        "citations": cited,
    });
    if output.is_for_people() {
        say_sources(session, &cited);
    }
    output
        .page(&cluster_page(watch, &scan, args, plan.method, prepared.unit.as_str()), &document)?;
    Ok(found(any))
}

fn method_of(args: &ClustersArgs) -> Result<Method, Failure> {
    match args.method {
        MethodWord::Permutation => Ok(Method::Permutation),
        MethodWord::Poisson if args.baseline_days < 1 => {
            Err(Failure::Usage("--baseline-days must be 1 or more".into()))
        }
        MethodWord::Poisson => Ok(Method::Poisson { past_days: args.baseline_days }),
        MethodWord::Bernoulli => match Facet::parse(&args.cases) {
            Some(cases @ (Facet::CivilianShare | Facet::TacticsShare | Facet::MassCasualty)) => {
                Ok(Method::Bernoulli { cases })
            }
            _ => Err(Failure::Usage(format!(
                "{:?} is no kind that an event is or is not; --cases takes civilian-share, tactics-share or \
                 mass-casualty",
                args.cases
            ))),
        },
    }
}

/// The method, with its reference.
const fn said(method: Method) -> &'static str {
    match method {
        Method::Permutation => "space-time permutation scan (Kulldorff et al. 2005)",
        Method::Poisson { .. } => "space-time Poisson scan (Kulldorff 1997, 2001)",
        Method::Bernoulli { .. } => "space-time Bernoulli scan (Kulldorff 1997)",
    }
}

/// What events are cases.
const fn cases_in_words(facet: Facet) -> &'static str {
    match facet {
        Facet::TacticsShare => "suicide attacks or bombs",
        Facet::MassCasualty => "of 25 deaths or more",
        _ => "directed against civilians",
    }
}

/// What a reader must know of what was held fixed.
fn held_fixed(scan: &Clusters, method: Method) -> String {
    let fixed = match method {
        Method::Permutation => "What is held fixed is how many events each cell and each day has: a place that is always \
             violent is no cluster."
            .to_owned(),
        Method::Poisson { .. } => {
            let (from, to, events) = scan.past.unwrap_or((scan.from, scan.from, 0));
            format!(
                "What is expected of a cell is its share of the {events} events from {from} to {to} (half an event added to \
                 each cell), evenly over the days: a place that is as violent as it was is no cluster, and a season can be \
                 one."
            )
        }
        Method::Bernoulli { cases } => format!(
            "Where and when events are is held fixed, and that {} of them are {}: a place with many events of every kind is no \
             cluster.",
            scan.cases,
            cases_in_words(cases)
        ),
    };
    format!("\n{fixed} p accounts for every window that was looked at.\n")
}

fn cluster_page(
    watch: &Watch,
    scan: &Clusters,
    args: &ClustersArgs,
    method: Method,
    unit: &str,
) -> String {
    let mut page = format!(
        "{} from {} to {}: {} {unit} in {} cells of PRIO-GRID, clusters of up to {} days{}\n",
        watch.title,
        scan.from,
        scan.to,
        scan.events,
        scan.cells,
        args.days_max,
        if args.past { "" } else { " that last until the end" },
    );
    let _ = writeln!(
        page,
        "left out: {} whose place is no point, {} whose day is not known{}\n",
        scan.without_place,
        scan.without_day,
        if scan.without_mark > 0 {
            format!(", {} of which it is not known whether they are cases", scan.without_mark)
        } else {
            String::new()
        }
    );
    let shown: Vec<_> = scan.clusters.iter().filter(|cluster| cluster.p <= P_MAX).collect();
    let mut grid = Grid::new(&[
        "from",
        "to",
        "latitude",
        "longitude",
        "radius km",
        "units",
        "observed",
        "of events",
        "expected",
        "p",
        "by chance once in days",
    ]);
    for cluster in &shown {
        let mut units = cluster.units.clone();
        let more = units.len().saturating_sub(UNITS_SHOWN);
        units.truncate(UNITS_SHOWN);
        if more > 0 {
            units.push(format!("and {more} more"));
        }
        let once =
            cluster.recurrence_days.map_or_else(|| "-".to_owned(), |days| format!("{days:.0}"));
        grid.push(vec![
            cluster.from.to_string().into(),
            cluster.to.to_string().into(),
            format!("{:.2}", cluster.centre[0]).into(),
            format!("{:.2}", cluster.centre[1]).into(),
            format!("{:.0}", cluster.radius_km).into(),
            units.join(", ").into(),
            cluster.observed.to_string().into(),
            cluster.events.to_string().into(),
            format!("{:.1}", cluster.expected).into(),
            format!("{:.3}", cluster.p).into(),
            once.into(),
        ]);
    }
    if shown.is_empty() {
        let strongest = scan.clusters.first().map_or_else(
            || "there is none at all".to_owned(),
            |one| {
                format!(
                    "the strongest has {} where {:.1} were expected, p {:.3}",
                    one.observed, one.expected, one.p
                )
            },
        );
        let _ = writeln!(
            page,
            "no cluster that chance shows in fewer than one of twenty studies: {strongest}"
        );
    } else {
        page.push_str(&table_text(&grid));
    }
    page.push_str(&held_fixed(scan, method));
    page
}

/// Runs `watch changes`.
pub(super) fn changes_of(session: &Session, args: &ChangesArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let snapshot = leaving_snapshot(session, &store, output.leaves(), None)?;
    let watches = book::watches(&snapshot)?;
    let watch = named(&watches, &args.name)?;
    let prepared = prepare(session, &snapshot, watch)?;
    let words = [args.facet.clone()];
    let [facet] = facets(&words)?[..] else {
        return Err(Failure::Usage(
            "--facet takes one facet; run the command once for each".into(),
        ));
    };
    let (period, word) = match args.period {
        PeriodWord::Day => (Period::Day, "day"),
        PeriodWord::Week => (Period::Week, "week"),
        PeriodWord::Month => (Period::Month, "month"),
    };
    let look = prepared.look(watch, args.until, Effort::default());
    let spells = changes(&look, facet, period)?;
    let cited = citations(&snapshot, &prepared.events.datasets());
    let document = json!({
        "watch": watch,
        "method": "PELT, negative binomial (Killick, Fearnhead and Eckley 2012)",
        "facet": facet.as_str(),
        "period": word,
        "spells": spells,
        "store": snapshot.state(),
        "citations": cited,
    });
    if output.is_for_people() {
        say_sources(session, &cited);
    }
    output.page(&change_page(watch, facet, word, &spells), &document)?;
    Ok(found(spells.len() > 1))
}

fn change_page(watch: &Watch, facet: Facet, word: &str, spells: &[Spell]) -> String {
    let mut page =
        format!("{}: {} a {word}, cut where its rate changed\n\n", watch.title, facet.as_str());
    let mut grid = Grid::new(&["from", "to", &format!("{word}s"), &format!("a {word}")]);
    for spell in spells {
        grid.push(vec![
            spell.from.to_string().into(),
            spell.to.to_string().into(),
            spell.periods.to_string().into(),
            format!("{:.2}", spell.mean).into(),
        ]);
    }
    page.push_str(&table_text(&grid));
    page.push_str(
        "\nA look back over the whole series, with later data in it: no alarm, and nothing that was known at the time.\n",
    );
    page
}
