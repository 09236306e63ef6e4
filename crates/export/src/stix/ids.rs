//! Ids of STIX objects: UUIDs made of names (RFC 9562, version 5), so that they do not change from run
//! to run.

use uuid::{Builder, Uuid};

/// The namespace of all our names: the version 5 UUID of `bellwether:stix` among URLs.
fn namespace() -> Uuid {
    version_5(Uuid::NAMESPACE_URL, "bellwether:stix")
}

/// SHA-1 of namespace and name, as RFC 9562 section 5.5 has it. The feature of `uuid` that does the same is
/// not used, because it would have the whole query engine, which shares that crate, compiled anew.
fn version_5(namespace: Uuid, name: &str) -> Uuid {
    let mut hash = sha1_smol::Sha1::new();
    hash.update(namespace.as_bytes());
    hash.update(name.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.digest().bytes()[..16]);
    Builder::from_sha1_bytes(bytes).into_uuid()
}

/// The UUID of one of our names of that type.
pub(crate) fn uuid_of(kind: &str, name: &str) -> Uuid {
    version_5(namespace(), &format!("{kind}/{name}"))
}

/// `type--uuid` for one of our names of that type.
pub(super) fn id(kind: &str, name: &str) -> String {
    format!("{kind}--{}", uuid_of(kind, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_uuid_is_the_one_of_the_standard() {
        // RFC 9562, appendix A.4: version 5 of www.example.com among domain names.
        let uuid = version_5(Uuid::NAMESPACE_DNS, "www.example.com");
        assert_eq!(uuid.to_string(), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }

    #[test]
    fn a_name_of_one_type_is_not_that_of_another() {
        assert_ne!(id("incident", "a")[10..], id("location", "a")[10..]);
        assert_eq!(id("incident", "a"), id("incident", "a"));
    }
}
