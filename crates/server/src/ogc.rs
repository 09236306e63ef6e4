//! OGC API Features, part 1 (OGC 17-069r4): events and incidents as layers of a geographic program.
//!
//! Features come as GeoJSON (RFC 7946, longitude before latitude, CRS84), in pages that are linked.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Response, header};
use serde_json::{Value, json};

use crate::app::{Question, Shared, address, json_response, typed};
use crate::routes::Target;
use crate::{Collection, Form, Operation, Problem, query};

/// Features in an answer unless asked otherwise (the standard's own default), and at most.
pub(crate) const LIMIT: usize = 10;
pub(crate) const LIMIT_MAX: usize = 10_000;

/// What is conformed to.
const CLASSES: [&str; 2] = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
];

/// The coordinate reference system.
const CRS: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// Answers one of the routes.
pub(crate) async fn answer(
    shared: &Arc<Shared>,
    target: Target,
    path: Vec<(String, String)>,
    request: Request,
) -> Result<Response<Body>, Problem> {
    let base = base(request.headers());
    let part =
        |name: &str| path.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    let mut pairs = query::pairs(request.uri().query(), &shared.limits)?;
    // Programs say so although there is no other form.
    pairs.retain(|(name, _)| name != "f");
    if target != Target::OgcItems
        && let Some((name, _)) = pairs.first()
    {
        return Err(Problem::question(format!("{name:?} is no parameter here")));
    }
    let found = || {
        let id = part("collection").unwrap_or_default();
        let all = shared.answers.collections();
        all.iter().find(|one| one.id == id).ok_or_else(|| {
            let known: Vec<&str> = all.iter().map(|one| one.id.as_str()).collect();
            Problem::unknown(format!(
                "no collection is called {id:?}; there are {}",
                known.join(", ")
            ))
        })
    };
    match target {
        Target::OgcConformance => Ok(json_response(&json!({ "conformsTo": CLASSES }))),
        Target::OgcCollections => {
            let all: Vec<Value> =
                shared.answers.collections().iter().map(|one| described(one, &base)).collect();
            Ok(json_response(&json!({
                "links": [link(&base, "/ogc/collections", "self", "application/json", "The collections")],
                "collections": all,
            })))
        }
        Target::OgcCollection => Ok(json_response(&described(found()?, &base))),
        Target::OgcItems => items(shared, found()?, pairs, &base).await,
        Target::OgcItem => item(shared, found()?, part("feature").unwrap_or_default(), &base).await,
        _ => Ok(landing(shared, &base)),
    }
}

fn landing(shared: &Shared, base: &str) -> Response<Body> {
    let about = shared.answers.about();
    json_response(&json!({
        "title": about.title,
        "description": about.description,
        "links": [
            link(base, "/ogc", "self", "application/json", "This document"),
            link(base, "/ogc/api", "service-desc", "application/json", "The API"),
            link(base, "/ogc/conformance", "conformance", "application/json", "Conformance classes"),
            link(base, "/ogc/collections", "data", "application/json", "The collections"),
        ],
    }))
}

/// Where clients reach the server: by what they, or a proxy before it, say.
fn base(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let plain = |host: &&str| {
        host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
    };
    let host = text("x-forwarded-host").or_else(|| text(header::HOST.as_str())).filter(plain);
    let scheme = if text("x-forwarded-proto") == Some("https") { "https" } else { "http" };
    host.map_or_else(String::new, |host| format!("{scheme}://{host}"))
}

fn link(base: &str, path: &str, rel: &str, media_type: &str, title: &str) -> Value {
    json!({ "href": format!("{base}{path}"), "rel": rel, "type": media_type, "title": title })
}

fn described(collection: &Collection, base: &str) -> Value {
    let own = format!("/ogc/collections/{}", collection.id);
    json!({
        "id": collection.id,
        "title": collection.title,
        "description": collection.about,
        "itemType": "feature",
        "crs": [CRS],
        "storageCrs": CRS,
        "extent": {
            "spatial": { "bbox": [[-180.0, -90.0, 180.0, 90.0]], "crs": CRS },
            "temporal": { "interval": [[null, null]], "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian" },
        },
        "links": [
            link(base, &own, "self", "application/json", &collection.title),
            link(base, &format!("{own}/items"), "items", "application/geo+json", &collection.title),
        ],
    })
}

