//! Any bytes are split into fields or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = bellwether_sources::fuzz::tokenize(bytes);
});
