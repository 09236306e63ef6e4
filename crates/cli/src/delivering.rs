//! Alerts to where people read them: feeds, a webhook, a mailbox, as the table `deliver` of the configuration
//! says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bellwether_export::{FeedForm, FeedHead, feed, save_feed};
use bellwether_fetch::deliver::{Channel, Ledger, LedgerError, Mail, MailTls, Webhook, deliver};
use bellwether_fetch::{FetchError, Secret, SecretName, Secrets};
use bellwether_model::{Date, Notice};
use bellwether_store::{Snapshot, Store};
use bellwether_vigil::Book;
use bellwether_watch::alert::{Alert, State};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::citation::citations;
use crate::commands::fetch::{fetcher, policy};
use crate::descriptions::described;
use crate::failure::Failure;
use crate::gate::Gate;
use crate::session::Session;
use crate::watching::as_it_may_leave;

/// The file in the store's folder that says what was delivered.
const LEDGER: &str = "deliveries.ndjson";

/// Where alerts go.
#[derive(Debug, Default)]
pub(crate) struct Destinations {
    feeds: Vec<(FeedForm, PathBuf)>,
    feed_url: Option<String>,
    webhook: Option<String>,
    mail: Option<MailSettings>,
}

#[derive(Debug)]
struct MailSettings {
    server: String,
    tls: MailTls,
    user: Option<String>,
    from: String,
    to: Vec<String>,
}

/// The keys of the table `deliver`.
const KEYS: [&str; 9] = [
    "atom",
    "jsonfeed",
    "feed_url",
    "webhook",
    "mail_server",
    "mail_tls",
    "mail_user",
    "mail_from",
    "mail_to",
];

impl Destinations {
    /// Reads the table `deliver`.
    pub(crate) fn of(table: &BTreeMap<String, String>) -> Result<Self, Failure> {
        if let Some(unknown) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(Failure::Usage(format!(
                "deliver has {unknown:?}; known are {}",
                KEYS.join(", ")
            )));
        }
        let text = |key: &str| table.get(key).cloned();
        let feed = |form, key| text(key).map(|path| (form, PathBuf::from(path)));
        let feeds = [feed(FeedForm::Atom, "atom"), feed(FeedForm::JsonFeed, "jsonfeed")];
        Ok(Self {
            feeds: feeds.into_iter().flatten().collect(),
            feed_url: text("feed_url"),
            webhook: text("webhook"),
            mail: text("mail_server").map(|server| MailSettings::of(server, table)).transpose()?,
        })
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.feeds.is_empty() && self.webhook.is_none() && self.mail.is_none()
    }

    fn channels(&self, session: &Session) -> Result<Vec<Box<dyn Channel>>, Failure> {
        let mut channels: Vec<Box<dyn Channel>> = Vec::new();
        if let Some(url) = &self.webhook {
            channels.push(Box::new(webhook(session, url)?));
        }
        if let Some(mail) = &self.mail {
            channels.push(Box::new(mail.channel(session)?));
        }
        Ok(channels)
    }

    /// Whether each of them could be tried, and what it is, without a secret in it. Nothing is sent or written.
    pub(crate) fn examine(
        &self,
        session: &Session,
    ) -> Vec<(&'static str, Result<String, Failure>)> {
        let mut found = Vec::new();
        for (form, path) in &self.feeds {
            let what = if *form == FeedForm::Atom { "atom" } else { "jsonfeed" };
            found.push((what, folder_of(path)));
        }
        if let Some(url) = &self.webhook {
            let outcome = webhook(session, url).and_then(|one| Ok(one.examine(&policy(session))?));
            found.push(("webhook", outcome.map(|host| format!("to {host}, signed"))));
        }
        if let Some(mail) = &self.mail {
            let said = |one: Mail| {
                let (host, port) = one.server();
                let login = if mail.user.is_some() { "signs in" } else { "nobody signs in" };
                let tls = match mail.tls {
                    MailTls::StartTls => "starttls",
                    MailTls::Wrapped => "tls",
                    MailTls::None => "no tls, on this machine",
                };
                format!("{host}:{port} by {tls}, {login}, {} recipients", mail.to.len())
            };
            found.push(("mail", mail.channel(session).map(said)));
        }
        found
    }
}

fn secret(session: &Session, name: SecretName) -> Result<Secret, Failure> {
    let secrets = Secrets::new(session.settings.secrets.value.clone());
    Ok(secrets.find(name).map_err(FetchError::from)?)
}

