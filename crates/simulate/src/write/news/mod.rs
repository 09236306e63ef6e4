//! The words: articles as text, as pages, as feeds, and the truth about each of them.

mod article;
#[cfg(test)]
mod beyond_tests;
#[cfg(test)]
mod checks;
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
mod unrest;
mod voice;

pub(crate) use files::NewsFiles;
