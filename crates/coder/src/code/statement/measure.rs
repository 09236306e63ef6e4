//! What a number of a statement counts.

use crate::code::sentence::Sentence;
use crate::coded::Measure;
use crate::number::Unit;

/// A number with what it counts.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// The quantity of the page.
    pub(super) quantity: usize,
    /// The mention that it counts, if a noun group has it.
    pub(super) mention: Option<usize>,
    /// First token of the number's words.
    pub(super) start: usize,
    /// Token after the number and its noun.
    pub(super) end: usize,
    /// What is counted, where the words say it.
    pub(super) measure: Option<Measure>,
    /// The verb that it is the subject or object of.
    pub(super) verb: Option<usize>,
}

/// The numbers of a sentence in order.
pub(super) fn items(sentence: &Sentence<'_, '_>) -> Vec<Item> {
    let page = sentence.page;
    sentence
        .quantities
        .clone()
        .filter_map(|index| {
            let quantity = &page.quantities[index];
            if matches!(quantity.unit, Unit::Time | Unit::Distance) {
                return None;
            }
            let tokens = page.tokens_of(quantity.span);
            if page.times[sentence.times.clone()]
                .iter()
                .any(|time| time.span.overlaps(quantity.span))
            {
                return None;
            }
            let mention = sentence.mentions.iter().position(|mention| mention.count == Some(index));
            let end = mention.map_or(tokens.end, |m| sentence.end(m).max(tokens.end));
            let verb = mention.and_then(|m| verb_of(sentence, m));
            let mut item =
                Item { quantity: index, mention, start: tokens.start, end, measure: None, verb };
            item.measure = measure(sentence, &item);
            Some(item)
        })
        .collect()
}

/// The verb that a mention is subject or object of; a list counts as its first.
fn verb_of(sentence: &Sentence<'_, '_>, mention: usize) -> Option<usize> {
    let own = |verb: &crate::code::predicate::Predicate| {
        verb.subject == Some(mention)
            || verb.object == Some(mention)
            || verb
                .object
                .is_some_and(|object| object < mention && sentence.list(object).contains(&mention))
    };
    // "said 56 fighters had been killed": what is said is no object.
    let told = |verb: &crate::code::predicate::Predicate| {
        let lemma = sentence.page.lemma(verb.head);
        crate::code::report::VERBS.iter().any(|(known, _)| *known == lemma)
            && sentence.verbs.iter().any(|other| other.subject == Some(mention))
    };
    let object = sentence.verbs.iter().position(|verb| {
        !told(verb)
            && verb
                .object
                .is_some_and(|o| o == mention || sentence.mentions[o].within == Some(mention))
    });
    object.or_else(|| sentence.verbs.iter().position(own))
}

/// What people's fate a verb tells.
fn fate(lemma: &str) -> Option<Measure> {
    Some(match lemma {
        "kill" | "die" | "murder" | "massacre" | "slay" | "execute" | "perish" | "behead"
        | "eliminate" | "neutralise" | "neutralize" | "liquidate" | "slaughter" => Measure::Killed,
        "wound" | "injure" | "hurt" | "maim" => Measure::Injured,
        "abduct" | "kidnap" | "seize" | "snatch" => Measure::Abducted,
        "capture" | "arrest" | "detain" | "imprison" => Measure::Captured,
        "surrender" | "defect" | "desert" => Measure::Surrendered,
        "displace" | "flee" | "uproot" => Measure::Displaced,
        _ => return None,
    })
}

