//! Parts of speech, and noun and verb groups.
//!
//! Tags are those of the Penn Treebank as Universal Dependencies' English treebanks use them (`NN`, `VBD`,
//! `IN`, …). The tagger goes from left to right and takes the best tag by a linear model; it was trained on
//! each sentence as written, in capitals and in lower case, so text without case is read as well.
//! [`chunk`](chunk()) then joins tags into groups.

mod chunk;
mod features;
mod tagger;
mod train;

pub use chunk::{Chunk, ChunkKind, chunk};
pub use tagger::{Tag, Tagger};
pub use train::{Example, train};
