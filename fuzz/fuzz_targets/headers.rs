//! Any text is `Retry-After` or `Content-Range`, or neither.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = bellwether_fetch::fuzz::headers(text);
});
