//! The plumbing of the HTTP server: what stands between a socket and an answer.
//!
//! What comes in: connections, and something that [`Answers`] questions. What goes out: answers over HTTP, under
//! limits, with roles, forms, pages, an OpenAPI description, OGC API Features and tools for assistants (MCP). The
//! crate knows no question and no store: which operations there are, what their parameters are and what they answer
//! is said by whoever implements [`Answers`], and routes, documentation and tools follow from that.
//!
//! A request passes, in this order: the limits of its connection (`listen`, `guests`), the table of routes (`routes`),
//! its role (`token`), its form and its parameters, the answers that were given before (`ETag`, `given`), and the bounded
//! pool in which questions are answered (`pool`).

mod answers;
mod app;
mod cursor;
mod form;
mod given;
mod guests;
mod headers;
pub mod listen;
mod mcp;
mod metrics;
mod ogc;
mod openapi;
mod operation;
mod pool;
mod problem;
mod query;
mod role;
pub mod routes;
mod server;
mod token;

pub use answers::{About, Answers, Ask, Asset, Collection, Reply, State};
pub use form::Form;
pub use mcp::over_stdio;
pub use openapi::document as openapi;
pub use operation::{Operation, Parameter, Place, Verb};
pub use problem::Problem;
pub use role::Role;
pub use server::{Config, ServeError, Server};
pub use token::{
    Kept, TokenError, Tokens, add as add_token, kept as tokens_of, revoke as revoke_token,
};
