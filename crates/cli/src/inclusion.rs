//! The inclusion rules of a dataset in words: what one row is, what it takes to be one, how it counts.

use bellwether_sources::{Dataset, FatalityForm};

/// The rules as sentences.
pub(crate) fn rules(dataset: &Dataset) -> Vec<String> {
    let rules = &dataset.inclusion;
    let mut lines = vec![format!("one row is {}.", rules.unit)];
    lines.push(if rules.lethal_only {
        "only events with deaths.".into()
    } else {
        "events without deaths too.".into()
    });
    if let Some(threshold) = rules.threshold {
        lines.push(format!("only from {threshold} deaths a year for the parties on."));
    }
    let perpetrators = match rules.fatalities.includes_perpetrators {
        Some(true) => ", dead perpetrators among them",
        Some(false) => ", dead perpetrators not among them",
        None => "",
    };
    lines.push(match rules.fatalities.form {
        FatalityForm::Range => format!("deaths as low, best and high{perpetrators}."),
        FatalityForm::OneNumber => format!("deaths as one number{perpetrators}."),
        FatalityForm::None => "no deaths are counted.".into(),
    });
    lines.push(format!("against civilians: {}.", rules.civilian_coding));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellwether_sources::describe;

    #[test]
    fn two_datasets_about_one_country_differ_in_words() {
        let of = |id| rules(describe(id).expect("described")).join(" ");
        let (ucdp, gtd, gdelt) = (of("ucdp-ged"), of("gtd"), of("gdelt"));
        assert!(ucdp.contains("only events with deaths"), "{ucdp}");
        assert!(ucdp.contains("25 deaths a year"), "{ucdp}");
        assert!(gtd.contains("dead perpetrators among them"), "{gtd}");
        assert!(gdelt.contains("no deaths are counted"), "{gdelt}");
    }
}
