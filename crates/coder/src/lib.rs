//! News text to what it says: documents, sentences, words, numbers, dates, names, roles.
//!
//! What comes in: the bytes of a text, a web page, a feed or a stream of records ([`input`]). What goes
//! out: each layer's findings with the bytes that they stand on. [`token`] cuts text into sentences and
//! tokens, [`tag`] gives parts of speech and noun and verb groups, [`number`] reads quantities as
//! intervals, [`time`] dates as intervals, [`names`] finds actors, places and the words that events are
//! told in, and [`template`] tells which kinds of incident a document reports and who did what to whom.
//! [`code()`] puts these together and says which events and statements the sentences tell ([`coded`]).
//! An [`assist::Assistant`] may propose more of them, which are held against the text first.
//! [`muc4`] holds the answers against the MUC-4 keys.
//!
//! Layers are plain functions over values and can be used alone. Offsets are bytes and are kept for good:
//! a [`Span`] of a document's text leads back to the bytes of the file. Models and word lists are text
//! files under `data/`, embedded in the program. Nothing here asks a network, a clock or a store.
//! Persons are counted and classed, never named in what leaves the crate for a store; only the benchmark
//! [`muc4`] answers with spans of the text, as its task is defined.

pub mod assist;
pub mod code;
pub mod coded;
pub mod copies;
pub mod input;
pub mod linear;
pub mod muc4;
pub mod names;
pub mod number;
mod span;
pub mod tag;
pub mod template;
pub mod time;
pub mod token;
pub mod toponym;

pub use code::{Gazetted, Options, Toponym, Toponyms, World, WorldError, code, code_with};
pub use span::Span;
