//! `link_slab(slab, record)`: the links of a slab, from the records that bear on it.

use std::sync::Arc;

use arrow::array::{Array as _, ArrayRef, AsArray as _, ListArray};
use arrow::buffer::OffsetBuffer;
use arrow::datatypes::{DataType, Field, FieldRef, Int32Type};
use bellwether_linkage::{Link, Model, Record, Settings, link_slab as link};
use bellwether_store::DataFusionError;
use datafusion::logical_expr::{Accumulator, AggregateUDF, Volatility, create_udaf};
use datafusion::scalar::ScalarValue;

use super::columns;

/// The function with the weights that it judges by.
pub(super) fn link_slab(model: Arc<Model>, settings: Settings) -> AggregateUDF {
    create_udaf(
        "link_slab",
        vec![DataType::Int32, columns::record_type()],
        Arc::new(DataType::List(item(columns::link_type()))),
        Volatility::Immutable,
        Arc::new(move |_| {
            let model = Arc::clone(&model);
            Ok(Box::new(Slab { model, settings, slab: None, positions: vec![], records: vec![] }))
        }),
        Arc::new(vec![DataType::Int32, DataType::List(item(columns::record_type()))]),
    )
}

fn item(of: DataType) -> FieldRef {
    Arc::new(Field::new_list_field(of, true))
}

/// The records of one slab as they come in.
#[derive(Debug)]
struct Slab {
    model: Arc<Model>,
    settings: Settings,
    slab: Option<i32>,
    positions: Vec<u32>,
    records: Vec<Record>,
}

impl Slab {
    fn is_of(&mut self, slabs: &ArrayRef) {
        let slabs = slabs.as_primitive::<Int32Type>();
        self.slab = self.slab.or_else(|| slabs.iter().flatten().next());
    }
}

fn one_list(values: ArrayRef) -> ScalarValue {
    let offsets = OffsetBuffer::from_lengths([values.len()]);
    let list = ListArray::new(item(values.data_type().clone()), offsets, values, None);
    ScalarValue::List(Arc::new(list))
}

impl Accumulator for Slab {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<(), DataFusionError> {
        let [slabs, records] = values else {
            return Err(DataFusionError::Plan("link_slab takes a slab and a record".into()));
        };
        self.is_of(slabs);
        columns::take_records(records.as_struct(), &mut self.positions, &mut self.records)
    }

    fn evaluate(&mut self) -> Result<ScalarValue, DataFusionError> {
        let links = self
            .slab
            .map_or_else(Vec::new, |slab| link(&self.model, &self.records, slab, &self.settings));
        let whole = |at: u32| self.positions[at as usize];
        let links = links.iter().map(|own| Link { a: whole(own.a), b: whole(own.b), ..*own });
        Ok(one_list(Arc::new(columns::links(links))))
    }

    fn size(&self) -> usize {
        size_of_val(self)
            + self.records.capacity() * size_of::<Record>()
            + self.positions.capacity() * size_of::<u32>()
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>, DataFusionError> {
        let records = self.positions.iter().copied().zip(&self.records);
        let records = one_list(Arc::new(columns::records(records)));
        Ok(vec![ScalarValue::Int32(self.slab), records])
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<(), DataFusionError> {
        let [slabs, lists] = states else {
            return Err(DataFusionError::Internal("link_slab has a slab and its records".into()));
        };
        self.is_of(slabs);
        for list in lists.as_list::<i32>().iter().flatten() {
            columns::take_records(list.as_struct(), &mut self.positions, &mut self.records)?;
        }
        Ok(())
    }
}
