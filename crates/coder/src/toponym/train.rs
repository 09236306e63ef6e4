//! Learning the four models from texts whose places are known.

use super::candidate::Candidate;
use super::corpus::Article;
use super::geoparser::{Geoparser, GeoparserError, Models, Reading, opinions};
use super::page::Mention;
use super::rank;
use super::votes::{Shares, Votes};
use crate::linear::{Choice, Head, Logistic, Model, ModelError, Training};
use crate::token::Case;
use bellwether_registry::places::Gazetteer;
use rustc_hash::{FxHashMap, FxHashSet};

const SPANS: Training = Training { rounds: 10, rate: 0.1, pull: 3e-3, examples_min: 3 };
const PLACES: Training = Training { rounds: 10, rate: 0.1, pull: 2e-3, examples_min: 3 };
/// Weights below this are not written.
const WEIGHT_MIN: f32 = 0.01;
/// A candidate this near to the key's point stands for it where none has its id.
const SAME_KM: f64 = 40.0;

/// The texts of the models.
#[derive(Debug, Clone)]
pub struct Trained {
    /// Whether a stretch is a name, by its own words.
    pub first: String,
    /// Which place, by what all names of the text may mean.
    pub sense: String,
    /// Which place, by what was found of the text and its source.
    pub rank: String,
    /// Whether a stretch is a name, when the text has been read.
    pub last: String,
}

impl Trained {
    /// The models that were learned.
    ///
    /// # Errors
    /// A feature's name cannot be read again.
    pub fn models(&self) -> Result<Models, ModelError> {
        Ok(Models {
            first: Some(Model::parse(&self.first)?),
            sense: Some(Model::parse(&self.sense)?),
            rank: Some(Model::parse(&self.rank)?),
            last: Some(Model::parse(&self.last)?),
        })
    }
}

/// Families of features that hold words of the text.
const WORDY: [&str; 8] =
    ["before", "after", "around", "before-2", "after-2", "run-end", "run-start", "last-word"];

/// Words that stand in small letters somewhere in texts that have capitals. What never does may be part of
/// somebody's name, even where the tagger takes it for a word, and no model learns it.
#[derive(Default)]
struct Vocabulary(FxHashSet<String>);

impl Vocabulary {
    fn new(lessons: &[Lesson<'_>]) -> Self {
        let mut words = FxHashSet::default();
        let pages = lessons.iter().map(|lesson| &lesson.reading.page);
        for page in pages.filter(|page| page.tokens.case == Case::Mixed) {
            for (at, lower) in page.lower.iter().enumerate() {
                if page.tokens.word(at) == lower {
                    words.insert(lower.clone());
                }
            }
        }
        for kind in [
            "place",
            "other-place",
            "adjective",
            "short",
            "admin1",
            "admin2",
            "country",
            "continent",
        ] {
            words.insert(kind.to_owned());
        }
        Self(words)
    }

    /// Whether a feature may be learned.
    fn holds(&self, feature: &str) -> bool {
        let mut parts = feature.split('|');
        let wordy = parts.next().is_some_and(|family| WORDY.contains(&family));
        let is_word = |part: &str| part.starts_with(char::is_lowercase);
        !wordy || parts.all(|part| !is_word(part) || self.0.contains(part))
    }

    /// The features of alternatives that may be learned.
    fn kept(&self, alternatives: Vec<Vec<String>>) -> Vec<Vec<String>> {
        let keep = |names: Vec<String>| names.into_iter().filter(|name| self.holds(name)).collect();
        alternatives.into_iter().map(keep).collect()
    }
}

/// A text in one case, with its key.
struct Lesson<'a> {
    reading: Reading<'a>,
    article: &'a Article,
    /// Which half it is in; sources are not divided.
    half: usize,
    /// What it speaks of, once that is known.
    shares: Shares,
}

