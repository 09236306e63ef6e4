use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

type Members = Vec<(String, String)>;

fn run<'a>(groups: &[&[&'a str]], members: &[(&'a str, &'a str)]) -> Identities<'a> {
    identify(groups, members, &[])
}

fn forward(from: &str, to: &str, reason: ForwardReason) -> Forward {
    Forward { from: from.to_owned(), to: to.to_owned(), reason }
}

#[test]
fn a_new_group_takes_the_id_of_its_smallest_report() {
    let now = run(&[&["b", "a"]], &[]);
    assert_eq!(now.ids, [incident_id_of("a")]);
    assert!(now.forwards.is_empty() && now.alone.is_empty());
}

#[test]
fn an_id_survives_a_report_that_joins_even_as_the_smallest() {
    let now = run(&[&["a", "b", "c"]], &[("b", "x"), ("c", "x")]);
    assert_eq!(now.ids, ["x"]);
    assert!(now.forwards.is_empty());
}

#[test]
fn a_report_that_stood_alone_and_joins_leaves_a_forward() {
    let now = run(&[&["a", "b", "c"]], &[("a", "y"), ("b", "x"), ("c", "x")]);
    assert_eq!(now.ids, ["x"]);
    assert_eq!(now.forwards, [forward("y", "x", ForwardReason::Merged)]);
}

#[test]
fn a_report_that_leaves_stands_under_its_own_id_and_the_rest_keeps_theirs() {
    let now = run(&[&["a", "b"]], &[("a", "x"), ("b", "x"), ("c", "x")]);
    assert_eq!(now.ids, ["x"]);
    assert_eq!(now.alone, [("c", incident_id_of("c"))]);
    assert_eq!(now.forwards, [forward("x", &incident_id_of("c"), ForwardReason::Split)]);
}

#[test]
fn the_report_that_gave_the_id_does_not_take_it_along_when_it_leaves() {
    let id = incident_id_of("a");
    let before = [("a", id.as_str()), ("b", &id), ("c", &id)];
    let now = run(&[&["b", "c"]], &before);
    assert_eq!(now.ids, [id.as_str()]);
    let own = incident_id_of("a#1");
    assert_eq!(now.alone, [("a", own.clone())]);
    assert_eq!(now.forwards, [forward(&id, &own, ForwardReason::Split)]);
}

#[test]
fn of_two_incidents_that_merge_the_larger_gives_its_id_and_of_equal_ones_the_smaller_id() {
    let group: &[&str] = &["a", "b", "c", "d", "e"];
    let before = [("a", "x"), ("b", "x"), ("c", "y"), ("d", "y"), ("e", "y")];
    let now = run(&[group], &before);
    assert_eq!(now.ids, ["y"]);
    assert_eq!(now.forwards, [forward("x", "y", ForwardReason::Merged)]);
    let equal = run(&[&group[..4]], &before[..4]);
    assert_eq!(equal.ids, ["x"]);
    assert_eq!(equal.forwards, [forward("y", "x", ForwardReason::Merged)]);
}

#[test]
fn of_two_equal_parts_the_one_with_the_smallest_report_keeps_the_id() {
    let before = [("a", "x"), ("b", "x"), ("c", "x"), ("d", "x")];
    let now = run(&[&["b", "d"], &["a", "c"]], &before);
    assert_eq!(now.ids, [incident_id_of("b"), "x".to_owned()]);
    assert_eq!(now.forwards, [forward("x", &incident_id_of("b"), ForwardReason::Split)]);
}

#[test]
fn an_incident_that_falls_apart_while_most_of_it_merges_leaves_both_kinds_of_forward() {
    let before =
        [("a", "x"), ("b", "x"), ("c", "x"), ("d", "x"), ("e", "y"), ("f", "y"), ("g", "y")];
    let now = run(&[&["a", "b", "e", "f", "g"], &["c", "d"]], &before);
    let part = incident_id_of("c");
    assert_eq!(now.ids, ["y".to_owned(), part.clone()]);
    let mut forwards =
        [forward("x", "y", ForwardReason::Merged), forward("x", &part, ForwardReason::Split)];
    forwards.sort();
    assert_eq!(now.forwards, forwards);
}

