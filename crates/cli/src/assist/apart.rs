//! A model in a file, read in a process of its own.
//!
//! Nobody can say before how much memory and time such a file takes, and its reader sets no limits. So this program starts
//! itself a second time, for the model alone: under a limit of memory, without its environment, stopped when an answer takes
//! too long. What goes wrong there ends that process and is an error here. The two speak in lines of JSON.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitCode, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use bellwether_coder::assist::REPLY_BYTES_MAX;
use bellwether_coder::assist::weights::{Folder, Weights, WeightsError, answer};
use serde::{Deserialize, Serialize};

use super::recorded::{Recorded, sha256};
use super::wanted::WantedWeights;
use crate::failure::Failure;

/// The first argument of the second process; no command is called so.
const APART: &str = "--read-weights-apart";

/// What the second process says of itself, or of a question that failed.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Line {
    /// The files that it has loaded by their names, with their SHA-256.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    files: Option<BTreeMap<String, String>>,
    /// What went wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// The second process from outside.
pub(super) struct Apart {
    file: PathBuf,
    seconds: u64,
    memory_mib: u64,
    child: RefCell<Child>,
    questions: RefCell<ChildStdin>,
    answers: Receiver<Vec<u8>>,
    /// The files that it has loaded by their names, with their SHA-256.
    pub(super) files: BTreeMap<String, String>,
}

