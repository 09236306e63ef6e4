//! The GTD-shaped release: 135 columns, as CSV and as a workbook.

mod codes;
mod columns;
mod xlsx;

pub(crate) use codes::group_names;
pub(crate) use columns::COLUMNS;
pub(crate) use xlsx::Book;

use self::columns::at;
use super::line::Line;
use crate::{
    calendar::Day,
    observe::gtd::{Account, Coding},
    world::{Degrees, World},
};

/// The word in `dbsource` by which a reader knows that nothing here is real.
pub(crate) const DBSOURCE: &str = "SIMULATED";

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Cell {
    #[default]
    Empty,
    Whole(i64),
    /// 1/100,000 degree.
    Degrees(i32),
    Text(&'static str),
    Owned(String),
}

/// Renders attacks, one at a time.
pub(crate) struct GtdRows<'w> {
    world: &'w World,
    /// By group: the name as it is mostly spelt, and the other way.
    groups: Vec<[String; 2]>,
    cells: Vec<Cell>,
    line: Line,
}

/// The header row, with its line end.
pub(crate) fn header() -> String {
    COLUMNS.join(",") + "\n"
}

impl<'w> GtdRows<'w> {
    /// Rows of a world.
    pub(crate) fn new(world: &'w World) -> Self {
        let groups = (0..world.cast.groups.len()).map(|index| group_names(world, index)).collect();
        Self { world, groups, cells: vec![Cell::Empty; COLUMNS.len()], line: Line::default() }
    }

    /// The cells of an attack as a release codes it.
    pub(crate) fn cells(&mut self, account: &Account, coding: &Coding) -> &[Cell] {
        self.cells.fill(Cell::Empty);
        self.when(account, coding);
        self.place(coding);
        self.judgement(coding);
        self.deed(coding);
        self.toll(coding);
        self.sources(account, coding);
        &self.cells
    }

    /// The cells made last, as a line of CSV with its end.
    pub(crate) fn csv(&mut self) -> &[u8] {
        self.line.clear();
        for (index, cell) in self.cells.iter().enumerate() {
            if index > 0 {
                self.line.text(",");
            }
            match cell {
                Cell::Empty => {}
                Cell::Whole(number) => self.line.number(*number),
                Cell::Degrees(value) => self.line.degrees(*value),
                Cell::Text(text) => self.line.csv(text),
                Cell::Owned(text) => self.line.csv(text),
            }
        }
        self.line.text("\n");
        &self.line.bytes
    }

    fn whole(&mut self, column: usize, number: impl Into<i64>) {
        self.cells[column] = Cell::Whole(number.into());
    }

    fn text(&mut self, column: usize, text: &'static str) {
        self.cells[column] = Cell::Text(text);
    }

    fn owned(&mut self, column: usize, text: String) {
        self.cells[column] = Cell::Owned(text);
    }

