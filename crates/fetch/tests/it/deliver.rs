//! Notices to webhooks and mailboxes that behave, and to those that do not.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use bellwether_fetch::deliver::{
    Channel, Delivered, Ledger, Mail, MailTls, Webhook, deliver, delivery_id, signature,
};
use bellwether_fetch::{FetchError, Policy, Secret};
use bellwether_model::Notice;
use serde_json::{Value, json};

use crate::bench::{Bench, small};
use crate::server::{Server, reply, reset};

const CANARY: &str = "canary-77";

fn notice(id: &str) -> Notice {
    Notice {
        id: id.to_owned(),
        title: format!("Harn Front: 9 events in 28 days, 2 expected ({id})"),
        summary: "more than expected".to_owned(),
        body: "On 2 May …\nIt rests on 9 reports.".to_owned(),
        published: "2025-01-01T00:00:00Z".parse().expect("a time"),
        updated: "2025-01-02T00:00:00Z".parse().expect("a time"),
        payload: json!({ "facet": "tempo" }),
    }
}

fn webhook(server: &Server) -> Webhook {
    Webhook::new(server.url("/hook?token=t0ken"), Secret::new(CANARY))
}

fn ledger_path(bench: &Bench) -> PathBuf {
    bench.folder.path().join("deliveries.ndjson")
}

/// One run over these notices, as a process of its own would do it.
fn run(bench: &Bench, channel: &dyn Channel, notices: &[Notice]) -> Delivered {
    let mut ledger = Ledger::open(&ledger_path(bench)).expect("a ledger");
    deliver(channel, &bench.fetcher, notices, &mut ledger).expect("a ledger that can be written")
}

#[test]
fn a_notice_is_posted_once_and_its_signature_holds() {
    let server = Server::start(|_, _, stream| reply(stream, 204, &[], b""));
    let bench = Bench::new(&server);
    let channel = webhook(&server);
    let done = run(&bench, &channel, &[notice("a1")]);
    assert_eq!((done.delivered, done.before, done.left), (1, 0, 0));
    let again = run(&bench, &channel, &[notice("a1")]);
    assert_eq!((again.delivered, again.before, again.left), (0, 1, 0));
    let heard = server.heard();
    assert_eq!(heard.len(), 1, "nothing is sent twice");
    let header = |name: &str| heard[0].header(name).expect(name).to_owned();
    let id = header("webhook-id");
    assert_eq!(id, delivery_id(&channel.name(), &notice("a1")));
    let second: i64 = header("webhook-timestamp").parse().expect("seconds");
    let signed = signature(&Secret::new(CANARY), &id, second, &heard[0].body).expect("signs");
    assert_eq!(header("webhook-signature"), signed);
    assert_eq!(header("content-type"), "application/json");
    let body: Value = serde_json::from_str(&heard[0].body).expect("JSON");
    assert_eq!((&body["delivery"], &body["id"]), (&json!(id), &json!("a1")));
    assert_eq!(body["data"]["facet"], "tempo");
    let changed = Notice { updated: bench_time("2025-02-01T00:00:00Z"), ..notice("a1") };
    assert_eq!(run(&bench, &channel, &[changed]).delivered, 1, "what changed is told");
}

fn bench_time(text: &str) -> jiff::Timestamp {
    text.parse().expect("a time")
}

#[test]
fn a_server_that_fails_is_asked_again_under_the_same_id_with_longer_waits() {
    let server = Server::start(|_, number, stream| match number {
        0 => reply(stream, 500, &[], b"out of order"),
        1 => {
            reset(stream);
            Ok(())
        }
        2 => reply(stream, 503, &[("Retry-After", "90")], b""),
        _ => reply(stream, 200, &[], b"thanks"),
    });
    let bench = Bench::new(&server);
    assert_eq!(run(&bench, &webhook(&server), &[notice("a")]).delivered, 1);
    let heard = server.heard();
    assert_eq!(heard.len(), 4);
    let of = |name: &str| -> Vec<String> {
        heard.iter().map(|h| h.header(name).expect(name).to_owned()).collect()
    };
    let ids = of("webhook-id");
    assert!(ids.iter().all(|id| *id == ids[0]));
    let stamps = of("webhook-timestamp");
    let seconds: Vec<i64> = stamps.iter().map(|t| t.parse().expect("seconds")).collect();
    assert!(seconds.is_sorted() && seconds[3] >= seconds[2] + 90, "{seconds:?}");
    let signatures: std::collections::BTreeSet<String> =
        of("webhook-signature").into_iter().collect();
    assert!(signatures.len() >= 2, "each attempt is signed for its own second");
    let slept = bench.clock.slept();
    assert!(slept.len() >= 3 && slept[1] > slept[0] / 2, "{slept:?}");
}

