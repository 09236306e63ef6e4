//! The GDELT-shaped rows: events 2.0 and 1.0 and mentions, parted by tabs, without a header.

use super::line::Line;
use crate::{
    observe::gdelt::{Account, Actor, Geography, Stamp},
    world::{Degrees, World},
};

/// How the addresses of all articles begin, by which a reader knows that nothing here is real.
pub(crate) const MARK: &str = "https://simulated.invalid/";

/// Which of the two layouts of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    /// 58 columns, dated by the day.
    One,
    /// 61 columns, dated by the quarter of an hour.
    Two,
}

/// What is written of an actor.
#[derive(Debug, Default)]
struct ActorText {
    code: String,
    name: String,
    country: String,
    group: String,
    kind: &'static str,
}

/// Renders rows into a buffer that is reused.
pub(crate) struct GdeltRows<'w> {
    world: &'w World,
    line: Line,
}

/// The code of the known group with this index: three letters, none of them a country's.
pub(crate) fn group_code(index: usize) -> String {
    // Countries of a world begin with X.
    const FIRST: [char; 5] = ['Z', 'Y', 'W', 'V', 'Q'];
    let letter = |number: usize| char::from(b'A' + u8::try_from(number % 26).unwrap_or(0));
    [FIRST[index / 676 % 5], letter(index / 26), letter(index)].iter().collect()
}

/// The kind of a group: always the same for one group.
pub(crate) const fn group_kind(index: usize) -> &'static str {
    match index % 4 {
        0 | 1 => "REB",
        2 => "INS",
        _ => "SEP",
    }
}

/// The codes under which a group is found: its own, and with each of its countries.
pub(crate) fn group_codes(world: &World, index: usize) -> Vec<String> {
    let own = group_code(index);
    let mut codes = vec![own.clone()];
    for presence in &world.cast.groups[index].presences {
        let country = &world.land.countries[usize::from(presence.country)].iso3;
        codes.push(format!("{country}{}{own}", group_kind(index)));
    }
    codes
}

/// The codes under which a government's forces are found.
pub(crate) fn government_codes(world: &World, country: u8) -> Vec<String> {
    let iso3 = &world.land.countries[usize::from(country)].iso3;
    ["GOV", "MIL", "COP"].map(|kind| format!("{iso3}{kind}")).to_vec()
}

const OFFICES: [&str; 4] = ["wire", "gazette", "radio", "courier"];

impl<'w> GdeltRows<'w> {
    /// Rows of a world.
    pub(crate) fn new(world: &'w World) -> Self {
        Self { world, line: Line::default() }
    }

    /// One event, with its line end.
    pub(crate) fn event(&mut self, version: Version, account: &Account) -> &[u8] {
        self.line.clear();
        self.when(account);
        for actor in account.actors {
            self.actor(account, actor);
        }
        self.action(account);
        for actor in account.actors {
            let shown = actor != Actor::Nobody;
            self.geography(version, account, shown);
        }
        self.geography(version, account, true);
        match version {
            Version::One => self.line.compact(&self.world.calendar, account.added.day),
            Version::Two => self.stamp(account.added),
        }
        self.tab();
        self.address(account, 0);
        self.line.text("\n");
        &self.line.bytes
    }

    /// One mention of an event, with its line end; the first ones are told with the event itself.
    pub(crate) fn mention(&mut self, account: &Account, at: Stamp, number: u32) -> &[u8] {
        self.line.clear();
        self.line.number(i64::try_from(account.id).unwrap_or(i64::MAX));
        self.tab();
        self.stamp(account.added);
        self.tab();
        self.stamp(at);
        self.line.text("\t1\t");
        self.line.text(OFFICES[number as usize % 4]);
        self.line.text(".simulated.invalid\t");
        self.address(account, number);
        self.tab();
        self.line.number(1 + number % 7);
        for (index, actor) in account.actors.into_iter().enumerate() {
            self.tab();
            let place = 120 + 90 * number % 2_000 + u32::try_from(index).unwrap_or(0) * 60;
            self.line.number(if actor == Actor::Nobody { -1 } else { i64::from(place) });
        }
        self.tab();
        self.line.number(200 + 90 * number % 2_000);
        self.line.text(if number == 0 { "\t1\t" } else { "\t0\t" });
        self.line.number(20 + 10 * (number % 9));
        self.tab();
        self.line.number(1_200 + 37 * (number % 60));
        self.tab();
        self.millionths(account.tone);
        self.line.text("\t\t\n");
        &self.line.bytes
    }

    fn tab(&mut self) {
        self.line.text("\t");
    }

    /// `YYYYMMDDHHMMSS`.
    fn stamp(&mut self, stamp: Stamp) {
        self.line.compact(&self.world.calendar, stamp.day);
        self.line.padded(stamp.quarter / 4 * 100 + stamp.quarter % 4 * 15, 4);
        self.line.text("00");
    }

    fn millionths(&mut self, value: i32) {
        self.line.text(if value < 0 { "-" } else { "" });
        self.line.number(value.unsigned_abs() / 1_000_000);
        self.line.text(".");
        self.line.padded(value.unsigned_abs() % 1_000_000, 6);
    }

    fn address(&mut self, account: &Account, number: u32) {
        self.line.text(MARK);
        self.line.text(OFFICES[number as usize % 4]);
        self.line.text("/");
        self.line.compact(&self.world.calendar, account.added.day);
        self.line.text("/");
        self.line.number(i64::try_from(account.article).unwrap_or(i64::MAX));
        if number > 0 {
            self.line.text("-");
            self.line.number(number);
        }
        self.line.text(".html");
    }

