//! Verbs of which the object makes an event: "fired rockets", "threw grenades", "set the school ablaze".

use super::core::{Core, Made, core_of};
use crate::code::page::Page;
use crate::code::sentence::Sentence;
use crate::coded::{EventType, Field, Role, Tactic};

/// "fired rockets at", "hurled grenades into", "dropped bombs on".
#[expect(clippy::too_many_lines, reason = "a table of what is thrown, read from top to bottom")]
pub(super) fn thrown(sentence: &Sentence<'_, '_>, at: usize) -> Option<Core> {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let lemma = match page.word(verb.head) {
        "hurled" | "hurling" | "hurl" | "hurls" => "hurl",
        "tossed" | "tossing" => "toss",
        "flung" | "flinging" => "fling",
        "dropped" | "dropping" => "drop",
        "rained" => "rain",
        _ => page.lemma(verb.head),
    };
    if !matches!(
        lemma,
        "fire"
            | "launch"
            | "throw"
            | "hurl"
            | "lob"
            | "toss"
            | "fling"
            | "drop"
            | "shoot"
            | "rain"
            | "send"
            | "drive"
    ) {
        return None;
    }
    // "A grenade hurled into a church": a participle that the tagger takes for a past tense.
    let flung =
        verb.subject.filter(|&m| verb.object.is_none() && sentence.mentions[m].weapon.is_some());
    let bare = !verb.passive && flung.is_some();
    let object = if verb.passive { verb.subject } else { verb.object.or(flung) }?;
    let mention = &sentence.mentions[object];
    let text = page.text(mention.tokens.clone()).to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let made = if has(&["tear gas", "teargas", "rubber bullet"]) {
        Made {
            code: "ASSAULT/crowd-control",
            tactic: None,
            gtd: "8",
            rule: "event.thrown.crowd-control",
        }
    } else if has(&["suicide"]) {
        Made {
            code: "ASSAULT/suicide-attack",
            tactic: Some(Tactic::SuicideBombing),
            gtd: "3",
            rule: "event.thrown.suicide",
        }
    } else if lemma == "send" {
        return None;
    } else if lemma == "drive" {
        let packed = has(&["explosive", "bomb"]) || {
            let window = mention.tokens.end..(mention.tokens.end + 6).min(sentence.range.end);
            ["explosives", "bomb", "dynamite"]
                .iter()
                .any(|word| page.position(window.clone(), &[word]).is_some())
        };
        if !packed {
            return None;
        }
        Made {
            code: "ASSAULT/explosives",
            tactic: Some(Tactic::Bombing),
            gtd: "3",
            rule: "event.thrown.driven",
        }
    } else if has(&["grenade", "petrol bomb", "explosive", "dynamite"]) && !has(&["rocket"]) {
        Made {
            code: "ASSAULT/explosives",
            tactic: Some(Tactic::Bombing),
            gtd: "3",
            rule: "event.thrown.grenade",
        }
    } else if lemma == "drop" && has(&["bomb", "munition"]) {
        Made {
            code: "ASSAULT/aerial",
            tactic: Some(Tactic::AirStrike),
            gtd: "3",
            rule: "event.thrown.dropped",
        }
    } else if has(&["rocket", "mortar", "missile", "shell", "artillery"]) {
        Made {
            code: "ASSAULT/heavy-weapons",
            tactic: Some(Tactic::Shelling),
            gtd: "3",
            rule: "event.thrown.rocket",
        }
    } else if has(&["drone"]) {
        Made {
            code: "ASSAULT/drone",
            tactic: Some(Tactic::DroneStrike),
            gtd: "3",
            rule: "event.thrown.drone",
        }
    } else if has(&["shots", "bullets", "live rounds", "live ammunition", "gunshots"]) {
        Made {
            code: "ASSAULT/firearms",
            tactic: Some(Tactic::Shooting),
            gtd: "2",
            rule: "event.thrown.shots",
        }
    } else if has(&["stones", "rocks", "bricks"]) {
        Made { code: "PROTEST/riot", tactic: None, gtd: "9", rule: "event.thrown.stones" }
    } else {
        return None;
    };
    let mut core = core_of(sentence, "event.verb.attack", verb.head..verb.head + 1, Some(at))?;
    core.made = Some(made);
    let agent = if verb.passive { verb.agent } else { verb.subject.filter(|_| !bare) };
    core.agent = agent.map(|agent| (agent, "event.side-a.subject"));
    let end = if verb.passive || bare { verb.tokens.end } else { mention.tokens.end };
    super::arguments::aims(sentence, end, &mut core);
    Some(core)
}

