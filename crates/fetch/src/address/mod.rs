//! Where fetching may go: public addresses on the ports of the web, and hosts that the configuration
//! exempts. Everything is checked before a packet leaves, for each redirect anew, and on the addresses
//! that a name resolves to; only addresses that were checked are connected to.

mod host;
mod ip;
mod target;

pub use ip::not_public;
pub use target::{AddressError, Refusal};
pub(crate) use target::{Target, admit, public_only, shown, shown_text};

/// Checks a URL by its text alone, without resolving its name.
///
/// # Errors
/// When the policy would refuse it.
pub fn check(url: &str, policy: &crate::Policy) -> Result<(), AddressError> {
    admit(url, policy).map(drop)
}
