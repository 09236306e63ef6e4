//! The crate through its public surface: real files, fixtures, damage, limits, containers.

mod containers;
mod damage;
mod gdelt;
mod icews;
mod limits;
mod real;
mod support;
mod values;
