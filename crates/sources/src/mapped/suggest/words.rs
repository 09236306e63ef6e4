//! What columns are called, in the field's datasets and in several languages.

/// What a column can be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Id,
    Start,
    End,
    Year,
    Month,
    Day,
    DatePrecision,
    Latitude,
    Longitude,
    PlacePrecision,
    Country,
    CountryCode,
    Admin1,
    Admin2,
    Place,
    Dyad,
    SideAId,
    SideBId,
    SideA,
    SideB,
    Type,
    Best,
    Low,
    High,
    DeathsA,
    DeathsB,
    DeathsCivilians,
    DeathsUnknown,
    Injured,
    SourcesCount,
    Election,
}

/// The names of each role's columns with blanks between, in the form of [`folded`]; the surer ones first.
/// In the order in which roles choose their column.
pub(super) const WORDS: &[(Role, &str)] = &[
    (
        Role::Id,
        "id event_id_cnty eventid event_id globaleventid incident_id uid identifier kennung \
         nr identifiant identificador elecnum case_id record_id номер المعرف",
    ),
    (
        Role::Latitude,
        "latitude lat actiongeo_lat breitengrad breite latitud latitudine y широта خط_العرض",
    ),
    (
        Role::Longitude,
        "longitude lon long lng actiongeo_long laengengrad längengrad länge longitud \
         longitudine x долгота خط_الطول",
    ),
    (
        Role::PlacePrecision,
        "where_prec geo_precision specificity location_precision geoprecision place_precision",
    ),
    (Role::DatePrecision, "date_prec time_precision date_precision dateprecision"),
    (
        Role::Start,
        "date_start start_date event_date startdate date_begin begin_date date sqldate \
         incident_date datum tag_des_ereignisses beginn fecha fecha_inicio data data_inizio \
         data_inicio date_debut date_de_debut jour дата التاريخ تاريخ",
    ),
    (Role::End, "date_end end_date enddate ende fecha_fin data_fine data_fim date_fin date_de_fin"),
    (Role::Year, "year iyear elec_year jahr annee année ano año anno год السنة"),
    (Role::Month, "month imonth elec_month monat mois mes mês mese месяц الشهر"),
    (Role::Day, "day iday elec_day tag dia día giorno день اليوم"),
    (
        Role::Country,
        "country country_txt country_name location_root_name admin0 adm0_name land pays pais \
         país paese nation state_name страна البلد الدولة",
    ),
    (
        Role::CountryCode,
        "country_id gwno gwcode gw ccode cowcode cow iso3 iso iso_code iso2 country_code \
         actiongeo_countrycode iso_a3 fips",
    ),
    (
        Role::Admin1,
        "adm_1 admin1 location_adm1_name provstate adm1 adm1_name admin_1 province state \
         governorate region oblast provincia estado departamento departement département \
         bundesland provinz wilaya область регион المحافظة",
    ),
    (
        Role::Admin2,
        "adm_2 admin2 location_adm2_name adm2 adm2_name admin_2 district county municipality \
         municipio município distrito bezirk kreis arrondissement commune район المديرية \
         القضاء",
    ),
    (
        Role::Place,
        "where_coordinates location_where_name location place city town village location_name \
         ort lieu lugar localidad localité localite luogo место населенный_пункт المكان \
         الموقع المدينة",
    ),
    (Role::Dyad, "dyad_name dyad dyade"),
    (Role::SideAId, "side_a_new_id side_a_id actor1_id actor1code sidea_id"),
    (Role::SideBId, "side_b_new_id side_b_id actor2_id actor2code sideb_id"),
    (
        Role::SideA,
        "side_a side_a_name sidea actor1 actor_1 actor1name gname perpetrator_group \
         group_name group actor armed_group gruppe tätergruppe akteur groupe acteur grupo \
         grupo_armado gruppo группа الجماعة",
    ),
    (
        Role::SideB,
        "side_b side_b_name sideb actor2 actor_2 actor2name target_group target targtype1_txt \
         ziel cible objetivo obiettivo цель الهدف",
    ),
    (
        Role::Type,
        "type_of_violence event_type attacktype1_txt attack_type incident_type violence_type \
         type category ereignistyp typ art type_d_evenement tipo tipo_de_evento тип النوع",
    ),
    (Role::Low, "low low_est deaths_low fatalities_low killed_min deaths_min min_deaths"),
    (Role::High, "high high_est deaths_high fatalities_high killed_max deaths_max max_deaths"),
    (Role::DeathsA, "deaths_a deaths_side_a killed_a"),
    (Role::DeathsB, "deaths_b deaths_side_b killed_b"),
    (Role::DeathsCivilians, "deaths_civilians deaths_civilian civilian_deaths civilians_killed"),
    (Role::DeathsUnknown, "deaths_unknown unknown_deaths"),
    (
        Role::Best,
        "best best_est fatalities nkill deaths killed deaths_best fatalities_best dead \
         total_deaths tote todesopfer morts tues tués décès deces muertos muertes mortos \
         mortes morti погибшие убитые القتلى قتلى",
    ),
    (
        Role::Injured,
        "nwound injured wounded injuries verletzte blessés blesses heridos feridos feriti \
         раненые الجرحى",
    ),
    (Role::SourcesCount, "number_of_sources sources_count n_sources"),
    (
        Role::Election,
        "election election_type elec_type electionnumber vote wahl scrutin élection eleccion \
         elección eleição elezione выборы الانتخابات",
    ),
];

/// Words in the names of columns that often hold names of persons.
pub(super) const PERSONS: [&str; 8] = [
    "leader",
    "victim_name",
    "victims_name",
    "suspect_name",
    "author",
    "reporter",
    "commander",
    "person_name",
];

/// The form in which names of columns are compared: lower case, everything but letters and digits one `_`.
pub(super) fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
    }
    out.trim_end_matches('_').to_owned()
}

/// The type that a word in a value suggests.
pub(super) fn guess_type(column: &str, value: &str) -> (&'static str, bool) {
    let value = value.to_lowercase();
    if column == "type_of_violence" {
        match value.as_str() {
            "1" => return ("state-based", true),
            "2" => return ("non-state", true),
            "3" => return ("one-sided", true),
            _ => {}
        }
    }
    let has = |words: &[&str]| words.iter().any(|word| value.contains(word));
    if has(&["state-based", "state based"]) {
        ("state-based", true)
    } else if has(&["non-state", "non state"]) {
        ("non-state", true)
    } else if has(&["civil", "one-sided", "one sided", "zivil"]) {
        ("one-sided", false)
    } else if has(&["protest", "demonstration", "manifesta", "kundgebung"]) {
        ("protest", false)
    } else if has(&["riot", "mob", "émeute", "disturbio"]) {
        ("riot", false)
    } else if has(&["strategic"]) {
        ("strategic", false)
    } else {
        ("unspecified", false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_in_its_folded_form_and_belongs_to_one_role() {
        let mut met = std::collections::HashSet::new();
        for (role, words) in WORDS {
            for word in words.split(' ') {
                assert_eq!(folded(word), word);
                assert!(met.insert(word), "{word} of {role:?} stands twice");
            }
        }
    }

    #[test]
    fn names_are_folded() {
        assert_eq!(folded(" Date (Start) "), "date_start");
        assert_eq!(folded("Año"), "año");
    }
}
