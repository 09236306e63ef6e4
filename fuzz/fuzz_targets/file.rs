//! Any file, packed or not, is recognised and read with every row accounted for, or refused.
#![no_main]

use std::io::Write as _;

use bellwether_model::LIMITS;
use bellwether_sources::fuzz::accounts_for_every_row;
use bellwether_sources::{ReadOptions, SourceError, read, recognise};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("is written");
    let Ok(recognised) = recognise(file.path(), &LIMITS) else { return };
    let options = ReadOptions { threads: 1, ..ReadOptions::default() };
    let _ = read::<SourceError>(file.path(), &recognised, &options, |batch| {
        assert!(accounts_for_every_row(&batch));
        Ok(())
    });
});