fn webhook(session: &Session, url: &str) -> Result<Webhook, Failure> {
    Ok(Webhook::new(url.to_owned(), secret(session, SecretName::WebhookSecret)?))
}

/// That the folder of a file is there.
fn folder_of(path: &Path) -> Result<String, Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => Err(Failure::Usage(format!(
            "{} cannot be written: there is no folder {}; make it, or name another",
            path.display(),
            folder.display()
        ))),
        _ => Ok(format!("writes {}", path.display())),
    }
}

impl MailSettings {
    fn channel(&self, session: &Session) -> Result<Mail, Failure> {
        let login = match &self.user {
            Some(user) => Some((user.clone(), secret(session, SecretName::SmtpPassword)?)),
            None => None,
        };
        Ok(Mail::new(&self.server, self.tls, login, &self.from, &self.to)?)
    }

    fn of(server: String, table: &BTreeMap<String, String>) -> Result<Self, Failure> {
        let must = |key: &str| {
            table.get(key).cloned().ok_or_else(|| {
                Failure::Usage(format!("deliver has a mail_server and no {key}; add it"))
            })
        };
        let tls = match table.get("mail_tls").map(String::as_str) {
            None | Some("starttls") => MailTls::StartTls,
            Some("tls") => MailTls::Wrapped,
            Some("none") => MailTls::None,
            Some(other) => {
                return Err(Failure::Usage(format!(
                    "mail_tls is {other:?}; it must be one of starttls, tls, none"
                )));
            }
        };
        let to = must("mail_to")?.split(',').map(|text| text.trim().to_owned()).collect();
        Ok(Self {
            server,
            tls,
            user: table.get("mail_user").cloned(),
            from: must("mail_from")?,
            to,
        })
    }
}

/// The alerts of a snapshot that may leave, as notices. What is muted is told to nobody.
pub(crate) fn notices(session: &Session, snapshot: &Snapshot<'_>) -> Result<Vec<Notice>, Failure> {
    let (book, gate) = (Book::open(snapshot)?, Gate::of(session, snapshot)?);
    let told = book.alerts.values().filter(|alert| alert.muted.is_none());
    Ok(told.filter_map(|alert| as_it_may_leave(&gate, alert)).map(|alert| notice(&alert)).collect())
}

/// An alert as a notice. It is updated when later data confirm or dissolve it, not whenever a count in it moves.
fn notice(alert: &Alert) -> Notice {
    let first = alert.revisions.first().map_or(alert.known_on, |revision| revision.known_on);
    let as_now = alert.revisions.iter().rev().take_while(|revision| revision.state == alert.state);
    let since = as_now.last().map_or(alert.known_on, |revision| revision.known_on);
    let prefix = match alert.state {
        State::New => "",
        State::Confirmed => "confirmed: ",
        State::Dissolved => "dissolved: ",
    };
    let summary = alert.sentence();
    let mut body = format!("{summary}\n\nWhat became of it:\n");
    for revision in &alert.revisions {
        let (day, state, why) = (revision.known_on, revision.state.as_str(), &revision.why);
        body.push_str(&format!("  {day}  {state}: {why}\n"));
    }
    body.push_str(&format!(
        "\nCounts are reported events, not ground truth; no reports is not no violence.\n\
         bellwether alerts explain {}\n",
        alert.id
    ));
    Notice {
        id: alert.id.clone(),
        title: format!("{prefix}{}", alert.headline()),
        summary,
        body,
        published: midnight(first),
        updated: midnight(since),
        payload: serde_json::to_value(alert).expect("alerts are JSON"),
    }
}

