//! Where: names after words of place, countries, and what a gazetteer found.

use super::mention::Mention;
use super::sentence::Sentence;
use crate::coded::{Field, Where};
use crate::names::Class;
use bellwether_model::{Iso3, PlacePrecision};
use std::ops::Range;

/// A place of a sentence, with its tokens.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) tokens: Range<usize>,
    pub(crate) place: Where,
    pub(crate) rule: &'static str,
    /// How certain the gazetteer is, where it was asked.
    pub(crate) confidence: Option<f32>,
}

impl Place {
    /// The field of the place.
    pub(crate) fn field(&self, sentence: &Sentence<'_, '_>) -> Field<Where> {
        let words = vec![sentence.page.span(self.tokens.clone())];
        let mut field = Field::new(self.place.clone(), words, self.rule);
        if let Some(confidence) = self.confidence {
            field.confidence *= confidence;
        }
        field
    }
}

/// Words after which the name of a place stands.
const PREPOSITIONS: &[&str] = &[
    "in",
    "at",
    "near",
    "outside",
    "around",
    "across",
    "throughout",
    "inside",
    "within",
    "into",
    "towards",
    "toward",
    "through",
    "along",
    "over",
    "beyond",
    "between",
    "above",
    "to",
];
/// Nouns for kinds of places, with how exactly they say where.
const KINDS: &[(&str, PlacePrecision)] = &[
    ("province", PlacePrecision::Admin1),
    ("provinces", PlacePrecision::Admin1),
    ("state", PlacePrecision::Admin1),
    ("states", PlacePrecision::Admin1),
    ("governorate", PlacePrecision::Admin1),
    ("oblast", PlacePrecision::Admin1),
    ("region", PlacePrecision::Admin1),
    ("county", PlacePrecision::Admin2),
    ("department", PlacePrecision::Admin1),
    ("sector", PlacePrecision::Admin2),
    ("district", PlacePrecision::Admin2),
    ("districts", PlacePrecision::Admin2),
    ("municipality", PlacePrecision::Admin2),
    ("valley", PlacePrecision::Region),
    ("basin", PlacePrecision::Region),
    ("delta", PlacePrecision::Region),
    ("coast", PlacePrecision::Region),
    ("border", PlacePrecision::Region),
    ("area", PlacePrecision::Near),
    ("city", PlacePrecision::Near),
    ("town", PlacePrecision::Near),
    ("village", PlacePrecision::Near),
    ("villages", PlacePrecision::Near),
    ("capital", PlacePrecision::Near),
    ("port", PlacePrecision::Near),
    ("suburb", PlacePrecision::Near),
    ("suburbs", PlacePrecision::Near),
    ("quarter", PlacePrecision::Near),
    ("streets", PlacePrecision::Near),
    ("edge", PlacePrecision::Near),
    ("environs", PlacePrecision::Near),
    ("vicinity", PlacePrecision::Near),
    ("surroundings", PlacePrecision::Near),
    ("hamlet", PlacePrecision::Near),
    ("settlement", PlacePrecision::Near),
    ("commune", PlacePrecision::Admin2),
    ("prefecture", PlacePrecision::Admin1),
    ("territory", PlacePrecision::Admin2),
    ("highlands", PlacePrecision::Region),
    ("neighbourhood", PlacePrecision::Near),
    ("neighborhood", PlacePrecision::Near),
    ("outskirts", PlacePrecision::Near),
    ("north", PlacePrecision::Region),
    ("south", PlacePrecision::Region),
    ("east", PlacePrecision::Region),
    ("west", PlacePrecision::Region),
    ("centre", PlacePrecision::Near),
    ("center", PlacePrecision::Near),
    ("parts", PlacePrecision::Region),
    ("part", PlacePrecision::Region),
    ("interior", PlacePrecision::Region),
    ("island", PlacePrecision::Region),
    ("forest", PlacePrecision::Region),
    ("hills", PlacePrecision::Region),
    ("mountains", PlacePrecision::Region),
    ("desert", PlacePrecision::Region),
    ("peninsula", PlacePrecision::Region),
    ("airport", PlacePrecision::Exact),
    ("crossing", PlacePrecision::Near),
    ("junction", PlacePrecision::Near),
];

