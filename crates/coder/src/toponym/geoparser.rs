//! The models, and what they say of a text.

use super::areas::{Areas, AreasError};
use super::candidate::{Candidate, Form, Kind};
use super::page::{Mention, Page, Sources};
use super::rank;
use super::recognise::{self, Around};
use super::votes::{Opinion, Shares, Votes};
use crate::Span;
use crate::input::Document;
use crate::linear::{Feature, Model, ModelError, chance, chances};
use crate::tag::Tagger;
use crate::token::Tokens;
use bellwether_model::{Iso3, PlacePrecision, Point};
use bellwether_registry::countries::Countries;
use bellwether_registry::places::Gazetteer;
use serde::Serialize;
use std::collections::BTreeMap;
use thiserror::Error;

const EMBEDDED: [&[u8]; 4] = [
    include_bytes!("../../../../data/models/toponym-first.tsv.zst"),
    include_bytes!("../../../../data/models/toponym-sense.tsv.zst"),
    include_bytes!("../../../../data/models/toponym-rank.tsv.zst"),
    include_bytes!("../../../../data/models/toponym-last.tsv.zst"),
];

/// First chance below which a stretch is not looked into further.
pub(super) const FIRST_MIN: f32 = 0.03;
/// Chance from which on a stretch is taken for the name of a place.
const CHANCE_MIN: f32 = 0.5;

/// Why there is no geoparser.
#[derive(Debug, Error)]
pub enum GeoparserError {
    /// The table of areas is damaged.
    #[error(transparent)]
    Areas(#[from] AreasError),
    /// A model is damaged.
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// The name of a place in a text, and which place it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Toponym {
    /// First byte of the name in the text.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
    /// The name that tables show.
    pub name: String,
    /// GeoNames id; none for what a simulated world's tables give none.
    pub geonameid: Option<u32>,
    /// What it is.
    pub kind: Kind,
    /// How the text names it: an adjective ("Iraqi") tells of a country and not of where something happened.
    pub form: Form,
    /// Its point: of an area its middle, of a country the one that GeoNames gives.
    pub point: Point,
    /// How well the point tells where the named thing is; `None` for a continent.
    pub precision: Option<PlacePrecision>,
    /// The country that it is or lies in.
    pub country: Option<Iso3>,
    /// The first-level unit that it is or lies in, in GeoNames' form (`NG.27`).
    pub admin1_id: Option<String>,
    /// The chance in 0..=1 that the words name a place at all.
    pub recognised: f32,
    /// The chance in 0..=1 that they name this one.
    pub confidence: f32,
}

impl Toponym {
    /// Its bytes.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// The four models, each standing on those before it.
#[derive(Debug, Clone, Default)]
pub struct Models {
    /// Whether a stretch is a name, by its own words.
    pub(super) first: Option<Model>,
    /// Which place, by what all names of the text may mean.
    pub(super) sense: Option<Model>,
    /// Which place, by what the first three say of the text and its source.
    pub(super) rank: Option<Model>,
    /// Whether a stretch is a name, when the text has been read.
    pub(super) last: Option<Model>,
}

impl Models {
    /// The models that ship with the program.
    ///
    /// # Errors
    /// An embedded file is damaged.
    pub fn embedded() -> Result<Self, ModelError> {
        let [first, sense, rank, last] = EMBEDDED.map(Model::parse_compressed);
        Ok(Self { first: Some(first?), sense: Some(sense?), rank: Some(rank?), last: Some(last?) })
    }
}

/// Finds names of places and tells which places they are.
#[derive(Debug)]
pub struct Geoparser {
    tagger: Tagger,
    areas: Areas,
    models: Models,
}

/// A page with what has been found of it so far.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub(super) page: Page<'a>,
    pub(super) around: Around,
    /// For each mention its features and its first chance.
    pub(super) features: Vec<Vec<String>>,
    pub(super) first: Vec<f32>,
    /// For each mention that is looked into the chances of its candidates; empty for the others.
    pub(super) senses: Vec<Vec<f32>>,
}

/// A mention that was looked into, before it is decided whether it is a name.
pub(super) struct Later {
    /// Its number.
    pub(super) mention: usize,
    /// Its likeliest candidate.
    best: usize,
    /// The chance of that.
    chance: f32,
    /// The features of the last model.
    pub(super) features: Vec<String>,
}

pub(super) fn features_of(names: &[String]) -> Vec<Feature> {
    names.iter().map(|name| Feature::named(name)).collect()
}

/// The chance of a model of one class.
fn yes(model: Option<&Model>, names: &[String]) -> f32 {
    let scores = model.map(|model| model.scores(&features_of(names)));
    scores.and_then(|scores| scores.first().copied()).map_or(0.5, chance)
}

impl Geoparser {
    /// With the models that ship with the program.
    ///
    /// # Errors
    /// An embedded file is damaged.
    pub fn embedded(gazetteer: &Gazetteer, countries: &Countries) -> Result<Self, GeoparserError> {
        Self::new(gazetteer, countries, Models::embedded()?)
    }

