//! Names and codes in ACLED's style: actors, kinds of actors, types of events.

use crate::{
    names,
    observe::acled::{Deed, Side},
    world::{UnrestKind, World},
    write::fragments::quarter,
};

/// ISO 3166-1 numeric codes from 900 on are for users to assign.
pub(crate) const FIRST_ISO: u16 = 901;

/// What is written of a country.
#[derive(Debug)]
pub(crate) struct CountryNames {
    pub(crate) name: &'static str,
    pub(crate) iso: String,
    military: String,
    police: String,
    unidentified: String,
    civilians: String,
    protesters: String,
    rioters: String,
    militia: String,
    associates: [String; 4],
}

/// All names, made once.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) countries: Vec<CountryNames>,
    groups: Vec<GroupNames>,
    /// By unit and quarter.
    districts: Vec<String>,
}

#[derive(Debug)]
struct GroupNames {
    name: String,
    /// The group whose branch it is.
    centre: String,
    /// Whether it is filed as a political militia instead of a rebel group.
    is_militia: bool,
}

/// The name of the group with this index: acronym, colon, full name.
pub(crate) fn group_name(world: &World, index: usize) -> String {
    let name = &world.cast.groups[index].name;
    format!("{}: {name}", names::acronym(name))
}

/// The names of the forces of the country with this index, military and police.
pub(crate) fn forces(world: &World, country: u8) -> [String; 2] {
    let name = world.land.countries[usize::from(country)].name;
    let since = world.parameters.from.year();
    ["Military", "Police"].map(|force| format!("{force} Forces of {name} ({since}-)"))
}

impl Names {
    /// The names of a world.
    pub(crate) fn new(world: &World) -> Self {
        let countries =
            (0..world.parameters.countries).map(|country| country_names(world, country));
        let groups = world.cast.groups.iter().enumerate().map(|(index, group)| GroupNames {
            name: group_name(world, index),
            centre: group
                .branch_of
                .map_or_else(String::new, |other| group_name(world, usize::from(other))),
            is_militia: index % 5 == 3,
        });
        let districts = world
            .land
            .units
            .iter()
            .flat_map(|unit| (0..4).map(move |number| quarter(unit, number).0));
        Self {
            countries: countries.collect(),
            groups: groups.collect(),
            districts: districts.collect(),
        }
    }

    /// `admin2`.
    pub(crate) fn district(&self, unit: u32, quarter: u8) -> &str {
        &self.districts[unit as usize * 4 + usize::from(quarter % 4)]
    }

    /// `actor1` and `actor2`.
    pub(crate) fn actor(&self, country: u8, side: Side) -> &str {
        let home = &self.countries[usize::from(country)];
        match side {
            Side::Nobody => "",
            Side::Military => &home.military,
            Side::Police => &home.police,
            Side::Group(index) => &self.groups[usize::from(index)].name,
            Side::Unidentified => &home.unidentified,
            Side::Civilians => &home.civilians,
            Side::Protesters => &home.protesters,
            Side::Rioters => &home.rioters,
            Side::Militia => &home.militia,
        }
    }

    /// `assoc_actor_1` and `assoc_actor_2`; empty for most.
    pub(crate) fn associate(&self, country: u8, side: Side, draw: u8) -> &str {
        match side {
            Side::Group(index) => &self.groups[usize::from(index)].centre,
            Side::Civilians | Side::Protesters => {
                let associates = &self.countries[usize::from(country)].associates;
                associates.get(usize::from(draw)).map_or("", String::as_str)
            }
            _ => "",
        }
    }

    /// The code and the name of the kind of actor.
    pub(crate) fn inter(&self, side: Side) -> (u8, &'static str) {
        match side {
            Side::Nobody => (0, ""),
            Side::Military | Side::Police => (1, "State forces"),
            Side::Group(index) if !self.groups[usize::from(index)].is_militia => {
                (2, "Rebel groups")
            }
            Side::Group(_) | Side::Unidentified => (3, "Political militias"),
            Side::Militia => (4, "Identity militias"),
            Side::Rioters => (5, "Rioters"),
            Side::Protesters => (6, "Protesters"),
            Side::Civilians => (7, "Civilians"),
        }
    }

    /// `interaction` in words, the lower code first.
    pub(crate) fn interaction(&self, sides: [Side; 2]) -> String {
        let [mut low, mut high] = sides.map(|side| self.inter(side));
        if low.0 > high.0 {
            (low, high) = (high, low);
        }
        match low.0 {
            0 => format!("{} only", high.1),
            _ => format!("{}-{}", low.1, high.1),
        }
    }
}

