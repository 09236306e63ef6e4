//! `calendar study`: the question, its numbers, and what they allow to say.

use std::process::ExitCode;

use bellwether_model::{Date, Iso3};
use bellwether_store::{Filters, Snapshot, StoreState, StoredDate, Unit};
use bellwether_watch::event_study::{EventStudy, Stratum, Windows, event_study};
use bellwether_watch::{Series, WatchError};
use clap::Args;
use serde::Serialize;

use super::attacks::{Attack, attacks, event_datasets, series};
use super::{is_of_kind, page};
use crate::args::{QuestionArgs, UnitWord};
use crate::citation::{Citation, citations};
use crate::failure::Failure;
use crate::question::{added_up, filters, find_actor, unit};
use crate::reconciling::leaving_snapshot;
use crate::session::Session;

/// A country with fewer attacks is left out.
const ATTACKS_MIN: usize = 20;

/// With fewer occasions no p-value makes a pattern.
const OCCASIONS_MIN: usize = 3;

/// Arguments of `calendar study`.
#[derive(Debug, Args)]
#[command(after_help = "Example: bellwether calendar study boko-haram --window 14d\n\
A group that attacks at elections and one that attacks in violent years look alike over a whole conflict, so days in \
the windows are compared with the days near them (--baseline).")]
pub(crate) struct StudyArgs {
    /// The actor: a registry id, a name in any spelling, or DATASET:ID for a dataset's own.
    #[arg(value_name = "ACTOR")]
    pub(crate) actor: String,
    /// Days before and after each date: 14d, or 30d/7d for 30 before and 7 after.
    #[arg(long, default_value = "14d", value_name = "DAYS", value_parser = window)]
    pub(crate) window: (usize, usize),
    /// Days on each side of a window that it is compared with, or `all` for all days while the group was
    /// active in the country.
    #[arg(long, default_value = "90d", value_name = "DAYS", value_parser = baseline)]
    pub(crate) baseline: Baseline,
    /// Kind of date; repeat for several.
    #[arg(long, default_value = "election", value_name = "KIND")]
    pub(crate) kind: Vec<String>,
    /// Country, by name or any code; repeat for several.
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) country: Vec<String>,
    /// First day of an attack: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Last day, included: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// Event type: state-based, non-state, one-sided; repeat for several.
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) types: Vec<String>,
    /// Only events directed against civilians.
    #[arg(long)]
    pub(crate) civilian_targets: bool,
    /// Dataset, or `all`; repeat for several.
    #[arg(long, value_name = "DATASET")]
    pub(crate) source: Vec<String>,
    /// What counts as one: incidents or reports. Incidents are the default once the store has some.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) unit: Option<UnitWord>,
}

/// The days that windows are compared with; `None` for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Baseline(pub(crate) Option<usize>);

fn days(text: &str) -> Result<usize, String> {
    let number = text.trim().trim_end_matches('d').parse::<usize>();
    number
        .ok()
        .filter(|days| *days <= 3_660)
        .ok_or_else(|| format!("{text:?} is no number of days up to 3660, such as 14d"))
}

fn window(text: &str) -> Result<(usize, usize), String> {
    match text.split_once('/') {
        Some((before, after)) => Ok((days(before)?, days(after)?)),
        None => days(text).map(|days| (days, days)),
    }
}

fn baseline(text: &str) -> Result<Baseline, String> {
    if text == "all" { Ok(Baseline(None)) } else { days(text).map(|days| Baseline(Some(days))) }
}

/// What the numbers allow to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Verdict {
    /// Attacks gather around the dates.
    More,
    /// Attacks thin out around them.
    Fewer,
    /// Nothing of the kind, and a doubling would have been noticed.
    NoSign,
    /// Too little to tell.
    CannotTell,
}

