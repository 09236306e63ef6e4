//! UCDP's list of actors: names, and how they came out of, joined or worked with one another.
//!
//! The ids are those that GED gives to its sides, so actors and statements carry GED's dataset.

use bellwether_model::{
    Batch, DatasetId, Finding, GwCode, NativeActor, Severity, Statement, StatementKind,
};

use super::ged;
use crate::reading::{Part, Reading};
use crate::recognise::{Recognised, Shape};
use crate::source::{Match, ReadRow, Sample, Source, Verdict};
use crate::text::value::{DateOrder, identifier, is_missing};
use crate::text::{Column, Header, Row};

/// The dataset of the list itself.
const DATASET: &str = "ucdp-actor";

const REQUIRED: [&str; 3] = ["actorid", "namedata", "org"];

/// Columns that are read or known to say nothing that GED does not say better.
const KNOWN: [&str; 32] = [
    "nameorig",
    "nameorigfull",
    "nameorigfulleng",
    "namechange",
    "newname",
    "newnamefullmothertongue",
    "newnamefulleng",
    "conflictid",
    "dyadid",
    "primaryparty",
    "osid",
    "oscoalition",
    "oscoalitionid",
    "nsid",
    "nscoalition",
    "nscoalitionid",
    "splinter",
    "nameprev",
    "actoridprev",
    "splittemp",
    "namesplittemp",
    "actoridsplittemp",
    "alliance",
    "namealliance",
    "actoridalliance",
    "joingroup",
    "groupname",
    "actoridgroup",
    "location",
    "gwnoloc",
    "region",
    "version",
];

/// A relation: the column of its flag, of the other's name and of the other's id.
const RELATIONS: [(StatementKind, [&str; 3]); 4] = [
    (StatementKind::SplitFrom, ["splinter", "nameprev", "actoridprev"]),
    (StatementKind::SplitFrom, ["splittemp", "namesplittemp", "actoridsplittemp"]),
    (StatementKind::AlliedWith, ["alliance", "namealliance", "actoridalliance"]),
    (StatementKind::Joined, ["joingroup", "groupname", "actoridgroup"]),
];

/// The reader of the actor list.
pub(crate) struct ActorList;

impl Source for ActorList {
    fn recognise(&self, sample: &Sample<'_>) -> Verdict {
        let header = sample.header;
        if !header.has("actorid") {
            return Verdict::No;
        }
        let missing = header.lacking(&REQUIRED);
        if !missing.is_empty() {
            return Verdict::Almost { dataset: DATASET, missing };
        }
        let version = header.column("version");
        Verdict::Yes(Match {
            dataset: DATASET,
            shape: Shape::ActorList,
            label: sample.rows.first().and_then(|row| row.text(version)),
            evidence: vec![
                "the columns of UCDP's actor list, ActorId and NameData among them".into(),
            ],
            unknown_columns: header.beyond(&[&REQUIRED, &KNOWN]),
            missing_columns: header.lacking(&KNOWN),
        })
    }

    fn version_in(&self, name: &str) -> Option<String> {
        let digits: String = name.chars().filter(char::is_ascii_digit).collect();
        let (year, number) = (digits.len() == 3).then(|| digits.split_at(2))?;
        Some(format!("{year}.{number}"))
    }

    fn reader(
        &self,
        _recognised: &Recognised,
        header: &Header,
        _order: Option<DateOrder>,
    ) -> Box<dyn ReadRow> {
        Box::new(ActorRows {
            dataset: DatasetId::new(ged::DATASET).expect("a kebab-case constant"),
            header: header.clone(),
        })
    }

    fn shapes(&self) -> &'static [Shape] {
        &[Shape::ActorList]
    }

    fn describe(&self) -> &'static [&'static str] {
        &[include_str!("../../../../data/datasets/ucdp-actor.toml")]
    }
}

struct ActorRows {
    dataset: DatasetId,
    header: Header,
}

/// The kinds of organisation by UCDP's code (actor codebook, `Org`).
fn kind_of(code: &str) -> &'static str {
    match identifier(code) {
        "1" => "formally organized group",
        "2" => "informally organized group",
        "3" => "informally organized group by identity or affiliation",
        "4" => "government",
        _ => "not given",
    }
}

impl ActorRows {
    fn column(&self, name: &'static str) -> Column {
        self.header.column(name)
    }

