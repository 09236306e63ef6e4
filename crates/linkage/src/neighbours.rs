//! What is near each report of a component: other reports, or incidents.

/// The logarithm of how much likelier two that are no candidates are of one incident than by chance: less than of any
/// that are.
pub(crate) const STRANGERS: f32 = -6.0;

/// A neighbour or an incident: its number, the position of the pair or claim, and what it says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Near {
    pub(crate) other: u32,
    pub(crate) position: u32,
    pub(crate) says: f32,
    /// How much of that is said of any such two, before they are compared.
    pub(crate) prior: f32,
}

/// What is near each report of a component, in ascending order.
#[derive(Debug)]
pub(crate) struct Neighbours {
    starts: Vec<usize>,
    pub(crate) near: Vec<Near>,
}

impl Neighbours {
    /// From what is near a report, with its number, in any order.
    pub(crate) fn new(count: usize, mut directed: Vec<(u32, Near)>) -> Self {
        directed.sort_unstable_by_key(|(own, near)| (*own, near.other));
        let mut starts = vec![0; count + 1];
        directed.iter().for_each(|(own, _)| starts[*own as usize + 1] += 1);
        for own in 0..count {
            starts[own + 1] += starts[own];
        }
        Self { starts, near: directed.into_iter().map(|(_, near)| near).collect() }
    }

    /// The positions of what is near a report.
    pub(crate) fn range(&self, own: u32) -> std::ops::Range<usize> {
        self.starts[own as usize]..self.starts[own as usize + 1]
    }

    /// What is near a report.
    pub(crate) fn of(&self, own: u32) -> &[Near] {
        &self.near[self.range(own)]
    }

    /// What is known of two.
    pub(crate) fn find(&self, own: u32, other: u32) -> Option<&Near> {
        let list = self.of(own);
        list.binary_search_by_key(&other, |near| near.other).ok().map(|at| &list[at])
    }

    /// What is said of two.
    pub(crate) fn says(&self, own: u32, other: u32) -> f32 {
        self.find(own, other).map_or(STRANGERS, |near| near.says)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_is_found_and_strangers_are_unlikely() {
        let near = |other, says| Near { other, position: 0, says, prior: 0.0 };
        let lists =
            Neighbours::new(3, vec![(2, near(0, 1.0)), (0, near(2, 1.0)), (0, near(1, 4.0))]);
        assert_eq!(lists.of(0).iter().map(|near| near.other).collect::<Vec<u32>>(), [1, 2]);
        assert!(lists.of(1).is_empty());
        assert_eq!([lists.says(0, 1), lists.says(2, 0), lists.says(2, 1)], [4.0, 1.0, STRANGERS]);
    }
}
