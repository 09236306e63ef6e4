//! The commands for somebody else: over HTTP, and as tools for assistants.
//!
//! What comes in: questions by the name of an operation and the values of its parameters. What goes out: what the
//! command would have written to a file, with what it said beside. The commands of the command line are the one
//! definition of every question: an operation is a line in [`table`] that says which command it is, who may ask it
//! and which of its arguments are open; names, kinds, defaults and meanings of parameters are those of the command
//! ([`describe`]), a question is turned into the words of a command line ([`line`]) and run as such ([`desk`]). So
//! terms, citations, days of knowledge and forms are those of the terminal, but that an answer always leaves.

mod answers;
mod describe;
mod desk;
mod line;
mod pages;
mod problem;
mod table;

pub(crate) use desk::Desk;

#[cfg(test)]
mod tests;
