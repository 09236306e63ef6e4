//! Whole scans: against another program, against every window counted by hand, and on data without clusters.

mod calibration;
mod guide;
mod oracle;
mod satscan;
