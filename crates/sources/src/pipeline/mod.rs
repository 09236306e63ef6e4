//! From a file to batches in order: one thread cuts the text into chunks at row ends, several parse
//! chunks, the calling thread takes the batches in the file's order.
//!
//! Where a chunk ends depends on the text alone, so that the outcome is the same with any number of
//! threads.

pub(crate) mod json;
pub(crate) mod table;

use std::num::NonZeroUsize;
use std::path::Path;

use bellwether_model::{Batch, Finding, Severity};
use crossbeam_channel::{Receiver, Sender, bounded};

use crate::list::source_of;
use crate::probe::{Layout, Probe};
use crate::recognise::{Recognised, Shape};
use crate::{Progress, ReadOptions, SourceError, Summary};

/// Bytes that are read at once; a chunk has that many plus at most one record.
pub(crate) const BLOCK: usize = 1 << 20;

/// Whole rows, to be parsed by themselves.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    /// The text.
    pub(crate) bytes: Vec<u8>,
    /// The line, or the JSON element, that it begins with.
    pub(crate) first: u64,
    /// A row behind the text that was lost before it could be cut, or a remark on the last one.
    pub(crate) tail: Option<Finding>,
}

/// What the cutting thread hands on.
pub(crate) enum Cut {
    /// Rows.
    Chunk(Chunk),
    /// The stream broke off: rows before it have been handed on.
    Damage(String),
    /// Nothing more.
    End,
}

/// Cuts a stream into chunks.
pub(crate) trait Cutter: Send {
    /// The next chunk.
    fn cut(&mut self) -> Result<Cut, SourceError>;
}

/// Parses chunks.
pub(crate) trait Parser: Sync {
    /// The rows of one chunk. The second value is the first row whose text was not UTF-8.
    fn parse(&self, chunk: &Chunk) -> (Batch, Option<u64>);
}

/// What the consumer waits for, in order.
enum Item {
    Batch(Receiver<(Batch, Option<u64>)>),
    Damage(String),
    Refused(SourceError),
}

struct Job {
    chunk: Chunk,
    reply: Sender<(Batch, Option<u64>)>,
}

/// Reads a file; stops early when `accept` says no.
pub(crate) fn run(
    path: &Path,
    recognised: &Recognised,
    options: &ReadOptions<'_>,
    accept: &mut dyn FnMut(Batch) -> bool,
) -> Result<Summary, SourceError> {
    let delimiter = recognised.mapping.as_ref().and_then(|mapping| mapping.delimiter());
    let mut probe = Probe::open_as(path, &options.limits, delimiter)?;
    let rows = source_of(recognised.shape).reader(recognised, &probe.header, options.date_order);
    let data = probe.data();
    let (mut cutter, parser): (Box<dyn Cutter>, Box<dyn Parser + '_>) = match &probe.layout {
        Layout::Table(grammar) => (
            Box::new(table::TableCutter::new(data, *grammar, probe.first)),
            Box::new(table::TableParser { rows, grammar: *grammar, limits: options.limits }),
        ),
        Layout::Json(form) => (
            Box::new(json::ElementCutter::new(data, form.clone(), options.limits.record_bytes)),
            Box::new(json::ElementParser::new(
                rows,
                &probe.header,
                form.clone(),
                options.limits.field_bytes,
            )),
        ),
    };
    let tap = probe.input.tap.clone();
    let mut run = Run {
        summary: Summary {
            hashtag_row: probe.hashtags,
            bytes_expanded: probe.skipped,
            ..Summary::default()
        },
        guessed: recognised.shape == Shape::Deco,
        options,
        total: tap.total(),
    };
    std::thread::scope(|scope| {
        let threads = threads(options.threads);
        let (order_in, order) = bounded(threads + 2);
        let (jobs_in, jobs) = bounded::<Job>(threads);
        scope.spawn(move || cut_all(&mut *cutter, &order_in, &jobs_in));
        for _ in 0..threads {
            let jobs = jobs.clone();
            let parser = &*parser;
            scope.spawn(move || parse_all(parser, options, &jobs));
        }
        drop(jobs);
        run.consume(&order, &|| tap.done(), accept)
    })?;
    drop(probe);
    run.summary.sha256 = tap.finish()?;
    Ok(run.summary)
}

fn threads(wanted: usize) -> usize {
    match wanted {
        0 => std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
        some => some,
    }
    .min(64)
}

/// The cutting thread; ends when nobody listens any more.
fn cut_all(cutter: &mut dyn Cutter, order: &Sender<Item>, jobs: &Sender<Job>) {
    loop {
        match cutter.cut() {
            Ok(Cut::Chunk(chunk)) => {
                let (reply, batch) = bounded(1);
                if order.send(Item::Batch(batch)).is_err()
                    || jobs.send(Job { chunk, reply }).is_err()
                {
                    return;
                }
            }
            Ok(Cut::Damage(reason)) => {
                let _ = order.send(Item::Damage(reason));
                return;
            }
            Ok(Cut::End) => return,
            Err(error) => {
                let _ = order.send(Item::Refused(error));
                return;
            }
        }
    }
}

/// A parsing thread.
fn parse_all(parser: &dyn Parser, options: &ReadOptions<'_>, jobs: &Receiver<Job>) {
    for Job { chunk, reply } in jobs {
        let (mut batch, guessed) = parser.parse(&chunk);
        batch.reports.iter_mut().for_each(|report| (options.enrich)(report));
        // Nobody listens when the reading was stopped.
        let _ = reply.send((batch, guessed));
    }
}

struct Run<'a> {
    summary: Summary,
    /// Whether it has been said, or need not be said, that text was not UTF-8.
    guessed: bool,
    options: &'a ReadOptions<'a>,
    total: u64,
}

impl Run<'_> {
    fn consume(
        &mut self,
        order: &Receiver<Item>,
        done: &dyn Fn() -> u64,
        accept: &mut dyn FnMut(Batch) -> bool,
    ) -> Result<(), SourceError> {
        for item in order {
            let (mut batch, guessed) = match item {
                Item::Batch(reply) => match reply.recv() {
                    Ok(parsed) => parsed,
                    // The parsing thread is gone, and its panic is raised when the scope ends.
                    Err(_) => return Ok(()),
                },
                Item::Damage(reason) => (self.damage(reason), None),
                Item::Refused(error) => return Err(error),
            };
            if let Some(row) = guessed.filter(|_| !self.guessed) {
                self.guessed = true;
                let message = "the text is not UTF-8 from this row on in places; those bytes are read as Windows-1252";
                batch.findings.push(Finding::new(
                    Severity::Warning,
                    row,
                    "",
                    "encoding",
                    message,
                    "",
                ));
            }
            self.summary.take(&mut batch, self.options.limits.findings_per_file);
            if !accept(batch) {
                return Ok(());
            }
            (self.options.progress)(Progress {
                bytes_done: done(),
                bytes_total: self.total,
                rows: self.summary.rows,
            });
        }
        Ok(())
    }

    fn damage(&mut self, reason: String) -> Batch {
        let message = format!(
            "the file breaks off after row {} ({reason}); download it again",
            self.summary.rows
        );
        self.summary.damage = Some(reason);
        let finding = Finding::new(Severity::Reject, 0, "", "damaged-stream", message, "");
        Batch { rows: 1, findings: vec![finding], ..Batch::default() }
    }
}
