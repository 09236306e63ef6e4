//! Which cells of an answer must be withheld so that none of the small ones can be computed.
//!
//! Cell suppression with a threshold rule (Willenborg and de Waal 2001, Elements of Statistical Disclosure
//! Control, chapter 6): first the cells below the threshold, then as many others as it takes. An answer
//! is a set of cells and of sums, each sum saying that one cell is the total of others. What is withheld
//! is safe here when
//! 1. no sum has exactly one withheld cell in it;
//! 2. withheld parts of a shown total make up no small cell together;
//! 3. no withheld cell follows from all sums together, by linear algebra.
//!
//! The choice is greedy (the smallest cell that helps, the earlier of equals), so it is deterministic and
//! may withhold more than the optimum. Bounds that follow from counts not being negative are not looked
//! at: they can narrow a withheld count, not tell it.

/// Events of each restricted dataset behind one cell, in one order for all cells.
pub(super) type Counts = Vec<u64>;

/// One sum: the cell `total` is what the cells `parts` make up.
#[derive(Debug, Clone)]
pub(super) struct Sum {
    pub(super) total: usize,
    pub(super) parts: Vec<usize>,
}

/// Entries of the matrix of sums by withheld cells up to which rule 3 is decided exactly; beyond, every
/// total with a withheld part is withheld too, after which no sum says anything about a withheld cell.
const MATRIX_MAX: usize = 1_000_000;

/// Which cells to withhold. `least` holds the threshold of each restricted dataset.
pub(super) fn withheld(cells: &[Counts], sums: &[Sum], least: &[u64]) -> Vec<bool> {
    let mut hidden: Vec<bool> = cells.iter().map(|counts| is_small(counts, least)).collect();
    loop {
        if sums.iter().any(|sum| close(sum, cells, least, &mut hidden)) {
            continue;
        }
        let unknown: Vec<usize> = (0..cells.len()).filter(|cell| hidden[*cell]).collect();
        if unknown.len().saturating_mul(sums.len()) > MATRIX_MAX {
            if !hide_totals(sums, &mut hidden) {
                return hidden;
            }
        } else {
            let before = hidden.clone();
            if let Some(cell) = determined(sums, &unknown) {
                blur(cell, sums, cells, &mut hidden);
            }
            if hidden == before {
                return hidden;
            }
        }
    }
}

fn is_small(counts: &[u64], least: &[u64]) -> bool {
    counts.iter().zip(least).any(|(count, least)| (1..*least).contains(count))
}

/// Withholds one cell more where a sum breaks rule 1 or 2; `false` when it breaks neither.
fn close(sum: &Sum, cells: &[Counts], least: &[u64], hidden: &mut [bool]) -> bool {
    let withheld: Vec<usize> = sum.parts.iter().copied().filter(|part| hidden[*part]).collect();
    let safe = if hidden[sum.total] {
        !withheld.is_empty()
    } else {
        let mut together = vec![0u64; least.len()];
        for part in &withheld {
            for (sum, count) in together.iter_mut().zip(&cells[*part]) {
                *sum = sum.saturating_add(*count);
            }
        }
        withheld.is_empty() || withheld.len() >= 2 && !is_small(&together, least)
    };
    if safe {
        return false;
    }
    match next(sum, cells, hidden) {
        Some(cell) => hidden[cell] = true,
        // A withheld total of parts that hold nothing restricted was not small: it cannot come here.
        None if hidden[sum.total] => return false,
        None => hidden[sum.total] = true,
    }
    true
}

/// The smallest shown part that has any restricted event behind it.
fn next(sum: &Sum, cells: &[Counts], hidden: &[bool]) -> Option<usize> {
    let size = |part: &usize| cells[*part].iter().sum::<u64>();
    let shown = sum.parts.iter().copied().filter(|part| !hidden[*part] && size(part) > 0);
    shown.min_by_key(|part| (size(part), *part))
}

