//! Codes of the GTD's codebook for what happens in a simulated world.

use crate::{
    names,
    observe::gtd::Target,
    world::{Method, World},
};

/// Country codes of the GTD end at 1004.
pub(super) const FIRST_COUNTRY: i64 = 2_001;
/// Regions of the GTD end at 12.
pub(super) const REGION: (u8, &str) = (13, "Simulated");

/// How the group with this index is mostly spelt, and how it is spelt at times.
pub(crate) fn group_names(world: &World, index: usize) -> [String; 2] {
    let group = &world.cast.groups[index];
    let acronym = names::acronym(&group.name);
    let respelled = names::respelled(&group.people);
    [
        format!("{} ({acronym})", group.name),
        format!("{} of the {respelled} ({acronym})", group.banner),
    ]
}

/// `attacktype1`.
pub(super) const fn attack(method: Method) -> (u8, &'static str) {
    match method {
        Method::Firefight | Method::Ambush | Method::Raid => (2, "Armed Assault"),
        Method::Shelling | Method::Bombing | Method::SuicideBombing => (3, "Bombing/Explosion"),
    }
}

/// What the group did, in words of its own.
pub(super) const fn deed_in_words(method: Method) -> &'static str {
    match method {
        Method::Firefight => "clashed with opponents",
        Method::Ambush => "ambushed a convoy",
        Method::Shelling => "fired projectiles",
        Method::Bombing => "detonated an explosive device",
        Method::SuicideBombing => "carried out a suicide bombing",
        Method::Raid => "raided a settlement",
    }
}

type Coded = (u8, &'static str);

/// `targtype1`, `targsubtype1`, and whose it was.
pub(super) const fn target(target: Target) -> (Coded, Coded, &'static str) {
    match target {
        Target::Military => (
            (4, "Military"),
            (34, "Military Personnel (soldiers, troops, officers, forces)"),
            "Armed Forces",
        ),
        Target::Police => {
            ((3, "Police"), (25, "Police Security Forces/Officers"), "Police Service")
        }
        Target::Government => {
            ((2, "Government (General)"), (21, "Government Building/Facility/Office"), "Government")
        }
        Target::Civilians => {
            ((14, "Private Citizens & Property"), (67, "Unnamed Civilian/Unspecified"), "Citizens")
        }
        Target::Group(_) => {
            ((17, "Terrorists/Non-State Militia"), (94, "Non-State Militia"), "Militias")
        }
    }
}

/// `weaptype1`, `weapsubtype1`, `weapdetail`.
pub(super) const fn weapon(method: Method) -> (Coded, Coded, &'static str) {
    match method {
        Method::Firefight | Method::Ambush | Method::Raid => {
            ((5, "Firearms"), (5, "Unknown Gun Type"), "Small arms were used in the attack.")
        }
        Method::Shelling => (
            (6, "Explosives"),
            (11, "Projectile (rockets, mortars, RPGs, etc.)"),
            "Mortars were used in the attack.",
        ),
        Method::Bombing => (
            (6, "Explosives"),
            (16, "Unknown Explosive Type"),
            "An explosive device was used in the attack.",
        ),
        Method::SuicideBombing => (
            (6, "Explosives"),
            (13, "Suicide (carried bodily by human being)"),
            "An explosive vest was used in the attack.",
        ),
    }
}
