//! The way from words to fields, for a person to read.

use crate::coded::{Event, Field, Statement, Step};

fn step<T>(field: &'static str, of: &Field<T>, value: impl Fn(&T) -> String) -> Step {
    Step {
        field,
        value: value(&of.value),
        words: of.words.clone(),
        rule: of.rule.clone(),
        why: super::rules::why(of.rule.as_str()),
        confidence: of.confidence,
    }
}

fn some<T>(
    steps: &mut Vec<Step>,
    field: &'static str,
    of: Option<&Field<T>>,
    value: impl Fn(&T) -> String,
) {
    steps.extend(of.map(|of| step(field, of, value)));
}
