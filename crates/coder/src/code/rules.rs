//! What the rules look for, for a person to read.

/// Rules by the beginning of their id, the longest first that fits.
const WHY: &[(&str, &str)] = &[
    ("event.verb.", "a verb of the list of events"),
    ("event.noun.", "a noun of the list of events"),
    ("event.thrown.", "a verb of throwing or firing with what was thrown"),
    ("event.side-a.subject", "the subject of the event's verb"),
    ("event.side-a.by-noun", "who stands after \"by\" behind the event's noun"),
    ("event.side-a.by", "who stands after \"by\" behind a passive verb"),
    ("event.side-a.light", "the subject of \"carried out\" or its like"),
    ("event.side-a.premodifier", "who stands before the event's noun"),
    ("event.side-a.claimed", "who claimed it"),
    ("event.side-a.blamed", "who is blamed for it"),
    ("event.side-a.later", "who claimed it or is blamed in a later sentence"),
    ("event.side-a.", "one of two who fight"),
    ("event.side-b.", "the other of two who fight"),
    ("event.patient.object", "the object of the event's verb"),
    ("event.patient.passive", "the subject of a passive verb"),
    ("event.patient.reduced", "the noun before a passive participle"),
    ("event.patient.dies", "the subject of a verb of dying"),
    ("event.patient.aim", "what stands after \"on\", \"at\", \"against\""),
    ("event.patient.hit", "what an event that is the subject hit"),
    ("event.patient.adjective", "a number with \"dead\" or \"wounded\""),
    ("event.patient.toll", "a number that a toll gives"),
    ("event.patient.beyond", "who was in what was hit, or what the hit part belongs to"),
    ("event.patient.turned", "who stands behind a participle that begins the sentence"),
    ("event.patient.hospital", "people who are in hospital"),
    ("event.victims.part", "a group after \"including\" or its like"),
    ("event.target.victims", "the class of those who were hurt"),
    ("event.target.near", "a thing beside the device"),
    ("event.tactic.", "the kind of event says it"),
    ("event.weapon.noun", "a weapon of the list"),
    ("event.weapon.implied", "the kind of event says it"),
    ("when.event", "the finest expression of time in the event's words"),
    ("place.gazetteer", "a name that the gazetteer has"),
    ("place.country", "a country's name"),
    ("place.kind", "a name with a word for a kind of place"),
    ("place.preposition", "a name after a word of place"),
    ("report.say", "the subject of a verb of speech"),
    ("report.according", "who stands after \"according to\""),
    ("report.claim", "the subject of \"claimed responsibility\" or its like"),
    ("report.behind", "somebody who says that it was their deed"),
    ("report.blame", "whom a verb of blame falls on"),
    ("report.responsible", "whom somebody calls responsible"),
    ("report.confirm", "the subject of a verb of confirming"),
    ("report.deny", "the subject of a verb of denial"),
    ("report.", "words that leave open who says so"),
    ("mark.negated", "words that say that it did not happen"),
    ("mark.hypothetical", "words that say that it may be so"),
    ("mark.future", "words that say that it is to come"),
    ("mark.historical", "it lies more than a year before the text, or is remembered"),
    ("mark.", "words before the noun that set it apart"),
    ("statement.strength", "fighters that a group has"),
    ("statement.tally", "a count over a stretch of time"),
    ("statement.losses", "members of a group who died, were taken or gave up"),
    ("statement.compared", "a number that is compared with one before"),
    ("statement.list", "a number in a list of such"),
    ("statement.formation", "words that say how a group came to be"),
    ("statement.split", "words that say that a group came out of another"),
    ("statement.relation", "words that say how groups stand to each other"),
    ("statement.aim", "words of what a group wants"),
    ("statement.area", "words of where a group is active"),
    ("statement.threat", "words of threat"),
    ("statement.resources", "words of what a group lives on"),
    ("statement.aim.context", "an aim beside a word of wanting, where no other rule reads"),
    ("statement.threat.context", "a target beside a word of menace, where no other rule reads"),
    (
        "statement.resources.context",
        "a resource beside a word of living, where no other rule reads",
    ),
    ("statement.actor.before", "the organisation that was spoken of last"),
    ("statement.actor", "the group that the words are about"),
    ("statement.other", "another organisation of the sentence"),
    ("statement.as-of", "an expression of time beside the number"),
    ("statement.", "words beside the number"),
];

/// The rules by the beginning of their id, each with what it looks for.
pub fn rules() -> impl Iterator<Item = (&'static str, &'static str)> {
    WHY.iter().copied()
}

/// The listed beginning that a rule's id falls under, the longest that fits.
#[must_use]
pub fn rule_of(id: &str) -> Option<&'static str> {
    WHY.iter()
        .map(|(start, _)| *start)
        .filter(|start| id.starts_with(start))
        .max_by_key(|s| s.len())
}

/// What the rule with this id looks for.
pub(super) fn why(rule: &str) -> &'static str {
    if let Some(why) = crate::assist::why(rule) {
        return why;
    }
    WHY.iter()
        .filter(|(start, _)| rule.starts_with(start))
        .max_by_key(|(start, _)| start.len())
        .map_or("", |(_, why)| why)
}
