//! Noun groups: who or what they are, and how many.

use super::page::Page;
use super::party;
use crate::coded::{Party, Role};
use crate::names::Class;
use crate::tag::Chunk;
use bellwether_model::TargetClass;
use std::ops::Range;

/// A noun group as the rules see it.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub(crate) tokens: Range<usize>,
    pub(crate) head: usize,
    /// Who, where people or an organisation are meant.
    pub(crate) party: Option<Party>,
    /// The tokens that say who.
    pub(crate) party_words: Range<usize>,
    /// The class of the people.
    pub(crate) group: Option<TargetClass>,
    /// Whether the head is a word for people, or only a number.
    pub(crate) people: bool,
    /// The class of a thing that may be hit, and its tokens.
    pub(crate) thing: Option<(TargetClass, Range<usize>)>,
    /// Code of a weapon, and its tokens.
    pub(crate) weapon: Option<(&'static str, Range<usize>)>,
    /// The event that the head tells of, and the trigger's tokens.
    pub(crate) trigger: Option<(usize, Range<usize>)>,
    /// Which quantity of the page counts it.
    pub(crate) count: Option<usize>,
    /// Whether it is an expression of time.
    pub(crate) time: bool,
    /// "the", "this", "its".
    pub(crate) definite: bool,
    /// "no soldiers", "nobody".
    pub(crate) negative: bool,
    /// Whether it says more of the group before it: "members of the group".
    pub(crate) within: Option<usize>,
}

impl Mention {
    /// Whether it can be somebody: people, an organisation.
    pub(crate) fn is_somebody(&self) -> bool {
        self.party.is_some() || self.people
    }

    /// Whether a party is one that bears arms.
    pub(crate) fn is_armed(&self) -> bool {
        self.party.as_ref().is_some_and(|party| {
            matches!(
                party.role,
                Role::ArmedGroup | Role::Military | Role::Police | Role::SecurityForces
            ) || party.actor.is_some()
        })
    }
}

/// The mention of a noun group.
pub(crate) fn mention(page: &Page<'_>, chunk: &Chunk) -> Mention {
    let tokens = chunk.tokens.clone();
    let head = chunk.head;
    let mut mention = Mention {
        head,
        party: None,
        party_words: head..head + 1,
        group: None,
        people: false,
        thing: None,
        weapon: None,
        trigger: event_noun(page, &tokens, head),
        count: None,
        time: is_time(page, head),
        definite: matches!(
            page.word(tokens.start),
            "the" | "this" | "that" | "these" | "those" | "its" | "their" | "his" | "her"
        ),
        negative: matches!(page.word(tokens.start), "no" | "nobody" | "none" | "neither"),
        within: None,
        tokens,
    };
    listed(page, &mut mention);
    if let Some((party, words)) = party::party(page, &mention.tokens, head) {
        mention.party = Some(party);
        mention.party_words = words;
    }
    belongs(page, &mut mention);
    let role = party::head_role(page, &mention.tokens, head);
    // "farm workers", "hotel guests": people, whatever they are near to.
    if role == Some(Role::Civilians)
        && mention.thing.as_ref().is_some_and(|(_, own)| !own.contains(&head))
    {
        mention.thing = None;
    }
    mention.people = role.is_some() && !is_machine(page.word(head))
        || mention.group.is_some()
        || super::party::is_office(page, head)
            && mention.party.is_some()
            && !is_thing(page.word(head))
        || matches!(page.tag(head), "CD")
        || matches!(
            page.word(head),
            "dozens" | "scores" | "hundreds" | "thousands" | "several" | "everyone" | "nobody"
        );
    // "the Harbour Liberation Army" is no harbour.
    if let Some(party) = &mention.party
        && party.name.is_some()
        && mention.thing.as_ref().is_some_and(|(_, own)| {
            own.start >= mention.party_words.start && own.end <= mention.party_words.end
        })
    {
        mention.thing = None;
    }
    mention.group = group(page, &mention, role);
    mention
}

/// Whose a weapon or a vehicle is, by the word before it: "army artillery", "an army truck".
fn belongs(page: &Page<'_>, mention: &mut Mention) {
    let head = mention.head;
    let own = |own: &Range<usize>| own.contains(&head);
    let weapon = mention.weapon.as_ref().is_some_and(|(_, tokens)| own(tokens));
    let thing = mention.thing.as_ref().is_some_and(|(_, tokens)| own(tokens));
    if mention.party.is_some() || !weapon && !thing {
        return;
    }
    let Some((role, words)) = party::role_before(page, mention.tokens.start, head) else { return };
    let armed = matches!(role, Role::Military | Role::Police);
    let others = matches!(role, Role::SecurityForces | Role::ArmedGroup | Role::Government);
    if armed || weapon && others {
        mention.party = Some(Party::of(role));
        mention.party_words = words;
    }
}

