//! Statements of a sentence: counts of fighters, attacks and losses, and what groups are, want and do.

mod actor;
mod context;
mod counts;
mod group;
mod kind;
mod measure;
mod nouns;
mod says;
mod themes;

pub(crate) use kind::STRENGTH_VERBS;
pub(crate) use themes::{List, themes};

use super::place::Place;
use super::sentence::Sentence;
use crate::Span;
use crate::coded::{Attribution, Field, Party, Statement, StatementKind};
use std::ops::Range;

/// Verbs that statements are made with, in their base form, beside those of [`STRENGTH_VERBS`].
pub(crate) const VERBS: &[&str] = &[
    "surrender",
    "pay",
    "fill",
    "hand",
    "keep",
    "reach",
    "flow",
    "drive",
    "enrich",
    "account",
    "defect",
    "lay",
    "give",
    "form",
    "found",
    "establish",
    "emerge",
    "create",
    "split",
    "break",
    "splinter",
    "secede",
    "pledge",
    "swear",
    "ally",
    "merge",
    "join",
    "rename",
    "call",
    "know",
    "back",
    "fund",
    "finance",
    "support",
    "arm",
    "sponsor",
    "seek",
    "aim",
    "want",
    "fight",
    "campaign",
    "demand",
    "strive",
    "operate",
    "control",
    "hold",
    "base",
    "threaten",
    "vow",
    "warn",
    "earn",
    "raise",
    "collect",
    "levy",
    "draw",
    "derive",
    "generate",
    "rely",
    "tax",
    "extort",
    "lose",
    "capture",
    "record",
    "document",
    "claim",
    "carry",
    "turn",
    "quit",
    "contest",
    "rival",
    "cooperate",
    "coordinate",
    "unite",
    "declare",
    "announce",
    "set",
    "come",
    "originate",
    "dominate",
    "roam",
    "patrol",
    "occupy",
    "govern",
    "rule",
    "inhabit",
    "confine",
    "expand",
    "spread",
    "entrench",
    "live",
    "profit",
    "benefit",
    "reject",
    "oppose",
    "promise",
    "pursue",
    "call",
    "push",
    "press",
    "strive",
    "struggle",
    "intend",
    "plan",
    "commit",
    "desert",
    "abandon",
    "launch",
    "conduct",
    "stage",
    "display",
    "uproot",
    "flee",
    "wage",
    "target",
    "attack",
    "involve",
    "attribute",
    "kill",
    "wound",
    "injure",
    "abduct",
    "kidnap",
    "detain",
    "arrest",
    "die",
    "dissolve",
    "disband",
    "rebrand",
    "style",
    "compete",
    "clash",
    "collaborate",
    "affiliate",
    "align",
    "shelter",
    "train",
    "supply",
    "absorb",
    "band",
    "do",
    "make",
    "exist",
    "appear",
    "date",
    "trace",
    "start",
    "begin",
    "run",
    "work",
    "act",
    "cede",
    "belong",
    "receive",
    "obtain",
    "claim",
    "extend",
    "hide",
    "partner",
    "side",
    "arise",
    "restyle",
    "amalgamate",
    "equip",
    "bankroll",
    "vie",
    "feud",
    "aspire",
    "advocate",
    "hope",
    "depend",
    "smuggle",
    "charge",
    "impose",
    "bring",
    "sustain",
    "administer",
    "headquarter",
    "concentrate",
    "urge",
    "leave",
    "change",
    "take",
    "get",
    "accept",
    "double",
    "triple",
    "halve",
    "avenge",
    "reduce",
    "repulse",
    "repel",
    "foil",
    "thwart",
    "defuse",
    "avert",
    "prevent",
    "fail",
    "deny",
    "fear",
    "station",
    "think",
    "suffer",
    "face",
    "treat",
    "rush",
    "dream",
    "part",
    "serve",
    "sell",
    "export",
    "own",
    "plot",
    "prepare",
    "cost",
    "deactivate",
    "render",
    "owe",
    "net",
    "oblige",
    "cease",
    "acknowledge",
    "block",
];

/// What statements remember from the sentences before.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The organisation that was spoken of last.
    pub(crate) actor: Option<Party>,
}

