//! The word lists of the coder, from `data/lexicons`.

use super::phrases::Phrases;
use super::world::WorldError;
use crate::coded::{EventType, Fate, Role, Tactic};
use crate::names::demonyms;
use bellwether_model::Iso3;
use bellwether_registry::crosswalks::Scheme;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

const PEOPLE: &str = include_str!("../../../../data/lexicons/people.toml");
const THEMES: &str = include_str!("../../../../data/lexicons/themes.toml");
const EVENTS: &str = include_str!("../../../../data/lexicons/events.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    roles: BTreeMap<Role, Vec<String>>,
    office: Office,
    organisation: Heads,
}

#[derive(Debug, Deserialize)]
struct Office {
    words: Vec<String>,
    #[serde(flatten)]
    alone: BTreeMap<Role, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Themes {
    aims: BTreeMap<String, Vec<String>>,
    threats: BTreeMap<String, Vec<String>>,
    resources: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Heads {
    heads: Vec<String>,
    monitors: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Events {
    verbs: Vec<Row>,
    nouns: Vec<Row>,
    light: Vec<String>,
    occur: Vec<String>,
    irregular: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    words: Vec<String>,
    #[serde(rename = "type")]
    kind: String,
    tactic: Option<Tactic>,
    gtd: Option<String>,
    weapon: Option<String>,
    object: Option<Object>,
    #[serde(default)]
    refers: bool,
}

/// What the object of an event's verb is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Object {
    /// Whom or what it aims at.
    Target,
    /// Who dies.
    Killed,
    /// The subject dies.
    Dies,
    /// The subject is aimed at, by who stands after "from".
    Suffers,
    /// Who dies in "shot two men", else what is aimed at.
    KilledOrTarget,
    /// Who is hurt.
    Injured,
    /// Who is taken away.
    Abducted,
    /// Who is held.
    Captured,
    /// Who is held, or ground.
    CapturedOrPlace,
    /// The device, else what is aimed at.
    Bomb,
    /// Who fights on the other side.
    OtherSide,
    /// Ground.
    Place,
    /// Whom a threat is made to.
    Threat,
    /// Nothing that is coded.
    None,
}

impl Object {
    /// What becomes of those who are the object.
    pub(crate) const fn fate(self) -> Option<Fate> {
        match self {
            Self::Killed | Self::Dies | Self::KilledOrTarget => Some(Fate::Killed),
            Self::Injured => Some(Fate::Injured),
            Self::Abducted => Some(Fate::Abducted),
            Self::Captured | Self::CapturedOrPlace => Some(Fate::Captured),
            _ => None,
        }
    }
}

/// A verb or noun in which an event is told.
#[derive(Debug)]
pub(crate) struct Trigger {
    /// `event.verb.attack`.
    pub(crate) rule: &'static str,
    pub(crate) kind: EventType,
    pub(crate) tactic: Option<Tactic>,
    pub(crate) gtd: Option<&'static str>,
    pub(crate) weapon: Option<&'static str>,
    pub(crate) object: Object,
    /// Whether "the" before it refers to what was told before.
    pub(crate) refers: bool,
}

/// All word lists.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) roles: Phrases<Role>,
    pub(crate) office: Phrases<()>,
    pub(crate) office_alone: Phrases<Role>,
    pub(crate) heads: FxHashSet<String>,
    pub(crate) monitors: FxHashSet<String>,
    pub(crate) demonyms: Phrases<Iso3>,
    pub(crate) verbs: Phrases<usize>,
    pub(crate) nouns: Phrases<usize>,
    pub(crate) triggers: Vec<Trigger>,
    pub(crate) light: Phrases<()>,
    pub(crate) occur: Phrases<()>,
    pub(crate) aims: Phrases<&'static str>,
    pub(crate) threats: Phrases<&'static str>,
    pub(crate) resources: Phrases<&'static str>,
    irregular: FxHashMap<String, String>,
    known: FxHashSet<String>,
}

fn damaged(file: &'static str, reason: impl ToString) -> WorldError {
    WorldError::Words { file, reason: reason.to_string() }
}

/// A rule's id lives as long as the program: the lists are loaded once.
fn forever(id: String) -> &'static str {
    Box::leak(id.into_boxed_str())
}

impl Words {
    /// The lists that ship with the program.
    pub(crate) fn embedded() -> Result<Self, WorldError> {
        let mut words = Self::default();
        words.people(toml::from_str(PEOPLE).map_err(|e| damaged("people.toml", e))?);
        let demonyms = demonyms().map_err(|e| damaged("demonyms.toml", e))?;
        for (country, adjectives) in demonyms {
            let iso3 = Iso3::new(&country).map_err(|e| damaged("demonyms.toml", e))?;
            for adjective in adjectives {
                words.demonyms.push(&adjective, iso3);
            }
        }
        let themes: Themes = toml::from_str(THEMES).map_err(|e| damaged("themes.toml", e))?;
        for (list, phrases) in [
            (themes.aims, &mut words.aims),
            (themes.threats, &mut words.threats),
            (themes.resources, &mut words.resources),
        ] {
            for (theme, all) in list {
                let theme = forever(theme);
                all.iter().for_each(|phrase| phrases.push(phrase, theme));
            }
        }
        words.events(toml::from_str(EVENTS).map_err(|e| damaged("events.toml", e))?)?;
        Ok(words)
    }

