//! Which reports speak of the same incident.
//!
//! What comes in: comparison records, one for each report. What goes out: links between reports with their
//! probability and what each comparison contributed, and incidents as sets of reports. Nothing here reads a
//! file or a store.