impl Apart {
    /// Starts the process and has it load the model.
    pub(super) fn start(wanted: &WantedWeights, threads: usize) -> Result<Self, Failure> {
        let own = std::env::current_exe().map_err(Failure::io("find", "this program"))?;
        let mut command = Command::new(&own);
        command.arg(APART).arg(&wanted.path).arg(wanted.memory_mib.to_string());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        if cfg!(unix) {
            command.env_clear();
        }
        command.env("RTEN_NUM_THREADS", threads.to_string());
        let mut child = command.spawn().map_err(Failure::io("start", &own))?;
        let (Some(questions), Some(lines)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Failure::Data("a process without its pipes was started".to_owned()));
        };
        let (send, answers) = sync_channel(1);
        std::thread::spawn(move || {
            let mut lines = BufReader::new(lines);
            while let Some(line) = next_line(&mut lines) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        let mut apart = Self {
            file: wanted.path.clone(),
            seconds: wanted.seconds,
            memory_mib: wanted.memory_mib,
            child: RefCell::new(child),
            questions: RefCell::new(questions),
            answers,
            files: BTreeMap::new(),
        };
        let line: Line =
            serde_json::from_slice(&apart.line("loads the model")?).unwrap_or_default();
        apart.files = match line {
            Line { error: Some(error), .. } => return Err(Failure::Data(error)),
            Line { files, .. } => files.unwrap_or_default(),
        };
        Ok(apart)
    }

    /// The answer about a stretch of text.
    pub(super) fn ask(&self, text: &str) -> Result<Recorded, Failure> {
        let question = serde_json::Value::from(text).to_string();
        // Where the process has ended this fails, and the line that does not come says why.
        let _ = writeln!(self.questions.borrow_mut(), "{question}");
        let line = self.line("reads a text")?;
        if line.len() > REPLY_BYTES_MAX {
            return Ok(Recorded::TooLarge);
        }
        let said: Line = serde_json::from_slice(&line).unwrap_or_default();
        said.error.map_or(Ok(Recorded::Reply(line)), |error| Err(Failure::Data(error)))
    }

    /// The next line, in time.
    fn line(&self, doing: &str) -> Result<Vec<u8>, Failure> {
        let (file, memory_mib) = (self.file.display(), self.memory_mib);
        match self.answers.recv_timeout(Duration::from_secs(self.seconds)) {
            Ok(line) => Ok(line),
            Err(RecvTimeoutError::Timeout) => {
                let seconds = self.seconds;
                let remedy = "take a smaller model, or set seconds under [assist]";
                Err(Failure::Data(format!(
                    "{file}: it {doing} for more than {seconds} s; {remedy}"
                )))
            }
            Err(RecvTimeoutError::Disconnected) => {
                let mut child = self.child.borrow_mut();
                let how =
                    child.wait().map_or_else(|error| error.to_string(), |how| how.to_string());
                let remedy = "the file is damaged, or needs a larger memory_mib under [assist]";
                Err(Failure::Data(format!(
                    "{file}: the process that {doing} with at most {memory_mib} MiB ended ({how}); {remedy}"
                )))
            }
        }
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        let child = self.child.get_mut();
        // It may have ended by itself.
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// A line without its end, cut off where it is longer than is read; `None` at the end.
fn next_line(lines: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    let limit = REPLY_BYTES_MAX as u64 + 2;
    let read = lines.by_ref().take(limit).read_until(b'\n', &mut line).ok()?;
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if read as u64 == limit {
        lines.skip_until(b'\n').ok()?;
    }
    (read > 0).then_some(line)
}

/// Runs the second process, if these arguments ask for it.
pub(crate) fn run(arguments: &[OsString]) -> Option<ExitCode> {
    let [_, apart, path, memory_mib] = arguments else { return None };
    if apart != APART {
        return None;
    }
    let memory_mib = memory_mib.to_str()?.parse().ok()?;
    Some(match serve(Path::new(path), memory_mib) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let line = Line { error: Some(error), ..Line::default() };
            if say(&serde_json::to_string(&line).unwrap_or_default()).is_err() {
                return Some(ExitCode::FAILURE);
            }
            ExitCode::from(3)
        }
    })
}

/// Loads the model and answers questions until there are no more.
fn serve(path: &Path, memory_mib: u64) -> Result<(), String> {
    limit(memory_mib).map_err(|error| format!("cannot limit the memory: {error}"))?;
    let words = |error: WeightsError| error.to_string();
    let folder = Folder::at(path).map_err(words)?;
    let bytes = folder.weights().map_err(words)?;
    let mut files = BTreeMap::from([(name(&folder.model), sha256(&bytes))]);
    let weights = Weights::load(&folder, bytes).map_err(words)?;
    let others = [Some(&folder.config), Some(&folder.vocabulary), folder.tokenizer_config.as_ref()];
    for other in others.into_iter().flatten() {
        let bytes = std::fs::read(other)
            .map_err(|error| format!("cannot read {}: {error}", other.display()))?;
        files.insert(name(other), sha256(&bytes));
    }
    let ready = Line { files: Some(files), ..Line::default() };
    let gone = |error: std::io::Error| error.to_string();
    say(&serde_json::to_string(&ready).unwrap_or_default()).map_err(gone)?;
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(gone)?;
        let text: String = serde_json::from_str(&line).map_err(|error| error.to_string())?;
        say(&answer(weights.mark(&text).map_err(words)?)).map_err(gone)?;
    }
    Ok(())
}

fn say(line: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// The name of a file without its folder.
pub(super) fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Bounds what this process may take of memory, where the system can.
#[cfg(target_os = "linux")]
fn limit(memory_mib: u64) -> std::io::Result<()> {
    let bytes = memory_mib << 20;
    rlimit::setrlimit(rlimit::Resource::AS, bytes, bytes)
}

/// Bounds what this process may take of memory, where the system can.
#[cfg(not(target_os = "linux"))]
fn limit(_: u64) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_cut_off_and_the_next_one_is_whole() {
        let long = "x".repeat(REPLY_BYTES_MAX + 9);
        let text = format!("a\n{long}\nb\nc");
        let mut lines = text.as_bytes();
        let mut next = || next_line(&mut lines).map(|line| line.len());
        assert_eq!(next(), Some(1));
        assert!(next().is_some_and(|length| length > REPLY_BYTES_MAX));
        assert_eq!((next(), next(), next()), (Some(1), Some(1), None));
    }

    #[test]
    fn only_a_program_that_is_started_for_it_reads_a_model() {
        let of = |words: &[&str]| run(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert!(of(&["bellwether", "code", "a.txt"]).is_none());
        assert!(of(&["bellwether", APART]).is_none());
        assert!(of(&["bellwether", APART, "folder", "much"]).is_none());
    }
}
