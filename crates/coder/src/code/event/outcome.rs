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

/// Parts of the body that somebody may lose.
fn is_limb(word: &str) -> bool {
    matches!(
        word,
        "leg"
            | "legs"
            | "arm"
            | "arms"
            | "hand"
            | "hands"
            | "foot"
            | "feet"
            | "eye"
            | "eyes"
            | "limb"
            | "limbs"
            | "sight"
            | "hearing"
            | "fingers"
            | "finger"
    )
}

/// "have cost 60 soldiers their lives"
fn cost(sentence: &Sentence<'_, '_>, at: usize) -> Option<Core> {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let people = verb.object.filter(|&m| sentence.mentions[m].people)?;
    let end = sentence.end(people);
    let lives = matches!(page.word(end), "their" | "his" | "her")
        && matches!(page.word(end + 1), "lives" | "life");
    if page.lemma(verb.head) != "cost" || !lives {
        return None;
    }
    let mut core = core_of(sentence, "event.verb.kill", verb.head..verb.head + 1, Some(at))?;
    core.outcome = true;
    core.patients.push((people, "event.patient.object"));
    Some(core)
}

/// "sustained injuries", "were treated for wounds", "lost six men": verbs that only say what became of people.
pub(super) fn of_verb(sentence: &Sentence<'_, '_>, at: usize) -> Option<Core> {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let hurt = |range: std::ops::Range<usize>| {
        range.into_iter().any(|at| {
            matches!(
                page.word(at),
                "injuries" | "injury" | "wounds" | "wound" | "burns" | "bruises"
            )
        })
    };
    let lemma = page.lemma(verb.head);
    let near = verb.tokens.end..verb.tokens.end + 6;
    let led = |word: &str| near.clone().find(|&at| page.word(at) == word);
    let wounded = match lemma {
        "sustain" | "suffer" | "receive" if !verb.passive => hurt(near.clone()),
        "treat" if verb.passive && page.word(verb.tokens.end) == "in" => {
            matches!(page.word(verb.tokens.end + 1), "hospital" | "hospitals")
        }
        "treat" if verb.passive => led("for").is_some_and(|at| hurt(at..at + 4)),
        // "lost both legs"
        "lose" if !verb.passive => {
            (verb.tokens.end..verb.tokens.end + 4).any(|at| is_limb(page.word(at)))
        }
        "take" | "admit" | "rush" | "bring" if verb.passive => {
            led("hospital").is_some_and(|_| led("with").is_some_and(|at| hurt(at..at + 4)))
        }
        _ => false,
    };
    let somebody = |m: &usize| sentence.mentions[*m].is_somebody();
    if wounded {
        let subject = verb.subject.filter(somebody)?;
        let mut core = core_of(sentence, "event.verb.wound", verb.head..verb.head + 1, Some(at))?;
        core.outcome = true;
        core.patients.extend(
            super::arguments::left(sentence, subject)
                .into_iter()
                .map(|m| (m, "event.patient.hurt")),
        );
        return Some(core);
    }
    if let Some(core) = cost(sentence, at) {
        return Some(core);
    }
    // "The army lost six men in clashes".
    let men = verb.object.filter(|&m| {
        sentence.mentions[m].count.is_some()
            && sentence.mentions[m].people
            && matches!(
                page.word(sentence.mentions[m].head),
                "men" | "soldiers" | "troops" | "fighters" | "people" | "officers" | "members"
            )
    });
    let loser = verb.subject.filter(|&m| sentence.mentions[m].is_armed());
    if lemma == "lose"
        && !verb.passive
        && let (Some(men), Some(loser)) = (men, loser)
    {
        let mut core = core_of(sentence, "event.verb.kill", verb.head..verb.head + 1, Some(at))?;
        core.outcome = true;
        core.agent = Some((loser, "event.side-a.lost"));
        core.patients.push((men, "event.patient.lost"));
        return Some(core);
    }
    included(sentence, at)
}

/// "The dead included two children", "Among the dead were three policemen": part of a number told elsewhere.
fn included(sentence: &Sentence<'_, '_>, at: usize) -> Option<Core> {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    // "Among the injured were": the participle and the verb are one group.
    let participle = verb.tokens.start;
    let one_group = verb.tokens.len() == 2 && fate(page.word(participle)).is_some();
    let whole = match page.lemma(verb.head) {
        "be" if one_group && participle >= 2 && page.are(participle - 2, &["among", "the"]) => {
            participle
        }
        "include" => verb.tokens.start.checked_sub(1)?,
        "be" if page.word(verb.tokens.end) == "among" => return counted_among(sentence, at),
        "be" => {
            let before = verb.tokens.start.checked_sub(1)?;
            let among = page.are(before.checked_sub(2)?, &["among", "the"]);
            among.then_some(before)?
        }
        _ => return None,
    };
    let (fate, rule) = match page.word(whole) {
        "victims" => (Fate::Killed, "event.verb.kill"),
        word => fate(word)?,
    };
    let object = sentence.mention_from(verb.tokens.end)?;
    if super::arguments::starts(sentence, object) > verb.tokens.end + 1 {
        return None;
    }
    let mut core = core_of(sentence, rule, verb.head..verb.head + 1, Some(at))?;
    core.fate = Some(fate);
    core.outcome = true;
    core.patients.extend(sentence.list(object).into_iter().map(|m| (m, "event.victims.included")));
    Some(core)
}

