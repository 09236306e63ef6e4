//! The verbs and nouns of a sentence that tell of events, each with who did what to whom.

use crate::code::sentence::Sentence;
use crate::code::words::{Object, Trigger};
use crate::coded::{Fate, Tactic};
use std::ops::Range;

/// One verb or noun that tells of an event.
#[derive(Debug, Clone)]
pub(crate) struct Core {
    /// Place in the list of triggers.
    pub(crate) trigger: usize,
    /// The trigger's tokens.
    pub(crate) words: Range<usize>,
    pub(crate) verb: Option<usize>,
    pub(crate) mention: Option<usize>,
    /// Who did it.
    pub(crate) agent: Option<(usize, &'static str)>,
    /// To whom or what, in the order of the text.
    pub(crate) patients: Vec<(usize, &'static str)>,
    /// What became of the patients.
    pub(crate) fate: Option<Fate>,
    /// Whether it only says what became of people: "killing 12".
    pub(crate) outcome: bool,
    /// Whether it refers to what was told before: "the attack".
    pub(crate) refers: bool,
    /// A kind that the words around make of it.
    pub(crate) made: Option<Made>,
}

/// What an object makes of a verb: "fired rockets", "threw grenades".
#[derive(Debug, Clone, Copy)]
pub(crate) struct Made {
    pub(crate) code: &'static str,
    pub(crate) tactic: Option<Tactic>,
    pub(crate) gtd: &'static str,
    pub(crate) rule: &'static str,
}

impl Core {
    /// Where it stands.
    pub(crate) fn at(&self) -> usize {
        self.words.start
    }
}

/// All cores of a sentence in order.
pub(crate) fn cores(sentence: &Sentence<'_, '_>) -> Vec<Core> {
    let mut cores: Vec<Core> = super::outcome::bare(sentence);
    for verb in 0..sentence.verbs.len() {
        cores.extend(of_verb(sentence, verb));
    }
    for mention in 0..sentence.mentions.len() {
        cores.extend(of_noun(sentence, mention));
    }
    if cores.iter().all(|core| core.outcome) && by_accident(sentence) {
        return Vec::new();
    }
    cores.sort_by_key(Core::at);
    let mut past = 0;
    cores.retain(|core| {
        let fresh = core.words.start >= past || core.words.is_empty();
        if fresh {
            past = core.words.end;
        }
        fresh
    });
    cores
}

/// Whether people came to harm in traffic, work or weather and nobody did it.
fn by_accident(sentence: &Sentence<'_, '_>) -> bool {
    let page = sentence.page;
    sentence.range.clone().any(|at| {
        let word = page.word(at);
        page.are(at, &["left", "the", "road"])
            || natural(word)
            || matches!(
                word,
                "overturned"
                    | "capsized"
                    | "collided"
                    | "collision"
                    | "derailed"
                    | "derailment"
                    | "crashed"
                    | "skidded"
                    | "veered"
                    | "plunged"
                    | "sank"
                    | "collapsed"
                    | "drowned"
                    | "avalanches"
                    | "training"
                    | "derby"
                    | "goalkeeper"
                    | "midfielder"
                    | "tournament"
                    | "championship"
            )
    })
}

/// The trigger of a row by its id.
fn by_rule<'w>(sentence: &'w Sentence<'_, '_>, rule: &str) -> Option<(usize, &'w Trigger)> {
    let triggers = &sentence.page.world.words.triggers;
    triggers.iter().enumerate().find(|(_, trigger)| trigger.rule == rule)
}

fn of_verb(sentence: &Sentence<'_, '_>, at: usize) -> Option<Core> {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let words = &page.world.words;
    let found = words.verbs.find(page.lemma(verb.head), |i| page.word(verb.head + 1 + i));
    if let Some(core) = super::made::thrown(sentence, at) {
        return Some(core);
    }
    if let Some(core) = super::made::fire_opened(sentence, at) {
        return Some(core);
    }
    if let Some(core) = super::outcome::of_verb(sentence, at) {
        return Some(core);
    }
    if let Some(core) = super::made::made_safe(sentence, at) {
        return Some(core);
    }
    let found = super::made::taken_hostage(sentence, at)
        .or_else(|| super::made::people_seized(sentence, at))
        .or_else(|| super::made::let_go(sentence, at))
        .or(found);
    let (trigger, length) = match found {
        Some(found) => found,
        None => super::made::set_ablaze(sentence, at)?,
    };
    if not_violent(sentence, at, trigger) {
        return None;
    }
    let trigger = super::made::from_hiding(sentence, at, trigger);
    let row = &words.triggers[trigger];
    let mut core = Core {
        trigger,
        words: verb.head..verb.head + length,
        verb: Some(at),
        mention: None,
        agent: None,
        patients: Vec::new(),
        fate: row.object.fate(),
        outcome: matches!(row.object, Object::Killed | Object::Dies | Object::Injured)
            && row.tactic.is_none(),
        refers: false,
        made: None,
    };
    super::arguments::of_verb(sentence, at, row, &mut core);
    // "was fatally wounded"
    if core.fate == Some(Fate::Injured)
        && (verb.tokens.start..verb.head).any(|at| matches!(page.word(at), "fatally" | "mortally"))
    {
        core.fate = Some(Fate::Killed);
    }
    // "claimed the lives of six civilians": the words after the phrase are its object.
    if length > 2 && page.word(core.words.end - 1) == "of" {
        let object = sentence.mention_from(core.words.end);
        core.patients = object.into_iter().map(|m| (m, "event.patient.object")).collect();
    }
    // A light verb whose subject is the event: "the attack killed 12", "a blast rocked the town".
    if words.occur.find(page.lemma(verb.head), |_| "").is_some() {
        let event = verb.subject.filter(|&m| sentence.mentions[m].trigger.is_some());
        if event.is_some() && !core.outcome {
            return None;
        }
    }
    Some(core)
}

/// Uses of the verbs that tell of no event.
#[expect(clippy::too_many_lines, reason = "a table of verbs, read from top to bottom")]
fn not_violent(sentence: &Sentence<'_, '_>, at: usize, trigger: usize) -> bool {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let row = &page.world.words.triggers[trigger];
    let lemma = page.lemma(verb.head);
    let object = verb.object.map(|m| &sentence.mentions[m]);
    let subject = verb.subject.map(|m| &sentence.mentions[m]);
    let object_is = |words: &[&str]| object.is_some_and(|o| words.contains(&page.word(o.head)));
    let threat_of_deed = lemma == "threaten"
        && sentence.verbs.iter().any(|other| {
            other.governor == Some(at)
                && other.infinitive
                && page
                    .world
                    .words
                    .verbs
                    .find(page.lemma(other.head), |i| page.word(other.head + 1 + i))
                    .is_some()
        });
    if repels(sentence, at) || threat_of_deed {
        return true;
    }
    match lemma {
        "kill" | "injure" | "wound" | "destroy" | "claim" => {
            subject.is_some_and(|s| natural(page.word(s.head)) && s.trigger.is_none())
                || verb.passive
                    && verb.agent.is_some_and(|m| natural(page.word(sentence.mentions[m].head)))
        }
        "strike" => object_is(&["deal", "agreement", "balance"]),
        "hit" | "target" => {
            // "floods hit the town"
            subject.is_some_and(|s| {
                s.party.is_none()
                    && s.trigger.is_none()
                    && s.weapon.is_none()
                    && !s.people
                    && page.tag(s.head) != "PRP"
                    && !matches!(page.word(s.head), "which" | "who" | "that")
            }) && !verb.passive
                // "was hit by a fall in prices"
                || verb.passive
                    && verb.agent.is_some_and(|m| {
                        let agent = &sentence.mentions[m];
                        agent.party.is_none()
                            && agent.trigger.is_none()
                            && agent.weapon.is_none()
                            && !agent.people
                            && !page.tag(agent.head).starts_with("NNP")
                            && page.tag(agent.head) != "PRP"
                    })
        }
        // "Storms ripped through the town", "a plane landed on the road".
        "rip" | "tear" | "slam" | "come" | "land" | "crash" if row.rule == "event.verb.attack" => {
            !subject.is_some_and(|s| s.weapon.is_some() || s.trigger.is_some())
        }
        "attack" | "assail" => object_is(&[
            "plan", "plans", "proposal", "bill", "law", "budget", "decision", "policy", "policies",
            "report", "reform", "reforms", "idea", "measure", "measures", "record",
        ]),
        "neutralise" | "neutralize" | "eliminate" | "liquidate" => {
            !object.or(subject.filter(|_| verb.passive)).is_some_and(|m| m.is_somebody())
        }
        "gather" => subject
            .and_then(|s| s.party.as_ref())
            .is_none_or(|party| party.role != crate::coded::Role::Protesters),
        "take" | "lead" | "drag" if row.object == Object::Abducted => {
            let after = sentence.mention_from(verb.head + 1).map(|m| &sentence.mentions[m]);
            !object.or(after).or(subject).is_some_and(|m| m.is_somebody())
        }
        // "Police broke up a crowd of demonstrators".
        "break" if row.kind.code() == "ASSAULT/crowd-control" => {
            let whom =
                if verb.passive { verb.subject } else { sentence.mention_from(verb.head + 2) };
            !whom.map(|m| &sentence.mentions[m]).is_some_and(|m| {
                m.party.as_ref().is_some_and(|p| p.role == crate::coded::Role::Protesters)
                    || m.trigger.as_ref().is_some_and(|(trigger, _)| {
                        page.world.words.triggers[*trigger].kind.root() == "PROTEST"
                    })
            })
        }
        // "Prices shot up".
        "shoot" => {
            object.is_none()
                && page.word(verb.head + 1) == "up"
                && subject.is_some_and(|s| !s.is_somebody() && page.tag(s.head) != "PRP")
        }
        "fight" | "battle" => {
            // A feud is a state: "have fought each other for years".
            let feud = page.are(verb.tokens.end, &["each", "other"])
                && !crate::code::when::all(sentence)
                    .any(|(_, time)| time.granularity <= crate::time::Granularity::Week);
            feud || object_is(&[
                "fire",
                "fires",
                "blaze",
                "blazes",
                "corruption",
                "crime",
                "cholera",
                "disease",
                "poverty",
                "elections",
            ]) || subject.is_some_and(|s| page.word(s.head).starts_with("firefighter"))
                || verb.infinitive && verb.object.is_none()
        }
        "march" | "rally" | "charge" | "stone" | "beat" | "club" | "rake" | "mass" | "pound"
        | "free" | "gas" | "knife" | "spear" => {
            !page.tag(verb.head).starts_with("VB")
                || lemma == "beat" && !object.or(subject).is_some_and(|m| m.is_somebody())
                || lemma == "beat" && object_is(&["team", "side"])
                || lemma == "charge" && !verb.passive && object.is_none()
                || lemma == "march" && subject.is_some_and(crate::code::mention::Mention::is_armed)
        }
        "abandon" | "withdraw" | "retreat" | "vacate" => {
            !subject.is_some_and(crate::code::mention::Mention::is_somebody)
        }
        "release" => {
            !object.or(subject).is_some_and(|m| m.is_somebody())
                || object_is(&[
                    "inmates",
                    "prisoners",
                    "detainees",
                    "statement",
                    "report",
                    "figures",
                    "video",
                    "data",
                    "names",
                    "footage",
                ])
        }
        "seize" | "capture" => object_is(&["opportunity", "attention", "power", "imagination"]),
        "die" => subject.is_none() && object.is_none(),
        "hurt" => {
            object_is(&["economy"])
                || subject.is_some_and(|s| {
                    s.weapon.is_none()
                        && s.party.is_none()
                        && s.trigger.is_none()
                        && !s.people
                        && !verb.passive
                })
        }
        // "Protesters blocked the road": no laws and no talks.
        "block" | "obstruct" => {
            let what = if verb.passive { subject } else { object };
            !what.is_some_and(|what| {
                matches!(
                    page.word(what.head),
                    "road"
                        | "roads"
                        | "highway"
                        | "highways"
                        | "street"
                        | "streets"
                        | "bridge"
                        | "access"
                        | "traffic"
                        | "entrance"
                        | "entrances"
                        | "port"
                        | "railway"
                        | "crossing"
                        | "route"
                        | "routes"
                        | "motorway"
                        | "border"
                        | "tracks"
                        | "airport"
                        | "square"
                )
            }) || subject.filter(|_| !verb.passive).is_some_and(|s| s.is_armed())
        }
        // Tyres and flags are burned by those who protest.
        "burn" | "torch"
            if object_is(&["tyres", "tires", "effigy", "effigies", "flag", "flags"]) =>
        {
            true
        }
        "plant" => object.is_none_or(|o| o.weapon.is_none()),
        "disperse" | "rob" | "steal" | "hang" => {
            lemma == "hang" && !object.or(subject).is_some_and(|m| m.people)
        }
        "explode" | "detonate" | "bomb" => false,
        "deploy" => !object.or(subject).is_some_and(|m| m.is_somebody()),
        _ => row.object == Object::Threat && verb.passive && verb.agent.is_none(),
    }
}

/// Whether a verb says that an attack was beaten back: the attack is the event.
fn repels(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let verb = &sentence.verbs[at];
    let what = if verb.passive { verb.subject } else { verb.object };
    matches!(sentence.page.lemma(verb.head), "repel" | "repulse")
        && what.is_some_and(|m| {
            let mention = &sentence.mentions[m];
            mention.trigger.is_some()
                || matches!(sentence.page.word(mention.head), "attempt" | "attempts" | "bid")
        })
}

/// What kills without anybody who did it.
fn natural(word: &str) -> bool {
    [
        "flood",
        "storm",
        "earthquake",
        "landslide",
        "cholera",
        "crash",
        "accident",
        "stampede",
        "heatwave",
        "drought",
        "disease",
        "virus",
        "cyclone",
        "avalanche",
        "mudslide",
        "epidemic",
        "outbreak",
        "famine",
        "lightning",
        "hurricane",
        "measles",
        "malaria",
        "collapse",
        "quake",
        "tornado",
        "rain",
        "fire",
    ]
    .iter()
    .any(|known| word.strip_prefix(known).is_some_and(|rest| matches!(rest, "" | "s" | "es")))
}

fn of_noun(sentence: &Sentence<'_, '_>, index: usize) -> Option<Core> {
    let page = sentence.page;
    let mention = &sentence.mentions[index];
    let (trigger, words) = mention.trigger.clone()?;
    let row = &page.world.words.triggers[trigger];
    let head = page.word(words.end - 1);
    let many = mention.count.is_some_and(|q| page.quantities[q].best > 20.0);
    let habitual = matches!(
        head,
        "attacks"
            | "strikes"
            | "raids"
            | "killings"
            | "operations"
            | "protests"
            | "violence"
            | "incidents"
            | "murders"
    ) && !mention.definite
        && page.word(mention.tokens.start) != "both"
        && !super::arguments::light_governs(sentence, index);
    // "Air strikes on a market killed 43 civilians": deeds with their dead.
    let told = sentence.verbs.iter().any(|verb| {
        verb.subject == Some(index)
            && !verb.passive
            && matches!(
                page.lemma(verb.head),
                "kill" | "wound" | "injure" | "leave" | "claim" | "destroy" | "hit"
            )
            && verb.object.is_some_and(|m| sentence.mentions[m].count.is_some())
    });
    let habitual = habitual && !told;
    if page.before(words.start) == "without" {
        return None;
    }
    if many
        || habitual
            && mention.count.is_none()
            && !super::arguments::has_place_or_day(sentence, index)
    {
        return None;
    }
    if matches!(sentence.preposition(index), "against" | "over" | "about")
        && matches!(head, "killings" | "killing" | "violence" | "attacks" | "massacre" | "murder")
        && sentence
            .verbs
            .iter()
            .any(|verb| matches!(page.lemma(verb.head), "protest" | "demonstrate" | "march"))
    {
        return None;
    }
    if matches!(head, "strike" | "strikes")
        && matches!(page.before(words.start), "hunger" | "general")
    {
        return None;
    }
    let mut core = Core {
        trigger,
        words: words.clone(),
        verb: None,
        mention: Some(index),
        agent: None,
        patients: Vec::new(),
        fate: None,
        outcome: false,
        refers: row.refers && mention.definite,
        made: None,
    };
    super::arguments::of_noun(sentence, index, row, &mut core);
    Some(core)
}

/// A core of the row with this id.
pub(crate) fn core_of(
    sentence: &Sentence<'_, '_>,
    rule: &str,
    words: Range<usize>,
    verb: Option<usize>,
) -> Option<Core> {
    let (trigger, row) = by_rule(sentence, rule)?;
    Some(Core {
        trigger,
        words,
        verb,
        mention: None,
        agent: None,
        patients: Vec::new(),
        fate: row.object.fate(),
        outcome: false,
        refers: false,
        made: None,
    })
}
