//! The coder's layers against labelled sets of the project's own writing.

#![allow(clippy::print_stdout, reason = "precision and recall are what a labelled set is for")]

mod documents;
mod hostile;
mod labelled;
mod pdfs;
mod persons;
mod places;
mod reading;
mod second_reader;
mod simulated;
mod times;
mod weights;
