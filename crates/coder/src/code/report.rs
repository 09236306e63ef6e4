//! Who says so: speech, claims, blame, confirmation, denial.

use super::sentence::Sentence;
use crate::Span;
use crate::coded::{Attribution, Field, Party, Role, Stance};

/// Verbs of speech with what they make of what is said.
pub(crate) const VERBS: &[(&str, Stance)] = &[
    ("say", Stance::Said),
    ("tell", Stance::Said),
    ("speak", Stance::Said),
    ("write", Stance::Said),
    ("show", Stance::Said),
    ("indicate", Stance::Said),
    ("conclude", Stance::Said),
    ("recall", Stance::Said),
    ("disclose", Stance::Said),
    ("reveal", Stance::Said),
    ("allege", Stance::Said),
    ("concede", Stance::Said),
    ("observe", Stance::Said),
    ("remark", Stance::Said),
    ("complain", Stance::Said),
    ("calculate", Stance::Said),
    ("predict", Stance::Said),
    ("attest", Stance::Said),
    ("have", Stance::Said),
    ("distance", Stance::Denied),
    ("disown", Stance::Denied),
    ("argue", Stance::Said),
    ("maintain", Stance::Said),
    ("recount", Stance::Said),
    ("testify", Stance::Said),
    ("report", Stance::Said),
    ("announce", Stance::Said),
    ("state", Stance::Said),
    ("add", Stance::Said),
    ("declare", Stance::Said),
    ("estimate", Stance::Said),
    ("reckon", Stance::Said),
    ("count", Stance::Said),
    ("record", Stance::Said),
    ("document", Stance::Said),
    ("log", Stance::Said),
    ("register", Stance::Said),
    ("put", Stance::Said),
    ("believe", Stance::Said),
    ("assess", Stance::Said),
    ("note", Stance::Said),
    ("find", Stance::Said),
    ("warn", Stance::Said),
    ("suggest", Stance::Said),
    ("describe", Stance::Said),
    ("date", Stance::Said),
    ("tally", Stance::Said),
    ("list", Stance::Said),
    ("insist", Stance::Said),
    ("caution", Stance::Said),
    ("assert", Stance::Said),
    ("contend", Stance::Said),
    ("stress", Stance::Said),
    ("explain", Stance::Said),
    ("acknowledge", Stance::Confirmed),
    ("admit", Stance::Confirmed),
    ("confirm", Stance::Confirmed),
    ("verify", Stance::Confirmed),
    ("corroborate", Stance::Confirmed),
    ("deny", Stance::Denied),
    ("reject", Stance::Denied),
    ("dismiss", Stance::Denied),
    ("refute", Stance::Denied),
    ("dispute", Stance::Denied),
    ("claim", Stance::Claimed),
    ("take", Stance::Claimed),
    ("boast", Stance::Claimed),
    ("blame", Stance::Blamed),
    ("accuse", Stance::Blamed),
    ("attribute", Stance::Blamed),
    ("ascribe", Stance::Blamed),
    ("suspect", Stance::Blamed),
    ("hold", Stance::Blamed),
    ("point", Stance::Blamed),
    ("implicate", Stance::Blamed),
];