#[test]
fn a_refusal_is_not_repeated_in_the_same_run_and_the_others_wait() {
    let server = Server::start(|_, number, stream| {
        let status = if number == 0 { 401 } else { 200 };
        reply(stream, status, &[], CANARY.as_bytes())
    });
    let bench = Bench::new(&server);
    let two = [notice("a"), notice("b")];
    let first = run(&bench, &webhook(&server), &two);
    assert_eq!((first.delivered, first.left), (0, 2));
    let error = first.error.expect("it was refused").to_string();
    assert!(
        error.contains("401") && !error.contains("t0ken") && !error.contains(CANARY),
        "{error}"
    );
    assert_eq!(server.heard().len(), 1);
    let second = run(&bench, &webhook(&server), &two);
    assert_eq!((second.delivered, second.left), (2, 0), "nothing is lost");
    let kept = std::fs::read_to_string(ledger_path(&bench)).expect("a ledger");
    assert_eq!(kept.lines().count(), 3);
    assert!(!kept.contains(CANARY) && !kept.contains("t0ken"), "{kept}");
}

#[test]
fn no_redirect_is_followed_with_what_was_signed() {
    let other = Server::start(|_, _, stream| reply(stream, 200, &[], b""));
    let elsewhere = other.url("/steal");
    let server =
        Server::start(move |_, _, stream| reply(stream, 307, &[("Location", &elsewhere)], b""));
    let policy = Policy { exempt_hosts: vec![server.host(), other.host()], ..small(&server) };
    let bench = Bench::with(policy);
    let done = run(&bench, &webhook(&server), &[notice("a")]);
    assert_eq!((done.delivered, done.left), (0, 1));
    assert!(done.error.expect("refused").to_string().contains("redirect"));
    assert!(other.heard().is_empty());
}

#[test]
fn a_server_that_hangs_is_left_and_an_inner_address_is_not_asked_at_all() {
    let server = Server::start(|_, _, _| {
        thread::sleep(Duration::from_secs(2));
        Ok(())
    });
    let policy = Policy { attempts: 2, ..small(&server) };
    let bench = Bench::with(policy.clone());
    let done = run(&bench, &webhook(&server), &[notice("a")]);
    assert!(matches!(done.error, Some(FetchError::TooSlow { .. })), "{:?}", done.error);
    assert_eq!(server.heard().len(), 2);
    let strict = Bench::with(Policy { exempt_hosts: Vec::new(), ..policy.clone() });
    let refused = run(&strict, &webhook(&server), &[notice("a")]);
    assert!(matches!(refused.error, Some(FetchError::Address(_))), "{:?}", refused.error);
    let offline = Bench::with(Policy { offline: true, ..policy });
    let refused = run(&offline, &webhook(&server), &[notice("a")]);
    assert!(matches!(refused.error, Some(FetchError::Offline { .. })), "{:?}", refused.error);
    assert_eq!(server.heard().len(), 2);
}

/// What a mail server was told, line by line, of all connections.
type Told = Arc<Mutex<Vec<String>>>;

/// How a mail server behaves.
#[derive(Clone, Copy, PartialEq)]
enum Manner {
    Good,
    /// Fails once for now, then is good.
    BusyOnce,
    /// Does not know the recipient.
    NoSuchBox,
    /// Closes in the middle of the message, every time.
    ClosesEarly,
    /// Says nothing.
    Silent,
}

fn smtp(manner: Manner) -> (SocketAddr, Told) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let told = Told::default();
    let heard = told.clone();
    thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let Ok(stream) = stream else { return };
            let _ = converse(&stream, manner, number, &heard);
        }
    });
    (address, told)
}

