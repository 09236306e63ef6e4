//! The truth beside the data: one line for each incident, with the rows that tell of it.

use std::io::{self, Write};

use crate::{
    DATASET,
    calendar::Day,
    feeds::Reported,
    observe::ged::Account,
    vintages::Schedule,
    world::{Degrees, Episode, Incident, Party, Unrest, World},
};

/// Writes `truth.ndjson`. All names in it are plain letters, so that nothing needs an escape.
pub(crate) struct Truth<W> {
    out: W,
    labels: Vec<String>,
    parties: Vec<(String, String)>,
    /// The further datasets with the labels of their files.
    further: Vec<(&'static str, Vec<String>)>,
    digits: itoa::Buffer,
    line: Vec<u8>,
}

impl<W: Write> Truth<W> {
    /// Begins the file.
    pub(crate) fn new(
        out: W,
        world: &World,
        schedule: &Schedule,
        further: Vec<(&'static str, Vec<String>)>,
    ) -> Self {
        let name = |party: Party| match party {
            Party::Government(country) => government_id(world, country),
            Party::Group(index) => world.cast.groups[usize::from(index)].id.clone(),
            Party::Civilians => "civilians".to_owned(),
        };
        Self {
            out,
            labels: schedule.releases.iter().map(|release| release.label.clone()).collect(),
            parties: world.cast.dyads.iter().map(|dyad| (name(dyad.a), name(dyad.b))).collect(),
            further,
            digits: itoa::Buffer::new(),
            line: Vec::with_capacity(512),
        }
    }

    /// Writes the incidents of an episode with the accounts of it, and the reports of further sources.
    pub(crate) fn write(
        &mut self,
        world: &World,
        episode: &Episode,
        accounts: &[Account],
        reported: &[Reported],
    ) -> io::Result<()> {
        for (index, incident) in episode.incidents.iter().enumerate() {
            self.line.clear();
            self.incident(world, incident);
            self.text(",\"episode\":\"");
            self.text(episode.kind.as_str());
            self.text("\",\"cluster\":");
            self.number(episode.cluster);
            self.text(",\"reports\":[");
            let telling = accounts
                .iter()
                .filter(|account| (account.tells.0..=account.tells.1).contains(&index));
            let mut position = 0;
            for account in telling {
                self.account(position, account);
                position += 1;
            }
            for report in reported {
                let (first, last) = report.tells.incidents;
                if (first..=last).contains(&index) {
                    self.report(position, report);
                    position += 1;
                }
            }
            self.text("]}\n");
            self.out.write_all(&self.line)?;
        }
        Ok(())
    }

    /// Writes what was no armed violence, with the reports of it.
    pub(crate) fn write_unrest(
        &mut self,
        world: &World,
        unrest: &Unrest,
        reported: &[Reported],
    ) -> io::Result<()> {
        self.line.clear();
        self.text("{\"unrest\":");
        self.number(unrest.number);
        self.when_and_where(world, unrest.day, unrest.minute, unrest.town, unrest.at);
        self.text(",\"kind\":\"");
        self.text(unrest.kind.as_str());
        if let Some(group) = unrest.group {
            self.text("\",\"group\":\"");
            self.text(&world.cast.groups[usize::from(group)].id);
        }
        self.text("\",\"deaths\":");
        self.number(u64::from(unrest.killed));
        self.text(",\"reports\":[");
        for (position, report) in reported.iter().enumerate() {
            self.report(position, report);
        }
        self.text("]}\n");
        self.out.write_all(&self.line)
    }

    /// Ends the file.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn incident(&mut self, world: &World, incident: &Incident) {
        let dyad = incident.dyad as usize;
        self.text("{\"incident\":");
        self.number(incident.number);
        self.when_and_where(world, incident.day, incident.minute, incident.town, incident.at);
        self.text(",\"type_of_violence\":");
        self.number(u64::from(world.cast.dyads[dyad].violence()));
        self.text(",\"side_a\":\"");
        self.line.extend_from_slice(self.parties[dyad].0.as_bytes());
        self.text("\",\"side_b\":\"");
        self.line.extend_from_slice(self.parties[dyad].1.as_bytes());
        self.text("\",\"method\":\"");
        self.text(incident.method.as_str());
        self.text("\",\"deaths_a\":");
        self.number(u64::from(incident.killed.a));
        self.text(",\"deaths_b\":");
        self.number(u64::from(incident.killed.b));
        self.text(",\"deaths_civilians\":");
        self.number(u64::from(incident.killed.civilians));
    }

    fn when_and_where(&mut self, world: &World, day: Day, minute: u32, town: u32, at: Degrees) {
        let town = world.land.town(town);
        self.text(",\"date\":\"");
        self.line.extend_from_slice(world.calendar.text(day));
        self.text("\",\"minute\":");
        self.number(u64::from(minute));
        self.text(",\"country\":\"");
        self.text(&world.land.countries[usize::from(town.country)].iso3);
        self.text("\",\"admin1\":\"");
        self.text(&world.land.unit(town.unit).id);
        self.text("\",\"town\":\"");
        self.text(&town.name);
        self.text("\",\"latitude\":");
        self.degrees(at.latitude);
        self.text(",\"longitude\":");
        self.degrees(at.longitude);
    }

    fn account(&mut self, position: usize, account: &Account) {
        self.text(if position == 0 { "{" } else { ",{" });
        if !self.further.is_empty() {
            self.text("\"source\":\"");
            self.text(DATASET);
            self.text("\",");
        }
        self.text("\"id\":");
        self.number(u64::from(account.id));
        self.text(",\"as\":\"");
        self.text(account.role.as_str());
        self.text("\",\"in\":[");
        for slot in account.slots.0..account.slots.1 {
            self.text(if slot == account.slots.0 { "\"" } else { ",\"" });
            self.line.extend_from_slice(self.labels[slot].as_bytes());
            self.text("\"");
        }
        self.text("]}");
    }

    /// A report of a further source; its id is text.
    fn report(&mut self, position: usize, report: &Reported) {
        self.text(if position == 0 { "{\"source\":\"" } else { ",{\"source\":\"" });
        self.text(report.dataset);
        self.text("\",\"id\":\"");
        self.text(&report.id);
        self.text("\",\"as\":\"");
        self.text(report.tells.role.as_str());
        self.text("\",\"in\":[");
        let labels = self.further.iter().find(|(dataset, _)| *dataset == report.dataset);
        let mut comma = "\"";
        for (index, label) in labels.iter().flat_map(|(_, labels)| labels).enumerate() {
            if report.labels >> index & 1 == 1 {
                self.line.extend_from_slice(comma.as_bytes());
                self.line.extend_from_slice(label.as_bytes());
                self.line.push(b'"');
                comma = ",\"";
            }
        }
        self.text("]}");
    }

    fn text(&mut self, text: &str) {
        self.line.extend_from_slice(text.as_bytes());
    }

    fn number(&mut self, number: u64) {
        self.line.extend_from_slice(self.digits.format(number).as_bytes());
    }

    /// Five decimals, from 1/100,000 degree.
    fn degrees(&mut self, value: i32) {
        if value < 0 {
            self.text("-");
        }
        let value = value.unsigned_abs();
        self.number(u64::from(value / 100_000));
        self.text(".");
        let rest = value % 100_000;
        for divisor in [10_000, 1_000, 100, 10, 1] {
            self.number(u64::from(rest / divisor % 10));
        }
    }
}

/// The registry id of a government.
pub(crate) fn government_id(world: &World, country: u8) -> String {
    format!(
        "government-of-{}",
        crate::names::kebab(world.land.countries[usize::from(country)].name)
    )
}
