//! The part of the draft that says where the fields of an event come from.

use std::fmt::Write as _;

use super::draft::{Draft, distinct, quoted};
use super::profile::{DateForm, Profile};
use super::roles::codes;
use super::words::{Role, guess_type};

impl Draft<'_> {
    pub(super) fn event(&mut self) {
        self.line("[event]");
        self.id();
        self.sides();
        self.field("injured", Role::Injured);
        self.field("sources_count", Role::SourcesCount);
        if self.roles.get(Role::Type).is_none() {
            self.line("# type = { constant = \"unspecified\" }  # decide: state-based, non-state, one-sided, protest, riot, strategic");
        }
        self.line("");
        self.date("event");
        self.place();
        self.deaths();
        self.kind_of_event();
    }

    fn sides(&mut self) {
        let dyad = self.roles.get(Role::Dyad).map(|profile| quoted(&profile.name));
        for (key, name, id, part) in
            [("side_a", Role::SideA, Role::SideAId, 1), ("side_b", Role::SideB, Role::SideBId, -1)]
        {
            let column = |role| self.roles.get(role).map(|profile| quoted(&profile.name));
            match (column(name), column(id), &dyad) {
                (Some(name), Some(id), _) => {
                    let both = format!("{{ id = {id}, name = {name} }}");
                    self.set(
                        key,
                        &both,
                        "decide: set actor_ids above if the ids are another dataset's",
                    );
                }
                (Some(name), None, _) => {
                    let comment = if part == 1 {
                        "the names must be the source's own: selectors match on them"
                    } else {
                        ""
                    };
                    self.set(key, &name, comment);
                }
                (None, _, Some(dyad)) => {
                    let split = format!("{{ column = {dyad}, split = \" - \", part = {part} }}");
                    self.set(key, &split, "decide: is \" - \" what stands between the sides?");
                }
                (None, Some(id), None) => self.set(key, &format!("{{ id = {id} }}"), ""),
                (None, None, None) => {
                    let _ = writeln!(
                        self.out,
                        "# {key} = \"…\"  # decide: which column names this side?"
                    );
                }
            }
        }
        if let Some(dyad) = dyad {
            self.set("dyad", &dyad, "its name says so");
        }
    }

    pub(super) fn date(&mut self, section: &str) {
        let _ = writeln!(self.out, "[{section}.date]");
        let start = self.roles.get(Role::Start);
        let year = self.roles.get(Role::Year);
        match (start, year) {
            (Some(start), _) => {
                self.one_date("start", start);
                if let Some(end) = self.roles.get(Role::End) {
                    self.one_date("end", end);
                }
            }
            (None, Some(year)) => {
                let mut parts = format!("{{ year = {}", quoted(&year.name));
                for (key, role) in [("month", Role::Month), ("day", Role::Day)] {
                    let part = self
                        .roles
                        .get(role)
                        .filter(|_| key == "month" || self.roles.get(Role::Month).is_some());
                    if let Some(profile) = part {
                        let _ = write!(parts, ", {key} = {}", quoted(&profile.name));
                    }
                }
                parts.push_str(" }");
                self.set("start", &parts, "an empty month or day, or 0, is one that is not known");
            }
            (None, None) => {
                let first =
                    self.profiles.first().map_or_else(|| quoted("date"), |p| quoted(&p.name));
                self.set(
                    "start",
                    &first,
                    "decide: no column looks like a date; name the one that is",
                );
            }
        }
        self.codes(Role::DatePrecision, &format!("{section}.date.precision"));
        self.line("");
    }

    fn one_date(&mut self, key: &str, profile: &Profile) {
        let name = quoted(&profile.name);
        match profile.date_form() {
            Some(DateForm::Form(form, other)) => {
                let value = format!("{{ column = {name}, format = {} }}", quoted(form));
                let comment = other.map_or_else(String::new, |other| {
                    format!("decide: every value would also be a date of the form {other}")
                });
                self.set(key, &value, &comment);
            }
            _ => self.set(key, &name, ""),
        }
    }

    /// A table of values for a column of precision codes, where the codes are known ones.
    fn codes(&mut self, role: Role, section: &str) {
        let Some(profile) = self.roles.get(role) else { return };
        let known: &[(&str, &[(&str, &str)])] = &[
            (
                "where_prec",
                &[
                    ("1", "exact"),
                    ("2", "near"),
                    ("3", "admin2"),
                    ("4", "admin1"),
                    ("5", "region"),
                    ("6", "country"),
                    ("7", "international"),
                ],
            ),
            ("geo_precision", &[("1", "exact"), ("2", "near"), ("3", "region")]),
            (
                "specificity",
                &[
                    ("1", "exact"),
                    ("2", "admin2"),
                    ("3", "admin2"),
                    ("4", "admin1"),
                    ("5", "region"),
                ],
            ),
            (
                "date_prec",
                &[("1", "day"), ("2", "days"), ("3", "week"), ("4", "month"), ("5", "year")],
            ),
            ("time_precision", &[("1", "day"), ("2", "week"), ("3", "month")]),
        ];
        let table =
            known.iter().find(|(name, _)| *name == profile.name).map_or(&[][..], |(_, t)| *t);
        let (first, coarsest) =
            if role == Role::DatePrecision { ("day", "month") } else { ("near", "region") };
        let values = distinct(profile.few(12).unwrap_or_default());
        let listed: Vec<(String, String)> = if table.is_empty() {
            values.iter().map(|value| ((*value).to_owned(), coarsest.to_owned())).collect()
        } else {
            table.iter().map(|(code, word)| ((*code).to_owned(), (*word).to_owned())).collect()
        };
        let _ = writeln!(self.out, "\n[{section}]");
        self.set("column", &quoted(&profile.name), "its name says so");
        self.set("otherwise", &quoted(coarsest), "for codes that are not in the table");
        let _ = writeln!(self.out, "\n[{section}.values]");
        let comment = if table.is_empty() {
            format!("decide: what does the code mean, from {first:?} on?")
        } else {
            String::new()
        };
        for (code, word) in listed {
            self.set(&quoted(&code), &quoted(&word), &comment);
        }
    }

    pub(super) fn country(&mut self) {
        self.field("country", Role::Country);
        let coded = self.roles.get(Role::CountryCode);
        if let Some((profile, (_, word))) = coded.and_then(|p| Some((p, codes(p)?))) {
            let value = format!("{{ codes = {}, of = {} }}", quoted(word), quoted(&profile.name));
            self.set("country_code", &value, "decide: the numbering that most of its values fit");
        } else if let Some(name) = self.roles.get(Role::Country).map(|p| quoted(&p.name)) {
            let value = format!("{{ codes = \"name\", of = {name} }}");
            self.set("country_code", &value, "so that the registry's selectors by country hold");
        }
    }

    fn place(&mut self) {
        self.line("[event.place]");
        self.country();
        for (key, role) in [
            ("admin1", Role::Admin1),
            ("admin2", Role::Admin2),
            ("name", Role::Place),
            ("latitude", Role::Latitude),
            ("longitude", Role::Longitude),
        ] {
            let half = matches!(role, Role::Latitude | Role::Longitude)
                && [Role::Latitude, Role::Longitude].iter().any(|r| self.roles.get(*r).is_none());
            if !half {
                self.field(key, role);
            }
        }
        if self.roles.get(Role::PlacePrecision).is_some() {
            self.codes(Role::PlacePrecision, "event.place.precision");
        } else {
            self.set(
                "precision",
                "{ by = \"filled\" }",
                "decide: name → near, admin2, admin1, country; or { constant = \"…\" }",
            );
        }
        self.line("");
    }

    fn deaths(&mut self) {
        let parts = [
            ("side_a", Role::DeathsA),
            ("side_b", Role::DeathsB),
            ("civilians", Role::DeathsCivilians),
            ("unknown", Role::DeathsUnknown),
        ];
        let has = |role: &Role| self.roles.get(*role).is_some();
        let bounds = has(&Role::Low) || has(&Role::High);
        if !bounds && !has(&Role::Best) && !parts.iter().any(|(_, role)| has(role)) {
            self.line("# deaths: no column looks like one  # decide: write [event.deaths] with best = \"…\"\n");
            return;
        }
        self.line("[event.deaths]");
        let sum: Vec<String> = parts
            .iter()
            .filter_map(|(_, role)| self.roles.get(*role).map(|profile| quoted(&profile.name)))
            .collect();
        let has_best = self.field("best", Role::Best);
        if !has_best && !sum.is_empty() {
            let value = format!("{{ sum = [{}] }}", sum.join(", "));
            self.set(
                "best",
                &value,
                "decide: no column gives a best estimate; is it the sum of its parts?",
            );
        } else if !has_best {
            let bound = self.roles.get(Role::Low).or(self.roles.get(Role::High));
            let name = bound.map_or_else(|| quoted(""), |profile| quoted(&profile.name));
            self.set("best", &name, "decide: no column gives a best estimate");
        }
        self.field("low", Role::Low);
        self.field("high", Role::High);
        for (key, role) in parts {
            self.field(key, role);
        }
        self.line("");
    }

    fn kind_of_event(&mut self) {
        let Some(profile) = self.roles.get(Role::Type) else { return };
        self.line("[event.type]");
        self.set("column", &quoted(&profile.name), "its name says so");
        self.set("otherwise", "\"unspecified\"", "for values that are not in the table");
        self.line("\n[event.type.values]");
        for value in distinct(profile.few(60).unwrap_or_default()) {
            let (word, sure) = guess_type(&profile.name, value);
            let comment = if sure { "" } else { "decide" };
            self.set(&quoted(value), &quoted(word), comment);
        }
        self.line("");
    }
}
