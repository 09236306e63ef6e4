//! The registry as a command needs it, and what reads texts with it: actors at once, the rest when first asked for.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use bellwether_coder::World as Coder;
use bellwether_coder::toponym::Geoparser;
use bellwether_model::{Date, GwCode};
use bellwether_registry::actors::Registry;
use bellwether_registry::countries::Countries;
use bellwether_registry::places::{Gazetteer, Resolver};
use bellwether_store::NameActors;

use crate::failure::Failure;

/// Actors, countries and places, with what the store brings of its own.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) actors: Registry,
    countries: OnceLock<Arc<Countries>>,
    gazetteer: OnceLock<Arc<Gazetteer>>,
    coder: OnceLock<Coder>,
    geoparser: OnceLock<Geoparser>,
    own: Option<std::path::PathBuf>,
}

impl World {
    /// The embedded registry, and the files in `own` if there are any.
    pub(crate) fn load(own: Option<&Path>) -> Result<Self, Failure> {
        let mut actors = Registry::embedded()?;
        let own = own.filter(|dir| dir.is_dir());
        if let Some(dir) = own {
            actors = actors.with_dir(&dir.join("actors"))?;
        }
        Ok(Self {
            actors,
            countries: OnceLock::new(),
            gazetteer: OnceLock::new(),
            coder: OnceLock::new(),
            geoparser: OnceLock::new(),
            own: own.map(Path::to_path_buf),
        })
    }

    /// The countries.
    pub(crate) fn countries(&self) -> Result<&Arc<Countries>, Failure> {
        if let Some(countries) = self.countries.get() {
            return Ok(countries);
        }
        let mut countries = Countries::embedded()?;
        if let Some(dir) = &self.own {
            countries = countries.with_dir(dir)?;
        }
        Ok(self.countries.get_or_init(|| Arc::new(countries)))
    }

    /// The places.
    pub(crate) fn gazetteer(&self) -> Result<&Arc<Gazetteer>, Failure> {
        if let Some(gazetteer) = self.gazetteer.get() {
            return Ok(gazetteer);
        }
        let mut gazetteer = Gazetteer::embedded()?;
        if let Some(dir) = &self.own {
            gazetteer = gazetteer.with_dir(dir)?;
        }
        Ok(self.gazetteer.get_or_init(|| Arc::new(gazetteer)))
    }

    /// What reads events and statements.
    pub(crate) fn coder(&self) -> Result<&Coder, Failure> {
        if let Some(coder) = self.coder.get() {
            return Ok(coder);
        }
        let coder = Coder::new(&self.actors, self.countries()?)
            .map_err(|error| Failure::Data(error.to_string()))?;
        Ok(self.coder.get_or_init(|| coder))
    }

    /// What finds names of places.
    pub(crate) fn geoparser(&self) -> Result<&Geoparser, Failure> {
        if let Some(geoparser) = self.geoparser.get() {
            return Ok(geoparser);
        }
        let geoparser = Geoparser::embedded(self.gazetteer()?, self.countries()?)
            .map_err(|error| Failure::Data(error.to_string()))?;
        Ok(self.geoparser.get_or_init(|| geoparser))
    }

    /// What an ingest asks for each report.
    pub(crate) fn resolver(&self) -> Result<Resolver, Failure> {
        Ok(Resolver::new(Arc::clone(self.countries()?), Arc::clone(self.gazetteer()?)))
    }

    /// The name of a first-level unit by its gazetteer id, or the id where nobody knows it.
    pub(crate) fn unit_name(&self, id: &str) -> String {
        self.gazetteer()
            .ok()
            .and_then(|gazetteer| gazetteer.admin1(id).map(|unit| unit.name.clone()))
            .unwrap_or_else(|| id.to_owned())
    }
}

impl NameActors for World {
    fn name(
        &self,
        dataset: &str,
        native_id: Option<&str>,
        name: &str,
        country: Option<GwCode>,
        iso3: Option<&str>,
        date: Option<Date>,
    ) -> String {
        // A source that gives no number of the state gives its name or another code.
        let country = country.or_else(|| {
            let countries = self.countries().ok()?;
            countries.find(iso3?)?.gw.first().map(|dated| GwCode(dated.code))
        });
        self.actors
            .claim(dataset, native_id, name, country, date)
            .map_or_else(|| name.to_owned(), |actor| actor.id.to_string())
    }
}

pub(crate) fn copy_registry(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(to).map_err(Failure::io("make", to))?;
    for entry in std::fs::read_dir(from).map_err(Failure::io("list", from))? {
        let entry = entry.map_err(Failure::io("list", from))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_registry(&source, &target)?;
        } else {
            std::fs::copy(&source, &target).map_err(Failure::io("copy", &source))?;
        }
    }
    Ok(())
}
