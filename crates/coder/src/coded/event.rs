//! An event as one text tells it.

use super::{Attribution, Codes, EventType, Fate, Field, Mark, Party, Victims, When, Where};
use crate::Span;
use bellwether_model::{Estimate, TargetClass};
use serde::{Deserialize, Serialize};

/// By which way it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Tactic {
    /// From hiding.
    Ambush,
    /// Entering a place to attack those in it.
    Raid,
    /// Both sides fight.
    Clash,
    /// Shooting at people.
    Shooting,
    /// A device set off.
    Bombing,
    /// The attacker dies by the device.
    SuicideBombing,
    /// Mortars, artillery, rockets.
    Shelling,
    /// From aircraft with a crew.
    AirStrike,
    /// From aircraft without one.
    DroneStrike,
    /// Taking people away.
    Abduction,
    /// Killing chosen persons.
    Assassination,
    /// Killing people in one's power.
    Execution,
    /// Fire.
    Arson,
    /// Blades and blunt things.
    Melee,
    /// A vehicle as the weapon.
    VehicleRamming,
    /// Poison.
    Chemical,
}

impl Tactic {
    /// The word that stands in tables and exports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ambush => "ambush",
            Self::Raid => "raid",
            Self::Clash => "clash",
            Self::Shooting => "shooting",
            Self::Bombing => "bombing",
            Self::SuicideBombing => "suicide-bombing",
            Self::Shelling => "shelling",
            Self::AirStrike => "air-strike",
            Self::DroneStrike => "drone-strike",
            Self::Abduction => "abduction",
            Self::Assassination => "assassination",
            Self::Execution => "execution",
            Self::Arson => "arson",
            Self::Melee => "melee",
            Self::VehicleRamming => "vehicle-ramming",
            Self::Chemical => "chemical",
        }
    }
}

/// An event as one text tells it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// The sentence that tells of it first.
    pub sentence: Span,
    /// PLOVER event type and mode.
    pub kind: Field<EventType>,
    /// The same in other ontologies.
    pub codes: Codes,
    /// Who did it.
    pub side_a: Option<Field<Party>>,
    /// To whom, or the other side of a fight.
    pub side_b: Option<Field<Party>>,
    /// The class of what was aimed at.
    pub target: Option<Field<TargetClass>>,
    /// By which way.
    pub tactic: Option<Field<Tactic>>,
    /// With what, as a code of the scheme `gtd-weapon`.
    pub weapon: Option<Field<&'static str>>,
    /// When.
    pub date: Option<Field<When>>,
    /// Where.
    pub place: Option<Field<Where>>,
    /// Who was killed, injured, taken, each group apart.
    pub victims: Vec<Field<Victims>>,
    /// Who says, claims, blames, confirms, denies.
    pub attribution: Vec<Field<Attribution>>,
    /// Negated, hypothetical, future, historical.
    pub marks: Vec<Field<Mark>>,
}

impl Event {
    /// Whether it happened, as far as the text says, and is the news rather than its background. A word of
    /// violence of which nobody says who, whom or where ("a strike had delayed the work") is no event.
    #[must_use]
    pub fn counts(&self) -> bool {
        let told = self.side_a.is_some()
            || self.side_b.is_some()
            || self.target.is_some()
            || self.place.is_some()
            || self.weapon.is_some()
            || self.victims.iter().any(|victims| victims.value.count.best > 0.0);
        told && self.marks.is_empty()
    }

    /// Dead of all groups; `None` when the text says nothing of any.
    #[must_use]
    pub fn killed(&self) -> Option<Estimate> {
        self.total(Fate::Killed)
    }

    /// Injured of all groups; `None` when the text says nothing of any.
    #[must_use]
    pub fn injured(&self) -> Option<Estimate> {
        self.total(Fate::Injured)
    }

    /// The sum over groups that are not parts of others. An end that the words leave open is the best
    /// value there.
    fn total(&self, fate: Fate) -> Option<Estimate> {
        let mut groups = self
            .victims
            .iter()
            .map(|field| &field.value)
            .filter(|victims| victims.fate == fate && !victims.part)
            .peekable();
        groups.peek()?;
        let (mut low, mut best, mut high) = (0.0, 0.0, 0.0);
        for victims in groups {
            let count = victims.count;
            low += count.low.unwrap_or(0.0).min(count.best);
            best += count.best;
            high += count.high.unwrap_or(count.best).max(count.best);
        }
        let whole = |number: f64| number.clamp(0.0, f64::from(u32::MAX)).round() as i64;
        Estimate::new(whole(low), whole(best), whole(high)).ok()
    }
}
