//! Dependencies between the crates of the workspace point one way: down the list in ARCHITECTURE.md.

use super::Finding;
use crate::metadata::Package;

/// The crates from bottom to top; those in one line do not know each other.
const LAYERS: &[&[&str]] = &[
    &["model"],
    &["registry", "linkage"],
    &["fetch"],
    &["sources", "coder"],
    &["store"],
    &["export"],
    &["reconcile"],
    &["watch", "forecast", "claims"],
    &["vigil"],
    &["brief"],
    &["server"],
    &["cli"],
];

/// Crates beside the list: what they may need, and who may need them.
const BESIDE: &[(&str, &[&str], &[&str])] = &[
    ("simulate", &["model", "registry"], &["cli", "e2e"]),
    ("e2e", &["*"], &[]),
    ("xtask", &[], &[]),
];

/// Dependencies that point the wrong way, and crates that the list does not know. What only a crate's
/// tests need may lie anywhere.
pub(crate) fn broken(packages: &[Package]) -> Vec<Finding> {
    let names: Vec<&str> = packages.iter().map(|package| short(&package.name)).collect();
    let mut findings = Vec::new();
    for package in packages {
        let from = short(&package.name);
        if place(from).is_none() {
            let message = "is not in the list of crates; say in LAYERS where it lies".to_owned();
            findings.push(Finding::in_file(&package.name, message));
            continue;
        }
        let needed = package.needs.iter().map(|need| short(need));
        for to in needed.filter(|to| names.contains(to) && !may_need(from, to)) {
            let message = format!("must not depend on {to}: dependencies point down the list");
            findings.push(Finding::in_file(&package.name, message));
        }
    }
    findings
}

fn short(name: &str) -> &str {
    name.strip_prefix("bellwether-").unwrap_or(name)
}

/// Where a crate lies.
enum Place {
    Layer(usize),
    Beside { needs: &'static [&'static str], needed_by: &'static [&'static str] },
}

fn place(name: &str) -> Option<Place> {
    let layer = LAYERS.iter().position(|layer| layer.contains(&name)).map(Place::Layer);
    layer.or_else(|| {
        let &(_, needs, needed_by) = BESIDE.iter().find(|(beside, _, _)| *beside == name)?;
        Some(Place::Beside { needs, needed_by })
    })
}

fn may_need(from: &str, to: &str) -> bool {
    match (place(from), place(to)) {
        (Some(Place::Layer(from)), Some(Place::Layer(to))) => to < from,
        (_, Some(Place::Beside { needed_by, .. })) => needed_by.contains(&from),
        (Some(Place::Beside { needs, .. }), _) => needs.contains(&to) || needs.contains(&"*"),
        (None, _) | (_, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A workspace in which each name needs what follows it.
    fn workspace(packages: &[(&str, &[&str])]) -> Vec<Package> {
        let package = |name: &str, needs: &[&str]| Package {
            name: format!("bellwether-{name}"),
            needs: needs.iter().map(|need| format!("bellwether-{need}")).collect(),
            ..Package::default()
        };
        packages.iter().map(|(name, needs)| package(name, needs)).collect()
    }

    #[test]
    fn down_the_list_is_fine_and_up_or_across_is_not() {
        let down = workspace(&[("model", &[]), ("sources", &["model"]), ("store", &["sources"])]);
        assert!(broken(&down).is_empty());
        let up = workspace(&[("model", &["store"]), ("store", &[])]);
        assert_eq!(broken(&up).len(), 1);
        let across = workspace(&[("sources", &["coder"]), ("coder", &[])]);
        assert_eq!(broken(&across).len(), 1);
    }

    #[test]
    fn a_simulated_world_knows_nothing_of_the_readers_and_no_reader_of_it() {
        let fine = workspace(&[("model", &[]), ("simulate", &["model"]), ("cli", &["simulate"])]);
        assert!(broken(&fine).is_empty());
        let knows = workspace(&[("simulate", &["sources"]), ("sources", &[])]);
        assert_eq!(broken(&knows).len(), 1);
        let known = workspace(&[("simulate", &[]), ("sources", &["simulate"])]);
        assert_eq!(broken(&known).len(), 1);
    }

    #[test]
    fn e2e_may_need_all_and_nothing_needs_e2e_or_xtask() {
        let fine = workspace(&[("e2e", &["cli", "simulate"]), ("cli", &[]), ("simulate", &[])]);
        assert!(broken(&fine).is_empty());
        let bad = workspace(&[("cli", &["e2e", "xtask"]), ("e2e", &[]), ("xtask", &[])]);
        assert_eq!(broken(&bad).len(), 2);
    }

    #[test]
    fn a_crate_that_nobody_placed_is_found() {
        let found = broken(&workspace(&[("helpers", &[])]));
        assert!(found[0].message.contains("LAYERS"));
    }

    #[test]
    fn what_lies_outside_the_workspace_does_not_count() {
        let mut packages = workspace(&[("model", &[])]);
        packages[0].needs.push("serde".to_owned());
        assert!(broken(&packages).is_empty());
    }
}
