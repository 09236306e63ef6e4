//! Notices to where people read them: a webhook or a mailbox.
//!
//! What comes in: notices, and where they are to go. What goes out: for each one whether it arrived, under an
//! id that stays the same however often it is tried. The [`Ledger`] remembers what arrived, so that a run
//! that died in the middle loses nothing, and delivers at most what was on its way again, under the same id.

mod ledger;
mod mail;
mod webhook;

use bellwether_model::{Notice, hex};
use sha2::{Digest, Sha256};

pub use ledger::{Entry, Ledger, LedgerError, Outcome};
pub use mail::{Mail, MailTls};
pub use webhook::{Webhook, signature};

use crate::{FetchError, Fetcher};

/// A way out for notices.
pub trait Channel {
    /// A name that stays the same as long as the notices go to the same place. It holds no secret.
    fn name(&self) -> String;

    /// Delivers one notice under this id, trying again where that may help.
    ///
    /// # Errors
    /// When it did not arrive. The notice may be delivered again under the same id.
    fn deliver(&self, fetcher: &Fetcher, id: &str, notice: &Notice) -> Result<(), FetchError>;
}

/// The id of a delivery: of this channel, notice and state of the notice, 32 hexadecimal digits. A notice
/// that has changed is another delivery.
#[must_use]
pub fn delivery_id(channel: &str, notice: &Notice) -> String {
    let mut hasher = Sha256::new();
    for part in [channel, &notice.id, &notice.updated.to_string()] {
        hasher.update(part.len().to_be_bytes());
        hasher.update(part);
    }
    hex(&hasher.finalize()[..16])
}

/// What became of the notices of one channel.
#[derive(Debug, Default)]
pub struct Delivered {
    /// How many arrived now.
    pub delivered: usize,
    /// How many had arrived before.
    pub before: usize,
    /// How many are left for the next time.
    pub left: usize,
    /// Why the first of those that are left did not arrive.
    pub error: Option<FetchError>,
}

/// Delivers what has not arrived yet, oldest first, and enters each outcome before the next is tried. After
/// the first that does not arrive the others are left: the channel is down, or wrongly set up.
///
/// # Errors
/// When the ledger cannot be written; then nothing further is sent.
pub fn deliver(
    channel: &dyn Channel,
    fetcher: &Fetcher,
    notices: &[Notice],
    ledger: &mut Ledger,
) -> Result<Delivered, LedgerError> {
    let name = channel.name();
    let mut sum = Delivered::default();
    let mut pending: Vec<&Notice> = notices.iter().collect();
    pending.sort_by(|a, b| (a.updated, &a.id).cmp(&(b.updated, &b.id)));
    pending.retain(|notice| !ledger.has_arrived(&delivery_id(&name, notice)));
    sum.before = notices.len() - pending.len();
    for (at, notice) in pending.iter().enumerate() {
        let id = delivery_id(&name, notice);
        let tried = channel.deliver(fetcher, &id, notice);
        let outcome = match &tried {
            Ok(()) => Outcome::Arrived,
            Err(error) => Outcome::Failed { why: error.to_string() },
        };
        ledger.enter(&Entry {
            id,
            channel: name.clone(),
            notice: notice.id.clone(),
            at: fetcher.now(),
            outcome,
        })?;
        match tried {
            Ok(()) => sum.delivered += 1,
            Err(error) => {
                sum.left = pending.len() - at;
                sum.error = Some(error);
                break;
            }
        }
    }
    Ok(sum)
}