/// The class of the people of a group.
fn group(page: &Page<'_>, mention: &Mention, role: Option<Role>) -> Option<TargetClass> {
    let head = mention.head;
    // The name of an organisation says of itself what it is: "Front", "Army" are no soldiers.
    let named = mention
        .party
        .as_ref()
        .filter(|party| party.name.is_some() && mention.party_words.end > head);
    let found = if let Some(party) = named {
        party.role.target()
    } else if generic(page.word(head))
        && mention.party.as_ref().is_some_and(|party| party.country.is_some())
    {
        mention.party.as_ref().and_then(|party| party.role.target())
    } else {
        let of_head = || role.filter(|_| !generic(page.word(head))).and_then(Role::target);
        mention.group.or_else(of_head)
    };
    // "an army captain": a rank is of those whose it is.
    let singular = page.word(head).strip_suffix('s').unwrap_or(page.word(head));
    let rank = matches!(
        singular,
        "captain" | "major" | "colonel" | "general" | "lieutenant" | "sergeant" | "commander"
    );
    let armed =
        |party: &&Party| matches!(party.role, Role::Military | Role::Police | Role::ArmedGroup);
    let of_rank = || mention.party.as_ref().filter(armed).and_then(|p| p.role.target());
    found.or_else(|| if rank { of_rank() } else { None })
}

/// Machines that stand for those who steer them, and are no people when they are hit.
fn is_machine(word: &str) -> bool {
    matches!(
        word,
        "helicopter"
            | "helicopters"
            | "jet"
            | "jets"
            | "warplane"
            | "warplanes"
            | "plane"
            | "planes"
            | "aircraft"
            | "tank"
            | "tanks"
            | "gunboat"
            | "gunboats"
            | "gunship"
            | "gunships"
    )
}

/// Words of an office that are places or vehicles and no people.
fn is_thing(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    matches!(
        one,
        "base"
            | "camp"
            | "post"
            | "checkpoint"
            | "convoy"
            | "vehicle"
            | "outpost"
            | "station"
            | "barrack"
            | "position"
            | "headquarter"
            | "office"
            | "palace"
            | "building"
            | "compound"
            | "centre"
            | "center"
            | "hideout"
            | "stronghold"
            | "column"
            | "patrol"
            | "record"
            | "figure"
            | "report"
            | "statement"
            | "data"
            | "survey"
            | "tally"
            | "count"
            | "estimate"
            | "account"
            | "testimony"
            | "communique"
            | "communiqué"
            | "bulletin"
            | "tweet"
            | "website"
            | "recording"
            | "briefing"
            | "assessment"
            | "investigation"
            | "inquiry"
            | "probe"
            | "version"
            | "dispatch"
            | "analysi"
            | "admission"
            | "evidence"
            | "opinion"
            | "view"
            | "word"
    )
}

/// Whether a "mine" is one that is dug.
fn mined(page: &Page<'_>, tokens: &Range<usize>) -> bool {
    matches!(page.word(tokens.end - 1), "mine" | "mines")
        && matches!(
            page.before(tokens.start),
            "gold"
                | "coal"
                | "copper"
                | "diamond"
                | "salt"
                | "iron"
                | "uranium"
                | "tin"
                | "silver"
                | "coltan"
                | "jade"
        )
}

/// People of whom nothing is said.
pub(crate) fn generic(word: &str) -> bool {
    matches!(
        word,
        "people"
            | "person"
            | "persons"
            | "others"
            | "other"
            | "victims"
            | "victim"
            | "casualties"
            | "casualty"
            | "bodies"
            | "body"
            | "men"
            | "man"
            | "survivors"
            | "survivor"
            | "hostages"
            | "hostage"
    )
}

pub(crate) fn is_time(page: &Page<'_>, at: usize) -> bool {
    let span = page.span(at..at + 1);
    let after = page.times.partition_point(|time| time.span.end <= span.start);
    page.times.get(after).is_some_and(|time| time.span.overlaps(span))
}

/// The longest event noun that ends with the head.
fn event_noun(
    page: &Page<'_>,
    tokens: &Range<usize>,
    head: usize,
) -> Option<(usize, Range<usize>)> {
    (tokens.start..=head).find_map(|at| {
        let (trigger, length) =
            page.world.words.nouns.find(page.word(at), |index| page.word(at + 1 + index))?;
        (at + length > head && at + length <= head + 3).then_some((trigger, at..at + length))
    })
}

/// Weapons, things and people of the lists within the group.
fn listed(page: &Page<'_>, mention: &mut Mention) {
    let span = page.span(mention.tokens.clone());
    let first = page.found.partition_point(|found| found.span.end <= span.start);
    for found in page.found[first..].iter().take_while(|found| found.span.start < span.end) {
        let tokens = page.tokens_of(found.span);
        let at_head = tokens.contains(&mention.head);
        let class = TargetClass::parse(found.id);
        match found.class {
            Class::Weapon if mined(page, &tokens) => {
                mention.thing = Some((TargetClass::Business, tokens))
            }
            Class::Weapon => {
                mention.weapon = party::weapon_code(found.id).map(|code| (code, tokens));
            }
            Class::Target => mention.thing = class.map(|class| (class, tokens)),
            Class::Victim if at_head => {
                mention.group = class.filter(|_| page.word(mention.head) != "family");
            }
            _ => {}
        }
    }
}