    /// With other models.
    ///
    /// # Errors
    /// An embedded table or the tagger is damaged.
    pub fn new(
        gazetteer: &Gazetteer,
        countries: &Countries,
        models: Models,
    ) -> Result<Self, GeoparserError> {
        let areas = Areas::new(gazetteer, countries)?;
        Ok(Self { tagger: Tagger::embedded()?, areas, models })
    }

    /// The same with other models.
    #[must_use]
    pub fn with_models(self, models: Models) -> Self {
        Self { models, ..self }
    }

    /// The names of places in a document, in order, none within another. `home` is what other texts of its
    /// source speak of ([`Geoparser::home`]); it helps with a local paper, whose readers know which town
    /// is meant.
    #[must_use]
    pub fn find(
        &self,
        document: &Document,
        gazetteer: &Gazetteer,
        home: Option<&Shares>,
    ) -> Vec<Toponym> {
        self.decide(self.read(&document.text, gazetteer), home)
    }

    /// As [`Self::find`] without other texts, where the text's tokens and their tags are known already.
    #[must_use]
    pub fn find_tagged(
        &self,
        tokens: &Tokens<'_>,
        tags: &[&str],
        gazetteer: &Gazetteer,
    ) -> Vec<Toponym> {
        self.decide(self.read_tagged(tokens.clone(), tags.to_vec(), gazetteer), None)
    }

    fn decide(&self, mut reading: Reading<'_>, home: Option<&Shares>) -> Vec<Toponym> {
        self.first(&mut reading, &self.models);
        self.sense(&mut reading, &self.models);
        self.rank(&mut reading, &self.models, home);
        self.last(&reading, &self.models, home)
    }

    /// What texts of one source speak of, for [`Geoparser::find`] of another text of that source (Lieberman,
    /// Samet & Sankaranarayanan 2010, "Geotagging with local lexicons"). Each text weighs the same.
    #[must_use]
    pub fn home<'a>(
        &self,
        documents: impl IntoIterator<Item = &'a Document>,
        gazetteer: &Gazetteer,
    ) -> Shares {
        let mut home = Shares::default();
        for document in documents {
            home.join(&self.shares(&document.text, gazetteer));
        }
        home
    }

    /// What one text speaks of.
    fn shares(&self, text: &str, gazetteer: &Gazetteer) -> Shares {
        let mut reading = self.read(text, gazetteer);
        self.first(&mut reading, &self.models);
        self.sense(&mut reading, &self.models);
        Votes::new(&reading.page, opinions(&reading)).into_shares()
    }

