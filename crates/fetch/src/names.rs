//! From a name to addresses, once: what was checked is what is connected to.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Resolves names.
pub trait Names: Send + Sync {
    /// All addresses of a host.
    ///
    /// # Errors
    /// When the name cannot be resolved.
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// The system's resolver.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemNames;

impl Names for SystemNames {
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        Ok((host, 0).to_socket_addrs()?.map(|address| address.ip()).collect())
    }
}

/// The addresses that passed the check, for the one request that is about to be made. The HTTP client
/// has no other resolver: it can only connect to what stands here, so a name that changes its address
/// between check and connection gains nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pins(Arc<Mutex<HashMap<String, Vec<IpAddr>>>>);

impl Pins {
    /// Replaces all pins by those of one host.
    pub(crate) fn set(&self, host: &str, addresses: Vec<IpAddr>) {
        let mut pins = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pins.clear();
        pins.insert(host.to_ascii_lowercase(), addresses);
    }

    fn get(&self, host: &str) -> Option<Vec<IpAddr>> {
        let pins = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pins.get(&host.to_ascii_lowercase()).cloned()
    }
}

impl Resolve for Pins {
    fn resolve(&self, name: Name) -> Resolving {
        let found = self.get(name.as_str());
        Box::pin(std::future::ready(match found {
            Some(addresses) => {
                let addresses = addresses.into_iter().map(|address| SocketAddr::new(address, 0));
                Ok(Box::new(addresses) as Addrs)
            }
            None => Err(format!("{} was not checked", name.as_str()).into()),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_host_of_the_last_check_has_addresses() {
        let pins = Pins::default();
        pins.set("A.example", vec![IpAddr::from([8, 8, 8, 8])]);
        assert_eq!(pins.get("a.example"), Some(vec![IpAddr::from([8, 8, 8, 8])]));
        pins.set("b.example", Vec::new());
        assert_eq!(pins.get("a.example"), None);
    }
}
