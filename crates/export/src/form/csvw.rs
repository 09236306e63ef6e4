//! The card of a CSV file: a metadata document in the vocabulary of CSV on the Web (W3C 2015).

use serde_json::{Value, json};

use crate::card::{Card, Cited};
use crate::grid::{Grid, Kind};
use crate::hxl;

/// The document that describes the file `name`. The card's parts are said in Dublin Core and PROV terms;
/// the card itself follows whole under `schema:additionalProperty`, as JSON text.
pub(crate) fn document(grid: &Grid, card: &Card, tags: bool, name: &str) -> Value {
    let columns: Vec<Value> = grid
        .names()
        .zip(grid.kinds())
        .enumerate()
        .map(|(index, (name, kind))| column(index, name, kind, tags))
        .collect();
    let lines = |label: &str| -> Vec<String> {
        card.lines().into_iter().filter(|(name, _)| *name == label).map(|(_, text)| text).collect()
    };
    let mut description = card.notes.clone();
    description.push(
        "A text that a spreadsheet could take for a formula has an apostrophe before it."
            .to_owned(),
    );
    let provenance = [lines("Store"), lines("As of"), lines("Made with")].concat();
    json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": name,
        "dc:title": card.title,
        "dc:subject": card.question,
        "dc:description": description,
        "dc:license": card.licence.as_ref().map_or(Value::Null, |combined| {
            json!({"@id": combined.licence.url})
        }),
        "dc:rights": lines("Licence"),
        "dc:bibliographicCitation": lines("Citation"),
        "dc:accessRights": lines("Permission"),
        "dc:provenance": provenance,
        "dc:source": card.datasets.iter().map(source).collect::<Vec<_>>(),
        "schema:additionalProperty": {
            "@type": "schema:PropertyValue",
            "schema:name": "card",
            "schema:value": card.json().to_string(),
        },
        "dialect": {
            "encoding": "utf-8",
            "header": true,
            "headerRowCount": if tags { 2 } else { 1 },
            "lineTerminators": ["\r\n"],
        },
        "tableSchema": {"columns": columns},
    })
}

fn source(cited: &Cited) -> Value {
    json!({
        "@id": cited.url,
        "dc:identifier": cited.dataset.as_str(),
        "dc:title": cited.title,
        "dc:publisher": cited.source,
        "dc:hasVersion": cited.releases,
        "schema:dateAccessed": cited.accessed.map(|day| day.to_string()),
    })
}

fn column(index: usize, name: &str, kind: Kind, tags: bool) -> Value {
    let datatype = match kind {
        Kind::Text => json!("string"),
        Kind::Int => json!("integer"),
        Kind::Real => json!("number"),
        Kind::Day => json!({"base": "date", "format": "yyyy-MM-dd"}),
        Kind::Flag => json!({"base": "boolean", "format": "true|false"}),
        Kind::Latitude => json!({"base": "number", "minimum": -90, "maximum": 90}),
        Kind::Longitude => json!({"base": "number", "minimum": -180, "maximum": 180}),
    };
    let title = super::csv::neutralised(name);
    let titles = match hxl::tag(name).filter(|_| tags) {
        Some(tag) => json!([title, tag]),
        None => json!(title),
    };
    // Names must be safe in a URI template; ours are, other people's columns may not be.
    let plain = !name.is_empty()
        && !name.starts_with('_')
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let name = if plain { name.to_owned() } else { format!("column_{}", index + 1) };
    json!({"name": name, "titles": titles, "datatype": datatype})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{card, grid};

    #[test]
    fn the_document_names_the_file_its_terms_and_its_columns() {
        let document = document(&grid(), &card().note("a sample"), false, "events.csv");
        assert_eq!(document["url"], "events.csv");
        assert_eq!(document["dc:license"]["@id"], "https://example.org/licence");
        assert_eq!(document["dc:description"][0], "a sample");
        assert_eq!(document["dc:source"][0]["schema:dateAccessed"], "2025-06-20");
        let columns = &document["tableSchema"]["columns"];
        assert_eq!(columns[2]["datatype"]["base"], "date");
        assert_eq!(columns[3]["datatype"]["maximum"], 90);
        assert_eq!(columns[7]["datatype"], "integer");
    }

    #[test]
    fn the_whole_card_can_be_had_back_from_it() {
        let document = document(&grid(), &card(), false, "events.csv");
        let text = document["schema:additionalProperty"]["schema:value"].as_str().expect("text");
        assert_eq!(serde_json::from_str::<Value>(text).expect("JSON"), card().json());
    }

    #[test]
    fn a_row_of_tags_is_declared_as_a_second_header() {
        let document = document(&grid(), &card(), true, "events.csv");
        assert_eq!(document["dialect"]["headerRowCount"], 2);
        assert_eq!(document["tableSchema"]["columns"][2]["titles"][1], "#date+start");
    }

    #[test]
    fn a_name_that_is_none_in_the_vocabulary_gets_a_number() {
        let document = document(&Grid::new(&["from version"]), &card(), false, "a.csv");
        let column = &document["tableSchema"]["columns"][0];
        assert_eq!(
            (&column["name"], &column["titles"]),
            (&json!("column_1"), &json!("from version"))
        );
    }
}
