//! What can be asked: an operation with its parameters, from which routes, documentation and tools follow.

use serde_json::Value;

use crate::{Form, Role};

/// How an operation is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verb {
    /// It reads: `GET`, and with it `HEAD`.
    Get,
    /// It changes something, or what it is asked with is too long for an address: `POST`.
    Post,
}

impl Verb {
    /// The method.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// In the path, as `{name}`.
    Path,
    /// In the query.
    Query,
    /// A key of the JSON object in the body.
    Body,
}

/// One parameter of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Whether it must be given.
    pub required: bool,
    /// Whether it may be given several times (an array in a body).
    pub repeated: bool,
    /// The JSON Schema of one value.
    pub schema: Value,
    /// What it means.
    pub about: String,
}

/// One operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// Its id: letters, digits, underscores.
    pub id: String,
    /// How it is called.
    pub verb: Verb,
    /// Its path, with parameters as `{name}`.
    pub path: String,
    /// Who may call it.
    pub role: Role,
    /// What it does, in a line.
    pub summary: String,
    /// What there is to say further.
    pub about: String,
    /// The heading under which it is documented.
    pub tag: String,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// The forms of its answer, the usual one first.
    pub forms: Vec<Form>,
    /// Whether it can be asked in pages, with `limit` and `cursor`.
    pub pages: bool,
    /// Whether the same question to the same state of the store has the same answer.
    pub steady: bool,
    /// Whether it changes anything.
    pub changes: bool,
    /// Whether assistants are offered it as a tool.
    pub tool: bool,
    /// The JSON Schema of its answer as JSON.
    pub answer: Option<Value>,
}

impl Operation {
    /// A parameter by its name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }
}
