//! The feeds of a store, kept beside its tables.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use bellwether_fetch::Retrieval;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::replace::replace;
use crate::schedule::Schedule;

/// A feed that is asked again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Subscription {
    /// Its address.
    pub(super) url: String,
    /// The outlet's grade by the Admiralty code.
    pub(super) grade: String,
    /// The span from one poll to the next.
    pub(super) every: String,
    /// When it was last asked.
    pub(super) asked: Option<Timestamp>,
    /// When it was last had.
    pub(super) had: Option<Timestamp>,
    /// Why it was not had the last time.
    pub(super) error: Option<String>,
    /// SHA-256 of what was last read of it.
    pub(super) sha256: Option<String>,
    /// Items that were new to the store so far.
    pub(super) items: u64,
    /// Whether its server said that it is gone for good (410).
    pub(super) gone: bool,
    /// When it last gave an item that was new to the store.
    #[serde(default)]
    pub(super) newest: Option<Timestamp>,
    /// Polls in a row that failed.
    #[serde(default)]
    pub(super) failures: u32,
    /// When the first of these was.
    #[serde(default)]
    pub(super) failing_since: Option<Timestamp>,
    /// Whether the bytes that came are kept, and with them the words of its items.
    #[serde(default)]
    pub(super) keep_bytes: bool,
    /// What its address answered last, to ask whether that has changed.
    #[serde(default)]
    pub(super) last: Option<Retrieval>,
}

/// How fresh a feed is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Freshness {
    /// It was had when it was asked last, and not long ago.
    Fresh,
    /// It was added and not asked yet.
    New,
    /// Nobody has asked it for three of its spans.
    Overdue,
    /// It was not had the last time.
    Failing,
    /// Its server says that it is gone for good.
    Gone,
}

/// Spans from one poll to the next after which a feed that was not asked is overdue.
const SPANS_OVERDUE: i32 = 3;

impl Subscription {
    pub(super) fn new(url: &str, grade: String, every: String, keep_bytes: bool) -> Self {
        Self {
            url: url.to_owned(),
            grade,
            every,
            asked: None,
            had: None,
            error: None,
            sha256: None,
            items: 0,
            gone: false,
            newest: None,
            failures: 0,
            failing_since: None,
            keep_bytes,
            last: None,
        }
    }

    /// How fresh it is at a moment.
    pub(super) fn freshness(&self, now: Timestamp) -> Freshness {
        match (self.gone, &self.error, self.asked) {
            (true, ..) => Freshness::Gone,
            (_, Some(_), _) => Freshness::Failing,
            (.., None) => Freshness::New,
            (.., Some(asked)) => {
                let Ok(schedule) = Schedule::of(Some(&self.every), None) else {
                    return Freshness::Overdue;
                };
                let due = (0..SPANS_OVERDUE).fold(asked, |at, _| schedule.due(at));
                if due < now { Freshness::Overdue } else { Freshness::Fresh }
            }
        }
    }

    /// When it was asked, had, and new, and what went wrong.
    pub(super) fn history(&self) -> String {
        let time = |at: Option<Timestamp>| at.map_or("never".to_owned(), |at| format!("{at:.0}"));
        let mut words = format!(
            "asked {}, had {}, newest item came {}, {} items",
            time(self.asked),
            time(self.had),
            time(self.newest),
            self.items
        );
        if let (Some(since), Some(error)) = (self.failing_since, &self.error) {
            words.push_str(&format!("; {} polls failed since {since:.0}: {error}", self.failures));
        }
        words
    }

    /// The feed as it is shown; to others without the query of its address, which may be a token.
    pub(super) fn shown(&self, now: Timestamp, to_others: bool) -> Value {
        json!({
            "url": self.address(to_others),
            "grade": self.grade,
            "every": self.every,
            "asked": self.asked,
            "had": self.had,
            "newest": self.newest,
            "items": self.items,
            "freshness": self.freshness(now).as_str(),
            "error": self.error,
            "failures": self.failures,
            "failing_since": self.failing_since,
            "gone": self.gone,
            "sha256": self.sha256,
            "keep_bytes": self.keep_bytes,
        })
    }

