//! One operation: its parameters, its form, its page, the answer that the client may have already.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};

use super::{Shared, body_of, matches, typed};
use crate::cursor::{Cursor, digest};
use crate::{Ask, Form, Operation, Problem, Reply, Verb, form, headers, query};

/// The version of the store that an answer is of.
const STORE_VERSION: HeaderName = HeaderName::from_static("bellwether-store-version");
/// What must be said beside an answer.
const NOTE: HeaderName = HeaderName::from_static("bellwether-note");
/// How a source of an answer wants to be cited.
const SOURCE: HeaderName = HeaderName::from_static("bellwether-source");
/// Lines of each of these at most; a program that wants all asks for JSON.
const LINES: usize = 20;

/// An answer and where the next page begins.
#[derive(Debug, Clone)]
pub(crate) struct Answered {
    pub(crate) reply: Reply,
    /// The cursor of the next page.
    pub(crate) next: Option<String>,
}

impl Answered {
    /// About how much room it takes, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        let lines = self.reply.notes.iter().chain(&self.reply.citations);
        self.reply.body.len() + lines.map(String::len).sum::<usize>()
    }
}

/// What is asked, once it is understood.
pub(crate) struct Question {
    pub(crate) values: Vec<(String, String)>,
    pub(crate) form: Form,
    pub(crate) cursor: Option<String>,
}

impl Shared {
    /// Asks an operation for one page.
    pub(crate) async fn ask(
        self: &Arc<Self>,
        operation: &Operation,
        question: Question,
    ) -> Result<Answered, Problem> {
        let Question { values, form, cursor } = question;
        query::check(operation, &values)?;
        let own = digest(&operation.id, &values);
        let cursor = cursor.map(|text| Cursor::decode(&text, &own)).transpose()?;
        let limit = values.iter().find(|(name, _)| name == "limit");
        let ask = Ask {
            operation: operation.id.clone(),
            form,
            limit: limit.and_then(|(_, limit)| limit.parse().ok()),
            data_version: cursor.as_ref().map(|cursor| cursor.version),
            after: cursor.map(|cursor| cursor.mark),
            deadline: self.deadline(),
            bytes_max: self.limits.answer_bytes,
            values,
        };
        let answers = Arc::clone(&self.answers);
        let reply = self.pool.run(ask.deadline, move || answers.answer(&ask)).await?;
        let next = match (&reply.next, reply.store_version) {
            (Some(mark), Some(version)) => {
                Some(Cursor { question: own, version, mark: mark.clone() }.encode())
            }
            _ => None,
        };
        Ok(Answered { reply, next })
    }
}

/// Answers a request for an operation.
pub(super) async fn call(
    shared: &Arc<Shared>,
    index: usize,
    path: Vec<(String, String)>,
    request: Request,
) -> Result<Response<Body>, Problem> {
    let answers = Arc::clone(&shared.answers);
    let operation = &answers.operations()[index];
    let mut pairs = query::pairs(request.uri().query(), &shared.limits)?;
    let format = take(&mut pairs, "format")?;
    let cursor = if operation.pages { take(&mut pairs, "cursor")? } else { None };
    let accept = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    let form = form_of(operation, format.as_deref(), accept)?;
    let plain = pairs.clone();
    let mut values = path;
    values.extend(pairs);
    let steady = operation.steady && operation.verb == Verb::Get;
    let state = if steady { Some(shared.state().await?.digest) } else { None };
    let tag = state.as_ref().map(|state| {
        let with = [
            ("format", form.as_str()),
            ("cursor", cursor.as_deref().unwrap_or_default()),
            ("state", state),
        ];
        let with = with.map(|(name, value)| (format!("\n{name}"), value.to_owned()));
        let all: Vec<(String, String)> = values.iter().cloned().chain(with).collect();
        format!("\"{}\"", digest(&operation.id, &all))
    });
    if let Some(tag) = tag.as_ref().filter(|tag| matches(request.headers(), tag)) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        cached(&mut response, Some(tag));
        return Ok(response);
    }
    let route = request.uri().path().to_owned();
    if operation.verb == Verb::Post {
        let body = body_of(request, &shared.limits).await?;
        values.extend(query::of_body(operation, &body)?);
    }
    let before = tag.as_ref().and_then(|tag| shared.given.get(tag));
    let answered = match before {
        Some(answered) => answered,
        None => {
            let question = Question { values, form, cursor };
            let answered = Arc::new(shared.ask(operation, question).await?);
            // Where somebody wrote to the store meanwhile, the answer may be of either state.
            if let Some(tag) = &tag
                && shared.state().await.is_ok_and(|now| Some(now.digest) == state)
            {
                shared.given.keep(tag.clone(), &answered);
            }
            answered
        }
    };
    let Answered { reply, next } = Arc::unwrap_or_clone(answered);
    let next = next.map(|cursor| {
        let asked = format.map(|format| ("format".to_owned(), format));
        let all = plain.iter().cloned().chain(asked);
        address(&route, all.chain(std::iter::once(("cursor".to_owned(), cursor))))
    });
    let mut response = respond(reply, form, next);
    cached(&mut response, tag.as_ref());
    Ok(response)
}

