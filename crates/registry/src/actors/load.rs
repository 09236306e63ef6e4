//! Reading group files: those embedded in the program, and those of a directory.

use std::path::Path;
use std::sync::OnceLock;

use bellwether_model::{Date, GwCode, LIMITS, NativeActor};

use super::check::{check_actor, check_relations};
use super::claim::ClaimIndex;
use super::embedded::FILES;
use super::error::RegistryError;
use super::find::{self, Match, SearchIndex};
use super::schema::{Actor, ActorFile};

/// Datasets that Bellwether codes itself: their ids of actors are those of the registry.
pub const CODED: [&str; 2] = ["news", "sim-news"];

/// All organisations that are known by a file.
#[derive(Debug)]
pub struct Registry {
    /// Sorted by id.
    actors: Vec<Actor>,
    claims: ClaimIndex,
    /// Made at the first search; an ingest never searches.
    search: OnceLock<SearchIndex>,
}

impl Registry {
    /// The organisations whose files are part of the program.
    ///
    /// # Errors
    /// When a file does not hold what it must; a build whose tests passed has none such.
    pub fn embedded() -> Result<Self, RegistryError> {
        let actors: Result<Vec<Actor>, _> =
            FILES.iter().map(|(stem, text)| parse(&format!("{stem}.toml"), stem, text)).collect();
        Self::new(actors?)
    }

    /// Adds the organisations of `dir/*.toml`; one whose id is there already takes its place. A
    /// directory that does not exist adds nothing.
    ///
    /// # Errors
    /// When the directory or a file cannot be read, a file is not a group file, a relation names an
    /// actor without a file, or two actors claim the same side.
    pub fn with_dir(self, dir: &Path) -> Result<Self, RegistryError> {
        let mut actors = self.actors;
        for actor in read_dir(dir)? {
            match actors.binary_search_by(|known| known.id.cmp(&actor.id)) {
                Ok(at) => actors[at] = actor,
                Err(at) => actors.insert(at, actor),
            }
        }
        Self::new(actors)
    }

    fn new(mut actors: Vec<Actor>) -> Result<Self, RegistryError> {
        actors.sort_by(|a, b| a.id.cmp(&b.id));
        check_relations(&actors)?;
        let claims = ClaimIndex::new(&actors);
        claims.check(&actors)?;
        Ok(Self { actors, claims, search: OnceLock::new() })
    }

    /// The organisation with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Actor> {
        let at = self.actors.binary_search_by(|actor| actor.id.as_str().cmp(id)).ok()?;
        Some(&self.actors[at])
    }

    /// All organisations, sorted by id.
    pub fn all(&self) -> impl Iterator<Item = &Actor> {
        self.actors.iter()
    }

    /// Organisations, and native actors that none of them claims, that the query may mean, best first,
    /// each with the reasons; at most `limit`. Nothing when nothing fits.
    #[must_use]
    pub fn find<'a>(
        &'a self,
        query: &str,
        natives: &'a [NativeActor],
        limit: usize,
    ) -> Vec<Match<'a>> {
        let index = self.search.get_or_init(|| SearchIndex::new(&self.actors));
        let unclaimed = natives.iter().filter(|native| !self.claims_native(native));
        find::find(index, &self.actors, unclaimed, query, limit)
    }

    /// Who the side of a report is: the actor whose selector fits the dataset's id or name, the country
    /// and the date. The most specific selector wins: one with countries before one that excludes some,
    /// before one that holds anywhere; among equals one with dates. Native ids that no file claims
    /// (civilians, coalitions, communal groups) have no actor.
    #[must_use]
    pub fn claim(
        &self,
        dataset: &str,
        native_id: Option<&str>,
        name: &str,
        gw: Option<GwCode>,
        date: Option<Date>,
    ) -> Option<&Actor> {
        if CODED.contains(&dataset) {
            return native_id.and_then(|id| self.get(id));
        }
        self.claims.claim(&self.actors, dataset, native_id, name, gw, date).map(|i| &self.actors[i])
    }

    /// Whether some organisation's selector names this native actor, wherever and whenever.
    #[must_use]
    pub fn claims_native(&self, native: &NativeActor) -> bool {
        if CODED.contains(&native.dataset.as_str()) {
            return self.get(&native.native_id).is_some();
        }
        self.claims.names_native(native)
    }
}

/// Reads one group file's text; `file` is the name to show, `stem` the id that it must have.
fn parse(file: &str, stem: &str, text: &str) -> Result<Actor, RegistryError> {
    let parsed: ActorFile = toml::from_str(text).map_err(|error| RegistryError::NotAnActor {
        file: file.to_owned(),
        message: error.to_string().trim_end().to_owned(),
    })?;
    let actor = Actor::from(parsed);
    if actor.id.as_str() != stem {
        let (file, id) = (file.to_owned(), actor.id.to_string());
        return Err(RegistryError::MisnamedFile { file, id });
    }
    check_actor(&actor, file)?;
    Ok(actor)
}

fn read_dir(dir: &Path) -> Result<Vec<Actor>, RegistryError> {
    let unreadable = |path: &Path| {
        let file = path.display().to_string();
        move |source| RegistryError::Unreadable { file, source }
    };
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(dir)(error)),
    };
    let mut paths = entries
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unreadable(dir))?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let file = path.display().to_string();
            let bytes = std::fs::metadata(path).map_err(unreadable(path))?.len();
            let limit = LIMITS.record_bytes as u64;
            if bytes > limit {
                return Err(RegistryError::TooLarge { file, bytes, limit });
            }
            let text = std::fs::read_to_string(path).map_err(unreadable(path))?;
            let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned());
            parse(&file, &stem.unwrap_or_default(), &text)
        })
        .collect()
}

#[cfg(test)]
#[path = "load_tests.rs"]
mod tests;