fn kind(word: &str) -> Option<PlacePrecision> {
    KINDS.iter().find(|(known, _)| *known == word).map(|&(_, precision)| precision)
}

/// The places that a sentence names, in order.
pub(crate) fn places(sentence: &Sentence<'_, '_>) -> Vec<Place> {
    let mut places = toponyms(sentence);
    for mention in 0..sentence.mentions.len() {
        let found = by_name(sentence, mention).or_else(|| by_country(sentence, mention));
        if let Some(found) = found
            && !places.iter().any(|place: &Place| {
                place.tokens.start < found.tokens.end && found.tokens.start < place.tokens.end
            })
        {
            places.push(found);
        }
    }
    places.sort_by_key(|place| place.tokens.start);
    with_country(sentence, &mut places);
    places
}

fn toponyms(sentence: &Sentence<'_, '_>) -> Vec<Place> {
    let page = sentence.page;
    let span = page.span(sentence.range.clone());
    page.toponyms
        .iter()
        .filter(|toponym| toponym.span.overlaps(span))
        .filter(|toponym| {
            // "the Harun Observatory" is who, not where.
            !sentence.mentions.iter().any(|mention| {
                let named = mention.party.as_ref().is_some_and(|party| party.name.is_some());
                named && page.span(mention.party_words.clone()).overlaps(toponym.span)
            })
        })
        .map(|toponym| {
            let place = Place {
                tokens: page.tokens_of(toponym.span),
                place: toponym.place.clone(),
                rule: "place.gazetteer",
                confidence: Some(toponym.confidence),
            };
            part_of(sentence, place)
        })
        .collect()
}

/// "the South-west Harun district" is another place than Harun: the name with the words of direction before it, of the
/// kind that follows, and without Harun's point.
fn part_of(sentence: &Sentence<'_, '_>, place: Place) -> Place {
    const DIRECTIONS: &[&str] = &[
        "north", "south", "east", "west", "northern", "southern", "eastern", "western", "upper",
        "lower", "central",
    ];
    let page = sentence.page;
    // The kind stands behind the name, or is the last word of what the gazetteer took.
    let inside = place.tokens.len() > 1 && kind(page.word(place.tokens.end - 1)).is_some();
    let end = place.tokens.end - usize::from(inside);
    let Some(precision) = kind(page.word(end)) else { return place };
    let mut start = place.tokens.start;
    while start > sentence.range.start
        && (DIRECTIONS.contains(&page.word(start - 1)) || page.word(start - 1) == "-")
    {
        start -= 1;
    }
    // Where capitals mean nothing, a direction of two words is part of a name.
    let named = if page.cased() {
        page.tokens.word(start).starts_with(char::is_uppercase)
    } else {
        (start..place.tokens.start).any(|at| page.word(at) == "-")
    };
    if start == place.tokens.start || !named {
        return place;
    }
    let tokens = start..end;
    let country = place.place.country;
    let name = page.text(tokens.clone());
    let place_of_kind = Where { name, country, precision, geonameid: None, point: None };
    Place { tokens, place: place_of_kind, ..place }
}

/// A country's name that stands as a place and not as an adjective or a party.
fn by_country(sentence: &Sentence<'_, '_>, mention: usize) -> Option<Place> {
    let page = sentence.page;
    let mention = &sentence.mentions[mention];
    let span = page.span(mention.tokens.clone());
    let first = page.found.partition_point(|found| found.span.end <= span.start);
    let found = page.found[first..]
        .iter()
        .take_while(|found| found.span.start < span.end)
        .find(|found| found.class == Class::Country)?;
    let tokens = page.tokens_of(found.span);
    let led = led(sentence, &mention.tokens);
    let named = mention.party.as_ref().is_some_and(|party| {
        party.name.is_some() || party.role == crate::coded::Role::International
    }) || page.before(tokens.start) == "lake";
    if named || !(led || page.before(mention.tokens.start) == "," || page.word(tokens.end) == "'s")
    {
        return None;
    }
    let country = Iso3::new(found.id).ok()?;
    let place = Where {
        name: page.text(tokens.clone()),
        country: Some(country),
        precision: PlacePrecision::Country,
        geonameid: None,
        point: None,
    };
    Some(Place { tokens, place, rule: "place.country", confidence: None })
}

