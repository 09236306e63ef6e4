//! A query in words, with the command that gives the same.

use crate::claim::ClaimAt;
use crate::query::{IncidentField, Query, Tally};
use crate::{Register, Request};

/// The name of a variant as words.
fn lower(variant: &str) -> String {
    let mut out = String::new();
    for c in variant.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// The command that holds a claim against a store.
fn claim_words(of: ClaimAt, request: &Request) -> String {
    let ClaimAt { given, number, at } = of;
    match request.claims.get(number).filter(|_| given) {
        Some(text) => {
            format!("bellwether claim check {text:?} --actor {}, number {}", request.actor, at + 1)
        }
        None => {
            format!("bellwether claim list --actor {}, statement {}", request.actor, number + 1)
        }
    }
}

/// The query of what a claim was found to be; empty for other queries.
fn claim_query(query: &Query, request: &Request) -> String {
    match query {
        Query::Claim { of, field } => {
            format!("{}: {}", claim_words(*of, request), lower(&format!("{field:?}")))
        }
        Query::ClaimReason { of, number } => {
            format!("{}: reason {}", claim_words(*of, request), number + 1)
        }
        Query::ClaimCount { of, dataset, field } => {
            format!("{}: {dataset}, {}", claim_words(*of, request), lower(&format!("{field:?}")))
        }
        _ => String::new(),
    }
}

/// The query of how stretches of months compare; empty for other queries.
fn stretch_query(query: &Query) -> String {
    match query {
        Query::Rise { of, field } => format!(
            "rate of {} months from {} against {} months from {}: {}",
            of.months,
            of.since,
            of.months,
            of.before,
            lower(&format!("{field:?}"))
        ),
        Query::Outlook { of, field } => format!(
            "{} months after {} against the {} before, by the past from {}: {}",
            of.months,
            of.until,
            of.months,
            of.first,
            lower(&format!("{field:?}"))
        ),
        _ => String::new(),
    }
}

/// The query of a number for a reader.
#[must_use]
pub fn query_words(query: &Query, register: &Register, request: &Request) -> String {
    let words = |query: &Query| query_words(query, register, request);
    match query {
        Query::Count { of, part, tally } => {
            let command = register.questions.get(*of).map_or_else(
                || "a question that is missing".to_owned(),
                |count| count.command(&request.actor, &request.unit, &request.sources),
            );
            let part = part.as_ref().map_or(String::new(), |part| format!(", part {part}"));
            let tally = match tally {
                Tally::Value => String::new(),
                other => format!(", {}", lower(&format!("{other:?}"))),
            };
            format!("{command}{part}{tally}")
        }
        Query::Span { from, to, field } => {
            let day = |day: &Option<bellwether_model::Date>| {
                day.map_or("any day".into(), |day| day.to_string())
            };
            format!("the {} event from {} to {}", lower(&format!("{field:?}")), day(from), day(to))
        }
        Query::Alert { id, field } => format!("alert {id}: {}", lower(&format!("{field:?}"))),
        Query::Notice { number } => format!("notice {number} of the watch"),
        Query::Subject { field, number } => format!(
            "bellwether actor show {}: {} {}",
            request.actor,
            lower(&format!("{field:?}")),
            number + 1
        ),
        Query::Statement { number, field } => {
            format!(
                "bellwether actor show {}, statement {number}: {}",
                request.actor,
                lower(&format!("{field:?}"))
            )
        }
        Query::Claim { .. } | Query::ClaimReason { .. } | Query::ClaimCount { .. } => {
            claim_query(query, request)
        }
        Query::Study { of, field } => format!(
            "bellwether calendar study {} --kind {} --window {}d --baseline {}d --to {}: {}",
            request.actor,
            of.kind,
            of.window_days,
            of.baseline_days,
            of.to,
            lower(&format!("{field:?}"))
        ),
        Query::Incident { id, report, field } => {
            let field = if *field == IncidentField::Best {
                "deaths, best".into()
            } else {
                lower(&format!("{field:?}"))
            };
            let report =
                report.as_ref().map_or(String::new(), |report| format!(", report {report}"));
            format!("bellwether incident show {id}{report}: {field}")
        }
        Query::Limit { dataset, number } => format!("dataset {dataset}: limit {number}"),
        Query::Source { dataset, field } => {
            format!("dataset {dataset}: {}", lower(&format!("{field:?}")))
        }
        Query::Sum { of } => of.iter().map(words).collect::<Vec<_>>().join(" plus "),
        Query::Ratio { of, to } => format!("({}) by ({})", words(of), words(to)),
        Query::Change { from, to } => format!("change from ({}) to ({})", words(from), words(to)),
        Query::Less { of, less } => format!("({}) less ({})", words(of), words(less)),
        Query::Rise { .. } | Query::Outlook { .. } => stretch_query(query),
        Query::Constant { name } => format!("set by the method: {}", lower(&format!("{name:?}"))),
        Query::Mark { .. } => "mark of a scale".to_owned(),
    }
}
