//! Small files in the shape of UCDP GED, made by hand: every row sound until a test spoils it.

/// The columns of the current release, in its order.
pub const COLUMNS: [&str; 49] = [
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

/// The values of a sound row, in the order of [`COLUMNS`]: one clash of two deaths in Borno.
const SOUND: [&str; 49] = [
    "1",
    "NIG-2014-1-640-1",
    "2014",
    "1",
    "Clear",
    "1",
    "297",
    "297",
    "Nigeria: Government",
    "640",
    "640",
    "Government of Nigeria - Boko Haram",
    "84",
    "84",
    "Government of Nigeria",
    "1051",
    "1051",
    "Boko Haram",
    "2",
    "Wire,2014-05-07,Clash",
    "Wire",
    "2014-05-07",
    "Clash",
    "police",
    "1",
    "Maiduguri town",
    "Maiduguri",
    "Borno state",
    "Maiduguri lga",
    "11.83",
    "13.15",
    "POINT (13.15 11.83)",
    "146547",
    "Nigeria",
    "475",
    "Africa",
    "1",
    "1",
    "2014-05-07",
    "2014-05-07",
    "1",
    "1",
    "0",
    "0",
    "2",
    "3",
    "1",
    "475",
    "",
];

/// A row: the cells of [`COLUMNS`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(Vec<String>);

impl Row {
    /// A sound row with this id, on the day of 2014 that the id gives.
    #[must_use]
    pub fn new(id: u32) -> Self {
        let row = Self(SOUND.iter().map(|&cell| cell.to_owned()).collect());
        let day = format!("2014-{:02}-{:02}", id % 12 + 1, id % 28 + 1);
        row.set("id", &id.to_string())
            .set("relid", &format!("NIG-2014-1-640-{id}"))
            .set("date_start", &day)
            .set("date_end", &day)
    }

    /// The same row with another cell.
    ///
    /// # Panics
    /// Where there is no such column.
    #[must_use]
    pub fn set(mut self, column: &str, value: &str) -> Self {
        let at = COLUMNS.iter().position(|&name| name == column);
        value.clone_into(&mut self.0[at.expect("a column of GED")]);
        self
    }

    /// The row as a JSON object, all values as text.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        let members = COLUMNS.iter().zip(&self.0);
        members
            .map(|(&name, cell)| (name.to_owned(), cell.as_str().into()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }

    /// The row as one line of CSV, without a line end; cells are quoted where they must be.
    #[must_use]
    pub fn line(&self) -> String {
        let cells = self.0.iter().map(|cell| {
            if cell.contains(['"', ',', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        });
        cells.collect::<Vec<_>>().join(",")
    }
}

/// The header line, without a line end.
#[must_use]
pub fn header() -> String {
    COLUMNS.join(",")
}

/// A file of these rows.
#[must_use]
pub fn csv(rows: &[Row]) -> String {
    lines(&rows.iter().map(Row::line).collect::<Vec<_>>())
}

/// A file of these lines under the header.
#[must_use]
pub fn lines(lines: &[String]) -> String {
    let mut text = header();
    for line in lines {
        text.push('\n');
        text.push_str(line);
    }
    text.push('\n');
    text
}

/// Sound rows with the ids `from..to`.
#[must_use]
pub fn rows(from: u32, to: u32) -> Vec<Row> {
    (from..to).map(Row::new).collect()
}
