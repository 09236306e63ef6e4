//! Who is connected: so many in all, so many from one address, and who gives way when all places are taken.
//!
//! Whoever holds a place without asking anything would shut the others out. So where all places are taken, a new
//! connection gets that of one that waits for its own client: first of those that have not asked anything yet, then
//! of those that do not go on, then of those that do not read their answer; the oldest of these. A connection that the server
//! works for keeps its place, and so the next is refused only where it works for all of them.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use bellwether_model::Limits;
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::sync::Notify;

use crate::metrics::Metrics;

/// What a connection waits for, in the order in which they give way.
const SILENT: u8 = 0;
const BETWEEN: u8 = 1;
const UNREAD: u8 = 2;
/// It waits for the server, and does not give way.
const AT_WORK: u8 = 3;

/// A place, and what its holder waits for.
#[derive(Debug)]
pub(crate) struct Place {
    address: IpAddr,
    waits: AtomicU8,
    gone: Notify,
}

impl Place {
    /// A whole request came, and is answered now.
    pub(crate) fn works(&self) {
        self.waits.store(AT_WORK, Ordering::Relaxed);
    }

    /// The client should go on: with its next request, or the rest of this one.
    pub(crate) fn listens(&self) {
        self.waits.store(BETWEEN, Ordering::Relaxed);
    }

    /// Whether the client takes what is written to it.
    pub(crate) fn is_read(&self, read: bool) {
        let (from, to) = if read { (UNREAD, BETWEEN) } else { (BETWEEN, UNREAD) };
        let _ = self.waits.compare_exchange(from, to, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// Waits until the place is somebody else's.
    pub(crate) async fn given_away(&self) {
        self.gone.notified().await;
    }
}

/// All who are connected.
#[derive(Debug)]
pub(crate) struct Guests {
    book: Mutex<Book>,
    metrics: Arc<Metrics>,
    all_max: usize,
    own_max: usize,
}

#[derive(Debug, Default)]
struct Book {
    next: u64,
    places: BTreeMap<u64, Arc<Place>>,
    by_address: HashMap<IpAddr, usize>,
}

impl Book {
    fn leave(&mut self, number: u64) -> Option<Arc<Place>> {
        let place = self.places.remove(&number)?;
        if let Some(own) = self.by_address.get_mut(&place.address) {
            *own = own.saturating_sub(1);
            if *own == 0 {
                self.by_address.remove(&place.address);
            }
        }
        Some(place)
    }

    /// Who gives way to the next.
    fn yields(&self) -> Option<u64> {
        let waits = |place: &Place| place.waits.load(Ordering::Relaxed);
        let all = self.places.iter().map(|(number, place)| (waits(place), *number));
        all.min().filter(|(waits, _)| *waits != AT_WORK).map(|(_, number)| number)
    }
}

impl Guests {
    pub(crate) fn new(metrics: Arc<Metrics>, limits: &Limits) -> Arc<Self> {
        Arc::new(Self {
            book: Mutex::default(),
            metrics,
            all_max: limits.connections,
            own_max: limits.connections_per_address,
        })
    }

    /// Gives a place to a connection; `None` where its address has as many as it may, or the server works for all.
    pub(crate) fn admit(self: &Arc<Self>, address: IpAddr) -> Option<Guest> {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let own = book.by_address.get(&address).copied().unwrap_or_default();
        let is_full = book.places.len() >= self.all_max;
        let yields = if is_full { book.yields() } else { None };
        if own >= self.own_max || (is_full && yields.is_none()) {
            self.metrics.connections_refused.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        if let Some(place) = yields.and_then(|number| book.leave(number)) {
            self.metrics.connections_given_away.fetch_add(1, Ordering::Relaxed);
            place.gone.notify_one();
        }
        let number = book.next;
        book.next += 1;
        let place = Arc::new(Place { address, waits: AtomicU8::new(SILENT), gone: Notify::new() });
        book.places.insert(number, Arc::clone(&place));
        *book.by_address.entry(address).or_default() += 1;
        self.metrics.connections.store(book.places.len(), Ordering::Relaxed);
        drop(book);
        Some(Guest { guests: Arc::clone(self), number, place })
    }
}

/// One connection, counted for as long as it lives and has its place.
#[derive(Debug)]
pub(crate) struct Guest {
    guests: Arc<Guests>,
    number: u64,
    pub(crate) place: Arc<Place>,
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut book = self.guests.book.lock().unwrap_or_else(PoisonError::into_inner);
        book.leave(self.number);
        self.guests.metrics.connections.store(book.places.len(), Ordering::Relaxed);
    }
}

/// The body of a request, for which the server waits while nothing comes.
pub(crate) struct Awaited {
    body: Incoming,
    place: Arc<Place>,
}

impl Awaited {
    pub(crate) fn body(body: Incoming, place: Arc<Place>) -> Body {
        Body::new(Self { body, place })
    }
}

impl HttpBody for Awaited {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if polled.is_ready() {
            self.place.works()
        } else {
            self.place.listens()
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellwether_model::LIMITS;

    fn guests(all: usize, own: usize) -> Arc<Guests> {
        let limits = Limits { connections: all, connections_per_address: own, ..LIMITS };
        Guests::new(Arc::default(), &limits)
    }

    fn address(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    /// Whether the place of a guest was given away.
    async fn is_gone(guest: &Guest) -> bool {
        let soon = std::time::Duration::from_millis(20);
        tokio::time::timeout(soon, guest.place.given_away()).await.is_ok()
    }

    #[tokio::test]
    async fn who_has_asked_nothing_gives_way_first_and_who_is_worked_for_never() {
        let guests = guests(4, 9);
        let enter = || guests.admit(address(1));
        let (working, unread) = (enter().expect("a place"), enter().expect("a place"));
        working.place.works();
        unread.place.works();
        unread.place.listens();
        unread.place.is_read(false);
        let between = enter().expect("a place");
        between.place.works();
        between.place.listens();
        let silent = enter().expect("a place");
        for gives_way in [silent, between, unread] {
            let next = enter().expect("one gave way");
            next.place.works();
            assert!(is_gone(&gives_way).await, "{gives_way:?}");
            // Its going leaves the place to whom it was given.
            drop(gives_way);
            std::mem::forget(next);
        }
        assert!(enter().is_none(), "the server works for all");
        assert!(!is_gone(&working).await);
        drop(working);
        assert!(enter().is_some());
        assert_eq!(guests.metrics.connections_given_away.load(Ordering::Relaxed), 3);
        assert_eq!(guests.metrics.connections_refused.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn one_address_has_as_many_places_as_it_may_and_gets_them_back() {
        let guests = guests(4, 2);
        let first = [guests.admit(address(1)), guests.admit(address(1))];
        assert!(first.iter().all(Option::is_some));
        assert!(guests.admit(address(1)).is_none());
        let other = guests.admit(address(2)).expect("another address");
        drop(first);
        assert!(guests.admit(address(1)).is_some());
        drop(other);
        let book = guests.book.lock().expect("not poisoned");
        assert!(book.places.is_empty() && book.by_address.is_empty(), "{book:?}");
    }
}
