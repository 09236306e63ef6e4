//! Where secrets come from: the environment, a file that only its owner can read, the system's keyring.
//! Never from a flag, which everybody on the machine can read in the list of processes.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::Secret;

/// Bytes that a secret may have.
const SECRET_BYTES_MAX: u64 = 4096;

/// The secrets that sources and channels ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretName {
    /// The token of UCDP's interface.
    UcdpToken,
    /// The address with which one is registered at ACLED.
    AcledEmail,
    /// The password of that account.
    AcledPassword,
    /// What signs the notices that are posted to a webhook.
    WebhookSecret,
    /// The password of the mail server's account.
    SmtpPassword,
    /// The key of the model that reads texts beside the rules.
    AssistKey,
}

impl SecretName {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::UcdpToken,
        Self::AcledEmail,
        Self::AcledPassword,
        Self::WebhookSecret,
        Self::SmtpPassword,
        Self::AssistKey,
    ];

    /// The file in the folder of secrets, and the name in the keyring (service `bellwether`).
    #[must_use]
    pub const fn file(self) -> &'static str {
        match self {
            Self::UcdpToken => "ucdp-token",
            Self::AcledEmail => "acled-email",
            Self::AcledPassword => "acled-password",
            Self::WebhookSecret => "webhook-secret",
            Self::SmtpPassword => "smtp-password",
            Self::AssistKey => "assist-key",
        }
    }

    /// The environment variable.
    #[must_use]
    pub const fn variable(self) -> &'static str {
        match self {
            Self::UcdpToken => "BELLWETHER_UCDP_TOKEN",
            Self::AcledEmail => "BELLWETHER_ACLED_EMAIL",
            Self::AcledPassword => "BELLWETHER_ACLED_PASSWORD",
            Self::WebhookSecret => "BELLWETHER_WEBHOOK_SECRET",
            Self::SmtpPassword => "BELLWETHER_SMTP_PASSWORD",
            Self::AssistKey => "BELLWETHER_ASSIST_KEY",
        }
    }
}

/// Why there is no secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SecretError {
    /// It is nowhere.
    #[error("{} is needed: set {}{}", name.file(), name.variable(), or_file(.name, .folder))]
    Missing {
        /// What is missing.
        name: SecretName,
        /// The folder of secrets, if there is one.
        folder: Option<PathBuf>,
    },
    /// Others can read the file.
    #[error("{} can be read by others (mode {mode:03o}); run: chmod 600 {}", path.display(), path.display())]
    OpenToOthers {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// It is there but cannot be a secret.
    #[error("{place} {reason}")]
    Unusable {
        /// The file, the variable or the keyring.
        place: String,
        /// What is wrong, without its content.
        reason: &'static str,
    },
    /// The file cannot be read.
    #[error("cannot read {}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        error: io::Error,
    },
    /// The keyring refused.
    #[error("the keyring cannot be asked for {}: {reason}", name.file())]
    Keyring {
        /// What was asked for.
        name: SecretName,
        /// What the keyring said.
        reason: String,
    },
}

fn or_file(name: &SecretName, folder: &Option<PathBuf>) -> String {
    folder.as_ref().map_or_else(String::new, |folder| {
        format!(", or write it to {} with mode 600", folder.join(name.file()).display())
    })
}

/// Reads an environment variable.
type Variables = Box<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// Finds secrets.
pub struct Secrets {
    folder: Option<PathBuf>,
    variables: Variables,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Secrets").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Secrets {
    /// Looks in the environment, then in the folder (one file a secret, named as [`SecretName::file`]
    /// says), then, if the crate is built with `keyring`, in the system's keyring.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, variables: Box::new(|name| std::env::var(name).ok()) }
    }

    /// The same with another environment.
    #[must_use]
    pub fn with_variables(
        mut self,
        variables: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.variables = Box::new(variables);
        self
    }

    /// The secret of that name.
    ///
    /// # Errors
    /// When it is nowhere, when others can read its file, or when it is empty or has a control
    /// character. No error holds any part of it.
    pub fn find(&self, name: SecretName) -> Result<Secret, SecretError> {
        if let Some(text) = (self.variables)(name.variable()) {
            return checked(Zeroizing::new(text), name.variable());
        }
        if let Some(folder) = &self.folder {
            let path = folder.join(name.file());
            if let Some(text) = read(&path)? {
                return checked(text, &path.display().to_string());
            }
        }
        if let Some(text) = keyring(name)? {
            return checked(text, "the keyring's entry");
        }
        Err(SecretError::Missing { name, folder: self.folder.clone() })
    }
}

