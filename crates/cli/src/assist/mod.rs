//! A model that reads texts beside the rules, if the user asks for one: an endpoint that speaks OpenAI's chat
//! protocol, or its recorded replies.

mod recorded;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use bellwether_coder::assist::{
    Assistant, ModelName, Proposal, REPLY_BYTES_MAX, Reason, Tally, reply, request, stretches,
};
use bellwether_coder::input::Document;
use bellwether_fetch::{
    Endpoint, FetchError, Fetcher, Policy, RawStore, SecretError, SecretName, Secrets,
};
use bellwether_model::Date;
use clap::Args;

use crate::commands::fetch::policy;
use crate::failure::Failure;
use crate::session::Session;
use recorded::{Recorded, Recordings};

/// The keys of the table `assist`.
const KEYS: [&str; 3] = ["url", "model", "seconds"];
/// Seconds that one answer may take unless the table says otherwise, and at most.
const SECONDS: u64 = 120;
const SECONDS_MAX: u64 = 3600;
/// Times that one question is put before the command gives up.
const ATTEMPTS: u32 = 3;

/// Arguments that ask for a model.
#[derive(Debug, Default, Args)]
pub(crate) struct AssistArgs {
    /// Have the model of the configuration's table `assist` propose events and statements beside the rules. The texts
    /// are sent to it. What it says is taken only where the text and the rules' own grammars bear it out.
    #[arg(long, conflicts_with = "places")]
    pub(crate) assist: bool,
    /// The model's address instead of the configuration's: the base of an OpenAI-compatible interface, as
    /// `https://models.example.org/v1`.
    #[arg(long, value_name = "URL", requires = "assist")]
    pub(crate) assist_url: Option<String>,
    /// The model's name instead of the configuration's.
    #[arg(long, value_name = "NAME", requires = "assist")]
    pub(crate) assist_model: Option<String>,
    /// Keep the model's replies in this folder; what is there already is not asked again.
    #[arg(long, value_name = "DIR", requires = "assist", conflicts_with = "assist_replay")]
    pub(crate) assist_record: Option<PathBuf>,
    /// Take the replies from this folder and ask nobody.
    #[arg(long, value_name = "DIR", requires = "assist")]
    pub(crate) assist_replay: Option<PathBuf>,
}

/// What the configuration and the flags say of the model.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    url: Option<String>,
    model: String,
    seconds: u64,
}

impl Wanted {
    fn of(table: &BTreeMap<String, String>, args: &AssistArgs) -> Result<Self, Failure> {
        if let Some(unknown) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            let known = KEYS.join(", ");
            return Err(Failure::Usage(format!("assist has {unknown:?}; known are {known}")));
        }
        let model = args.assist_model.clone().or_else(|| table.get("model").cloned());
        let model = model.filter(|model| !model.trim().is_empty()).ok_or_else(|| {
            let keys = "model = \"NAME\" under [assist] in the configuration";
            Failure::Usage(format!("no model is named; give --assist-model NAME, or set {keys}"))
        })?;
        let seconds = table.get("seconds").map_or(Ok(SECONDS), |text| {
            text.parse::<u64>()
                .ok()
                .filter(|seconds| (1..=SECONDS_MAX).contains(seconds))
                .ok_or_else(|| {
                    let limits = format!("give a whole number from 1 to {SECONDS_MAX}");
                    Failure::Usage(format!("assist has seconds = {text:?}; {limits}"))
                })
        })?;
        let url = args.assist_url.clone().or_else(|| table.get("url").cloned());
        Ok(Self { url, model, seconds })
    }

    /// Where the chat interface is: the address itself, or below its base.
    fn endpoint(&self, session: &Session) -> Result<Endpoint, Failure> {
        let url = self.url.as_deref().ok_or_else(|| {
            let keys = "url = \"https://…/v1\" under [assist] in the configuration";
            Failure::Usage(format!(
                "no address of a model is known; give --assist-url URL, or set {keys}"
            ))
        })?;
        let base = url.trim_end_matches('/');
        let end = "/chat/completions";
        let url = if base.ends_with(end) { base.to_owned() } else { format!("{base}{end}") };
        // A model on one's own machine wants no key.
        let key = match Secrets::new(session.settings.secrets.value.clone())
            .find(SecretName::AssistKey)
        {
            Ok(key) => Some(key),
            Err(SecretError::Missing { .. }) => None,
            Err(error) => return Err(FetchError::from(error).into()),
        };
        Ok(Endpoint::new(url, key))
    }

    fn policy(&self, session: &Session) -> Policy {
        Policy {
            fetch_time: Duration::from_secs(self.seconds),
            host_interval: Duration::ZERO,
            attempts: ATTEMPTS,
            ..policy(session)
        }
    }
}

/// Whether the model of the configuration could be asked, and which it is. Nothing is sent.
pub(crate) fn examine(session: &Session) -> Result<String, Failure> {
    let wanted = Wanted::of(&session.settings.assist.value, &AssistArgs::default())?;
    let host = wanted.endpoint(session)?.examine(&wanted.policy(session))?;
    let seconds = wanted.seconds;
    Ok(format!("{} at {host}, {seconds} s an answer, asked only with --assist", wanted.model))
}

