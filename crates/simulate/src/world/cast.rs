//! Who is in the world: governments, armed groups, what they are called and how they stand together.

use super::Land;
use crate::{
    Parameters, names,
    rng::{Rng, Stream},
};

/// GED's old and new ids of civilians.
pub(crate) const CIVILIANS_DSET: u32 = 9999;
/// GED's new id of civilians.
pub(crate) const CIVILIANS_ID: u32 = 1;

/// The headline group's index: dormant, then back.
pub(crate) const HEADLINE: usize = 0;
/// The group from which the headline group split.
pub(crate) const PARENT: usize = 1;
/// The group with which it fights.
pub(crate) const RIVAL: usize = 2;

/// A side of a dyad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Party {
    /// The government of the country with this index.
    Government(u8),
    /// The group with this index.
    Group(u16),
    /// People who are not organised.
    Civilians,
}

/// Two sides, in GED's order: the government is side A of a state-based dyad, the organised side is
/// side A of a one-sided one, the lower index is side A between groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dyad {
    pub(crate) a: Party,
    pub(crate) b: Party,
}

impl Dyad {
    /// GED `type_of_violence`.
    pub(crate) const fn violence(self) -> u8 {
        match (self.a, self.b) {
            (Party::Government(_), Party::Group(_)) => 1,
            (_, Party::Civilians) => 3,
            _ => 2,
        }
    }
}

/// A group in one country.
#[derive(Debug)]
pub(crate) struct Presence {
    pub(crate) country: u8,
    /// Indices of the units where it is mostly seen.
    pub(crate) units: Vec<u32>,
    /// Dyads: with the government, against civilians, and the government against civilians.
    pub(crate) dyads: [u32; 3],
}

/// An armed group.
#[derive(Debug)]
pub(crate) struct Group {
    /// Registry id, e.g. `vazari-dawn-column`.
    pub(crate) id: String,
    pub(crate) name: String,
    /// The invented people in its name.
    pub(crate) people: String,
    pub(crate) banner: &'static str,
    /// The id in the GED-shaped source, 9001 and up.
    pub(crate) native: u32,
    /// Home first.
    pub(crate) presences: Vec<Presence>,
    /// Share of what it does that happens at home.
    pub(crate) home_share: f64,
    /// Index of the group it fights, with the dyad.
    pub(crate) rival: Option<(u16, u32)>,
    /// Index of the group it came out of.
    pub(crate) parent: Option<u16>,
    /// Index of the group whose branch it is.
    pub(crate) branch_of: Option<u16>,
    /// Its weight among all groups.
    pub(crate) weight: f64,
    /// Rising weights of: state-based, non-state, one-sided, government against civilians.
    pub(crate) mix: [f64; 4],
    /// Whether it is more active around elections.
    pub(crate) election_linked: bool,
}

/// Everybody, and every pair that may clash.
#[derive(Debug)]
pub(crate) struct Cast {
    pub(crate) groups: Vec<Group>,
    pub(crate) dyads: Vec<Dyad>,
}

impl Cast {
    /// Casts the world.
    pub(crate) fn new(parameters: &Parameters, land: &Land) -> Self {
        let mut cast = Self { groups: Vec::new(), dyads: Vec::new() };
        let government_dyads: Vec<u32> = (0..parameters.countries)
            .map(|country| cast.dyad(Party::Government(country), Party::Civilians))
            .collect();
        let offset = Rng::keyed(parameters.seed, Stream::Names, [1, 0, 0]).next_u64() >> 20;
        for index in 0..parameters.groups {
            let group = cast.group(index, parameters, land, offset, &government_dyads);
            cast.groups.push(group);
        }
        cast.relate();
        cast
    }

    fn dyad(&mut self, a: Party, b: Party) -> u32 {
        self.dyads.push(Dyad { a, b });
        u32::try_from(self.dyads.len() - 1).unwrap_or(0)
    }

