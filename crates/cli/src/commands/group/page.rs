//! The facts as one page for the terminal.

use std::collections::BTreeMap;

use bellwether_model::Date;

use super::facts::{Facts, Line, Tally};
use crate::chart::{bar, spark};
use crate::citation::lines;
use crate::output::{clean, part_of, thousands};

/// Width of the page in characters.
const WIDTH: usize = 100;

/// Collects lines, wrapped, with headings.
struct Page {
    text: String,
    colour: bool,
}

impl Page {
    fn heading(&mut self, text: &str) {
        let (on, off) = if self.colour { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        self.text.push_str(&format!("\n{on}{text}{off}\n"));
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(&clean(text.trim_end()));
        self.text.push('\n');
    }

    /// Words over as many lines as they need.
    fn wrapped(&mut self, indent: &str, text: &str) {
        let mut line = indent.to_owned();
        let mut empty = true;
        for word in text.split_whitespace() {
            if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.line(&line);
                line = format!("{indent}  ");
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        self.line(&line);
    }
}

/// A whole number for people. Values are counts.
#[allow(clippy::cast_possible_truncation)]
fn n(value: f64) -> String {
    thousands(value.round() as i64)
}

fn deaths(tally: &Tally) -> String {
    if (tally.low - tally.high).abs() < 0.5 {
        n(tally.deaths)
    } else {
        format!("{} ({}–{})", n(tally.deaths), n(tally.low), n(tally.high))
    }
}

/// The page.
pub(super) fn render(facts: &Facts, colour: bool) -> String {
    let mut page = Page { text: String::new(), colour };
    if facts.simulated {
        page.line("SIMULATED — invented countries, groups and places; nothing here happened");
    }
    head(&mut page, facts);
    if facts.events == 0 {
        page.heading("Activity");
        page.line("  no report in the store speaks of this group");
    } else {
        activity(&mut page, facts);
        change(&mut page, facts);
        places(&mut page, facts);
        targets(&mut page, facts);
    }
    reach(&mut page, facts);
    page.heading("Sources");
    for line in lines(&facts.citations) {
        page.wrapped("  ", &line);
    }
    let as_of = facts.as_of.as_ref().map_or(String::new(), |day| format!(" as of {day}"));
    page.wrapped(
        "  ",
        &format!("Store version {}{as_of}, digest {}.", facts.store.version, facts.store.digest),
    );
    page.wrapped(
        "  ",
        "Counts are reported events, not ground truth; no reports is not no violence.",
    );
    page.text
}

fn head(page: &mut Page, facts: &Facts) {
    let id = facts.id.as_ref().map_or(String::new(), |id| format!(" ({id})"));
    let (on, off) = if page.colour { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
    page.text.push_str(&format!("{on}{}{off}{}\n", clean(&facts.actor), clean(&id)));
    for text in facts.line.iter().chain(&facts.note) {
        page.wrapped("  ", text);
    }
    if !facts.names.is_empty() {
        let shown: Vec<&str> = facts.names.iter().take(8).map(String::as_str).collect();
        let more = facts.names.len().saturating_sub(8);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        page.wrapped("  ", &format!("Also called: {}{more}", shown.join("; ")));
    }
    listed(page, "Relations", &facts.relations);
    listed(page, "Strength as sources put it", &facts.strengths);
    listed(page, "What else sources say", &facts.statements);
    if facts.numbers.len() > 1 {
        page.heading("Strengths and tallies over time, as ranges");
        super::numbers::lines(&facts.numbers)
            .iter()
            .for_each(|line| page.line(&format!("  {}", cut(line, WIDTH - 2))));
        if let Some(id) = &facts.id {
            page.line(&format!("  what the data say of them: bellwether claim list --actor {id}"));
        }
    }
}

fn listed(page: &mut Page, heading: &str, lines: &[Line]) {
    if lines.is_empty() {
        return;
    }
    page.heading(heading);
    for line in lines {
        let source = line.source.as_ref().map_or(String::new(), |source| format!(" [{source}]"));
        page.wrapped("  ", &format!("{}{source}", line.text));
    }
}

/// How many reports stand behind the incidents, what adding them up would have said, and how to look at it.
fn behind(page: &mut Page, facts: &Facts) {
    let Some(behind) = &facts.behind else { return };
    let told = format!(
        "{} incidents told by {} reports; of {} only one source has a report.",
        n(facts.total.events),
        thousands(behind.reports.cast_signed()),
        part_of(behind.single_source, facts.events.unsigned_abs()),
    );
    let sum = format!(
        "{} events and {} deaths",
        n(behind.events_of_reports),
        n(behind.deaths_of_reports)
    );
    let (events, deaths) = (
        behind.events_of_reports - facts.total.events,
        behind.deaths_of_reports - facts.total.deaths,
    );
    let added = if !behind.sources.is_empty() {
        format!(
            "The reports of {} alone say {sum}; the numbers below are what all reports of these incidents come to.",
            behind.sources.join(" and ")
        )
    } else if events.abs() < 0.5 && deaths.abs() < 0.5 {
        "Adding up the datasets would say the same here.".to_owned()
    } else {
        let off = |by: f64, what: &str| {
            format!("{} too {} {what}", n(by.abs()), if by < 0.0 { "few" } else { "many" })
        };
        format!(
            "Adding up the datasets would have said {sum}: {} and {}.",
            off(events, "events"),
            off(deaths, "deaths")
        )
    };
    page.wrapped("  ", &format!("{told} {added}"));
    let Some(id) = &facts.id else { return };
    page.line("  Walk on:");
    page.line(&format!("    bellwether incident list --actor {id}"));
    match &behind.example {
        None => page.line("    bellwether incident show ID"),
        Some(example) => {
            page.line(&format!("    bellwether incident show {}", example.incident_id));
            let [a, b] = &example.reports;
            page.line(&format!("    bellwether incident judge {a} {b} different --why \"…\""));
        }
    }
    page.wrapped(
        "  ",
        "The first lists the incidents, the second has the reports of one and why they are taken for the same, \
         `judge` overrules that.",
    );
}

fn activity(page: &mut Page, facts: &Facts) {
    page.heading("Activity");
    behind(page, facts);
    if !facts.added_up.is_empty() {
        let each: Vec<String> = facts
            .reach
            .iter()
            .filter(|reach| facts.added_up.contains(&reach.dataset))
            .map(|reach| format!("{} {} events", reach.dataset, n(reach.events)))
            .collect();
        page.wrapped(
            "  ",
            &format!(
                "THESE NUMBERS ADD UP SEVERAL DATASETS ({}): an event of which two of them tell counts \
                 twice. Ask one with --source; what each counts stands below.",
                each.join(", ")
            ),
        );
    }
    for reach in facts.reach.iter().filter(|reach| reach.sample && reach.events > 0.0) {
        page.wrapped(
            "  ",
            &format!(
                "A SAMPLE CANNOT GIVE TOTALS: {} events below are from {}, which was chosen by what could \
                 be found and not by what happened. Numbers below say where and when the sample has \
                 events, not how many there were.",
                n(reach.events),
                reach.dataset
            ),
        );
    }
    page.line(&format!(
        "  {} events, {} deaths; first {}, last {} (data to {})",
        n(facts.total.events),
        deaths(&facts.total),
        facts.first_event.as_deref().unwrap_or("-"),
        facts.last_event.as_deref().unwrap_or("-"),
        facts.data_until.as_deref().unwrap_or("-"),
    ));
    let top = |get: fn(&Tally) -> f64| facts.months.values().map(get).fold(0.0, f64::max);
    let (top_events, top_deaths) = (top(|t| t.events), top(|t| t.deaths));
    page.line("");
    page.line("  year  events a month        deaths a month  best (low–high)");
    page.line("        JFMAMJJASOND          JFMAMJJASOND");
    for (year, months) in years(&facts.months) {
        let sum = |get: fn(&Tally) -> f64| months.iter().map(get).sum::<f64>();
        let year_tally = Tally {
            events: sum(|t| t.events),
            deaths: sum(|t| t.deaths),
            low: sum(|t| t.low),
            high: sum(|t| t.high),
            ..Tally::default()
        };
        let series = |get: fn(&Tally) -> f64| months.iter().map(get).collect::<Vec<f64>>();
        page.line(&format!(
            "  {year}  {} {:>7}  {}   {}",
            spark(&series(|t| t.events), top_events),
            n(year_tally.events),
            spark(&series(|t| t.deaths), top_deaths),
            deaths(&year_tally),
        ));
    }
    page.line(&format!(
        "  full height: {} events, {} deaths a month; · nothing reported",
        n(top_events),
        n(top_deaths)
    ));
}

/// The twelve months of each year from the first to the last with events.
fn years(months: &BTreeMap<String, Tally>) -> Vec<(i32, Vec<Tally>)> {
    let year = |key: &String| key.get(..4).and_then(|year| year.parse::<i32>().ok());
    let (Some(first), Some(last)) =
        (months.keys().next().and_then(year), months.keys().last().and_then(year))
    else {
        return Vec::new();
    };
    (first..=last)
        .map(|year| {
            let of = |month: i32| months.get(&format!("{year:04}-{month:02}")).cloned();
            (year, (1..=12).map(|month| of(month).unwrap_or_default()).collect())
        })
        .collect()
}

fn change(page: &mut Page, facts: &Facts) {
    let (now, before) = (&facts.last_twelve, &facts.twelve_before);
    let until = facts.data_until.as_deref().unwrap_or("-");
    page.heading(&format!(
        "The last twelve months of the data (to {until}) against the twelve before"
    ));
    for (what, now, before) in
        [("events", now.events, before.events), ("deaths", now.deaths, before.deaths)]
    {
        let change = if before > 0.0 {
            format!("{:+.0}%", (now - before) / before * 100.0)
        } else if now > 0.0 {
            "none before".into()
        } else {
            "none in either".into()
        };
        page.line(&format!("  {what:<8} {:>8} against {:>8}   {change}", n(now), n(before)));
    }
    if let Some(silent) = silence(facts) {
        page.line(&format!("  {silent}"));
    }
}

/// How long the data have gone on without an event of the group, when that is a month or more.
fn silence(facts: &Facts) -> Option<String> {
    let last: Date = facts.last_event.as_ref()?.parse().ok()?;
    let until: Date = facts.data_until.as_ref()?.parse().ok()?;
    let span = last.until((jiff::Unit::Year, until)).ok()?;
    let (years, months) = (span.get_years(), span.get_months());
    if years == 0 && months == 0 {
        return None;
    }
    let years = if years > 0 { format!("{years} years and ") } else { String::new() };
    Some(format!("no event since {last}: {years}{months} months of data without one"))
}

fn places(page: &mut Page, facts: &Facts) {
    page.heading("First-level units most affected");
    let top = facts.units.first().map_or(0.0, |unit| unit.events);
    for unit in &facts.units {
        page.line(&format!(
            "  {:<28} {:>7} events  {:<24} {} deaths",
            cut(&unit.name, 28),
            n(unit.events),
            bar(unit.events, top, 24),
            deaths(unit)
        ));
    }
    if facts.units_total > facts.units.len() {
        page.line(&format!("  and {} more units", facts.units_total - facts.units.len()));
    }
    let count = |words: &[&str]| -> f64 {
        words.iter().filter_map(|word| facts.precision.get(*word)).map(|value| value.0).sum()
    };
    page.line(&format!(
        "  places: {} located to about 25 km, {} to a district or province only, {} to less",
        n(count(&["exact", "near"])),
        n(count(&["admin2", "admin1"])),
        n(count(&["region", "country", "international"]))
    ));
}

fn targets(page: &mut Page, facts: &Facts) {
    page.heading("Targets and opponents");
    let share = facts.against_civilians.events / facts.total.events.max(1.0) * 100.0;
    let civilians = facts.civilian_deaths.map_or_else(String::new, |killed| {
        format!("; civilians killed in all events: {}", thousands(killed))
    });
    page.line(&format!(
        "  against civilians: {} events ({share:.0}%), {} deaths{civilians}",
        n(facts.against_civilians.events),
        deaths(&facts.against_civilians),
    ));
    for part in &facts.types {
        page.line(&format!(
            "  {:<28} {:>7} events  {} deaths",
            part.name,
            n(part.events),
            deaths(part)
        ));
    }
    page.line("  on the other side:");
    for part in &facts.opponents {
        page.line(&format!(
            "    {:<48} {:>7} events  {} deaths",
            cut(&part.name, 48),
            n(part.events),
            deaths(part)
        ));
    }
}

fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width - 1).chain(['…']).collect()
}

fn reach(page: &mut Page, facts: &Facts) {
    page.heading("What each dataset can and cannot say");
    for reach in &facts.reach {
        page.wrapped(
            "  ",
            &format!(
                "{} ({}): {} events, {} deaths; speaks of the group as {}; data to {}",
                reach.dataset,
                reach.title,
                n(reach.events),
                n(reach.deaths),
                reach.selector,
                reach.data_until.as_deref().unwrap_or("-")
            ),
        );
        page.wrapped("    ", &format!("covers: {}", reach.covers));
        let speaks: Vec<String> =
            reach.speaks.iter().map(|reason| format!("{}.", reason.text)).collect();
        for (what, all) in [
            ("counts", &reach.rules),
            ("about this group", &speaks),
            ("leaves out", &reach.excludes),
            ("mind", &reach.caveats),
            ("files behind these reports, and what each is complete for", &reach.complete_for),
        ] {
            if !all.is_empty() {
                page.wrapped("    ", &format!("{what}: {}", all.join(" ")));
            }
        }
    }
    if facts.reach.is_empty() {
        page.line("  the store holds no dataset with events");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_without_events_between_others_is_shown() {
        let month = |key: &str| (key.to_owned(), Tally { events: 1.0, ..Tally::default() });
        let months = BTreeMap::from([month("2014-03"), month("2016-12")]);
        let years = years(&months);
        assert_eq!(years.iter().map(|(year, _)| *year).collect::<Vec<_>>(), [2014, 2015, 2016]);
        assert_eq!(years[0].1[2].events, 1.0);
        assert!(years[1].1.iter().all(|month| month.events == 0.0));
    }

    #[test]
    fn an_estimate_without_a_range_is_shown_as_one_number() {
        let tally = |low, high| Tally { deaths: 5.0, low, high, ..Tally::default() };
        assert_eq!(deaths(&tally(5.0, 5.0)), "5");
        assert_eq!(deaths(&tally(4.0, 1_000.0)), "5 (4–1,000)");
    }
}
