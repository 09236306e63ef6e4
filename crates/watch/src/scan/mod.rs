//! Scan statistics: where and when cases lie closer together than chance explains.
//!
//! What comes in: [`Places`] with coordinates, a [`TimeAxis`] cut into intervals, and [`Case`]s by place and
//! interval. What goes out: [`Cluster`]s, most surprising first, each with its places, its dates, how many
//! cases were observed and how many expected, and how often chance alone gives as much.
//!
//! A window is a cylinder: a circle of places around a centre, over consecutive intervals. Every window that
//! [`ScanSettings`] allows is looked at, and the likelihood ratio of the best one is compared with that of
//! the best one in each of many random data sets, so that the probability already accounts for the search.
//! Three questions are asked in the same way and differ in what is held fixed:
//!
//! - [`permutation`]: the cases of each place and of each interval (Kulldorff, Heffernan, Hartman, Assunção
//!   and Mostashari 2005, PLoS Medicine 2(3), e59). It needs no population, and so suits conflict data: a
//!   place that is always violent, or a month in which everything was, is no cluster.
//! - [`poisson`]: the total, with cases in proportion to an [`Expected`] table (Kulldorff 1997,
//!   Communications in Statistics 26(6), 1481-1496; 2001, JRSS A 164(1), 61-72).
//! - [`bernoulli`]: the total and the individuals, cases or controls (Kulldorff 1997).
//!
//! Results agree with `SaTScan` 10.3.2 on the sample data of that program. Random data depend on the seed
//! and the number of the replication only, so any number of threads gives the same answer.
//!
//! A place whose point is only the centroid of something larger must not stand here as a point:
//! [`GridCells`] leaves such reports out and counts them.

mod analysis;
mod axis;
mod cells;
mod cluster;
mod error;
mod expected;
mod filter;
mod frame;
mod inference;
mod input;
mod likelihood;
mod measure;
mod neighbours;
mod null;
mod places;
mod population;
mod rng;
mod search;
mod settings;
#[cfg(test)]
mod tests;

pub use analysis::{bernoulli, permutation, poisson};
pub use axis::{Step, TimeAxis};
pub use cells::GridCells;
pub use cluster::{Cluster, Scan};
pub use error::ScanError;
pub use expected::Expected;
pub use input::Case;
pub use places::Places;
pub use population::{Census, StratumCase, mid_year};
pub use settings::{ScanSettings, Windows};
