//! Classes of what happened, which no dataset shows as such.
//!
//! Each dataset has its own kinds, and errs in them; which go together is learnt for two datasets at a time. Whether three
//! reports are of one kind is not said by that: what the first two agree in may be what the third cannot tell. So what
//! happened is taken to be of one of some classes, given which each dataset chooses its kind on its own (latent class
//! analysis, Goodman 1974, Biometrika 61(2); learnt from tables of two as in Hofmann 1999, Probabilistic Latent Semantic
//! Analysis, equations 3-6).

use crate::chance::share;
use crate::record::{DatasetIndex, KINDS};

/// Classes that are told apart at most.
pub(crate) const CLASSES: usize = 24;
/// Rounds of learning.
const ROUNDS: usize = 60;
/// How much of a class is of the kind it begins with.
const BEGIN: f32 = 0.7;
/// As strong as so much of a table is what is usual in a dataset.
const PRIOR: f32 = 1e-3;

/// How kinds of two datasets go together.
pub(crate) type Joint = [[f32; KINDS]; KINDS];

/// Shares that add up to 1, for the kinds of the first dataset and of the second.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) ends: [DatasetIndex; 2],
    pub(crate) shares: Box<Joint>,
}

/// For each kind how likely it is with each class.
type Likely = [[f32; CLASSES]; KINDS];

/// What was learnt.
#[derive(Debug, Clone)]
pub(crate) struct Classes {
    /// How common each class is.
    pub(crate) shares: [f32; CLASSES],
    /// For each dataset and kind: how much likelier with each class than usual.
    likely: Vec<(DatasetIndex, Box<Likely>)>,
}

impl Classes {
    /// Learns from a table for each two datasets, or for a dataset with itself; nothing where there is no table.
    pub(crate) fn learn(tables: &[Table]) -> Option<Self> {
        let mut datasets: Vec<DatasetIndex> = tables.iter().flat_map(|table| table.ends).collect();
        datasets.sort_unstable();
        datasets.dedup();
        // The one whose kinds say the most about those of others is the one with which classes begin.
        let says = |dataset: &DatasetIndex| -> f32 {
            tables.iter().filter(|table| table.ends.contains(dataset)).map(Table::information).sum()
        };
        let first = *datasets.iter().max_by(|a, b| says(a).total_cmp(&says(b)).then(b.cmp(a)))?;
        let mut kinds: Vec<(f32, usize)> = usual(tables, first).into_iter().zip(0..KINDS).collect();
        kinds.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        kinds.truncate(CLASSES);
        let mut shares = [0.0; CLASSES];
        shares.iter_mut().zip(&kinds).for_each(|(share, (usual, _))| *share = *usual);
        share(&mut shares);
        let mut likely: Vec<(DatasetIndex, Box<Likely>)> = datasets
            .iter()
            .map(|dataset| (*dataset, begin(tables, first, *dataset, &kinds)))
            .collect();
        let of_dataset: Vec<[f32; KINDS]> =
            datasets.iter().map(|dataset| usual(tables, *dataset)).collect();
        for _ in 0..ROUNDS {
            step((tables, &of_dataset), &mut shares, &mut likely);
        }
        for (_, own) in &mut likely {
            for of_kind in own.iter_mut() {
                let usual: f32 = of_kind.iter().zip(&shares).map(|(own, share)| own * share).sum();
                let sure = usual > 1e-6;
                of_kind.iter_mut().for_each(|own| *own = if sure { *own / usual } else { 1.0 });
            }
        }
        Some(Self { shares, likely })
    }

    /// How much likelier a kind is with each class than usual; `None` for a dataset that was not there.
    pub(crate) fn of(&self, dataset: DatasetIndex, kind: u8) -> Option<&[f32; CLASSES]> {
        let (_, likely) = self.likely.iter().find(|(of, _)| *of == dataset)?;
        likely.get(usize::from(kind))
    }
}

impl Table {
    /// Mutual information, in nats.
    fn information(&self) -> f32 {
        let rows: Vec<f32> = self.shares.iter().map(|row| row.iter().sum()).collect();
        let mut columns = [0.0; KINDS];
        for row in self.shares.iter() {
            columns.iter_mut().zip(row).for_each(|(sum, share)| *sum += share);
        }
        let mut sum = 0.0;
        for (row, of_row) in self.shares.iter().zip(rows) {
            for (share, of_column) in row.iter().zip(columns) {
                if *share > 0.0 {
                    sum += share * (share / (of_row * of_column)).ln();
                }
            }
        }
        sum
    }

    /// The shares of a row, or of a column.
    fn given(&self, second: bool, kind: usize) -> [f32; KINDS] {
        let mut own = if second { self.shares.map(|row| row[kind]) } else { self.shares[kind] };
        share(&mut own);
        own
    }
}

/// How common each kind of a dataset is in its tables.
fn usual(tables: &[Table], dataset: DatasetIndex) -> [f32; KINDS] {
    let mut usual = [0.0; KINDS];
    for table in tables {
        if table.ends[0] == dataset {
            let rows = table.shares.iter().map(|row| row.iter().sum::<f32>());
            usual.iter_mut().zip(rows).for_each(|(sum, row)| *sum += row);
        }
        if table.ends[1] == dataset {
            for row in table.shares.iter() {
                usual.iter_mut().zip(row).for_each(|(sum, share)| *sum += share);
            }
        }
    }
    share(&mut usual);
    usual
}

