//! What was found as a page for a person.

use std::fmt::Write as _;

use bellwether_coder::number::Qualifier;
use bellwether_sources::{About, Effect};

use crate::check::{Checked, Surroundings};
use crate::nearest::Nearest;
use crate::scope::{Relation, Scope};
use crate::sensitivity::Dimension;
use crate::verdict::{Bound, Verdict};
use crate::words::{estimate, place, thousands};

/// Width of the page in characters.
const WIDTH: usize = 100;

/// Width of the column of readings.
const READING: usize = 58;

struct Page {
    text: String,
    colour: bool,
}

impl Page {
    fn heading(&mut self, text: &str) {
        let (on, off) = if self.colour { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        let _ = write!(self.text, "\n{on}{text}{off}\n");
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    /// Words over as many lines as they need, the first after `indent`, the others under it.
    fn wrapped(&mut self, indent: &str, text: &str) {
        let hang = " ".repeat(indent.chars().count());
        let mut line = indent.to_owned();
        let mut empty = true;
        for word in text.split_whitespace() {
            if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.line(&line);
                line.clone_from(&hang);
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

/// The page of one claim; `sources` are the citations under it. Control characters are for the caller to clean.
#[must_use]
pub fn page(
    checked: &Checked,
    sources: &[String],
    around: &dyn Surroundings,
    colour: bool,
) -> String {
    let mut page = Page { text: String::new(), colour };
    page.wrapped("", &checked.claim);
    page.heading(&format!(
        "{}: {}",
        checked.scope.amount_words,
        checked.verdict.words().to_uppercase()
    ));
    page.wrapped("  ", &checked.headline);
    for why in &checked.why {
        page.wrapped("  - ", why);
    }
    read(&mut page, &checked.scope, around);
    left_out(&mut page, &checked.scope);
    counts(&mut page, checked);
    table(&mut page, checked);
    others(&mut page, &checked.nearest);
    settling(&mut page, checked);
    behind(&mut page, checked);
    if !sources.is_empty() {
        page.heading("Sources");
        sources.iter().for_each(|line| page.wrapped("  ", line));
    }
    page.wrapped(
        "  ",
        &format!("Store version {}, digest {}.", checked.store.version, checked.store.digest),
    );
    page.wrapped(
        "  ",
        "Counts are reported events, not ground truth; no reports is not no violence.",
    );
    page.text
}

fn read(page: &mut Page, scope: &Scope, around: &dyn Surroundings) {
    page.heading("How it was read");
    if let Some(actor) = &scope.actor {
        let part = match scope.relation {
            Relation::By => "as who did it",
            Relation::Against => "as whom it was done to",
            Relation::Involving => "on whichever side",
        };
        let part = if scope.measure.is_counted() { format!(", {part}") } else { String::new() };
        page.wrapped("  who       ", &format!("{} ({}){part}", actor.name(), actor.id()));
    }
    let as_read = crate::sensitivity::as_read(scope);
    page.wrapped("  what      ", as_read.trim_start_matches("as read: "));
    page.wrapped("  how many  ", &amount(scope));
    let place = place(scope, around);
    if !place.is_empty() {
        page.wrapped("  where     ", &place);
    }
    if let Some(time) = scope.time {
        let end = if time.until_now {
            "until the data end".to_owned()
        } else {
            format!("to {}", time.to)
        };
        page.wrapped("  when      ", &format!("{} {end}", time.from));
    }
    for narrower in &scope.narrower {
        page.wrapped("  beyond    ", &format!("{narrower} (no dataset here tells that apart)"));
    }
}

fn amount(scope: &Scope) -> String {
    let amount = &scope.amount;
    let allows = match (amount.low, amount.high) {
        (Some(low), Some(high)) if (low - high).abs() < 0.5 => String::new(),
        (Some(low), Some(high)) => {
            format!(", which allows {} to {}", thousands(low), thousands(high))
        }
        (Some(low), None)
            if amount.qualifier == Qualifier::AtLeast && (low - amount.best).abs() < 0.5 =>
        {
            String::new()
        }
        (Some(low), None) => format!(", which allows {} and more", thousands(low)),
        (None, Some(high)) => format!(", which allows {} and less", thousands(high)),
        (None, None) => String::new(),
    };
    format!("{}{allows}", scope.amount_words)
}

fn left_out(page: &mut Page, scope: &Scope) {
    if scope.missing.is_empty() {
        return;
    }
    page.heading("What it does not say");
    for missing in &scope.missing {
        let taken = missing.taken_as.as_ref().map_or_else(
            || " Nothing is taken in its place.".to_owned(),
            |taken| format!(" Taken here: {taken}."),
        );
        page.wrapped("  - ", &format!("{}.{taken}", missing.says));
    }
}

fn counts(page: &mut Page, checked: &Checked) {
    if checked.datasets.is_empty() {
        return;
    }
    page.heading("What each dataset can say");
    for standing in &checked.datasets {
        let counted = checked.counts.iter().find(|counted| counted.dataset == standing.dataset);
        let said = match counted {
            Some(counted) => {
                let copy = match (&standing.repeats, counted.weighs) {
                    (Some(other), false) => format!("; it repeats {other} and does not weigh"),
                    _ => String::new(),
                };
                let verdict = counted.verdict.map_or("decides nothing", Verdict::words);
                format!("{}, {}: {verdict}{copy}", estimate(&counted.count), counted.bound.words())
            }
            None => "not counted".into(),
        };
        page.wrapped("  ", &format!("{}: {said}", standing.dataset));
        for reason in standing.reasons.iter().filter(|reason| reason.effect > Effect::Covers) {
            page.wrapped("    - ", &format!("it {}", reason.text));
        }
    }
    for counted in checked.counts.iter().filter(|counted| counted.dataset == "incidents") {
        let verdict = counted.verdict.map_or("decides nothing", Verdict::words);
        let text = format!(
            "incidents, each told by one or more of these: {}, {}: {verdict}",
            estimate(&counted.count),
            counted.bound.words()
        );
        page.wrapped("  ", &text);
    }
}

fn table(page: &mut Page, checked: &Checked) {
    if checked.sensitivity.is_empty() {
        return;
    }
    page.heading("How the count moves");
    let mut dataset = "";
    for row in &checked.sensitivity {
        if row.dataset != dataset {
            page.line(&format!("  {}", row.dataset));
            dataset = &row.dataset;
        }
        let verdict = match row.verdict {
            Some(verdict) => verdict.words(),
            None if row.dimension == Dimension::Parts => "(not what it says)",
            None => "decides nothing",
        };
        let mark = if row.turns { "  *" } else { "" };
        let lines = cut(&row.reading, READING);
        let (last, before) =
            lines.split_last().map_or((String::new(), &[][..]), |(l, b)| (l.clone(), b));
        before.iter().for_each(|line| page.line(&format!("    {line}")));
        let count = estimate(&row.count);
        page.line(&format!("    {last:<READING$} {count:>24}  {verdict}{mark}"));
    }
    if checked.sensitivity.iter().any(|row| row.turns) {
        page.line("  * another answer");
    }
    if !checked.unmoved.is_empty() {
        page.wrapped("  ", &format!("These change nothing: {}.", checked.unmoved.join("; ")));
    }
}

/// Words over lines of at most so many characters.
fn cut(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is a first line");
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(format!("  {word}"));
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

fn others(page: &mut Page, nearest: &[Nearest]) {
    if nearest.is_empty() {
        return;
    }
    page.heading("What others say of the same");
    for said in nearest {
        let as_of = said.as_of.as_ref().map_or(String::new(), |as_of| format!("{as_of}: "));
        let stands = match (said.same_time, said.agrees) {
            (Some(true), true) => "the same time, and agrees",
            (Some(true), false) => "the same time, ANOTHER NUMBER",
            (Some(false), true) => "another time, and the number agrees",
            (Some(false), false) => "another time and another number",
            (None, true) => "the number agrees",
            (None, false) => "another number",
        };
        let by =
            said.attributed_to.as_ref().map_or(String::new(), |by| format!(", according to {by}"));
        let hand = if said.second_hand { ", read second-hand" } else { "" };
        page.wrapped(
            "  - ",
            &format!("{as_of}{}{by}{hand} ({stands}) [{}]", said.text, said.source),
        );
    }
}

fn settling(page: &mut Page, checked: &Checked) {
    if checked.would_settle.is_empty() {
        return;
    }
    page.heading("What would settle it");
    for settles in &checked.would_settle {
        let open = settles.reasons.iter().any(|reason| reason.about == About::Actor);
        let shows = match settles.bound {
            Bound::Both if open => "would bring it down to a range",
            Bound::Both => "would settle it",
            Bound::Lower => "would give a lower bound only",
            Bound::Upper => "would give an upper bound only",
            Bound::Neither => "would not settle it",
        };
        page.wrapped(
            "  ",
            &format!("{}, {}: {shows}. {}.", settles.title, settles.release, capital(&settles.how)),
        );
        for reason in settles.reasons.iter().filter(|reason| reason.effect > Effect::Covers) {
            page.wrapped("    - ", &format!("it {}", reason.text));
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn behind(page: &mut Page, checked: &Checked) {
    if checked.events.is_empty() {
        return;
    }
    page.heading("The gravest events behind it");
    for event in &checked.events {
        let deaths = event
            .deaths
            .map_or("no toll".into(), |deaths| format!("{} deaths", thousands(f64::from(deaths))));
        let text = format!(
            "{} {}, {}: {deaths} [{}]",
            event.date, event.place, event.sides, event.report_id
        );
        page.wrapped("  ", &text);
    }
    if let Some(query) = &checked.query {
        page.wrapped(
            "  all of them: ",
            &query
                .replace("count --unit reports --by source", "events")
                .replace(" --measure fatalities", ""),
        );
        page.wrapped("  the same counted: ", query);
    }
}
