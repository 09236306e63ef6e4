//! `demo` and `simulate`: marked as simulated, and the same for the same seed.

use std::path::Path;

use bellwether_e2e::Bellwether;

/// The page of a demo on standard output.
fn page(seed: &str) -> String {
    let args = ["demo", "--seed", seed, "--reports", "1000"];
    Bellwether::new().ok(&args).stdout
}

#[test]
fn the_demo_shows_a_page_that_says_simulated_and_what_to_try_next() {
    let program = Bellwether::new();
    let output = program.ok(&["demo", "--reports", "1000"]);
    assert!(output.stdout.lines().next().is_some_and(|line| line.contains("SIMULATED")));
    for part in ["Relations", "Activity", "First-level units", "What each dataset", "Sources"] {
        assert!(output.stdout.contains(part), "{part}");
    }
    assert!(output.stderr.contains("Try next"), "{}", output.stderr);
    assert!(!program.store().exists(), "the demo wrote into the user's store");
    let left = std::fs::read_dir(program.dir()).expect("the home").count();
    assert_eq!(left, 0, "the demo left something behind");
}

#[test]
fn the_same_seed_is_the_same_page_and_another_seed_is_not() {
    let first = page("5");
    assert_eq!(first, page("5"));
    assert_ne!(first, page("6"));
}

#[test]
fn a_demo_that_is_kept_can_be_asked_as_it_says() {
    let program = Bellwether::new();
    let output = program.ok(&["demo", "--reports", "1000", "--keep", "kept"]);
    let tried: Vec<&str> =
        output.stderr.lines().filter_map(|line| line.trim().strip_prefix("bellwether ")).collect();
    assert!(!tried.is_empty(), "{}", output.stderr);
    for line in tried {
        let args: Vec<&str> = line.split_whitespace().collect();
        let _ = program.run(&args).expect_code(0);
    }
    let _ = program.run(&["demo", "--keep", "kept"]).expect_code(3);
}

/// All files below a folder with their bytes, by path.
fn contents(root: &Path) -> Vec<(String, Vec<u8>)> {
    let (mut found, mut folders) = (Vec::new(), vec![root.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).expect("below").display().to_string();
                found.push((name, std::fs::read(&path).expect("a file")));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_simulated_world_is_the_same_bytes_for_the_same_seed_and_marked_in_every_file() {
    let program = Bellwether::new();
    for (name, seed) in [("a", "3"), ("b", "3"), ("c", "4")] {
        program.ok(&["simulate", name, "--seed", seed, "--reports", "1000", "-q"]);
    }
    let [a, b, c] = ["a", "b", "c"].map(|name| contents(&program.dir().join(name)));
    assert_eq!(a, b);
    assert_ne!(a, c);
    for (name, bytes) in &a {
        let text = String::from_utf8_lossy(bytes);
        if Path::new(name).extension().is_some_and(|ext| ext == "csv") && name.contains("GED") {
            assert!(text.lines().skip(1).all(|line| line.contains("SIMULATED")), "{name}");
        }
    }
    assert!(a.iter().any(|(name, bytes)| {
        name == "README.txt" && String::from_utf8_lossy(bytes).contains("SIMULATED")
    }));
    let _ = program.run(&["simulate", "a"]).expect_code(3);
    let _ = program.run(&["simulate", "d", "--reports", "12"]).expect_code(2);
}