/// Learns from articles. Later models learn from what earlier ones say of texts of sources that they did
/// not see: those of the other half.
///
/// # Errors
/// A feature's name cannot be read again.
pub fn train(
    geoparser: &Geoparser,
    gazetteer: &Gazetteer,
    articles: &[&Article],
) -> Result<Trained, GeoparserError> {
    let texts = variants(articles);
    let mut lessons: Vec<Lesson<'_>> = texts
        .iter()
        .map(|(article, text, half)| Lesson {
            reading: geoparser.read(text, gazetteer),
            article,
            half: *half,
            shares: Shares::default(),
        })
        .collect();
    let mut halves = [Models::default(), Models::default()];
    let vocabulary = Vocabulary::new(&lessons);
    let first = fit(
        &lessons,
        &mut halves,
        |model| &mut model.first,
        |part| learn_first(part, &vocabulary),
    )?;
    for lesson in &mut lessons {
        geoparser.first(&mut lesson.reading, &halves[1 - lesson.half]);
    }
    let sense = fit(
        &lessons,
        &mut halves,
        |model| &mut model.sense,
        |part| learn_sense(part, &vocabulary),
    )?;
    for lesson in &mut lessons {
        geoparser.sense(&mut lesson.reading, &halves[1 - lesson.half]);
        lesson.shares = Votes::new(&lesson.reading.page, opinions(&lesson.reading)).into_shares();
    }
    let homes = homes(&lessons);
    let rank = fit(
        &lessons,
        &mut halves,
        |model| &mut model.rank,
        |part| learn_rank(part, &homes, &vocabulary),
    )?;
    for (number, lesson) in lessons.iter_mut().enumerate() {
        let home = home_for(number, &homes);
        geoparser.rank(&mut lesson.reading, &halves[1 - lesson.half], home);
    }
    let all: Vec<(usize, &Lesson<'_>)> = lessons.iter().enumerate().collect();
    let mut spans = Logistic::default();
    for (number, lesson) in &all {
        for later in geoparser.later(&lesson.reading, home_for(*number, &homes)) {
            let mention = &lesson.reading.page.mentions[later.mention];
            let features = later.features.iter().filter(|name| vocabulary.holds(name));
            spans.push(features, u32::from(is_named(lesson, mention)), 1.0);
        }
    }
    let last = spans.write(&head("toponym-last", "name"), SPANS, WEIGHT_MIN);
    Ok(Trained { first, sense, rank, last })
}

/// Each article as written, one of four also in capitals and one in small letters.
fn variants<'a>(articles: &[&'a Article]) -> Vec<(&'a Article, String, usize)> {
    let mut sources: FxHashMap<&str, usize> = FxHashMap::default();
    let mut texts = Vec::new();
    for (number, article) in articles.iter().enumerate() {
        let next = sources.len();
        let half = *sources.entry(&article.source).or_insert(next) % 2;
        texts.push((*article, article.text.clone(), half));
        // Only where no letter changes its length, so that the key still fits.
        let other = match number % 4 {
            0 => article.text.to_ascii_uppercase(),
            2 => article.text.to_ascii_lowercase(),
            _ => continue,
        };
        texts.push((*article, other, half));
    }
    texts
}

