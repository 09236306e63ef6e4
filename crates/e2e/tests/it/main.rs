//! The promises of the program, held against the built binary.

mod damage;
mod demo;
mod exits;
mod exports;
mod feeds;
mod fetching;
mod formats;
mod full_disk;
mod hostile;
mod incidents;
mod kills;
mod licences;
mod malformed;
mod near_misses;
mod real;
mod sensitive;
mod server;
mod shapes;
mod small_cells;
mod sources;
mod sql;
mod steady;
mod store;
mod vintages;
mod watches;
mod world;
