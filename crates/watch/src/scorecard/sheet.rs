//! The published scorecard: the same rules on real groups, on those held out, and on simulated ones.

use std::fmt::Write as _;

use super::{Background, Detection, Difference, Half, Plan, Score, compare, entrants, score};
use crate::WatchError;

/// Rules on one set of groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// A word for the set: `all`, `held-out`, `simulated`.
    pub name: &'static str,
    /// What the groups are.
    pub about: &'static str,
    /// How many groups there are.
    pub groups: usize,
    /// The default rule, then those it is held against.
    pub scores: Vec<Score>,
    /// How the default differs from each of the others, surge by surge.
    pub differences: Vec<Vec<Difference>>,
}

/// All sheets of one plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorecard {
    /// What was planted, and how it was measured.
    pub plan: Plan,
    /// The sheets; the first is the one that is quoted.
    pub sheets: Vec<Sheet>,
}

impl Scorecard {
    /// Scores the entrants on all groups, on those held out, and on their simulated twins. A set in which
    /// no surge can be planted is left out.
    ///
    /// # Errors
    ///
    /// No group is long and active enough, or a rule has no answer on any of them.
    pub fn measure(backgrounds: &[Background], plan: &Plan) -> Result<Self, WatchError> {
        let mut sheets = vec![Sheet::measure("all", ALL, backgrounds, plan)?];
        let held_out = Half::HeldOut.among(backgrounds);
        let twins = super::simulated(backgrounds, plan.seed)?;
        for (name, about, groups) in
            [("held-out", HELD_OUT, held_out), ("simulated", SIMULATED, twins)]
        {
            match Sheet::measure(name, about, &groups, plan) {
                Ok(sheet) => sheets.push(sheet),
                Err(WatchError::TooLittle { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self { plan: plan.clone(), sheets })
    }

    /// The lines in which a program finds the figures: for each rule the alarms per group-year, the share
    /// of all surges found and the median delay.
    pub fn lines(&self) -> Vec<String> {
        let of = |score: &Score| {
            let (share, delay) = score.overall();
            format!(
                "scorecard rule={} alarms_per_group_year={:.3} detected={share:.3} median_delay_days={}",
                score.rule,
                score.alarms.per_year(),
                days(delay)
            )
        };
        self.sheets.first().map_or(Vec::new(), |sheet| sheet.scores.iter().map(of).collect())
    }

    /// The sheets as Markdown.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for sheet in &self.sheets {
            let groups = sheet.groups;
            let _ = writeln!(text, "## {}: {groups} groups\n\n{}\n", title(sheet.name), sheet.about);
            sheet.table(&mut text);
            sheet.verdict(&mut text);
        }
        text
    }
}

const ALL: &str = "Every group of the files with at least five years between its first and last event.";
const HELD_OUT: &str = "The half of these groups, by a hash of their names, on which no parameter of any rule was chosen.";
const SIMULATED: &str = "For each group a series drawn from its own fitted rate, season, dispersion and memory, in which nothing ever changes.";

fn title(name: &str) -> &'static str {
    match name {
        "held-out" => "Groups held out",
        "simulated" => "Simulated twins",
        _ => "All groups",
    }
}

impl Sheet {
    /// Scores the entrants on some groups.
    ///
    /// # Errors
    ///
    /// As [`Scorecard::measure`].
    pub fn measure(
        name: &'static str,
        about: &'static str,
        backgrounds: &[Background],
        plan: &Plan,
    ) -> Result<Self, WatchError> {
        let scores = score(&entrants(), backgrounds, plan)?;
        let mut differences = Vec::new();
        if let Some((first, others)) = scores.split_first() {
            for other in others {
                let pairs = first.detections.iter().zip(&other.detections);
                let of = pairs.map(|(left, right)| compare(left, right, plan));
                differences.push(of.collect::<Result<Vec<_>, _>>()?);
            }
        }
        Ok(Self { name, about, groups: backgrounds.len(), scores, differences })
    }

    fn table(&self, text: &mut String) {
        let Some(first) = self.scores.first() else { return };
        text.push_str("| rule | alarms a group-year |");
        for found in &first.detections {
            let _ = write!(text, " {}: found | days |", found.surge.name());
        }
        text.push_str("\n|---|---|");
        text.push_str(&"---|---|".repeat(first.detections.len()));
        text.push('\n');
        for score in &self.scores {
            let alarms = &score.alarms;
            let _ = write!(
                text,
                "| `{}` | {:.2} ({:.2} to {:.2}) |",
                score.rule,
                alarms.per_year(),
                alarms.low,
                alarms.high
            );
            score.detections.iter().for_each(|found| cell(text, found));
            text.push('\n');
        }
        text.push('\n');
    }

    /// Where the default rule is better than the others, and where not.
    fn verdict(&self, text: &mut String) {
        let Some((first, others)) = self.scores.split_first() else { return };
        let _ = writeln!(
            text,
            "`{}` less each other rule, on the same surges (share found; mean days to the alarm, one that \
             was not found counting as the horizon):\n",
            first.rule
        );
        text.push_str("| less | surge | found | days | |\n|---|---|---|---|---|\n");
        for (other, differences) in others.iter().zip(&self.differences) {
            for (found, difference) in first.detections.iter().zip(differences) {
                let _ = writeln!(
                    text,
                    "| `{}` | {} | {:+.3} ({:+.3} to {:+.3}) | {:+.1} ({:+.1} to {:+.1}) | {} |",
                    other.rule,
                    found.surge.name(),
                    difference.share,
                    difference.share_interval.0,
                    difference.share_interval.1,
                    difference.delay_mean_days,
                    difference.delay_interval_days.0,
                    difference.delay_interval_days.1,
                    difference.verdict(),
                );
            }
        }
        text.push('\n');
    }
}

fn cell(text: &mut String, found: &Detection) {
    let (low, high) = found.share;
    let (first, last) = found.delay_interval_days;
    let _ = write!(
        text,
        " {:.3} ({low:.2} to {high:.2}) | {} ({} to {}) |",
        found.probability(),
        days(found.delay_median_days),
        days(Some(first)),
        days(Some(last)),
    );
}

/// Days as a person reads them; a dash where fewer than half were found.
pub(super) fn days(days: Option<f64>) -> String {
    days.filter(|days| days.is_finite()).map_or_else(|| "-".to_owned(), |days| days.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_that_does_not_exist_is_a_dash() {
        assert_eq!(days(None), "-");
        assert_eq!(days(Some(f64::INFINITY)), "-");
        assert_eq!(days(Some(31.5)), "31.5");
    }
}
