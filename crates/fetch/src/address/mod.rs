//! Where fetching may go: public addresses on the ports of the web, and hosts that the configuration
//! exempts. Everything is checked before a packet leaves, for each redirect anew, and on the addresses
//! that a name resolves to; only addresses that were checked are connected to.

mod host;
mod ip;
mod target;

pub use ip::not_public;
pub use target::{AddressError, Refusal};

/// The host of an address that may be asked by the rules on the text and the host; what its name resolves to
/// is looked at when it is fetched.
///
/// # Errors
/// When the address is refused.
pub fn permitted(url: &str, policy: &crate::Policy) -> Result<String, AddressError> {
    let target = target::admit(url, policy)?;
    Ok(target.url.host_str().unwrap_or_default().to_owned())
}
pub(crate) use target::{Target, admit, public_only, shown, shown_text};

/// Checks a URL by its text alone, without resolving its name.
///
/// # Errors
/// When the policy would refuse it.
pub fn check(url: &str, policy: &crate::Policy) -> Result<(), AddressError> {
    admit(url, policy).map(drop)
}