/// Withholds one cell more in the first sum that speaks of a cell that could be computed.
fn blur(cell: usize, sums: &[Sum], cells: &[Counts], hidden: &mut [bool]) {
    let speaks = |sum: &&Sum| sum.total == cell || sum.parts.contains(&cell);
    for sum in sums.iter().filter(speaks) {
        if let Some(other) = next(sum, cells, hidden) {
            hidden[other] = true;
            return;
        }
        if !hidden[sum.total] {
            hidden[sum.total] = true;
            return;
        }
    }
    // All sums that speak of it are withheld whole, so it follows from others: then all that sums speak of
    // is withheld, and what is left are equations between unknown cells alone.
    for cell in sums.iter().flat_map(|sum| sum.parts.iter().chain([&sum.total])) {
        hidden[*cell] |= cells[*cell].iter().any(|count| *count > 0);
    }
}

/// Withholds every shown total of a withheld part; whether there was any.
fn hide_totals(sums: &[Sum], hidden: &mut [bool]) -> bool {
    let mut any = false;
    for sum in sums {
        if !hidden[sum.total] && sum.parts.iter().any(|part| hidden[*part]) {
            hidden[sum.total] = true;
            any = true;
        }
    }
    any
}

/// A Mersenne prime: arithmetic modulo it is exact, and a matrix of zeros and ones has another rank than
/// over the fractions only if the prime divides one of its minors.
const PRIME: u64 = (1 << 61) - 1;

/// The first unknown cell that follows from the sums: the one that stands alone in a row of their reduced
/// echelon form.
fn determined(sums: &[Sum], unknown: &[usize]) -> Option<usize> {
    let column = |cell: &usize| unknown.binary_search(cell).ok();
    let mut rows: Vec<Vec<u64>> = Vec::new();
    for sum in sums {
        let mut row = vec![0u64; unknown.len()];
        for place in sum.parts.iter().filter_map(column) {
            row[place] = add(row[place], 1);
        }
        if let Some(place) = column(&sum.total) {
            row[place] = add(row[place], PRIME - 1);
        }
        if row.iter().any(|value| *value != 0) {
            rows.push(row);
        }
    }
    let mut rank = 0;
    for place in 0..unknown.len() {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][place] != 0) else { continue };
        rows.swap(rank, pivot);
        let inverse = power(rows[rank][place], PRIME - 2);
        rows[rank].iter_mut().for_each(|value| *value = multiply(*value, inverse));
        let lead = rows[rank].clone();
        for (index, row) in rows.iter_mut().enumerate() {
            let factor = row[place];
            if index != rank && factor != 0 {
                for (value, by) in row.iter_mut().zip(&lead).filter(|(_, by)| **by != 0) {
                    *value = add(*value, (PRIME - multiply(factor, *by)) % PRIME);
                }
            }
        }
        rank += 1;
    }
    rows[..rank]
        .iter()
        .filter(|row| row.iter().filter(|value| **value != 0).count() == 1)
        .find_map(|row| row.iter().position(|value| *value != 0))
        .map(|place| unknown[place])
}

const fn add(a: u64, b: u64) -> u64 {
    let sum = a + b;
    if sum >= PRIME { sum - PRIME } else { sum }
}