/// Whether a group stands after a word of place, also through "and" and "the town of".
fn led(sentence: &Sentence<'_, '_>, tokens: &Range<usize>) -> bool {
    let page = sentence.page;
    let mut start = tokens.start;
    loop {
        let word = page.before(start);
        if word == "to"
            && !matches!(
                page.before(start - 1),
                "extends"
                    | "stretches"
                    | "reaches"
                    | "soldiers"
                    | "troops"
                    | "forces"
                    | "reinforcements"
                    | "confined"
                    | "limited"
                    | "restricted"
                    | "spread"
                    | "expanded"
                    | "moved"
            )
            && !matches!(page.before(start - 1), "road" | "roads" | "highway" | "close" | "access")
        {
            return false;
        }
        if PREPOSITIONS.contains(&word) && page.tag(start - 1) != "RP" {
            return true;
        }
        // Where somebody left stands after "from": "withdrew from Taren", "displacement from Omdara".
        if word == "from" {
            let stretches = matches!(
                page.before(start - 1),
                "sway" | "stretches" | "stretching" | "extends" | "extending" | "ground" | "land"
            );
            return stretches
                || matches!(
                    page.before(start - 1),
                    "withdrew"
                        | "withdrawn"
                        | "withdraw"
                        | "withdrawing"
                        | "withdrawal"
                        | "retreated"
                        | "retreat"
                        | "displacement"
                        | "displaced"
                        | "fled"
                        | "evacuated"
                        | "expelled"
                );
        }
        if word == "of" {
            return kind(page.before(start - 1)).is_some()
                || matches!(
                    page.before(start - 1),
                    "outside"
                        | "out"
                        | "mayor"
                        | "governor"
                        | "residents"
                        | "villagers"
                        | "most"
                        | "all"
                        | "half"
                        | "much"
                        | "heart"
                );
        }
        if !matches!(word, "and" | "," | "or") {
            return false;
        }
        let Some(previous) = sentence.mentions.iter().find(|m| m.tokens.end + 1 == start) else {
            return false;
        };
        let name = page.tag(previous.head).starts_with("NNP");
        if !name || previous.time {
            return false;
        }
        start = previous.tokens.start;
    }
}

/// A name after a word of place: "in Harun", "near the town of Harun", "Harun province".
fn by_name(sentence: &Sentence<'_, '_>, index: usize) -> Option<Place> {
    let page = sentence.page;
    let mention = &sentence.mentions[index];
    if mention.party.as_ref().is_some_and(|party| party.name.is_some()) {
        return None;
    }
    let of_kind = mention
        .tokens
        .clone()
        .rev()
        .find(|&at| !super::mention::is_time(page, at))
        .and_then(|at| kind(page.word(at)));
    if !(led(sentence, &mention.tokens) || of_kind.is_some()) {
        return None;
    }
    let (name, possessive) = name_of(sentence, mention)?;
    // A possessor may be a person: "in N. N.'s village".
    if possessive {
        return None;
    }
    if of_kind.is_none()
        && mention.people
        && mention.party.is_some()
        && mention.head != name.end - 1
    {
        return None;
    }
    let covered = mention.party.is_some()
        && mention.party_words.start < name.end
        && name.start < mention.party_words.end;
    if covered {
        return None;
    }
    if mention.head >= name.end
        && of_kind.is_none()
        && !mention.time
        && mention.thing.is_none()
        && mention.trigger.is_none()
    {
        return None;
    }
    if name.len() == 1 && super::party::country(page, &name).is_some()
        || super::party::country(page, &name).is_some() && page.word(name.start) != "lake"
    {
        return None;
    }
    // "Large parts of": a capital at the beginning of a sentence makes no name.
    if name.len() == 1
        && name.start == sentence.range.start
        && page.tag(name.start).starts_with("JJ")
    {
        return None;
    }
    let outside = matches!(page.before(mention.tokens.start), "near" | "outside" | "around");
    let of = (page.before(mention.tokens.start) == "of")
        .then(|| kind(page.before(mention.tokens.start - 1)))
        .flatten();
    let after = (!page.word(name.end).is_empty()).then(|| kind(page.word(name.end))).flatten();
    let precision = after.or(of.filter(|precision| *precision != PlacePrecision::Region));
    let precision = precision.filter(|_| !outside).unwrap_or(PlacePrecision::Near);
    let place = Where {
        name: page.text(name.clone()),
        country: None,
        precision,
        geonameid: None,
        point: None,
    };
    let rule = if of_kind.is_some() { "place.kind" } else { "place.preposition" };
    Some(part_of(sentence, Place { tokens: name, place, rule, confidence: None }))
}

