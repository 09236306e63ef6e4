//! The draft as text: TOML with a comment for each guess.

use std::fmt::Write as _;

use super::profile::Profile;
use super::roles::Roles;
use super::words::Role;

/// The draft as it grows.
pub(super) struct Draft<'p> {
    pub(super) out: String,
    pub(super) profiles: &'p [Profile],
    pub(super) roles: Roles<'p>,
}

/// A text in TOML's quotes, on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The values without those that differ from an earlier one only in the case of their letters.
pub(super) fn distinct(values: Vec<&str>) -> Vec<&str> {
    let mut kept: Vec<&str> = Vec::new();
    for value in values {
        if !kept.iter().any(|known| known.eq_ignore_ascii_case(value)) {
            kept.push(value);
        }
    }
    kept
}

/// A comment on one line.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect()
}

/// Writes the draft for a table of these columns.
pub(super) fn write(file: &str, delimiter: Option<u8>, profiles: &[Profile]) -> String {
    let mut draft = Draft { out: String::new(), profiles, roles: Roles::of(profiles) };
    let calendar = draft.roles.is_calendar();
    draft.head(file);
    draft.inclusion(calendar);
    draft.table(delimiter, calendar);
    if calendar {
        draft.calendar();
    } else {
        draft.event();
    }
    draft.out
}

