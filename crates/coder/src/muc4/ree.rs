//! CEAF-REE (Du, Rush & Cardie 2021, "GRIT"): role fillers of a document without regard to templates.
//!
//! For each role the entities of all templates of a document are put together. Predicted ones are aligned
//! one to one with those of the key; an aligned pair counts when all mentions of the predicted are
//! mentions of the key's.

use super::score::{is_of, pairs, plain};
use super::{Counts, ROLES, Template};

/// Counts over all documents and roles.
#[must_use]
pub fn ree<'a>(documents: impl IntoIterator<Item = (&'a [Template], &'a [Template])>) -> Counts {
    let mut counts = Counts::default();
    for (predicted, key) in documents {
        for role in 0..ROLES.len() {
            let predicted = entities(predicted, role);
            let key = entities(key, role);
            let worth: Vec<Vec<usize>> = predicted
                .iter()
                .map(|p| key.iter().map(|k| usize::from(is_of(p, k))).collect())
                .collect();
            let right = pairs(&worth, key.len()).len();
            counts.add(Counts { right, predicted: predicted.len(), found: right, key: key.len() });
        }
    }
    counts
}

/// The different entities of a role in all templates; those that share a mention are one.
fn entities(templates: &[Template], role: usize) -> Vec<Vec<String>> {
    let mut entities: Vec<Vec<String>> = Vec::new();
    for entity in templates.iter().flat_map(|template| plain(template).roles[role].clone()) {
        match entities.iter_mut().find(|known| entity.iter().any(|mention| known.contains(mention)))
        {
            Some(known) => {
                known.extend(entity);
                known.sort();
                known.dedup();
            }
            None => entities.push(entity),
        }
    }
    entities
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_of_two_templates_counts_once() {
        let template = |incident: &str, mention: &str| {
            let mut template = Template { incident: incident.to_owned(), ..Template::default() };
            template.roles[1].push(vec![mention.to_owned()]);
            template
        };
        let key = [template("attack", "fmln"), template("bombing", "FMLN")];
        let predicted = [template("arson", "the fmln"), template("arson", "eln")];
        let counts = ree([(&predicted[..], &key[..])]);
        assert_eq!(counts, Counts { right: 1, predicted: 2, found: 1, key: 1 });
    }
}
