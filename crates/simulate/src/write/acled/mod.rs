//! The ACLED-shaped files: current columns, those of before 2023, JSON, monadic, and the deletions.

pub(crate) mod names;

use std::fmt::Write as _;

use self::names::Names;
use super::line::Line;
use crate::{
    calendar::Day,
    observe::{
        acled::{Account, Coding, Side},
        unix,
    },
    world::World,
};

/// The columns since 2023, in order.
pub(crate) const COLUMNS: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

/// The columns of before 2023, in order.
pub(crate) const COLUMNS_BEFORE_2023: [&str; 30] = [
    "data_id",
    "iso",
    "event_id_cnty",
    "event_id_no_cnty",
    "event_date",
    "year",
    "time_precision",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "timestamp",
];

/// The word in `source_scale` by which a reader knows that nothing here is real.
pub(crate) const SCALE: &str = "SIMULATED";
const OFFICES: [&str; 4] = [
    "SIMULATED Wire",
    "SIMULATED Gazette; SIMULATED Radio",
    "SIMULATED Radio",
    "SIMULATED Courier",
];

/// In which shape a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Current,
    Before2023,
    Json,
    Monadic,
}

impl Shape {
    /// What stands before the first row.
    pub(crate) fn head(self) -> String {
        match self {
            Self::Current | Self::Monadic => COLUMNS.join(",") + "\n",
            Self::Before2023 => COLUMNS_BEFORE_2023.join(",") + "\n",
            // Nine blanks behind the count, which is put there when it is known.
            Self::Json => JSON_HEAD.to_owned() + "          ,\"data\":[",
        }
    }

    /// Rows that one report makes.
    pub(crate) const fn rows(self) -> u64 {
        if matches!(self, Self::Monadic) { 2 } else { 1 }
    }
}

/// What stands before the count in a JSON file.
pub(crate) const JSON_HEAD: &str = "{\"status\":200,\"success\":true,\"count\":";

/// Renders reports into a buffer that is reused.
pub(crate) struct AcledRows<'w> {
    world: &'w World,
    names: Names,
    line: Line,
    notes: String,
    id: String,
}

impl<'w> AcledRows<'w> {
    /// Rows of a world.
    pub(crate) fn new(world: &'w World) -> Self {
        let (notes, id) = (String::with_capacity(256), String::with_capacity(16));
        Self { world, names: Names::new(world), line: Line::default(), notes, id }
    }

    /// `event_id_cnty`.
    pub(crate) fn id(&self, account: &Account) -> String {
        format!("{}{}", self.iso3(account), account.serial)
    }

    fn iso3(&self, account: &Account) -> &str {
        &self.world.land.countries[usize::from(account.country)].iso3
    }

    /// A row of the deletions list.
    pub(crate) fn deletion(&mut self, account: &Account, deleted: Day) -> &[u8] {
        self.line.clear();
        let id = self.id(account);
        self.line.text(&id);
        self.line.text(",");
        self.line.number(self.timestamp(account, deleted));
        self.line.text(",SIMULATED");
        self.line.text("\n");
        &self.line.bytes
    }

    fn timestamp(&self, account: &Account, since: Day) -> i64 {
        unix(self.world, since, 50_000 + account.serial % 10_000)
    }

    /// The report as it stood since a day, in this shape, with its line ends.
    pub(crate) fn row(
        &mut self,
        shape: Shape,
        account: &Account,
        coding: &Coding,
        since: Day,
        first: bool,
    ) -> &[u8] {
        self.line.clear();
        self.id.clear();
        let (iso3, serial) = (self.iso3(account).to_owned(), account.serial);
        let _ = write!(self.id, "{iso3}{serial}");
        self.compose_notes(coding);
        match shape {
            Shape::Current => self.current(account, coding, since, coding.sides),
            Shape::Monadic => {
                let [one, other] = coding.sides;
                self.current(account, coding, since, [one, Side::Nobody]);
                self.current(account, coding, since, [other, Side::Nobody]);
            }
            Shape::Before2023 => self.before_2023(account, coding, since),
            Shape::Json => self.json(account, coding, since, first),
        }
        &self.line.bytes
    }

