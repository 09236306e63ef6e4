//! A server that does exactly what a test tells it to, byte by byte.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A request as it came in.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Heard {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Where the `Range` header begins.
    pub(crate) fn range_from(&self) -> Option<usize> {
        self.header("range")?.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()
    }
}

pub(crate) struct Server {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<Heard>>>,
    connections: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
}

impl Server {
    /// Answers each request with a function of the request and its number (from 0).
    pub(crate) fn start(
        answer: impl Fn(&Heard, usize, &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self::start_at("127.0.0.1:0".parse().expect("an address"), answer)
    }

    pub(crate) fn start_at(
        address: SocketAddr,
        answer: impl Fn(&Heard, usize, &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(address).expect("a port");
        let server = Self {
            address: listener.local_addr().expect("an address"),
            heard: Arc::default(),
            connections: Arc::default(),
            stop: Arc::default(),
        };
        let (heard, connections, stop) =
            (server.heard.clone(), server.connections.clone(), server.stop.clone());
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                connections.fetch_add(1, Ordering::SeqCst);
                let Ok(mut stream) = stream else { continue };
                let (heard, answer) = (heard.clone(), answer.clone());
                thread::spawn(move || {
                    let Some(request) = read(&stream) else { return };
                    let number = {
                        let mut all = heard.lock().expect("not poisoned");
                        all.push(request.clone());
                        all.len() - 1
                    };
                    // A client that hangs up is part of many tests.
                    let _ = answer(&request, number, &mut stream);
                });
            }
        });
        server
    }

    /// The address as `127.0.0.1:PORT`.
    pub(crate) fn host(&self) -> String {
        self.address.to_string()
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().expect("not poisoned").clone()
    }

    pub(crate) fn targets(&self) -> Vec<String> {
        self.heard().into_iter().map(|request| request.target).collect()
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

fn read(stream: &TcpStream) -> Option<Heard> {
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut parts = line.split_whitespace();
    let target = parts.nth(1)?.to_owned();
    let mut headers = Vec::new();
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.push((name.to_owned(), value.to_owned()));
    }
    let mut heard = Heard { target, headers, body: String::new() };
    let length = heard.header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    heard.body = String::from_utf8_lossy(&body).into_owned();
    Some(heard)
}

/// Writes a whole answer.
pub(crate) fn reply(
    stream: &mut TcpStream,
    status: u16,
    headers: &[(&str, &str)],
    body: &[u8],
) -> std::io::Result<()> {
    head(stream, status, headers, Some(body.len()))?;
    stream.write_all(body)
}

/// Writes a status line and headers, with a declared length or none.
pub(crate) fn head(
    stream: &mut TcpStream,
    status: u16,
    headers: &[(&str, &str)],
    length: Option<usize>,
) -> std::io::Result<()> {
    let mut text = format!("HTTP/1.1 {status} X\r\nConnection: close\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    if let Some(length) = length {
        text.push_str(&format!("Content-Length: {length}\r\n"));
    }
    text.push_str("\r\n");
    stream.write_all(text.as_bytes())
}

/// Ends a connection with a reset instead of a proper end.
pub(crate) fn reset(stream: &TcpStream) {
    // Closing with unread bytes in the buffer resets; there is always the rest of a request that the
    // client may still send, but not surely. Shutting both ways at once is as rude.
    let _ = stream.shutdown(std::net::Shutdown::Both);
}

/// Serves `body` with ranges as a good server does, under a tag.
pub(crate) fn serve_range(
    heard: &Heard,
    stream: &mut TcpStream,
    tag: &str,
    body: &[u8],
) -> std::io::Result<()> {
    let same = heard.header("if-range").is_none_or(|known| known == tag);
    match heard.range_from() {
        Some(from) if same && from < body.len() => {
            let range = format!("bytes {from}-{}/{}", body.len() - 1, body.len());
            reply(stream, 206, &[("ETag", tag), ("Content-Range", &range)], &body[from..])
        }
        Some(from) if same => {
            let range = format!("bytes */{}", body.len());
            assert!(from >= body.len());
            reply(stream, 416, &[("Content-Range", &range)], b"")
        }
        _ => reply(stream, 200, &[("ETag", tag)], body),
    }
}
