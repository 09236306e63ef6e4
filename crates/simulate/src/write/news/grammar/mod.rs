//! Sentences with places to fill, by what they are for.
//!
//! Places in braces are filled by [`super::scene`], [`super::sayings`], [`super::unrest`] and [`super::stories`]. A place
//! that holds a noun phrase brings its own article; verbs that must agree with a count are places too.

mod analysis;
mod elsewhere;
mod incidents;
mod noise;
mod unrest;

pub(crate) use analysis::*;
pub(crate) use elsewhere::*;
pub(crate) use incidents::*;
pub(crate) use noise::*;
pub(crate) use unrest::*;
