//! When and where an incident was, what became of its victims, and how sure the text is of who did it.
//!
//! Read by rules over the layers: dates, countries and place names of the sentences that tell the incident;
//! of victims the number that stands with them and what the verbs around them say; of an organisation the
//! verbs that claim or blame.

use super::fill::{Filler, Incident};
use super::model::Base;
use super::page::Page;
use super::relation::{Relation, relations};
use super::{candidate::Occurrence, role::head};
use crate::Span;
use crate::names::{Class, Names};
use crate::number::quantities;
use crate::tag::ChunkKind;
use crate::time::{Granularity, times};
use jiff::civil::Date;

/// What became of victims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// They died.
    Death,
    /// They were hurt.
    Injury,
    /// They were let go or got free.
    Freed,
}

/// How sure a text is that an organisation did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribution {
    /// It is told as a fact.
    Fact,
    /// The organisation says so itself.
    Claimed,
    /// Authorities say so.
    AccusedByAuthorities,
    /// Others say so, or suspect it.
    Accused,
}

/// How many victims one string stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// So many.
    Of(u32),
    /// More than one.
    Several,
}

/// Victims that one string stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Victims {
    /// The string.
    pub span: Span,
    /// How many they are.
    pub number: Number,
    /// What became of them, where the text says so.
    pub effect: Option<Effect>,
}

/// More of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Details {
    /// First and last day on which it may have been; no first day where only the last is known.
    pub days: Option<(Option<Date>, Date)>,
    /// ISO 3166-1 alpha-3 codes of the countries that its sentences name, the nearest first.
    pub countries: Vec<String>,
    /// Names of places in its sentences.
    pub places: Vec<Span>,
    /// Its victims, named and not.
    pub victims: Vec<Victims>,
    /// Each of its organisations with how sure the text is.
    pub attributions: Vec<(Span, Attribution)>,
}

/// Reads more of an incident of a text that was written on a day. `names` gives countries.
#[must_use]
pub(super) fn details(
    base: &Base,
    names: &Names,
    text: &str,
    written: Option<Date>,
    incident: &Incident,
) -> Details {
    let page = base.page(text);
    let sentences = sentences(&page, incident);
    let places = places(&page, names, &sentences);
    Details {
        days: days(&page, &sentences, written),
        countries: countries(&page, base, names, &sentences),
        places,
        victims: victims(&page, incident),
        attributions: incident.roles[1]
            .iter()
            .map(|filler| (filler.span, attribution(&page, filler)))
            .collect(),
    }
}

