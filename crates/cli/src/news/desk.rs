//! Texts to reports and statements.

use std::collections::BTreeSet;

use bellwether_coder::assist::{Assistant as _, Proposal, Tally};
use bellwether_coder::coded::Coded;
use bellwether_coder::input::Document;
use bellwether_coder::{Gazetted, Options, code, code_with};
use bellwether_model::{Batch, DatasetId, Date, KeptText, Withdrawal};
use bellwether_registry::places::Resolver;
use serde_json::{Map, Value};

use super::article::Article;
use super::report::report;
use super::statement::statement;
use super::trail::trail;
use crate::assist::SecondReader;
use crate::failure::Failure;
use crate::session::Session;
use crate::threads::{in_order, threads};
use crate::world::World;

/// A text that comes in, and the one that it is a copy of.
pub(super) type Fresh = (Document, Article, Option<String>);

/// What texts are coded with.
pub(super) struct Desk<'s> {
    registry: &'s World,
    resolver: Resolver,
    dataset: DatasetId,
    /// Reports of earlier versions of the texts that have not come again.
    before: BTreeSet<String>,
    threads: usize,
}

impl<'s> Desk<'s> {
    pub(super) fn new(session: &'s Session, dataset: &DatasetId) -> Result<Self, Failure> {
        let registry = session.world()?;
        Ok(Self {
            resolver: registry.resolver()?,
            registry,
            dataset: dataset.clone(),
            before: BTreeSet::new(),
            threads: threads(session),
        })
    }

    /// Takes in reports of earlier versions of texts that are about to come again.
    pub(super) fn replaces(&mut self, reports: Vec<String>) {
        self.before.extend(reports);
    }

    /// What some texts say, in their order; nothing for copies.
    fn read(
        &self,
        fresh: &[Fresh],
        written: Option<Date>,
        reader: Option<&SecondReader>,
    ) -> Result<Vec<Option<Coded>>, Failure> {
        let coder = self.registry.coder()?;
        let places = Gazetted {
            geoparser: self.registry.geoparser()?,
            gazetteer: self.registry.gazetteer()?,
        };
        let options = Options { written, places: Some(&places) };
        // A model is asked one text after the other; what it proposes is held against the texts side by side.
        let ask = |(document, _, copy_of): &Fresh| match (reader, copy_of) {
            (Some(reader), None) => reader.propose(document, written).map(Some),
            _ => Ok(None),
        };
        let proposals =
            fresh.iter().map(ask).collect::<Result<Vec<Option<Proposal>>, Failure>>()?;
        let asked: Vec<(&Fresh, Option<Proposal>)> = fresh.iter().zip(proposals).collect();
        let name = reader.map(SecondReader::name);
        let read = in_order(self.threads, &asked, |((document, _, copy_of), proposal)| {
            copy_of.is_none().then(|| match (name, proposal) {
                (Some(name), Some(proposal)) => {
                    code_with(document, coder, &options, (name, proposal))
                }
                _ => (code(document, coder, &options), Tally::default()),
            })
        });
        let count = |(coded, tally): (Coded, Tally)| {
            if let Some(reader) = reader {
                reader.count(&tally);
            }
            coded
        };
        Ok(read.into_iter().map(|one| one.map(count)).collect())
    }

    /// The rows of some texts, what is kept of the texts, and how many findings were left out.
    pub(super) fn code(
        &mut self,
        fresh: &[Fresh],
        written: Option<Date>,
        reader: Option<&SecondReader>,
    ) -> Result<(Batch, Vec<KeptText>, u64), Failure> {
        let mut batch = Batch::default();
        let (mut texts, mut left_out) = (Vec::new(), 0);
        let read = self.read(fresh, written, reader)?;
        for ((_, article, copy_of), coded) in fresh.iter().zip(read) {
            batch.rows += 1;
            let mut kept = kept_text(article, copy_of.clone());
            if let Some(coded) = coded {
                for (number, event) in coded.events.iter().enumerate() {
                    let id = (&self.dataset, number + 1);
                    let Some(mut found) = report(event, article, id, self.registry)? else {
                        left_out += 1;
                        continue;
                    };
                    self.resolver.resolve(&mut found.place);
                    self.before.remove(&found.id.native);
                    kept.reports += 1;
                    batch.reports.push(found);
                }
                let mut trails = Map::new();
                for (number, said) in coded.statements.iter().enumerate() {
                    let Some(found) = statement(said, article, number + 1, self.registry) else {
                        left_out += 1;
                        continue;
                    };
                    kept.statements += 1;
                    trails.insert(found.native_id.clone(), Value::String(trail(&said.explain())));
                    batch.statements.push(found);
                }
                kept.trail = (!trails.is_empty()).then(|| Value::Object(trails).to_string());
            }
            texts.push(kept);
        }
        Ok((batch, texts, left_out))
    }

    /// The reports that texts no longer make.
    pub(super) fn gone(&mut self) -> Vec<Withdrawal> {
        let dataset = self.dataset.clone();
        std::mem::take(&mut self.before)
            .into_iter()
            .map(|native| Withdrawal { dataset: dataset.clone(), native, at: None, row: 0 })
            .collect()
    }
}

fn kept_text(article: &Article, copy_of: Option<String>) -> KeptText {
    KeptText {
        key: article.key.clone(),
        content: article.content,
        outlet: article.outlet.clone(),
        url: article.url.clone(),
        grade: article.grade.clone(),
        written: article.written,
        copy_of,
        reports: 0,
        statements: 0,
        sketch: article.sketch.to_bytes(),
        trail: None,
    }
}
