use super::*;

#[test]
fn a_record_bears_on_its_own_slab_and_on_those_around_that_reach_it() {
    for day in [-1, 0, SLAB_DAYS - 1, SLAB_DAYS, 19_000] {
        let slab = slab_of(day);
        let (first, last) = days_of_slab(slab);
        assert!((first..=last).contains(&day));
        assert_eq!(last - first + 1, SLAB_DAYS);
        let (from, to) = slabs_for(day);
        assert!((from..=to).contains(&slab));
        let reach = |slab| days_for_slabs((slab, slab));
        assert!(reach(from - 1).1 < day);
        assert!(reach(to + 1).0 > day);
    }
}