/// Which verb of speech a verb is.
fn speech(sentence: &Sentence<'_, '_>, at: usize) -> Option<Stance> {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let lemma = page.lemma(verb.head);
    let (_, stance) = VERBS.iter().find(|(known, _)| *known == lemma)?;
    let end = verb.tokens.end;
    let near = |words: &[&str]| (end..end + 6).any(|at| words.contains(&page.word(at)));
    let before = |words: &[&str]| {
        (verb.tokens.start.saturating_sub(6)..verb.tokens.start)
            .any(|at| words.contains(&page.word(at)))
    };
    match (lemma, stance) {
        ("take", _)
            if !near(&["responsibility", "credit"])
                && (!verb.passive || !before(&["responsibility"])) =>
        {
            None
        }
        ("claim", _) if near(&["lives", "life", "victims"]) && !near(&["responsibility"]) => None,
        // "an attack claimed by the group", "Responsibility for the bombing … was claimed by the group".
        ("claim", _) if verb.passive && claimed_thing(sentence, at) => Some(Stance::Claimed),
        ("claim", _)
            if !near(&["responsibility", "credit"])
                && !before(&["responsibility", "credit"])
                && !claims_event(sentence, end) =>
        {
            // "claimed that 40 soldiers died": a claim of what happened.
            Some(Stance::Said)
        }
        ("speak", _) if page.word(verb.tokens.end) != "of" => None,
        // "the group maintains camps", "wrote a letter", "showed restraint": no speech.
        ("have", _) => {
            let holds = near(&["evidence", "proof", "testimony", "indications", "information"])
                && near(&["that"])
                && verb.subject.is_some()
                && !verb.negated;
            holds.then_some(*stance)
        }
        // "The hospital admitted 19 people"
        ("admit", _)
            if verb.object.is_some_and(|m| {
                sentence.mentions[m].count.is_some() && sentence.mentions[m].people
            }) =>
        {
            None
        }
        ("distance", _) if !near(&["itself", "themselves"]) => None,
        (
            "maintain" | "argue" | "write" | "recount" | "testify" | "conclude" | "recall"
            | "disclose" | "reveal" | "allege" | "concede" | "observe" | "remark" | "complain"
            | "calculate" | "predict" | "attest",
            _,
        ) if !matches!(page.word(verb.tokens.end), "that" | "." | "," | "") || verb.passive => None,
        ("show" | "indicate", _) if !figures(sentence, verb.subject) => None,
        ("hold", _) if !near(&["responsible", "accountable"]) => None,
        ("point", _) if !near(&["finger"]) => None,
        ("attribute" | "ascribe", _) if !near(&["to"]) => None,
        (
            "put" | "count" | "list" | "date" | "find" | "add" | "record" | "register" | "report"
            | "log" | "tally" | "describe" | "document",
            _,
        ) if verb.passive || verb.infinitive || verb.participle => {
            if lemma == "report" && verb.passive { Some(Stance::Said) } else { None }
        }
        ("suspect", _) if !verb.passive && verb.subject.is_none() => None,
        _ => Some(*stance),
    }
}

/// Whether figures or records are what shows something: "police figures show".
fn figures(sentence: &Sentence<'_, '_>, subject: Option<usize>) -> bool {
    subject.is_some_and(|m| {
        matches!(
            sentence.page.word(sentence.mentions[m].head),
            "figures"
                | "records"
                | "data"
                | "statistics"
                | "documents"
                | "report"
                | "reports"
                | "survey"
                | "numbers"
                | "tally"
                | "study"
                | "count"
        )
    })
}

/// Whether what was claimed is an attack, or responsibility for one.
fn claimed_thing(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let verb = &sentence.verbs[at];
    let event = verb.subject.is_some_and(|m| sentence.mentions[m].trigger.is_some());
    let page = sentence.page;
    let led = page.position(sentence.range.start..verb.tokens.start, &["responsibility"]);
    event || !verb.reduced && led.is_some()
}

/// Whether the object of "claimed" is an event: "claimed the attack".
fn claims_event(sentence: &Sentence<'_, '_>, end: usize) -> bool {
    sentence
        .mention_from(end)
        .map(|at| &sentence.mentions[at])
        .is_some_and(|mention| mention.trigger.is_some() && mention.tokens.start <= end + 1)
}

/// Who a mention is, as a source; nobody for a person without an office.
fn source(sentence: &Sentence<'_, '_>, mention: Option<usize>) -> Option<(Party, Span)> {
    let mention = &sentence.mentions[mention?];
    // "estimates put" says nothing of whose they are.
    let bare = mention.party_words.len() == 1;
    if bare
        && matches!(
            sentence.page.word(mention.head),
            "estimates" | "estimate" | "figures" | "records"
        )
    {
        return None;
    }
    // "An inquiry by parliament concluded": whose it is.
    let whose = || {
        let end = mention.tokens.end;
        let next = &sentence.mentions[sentence.mention_from(end + 1)?];
        let work = matches!(
            sentence.page.word(mention.head),
            "inquiry"
                | "enquiry"
                | "investigation"
                | "probe"
                | "report"
                | "study"
                | "survey"
                | "review"
                | "statement"
                | "analysis"
                | "count"
                | "account"
                | "accounts"
                | "testimony"
                | "figures"
                | "data"
                | "video"
                | "letter"
                | "message"
                | "assessment"
        );
        let led = matches!(sentence.page.word(end), "by" | "of" | "from");
        (work && led && next.tokens.start == end + 1).then_some(next)
    };
    let mention = if mention.party.is_some() { mention } else { whose()? };
    let party = mention.party.clone()?;
    Some((
        as_source(sentence, party, mention.head),
        sentence.page.span(mention.party_words.clone()),
    ))
}