/// Reads a file that only its owner can read; `None` if there is none.
fn read(path: &Path) -> Result<Option<Zeroizing<String>>, SecretError> {
    let failed = |error| SecretError::Io { path: path.to_owned(), error };
    let unusable = |reason| SecretError::Unusable { place: path.display().to_string(), reason };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    // The permissions of the file that is open, not of what stands under its name a moment later.
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err(unusable("is not a file"));
    }
    check_mode(path, &metadata)?;
    let mut text = Zeroizing::new(String::new());
    file.take(SECRET_BYTES_MAX + 1).read_to_string(&mut text).map_err(|error| {
        // What is not UTF-8 is no token; the error of the library would not show it either.
        failed(error)
    })?;
    if text.len() as u64 > SECRET_BYTES_MAX {
        return Err(unusable("has more than 4096 bytes, so it is no token and no password"));
    }
    Ok(Some(text))
}

#[cfg(unix)]
fn check_mode(path: &Path, metadata: &std::fs::Metadata) -> Result<(), SecretError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(SecretError::OpenToOthers { path: path.to_owned(), mode })
}

#[cfg(not(unix))]
fn check_mode(_: &Path, _: &std::fs::Metadata) -> Result<(), SecretError> {
    Ok(())
}

/// A secret becomes a header or a form field, where a control character would end it.
fn checked(text: Zeroizing<String>, place: &str) -> Result<Secret, SecretError> {
    let unusable = |reason| SecretError::Unusable { place: place.to_owned(), reason };
    let trimmed = text.trim_end_matches(['\r', '\n']);
    if trimmed.trim().is_empty() {
        return Err(unusable("is empty"));
    }
    if trimmed.chars().any(char::is_control) {
        return Err(unusable("has a control character or several lines"));
    }
    Ok(Secret::new(trimmed))
}

#[cfg(feature = "keyring")]
fn keyring(name: SecretName) -> Result<Option<Zeroizing<String>>, SecretError> {
    use keyring::{Entry, Error};
    let read = Entry::new("bellwether", name.file()).and_then(|entry| entry.get_password());
    match read {
        Ok(text) => Ok(Some(Zeroizing::new(text))),
        // A machine without a keyring (a server, a container) has no secret in it.
        Err(Error::NoEntry | Error::NoStorageAccess(_) | Error::PlatformFailure(_)) => Ok(None),
        Err(Error::NoDefaultStore) => Ok(None),
        // The other errors may hold the bytes of the secret; only their kind is told.
        Err(_) => Err(SecretError::Keyring { name, reason: "the entry is not usable".to_owned() }),
    }
}

#[cfg(not(feature = "keyring"))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as with a keyring")]
fn keyring(_: SecretName) -> Result<Option<Zeroizing<String>>, SecretError> {
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn none() -> impl Fn(&str) -> Option<String> + Send + Sync {
        |_: &str| None
    }

    fn folder_with(content: &str, mode: u32) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ucdp-token");
        fs::write(&path, content).expect("written");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
        }
        folder
    }

    fn find(folder: &tempfile::TempDir) -> Result<Secret, SecretError> {
        let secrets = Secrets::new(Some(folder.path().to_owned())).with_variables(none());
        secrets.find(SecretName::UcdpToken)
    }

    #[test]
    fn a_file_of_ones_own_is_read_without_its_line_end() {
        let secret = find(&folder_with("canary\r\n", 0o600)).expect("found");
        assert_eq!(secret.expose(), "canary");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_can_read_is_refused_with_the_remedy() {
        for mode in [0o644, 0o640, 0o604, 0o660, 0o777] {
            let message = find(&folder_with("canary", mode)).expect_err("open").to_string();
            assert!(message.contains("chmod 600") && !message.contains("canary"), "{message}");
        }
    }

    #[test]
    fn the_environment_comes_before_the_file() {
        let folder = folder_with("from-file", 0o600);
        let secrets = Secrets::new(Some(folder.path().to_owned()))
            .with_variables(|name| (name == "BELLWETHER_UCDP_TOKEN").then(|| "from-env".into()));
        assert_eq!(secrets.find(SecretName::UcdpToken).expect("found").expose(), "from-env");
    }

    #[test]
    fn what_cannot_be_a_secret_is_refused_without_being_shown() {
        for content in ["", "\n", "  ", "canary\nX-Header: canary", "canary\0"] {
            let message = find(&folder_with(content, 0o600)).expect_err("unusable").to_string();
            assert!(!message.contains("canary"), "{message}");
        }
        let long = find(&folder_with(&"c".repeat(5000), 0o600)).expect_err("long");
        assert!(long.to_string().contains("4096"));
    }

    #[test]
    fn a_missing_secret_names_the_variable_and_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let secrets = Secrets::new(Some(folder.path().to_owned())).with_variables(none());
        for name in SecretName::ALL {
            let message = secrets.find(name).expect_err("missing").to_string();
            assert!(message.contains(name.variable()) && message.contains("600"), "{message}");
        }
    }
}
