//! Time and memory of a finished process, through `bench/measure.py`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::Value;

use crate::command::{capture, command, run};
use crate::failure::{Failure, Outcome};
use crate::tree;

/// What a process took.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Measured {
    /// Wall time of the whole process, in seconds.
    pub(crate) seconds: f64,
    /// Processor time of all its threads, in seconds.
    pub(crate) cpu_seconds: f64,
    /// Its largest resident set, in MiB.
    pub(crate) peak_mib: f64,
    /// What it wrote to standard output.
    pub(crate) stdout: String,
}

/// Runs a program to its end and measures it.
///
/// # Errors
/// When it cannot be run or does not end with code 0.
pub(crate) fn measured(program: &Path, arguments: &[&str]) -> Outcome<Measured> {
    let folder = data_folder()?;
    let result = folder.join("measured.json");
    let stdout = folder.join("measured.out");
    let script = tree::root().join("bench").join("measure.py");
    run(command("python3").arg(script).args([&result, &stdout]).arg(program).args(arguments))?;
    let answer = std::fs::read_to_string(&result).map_err(Failure::file(&result))?;
    let stdout = std::fs::read_to_string(&stdout).map_err(Failure::file(&stdout))?;
    read(&answer, stdout, program)
}

/// The wall time of a fresh process, in milliseconds; its output is thrown away.
pub(crate) fn process_ms(program: &Path, arguments: &[&str]) -> Outcome<f64> {
    let start = Instant::now();
    capture(command(program).args(arguments))?;
    Ok(start.elapsed().as_secs_f64() * 1000.0)
}

/// Where simulated files and stores are kept; made when it is not there.
pub(crate) fn data_folder() -> Outcome<PathBuf> {
    let folder = crate::metadata::target_directory()?.join("bench-data");
    std::fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
    Ok(folder)
}

/// Reads what `measure.py` wrote.
fn read(answer: &str, stdout: String, program: &Path) -> Outcome<Measured> {
    let value = json(answer, "measure.py")?;
    let code = number(&value, "exit", "measure.py")?;
    if code != 0.0 {
        let line = program.display().to_string();
        // A signal is a negative code in Python.
        let code = (code > 0.0).then_some(code as i32);
        return Err(Failure::Command { line, code });
    }
    Ok(Measured {
        seconds: number(&value, "seconds", "measure.py")?,
        cpu_seconds: number(&value, "cpu_seconds", "measure.py")?,
        peak_mib: number(&value, "peak_kib", "measure.py")? / 1024.0,
        stdout,
    })
}

/// Text as JSON; `who` wrote it.
pub(crate) fn json(text: &str, who: &str) -> Outcome<Value> {
    serde_json::from_str(text.trim())
        .map_err(|error| Failure::Answer(format!("{who} did not answer with JSON: {error}")))
}

/// The number at a path of fields with dots between them.
pub(crate) fn number(value: &Value, path: &str, who: &str) -> Outcome<f64> {
    path.split('.')
        .try_fold(value, |value, field| value.get(field))
        .and_then(Value::as_f64)
        .ok_or_else(|| Failure::Answer(format!("{who} did not answer with a number {path:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_reported_in_mebibytes() {
        let answer = r#"{"seconds": 1.5, "cpu_seconds": 2.5, "peak_kib": 2048, "exit": 0}"#;
        let found = read(answer, "x".to_owned(), Path::new("p")).expect("is complete");
        let stdout = "x".to_owned();
        assert_eq!(found, Measured { seconds: 1.5, cpu_seconds: 2.5, peak_mib: 2.0, stdout });
    }

    #[test]
    fn a_process_that_failed_is_not_measured() {
        let answer = |code: i32| format!(r#"{{"seconds": 1, "peak_kib": 1, "exit": {code}}}"#);
        let failed = read(&answer(3), String::new(), Path::new("p")).expect_err("code 3");
        assert!(matches!(failed, Failure::Command { code: Some(3), .. }));
        let killed = read(&answer(-9), String::new(), Path::new("p")).expect_err("signal 9");
        assert!(matches!(killed, Failure::Command { code: None, .. }));
    }

    #[test]
    fn a_number_is_found_by_its_path_or_missed_by_its_name() {
        let value = json(r#"{"bench": {"warm_ms": 4}}"#, "count").expect("is JSON");
        assert_eq!(number(&value, "bench.warm_ms", "count").expect("is there"), 4.0);
        let failure = number(&value, "bench.cold_ms", "count").expect_err("is not there");
        assert_eq!(failure.to_string(), "count did not answer with a number \"bench.cold_ms\"");
    }

    #[test]
    fn a_real_process_is_measured() {
        if !crate::command::works(command("python3").arg("--version")) {
            crate::out::say("skipped: a_real_process_is_measured needs python3");
            return;
        }
        let found = measured(Path::new("sh"), &["-c", "printf done"]).expect("runs");
        assert_eq!(found.stdout, "done");
        assert!(found.seconds > 0.0 && found.peak_mib > 0.1, "{found:?}");
    }
}