/// A model, and how it is asked.
pub(crate) struct SecondReader {
    name: ModelName,
    model: String,
    way: Way,
    tally: RefCell<Tally>,
}

enum Way {
    Ask {
        fetcher: Box<Fetcher>,
        endpoint: Endpoint,
        keep: Option<Recordings>,
        _folder: tempfile::TempDir,
    },
    Replay(Recordings),
}

impl SecondReader {
    /// The model that was asked for, if one was.
    pub(crate) fn of(session: &Session, args: &AssistArgs) -> Result<Option<Self>, Failure> {
        if !args.assist {
            return Ok(None);
        }
        let wanted = Wanted::of(&session.settings.assist.value, args)?;
        let way = match &args.assist_replay {
            Some(folder) => Way::Replay(Recordings::open(folder)?),
            None => {
                let policy = wanted.policy(session);
                let endpoint = wanted.endpoint(session)?;
                let host = endpoint.examine(&policy)?;
                if !session.global.offline {
                    let model = &wanted.model;
                    session.say(&format!("the texts are sent to {host}, to be read by {model}"));
                }
                // The fetcher wants a folder; answers of a model are not kept there.
                let folder =
                    tempfile::tempdir().map_err(Failure::io("make", std::env::temp_dir()))?;
                let fetcher = Fetcher::new(policy, RawStore::open(folder.path())?)?;
                let keep = args.assist_record.as_deref().map(Recordings::make).transpose()?;
                Way::Ask { fetcher: Box::new(fetcher), endpoint, keep, _folder: folder }
            }
        };
        let name = ModelName::new(&wanted.model);
        Ok(Some(Self { name, model: wanted.model, way, tally: RefCell::default() }))
    }

    /// Adds what became of the proposals for a text.
    pub(crate) fn count(&self, tally: &Tally) {
        self.tally.borrow_mut().join(tally);
    }

    /// What became of all proposals so far.
    pub(crate) fn tally(&self) -> Tally {
        self.tally.borrow().clone()
    }

    /// The same in a sentence.
    pub(crate) fn words(&self) -> String {
        let tally = self.tally();
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
        if tally.bytes_not_sent > 0 {
            words
                .push_str(&format!("; {} bytes of long texts were not sent", tally.bytes_not_sent));
        }
        words
    }

    /// What is answered to one question: bytes, or nothing where the answer was larger than is read.
    fn answer(&self, question: &str) -> Result<Recorded, Failure> {
        match &self.way {
            Way::Replay(recordings) => recordings.find(question)?.ok_or_else(|| {
                Failure::Data(format!(
                    "{} has no reply {}; the text, the day or the model is another than when it was recorded: \
                     record again with --assist-record",
                    recordings.folder().display(),
                    Recordings::name(question)
                ))
            }),
            Way::Ask { fetcher, endpoint, keep, .. } => {
                if let Some(kept) = keep.as_ref().map(|keep| keep.find(question)).transpose()?.flatten() {
                    return Ok(kept);
                }
                let answer = match endpoint.ask(fetcher, question, REPLY_BYTES_MAX) {
                    Ok(bytes) => Recorded::Reply(bytes.to_vec()),
                    Err(FetchError::TooLarge { .. }) => Recorded::TooLarge,
                    Err(error) => return Err(error.into()),
                };
                if let Some(keep) = keep {
                    keep.keep(question, &self.model, &answer)?;
                }
                Ok(answer)
            }
        }
    }
}

impl Assistant for SecondReader {
    type Error = Failure;

    fn name(&self) -> &ModelName {
        &self.name
    }

    fn propose(&self, document: &Document, written: Option<Date>) -> Result<Proposal, Failure> {
        let (parts, left) = stretches(&document.text);
        let mut all = Proposal::default();
        all.tally.bytes_not_sent = left as u64;
        for part in parts {
            let question = request(&self.model, document, part, written).to_string();
            all.join(match self.answer(&question)? {
                Recorded::Reply(bytes) => reply(&bytes),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(pairs: &[(&str, &str)], args: &AssistArgs) -> Result<Wanted, Failure> {
        let table = pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        Wanted::of(&table.collect(), args)
    }

    #[test]
    fn flags_go_before_the_configuration() {
        let args = AssistArgs { assist_model: Some("b".into()), ..AssistArgs::default() };
        let found = wanted(&[("url", "https://a.se/v1"), ("model", "a")], &args).expect("whole");
        assert_eq!((found.model.as_str(), found.url.as_deref()), ("b", Some("https://a.se/v1")));
        assert_eq!(found.seconds, SECONDS);
    }

    #[test]
    fn a_wrong_table_is_refused_with_what_is_right() {
        let of = |pairs: &[(&str, &str)]| {
            wanted(pairs, &AssistArgs::default()).expect_err("wrong").to_string()
        };
        assert!(of(&[]).contains("--assist-model"));
        assert!(of(&[("model", "a"), ("key", "x")]).contains("known are url, model, seconds"));
        assert!(of(&[("model", "a"), ("seconds", "0")]).contains("from 1 to 3600"));
    }
}
