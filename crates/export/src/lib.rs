//! Answers as files that people use.
//!
//! What comes in: rows of an answer ([`Grid`]), or an actor and its incidents ([`stix`]). What goes out: a
//! file in one of nine forms ([`Format`]), with what must go with it (a [`Card`]: citation, licence,
//! filters, store version) and without what must not leave.
//!
//! Notices become feeds ([`feed`]): Atom and JSON Feed.
//!
//! The second half is the crate's reason to be. A writer takes only [`policy::Cleared`] rows, and nothing
//! but [`policy::Guard`] makes those: it refuses rows whose terms forbid passing them on, withholds counts
//! so small that they give single rows away, and refuses rows about protected people and places that the
//! location policy has not treated. A program that forgets to ask does not compile.
//!
//! ```
//! use bellwether_export::policy::{Guard, Origin, Terms};
//! use bellwether_export::{Card, Cited, Format, Grid, LicenceRef, Options, write};
//! use bellwether_model::DatasetId;
//!
//! let dataset = DatasetId::new("ucdp-ged")?;
//! let mut grid = Grid::new(&["report_id", "dataset", "deaths_best"]);
//! grid.push(vec!["ucdp-ged:1".into(), "ucdp-ged".into(), 13i64.into()]);
//! let terms = |id: &DatasetId| Some(Terms::open(id.clone(), "CC-BY-4.0"));
//! let rows = Guard::new(&terms).rows(grid, Origin::Column)?;
//! let cited = Cited {
//!     dataset,
//!     source: "UCDP".into(),
//!     title: "GED".into(),
//!     citation: "Sundberg and Melander (2013)".into(),
//!     url: "https://ucdp.uu.se/".into(),
//!     licence: LicenceRef { id: "CC-BY-4.0".into(), name: "CC BY 4.0".into(), url: String::new() },
//!     releases: vec!["25.1".into()],
//!     accessed: None,
//! };
//! let card = Card::new("Events", "all events", vec![cited]);
//! let mut file = Vec::new();
//! write(Format::Csv, &rows, &card, &Options::default(), &mut file)?;
//! assert_eq!(file, b"report_id,dataset,deaths_best\r\nucdp-ged:1,ucdp-ged,13\r\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The crate opens no connection and no store.

pub mod card;
mod error;
mod feed;
mod file;
mod form;
mod format;
mod grid;
pub mod hxl;
pub mod licence;
pub mod policy;
pub mod stix;
#[cfg(test)]
mod testing;

pub use card::{Card, Cited, StoreState};
pub use error::ExportError;
pub use feed::{FeedForm, FeedHead, feed, save_feed};
pub use file::save;
pub use form::csv::{neutralised, restored};
pub use form::precision::radius_m;
pub use format::{Format, Options, companions, write};
pub use grid::{Cell, Column, Grid, Kind};
pub use licence::{Combined, LicenceRef, Strictness};
