//! HXL hashtags for our columns, for a row directly under the header (HXL standard 1.1).

/// Column and hashtag. Those of events, groups and deaths are not in the core dictionary; they are built
/// with its attributes.
pub const TAGS: &[(&str, &str)] = &[
    ("report_id", "#event+id"),
    ("relid", "#event+id+alt"),
    ("dataset", "#meta+source"),
    ("licence", "#meta+license"),
    ("known_from", "#date+reported"),
    ("event_type", "#event+type"),
    ("native_type", "#event+type+native"),
    ("side_a", "#group+name+a"),
    ("side_a_id", "#group+id+a"),
    ("side_b", "#group+name+b"),
    ("side_b_id", "#group+id+b"),
    ("date", "#date"),
    ("month", "#date+month"),
    ("year", "#date+year"),
    ("period", "#date+period"),
    ("date_start", "#date+start"),
    ("date_end", "#date+end"),
    ("date_precision", "#date+precision"),
    ("latitude", "#geo+lat"),
    ("longitude", "#geo+lon"),
    ("place_precision", "#geo+precision"),
    ("country", "#country+name"),
    ("iso3", "#country+code"),
    ("admin1", "#adm1+name"),
    ("admin1_id", "#adm1+code"),
    ("admin2", "#adm2+name"),
    ("place_name", "#loc+name"),
    ("deaths_low", "#affected+killed+min"),
    ("deaths_best", "#affected+killed"),
    ("deaths_high", "#affected+killed+max"),
    ("deaths_civilians", "#affected+killed+civilians"),
    ("injured_low", "#affected+injured+min"),
    ("injured_best", "#affected+injured"),
    ("injured_high", "#affected+injured+max"),
    ("events", "#event+num"),
    ("fatalities", "#affected+killed"),
    ("value", "#value"),
    ("withheld", "#meta+withheld"),
];

/// The hashtag of a column, if it has one.
#[must_use]
pub fn tag(column: &str) -> Option<&'static str> {
    TAGS.iter().find(|(name, _)| *name == column).map(|(_, tag)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_is_well_formed_and_every_column_stands_once() {
        for (index, (name, tag)) in TAGS.iter().enumerate() {
            let mut parts = tag.strip_prefix('#').expect("a hash").split('+');
            assert!(parts.all(|part| {
                !part.is_empty()
                    && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            }));
            assert!(TAGS[index + 1..].iter().all(|(other, _)| other != name), "{name} twice");
        }
    }

    #[test]
    fn a_column_of_which_nobody_has_thought_has_none() {
        assert_eq!(tag("deaths_best"), Some("#affected+killed"));
        assert_eq!(tag("clarity"), None);
    }
}