    /// Its address, to others without the query.
    pub(super) fn address(&self, to_others: bool) -> &str {
        let whole = self.url.as_str();
        if to_others { whole.split(['?', '#']).next().unwrap_or_default() } else { whole }
    }

    /// How it stands, in words.
    pub(super) fn state(&self) -> String {
        match (&self.error, self.asked) {
            (Some(error), _) => error.clone(),
            (None, Some(_)) => "good".to_owned(),
            (None, None) => "not asked yet".to_owned(),
        }
    }
}

impl Freshness {
    /// The word that stands in tables and answers.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::New => "not asked yet",
            Self::Overdue => "overdue",
            Self::Failing => "failing",
            Self::Gone => "gone",
        }
    }
}

/// All feeds of a store by their names.
#[derive(Debug)]
pub(super) struct Feeds {
    place: PathBuf,
    pub(super) all: BTreeMap<String, Subscription>,
}

impl Feeds {
    /// Reads the feeds of the store in this folder.
    pub(super) fn open(store: &Path) -> Result<Self, Failure> {
        let place = store.join("feeds.json");
        let all = read(&place)?;
        Ok(Self { place, all })
    }

    /// Changes them and keeps the change; other programs wait meanwhile, and what they changed stays.
    pub(super) fn change(
        &mut self,
        change: impl FnOnce(&mut BTreeMap<String, Subscription>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let lock = self.place.with_extension("lock");
        let options = File::options().create(true).truncate(false).write(true).open(&lock);
        let held = options.map_err(Failure::io("open", &lock))?;
        held.lock().map_err(Failure::io("lock", &lock))?;
        self.all = read(&self.place)?;
        change(&mut self.all)?;
        let bytes = serde_json::to_vec_pretty(&self.all)
            .map_err(|error| Failure::Data(format!("feeds cannot be written: {error}")))?;
        replace(&self.place, &bytes)
    }
}

fn read(place: &Path) -> Result<BTreeMap<String, Subscription>, Failure> {
    match std::fs::read(place) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| {
            Failure::Data(format!(
                "{}: {error}; move the file away and add the feeds again",
                place.display()
            ))
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(BTreeMap::new()),
        Err(error) => Err(Failure::io("read", place)(error)),
    }
}

/// There is no feed of this name.
pub(super) fn unknown(name: &str) -> Failure {
    Failure::Unknown(format!("there is no feed {name:?}; `bellwether feed list` names them"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    #[test]
    fn a_feed_is_overdue_after_three_of_its_spans() {
        let mut feed =
            Subscription::new("https://a.se/x?token=t0ken", "F6".into(), "6h".into(), false);
        let now = at("2025-01-02T00:00:00Z");
        assert_eq!(feed.freshness(now), Freshness::New);
        feed.asked = Some(at("2025-01-01T07:00:00Z"));
        assert_eq!(feed.freshness(now), Freshness::Fresh);
        feed.asked = Some(at("2025-01-01T05:59:00Z"));
        assert_eq!(feed.freshness(now), Freshness::Overdue);
        feed.error = Some("no answer".into());
        assert_eq!(feed.freshness(now), Freshness::Failing);
        feed.gone = true;
        assert_eq!(feed.freshness(now), Freshness::Gone);
    }

    #[test]
    fn others_do_not_see_what_may_be_a_token() {
        let feed = Subscription::new("https://a.se/x?token=t0ken", "F6".into(), "6h".into(), false);
        let now = at("2025-01-02T00:00:00Z");
        assert!(!feed.shown(now, true).to_string().contains("t0ken"));
        assert_eq!(feed.shown(now, false)["url"], "https://a.se/x?token=t0ken");
    }

    #[test]
    fn the_file_of_an_earlier_version_is_read() {
        let old = r#"{"url": "https://a.se/x", "grade": "B2", "every": "1h", "asked": null, "had": null,
            "error": null, "sha256": null, "items": 3, "gone": false}"#;
        let feed: Subscription = serde_json::from_str(old).expect("read");
        assert_eq!((feed.items, feed.keep_bytes, feed.failures), (3, false, 0));
    }
}
