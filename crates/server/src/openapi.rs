//! The description of the service in OpenAPI 3.1, made from the table of routes and the operations.

use serde_json::{Map, Value, json};

use crate::routes::{Access, Route, Target, table};
use crate::{Answers, Operation, Parameter, Place};

/// The description.
#[must_use]
pub fn document(answers: &dyn Answers) -> Value {
    let about = answers.about();
    let mut paths = Map::new();
    let mut routes = table(answers);
    routes.sort_by(|a, b| (&a.path, a.method.as_str()).cmp(&(&b.path, b.method.as_str())));
    for route in &routes {
        if matches!(route.target, Target::Asset) {
            continue;
        }
        let item = paths.entry(route.path.clone()).or_insert_with(|| json!({}));
        item[route.method.as_str().to_lowercase()] = match route.target {
            Target::Operation(index) => operation(&answers.operations()[index], route),
            _ => fixed(route),
        };
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": about.title,
            "version": about.version,
            "description": about.description,
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "security": [{ "bearer": [] }, { "basic": [] }, {}],
        "paths": paths,
        "components": components(),
    })
}

fn components() -> Value {
    json!({
        "securitySchemes": {
            "bearer": { "type": "http", "scheme": "bearer", "description": "A token made with `bellwether serve token add`." },
            "basic": { "type": "http", "scheme": "basic", "description": "The token as the password, for programs that can send no other." },
        },
        "schemas": {
            "Problem": {
                "type": "object",
                "description": "Problem details (RFC 9457): what was wrong and what to do.",
                "required": ["type", "title", "status", "detail"],
                "properties": {
                    "type": { "type": "string" },
                    "title": { "type": "string" },
                    "status": { "type": "integer" },
                    "detail": { "type": "string" },
                },
            },
        },
        "responses": {
            "Problem": {
                "description": "No answer, and why.",
                "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
            },
        },
    })
}

/// What can go wrong everywhere.
fn with_problems(mut responses: Value, access: Access, more: &[&str]) -> Value {
    let problem = json!({ "$ref": "#/components/responses/Problem" });
    let mut statuses = vec!["400", "404", "405", "406", "414", "421", "429", "503"];
    if access != Access::Public {
        statuses.extend(["401", "403"]);
    }
    statuses.extend(more);
    for status in statuses {
        responses[status] = problem.clone();
    }
    responses
}

fn security(access: Access) -> Value {
    match access {
        Access::Public => json!([{}]),
        Access::From(_) => json!([{ "bearer": [] }, { "basic": [] }, {}]),
    }
}

fn operation(operation: &Operation, route: &Route) -> Value {
    let mut parameters: Vec<Value> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place != Place::Body)
        .map(parameter)
        .collect();
    let words: Vec<&str> = operation.forms.iter().map(|form| form.as_str()).collect();
    parameters.push(json!({
        "name": "format",
        "in": "query",
        "description": "The form of the answer; goes before the header Accept.",
        "schema": { "type": "string", "enum": words },
    }));
    if operation.pages {
        parameters.push(json!({
            "name": "cursor",
            "in": "query",
            "description": "Where the page begins: what the answer before gave as `next`.",
            "schema": { "type": "string" },
        }));
    }
    let mut content = Map::new();
    for form in &operation.forms {
        let schema = match form {
            crate::Form::Json => {
                operation.answer.clone().unwrap_or_else(|| json!({ "type": "object" }))
            }
            crate::Form::Geojson | crate::Form::JsonFeed | crate::Form::Stix => {
                json!({ "type": "object" })
            }
            _ => json!({ "type": "string" }),
        };
        content.insert(form.essence().to_owned(), json!({ "schema": schema }));
    }
    let responses = json!({
        "200": { "description": "The answer.", "headers": answer_headers(), "content": content },
        "304": { "description": "The answer is the one that the client has." },
    });
    let more = ["409", "408", "413", "415", "422"];
    let mut document = json!({
        "operationId": operation.id,
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": format!("{}\n\nNeeds the role {}.", operation.about, operation.role).trim(),
        "security": security(route.access),
        "parameters": parameters,
        "responses": with_problems(responses, route.access, &more),
    });
    let body: Vec<&Parameter> =
        operation.parameters.iter().filter(|parameter| parameter.place == Place::Body).collect();
    if !body.is_empty() {
        let required = body.iter().any(|parameter| parameter.required);
        document["requestBody"] = json!({
            "required": required,
            "content": { "application/json": { "schema": object(&body) } },
        });
    }
    document
}

fn answer_headers() -> Value {
    json!({
        "ETag": { "description": "The same tag, the same answer.", "schema": { "type": "string" } },
        "Bellwether-Store-Version": { "description": "The version of the store that was asked.", "schema": { "type": "integer" } },
        "Bellwether-Note": { "description": "What must be said beside the answer; may stand several times.", "schema": { "type": "string" } },
        "Bellwether-Source": { "description": "How a source of the answer wants to be cited; may stand several times.", "schema": { "type": "string" } },
        "Link": { "description": "The next page, as rel=\"next\".", "schema": { "type": "string" } },
    })
}

