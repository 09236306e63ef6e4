//! Any bytes are a page of UCDP's interface or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = bellwether_fetch::fuzz::ucdp_page(bytes);
});