/// The sentences of what was hit and with what; where there is none, of any filler; else the first.
fn sentences(page: &Page<'_>, incident: &Incident) -> Vec<usize> {
    let of = |fillers: &[Filler]| -> Vec<usize> {
        fillers.iter().filter_map(|filler| place(page, filler.span)).map(|p| p.sentence).collect()
    };
    let mut all: Vec<usize> =
        [&incident.roles[2], &incident.roles[3], &incident.described, &incident.roles[4]]
            .iter()
            .flat_map(|fillers| of(fillers))
            .collect();
    if all.is_empty() {
        all = incident.roles.iter().flat_map(|fillers| of(fillers)).collect();
    }
    if all.is_empty() {
        all.push(0);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Where a span stands.
fn place(page: &Page<'_>, span: Span) -> Option<Occurrence> {
    let tokens = &page.tokens.tokens;
    let start = tokens.iter().position(|token| token.span.end > span.start)?;
    let end = tokens.iter().position(|token| token.span.start >= span.end).unwrap_or(tokens.len());
    let sentence = page.sentences.iter().position(|s| s.tokens.contains(&start))?;
    let chunk = page.sentences[sentence]
        .chunks
        .iter()
        .position(|c| c.kind == ChunkKind::Noun && c.tokens.start < end && start < c.tokens.end);
    Some(Occurrence { sentence, chunk, tokens: start..end.max(start + 1) })
}

/// All places where the words of a span stand.
fn everywhere(page: &Page<'_>, span: Span) -> Vec<Occurrence> {
    let Some(first) = place(page, span) else { return Vec::new() };
    let words: Vec<&str> = first.tokens.clone().map(|at| page.lower[at].as_str()).collect();
    let spans = page.lower.windows(words.len()).enumerate();
    spans
        .filter(|(_, window)| window.iter().zip(&words).all(|(a, b)| a == b))
        .filter_map(|(at, _)| place(page, page.tokens.span(at..at + words.len())))
        .collect()
}

/// The day in the sentences, else in the one before or after; else any up to the day of the text.
fn days(
    page: &Page<'_>,
    sentences: &[usize],
    written: Option<Date>,
) -> Option<(Option<Date>, Date)> {
    let found = times(&page.tokens, written);
    let sentence_of = |span: Span| place(page, span).map(|place| place.sentence);
    let told: Vec<(usize, Date, Date)> = found
        .iter()
        .filter(|time| time.granularity <= Granularity::Week)
        .filter(|time| written.is_none_or(|written| time.end <= written))
        .filter_map(|time| Some((sentence_of(time.span)?, time.start, time.end)))
        .collect();
    for apart in 0..=1 {
        for &sentence in sentences {
            let near = told.iter().find(|(at, ..)| at.abs_diff(sentence) == apart);
            if let Some(&(_, start, end)) = near {
                return Some((Some(start), end));
            }
        }
    }
    written.map(|written| (None, written))
}

/// Countries by their names and by who is of them, those that stand most and nearest first.
fn countries(page: &Page<'_>, base: &Base, names: &Names, sentences: &[usize]) -> Vec<String> {
    /// What "Peruvian" counts beside "Peru".
    const DEMONYM: f32 = 0.7;
    let found = names.find(page.tokens.text, None);
    let named = found
        .iter()
        .filter(|found| found.class == Class::Country)
        .filter_map(|found| Some((place(page, found.span)?.sentence, found.id.to_owned(), 1.0)));
    let of = page.sentences.iter().enumerate().flat_map(|(number, sentence)| {
        sentence.tokens.clone().filter_map(move |at| {
            Some((number, base.country_of(&page.lower[at])?.to_owned(), DEMONYM))
        })
    });
    let mut weights: Vec<(String, f32)> = Vec::new();
    for (at, id, weight) in named.chain(of) {
        let apart = sentences.iter().map(|s| s.abs_diff(at)).min().unwrap_or(0);
        let weight = weight / (1.0 + apart as f32);
        match weights.iter_mut().find(|(known, _)| *known == id) {
            Some((_, sum)) => *sum += weight,
            None => weights.push((id, weight)),
        }
    }
    weights.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    weights.into_iter().map(|(id, _)| id).collect()
}

/// Names after a preposition of place that are no country's, those after "of" and "from" last.
fn places(page: &Page<'_>, names: &Names, sentences: &[usize]) -> Vec<Span> {
    let known = names.find(page.tokens.text, None);
    let is_country = |span: Span| {
        known.iter().any(|found| found.class == Class::Country && found.span.overlaps(span))
    };
    let (mut sure, mut rest) = (Vec::new(), Vec::new());
    for &number in sentences {
        let sentence = page.sentences[number].tokens.clone();
        let mut at = sentence.start;
        while at < sentence.end {
            let list = match page.lower[at].as_str() {
                "in" | "at" | "near" | "outside" => Some(&mut sure),
                "of" | "from" => Some(&mut rest),
                _ => None,
            };
            let mut end = at + 1;
            if let Some(list) = list {
                while end < sentence.end && (page.is_name(end) || page.is_particle(end)) {
                    end += 1;
                }
                let span = page.tokens.span(at + 1..end.max(at + 2).min(sentence.end));
                if (at + 1..end).any(|at| page.is_name(at)) && !is_country(span) {
                    list.push(span);
                }
            }
            at = end;
        }
    }
    sure.append(&mut rest);
    sure
}

fn victims(page: &Page<'_>, incident: &Incident) -> Vec<Victims> {
    let named = incident.roles[3].iter().map(|filler| (filler, true));
    let all = named.chain(incident.described.iter().map(|filler| (filler, false)));
    all.map(|(filler, named)| Victims {
        span: filler.span,
        number: if named { Number::Of(1) } else { number(page, filler.span) },
        effect: everywhere(page, filler.span).iter().find_map(|place| effect(page, place)),
    })
    .collect()
}

/// The number that stands in a description or right before it, else one or several by its noun.
fn number(page: &Page<'_>, span: Span) -> Number {
    let Some(at) = place(page, span) else { return Number::Several };
    let whole = at.chunk.map_or(at.tokens.clone(), |chunk| {
        page.sentences[at.sentence].chunks[chunk].tokens.clone()
    });
    let group = page.tokens.span(whole.start.min(at.tokens.start)..at.tokens.end);
    let counted = quantities(&page.tokens)
        .into_iter()
        .find(|quantity| group.start <= quantity.span.end && quantity.span.start < group.end);
    let several = page.tags[head(page, &at)].ends_with('S');
    match counted.map(|quantity| quantity.best) {
        Some(best) if (1.0..1e6).contains(&best) => Number::Of(best as u32),
        _ if several => Number::Several,
        _ => Number::Of(1),
    }
}

fn effect(page: &Page<'_>, place: &Occurrence) -> Option<Effect> {
    relations(page, place).iter().find_map(|Relation { name, class, voice, .. }| {
        let suffers = match name.as_str() {
            "obj" | "lobj" => *voice != "!",
            "subj" | "subj_far" | "app" | "rel" | "rv" => *voice == "p" || class == "die",
            _ => name.starts_with("pn|of") || name.starts_with("pv|of"),
        };
        match class.as_str() {
            "kill" | "dead" if suffers => Some(Effect::Death),
            "wound" if suffers => Some(Effect::Injury),
            "release" if suffers => Some(Effect::Freed),
            _ => None,
        }
    })
}

/// By the verbs of which the organisation is subject or object, else by words of its sentences.
fn attribution(page: &Page<'_>, filler: &Filler) -> Attribution {
    let places = everywhere(page, filler.span);
    let said = |place: &Occurrence| -> Option<Attribution> {
        relations(page, place).into_iter().find_map(
            |Relation { name, class, voice, far, .. }| {
                // Verbs further off say nothing of who stands on their other side.
                if matches!(name.as_str(), "lv" | "rv") {
                    return None;
                }
                let authority = far.as_deref().is_some_and(is_authority);
                match class.as_str() {
                    "claim" if name.starts_with("subj") && voice == "a" => {
                        Some(Attribution::Claimed)
                    }
                    "claim" if name == "pv|by" => Some(Attribution::Claimed),
                    "blame" if name == "subj" && voice == "a" => None,
                    "blame" if authority => Some(Attribution::AccusedByAuthorities),
                    "blame" => Some(Attribution::Accused),
                    _ => None,
                }
            },
        )
    };
    let by_verb = places.iter().find_map(said);
    by_verb
        .or_else(|| places.iter().find_map(|place| hinted(page, place)))
        .unwrap_or(Attribution::Fact)
}

fn is_authority(class: &str) -> bool {
    matches!(class, "police" | "soldiers" | "officials" | "organisation")
}

/// What words of the sentence say, wherever they stand in it.
fn hinted(page: &Page<'_>, place: &Occurrence) -> Option<Attribution> {
    const CLAIMED: &[&str] = &["responsibility", "credit", "claimed"];
    const ACCUSED: &[&str] = &[
        "blamed",
        "blame",
        "accused",
        "accuse",
        "attributed",
        "suspected",
        "suspects",
        "allegedly",
        "alleged",
        "presumably",
        "presumed",
        "apparently",
        "believed",
    ];
    const AUTHORITIES: &[&str] = &[
        "police",
        "army",
        "authorities",
        "officials",
        "military",
        "government",
        "minister",
        "ministry",
    ];
    let has = |list: &[&str]| {
        page.sentences[place.sentence]
            .tokens
            .clone()
            .any(|at| list.contains(&page.lower[at].as_str()))
    };
    let accused = has(ACCUSED);
    match (has(CLAIMED), accused, has(AUTHORITIES)) {
        (true, false, _) => Some(Attribution::Claimed),
        (_, true, true) => Some(Attribution::AccusedByAuthorities),
        (_, true, false) => Some(Attribution::Accused),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, role: usize, words: &str) -> Details {
        let base = Base::embedded().expect("embedded files");
        let names = Names::embedded().expect("embedded lists");
        let start = text.find(words).expect("words of the text");
        let filler = Filler { span: Span::new(start, start + words.len()), chance: 1.0 };
        let mut incident =
            Incident { kind: 0, chance: 1.0, roles: Default::default(), described: Vec::new() };
        if role < 5 {
            incident.roles[role].push(filler);
        } else {
            incident.described.push(filler);
        }
        details(&base, &names, text, Some(jiff::civil::date(1990, 1, 10)), &incident)
    }

    #[test]
    fn days_countries_and_places_are_those_of_the_sentence() {
        let found = read(
            "three peasants were killed yesterday in chalatenango, el salvador.",
            5,
            "three peasants",
        );
        assert_eq!(found.days.map(|days| days.1), Some(jiff::civil::date(1990, 1, 9)));
        assert_eq!(found.countries, ["SLV"]);
        assert_eq!(found.victims[0].number, Number::Of(3));
        assert_eq!(found.victims[0].effect, Some(Effect::Death));
    }

    #[test]
    fn claims_and_blames_are_told_apart() {
        let sure = |text: &str| read(text, 1, "shining path").attributions[0].1;
        assert_eq!(
            sure("the shining path claimed responsibility for the attack."),
            Attribution::Claimed
        );
        assert_eq!(sure("the police blamed the shining path."), Attribution::AccusedByAuthorities);
        assert_eq!(sure("the shining path attacked a bank."), Attribution::Fact);
    }
}
