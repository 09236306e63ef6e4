//! What is true of an article, as a line of `news/truth.ndjson`.

use serde_json::{Map, Value, json};

use super::{
    article::Article,
    composer::{Composer, Of},
};
use crate::observe::news::plan::Plan;

/// The truth of an article: the events and statements of which words are left, with those words.
pub(super) fn record(plan: &Plan, outlet: &str, kind: &str, article: &Article) -> Value {
    let last = plan.steps.last();
    let events: Vec<Value> = article
        .events
        .iter()
        .enumerate()
        .filter_map(|(index, event)| {
            let fields = fields(article, Of::Event(index))?;
            let incidents: Vec<u64> =
                event.incidents.map(|(first, last)| (first..=last).collect()).unwrap_or_default();
            let mut told = json!({
                "incidents": incidents,
                "status": event.status,
                "wrong": event.errors,
                "fields": fields,
            });
            if let Some(unrest) = event.unrest {
                told["unrest"] = Value::from(unrest);
            }
            Some(told)
        })
        .collect();
    let statements: Vec<Value> = article
        .statements
        .iter()
        .enumerate()
        .filter_map(|(index, statement)| {
            let fields = fields(article, Of::Statement(index))?;
            let mut statement: Map<String, Value> = statement.as_object().cloned()?;
            statement.insert("fields".to_owned(), Value::Array(fields));
            Some(Value::Object(statement))
        })
        .collect();
    json!({
        "article": plan.id(),
        "outlet": outlet,
        "outlet_kind": kind,
        "topic": plan.story.topic.as_str(),
        "witness": plan.story.id,
        "copied_from": last.map(|step| step.of),
        "copied": last.map(|step| step.manner.as_str()),
        "events": events,
        "statements": statements,
    })
}

fn fields(article: &Article, of: Of) -> Option<Vec<Value>> {
    let mut all = Vec::new();
    for (part, composer) in [("title", &article.title), ("text", &article.body)] {
        all.extend(composer.marks.iter().filter(|mark| mark.of == of).map(|mark| {
            json!({
                "field": mark.field,
                "in": part,
                "start": mark.start,
                "end": mark.end,
                "words": words(composer, mark.start, mark.end),
                "value": mark.value,
            })
        }));
    }
    (!all.is_empty()).then_some(all)
}

fn words(composer: &Composer, start: usize, end: usize) -> &str {
    composer.text.get(start..end).unwrap_or_default()
}
