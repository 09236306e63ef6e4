//! `watch run --all`: every group with enough history at once.

use std::process::ExitCode;

use bellwether_vigil::{Newcomer, Screen, ScreenPlan, Screened, newcomers, screen};
use serde_json::{Value, json};

use super::RunArgs;
use crate::failure::Failure;
use crate::output::thousands;
use crate::reconciling::leaving_snapshot;
use crate::session::Session;
use crate::watching::all_groups;

/// Newcomers that are listed at most.
const NEWCOMERS_MAX: usize = 12;

/// Runs the command.
pub(super) fn run(session: &Session, args: &RunArgs) -> Result<ExitCode, Failure> {
    let output = session.output()?;
    if !(args.false_discovery_rate > 0.0 && args.false_discovery_rate < 1.0) {
        return Err(Failure::Usage(
            "--false-discovery-rate lies between 0 and 1, for example 0.1".into(),
        ));
    }
    if !["resurgence", "e-detector"].contains(&args.rule.as_str()) {
        return Err(Failure::Usage(format!(
            "{:?} cannot screen; --all takes --rule resurgence or --rule e-detector",
            args.rule
        )));
    }
    let store = session.store()?;
    let snapshot = leaving_snapshot(session, &store, output.leaves(), None)?;
    let (groups, known_on, unit) = all_groups(session, &snapshot)?;
    let newest = groups.values().flat_map(|(_, all)| all).map(|one| one.to).max();
    let last_day = match (args.until, newest) {
        (Some(until), Some(newest)) => until.min(newest),
        (Some(until), None) => until,
        (None, Some(newest)) => newest,
        (None, None) => known_on,
    };
    let groups = match args.until {
        None => groups,
        Some(until) => groups
            .into_iter()
            .map(|(name, (events, all))| (name, (events.until(until), all)))
            .collect(),
    };
    let plan = ScreenPlan {
        rule: args.rule.clone(),
        rate: args.false_discovery_rate,
        ..ScreenPlan::default()
    };
    let found = screen(&groups, last_day, &plan, 2008)?;
    let fresh = newcomers(&groups, last_day, plan.new_days);
    let title = |group: &str| title_of(session, group);
    let text = page(&found, &fresh, &plan, unit.as_str(), &title);
    let any = found.groups.iter().any(|one| one.named);
    let document = json!({
        "last_day": last_day,
        "known_on": known_on,
        "unit": unit.as_str(),
        "rule": plan.rule,
        "weeks": plan.weeks,
        "false_discovery_rate": plan.rate,
        "screened": found.groups.len(),
        "too_little": found.too_little,
        "rate": rate(&found, &plan),
        "groups": found.groups.iter().map(|one| object(one, &title)).collect::<Vec<_>>(),
        "newcomers": fresh.iter().map(|one| newcomer(one, &title)).collect::<Vec<_>>(),
        "store": snapshot.state(),
    });
    output.page(&text, &document)?;
    Ok(ExitCode::from(u8::from(args.fail_on_alert && any)))
}

/// How a group is called: by the registry, else by the dataset, with its id there.
fn title_of(session: &Session, group: &str) -> String {
    let known = session.world().ok().and_then(|world| world.actors.get(group));
    match (known, group.split_once('|')) {
        (Some(actor), _) => actor.name.clone(),
        (None, Some((id, name))) => format!("{name} ({id})"),
        (None, None) => group.to_owned(),
    }
}

fn id_of(group: &str) -> &str {
    group.split_once('|').map_or(group, |(id, _)| id)
}

fn object(one: &Screened, title: &dyn Fn(&str) -> String) -> Value {
    json!({
        "group": id_of(&one.group),
        "name": title(&one.group),
        "observed": one.observed,
        "expected": one.expected,
        "from": one.window.0,
        "to": one.window.1,
        "p": one.p,
        "q": one.q,
        "named": one.named,
        "evidence": if one.named { one.evidence.clone() } else { Vec::new() },
    })
}