impl Verdict {
    fn of(study: &EventStudy) -> Self {
        if study.occasions < OCCASIONS_MIN {
            Self::CannotTell
        } else if study.p_either() <= 0.05 {
            if study.p_more < study.p_fewer { Self::More } else { Self::Fewer }
        } else if study.detectable <= 2.0 {
            Self::NoSign
        } else {
            Self::CannotTell
        }
    }
}

/// One country of the study.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Ground {
    pub(super) country: Iso3,
    pub(super) attacks: usize,
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) dates: Vec<Date>,
}

/// An attack within a window.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Hit {
    pub(super) id: String,
    pub(super) country: Iso3,
    pub(super) from: Date,
    pub(super) to: Date,
    /// The nearest of the dates.
    pub(super) near: Date,
    /// Days from that date to its first day.
    pub(super) offset_days: i64,
}

/// Everything that is found.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Found {
    pub(super) actor: String,
    pub(super) kinds: Vec<String>,
    pub(super) before_days: usize,
    pub(super) after_days: usize,
    pub(super) baseline_days: Option<usize>,
    pub(super) unit: &'static str,
    pub(super) verdict: Verdict,
    pub(super) occasions: usize,
    pub(super) within: f64,
    pub(super) within_days: usize,
    pub(super) outside: f64,
    pub(super) outside_days: usize,
    pub(super) expected: f64,
    pub(super) rate_ratio: Option<f64>,
    pub(super) interval: [f64; 2],
    pub(super) p: f64,
    pub(super) p_more: f64,
    pub(super) p_fewer: f64,
    pub(super) dispersion: f64,
    pub(super) detectable: Option<f64>,
    pub(super) countries: Vec<Ground>,
    pub(super) attacks: Vec<Hit>,
    pub(super) notes: Vec<String>,
    pub(super) store: StoreState,
    pub(super) citations: Vec<Citation>,
}

/// Runs the command.
pub(super) fn run(session: &Session, args: &StudyArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    let store = session.store()?;
    let snapshot = leaving_snapshot(session, &store, output.leaves(), args.unit)?;
    let found = study(session, &snapshot, args)?;
    output.page(&page::render(&found), &found)?;
    Ok(super::found(true))
}

/// A study for a brief.
pub(crate) fn studied(
    session: &Session,
    snapshot: &Snapshot<'_>,
    request: &bellwether_brief::Request,
    asked: &bellwether_brief::Study,
) -> Result<bellwether_brief::Studied, Failure> {
    use bellwether_brief::{Studied, StudyVerdict};
    let args = StudyArgs {
        actor: request.actor.clone(),
        window: (asked.window_days, asked.window_days),
        baseline: Baseline(Some(asked.baseline_days)),
        kind: vec![asked.kind.clone()],
        country: Vec::new(),
        from: None,
        to: Some(asked.to.to_string()),
        types: Vec::new(),
        civilian_targets: false,
        source: request.sources.clone(),
        unit: Some(if request.unit == "reports" { UnitWord::Reports } else { UnitWord::Incidents }),
    };
    let found = study(session, snapshot, &args)?;
    // Counts of days and occasions are far below 2^53.
    #[allow(clippy::cast_precision_loss)]
    let number = |count: usize| count as f64;
    Ok(Studied {
        verdict: match found.verdict {
            Verdict::More => StudyVerdict::More,
            Verdict::Fewer => StudyVerdict::Fewer,
            Verdict::NoSign => StudyVerdict::NoSign,
            Verdict::CannotTell => StudyVerdict::CannotTell,
        },
        occasions: number(found.occasions),
        within: found.within,
        within_days: number(found.within_days),
        expected: found.expected,
        rate_ratio: found.rate_ratio,
        interval: found.interval,
        p: found.p,
        detectable: found.detectable,
        dates: found
            .countries
            .iter()
            .flat_map(|of| of.dates.iter().map(|date| (of.country.to_string(), *date)))
            .collect(),
    })
}

