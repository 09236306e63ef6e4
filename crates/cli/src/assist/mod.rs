//! A model that reads texts beside the rules, if the user asks for one: an endpoint that speaks OpenAI's chat
//! protocol, a file of weights, or the recorded replies of one of them.

pub(crate) mod apart;
mod recorded;
mod wanted;
mod weights;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;

use bellwether_coder::assist::weights::{Roles, proposal, question};
use bellwether_coder::assist::{
    Assistant, ModelName, Proposal, REPLY_BYTES_MAX, Reason, Tally, reply, request, stretch_ranges,
};
use bellwether_coder::input::Document;
use bellwether_fetch::{Endpoint, FetchError, Fetcher, RawStore};
use bellwether_model::Date;
use clap::Args;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::session::Session;
use crate::threads::threads;
use apart::Apart;
use recorded::{Recorded, Recordings};
use wanted::{Wanted, WantedEndpoint, WantedWeights};
use weights::Card;

/// Arguments that ask for a model.
#[derive(Debug, Default, Args)]
pub(crate) struct AssistArgs {
    /// Have the model of the configuration's table `assist` propose events and statements beside the rules. The texts
    /// are sent to it, unless it is a file. What it says is taken only where the text and the rules' own grammars bear it out.
    #[arg(long, conflicts_with = "places")]
    pub(crate) assist: bool,
    /// The model's address instead of the configuration's: the base of an OpenAI-compatible interface, as
    /// `https://models.example.org/v1`.
    #[arg(long, value_name = "URL", requires = "assist")]
    pub(crate) assist_url: Option<String>,
    /// The model's name instead of the configuration's.
    #[arg(long, value_name = "NAME", requires = "assist")]
    pub(crate) assist_model: Option<String>,
    /// A model in a file instead of the configuration's: the folder of an ONNX export for token classification, or its file.
    /// Nothing is sent.
    #[arg(long, value_name = "PATH", requires = "assist", conflicts_with_all = ["assist_url", "assist_model"])]
    pub(crate) assist_weights: Option<PathBuf>,
    /// Keep the model's replies in this folder; what is there already is not asked again.
    #[arg(long, value_name = "DIR", requires = "assist", conflicts_with = "assist_replay")]
    pub(crate) assist_record: Option<PathBuf>,
    /// Take the replies from this folder and ask nobody.
    #[arg(long, value_name = "DIR", requires = "assist")]
    pub(crate) assist_replay: Option<PathBuf>,
}

/// Whether the model of the configuration could be asked, and which it is. Nothing is sent or loaded.
pub(crate) fn examine(session: &Session) -> Result<String, Failure> {
    match Wanted::of(&session.settings.assist.value, &AssistArgs::default())? {
        Wanted::Endpoint(wanted) => {
            let host = wanted.endpoint(session)?.examine(&wanted.policy(session))?;
            let WantedEndpoint { model, seconds, .. } = wanted;
            Ok(format!("{model} at {host}, {seconds} s an answer, asked only with --assist"))
        }
        Wanted::Weights(wanted) => weights::examine(&wanted),
    }
}

/// A model, and how it is asked.
pub(crate) struct SecondReader {
    name: ModelName,
    kind: Kind,
    way: Way,
    keep: Option<Recordings>,
    tally: RefCell<Tally>,
}

/// What reads: it says what a question and an answer look like.
enum Kind {
    /// An endpoint's model, by its name.
    Endpoint(String),
    /// A file of weights.
    Weights { card: Card, roles: Roles },
}

enum Way {
    Ask { fetcher: Box<Fetcher>, endpoint: Endpoint, _folder: tempfile::TempDir },
    Apart(Box<Apart>),
    Replay(Recordings),
}

impl SecondReader {
    /// The model that was asked for, if one was.
    pub(crate) fn of(session: &Session, args: &AssistArgs) -> Result<Option<Self>, Failure> {
        if !args.assist {
            return Ok(None);
        }
        let replay = args.assist_replay.as_deref().map(Recordings::open).transpose()?;
        let (kind, way) = match Wanted::of(&session.settings.assist.value, args)? {
            Wanted::Endpoint(wanted) => {
                let way = match replay {
                    Some(recordings) => Way::Replay(recordings),
                    None => endpoint(session, &wanted)?,
                };
                (Kind::Endpoint(wanted.model), way)
            }
            Wanted::Weights(wanted) => {
                let (card, way) = file(session, &wanted, replay)?;
                let roles = card.roles(&wanted)?;
                if matches!(way, Way::Apart(_)) {
                    weights::announce(session, &card, &roles);
                }
                (Kind::Weights { card, roles }, way)
            }
        };
        let keep = args.assist_record.as_deref().map(Recordings::make).transpose()?;
        let name = match &kind {
            Kind::Endpoint(model) => ModelName::new(model),
            Kind::Weights { card, .. } => {
                keep.as_ref().map_or(Ok(()), |keep| card.keep(keep))?;
                card.name()
            }
        };
        Ok(Some(Self { name, kind, way, keep, tally: RefCell::default() }))
    }

    /// Adds what became of the proposals for a text.
    pub(crate) fn count(&self, tally: &Tally) {
        self.tally.borrow_mut().join(tally);
    }

    /// What became of all proposals so far, and of a file of weights which it was.
    pub(crate) fn report(&self) -> Value {
        let mut report = json!(*self.tally.borrow());
        if let Kind::Weights { card, .. } = &self.kind {
            report["weights"] = json!({ "file": card.file, "sha256": card.sha256() });
        }
        report
    }