/// "Fire was opened on a bus".
pub(super) fn fire_opened(sentence: &Sentence<'_, '_>, at: usize) -> Option<Core> {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let fire = verb.subject.is_some_and(|m| page.word(sentence.mentions[m].head) == "fire");
    if page.lemma(verb.head) != "open" || !verb.passive || !fire {
        return None;
    }
    let mut core = core_of(sentence, "event.verb.shoot", verb.head..verb.head + 1, Some(at))?;
    core.agent = verb.agent.map(|agent| (agent, "event.side-a.by"));
    super::arguments::aims(sentence, verb.tokens.end, &mut core);
    Some(core)
}

/// "taking dozens of guests hostage": the phrase stands around its object.
pub(super) fn taken_hostage(sentence: &Sentence<'_, '_>, at: usize) -> Option<(usize, usize)> {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    if page.lemma(verb.head) != "take" {
        return None;
    }
    let end = if verb.passive {
        verb.tokens.end
    } else {
        let object = sentence.mention_from(verb.tokens.end)?;
        let last = object + usize::from(sentence.mentions[object].within == Some(object + 1));
        sentence.mentions.get(last)?.tokens.end
    };
    let held =
        (end.saturating_sub(1)..end + 1).any(|at| matches!(page.word(at), "hostage" | "captive"));
    let triggers = &page.world.words.triggers;
    held.then(|| triggers.iter().position(|trigger| trigger.rule == "event.verb.abduct"))
        .flatten()
        .map(|trigger| (trigger, 1))
}

/// "attacked a convoy from hiding": an ambush.
pub(super) fn from_hiding(sentence: &Sentence<'_, '_>, at: usize, trigger: usize) -> usize {
    let page = sentence.page;
    let triggers = &page.world.words.triggers;
    let end = sentence.verbs[at].tokens.end;
    let window = end..(end + 10).min(sentence.range.end);
    let hidden = [&["from", "hiding"][..], &["from", "cover"], &["lying", "in", "wait"]]
        .iter()
        .any(|words| page.position(window.clone(), words).is_some());
    let ambush = || triggers.iter().position(|trigger| trigger.rule == "event.verb.ambush");
    let plain = triggers[trigger].rule == "event.verb.attack";
    if plain && hidden { ambush().unwrap_or(trigger) } else { trigger }
}

/// "Kidnappers seized an engineer": people who bear no arms are abducted, but for those whom a state takes.
pub(super) fn people_seized(sentence: &Sentence<'_, '_>, at: usize) -> Option<(usize, usize)> {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let lemma = page.lemma(verb.head);
    if !matches!(lemma, "seize" | "capture" | "take" | "hold") {
        return None;
    }
    let (whom, who) =
        if verb.passive { (verb.subject, verb.agent) } else { (verb.object, verb.subject) };
    let whom = &sentence.mentions[whom?];
    let role =
        |m: Option<usize>| m.and_then(|m| sentence.mentions[m].party.as_ref()).map(|p| p.role);
    let people = whom.people && whom.thing.is_none() && whom.trigger.is_none();
    let plain = whom.party.as_ref().is_none_or(|party| party.name.is_none());
    let unarmed = people
        && plain
        && whom.party.as_ref().is_some_and(|party| {
            matches!(party.role, Role::Civilians | Role::Health | Role::Media)
        });
    // "took eleven nurses from a clinic", "are holding seven guards": by those who are no state.
    let armed = role(who) == Some(Role::ArmedGroup);
    let unarmed = match lemma {
        "take" => unarmed && armed && !page.are(verb.tokens.end, &["part"]),
        "hold" if verb.passive => {
            people
                && plain
                && (verb.tokens.end..verb.tokens.end + 4)
                    .any(|at| matches!(page.word(at), "ransom" | "hostage" | "captive"))
        }
        "hold" => people && plain && armed && role(verb.object) != Some(Role::ArmedGroup),
        _ => unarmed,
    };
    let state = role(who).is_some_and(Role::is_state);
    let triggers = &page.world.words.triggers;
    (unarmed && !state)
        .then(|| triggers.iter().position(|trigger| trigger.rule == "event.verb.abduct"))
        .flatten()
        .map(|trigger| (trigger, 1))
}

