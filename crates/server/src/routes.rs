//! The closed table of routes: each method and path that is answered, with who may call it.
//!
//! The router is built from this table and from nothing else, so a route that is not in it does not exist.

use crate::{Answers, Role, Verb};

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// Whoever has this role, or one that may do more.
    From(Role),
}

impl Access {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::From(role) => role.as_str(),
        }
    }

    /// Whether somebody with a role (or none) may call it.
    #[must_use]
    pub fn allows(self, role: Option<Role>) -> bool {
        match self {
            Self::Public => true,
            Self::From(least) => role.is_some_and(|role| role >= least),
        }
    }
}

/// What answers a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// An operation, by its place in the list.
    Operation(usize),
    /// Whether the server lives and the store can be read.
    Health,
    /// Counters for Prometheus.
    Metrics,
    /// The description in OpenAPI 3.1.
    OpenApi,
    /// Who the caller is.
    Me,
    /// The landing page of OGC API Features.
    OgcLanding,
    /// The conformance classes.
    OgcConformance,
    /// The list of collections.
    OgcCollections,
    /// One collection.
    OgcCollection,
    /// The features of a collection.
    OgcItems,
    /// One feature.
    OgcItem,
    /// Tools for assistants.
    Mcp,
    /// A file of the pages.
    Asset,
}

/// One route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The method; `GET` also answers `HEAD`.
    pub method: Verb,
    /// The path, with parameters as `{name}`.
    pub path: String,
    /// Who may call it.
    pub access: Access,
    /// What answers it.
    pub target: Target,
}

/// Routes that are there whatever can be asked.
const FIXED: [(Verb, &str, Access, Target); 14] = [
    (Verb::Get, "/health", Access::Public, Target::Health),
    (Verb::Get, "/metrics", Access::From(Role::Admin), Target::Metrics),
    (Verb::Get, "/api/v1/openapi.json", Access::From(Role::Reader), Target::OpenApi),
    (Verb::Get, "/api/v1/me", Access::From(Role::Reader), Target::Me),
    (Verb::Get, "/ogc", Access::From(Role::Reader), Target::OgcLanding),
    (Verb::Get, "/ogc/api", Access::From(Role::Reader), Target::OpenApi),
    (Verb::Get, "/ogc/conformance", Access::From(Role::Reader), Target::OgcConformance),
    (Verb::Get, "/ogc/collections", Access::From(Role::Reader), Target::OgcCollections),
    (Verb::Get, "/ogc/collections/{collection}", Access::From(Role::Reader), Target::OgcCollection),
    (
        Verb::Get,
        "/ogc/collections/{collection}/items",
        Access::From(Role::Reader),
        Target::OgcItems,
    ),
    (
        Verb::Get,
        "/ogc/collections/{collection}/items/{feature}",
        Access::From(Role::Reader),
        Target::OgcItem,
    ),
    (Verb::Post, "/mcp", Access::From(Role::Reader), Target::Mcp),
    (Verb::Get, "/", Access::Public, Target::Asset),
    (Verb::Get, "/{*path}", Access::Public, Target::Asset),
];

/// Every route.
#[must_use]
pub fn table(answers: &dyn Answers) -> Vec<Route> {
    let fixed = FIXED.into_iter().map(|(method, path, access, target)| Route {
        method,
        path: path.to_owned(),
        access,
        target,
    });
    let asked = answers.operations().iter().enumerate().map(|(index, operation)| Route {
        method: operation.verb,
        path: operation.path.clone(),
        access: Access::From(operation.role),
        target: Target::Operation(index),
    });
    fixed.chain(asked).collect()
}

/// The table as text, a line for each route: method, path, who may.
#[must_use]
pub fn listing(answers: &dyn Answers) -> String {
    let mut lines: Vec<String> = table(answers)
        .iter()
        .map(|route| {
            format!("{} {} {}\n", route.method.as_str(), route.path, route.access.as_str())
        })
        .collect();
    lines.sort();
    lines.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_may_call_what_asks_for_less() {
        assert!(Access::Public.allows(None));
        assert!(!Access::From(Role::Reader).allows(None));
        assert!(Access::From(Role::Reader).allows(Some(Role::Admin)));
        assert!(!Access::From(Role::Analyst).allows(Some(Role::Reader)));
    }
}
