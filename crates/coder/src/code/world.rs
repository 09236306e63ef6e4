//! What the coder knows before it reads: models, names, words.

use super::party::role_of;
use super::words::Words;
use crate::coded::Role;
use crate::input::Document;
use crate::linear::ModelError;
use crate::names::{LexiconError, Names};
use crate::tag::Tagger;
use crate::token::Tokens;
use crate::toponym::{Form, Geoparser, Kind};
use crate::{Span, coded::Where};
use bellwether_model::PlacePrecision;
use bellwether_registry::actors::Registry;
use bellwether_registry::countries::Countries;
use bellwether_registry::places::Gazetteer;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use thiserror::Error;

/// Why the coder cannot start.
#[derive(Debug, Error)]
pub enum WorldError {
    /// The tagger is damaged.
    #[error(transparent)]
    Tagger(#[from] ModelError),
    /// The names cannot be used.
    #[error(transparent)]
    Names(#[from] LexiconError),
    /// The registry is damaged.
    #[error(transparent)]
    Actors(#[from] bellwether_registry::actors::RegistryError),
    /// The list of countries is damaged.
    #[error(transparent)]
    Countries(#[from] bellwether_registry::countries::CountryError),
    /// A word list is damaged.
    #[error("{file} cannot be read: {reason}")]
    Words {
        /// The file under `data/lexicons`.
        file: &'static str,
        /// What is wrong with it.
        reason: String,
    },
}

/// Models, names and words; loaded once and shared by all threads.
#[derive(Debug)]
pub struct World {
    pub(crate) tagger: Tagger,
    pub(crate) names: Names,
    pub(crate) words: Words,
    /// Roles of the registry's organisations.
    pub(crate) actors: FxHashMap<String, Role>,
}

impl World {
    /// What ships with the program.
    ///
    /// # Errors
    /// An embedded file is damaged.
    pub fn embedded() -> Result<Self, WorldError> {
        Self::new(&Registry::embedded()?, &Countries::embedded()?)
    }

    /// With the organisations of a registry and some countries.
    ///
    /// # Errors
    /// An embedded file is damaged, or the names are too many for one automaton.
    pub fn new(registry: &Registry, countries: &Countries) -> Result<Self, WorldError> {
        let actors =
            registry.all().map(|actor| (actor.id.to_string(), role_of(actor.kind))).collect();
        Ok(Self {
            tagger: Tagger::embedded()?,
            names: Names::new(registry, countries)?,
            words: Words::embedded()?,
            actors,
        })
    }
}

/// A place name that a gazetteer found.
#[derive(Debug, Clone, PartialEq)]
pub struct Toponym {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub place: Where,
    /// How certain the gazetteer is, 0..=1.
    pub confidence: f32,
}

/// Finds place names in a text. Without one, the coder knows countries, and takes a name after words of
/// place for one without coordinates.
pub trait Toponyms: Sync {
    /// All place names of a document's text in order, none within another.
    fn find(&self, document: &Document) -> Vec<Toponym>;

    /// The same where the text's tokens and their parts of speech are known: a finder that needs them does not
    /// take the text apart again.
    fn find_tagged(
        &self,
        document: &Document,
        _tokens: &Tokens<'_>,
        _tags: &[&str],
    ) -> Vec<Toponym> {
        self.find(document)
    }
}

/// The geoparser with its gazetteer, as a finder of places.
#[derive(Debug, Clone, Copy)]
pub struct Gazetted<'a> {
    /// What finds names and tells which places they are.
    pub geoparser: &'a Geoparser,
    /// The places that it knows.
    pub gazetteer: &'a Gazetteer,
}

impl Toponyms for Gazetted<'_> {
    /// Names of countries, units and settlements; adjectives and continents say nothing of where.
    fn find(&self, document: &Document) -> Vec<Toponym> {
        places(document, self.geoparser.find(document, self.gazetteer, None))
    }

    fn find_tagged(&self, document: &Document, tokens: &Tokens<'_>, tags: &[&str]) -> Vec<Toponym> {
        places(document, self.geoparser.find_tagged(tokens, tags, self.gazetteer))
    }
}

/// What the geoparser found, but for adjectives and continents.
fn places(document: &Document, found: Vec<crate::toponym::Toponym>) -> Vec<Toponym> {
    found
        .into_iter()
        .filter(|found| found.form != Form::Adjective && found.kind != Kind::Continent)
        .map(|found| Toponym {
            span: found.span(),
            place: Where {
                name: found
                    .span()
                    .of(&document.text)
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" "),
                country: found.country,
                precision: found.precision.unwrap_or(PlacePrecision::Region),
                geonameid: found.geonameid,
                point: Some(found.point),
            },
            confidence: found.confidence,
        })
        .collect()
}

/// How to read.
#[derive(Default, Clone, Copy)]
pub struct Options<'a> {
    /// The day of the text, where it is not the document's own.
    pub written: Option<Date>,
    /// A gazetteer.
    pub places: Option<&'a dyn Toponyms>,
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("written", &self.written)
            .field("places", &self.places.is_some())
            .finish()
    }
}