/// "The rebels let 12 policemen go": a release.
pub(super) fn let_go(sentence: &Sentence<'_, '_>, at: usize) -> Option<(usize, usize)> {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    if page.word(verb.head) != "let" || verb.passive {
        return None;
    }
    let object = verb.object.filter(|&m| sentence.mentions[m].is_somebody())?;
    let free = matches!(page.word(sentence.end(object)), "go" | "free");
    let triggers = &page.world.words.triggers;
    free.then(|| triggers.iter().position(|trigger| trigger.rule == "event.verb.release"))
        .flatten()
        .map(|trigger| (trigger, 1))
}

/// "A bomb was discovered and made safe", "Sappers deactivated a mine": the attack that did not happen.
pub(super) fn made_safe(sentence: &Sentence<'_, '_>, at: usize) -> Option<Core> {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    let safe = match page.lemma(verb.head) {
        "deactivate" | "deactivated" => true,
        "make" => page.word(verb.tokens.end) == "safe",
        "render" | "rendered" => page.word(verb.tokens.end) == "harmless",
        _ => false,
    };
    let device = if verb.passive { verb.subject } else { verb.object }?;
    let mention = &sentence.mentions[device];
    let bomb = mention.weapon.as_ref().is_some_and(|(code, _)| *code == "6");
    if !safe || !bomb || mention.trigger.is_some() {
        return None;
    }
    let mut core = core_of(sentence, "event.verb.bomb", verb.head..verb.head + 1, Some(at))?;
    core.fate = None;
    super::arguments::aims_behind(sentence, mention.tokens.end, &mut core);
    Some(core)
}

/// "set the school ablaze", "set on fire".
pub(super) fn set_ablaze(sentence: &Sentence<'_, '_>, at: usize) -> Option<(usize, usize)> {
    let page = sentence.page;
    let verb = &sentence.verbs[at];
    if !matches!(page.lemma(verb.head), "set" | "leave") {
        return None;
    }
    let window = verb.tokens.end..(verb.tokens.end + 9).min(sentence.range.end);
    let ablaze = [&["ablaze"][..], &["alight"], &["on", "fire"], &["in", "flames"]]
        .iter()
        .any(|words| page.position(window.clone(), words).is_some());
    let triggers = &page.world.words.triggers;
    ablaze
        .then(|| triggers.iter().position(|trigger| trigger.rule == "event.verb.arson"))
        .flatten()
        .map(|trigger| (trigger, 1))
}

/// The tactic that a kind of event says by itself.
pub(super) fn implied(page: &Page<'_>, core: &Core, kind: EventType) -> Option<Field<Tactic>> {
    let tactic = match kind.code() {
        "ASSAULT/explosives" => Tactic::Bombing,
        "ASSAULT/suicide-attack" => Tactic::SuicideBombing,
        "ASSAULT/heavy-weapons" => Tactic::Shelling,
        "ASSAULT/aerial" => Tactic::AirStrike,
        "ASSAULT/drone" => Tactic::DroneStrike,
        "ASSAULT/firearms" => Tactic::Shooting,
        "ASSAULT/abduct" => Tactic::Abduction,
        _ => return None,
    };
    Some(Field::new(tactic, vec![page.span(core.words.clone())], "event.tactic.implied"))
}