    /// From `GLOBALEVENTID` to `FractionDate`, with the tab behind it.
    fn when(&mut self, account: &Account) {
        let date = self.world.calendar.date(account.day);
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        let year = u32::from(date.year().unsigned_abs());
        self.line.number(i64::try_from(account.id).unwrap_or(i64::MAX));
        self.tab();
        self.line.compact(&self.world.calendar, account.day);
        self.tab();
        self.line.number(year * 100 + u32::from(month));
        self.tab();
        self.line.number(year);
        self.tab();
        // GDELT reckons with months of thirty days in a year of 365.
        let days = u32::from(month - 1) * 30 + u32::from(day);
        self.line.number(year);
        self.line.text(".");
        self.line.padded((days * 20_000 / 365).div_ceil(2).min(9_999), 4);
        self.tab();
    }

    /// The ten columns of an actor, with the tab behind them.
    fn actor(&mut self, account: &Account, actor: Actor) {
        let ActorText { code, name, country, group, kind } = self.actor_text(account, actor);
        for text in [&code, &name, &country, &group] {
            self.line.text(text);
            self.tab();
        }
        // Ethnic and religious codes: the world has none.
        self.line.text("\t\t\t");
        self.line.text(kind);
        self.line.text("\t\t\t");
    }

    fn actor_text(&self, account: &Account, actor: Actor) -> ActorText {
        let town = self.world.land.town(account.town);
        let home = &self.world.land.countries[usize::from(town.country)];
        let of_country = |kind: &'static str, name: String| ActorText {
            code: format!("{}{kind}", home.iso3),
            name,
            country: home.iso3.clone(),
            group: String::new(),
            kind,
        };
        match actor {
            Actor::Nobody => ActorText::default(),
            Actor::Rebels => of_country("REB", "REBEL".to_owned()),
            Actor::Military => of_country("MIL", home.name.to_uppercase()),
            Actor::Police => of_country("COP", "POLICE".to_owned()),
            Actor::Civilians => of_country("CVL", "VILLAGER".to_owned()),
            Actor::Protesters => of_country("OPP", "PROTESTER".to_owned()),
            Actor::Group(index) => {
                let index = usize::from(index);
                let name = self.world.cast.groups[index].name.to_uppercase();
                let (own, kind) = (group_code(index), group_kind(index));
                if account.id.is_multiple_of(4) {
                    // Some articles do not say of which country the group is.
                    let country = String::new();
                    return ActorText { code: own.clone(), name, country, group: own, kind: "" };
                }
                let code = format!("{}{kind}{own}", home.iso3);
                ActorText { code, name, country: home.iso3.clone(), group: own, kind }
            }
        }
    }

    /// From `IsRootEvent` to `AvgTone`, with the tab behind it.
    fn action(&mut self, account: &Account) {
        let cameo = account.cameo;
        self.line.text(if account.id.is_multiple_of(3) { "0\t" } else { "1\t" });
        for code in [cameo.code, &cameo.code[..3], &cameo.code[..2]] {
            self.line.text(code);
            self.tab();
        }
        self.line.number(cameo.quad);
        self.tab();
        self.line.text(if cameo.goldstein < 0 { "-" } else { "" });
        self.line.number(cameo.goldstein.unsigned_abs() / 10);
        self.line.text(".");
        self.line.number(cameo.goldstein.unsigned_abs() % 10);
        for count in [account.mentions, account.mentions.div_ceil(5), account.mentions] {
            self.tab();
            self.line.number(count);
        }
        self.tab();
        self.millionths(account.tone);
        self.tab();
    }

    /// The eight columns of a place (seven in version 1), with the tab behind them. Type 4 is a place,
    /// 5 a first-level unit and 1 a country, the last two at their centroids.
    fn geography(&mut self, version: Version, account: &Account, shown: bool) {
        let columns = if version == Version::Two { 8 } else { 7 };
        if !shown {
            self.line.text("0");
            (0..columns).for_each(|_| self.tab());
            return;
        }
        let town = self.world.land.town(account.town);
        let unit = self.world.land.unit(town.unit);
        let home = &self.world.land.countries[usize::from(town.country)];
        let (kind, names, at, feature): (_, &[&str], Degrees, _) = match account.geography {
            Geography::Country => ("1", &[home.name], home.centroid, home.iso2.clone()),
            Geography::Unit => ("5", &[&unit.name, home.name], unit.centroid, unit_code(&unit.id)),
            Geography::Town(at) => {
                ("4", &[&town.name, &unit.name, home.name], at, format!("-{}", 9_000_000 + town.id))
            }
        };
        self.line.text(kind);
        self.tab();
        for (index, name) in names.iter().enumerate() {
            self.line.text(if index > 0 { ", " } else { "" });
            self.line.text(name);
        }
        self.tab();
        self.line.text(&home.iso2);
        self.tab();
        self.line.text(&if kind == "1" { home.iso2.clone() } else { unit_code(&unit.id) });
        self.tab();
        if version == Version::Two {
            if kind == "4" {
                self.line.number(70_000 + town.unit * 4 + u32::from(town.quarter));
            }
            self.tab();
        }
        self.line.point(at, "\t");
        self.tab();
        self.line.text(&feature);
        self.tab();
    }
}

/// `XA01` for the unit `XA.01`.
fn unit_code(id: &str) -> String {
    id.replace('.', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn group_codes_are_three_letters_and_no_two_are_equal() {
        let codes: BTreeSet<String> = (0..2_000).map(group_code).collect();
        assert_eq!(codes.len(), 2_000);
        assert!(codes.iter().all(|code| code.len() == 3 && !code.starts_with('X')));
        assert_eq!((group_code(0), group_code(677)), ("ZAA".to_owned(), "YAB".to_owned()));
    }
}
