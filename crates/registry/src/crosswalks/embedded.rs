//! The files that are part of the program. Lists and not a directory walk, so that the build needs no
//! script; a test holds lists and directory together.

use super::scheme::Scheme;

macro_rules! file {
    ($path:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/crosswalks/", $path))
    };
}

/// The text of a scheme's file.
pub(super) const fn scheme(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Cameo => file!("schemes/cameo.toml"),
        Scheme::Plover => file!("cc-by-sa/plover.toml"),
        Scheme::Acled => file!("schemes/acled.toml"),
        Scheme::Ucdp => file!("schemes/ucdp.toml"),
        Scheme::GtdAttack => file!("schemes/gtd-attack.toml"),
        Scheme::GtdTarget => file!("schemes/gtd-target.toml"),
        Scheme::GtdWeapon => file!("schemes/gtd-weapon.toml"),
        Scheme::Muc4 => file!("schemes/muc4.toml"),
        Scheme::Bellwether => file!("schemes/bellwether.toml"),
        Scheme::Target => file!("schemes/target.toml"),
        Scheme::CameoActor => file!("schemes/cameo-actor.toml"),
        Scheme::AcledActor => file!("schemes/acled-actor.toml"),
    }
}

/// The text of each crosswalk's file, with what it is from and to.
pub(super) const WALKS: &[(Scheme, Scheme, &str)] = {
    use Scheme::{
        Acled, AcledActor, Bellwether, Cameo, CameoActor, GtdAttack, GtdTarget, GtdWeapon, Muc4,
        Plover, Target, Ucdp,
    };
    &[
        (Cameo, Plover, file!("cc-by-sa/cameo-plover.toml")),
        (Cameo, Bellwether, file!("cameo-bellwether.toml")),
        (Cameo, Acled, file!("cameo-acled.toml")),
        (Plover, Cameo, file!("cc-by-sa/plover-cameo.toml")),
        (Plover, Bellwether, file!("plover-bellwether.toml")),
        (Acled, Plover, file!("acled-plover.toml")),
        (Acled, Bellwether, file!("acled-bellwether.toml")),
        (Ucdp, Bellwether, file!("ucdp-bellwether.toml")),
        (Ucdp, Plover, file!("ucdp-plover.toml")),
        (GtdAttack, Plover, file!("gtd-attack-plover.toml")),
        (GtdAttack, Bellwether, file!("gtd-attack-bellwether.toml")),
        (GtdTarget, Target, file!("gtd-target-target.toml")),
        (GtdTarget, Bellwether, file!("gtd-target-bellwether.toml")),
        (GtdWeapon, Plover, file!("gtd-weapon-plover.toml")),
        (Muc4, Plover, file!("muc4-plover.toml")),
        (Muc4, GtdAttack, file!("muc4-gtd-attack.toml")),
        (CameoActor, Target, file!("cameo-actor-target.toml")),
        (AcledActor, Target, file!("acled-actor-target.toml")),
    ]
};

/// The text of the file from one scheme to another, if there is one.
pub(super) fn walk(from: Scheme, to: Scheme) -> Option<&'static str> {
    WALKS.iter().find(|(a, b, _)| (*a, *b) == (from, to)).map(|(_, _, text)| *text)
}
