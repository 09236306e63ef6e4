//! E-mail: each notice is one plain message to some mailboxes, through an SMTP server.
//!
//! The `Message-ID` is made of the id of the delivery, so that a message that is sent again is the same one
//! to the programs that receive it.

use std::sync::mpsc;

use bellwether_model::{Notice, hex};
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::SmtpTransportBuilder;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{SmtpTransport, Transport as _};
use sha2::{Digest as _, Sha256};

use super::Channel;
use crate::fetcher::{Failed, plain};
use crate::{FetchError, Fetcher, Secret};

/// How long a whole conversation may take, in the time that one step of it may.
const STEPS: u32 = 4;

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailTls {
    /// TLS from the first byte (port 465).
    Wrapped,
    /// TLS after `STARTTLS`, without which nothing is sent (port 587).
    StartTls,
    /// None; only to a server on this machine.
    None,
}

/// Where notices are mailed to.
#[derive(Debug, Clone)]
pub struct Mail {
    host: String,
    port: u16,
    tls: MailTls,
    login: Option<(String, Secret)>,
    from: Mailbox,
    to: Vec<Mailbox>,
}

impl Mail {
    /// A mail channel. `server` is `host:port`; without a port that of `tls` is taken. `from` and `to` are
    /// addresses, alone or as `Name <address>`.
    ///
    /// # Errors
    /// When an address is none, when there is no recipient, or when the connection would be open to others.
    pub fn new(
        server: &str,
        tls: MailTls,
        login: Option<(String, Secret)>,
        from: &str,
        to: &[String],
    ) -> Result<Self, FetchError> {
        let standard = if tls == MailTls::Wrapped { 465 } else { 587 };
        let (host, port) = match server.rsplit_once(':') {
            Some((host, port)) if !host.ends_with(':') => {
                let port = port.parse().map_err(|_| {
                    FetchError::Request(format!("{server:?} is no mail server; write host:port"))
                })?;
                (host.trim_start_matches('[').trim_end_matches(']').to_owned(), port)
            }
            _ => (server.to_owned(), standard),
        };
        if tls == MailTls::None && !matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1") {
            return Err(FetchError::Request(format!(
                "mail to {host} without TLS could be read on the way; use starttls or tls, none is for a server on \
                 this machine"
            )));
        }
        let mailbox = |text: &str| -> Result<Mailbox, FetchError> {
            let wrong = |_| FetchError::Request(format!("{text:?} is no e-mail address"));
            text.trim().parse().map_err(wrong)
        };
        let to: Vec<Mailbox> = to.iter().map(|text| mailbox(text)).collect::<Result<_, _>>()?;
        if to.is_empty() {
            return Err(FetchError::Request("mail goes to nobody; name a recipient".to_owned()));
        }
        Ok(Self { host, port, tls, login, from: mailbox(from)?, to })
    }

    /// The server and its port.
    #[must_use]
    pub fn server(&self) -> (&str, u16) {
        (&self.host, self.port)
    }

    fn url(&self) -> String {
        format!("smtp://{}:{}", self.host, self.port)
    }

    fn message(&self, fetcher: &Fetcher, id: &str, notice: &Notice) -> Result<Message, FetchError> {
        let wrong = |error: lettre::error::Error| FetchError::Request(format!("the mail: {error}"));
        let mut builder = Message::builder()
            .from(self.from.clone())
            .date(fetcher.now().into())
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .subject(plain(&notice.title, 200))
            .header(ContentType::TEXT_PLAIN);
        for mailbox in &self.to {
            builder = builder.to(mailbox.clone());
        }
        builder.body(notice.body.clone()).map_err(wrong)
    }

    fn protected(&self, builder: SmtpTransportBuilder) -> Result<SmtpTransportBuilder, FetchError> {
        let parameters = || {
            TlsParameters::new(self.host.clone())
                .map_err(|error| FetchError::Setup(format!("TLS for mail: {error}")))
        };
        Ok(builder.tls(match self.tls {
            MailTls::Wrapped => Tls::Wrapper(parameters()?),
            MailTls::StartTls => Tls::Required(parameters()?),
            MailTls::None => Tls::None,
        }))
    }

    fn transport(&self, fetcher: &Fetcher) -> Result<SmtpTransport, FetchError> {
        // Dangerous is only its default of no TLS, and what is used is said here.
        let builder = SmtpTransport::builder_dangerous(&self.host).port(self.port);
        let mut builder = self.protected(builder)?.timeout(Some(fetcher.policy().fetch_time));
        if let Some((user, password)) = &self.login {
            let password = password.expose().to_owned();
            builder = builder.credentials(Credentials::new(user.clone(), password));
        }
        Ok(builder.build())
    }

    /// One conversation with the server.
    fn send_once(&self, fetcher: &Fetcher, message: &Message) -> Result<(), Failed> {
        let transport = self.transport(fetcher)?;
        let message = message.clone();
        let (told, ended) = mpsc::sync_channel(1);
        // Each step has its limit, but there is none for the number of steps: a server that says a word now and
        // then must not hold us.
        std::thread::spawn(move || told.send(transport.send(&message)));
        let limit = fetcher.policy().fetch_time * STEPS;
        let Ok(sent) = ended.recv_timeout(limit) else {
            let (url, what) = (self.url(), "the mail was not taken".to_owned());
            return Err(Failed::for_now(FetchError::TooSlow { url, what, limit, attempts: 1 }));
        };
        let Err(error) = sent else { return Ok(()) };
        let reason = plain(&in_words(&error), 300);
        let url = self.url();
        if error.is_permanent() || error.is_tls() {
            return Err(FetchError::Answer { url, reason }.into());
        }
        Err(Failed::for_now(FetchError::Unreachable { url, reason, attempts: 1 }))
    }

    fn hide(&self, text: &str) -> String {
        self.login.as_ref().map_or_else(|| text.to_owned(), |(_, secret)| secret.hide_in(text))
    }
}

