//! The promises of the program, held against the built binary.

mod damage;
mod demo;
mod exits;
mod formats;
mod full_disk;
mod hostile;
mod kills;
mod malformed;
mod real;
mod shapes;
mod sources;
mod sql;
mod steady;
mod store;
mod vintages;
mod world;
