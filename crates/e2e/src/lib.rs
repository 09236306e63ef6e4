//! Drives the real program as a user would: starts the binary with arguments, in a clean
//! environment and a store of its own, and looks at the exit code, the two output streams and the
//! files. In comes a built `bellwether`; out come answers that a test can hold against what was
//! promised. Nothing here links to the other crates, so a test sees only what a user sees.
//!
//! [`Bellwether`] is the driver, [`ged`] writes small files in the shape of UCDP GED and [`table`] in
//! those of ACLED and GTD, [`shape`] turns a JSON answer into its keys and types, [`strace`] kills
//! the program at a chosen system call, and the tests' own server answers its requests byte by byte.

mod dice;
mod driver;
pub mod ged;
pub mod shape;
pub mod strace;
pub mod table;

pub use dice::Dice;
pub use driver::{Bellwether, Output, all_bytes, copy_dir, shared_data};
