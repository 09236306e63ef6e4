//! What the tests of second readers share: the world, what the rules alone read, and how often a reason was given.

use bellwether_coder::assist::{Reason, Tally};
use bellwether_coder::coded::Coded;
use bellwether_coder::input::Document;
use bellwether_coder::{Options, World, code};
use std::sync::LazyLock;

pub(crate) static WORLD: LazyLock<World> = LazyLock::new(|| World::embedded().expect("embedded"));

/// What the rules read without another reader.
pub(crate) fn plain(text: &str) -> Coded {
    let options = Options { written: "2021-04-14".parse().ok(), places: None };
    code(&Document::plain(text.to_owned(), 0), &WORLD, &options)
}

/// How many candidates and fields were dropped for a reason.
pub(crate) fn count(tally: &Tally, reason: Reason) -> u64 {
    let all = [&tally.dropped, &tally.fields_dropped];
    all.iter().filter_map(|counts| counts.get(&reason)).sum()
}