    fn actor(&self, row: &Row<'_>, notes: &mut Vec<Finding>) -> Part<NativeActor> {
        let mut reading = Reading { row, notes };
        let native_id = reading.id(self.column("actorid"))?;
        let name_column = self.column("namedata");
        let Some(name) = row.text(name_column) else {
            return Err(reading.reject(name_column, "name-empty", "the actor has no name"));
        };
        let mut other_names: Vec<String> = Vec::new();
        for column in [
            "nameorig",
            "nameorigfull",
            "nameorigfulleng",
            "newname",
            "newnamefullmothertongue",
            "newnamefulleng",
        ] {
            let other =
                row.text(self.column(column)).filter(|other| other != "n/a" && *other != name);
            other_names.extend(other.filter(|other| !other_names.contains(other)));
        }
        let location = self.column("gwnoloc");
        let mut countries = Vec::new();
        for code in row.get(location).split([',', ';']).map(str::trim).filter(|c| !is_missing(c)) {
            match identifier(code).parse::<u16>() {
                Ok(code) => countries.push(GwCode(code)),
                Err(_) => {
                    let message =
                        format!("{code:?} is not a Gleditsch-Ward number and is left out");
                    reading.note(Severity::Repair, location, "country-code", message);
                }
            }
        }
        Ok(NativeActor {
            dataset: self.dataset.clone(),
            native_id,
            name,
            other_names,
            native_kind: kind_of(row.get(self.column("org"))).to_owned(),
            countries,
        })
    }

    /// What the row says about the actor beside its names.
    fn statements(&self, row: &Row<'_>, actor: &NativeActor) -> Vec<Statement> {
        let mut found = Vec::new();
        let renamed = row.text(self.column("newname"));
        if self.flagged(row, "namechange")
            && let Some(new_name) = renamed
        {
            // The list gives the name before the change as the original one.
            let before = row.text(self.column("nameorig")).unwrap_or_else(|| actor.name.clone());
            let text = format!("{before} changed its name to {new_name}");
            found.push(statement(actor, StatementKind::Renamed, 0, (new_name, None), text));
        }
        for (index, (kind, [flag, name, id])) in (1..).zip(RELATIONS) {
            if !self.flagged(row, flag) {
                continue;
            }
            let ids: Vec<String> = list(row.get(self.column(id)));
            let mut names = list(row.get(self.column(name)));
            if names.len() != ids.len() && ids.len() <= 1 {
                names = row.text(self.column(name)).into_iter().collect();
            }
            for part in 0..names.len().max(ids.len()) {
                let native = ids.get(part).map(|id| identifier(id).to_owned());
                let Some(other) = names.get(part).cloned().or_else(|| native.clone()) else {
                    continue;
                };
                let temporarily = if flag == "splittemp" { " for a time" } else { "" };
                let text = match kind {
                    StatementKind::SplitFrom => {
                        format!("{} split from {other}{temporarily}", actor.name)
                    }
                    StatementKind::Joined => format!("{} joined {other}", actor.name),
                    _ => format!("{} was allied in {other}", actor.name),
                };
                found.push(statement(actor, kind, index * 100 + part, (other, native), text));
            }
        }
        found
    }

    fn flagged(&self, row: &Row<'_>, name: &'static str) -> bool {
        identifier(row.get(self.column(name))) == "1"
    }
}

fn list(field: &str) -> Vec<String> {
    field
        .split([',', ';'])
        .map(|part| part.trim().to_owned())
        .filter(|part| !is_missing(part))
        .collect()
}

fn statement(
    actor: &NativeActor,
    kind: StatementKind,
    number: usize,
    (object, object_native_id): (String, Option<String>),
    text: String,
) -> Statement {
    Statement {
        native_id: format!("{}-{}-{number}", actor.native_id, kind.as_str()),
        kind,
        actor: actor.name.clone(),
        actor_native_id: Some(actor.native_id.clone()),
        object: Some(object),
        object_native_id,
        quantity: None,
        as_of: None,
        attributed_to: None,
        text,
    }
}

impl ReadRow for ActorRows {
    fn read(&self, row: &Row<'_>, batch: &mut Batch) {
        let noted = batch.findings.len();
        match self.actor(row, &mut batch.findings) {
            Ok(actor) => {
                batch.statements.extend(self.statements(row, &actor));
                batch.actors.push(actor);
            }
            Err(reject) => {
                batch.findings.truncate(noted);
                batch.findings.push(*reject);
            }
        }
    }
}
