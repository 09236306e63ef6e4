//! What every command has at hand: settings, the store, the registry, the output.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use bellwether_store::{AsOf, Store};

use crate::args::{Format, Global};
use crate::commands::brief::Entries;
use crate::config::Settings;
use crate::failure::Failure;
use crate::outlet::Outlet;
use crate::output::Output;
use crate::progress::Progress;
use crate::world::World;

/// One run of the program.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) global: Global,
    pub(crate) settings: Settings,
    world: OnceLock<Arc<World>>,
    /// A store that stays open between commands.
    open: Option<Arc<Store>>,
    /// Where the answer goes instead of to standard output or a file.
    outlet: Option<Arc<Outlet>>,
    /// Entries of the feed of briefs that stay with the store.
    entries: Option<Arc<Entries>>,
}

impl Session {
    /// Reads the configuration.
    pub(crate) fn new(global: Global) -> Result<Self, Failure> {
        let settings = Settings::read(&global)?;
        Ok(Self {
            global,
            settings,
            world: OnceLock::new(),
            open: None,
            outlet: None,
            entries: None,
        })
    }

    /// A session for somebody else: with a store and a registry that stay, and an answer that is kept.
    pub(crate) fn for_others(
        global: Global,
        settings: Settings,
        open: Arc<Store>,
        world: Arc<World>,
        outlet: Arc<Outlet>,
        entries: Arc<Entries>,
    ) -> Self {
        Self {
            global,
            settings,
            world: OnceLock::from(world),
            open: Some(open),
            outlet: Some(outlet),
            entries: Some(entries),
        }
    }

    /// Whether a command is run for somebody else, who has no standard input here.
    pub(crate) const fn is_for_others(&self) -> bool {
        self.outlet.is_some()
    }

    /// The same settings with another store.
    pub(crate) fn with_store(&self, dir: PathBuf) -> Self {
        let mut settings = self.settings.clone();
        settings.store.value = dir;
        Self {
            global: self.global.clone(),
            settings,
            world: OnceLock::new(),
            open: None,
            outlet: None,
            entries: None,
        }
    }

    /// The same settings with another state of knowledge.
    pub(crate) fn at(
        &self,
        date: Option<bellwether_model::Date>,
        store_version: Option<i64>,
    ) -> Self {
        let global = Global { as_of: date, data_version: store_version, ..self.global.clone() };
        Self {
            global,
            settings: self.settings.clone(),
            world: self.world.clone(),
            open: self.open.clone(),
            outlet: self.outlet.clone(),
            entries: self.entries.clone(),
        }
    }

    /// Entries of the feed of briefs that stay with the store.
    pub(crate) fn entries(&self) -> Option<&Entries> {
        self.entries.as_deref()
    }

    /// Where the store is, or would be.
    pub(crate) fn store_path(&self) -> &PathBuf {
        &self.settings.store.value
    }

    /// The store, which must be there.
    pub(crate) fn store(&self) -> Result<Arc<Store>, Failure> {
        match &self.open {
            Some(store) => Ok(Arc::clone(store)),
            None => Ok(Arc::new(Store::open_warm(self.store_path())?)),
        }
    }

    /// The store, made where there is none.
    pub(crate) fn store_or_new(&self) -> Result<Store, Failure> {
        Ok(Store::open_or_create(self.store_path())?.warm()?)
    }

    /// The state of knowledge that was asked for.
    pub(crate) fn as_of(&self) -> AsOf {
        AsOf { date: self.global.as_of, store_version: self.global.data_version }
    }

    /// The registry, with what the store brings.
    pub(crate) fn world(&self) -> Result<&World, Failure> {
        if let Some(world) = self.world.get() {
            return Ok(world);
        }
        let world = World::load(Some(&self.store_path().join("registry")))?;
        Ok(self.world.get_or_init(|| Arc::new(world)))
    }

    /// The form of the output.
    pub(crate) fn format(&self) -> Format {
        if self.global.json { Format::Json } else { self.settings.format.value }
    }

    /// Where the output goes.
    pub(crate) fn output(&self) -> Result<Output, Failure> {
        if let Some(outlet) = self.outlet.as_ref().filter(|_| self.global.output.is_none()) {
            return Ok(Output::caught(Arc::clone(outlet), self.format()));
        }
        Output::open(self.global.output.as_deref(), self.format(), self.settings.color.value)
    }

    /// Says where the next page of a list begins.
    pub(crate) fn go_on(&self, mark: String) {
        match &self.outlet {
            Some(outlet) => outlet.go_on(mark),
            None => self.say(&format!("note: there is more; it goes on with --after {mark:?}")),
        }
    }

    /// A progress display for work of so many bytes.
    pub(crate) fn progress(&self, what: &str, bytes: u64) -> Progress {
        Progress::new(self.settings.progress.value, self.global.quiet, what, bytes)
    }

    /// A line for the person at the terminal.
    pub(crate) fn say(&self, line: &str) {
        if let Some(outlet) = &self.outlet {
            outlet.say(line);
        } else if !self.global.quiet {
            crate::logging::say(line);
        }
    }
}
