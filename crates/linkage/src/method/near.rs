//! Records of one dataset by cell and day, for rules with hard windows.

use rustc_hash::FxHashMap;

use super::Classed;
use crate::record::Day;

const KM_PER_DEGREE: f32 = 111.195_08;

/// Records with a point, found by place and middle day.
pub(super) struct Near<'r> {
    records: &'r [Classed],
    cells: FxHashMap<(i32, i32), Vec<(Day, u32)>>,
    km: f32,
    degrees: f32,
}

impl<'r> Near<'r> {
    /// Those among `own`, to be found within so many kilometres.
    pub(super) fn new(records: &'r [Classed], own: impl Iterator<Item = u32>, km: f32) -> Self {
        let degrees = (km / KM_PER_DEGREE).max(0.01);
        let mut near = Self { records, cells: FxHashMap::default(), km, degrees };
        for position in own {
            let record = &records[position as usize].record;
            if record.is_located() {
                let cell = near.cell(record.at);
                near.cells.entry(cell).or_default().push((record.middle(), position));
            }
        }
        near.cells.values_mut().for_each(|entries| entries.sort_unstable());
        near
    }

    #[allow(clippy::cast_possible_truncation)] // degrees are bounded
    fn cell(&self, [north, east]: [f32; 2]) -> (i32, i32) {
        ((north / self.degrees).floor() as i32, (east / self.degrees).floor() as i32)
    }

    /// Calls `take` with each record within the distance and so many days, and with both gaps.
    #[allow(clippy::cast_possible_truncation)] // degrees are bounded
    pub(super) fn around(&self, around: &Classed, days: Day, mut take: impl FnMut(u32, f32, Day)) {
        let record = &around.record;
        if !record.is_located() {
            return;
        }
        let (row, column) = self.cell(record.at);
        let cos = (record.at[0].abs() + self.degrees).min(89.0).to_radians().cos();
        let columns = (1.0 / cos).ceil() as i32;
        for row in row - 1..=row + 1 {
            for column in column - columns..=column + columns {
                let Some(entries) = self.cells.get(&(row, column)) else { continue };
                let middle = record.middle();
                let from = entries.partition_point(|(day, _)| *day < middle - days);
                let within = entries[from..].iter().take_while(|(day, _)| *day <= middle + days);
                for (day, position) in within {
                    let km = record.distance_km(&self.records[*position as usize].record);
                    if km <= self.km {
                        take(*position, km, (day - middle).abs());
                    }
                }
            }
        }
    }
}
