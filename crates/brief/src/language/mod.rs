//! Rules for the sentences of a brief.
//!
//! What comes in: sentences, of a document or out of a file. What goes out: those that break a rule, with the rule
//! and the remedy. Words that a source is quoted with are not bound.
//!
//! The terms of likelihood are those of ICD 203 (Office of the Director of National Intelligence, Intelligence
//! Community Directive 203, Analytic Standards, 2015, table in section D.6.e.2.a), with half-open ranges.

mod likelihood;
mod rules;
mod text;

pub use likelihood::{TERMS, Term, term_of};
pub use rules::{Finding, Rule, check};
pub use text::{prose, sentences_of};
