//! The crate through its public surface: real files, fixtures, damage, limits, containers.

mod containers;
mod damage;
mod limits;
mod mapped;
mod mapped_values;
mod real;
mod support;
mod values;
