//! A client that asks over connections that stay open, as many at once as it is told, each waiting for its answer.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// One connection.
pub(super) struct Connection {
    stream: TcpStream,
    address: SocketAddr,
    buffer: Vec<u8>,
}

/// What one request came to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timed {
    pub(super) status: u16,
    pub(super) ms: f64,
    pub(super) bytes: usize,
}

impl Connection {
    pub(super) fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self { stream, address, buffer: Vec::with_capacity(64 << 10) })
    }

    /// Asks and reads the whole answer.
    pub(super) fn get(&mut self, target: &str) -> io::Result<Timed> {
        let start = Instant::now();
        write!(self.stream, "GET {target} HTTP/1.1\r\nhost: {}\r\n\r\n", self.address)?;
        self.buffer.clear();
        let mut chunk = [0; 32 << 10];
        let mut whole = None;
        while whole.is_none_or(|whole| self.buffer.len() < whole) {
            let count = self.stream.read(&mut chunk)?;
            if count == 0 {
                return Err(io::Error::other("closed within an answer"));
            }
            self.buffer.extend_from_slice(&chunk[..count]);
            if whole.is_none() {
                whole = length(&self.buffer);
            }
        }
        let status = std::str::from_utf8(self.buffer.get(9..12).unwrap_or_default());
        let status = status.ok().and_then(|status| status.parse().ok()).unwrap_or(0);
        let ms = start.elapsed().as_secs_f64() * 1e3;
        Ok(Timed { status, ms, bytes: self.buffer.len() })
    }

    /// The body of an answer as text.
    pub(super) fn text(&mut self, target: &str) -> io::Result<String> {
        self.get(target)?;
        let head = self.buffer.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(0);
        Ok(String::from_utf8_lossy(&self.buffer[head + 4..]).into_owned())
    }
}

/// Bytes of head and body, once the head is there.
fn length(bytes: &[u8]) -> Option<usize> {
    let head = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let text = std::str::from_utf8(&bytes[..head]).ok()?.to_ascii_lowercase();
    let body =
        text.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    Some(head + 4 + body.unwrap_or(0))
}

/// Asks the targets in turn over so many connections for so long; all answers, and the seconds that it took.
pub(super) fn load(
    address: SocketAddr,
    targets: &[String],
    connections: usize,
    span: Duration,
) -> io::Result<(Vec<Timed>, f64)> {
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    let ask = || -> io::Result<Vec<Timed>> {
        let mut connection = Connection::open(address)?;
        let mut all = Vec::new();
        while start.elapsed() < span {
            let target = &targets[next.fetch_add(1, Ordering::Relaxed) % targets.len()];
            all.push(connection.get(target)?);
        }
        Ok(all)
    };
    let answers = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..connections).map(|_| scope.spawn(ask)).collect();
        let answers = asking.into_iter().map(|asking| {
            asking.join().unwrap_or_else(|_| Err(io::Error::other("a client broke off")))
        });
        answers.collect::<io::Result<Vec<_>>>()
    })?;
    Ok((answers.concat(), start.elapsed().as_secs_f64()))
}

/// Asks all targets once, over six connections, as a browser does; milliseconds until the last is there.
pub(super) fn page(address: SocketAddr, targets: &[String]) -> io::Result<(f64, Vec<Timed>)> {
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    let ask = || -> io::Result<Vec<Timed>> {
        let mut connection = Connection::open(address)?;
        let mut all = Vec::new();
        while let Some(target) = targets.get(next.fetch_add(1, Ordering::Relaxed)) {
            all.push(connection.get(target)?);
        }
        Ok(all)
    };
    let answers = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..6).map(|_| scope.spawn(ask)).collect();
        let answers = asking.into_iter().map(|asking| {
            asking.join().unwrap_or_else(|_| Err(io::Error::other("a client broke off")))
        });
        answers.collect::<io::Result<Vec<_>>>()
    })?;
    Ok((start.elapsed().as_secs_f64() * 1e3, answers.concat()))
}
