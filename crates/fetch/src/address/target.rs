//! A URL that may be asked.

use std::net::IpAddr;

use url::{Host, Url};

use super::host::local_name;
use super::ip::not_public;
use crate::Policy;

/// Ports of the web; others only by exemption.
const PORTS: &[u16] = &[80, 443, 8080, 8443];

/// An address that is not asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{url} is not asked: {refusal}")]
pub struct AddressError {
    /// The URL without its query, which may hold what nobody should read.
    pub url: String,
    /// Why.
    pub refusal: Refusal,
}

/// Why an address is not asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Longer than the limit.
    #[error("it has {seen} bytes, above the limit of {limit} for a URL")]
    TooLong {
        /// The limit hit.
        limit: usize,
        /// The length.
        seen: usize,
    },
    /// Not a URL, or with characters that readers of URLs disagree about.
    #[error("it is not a URL ({0})")]
    Malformed(String),
    /// Neither http nor https.
    #[error("only http and https are fetched, not {0}")]
    Scheme(String),
    /// A user or a password in the URL.
    #[error(
        "it names a user or a password; secrets come from a file, the environment or the keyring"
    )]
    UserInfo,
    /// A port that is not one of the web's.
    #[error(
        "port {0} is not one of the web's (80, 443, 8080, 8443); add it to fetch_hosts in the configuration if it is meant"
    )]
    Port(u16),
    /// An address that is not public.
    #[error(
        "{address} is not a public address ({class}); add it to fetch_hosts in the configuration if it is meant"
    )]
    NotPublic {
        /// The address.
        address: IpAddr,
        /// What it is.
        class: &'static str,
    },
    /// A name of a local network.
    #[error("{name} {why}; add it to fetch_hosts in the configuration if it is meant")]
    LocalName {
        /// The name.
        name: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A redirect from https to http.
    #[error("it is a redirect from https to http; give the http address if it is meant")]
    Downgrade,
}

impl Refusal {
    /// What of it is a text that came from the URL.
    pub(crate) const fn text_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::Malformed(text) | Self::Scheme(text) | Self::LocalName { name: text, .. } => {
                Some(text)
            }
            _ => None,
        }
    }
}

/// A URL whose text passes.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) url: Url,
    /// The name to resolve; `None` if the host is an address.
    pub(crate) name: Option<String>,
    /// Whether the host is exempt from the rule on public addresses.
    pub(crate) exempt: bool,
}

impl Target {
    /// The port, which each http and https URL has.
    pub(crate) fn port(&self) -> u16 {
        self.url.port_or_known_default().unwrap_or(443)
    }

    /// The host as it is spelled in the URL.
    pub(crate) fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }
}

/// Checks the text of a URL.
pub(crate) fn admit(text: &str, policy: &Policy) -> Result<Target, AddressError> {
    let refuse = |refusal| AddressError { url: shown_text(text), refusal };
    if text.len() > policy.url_bytes {
        return Err(refuse(Refusal::TooLong { limit: policy.url_bytes, seen: text.len() }));
    }
    // The standard drops tabs and line ends and reads a backslash as a slash; other readers do not.
    if text.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        let what = "it has a space, a control character or a backslash".to_owned();
        return Err(refuse(Refusal::Malformed(what)));
    }
    let url = Url::parse(text).map_err(|error| refuse(Refusal::Malformed(error.to_string())))?;
    admit_url(url, policy).map_err(refuse)
}

fn admit_url(url: Url, policy: &Policy) -> Result<Target, Refusal> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Refusal::Scheme(url.scheme().chars().take(20).collect()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refusal::UserInfo);
    }
    let Some(host) = url.host() else {
        return Err(Refusal::Malformed("it has no host".to_owned()));
    };
    let (address, name) = match host {
        Host::Ipv4(address) => (Some(IpAddr::V4(address)), None),
        Host::Ipv6(address) => (Some(IpAddr::V6(address)), None),
        Host::Domain(name) => (None, Some(name.to_owned())),
    };
    let port = url.port_or_known_default().unwrap_or_default();
    if is_exempt(&host.to_string(), port, policy) {
        return Ok(Target { url, name, exempt: true });
    }
    if let Some(address) = address
        && let Some(class) = not_public(address)
    {
        return Err(Refusal::NotPublic { address, class });
    }
    if let Some(why) = name.as_deref().and_then(local_name) {
        return Err(Refusal::LocalName { name: name.unwrap_or_default(), why });
    }
    if !PORTS.contains(&port) {
        return Err(Refusal::Port(port));
    }
    Ok(Target { url, name, exempt: false })
}

