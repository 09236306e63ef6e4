//! Any table gives a draft of a mapping that is TOML, or is refused.
#![no_main]

use std::io::Write as _;

use bellwether_model::LIMITS;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("is written");
    if let Ok(draft) = bellwether_sources::suggest(file.path(), &LIMITS) {
        assert!(draft.parse::<toml::Table>().is_ok(), "{draft}");
    }
});
