//! A store that stays open: what it keeps is what a store opened just now would say.

use bellwether_model::Date;

use super::joined::two_sources;
use super::{bring_in, live, release, report};
use crate::{AsOf, Leaving, Overlay, Store};

const JUNE: Date = Date::constant(2021, 6, 1);
const JULY: Date = Date::constant(2021, 7, 1);

#[test]
fn what_comes_in_by_another_hand_shows_in_the_next_answer() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let path = dir.path().join("store");
    let writer = Store::open_or_create(&path).expect("new");
    let reader = Store::open_warm(&path).expect("there");
    assert!(live(&reader, None).is_empty());
    for (day, deaths) in [(JUNE, 5), (JULY, 7)] {
        bring_in(&writer, release(Some(day)), vec![report("1", 1, deaths)], None);
        // Twice: as opened, and as kept.
        for _ in 0..2 {
            assert_eq!(live(&reader, None), [format!("1:{deaths}")]);
            assert_eq!(reader.state().expect("readable"), writer.state().expect("readable"));
        }
    }
    assert_eq!(live(&reader, Some(JUNE)), ["1:5"]);
    assert_eq!(live(&reader, None), ["1:7"]);
    assert_eq!(
        reader.commits().expect("readable").len(),
        writer.commits().expect("readable").len()
    );
}

#[test]
fn what_is_laid_over_one_snapshot_does_not_show_in_those_of_others() {
    let (_dir, store) = two_sources();
    let warm = Store::open_warm(store.path()).expect("there");
    let before = warm.snapshot(&AsOf::default()).expect("kept");
    let mut own = warm.snapshot(&AsOf::default()).expect("the same one");
    own.lay_over(Overlay::new()).expect("laid over");
    assert!(own.is_overlaid() && own.has_incidents());
    let after = warm.snapshot(&AsOf::default()).expect("kept");
    for other in [&before, &after] {
        assert!(!other.is_overlaid() && !other.has_incidents());
    }
    assert_eq!(own.incident_counts().expect("counted"), (0, 5));
}

#[test]
fn what_must_not_leave_is_not_in_the_snapshot_that_is_kept_for_leaving() {
    let (_dir, store) = two_sources();
    let warm = Store::open_warm(store.path()).expect("there");
    let leaving = Leaving { without: vec!["sim-gtd".into()], treated: Vec::new() };
    for _ in 0..2 {
        let whole = warm.snapshot(&AsOf::default()).expect("kept");
        assert_eq!(whole.datasets().expect("asked"), ["sim-ged", "sim-gtd"]);
        let open = warm.snapshot_leaving(&AsOf::default(), &leaving).expect("kept");
        assert_eq!(open.datasets().expect("asked"), ["sim-ged"]);
    }
}
