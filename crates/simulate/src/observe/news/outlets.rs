//! Who writes: wire agencies, dailies, local sites and aggregators, with their habits.

use crate::{
    names,
    rng::{Rng, Stream},
    world::World,
};

/// What kind of newsroom it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OutletKind {
    /// An agency with its own correspondents everywhere, which others copy.
    Wire,
    /// A newspaper of one country.
    Daily,
    /// A site of one first-level unit.
    Local,
    /// A site that only takes over what others wrote.
    Aggregator,
}

impl OutletKind {
    /// The word in truth files.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Daily => "daily",
            Self::Local => "local",
            Self::Aggregator => "aggregator",
        }
    }
}

/// How a newsroom writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    /// `March 12` instead of `12 March`.
    pub(crate) month_first: bool,
    /// Numbers from this one on are written in digits.
    pub(crate) digits_from: u32,
    /// Opens with the town from which it is filed.
    pub(crate) dateline: bool,
    /// Spells the names of groups its own way.
    pub(crate) respells: bool,
    /// Says `yesterday` and `today` instead of the day of the week.
    pub(crate) near_days: bool,
    /// Paragraphs behind the first two, at most.
    pub(crate) longest: u32,
}

/// A newsroom.
#[derive(Debug)]
pub(crate) struct Outlet {
    pub(crate) kind: OutletKind,
    pub(crate) name: String,
    /// Its name in addresses.
    pub(crate) slug: String,
    /// The country that it covers; all when `None`.
    pub(crate) country: Option<u8>,
    /// The unit that it covers.
    pub(crate) unit: Option<u32>,
    pub(crate) style: Style,
}

impl Outlet {
    /// Whether it writes about this unit of this country.
    pub(crate) fn covers(&self, country: u8, unit: u32) -> bool {
        self.country.is_none_or(|home| home == country) && self.unit.is_none_or(|home| home == unit)
    }
}

/// The kinds in the order in which outlets are founded; then again.
const KINDS: [OutletKind; 10] = [
    OutletKind::Wire,
    OutletKind::Daily,
    OutletKind::Local,
    OutletKind::Aggregator,
    OutletKind::Aggregator,
    OutletKind::Daily,
    OutletKind::Wire,
    OutletKind::Aggregator,
    OutletKind::Local,
    OutletKind::Aggregator,
];
const WIRES: [&str; 8] = [
    "Roaring Forties Wire",
    "South Gyre Agency",
    "Longwave Press Service",
    "Farthest Point Wire",
    "Empty Quarter Agency",
    "Latitude Fifty Wire",
    "Albatross Press Service",
    "Deep Ocean Agency",
];
const DAILIES: [&str; 8] =
    ["Ledger", "Courier", "Sentinel", "Beacon", "Chronicle", "Standard", "Monitor", "Gazette"];
const LOCALS: [&str; 8] =
    ["Voice", "Bulletin", "Lookout", "Noticeboard", "Echo", "Letter", "Crier", "Post"];
const AGGREGATORS: [&str; 16] = [
    "Stackline",
    "Newswell",
    "Quickread South",
    "Pinboard Daily",
    "Hourglass Headlines",
    "Allpoints Digest",
    "Scrollback",
    "Drift Briefing",
    "Tidepool News",
    "Secondhand Post",
    "Echo Chamber South",
    "Gathered",
    "Clipfolio",
    "Rewind Headlines",
    "Ocean Digest",
    "The Repeater",
];

/// All newsrooms of a world, the first of them a wire agency.
pub(crate) fn outlets(world: &World, count: u8) -> Vec<Outlet> {
    let mut founded = [0usize; 4];
    (0..count)
        .map(|index| {
            let kind = KINDS[usize::from(index) % KINDS.len()];
            let turn = &mut founded[kind as usize];
            let outlet = outlet(world, index, kind, *turn);
            *turn += 1;
            outlet
        })
        .collect()
}

fn outlet(world: &World, index: u8, kind: OutletKind, turn: usize) -> Outlet {
    let mut rng = Rng::keyed(world.parameters.seed, Stream::News, [1, u64::from(index), 0]);
    let countries = world.land.countries.len();
    let country = u8::try_from(turn % countries).unwrap_or(0);
    let home = &world.land.countries[usize::from(country)];
    let unit = home.unit_first + rng.below(u32::from(world.parameters.units));
    let round = turn / countries;
    let (name, country, unit) = match kind {
        OutletKind::Wire => (WIRES[turn % WIRES.len()].to_owned(), None, None),
        OutletKind::Daily => {
            (format!("{} {}", home.name, DAILIES[round % DAILIES.len()]), Some(country), None)
        }
        OutletKind::Local => {
            let unit_name = &world.land.unit(unit).name;
            (format!("{unit_name} {}", LOCALS[round % LOCALS.len()]), Some(country), Some(unit))
        }
        OutletKind::Aggregator => (AGGREGATORS[turn % AGGREGATORS.len()].to_owned(), None, None),
    };
    let style = Style {
        month_first: rng.chance(0.4),
        digits_from: [10, 10, 11, 13, 2][rng.below(5) as usize],
        dateline: kind == OutletKind::Wire || rng.chance(0.4),
        respells: kind != OutletKind::Wire && rng.chance(0.35),
        near_days: kind == OutletKind::Local || rng.chance(0.15),
        longest: match kind {
            OutletKind::Wire => rng.between(5, 7),
            OutletKind::Daily => rng.between(6, 9),
            OutletKind::Local | OutletKind::Aggregator => rng.between(2, 4),
        },
    };
    Outlet { kind, slug: names::kebab(&name), name, country, unit, style }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Parameters;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_outlets_share_an_address_and_every_kind_is_there() {
        for countries in [1, 3, 25] {
            let parameters = Parameters { countries, towns: 600, ..Parameters::default() };
            let all = outlets(&World::new(&parameters), 40);
            let slugs: BTreeSet<&str> = all.iter().map(|outlet| outlet.slug.as_str()).collect();
            assert_eq!(slugs.len(), 40);
            for kind in KINDS {
                assert!(all.iter().any(|outlet| outlet.kind == kind));
            }
            assert_eq!(all[0].kind, OutletKind::Wire);
        }
    }
}
