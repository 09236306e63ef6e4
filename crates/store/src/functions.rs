//! Functions of our own for queries; an executor elsewhere registers the same.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, StringArray};
use arrow::datatypes::DataType;
use datafusion::error::DataFusionError;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF, Volatility, create_udf};

/// All functions.
pub(crate) fn all() -> Vec<ScalarUDF> {
    vec![field(), incident_of()]
}

/// `field(extra, 'doubtterr')`: one of a source's own columns out of `extra` or `added`; null where the
/// row lacks it.
fn field() -> ScalarUDF {
    create_udf(
        "field",
        vec![DataType::Utf8, DataType::Utf8],
        DataType::Utf8,
        Volatility::Immutable,
        Arc::new(|arguments: &[ColumnarValue]| {
            let rows = arguments.iter().find_map(|argument| match argument {
                ColumnarValue::Array(array) => Some(array.len()),
                ColumnarValue::Scalar(_) => None,
            });
            let arrays = ColumnarValue::values_to_arrays(arguments)?;
            let [columns, names] = arrays.as_slice() else {
                return Err(DataFusionError::Plan("field takes a column and a name".into()));
            };
            let (columns, names) = (columns.as_string::<i32>(), names.as_string::<i32>());
            let values: StringArray =
                columns.iter().zip(names.iter()).map(|(json, name)| value(json?, name?)).collect();
            let values: ArrayRef = Arc::new(values);
            Ok(match rows {
                Some(_) => ColumnarValue::Array(values),
                None => ColumnarValue::Scalar(datafusion::scalar::ScalarValue::try_from_array(
                    &values, 0,
                )?),
            })
        }),
    )
}

/// `incident_of(report_id)`: the id of the incident that a report makes on its own.
fn incident_of() -> ScalarUDF {
    create_udf(
        "incident_of",
        vec![DataType::Utf8],
        DataType::Utf8,
        Volatility::Immutable,
        Arc::new(|arguments: &[ColumnarValue]| {
            let arrays = ColumnarValue::values_to_arrays(arguments)?;
            let Some(ids) = arrays.first() else {
                return Err(DataFusionError::Plan("incident_of takes the id of a report".into()));
            };
            let ids = ids.as_string::<i32>();
            let found: StringArray =
                ids.iter().map(|id| id.map(crate::incidents::incident_id_of)).collect();
            Ok(ColumnarValue::Array(Arc::new(found)))
        }),
    )
}

fn value(json: &str, name: &str) -> Option<String> {
    let mut all: serde_json::Map<String, serde_json::Value> = serde_json::from_str(json).ok()?;
    match all.remove(name)? {
        serde_json::Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_found_by_its_name_and_a_missing_one_is_null() {
        let json = r#"{"doubtterr":"1","summary":"a \"doubtterr\":\"0\" in the text"}"#;
        assert_eq!(value(json, "doubtterr").as_deref(), Some("1"));
        assert_eq!(value(json, "nkill"), None);
        assert_eq!(value("no JSON", "nkill"), None);
    }
}