    /// The same in a sentence.
    pub(crate) fn words(&self) -> String {
        let tally = self.tally.borrow();
        let listed = |counts: &BTreeMap<Reason, u64>| {
            let words = counts.iter().map(|(reason, count)| format!("{count} {}", reason.as_str()));
            let words = words.collect::<Vec<_>>().join(", ");
            if words.is_empty() { "none".to_owned() } else { words }
        };
        let mut words = format!(
            "{} proposed: {} added, {} read by the rules too; dropped: {}; fields dropped: {}",
            self.name,
            tally.added,
            tally.joined,
            listed(&tally.dropped),
            listed(&tally.fields_dropped)
        );
        if let Kind::Weights { .. } = self.kind {
            words.push_str(&format!(
                "; of {} marked words {} filled a field, {} were read by the rules too",
                tally.marked, tally.filled, tally.known
            ));
        }
        if tally.bytes_not_sent > 0 {
            let what = match self.kind {
                Kind::Endpoint(_) => "sent",
                Kind::Weights { .. } => "read by it",
            };
            let bytes = tally.bytes_not_sent;
            words.push_str(&format!("; {bytes} bytes of long texts were not {what}"));
        }
        words
    }

    /// What is answered to one question about a stretch of text: bytes, or nothing where the answer was larger than is read.
    fn answer(&self, question: &str, stretch: &str) -> Result<Recorded, Failure> {
        match &self.way {
            Way::Replay(recordings) => recordings.find(question)?.ok_or_else(|| {
                Failure::Data(format!(
                    "{} has no reply {}; the text, the day or the model is another than when it was recorded: \
                     record again with --assist-record",
                    recordings.folder().display(),
                    Recordings::name(question)
                ))
            }),
            Way::Apart(apart) => self.recorded(question, || apart.ask(stretch)),
            Way::Ask { fetcher, endpoint, .. } => self.recorded(question, || {
                match endpoint.ask(fetcher, question, REPLY_BYTES_MAX) {
                    Ok(bytes) => Ok(Recorded::Reply(bytes.to_vec())),
                    Err(FetchError::TooLarge { .. }) => Ok(Recorded::TooLarge),
                    Err(error) => Err(error.into()),
                }
            }),
        }
    }

    /// What was recorded as the answer to a question, else what `ask` gives, which is recorded where that is wanted.
    fn recorded(
        &self,
        question: &str,
        ask: impl FnOnce() -> Result<Recorded, Failure>,
    ) -> Result<Recorded, Failure> {
        let Some(keep) = &self.keep else { return ask() };
        if let Some(kept) = keep.find(question)? {
            return Ok(kept);
        }
        let answer = ask()?;
        let model = match &self.kind {
            Kind::Endpoint(model) => model,
            Kind::Weights { card, .. } => &card.file,
        };
        keep.keep(question, model, &answer)?;
        Ok(answer)
    }
}

/// The way to an endpoint.
fn endpoint(session: &Session, wanted: &WantedEndpoint) -> Result<Way, Failure> {
    let policy = wanted.policy(session);
    let endpoint = wanted.endpoint(session)?;
    let host = endpoint.examine(&policy)?;
    if !session.global.offline {
        let model = &wanted.model;
        session.say(&format!("the texts are sent to {host}, to be read by {model}"));
    }
    // The fetcher wants a folder; answers of a model are not kept there.
    let folder = tempfile::tempdir().map_err(Failure::io("make", std::env::temp_dir()))?;
    let fetcher = Fetcher::new(policy, RawStore::open(folder.path())?)?;
    Ok(Way::Ask { fetcher: Box::new(fetcher), endpoint, _folder: folder })
}

/// The way to a file of weights, or to its recorded answers, for which the file need not be there.
fn file(
    session: &Session,
    wanted: &WantedWeights,
    replay: Option<Recordings>,
) -> Result<(Card, Way), Failure> {
    if let Some(recordings) = replay {
        return Ok((Card::read(&recordings)?, Way::Replay(recordings)));
    }
    let (folder, config) = weights::files(wanted)?;
    let apart = Apart::start(wanted, threads(session))?;
    Ok((Card::of(&folder, &config, &apart), Way::Apart(Box::new(apart))))
}

impl Assistant for SecondReader {
    type Error = Failure;

    fn name(&self) -> &ModelName {
        &self.name
    }

    fn propose(&self, document: &Document, written: Option<Date>) -> Result<Proposal, Failure> {
        let (parts, left) = stretch_ranges(&document.text);
        let mut all = Proposal::default();
        all.tally.bytes_not_sent = left as u64;
        for part in parts {
            let stretch = document.text.get(part.clone()).unwrap_or_default();
            let question = match &self.kind {
                Kind::Endpoint(model) => request(model, document, stretch.trim(), written),
                Kind::Weights { card, .. } => question(&card.files, stretch),
            };
            all.join(match self.answer(&question.to_string(), stretch)? {
                Recorded::Reply(bytes) => match &self.kind {
                    Kind::Endpoint(_) => reply(&bytes),
                    Kind::Weights { roles, .. } => proposal(&bytes, &document.text, part, roles),
                },
                Recorded::TooLarge => {
                    let mut none = Proposal::default();
                    none.tally.replies = 1;
                    none.tally.drop(Reason::TooLarge);
                    none
                }
            });
        }
        Ok(all)
    }
}
