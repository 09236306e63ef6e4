//! What kind of event, in the field's ontologies.

use bellwether_registry::crosswalks::{Scheme, crosswalk};
use serde::Serialize;

/// PLOVER's event type and mode, as one code of the scheme `plover`: `ASSAULT/explosives`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct EventType(pub(crate) &'static str);

impl EventType {
    /// The whole code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// The event type: `ASSAULT`.
    #[must_use]
    pub fn root(self) -> &'static str {
        self.0.split('/').next().unwrap_or(self.0)
    }

    /// The mode: `explosives`.
    #[must_use]
    pub fn mode(self) -> Option<&'static str> {
        self.0.split_once('/').map(|(_, mode)| mode)
    }

    /// The type of a code of the scheme; `None` when it is no such code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Scheme::Plover.code(code).map(|code| Self(code.code.as_str()))
    }
}

/// The same kind of event in other ontologies, by the registry's crosswalks; UCDP's by who took part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Codes {
    /// CAMEO.
    pub cameo: Option<&'static str>,
    /// ACLED type and sub-type.
    pub acled: Option<&'static str>,
    /// UCDP type of violence: 1 state-based, 2 non-state, 3 one-sided.
    pub ucdp: Option<&'static str>,
    /// GTD attack type.
    pub gtd: Option<&'static str>,
}

impl Codes {
    /// By the crosswalks from PLOVER. UCDP and GTD are left open.
    #[must_use]
    pub fn of(kind: EventType) -> Self {
        let to = |scheme| crosswalk(Scheme::Plover, scheme).and_then(|walk| walk.to(kind.0));
        Self { cameo: to(Scheme::Cameo), acled: to(Scheme::Acled), ucdp: None, gtd: None }
    }
}