#[expect(clippy::too_many_lines, reason = "a table of what is counted, read from top to bottom")]
fn measure(sentence: &Sentence<'_, '_>, item: &Item) -> Option<Measure> {
    let page = sentence.page;
    let quantity = &page.quantities[item.quantity];
    let head = item.mention.map_or("", |m| page.word(sentence.mentions[m].head));
    if quantity.unit == Unit::Money
        || matches!(page.before(item.start), "$" | "€" | "£")
        || page.word(item.start) == "$"
        || matches!(head, "dollars" | "euros" | "pounds")
        || page.are(item.start.saturating_sub(1), &["$"])
    {
        return Some(Measure::Money);
    }
    if quantity.unit == Unit::Share {
        return Some(Measure::Share);
    }
    if let Some(verb) = item.verb {
        let verb = &sentence.verbs[verb];
        let lemma = page.lemma(verb.head);
        let gave_up = matches!(lemma, "lay" | "give" | "turn" | "hand" | "put")
            && (verb.tokens.end..verb.tokens.end + 4).any(|at| {
                matches!(page.word(at), "arms" | "weapons" | "themselves" | "up" | "guns")
            });
        let is_subject = item.mention.is_some() && verb.subject == item.mention;
        if gave_up && is_subject {
            return Some(Measure::Surrendered);
        }
        let window = verb.tokens.end..verb.tokens.end + 5;
        let near = |words: &[&str]| window.clone().any(|at| words.contains(&page.word(at)));
        let programme =
            matches!(lemma, "enter" | "entered" | "join" | "accept" | "take" | "enrolled")
                && near(&[
                    "demobilisation",
                    "demobilization",
                    "disarmament",
                    "reintegration",
                    "amnesty",
                ]);
        if programme && verb.object != item.mention {
            return Some(Measure::Surrendered);
        }
        // "took 230 fighters prisoner"
        if lemma == "take" && !is_subject && matches!(page.word(item.end), "prisoner" | "captive") {
            return Some(Measure::Captured);
        }
        if lemma == "take" && verb.passive && is_subject && near(&["custody", "prisoner"]) {
            return Some(Measure::Captured);
        }
        let fled = verb.subject.is_some_and(|m| {
            matches!(page.word(sentence.mentions[m].head), "displacement" | "displacements")
        });
        if fled && !is_subject {
            return Some(Measure::Displaced);
        }
        let acts = is_subject && !verb.passive;
        if let Some(fate) = fate(lemma) {
            let suffers = !acts
                || matches!(fate, Measure::Surrendered | Measure::Displaced)
                || lemma == "die"
                || lemma == "perish";
            let attacks = matches!(
                head,
                "attacks" | "attack" | "incidents" | "clashes" | "bombings" | "raids" | "strikes"
            );
            if suffers && !attacks {
                return Some(fate);
            }
        }
        let loser = verb.subject.is_some_and(|m| {
            sentence.mentions[m].is_armed() || page.tag(sentence.mentions[m].head) == "PRP"
        });
        if lemma == "lose"
            && loser
            && !is_subject
            && matches!(quantity.unit, Unit::Fighters | Unit::Forces | Unit::People | Unit::Unknown)
        {
            return Some(Measure::Killed);
        }
    }
    let after = page.word(item.end);
    if matches!(after, "taken")
        && matches!(page.word(item.end + 1), "prisoner" | "captive" | "hostage")
    {
        return Some(if page.word(item.end + 1) == "hostage" {
            Measure::Abducted
        } else {
            Measure::Captured
        });
    }
    // "377 taken prisoner", read as one group.
    let taken = item
        .mention
        .is_some_and(|m| sentence.mentions[m].tokens.clone().any(|at| page.word(at) == "taken"));
    if taken && matches!(head, "prisoner" | "captive") {
        return Some(Measure::Captured);
    }
    if page.before(item.start) == "of" {
        // "the surrender of 40 men", "the deaths of 1,044 civilians"
        match page.before(item.start - 1) {
            "surrender" | "defection" => return Some(Measure::Surrendered),
            "deaths" | "death" | "killing" | "killings" | "murder" | "murders" => {
                return Some(Measure::Killed);
            }
            "abduction" | "abductions" | "kidnapping" => return Some(Measure::Abducted),
            "arrest" | "capture" | "detention" => return Some(Measure::Captured),
            "displacement" => return Some(Measure::Displaced),
            _ => {}
        }
    }
    let bare = quantity.unit == Unit::Unknown
        && item.mention.is_none_or(|m| page.tag(sentence.mentions[m].head) == "CD");
    if bare {
        let has = |words: &[&str]| {
            (sentence.range.start..item.start).any(|at| words.contains(&page.word(at)))
        };
        let number = item
            .verb
            .is_some_and(|verb| page.word(sentence.verbs[verb].head).starts_with("number"));
        if number
            || has(&["strength", "ranks", "membership", "manpower", "size", "headcount"])
            || has(&["numbers"]) && has(&["insurgents", "rebels", "militants", "group", "fighters"])
            || has(&["fighters", "members"]) && has(&["number"])
        {
            return Some(Measure::Fighters);
        }
        let toll = has(&["toll", "deaths", "fatalities", "killings", "dead"]);
        let said = item.verb.is_some()
            || matches!(
                page.before(item.start),
                "at" | "to"
                    | "by"
                    | "from"
                    | "over"
                    | "than"
                    | "of"
                    | "reached"
                    | "totalled"
                    | "exceeded"
                    | "topped"
                    | "about"
                    | "around"
                    | "some"
                    | "was"
                    | "were"
            );
        if toll && said {
            return Some(Measure::Killed);
        }
        let moved = has(&[
            "rose",
            "fell",
            "dropped",
            "increased",
            "declined",
            "jumped",
            "grew",
            "doubled",
            "tripled",
            "halved",
        ]);
        let events = sentence.mentions.iter().any(|mention| {
            mention.trigger.is_some()
                && mention.tokens.end <= item.start
                && page.tag(mention.head) == "NNS"
                && mention.count.is_none()
        });
        if moved && events {
            return Some(Measure::Attacks);
        }
        if moved && has(&["attacks", "incidents", "bombings", "clashes", "ambushes", "raids"]) {
            return Some(Measure::Attacks);
        }
        if matches!(page.before(item.start), "number" | "numbers") {
            return Some(Measure::Fighters);
        }
        if has(&["number"]) && has(&["attacks", "incidents", "bombings", "clashes"]) {
            return Some(Measure::Attacks);
        }
    }
    Some(match quantity.unit {
        Unit::Killed => Measure::Killed,
        Unit::Injured => Measure::Injured,
        Unit::Abducted => Measure::Abducted,
        Unit::Captured => Measure::Captured,
        Unit::Surrendered => Measure::Surrendered,
        Unit::Displaced => Measure::Displaced,
        Unit::Attacks => Measure::Attacks,
        Unit::Fighters | Unit::Forces => Measure::Fighters,
        _ if matches!(head, "times" | "occasions") || after == "times" => Measure::Attacks,
        _ if matches!(head, "casualties") => Measure::Casualties,
        _ if matches!(
            head,
            "ambushes"
                | "explosions"
                | "assassinations"
                | "assaults"
                | "kidnappings"
                | "abductions"
                | "airstrikes"
                | "offensives"
                | "events"
                | "shellings"
                | "skirmishes"
                | "firefights"
                | "detonations"
                | "operations"
                | "engagements"
        ) =>
        {
            Measure::Attacks
        }
        _ if item.mention.is_some_and(|m| sentence.mentions[m].trigger.is_some()) => {
            Measure::Attacks
        }
        _ if matches!(
            head,
            "districts" | "villages" | "camps" | "towns" | "provinces" | "checkpoints"
        ) =>
        {
            Measure::Places
        }
        _ if matches!(
            head,
            "combatants"
                | "guerrillas"
                | "men"
                | "followers"
                | "personnel"
                | "strong"
                | "loyalists"
                | "cadres"
                | "supporters"
                | "troops"
                | "soldiers"
                | "defectors"
                | "foreigners"
                | "adherents"
        ) =>
        {
            Measure::Fighters
        }
        _ if page.are(item.end, &["-", "strong"])
            || after == "strong"
            || page.before(item.start).is_empty()
                && after == "-"
                && page.word(item.end + 1) == "strong" =>
        {
            Measure::Fighters
        }
        _ => return None,
    })
}