/// The proper name within a group, and whether it is a possessor: "Kabul's old city".
fn name_of(sentence: &Sentence<'_, '_>, mention: &Mention) -> Option<(Range<usize>, bool)> {
    let page = sentence.page;
    // Where capitals mean nothing, a word after a word of place that no running text has is taken for a name.
    let unheard = |at: usize| {
        let word = page.word(at);
        !page.cased()
            && page.tag(at).starts_with('N')
            && word.len() > 3
            && word.chars().all(char::is_alphabetic)
            && !page.world.tagger.is_common(word)
            && mention.thing.is_none()
            && !mention.people
            && mention.trigger.is_none()
    };
    // "North Waziristan": a direction with a capital before a name is part of it.
    let of_name = |at: usize| {
        let capital = |at: usize| page.tokens.word(at).starts_with(char::is_uppercase);
        page.cased()
            && matches!(page.word(at), "north" | "south" | "east" | "west")
            && at > sentence.range.start
            && capital(at)
            && capital(at + 1)
            && page.tag(at + 1).starts_with("NNP")
    };
    let is_name = |at: usize| {
        let word = page.tokens.word(at);
        let capital = word.starts_with(char::is_uppercase) || !page.cased();
        (page.tag(at).starts_with("NNP")
            || unheard(at)
            || capital && page.cased() && page.tag(at) != "DT" && page.tag(at) != "PRP")
            && capital
            && !super::mention::is_time(page, at)
            && page.world.words.demonyms.find(page.word(at), |_| "").is_none()
            && (kind(page.word(at)).is_none() || of_name(at))
    };
    let mut end = mention.tokens.end;
    while end > mention.tokens.start && !is_name(end - 1) {
        end -= 1;
    }
    if end == mention.tokens.start {
        return None;
    }
    let mut start = end;
    while start > mention.tokens.start
        && (is_name(start - 1) || (page.word(start - 1) == "-" && start >= 2 && is_name(start - 2)))
    {
        start -= 1;
    }
    while start < end && page.word(start) == "-" {
        start += 1;
    }
    let possessive = page.tag(end) == "POS";
    (start < end).then_some((start..end, possessive))
}

/// "in Harun, Nigeria": the country beside a place is the place's.
fn with_country(sentence: &Sentence<'_, '_>, places: &mut [Place]) {
    let page = sentence.page;
    for index in 0..places.len() {
        if places[index].place.country.is_some() {
            continue;
        }
        let mut end = places[index].tokens.end;
        for next in index + 1..places.len() {
            let between = end..places[next].tokens.start;
            let beside = between.len() <= 4
                && between.clone().all(|at| {
                    matches!(page.word(at), "," | "in" | "the" | "of" | "'s")
                        || kind(page.word(at)).is_some()
                });
            if !beside {
                break;
            }
            if places[next].place.precision == PlacePrecision::Country {
                places[index].place.country = places[next].place.country;
                break;
            }
            end = places[next].tokens.end;
        }
        // "the Nigerian town of Harun", "northern Nigeria's Harun district".
        if places[index].place.country.is_none() {
            let start = places[index].tokens.start;
            let window = start.saturating_sub(5).max(sentence.range.start)..start;
            let of_kind =
                window.clone().any(|at| kind(page.word(at)).is_some() || page.tag(at) == "POS");
            if of_kind {
                places[index].place.country = super::party::country(page, &window);
            }
        }
    }
}
