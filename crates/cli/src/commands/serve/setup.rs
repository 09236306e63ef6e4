//! How the server is set up: flags, else the table `serve` of the configuration, else defaults.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use bellwether_model::Limits;
use bellwether_server::{Config, Role};

use super::ServeArgs;
use crate::failure::Failure;
use crate::session::Session;

/// Where the server listens unless told otherwise.
const LISTEN: &str = "127.0.0.1:8417";

/// The keys of the table that are about the server; `watch serve` has its own in the same table.
pub(crate) const KEYS: [&str; 13] = [
    "listen",
    "tokens",
    "anonymous",
    "hosts",
    "body_bytes",
    "head_seconds",
    "body_seconds",
    "request_seconds",
    "answer_bytes",
    "connections",
    "connections_per_address",
    "questions_at_once",
    "questions_waiting",
];

/// The setup.
pub(super) fn config(
    session: &Session,
    args: &ServeArgs,
    closed: Vec<String>,
) -> Result<Config, Failure> {
    let table = &session.settings.serve.value;
    let known = |key: &&String| {
        KEYS.contains(&key.as_str()) || crate::schedule::KEYS.contains(&key.as_str())
    };
    if let Some(unknown) = table.keys().find(|key| !known(key)) {
        return Err(Failure::Usage(format!(
            "serve has {unknown:?}; known are {}",
            KEYS.join(", ")
        )));
    }
    let text = |key: &str| table.get(key).map(String::as_str);
    let list = |key: &str| -> Vec<String> {
        let parts = text(key).unwrap_or_default().split(',').map(str::trim);
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let listen: SocketAddr = match args.listen {
        Some(listen) => listen,
        None => text("listen").unwrap_or(LISTEN).parse().map_err(|_| {
            Failure::Usage(format!("serve listens on {:?}; give ADDRESS:PORT", text("listen")))
        })?,
    };
    let tokens = if args.tokens.is_empty() {
        list("tokens").into_iter().map(PathBuf::from).collect()
    } else {
        args.tokens.clone()
    };
    let anonymous = match (args.anonymous, text("anonymous")) {
        (Some(word), _) => Some(word.into()),
        (None, None) => None,
        (None, Some(word)) => Some(Role::parse(word).ok_or_else(|| {
            Failure::Usage(format!(
                "serve has anonymous = {word:?}; it must be reader, analyst or admin"
            ))
        })?),
    };
    let hosts = if args.host.is_empty() { list("hosts") } else { args.host.clone() };
    let limits = limits(session.settings.limits(), table)?;
    Ok(Config { listen, tokens, anonymous, hosts, limits, closed })
}

/// The limits, with what the table changes.
pub(super) fn limits(
    mut limits: Limits,
    table: &BTreeMap<String, String>,
) -> Result<Limits, Failure> {
    for (key, text) in table {
        let number = |least: u64| {
            text.trim().parse::<u64>().ok().filter(|number| *number >= least).ok_or_else(|| {
                Failure::Usage(format!(
                    "serve has {key} = {text:?}; it must be a whole number from {least}"
                ))
            })
        };
        let size = |least: u64| number(least).map(|n| usize::try_from(n).unwrap_or(usize::MAX));
        match key.as_str() {
            "body_bytes" => limits.body_bytes = size(1_024)?,
            "head_seconds" => limits.head_seconds = number(1)?,
            "body_seconds" => limits.body_seconds = number(1)?,
            "request_seconds" => limits.request_seconds = number(1)?,
            "answer_bytes" => limits.answer_bytes = size(1_024)?,
            "connections" => limits.connections = size(1)?,
            "connections_per_address" => limits.connections_per_address = size(1)?,
            "questions_at_once" => limits.questions_at_once = size(0)?,
            "questions_waiting" => limits.questions_waiting = size(0)?,
            _ => {}
        }
    }
    Ok(limits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellwether_model::LIMITS;

    #[test]
    fn limits_are_those_of_the_table_and_nonsense_is_named() {
        let table = |key: &str, value: &str| BTreeMap::from([(key.to_owned(), value.to_owned())]);
        let changed = limits(LIMITS, &table("connections_per_address", "300")).expect("valid");
        assert_eq!(changed, Limits { connections_per_address: 300, ..LIMITS });
        for (key, value) in
            [("connections", "0"), ("request_seconds", "soon"), ("body_bytes", "-1")]
        {
            let error = limits(LIMITS, &table(key, value)).expect_err(key).to_string();
            assert!(error.contains(key) && error.contains(value), "{error}");
        }
    }
}