/// The first instant of a day (UTC).
fn midnight(day: Date) -> Timestamp {
    day.to_zoned(TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

/// What a feed of this store says of itself.
pub(crate) fn head(snapshot: &Snapshot<'_>, store: &Store, url: Option<String>) -> FeedHead {
    let commits = snapshot.commits();
    let mut rights: Vec<String> = citations(snapshot, &[])
        .into_iter()
        .filter_map(|citation| {
            let dataset = described(commits.iter().copied(), &citation.dataset)?;
            Some(format!("{} ({})", dataset.title, dataset.licence.id))
        })
        .collect();
    rights.dedup();
    let created = store.commits().ok().and_then(|commits| commits.first().map(|c| c.digest));
    FeedHead {
        title: "Bellwether alerts".to_owned(),
        id: created.map_or_else(String::new, |digest| digest.to_string()),
        url,
        rights: format!("Computed from: {}", rights.join("; ")),
    }
}

/// What became of a round of deliveries.
#[derive(Debug, Default)]
pub(crate) struct Round {
    /// Notices that there are.
    pub(crate) notices: usize,
    /// Notices that arrived now, summed over the channels.
    pub(crate) delivered: usize,
    /// Why something did not arrive, by channel.
    pub(crate) failed: Vec<String>,
}

/// Hands over a feed: to the file that was asked for, else to standard output.
pub(crate) fn hand_over(session: &Session, bytes: &[u8]) -> Result<(), Failure> {
    match session.global.output.as_deref().filter(|path| *path != Path::new("-")) {
        Some(path) => Ok(save_feed(path, bytes)?),
        None => session.output()?.text(std::str::from_utf8(bytes).expect("feeds are UTF-8")),
    }
}

/// Writes the feeds, and sends what has not arrived yet. What goes wrong at one place does not keep the others
/// from theirs.
pub(crate) fn deliver_all(
    session: &Session,
    store: &Store,
    destinations: &Destinations,
) -> Result<Round, Failure> {
    let snapshot = store.snapshot(&session.as_of())?;
    let notices = notices(session, &snapshot)?;
    let head = head(&snapshot, store, destinations.feed_url.clone());
    let mut round = Round { notices: notices.len(), ..Round::default() };
    for (form, path) in &destinations.feeds {
        let written = feed(*form, &head, &notices).and_then(|bytes| save_feed(path, &bytes));
        if let Err(error) = written {
            round.failed.push(error.to_string());
        }
    }
    let channels = destinations.channels(session)?;
    if channels.is_empty() {
        return Ok(round);
    }
    let mut ledger = Ledger::open(&ledger_path(store))?;
    let fetcher = fetcher(session, store)?;
    for channel in channels {
        let done = deliver(&*channel, &fetcher, &notices, &mut ledger)?;
        round.delivered += done.delivered;
        if let Some(error) = done.error {
            let why = error.to_string();
            let why = match &destinations.webhook {
                Some(url) => without_path(&why, url),
                None => why,
            };
            round.failed.push(format!("{} left: {why}", done.left));
        }
    }
    Ok(round)
}

/// A text in which of an address only the scheme and the host are left: its path may hold a token.
fn without_path(text: &str, url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return text.to_owned() };
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let origin = format!("{scheme}://{host}");
    let mut parts = text.split(&origin);
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        told.push_str(&origin);
        let path = part.split(char::is_whitespace).next().unwrap_or_default();
        told.push_str(if path.ends_with(':') { ":" } else { "" });
        told.push_str(&part[path.len()..]);
    }
    told
}

fn ledger_path(store: &Store) -> PathBuf {
    Path::new(store.path()).join(LEDGER)
}

impl From<LedgerError> for Failure {
    fn from(error: LedgerError) -> Self {
        Self::Data(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn of_the_address_of_a_webhook_only_the_host_is_told() {
        let said = "https://hooks.example.org/T1/canary: 403; https://hooks.example.org was asked";
        let told = without_path(said, "https://hooks.example.org/T1/canary?a=b");
        assert_eq!(told, "https://hooks.example.org: 403; https://hooks.example.org was asked");
    }

    #[test]
    fn destinations_are_read_and_what_is_none_is_refused_by_name() {
        let all = Destinations::of(&table(&[
            ("atom", "a.atom"),
            ("webhook", "https://hooks.example.org/x"),
            ("mail_server", "smtp.example.org"),
            ("mail_from", "a@example.org"),
            ("mail_to", "b@example.org, c@example.org"),
        ]))
        .expect("valid");
        assert_eq!(all.mail.expect("mail").to, ["b@example.org", "c@example.org"]);
        assert!(Destinations::of(&BTreeMap::new()).expect("none").is_empty());
        let refused = |pairs: &[(&str, &str)]| {
            Destinations::of(&table(pairs)).expect_err("refused").to_string()
        };
        assert!(refused(&[("slack", "x")]).contains("webhook"));
        assert!(refused(&[("mail_server", "x")]).contains("mail_to"));
        let odd = [("mail_server", "x"), ("mail_to", "a@b.c"), ("mail_tls", "ssl")];
        assert!(refused(&odd).contains("starttls"));
    }
}
