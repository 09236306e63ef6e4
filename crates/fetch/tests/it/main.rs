//! The fetcher and the feeds against a local server that misbehaves. Nothing leaves the machine.

mod acled;
mod addresses;
mod answers;
mod bench;
mod corpora;
mod deliver;
mod endpoint;
mod gdelt;
mod interrupted;
mod manners;
mod secrets;
mod server;
mod ucdp;
mod web;