/// Takes a parameter that is the server's own out of the query.
fn take(pairs: &mut Vec<(String, String)>, name: &str) -> Result<Option<String>, Problem> {
    let mut found = None;
    let mut twice = false;
    pairs.retain(|(own, value)| {
        if own != name {
            return true;
        }
        twice |= found.replace(value.clone()).is_some();
        false
    });
    if twice {
        return Err(Problem::question(format!("{name} is given twice; it takes one value")));
    }
    Ok(found)
}

fn form_of(
    operation: &Operation,
    format: Option<&str>,
    accept: Option<&str>,
) -> Result<Form, Problem> {
    let known = || {
        let words: Vec<&str> = operation.forms.iter().map(|form| form.as_str()).collect();
        words.join(", ")
    };
    if let Some(word) = format {
        let form = Form::parse(word).filter(|form| operation.forms.contains(form));
        return form.ok_or_else(|| {
            Problem::form(format!("{word:?} is no form of this answer; there are {}", known()))
        });
    }
    form::accepted(accept, &operation.forms).ok_or_else(|| {
        let types: Vec<&str> = operation.forms.iter().map(|form| form.essence()).collect();
        Problem::form(format!("this is answered as {}; say which in Accept", types.join(", ")))
    })
}

/// An address on this server.
pub(crate) fn address(path: &str, pairs: impl Iterator<Item = (String, String)>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs);
    format!("{path}?{}", query.finish())
}

fn cached(response: &mut Response<Body>, tag: Option<&String>) {
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("Accept, Authorization"));
    match tag.and_then(|tag| HeaderValue::from_str(tag).ok()) {
        Some(tag) => headers.insert(header::ETAG, tag),
        None => headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    };
}

fn respond(reply: Reply, form: Form, next: Option<String>) -> Response<Body> {
    let mut body = reply.body;
    if let (Form::Json, Some(next)) = (form, &next) {
        add_key(&mut body, "next", next);
    }
    let mut response = typed(form.media_type(), body);
    let headers = response.headers_mut();
    if matches!(form, Form::Html | Form::Svg) {
        let policy = HeaderValue::from_static(headers::DOCUMENT);
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if let Some(version) = reply.store_version {
        headers.insert(STORE_VERSION, HeaderValue::from(version));
    }
    for (name, lines) in [(NOTE, &reply.notes), (SOURCE, &reply.citations)] {
        for value in lines.iter().take(LINES).filter_map(|line| headers::line(line)) {
            headers.append(name.clone(), value);
        }
    }
    if let Some(next) = next
        && let Ok(value) = HeaderValue::from_str(&format!("<{next}>; rel=\"next\""))
    {
        headers.append(header::LINK, value);
    }
    if let Some(name) = reply.file_name
        && let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
    {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// Adds a key to a JSON object that is text already.
fn add_key(body: &mut Vec<u8>, key: &str, value: &str) {
    let Some(end) = body.iter().rposition(|byte| *byte == b'}') else { return };
    let before = body[..end].iter().rposition(|byte| !byte.is_ascii_whitespace());
    let comma = if before.is_some_and(|at| body[at] == b'{') { "" } else { "," };
    let cut = before.map_or(end, |at| at + 1);
    body.truncate(cut);
    let value = serde_json::Value::from(value);
    body.extend_from_slice(format!("{comma}\n  \"{key}\": {value}\n}}\n").as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_added_at_the_end_of_an_object() {
        for (text, expected) in [
            ("{}", "{\"next\":\"/a?b=\\\"c\"}"),
            ("{\n  \"rows\": [ {} ]\n}\n", "{\"rows\":[{}],\"next\":\"/a?b=\\\"c\"}"),
        ] {
            let mut body = text.as_bytes().to_vec();
            add_key(&mut body, "next", "/a?b=\"c");
            let value: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
            assert_eq!(value.to_string(), expected);
        }
    }

    #[test]
    fn an_address_comes_back_as_the_pairs_that_it_was_made_of() {
        let pairs = [("a b".to_owned(), "ü&=?".to_owned()), ("c".to_owned(), String::new())];
        let address = address("/x", pairs.clone().into_iter());
        let (_, query) = address.split_once('?').expect("a query");
        let back: Vec<(String, String)> =
            url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        assert_eq!(back, pairs);
    }
}
