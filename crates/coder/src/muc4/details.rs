//! Date, place, victims and attribution of incidents against the full keys.
//!
//! Within a document incidents and templates of one kind are paired one to one by the strings that they share.
//! Each slot is then counted: what the answers give, what the keys ask, and what is right in a pair. An
//! optional template or entry asks for nothing unless it is met.

use super::score::pairs;
use super::{Counts, Entry, FullTemplate, INCIDENTS, Slot, normalise};
use crate::Span;
use crate::template::{Attribution, Details, Effect, Incident, Number};
use jiff::civil::Date;

/// An incident as it was read, with more of it.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The incident.
    pub incident: Incident,
    /// What the rules read beside it.
    pub details: Details,
}

/// Counts of each slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DetailScore {
    /// Dates: the last day is the same.
    pub date: Counts,
    /// Dates: the last days are at most a week apart.
    pub date_week: Counts,
    /// Countries: the first one given is that of the key.
    pub country: Counts,
    /// Places: the first one given is a name in the key.
    pub place: Counts,
    /// Victims, named or described, with the right number.
    pub number: Counts,
    /// Victims with the right effect, of those to whom something happened.
    pub effect: Counts,
    /// Organisations with the right confidence.
    pub confidence: Counts,
}

impl DetailScore {
    /// Names of the slots with their counts.
    #[must_use]
    pub fn slots(&self) -> [(&'static str, Counts); 7] {
        [
            ("date", self.date),
            ("date, a week", self.date_week),
            ("country", self.country),
            ("place", self.place),
            ("victim number", self.number),
            ("victim effect", self.effect),
            ("confidence", self.confidence),
        ]
    }
}

/// Adds a document. `country` gives the ISO code of a country's name as the keys have it.
pub fn score_details(
    score: &mut DetailScore,
    text: &str,
    answers: &[Answer],
    keys: &[&FullTemplate],
    country: impl Fn(&str) -> Option<String>,
) {
    let worth: Vec<Vec<usize>> = answers
        .iter()
        .map(|answer| keys.iter().map(|key| worth(text, answer, key)).collect())
        .collect();
    let pairs = pairs(&worth, keys.len());
    let met = |key: usize| pairs.iter().any(|&(_, k)| k == key);
    for answer in answers {
        ask(score, &asked_by(answer), |counts, asked| counts.predicted += asked);
    }
    for (index, key) in keys.iter().enumerate() {
        if !key.optional || met(index) {
            ask(score, &asked_of(key), |counts, asked| counts.key += asked);
        }
    }
    for (answer, key) in pairs {
        let right = right(text, &answers[answer], keys[key], &country);
        ask(score, &right, |counts, right| {
            counts.right += right;
            counts.found += right;
        });
    }
}

fn ask(score: &mut DetailScore, numbers: &[usize; 7], add: impl Fn(&mut Counts, usize)) {
    let DetailScore { date, date_week, country, place, number, effect, confidence } = score;
    let all = [date, date_week, country, place, number, effect, confidence];
    all.into_iter().zip(numbers).for_each(|(counts, number)| add(counts, *number));
}

fn asked_by(answer: &Answer) -> [usize; 7] {
    let Details { days, countries, places, victims, attributions } = &answer.details;
    let day = usize::from(days.is_some());
    let effects = victims.iter().filter(|victims| victims.effect.is_some()).count();
    [
        day,
        day,
        usize::from(!countries.is_empty()),
        usize::from(!places.is_empty()),
        victims.len(),
        effects,
        attributions.len(),
    ]
}

fn asked_of(key: &FullTemplate) -> [usize; 7] {
    let sure = |slot: Slot| key.slot(slot).iter().filter(|entry| !entry.optional);
    let date = usize::from(sure(Slot::Date).next().is_some());
    let location = sure(Slot::Location).next();
    [
        date,
        date,
        usize::from(location.is_some()),
        usize::from(location.is_some_and(|entry| !places_of(entry).is_empty())),
        sure(Slot::VictimNumber).count(),
        sure(Slot::VictimEffect).filter(|entry| effect_of(entry).is_some()).count(),
        sure(Slot::Confidence).count(),
    ]
}

fn right(
    text: &str,
    answer: &Answer,
    key: &FullTemplate,
    country: impl Fn(&str) -> Option<String>,
) -> [usize; 7] {
    let Details { days, countries, places, victims, attributions } = &answer.details;
    let last = key.slot(Slot::Date).first().and_then(last_day);
    let apart =
        days.zip(last).map(|((_, given), asked)| given.duration_since(asked).as_hours().abs() / 24);
    let location = key.slot(Slot::Location).first();
    let names: Vec<String> = location.map(places_of).unwrap_or_default();
    let asked = location.and_then(|entry| {
        let value = entry.values.first()?;
        country(value.split([':', '-']).next().unwrap_or(value).trim())
    });
    let holds = |entry: &Entry, span: Span| {
        let words = normalise(span.of(text));
        entry.strings.iter().any(|string| normalise(string) == words)
    };
    let number = key
        .slot(Slot::VictimNumber)
        .iter()
        .filter(|entry| victims.iter().any(|v| holds(entry, v.span) && is_number(entry, v.number)));
    let effect = key.slot(Slot::VictimEffect).iter().filter(|entry| {
        victims
            .iter()
            .any(|v| holds(entry, v.span) && v.effect.is_some() && v.effect == effect_of(entry))
    });
    let confidence = key.slot(Slot::Confidence).iter().filter(|entry| {
        attributions.iter().any(|(span, said)| holds(entry, *span) && is_said(entry, *said))
    });
    [
        usize::from(apart == Some(0)),
        usize::from(apart.is_some_and(|days| days <= 7)),
        usize::from(asked.is_some() && countries.first() == asked.as_ref()),
        usize::from(places.first().is_some_and(|span| names.contains(&normalise(span.of(text))))),
        number.count(),
        effect.count(),
        confidence.count(),
    ]
}

/// One more than the strings that the two share, nothing when their kinds differ.
fn worth(text: &str, answer: &Answer, key: &FullTemplate) -> usize {
    /// Slots with strings of the text: weapons, individuals, organisations, targets, victims.
    const STRINGS: [usize; 6] = [6, 9, 10, 12, 18, 19];
    let kinds = key.slot(Slot::Kind).iter().flat_map(|entry| &entry.values);
    if !kinds.into_iter().any(|kind| kind.eq_ignore_ascii_case(INCIDENTS[answer.incident.kind])) {
        return 0;
    }
    let asked: Vec<String> = STRINGS
        .iter()
        .flat_map(|&slot| key.slots[slot].iter().flat_map(|entry| &entry.strings))
        .map(|string| normalise(string))
        .collect();
    let given = answer.incident.roles.iter().flatten().chain(&answer.incident.described);
    1 + given.filter(|filler| asked.contains(&normalise(filler.span.of(text)))).count()
}

/// The last day of a date: "05 JAN 90", "- 05 JAN 90", "04 JAN 90 - 05 JAN 90".
fn last_day(entry: &Entry) -> Option<Date> {
    const MONTHS: [&str; 12] =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    let last = entry.values.first()?.rsplit('-').next()?;
    let words: Vec<&str> = last.trim_matches(['(', ')', ' ']).split_whitespace().collect();
    let [day, month, year] = words.as_slice() else { return None };
    let month = MONTHS.iter().position(|known| known == month)? + 1;
    let year: i16 = year.parse().ok()?;
    Date::new(1900 + year % 100, i8::try_from(month).ok()?, day.parse().ok()?).ok()
}

/// Names of places within a country: "GUATEMALA: PETEN (DEPARTMENT): FLORES (CITY)".
fn places_of(entry: &Entry) -> Vec<String> {
    let names = entry.values.iter().flat_map(|value| value.split([':', '-']).skip(1));
    names
        .map(|name| normalise(name.split('(').next().unwrap_or(name)))
        .filter(|name| !name.is_empty())
        .collect()
}

fn is_number(entry: &Entry, number: Number) -> bool {
    entry.values.iter().any(|value| match number {
        Number::Several => value == "PLURAL",
        Number::Of(count) => value.trim_matches(['-', ' ']).parse() == Ok(count),
    })
}

fn effect_of(entry: &Entry) -> Option<Effect> {
    entry.values.iter().find_map(|value| match value.as_str() {
        "DEATH" => Some(Effect::Death),
        "INJURY" => Some(Effect::Injury),
        "REGAINED FREEDOM" | "ESCAPED" => Some(Effect::Freed),
        _ => None,
    })
}

fn is_said(entry: &Entry, said: Attribution) -> bool {
    entry.values.iter().any(|value| match said {
        Attribution::Fact => value == "REPORTED AS FACT",
        Attribution::Claimed => value == "CLAIMED OR ADMITTED",
        Attribution::AccusedByAuthorities => value == "SUSPECTED OR ACCUSED BY AUTHORITIES",
        Attribution::Accused => value == "SUSPECTED OR ACCUSED",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::muc4::parse_full_keys;
    use crate::template::{Filler, Victims};

    const KEY: &str = "\
0.  MESSAGE: ID                     D
2.  INCIDENT: DATE                  - 05 JAN 90
3.  INCIDENT: LOCATION              GUATEMALA: PETEN (DEPARTMENT): FLORES (CITY)
4.  INCIDENT: TYPE                  ATTACK
11. PERP: ORGANIZATION CONFIDENCE   CLAIMED OR ADMITTED: \"FRONT\"
19. HUM TGT: DESCRIPTION            \"TWO MEN\"
21. HUM TGT: NUMBER                 2: \"TWO MEN\"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: \"TWO MEN\"
";

    #[test]
    fn slots_are_counted_as_by_hand() {
        let text = "two men of the front in flores";
        let span = |words: &str| {
            let start = text.find(words).expect("words of the text");
            Span::new(start, start + words.len())
        };
        let filler = Filler { span: span("two men"), chance: 1.0 };
        let answer = Answer {
            incident: Incident {
                kind: 0,
                chance: 1.0,
                roles: Default::default(),
                described: vec![filler],
            },
            details: Details {
                days: Some((None, jiff::civil::date(1990, 1, 7))),
                countries: vec!["GTM".to_owned()],
                places: vec![span("flores")],
                victims: vec![Victims {
                    span: span("two men"),
                    number: Number::Of(2),
                    effect: Some(Effect::Injury),
                }],
                attributions: vec![(span("front"), Attribution::Claimed)],
            },
        };
        let keys = parse_full_keys(KEY).expect("well formed");
        let keys: Vec<&FullTemplate> = keys.iter().collect();
        let mut score = DetailScore::default();
        let country = |name: &str| (name == "GUATEMALA").then(|| "GTM".to_owned());
        score_details(&mut score, text, &[answer], &keys, country);
        let rights: Vec<usize> = score.slots().iter().map(|(_, counts)| counts.right).collect();
        assert_eq!(rights, [0, 1, 1, 1, 1, 0, 1]);
        assert!(score.slots().iter().all(|(_, counts)| counts.predicted == 1 && counts.key == 1));
    }
}
