//! The crate through its public surface: real files, fixtures, damage, limits, containers.

mod acled;
mod containers;
mod corpora;
mod damage;
mod gdelt;
mod gtd;
mod icews;
mod json;
mod limits;
mod mapped;
mod mapped_values;
mod real;
mod support;
mod values;
