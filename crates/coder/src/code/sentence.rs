//! A sentence: its noun groups, its verbs, and how they hang together.

use super::mention::{Mention, mention};
use super::page::Page;
use super::predicate::{Predicate, predicates};
use crate::tag::{Chunk, ChunkKind, chunk};
use std::ops::Range;

/// A sentence as the rules see it.
pub(crate) struct Sentence<'p, 'a> {
    pub(crate) page: &'p Page<'a>,
    pub(crate) range: Range<usize>,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) verbs: Vec<Predicate>,
    /// Quantities of the page that lie in the sentence.
    pub(crate) quantities: Range<usize>,
    /// Expressions of time of the page that lie in the sentence.
    pub(crate) times: Range<usize>,
}

impl<'p, 'a> Sentence<'p, 'a> {
    /// Reads one sentence of a page.
    pub(crate) fn new(page: &'p Page<'a>, range: Range<usize>) -> Self {
        let chunks = chunk(page.tokens, &page.tags, range.clone());
        let chunks = super::groups::groups(page, &range, chunks);
        let span = page.span(range.clone());
        let quantities = page.quantities.partition_point(|q| q.span.start < span.start)
            ..page.quantities.partition_point(|q| q.span.start < span.end);
        let times = page.times.partition_point(|t| t.span.start < span.start)
            ..page.times.partition_point(|t| t.span.start < span.end);
        let mut mentions: Vec<Mention> = chunks
            .iter()
            .filter(|chunk| chunk.kind == ChunkKind::Noun)
            .map(|chunk| mention(page, chunk))
            .collect();
        count(page, quantities.clone(), &mut mentions);
        crews(page, &mut mentions);
        attach(page, &mut mentions);
        believed(page, &mut mentions);
        appose(page, &mut mentions);
        let verbs: Vec<&Chunk> =
            chunks.iter().filter(|chunk| chunk.kind != ChunkKind::Noun).collect();
        dressed(page, &mut mentions);
        let verbs = predicates(page, &range, &mentions, &verbs);
        of_them(page, &mut mentions, &verbs);
        Self { page, range, mentions, verbs, quantities, times }
    }

    /// The first mention that begins at or after a token.
    pub(crate) fn mention_from(&self, token: usize) -> Option<usize> {
        let at = self.mentions.partition_point(|mention| mention.tokens.start < token);
        (at < self.mentions.len()).then_some(at)
    }

    /// The preposition that a mention stands after, also through "and"; empty when there is none.
    pub(crate) fn preposition(&self, mention: usize) -> &str {
        preposition(self.page, &self.mentions, mention)
    }

    /// The mention and those that are joined to it by commas and "and", in order.
    pub(crate) fn list(&self, first: usize) -> Vec<usize> {
        let mut list = vec![first];
        let mut last = first;
        let mut closed = false;
        while let Some(next) = self.joined(last) {
            // "six guards and their interpreter, the army said": after "and" a comma ends the list.
            let between = self.end(last)..self.mentions[next].tokens.start;
            let comma = between.len() == 1 && self.page.word(between.start) == ",";
            if closed && comma {
                break;
            }
            closed |= !comma;
            list.push(next);
            last = next;
        }
        list
    }

    /// The mention that "and" or a comma joins to one.
    fn joined(&self, last: usize) -> Option<usize> {
        let next = (last + 1..self.mentions.len())
            .find(|&next| self.mentions[next].within.is_none_or(|owner| owner != last))?;
        let between = self.end(last)..self.mentions[next].tokens.start;
        let page = self.page;
        if between.is_empty() || !joins(page, between.clone()) {
            return self.kin(last);
        }
        // A group that a verb follows is that verb's subject; behind a comma alone also with words between: "killed six,
        // a spokesman for the mission said".
        let end = self.end(next);
        let comma = between.len() == 1 && page.word(between.start) == ",";
        let subject = self.verbs.iter().any(|verb| {
            let its = verb.subject == Some(next) && verb.tokens.start > end;
            (verb.tokens.start == end || comma && its) && !verb.reduced && !verb.participle
        });
        let comma_only = page.word(self.end(last)) == ","
            && page.word(self.mentions[next].tokens.start - 1) == ",";
        let somebody = self.mentions[last].is_somebody() && self.mentions[next].is_somebody()
            || self.mentions[last].thing.is_some() && self.mentions[next].thing.is_some()
            || self.mentions[last].thing.is_some() && self.mentions[next].is_somebody();
        (!subject && somebody && !(comma_only && self.mentions[next].time)).then_some(next)
    }

