//! The corpora of the fuzz targets as regression tests: what was once found stays found.

use bellwether_fetch::fuzz::{acled_page, address, checkpoint, gdelt_lists, headers, ucdp_page};

/// Reads every input of a target: those whose names begin with `sound` are what they should be, and no
/// other is.
fn each_input(target: &str, is_read: impl Fn(&[u8]) -> bool) {
    let corpora = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus");
    let mut seen = [0, 0];
    for entry in std::fs::read_dir(format!("{corpora}/{target}")).expect("a corpus") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let sound = name.starts_with("sound");
        let bytes = std::fs::read(&path).expect("reads");
        assert_eq!(is_read(&bytes), sound, "{target}/{name}");
        seen[usize::from(sound)] += 1;
    }
    assert!(seen.iter().all(|count| *count > 0), "{target}: {seen:?}");
}

/// For entry points that take text.
fn text(read: impl Fn(&str) -> bool) -> impl Fn(&[u8]) -> bool {
    move |bytes| std::str::from_utf8(bytes).is_ok_and(&read)
}

#[test]
fn lists_are_read_line_by_line_and_what_is_no_entry_is_none() {
    each_input("gdelt_lists", |bytes| gdelt_lists(bytes).iter().sum::<usize>() > 0);
}

#[test]
fn headers_are_read_or_passed_by() {
    each_input("headers", text(headers));
}

#[test]
fn pages_are_read_or_refused() {
    each_input("ucdp_page", |bytes| ucdp_page(bytes).is_some());
    each_input("acled_page", |bytes| acled_page(bytes).is_some());
}

#[test]
fn an_address_may_be_asked_or_is_refused() {
    each_input("address", text(address));
}

#[test]
fn a_checkpoint_is_gone_on_from_or_refused() {
    each_input("checkpoint", text(checkpoint));
}
