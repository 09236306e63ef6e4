//! An article: its words, and what is true of them.

use serde_json::Value;

use super::composer::{Composer, Of};

/// An event that an article tells of, as a line of the truth will have it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ToldEvent {
    /// First and last incident of the world; `None` for what never happened.
    pub(crate) incidents: Option<(u64, u64)>,
    /// The protest, riot or strategic development that it is instead.
    pub(crate) unrest: Option<u64>,
    /// `asserted`, `historical`, `negated`, `hypothetical`, `future`, `foiled`.
    pub(crate) status: &'static str,
    /// Fields that the newsroom believes wrongly.
    pub(crate) errors: Vec<&'static str>,
}

/// An article without its place among others.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Article {
    pub(crate) title: Composer,
    pub(crate) body: Composer,
    pub(crate) events: Vec<ToldEvent>,
    /// Statements, as objects of the truth.
    pub(crate) statements: Vec<Value>,
}

impl Article {
    /// Adds an event, to which marks can then belong.
    pub(crate) fn event(
        &mut self,
        incidents: Option<(u64, u64)>,
        status: &'static str,
        errors: &[&'static str],
    ) -> Of {
        self.add(ToldEvent { incidents, unrest: None, status, errors: errors.to_vec() })
    }

    /// Adds a protest, a riot or a strategic development, to which marks can then belong.
    pub(crate) fn unrest(&mut self, number: u64, errors: &[&'static str]) -> Of {
        let (unrest, status) = (Some(number), "asserted");
        self.add(ToldEvent { incidents: None, unrest, status, errors: errors.to_vec() })
    }

    fn add(&mut self, event: ToldEvent) -> Of {
        self.events.push(event);
        Of::Event(self.events.len() - 1)
    }
}