#[test]
fn a_new_id_is_that_of_the_next_member_where_the_first_is_in_use_or_retired() {
    let used = incident_id_of("a");
    let before = [("m", used.as_str()), ("n", &used)];
    let now = identify(&[&["m", "n"], &["a", "b", "c"]], &before, &[&incident_id_of("b")]);
    assert_eq!(now.ids, [used.clone(), incident_id_of("c")]);
}

#[test]
fn no_group_and_no_member_give_nothing() {
    assert_eq!(run(&[], &[]), Identities::default());
}

fn grouped(labels: &[usize], reports: &[String]) -> Vec<Vec<String>> {
    let mut groups: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (label, report) in labels.iter().zip(reports) {
        groups.entry(*label).or_default().push(report.clone());
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

fn step(groups: &[Vec<String>], before: &Members, backwards: bool) -> (Members, Vec<Forward>) {
    let mut slices: Vec<Vec<&str>> =
        groups.iter().map(|group| group.iter().map(String::as_str).collect()).collect();
    let mut members: Vec<(&str, &str)> =
        before.iter().map(|(report, id)| (report.as_str(), id.as_str())).collect();
    if backwards {
        slices.iter_mut().for_each(|group| group.reverse());
        slices.reverse();
        members.reverse();
    }
    let slices: Vec<&[&str]> = slices.iter().map(Vec::as_slice).collect();
    let now = identify(&slices, &members, &[]);
    let mut after: Members = Vec::new();
    for (group, id) in slices.iter().zip(&now.ids) {
        after.extend(group.iter().map(|report| ((*report).to_owned(), id.clone())));
    }
    after.extend(now.alone.iter().map(|(report, id)| ((*report).to_owned(), id.clone())));
    after.sort();
    (after, now.forwards)
}

proptest! {
    #[test]
    fn ids_are_stable_unique_and_never_lost_over_any_sequence_of_groupings(
        runs in proptest::collection::vec(proptest::collection::vec(0_usize..8, 14), 1..8)
    ) {
        let reports: Vec<String> = (0..14).map(|n| format!("r{n:02}")).collect();
        let mut before: Members = Vec::new();
        let mut forwards: Vec<Forward> = Vec::new();
        for labels in &runs {
            let groups = grouped(labels, &reports);
            let (after, new) = step(&groups, &before, false);
            prop_assert_eq!(&(after.clone(), new.clone()), &step(&groups, &before, true));
            prop_assert_eq!(&(after.clone(), Vec::new()), &step(&groups, &after, false));

            let incidents: BTreeSet<Vec<&str>> = incidents(&after);
            let living: BTreeSet<&str> = after.iter().map(|(_, id)| id.as_str()).collect();
            prop_assert_eq!(living.len(), incidents.len());
            let expected = groups.len() + after.len() - groups.iter().map(Vec::len).sum::<usize>();
            prop_assert_eq!(living.len(), expected, "no two incidents share an id");

            for (_, id) in &before {
                let merged = new.iter().filter(|forward| {
                    &forward.from == id && forward.reason == ForwardReason::Merged
                });
                prop_assert_eq!(merged.count(), usize::from(!living.contains(id.as_str())));
            }
            prop_assert!(new.iter().all(|forward| living.contains(forward.to.as_str())));
            // An id that lives again needs no forward; what led away from it is followed no more.
            forwards.extend(new);
            for forward in &forwards {
                prop_assert!(leads_to_life(&forward.from, &forwards, &living));
            }
            before = after;
        }
    }
}

fn incidents(members: &Members) -> BTreeSet<Vec<&str>> {
    let mut sets: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (report, id) in members {
        sets.entry(id).or_default().push(report);
    }
    sets.into_values().collect()
}

/// Follows the last forward for as long as an id does not live.
fn leads_to_life(from: &str, forwards: &[Forward], living: &BTreeSet<&str>) -> bool {
    let mut id = from;
    for _ in 0..=forwards.len() {
        if living.contains(id) {
            return true;
        }
        let next = forwards
            .iter()
            .rev()
            .find(|forward| forward.from == id && forward.reason == ForwardReason::Merged);
        let Some(next) = next else { return false };
        id = &next.to;
    }
    false
}