    /// "the imam of a mosque in Harun and his son": who belongs to somebody, behind words of place.
    fn kin(&self, last: usize) -> Option<usize> {
        let page = self.page;
        let kin = (last + 1..self.mentions.len().min(last + 5)).find(|&next| {
            let start = self.mentions[next].tokens.start;
            self.mentions[next].people
                && page.before(start) == "and"
                && matches!(page.word(start), "his" | "her" | "their")
        })?;
        let between = self.mentions[last].tokens.end..self.mentions[kin].tokens.start;
        let plain = between.clone().all(|at| {
            !page.tag(at).starts_with("VB")
                && !matches!(page.word(at), "," | ";" | "when" | "after")
        });
        (plain && self.mentions[last].is_somebody() && between.len() < 9).then_some(kin)
    }

    /// The token after a mention and after what stands within it.
    pub(crate) fn end(&self, mention: usize) -> usize {
        let mut end = self.mentions[mention].tokens.end;
        for other in &self.mentions[mention + 1..] {
            if other.within == Some(mention) {
                end = other.tokens.end;
            }
        }
        end
    }
}

/// The preposition that a mention stands after, also through "and".
pub(crate) fn preposition<'p>(page: &'p Page<'_>, mentions: &[Mention], mention: usize) -> &'p str {
    let mut start = mentions[mention].tokens.start;
    let mut at = mention;
    loop {
        let before = start.checked_sub(1);
        // A qualifier of a number is no preposition: "at least", "about", "up to".
        let start_of_count = mentions[at].count.map(|q| page.quantities[q].span);
        let before = match start_of_count {
            Some(span) => page.token_at(span.start).min(start).checked_sub(1),
            None => before,
        };
        let Some(before) = before else { return "" };
        let word = page.word(before);
        if matches!(page.tag(before), "IN" | "TO") && word != "that" {
            return page.word(before);
        }
        if !matches!(word, "and" | "or" | ",") || at == 0 || mentions[at - 1].tokens.end != before {
            return "";
        }
        // "on Friday and seven passengers were killed": a day or a place and people are no list.
        let apart = mentions[at - 1].time && !mentions[at].time
            || mentions[at].count.is_some()
                && mentions[at].people
                && !mentions[at - 1].is_somebody();
        if apart {
            return "";
        }
        at -= 1;
        start = mentions[at].tokens.start;
    }
}

/// Whether some tokens only join two groups.
fn joins(page: &Page<'_>, between: Range<usize>) -> bool {
    const JOINTS: &[&[&str]] = &[
        &["and"],
        &[","],
        &[",", "and"],
        &["or"],
        &["as", "well", "as"],
        &[",", "as", "well", "as"],
        &["along", "with"],
        &["plus"],
        &["and", "at", "least"],
        &["and", "about"],
        &["and", "up", "to"],
        &[",", "and", "at", "least"],
        &["and", "some"],
        &["and", "around"],
        &["and", "nearly"],
        &["and", "over"],
        &["and", "more", "than"],
        &["together", "with"],
        &["&"],
        &[",", "plus"],
        &[",", "along", "with"],
        &["and", "another"],
        &["and", "also"],
        &[",", "at", "least"],
        &["and", "as", "many", "as"],
    ];
    JOINTS.iter().any(|joint| joint.len() == between.len() && page.are(between.start, joint))
}

/// Gives each quantity to the group that it counts.
fn count(page: &Page<'_>, quantities: Range<usize>, mentions: &mut [Mention]) {
    for index in quantities {
        let quantity = &page.quantities[index];
        let tokens = page.tokens_of(quantity.span);
        if page.times.iter().any(|time| time.span.overlaps(quantity.span)) {
            continue;
        }
        let noun = quantity.noun.map(|span| page.tokens_of(span).start);
        let own = noun
            .and_then(|noun| mentions.iter().position(|mention| mention.tokens.contains(&noun)))
            .filter(|&at| mentions[at].tokens.start <= tokens.end + 3);
        let own = own.or_else(|| {
            let last = tokens.end.checked_sub(1)?;
            let here = mentions.iter().position(|mention| {
                mention.tokens.contains(&last) || mention.tokens.start == tokens.end
            })?;
            // "dozens of people": what is counted stands after "of".
            let of = page.word(mentions[here].tokens.end) == "of"
                && mentions[here].head < tokens.end
                && mentions.get(here + 1).is_some_and(|next| {
                    next.tokens.start == mentions[here].tokens.end + 1
                        && !next.definite
                        && page.word(next.head) != "them"
                });
            Some(if of { here + 1 } else { here })
        });
        let Some(own) = own else { continue };
        if mentions[own].count.is_none() {
            mentions[own].count = Some(index);
        }
        // The number's own group belongs to what it counts.
        for mention in &mut mentions[..own] {
            if mention.tokens.start >= tokens.start && mention.tokens.end <= tokens.end {
                mention.within = Some(own);
            }
        }
    }
}

