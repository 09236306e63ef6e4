//! Every row becomes a report, a mention or a reject, whatever the bytes are.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for batch in bellwether_sources::fuzz::gdelt(bytes) {
        assert!(bellwether_sources::fuzz::accounts_for_every_row(&batch));
    }
});
