//! What stands for each kind of row in the store's digest.

use bellwether_model::{ContentHash, ContentHasher, Digest, Finding};
use jiff::Timestamp;

use crate::StoreError;
use crate::revisions::Ending;

/// A content hash as it is stored.
pub(crate) fn hash_from(bytes: &[u8]) -> Result<ContentHash, StoreError> {
    let bytes: [u8; 16] = bytes
        .try_into()
        .map_err(|_| StoreError::Integrity("a content hash is not 16 bytes long".into()))?;
    Ok(ContentHash(u128::from_be_bytes(bytes)))
}

/// The instant as it goes into the digest: only where a source gave it as a day. The time of day of a
/// retrieval is not part of the history, so that the same history has the same digest on any machine.
fn dated(instant: Timestamp) -> String {
    let micros_of_day = instant.as_microsecond().rem_euclid(86_400_000_000);
    if micros_of_day == 0 { instant.to_string() } else { String::new() }
}

/// The part of the digest that stands for one revision of one row.
pub(crate) fn row_digest(
    table: &str,
    key: &str,
    content: ContentHash,
    known_from: Timestamp,
) -> Digest {
    ContentHasher::new()
        .field(b"row")
        .field(table.as_bytes())
        .field(key.as_bytes())
        .field(&content.0.to_be_bytes())
        .field(dated(known_from).as_bytes())
        .digest()
}

/// The part of the digest that stands for the end of a revision.
pub(crate) fn ending_digest(ending: &Ending) -> Digest {
    ContentHasher::new()
        .field(b"ending")
        .field(ending.table.as_bytes())
        .field(&ending.revision.to_le_bytes())
        .field(ending.key.as_bytes())
        .field(ending.reason.as_str().as_bytes())
        .field(dated(ending.known_until).as_bytes())
        .digest()
}

/// The part of the digest that stands for a finding in a file.
pub(crate) fn finding_digest(sha256: &str, finding: &Finding, rule: &str) -> Digest {
    ContentHasher::new()
        .field(b"finding")
        .field(sha256.as_bytes())
        .field(&finding.row.to_le_bytes())
        .field(finding.column.as_bytes())
        .field(rule.as_bytes())
        .field(finding.severity.as_str().as_bytes())
        .digest()
}

/// The part of the digest that stands for a document that tells of an event.
pub(crate) fn mention_digest(report: &str, locator: &str, seen: Timestamp, row: u64) -> Digest {
    ContentHasher::new()
        .field(b"mention")
        .field(report.as_bytes())
        .field(locator.as_bytes())
        .field(&seen.as_microsecond().to_le_bytes())
        .field(&row.to_le_bytes())
        .digest()
}

/// The part of the digest that stands for a gap, or for its having been filled.
pub(crate) fn gap_digest(dataset: &str, from: Timestamp, to: Timestamp, filled: bool) -> Digest {
    ContentHasher::new()
        .field(b"gap")
        .field(dataset.as_bytes())
        .field(&from.as_microsecond().to_le_bytes())
        .field(&to.as_microsecond().to_le_bytes())
        .field(&[u8::from(filled)])
        .digest()
}
