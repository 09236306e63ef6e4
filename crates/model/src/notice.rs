//! What is told to people and programs outside: an alert, ready to be delivered.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One thing to be told. How it is delivered is somebody else's business.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// Stays the same when the notice is changed, on any machine.
    pub id: String,
    /// One line.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// The whole, as plain text.
    pub body: String,
    /// When it was first told.
    pub published: Timestamp,
    /// When what it says last changed.
    pub updated: Timestamp,
    /// The same for programs.
    pub payload: serde_json::Value,
}