/// Some words mean another role when they speak: locals are witnesses, "a report" is a monitor's.
fn as_source(sentence: &Sentence<'_, '_>, party: Party, head: usize) -> Party {
    let word = sentence.page.word(head);
    let role = match (party.role, word) {
        (Role::Civilians, _) if party.name.is_none() => Role::Witnesses,
        (Role::Unknown, _) if party.name.is_some() => Role::Monitor,
        (role, _) => role,
    };
    Party { role, ..party }
}

/// Who says what in a sentence.
pub(crate) fn attributions(sentence: &Sentence<'_, '_>) -> Vec<Field<Attribution>> {
    let mut found: Vec<Field<Attribution>> = Vec::new();
    for verb in 0..sentence.verbs.len() {
        found.extend(by_verb(sentence, verb));
    }
    found.extend(according(sentence));
    found.extend(by_count(sentence));
    found.extend(by_adverb(sentence));
    found.dedup_by(|a, b| a.value == b.value);
    found
}

fn field(
    sentence: &Sentence<'_, '_>,
    stance: Stance,
    by: Option<(Party, Span)>,
    on: Option<(Party, Span)>,
    said: std::ops::Range<usize>,
    rule: &'static str,
) -> Field<Attribution> {
    let mut words = vec![sentence.page.span(said)];
    words.extend(by.iter().chain(&on).map(|(_, span)| *span));
    let value =
        Attribution { stance, by: by.map(|(party, _)| party), on: on.map(|(party, _)| party) };
    Field::new(value, words, rule)
}

fn by_verb(sentence: &Sentence<'_, '_>, at: usize) -> Option<Field<Attribution>> {
    let stance = speech(sentence, at)?;
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let negative = verb.subject.is_some_and(|m| sentence.mentions[m].negative) || verb.negated;
    if negative && matches!(stance, Stance::Claimed | Stance::Confirmed | Stance::Said) {
        return None;
    }
    let said = verb.head..verb.head + 1;
    let speaker = if verb.passive { verb.agent } else { verb.subject };
    let by = source(sentence, speaker);
    match stance {
        Stance::Blamed => {
            let (by, on) = blame(sentence, at);
            on.as_ref()?;
            Some(field(sentence, stance, by, on, said, "report.blame"))
        }
        Stance::Claimed => {
            by.as_ref()?;
            Some(field(sentence, stance, by, None, said, "report.claim"))
        }
        Stance::Said => {
            let inverted = || {
                // "said a police spokesman"
                let next = verb.object.filter(|_| {
                    page.before(verb.tokens.start) == "," || page.before(verb.tokens.start) == "\""
                });
                source(sentence, next)
            };
            let by = by.or_else(inverted);
            if let Some((party, span)) = &by
                && party.role == Role::ArmedGroup
                && matches!(page.lemma(verb.head), "say" | "state" | "announce" | "add" | "declare")
                && behind(sentence, verb.tokens.end)
            {
                let by = Some((party.clone(), *span));
                return Some(field(sentence, Stance::Claimed, by, None, said, "report.behind"));
            }
            if let Some(on) = responsible(sentence, at) {
                return Some(field(
                    sentence,
                    Stance::Blamed,
                    by,
                    Some(on),
                    said,
                    "report.responsible",
                ));
            }
            // "The group is believed to be behind the attack"
            if verb.passive
                && matches!(
                    page.lemma(verb.head),
                    "believe" | "think" | "suspect" | "say" | "report"
                )
                && (verb.tokens.end..verb.tokens.end + 5).any(|at| {
                    matches!(page.word(at), "behind" | "responsible")
                        || page.are(at, &["carried", "out"])
                })
                && let Some(m) = verb.subject.filter(|&m| sentence.mentions[m].is_armed())
                && let Some(party) = sentence.mentions[m].party.clone()
            {
                let on = Some((party, page.span(sentence.mentions[m].party_words.clone())));
                return Some(field(sentence, Stance::Blamed, by, on, said, "report.blame"));
            }
            if verb.passive && by.is_none() {
                let believed =
                    matches!(page.lemma(verb.head), "believe" | "report" | "say" | "estimate");
                return believed
                    .then(|| field(sentence, stance, None, None, said, "report.passive"));
            }
            by.as_ref()?;
            Some(field(sentence, stance, by, None, said, "report.say"))
        }
        Stance::Confirmed | Stance::Denied => {
            by.as_ref()?;
            let rule = if stance == Stance::Denied { "report.deny" } else { "report.confirm" };
            Some(field(sentence, stance, by, None, said, rule))
        }
    }
}

