//! A part of a snapshot, held in memory for a page that asks many questions about it.

use std::sync::Arc;

use arrow::array::RecordBatch;
use datafusion::datasource::MemTable;

use crate::incidents::{SEVERAL, every_incident};
use crate::question::incidents_of_several;
use crate::schema::{INCIDENTS, MEMBERS, REPORTS};
use crate::snapshot::{context, context_in};
use crate::{Filters, Snapshot, StoreError};

impl<'s> Snapshot<'s> {
    /// The same state of knowledge with only the reports and incidents that pass these filters, and all reports of these
    /// incidents, in memory: for questions whose filters are these and others. Each of such questions would otherwise
    /// read all reports. Reports are without what their source wrote beyond the shared columns, so questions about such fields
    /// go to the whole. Everything else is as in the snapshot.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub fn narrowed(&self, filters: &Filters) -> Result<Self, StoreError> {
        // Which reports are in incidents is one fact of the whole snapshot.
        self.prepare_incidents()?;
        let several = incidents_of_several(filters);
        let chosen = format!("SELECT incident_id FROM {SEVERAL} WHERE {several}");
        let mut narrow = Vec::new();
        // What a source wrote beyond the shared columns weighs as much as all else together.
        let column = |name: &'static str| match name {
            "extra" => "CAST(NULL AS VARCHAR) AS extra",
            name => name,
        };
        let columns: Vec<&str> = REPORTS.columns.iter().map(|own| column(own.name)).collect();
        let mut reports =
            format!("SELECT {} FROM {} WHERE {}", columns.join(", "), REPORTS.name, filters.sql());
        if self.has_incidents() {
            reports.push_str(&format!(
                " OR report_id IN (SELECT report_id FROM {} WHERE incident_id IN ({chosen}))",
                MEMBERS.name
            ));
            let members = format!("SELECT * FROM {} WHERE incident_id IN ({chosen})", MEMBERS.name);
            narrow.push((SEVERAL, format!("SELECT * FROM {SEVERAL} WHERE {several}")));
            narrow.push((MEMBERS.name, members));
        }
        narrow.push((REPORTS.name, reports));

        let own = match self.store().environment() {
            Some(environment) => context_in(environment),
            None => context(None)?,
        };
        own.register_udf(self.grouped().function());
        self.wait(async {
            let tables = self.context().catalog("datafusion").and_then(|all| all.schema("public"));
            for name in tables.iter().flat_map(|tables| tables.table_names()) {
                let table = self.context().table_provider(name.as_str()).await?;
                own.register_table(name.as_str(), table)?;
            }
            for (relation, sql) in &narrow {
                let frame = self.context().sql(sql).await?;
                let schema = Arc::new(frame.schema().as_arrow().clone());
                let found: Vec<RecordBatch> = frame.collect().await?;
                own.deregister_table(*relation)?;
                own.register_table(*relation, Arc::new(MemTable::try_new(schema, vec![found])?))?;
            }
            let view = own.sql(&every_incident()).await?.into_view();
            own.deregister_table(INCIDENTS.name)?;
            own.register_table(INCIDENTS.name, view)?;
            Ok(())
        })?;
        Ok(self.in_context(own))
    }
}
