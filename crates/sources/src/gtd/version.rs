//! Releases of GTD by the names of their files.

/// The release that a file's name tells: `globalterrorismdb_0522dist.xlsx` is the one of May 2022,
/// `2022-05`.
pub(super) fn in_name(name: &str) -> Option<String> {
    let name = name.to_ascii_lowercase();
    let at = name.find("globalterrorismdb_").or_else(|| name.find("gtd_"))?;
    let digits: String = name[at..]
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    let (month, year) = (digits.get(..2)?, digits.get(2..4)?);
    let valid = digits.len() == 4 && (1..=12).contains(&month.parse::<u8>().ok()?);
    valid.then(|| format!("20{year}-{month}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_known_by_month_and_year_in_its_name() {
        assert_eq!(in_name("globalterrorismdb_0522dist.xlsx").as_deref(), Some("2022-05"));
        assert_eq!(in_name("GlobalTerrorismDB_0718dist.csv").as_deref(), Some("2018-07"));
        assert_eq!(in_name("gtd_0617.csv").as_deref(), Some("2017-06"));
        assert_eq!(in_name("globalterrorismdb_1322dist.xlsx"), None);
        assert_eq!(in_name("gtd_2020.csv"), None);
        assert_eq!(in_name("attacks.xlsx"), None);
    }
}