    /// The values of the current columns, in order.
    fn values(
        &self,
        account: &Account,
        coding: &Coding,
        since: Day,
        sides: [Side; 2],
        put: &mut dyn FnMut(&str),
    ) {
        let (names, country) = (&self.names, account.country);
        let town = self.world.land.town(coding.town);
        let home = &names.countries[usize::from(country)];
        let types = names::types(coding.deed);
        let calendar = &self.world.calendar;
        let date = String::from_utf8_lossy(calendar.text(coding.day)).into_owned();
        let degrees = |value: i32| {
            let mut line = Line::default();
            line.degrees(value);
            String::from_utf8_lossy(&line.bytes).into_owned()
        };
        put(&self.id);
        put(&date);
        put(&date[..4]);
        put(&coding.time_precision.to_string());
        types.iter().for_each(|text| put(text));
        for side in sides {
            put(names.actor(country, side));
            put(names.associate(country, side, coding.associate));
            put(names.inter(side).1);
        }
        put(&names.interaction(sides));
        put(if coding.civilian_targeting { "Civilian targeting" } else { "" });
        put(&home.iso);
        put("Simulated");
        put(home.name);
        put(&self.world.land.unit(town.unit).name);
        put(names.district(town.unit, town.quarter));
        put("");
        put(&town.name);
        put(&degrees(coding.at.latitude));
        put(&degrees(coding.at.longitude));
        put(&coding.geo_precision.to_string());
        put(OFFICES[usize::from(coding.office) % 4]);
        put(SCALE);
        put(&self.notes);
        put(&coding.dead.to_string());
        put(names::tags(coding.deed));
        put(&self.timestamp(account, since).to_string());
    }

    fn current(&mut self, account: &Account, coding: &Coding, since: Day, sides: [Side; 2]) {
        let mut line = std::mem::take(&mut self.line);
        let mut first = true;
        self.values(account, coding, since, sides, &mut |value| {
            if !first {
                line.text(",");
            }
            first = false;
            line.csv(value);
        });
        line.text("\n");
        self.line = line;
    }

    fn json(&mut self, account: &Account, coding: &Coding, since: Day, first: bool) {
        let mut line = std::mem::take(&mut self.line);
        line.text(if first { "\n" } else { ",\n" });
        let mut columns = COLUMNS.iter();
        self.values(account, coding, since, coding.sides, &mut |value| {
            let column = columns.next().copied().unwrap_or_default();
            line.text(if column == COLUMNS[0] { "{\"" } else { ",\"" });
            line.text(column);
            // Everything is text, as ACLED's interface gives it; no value needs an escape.
            line.text("\":\"");
            line.text(value);
            line.text("\"");
        });
        line.text("}");
        self.line = line;
    }

    /// The older columns, with codes for the kinds of actors and a date in words.
    fn before_2023(&mut self, account: &Account, coding: &Coding, since: Day) {
        let mut values = Vec::with_capacity(31);
        self.values(account, coding, since, coding.sides, &mut |value| {
            values.push(value.to_owned())
        });
        let value = |column: &str| {
            COLUMNS.iter().position(|known| *known == column).map_or("", |at| values[at].as_str())
        };
        let codes = coding.sides.map(|side| self.names.inter(side).0);
        let mut line = std::mem::take(&mut self.line);
        for (index, column) in COLUMNS_BEFORE_2023.iter().enumerate() {
            if index > 0 {
                line.text(",");
            }
            match *column {
                "data_id" => {
                    line.number(7_000_000 + account.serial * 25 + u32::from(account.country))
                }
                "event_id_no_cnty" => line.number(account.serial),
                "event_date" => line.text(&in_words(self.world, coding.day)),
                "inter1" => line.number(codes[0]),
                "inter2" => line.number(codes[1]),
                "interaction" => line.number(names::interaction_code(codes)),
                other => line.csv(value(other)),
            }
        }
        line.text("\n");
        self.line = line;
    }

    fn compose_notes(&mut self, coding: &Coding) {
        let town = &self.world.land.town(coding.town).name;
        let date = String::from_utf8_lossy(self.world.calendar.text(coding.day)).into_owned();
        let near = if coding.geo_precision == 1 { "in" } else { "near" };
        let [_, _, what] = names::types(coding.deed);
        self.notes.clear();
        let about = if coding.time_precision == 1 { "On" } else { "Around" };
        let _ = write!(self.notes, "SIMULATED. {about} {date}, {what} {near} {town}. ");
        let _ = match coding.dead {
            0 => write!(self.notes, "No fatalities."),
            dead => write!(self.notes, "{dead} fatalities."),
        };
    }
}

/// `03 June 2019`.
fn in_words(world: &World, day: Day) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let date = world.calendar.date(day);
    let month = MONTHS[usize::from(date.month().unsigned_abs()).saturating_sub(1) % 12];
    format!("{:02} {month} {:04}", date.day(), date.year())
}