/// "said it was behind", "said its fighters had": the speaker tells of its own deed.
fn behind(sentence: &Sentence<'_, '_>, end: usize) -> bool {
    let page = sentence.page;
    let mut start = end + usize::from(page.word(end) == "that");
    // "said one of its snipers had"
    if page.word(start + 1) == "of" && matches!(page.word(start + 2), "its" | "their") {
        start += 2;
    }
    let own = matches!(page.word(start), "it" | "its" | "they" | "their");
    let window = start..(start + 8).min(sentence.range.end);
    own && (page.position(window.clone(), &["behind"]).is_some()
        || page.position(window.clone(), &["carried", "out"]).is_some()
        || page.position(window.clone(), &["responsible"]).is_some()
        || matches!(
            page.word(start + 1),
            "fighters"
                | "men"
                | "bomber"
                | "suicide"
                | "forces"
                | "mujahideen"
                | "gunmen"
                | "militants"
                | "snipers"
                | "bombers"
                | "units"
        )
        || sentence.verbs.iter().any(|verb| {
            window.contains(&verb.head)
                && verb.mood == super::predicate::Mood::Fact
                && !verb.negated
                && page
                    .world
                    .words
                    .verbs
                    .find(page.lemma(verb.head), |i| page.word(verb.head + 1 + i))
                    .is_some()
        }))
}

/// "said the group was responsible": the speaker tells of another's deed.
fn responsible(sentence: &Sentence<'_, '_>, at: usize) -> Option<(Party, Span)> {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let next = sentence.verbs.get(at + 1)?;
    let end = next.tokens.end;
    let behind = page.lemma(next.head) == "be"
        && (matches!(page.word(end), "responsible" | "behind") || page.are(end, &["to", "blame"]));
    let subject = next.subject.filter(|&m| sentence.mentions[m].tokens.start >= verb.tokens.end)?;
    let party = sentence.mentions[subject].party.clone()?;
    behind.then(|| (party, page.span(sentence.mentions[subject].party_words.clone())))
}

/// Somebody with the words that say who.
type Named = (Party, Span);

/// Who blames, and whom.
fn blame(sentence: &Sentence<'_, '_>, at: usize) -> (Option<Named>, Option<Named>) {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let whom = |mention: Option<usize>| {
        let mention = &sentence.mentions[mention?];
        mention.party.clone().map(|party| (party, page.span(mention.party_words.clone())))
    };
    let lemma = page.lemma(verb.head);
    let after = |word: &str| {
        (0..sentence.mentions.len()).find(|&m| {
            sentence.mentions[m].tokens.start > verb.tokens.end
                && sentence.mentions[m].tokens.start < verb.tokens.end + 12
                && sentence.preposition(m) == word
                && sentence.mentions[m].party.is_some()
        })
    };
    if verb.passive {
        let on = match lemma {
            "blame" => after("on").or(verb.subject),
            "attribute" | "ascribe" => after("to"),
            _ => verb.subject,
        };
        return (source(sentence, verb.agent), whom(on));
    }
    let on = match lemma {
        "attribute" | "ascribe" => after("to"),
        "point" => after("at"),
        "blame" => after("on").or(verb.object),
        _ => verb.object,
    };
    (source(sentence, verb.subject), whom(on))
}

