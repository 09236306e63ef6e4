//! Names of places in a text, and which places they are.
//!
//! What comes in: a document, a gazetteer, and what other texts of the same source speak of where that is
//! known. What goes out: [`Toponym`]s with their bytes, GeoNames id, point, precision and confidence.
//!
//! Every stretch of tokens that names something in the gazetteer is a candidate: towns by all their names
//! in all scripts, countries, first- and second-level units, continents, short forms ("Ky.") and adjectives
//! ("Iraqi"). Two linear models say whether a stretch is the name of a place (one before and one after the
//! text has been read), two say which place (conditional logit over all bearers of the name): by size and
//! kind, by what stands beside it ("Paris, Texas"), by what the other names of the text and other texts of the
//! source fall on. A name is one place within a text unless the words beside it say otherwise. [`train()`]
//! learns them from articles whose places are marked ([`corpus`]), and [`score`] says how well they do.
//!
//! No model knows a word that the tagger does not know as a common one, or that the articles never have in
//! small letters, so none holds a name.

mod areas;
mod candidate;
pub mod corpus;
mod geoparser;
mod page;
mod rank;
mod recognise;
pub mod score;
#[cfg(test)]
mod tests;
mod train;
mod votes;

pub use areas::AreasError;
pub use candidate::{Form, Kind};
pub use geoparser::{Geoparser, GeoparserError, Models, Toponym};
pub use train::{Trained, train};
pub use votes::Shares;
