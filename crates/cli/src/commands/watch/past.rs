//! `watch clusters` and `watch changes`: where events crowd together, and when the rate of the past changed.

use std::fmt::Write as _;
use std::process::ExitCode;

use bellwether_vigil::{ClusterPlan, Clusters, Effort, Spell, Watch, book, changes, clusters};
use bellwether_watch::{Period, alert::Facet};
use serde_json::json;

use super::define::{facets, named};
use super::{ChangesArgs, ClustersArgs, PeriodWord};
use crate::citation::{Citation, citations, lines};
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
        "method": "space-time permutation scan (Kulldorff et al. 2005)",
        "unit": prepared.unit.as_str(),
        "plan": {
            "study_days": plan.study_days, "days_max": plan.days_max, "km_max": plan.km_max,
            "past": plan.past, "replications": plan.replications, "seed": plan.seed,
        },
        "scan": scan,
        "store": snapshot.state(),
        "citations": cited,
    });
    let page = cluster_page(watch, &scan, args, prepared.unit.as_str()) + &sources(&cited);
    output.page(&page, &document)?;
    Ok(found(any))
}

fn cluster_page(watch: &Watch, scan: &Clusters, args: &ClustersArgs, unit: &str) -> String {
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
        "left out: {} whose place is no point, {} whose day is not known\n",
        scan.without_place, scan.without_day
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
    page.push_str(
        "\nWhat is held fixed is how many events each cell and each day has: a place that is always violent is no cluster. \
p accounts for every window that was looked at.\n",
    );
    page
}

/// The sources, a line each.
fn sources(cited: &[Citation]) -> String {
    lines(cited).iter().map(|line| format!("source: {line}\n")).collect()
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
    output.page(&(change_page(watch, facet, word, &spells) + &sources(&cited)), &document)?;
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