/// "members of the group", "a spokesman for the army", "fighters loyal to …": the group after says who.
fn attach(page: &Page<'_>, mentions: &mut [Mention]) {
    for at in 0..mentions.len().saturating_sub(1) {
        if mentions[at].within.is_some_and(|owner| owner > at) {
            continue;
        }
        let end = mentions[at].tokens.end;
        const LINKS: &[&[&str]] = &[
            &["of"],
            &["for"],
            &["from"],
            &["with"],
            &["in"],
            &["belonging", "to"],
            &["loyal", "to"],
            &["linked", "to"],
            &["affiliated", "with"],
            &["affiliated", "to"],
            &["allied", "to"],
            &["allied", "with"],
            &["suspected", "of", "belonging", "to"],
            &["aligned", "with"],
            &["tied", "to"],
            &["at"],
            &["identified", "as"],
            &["known", "as"],
            &["called"],
            &["calling", "itself"],
        ];
        let Some(link) = LINKS.iter().find(|link| page.are(end, link)) else { continue };
        let Some(next) =
            (at + 1..mentions.len()).find(|&next| mentions[next].tokens.start == end + link.len())
        else {
            continue;
        };
        let Some(party) = mentions[next].party.clone() else { continue };
        let plain = mentions[at].party.as_ref().map_or_else(
            || super::party::is_office(page, mentions[at].head),
            |party| party.name.is_none(),
        );
        let inherits = match link[0] {
            "of" | "for" | "loyal" | "belonging" | "linked" | "affiliated" | "allied"
            | "suspected" | "aligned" | "tied" | "identified" | "known" | "called" | "calling" => {
                true
            }
            "from" | "with" | "in" | "at" => {
                party.name.is_some() || party.role == crate::coded::Role::Health
            }
            _ => false,
        };
        let office = super::party::is_office(page, mentions[at].head);
        let somebody = (mentions[at].people || office) && plain && mentions[at].trigger.is_none();
        // "drones of the army"
        let theirs = link[0] == "of"
            && mentions[at].weapon.is_some()
            && mentions[at].party.is_none()
            && mentions[next].is_armed();
        if inherits
            && (somebody || theirs)
            && (party.name.is_some() || link[0] == "for" || link[0] == "of")
        {
            let civilians = mentions[at]
                .party
                .as_ref()
                .is_some_and(|party| party.role == crate::coded::Role::Civilians)
                && !matches!(page.word(mentions[at].head), "men" | "man" | "people" | "others");
            if !civilians && party.role != crate::coded::Role::Civilians {
                mentions[at].party = Some(party);
                mentions[at].party_words = mentions[next].party_words.clone();
            }
            mentions[next].within = Some(at);
        } else if link[0] == "of" && mentions[at].count.is_some() && mentions[at].head + 1 == end {
            // "12 of the attackers"
            if mentions[at].party.is_none() {
                mentions[at].party = Some(party);
                mentions[at].party_words = mentions[next].party_words.clone();
                mentions[at].group = mentions[next].group;
                mentions[at].people = true;
                mentions[next].within = Some(at);
            }
        }
    }
}

/// "its crew of three", "a family of five": the number behind is that of the people.
fn crews(page: &Page<'_>, mentions: &mut [Mention]) {
    for at in 0..mentions.len().saturating_sub(1) {
        let end = mentions[at].tokens.end;
        let many = matches!(
            page.word(mentions[at].head),
            "crew" | "family" | "team" | "band" | "squad" | "gang" | "party" | "household"
        );
        let next = &mentions[at + 1];
        let number = next.count.filter(|_| {
            next.tokens.start == end + 1 && page.tag(next.head) == "CD" && page.word(end) == "of"
        });
        if many && mentions[at].count.is_none() && number.is_some() {
            mentions[at].count = number;
            mentions[at].people = true;
            mentions[at + 1].count = None;
            mentions[at + 1].within = Some(at);
        }
    }
}

