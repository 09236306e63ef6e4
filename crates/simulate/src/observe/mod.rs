//! What sources got to know of a world, when, and with which errors. One folder a source.

pub(crate) mod ged;
pub(crate) mod news;
