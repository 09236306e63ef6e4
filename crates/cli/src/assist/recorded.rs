//! Replies of a model in a folder, one file for each question, named by its SHA-256.

use std::path::{Path, PathBuf};

use bellwether_coder::assist::REPLY_BYTES_MAX;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;

use crate::failure::Failure;
use crate::replace::replace;

/// Bytes that a file of a reply may have: its text may be written with escapes.
const FILE_BYTES_MAX: u64 = 8 * REPLY_BYTES_MAX as u64;

/// What was answered to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Recorded {
    /// These bytes.
    Reply(Vec<u8>),
    /// More than is read.
    TooLarge,
}

/// A file of the folder. The question is not in it: it holds the text.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    model: String,
    /// The answer as text; bytes that are no text are replaced. Nothing where it was too large.
    reply: Option<String>,
}

/// The SHA-256 of some bytes, in small hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The folder.
#[derive(Debug)]
pub(super) struct Recordings(PathBuf);

impl Recordings {
    /// A folder that is there.
    pub(super) fn open(folder: &Path) -> Result<Self, Failure> {
        if folder.is_dir() {
            return Ok(Self(folder.to_owned()));
        }
        let remedy = "name the folder of --assist-record";
        Err(Failure::Usage(format!("{} is no folder; {remedy}", folder.display())))
    }

    /// A folder that is made where there is none.
    pub(super) fn make(folder: &Path) -> Result<Self, Failure> {
        std::fs::create_dir_all(folder).map_err(Failure::io("make", folder))?;
        Ok(Self(folder.to_owned()))
    }

    pub(super) fn folder(&self) -> &Path {
        &self.0
    }

    /// The name of a question's file.
    pub(super) fn name(question: &str) -> String {
        format!("{}.json", sha256(question.as_bytes()))
    }

    /// What was answered to a question, if it was put.
    pub(super) fn find(&self, question: &str) -> Result<Option<Recorded>, Failure> {
        let path = self.0.join(Self::name(question));
        let size = match std::fs::metadata(&path) {
            Ok(found) => found.len(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Failure::io("read", path)(error)),
        };
        let damaged = |what: String| {
            let remedy = "remove the file and record again";
            Failure::Data(format!("{}: {what}; {remedy}", path.display()))
        };
        if size > FILE_BYTES_MAX {
            return Err(damaged(format!("{size} bytes, at most {FILE_BYTES_MAX} are read")));
        }
        let bytes = std::fs::read(&path).map_err(Failure::io("read", &path))?;
        let page: Page =
            serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
        let reply = page.reply.map(|reply| Recorded::Reply(reply.into_bytes()));
        Ok(Some(reply.unwrap_or(Recorded::TooLarge)))
    }

    /// Keeps what was answered.
    pub(super) fn keep(
        &self,
        question: &str,
        model: &str,
        answer: &Recorded,
    ) -> Result<(), Failure> {
        let reply = match answer {
            Recorded::Reply(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            Recorded::TooLarge => None,
        };
        let page = Page { model: model.to_owned(), reply };
        let bytes = serde_json::to_vec_pretty(&page)
            .map_err(|error| Failure::Data(format!("a reply cannot be written: {error}")))?;
        replace(&self.0.join(Self::name(question)), &bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_comes_back_for_its_question_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let recordings = Recordings::make(&folder.path().join("new")).expect("made");
        recordings.keep("q1", "m", &Recorded::Reply(b"{}".to_vec())).expect("kept");
        recordings.keep("q2", "m", &Recorded::TooLarge).expect("kept");
        assert_eq!(recordings.find("q1").expect("read"), Some(Recorded::Reply(b"{}".to_vec())));
        assert_eq!(recordings.find("q2").expect("read"), Some(Recorded::TooLarge));
        assert_eq!(recordings.find("q3").expect("read"), None);
        std::fs::write(recordings.folder().join(Recordings::name("q1")), "{").expect("damaged");
        let error = recordings.find("q1").expect_err("damaged").to_string();
        assert!(error.contains("record again"), "{error}");
        assert!(Recordings::open(&folder.path().join("none")).is_err());
    }
}
