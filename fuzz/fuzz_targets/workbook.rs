//! Every row of a sheet becomes a report or a reject, or the workbook is refused.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for batch in bellwether_sources::fuzz::workbook(bytes) {
        assert!(bellwether_sources::fuzz::accounts_for_every_row(&batch));
    }
});
