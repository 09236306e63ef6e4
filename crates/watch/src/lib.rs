//! Tells when a group's activity changes, and how often such an alarm is false.
//!
//! What comes in: counts of reported events by period, and cases by place and day. What goes out: for each
//! period what a detector expected, from where on it alarms, and whether it did; for a map of cases the
//! clusters that chance does not explain. Nothing here reads a file or a store.
//!
//! A [`Series`] holds the counts of one group, facet and area, with what was not covered. A [`Detector`]
//! turns it into one [`Step`] a period; [`detector::list`] holds all of them under their names.
//! [`calibrate`] measures how often a detector alarms on series in which nothing changes and sets its limit
//! so that it keeps a wanted rate; [`screen`] keeps the alarms of many groups readable; [`scorecard`]
//! plants surges of known size and start and measures who finds them. [`nowcast`] completes the latest
//! periods, [`event_study`] asks whether attacks gather around the dates of a political calendar, and
//! [`pelt`] cuts the past into stretches of equal rate. [`scan`] looks for clusters in space and time. [`marks`] are facets that are means or shares over events. An
//! [`alert::Alert`] is what is kept and said of one test that fired.

pub mod alert;
pub mod baseline;
pub mod calibrate;
pub mod detector;
mod error;
pub mod event_study;
mod glm;
pub mod marks;
pub mod nowcast;
pub mod pelt;
mod random;
pub mod scan;
pub mod scorecard;
pub mod screen;
pub mod series;
mod special;

pub use detector::{Detector, Parameter, Standing, Step};
pub use error::WatchError;
pub use random::Random;
pub use series::{Period, Series, State, Stretch};