impl Memory {
    /// Takes in the organisations of a sentence.
    pub(crate) fn learn(&mut self, sentence: &Sentence<'_, '_>) {
        let named = sentence.mentions.iter().find_map(|mention| {
            let party = mention.party.as_ref()?;
            (party.name.is_some() && party.role == crate::coded::Role::ArmedGroup)
                .then(|| party.clone())
        });
        if named.is_some() {
            self.actor = named;
        }
    }

    /// Gives "the group", "it" and "the militants" the organisation that they stand for.
    pub(crate) fn resolve(&self, sentence: &mut Sentence<'_, '_>) {
        within(sentence);
        let Some(actor) = &self.actor else { return };
        let page = sentence.page;
        let named_here = sentence.mentions.iter().position(|mention| {
            mention.party.as_ref().is_some_and(|party| {
                party.name.is_some() && party.role == crate::coded::Role::ArmedGroup
            })
        });
        for (index, mention) in sentence.mentions.iter_mut().enumerate() {
            if named_here.is_some_and(|named| named < index) {
                break;
            }
            let head = page.word(mention.head);
            let refers = mention.definite
                && matches!(page.word(mention.tokens.start), "the" | "this")
                && mention.count.is_none()
                && matches!(
                    head,
                    "group"
                        | "movement"
                        | "organisation"
                        | "organization"
                        | "militants"
                        | "insurgents"
                        | "rebels"
                        | "faction"
                        | "outfit"
                        | "jihadists"
                        | "insurgency"
                        | "extremists"
                        | "guerrillas"
                        | "militia"
                );
            let plain = mention
                .party
                .as_ref()
                .is_none_or(|party| party.name.is_none() && party.country.is_none());
            if refers && plain {
                mention.party = Some(actor.clone());
                mention.people = true;
            }
        }
    }
}

/// "Residents blamed the Front, but the group denied": the one organisation that the sentence named before.
fn within(sentence: &mut Sentence<'_, '_>) {
    let page = sentence.page;
    let armed =
        |party: &&Party| party.name.is_some() && party.role == crate::coded::Role::ArmedGroup;
    let named = |mention: &super::mention::Mention| mention.party.as_ref().filter(armed).cloned();
    let mut last: Option<Party> = None;
    let mut many = false;
    for index in 0..sentence.mentions.len() {
        if let Some(party) = named(&sentence.mentions[index]) {
            many |= last.as_ref().is_some_and(|last| last.label() != party.label());
            last = Some(party);
            continue;
        }
        let mention = &mut sentence.mentions[index];
        let refers = page.word(mention.tokens.start) == "the"
            && mention.tokens.len() == 2
            && mention.count.is_none()
            && matches!(
                page.word(mention.head),
                "group" | "movement" | "organisation" | "organization"
            );
        if refers && !many && last.is_some() {
            mention.party.clone_from(&last);
            mention.people = true;
        }
    }
}

/// The statements of a sentence, and the tokens whose numbers they have taken.
pub(crate) fn statements(
    sentence: &Sentence<'_, '_>,
    places: &[Place],
    attributions: &[Field<Attribution>],
    memory: &Memory,
) -> (Vec<Statement>, Vec<Range<usize>>) {
    let mut taken = Vec::new();
    let mut found = counts::counts(sentence, places, attributions, memory, &mut taken);
    found.extend(group::group(sentence, places, attributions, memory));
    (found, taken)
}

/// A statement of a kind with nothing else.
fn blank(
    sentence: &Sentence<'_, '_>,
    kind: StatementKind,
    words: Vec<Span>,
    rule: &'static str,
    attributions: &[Field<Attribution>],
) -> Statement {
    Statement {
        sentence: sentence.page.span(sentence.range.clone()),
        kind: Field::new(kind, words, rule),
        actor: None,
        relation: None,
        other: None,
        link: None,
        measure: None,
        quantity: None,
        victims: None,
        as_of: None,
        place: None,
        trend: None,
        themes: Vec::new(),
        attribution: attributions.to_vec(),
        marks: Vec::new(),
    }
}

/// The party of a mention as a field.
fn party_of(
    sentence: &Sentence<'_, '_>,
    mention: usize,
    rule: &'static str,
) -> Option<Field<Party>> {
    let mention = &sentence.mentions[mention];
    let party = mention.party.clone()?;
    Some(Field::new(party, vec![sentence.page.span(mention.party_words.clone())], rule))
}
