//! Which label means which of our fields: what the configuration says, else what common sets of labels mean.

use super::WeightsError;
use super::spans::parted;
use crate::assist::request::kinds;
use crate::coded::Fate;
use std::collections::BTreeMap;

/// What words of a label may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The verb or noun that tells of an event of this kind, a code of PLOVER.
    Event(String),
    /// Who did it.
    Perpetrator,
    /// To whom or what.
    Target,
    /// A party on either side; which, the sentence must say.
    Side,
    /// With what.
    Weapon,
    /// Where.
    Place,
    /// When.
    Date,
    /// People to whom something was done, with their number.
    Victims(Fate),
}

/// What becomes of the words of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Role {
    Taken(Part),
    /// A person: never taken.
    Person,
    /// Known, and no field of ours.
    Nothing,
}

/// Labels of common sets, in small letters, and what they mean. CoNLL-2003 and WikiNEuRal (PER, ORG, LOC, MISC), OntoNotes 5 (PERSON, NORP, FAC,
/// GPE, …), re3d (Organisation, Weapon, MilitaryPlatform, …), ACE 2005 (WEA, VEH, Attacker, Target, Victim, Instrument, Place),
/// MUC-4 (PerpInd, PerpOrg, Target, Victim, Weapon).
const USUAL: &[(&str, &str)] = &[
    ("per", "person"),
    ("pers", "person"),
    ("person", "person"),
    ("name", "person"),
    ("org", "side"),
    ("organization", "side"),
    ("organisation", "side"),
    ("norp", "side"),
    ("nationality", "side"),
    ("loc", "place"),
    ("location", "place"),
    ("gpe", "place"),
    ("fac", "place"),
    ("facility", "place"),
    ("place", "place"),
    ("weapon", "weapon"),
    ("wea", "weapon"),
    ("instrument", "weapon"),
    ("date", "date"),
    ("temporal", "date"),
    ("perpind", "perpetrator"),
    ("perporg", "perpetrator"),
    ("perpetrator", "perpetrator"),
    ("attacker", "perpetrator"),
    ("target", "target"),
    ("victim", "target"),
    ("misc", "none"),
    ("time", "none"),
    ("cardinal", "none"),
    ("ordinal", "none"),
    ("quantity", "none"),
    ("percent", "none"),
    ("money", "none"),
    ("product", "none"),
    ("event", "none"),
    ("law", "none"),
    ("language", "none"),
    ("work_of_art", "none"),
    ("veh", "none"),
    ("militaryplatform", "none"),
    ("frequency", "none"),
    ("commsidentifier", "none"),
    ("documentreference", "none"),
];

const WORDS: &str = "perpetrator, target, side, weapon, place, date, killed, injured, abducted, captured, person, none, event:KIND";

/// What the labels of a model mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roles {
    by_label: BTreeMap<String, Role>,
    /// Labels of which nobody said what they mean.
    unknown: Vec<String>,
}

impl Roles {
    /// The meaning of a model's labels. `said` is what the configuration says, as `ORG = side, Attack = event:ASSAULT`; it goes
    /// before what is usual, but a label of persons stays one.
    ///
    /// # Errors
    /// When it names a label that the model does not have or a role that is none, would take persons, or no label means anything.
    pub fn of(labels: &[String], said: &str) -> Result<Self, WeightsError> {
        let mut names: Vec<&str> =
            labels.iter().filter_map(|label| parted(label)).map(|(_, name)| name).collect();
        names.sort_unstable();
        names.dedup();
        let listed = || names.join(", ");
        let mut own = BTreeMap::new();
        for pair in said.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let wrong = |what: String, remedy: String| WeightsError::Labels { what, remedy };
            let (label, word) = pair.split_once('=').ok_or_else(|| {
                wrong(format!("{pair:?} is no pair"), "write LABEL = ROLE, LABEL = ROLE".into())
            })?;
            let (label, word) = (label.trim(), word.trim());
            if !names.contains(&label) {
                let remedy = format!("it has {}", listed());
                return Err(wrong(format!("the model has no label {label:?}"), remedy));
            }
            let role = role(word).ok_or_else(|| {
                wrong(
                    format!("{label} = {word:?} is no role"),
                    format!("give one of {WORDS}; KIND is a code of PLOVER"),
                )
            })?;
            if usual(label) == Some(Role::Person) && matches!(role, Role::Taken(_)) {
                let remedy = "leave it out, or say none".to_owned();
                return Err(wrong(format!("{label} marks persons, who are never taken"), remedy));
            }
            own.insert(label, role);
        }
        let mut roles = Self::default();
        for name in &names {
            match own.remove(name).or_else(|| usual(name)) {
                Some(role) => drop(roles.by_label.insert((*name).to_owned(), role)),
                None => roles.unknown.push((*name).to_owned()),
            }
        }
        let any = roles.by_label.values().any(|role| matches!(role, Role::Taken(_)));
        if any {
            return Ok(roles);
        }
        Err(WeightsError::Labels {
            what: format!("none of the model's labels ({}) has a role", listed()),
            remedy: format!(
                "say which under [assist], as labels = \"LABEL = ROLE\"; roles are {WORDS}"
            ),
        })
    }

    /// Labels of which nobody said what they mean; their words are dropped and counted.
    #[must_use]
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// What words of a label may be.
    ///
    /// # Errors
    /// Why they are not taken.
    pub(super) fn part(&self, label: &str) -> Result<&Part, super::super::Reason> {
        match self.by_label.get(label) {
            Some(Role::Taken(part)) => Ok(part),
            Some(Role::Person) => Err(super::super::Reason::Person),
            Some(Role::Nothing) | None => Err(super::super::Reason::NoRole),
        }
    }
}

