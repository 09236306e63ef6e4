//! Connections: how many, from whom, and how long each may take over its head, its body and its answer.
//!
//! `axum::serve` leaves a connection open for as long as its client cares to be slow. Here the head of a request must
//! have come within [`Limits::head_seconds`], an idle connection ends after the same time, and a client that does not
//! read its answer loses it after [`Limits::unread_seconds`]. Where all places are taken, those who wait for their own
//! client give way (`guests`).

use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

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
use crate::guests::{Awaited, Guest, Guests, Place};
use crate::metrics::Metrics;

/// How long requests that are being answered have after the server was told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Connections at once that are told that there are too many.
const TURNED_AWAY: usize = 256;

/// Files that are open beside connections, at most: those of the store, of the registry, of answers.
const OTHER_FILES: usize = 512;

/// As many connections as there can be: where the system gives this process too few file descriptors, more are asked
/// for, up to its hard limit, and where these do not suffice there are fewer connections.
pub(crate) fn room_for(connections: usize) -> usize {
    let beside = TURNED_AWAY + OTHER_FILES;
    let wanted = u64::try_from(connections.saturating_add(beside)).unwrap_or(u64::MAX);
    let given = match rlimit::increase_nofile_limit(wanted) {
        Ok(given) => usize::try_from(given).unwrap_or(usize::MAX),
        // Where this cannot be told it is as the system has it.
        Err(error) => {
            tracing::warn!("the limit of open files cannot be raised: {error}");
            return connections;
        }
    };
    let room = given.saturating_sub(beside).max(given / 2).max(1);
    if room < connections {
        tracing::warn!(
            "the system lets this process open {given} files, so at most {room} connections are kept, not \
             {connections}; raise it with `ulimit -n`"
        );
    }
    room.min(connections)
}

/// Accepts connections until told to stop; then lets those end that are being answered.
pub(crate) async fn accept(
    listener: TcpListener,
    app: App,
    limits: Limits,
    metrics: Arc<Metrics>,
    mut stop: watch::Receiver<bool>,
) {
    let guests = Guests::new(metrics, &limits);
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
        match guests.admit(address) {
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
    guest: Guest,
) {
    let _ = stream.set_nodelay(true);
    let place = Arc::clone(&guest.place);
    let patience = Duration::from_secs(limits.unread_seconds);
    let patient = Patient::new(stream, patience, Arc::clone(&place));
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let (app, place) = (app.clone(), Arc::clone(&place));
        async move {
            place.works();
            let body = |body| Awaited::body(body, Arc::clone(&place));
            let response = app.respond(request.map(body)).await;
            place.listens();
            Ok::<_, Infallible>(response)
        }
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
        () = guest.place.given_away() => {
            tracing::debug!("a connection gave way to another");
            return;
        }
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
    place: Arc<Place>,
}

impl Patient {
    fn new(stream: TcpStream, patience: Duration, place: Arc<Place>) -> Self {
        Self { inner: TokioIo::new(stream), patience, until: None, place }
    }

    /// Lets a write that waits wait no longer than is patient.
    fn bounded<T>(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        self.place.is_read(written.is_ready());
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