/// The product, by the prime's form: 2^61 is 1 modulo it.
fn multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    let half = |bits: u128| u64::try_from(bits).expect("at most 61 bits");
    add(half(product & u128::from(PRIME)) % PRIME, half(product >> 61) % PRIME)
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = multiply(result, base);
        }
        base = multiply(base, base);
        exponent >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A table of rows by columns with the totals of rows and columns and of the whole.
    fn two_way(rows: usize, columns: usize, counts: &[u64]) -> (Vec<Counts>, Vec<Sum>) {
        let mut cells: Vec<Counts> = counts.iter().map(|count| vec![*count]).collect();
        let mut sums = Vec::new();
        let mut total = |cells: &mut Vec<Counts>, parts: Vec<usize>| {
            cells.push(vec![parts.iter().map(|part| cells[*part][0]).sum()]);
            sums.push(Sum { total: cells.len() - 1, parts });
            cells.len() - 1
        };
        let by_row: Vec<usize> = (0..rows)
            .map(|row| total(&mut cells, (0..columns).map(|c| row * columns + c).collect()))
            .collect();
        for column in 0..columns {
            total(&mut cells, (0..rows).map(|row| row * columns + column).collect());
        }
        total(&mut cells, by_row);
        (cells, sums)
    }

    #[test]
    fn a_small_cell_takes_the_next_smallest_with_it() {
        let cells = vec![vec![2], vec![9], vec![7], vec![0], vec![18]];
        let sums = [Sum { total: 4, parts: vec![0, 1, 2, 3] }];
        assert_eq!(withheld(&cells, &sums, &[5]), [true, false, true, false, false]);
    }

    #[test]
    fn without_a_total_only_the_small_cell_is_withheld() {
        let cells = vec![vec![2], vec![9], vec![0], vec![5]];
        assert_eq!(withheld(&cells, &[], &[5]), [true, false, false, false]);
    }

    #[test]
    fn where_nothing_else_could_hide_it_the_total_is_withheld() {
        let cells = vec![vec![2], vec![0], vec![2]];
        let sums = [Sum { total: 2, parts: vec![0, 1] }];
        assert_eq!(withheld(&cells, &sums, &[5]), [true, false, true]);
    }

    #[test]
    fn two_small_cells_that_are_small_together_need_a_third() {
        let cells = vec![vec![1], vec![2], vec![30], vec![33]];
        let sums = [Sum { total: 3, parts: vec![0, 1, 2] }];
        assert_eq!(withheld(&cells, &sums, &[5]), [true, true, true, false]);
    }

    #[test]
    fn each_dataset_has_its_own_threshold() {
        let cells = vec![vec![4, 20], vec![20, 4], vec![20, 20]];
        assert_eq!(withheld(&cells, &[], &[5, 3]), [true, false, false]);
    }

    #[test]
    fn a_cell_that_follows_from_several_sums_is_found() {
        // x + y = T1 and x - y cannot be had; x + y and y + z and x + z give all three.
        let sums = [
            Sum { total: 3, parts: vec![0, 1] },
            Sum { total: 4, parts: vec![1, 2] },
            Sum { total: 5, parts: vec![0, 2] },
        ];
        assert_eq!(determined(&sums, &[0, 1, 2]), Some(0));
        assert_eq!(determined(&sums[..2], &[0, 1, 2]), None);
        let cells = vec![vec![3], vec![9], vec![9], vec![12], vec![18], vec![12]];
        let hidden = withheld(&cells, &sums, &[5]);
        let unknown: Vec<usize> = (0..cells.len()).filter(|cell| hidden[*cell]).collect();
        assert_eq!(determined(&sums, &unknown), None, "{hidden:?}");
    }

    #[test]
    fn past_the_size_that_is_decided_exactly_no_total_of_a_withheld_part_is_shown() {
        let parts: Vec<usize> = (0..2_100).collect();
        let mut cells: Vec<Counts> = parts.iter().map(|_| vec![1]).collect();
        cells.resize(2_100 + 2_000, vec![2_100]);
        let sums: Vec<Sum> =
            (0..2_000).map(|n| Sum { total: 2_100 + n, parts: parts.clone() }).collect();
        assert!(withheld(&cells, &sums, &[5]).iter().all(|hidden| *hidden));
    }

    proptest! {
        #[test]
        fn no_small_cell_is_shown_and_none_can_be_computed(
            (rows, columns, counts) in (1usize..5, 1usize..5).prop_flat_map(|(rows, columns)| {
                let counts = proptest::collection::vec(0u64..12, rows * columns);
                (Just(rows), Just(columns), counts)
            }),
            least in 2u64..7,
        ) {
            let (cells, sums) = two_way(rows, columns, &counts);
            let hidden = withheld(&cells, &sums, &[least]);
            for (counts, hidden) in cells.iter().zip(&hidden) {
                prop_assert!(*hidden || !(1..least).contains(&counts[0]));
            }
            for sum in &sums {
                let parts = sum.parts.iter().filter(|part| hidden[**part]);
                let (number, events) =
                    parts.fold((0, 0), |(n, events), part| (n + 1, events + cells[*part][0]));
                prop_assert!(number + usize::from(hidden[sum.total]) != 1);
                prop_assert!(hidden[sum.total] || events == 0 || events >= least);
            }
            let unknown: Vec<usize> = (0..cells.len()).filter(|cell| hidden[*cell]).collect();
            prop_assert_eq!(determined(&sums, &unknown), None);
            prop_assert_eq!(withheld(&cells, &sums, &[least]), hidden);
        }
    }
}
