//! B1: the disk is full during an ingest or a compaction. The error names the path, the version
//! before stays, and it works again when there is room.

use std::process::{Command, Stdio};

use bellwether_e2e::strace::{Injection, census, inject, is_usable};
use bellwether_e2e::{Bellwether, copy_dir, ged};

use crate::exits::ten_rows;
use crate::world::World;

#[test]
fn a_full_disk_at_a_commit_leaves_the_version_before() {
    if !is_usable("the full disk at a commit (B1)") {
        return;
    }
    let sound = ten_rows();
    let before = sound.digest();
    let more = sound.file("more.csv", ged::csv(&ged::rows(100, 600))).display().to_string();
    let args = ["ingest", more.as_str(), "-q"];
    let scratch = copy_of(&sound);
    // Writes are left out here: a pipe's or an event's never meet a full disk.
    let calls = census(&scratch, &args).into_iter();
    let calls = calls.filter(|(call, _)| matches!(*call, "linkat" | "link" | "rename"));
    let expected = scratch.digest();
    let mut failed = 0;
    for (call, nth) in calls.flat_map(|(call, times)| (1..=times).map(move |nth| (call, nth))) {
        let program = copy_of(&sound);
        let output = inject(&program, call, nth, Injection::FullDisk, &args);
        let what = format!("{call} {nth}: {:?} {}", output.code, output.stderr);
        let digest = program.digest();
        if output.code == Some(0) {
            assert_eq!(digest, expected, "{what}");
        } else {
            failed += 1;
            assert_eq!(output.code, Some(3), "{what}");
            assert_eq!(digest, before, "{what}");
            assert!(output.stderr.contains("no space left"), "{what}");
        }
        program.ok(&args);
        assert_eq!(program.digest(), expected, "{what}");
    }
    assert!(failed > 0, "no injection was met");
}

fn copy_of(sound: &Bellwether) -> Bellwether {
    let program = Bellwether::new();
    copy_dir(sound.store(), program.store()).expect("the store can be copied");
    program
}

/// Fills a small disk of its own up to so many KiB, ingests, looks, makes room, ingests again.
const SMALL_DISK: &str = r#"
mount -t tmpfs -o size=16m none "$1" && cp -r "$2" "$1/store" || exit 99
free=$(df -k "$1" | awk 'END { print $4 }')
head -c $(( (free - $4) * 1024 )) /dev/zero > "$1/filler"
"$5" --store "$1/store" ingest "$3" -q 2>&1; echo "code $?"
"$5" --store "$1/store" count --json; rm "$1/filler"
"$5" --store "$1/store" ingest "$3" -q > /dev/null; echo "code $?"
"$5" --store "$1/store" count --json
"#;

/// Whether a namespace with a mount of its own may be made; where not, one line says so.
fn may_mount() -> bool {
    let mut probe = Command::new("unshare");
    probe.args(["-Urm", "sh", "-c", "mount -t tmpfs none /mnt"]);
    let usable = probe.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if !usable {
        use std::io::Write as _;
        let words = "skipped: the small disk (B1) needs unshare with the right to mount";
        let _ = writeln!(std::io::stderr(), "{words}");
    }
    usable
}

#[test]
fn a_small_disk_that_fills_up_gives_an_error_with_the_path_and_works_again() {
    if !may_mount() {
        return;
    }
    let program = ten_rows();
    let more = program.file("more.csv", ged::csv(&ged::rows(100, 600))).display().to_string();
    let disk = program.dir().join("disk");
    std::fs::create_dir(&disk).expect("a folder can be made");
    let mut failed = 0;
    for room in ["0", "8", "20", "36", "60"] {
        let mut command = Command::new("unshare");
        program.dress(&mut command).args(["-Urm", "sh", "-c", SMALL_DISK, "sh"]);
        command.arg(&disk).arg(program.store()).args([&more, room]).arg(program.binary());
        let said = Bellwether::finish(&mut command).expect_code(0).stdout;
        let (first, rest) = said.split_once("code ").expect("the first ingest ended");
        let (looked, last) = rest.rsplit_once("code 0\n").expect("the second ingest is well");
        assert!(last.contains("\"value\": 510"), "{room} KiB: {said}");
        if looked.starts_with('0') {
            assert!(looked.contains("\"value\": 510"), "{room} KiB: {said}");
        } else {
            failed += 1;
            assert!(looked.starts_with('3'), "{room} KiB: {said}");
            assert!(looked.contains("\"value\": 10,"), "{room} KiB: {said}");
            assert!(first.contains("no space left") && first.contains("/disk/store"), "{said}");
        }
    }
    assert!(failed > 0, "there was room in every case");
}

#[test]
fn a_full_disk_during_a_compaction_leaves_every_answer() {
    if !is_usable("the full disk during a compaction (B1)") {
        return;
    }
    let world = World::small();
    let sound = world.program();
    for release in world.releases.iter().take(4) {
        release.ingest(&sound);
    }
    let (before, events) = (sound.digest(), sound.events(&[]));
    for (call, nth) in [("linkat", 1), ("rename", 1), ("unlink", 1)] {
        let program = copy_of(&sound);
        let args = ["vacuum", "--keep-hours", "0"];
        let _ = inject(&program, call, nth, Injection::FullDisk, &args);
        assert_eq!(program.digest(), before, "{call}");
        assert_eq!(program.events(&[]), events, "{call}");
        program.ok(&args);
        program.ok(&["doctor", "--deep"]);
        assert_eq!(program.events(&[]), events, "{call}");
    }
}
