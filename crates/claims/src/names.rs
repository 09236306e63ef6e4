//! Which other organisations a name may take in.

use bellwether_registry::actors::{Registry, RelationKind};

/// Organisations that are tried for one claim.
const RELATED_MAX: usize = 5;

/// Organisations that people may mean by the same name: those that it came out of, merged into or is a branch of,
/// and the other way round.
pub(crate) fn related(registry: &Registry, id: &str) -> Vec<String> {
    let near = |kind: RelationKind| {
        matches!(
            kind,
            RelationKind::BranchOf
                | RelationKind::SplitFrom
                | RelationKind::MergedInto
                | RelationKind::SuccessorOf
        )
    };
    let mut all: Vec<String> = Vec::new();
    for actor in registry.all() {
        for relation in actor.relations.iter().filter(|relation| near(relation.kind)) {
            let (a, b) = (actor.id.as_str(), relation.other.as_str());
            let other = if a == id {
                b
            } else if b == id {
                a
            } else {
                continue;
            };
            if !all.iter().any(|known| known == other) {
                all.push(other.to_owned());
            }
        }
    }
    all.truncate(RELATED_MAX);
    all
}