/// "The attackers, believed to be from the Front, burned": whom they are held for.
fn believed(page: &Page<'_>, mentions: &mut [Mention]) {
    for at in 0..mentions.len().saturating_sub(1) {
        let armed = mentions[at].party.as_ref().is_some_and(|party| {
            party.name.is_none() && party.role == crate::coded::Role::ArmedGroup
        });
        let end = mentions[at].tokens.end;
        let start = end + usize::from(page.word(end) == ",");
        let held = matches!(page.word(start), "believed" | "thought" | "said" | "suspected")
            && (page.are(start + 1, &["to", "be"]) || page.are(start + 1, &["to", "belong"]));
        if !armed || !held {
            continue;
        }
        let named = |mention: &Mention| {
            mention.party.as_ref().is_some_and(|party| {
                party.name.is_some() && party.role == crate::coded::Role::ArmedGroup
            })
        };
        let next = (at + 1..mentions.len())
            .take_while(|&next| mentions[next].tokens.start <= start + 7)
            .find(|&next| named(&mentions[next]));
        if let Some(next) = next {
            mentions[at].party = mentions[next].party.clone();
            mentions[at].party_words = mentions[next].party_words.clone();
        }
    }
}

/// "men in balaclavas", "men with rifles": what they wear or bear says who they are.
fn dressed(page: &Page<'_>, mentions: &mut [Mention]) {
    const SIGNS: &[&str] = &[
        "balaclavas",
        "uniform",
        "uniforms",
        "masks",
        "fatigues",
        "camouflage",
        "motorcycles",
        "motorbikes",
        "horseback",
        "guns",
        "rifles",
        "machetes",
        "kalashnikovs",
        "weapons",
    ];
    for mention in mentions {
        let end = mention.tokens.end;
        let led = matches!(
            page.word(end),
            "in" | "on" | "with" | "wearing" | "carrying" | "wielding" | "brandishing" | "riding"
        ) || page.are(end, &["armed", "with"]);
        let worn = (end + 1..end + 5)
            .take_while(|&at| !matches!(page.word(at), "," | "." | "and" | ""))
            .any(|at| SIGNS.contains(&page.word(at)));
        if page.word(mention.head) == "men" && mention.party.is_none() && led && worn {
            mention.party = Some(crate::coded::Party::of(crate::coded::Role::ArmedGroup));
            mention.party_words = mention.head..mention.head + 1;
        }
    }
}

/// "opened fire on the guests, killing 11 of them": the people that were spoken of before, who are not those that do it.
fn of_them(page: &Page<'_>, mentions: &mut [Mention], verbs: &[Predicate]) {
    for at in 1..mentions.len() {
        let of_them = page.are(mentions[at].tokens.end, &["of", "them"])
            && mentions[at].count.is_some()
            && mentions[at].party.is_none()
            && mentions[at].group.is_none();
        let does =
            |m: usize| verbs.iter().any(|verb| verb.object == Some(at) && verb.subject == Some(m));
        let many = |m: usize| {
            mentions[m].people
                && !mentions[m].time
                && (mentions[m].group.is_some() || mentions[m].party.is_some())
                && page.tag(mentions[m].head).ends_with('S')
        };
        if of_them && let Some(before) = (0..at).rev().find(|&m| many(m) && !does(m)) {
            let (party, words) =
                (mentions[before].party.clone(), mentions[before].party_words.clone());
            let group =
                mentions[before].group.or_else(|| party.as_ref().and_then(|p| p.role.target()));
            let mention = &mut mentions[at];
            (mention.party, mention.party_words, mention.group) = (party, words, group);
            mention.people = true;
        }
    }
}

/// "N. N., a police spokesman": the group after the comma says who.
fn appose(page: &Page<'_>, mentions: &mut [Mention]) {
    for at in 0..mentions.len().saturating_sub(1) {
        let end = mentions[at].tokens.end;
        let next = at + 1;
        if mentions[at].party.is_none()
            && !matches!(
                page.before(mentions[at].tokens.start),
                "in" | "near"
                    | "at"
                    | "of"
                    | "outside"
                    | "to"
                    | "from"
                    | "around"
                    | "across"
                    | "over"
                    | "towards"
            )
            // A group that a verb follows is that verb's subject.
            && !page.tag(mentions[next].tokens.end).starts_with("VB")
            && page.tag(mentions[at].head).starts_with("NNP")
            && !mentions[at].time
            && page.word(end) == ","
            && mentions[next].tokens.start == end + 1
            && matches!(page.tag(end + 1), "DT" | "NN" | "JJ")
            && mentions[next].party.is_some()
        {
            mentions[at].party = mentions[next].party.clone();
            mentions[at].party_words = mentions[next].party_words.clone();
            mentions[next].within = Some(at);
        }
    }
}
