//! What the configuration and the flags say of a second reader.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use bellwether_fetch::{Endpoint, FetchError, Policy, SecretError, SecretName, Secrets};

use super::AssistArgs;
use crate::commands::fetch::policy;
use crate::failure::Failure;
use crate::session::Session;

/// The keys of the table `assist`.
const KEYS: [&str; 6] = ["url", "model", "seconds", "weights", "labels", "memory_mib"];
/// Seconds that one answer may take unless the table says otherwise, and at most.
const SECONDS: u64 = 120;
const SECONDS_MAX: u64 = 3600;
/// Mebibytes that a model in a file may take unless the table says otherwise, and the least and the most of them.
const MEMORY_MIB: u64 = 4096;
const MEMORY_MIB_MIN: u64 = 128;
const MEMORY_MIB_MAX: u64 = 1 << 20;
/// Times that one question is put before the command gives up.
const ATTEMPTS: u32 = 3;

/// The reader that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// An endpoint that speaks OpenAI's chat protocol.
    Endpoint(WantedEndpoint),
    /// A model in a file.
    Weights(WantedWeights),
}

/// An endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WantedEndpoint {
    url: Option<String>,
    pub(super) model: String,
    pub(super) seconds: u64,
}

/// A model in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WantedWeights {
    /// The file or its folder.
    pub(super) path: PathBuf,
    /// What its labels mean.
    pub(super) labels: String,
    pub(super) seconds: u64,
    pub(super) memory_mib: u64,
}

impl Wanted {
    /// The reader that the flags name, else the table.
    pub(super) fn of(table: &BTreeMap<String, String>, args: &AssistArgs) -> Result<Self, Failure> {
        if let Some(unknown) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            let known = KEYS.join(", ");
            return Err(Failure::Usage(format!("assist has {unknown:?}; known are {known}")));
        }
        let said = |key: &str| table.get(key).cloned().filter(|text| !text.trim().is_empty());
        let seconds = whole(table, "seconds", SECONDS, 1..=SECONDS_MAX)?;
        let endpoint = args.assist_url.is_some() || args.assist_model.is_some();
        let weights = args.assist_weights.clone();
        let weights = weights.or_else(|| said("weights").map(PathBuf::from).filter(|_| !endpoint));
        let Some(path) = weights else {
            let model = args.assist_model.clone().filter(|model| !model.trim().is_empty());
            let model = model.or_else(|| said("model")).ok_or_else(|| {
                let keys = "model = \"NAME\" under [assist] in the configuration";
                let file = "a file of your own is --assist-weights PATH, or weights = \"PATH\"";
                Failure::Usage(format!(
                    "no model is named; give --assist-model NAME, or set {keys}; {file}"
                ))
            })?;
            let url = args.assist_url.clone().or_else(|| said("url"));
            return Ok(Self::Endpoint(WantedEndpoint { url, model, seconds }));
        };
        if args.assist_weights.is_none() && said("url").is_some() {
            let remedy = "keep one, or choose with --assist-url or --assist-weights";
            return Err(Failure::Usage(format!("assist has both url and weights; {remedy}")));
        }
        Ok(Self::Weights(WantedWeights {
            path,
            labels: said("labels").unwrap_or_default(),
            seconds,
            memory_mib: whole(table, "memory_mib", MEMORY_MIB, MEMORY_MIB_MIN..=MEMORY_MIB_MAX)?,
        }))
    }
}

/// A whole number of the table, within limits.
fn whole(
    table: &BTreeMap<String, String>,
    key: &str,
    usual: u64,
    limits: std::ops::RangeInclusive<u64>,
) -> Result<u64, Failure> {
    let Some(text) = table.get(key) else { return Ok(usual) };
    text.parse::<u64>().ok().filter(|number| limits.contains(number)).ok_or_else(|| {
        let remedy = format!("give a whole number from {} to {}", limits.start(), limits.end());
        Failure::Usage(format!("assist has {key} = {text:?}; {remedy}"))
    })
}

impl WantedEndpoint {
    /// Where the chat interface is: the address itself, or below its base.
    pub(super) fn endpoint(&self, session: &Session) -> Result<Endpoint, Failure> {
        let url = self.url.as_deref().ok_or_else(|| {
            let keys = "url = \"https://…/v1\" under [assist] in the configuration";
            Failure::Usage(format!(
                "no address of a model is known; give --assist-url URL, or set {keys}"
            ))
        })?;
        let base = url.trim_end_matches('/');
        let end = "/chat/completions";
        let url = if base.ends_with(end) { base.to_owned() } else { format!("{base}{end}") };
        // A model on one's own machine wants no key.
        let key = match Secrets::new(session.settings.secrets.value.clone())
            .find(SecretName::AssistKey)
        {
            Ok(key) => Some(key),
            Err(SecretError::Missing { .. }) => None,
            Err(error) => return Err(FetchError::from(error).into()),
        };
        Ok(Endpoint::new(url, key))
    }

    pub(super) fn policy(&self, session: &Session) -> Policy {
        Policy {
            fetch_time: Duration::from_secs(self.seconds),
            host_interval: Duration::ZERO,
            attempts: ATTEMPTS,
            ..policy(session)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(pairs: &[(&str, &str)], args: &AssistArgs) -> Result<Wanted, Failure> {
        let table = pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        Wanted::of(&table.collect(), args)
    }

    #[test]
    fn flags_go_before_the_configuration() {
        let args = AssistArgs { assist_model: Some("b".into()), ..AssistArgs::default() };
        let table = [("url", "https://a.se/v1"), ("model", "a"), ("weights", "w")];
        let found = wanted(&table, &args).expect("whole");
        let url = Some("https://a.se/v1".to_owned());
        let endpoint = WantedEndpoint { url, model: "b".into(), seconds: SECONDS };
        assert_eq!(found, Wanted::Endpoint(endpoint));
        let args = AssistArgs { assist_weights: Some("v".into()), ..AssistArgs::default() };
        let table = [("url", "https://a.se/v1"), ("weights", "w"), ("memory_mib", "512")];
        let Ok(Wanted::Weights(found)) = wanted(&table, &args) else { panic!("a file") };
        assert_eq!((found.path, found.memory_mib), ("v".into(), 512));
    }

    #[test]
    fn a_wrong_table_is_refused_with_what_is_right() {
        let of = |pairs: &[(&str, &str)]| {
            wanted(pairs, &AssistArgs::default()).expect_err("wrong").to_string()
        };
        assert!(of(&[]).contains("--assist-model") && of(&[]).contains("--assist-weights"));
        assert!(of(&[("model", "a"), ("key", "x")]).contains("known are url, model, seconds"));
        assert!(of(&[("model", "a"), ("seconds", "0")]).contains("from 1 to 3600"));
        assert!(of(&[("weights", "w"), ("memory_mib", "1")]).contains("from 128 to 1048576"));
        assert!(of(&[("weights", "w"), ("url", "https://a.se")]).contains("keep one"));
    }
}
