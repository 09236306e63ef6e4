//! `alerts feed` and `alerts deliver`: alerts to where people read them.

use std::process::ExitCode;

use bellwether_export::{FeedForm, feed};
use clap::{Args, ValueEnum};
use serde_json::json;

use crate::delivering::{Destinations, deliver_all, hand_over, head, notices};
use crate::failure::Failure;
use crate::session::Session;

/// Arguments of `alerts feed`.
#[derive(Debug, Args)]
pub(crate) struct FeedArgs {
    /// Form of the feed.
    #[arg(long = "as", value_enum, default_value = "atom", value_name = "FORM")]
    form: FormWord,
    /// The address at which the feed will be published.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
}

/// The forms of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormWord {
    /// Atom 1.0.
    Atom,
    /// JSON Feed 1.1.
    Jsonfeed,
}

impl From<FormWord> for FeedForm {
    fn from(word: FormWord) -> Self {
        match word {
            FormWord::Atom => Self::Atom,
            FormWord::Jsonfeed => Self::JsonFeed,
        }
    }
}

/// Writes the feed.
pub(super) fn run(session: &Session, args: &FeedArgs) -> Result<ExitCode, Failure> {
    let store = session.store()?;
    let snapshot = store.snapshot(&session.as_of())?;
    let notices = notices(session, &snapshot)?;
    let head = head(&snapshot, &store, args.url.clone());
    let form = FeedForm::from(args.form);
    hand_over(session, &feed(form, &head, &notices)?)?;
    session.say(&format!("{} alerts in the feed", notices.len()));
    Ok(ExitCode::SUCCESS)
}

/// Delivers what has not arrived.
pub(super) fn deliver(session: &Session) -> Result<ExitCode, Failure> {
    let destinations = Destinations::of(&session.settings.deliver.value)?;
    if destinations.is_empty() {
        return Err(Failure::Usage(
            "nothing says where alerts go; write a table [deliver] into the configuration, with atom, webhook or \
             mail_server"
                .into(),
        ));
    }
    let output = session.output()?;
    let store = session.store()?;
    let round = deliver_all(session, &store, &destinations)?;
    round.failed.iter().for_each(|why| session.say(&format!("not delivered: {why}")));
    let page = format!("alerts to tell {}, delivered {}\n", round.notices, round.delivered);
    let document =
        json!({ "notices": round.notices, "delivered": round.delivered, "failed": round.failed });
    output.page(&page, &document)?;
    Ok(ExitCode::from(if round.failed.is_empty() { 0 } else { 5 }))
}
