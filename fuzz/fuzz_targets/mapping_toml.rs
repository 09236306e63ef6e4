//! Any text is a mapping or is refused with a reason.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = bellwether_sources::fuzz::mapping_toml(bytes);
});
