//! What a sentence says of a group by the company of its words, where no verb or noun of a rule says it.

use super::group::{Said, Says};
use super::says::named;
use super::themes::{List, themes};
use crate::code::predicate::Mood;
use crate::code::sentence::Sentence;

/// Words of money and living, beside which a resource is one.
const LIVING: &[&str] = &[
    "money",
    "cash",
    "income",
    "revenue",
    "revenues",
    "funds",
    "funding",
    "finances",
    "profit",
    "profits",
    "proceeds",
    "earnings",
    "earn",
    "earns",
    "budget",
    "coffers",
    "wealth",
    "rich",
    "pay",
    "pays",
    "paid",
    "payments",
    "pockets",
    "lucrative",
    "economy",
    "livelihood",
    "lifeline",
    "treasury",
    "purse",
    "dollars",
    "million",
    "millions",
    "buy",
    "buys",
    "sells",
    "sold",
    "sale",
    "sales",
    "trade",
    "trades",
    "business",
    "depends",
    "relies",
    "lives",
    "survives",
    "sustains",
    "sustained",
    "fuels",
    "fuelled",
    "feeds",
    "feed",
    "source",
    "sources",
    "chest",
    "bankrolled",
    "financed",
    "funded",
    "bankrupt",
    "broke",
    "starve",
    "backbone",
    "mainstay",
    "spends",
];

/// Words of wanting, beside which an aim is one.
const WANTING: &[&str] = &[
    "want",
    "wants",
    "wanted",
    "demand",
    "demands",
    "demanded",
    "goal",
    "goals",
    "aim",
    "aims",
    "aimed",
    "objective",
    "cause",
    "purpose",
    "campaign",
    "struggle",
    "manifesto",
    "programme",
    "program",
    "agenda",
    "ideology",
    "creed",
    "slogan",
    "vision",
    "dream",
    "dreams",
    "ambition",
    "ambitions",
    "hopes",
    "hope",
    "calls",
    "calling",
    "call",
    "seeks",
    "seeking",
    "fights",
    "fighting",
    "pursues",
    "insists",
    "until",
    "unless",
    "favour",
    "favours",
    "favor",
    "favors",
    "advocates",
    "champions",
    "stands",
    "bent",
    "sworn",
    "vowed",
    "pledged",
    "promise",
    "promises",
    "determined",
    "committed",
    "dedicated",
    "supports",
    "satisfy",
    "settle",
    "content",
    "believes",
    "refuses",
    "replace",
    "rid",
];

/// Words of danger, beside which what could be hit is threatened.
const MENACE: &[&str] = &[
    "threat",
    "threats",
    "threatens",
    "threatened",
    "threatening",
    "target",
    "targets",
    "targeted",
    "sights",
    "warned",
    "warnings",
    "plot",
    "plots",
    "plotting",
    "vowed",
    "vows",
    "legitimate",
    "menace",
    "intends",
];

/// Last words of the names of those who bear arms; committees, unions and parties want and fear other things.
const ARMED: &[&str] = &[
    "front",
    "brigade",
    "brigades",
    "militia",
    "militias",
    "movement",
    "army",
    "resistance",
    "jihad",
    "rebels",
    "fighters",
    "tigers",
    "lions",
    "hawks",
    "wolves",
    "legion",
    "vanguard",
    "liberators",
    "partisans",
    "emirate",
    "caliphate",
];

/// Whether a name is of the registry or says that those who bear it are armed.
fn bears_arms(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let mention = &sentence.mentions[at];
    let last = mention.party_words.end.saturating_sub(1);
    named(sentence, Some(at))
        && (mention.party.as_ref().is_some_and(|party| party.actor.is_some())
            || mention.party_words.clone().any(|at| ARMED.contains(&sentence.page.word(at)))
                && sentence.page.before(last) != "salvation")
}

/// What words of a theme and words around them say together of the one group that is named; nothing where a
/// deed is told.
pub(super) fn context(sentence: &Sentence<'_, '_>) -> Option<Said> {
    let page = sentence.page;
    let mut groups =
        sentence.mentions.iter().enumerate().filter(|(at, _)| bears_arms(sentence, *at));
    let (_, group) = groups.next()?;
    let label = group.party.as_ref().map(crate::coded::Party::label);
    if groups.any(|(_, other)| other.party.as_ref().map(crate::coded::Party::label) != label) {
        return None;
    }
    let deed = sentence.verbs.iter().any(|verb| {
        let words = &page.world.words.verbs;
        let told = words.find(page.lemma(verb.head), |i| page.word(verb.head + 1 + i)).is_some();
        // "until its prisoners are released": a condition.
        let condition = (verb.tokens.start.saturating_sub(6)..verb.tokens.start)
            .any(|at| matches!(page.word(at), "until" | "unless" | "if"));
        told && !condition
            && verb.mood == Mood::Fact
            && !verb.infinitive
            && matches!(page.tag(verb.head), "VBD" | "VBN")
    });
    if deed {
        return None;
    }
    let word = |list: &[&str]| sentence.range.clone().find(|&at| list.contains(&page.word(at)));
    let lists = [
        (MENACE, List::Threats, Says::Threatens, "statement.threat.context"),
        (LIVING, List::Resources, Says::LivesOn, "statement.resources.context"),
        (WANTING, List::Aims, Says::Wants, "statement.aim.context"),
    ];
    lists.into_iter().find_map(|(words, list, says, rule)| {
        let at = word(words)?;
        // The word itself is no theme: "trade".
        let apart = |span: crate::Span| span != page.span(at..at + 1);
        let theme = themes(sentence, list, sentence.range.clone(), rule)
            .iter()
            .any(|theme| theme.words.iter().any(|span| apart(*span)));
        theme.then_some((says, at..at + 1, rule))
    })
}