    pub(super) fn read<'a>(&'a self, text: &'a str, gazetteer: &'a Gazetteer) -> Reading<'a> {
        let tokens = Tokens::new(text);
        let tags = self.tagger.tag_all(&tokens);
        self.read_tagged(tokens, tags, gazetteer)
    }

    fn read_tagged<'a>(
        &'a self,
        tokens: Tokens<'a>,
        tags: Vec<&'a str>,
        gazetteer: &'a Gazetteer,
    ) -> Reading<'a> {
        let sources = Sources { gazetteer, areas: &self.areas, tagger: &self.tagger };
        let page = Page::new(tokens, tags, sources);
        let around = Around::new(&page);
        let features =
            (0..page.mentions.len()).map(|at| recognise::features(&page, &around, at)).collect();
        Reading { page, around, features, first: Vec::new(), senses: Vec::new() }
    }

    /// Gives each mention its first chance.
    pub(super) fn first(&self, reading: &mut Reading<'_>, models: &Models) {
        reading.first =
            reading.features.iter().map(|names| yes(models.first.as_ref(), names)).collect();
        // Until more is known, what a name may mean is told by size alone.
        reading.senses = reading
            .page
            .mentions
            .iter()
            .zip(&reading.first)
            .map(|(mention, &first)| {
                if first < FIRST_MIN {
                    return Vec::new();
                }
                let candidates = reading.page.candidates(mention);
                chances(&candidates.iter().map(rank::prior).collect::<Vec<f32>>())
            })
            .collect();
    }

    /// Gives the candidates of each mention their chances by what all names of the text may mean.
    pub(super) fn sense(&self, reading: &mut Reading<'_>, models: &Models) {
        let votes = Votes::new(&reading.page, opinions(reading));
        reading.senses = each(reading, |mention| {
            let features =
                rank::features(&reading.page, &reading.around, mention, &votes, None, None);
            scored(models.sense.as_ref(), &features)
        });
    }

    /// The same once more, by what the first round found, and by the source.
    pub(super) fn rank(&self, reading: &mut Reading<'_>, models: &Models, home: Option<&Shares>) {
        let votes = Votes::new(&reading.page, opinions(reading));
        reading.senses = each(reading, |mention| {
            let sense = votes.opinions[mention.name].chances.as_slice();
            let page = &reading.page;
            let features =
                rank::features(page, &reading.around, mention, &votes, home, Some(sense));
            scored(models.rank.as_ref(), &features)
        });
    }

    /// Takes the likeliest mentions that do not overlap.
    fn last(&self, reading: &Reading<'_>, models: &Models, home: Option<&Shares>) -> Vec<Toponym> {
        let mut found: Vec<(f32, usize, usize, f32)> = self
            .later(reading, home)
            .into_iter()
            .filter_map(|later| {
                let last = yes(models.last.as_ref(), &later.features);
                (last >= CHANCE_MIN).then_some((last, later.mention, later.best, later.chance))
            })
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        // By their first byte, so that only the neighbours can overlap.
        let mut kept: BTreeMap<u32, Toponym> = BTreeMap::new();
        for (last, number, candidate, chance) in found {
            let mention = &reading.page.mentions[number];
            let before = kept.range(..mention.span.end).next_back();
            if before.is_some_and(|(_, other)| other.span().overlaps(mention.span)) {
                continue;
            }
            let candidate = &reading.page.candidates(mention)[candidate];
            kept.insert(mention.span.start, toponym(mention, candidate, last, chance));
        }
        kept.into_values().collect()
    }

    /// For each mention that is looked into its likeliest candidate and the features of the last model.
    pub(super) fn later(&self, reading: &Reading<'_>, home: Option<&Shares>) -> Vec<Later> {
        let page = &reading.page;
        let votes = Votes::new(page, opinions(reading));
        // The mention of each name with the greatest first chance, and the greatest of the others.
        let mut greatest: Vec<(usize, f32, Option<f32>)> =
            vec![(usize::MAX, -1.0, None); page.names.len()];
        for (number, mention) in page.mentions.iter().enumerate() {
            let (top, chance, second) = &mut greatest[mention.name];
            let first = reading.first[number];
            if first > *chance {
                *second = (*top != usize::MAX).then_some(*chance);
                (*top, *chance) = (number, first);
            } else {
                *second = Some(second.map_or(first, |second| second.max(first)));
            }
        }
        let looked = reading.senses.iter().enumerate().filter(|(_, senses)| !senses.is_empty());
        looked
            .map(|(number, senses)| {
                let mention = &page.mentions[number];
                let best = crate::linear::best(senses);
                let candidate = &page.candidates(mention)[best];
                let (top, chance, second) = greatest[mention.name];
                let others = if top == number { second } else { Some(chance) };
                let features = recognise::later_features(
                    &reading.features[number],
                    reading.first[number],
                    &recognise::Best {
                        candidate,
                        chance: senses[best],
                        shares: votes.shares(mention.name, candidate),
                        home: rank::at_home(home, candidate),
                    },
                    others,
                );
                Later { mention: number, best, chance: senses[best], features }
            })
            .collect()
    }
}

/// What a function says of each mention that is looked into.
fn each(reading: &Reading<'_>, say: impl Fn(&Mention) -> Vec<f32>) -> Vec<Vec<f32>> {
    let mentions = reading.page.mentions.iter().zip(&reading.first);
    mentions
        .map(|(mention, &first)| if first < FIRST_MIN { Vec::new() } else { say(mention) })
        .collect()
}

/// The chances of alternatives by a model.
fn scored(model: Option<&Model>, alternatives: &[Vec<String>]) -> Vec<f32> {
    let scores: Vec<f32> = alternatives
        .iter()
        .map(|names| {
            model.map_or(0.0, |model| {
                model.scores(&features_of(names)).first().copied().unwrap_or(0.0)
            })
        })
        .collect();
    chances(&scores)
}

/// The mean over the mentions of each name, weighted by their first chances.
pub(super) fn opinions(reading: &Reading<'_>) -> Vec<Opinion> {
    let mut opinions: Vec<Opinion> = reading
        .page
        .names
        .iter()
        .map(|name| Opinion { weight: 0.0, chances: vec![0.0; name.candidates.len()] })
        .collect();
    let mut sums = vec![0.0_f32; opinions.len()];
    for (number, mention) in reading.page.mentions.iter().enumerate() {
        let (first, senses) = (reading.first[number], &reading.senses[number]);
        if senses.is_empty() {
            continue;
        }
        let opinion = &mut opinions[mention.name];
        opinion.weight = opinion.weight.max(first);
        sums[mention.name] += first;
        opinion.chances.iter_mut().zip(senses).for_each(|(sum, sense)| *sum += first * sense);
    }
    for (opinion, sum) in opinions.iter_mut().zip(sums) {
        opinion.chances.iter_mut().for_each(|chance| *chance /= sum.max(f32::MIN_POSITIVE));
    }
    opinions
}

fn toponym(mention: &Mention, candidate: &Candidate, last: f32, chance: f32) -> Toponym {
    Toponym {
        start: mention.span.start,
        end: mention.span.end,
        name: candidate.name.clone(),
        geonameid: candidate.id,
        kind: candidate.kind,
        form: candidate.form,
        point: candidate.point,
        precision: candidate.kind.precision(),
        country: candidate.country,
        admin1_id: candidate.admin1.clone(),
        recognised: last,
        confidence: last * chance,
    }
}
