//! The name of an incident.

use crate::ContentHasher;

/// The id of the incident that a report makes on its own, and that a new incident of several takes from one of
/// them: `i-` and the first 64 bits of the BLAKE3 hash of the report's id, in hexadecimal. At ten million
/// reports the chance that any two ids are the same is below one in 300,000.
#[must_use]
pub fn incident_id_of(report_id: &str) -> String {
    let hash = ContentHasher::new().field(report_id.as_bytes()).finish().to_string();
    format!("i-{}", hash.get(..16).unwrap_or(&hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_same_everywhere_and_another_for_another_report() {
        assert_eq!(incident_id_of("ucdp-ged:1"), incident_id_of("ucdp-ged:1"));
        assert_ne!(incident_id_of("ucdp-ged:1"), incident_id_of("ucdp-ged:2"));
        assert_eq!(incident_id_of("ucdp-ged:1").len(), 18);
    }
}
