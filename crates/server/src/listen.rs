//! Connections: how many, from whom, and how long each may take over its head, its body and its answer.
//!
//! `axum::serve` leaves a connection open for as long as its client cares to be slow. Here the head of a request must
//! have come within [`Limits::head_seconds`], an idle connection ends after the same time, and a client that does not
//! read its answer loses it after [`Limits::unread_seconds`].

use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use bellwether_model::Limits;
use hyper::body::Incoming;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{Instant, Sleep};

use crate::app::App;
use crate::metrics::Metrics;

/// How long requests that are being answered have after the server was told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Connections at once that are told that there are too many.
const TURNED_AWAY: usize = 256;

/// Who is connected.
#[derive(Debug, Default)]
struct Guests {
    all: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// One connection, counted for as long as it lives.
struct Guest {
    guests: Arc<Mutex<Guests>>,
    metrics: Arc<Metrics>,
    address: IpAddr,
}

impl Guest {
    fn admit(
        guests: &Arc<Mutex<Guests>>,
        metrics: &Arc<Metrics>,
        address: IpAddr,
        limits: &Limits,
    ) -> Option<Self> {
        let mut all = guests.lock().unwrap_or_else(PoisonError::into_inner);
        let own = all.by_address.get(&address).copied().unwrap_or_default();
        if all.all >= limits.connections || own >= limits.connections_per_address {
            metrics.connections_refused.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        all.all += 1;
        *all.by_address.entry(address).or_default() += 1;
        metrics.connections.store(all.all, Ordering::Relaxed);
        drop(all);
        Some(Self { guests: Arc::clone(guests), metrics: Arc::clone(metrics), address })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut all = self.guests.lock().unwrap_or_else(PoisonError::into_inner);
        all.all = all.all.saturating_sub(1);
        self.metrics.connections.store(all.all, Ordering::Relaxed);
        if let Some(own) = all.by_address.get_mut(&self.address) {
            *own = own.saturating_sub(1);
            if *own == 0 {
                all.by_address.remove(&self.address);
            }
        }
    }
}

/// Accepts connections until told to stop; then lets those end that are being answered.
pub(crate) async fn accept(
    listener: TcpListener,
    app: App,
    limits: Limits,
    metrics: Arc<Metrics>,
    mut stop: watch::Receiver<bool>,
) {
    let guests = Arc::new(Mutex::new(Guests::default()));
    let turned_away = Arc::new(Semaphore::new(TURNED_AWAY));
    let mut alive = tokio::task::JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = told(&mut stop) => break,
            Some(_) = alive.join_next() => continue,
        };
        let (stream, peer) = match accepted {
            Ok(pair) => pair,
            Err(error) => {
                // Out of file descriptors, or a client that has gone again.
                tracing::warn!("a connection cannot be accepted: {error}");
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        // IPv4 seen through an IPv6 socket is the same address.
        let address = peer.ip().to_canonical();
        match Guest::admit(&guests, &metrics, address, &limits) {
            Some(guest) => {
                alive.spawn(converse(stream, app.clone(), limits, stop.clone(), guest));
            }
            None if turned_away.available_permits() > 0 => {
                let told = Arc::clone(&turned_away);
                alive.spawn(async move {
                    if let Ok(_permit) = told.try_acquire() {
                        turn_away(stream).await;
                    }
                });
            }
            // Whoever goes on after that is told nothing.
            None => drop(stream),
        }
    }
    drop(listener);
    let rest = async { while alive.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, rest).await.is_err() {
        alive.abort_all();
    }
}

/// Waits until the server is told to stop.
async fn told(stop: &mut watch::Receiver<bool>) {
    // Where nobody can tell any more, it is time as well.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Says that there are too many connections, to whoever still listens.
async fn turn_away(stream: TcpStream) {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let body = "{\"type\":\"urn:bellwether:problem:limit\",\"title\":\"Too Many Requests\",\"status\":429,\
                \"detail\":\"too many connections\"}";
    let answer = format!(
        "HTTP/1.1 429 Too Many Requests\r\ncontent-type: application/problem+json\r\nretry-after: 1\r\n\
         connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = stream;
    let said = async {
        stream.write_all(answer.as_bytes()).await?;
        stream.shutdown().await?;
        // Closing on what was sent and not read would take the answer back from the client.
        let mut rest = [0; 4 << 10];
        while stream.read(&mut rest).await? > 0 {}
        Ok::<(), io::Error>(())
    };
    let _ = tokio::time::timeout(Duration::from_secs(1), said).await;
}

/// One connection from its first byte to its last.
async fn converse(
    stream: TcpStream,
    app: App,
    limits: Limits,
    mut stop: watch::Receiver<bool>,
    _guest: Guest,
) {
    let _ = stream.set_nodelay(true);
    let patient = Patient::new(stream, Duration::from_secs(limits.unread_seconds));
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let app = app.clone();
        async move { Ok::<_, Infallible>(app.respond(request.map(Body::new)).await) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(limits.head_seconds))
        .max_header_size(limits.head_bytes)
        .max_headers(100)
        .keep_alive(true);
    let mut connection = std::pin::pin!(http.serve_connection(patient, service));
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = told(&mut stop) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        // Clients that hang up, send no HTTP or take too long; nothing of ours.
        tracing::debug!("a connection ended: {error}");
    }
}

/// A stream that gives up when nothing can be written for a while.
struct Patient {
    inner: TokioIo<TcpStream>,
    patience: Duration,
    until: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    fn new(stream: TcpStream, patience: Duration) -> Self {
        Self { inner: TokioIo::new(stream), patience, until: None }
    }

    /// Lets a write that waits wait no longer than is patient.
    fn bounded<T>(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.until = None;
            return written;
        }
        let patience = self.patience;
        let until = self
            .until
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(Instant::now() + patience)));
        match until.as_mut().poll(context) {
            Poll::Ready(()) => {
                Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the answer is not read")))
            }
            Poll::Pending => Poll::Pending,
        }
    }
}

impl Read for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(context, buffer)
    }
}

impl Write for Patient {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write(context, bytes);
        self.bounded(context, written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.inner).poll_flush(context);
        self.bounded(context, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = Pin::new(&mut self.inner).poll_shutdown(context);
        self.bounded(context, shut)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write_vectored(context, buffers);
        self.bounded(context, written)
    }
}