fn converse(stream: &TcpStream, manner: Manner, number: usize, told: &Told) -> std::io::Result<()> {
    let mut out = stream;
    if manner == Manner::Silent {
        thread::sleep(Duration::from_secs(3));
        return Ok(());
    }
    if manner == Manner::BusyOnce && number == 0 {
        return out.write_all(b"421 come back later\r\n");
    }
    out.write_all(b"220 mail.invalid ESMTP\r\n")?;
    let mut in_message = false;
    for line in BufReader::new(stream).lines() {
        let line = line?;
        told.lock().expect("not poisoned").push(line.clone());
        let answer: &[u8] = match line.split(' ').next().unwrap_or_default() {
            _ if in_message && manner == Manner::ClosesEarly => return Ok(()),
            _ if in_message && line != "." => continue,
            "." => {
                in_message = false;
                b"250 taken\r\n"
            }
            "EHLO" => b"250-mail.invalid\r\n250 AUTH PLAIN\r\n",
            "AUTH" => b"235 welcome\r\n",
            "RCPT" if manner == Manner::NoSuchBox => b"550 no such box\r\n",
            "DATA" => {
                in_message = true;
                b"354 go on\r\n"
            }
            "QUIT" => return out.write_all(b"221 bye\r\n"),
            _ => b"250 ok\r\n",
        };
        out.write_all(answer)?;
    }
    Ok(())
}

fn mail(address: SocketAddr, tls: MailTls, login: Option<(String, Secret)>) -> Mail {
    let to = ["desk@example.org".to_owned(), "Night <night@example.org>".to_owned()];
    Mail::new(&address.to_string(), tls, login, "Watch <watch@example.org>", &to).expect("valid")
}

fn mail_bench() -> Bench {
    let policy = Policy {
        attempts: 2,
        fetch_time: Duration::from_millis(400),
        host_interval: Duration::ZERO,
        ..Policy::default()
    };
    Bench::with(policy)
}

#[test]
fn a_notice_is_mailed_as_a_plain_message_with_an_id_that_stays() {
    let (address, told) = smtp(Manner::Good);
    let bench = mail_bench();
    let login = Some(("watch".to_owned(), Secret::new(CANARY)));
    let channel = mail(address, MailTls::None, login);
    assert_eq!(run(&bench, &channel, &[notice("a1")]).delivered, 1);
    assert_eq!(run(&bench, &channel, &[notice("a1")]).before, 1);
    let told = told.lock().expect("not poisoned").clone();
    let has = |part: &str| told.iter().any(|line| line.contains(part));
    let id = delivery_id(&channel.name(), &notice("a1"));
    assert!(has(&format!("Message-ID: <{id}@example.org>")), "{told:?}");
    assert!(has("Subject: Harn Front: 9 events") && has("MAIL FROM:<watch@example.org>"));
    assert!(has("RCPT TO:<desk@example.org>") && has("RCPT TO:<night@example.org>"));
    assert!(has("Content-Type: text/plain; charset=utf-8") && has("AUTH PLAIN"), "{told:?}");
    assert_eq!(told.iter().filter(|line| *line == "DATA").count(), 1);
}

#[test]
fn a_mail_server_that_is_busy_is_asked_again_and_one_that_refuses_is_not() {
    let bench = mail_bench();
    let (address, told) = smtp(Manner::BusyOnce);
    assert_eq!(run(&bench, &mail(address, MailTls::None, None), &[notice("a")]).delivered, 1);
    assert!(told.lock().expect("not poisoned").iter().any(|line| line == "DATA"));
    let (address, told) = smtp(Manner::NoSuchBox);
    let done = run(&bench, &mail(address, MailTls::None, None), &[notice("a"), notice("b")]);
    assert_eq!((done.delivered, done.left), (0, 2));
    let error = done.error.expect("refused").to_string();
    assert!(error.contains("no such box"), "{error}");
    let told = told.lock().expect("not poisoned").clone();
    assert_eq!(told.iter().filter(|line| line.starts_with("RCPT")).count(), 1, "{told:?}");
}

#[test]
fn a_mail_server_that_closes_or_says_nothing_leaves_the_notice_for_the_next_time() {
    let bench = mail_bench();
    for manner in [Manner::ClosesEarly, Manner::Silent] {
        let (address, _) = smtp(manner);
        let done = run(&bench, &mail(address, MailTls::None, None), &[notice("a")]);
        assert_eq!((done.delivered, done.left), (0, 1));
        let error = done.error.expect("nothing arrived").to_string();
        assert!(error.contains("(2 attempts)"), "{error}");
    }
}

#[test]
fn without_starttls_no_word_of_a_message_or_a_password_is_sent() {
    let (address, told) = smtp(Manner::Good);
    let bench = mail_bench();
    let login = Some(("watch".to_owned(), Secret::new(CANARY)));
    let done = run(&bench, &mail(address, MailTls::StartTls, login), &[notice("a")]);
    assert_eq!(done.left, 1);
    let told = told.lock().expect("not poisoned").clone();
    let is_telling = |line: &String| !line.starts_with("EHLO") && !line.starts_with("QUIT");
    assert!(!told.iter().any(is_telling), "{told:?}");
}
