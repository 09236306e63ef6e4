//! Rows of restricted sources' shapes, made by hand with invented content.

use serde_json::{Map, Value};

/// A row under the columns of its source; every cell is sound until a test sets another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    columns: &'static [&'static str],
    cells: Vec<String>,
}

impl Row {
    fn of(columns: &'static [&'static str], cells: &[&str]) -> Self {
        assert_eq!(columns.len(), cells.len(), "a cell for each column");
        Self { columns, cells: cells.iter().map(|&cell| cell.to_owned()).collect() }
    }

    /// The same row with another cell.
    ///
    /// # Panics
    /// Where there is no such column.
    #[must_use]
    pub fn set(mut self, column: &str, value: &str) -> Self {
        let at = self.columns.iter().position(|&name| name == column);
        value.clone_into(&mut self.cells[at.expect("a column of the source")]);
        self
    }

    /// The row as a JSON object, all values as text, the way ACLED's service writes most of them.
    #[must_use]
    pub fn json(&self) -> Value {
        let members = self.columns.iter().zip(&self.cells);
        let object: Map<String, Value> =
            members.map(|(&name, cell)| (name.to_owned(), Value::from(cell.as_str()))).collect();
        Value::Object(object)
    }
}

/// A file of rows of one source, under its header.
///
/// # Panics
/// Where there is no row.
#[must_use]
pub fn csv(rows: &[Row]) -> String {
    let mut text = rows.first().expect("a row").columns.join(",");
    for row in rows {
        let quoted = row.cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
        text.push('\n');
        text.push_str(&quoted.collect::<Vec<_>>().join(","));
    }
    text.push('\n');
    text
}

/// A page of ACLED's service.
#[must_use]
pub fn acled_page(rows: &[Row]) -> String {
    let data: Vec<Value> = rows.iter().map(Row::json).collect();
    serde_json::json!({ "status": 200, "success": true, "count": data.len(), "data": data })
        .to_string()
}

const ACLED: [&str; 31] = [
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

/// A clash of two deaths in Borno on a day of 2024, in ACLED's columns.
#[must_use]
pub fn acled(id: &str, day: &str) -> Row {
    Row::of(
        &ACLED,
        &[
            id,
            day,
            &day[..4],
            "1",
            "Political violence",
            "Battles",
            "Armed clash",
            "Military Forces of Vesland (2015-)",
            "",
            "State forces",
            "Red Dawn",
            "",
            "Rebel group",
            "State forces-Rebel group",
            "",
            "566",
            "Western Africa",
            "Nigeria",
            "Borno",
            "Harn district",
            "",
            "Harn",
            "11.8464",
            "13.1603",
            "1",
            "Vesland Post",
            "National",
            "A clash. 2 killed.",
            "2",
            "",
            "1706000001",
        ],
    )
}

const GTD: [&str; 27] = [
    "eventid",
    "iyear",
    "imonth",
    "iday",
    "extended",
    "resolution",
    "country_txt",
    "provstate",
    "city",
    "latitude",
    "longitude",
    "specificity",
    "vicinity",
    "summary",
    "doubtterr",
    "success",
    "suicide",
    "attacktype1",
    "attacktype1_txt",
    "targtype1",
    "targsubtype1",
    "targtype1_txt",
    "target1",
    "gname",
    "nkill",
    "nkillter",
    "nwound",
];

/// A bomb of seven deaths in Borno on a day, in columns of GTD.
///
/// # Panics
/// Where the day is not `YYYY-MM-DD`.
#[must_use]
pub fn gtd(id: &str, day: &str) -> Row {
    let parts: Vec<&str> = day.split('-').map(|part| part.trim_start_matches('0')).collect();
    let [year, month, day] = *parts.as_array().expect("a day has three parts");
    Row::of(
        &GTD,
        &[
            id,
            year,
            month,
            day,
            "0",
            "",
            "Nigeria",
            "Borno",
            "Harn",
            "11.8464",
            "13.1603",
            "1",
            "0",
            "A bomb.",
            "0",
            "1",
            "0",
            "3",
            "Bombing/Explosion",
            "14",
            "",
            "Private Citizens & Property",
            "Market",
            "Red Dawn",
            "7",
            "1",
            "12",
        ],
    )
}
