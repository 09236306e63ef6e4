//! What a claim leaves out, and what is taken in its place.

use super::{Measure, Missing, Relation, Scope, Victims};

/// What the words said of what a scope holds either way.
pub(super) struct Said {
    /// What part the actor has.
    pub(super) relation: bool,
    /// The actor.
    pub(super) actor: bool,
    /// The actor of a sentence before, where one was taken.
    pub(super) carried: Option<String>,
    /// Whether the noun is of events that two sides share.
    pub(super) mutual: bool,
    /// Whether it says that there were so many, whoever was involved.
    pub(super) existential: bool,
}

/// The words that are missing.
pub(super) fn missing(scope: &Scope, said: &Said) -> Vec<Missing> {
    let mut all = Vec::new();
    let mut add = |word, says: String, taken: Option<String>| {
        all.push(Missing { word, says, taken_as: taken });
    };
    let attacks = scope.measure == Measure::Events && !said.mutual;
    match (&scope.actor, &said.carried) {
        (Some(actor), Some(_)) => add(
            "actor",
            "by whom: it speaks of a group that was named before".into(),
            Some(actor.name().to_owned()),
        ),
        (Some(actor), None) if !said.actor => {
            add(
                "actor",
                "by whom".into(),
                Some(format!("{}, as was given beside it", actor.name())),
            );
        }
        (None, _) if attacks && !said.existential => {
            add("actor", "by whom; give one with --actor".into(), None)
        }
        (None, _) if scope.measure.is_counted() => {
            let taken = "every party that datasets record".to_owned();
            add("actor", "who was involved".into(), Some(taken));
        }
        (None, _) => add("actor", "of which group; give one with --actor".into(), None),
        _ => {}
    }
    if scope.actor.is_some() && !said.relation && scope.measure.is_counted() {
        let taken = match scope.relation {
            Relation::By => "that the group did it",
            Relation::Against => "that it was done to the group",
            Relation::Involving => "that the group took part, on whichever side",
        };
        add(
            "relation",
            "whether the group did it, suffered it or took part".into(),
            Some(taken.into()),
        );
    }
    if scope.measure == Measure::Events && !scope.lethal {
        let what = if attacks { "an attack" } else { "an event" };
        add(
            "what-counts",
            format!("what counts as {what}: only one that killed, or any"),
            Some("any, whether somebody died or not".into()),
        );
    }
    if scope.measure == Measure::Deaths && scope.victims == Victims::ButOwn {
        add(
            "victims",
            "whether the group's own dead are among them".into(),
            Some("that they are not: it speaks of those whom the group killed".into()),
        );
    }
    if scope.place.countries.is_empty() && !scope.place.world && scope.unreadable.is_empty() {
        let taken = scope
            .measure
            .is_counted()
            .then(|| "everywhere that datasets have such events".to_owned());
        add("place", "where".into(), taken);
    }
    all.extend(time(scope));
    all.push(Missing {
        word: "source",
        says: "from which list of events the number comes".into(),
        taken_as: counted(scope, "each dataset of the store that can speak"),
    });
    all
}

/// What is taken where datasets count the measure; nothing where they do not.
fn counted(scope: &Scope, taken: &str) -> Option<String> {
    scope.measure.is_counted().then(|| taken.to_owned())
}

/// What the words leave open of the time.
fn time(scope: &Scope) -> Option<Missing> {
    let missing = |word, says: &str, taken_as| Some(Missing { word, says: says.into(), taken_as });
    match &scope.time {
        None => missing("time", "when", counted(scope, "all the time that the data cover")),
        Some(time) if time.until_now => {
            missing("time", "until when", Some("until the data end".into()))
        }
        Some(time) if time.range => missing(
            "ends",
            "whether the first and the last month or year are meant as a whole",
            Some(format!("from {} to {}, both days included", time.from, time.to)),
        ),
        Some(_) => None,
    }
}
