//! A number in circulation, held against the data.
//!
//! "84 attacks in Afghanistan between 2017 and 2018" is no number but a question with missing words: by whom, on
//! whom, what counts as an attack, which months, which list of events. What comes in: a sentence or a document, and
//! a snapshot of a store ([`claims_of`], [`check`]). What goes out: for each number the scope that its words give
//! and the words that are missing ([`scope`]), how each dataset stands to it ([`standing`]), counts with what they
//! can show, a verdict ([`verdict`]), how the count moves when a missing word is filled otherwise
//! ([`sensitivity`]), what others say of the same ([`nearest`]), and which dataset would settle what the store
//! cannot ([`settle`]). As a page ([`page`]), as JSON, and as schema.org ClaimReview ([`claim_review`]).
//!
//! Nothing is filled in without a word, no count is given where a dataset cannot speak, and a count that can only be
//! too small or too large says no more than that.

mod check;
mod claim_review;
mod error;
mod names;
pub mod nearest;
mod page;
mod reading;
pub mod scope;
pub mod sensitivity;
pub mod settle;
pub mod standing;
pub mod verdict;
mod words;

pub use check::{Behind, Checked, Counted, Surroundings, check};
pub use claim_review::{Publisher, claim_review, rating};
pub use error::ClaimError;
pub use page::page;
pub use reading::{Edges, Reading};
pub use scope::{Given, Lists, Scope, claims_of};
pub use verdict::Verdict;
pub use words::{estimate, thousands};
