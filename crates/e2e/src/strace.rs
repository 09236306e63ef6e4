//! Ends the program at a chosen system call, or lets that call fail, by way of `strace`.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use crate::{Bellwether, Output};

/// The system calls that change or open files.
pub const CALLS: [&str; 14] = [
    "write",
    "pwrite64",
    "writev",
    "fsync",
    "fdatasync",
    "openat",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "ftruncate",
];

/// What is done to the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Injection {
    /// The program is killed on entering the call, which is not done.
    Kill,
    /// The call, and every one like it after it, fails as on a full disk.
    FullDisk,
}

/// Whether `strace` is there and may trace; where not, one line on standard error says so.
#[must_use]
pub fn is_usable(what: &str) -> bool {
    let mut probe = Command::new("strace");
    probe.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=write", "true"]);
    let usable = probe.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if !usable {
        use std::io::Write as _;
        let _ = writeln!(
            std::io::stderr(),
            "skipped: {what} needs strace and the right to trace (ptrace)"
        );
    }
    usable
}

/// How often a run of the program makes each of [`CALLS`], in their order, those that it makes:
/// the most that any one of its threads makes, because strace counts each thread apart.
///
/// # Panics
/// Where the run fails or strace's log cannot be read.
#[must_use]
pub fn census(program: &Bellwether, args: &[&str]) -> Vec<(&'static str, usize)> {
    let log = program.dir().join("census.txt");
    let mut command = Command::new("strace");
    let trace = format!("trace={}", CALLS.join(","));
    program.dress(&mut command).args(["-f", "-qq", "-e", &trace, "-o"]).arg(&log);
    command.arg(program.binary()).args(args);
    let _ = Bellwether::finish(&mut command).expect_code(0);
    let text = std::fs::read_to_string(log).expect("strace wrote its log");
    most_of_a_thread(&text)
}

/// Reads strace's log: each line is a thread's number and a call.
fn most_of_a_thread(log: &str) -> Vec<(&'static str, usize)> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for line in log.lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let Some((call, _)) = rest.trim_start().split_once('(') else { continue };
        *counts.entry((call, thread)).or_default() += 1;
    }
    let most = CALLS.iter().map(|&call| {
        let of_call = counts.iter().filter(|((name, _), _)| *name == call);
        (call, of_call.map(|(_, &times)| times).max().unwrap_or(0))
    });
    most.filter(|&(_, times)| times > 0).collect()
}

/// Runs the program, and at the `nth` call of this kind (from 1) does the injection.
///
/// strace counts the calls of each thread apart, so a point beyond what a single thread makes is
/// not met and the run ends by itself; the exit code tells which it was.
///
/// # Panics
/// Where strace cannot be started.
#[must_use]
pub fn inject(
    program: &Bellwether,
    call: &str,
    nth: usize,
    injection: Injection,
    args: &[&str],
) -> Output {
    let what = match injection {
        Injection::Kill => format!("inject={call}:signal=KILL:when={nth}"),
        Injection::FullDisk => format!("inject={call}:error=ENOSPC:when={nth}+"),
    };
    let mut command = Command::new("strace");
    let trace = format!("trace={call}");
    program.dress(&mut command).args(["-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &what]);
    command.arg(program.binary()).args(args);
    Bellwether::finish(&mut command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_census_takes_the_busiest_thread_of_each_call() {
        let log = "7 write(1, \"a\", 1) = 1\n7 write(1, <unfinished ...>\n8 write(1) = 1\n\
                   7 <... write resumed>) = 1\n8 rename(\"a\", \"b\") = 0\n8 +++ exited with 0 +++\n";
        assert_eq!(most_of_a_thread(log), [("write", 2), ("rename", 1)]);
    }
}
