//! What became of people, where no verb of killing says so: "left 12 dead", "the death toll", "three dead".

use super::core::{Core, core_of};
use crate::code::sentence::Sentence;
use crate::coded::Fate;

/// Words that say what became of people.
fn fate(word: &str) -> Option<(Fate, &'static str)> {
    Some(match word {
        "dead" | "killed" | "slain" => (Fate::Killed, "event.verb.kill"),
        "wounded" | "injured" | "hurt" => (Fate::Injured, "event.verb.wound"),
        _ => return None,
    })
}

/// Nouns that count the dead or the hurt.
fn toll(word: &str) -> Option<(Fate, &'static str)> {
    Some(match word {
        "deaths" | "fatalities" | "death" | "lives" | "bodies" | "corpses" => {
            (Fate::Killed, "event.verb.kill")
        }
        "injuries" => (Fate::Injured, "event.verb.wound"),
        _ => return None,
    })
}

/// Cores of such words.
pub(super) fn bare(sentence: &Sentence<'_, '_>) -> Vec<Core> {
    let mut cores = Vec::new();
    cores.extend(fighting(sentence));
    for index in 0..sentence.mentions.len() {
        cores.extend(adjective(sentence, index));
        cores.extend(noun(sentence, index));
    }
    cores
}

/// "Fighting broke out", "launch an offensive": nouns that the tagger takes for something else.
fn fighting(sentence: &Sentence<'_, '_>) -> Option<Core> {
    let page = sentence.page;
    let at = sentence.range.clone().find(|&at| match page.word(at) {
        "fighting" | "shelling" => {
            page.tag(at) == "VBG"
                && (at == sentence.range.start
                    || matches!(page.before(at), "," | "the" | "when" | "heavy"))
                && matches!(
                    page.word(at + 1),
                    "by" | "broke"
                        | "erupted"
                        | "continued"
                        | "between"
                        | "in"
                        | "near"
                        | "killed"
                        | "raged"
                )
        }
        "offensive" => {
            page.tag(at) == "JJ"
                && matches!(page.tag(at + 1), "IN" | "NN" | "JJ" | ".")
                && page.tag(at.saturating_sub(1)) == "DT"
        }
        _ => false,
    })?;
    let rule = match page.word(at) {
        "fighting" => "event.noun.clash",
        "shelling" => "event.noun.shelling",
        _ => "event.noun.attack",
    };
    let verb = sentence.verbs.iter().rposition(|verb| verb.tokens.start <= at);
    let governed = verb.filter(|&verb| {
        page.world.words.light.find(page.lemma(sentence.verbs[verb].head), |_| "").is_some()
    });
    let mut core = core_of(sentence, rule, at..at + 1, governed)?;
    core.fate = None;
    core.agent =
        governed.and_then(|verb| sentence.verbs[verb].subject).map(|m| (m, "event.side-a.light"));
    if page.word(at + 1) == "by" {
        core.agent = sentence
            .mention_from(at + 2)
            .filter(|&m| sentence.mentions[m].is_somebody())
            .map(|m| (m, "event.side-a.by-noun"));
    }
    if rule == "event.noun.clash" {
        super::arguments::with(sentence, at + 1, &mut core);
    } else {
        super::arguments::aims(sentence, at + 1, &mut core);
    }
    Some(core)
}

/// "left at least 12 people dead and 20 wounded", "12 dead in blast".
fn adjective(sentence: &Sentence<'_, '_>, index: usize) -> Option<Core> {
    let page = sentence.page;
    let mention = &sentence.mentions[index];
    mention.count?;
    let end = sentence.end(index);
    let at = (end..end + 2).find(|&at| fate(page.word(at)).is_some())?;
    let as_head = fate(page.word(mention.head)).is_some();
    let at = if as_head { mention.head } else { at };
    if at == end + 1
        && !matches!(
            page.word(end),
            "people" | "others" | "more" | "were" | "was" | "are" | "confirmed"
        )
    {
        return None;
    }
    if sentence.verbs.iter().any(|verb| verb.head == at && !verb.reduced) {
        return None;
    }
    let (fate, rule) = fate(page.word(at))?;
    let mut core = core_of(sentence, rule, at..at + 1, None)?;
    core.fate = Some(fate);
    core.outcome = true;
    core.patients.extend(
        super::arguments::left_of(sentence, index)
            .into_iter()
            .map(|m| (m, "event.patient.adjective")),
    );
    Some(core)
}

/// "12 deaths", "the death toll rose to 12", "no casualties".
fn noun(sentence: &Sentence<'_, '_>, index: usize) -> Option<Core> {
    let page = sentence.page;
    let mention = &sentence.mentions[index];
    let head = page.word(mention.head);
    let is_toll = page.word(mention.head) == "toll"
        || page.are(mention.head.saturating_sub(0), &["number", "of", "dead"]);
    let (fate, rule, patient) = if is_toll {
        let number = (index + 1..sentence.mentions.len())
            .filter(|&m| sentence.mentions[m].count.is_some() && !sentence.mentions[m].time)
            .find(|&m| {
                matches!(sentence.preposition(m), "to" | "at" | "")
                    || page.before(sentence.mentions[m].tokens.start) == "to"
            })?;
        (Fate::Killed, "event.verb.kill", number)
    } else if matches!(head, "dead" | "wounded" | "injured")
        && mention.count.is_some()
        && page.tag(mention.head).starts_with("NN")
    {
        let (fate, rule) = self::fate(head)?;
        (fate, rule, index)
    } else {
        let (fate, rule) = match head {
            "casualties" if mention.negative => (Fate::Killed, "event.verb.kill"),
            _ => toll(head)?,
        };
        if mention.count.is_none() && !mention.negative {
            return None;
        }
        (fate, rule, index)
    };
    let mut core = core_of(sentence, rule, mention.head..mention.head + 1, None)?;
    core.fate = Some(fate);
    core.outcome = true;
    core.patients.push((patient, "event.patient.toll"));
    Some(core)
}
