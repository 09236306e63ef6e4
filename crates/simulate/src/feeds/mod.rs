//! The files of the further sources: which of them a world has, and their common verbs.

mod acled;
mod file;
mod gdelt;
mod gtd;

use std::path::Path;

use crate::{
    SimulateError, SourceSummary,
    calendar::Day,
    observe::{Tells, ged},
    world::{Episode, Unrest, UnrestDays, World},
};

pub(crate) use file::Out;

/// One report that tells of an incident, for the truth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reported {
    /// The dataset.
    pub(crate) dataset: &'static str,
    /// The source's id.
    pub(crate) id: String,
    pub(crate) tells: Tells,
    /// A bit for each of the feed's labels whose files have it.
    pub(crate) labels: u64,
}

/// A source that writes files while the world happens.
pub(crate) trait Feed {
    /// The dataset.
    fn dataset(&self) -> &'static str;

    /// What its files are called in the truth, in the order of the bits of [`Reported::labels`].
    fn labels(&self) -> Vec<String>;

    /// Writes what it tells of an episode, and adds what it wrote.
    fn episode(
        &mut self,
        episode: &Episode,
        told: &[bool],
        reported: &mut Vec<Reported>,
    ) -> Result<(), SimulateError>;

    /// Writes what it tells of something that was no armed violence.
    fn unrest(
        &mut self,
        unrest: &Unrest,
        reported: &mut Vec<Reported>,
    ) -> Result<(), SimulateError>;

    /// Completes the files.
    fn finish(self: Box<Self>) -> Result<SourceSummary, SimulateError>;
}

/// Something that the truth has a line for, with the reports of it.
pub(crate) type Line<'a, T> = (&'a T, &'a [Reported]);

/// All further sources of a world.
pub(crate) struct Feeds<'w> {
    world: &'w World,
    feeds: Vec<Box<dyn Feed + 'w>>,
    unrest: UnrestDays,
    found: Vec<Unrest>,
    told: Vec<bool>,
    reported: Vec<Reported>,
}

impl<'w> Feeds<'w> {
    /// Opens the files of those that the parameters name.
    ///
    /// # Errors
    /// When a file cannot be created.
    pub(crate) fn open(world: &'w World, dir: &Path) -> Result<Self, SimulateError> {
        let sources = world.parameters.sources;
        let mut feeds: Vec<Box<dyn Feed + 'w>> = Vec::new();
        if let Some(parameters) = sources.acled {
            feeds.push(Box::new(acled::Acled::open(world, parameters, &dir.join("acled"))?));
        }
        if let Some(parameters) = sources.gtd {
            feeds.push(Box::new(gtd::Gtd::open(world, parameters, &dir.join("gtd"))?));
        }
        if let Some(parameters) = sources.gdelt {
            feeds.push(Box::new(gdelt::Gdelt::open(world, parameters, &dir.join("gdelt"))?));
        }
        Ok(Self {
            world,
            feeds,
            unrest: UnrestDays::new(world),
            found: Vec::new(),
            told: Vec::new(),
            reported: Vec::new(),
        })
    }

    /// The datasets with the labels of their files.
    pub(crate) fn labels(&self) -> Vec<(&'static str, Vec<String>)> {
        self.feeds.iter().map(|feed| (feed.dataset(), feed.labels())).collect()
    }

    /// Writes what the sources tell of an episode that the GED-shaped source gave these accounts of, and
    /// tells what they wrote.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(crate) fn episode(
        &mut self,
        episode: &Episode,
        accounts: &[ged::Account],
    ) -> Result<&[Reported], SimulateError> {
        self.told.clear();
        self.told.resize(episode.incidents.len(), false);
        for account in accounts {
            self.told[account.tells.0..=account.tells.1].fill(true);
        }
        self.reported.clear();
        for feed in &mut self.feeds {
            feed.episode(episode, &self.told, &mut self.reported)?;
        }
        Ok(&self.reported)
    }

    /// Lets happen what is no armed violence on the days before this one, and shows each with the reports
    /// of it.
    ///
    /// # Errors
    /// When a file cannot be written, or those of `visit`.
    pub(crate) fn unrest_before(
        &mut self,
        day: Day,
        visit: &mut dyn FnMut(Line<'_, Unrest>) -> Result<(), SimulateError>,
    ) -> Result<(), SimulateError> {
        let mut found = std::mem::take(&mut self.found);
        loop {
            found.clear();
            if !self.unrest.next_day(self.world, day, &mut found) {
                break;
            }
            for unrest in &found {
                self.reported.clear();
                for feed in &mut self.feeds {
                    feed.unrest(unrest, &mut self.reported)?;
                }
                visit((unrest, &self.reported))?;
            }
        }
        self.found = found;
        Ok(())
    }

    /// Completes all files.
    ///
    /// # Errors
    /// When a file cannot be completed.
    pub(crate) fn finish(self) -> Result<Vec<SourceSummary>, SimulateError> {
        self.feeds.into_iter().map(Feed::finish).collect()
    }
}

#[cfg(test)]
mod tests;
