//! Text to rows: records, fields, headers, values. Knows CSV and no source.

pub(crate) mod decode;
pub(crate) mod header;
pub(crate) mod records;
pub(crate) mod row;
pub(crate) mod split;
pub(crate) mod value;

pub(crate) use header::{Column, Header};
pub(crate) use row::{Fields, Row};