fn is_exempt(host: &str, port: u16, policy: &Policy) -> bool {
    policy.exempt_hosts.iter().any(|entry| {
        entry.eq_ignore_ascii_case(host)
            || entry.rsplit_once(':').is_some_and(|(entry, digits)| {
                entry.eq_ignore_ascii_case(host) && digits.parse() == Ok(port)
            })
    })
}

/// The addresses of a name that may be connected to.
pub(crate) fn public_only(
    target: &Target,
    addresses: Vec<IpAddr>,
) -> Result<Vec<IpAddr>, AddressError> {
    if target.exempt {
        return Ok(addresses);
    }
    let refused = addresses.iter().find_map(|address| Some((*address, not_public(*address)?)));
    let public: Vec<IpAddr> =
        addresses.into_iter().filter(|address| not_public(*address).is_none()).collect();
    match refused {
        Some((address, class)) if public.is_empty() => Err(AddressError {
            url: shown(&target.url),
            refusal: Refusal::NotPublic { address, class },
        }),
        _ => Ok(public),
    }
}

/// A URL as it stands in messages: without user, query and fragment.
pub(crate) fn shown(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let mark = if url.query().is_some() { "?…" } else { "" };
    format!("{}://{host}{port}{}{mark}", url.scheme(), url.path())
}

/// The same for a text that may not even be a URL.
pub(crate) fn shown_text(text: &str) -> String {
    if let Ok(url) = Url::parse(text)
        && text.len() <= 512
        && url.has_host()
    {
        return shown(&url);
    }
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let rest = text[..end].rsplit('@').next().unwrap_or_default();
    rest.chars().filter(|c| !c.is_control()).take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(url: &str) -> Refusal {
        admit(url, &Policy::default()).expect_err(url).refusal
    }

    #[test]
    fn the_sources_addresses_pass() {
        for url in [
            "https://ucdp.uu.se/downloads/ged/ged251-csv.zip",
            "http://data.gdeltproject.org/gdeltv2/masterfilelist.txt",
            "https://acleddata.com./api/acled/read?limit=5000",
            "https://8.8.8.8:8443/",
            "https://bücher.se/",
        ] {
            assert!(admit(url, &Policy::default()).is_ok(), "{url}");
        }
    }

    #[test]
    fn an_exemption_is_for_one_host_and_its_port() {
        let policy = Policy {
            exempt_hosts: vec!["127.0.0.1:8080".into(), "[::1]:80".into(), "mirror.lan".into()],
            ..Policy::default()
        };
        for url in ["http://127.0.0.1:8080/", "http://[::1]/", "https://mirror.lan:9000/x"] {
            assert!(admit(url, &policy).expect(url).exempt, "{url}");
        }
        for url in ["http://127.0.0.1:8081/", "http://127.0.0.2:8080/", "http://a.mirror.lan/"] {
            assert!(admit(url, &policy).is_err(), "{url}");
        }
        let user = admit("http://me:word@127.0.0.1:8080/", &policy).expect_err("a user");
        assert_eq!(user.refusal, Refusal::UserInfo);
    }

    #[test]
    fn each_refusal_says_what_was_wrong() {
        assert_eq!(refusal("ftp://ucdp.uu.se/"), Refusal::Scheme("ftp".into()));
        assert_eq!(refusal("https://ucdp.uu.se:22/"), Refusal::Port(22));
        assert_eq!(refusal("https://a:b@ucdp.uu.se/"), Refusal::UserInfo);
        let long = format!("https://ucdp.uu.se/{}", "a".repeat(8 << 10));
        assert_eq!(refusal(&long), Refusal::TooLong { limit: 8 << 10, seen: (8 << 10) + 19 });
        assert!(matches!(refusal("https://ucdp.uu.se\\@127.0.0.1/"), Refusal::Malformed(_)));
    }

    #[test]
    fn messages_show_no_query_and_no_user() {
        for url in ["ftp://a:hush@x.se/p?key=hush#hush", "no url ?hush", "https://u:hush@[/?hush"] {
            let message = admit(url, &Policy::default()).expect_err(url).to_string();
            assert!(!message.contains("hush"), "{message}");
        }
    }

    #[test]
    fn of_the_addresses_of_a_name_only_public_ones_are_left() {
        let target = admit("https://ucdp.uu.se/", &Policy::default()).expect("public");
        let of = |text: &str| text.parse::<IpAddr>().expect("an address");
        let mixed = public_only(&target, vec![of("10.0.0.1"), of("8.8.8.8")]);
        assert_eq!(mixed, Ok(vec![of("8.8.8.8")]));
        let error = public_only(&target, vec![of("10.0.0.1"), of("::1")]).expect_err("none left");
        assert!(error.to_string().contains("10.0.0.1 is not a public address (private)"));
    }
}
