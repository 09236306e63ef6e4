//! News about a world: the newsrooms and the files they fill.

use std::{convert::Infallible, path::Path};

use crate::{
    NewsSummary, SimulateError,
    observe::news::{NewsDesk, ledger::Ledger},
    world::{Episode, Unrest, World},
    write::news::NewsFiles,
};

/// Newsrooms with their files.
pub(crate) struct News<'w> {
    desk: NewsDesk<'w>,
    files: NewsFiles<'w>,
}

impl<'w> News<'w> {
    /// Opens the newsrooms, if the parameters want any. The world happens once for their ledger.
    ///
    /// # Errors
    /// When a file cannot be created.
    pub(crate) fn open(world: &'w World, dir: &Path) -> Result<Option<Self>, SimulateError> {
        let Some(parameters) = world.parameters.news else { return Ok(None) };
        let mut ledger = Ledger::new(world);
        let Ok(()) = world.happen::<Infallible>(&mut |episode| {
            ledger.count(world, episode);
            Ok(())
        });
        let files = NewsFiles::create(world, parameters, dir)?;
        Ok(Some(Self { desk: NewsDesk::new(world, parameters, ledger), files }))
    }

    /// Lets the newsrooms know of an episode and writes what they publish before the next.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(crate) fn observe(&mut self, episode: &Episode) -> Result<(), SimulateError> {
        let files = &mut self.files;
        self.desk.observe(episode, &mut |outlets, plan| files.publish(outlets, plan))
    }

    /// Lets the newsrooms know of something that was no armed violence.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(crate) fn observe_unrest(&mut self, unrest: &Unrest) -> Result<(), SimulateError> {
        let files = &mut self.files;
        self.desk.observe_unrest(unrest, &mut |outlets, plan| files.publish(outlets, plan))
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(crate) fn finish(mut self) -> Result<NewsSummary, SimulateError> {
        let files = &mut self.files;
        self.desk.finish(&mut |outlets, plan| files.publish(outlets, plan))?;
        self.files.finish(&self.desk.outlets)
    }
}
