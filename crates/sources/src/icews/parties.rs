//! The two parties of an event: what they are called, when that may be kept, and what their sectors say.

use bellwether_model::{Side, TargetClass};

use crate::cameo::Party;
use crate::lands::Lands;
use crate::parties::Names;
use crate::text::row::owned;
use crate::text::{Column, Row};

/// The columns of one party.
#[derive(Debug, Clone, Copy)]
pub(super) struct PartyColumns {
    pub(super) name: Column,
    pub(super) sectors: Column,
    pub(super) country: Column,
}

/// One party of one event.
#[derive(Debug)]
pub(super) struct IcewsParty {
    pub(super) side: Side,
    pub(super) party: Party,
    /// Whether its name was not kept.
    pub(super) withheld: bool,
}

/// What a sector says that somebody is. Sectors are listed without order, those of a person among those
/// of the organisation; the first of this list that a party has is what it is called by.
const SECTORS: [(&str, Option<TargetClass>); 60] = [
    ("Executive", Some(TargetClass::Government)),
    ("Executive Office", Some(TargetClass::Government)),
    ("Insurgents", Some(TargetClass::ArmedGroup)),
    ("International Insurgents", Some(TargetClass::ArmedGroup)),
    ("Rebel", Some(TargetClass::ArmedGroup)),
    ("Separatists", Some(TargetClass::ArmedGroup)),
    ("Organized Violent", Some(TargetClass::ArmedGroup)),
    ("International Separatists", Some(TargetClass::ArmedGroup)),
    ("Criminals / Gangs", Some(TargetClass::ArmedGroup)),
    ("Foreign Ministry", Some(TargetClass::Government)),
    ("Legislative / Parliamentary", Some(TargetClass::Government)),
    ("Judicial", Some(TargetClass::Government)),
    ("Police", Some(TargetClass::Police)),
    ("Military", Some(TargetClass::Military)),
    ("Army", Some(TargetClass::Military)),
    ("Navy", Some(TargetClass::Military)),
    ("Air Force", Some(TargetClass::Military)),
    ("Marines", Some(TargetClass::Military)),
    ("Coast Guard", Some(TargetClass::Military)),
    ("Military Intelligence", Some(TargetClass::Military)),
    ("Government", Some(TargetClass::Government)),
    ("International Government Organization", Some(TargetClass::Diplomatic)),
    ("Opposition Major Party (Out Of Government)", Some(TargetClass::Political)),
    ("Government Major Party (In Government)", Some(TargetClass::Political)),
    ("Parties", Some(TargetClass::Political)),
    ("(National) Major Party", Some(TargetClass::Political)),
    ("(National) Minor Party", Some(TargetClass::Political)),
    ("Protestors / Popular Opposition / Mobs", Some(TargetClass::Civilians)),
    ("Dissident", None),
    ("International Dissident", None),
    ("Nongovernmental Organization (International)", Some(TargetClass::AidWorkers)),
    ("Nongovernmental Organizations / Activists", Some(TargetClass::AidWorkers)),
    ("Medical / Health NGOs", Some(TargetClass::AidWorkers)),
    ("Medical / Health", Some(TargetClass::Health)),
    ("Education", Some(TargetClass::Education)),
    ("Media", Some(TargetClass::Media)),
    ("News", Some(TargetClass::Media)),
    ("State Media", Some(TargetClass::Media)),
    ("Refugees / Displaced", Some(TargetClass::Displaced)),
    ("Exiles", None),
    ("Radicals / Extremists / Fundamentalists", None),
    ("International Radicals / Extremists / Fundamentalists", None),
    ("Unidentified Forces", None),
    ("International Religious", None),
    ("National Religious", None),
    ("Business", Some(TargetClass::Business)),
    ("Multinational Corporation", Some(TargetClass::Business)),
    ("Agricultural", Some(TargetClass::Civilians)),
    ("Labor", Some(TargetClass::Civilians)),
    ("Legal", Some(TargetClass::Civilians)),
    ("General Population / Civilian / Social", Some(TargetClass::Civilians)),
    ("Social", None),
    ("Elite", None),
    ("International Ethnic", None),
    ("National Ethnic", None),
    ("National Ethnic Minority", None),
    ("Ideological", None),
    ("Local", None),
    ("Provincial", None),
    ("Municipal", None),
];

/// Reads one party.
pub(super) fn party(
    row: &Row<'_>,
    columns: PartyColumns,
    lands: &Lands,
    names: &Names,
) -> IcewsParty {
    let (name, sectors) = (row.get(columns.name), row.get(columns.sectors));
    let country = row.get(columns.country);
    let iso3 = lands.by_name(country).map(|land| land.iso3);
    let party = sectors
        .split(',')
        .filter_map(|sector| class_of(sector.trim()))
        .fold(Party::default(), Party::with_class);
    let kept = names.keeps(name, iso3) || names.is_role_of(name);
    let name = if kept { owned(name) } else { label(sectors, country) };
    IcewsParty { side: Side { native_id: None, name }, party, withheld: !kept }
}

fn class_of(sector: &str) -> Option<TargetClass> {
    SECTORS.iter().find(|(known, _)| *known == sector).and_then(|(_, class)| *class)
}

/// What a party without a name is called: its sector and its country, `Executive (Syria)`.
fn label(sectors: &str, country: &str) -> String {
    let has = |wanted: &str| sectors.split(',').any(|sector| sector.trim() == wanted);
    let what = SECTORS
        .iter()
        .map(|(sector, _)| *sector)
        .find(|sector| has(sector))
        .or_else(|| sectors.split(',').map(str::trim).find(|sector| !sector.is_empty()))
        .unwrap_or("Person");
    if country.is_empty() { what.to_owned() } else { format!("{what} ({country})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_party_without_a_name_is_called_by_its_leading_sector_and_country() {
        assert_eq!(label("Elite,Executive,Government", "Syria"), "Executive (Syria)");
        assert_eq!(label("Social,Insurgents,Media", "Vesland"), "Insurgents (Vesland)");
        assert_eq!(label("Hindu", ""), "Hindu");
        assert_eq!(label("", "Vesland"), "Person (Vesland)");
        assert_eq!(label("", ""), "Person");
    }

    #[test]
    fn each_sector_stands_once_in_the_list() {
        let mut names: Vec<&str> = SECTORS.iter().map(|(sector, _)| *sector).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), SECTORS.len());
    }
}