fn parameter(parameter: &Parameter) -> Value {
    let place = if parameter.place == Place::Path { "path" } else { "query" };
    let mut document = json!({
        "name": parameter.name,
        "in": place,
        "description": parameter.about,
        "required": parameter.required,
        "schema": many(parameter),
    });
    if parameter.repeated {
        document["style"] = json!("form");
        document["explode"] = json!(true);
    }
    document
}

/// The schema of a parameter with all its values.
fn many(parameter: &Parameter) -> Value {
    if parameter.repeated {
        json!({ "type": "array", "items": parameter.schema })
    } else {
        parameter.schema.clone()
    }
}

/// The schema of an object of parameters.
pub(crate) fn object(parameters: &[&Parameter]) -> Value {
    let mut properties = Map::new();
    for parameter in parameters {
        let mut schema = many(parameter);
        schema["description"] = json!(parameter.about);
        properties.insert(parameter.name.clone(), schema);
    }
    let required: Vec<&str> = parameters
        .iter()
        .filter(|parameter| parameter.required)
        .map(|parameter| parameter.name.as_str())
        .collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// A route that is the server's own.
fn fixed(route: &Route) -> Value {
    let (id, summary, media_type) = match route.target {
        Target::Health => {
            ("health", "Whether the server lives and the store can be read.", "application/json")
        }
        Target::Metrics => ("metrics", "Counters for Prometheus.", "text/plain"),
        Target::OpenApi if route.path.starts_with("/ogc") => {
            ("ogcApi", "This description.", "application/json")
        }
        Target::OpenApi => ("openapi", "This description.", "application/json"),
        Target::Me => (
            "me",
            "Who the caller is, and which version of the store is served.",
            "application/json",
        ),
        Target::OgcLanding => {
            ("ogcLanding", "OGC API Features: the landing page.", "application/json")
        }
        Target::OgcConformance => {
            ("ogcConformance", "OGC API Features: the conformance classes.", "application/json")
        }
        Target::OgcCollections => {
            ("ogcCollections", "OGC API Features: the collections.", "application/json")
        }
        Target::OgcCollection => {
            ("ogcCollection", "OGC API Features: one collection.", "application/json")
        }
        Target::OgcItems => {
            ("ogcItems", "OGC API Features: the features of a collection.", "application/geo+json")
        }
        Target::OgcItem => ("ogcItem", "OGC API Features: one feature.", "application/geo+json"),
        Target::Mcp => (
            "mcp",
            "Tools for assistants: the Model Context Protocol over HTTP.",
            "application/json",
        ),
        Target::Asset | Target::Operation(_) => ("other", "", "application/json"),
    };
    let mut parameters: Vec<Value> = Vec::new();
    for name in ["collection", "feature"] {
        if route.path.contains(&format!("{{{name}}}")) {
            parameters.push(json!({
                "name": name, "in": "path", "required": true, "schema": { "type": "string" },
                "description": format!("The id of the {name}."),
            }));
        }
    }
    if route.target == Target::OgcItems {
        parameters.extend(items_parameters());
    }
    let schema = if media_type == "text/plain" {
        json!({ "type": "string" })
    } else {
        json!({ "type": "object" })
    };
    let responses = json!({
        "200": { "description": "The answer.", "content": { media_type: { "schema": schema } } },
    });
    let tag = if route.path.starts_with("/ogc") { "OGC API Features" } else { "Service" };
    let more: &[&str] =
        if route.target == Target::Mcp { &["408", "413", "415", "422"] } else { &["409", "422"] };
    let mut document = json!({
        "operationId": id,
        "tags": [tag],
        "summary": summary,
        "security": security(route.access),
        "parameters": parameters,
        "responses": with_problems(responses, route.access, more),
    });
    if route.target == Target::Mcp {
        document["requestBody"] = json!({
            "required": true,
            "content": { "application/json": { "schema": { "type": "object", "description": "A JSON-RPC message." } } },
        });
        document["responses"]["202"] = json!({ "description": "The message was taken." });
    }
    document
}

/// The parameters of a list of features.
fn items_parameters() -> [Value; 4] {
    [
        json!({
            "name": "bbox", "in": "query", "required": false, "style": "form", "explode": false,
            "description": "Only features within west, south, east, north, in degrees; those without a point of their own are within none.",
            "schema": { "type": "array", "minItems": 4, "maxItems": 4, "items": { "type": "number" } },
        }),
        json!({
            "name": "datetime", "in": "query", "required": false,
            "description": "Only features that begin at this time, or in this interval: A/B, A/.. or ../B.",
            "schema": { "type": "string" },
        }),
        json!({
            "name": "limit", "in": "query", "required": false,
            "description": "Features in one answer at most.",
            "schema": { "type": "integer", "minimum": 1, "maximum": crate::ogc::LIMIT_MAX, "default": crate::ogc::LIMIT },
        }),
        json!({
            "name": "cursor", "in": "query", "required": false,
            "description": "Where the page begins; follow the link with rel=\"next\".",
            "schema": { "type": "string" },
        }),
    ]
}