/// `interaction` as a number: two digits, the lower first; a sole actor's code times ten.
pub(crate) fn interaction_code([one, other]: [u8; 2]) -> u8 {
    match (one.min(other), one.max(other)) {
        (0, only) => only * 10,
        (low, high) => low * 10 + high,
    }
}

fn country_names(world: &World, country: u8) -> CountryNames {
    let name = world.land.countries[usize::from(country)].name;
    let [military, police] = forces(world, country);
    let people = |who: &str| format!("{who} ({name})");
    CountryNames {
        name,
        iso: (FIRST_ISO + u16::from(country)).to_string(),
        military,
        police,
        unidentified: people("Unidentified Armed Group"),
        civilians: people("Civilians"),
        protesters: people("Protesters"),
        rioters: people("Rioters"),
        militia: people("Valley Communal Militia"),
        associates: ["Farmers", "Teachers", "Students", "Labor Group"].map(people),
    }
}

/// `disorder_type`, `event_type`, `sub_event_type`.
pub(crate) const fn types(deed: Deed) -> [&'static str; 3] {
    const POLITICAL: &str = "Political violence";
    const DEMONSTRATIONS: &str = "Demonstrations";
    const STRATEGIC: &str = "Strategic developments";
    const BATTLES: &str = "Battles";
    const REMOTE: &str = "Explosions/Remote violence";
    const CIVILIANS: &str = "Violence against civilians";
    match deed {
        Deed::Clash => [POLITICAL, BATTLES, "Armed clash"],
        Deed::GovernmentRegains => [POLITICAL, BATTLES, "Government regains territory"],
        Deed::GroupOvertakes => [POLITICAL, BATTLES, "Non-state actor overtakes territory"],
        Deed::Suicide => [POLITICAL, REMOTE, "Suicide bomb"],
        Deed::Shelling => [POLITICAL, REMOTE, "Shelling/artillery/missile attack"],
        Deed::Explosive => [POLITICAL, REMOTE, "Remote explosive/landmine/IED"],
        Deed::Attack => [POLITICAL, CIVILIANS, "Attack"],
        Deed::Abduction => [POLITICAL, CIVILIANS, "Abduction/forced disappearance"],
        Deed::Unrest(kind) => match kind {
            UnrestKind::Protest => [DEMONSTRATIONS, "Protests", "Peaceful protest"],
            UnrestKind::Dispersed => [DEMONSTRATIONS, "Protests", "Protest with intervention"],
            UnrestKind::Excessive => [
                "Political violence; Demonstrations",
                "Protests",
                "Excessive force against protesters",
            ],
            UnrestKind::Riot => [DEMONSTRATIONS, "Riots", "Violent demonstration"],
            UnrestKind::Mob => [POLITICAL, "Riots", "Mob violence"],
            UnrestKind::Looting => [STRATEGIC, STRATEGIC, "Looting/property destruction"],
            UnrestKind::Agreement => [STRATEGIC, STRATEGIC, "Agreement"],
            UnrestKind::Arrests => [STRATEGIC, STRATEGIC, "Arrests"],
        },
    }
}

/// `tags`.
pub(crate) const fn tags(deed: Deed) -> &'static str {
    match deed {
        Deed::Unrest(UnrestKind::Protest) => "crowd size=no report",
        Deed::Unrest(UnrestKind::Dispersed | UnrestKind::Excessive) => "crowd size=hundreds",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Parameters;

    #[test]
    fn interactions_put_the_lower_code_first_and_sole_actors_count_ten() {
        assert_eq!(interaction_code([2, 1]), 12);
        assert_eq!(interaction_code([6, 0]), 60);
        let names = Names::new(&World::new(&Parameters::default()));
        assert_eq!(names.interaction([Side::Civilians, Side::Military]), "State forces-Civilians");
        assert_eq!(names.interaction([Side::Protesters, Side::Nobody]), "Protesters only");
    }

    #[test]
    fn actors_are_named_in_the_style_of_the_source() {
        let world = World::new(&Parameters::default());
        let names = Names::new(&world);
        assert_eq!(names.actor(0, Side::Civilians), "Civilians (Orvessa)");
        assert_eq!(names.actor(1, Side::Military), "Military Forces of Quendrel (2015-)");
        let group = names.actor(0, Side::Group(0));
        assert!(group.ends_with(&format!(": {}", world.cast.groups[0].name)), "{group}");
        assert!(!names.associate(0, Side::Group(4), 0).is_empty(), "a branch names its centre");
    }
}
