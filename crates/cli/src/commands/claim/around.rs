//! What a check asks of its surroundings: descriptions, selectors, names.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use bellwether_claims::scope::Party;
use bellwether_claims::{ClaimError, Lists, Surroundings};
use bellwether_coder::names::{Class, Names};
use bellwether_model::{Iso3, NativeActor};
use bellwether_registry::actors::Registry;
use bellwether_sources::Dataset;
use bellwether_store::{ActorFilter, NameActors, Snapshot};

use crate::descriptions::described;
use crate::failure::Failure;
use crate::question::{Asked, actor_filter, natives};
use crate::session::Session;
use crate::world::World;

/// The session and a snapshot as the claims see them.
pub(crate) struct Around<'a> {
    session: &'a Session,
    snapshot: &'a Snapshot<'a>,
    world: &'a World,
    natives: Vec<NativeActor>,
    names: Names,
    /// Conditions of actors that were asked for before: those of a document are few.
    filters: RefCell<HashMap<String, ActorFilter>>,
}

impl<'a> Around<'a> {
    /// Reads the registry and the names of the store.
    pub(crate) fn new(session: &'a Session, snapshot: &'a Snapshot<'a>) -> Result<Self, Failure> {
        let world = session.world()?;
        let names = Names::new(&world.actors, world.countries()?)
            .map_err(|error| Failure::Data(error.to_string()))?;
        world.gazetteer()?;
        Ok(Self {
            session,
            snapshot,
            world,
            natives: natives(snapshot)?,
            names,
            filters: RefCell::default(),
        })
    }

    /// What names in claims are looked up in.
    pub(crate) fn lists(&self) -> Result<Lists<'_>, Failure> {
        Ok(Lists {
            names: &self.names,
            actors: &self.world.actors,
            countries: self.world.countries()?,
            gazetteer: self.world.gazetteer()?,
            natives: &self.natives,
        })
    }
}

impl Surroundings for Around<'_> {
    fn describe(&self, dataset: &str) -> Option<Cow<'static, Dataset>> {
        described(self.snapshot.commits(), dataset)
    }

    fn actor_filter(&self, actor: &Party) -> Result<ActorFilter, ClaimError> {
        if let Some(known) = self.filters.borrow().get(&actor.id()) {
            return Ok(known.clone());
        }
        let failed =
            |message: String| ClaimError::Actor { actor: actor.name().to_owned(), message };
        let asked = match actor {
            Party::Known { id, .. } => Asked::Known(
                self.world
                    .actors
                    .get(id)
                    .ok_or_else(|| failed("no file of the registry has it".into()))?,
            ),
            Party::Native { actor } => Asked::Native(actor.clone()),
        };
        let filter = actor_filter(self.session, &asked, self.snapshot)
            .map_err(|failure| failed(failure.to_string()))?;
        self.filters.borrow_mut().insert(actor.id(), filter.clone());
        Ok(filter)
    }

    fn registry(&self) -> &Registry {
        &self.world.actors
    }

    fn names(&self) -> &dyn NameActors {
        self.world
    }

    fn countries_in(&self, text: &str) -> Vec<Iso3> {
        let found = self.names.find(text, None).into_iter();
        found
            .filter(|name| name.class == Class::Country)
            .filter_map(|name| Iso3::new(name.id).ok())
            .collect()
    }

    fn place_name(&self, code: &str) -> String {
        let country = || {
            let countries = self.world.countries().ok()?;
            countries.by_iso3(Iso3::new(code).ok()?).map(|country| country.name.clone())
        };
        country().unwrap_or_else(|| self.world.unit_name(code))
    }
}

impl From<ClaimError> for Failure {
    fn from(error: ClaimError) -> Self {
        match error {
            ClaimError::Store(error) => Self::Store(error),
            other => Self::Data(other.to_string()),
        }
    }
}
