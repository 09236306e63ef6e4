//! What datasets call things: their actors, the sides of their reports, the datasets themselves.

use std::collections::BTreeMap;

use bellwether_model::{DatasetId, GwCode, NativeActor};

use crate::columns::Cells;
use crate::question::quoted;
use crate::{Snapshot, StoreError};

impl Snapshot<'_> {
    /// The datasets that have live reports, sorted.
    ///
    /// # Errors
    /// When the query fails.
    pub fn datasets(&self) -> Result<Vec<String>, StoreError> {
        self.texts("SELECT DISTINCT dataset AS t FROM reports ORDER BY dataset")
    }

    /// The names of all sides of a dataset's live reports, sorted.
    ///
    /// # Errors
    /// When the query fails.
    pub fn side_names(&self, dataset: &str) -> Result<Vec<String>, StoreError> {
        let dataset = quoted(dataset);
        self.texts(&format!(
            "SELECT side_a AS t FROM reports WHERE dataset = {dataset} UNION \
             SELECT side_b AS t FROM reports WHERE dataset = {dataset} ORDER BY t"
        ))
    }

    fn texts(&self, sql: &str) -> Result<Vec<String>, StoreError> {
        let mut all = Vec::new();
        for batch in self.query(sql)? {
            for row in 0..batch.num_rows() {
                all.extend(Cells(&batch).text("t", row)?.map(str::to_owned));
            }
        }
        Ok(all)
    }

    /// Every actor that a dataset names: those of its actor list with all their names, and the sides
    /// of its reports that no list has. Sorted by dataset and id.
    ///
    /// # Errors
    /// When a query fails.
    pub fn native_actors(&self) -> Result<Vec<NativeActor>, StoreError> {
        let mut actors: BTreeMap<(String, String), NativeActor> = BTreeMap::new();
        for batch in self.query("SELECT body FROM actors")? {
            for row in 0..batch.num_rows() {
                let actor: NativeActor = serde_json::from_str(Cells(&batch).must("body", row)?)
                    .map_err(|error| {
                        StoreError::Integrity(format!("an actor is not JSON: {error}"))
                    })?;
                actors.insert((actor.dataset.to_string(), actor.native_id.clone()), actor);
            }
        }
        let sides = "SELECT dataset, id, name, country_gw FROM (\
             SELECT dataset, side_a_id AS id, side_a AS name, country_gw FROM reports UNION \
             SELECT dataset, side_b_id AS id, side_b AS name, country_gw FROM reports) \
             ORDER BY dataset, id, name, country_gw";
        for batch in self.query(sides)? {
            for row in 0..batch.num_rows() {
                let cells = Cells(&batch);
                let dataset = cells.must("dataset", row)?;
                let name = cells.must("name", row)?;
                let id = cells.text("id", row)?.unwrap_or_default();
                let key = (dataset.to_owned(), if id.is_empty() { name } else { id }.to_owned());
                let dataset = DatasetId::new(dataset)
                    .map_err(|error| StoreError::Integrity(error.to_string()))?;
                let actor = actors.entry(key).or_insert_with(|| NativeActor {
                    dataset,
                    native_id: id.to_owned(),
                    name: name.to_owned(),
                    other_names: Vec::new(),
                    native_kind: String::new(),
                    countries: Vec::new(),
                });
                if actor.name != name && !actor.other_names.iter().any(|other| other == name) {
                    actor.other_names.push(name.to_owned());
                }
                let gw = cells.integer("country_gw", row)?.and_then(|gw| u16::try_from(gw).ok());
                if let Some(gw) = gw.map(GwCode)
                    && !actor.countries.contains(&gw)
                {
                    actor.countries.push(gw);
                }
            }
        }
        Ok(actors.into_values().collect())
    }
}