fn newcomer(one: &Newcomer, title: &dyn Fn(&str) -> String) -> Value {
    json!({
        "group": id_of(&one.group),
        "name": title(&one.group),
        "country": one.country,
        "first": one.first,
        "events": one.events,
    })
}

/// The promised and the measured rate of the line that was drawn, in a sentence.
fn rate(found: &Screen, plan: &ScreenPlan) -> String {
    let promised = format!(
        "Of the groups that are named at most {:.0}% are expected to be false alarms ({})",
        plan.rate * 100.0,
        if plan.rule == "e-detector" {
            "e-BH, whatever the counts are"
        } else {
            "Benjamini-Hochberg"
        }
    );
    match found.cut {
        Some(cut) if found.simulated.0 > 0 => format!(
            "{promised}; measured: {} of {} simulated stretches of {} weeks in which nothing changed pass the line \
             that was drawn (p at most {cut:.4}), {:.2} for each group and year.",
            found.simulated.1,
            thousands(i64::try_from(found.simulated.0).unwrap_or(i64::MAX)),
            plan.weeks,
            found.simulated.1 as f64 / found.simulated.0 as f64 * 365.25 / 7.0 / plan.weeks as f64
        ),
        Some(_) => format!("{promised}."),
        None => format!("{promised}; no group passes."),
    }
}

fn page(
    found: &Screen,
    fresh: &[Newcomer],
    plan: &ScreenPlan,
    unit: &str,
    title: &dyn Fn(&str) -> String,
) -> String {
    let named: Vec<&Screened> = found.groups.iter().filter(|one| one.named).collect();
    let mut text = format!(
        "{} groups screened to {} by {}, {} named; {} have too little history, or nothing is collected of them any more\n{}\n",
        found.groups.len(),
        found.last_day,
        plan.rule,
        named.len(),
        found.too_little,
        rate(found, plan)
    );
    for one in &named {
        text.push_str(&line(one, unit, title));
    }
    let next: Vec<&Screened> =
        found.groups.iter().filter(|one| !one.named && one.p < 0.05).take(5).collect();
    if !next.is_empty() {
        text.push_str("\nnot named, but nearest\n");
        for one in next {
            text.push_str(&line(one, unit, title));
        }
    }
    if !fresh.is_empty() {
        text.push_str(&format!(
            "\nnew within {} days, apart from the screen: without a past nothing is tested, and there is no rate\n",
            plan.new_days
        ));
        for one in fresh.iter().take(NEWCOMERS_MAX) {
            let place = one.country.as_ref().map_or(String::new(), |code| format!(" in {code}"));
            text.push_str(&format!(
                "  {}{place}: first on {}, {} {unit} since\n",
                title(&one.group),
                one.first,
                one.events
            ));
        }
        if fresh.len() > NEWCOMERS_MAX {
            text.push_str(&format!("  and {} more, see --json\n", fresh.len() - NEWCOMERS_MAX));
        }
    }
    text
}

fn line(one: &Screened, unit: &str, title: &dyn Fn(&str) -> String) -> String {
    format!(
        "  {}: {} {unit} from {} to {}, {:.1} expected (p {:.4}, q {:.3})\n",
        title(&one.group),
        one.observed.round(),
        one.window.0,
        one.window.1,
        one.expected,
        one.p,
        one.q
    )
}

#[cfg(test)]
mod tests {
    use bellwether_model::Date;

    use super::*;

    #[test]
    fn a_screen_says_what_its_line_promises_and_what_was_measured() {
        let found = Screen {
            groups: Vec::new(),
            too_little: 3,
            cut: Some(0.002),
            simulated: (5000, 10),
            last_day: Date::constant(2020, 1, 9),
        };
        let text = rate(&found, &ScreenPlan::default());
        assert!(text.contains("at most 10%") && text.contains("10 of 5,000"), "{text}");
        let none = Screen { cut: None, ..found };
        assert!(rate(&none, &ScreenPlan::default()).ends_with("no group passes."));
    }
}