fn usual(label: &str) -> Option<Role> {
    let label = label.to_lowercase();
    USUAL.iter().find(|(known, _)| *known == label).and_then(|(_, word)| role(word))
}

fn role(word: &str) -> Option<Role> {
    let taken = match word {
        "person" => return Some(Role::Person),
        "none" => return Some(Role::Nothing),
        "perpetrator" => Part::Perpetrator,
        "target" => Part::Target,
        "side" => Part::Side,
        "weapon" => Part::Weapon,
        "place" => Part::Place,
        "date" => Part::Date,
        "killed" => Part::Victims(Fate::Killed),
        "injured" => Part::Victims(Fate::Injured),
        "abducted" => Part::Victims(Fate::Abducted),
        "captured" => Part::Victims(Fate::Captured),
        _ => {
            let kind = word.strip_prefix("event:")?;
            Part::Event(kinds().find(|known| *known == kind)?.to_owned())
        }
    };
    Some(Role::Taken(taken))
}

#[cfg(test)]
mod tests {
    use super::super::super::Reason;
    use super::*;

    fn of(labels: &[&str], said: &str) -> Result<Roles, WeightsError> {
        let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
        Roles::of(&labels, said)
    }

    #[test]
    fn usual_labels_need_no_configuration_and_persons_are_never_taken() {
        let roles = of(&["O", "B-PER", "I-PER", "B-ORG", "B-LOC", "B-MISC"], "").expect("usual");
        assert_eq!(roles.part("ORG"), Ok(&Part::Side));
        assert_eq!(roles.part("LOC"), Ok(&Part::Place));
        assert_eq!(roles.part("PER"), Err(Reason::Person));
        assert_eq!(roles.part("MISC"), Err(Reason::NoRole));
        assert!(roles.unknown().is_empty());
        for (_, word) in USUAL {
            assert!(role(word).is_some(), "{word}");
        }
        for word in WORDS.split(", ").filter(|word| *word != "event:KIND") {
            assert!(role(word).is_some(), "{word}");
        }
    }

    #[test]
    fn the_configuration_goes_before_what_is_usual() {
        let labels = ["O", "B-ORG", "B-Attack", "B-Odd"];
        let roles = of(&labels, "ORG = perpetrator,Attack=event:ASSAULT/firearms").expect("whole");
        assert_eq!(roles.part("ORG"), Ok(&Part::Perpetrator));
        assert_eq!(roles.part("Attack"), Ok(&Part::Event("ASSAULT/firearms".into())));
        assert_eq!(roles.unknown(), ["Odd"]);
        assert_eq!(roles.part("Odd"), Err(Reason::NoRole));
    }

    #[test]
    fn a_wrong_role_is_refused_with_what_is_right() {
        for (labels, said, words) in [
            (&["O", "B-ORG"][..], "ORG", "LABEL = ROLE"),
            (&["O", "B-ORG"], "ORG = owner", "give one of perpetrator"),
            (&["O", "B-ORG"], "ORG = event:MAGIC", "code of PLOVER"),
            (&["O", "B-ORG"], "LOC = place", "it has ORG"),
            (&["O", "B-PER", "B-ORG"], "PER = perpetrator", "persons"),
            (&["O", "B-PER"], "", "none of the model's labels (PER)"),
            (&["LABEL_0", "LABEL_1"], "", "LABEL_0, LABEL_1"),
            (&["O"], "", "has a role"),
        ] {
            let error = of(labels, said).expect_err(words).to_string();
            assert!(error.contains(words), "{error}");
        }
    }
}
