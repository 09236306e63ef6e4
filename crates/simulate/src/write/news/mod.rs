//! The words: articles as text, as pages, as feeds, and the truth about each of them.

mod article;
mod composer;
mod copies;
mod dates;
mod elsewhere;
mod feeds;
#[cfg(test)]
mod file_tests;
mod files;
mod grammar;
mod numbers;
mod page;
mod parties;
mod places;
mod record;
mod sayings;
mod scene;
mod stories;
#[cfg(test)]
mod tests;
mod tolls;
mod voice;

pub(crate) use files::NewsFiles;