fn study(session: &Session, snapshot: &Snapshot<'_>, args: &StudyArgs) -> Result<Found, Failure> {
    let unit = unit(session, snapshot, args.unit)?;
    let question = QuestionArgs {
        actor: Some(args.actor.clone()),
        country: args.country.clone(),
        from: args.from.clone(),
        to: args.to.clone(),
        types: args.types.clone(),
        civilian_targets: args.civilian_targets,
        source: args.source.clone(),
        ..QuestionArgs::default()
    };
    let filters = filters(session, snapshot, &question, unit)?;
    let (before_days, after_days) = args.window;
    let baseline_days = args.baseline.0;
    let days_max = before_days + after_days + 1;
    let mut notes = Vec::new();
    let of_countries = grounds(snapshot, args, &filters, unit, &mut notes)?;
    if of_countries.is_empty() {
        return Err(nothing(format!("{} has too few attacks", args.actor)));
    }
    let strata: Vec<Stratum<'_>> = of_countries
        .iter()
        .map(|(_, _, series, dates)| Stratum { series, dates: dates.as_slice() })
        .collect();
    let windows = Windows { before_days, after_days, baseline_days, ..Windows::default() };
    let study = event_study(&strata, &windows).map_err(|error| match error {
        WatchError::TooLittle { .. } => {
            let kinds = args.kind.join(" or ");
            nothing(format!("no {kinds} of a known day while and where the group was active"))
        }
        other => Failure::Usage(other.to_string()),
    })?;
    let wide = |attack: &&Attack| usize::try_from(attack.days()).is_ok_and(|days| days > days_max);
    let vague = of_countries.iter().flat_map(|(_, attacks, ..)| attacks).filter(wide).count();
    if vague > 0 {
        notes.push(format!(
            "{vague} attacks are left out: their day is known to no better than {days_max} days"
        ));
    }
    let several =
        if unit == Unit::Reports { added_up(snapshot, &filters.datasets)? } else { Vec::new() };
    if !several.is_empty() {
        notes.push(format!(
            "reports of {} are added up: an attack may count twice",
            several.join(", ")
        ));
    }
    let study = &study;
    let countries = of_countries.iter().enumerate().map(|(at, of)| ground(at, of, study)).collect();
    let hits = of_countries.iter().enumerate().flat_map(|(at, (_, attacks, ..))| {
        attacks.iter().filter(|attack| !wide(attack)).filter_map(move |one| hit(at, one, study))
    });
    let finite = |value: f64| value.is_finite().then_some(value);
    Ok(Found {
        actor: find_actor(session, snapshot, &args.actor)?.name().to_owned(),
        kinds: args.kind.clone(),
        before_days,
        after_days,
        baseline_days,
        unit: if unit == Unit::Incidents { "incidents" } else { "reports" },
        verdict: Verdict::of(study),
        occasions: study.occasions,
        within: study.within,
        within_days: study.within_days,
        outside: study.outside,
        outside_days: study.outside_days,
        expected: study.expected,
        rate_ratio: finite(study.rate_ratio),
        interval: [study.interval.0, study.interval.1],
        p: study.p_either(),
        p_more: study.p_more,
        p_fewer: study.p_fewer,
        dispersion: study.dispersion,
        detectable: finite(study.detectable),
        countries,
        attacks: hits.collect(),
        notes,
        store: snapshot.state().clone(),
        citations: citations(snapshot, &filters.datasets),
    })
}

/// A country with its attacks, their series, and the dates.
type OfCountry = (Iso3, Vec<Attack>, Series, Vec<Date>);