/// The error and what caused it.
fn in_words(error: &lettre::transport::smtp::Error) -> String {
    let mut words = error.to_string();
    let mut inner = std::error::Error::source(error);
    while let Some(cause) = inner {
        let cause_words = cause.to_string();
        if !words.contains(&cause_words) {
            words = format!("{words}: {cause_words}");
        }
        inner = cause.source();
    }
    words
}

impl Channel for Mail {
    fn name(&self) -> String {
        let mut hasher = Sha256::new();
        hasher.update(self.url());
        for mailbox in &self.to {
            hasher.update(mailbox.email.to_string());
        }
        format!("mail-{}", hex(&hasher.finalize()[..6]))
    }

    fn deliver(&self, fetcher: &Fetcher, id: &str, notice: &Notice) -> Result<(), FetchError> {
        if fetcher.policy().offline {
            return Err(FetchError::Offline { url: self.url() });
        }
        let message = self.message(fetcher, id, notice)?;
        fetcher.persist(
            &self.url(),
            || {
                self.send_once(fetcher, &message)
                    .map_err(|failed| failed.hide(|text| self.hide(text)))
            },
            || Ok(false),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(server: &str, tls: MailTls) -> Result<Mail, FetchError> {
        Mail::new(server, tls, None, "Watch <watch@example.org>", &["desk@example.org".to_owned()])
    }

    #[test]
    fn a_server_has_the_port_of_its_kind_unless_it_names_one() {
        let of = |server, tls| mail(server, tls).map(|mail| (mail.host, mail.port));
        let host = || "smtp.example.org".to_owned();
        assert_eq!(of("smtp.example.org", MailTls::StartTls).expect("valid"), (host(), 587));
        assert_eq!(of("smtp.example.org", MailTls::Wrapped).expect("valid"), (host(), 465));
        assert_eq!(of("smtp.example.org:25", MailTls::StartTls).expect("valid"), (host(), 25));
        assert_eq!(of("[::1]:2525", MailTls::None).expect("valid"), ("::1".to_owned(), 2525));
    }

    #[test]
    fn mail_is_sent_in_the_clear_to_nobody_but_this_machine() {
        assert!(mail("localhost:25", MailTls::None).is_ok());
        let error = mail("smtp.example.org:25", MailTls::None).expect_err("open").to_string();
        assert!(error.contains("starttls"), "{error}");
    }

    #[test]
    fn what_is_no_address_is_refused_by_its_name() {
        let of = |from: &str, to: &[&str]| {
            let to: Vec<String> = to.iter().map(|text| (*text).to_owned()).collect();
            Mail::new("localhost:25", MailTls::None, None, from, &to).map(drop)
        };
        for (from, to) in [("nobody", vec!["a@example.org"]), ("a@example.org", vec!["x y"])] {
            assert!(
                of(from, &to).expect_err("no address").to_string().contains("no e-mail address")
            );
        }
        assert!(of("a@example.org", &[]).is_err());
    }
}