    fn group(
        &mut self,
        index: u16,
        parameters: &Parameters,
        land: &Land,
        offset: u64,
        government_dyads: &[u32],
    ) -> Group {
        let mut rng = Rng::keyed(parameters.seed, Stream::Cast, [u64::from(index), 0, 0]);
        let countries = u16::from(parameters.countries);
        let home = if usize::from(index) <= RIVAL { 0 } else { index % countries };
        let abroad = (index == 0 || rng.chance(0.25)) && countries > 1;
        let mut where_at = vec![home];
        where_at.extend(abroad.then_some((home + 1) % countries));
        let against_civilians = self.dyad(Party::Group(index), Party::Civilians);
        let presences = where_at
            .into_iter()
            .map(|country| {
                let country = u8::try_from(country).unwrap_or(0);
                Presence {
                    country,
                    units: haunts(country, parameters, land, &mut rng),
                    dyads: [
                        self.dyad(Party::Government(country), Party::Group(index)),
                        against_civilians,
                        government_dyads[usize::from(country)],
                    ],
                }
            })
            .collect::<Vec<_>>();
        let people = names::people(u64::from(index), offset);
        let banner = names::BANNERS[(usize::from(index) + 3 * usize::from(index / 16)) % 16];
        let name = format!("{people} {banner}");
        let one_sided = 0.18 + 0.22 * rng.unit();
        Group {
            id: names::kebab(&name),
            name,
            people,
            banner,
            native: 9001 + u32::from(index),
            presences,
            home_share: 0.72 + 0.1 * rng.unit(),
            rival: None,
            parent: None,
            branch_of: None,
            weight: if index == 0 { 1.1 } else { 1.0 / (1.0 + f64::from(index - 1) / 5.0) },
            mix: [0.55, 0.67, 0.67 + one_sided, 0.71 + one_sided],
            election_linked: index == 0 || rng.chance(0.4),
        }
    }

    /// Plants the relations: a splinter, a rivalry, a branch, and further rivals at home by pairs.
    fn relate(&mut self) {
        self.make_rivals(HEADLINE, RIVAL);
        self.groups[HEADLINE].parent = Some(1);
        if self.groups.len() > 4 {
            self.groups[4].branch_of = Some(1);
        }
        let mut waiting: Vec<Option<usize>> = Vec::new();
        for index in RIVAL + 1..self.groups.len() {
            let home = usize::from(self.groups[index].presences[0].country);
            if waiting.len() <= home {
                waiting.resize(home + 1, None);
            }
            match waiting[home].take() {
                Some(other) => self.make_rivals(other, index),
                None => waiting[home] = Some(index),
            }
        }
    }

    fn make_rivals(&mut self, first: usize, second: usize) {
        let (low, high) = (narrow(first), narrow(second));
        let dyad = self.dyad(Party::Group(low), Party::Group(high));
        self.groups[first].rival = Some((high, dyad));
        self.groups[second].rival = Some((low, dyad));
    }
}

fn narrow(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(0)
}

/// One to three units of a country where a group is mostly seen.
fn haunts(country: u8, parameters: &Parameters, land: &Land, rng: &mut Rng) -> Vec<u32> {
    let units = u32::from(parameters.units);
    let first = land.countries[usize::from(country)].unit_first;
    let start = rng.below(units);
    let count = rng.between(1, 3.min(units));
    (0..count).map(|step| first + (start + step) % units).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_government_is_side_a_and_each_group_is_known_by_one_id() {
        let parameters = Parameters { groups: 40, ..Parameters::default() };
        let cast = Cast::new(&parameters, &Land::new(&parameters));
        for dyad in &cast.dyads {
            match dyad.violence() {
                1 => assert!(matches!(dyad.a, Party::Government(_))),
                2 => {
                    assert!(matches!((dyad.a, dyad.b), (Party::Group(a), Party::Group(b)) if a < b))
                }
                _ => assert_eq!(dyad.b, Party::Civilians),
            }
        }
        let ids: std::collections::BTreeSet<&str> =
            cast.groups.iter().map(|group| group.id.as_str()).collect();
        assert_eq!(ids.len(), 40);
    }

    #[test]
    fn rivals_name_one_another() {
        let parameters = Parameters { groups: 40, ..Parameters::default() };
        let cast = Cast::new(&parameters, &Land::new(&parameters));
        for (index, group) in cast.groups.iter().enumerate() {
            if let Some((other, dyad)) = group.rival {
                let back = cast.groups[usize::from(other)].rival;
                assert_eq!(back, Some((narrow(index), dyad)));
                let sides = cast.dyads[dyad as usize];
                assert!([sides.a, sides.b].contains(&Party::Group(narrow(index))));
            }
        }
        assert_eq!(cast.groups[HEADLINE].parent, Some(narrow(PARENT)));
    }
}