/// The countries in which the group has attacks enough.
fn grounds(
    snapshot: &Snapshot<'_>,
    args: &StudyArgs,
    filters: &Filters,
    unit: Unit,
    notes: &mut Vec<String>,
) -> Result<Vec<OfCountry>, Failure> {
    let days_max = args.window.0 + args.window.1 + 1;
    let datasets = event_datasets(snapshot, &filters.datasets)?;
    let mut of_countries = Vec::new();
    for (country, attacks) in attacks(snapshot, filters, unit)? {
        if attacks.len() < ATTACKS_MIN {
            notes.push(format!("{country} is left out: {} attacks are too few", attacks.len()));
        } else if let Some(series) = series(snapshot, &datasets, &attacks, days_max)? {
            let (first, last) = (series.date(0), series.last_day(series.len().saturating_sub(1)));
            let dates = snapshot.calendar(&[country], Some(first), Some(last))?;
            let dates = known_days(country, &dates, &args.kind, notes);
            of_countries.push((country, attacks, series, dates));
        }
    }
    Ok(of_countries)
}

fn nothing(why: String) -> Failure {
    Failure::Data(format!(
        "there is nothing to study: {why}; `bellwether calendar list` shows the dates, `bellwether ingest FILE` brings \
         some in"
    ))
}

/// The dates of these kinds whose day is known; those of which it is not are noted.
fn known_days(
    country: Iso3,
    dates: &[StoredDate],
    kinds: &[String],
    notes: &mut Vec<String>,
) -> Vec<Date> {
    let of_kind: Vec<&StoredDate> = dates.iter().filter(|date| is_of_kind(date, kinds)).collect();
    let known = of_kind.iter().filter(|date| date.date_start == date.date_end);
    let mut days: Vec<Date> = known.map(|date| date.date_start).collect();
    if days.len() < of_kind.len() {
        let vague = of_kind.len() - days.len();
        notes
            .push(format!("{country}: {vague} of the dates are left out, because no day is known"));
    }
    days.sort_unstable();
    days.dedup();
    days
}

fn ground(at: usize, (country, attacks, series, _): &OfCountry, study: &EventStudy) -> Ground {
    Ground {
        country: *country,
        attacks: attacks.len(),
        from: series.date(0),
        to: series.last_day(series.len().saturating_sub(1)),
        dates: study.dates.iter().filter(|(of, _)| *of == at).map(|(_, date)| *date).collect(),
    }
}

/// The attack, if one of its days lies within a window.
fn hit(at: usize, attack: &Attack, study: &EventStudy) -> Option<Hit> {
    let day = study
        .attacks
        .iter()
        .find(|day| day.stratum == at && attack.from <= day.day && day.day <= attack.to)?;
    let offset = i64::from((attack.from - day.nearest).get_days());
    Some(Hit {
        id: attack.id.clone(),
        country: attack.iso3,
        from: attack.from,
        to: attack.to,
        near: day.nearest,
        offset_days: offset,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_and_baselines_are_written_in_days() {
        assert_eq!(window("14d"), Ok((14, 14)));
        assert_eq!(window("30d/7"), Ok((30, 7)));
        assert_eq!((baseline("all"), baseline("90")), (Ok(Baseline(None)), Ok(Baseline(Some(90)))));
        for wrong in ["", "d", "-3d", "2w", "9999d"] {
            assert!(window(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn two_occasions_tell_nothing_and_a_blind_test_says_so() {
        let study = |occasions, p_more, detectable| EventStudy {
            dates: Vec::new(),
            occasions,
            neighbourhoods: 1,
            within: 1.0,
            within_days: 1,
            outside: 1.0,
            outside_days: 1,
            expected: 1.0,
            rate_ratio: 1.0,
            interval: (0.5, 2.0),
            p_more,
            p_fewer: 1.0 - p_more,
            dispersion: 1.0,
            detectable,
            attacks: Vec::new(),
        };
        assert_eq!(Verdict::of(&study(2, 0.001, 1.5)), Verdict::CannotTell);
        assert_eq!(Verdict::of(&study(3, 0.02, 3.0)), Verdict::More);
        assert_eq!(Verdict::of(&study(3, 0.99, 3.0)), Verdict::Fewer);
        assert_eq!(Verdict::of(&study(9, 0.2, 1.6)), Verdict::NoSign);
        assert_eq!(Verdict::of(&study(9, 0.2, 2.4)), Verdict::CannotTell);
    }
}