/// Learns a model from all lessons, and one from each half for the other.
fn fit<'l, 'a: 'l>(
    lessons: &'l [Lesson<'a>],
    halves: &mut [Models; 2],
    slot: impl Fn(&mut Models) -> &mut Option<Model>,
    learn: impl Fn(&[(usize, &'l Lesson<'a>)]) -> String,
) -> Result<String, ModelError> {
    for (half, models) in halves.iter_mut().enumerate() {
        let part: Vec<(usize, &Lesson<'_>)> =
            lessons.iter().enumerate().filter(|(_, lesson)| lesson.half == half).collect();
        *slot(models) = Some(Model::parse(&learn(&part))?);
    }
    Ok(learn(&lessons.iter().enumerate().collect::<Vec<_>>()))
}

fn is_named(lesson: &Lesson<'_>, mention: &Mention) -> bool {
    lesson.article.places.iter().any(|place| place.span == mention.span)
}

fn learn_first(lessons: &[(usize, &Lesson<'_>)], vocabulary: &Vocabulary) -> String {
    let mut spans = Logistic::default();
    for (_, lesson) in lessons {
        for (mention, features) in lesson.reading.page.mentions.iter().zip(&lesson.reading.features)
        {
            let features = features.iter().filter(|name| vocabulary.holds(name));
            spans.push(features, u32::from(is_named(lesson, mention)), 1.0);
        }
    }
    spans.write(&head("toponym-first", "name"), SPANS, WEIGHT_MIN)
}

/// The candidate that the key means.
fn right(lesson: &Lesson<'_>, mention: &Mention, candidates: &[Candidate]) -> Option<usize> {
    let place = lesson.article.places.iter().find(|place| place.span == mention.span)?;
    let (point, id) = (place.point?, place.geonameid);
    let by_id = candidates.iter().position(|one| id.is_some() && one.id == id);
    by_id.or_else(|| {
        candidates
            .iter()
            .enumerate()
            .map(|(at, one)| (at, one.point.distance_km(&point)))
            .filter(|&(_, distance)| distance <= SAME_KM)
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(at, _)| at)
    })
}

/// The mentions that the key has a place for, with the right one of their candidates.
fn known<'l>(lesson: &'l Lesson<'_>) -> impl Iterator<Item = (&'l Mention, usize)> {
    let page = &lesson.reading.page;
    page.mentions
        .iter()
        .filter_map(|mention| Some((mention, right(lesson, mention, page.candidates(mention))?)))
}

fn learn_sense(lessons: &[(usize, &Lesson<'_>)], vocabulary: &Vocabulary) -> String {
    let mut places = Choice::default();
    for (_, lesson) in lessons {
        let reading = &lesson.reading;
        let votes = Votes::new(&reading.page, opinions(reading));
        for (mention, right) in known(lesson) {
            let (page, around) = (&reading.page, &reading.around);
            let features = rank::features(page, around, mention, &votes, None, None);
            places.push(&vocabulary.kept(features), right);
        }
    }
    places.write(&head("toponym-sense", "place"), PLACES, WEIGHT_MIN)
}

/// What the other texts of each lesson's source speak of.
fn homes(lessons: &[Lesson<'_>]) -> Vec<Option<Shares>> {
    lessons
        .iter()
        .map(|lesson| {
            let mut home = Shares::default();
            let mut count = 0;
            for other in lessons {
                let same = other.article.source == lesson.article.source;
                if same && other.article.id != lesson.article.id {
                    home.join(&other.shares);
                    count += 1;
                }
            }
            (count > 0).then_some(home)
        })
        .collect()
}

/// Two lessons of three know their source, so that the models do without as well.
fn home_for(number: usize, homes: &[Option<Shares>]) -> Option<&Shares> {
    if number.is_multiple_of(3) { None } else { homes.get(number)?.as_ref() }
}

fn learn_rank(
    lessons: &[(usize, &Lesson<'_>)],
    homes: &[Option<Shares>],
    vocabulary: &Vocabulary,
) -> String {
    let mut places = Choice::default();
    for (number, lesson) in lessons {
        let reading = &lesson.reading;
        let votes = Votes::new(&reading.page, opinions(reading));
        let home = home_for(*number, homes);
        for (mention, right) in known(lesson) {
            let sense = Some(votes.opinions[mention.name].chances.as_slice());
            let (page, around) = (&reading.page, &reading.around);
            let features = rank::features(page, around, mention, &votes, home, sense);
            places.push(&vocabulary.kept(features), right);
        }
    }
    places.write(&head("toponym-rank", "place"), PLACES, WEIGHT_MIN)
}

fn head(name: &str, class: &str) -> Head {
    Head {
        name: name.to_owned(),
        version: 1,
        licence: "CC BY-SA 4.0".to_owned(),
        source: "LGL (Lieberman, Samet & Sankaranarayanan 2010) and TR-News (Kamalloo & Rafiei 2018), research corpora; no words but those that the tagger knows and not as names; parts of speech by the tagger, CC BY-SA 4.0".to_owned(),
        classes: vec![class.to_owned()],
    }
}
