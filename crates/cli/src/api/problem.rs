//! What went wrong with a command, as it is said over HTTP.

use bellwether_server::Problem;
use bellwether_store::StoreError;

use crate::failure::Failure;

/// What a command line that cannot be read is said to be.
pub(super) fn of_words(error: &clap::Error) -> Problem {
    let text = error.render().to_string();
    let text = text.trim_start_matches("error: ");
    let end = text.find("\n\nUsage:").or_else(|| text.find("\n\nFor more")).unwrap_or(text.len());
    let lines: Vec<&str> =
        text[..end].lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Problem::question(lines.join(" "))
}

/// What a command that failed is said to have met.
pub(super) fn of_failure(failure: Failure) -> Problem {
    let detail = failure.to_string();
    match &failure {
        Failure::Unknown(_) => Problem::unknown(detail),
        Failure::Usage(_)
        | Failure::Store(StoreError::Question(_) | StoreError::NoSuchVersion { .. }) => {
            Problem::question(detail)
        }
        Failure::Refused(_) | Failure::Guarded(_) => Problem::refused(detail),
        Failure::Store(StoreError::Limit { .. }) => Problem::limit(422, detail),
        Failure::Store(StoreError::Locked { .. }) => Problem::data(detail),
        Failure::Data(_) | Failure::NoEvents(_) => Problem::data(detail),
        Failure::Export(_) | Failure::ExportTo { .. } => Problem::form(detail),
        _ => {
            // What lies where on this machine is nobody's business.
            tracing::error!("a question failed: {failure}");
            Problem::broken("the store could not answer; the log of the server says why")
        }
    }
}
