//! The GED-shaped file: 49 columns in the order and with the quoting of UCDP GED 25.1.

use std::io::{self, Write};

use super::fragments::{self, DyadText, PlaceText};
use crate::{
    observe::ged::{Account, Coding},
    world::{Killed, Method, World},
};

/// The columns of UCDP GED, current version, in order.
pub(crate) const COLUMNS: [&str; 49] = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];

const OFFICES: [&str; 4] =
    ["SIMULATED Wire", "SIMULATED Gazette", "SIMULATED Radio", "SIMULATED Courier"];
const QUOTED: [&str; 6] = [
    "military spokesman",
    "police",
    "local administration",
    "hospital staff",
    "witnesses",
    "monitoring body",
];

/// Renders rows, one at a time, into a buffer that is reused.
pub(crate) struct GedRows<'w> {
    world: &'w World,
    dyads: Vec<DyadText>,
    places: PlaceText,
    /// Whether a dyad reached 25 deaths in a year, by dyad and year.
    active: Vec<bool>,
    buffer: Vec<u8>,
    headline: Vec<u8>,
    digits: itoa::Buffer,
}

/// The header row, with its line end.
pub(crate) fn write_header(out: &mut impl Write) -> io::Result<()> {
    for (index, column) in COLUMNS.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        write!(out, "{comma}\"{column}\"")?;
    }
    out.write_all(b"\n")
}

impl<'w> GedRows<'w> {
    /// Rows of a world in which `active` says which dyads were active in which years.
    pub(crate) fn new(world: &'w World, active: Vec<bool>) -> Self {
        Self {
            world,
            dyads: fragments::dyads(world),
            places: fragments::places(world),
            active,
            buffer: Vec::with_capacity(1_024),
            headline: Vec::with_capacity(128),
            digits: itoa::Buffer::new(),
        }
    }

    /// One row with its line end, valid until the next call.
    pub(crate) fn row(&mut self, account: &Account, coding: &Coding) -> &[u8] {
        self.buffer.clear();
        self.identity(account, coding);
        self.sources(coding);
        self.place(coding);
        self.dates_and_deaths(account, coding);
        &self.buffer
    }

    fn text(&mut self, text: &str) {
        self.buffer.extend_from_slice(text.as_bytes());
    }

    fn number(&mut self, number: u32) {
        self.buffer.extend_from_slice(self.digits.format(number).as_bytes());
    }

    /// From `id` to `side_b`, with the comma behind it.
    fn identity(&mut self, account: &Account, coding: &Coding) {
        let calendar = &self.world.calendar;
        let year_index = calendar.year_index(coding.start);
        let year = u32::from(calendar.year(year_index).unsigned_abs());
        let dyad = account.dyad as usize;
        let town = self.world.land.town(coding.town);
        let iso3 = &self.world.land.countries[usize::from(town.country)].iso3;
        self.number(account.id);
        self.text(",\"");
        self.text(iso3);
        for part in
            [year, u32::from(self.dyads[dyad].violence), self.dyads[dyad].id, account.serial]
        {
            self.text("-");
            self.number(part);
        }
        self.text("\",");
        self.number(year);
        let active = self.active[dyad * calendar.years() + year_index];
        self.text(if active { ",TRUE,\"SIMULATED\"," } else { ",FALSE,\"SIMULATED\"," });
        self.number(u32::from(self.dyads[dyad].violence));
        self.text(",");
        self.buffer.extend_from_slice(self.dyads[dyad].columns.as_bytes());
        self.text(",");
    }

    /// From `number_of_sources` to `source_original`, with the comma behind it.
    fn sources(&mut self, coding: &Coding) {
        let article = coding.article;
        let date = *self.world.calendar.text(article.day);
        self.compose_headline(coding);
        let office = |step: u8| OFFICES[usize::from((article.office + step) % 4)];
        self.number(u32::from(article.count));
        self.text(",\"");
        for step in 0..article.count {
            self.text(if step == 0 { "\"\"" } else { ";\"\"" });
            self.text(office(step));
            self.text(",");
            self.buffer.extend_from_slice(&date);
            self.text(",");
            self.buffer.extend_from_slice(&self.headline);
            self.text("\"\"");
        }
        self.text("\",\"");
        self.repeated(article.count, |rows, step| rows.text(office(step)));
        self.text("\",\"");
        self.repeated(article.count, |rows, _| rows.buffer.extend_from_slice(&date));
        self.text("\",\"");
        self.repeated(article.count, |rows, _| rows.buffer.extend_from_slice(&rows.headline));
        self.text("\",\"");
        self.text(QUOTED[usize::from(article.quoted) % QUOTED.len()]);
        self.text("\",");
    }

    fn repeated(&mut self, count: u8, put: impl Fn(&mut Self, u8)) {
        for step in 0..count {
            if step > 0 {
                self.text(";");
            }
            put(self, step);
        }
    }

    fn compose_headline(&mut self, coding: &Coding) {
        let deed = match coding.article.method {
            Method::Firefight => " killed in firefight at ",
            Method::Ambush => " killed in ambush near ",
            Method::Shelling => " killed as shells hit ",
            Method::Bombing => " killed by bomb in ",
            Method::SuicideBombing => " killed by suicide bomber in ",
            Method::Raid => " killed in raid on ",
        };
        self.headline.clear();
        self.headline.extend_from_slice(b"SIMULATED; ");
        self.headline.extend_from_slice(self.digits.format(coding.article.dead).as_bytes());
        self.headline.extend_from_slice(deed.as_bytes());
        let town = self.world.land.town(coding.article.town);
        self.headline.extend_from_slice(town.name.as_bytes());
    }

    /// From `where_prec` to `region`, with the comma behind it.
    fn place(&mut self, coding: &Coding) {
        let town = self.world.land.town(coding.town);
        let (unit, country) = (town.unit as usize, usize::from(town.country));
        self.number(u32::from(coding.place_precision));
        self.text(",");
        if coding.place_precision <= 2 {
            self.text("\"");
            self.text(&town.name);
            self.text(if coding.place_precision == 1 { " town\",\"" } else { " town\",\"near " });
            self.text(&town.name);
            self.text(" town\",");
        }
        let places = &self.places;
        let rest = match coding.place_precision {
            1 | 2 => &places.towns[coding.town as usize],
            3 => &places.quarters[unit * 4 + usize::from(town.quarter)],
            4 => &places.units[unit],
            5 => &places.regions[unit],
            6 => &places.countries[country],
            _ => &places.waters[country],
        };
        self.buffer.extend_from_slice(rest.as_bytes());
        self.text(",");
    }

    /// From `event_clarity` to `gwnob`, with the line end.
    fn dates_and_deaths(&mut self, account: &Account, coding: &Coding) {
        self.number(u32::from(coding.clarity));
        self.text(",");
        self.number(u32::from(coding.date_precision));
        for day in [coding.start, coding.end] {
            self.text(",");
            let text = *self.world.calendar.text(day);
            self.buffer.extend_from_slice(&text);
        }
        let Killed { a, b, civilians, unknown } = coding.killed;
        let best = coding.killed.total();
        for count in [a, b, civilians, unknown, best, coding.high, coding.low] {
            self.text(",");
            self.number(count);
        }
        self.text(",");
        self.buffer.extend_from_slice(self.dyads[account.dyad as usize].gwnoa.as_bytes());
        self.text(",\n");
    }
}
