//! Any text is how far a feed has come, or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = bellwether_fetch::fuzz::checkpoint(text);
});