impl Draft<'_> {
    pub(super) fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// `key = value`, with a comment behind it.
    pub(super) fn set(&mut self, key: &str, value: &str, comment: &str) {
        let behind = if comment.is_empty() { String::new() } else { format!("  # {comment}") };
        let _ = writeln!(self.out, "{key} = {value}{behind}");
    }

    /// A field from the column of a role, with the reason; nothing when there is none.
    pub(super) fn field(&mut self, key: &str, role: Role) -> bool {
        let Some(name) = self.roles.get(role).map(|profile| quoted(&profile.name)) else {
            return false;
        };
        let why = self.roles.why(role).to_owned();
        self.set(key, &name, &why);
        true
    }

    fn head(&mut self, file: &str) {
        let stem = file.split('.').next().unwrap_or_default();
        let lower = stem.to_lowercase();
        let parts = lower.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit()));
        let id = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        let id = if id.is_empty() { "my-table".to_owned() } else { format!("table-{id}") };
        let _ =
            writeln!(self.out, "# A draft for {}, from its columns and first rows.", plain(file));
        self.line("# Correct it, answer each question marked \"decide\", and save it: from then on it reads every");
        self.line("# table of this form. docs/MAPPINGS.md explains each key.");
        self.line("");
        self.line("[dataset]");
        self.set("id", &quoted(&id), "decide: a short name that stays the same in every release");
        self.set("source", "\"not stated\"", "decide: who publishes it");
        self.set("title", &quoted(&plain(file)), "decide: its title");
        self.set("citation", "\"not stated\"", "decide: how it wants to be cited");
        self.set("url", "\"\"", "decide: where it is found");
        self.set(
            "covers",
            "\"not stated\"",
            "decide: what is in it, for which countries and years",
        );
        self.set("update_rhythm", "\"not stated\"", "decide: how often it is published");
        self.set("excludes", "[]", "decide: what it leaves out, a line each");
        self.set(
            "caveats",
            "[]",
            "decide: what a reader should know before using a number from it",
        );
        self.line("# coverage_from = \"2015-01-01\"  # decide: the first day that it covers");
        self.line(
            "# repeats = \"ucdp-ged\"  # decide: the dataset whose events it repeats, if it does",
        );
        self.line("# actor_ids = \"ucdp-ged\"  # decide: the dataset whose ids of actors it uses, if it does");
        self.line("");
        self.line("[dataset.licence]");
        self.set("id", "\"UNKNOWN\"", "decide: an SPDX id such as CC-BY-4.0");
        self.set("name", "\"not stated\"", "decide: the licence's name");
        self.set("url", "\"\"", "decide: where its text stands");
        self.set(
            "rows_may_be_exported",
            "false",
            "decide: true only when the licence lets rows be passed on",
        );
        self.line("");
    }

    /// What can be compared with other datasets.
    fn inclusion(&mut self, calendar: bool) {
        self.line("[dataset.inclusion]");
        let holds = if calendar { "\"calendar\"" } else { "\"events\"" };
        self.set("holds", holds, "");
        self.set("unit", "\"not stated\"", "decide: what one row is, in words");
        self.set("lethal_only", "false", "decide: true when only events with a death are in it");
        let sample =
            "decide: true when it is not complete for anything, so that it gives no totals";
        self.set("sample", "false", sample);
        self.set(
            "civilian_coding",
            "\"not stated\"",
            "decide: how it is known that an event was against civilians",
        );
        let small = "decide: while rows may not be passed on, the least events in a cell of an aggregate that may";
        self.set("small_cell", "10", small);
        self.set(
            "alternative",
            "\"aggregates with its citation\"",
            "decide: what may be passed on instead of rows",
        );
        let roles = [Role::Low, Role::High].map(|role| self.roles.get(role).is_some());
        let form = if calendar {
            "{ form = \"none\" }"
        } else if roles.contains(&true) {
            "{ form = \"range\", includes_perpetrators = true }"
        } else {
            "{ form = \"one-number\", includes_perpetrators = true }"
        };
        self.set(
            "fatalities",
            form,
            if calendar { "" } else { "decide: are dead perpetrators counted?" },
        );
        if !calendar {
            self.set(
                "event_kinds",
                "[\"unspecified\"]",
                "decide: the types that its events can have",
            );
        }
        self.line("# coverage = [{ name = \"the world\", countries = \"world\", from = \"2015-01-01\" }]  # decide: where and from when");
        self.line("");
    }

    fn table(&mut self, delimiter: Option<u8>, calendar: bool) {
        self.line("[table]");
        let kind = if calendar { "\"calendar\"" } else { "\"events\"" };
        self.set("kind", kind, "events with sides and deaths, or dates of a political calendar");
        if let Some(mark) = delimiter {
            self.set("delimiter", &quoted(&char::from(mark).to_string()), "");
        }
        let points: Vec<&Profile> = [Role::Latitude, Role::Longitude]
            .iter()
            .filter_map(|role| self.roles.get(*role))
            .collect();
        let comma = points.iter().any(|profile| profile.has_decimal_comma());
        if comma {
            self.set("decimal", "\",\"", "the coordinates have commas");
        }
        let counts = [Role::Best, Role::Low, Role::High, Role::Injured];
        let mut counts = counts.iter().filter_map(|role| self.roles.get(*role));
        let mark = counts.find_map(Profile::thousands).filter(|mark| !(comma && *mark == ','));
        if let Some(mark) = mark.filter(|mark| comma || *mark != '.') {
            self.set(
                "thousands",
                &quoted(&mark.to_string()),
                "decide: is that mark between thousands?",
            );
        }
        let mut nothing: Vec<String> = self
            .profiles
            .iter()
            .flat_map(|profile| profile.nothing().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        nothing.sort();
        nothing.dedup();
        if !nothing.is_empty() {
            let words: Vec<String> = nothing.iter().map(|word| quoted(word)).collect();
            self.set(
                "missing",
                &format!("[{}]", words.join(", ")),
                "decide: do these words stand for nothing?",
            );
        }
        let persons = self.roles.persons(self.profiles);
        if !persons.is_empty() {
            let names: Vec<String> = persons.iter().map(|name| quoted(name)).collect();
            self.set(
                "drop",
                &format!("[{}]", names.join(", ")),
                "decide: names of persons are not kept",
            );
        }
        self.line("# The columns of today: one that comes later is reported, and kept apart.");
        let names: Vec<String> =
            self.profiles.iter().map(|p| format!("    {},", quoted(&p.name))).collect();
        let _ = writeln!(self.out, "columns = [\n{}\n]\n", names.join("\n"));
    }

    pub(super) fn id(&mut self) {
        if !self.field("id", Role::Id) {
            self.set("id", "{ hash = \"row\" }", "no column has a value of its own in each row; decide: a row that is changed will be another row");
        }
    }

    fn calendar(&mut self) {
        self.line("[calendar]");
        self.id();
        self.country();
        if [Role::Country, Role::CountryCode].iter().all(|role| self.roles.get(*role).is_none()) {
            self.set("country", "{ constant = \"\" }", "decide: which column names the country?");
        }
        let kind = self.roles.get(Role::Type).or(self.roles.get(Role::Election));
        let words = kind.and_then(|profile| Some((profile, profile.few(40)?)));
        let texts = kind
            .map(|profile| quoted(&profile.name))
            .unwrap_or_else(|| "{ constant = \"election\" }".into());
        self.set("what", &texts, "decide: what, in a few words of the source's");
        if words.is_none() {
            self.set(
                "kind",
                "{ constant = \"election\" }",
                "decide: what kind of date, in kebab-case",
            );
        }
        self.line("");
        self.date("calendar");
        if let Some((profile, values)) = words {
            self.line("[calendar.kind]");
            self.set("column", &quoted(&profile.name), "");
            self.set("otherwise", "\"election\"", "");
            self.line("\n[calendar.kind.values]");
            for value in distinct(values) {
                self.set(
                    &quoted(value),
                    "\"election\"",
                    "decide: election-executive, election-legislative, …",
                );
            }
            self.line("");
        }
    }
}
