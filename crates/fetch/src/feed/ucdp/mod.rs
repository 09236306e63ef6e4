//! The Uppsala Conflict Data Program: releases as files, without an account, and pages of its interface,
//! with a token.

mod api;
mod bulk;
mod releases;

pub use api::UcdpApi;
pub use bulk::{UcdpBulk, Which};
pub use releases::Product;

pub(crate) use api::read_page;