/// "Eight peacekeepers were among 14 people killed": the subject is part of the number.
fn counted_among(sentence: &Sentence<'_, '_>, at: usize) -> Option<Core> {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let subject = verb.subject.filter(|&m| sentence.mentions[m].people)?;
    let near = verb.tokens.end + 1..(verb.tokens.end + 8).min(sentence.range.end);
    let (fate, rule) = near.into_iter().find_map(|at| match page.word(at) {
        "victims" => Some((Fate::Killed, "event.verb.kill")),
        word => fate(word),
    })?;
    let mut core = core_of(sentence, rule, verb.head..verb.head + 1, Some(at))?;
    core.fate = Some(fate);
    core.outcome = true;
    let list = super::arguments::left(sentence, subject);
    core.patients.extend(list.into_iter().map(|m| (m, "event.victims.included")));
    Some(core)
}

/// "Wounded in the assault were six border guards": the people stand behind.
fn turned(sentence: &Sentence<'_, '_>) -> Option<Core> {
    let page = sentence.page;
    let at = sentence.range.start + usize::from(page.word(sentence.range.start) == "also");
    let (fate, rule) = fate(page.word(at))?;
    let be = (at + 1..(at + 10).min(sentence.range.end))
        .find(|&at| matches!(page.word(at), "were" | "was" | "are" | "is"))?;
    let led = matches!(page.word(at + 1), "in" | "by" | "during" | "on" | "at" | "were" | "was");
    let people = sentence.mention_from(be + 1).filter(|&m| {
        super::arguments::starts(sentence, m) <= be + 1 && sentence.mentions[m].people
    })?;
    if !led {
        return None;
    }
    let mut core = core_of(sentence, rule, at..at + 1, None)?;
    core.fate = Some(fate);
    core.outcome = true;
    core.patients.extend(sentence.list(people).into_iter().map(|m| (m, "event.patient.turned")));
    Some(core)
}

/// "scores more are in hospital": people whom the same event hurt.
fn in_hospital(sentence: &Sentence<'_, '_>, index: usize) -> Option<Core> {
    let page = sentence.page;
    let mention = &sentence.mentions[index];
    let mut at = sentence.end(index);
    at += usize::from(page.word(at) == "more");
    let be = matches!(page.word(at), "are" | "were" | "remain" | "remained");
    at += usize::from(be);
    let there = page.are(at, &["in", "hospital"])
        || page.are(at, &["treated", "in", "hospital"])
        || page.are(at, &["hospitalised"])
        || page.are(at, &["hospitalized"]);
    if mention.count.is_none() || !mention.people || !there || !be {
        return None;
    }
    let mut core = core_of(sentence, "event.verb.wound", at..at + 1, None)?;
    core.fate = Some(Fate::Injured);
    core.outcome = true;
    core.patients.push((index, "event.patient.hospital"));
    Some(core)
}

/// Cores of such words.
pub(super) fn bare(sentence: &Sentence<'_, '_>) -> Vec<Core> {
    let mut cores = Vec::new();
    cores.extend(fighting(sentence));
    cores.extend(turned(sentence));
    for index in 0..sentence.mentions.len() {
        cores.extend(adjective(sentence, index));
        cores.extend(in_hospital(sentence, index));
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
    // "left a fighter dead": one, without a number.
    let one = mention.people
        && page.tag(mention.head) == "NN"
        && matches!(page.word(mention.tokens.start), "a" | "an" | "one");
    if mention.count.is_none() && !one {
        return None;
    }
    let end = sentence.end(index);
    // "were reported wounded"
    let reported = matches!(page.word(end), "were" | "was" | "are" | "is")
        && matches!(page.word(end + 1), "reported" | "confirmed" | "believed" | "feared" | "left");
    let last = end + if reported { 3 } else { 2 };
    let at = (end..last).find(|&at| fate(page.word(at)).is_some())?;
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
    let numbered = page.are(mention.head, &["number", "of"]).then(|| {
        let at = mention.head + 2;
        let at = at + usize::from(matches!(page.word(at), "people" | "civilians" | "those"));
        fate(page.word(at)).or_else(|| toll(page.word(at)))
    });
    let of_toll = (head == "toll" && page.word(mention.head + 1) != "free")
        .then_some((Fate::Killed, "event.verb.kill"));
    let of = (matches!(head, "death" | "deaths") && mention.count.is_none())
        .then(|| {
            page.are(mention.head + 1, &["of"]).then(|| sentence.mention_from(mention.head + 2))
        })
        .flatten()
        .flatten()
        .filter(|&m| sentence.mentions[m].count.is_some() && sentence.mentions[m].people);
    if let Some(of) = of {
        let mut core = core_of(sentence, "event.verb.kill", mention.head..mention.head + 1, None)?;
        core.fate = Some(Fate::Killed);
        core.outcome = true;
        core.patients.extend(sentence.list(of).into_iter().map(|m| (m, "event.patient.toll")));
        return Some(core);
    }
    let (fate, rule, patient) = if let Some((fate, rule)) = of_toll.or(numbered.flatten()) {
        let number = (index + 1..sentence.mentions.len())
            .filter(|&m| sentence.mentions[m].count.is_some() && !sentence.mentions[m].time)
            .find(|&m| {
                matches!(sentence.preposition(m), "to" | "at" | "")
                    || page.before(sentence.mentions[m].tokens.start) == "to"
            })?;
        (fate, rule, number)
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