    fn people(&mut self, people: People) {
        for (role, nouns) in people.roles {
            nouns.iter().for_each(|noun| self.roles.push_noun(noun, role));
        }
        people.office.words.iter().for_each(|noun| self.office.push_noun(noun, ()));
        for (role, nouns) in people.office.alone {
            nouns.iter().for_each(|noun| self.office_alone.push_noun(noun, role));
        }
        self.heads.extend(people.organisation.heads);
        self.monitors.extend(people.organisation.monitors);
    }

    fn events(&mut self, events: Events) -> Result<(), WorldError> {
        for (noun, rows) in [(false, events.verbs), (true, events.nouns)] {
            for row in rows {
                let index = self.triggers.len();
                for word in &row.words {
                    if noun {
                        self.nouns.push_noun(word, index);
                    } else {
                        self.verbs.push(word, index);
                    }
                }
                self.triggers.push(trigger(row, noun)?);
            }
        }
        events.light.iter().for_each(|verb| self.light.push(verb, ()));
        events.occur.iter().for_each(|verb| self.occur.push(verb, ()));
        self.irregular = events.irregular.into_iter().collect();
        let firsts = [self.verbs.firsts().collect::<Vec<_>>()];
        let mut known: FxHashSet<String> =
            firsts.into_iter().flatten().map(str::to_owned).collect();
        known.extend(self.light.firsts().map(str::to_owned));
        known.extend(self.occur.firsts().map(str::to_owned));
        known.extend(super::report::VERBS.iter().map(|(verb, _)| (*verb).to_owned()));
        known.extend(self.irregular.values().cloned());
        let told = super::statement::VERBS.iter().chain(super::statement::STRENGTH_VERBS);
        known.extend(told.map(|verb| (*verb).to_owned()));
        self.known = known;
        Ok(())
    }

    /// The base form of a verb in lower case; the word itself when no list has it.
    pub(crate) fn lemma<'a>(&'a self, word: &'a str) -> &'a str {
        if let Some(base) = self.irregular.get(word) {
            return base;
        }
        let known = |stem: &str| self.known.get(stem).map(String::as_str);
        if let Some(base) = known(word) {
            return base;
        }
        for ending in ["ing", "ed", "es", "s", "d", "n"] {
            let Some(stem) = word.strip_suffix(ending) else { continue };
            if let Some(base) = known(stem) {
                return base;
            }
            if ending == "ing"
                && let Some(base) = known(&format!("{stem}e"))
            {
                return base;
            }
            if let Some(short) = stem.strip_suffix('i')
                && let Some(base) = known(&format!("{short}y"))
            {
                return base;
            }
            let mut letters = stem.chars().rev();
            if letters.next() == letters.next()
                && let Some(base) =
                    known(&stem[..stem.len() - stem.chars().last().map_or(0, char::len_utf8)])
            {
                return base;
            }
        }
        word
    }
}

fn trigger(row: Row, noun: bool) -> Result<Trigger, WorldError> {
    let code = |scheme: Scheme, code: Option<String>| match code {
        Some(code) => scheme.code(&code).map(|known| Some(known.code.as_str())).ok_or_else(|| {
            damaged("events.toml", format!("{code} is no code of {}", scheme.as_str()))
        }),
        None => Ok(None),
    };
    let kind = EventType::parse(&row.kind)
        .ok_or_else(|| damaged("events.toml", format!("{} is no type", row.kind)))?;
    let class = if noun { "noun" } else { "verb" };
    Ok(Trigger {
        rule: forever(format!("event.{class}.{}", row.id)),
        kind,
        tactic: row.tactic,
        gtd: code(Scheme::GtdAttack, row.gtd)?,
        weapon: code(Scheme::GtdWeapon, row.weapon)?,
        object: row.object.unwrap_or(Object::Target),
        refers: row.refers,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_led_back_to_their_base_form() {
        let words = Words::embedded().expect("embedded lists");
        for (form, base) in [
            ("killed", "kill"),
            ("killing", "kill"),
            ("ambushed", "ambush"),
            ("shelling", "shell"),
            ("raided", "raid"),
            ("struck", "strike"),
            ("torched", "torch"),
            ("seizing", "seize"),
            ("stabbed", "stab"),
            ("abducting", "abduct"),
            ("died", "die"),
            ("says", "say"),
            ("walked", "walked"),
        ] {
            assert_eq!(words.lemma(form), base, "{form}");
        }
    }
}
