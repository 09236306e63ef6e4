//! `calendar study`: the question, its numbers, and what they allow to say.

use std::process::ExitCode;

use bellwether_model::{Date, Iso3};
use bellwether_store::{Activity, Filters, Snapshot, StoreState, StoredDate, Unit};
use bellwether_vigil::Events;
use bellwether_watch::event_study::{EventStudy, Stratum, Windows, event_study};
use bellwether_watch::{Series, WatchError};
use clap::Args;
use serde::Serialize;

use super::attacks::{attacks, days_of, series};
use super::{is_of_kind, page};
use crate::args::{QuestionArgs, UnitWord};
use crate::citation::{Citation, citations};
use crate::coverage::Extent;
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
    #[arg(value_name = "ACTOR", required_unless_present = "actor", conflicts_with = "actor")]
    pub(crate) of: Option<String>,
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
    #[command(flatten)]
    pub(crate) question: QuestionArgs,
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
    let snapshot = leaving_snapshot(session, &store, output.leaves(), args.question.unit)?;
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
    let unit = if request.unit == "reports" { UnitWord::Reports } else { UnitWord::Incidents };
    let args = StudyArgs {
        of: Some(request.actor.clone()),
        window: (asked.window_days, asked.window_days),
        baseline: Baseline(Some(asked.baseline_days)),
        kind: vec![asked.kind.clone()],
        question: QuestionArgs {
            to: Some(asked.to.to_string()),
            source: request.sources.clone(),
            unit: Some(unit),
            ..QuestionArgs::default()
        },
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
    let unit = unit(session, snapshot, args.question.unit)?;
    let actor = args.of.as_ref().or(args.question.actor.as_ref()).cloned().unwrap_or_default();
    let question = QuestionArgs { actor: Some(actor.clone()), ..args.question.clone() };
    let filters = filters(session, snapshot, &question, unit)?;
    let (before_days, after_days) = args.window;
    let baseline_days = args.baseline.0;
    let days_max = before_days + after_days + 1;
    let mut notes = Vec::new();
    let of_countries = grounds(snapshot, args, &filters, unit, &mut notes)?;
    if of_countries.is_empty() {
        return Err(nothing(format!("{actor} has too few attacks")));
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
    let wide =
        |attack: &&Activity| usize::try_from(days_of(attack)).is_ok_and(|days| days > days_max);
    let vague = of_countries.iter().flat_map(|(_, attacks, ..)| attacks.all()).filter(wide).count();
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
    let hits = of_countries.iter().enumerate().flat_map(|(at, (country, attacks, ..))| {
        let narrow = attacks.all().iter().filter(|attack| !wide(attack));
        narrow.filter_map(move |one| hit(at, *country, one, study))
    });
    let finite = |value: f64| value.is_finite().then_some(value);
    Ok(Found {
        actor: find_actor(session, snapshot, &actor)?.name().to_owned(),
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
type OfCountry = (Iso3, Events, Series, Vec<Date>);

/// The countries in which the group has attacks enough.
fn grounds(
    snapshot: &Snapshot<'_>,
    args: &StudyArgs,
    filters: &Filters,
    unit: Unit,
    notes: &mut Vec<String>,
) -> Result<Vec<OfCountry>, Failure> {
    let days_max = args.window.0 + args.window.1 + 1;
    let extent = Extent::of(snapshot)?;
    let mut of_countries = Vec::new();
    for (country, attacks) in attacks(snapshot, filters, unit)? {
        let many = attacks.all().len();
        if many < ATTACKS_MIN {
            notes.push(format!("{country} is left out: {many} attacks are too few"));
        } else if let Some(series) = series(snapshot, &extent, country, &attacks, days_max)? {
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
        attacks: attacks.all().len(),
        from: series.date(0),
        to: series.last_day(series.len().saturating_sub(1)),
        dates: study.dates.iter().filter(|(of, _)| *of == at).map(|(_, date)| *date).collect(),
    }
}

/// The attack, if one of its days lies within a window.
fn hit(at: usize, country: Iso3, attack: &Activity, study: &EventStudy) -> Option<Hit> {
    let day = study
        .attacks
        .iter()
        .find(|day| day.stratum == at && attack.start <= day.day && day.day <= attack.end)?;
    let offset = i64::from((attack.start - day.nearest).get_days());
    Some(Hit {
        id: attack.id.clone(),
        country,
        from: attack.start,
        to: attack.end,
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
