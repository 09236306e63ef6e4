//! Tells when a group's activity changes, and how often such an alarm is false.
//!
//! What comes in: counts of reported events by period, and cases by place and day. What goes out: for each
//! period what a detector expected, from where on it alarms, and whether it did; for a map of cases the
//! clusters that chance does not explain. Nothing here reads a file or a store.

pub mod scan;
