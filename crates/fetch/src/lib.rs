//! The only room with a window to the network.
//!
//! What comes in: the name of a source, a release or a URL, and the user's own secrets. What goes out:
//! raw bytes under their own checksum, with where they came from, when, and what is known about them
//! before anybody has read a row: the dataset, the version, the day, the slots that are missing. The crate
//! reads no events and knows no store; it reads only the lists and the page counts that it needs to know
//! what to fetch next.
//!
//! The other way, [`deliver`] brings notices to a webhook or a mailbox, and remembers what arrived; an [`Endpoint`]
//! is asked one question with one answer.
//!
//! A [`Fetcher`] asks one thing at a time and blocks. It refuses addresses that are not public before a
//! packet leaves (module [`address`]), keeps to one request a second a host, waits when it is asked to, and
//! goes on where it stopped. A [`Feed`] knows what a source publishes and gives it piece by piece; each
//! [`Piece`] carries a checkpoint to be stored in the same commit as its rows.

pub mod address;
mod backoff;
mod clock;
pub mod deliver;
mod endpoint;
mod error;
pub mod feed;
mod fetcher;
#[doc(hidden)]
pub mod fuzz;
mod names;
mod pace;
mod policy;
mod raw;
mod secret;

pub use address::{AddressError, Refusal, not_public};
pub use clock::{Clock, SystemClock};
pub use endpoint::Endpoint;
pub use error::{Failure, FetchError};
pub use feed::{Endpoints, Feed, Gap, Piece, WebFeed};
pub use fetcher::{Expected, Fetched, Fetcher, Observer, Request, SecretHeader};
pub use names::{Names, SystemNames};
pub use pace::Pace;
pub use policy::{Kind, Policy};
pub use raw::{RawStore, Retrieval};
pub use secret::{Secret, SecretError, SecretName, Secrets};
