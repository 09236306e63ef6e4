//! How far long work has come, on standard error.

use std::io::{IsTerminal as _, Write as _};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::args::ProgressMode;

/// A display of progress; silent where nobody watches.
#[derive(Debug)]
pub(crate) enum Progress {
    /// Nothing is shown.
    Silent,
    /// A bar for a person.
    Bar(ProgressBar),
    /// One JSON object a line, at most four a second.
    Json { what: String, total: u64, last: Mutex<Instant> },
}

impl Progress {
    pub(crate) fn new(mode: ProgressMode, quiet: bool, what: &str, total: u64) -> Self {
        match mode {
            ProgressMode::Json => {
                Self::Json { what: what.to_owned(), total, last: Mutex::new(Instant::now()) }
            }
            ProgressMode::Auto if !quiet && std::io::stderr().is_terminal() => {
                let style = ProgressStyle::with_template(
                    "{msg} {bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta} left",
                );
                let bar = ProgressBar::new(total);
                if let Ok(style) = style {
                    bar.set_style(style);
                }
                bar.set_message(what.to_owned());
                Self::Bar(bar)
            }
            _ => Self::Silent,
        }
    }

    /// So many bytes are done, which were so many rows.
    pub(crate) fn at(&self, done: u64, rows: u64) {
        match self {
            Self::Silent => {}
            Self::Bar(bar) => bar.set_position(done),
            Self::Json { what, total, last } => {
                let Ok(mut last) = last.lock() else { return };
                if last.elapsed() < Duration::from_millis(250) {
                    return;
                }
                *last = Instant::now();
                let line = json!({
                    "progress": what, "bytes": done, "total_bytes": total, "rows": rows,
                });
                let _ = writeln!(std::io::stderr().lock(), "{line}");
            }
        }
    }

    /// A stage of work begins whose length nobody knows.
    pub(crate) fn stage(&self, what: &str) {
        match self {
            Self::Silent => {}
            Self::Bar(bar) => {
                if let Ok(style) = ProgressStyle::with_template("{msg} … {elapsed}") {
                    bar.set_style(style);
                }
                bar.set_message(what.to_owned());
                bar.tick();
            }
            Self::Json { .. } => {
                let line = json!({ "progress": what });
                let _ = writeln!(std::io::stderr().lock(), "{line}");
            }
        }
    }

    /// The work has ended.
    pub(crate) fn done(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}
