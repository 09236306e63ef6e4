//! Names to things: what an actor, a place or a country is called, and what it is.
//!
//! What comes in: names, codes and coordinates as sources write them. What goes out: organisations of
//! the registry with the selectors by which each dataset speaks of them ([`actors`]), places, first-level
//! units and their outlines ([`places`]), countries with all their code systems ([`countries`]), and what
//! one ontology's codes are in another ([`crosswalks`]).
//!
//! All of it is data, read from files under `data/` that are embedded in the program; a store can bring
//! more (a simulated world has its own countries, places and groups).

pub mod actors;
pub mod countries;
pub mod crosswalks;
pub mod places;
