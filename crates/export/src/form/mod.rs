//! One file for each form.

pub(crate) mod arrow;
mod columns;
pub(crate) mod csv;
pub(crate) mod csvw;
pub(crate) mod geojson;
pub(crate) mod geoparquet;
pub(crate) mod json;
pub(crate) mod ndjson;
pub(crate) mod parquet;
mod places;
pub(crate) mod precision;
pub(crate) mod xlsx;
