//! The way from words to fields as it is kept: which bytes, by which rule, how sure. No words.

use bellwether_coder::coded::Step;
use serde_json::json;

/// For each field its bytes in the text, its rule and how often the rule is right, as JSON.
pub(super) fn trail(steps: &[Step]) -> String {
    let fields: Vec<serde_json::Value> = steps
        .iter()
        .map(|step| {
            let bytes: Vec<[usize; 2]> =
                step.words.iter().map(|words| [words.range().start, words.range().end]).collect();
            // Two places: the confidence is measured on a few hundred cases.
            let confidence = (f64::from(step.confidence) * 100.0).round() / 100.0;
            json!([step.field, bytes, step.rule.as_str(), confidence])
        })
        .collect();
    serde_json::Value::Array(fields).to_string()
}
