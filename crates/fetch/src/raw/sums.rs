//! Checksums.

use bellwether_model::hex;
use md5::Md5;
use sha2::{Digest, Sha256};

/// Both sums that sources announce, taken in one pass.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sums {
    sha256: Sha256,
    md5: Md5,
}

/// Both sums, lower-case hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finished {
    pub(crate) sha256: String,
    pub(crate) md5: String,
}

impl Sums {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        self.md5.update(bytes);
    }

    pub(crate) fn finish(self) -> Finished {
        Finished { sha256: hex(&self.sha256.finalize()), md5: hex(&self.md5.finalize()) }
    }
}

/// A file name for a text: its SHA-256.
pub(crate) fn text_key(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_standards_test_vectors() {
        let mut sums = Sums::default();
        sums.update(b"a");
        sums.update(b"bc");
        let finished = sums.finish();
        assert_eq!(finished.md5, "900150983cd24fb0d6963f7d28e17f72");
        assert!(finished.sha256.starts_with("ba7816bf8f01cfea"));
    }
}
