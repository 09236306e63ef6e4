//! Any bytes are a list of GDELT's, line by line.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = bellwether_fetch::fuzz::gdelt_lists(bytes);
});