/// What is likely of a dataset before anything was learnt: what goes together with each class's own kind.
fn begin(
    tables: &[Table],
    first: DatasetIndex,
    dataset: DatasetIndex,
    kinds: &[(f32, usize)],
) -> Box<Likely> {
    let usual = usual(tables, dataset);
    let mut likely: Box<Likely> = Box::new([[0.0; CLASSES]; KINDS]);
    for (class, (_, kind)) in kinds.iter().enumerate() {
        let together = tables.iter().find_map(|table| match table.ends {
            ends if ends == [first, dataset] => Some(table.given(false, *kind)),
            ends if ends == [dataset, first] => Some(table.given(true, *kind)),
            _ => None,
        });
        let together = together.unwrap_or(usual);
        for (other, of_kind) in likely.iter_mut().enumerate() {
            let own = f32::from(u8::from(dataset == first && other == *kind));
            let begin = if dataset == first { BEGIN } else { 0.0 };
            of_kind[class] =
                0.98 * (begin * own + (1.0 - begin) * together[other]) + 0.02 * usual[other];
        }
    }
    likely
}

/// One round of expectation and maximisation.
fn step(
    (tables, usual): (&[Table], &[[f32; KINDS]]),
    shares: &mut [f32; CLASSES],
    likely: &mut [(DatasetIndex, Box<Likely>)],
) {
    let mut counted: Vec<Box<Likely>> =
        likely.iter().map(|_| Box::new([[0.0; CLASSES]; KINDS])).collect();
    let place = |dataset: DatasetIndex| likely.iter().position(|(of, _)| *of == dataset);
    let mut classes = [0.0; CLASSES];
    for table in tables {
        let [Some(a), Some(b)] = table.ends.map(place) else { continue };
        for (one, row) in table.shares.iter().enumerate() {
            for (other, share) in row.iter().enumerate().filter(|(_, share)| **share > 0.0) {
                let mut both = [0.0; CLASSES];
                for (class, both) in both.iter_mut().enumerate() {
                    *both = shares[class] * likely[a].1[one][class] * likely[b].1[other][class];
                }
                let all: f32 = both.iter().sum();
                if all <= f32::MIN_POSITIVE {
                    continue;
                }
                for (class, both) in both.into_iter().enumerate() {
                    let count = share * both / all;
                    classes[class] += count;
                    counted[a][one][class] += count;
                    counted[b][other][class] += count;
                }
            }
        }
    }
    *shares = classes;
    share(shares);
    for (((_, likely), counted), usual) in likely.iter_mut().zip(counted).zip(usual) {
        let mut all = [0.0; CLASSES];
        for of_kind in counted.iter() {
            all.iter_mut().zip(of_kind).for_each(|(sum, count)| *sum += count);
        }
        for ((of_kind, counted), usual) in likely.iter_mut().zip(counted.iter()).zip(*usual) {
            for ((own, count), all) in of_kind.iter_mut().zip(counted).zip(all) {
                *own = (count + PRIOR * usual) / (all + PRIOR);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COARSE: DatasetIndex = DatasetIndex(0);
    const FINE: DatasetIndex = DatasetIndex(1);

    /// The first dataset has one kind for two of three classes, the second one a kind for each.
    fn tables() -> Vec<Table> {
        let mut shares: Box<Joint> = Box::new([[0.0; KINDS]; KINDS]);
        (shares[4][7], shares[4][8], shares[5][9]) = (0.3, 0.3, 0.4);
        let with_coarse = Table { ends: [COARSE, FINE], shares };
        let mut shares: Box<Joint> = Box::new([[0.0; KINDS]; KINDS]);
        (shares[7][7], shares[8][8], shares[9][9]) = (0.3, 0.3, 0.4);
        vec![with_coarse, Table { ends: [FINE, FINE], shares }]
    }

    fn together(classes: &Classes, kinds: &[(DatasetIndex, u8)]) -> f32 {
        let of = |(dataset, kind): &(DatasetIndex, u8)| {
            *classes.of(*dataset, *kind).expect("the dataset is there")
        };
        let likely: Vec<[f32; CLASSES]> = kinds.iter().map(of).collect();
        let of_class = |(class, share): (usize, &f32)| {
            share * likely.iter().map(|own| own[class]).product::<f32>()
        };
        classes.shares.iter().enumerate().map(of_class).sum()
    }

    #[test]
    fn three_kinds_go_together_where_two_at_a_time_do_not_tell() {
        let classes = Classes::learn(&tables()).expect("there are tables");
        // One class of 0.3: 1 / 0.6 for the coarse kind and a fine one, and again 1 / 0.3 for a second fine one.
        let two = together(&classes, &[(COARSE, 4), (FINE, 7)]);
        assert!((two - 1.0 / 0.6).abs() < 0.1, "{two}");
        let three = together(&classes, &[(COARSE, 4), (FINE, 7), (FINE, 7)]);
        assert!((three - 1.0 / (0.6 * 0.3)).abs() < 0.6, "{three}");
        // Each fine kind goes with the coarse one, and they do not with each other.
        let apart = together(&classes, &[(COARSE, 4), (FINE, 7), (FINE, 8)]);
        assert!(apart < 0.2, "{apart}");
    }

    #[test]
    fn a_kind_that_was_never_seen_says_nothing_and_without_tables_there_are_no_classes() {
        let classes = Classes::learn(&tables()).expect("there are tables");
        assert!((together(&classes, &[(FINE, 7), (FINE, 33)]) - 1.0).abs() < 1e-3);
        assert!(classes.of(DatasetIndex(9), 0).is_none());
        assert!(Classes::learn(&[]).is_none());
    }
}
