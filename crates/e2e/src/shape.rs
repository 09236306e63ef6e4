//! The shape of a JSON answer: its keys and the types of its values, without the values.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

/// Keys and types of a value.
///
/// A number becomes `"number"`, text `"text"`, and so on. The elements of an array are laid over
/// each other: a key that only some of them have is marked with a question mark, and types that
/// differ are joined with a bar, so that the shape does not depend on how many rows there are.
#[must_use]
pub fn of(value: &Value) -> Value {
    match value {
        Value::Null => json!("null"),
        Value::Bool(_) => json!("boolean"),
        Value::Number(_) => json!("number"),
        Value::String(_) => json!("text"),
        Value::Array(items) => {
            let shapes = items.iter().map(of);
            json!(shapes.reduce(|a, b| lay_over(&a, &b)).into_iter().collect::<Vec<_>>())
        }
        Value::Object(map) => {
            Value::Object(map.iter().map(|(key, value)| (key.clone(), of(value))).collect())
        }
    }
}

/// One shape that allows both.
fn lay_over(a: &Value, b: &Value) -> Value {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            let mut keys: BTreeMap<&str, (Option<&Value>, Option<&Value>, bool)> = BTreeMap::new();
            for (key, shape) in a {
                let entry = keys.entry(key.trim_end_matches('?')).or_default();
                (entry.0, entry.2) = (Some(shape), key.ends_with('?'));
            }
            for (key, shape) in b {
                let entry = keys.entry(key.trim_end_matches('?')).or_default();
                (entry.1, entry.2) = (Some(shape), entry.2 || key.ends_with('?'));
            }
            let merged = keys.into_iter().map(|(key, (a, b, optional))| match (a, b) {
                (Some(a), Some(b)) if optional => (format!("{key}?"), lay_over(a, b)),
                (Some(a), Some(b)) => (key.to_owned(), lay_over(a, b)),
                (a, b) => (format!("{key}?"), a.or(b).cloned().unwrap_or_default()),
            });
            Value::Object(merged.collect::<Map<_, _>>())
        }
        (Value::Array(a), Value::Array(b)) => {
            let all = a.iter().chain(b).cloned();
            json!(all.reduce(|a, b| lay_over(&a, &b)).into_iter().collect::<Vec<_>>())
        }
        (Value::String(a), Value::String(b)) => {
            let mut words: Vec<&str> = a.split('|').chain(b.split('|')).collect();
            words.sort_unstable();
            words.dedup();
            json!(words.join("|"))
        }
        (Value::String(word), other) | (other, Value::String(word)) => {
            json!({ "either": word, "or": other })
        }
        (a, _) => a.clone(),
    }
}

/// Holds a shape against the committed one of this name, or writes it where `BELLWETHER_BLESS` is
/// set.
///
/// # Panics
/// Where the two differ, or there is none.
pub fn hold(name: &str, value: &Value) {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/golden"));
    let path = folder.join(format!("{name}.json"));
    let mut found = serde_json::to_string_pretty(&of(value)).expect("a shape is JSON");
    found.push('\n');
    if std::env::var_os("BELLWETHER_BLESS").is_some() {
        std::fs::write(&path, &found).expect("the golden files can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        found, committed,
        "the shape of `{name}` is not that of golden/{name}.json; if the change is meant, run the \
         test with BELLWETHER_BLESS=1 and say so in the changelog"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_only_some_elements_have_is_marked() {
        let shape = of(&json!([{"a": 1, "b": "x"}, {"a": null}, {"a": 2, "b": "y"}]));
        assert_eq!(shape, json!([{"a": "null|number", "b?": "text"}]));
    }

    #[test]
    fn an_empty_array_has_an_empty_shape_and_takes_that_of_another() {
        assert_eq!(of(&json!([])), json!([]));
        assert_eq!(of(&json!([{"a": []}, {"a": [1]}])), json!([{"a": ["number"]}]));
    }

    #[test]
    fn null_or_an_object_is_shown_as_either() {
        assert_eq!(
            of(&json!([{"a": null}, {"a": {"b": 1}}])),
            json!([{"a": {"either": "null", "or": {"b": "number"}}}])
        );
    }
}
