//! The query of an address, and the body of a request, as names and values.

use bellwether_model::Limits;
use serde_json::Value;

use crate::{Operation, Parameter, Place, Problem};

/// The pairs of a query, decoded.
///
/// # Errors
/// Where there are too many.
pub(crate) fn pairs(
    query: Option<&str>,
    limits: &Limits,
) -> Result<Vec<(String, String)>, Problem> {
    let query = query.unwrap_or_default();
    let count = query.split('&').filter(|pair| !pair.is_empty()).count();
    if count > limits.query_parameters {
        return Err(Problem::limit(
            400,
            format!(
                "the query has {count} parameters; at most {} are read",
                limits.query_parameters
            ),
        ));
    }
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    let pairs: Vec<(String, String)> =
        pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    if pairs.iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
        return Err(Problem::question(
            "a parameter holds the character NUL, which nothing is called by",
        ));
    }
    Ok(pairs)
}

/// The values of a JSON object, for the parameters that stand in the body.
///
/// # Errors
/// Where it is no object, or a value is not of its parameter.
pub(crate) fn of_body(
    operation: &Operation,
    body: &[u8],
) -> Result<Vec<(String, String)>, Problem> {
    if body.is_empty() {
        return Ok(Vec::new());
    }
    let value: Value = serde_json::from_slice(body)
        .map_err(|error| Problem::question(format!("the body is no JSON: {error}")))?;
    let Value::Object(object) = value else {
        return Err(Problem::question("the body must be a JSON object of parameters"));
    };
    of_object(operation, object, |place| place == Place::Body)
}

/// The values of an object of parameters.
pub(crate) fn of_object(
    operation: &Operation,
    object: serde_json::Map<String, Value>,
    stands: impl Fn(Place) -> bool,
) -> Result<Vec<(String, String)>, Problem> {
    let mut values = Vec::new();
    for (name, value) in object {
        let parameter = operation
            .parameter(&name)
            .filter(|parameter| stands(parameter.place))
            .ok_or_else(|| unknown(operation, &name))?;
        match value {
            Value::Null => {}
            Value::Array(items) if parameter.repeated => {
                for item in &items {
                    values.push((name.clone(), scalar(parameter, item)?));
                }
            }
            other => values.push((name.clone(), scalar(parameter, &other)?)),
        }
    }
    Ok(values)
}

fn scalar(parameter: &Parameter, value: &Value) -> Result<String, Problem> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        _ => {
            return Err(Problem::question(format!(
                "{} takes one text, number or flag",
                parameter.name
            )));
        }
    };
    if text.contains('\0') {
        return Err(Problem::question(format!("{} holds the character NUL", parameter.name)));
    }
    Ok(text)
}

/// Holds the values against the parameters of an operation.
///
/// # Errors
/// Where one is unknown, given twice or lacking.
pub(crate) fn check(operation: &Operation, values: &[(String, String)]) -> Result<(), Problem> {
    for (index, (name, value)) in values.iter().enumerate() {
        let parameter = operation.parameter(name).ok_or_else(|| unknown(operation, name))?;
        if !parameter.repeated && values[..index].iter().any(|(other, _)| other == name) {
            return Err(Problem::question(format!("{name} is given twice; it takes one value")));
        }
        if parameter.schema["type"] == "boolean" && !["true", "false"].contains(&value.as_str()) {
            return Err(Problem::question(format!("{name} is true or false, not {value:?}")));
        }
    }
    let lacking = operation.parameters.iter().find(|parameter| {
        parameter.required && values.iter().all(|(name, _)| *name != parameter.name)
    });
    lacking.map_or(Ok(()), |parameter| {
        Err(Problem::question(format!("{} is lacking: {}", parameter.name, parameter.about)))
    })
}

fn unknown(operation: &Operation, name: &str) -> Problem {
    let known: Vec<&str> =
        operation.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
    Problem::question(format!("{name:?} is no parameter here; known are {}", known.join(", ")))
}