fn operation<'a>(shared: &'a Shared, collection: &Collection) -> Result<&'a Operation, Problem> {
    let all = shared.answers.operations();
    all.iter().find(|operation| operation.id == collection.operation).ok_or_else(|| {
        Problem::broken(format!("the collection {} has no operation", collection.id))
    })
}

/// The features of a collection, a page at a time.
async fn items(
    shared: &Arc<Shared>,
    collection: &Collection,
    pairs: Vec<(String, String)>,
    base: &str,
) -> Result<Response<Body>, Problem> {
    let answers = Arc::clone(&shared.answers);
    let operation = answers
        .operations()
        .iter()
        .find(|operation| operation.id == collection.operation)
        .ok_or_else(|| {
            Problem::broken(format!("the collection {} has no operation", collection.id))
        })?;
    let asked = pairs.clone();
    let (mut values, mut cursor, mut limit) = (collection.fixed.clone(), None, LIMIT);
    for (index, (name, value)) in pairs.into_iter().enumerate() {
        if asked[..index].iter().any(|(other, _)| *other == name) {
            return Err(Problem::question(format!("{name} is given twice")));
        }
        match name.as_str() {
            "bbox" => values.push((name, bbox(&value)?)),
            "datetime" => values.extend(interval(&value)?),
            "cursor" => cursor = Some(value),
            "limit" => {
                let number = value.parse::<usize>().ok().filter(|number| *number > 0);
                let number = number.ok_or_else(|| {
                    Problem::question(format!(
                        "limit is {value:?}; it must be a whole number from 1"
                    ))
                })?;
                limit = number.min(LIMIT_MAX);
            }
            _ => {
                let known = "bbox, datetime, limit, cursor";
                return Err(Problem::question(format!(
                    "{name:?} is no parameter here; known are {known}"
                )));
            }
        }
    }
    values.push(("limit".to_owned(), limit.to_string()));
    let question = Question { values, form: Form::Geojson, cursor };
    let answered = shared.ask(operation, question).await?;
    let mut document = features(&answered.reply.body)?;
    let own = format!("/ogc/collections/{}/items", collection.id);
    let again = |more: Option<String>| {
        let kept = asked.iter().filter(|(name, _)| name != "cursor").cloned();
        let more = more.map(|cursor| ("cursor".to_owned(), cursor));
        address(&own, kept.chain(more))
    };
    let mut links = vec![
        link(base, &again(None), "self", "application/geo+json", "This page"),
        link(
            base,
            &format!("/ogc/collections/{}", collection.id),
            "collection",
            "application/json",
            &collection.title,
        ),
    ];
    if let Some(next) = answered.next {
        links.push(link(base, &again(Some(next)), "next", "application/geo+json", "The next page"));
    }
    for feature in document["features"].as_array_mut().into_iter().flatten() {
        name(feature, collection);
    }
    let returned = document["features"].as_array().map_or(0, Vec::len);
    document["links"] = json!(links);
    document["numberReturned"] = json!(returned);
    document["timeStamp"] =
        json!(jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
    Ok(typed("application/geo+json", document.to_string().into_bytes()))
}

async fn item(
    shared: &Arc<Shared>,
    collection: &Collection,
    id: &str,
    base: &str,
) -> Result<Response<Body>, Problem> {
    let operation = operation(shared, collection)?.clone();
    let mut values = collection.fixed.clone();
    values.push((collection.id_parameter.clone(), id.to_owned()));
    let question = Question { values, form: Form::Geojson, cursor: None };
    let answered = shared.ask(&operation, question).await?;
    let document = features(&answered.reply.body)?;
    let first = document["features"].as_array().and_then(|features| features.first()).cloned();
    let mut feature = first.ok_or_else(|| {
        Problem::unknown(format!("no feature of {} is called {id:?}", collection.id))
    })?;
    name(&mut feature, collection);
    let own = format!("/ogc/collections/{}", collection.id);
    feature["links"] = json!([
        link(base, &format!("{own}/items/{id}"), "self", "application/geo+json", "This feature"),
        link(base, &own, "collection", "application/json", &collection.title),
    ]);
    Ok(typed("application/geo+json", feature.to_string().into_bytes()))
}

fn features(body: &[u8]) -> Result<Value, Problem> {
    let document: Value = serde_json::from_slice(body)
        .map_err(|error| Problem::broken(format!("the features are no GeoJSON: {error}")))?;
    if document["features"].is_array() {
        Ok(document)
    } else {
        Err(Problem::broken("the features are no collection"))
    }
}

/// Gives a feature its id.
fn name(feature: &mut Value, collection: &Collection) {
    let id = feature["properties"][&collection.id_property].clone();
    if !id.is_null() {
        feature["id"] = id;
    }
}

/// Four numbers, or six of which the heights do not matter.
fn bbox(text: &str) -> Result<String, Problem> {
    let wrong = || {
        Problem::question(format!("bbox is {text:?}; it must be west,south,east,north in degrees"))
    };
    let numbers: Result<Vec<f64>, _> =
        text.split(',').map(|part| part.trim().parse::<f64>()).collect();
    let numbers = numbers.map_err(|_| wrong())?;
    let [west, south, east, north] = match numbers.as_slice() {
        [west, south, east, north] | [west, south, _, east, north, _] => {
            [*west, *south, *east, *north]
        }
        _ => return Err(wrong()),
    };
    Ok(format!("{west},{south},{east},{north}"))
}

/// A time or an interval as first and last day.
fn interval(text: &str) -> Result<Vec<(String, String)>, Problem> {
    let wrong = || {
        Problem::question(format!(
            "datetime is {text:?}; it must be a time such as 2021-08-26 or an interval such as 2021-01-01/..",
        ))
    };
    let day = |part: &str| {
        let part = part.trim();
        if part.is_empty() || part == ".." {
            return Ok(None);
        }
        let date = part.get(..10).ok_or_else(wrong)?;
        date.parse::<jiff::civil::Date>().map_err(|_| wrong())?;
        if part.len() > 10 && !part[10..].starts_with(['T', 't', ' ']) {
            return Err(wrong());
        }
        Ok(Some(date.to_owned()))
    };
    let (from, to) = match text.split_once('/') {
        Some((from, to)) => (day(from)?, day(to)?),
        None => {
            let one = day(text)?;
            (one.clone(), one)
        }
    };
    if from.is_none() && to.is_none() && !text.contains('/') {
        return Err(wrong());
    }
    let named = |name: &str, day: Option<String>| day.map(|day| (name.to_owned(), day));
    Ok(named("from", from).into_iter().chain(named("to", to)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_may_be_open_on_either_side() {
        let pairs = |text: &str| {
            let all = interval(text).expect(text);
            all.iter().map(|(name, day)| format!("{name}={day}")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(pairs("2021-08-26"), "from=2021-08-26 to=2021-08-26");
        assert_eq!(
            pairs("2021-08-26T10:00:00Z/2021-09-01T00:00:00Z"),
            "from=2021-08-26 to=2021-09-01"
        );
        assert_eq!(pairs("2021-01-01/.."), "from=2021-01-01");
        assert_eq!(pairs("/2021-01-01"), "to=2021-01-01");
        assert_eq!(pairs("../.."), "");
        for wrong in ["", "..", "yesterday", "2021-02-30", "2021-01-01x", "2021", "é021-01-01"] {
            assert_eq!(interval(wrong).expect_err(wrong).status, 400, "{wrong}");
        }
    }

    #[test]
    fn a_box_has_four_numbers_or_six() {
        assert_eq!(bbox("1,2,3,4").expect("four"), "1,2,3,4");
        assert_eq!(bbox("1, 2,0,3,4,9").expect("six"), "1,2,3,4");
        for wrong in ["", "1,2,3", "a,b,c,d", "1,2,3,4,5"] {
            assert_eq!(bbox(wrong).expect_err(wrong).status, 400);
        }
    }

    #[test]
    fn a_host_that_is_none_is_not_written_into_links() {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "example.org:80".parse().expect("a header"));
        assert_eq!(base(&headers), "http://example.org:80");
        headers.insert(header::HOST, "a\"><script>".parse().expect("a header"));
        assert_eq!(base(&headers), "");
    }
}