/// "according to police", "in the words of".
fn according(sentence: &Sentence<'_, '_>) -> Option<Field<Attribution>> {
    const WAYS: &[&[&str]] = &[
        &["according", "to"],
        &["in", "the", "view", "of"],
        &["in", "the", "words", "of"],
        &["in", "the", "opinion", "of"],
        &["in", "the", "estimate", "of"],
        &["in", "the", "judgement", "of"],
        &["by", "the", "count", "of"],
        &["by", "the", "reckoning", "of"],
        &["on", "the", "word", "of"],
        &["in", "the", "eyes", "of"],
        &["by", "the", "account", "of"],
        &["in", "the", "telling", "of"],
        &["as", "told", "by"],
        &["as", "reported", "by"],
        &["as", "described", "by"],
        &["citing"],
        &["quoting"],
    ];
    let page = sentence.page;
    WAYS.iter().find_map(|words| {
        let at = page.position(sentence.range.clone(), words)?;
        let by = source(sentence, sentence.mention_from(at + words.len()));
        by.as_ref()?;
        let said = at..at + words.len();
        Some(field(sentence, Stance::Said, by, None, said, "report.according"))
    })
}

/// "Suspicion fell on X", "Blame for the attack was put on X", "X is the prime suspect", "the work of X": the word that
/// says so, and whom it names.
fn suspected(sentence: &Sentence<'_, '_>) -> Option<(usize, usize)> {
    let page = sentence.page;
    let armed = |m: &usize| sentence.mentions[*m].is_armed();
    for at in sentence.range.clone() {
        let window = at + 1..(at + 14).min(sentence.range.end);
        match page.word(at) {
            "suspicion" | "suspicions" | "blame" if page.tag(at).starts_with("NN") => {
                let fell = window.clone().find(|&at| {
                    matches!(
                        page.word(at),
                        "fell"
                            | "falls"
                            | "fallen"
                            | "put"
                            | "laid"
                            | "pinned"
                            | "placed"
                            | "centred"
                    )
                });
                let on =
                    fell.and_then(|fell| (fell + 1..fell + 3).find(|&at| page.word(at) == "on"));
                let whom = on.and_then(|on| sentence.mention_from(on + 1)).filter(armed);
                if let Some(whom) = whom {
                    return Some((at, whom));
                }
            }
            "suspect" | "suspects"
                if matches!(page.before(at), "prime" | "main" | "chief" | "obvious") =>
            {
                let be = sentence.verbs.iter().find(|verb| {
                    page.lemma(verb.head) == "be"
                        && verb.tokens.end <= at
                        && verb.tokens.end + 4 > at
                });
                if let Some(whom) = be.and_then(|verb| verb.subject).filter(armed) {
                    return Some((at, whom));
                }
            }
            "work" | "handiwork" if page.word(at + 1) == "of" => {
                let whom = sentence.mention_from(at + 2).filter(armed);
                if let Some(whom) = whom {
                    return Some((at, whom));
                }
            }
            _ => {}
        }
    }
    None
}

/// "By the army's own count": who counted.
fn by_count(sentence: &Sentence<'_, '_>) -> Option<Field<Attribution>> {
    let page = sentence.page;
    let at = (0..sentence.mentions.len()).find(|&m| {
        let mention = &sentence.mentions[m];
        matches!(page.before(mention.tokens.start), "by" | "in" | "on" | "to")
            && mention.tokens.clone().any(|at| page.tag(at) == "POS")
            && matches!(
                page.word(mention.head),
                "count"
                    | "reckoning"
                    | "estimate"
                    | "estimates"
                    | "account"
                    | "accounts"
                    | "tally"
                    | "admission"
                    | "view"
                    | "opinion"
                    | "words"
                    | "judgement"
                    | "estimation"
                    | "telling"
                    | "version"
                    | "evidence"
                    | "showing"
            )
    })?;
    let by = source(sentence, Some(at));
    by.as_ref()?;
    let head = sentence.mentions[at].head;
    Some(field(sentence, Stance::Said, by, None, head..head + 1, "report.according"))
}

/// "reportedly", "suspected Y militants", "suspicion fell on Y".
fn by_adverb(sentence: &Sentence<'_, '_>) -> Option<Field<Attribution>> {
    let page = sentence.page;
    if let Some((at, whom)) = suspected(sentence) {
        let mention = &sentence.mentions[whom];
        let on = Some((mention.party.clone()?, page.span(mention.party_words.clone())));
        return Some(field(sentence, Stance::Blamed, None, on, at..at + 1, "report.suspicion"));
    }
    let at = page.position(sentence.range.clone(), &["reportedly"])?;
    Some(field(sentence, Stance::Said, None, None, at..at + 1, "report.reportedly"))
}