    fn coded(&mut self, column: usize, (code, text): (u8, &'static str)) {
        self.whole(column, code);
        self.text(column + 1, text);
    }

    /// From `eventid` to `resolution`.
    fn when(&mut self, account: &Account, coding: &Coding) {
        let date = self.world.calendar.date(coding.day);
        self.whole(const { at("eventid") }, i64::try_from(account.id).unwrap_or(i64::MAX));
        self.whole(const { at("iyear") }, date.year());
        self.whole(const { at("imonth") }, date.month());
        self.whole(const { at("iday") }, if coding.day_known { date.day() } else { 0 });
        if !coding.day_known {
            let part =
                ["early", "middle of", "late"][usize::from(date.day().unsigned_abs() / 11) % 3];
            let text = format!("{part} {:04}-{:02}", date.year(), date.month());
            self.owned(const { at("approxdate") }, text);
        }
        self.whole(const { at("extended") }, u8::from(coding.extended_to.is_some()));
        if let Some(day) = coding.extended_to {
            let text = self.us_date(day);
            self.owned(const { at("resolution") }, text);
        }
    }

    /// `6/3/2019`.
    fn us_date(&self, day: Day) -> String {
        let date = self.world.calendar.date(day);
        format!("{}/{}/{:04}", date.month(), date.day(), date.year())
    }

    /// From `country` to `summary`.
    fn place(&mut self, coding: &Coding) {
        let world = self.world;
        let town = world.land.town(coding.town);
        let unit = world.land.unit(town.unit);
        self.whole(const { at("country") }, codes::FIRST_COUNTRY + i64::from(town.country));
        let country = world.land.countries[usize::from(town.country)].name;
        self.text(const { at("country_txt") }, country);
        self.coded(const { at("region") }, codes::REGION);
        self.owned(const { at("provstate") }, unit.name.clone());
        let in_town = matches!(coding.specificity, 1 | 2);
        let city = if in_town { town.name.clone() } else { "Unknown".to_owned() };
        self.owned(const { at("city") }, city.clone());
        if coding.specificity < 5 {
            let Degrees { latitude, longitude } = coding.at;
            self.cells[const { at("latitude") }] = Cell::Degrees(latitude);
            self.cells[const { at("longitude") }] = Cell::Degrees(longitude);
        }
        self.whole(const { at("specificity") }, coding.specificity);
        self.whole(const { at("vicinity") }, u8::from(coding.specificity == 3));
        if coding.specificity == 3 {
            let text = format!("The attack took place near {}.", town.name);
            self.owned(const { at("location") }, text);
        }
        let date = self.us_date(coding.day);
        let who = self.group(coding).to_owned();
        let what = codes::deed_in_words(coding.method);
        let dead = coding.dead.map_or_else(|| "an unknown number of".to_owned(), |n| n.to_string());
        let text = format!(
            "SIMULATED. {date}: {who} {what} in {}, {country}; {dead} people were killed.",
            if in_town { &city } else { &unit.name }
        );
        self.owned(const { at("summary") }, text);
    }

    fn group(&self, coding: &Coding) -> &str {
        coding.group.map_or("Unknown", |index| {
            &self.groups[usize::from(index)][usize::from(coding.respelled)]
        })
    }

    /// From `crit1` to `suicide`.
    fn judgement(&mut self, coding: &Coding) {
        self.whole(const { at("crit1") }, 1);
        self.whole(const { at("crit2") }, 1);
        // What happens in regular warfare fails the third criterion, and is doubtful for it.
        self.whole(const { at("crit3") }, u8::from(!coding.doubtful));
        self.whole(const { at("doubtterr") }, u8::from(coding.doubtful));
        if coding.doubtful {
            self.coded(const { at("alternative") }, (1, "Insurgency/Guerilla Action"));
        }
        self.whole(const { at("multiple") }, u8::from(coding.multiple));
        self.whole(const { at("success") }, u8::from(coding.success));
        let suicide = coding.method == crate::world::Method::SuicideBombing;
        self.whole(const { at("suicide") }, u8::from(suicide));
    }

    /// Attack, target, perpetrator and weapon.
    fn deed(&mut self, coding: &Coding) {
        self.coded(const { at("attacktype1") }, codes::attack(coding.method));
        let (kind, sub, corp) = codes::target(coding.target);
        self.coded(const { at("targtype1") }, kind);
        self.coded(const { at("targsubtype1") }, sub);
        let town = self.world.land.town(coding.town);
        let country = self.world.land.countries[usize::from(town.country)].name;
        self.owned(const { at("corp1") }, format!("{corp} of {country}"));
        let target = match coding.target {
            crate::observe::gtd::Target::Group(index) => self.groups[usize::from(index)][0].clone(),
            _ => sub.1.to_owned(),
        };
        self.owned(const { at("target1") }, target);
        self.whole(const { at("natlty1") }, codes::FIRST_COUNTRY + i64::from(town.country));
        self.text(const { at("natlty1_txt") }, country);
        let group = self.group(coding).to_owned();
        self.owned(const { at("gname") }, group);
        self.whole(
            const { at("guncertain1") },
            u8::from(coding.group.is_some() && !coding.claimed),
        );
        self.whole(const { at("individual") }, 0);
        self.whole(const { at("nperps") }, -99);
        self.whole(const { at("nperpcap") }, 0);
        self.whole(const { at("claimed") }, u8::from(coding.claimed));
        if coding.claimed {
            self.coded(const { at("claimmode") }, (7, "Personal claim"));
        }
        let (kind, sub, detail) = codes::weapon(coding.method);
        self.coded(const { at("weaptype1") }, kind);
        self.coded(const { at("weapsubtype1") }, sub);
        self.text(const { at("weapdetail") }, detail);
    }

    /// From `nkill` to `ransom`.
    fn toll(&mut self, coding: &Coding) {
        for (column, count) in [
            (const { at("nkill") }, coding.dead),
            (const { at("nkillter") }, coding.dead_attackers),
            (const { at("nwound") }, coding.wounded),
        ] {
            if let Some(count) = count {
                self.whole(column, count);
            }
        }
        for column in [const { at("nkillus") }, const { at("nwoundus") }, const { at("nwoundte") }]
        {
            self.whole(column, 0);
        }
        self.whole(const { at("property") }, -9);
        self.whole(const { at("ishostkid") }, 0);
    }

    /// From `addnotes` to `related`.
    fn sources(&mut self, account: &Account, coding: &Coding) {
        let date = self.us_date(coding.day + 1);
        let text = format!("\"SIMULATED attack reported,\" SIMULATED Wire, {date}.");
        self.owned(const { at("scite1") }, text);
        self.text(const { at("dbsource") }, DBSOURCE);
        for column in ["INT_LOG", "INT_IDEO"].map(at) {
            self.whole(column, -9);
        }
        self.whole(const { at("INT_MISC") }, 0);
        self.whole(const { at("INT_ANY") }, -9);
        if !account.related.is_empty() {
            let ids: Vec<String> = account.related.iter().map(u64::to_string).collect();
            self.owned(const { at("related") }, ids.join(", "));
        }
    }
}
